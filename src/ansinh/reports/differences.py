"""What a submission changes, line by line: as it is printed, and exactly for other programs."""

from dataclasses import dataclass

from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.numbers import MISSING
from ansinh.ledger.differences import Change
from ansinh.places.models import Unit
from ansinh.reports.naming import exact_text

COLUMNS = (
    "unit", "name", "indicator", "period", "kind", "before", "after", "change", "measure", "submission_before",
    "cell_before", "cell_after",
)  # fmt: skip


@dataclass(frozen=True)
class PrintedChange:
    """``before`` and ``change``: "–" where nothing stood before. ``place``: sheet and cell."""

    unit: str
    indicator: str
    period: str
    before: str
    after: str
    change: str
    place: str


def printed(change: Change, unit: Unit) -> PrintedChange:
    """To the last decimal: a correction may be of one đồng."""
    after, before = change.after, change.before
    indicator = after.request.indicator
    return PrintedChange(
        unit.text(),
        catalogue()[indicator].text(),
        after.request.period.text(),
        f"{before.hedge.text()} {exact_text(indicator, before.value)}".strip() if before else MISSING,
        f"{after.hedge.text()} {exact_text(indicator, after.value)}".strip(),
        exact_text(indicator, change.by, signed=True) if change.by is not None else MISSING,
        after.place,
    )


def exact(change: Change, unit: Unit) -> tuple[str, ...]:
    """By ``COLUMNS``, in base units; empty where nothing stood before."""
    after, before = change.after, change.before
    return (
        unit.code,
        unit.text(),
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
