"""The program `ansinh`: choose language and data directory, start Django, run the command, map errors to exit codes."""

import gettext
import importlib
import os
import sys

import django

from ansinh.cli.exit_codes import exit_code
from ansinh.kernel.errors import AnsinhError, SettingError
from ansinh.kernel.language import LANGUAGES, LOCALE_DIRECTORY, Language, speaking
from ansinh.kernel.language import message as _

LANGUAGE_OPTION = "--lang"
HOME_OPTION = "--home"


def run() -> None:
    """Console script. Exits with the code that exit_codes.py gives."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: list[str]) -> int:
    language = _language(arguments)
    _let_click_speak(language)
    with speaking(language):
        try:
            _use_home(arguments)
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.config.settings")
            django.setup()
            # Only now: the commands import models, which need Django's settings.
            commands = importlib.import_module("ansinh.cli.main")
            return int(commands.run(arguments))
        except AnsinhError as error:
            print_error(error)
            return exit_code(error)


def print_error(error: AnsinhError) -> None:
    sys.stderr.write(f"{_('Error')}: {error.cause}\n  {error.remedy}\n")


def _language(arguments: list[str]) -> Language:
    """From --lang, else ANSINH_LANG, else Vietnamese; a wrong one is refused later, by whoever reads it properly."""
    wanted = _option(arguments, LANGUAGE_OPTION) or os.environ.get("ANSINH_LANG", "")
    return next((language for language in LANGUAGES if language == wanted), "vi")


def _let_click_speak(language: Language) -> None:
    """Click's own words ("Usage", "Missing argument") go through gettext's default domain: locale/…/messages.po."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("messages", LOCALE_DIRECTORY)


def _use_home(arguments: list[str]) -> None:
    """--home DIR: the ledger in DIR, whatever ANSINH_HOME and DATABASE_URL say."""
    home = _option(arguments, HOME_OPTION)
    if home is None:
        return
    if not home:
        raise SettingError(_("{option} needs a directory.", option=HOME_OPTION), _("Write --home DIRECTORY."))
    os.environ["ANSINH_HOME"] = home
    os.environ.pop("DATABASE_URL", None)


def _option(arguments: list[str], name: str) -> str | None:
    """The value of ``--name VALUE`` or ``--name=VALUE``, looked up before Click can parse."""
    for position, argument in enumerate(arguments):
        if argument == name:
            return arguments[position + 1] if position + 1 < len(arguments) else ""
        if argument.startswith(f"{name}="):
            return argument.partition("=")[2]
    return None
