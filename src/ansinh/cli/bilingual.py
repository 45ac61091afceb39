"""Commands and options whose help is a message: rendered when printed, in the language of the moment."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

import click

from ansinh.cli.commands import Commands
from ansinh.cli.entry import HOME_OPTION, LANGUAGE_OPTION
from ansinh.kernel.language import LANGUAGES, Message
from ansinh.kernel.language import message as _

Function = Callable[..., Any]
Decorator = Callable[[Function], Function]


class Option(click.Option):
    def __init__(self, *args: Any, says: Message, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.says = says

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        self.help = self.says.text()
        return super().get_help_record(ctx)


class Command(click.Command):
    """Help in one line in the list of commands, whole on its own page. Every command takes --lang and --home."""

    def __init__(self, *args: Any, says: Message, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.says = says
        self.params += [
            Option([LANGUAGE_OPTION], type=click.Choice(LANGUAGES), expose_value=False, says=LANGUAGE_HELP),
            Option([HOME_OPTION], metavar="DIR", expose_value=False, says=HOME_HELP),
        ]

    def get_short_help_str(self, limit: int = 45) -> str:
        return self.says.text()

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.says.text())


class Group(click.Group):
    """Commands under one name, in the order given."""

    def __init__(self, name: str, says: Message, commands: Commands | Sequence[Command]) -> None:
        super().__init__(name, commands=commands)
        self.says = says

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def get_short_help_str(self, limit: int = 45) -> str:
        return self.says.text()

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.says.text())


LANGUAGE_HELP = _("Language: vi or en.")
HOME_HELP = _("Use the ledger in this directory, whatever ANSINH_HOME and DATABASE_URL say.")


def option(*names: str, says: Message, **kwargs: Any) -> Decorator:
    return click.option(*names, cls=Option, says=says, **kwargs)


def options(*together: Decorator) -> Decorator:
    """Several options as one, in this order."""
    return lambda function: reduce(lambda wrapped, add: add(wrapped), reversed(together), function)


def command(name: str, says: Message) -> Callable[[Function], Command]:
    return click.command(name, cls=Command, says=says)


BY = option("--by", required=True, metavar="NAME", says=_("Who does it."))
"""Whoever runs commands on the server says the name; four eyes holds between names all the same."""
