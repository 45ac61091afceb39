"""The report's figures that a claim is about, looked up by whose, of what and of when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ansinh.compare.bases import SAME_PERIOD, Base, BaseKind, accumulates, end_of_year
from ansinh.compare.calc import Quantity, difference, percent_change
from ansinh.compare.printing import Shown, show
from ansinh.compare.series import Point
from ansinh.indicators.catalogue import IndicatorType, Observed
from ansinh.kernel.language import Bilingual, Language, Message
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.periods import Period, Shape
from ansinh.places.models import Unit
from ansinh.reports.claims.claim import Measure, Years
from ansinh.reports.content import ReportContent, month_id, part_id, year_id

_DIFFER = _("the report's own figures of it differ")
HUNDRED = Fraction(100)


@dataclass(frozen=True)
class Found:
    """A known figure. ``ids``: of the report's figures behind it; ``said``: what it is, for the reader."""

    ids: tuple[str, ...]
    quantity: Quantity
    said: Message

    @property
    def value(self) -> Fraction:
        return self.quantity.value or Fraction(0)


@dataclass(frozen=True)
class Moved:
    """``relative``: of a ratio too, for whoever writes per cent and means per cent."""

    change: Found
    percent: Found | None
    relative: Quantity | None


@dataclass(frozen=True)
class Series:
    """``gaps``: years between of which nothing is known."""

    points: tuple[tuple[Period, Found], ...]
    gaps: tuple[int, ...]


