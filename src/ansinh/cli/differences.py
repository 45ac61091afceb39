"""What a correction changes, figure by figure."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple

import click

from ansinh.cli.bilingual import command
from ansinh.cli.installation import ready
from ansinh.cli.output import CSV, JSON, TABLE, Heading, format_option, print_csv, print_json, print_table, say
from ansinh.kernel.language import message as _
from ansinh.ledger.differences import Change, Difference
from ansinh.ledger.differences import difference as difference_of
from ansinh.ledger.models import Submission
from ansinh.ledger.submissions import find_submission
from ansinh.places.models import Unit
from ansinh.reports.differences import COLUMNS, exact, printed


@command("difference", _("Show what a submission changes in the figures that stand."))
@click.argument("submission", type=int)
@format_option(TABLE, JSON, CSV)
def difference(submission: int, form: str) -> None:
    ready()
    found = find_submission(submission)
    shown = difference_of(found)
    changes = (*shown.changed, *shown.added)
    units = Unit.objects.in_bulk({change.after.unit for change in changes})
    if form == JSON:
        print_json(
            {
                "submission": found.pk,
                "corrects": found.corrects_id,
                "approved": shown.approved,
                "same": shown.same,
                "changed": _exactly(shown.changed, units),
                "added": _exactly(shown.added, units),
            }
        )
    elif form == CSV:
        print_csv(COLUMNS, [exact(change, units[change.after.unit]) for change in changes])
    else:
        _print_difference(found, shown, units)


def _exactly(changes: Sequence[Change], units: Mapping[int, Unit]) -> list[dict[str, str]]:
    return [dict(zip(COLUMNS, exact(change, units[change.after.unit]), strict=True)) for change in changes]


def _print_difference(found: Submission, shown: Difference, units: Mapping[int, Unit]) -> None:
    headings = (_("Unit"), _("Indicator"), _("Period"), _("Before"), _("After"), _("Change"), _("Cell"))
    changes: Sequence[Change] = (*shown.changed, *shown.added)
    if changes:
        print_table(
            [Heading(str(heading), right=3 <= place <= 5) for place, heading in enumerate(headings)],
            [astuple(printed(change, units[change.after.unit])) for change in changes],
        )
    say(
        _(
            "Submission {number}: changed {changed}, added {added}, the same {same}.",
            number=found.pk,
            changed=len(shown.changed),
            added=len(shown.added),
            same=shown.same,
        )
    )
