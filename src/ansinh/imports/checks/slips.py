"""Slips of the unit of measure: a figure about 1,000 or 1,000,000 times what it is beside."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ansinh.imports.checks.amounts import amount
from ansinh.imports.checks.figures import Findings, Given, position
from ansinh.imports.checks.series import Series
from ansinh.imports.checks.thresholds import thresholds
from ansinh.imports.errors import Check
from ansinh.indicators.catalogue import Observed, catalogue
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.numbers import Printed
from ansinh.ledger.facts import NewFact, Request
from ansinh.ledger.models import Kind

NO_FACTOR = (BaseUnit.PERCENT, BaseUnit.PERCENTAGE_POINT, BaseUnit.POINT)  # not written in thousands
DAYS = 31 * 12  # of a year of months counted alike
REMEDY = _("Check the unit of measure of the figure; if it is right, say why: `ansinh explain`.")


@dataclass(frozen=True, slots=True)
class Slip:
    """``factor``: 1,000 too large, or −1,000 too small."""

    cell: NewFact
    factor: int
    beside: Given


class Slips:
    """Collected over all units, because a whole column that slipped is one fault."""

    def __init__(self) -> None:
        self._found: dict[Request, list[Slip]] = defaultdict(list)

    def look_at(self, series: Series) -> None:
        """Marks the cells that slipped as wrong."""
        if series.indicator.unit in NO_FACTOR:
            return
        if not _far_apart(series):
            return
        for _place, cell in series.cells:
            slip = _slip(cell, series)
            if slip:
                series.wrong.add(id(cell))
                self._found[cell.request].append(slip)

    def report(self, all_compared: Mapping[Request, int], findings: Findings) -> None:
        for request, found in self._found.items():
            factor, count = Counter(slip.factor for slip in found).most_common(1)[0]
            compared = all_compared[request]
            whole_column = count >= thresholds().slip_column_least and count >= compared * thresholds().column_share
            for slip in found:
                if not (whole_column and slip.factor == factor):
                    _report_cell(slip, findings)
            if whole_column:
                slipped = [slip for slip in found if slip.factor == factor]
                _report_column(slipped, compared, findings)


def _far_apart(series: Series) -> bool:
    """Whether any two figures of the series could be a slip apart, whatever their months: most are dismissed here."""
    values = [one.value for one in (*series.timeline, *series.targets.values()) if one.value > 0]
    known = thresholds()
    return bool(values) and max(values) * known.slip_within * 12 >= min(values) * known.slip_factors[0]


def _level(given: Given) -> Decimal:
    """By the year, so that what accumulates is comparable in every month; not more than a rough measure."""
    request = given.request
    if request.kind is Kind.TARGET or catalogue()[request.indicator].observed is not Observed.YEAR_TO_DATE:
        return given.value
    end = request.period.end
    return given.value * DAYS / ((end.month - 1) * 31 + end.day)


def _slip(cell: NewFact, series: Series) -> Slip | None:
    """More than half of what it can be compared with must say the same."""
    target = series.target(cell)
    others = [
        *(one for one in series.timeline if one is not cell and id(one) not in series.wrong),
        *((target,) if target else ()),
    ]
    others = [one for one in others if one.value > 0]
    if cell.value <= 0 or not others:
        return None
    votes = Counter(_factor(cell, one) for one in others)
    factor, count = votes.most_common(1)[0]
    if factor == 0 or count * 2 <= len(others):
        return None
    return Slip(cell, factor, _nearest(cell, [one for one in others if _factor(cell, one) == factor]))


def _factor(cell: Given, other: Given) -> int:
    if thresholds().is_small(catalogue()[cell.request.indicator].unit, cell.value, other.value):
        return 0
    one, two = _level(cell), _level(other)
    for factor in thresholds().slip_factors:
        within = thresholds().slip_within
        if two * factor <= one * within and one <= two * factor * within:
            return factor
        if one * factor <= two * within and two <= one * factor * within:
            return -factor
    return 0


def _nearest(cell: NewFact, others: Sequence[Given]) -> Given:
    """In time; of a target and a figure, the figure."""
    end = cell.request.period.end
    return min(others, key=lambda one: (one.request.kind is Kind.TARGET, abs((one.request.period.end - end).days)))


def _report_cell(slip: Slip, findings: Findings) -> None:
    values: dict[str, object] = {
        "indicator": catalogue()[slip.cell.request.indicator],
        "unit": findings.units[slip.cell.unit],
        "period": slip.cell.request.period,
        "value": amount(slip.cell),
        "factor": Printed(Decimal(abs(slip.factor))),
        "other": amount(slip.beside),
        "other_period": slip.beside.request.period,
    }
    findings.ask(slip.cell, Check.UNIT_SLIP, _sentence(slip, values), REMEDY)


def _sentence(slip: Slip, values: dict[str, object]) -> Message:
    plan = slip.beside.request.kind is Kind.TARGET and slip.cell.request.kind is not Kind.TARGET
    if slip.factor > 0:
        if plan:
            return _(
                "{indicator} of {unit} ({period}) is {value}, about {factor} times too large beside the plan of the "
                "year, {other}.",
                **values,
            )
        return _(
            "{indicator} of {unit} ({period}) is {value}, about {factor} times too large beside {other} "
            "({other_period}).",
            **values,
        )
    if plan:
        return _(
            "{indicator} of {unit} ({period}) is {value}, about {factor} times too small beside the plan of the "
            "year, {other}.",
            **values,
        )
    return _(
        "{indicator} of {unit} ({period}) is {value}, about {factor} times too small beside {other} ({other_period}).",
        **values,
    )


def _report_column(slips: Sequence[Slip], compared: int, findings: Findings) -> None:
    first = min(slips, key=lambda slip: position(slip.cell))
    values: dict[str, object] = {
        "indicator": catalogue()[first.cell.request.indicator],
        "period": first.cell.request.period,
        "factor": Printed(Decimal(abs(first.factor))),
        "count": Printed(Decimal(len(slips))),
        "compared": Printed(Decimal(compared)),
        "unit": findings.units[first.cell.unit],
        "value": amount(first.cell),
        "other": amount(first.beside),
        "other_period": first.beside.request.period,
    }
    cause = (
        _(
            "{indicator} ({period}): {count} of {compared} figures are about {factor} times too large; for instance "
            "{unit} has {value} beside {other} ({other_period}).",
            **values,
        )
        if first.factor > 0
        else _(
            "{indicator} ({period}): {count} of {compared} figures are about {factor} times too small; for instance "
            "{unit} has {value} beside {other} ({other_period}).",
            **values,
        )
    )
    findings.ask(
        first.cell,
        Check.UNIT_SLIP,
        cause,
        _("Check in which unit of measure the column is written; if it is right, say why: `ansinh explain`."),
    )