class Evidence:
    """Each question has as its answer what was found, or why it was not."""

    def __init__(self, content: ReportContent) -> None:
        self.content = content

    def value(self, unit: Unit, measure: Measure, period: Period | None) -> Found | Message:
        if (
            period
            and measure.indicator.observed is Observed.YEAR
            and period.year_number == self.content.period.year_number
        ):
            period = None
        suffixes = self._suffixes(measure, period)
        name = measure.indicator.id
        ids = [self._id(unit, f"{name}{suffix}") for suffix in suffixes]
        return self._figure(ids, unit, measure, period)

    def bar(self, measure: Measure) -> Found | Message:
        name = measure.indicator.id
        found = self._one([f"{name}.threshold", month_id(name, self.content.period, "threshold")])
        if isinstance(found, Message):
            return found
        if found is None:
            return _("there is no threshold for {name}", name=measure.indicator.short)
        return Found(found[:1], found[1].quantity, _("threshold of the month: {value}", value=found[1]))

    def plan(self, unit: Unit, measure: Measure) -> Found | Message:
        is_ratio = measure.indicator.type is IndicatorType.RATIO
        return self._figure(
            [self._id(unit, f"{measure.indicator.id}.{'target' if is_ratio else 'plan'}")], unit, measure, None
        )

    def over_plan(self, unit: Unit, measure: Measure, period: Period | None) -> Found | Message:
        """By how many per cent over the plan; of a ratio, percentage points."""
        found = self.value(unit, Measure(measure.indicator, of_plan=True), period)
        if isinstance(found, Message) or measure.indicator.type is IndicatorType.RATIO:
            return found
        return Found(found.ids, over_hundred(found.quantity), found.said)

    def moved(self, unit: Unit, measure: Measure, period: Period | None, base: Base) -> Moved | Message:
        if not self.is_now(period):
            return self._computed(unit, measure, period, base)
        if measure.of_plan:
            return _("changes of the share of the plan are not among the report's figures")
        if base == end_of_year(self.content.period.year_number - 1) and self._ends_year(self.content.period):
            base = SAME_PERIOD
        name = self._id(unit, f"{measure.indicator.id}.{base.id}")
        shown = self.content.figures.get(name)
        if shown is None or not shown.quantity.known:
            return self._computed(unit, measure, period, base)
        computed = self._computed(unit, measure, period, base)
        differs = isinstance(computed, Moved) and computed.change.quantity.value != shown.quantity.value
        if differs or computed is _DIFFER:
            return _DIFFER
        said = _("{name}, {base}: {value}", name=self._whose(unit, measure), base=base, value=shown)
        return Moved(
            Found((name,), shown.quantity, said),
            self._percent(unit, f"{name}_percent"),
            computed.relative if isinstance(computed, Moved) else None,
        )

    def _percent(self, unit: Unit, name: str) -> Found | None:
        shown = self.content.figures.get(name)
        if shown is None or not shown.quantity.known:
            return None
        return Found((name,), shown.quantity, _("in per cent: {value}", value=shown))

    def _computed(self, unit: Unit, measure: Measure, period: Period | None, base: Base) -> Moved | Message:
        """From the two values, where the change itself is no figure of the report."""
        now, then = self.value(unit, measure, period), self._earlier(unit, measure, period, base)
        if isinstance(now, Message):
            return now
        if isinstance(then, Message):
            return then
        change, percent = difference(now.quantity, then.quantity), percent_change(now.quantity, then.quantity)
        said = _("{first}; {second}", first=then.said, second=now.said)
        found = Found((*then.ids, *now.ids), change, said)
        return Moved(found, Found(found.ids, percent, said) if percent.known else None, percent)

    def _earlier(self, unit: Unit, measure: Measure, period: Period | None, base: Base) -> Found | Message:
        asked = self.content.period if self.is_now(period) or period is None else period
        match base:
            case Base(BaseKind.END_OF_YEAR, int(year)):
                if accumulates(measure.indicator) and not self._ends_year(asked):
                    return _("what accumulates over a year is not compared with the end of one")
                return self.value(unit, measure, Period.year(year))
            case Base(BaseKind.SAME_PERIOD):
                return self.value(unit, measure, asked.same_period_last_year)
        return self._none(measure, None)

    def series(self, unit: Unit, measure: Measure, years: Years) -> Series:
        """Ends of years or whole years, and now where that can stand beside them."""
        now = self.content.period
        comparable = not accumulates(measure.indicator) or self._ends_year(now)
        last = now.year_number if comparable else now.year_number - 1
        wanted = _wanted(years, last, self._known_years(unit, measure, last))
        found = {
            year: self.value(unit, measure, None if year == now.year_number else Period.year(year)) for year in wanted
        }
        points = tuple(
            (now if year == now.year_number else Period.year(year), one)
            for year, one in found.items()
            if isinstance(one, Found)
        )
        return Series(points, tuple(year for year, one in found.items() if isinstance(one, Message)))

    def months(self, unit: Unit, measure: Measure) -> Series:
        points = self.content.months.get(measure.indicator.id, ()) if unit == self.content.unit else ()
        found = [(point.period, self.value(unit, measure, point.period)) for point in points]
        return Series(tuple((period, one) for period, one in found if isinstance(one, Found)), ())

    def _known_years(self, unit: Unit, measure: Measure, last: int) -> list[int]:
        first = min(
            (one.period.year_number for one in self.content.years.get(measure.indicator.id, ())),
            default=last,
        )
        first = min([first, *(base.year for base in self.content.bases if base.year)])
        return [year for year in range(first, last + 1) if isinstance(self.value(unit, measure, self._at(year)), Found)]

    def _at(self, year: int) -> Period | None:
        return None if year == self.content.period.year_number else Period.year(year)

    def _suffixes(self, measure: Measure, period: Period | None) -> Iterator[str]:
        """What the figure's id can end in: ``""`` of now, ``.end_2015``, ``.year_2015``, ``.month_2020_03``."""
        now, part = self.content.period, self._part(measure)
        dotted = f".{part}" if part else ""
        if self.is_now(period) or period is None:
            yield from self._of_now(measure, period, dotted)
            return
        if period.end == now.same_period_last_year.end and not part:
            yield ".same_period"
        if self._ends_year(period) and (period.shape in (Shape.YEAR, Shape.DAY)):
            if not part:
                yield f".end_{period.year_number}"
            yield year_id("", period.year_number, part)
        if not part and not accumulates(measure.indicator) and period.end == now.as_of.previous.end:
            yield ".previous_month"
        if self._is_month_end(period) and (period.is_year_to_date or not accumulates(measure.indicator)):
            yield month_id("", period, part)

    def _of_now(self, measure: Measure, period: Period | None, dotted: str) -> Iterator[str]:
        """ "Trong tháng 5" is not "trong 5 tháng": of what accumulates, the month alone is another figure."""
        in_month = period is not None and period.shape is Shape.MONTH and period.end.month > 1
        if in_month and accumulates(measure.indicator) and not dotted:
            yield ".month"
            return
        yield dotted
        yield year_id("", self.content.period.year_number, self._part(measure))
        if self._is_month_end(self.content.period):
            yield month_id("", self.content.period, self._part(measure))

    def _part(self, measure: Measure) -> str:
        if not measure.of_plan:
            return ""
        return "vs_target" if measure.indicator.type is IndicatorType.RATIO else "vs_plan"

    def is_now(self, period: Period | None) -> bool:
        return period is None or period.end == self.content.period.end

    def _ends_year(self, period: Period) -> bool:
        return (period.end.month, period.end.day) == (12, 31)

    def _is_month_end(self, period: Period) -> bool:
        return period.end == Period.month(period.end.year, period.end.month).end

    def _id(self, unit: Unit, name: str) -> str:
        return name if unit == self.content.unit else part_id(unit, name)

    def _figure(self, ids: Sequence[str], unit: Unit, measure: Measure, period: Period | None) -> Found | Message:
        found = self._one(ids)
        if isinstance(found, Message):
            return found
        if found is not None:
            return self._found((found[0],), found[1], unit, measure, period)
        point = self._point(unit, measure, period)
        if point is not None:
            return self._found((), point, unit, measure, period)
        return self._none(measure, period)

    def _one(self, ids: Sequence[str]) -> tuple[str, Shown] | Message | None:
        """The first that is known; but where the report has several figures for one thing, they must be the same."""
        shown = [(name, self.content.figures[name]) for name in ids if name in self.content.figures]
        known = [(name, one) for name, one in shown if one.quantity.known]
        if len({one.quantity.value for _name, one in known}) > 1:
            return _DIFFER
        return known[0] if known else None

    def _found(self, ids: tuple[str, ...], shown: Shown, unit: Unit, measure: Measure, period: Period | None) -> Found:
        when = self._when(measure, period)
        said = _("{name}, {period}: {value}", name=self._whose(unit, measure), period=when, value=shown)
        return Found(ids, shown.quantity, said)

    def _point(self, unit: Unit, measure: Measure, period: Period | None) -> Shown | None:
        """Of the years or months, whether or not they are figures of the report."""
        if unit != self.content.unit or period is None:
            return None
        indicator = measure.indicator
        points = (*self.content.years.get(indicator.id, ()), *self.content.months.get(indicator.id, ()))
        quantity = next((_of_point(one, measure) for one in points if one.period == period), None)
        return show(quantity, indicator) if quantity is not None and quantity.known else None

    def _none(self, measure: Measure, period: Period | None) -> Message:
        when = self._when(measure, period)
        return _("there is no figure of {name}, {period}", name=measure.indicator.short, period=when)

    def _when(self, measure: Measure, period: Period | None) -> Period:
        asked = self.content.period if period is None else period
        if accumulates(measure.indicator):
            return asked.year_to_date if period is None else asked
        return asked.as_of

    def _whose(self, unit: Unit, measure: Measure) -> Message | Bilingual:
        name = measure.indicator.short
        if unit == self.content.unit:
            return _("{name} against plan", name=name) if measure.of_plan else name
        whose = Whole(unit)
        if measure.of_plan:
            return _("{unit}: {name} against plan", unit=whose, name=name)
        return _("{unit}: {name}", unit=whose, name=name)


@dataclass(frozen=True)
class Whole:
    """A unit with its designation in Vietnamese, by its name in English."""

    unit: Unit

    def text(self, language: Language | None = None) -> str:
        return self.unit.text(language)


def over_hundred(quantity: Quantity) -> Quantity:
    value, ends = quantity.value, quantity.interval
    return Quantity(
        None if value is None else value - HUNDRED,
        BaseUnit.PERCENT,
        quantity.hedge,
        quantity.facts,
        None if ends is None else (ends[0] - HUNDRED, ends[1] - HUNDRED),
    )


def _of_point(point: Point, measure: Measure) -> Quantity:
    return point.vs_plan if measure.of_plan else point.value


def _wanted(years: Years, last: int, known: Sequence[int]) -> range:
    if years.first is not None and years.last is not None:
        return range(years.first, min(years.last, last) + 1)
    if years.latest is not None:
        return range(last - years.latest + 1, last + 1)
    return range(known[0], known[-1] + 1) if known else range(0)
