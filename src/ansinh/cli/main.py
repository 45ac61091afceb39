"""The list of commands, and how they are run."""

import sys
from importlib.metadata import version

import click
from django.db import DatabaseError

from ansinh.cli.bilingual import HOME_HELP, LANGUAGE_HELP, Option
from ansinh.cli.commands import Commands
from ansinh.cli.entry import HOME_OPTION, LANGUAGE_OPTION, print_error
from ansinh.cli.exit_codes import DATABASE, DONE, INTERRUPTED, KINDS, USAGE, exit_code
from ansinh.kernel.errors import AnsinhError, InputError
from ansinh.kernel.language import LANGUAGES
from ansinh.kernel.language import message as _

COMMANDS = Commands(
    {
        "demo": "ansinh.cli.demo:demo",
        "template": "ansinh.cli.imports:template",
        "import": "ansinh.cli.imports:import_files",
        "profiles": "ansinh.cli.profiles:group",
        "submissions": "ansinh.cli.submissions:submissions",
        "submission": "ansinh.cli.submissions:submission",
        "difference": "ansinh.cli.differences:difference",
        "explain": "ansinh.cli.submissions:explain",
        "submit": "ansinh.cli.submissions:submit",
        "approve": "ansinh.cli.submissions:approve",
        "return": "ansinh.cli.submissions:send_back",
        "lock": "ansinh.cli.submissions:lock",
        "unlock": "ansinh.cli.submissions:unlock",
        "compare": "ansinh.cli.comparisons:compare",
        "report": "ansinh.cli.reports.group:group",
        "trace": "ansinh.cli.reports.trace:trace",
        "register": "ansinh.cli.registers.group:group",
        "check-figures": "ansinh.cli.comparisons:check_figures",
        "indicators": "ansinh.cli.catalogues:indicators",
        "places": "ansinh.cli.places:places",
        "setup": "ansinh.cli.installation:setup",
        "serve": "ansinh.cli.serve:serve",
        "backup": "ansinh.cli.backup:backup",
        "restore": "ansinh.cli.backup:restore",
        "accounts": "ansinh.cli.accounts:group",
        "audit": "ansinh.cli.audit:group",
        "settings": "ansinh.cli.installation:list_settings",
    }
)


class Program(click.Group):
    """In the order of the work, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(
                _("Figures of social, health and unemployment insurance: reported once, compared, traced.").text()
            )


def _print_version(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"ansinh {version('ansinh')}")
        ctx.exit()


ansinh = Program(
    "ansinh",
    commands=COMMANDS,
    params=[
        Option([LANGUAGE_OPTION], type=click.Choice(LANGUAGES), expose_value=False, says=LANGUAGE_HELP),
        Option([HOME_OPTION], metavar="DIR", expose_value=False, says=HOME_HELP),
        Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_print_version,
            says=_("Print the version."),
        ),
    ],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


def run(arguments: list[str]) -> int:
    """One command; its exit code."""
    try:
        result = ansinh.main(arguments, prog_name="ansinh", standalone_mode=False)
    except AnsinhError as error:
        print_error(error)
        return exit_code(error)
    except click.UsageError as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except OSError as error:
        place = error.filename or ""
        sys.stderr.write(
            f"{_('Error')}: {_('{place} cannot be used: {reason}.', place=place, reason=error.strerror)}\n"
        )
        return KINDS[InputError]
    except DatabaseError as error:
        sys.stderr.write(f"{_('Error')}: {_('The database refuses or cannot be reached: {reason}', reason=error)}\n")
        return DATABASE
    return result if isinstance(result, int) else DONE
