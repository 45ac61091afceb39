"""What a correction changes, figure by figure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import click

from ansinh.cli.bilingual import command
from ansinh.cli.installation import ready
from ansinh.cli.output import CSV, JSON, TABLE, Heading, format_option, print_csv, print_json, print_table, say
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import MISSING, format_quantity
from ansinh.ledger.differences import Change, Difference
from ansinh.ledger.differences import difference as difference_of
from ansinh.ledger.models import Submission
from ansinh.ledger.submissions import find_submission
from ansinh.places.models import Unit

NAMES = (
    "unit", "name", "indicator", "period", "kind", "before", "after", "change", "measure", "submission_before",
    "cell_before", "cell_after",
)  # fmt: skip


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
                "changed": [dict(zip(NAMES, _exact_row(change, units), strict=True)) for change in shown.changed],
                "added": [dict(zip(NAMES, _exact_row(change, units), strict=True)) for change in shown.added],
            }
        )
    elif form == CSV:
        print_csv(NAMES, [_exact_row(change, units) for change in changes])
    else:
        _print_difference(found, shown, units)


def _print_difference(found: Submission, shown: Difference, units: Mapping[int, Unit]) -> None:
    headings = (_("Unit"), _("Indicator"), _("Period"), _("Before"), _("After"), _("Change"), _("Cell"))
    changes: Sequence[Change] = (*shown.changed, *shown.added)
    if changes:
        print_table(
            [Heading(str(heading), right=3 <= place <= 5) for place, heading in enumerate(headings)],
            [_printed_row(change, units) for change in changes],
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


def _printed_row(change: Change, units: Mapping[int, Unit]) -> tuple[str, ...]:
    after, before = change.after, change.before
    indicator = after.request.indicator
    return (
        units[after.unit].text(),
        catalogue()[indicator].text(),
        after.request.period.text(),
        f"{before.hedge.text()} {_quantity(indicator, before.value)}".strip() if before else MISSING,
        f"{after.hedge.text()} {_quantity(indicator, after.value)}".strip(),
        _quantity(indicator, change.by, signed=True) if change.by is not None else MISSING,
        after.place,
    )


def _quantity(indicator: str, value: Decimal, *, signed: bool = False) -> str:
    """To its last decimal: a correction may be of one đồng."""
    definition = catalogue()[indicator]
    exponent = definition.display.from_base(value).normalize().as_tuple().exponent
    decimals = max(definition.decimals, -exponent if isinstance(exponent, int) else 0)
    return format_quantity(value, definition.display, decimals, signed=signed)


def _exact_row(change: Change, units: Mapping[int, Unit]) -> tuple[str, ...]:
    """In base units, exactly; empty where nothing stood before."""
    after, before = change.after, change.before
    return (
        units[after.unit].code,
        units[after.unit].text(),
        after.request.indicator,
        after.request.period.iso,
        after.request.kind.label,
        f"{before.value:f}" if before else "",
        f"{after.value:f}",
        f"{change.by:f}" if change.by is not None else "",
        catalogue()[after.request.indicator].unit.value,
        str(before.submission) if before else "",
        before.place if before else "",
        after.place,
    )
