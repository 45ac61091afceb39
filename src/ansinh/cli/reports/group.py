"""`ansinh report UNIT …` makes a report; what else is done with reports has a name of its own after `report`."""

import click

from ansinh.cli.bilingual import Group
from ansinh.cli.commands import Commands
from ansinh.kernel.language import message as _

USUAL = "make"
COMMANDS = Commands(
    {
        "make": "ansinh.cli.reports.making:make",
        "batch": "ansinh.cli.reports.batch:batch",
        "outlines": "ansinh.cli.reports.making:list_outlines",
        "lint": "ansinh.cli.reports.lint:lint",
        "verify": "ansinh.cli.reports.verify:verify",
        "claims": "ansinh.cli.reports.claims:claims",
        "issue": "ansinh.cli.reports.issue:issue",
        "archive": "ansinh.cli.reports.archive:archive",
        "again": "ansinh.cli.reports.archive:again",
        "diff": "ansinh.cli.reports.diff:diff",
    }
)


class ReportGroup(Group):
    """A first word that names none of the commands is the unit of a report to make."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        names = {*self.commands, *ctx.help_option_names}
        if args and args[0] not in names:
            args = [USUAL, *args]
        return super().parse_args(ctx, args)


group = ReportGroup("report", _("Make a report (ansinh report UNIT), check, issue, archive it."), COMMANDS)
