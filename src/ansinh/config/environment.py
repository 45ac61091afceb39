"""The settings of an installation: read once from the environment, each checked, a wrong one refused by name."""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import dj_database_url
import platformdirs

from ansinh.kernel.errors import SettingError
from ansinh.kernel.language import LANGUAGES, Language, Message
from ansinh.kernel.language import message as _

T = TypeVar("T")

DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")


@dataclass(frozen=True)
class Setting:
    """One environment variable: what it is for and what it is when not given. Printed by ``ansinh settings``."""

    name: str
    purpose: Message
    default: Message


HOME = Setting(
    "ANSINH_HOME",
    _("Directory of the data: the SQLite ledger and the files that were imported."),
    _("the platform's data directory"),
)
DATABASE = Setting(
    "DATABASE_URL",
    _("The ledger's database: postgresql://user:password@host/name, or sqlite:////absolute/path."),
    _("ledger.sqlite3 in ANSINH_HOME"),
)
LANGUAGE = Setting("ANSINH_LANG", _("Language of messages and reports: vi or en."), _("vi (Vietnamese)"))
HOSTS = Setting(
    "ANSINH_HOSTS",
    _("Names under which browsers reach the web application, parted by commas: ansinh.example.vn."),
    _("only this machine's own: localhost, 127.0.0.1"),
)
HTTPS = Setting(
    "ANSINH_HTTPS",
    _(
        "yes: browsers come over HTTPS, through a proxy on this machine that sets X-Forwarded-Proto and "
        "X-Forwarded-For; cookies then travel over HTTPS only."
    ),
    _("no"),
)
SECRET_KEY = Setting(
    "ANSINH_SECRET_KEY",
    _("What sessions are signed with: at least 50 characters that nobody can guess. Never printed."),
    _("secret-key in ANSINH_HOME, made at the first start"),
)
SETTINGS = (HOME, DATABASE, LANGUAGE, HOSTS, HTTPS, SECRET_KEY)

YES, NO = "yes", "no"
SECRET_CHARACTERS = 50
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]+\]")


@dataclass(frozen=True)
class Environment:
    home: Path
    database: dj_database_url.DBConfig
    language: Language
    hosts: tuple[str, ...] = ()
    https: bool = False
    given_secret_key: str | None = field(default=None, repr=False)

    @property
    def files(self) -> Path:
        """Where imported workbooks are kept, named by their digest."""
        return self.home / "files"

    @property
    def demonstration(self) -> Path:
        """There once `ansinh demo` has made this ledger."""
        return self.home / "demonstration"

    @property
    def is_demonstration(self) -> bool:
        return self.demonstration.exists()

    @property
    def profiles(self) -> Path:
        """Where answers about foreign layouts are kept (`ansinh profiles`)."""
        return self.home / "profiles"


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Raises SettingError naming the variable; a misspelt ``ANSINH_…`` is refused too, never ignored."""
    known = {setting.name for setting in SETTINGS}
    for name in variables:
        if name.startswith("ANSINH_") and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            remedy = (
                _("Did you mean {near}?", near=near[0])
                if near
                else _("Remove it; the settings are {known}.", known=", ".join(sorted(known)))
            )
            raise SettingError(_("{name} is not a setting of Ansinh.", name=name), remedy)
    home = _value(variables, HOME, _absolute) or Path(platformdirs.user_data_dir("ansinh", appauthor=False))
    database = _value(variables, DATABASE, _database) or _database(f"sqlite:///{home / 'ledger.sqlite3'}")
    return Environment(
        home,
        database,
        _value(variables, LANGUAGE, _language) or "vi",
        _value(variables, HOSTS, _hosts) or (),
        _value(variables, HTTPS, _yes_or_no) or False,
        _value(variables, SECRET_KEY, _secret),
    )


def _value(variables: Mapping[str, str], setting: Setting, read: Callable[[str], T]) -> T | None:
    text = variables.get(setting.name, "").strip()
    if not text:
        return None
    try:
        return read(text)
    except ValueError as error:
        # The value itself is not repeated: a database address holds a password.
        raise SettingError(
            _("The setting {name} is wrong: {reason}.", name=setting.name, reason=error.args[0]),
            _("It is for: {purpose}", purpose=setting.purpose),
        ) from None


def _absolute(text: str) -> Path:
    path = Path(text).expanduser()
    if path.exists() and not path.is_dir():
        raise ValueError(_("it names a file, not a directory"))
    return path.absolute()


def _database(text: str) -> dj_database_url.DBConfig:
    if text.partition(":")[0] not in DATABASE_SCHEMES:
        raise ValueError(_("it must begin with postgresql:// or sqlite://"))
    try:
        database = dj_database_url.parse(text)
    except (ValueError, dj_database_url.ParseError, dj_database_url.UnknownSchemeError):
        raise ValueError(_("it is not a database address")) from None
    if database.get("NAME") in (None, "", ":memory:"):
        raise ValueError(_("it names no database that lasts"))
    if database["ENGINE"] == "django.db.backends.sqlite3":
        # IMMEDIATE: a writer waits at the start of its transaction, instead of failing in the middle of it. The
        # longest act, a correction of every figure of a national file, is approved in 10 s; several may be waiting.
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 120,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY",
        }
    return database


def _language(text: str) -> Language:
    if text not in LANGUAGES:
        raise ValueError(_("{text!r} is not vi or en", text=text))
    return text


def _hosts(text: str) -> tuple[str, ...]:
    names = tuple(name.strip().lower() for name in text.split(",") if name.strip())
    for name in names:
        if not _HOST.fullmatch(name):
            raise ValueError(_("{name!r} is not the name of a host, without https:// and without port", name=name))
    return names


def _yes_or_no(text: str) -> bool:
    if text not in (YES, NO):
        raise ValueError(_("it is neither yes nor no"))
    return text == YES


def _secret(text: str) -> str:
    if len(text) < SECRET_CHARACTERS or len(set(text)) < 10:
        raise ValueError(_("it is too short, or too easily guessed"))
    return text
