"""What the web application is told about where it stands: its secret, the names it answers to."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from ansinh.config.environment import SECRET_CHARACTERS, Environment
from ansinh.kernel.errors import SettingError
from ansinh.kernel.language import message as _

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
OTHERS = 0o077


def hosts(environment: Environment) -> list[str]:
    """Those of this machine are always among them: what watches over the service asks there."""
    return [*LOOPBACK, *environment.hosts]


def secret_key(environment: Environment) -> str:
    """As given, or from the data directory, where one is made that only its owner can read. Raises SettingError."""
    if environment.given_secret_key:
        return environment.given_secret_key
    path = environment.home / "secret-key"
    if not path.exists():
        _make(path)
    if os.name == "posix" and path.stat().st_mode & OTHERS:
        raise SettingError(
            _("Others can read the secret key: {file}.", file=path),
            _(
                "Run `chmod 600 {file}`. If somebody may have read it, delete it: everybody then logs in again.",
                file=path,
            ),
        )
    key = path.read_text(encoding="ascii").strip()
    if len(key) < SECRET_CHARACTERS:
        raise SettingError(
            _("The secret key is not whole: {file}.", file=path),
            _("Delete it: a new one is made, and everybody logs in again."),
        )
    return key


def _make(path: Path) -> None:
    """Whole or not at all; of several processes that start together, all take the key of the first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(SECRET_CHARACTERS))
        stream.flush()
        os.fsync(stream.fileno())
    with suppress(FileExistsError):
        os.link(part, path)
    Path(part).unlink()
