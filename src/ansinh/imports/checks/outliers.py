"""Changes that are rare: against the unit's own history where it is long enough, else against a plain band.

First every change that is not small is noted; only of those is the history read, so that a national file in which
little has changed costs little.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import median

from ansinh.imports.checks import times
from ansinh.imports.checks.amounts import Share, amount, high, low
from ansinh.imports.checks.beside import Beside
from ansinh.imports.checks.figures import Findings, Given, position
from ansinh.imports.checks.series import Series
from ansinh.imports.checks.thresholds import Band, Thresholds, thresholds
from ansinh.imports.errors import Check
from ansinh.indicators.catalogue import IndicatorDefinition, Observed, catalogue
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import Printed
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import NewFact, Request

TO_DEVIATION = Decimal("1.4826")  # a median absolute deviation of a normal distribution, as its standard deviation
Values = Mapping[Period, Decimal]


@dataclass(frozen=True, slots=True)
class Change:
    """A cell's change against another figure, as a share of it. ``yearly``: against the same period last year.
    ``values``: what the file says of other periods."""

    cell: NewFact
    other: Given
    share: Decimal
    yearly: bool
    values: Values


@dataclass(frozen=True, slots=True)
class Rare:
    """A change that is rare. ``count``: of the unit's own changes before it, which lay between the ``extremes``; 0
    where there are too few to tell."""

    change: Change
    count: int = 0
    extremes: tuple[Decimal, Decimal] = (Decimal(0), Decimal(0))


class Outliers:
    """Notes changes that are not small, and judges them once the history of all of them was read. What is rare is
    collected over all units: a whole column of it is one fault."""

    def __init__(self) -> None:
        self._noted: list[Change] = []
        self._rare: dict[Request, list[Rare]] = defaultdict(list)

    def look_at(self, series: Series) -> None:
        if series.kind not in times.HAPPENED:
            return
        if _is_quiet(series):
            return
        noted: list[NewFact] = []
        for place, cell in list(series.sound):
            if series.observed is Observed.YEAR_TO_DATE:
                change = _flow_change(place, cell, series, noted)
            else:
                change = _level_change(place, cell, series, noted)
            if change:
                noted.append(cell)
                self._noted.append(change)

    def judge(self, beside: Beside) -> None:
        """Of one batch of units; then nothing is noted any more."""
        for indicator, changes in _by_indicator(self._noted).items():
            history = _history(changes, beside)
            for change in changes:
                rare = _judge(catalogue()[indicator], change, history.get(change.cell.unit, {}))
                if rare:
                    self._rare[change.cell.request].append(rare)
        self._noted.clear()

    def report(self, all_compared: Mapping[Request, int], findings: Findings) -> None:
        known = thresholds()
        for request, found in self._rare.items():
            compared = all_compared[request]
            if len(found) >= known.rare_column_least and len(found) >= compared * known.column_share:
                _report_column(found, compared, findings)
            else:
                for rare in found:
                    findings.ask(rare.change.cell, Check.OUTLIER, _sentence(rare, findings))


def _is_quiet(series: Series) -> bool:
    """Whether the levels lie so close together that no change between two of them is noted."""
    if series.observed is Observed.YEAR_TO_DATE:
        return False
    values = [one.value for one in series.timeline]
    least, most = min(values), max(values)
    return least >= most * (1 - _quiet(series.observed)) and most <= least * (1 + _quiet(series.observed))


def _by_indicator(changes: Iterable[Change]) -> Mapping[str, list[Change]]:
    found: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        found[change.cell.request.indicator].append(change)
    return found


def _level_change(place: int, cell: NewFact, series: Series, noted: Sequence[NewFact]) -> Change | None:
    """Against the nearest earlier figure; after a cell that changed much, against the one before that as well: only
    the first of the two is to be asked about when a single one stands out."""
    before = series.before(place)
    nearest = next(before, None)
    change = None if nearest is None else _change(cell, nearest, series, yearly=False)
    if not change or not any(nearest is one for one in noted):
        return change
    nearer = next(before, None)
    return change if nearer is None or _change(cell, nearer, series, yearly=False) else None


def _flow_change(place: int, cell: NewFact, series: Series, noted: Sequence[NewFact]) -> Change | None:
    """Against the same period of last year; where that is not known, what was added against what was added before."""
    last = series.at(times.last_year(cell.request))
    if last is not None:
        return _change(cell, last, series, yearly=True)
    before = next((one for one in series.before(place) if not any(one is other for other in noted)), None)
    if before is None or before.request.period.year_number != cell.request.period.year_number:
        return None
    return _change(cell, before, series, yearly=False) if _much_faster(cell, before) else None


def _much_faster(cell: NewFact, before: Given) -> bool:
    """What each month adds, beside the average month until then; one month is no average."""
    months = before.request.period.end.month
    apart = times.months_apart(cell.request.period, before.request.period)
    if months < 2 or apart < 1:
        return False
    added = low(cell) - high(before)
    return added * months > (1 + thresholds().pace) * before.value * apart


def _change(cell: NewFact, other: Given, series: Series, *, yearly: bool) -> Change | None:
    """None where it is small, or cannot be said."""
    if other.value <= 0 or thresholds().is_small(series.indicator.unit, cell.value, other.value):
        return None
    quiet = _quiet(series.observed)
    if -quiet * other.value <= cell.value - other.value <= quiet * other.value:
        return None
    if not (low(cell) > high(other) or low(other) > high(cell)):
        return None
    values = {one.request.period: one.value for one in series.timeline}
    return Change(cell, other, (cell.value - other.value) / other.value, yearly, values)


def _quiet(observed: Observed | None) -> Decimal:
    match observed:
        case Observed.AS_OF:
            return thresholds().quiet["stock"]
        case Observed.YEAR_TO_DATE:
            return thresholds().quiet["flow"]
    return thresholds().quiet["year"]


def _history(changes: Sequence[Change], beside: Beside) -> Mapping[int, Values]:
    """Unit → its figures, of as many months back as may be needed."""
    units = {change.cell.unit for change in changes}
    wanted = {
        request
        for asked in {change.cell.request for change in changes}
        for request in times.months_before(asked, thresholds().months)
    }
    found: dict[int, dict[Period, Decimal]] = defaultdict(dict)
    for request, facts in beside.own(units, wanted).items():
        for unit, fact in facts.items():
            found[unit][request.period] = fact.value
    return found


def _judge(indicator: IndicatorDefinition, change: Change, history: Values) -> Rare | None:
    end = change.cell.request.period.end
    values = {period: value for period, value in {**history, **change.values}.items() if period.end < end}
    accumulates = indicator.observed is Observed.YEAR_TO_DATE
    shares = list(_yearly_changes(values) if change.yearly else _changes(values, indicator))
    if len(shares) >= thresholds().least and (change.yearly or not accumulates):
        band = _own_band(shares, thresholds(), _quiet(indicator.observed))
        return None if band.holds(change.share) else Rare(change, len(shares), (min(shares), max(shares)))
    if accumulates and not change.yearly:
        return Rare(change)  # much faster than the months before: that is the whole of the check
    return None if _plain_band(indicator, change, thresholds()).holds(change.share) else Rare(change)


@dataclass(frozen=True)
class _OwnBand:
    middle: Decimal
    width: Decimal

    def holds(self, share: Decimal) -> bool:
        return abs(share - self.middle) <= self.width


def _own_band(shares: Sequence[Decimal], known: Thresholds, quiet: Decimal) -> _OwnBand:
    middle = median(shares)
    deviation = median([abs(share - middle) for share in shares]) * TO_DEVIATION
    return _OwnBand(middle, max(quiet, known.spread * deviation))


def _changes(values: Values, indicator: IndicatorDefinition) -> Iterator[Decimal]:
    """From each to the next, where they are a month (a year) apart."""
    step = 12 if indicator.observed is Observed.YEAR else 1
    periods = sorted(values)
    for one, next_one in pairwise(periods):
        if values[one] > 0 and times.months_apart(one, next_one) == step:
            yield (values[next_one] - values[one]) / values[one]


def _yearly_changes(values: Values) -> Iterator[Decimal]:
    for period, value in values.items():
        last = values.get(period.same_period_last_year)
        if last is not None and last > 0:
            yield (value - last) / last


def _plain_band(indicator: IndicatorDefinition, change: Change, known: Thresholds) -> Band:
    """By the month (the year); wider for figures further apart."""
    own = known.indicators.get(indicator.id)
    if indicator.observed is Observed.YEAR_TO_DATE:
        return own or known.flow
    yearly = indicator.observed is Observed.YEAR
    apart = times.months_apart(change.cell.request.period, change.other.request.period) // (12 if yearly else 1)
    return (own or (known.year if yearly else known.stock)).widened(max(1, min(apart, known.most_apart)))


def _sentence(rare: Rare, findings: Findings) -> Message:
    change = rare.change
    values: dict[str, object] = {
        "indicator": catalogue()[change.cell.request.indicator],
        "unit": findings.units[change.cell.unit],
        "period": change.cell.request.period,
        "value": amount(change.cell),
        "change": Share(change.share, signed=True),
        "other": amount(change.other),
        "other_period": change.other.request.period,
    }
    if not rare.count:
        return _(
            "{indicator} of {unit} ({period}) is {value}, {change} against {other} ({other_period}): a rare change.",
            **values,
        )
    least, most = rare.extremes
    return _(
        "{indicator} of {unit} ({period}) is {value}, {change} against {other} ({other_period}); the {count} changes "
        "of this unit before it lay between {least} and {most}.",
        **values,
        count=rare.count,
        least=Share(least, signed=True),
        most=Share(most, signed=True),
    )


def _report_column(found: Sequence[Rare], compared: int, findings: Findings) -> None:
    first = min((rare.change for rare in found), key=lambda change: position(change.cell))
    findings.ask(
        first.cell,
        Check.OUTLIER,
        _(
            "{indicator} ({period}): {count} of {compared} figures changed as they rarely do; for instance {unit} has "
            "{value}, {change} against {other} ({other_period}).",
            indicator=catalogue()[first.cell.request.indicator],
            period=first.cell.request.period,
            count=Printed(Decimal(len(found))),
            compared=Printed(Decimal(compared)),
            unit=findings.units[first.cell.unit],
            value=amount(first.cell),
            change=Share(first.share, signed=True),
            other=amount(first.other),
            other_period=first.other.request.period,
        ),
        _("Check the column; if it is right, say what has changed: `ansinh explain`."),
    )
