"""`ansinh register withdraw`: what was loaded by mistake is not asked any more."""

import sys

import click

from ansinh.cli.bilingual import BY, command, option
from ansinh.cli.installation import ready
from ansinh.cli.output import say
from ansinh.cli.registers.asking import registers
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import short_date
from ansinh.registers.snapshots.store import Snapshot
from ansinh.reviews import withdrawals

STAYS = _("Figures published from it stay in the ledger: others may correct them (ansinh register publish --corrects).")


@command("withdraw", _("Take a register out of use that was loaded by mistake: it is kept, and not asked any more."))
@click.argument("name")
@option("--reason", required=True, metavar="TEXT", says=_("What is wrong with it; whoever asks for it reads that."))
@BY
@option("--yes", "is_sure", is_flag=True, says=_("Do not ask whether this is meant: for scripts."))
def withdraw(name: str, reason: str, by: str, is_sure: bool) -> None:
    ready()
    wrong = registers().to_withdraw(name)
    if not is_sure and not _confirmed(wrong):
        say(_("Nothing was changed."))
        return
    withdrawals.withdraw(registers(), name, reason=reason, by=by)
    say(_("Register {name} is withdrawn. Its files stay in {directory}.", name=name, directory=wrong.directory))
    say(STAYS)
    left = registers().snapshots()
    if left:
        say(_("The register that is asked when none is named: {name}.", name=left[-1].name))


def _confirmed(wrong: Snapshot) -> bool:
    if not sys.stdin.isatty():
        raise InputError(
            _("A register is withdrawn only when somebody says that this is meant."),
            _("Run the command in a terminal, or add --yes."),
        )
    for line in (
        _(
            "Register {name}, as of {day}: it will be refused, with the reason, to whoever asks for it.",
            name=wrong.name,
            day=short_date(wrong.as_of),
        ),
        _("This cannot be taken back; the same lists can be loaded again, under another name."),
        STAYS,
    ):
        click.echo(line, err=True)
    return click.confirm(str(_("Withdraw it?")), default=False, err=True)
