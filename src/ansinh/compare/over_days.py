"""Figures over many periods: what they rest on is read together, on whatever boundaries they are looked at."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from ansinh.compare.bases import Base
from ansinh.compare.boundaries import Boundaries, View
from ansinh.compare.calc import Quantity
from ansinh.compare.reads import Comparison, Figures, is_level
from ansinh.compare.rebasing import Rebasing, other_day
from ansinh.indicators.catalogue import IndicatorDefinition, catalogue
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period, short_date
from ansinh.ledger.facts import Request, Scope
from ansinh.ledger.models import Kind
from ansinh.places.models import Unit
from ansinh.places.reads import country, parts_on, units_with


class NoSuchUnitThenError(InputError):
    def __init__(self, unit: Unit, day: date) -> None:
        super().__init__(
            _("On {day} there was no unit of the name of {unit}.", day=short_date(day), unit=unit),
            _("Choose a day on which there was one, or leave the day out."),
        )


class _Divisions(Rebasing):
    """With the parts of a unit on many days, read together."""

    def know(self, unit: Unit, days: Collection[date]) -> None:
        found = parts_on({(unit, unit.day_within(day)) for day in days})
        self._parts |= {(one.pk, day): members for (one, day), members in found.items()}


class FiguresOfDays(Figures):
    """Of a unit over all the years in which the days lie."""

    def __init__(self, unit: Unit, days: Collection[date], kind: Kind, boundaries: Boundaries) -> None:
        super().__init__(Scope(), kind, boundaries)
        divisions = _Divisions(self._loaded)
        years = {day.year for day in days}
        divisions.know(unit, {Period.month(year, month).end for year in years for month in range(1, 13)}.union(days))
        self.rebasing = divisions


class Unchanged(FiguresOfDays):
    """Like for like over a whole time: of the unit, only those parts whose boundaries were the same on all the days."""

    def __init__(self, unit: Unit, days: Collection[date], kind: Kind) -> None:
        super().__init__(unit, days, kind, Boundaries(View.LIKE_FOR_LIKE))
        self.unit = unit
        self.like = self.rebasing.unchanged_parts(unit, days, unit.day_within(max(days)))
        if self.is_part:
            self._made_of = {unit.pk: self.like}

    @property
    def is_part(self) -> bool:
        """Whether the unit's own boundaries changed, so that it is looked at as the sum of some of its parts."""
        return self.like != (self.unit,)

    def threshold(self, unit: Unit, indicator: str, period: Period, *, otherwise: Quantity | None = None) -> Quantity:
        """The unit's: bars of parts do not add up."""
        made_of, self._made_of = self._made_of, {}
        try:
            return super().threshold(unit, indicator, period, otherwise=otherwise)
        finally:
            self._made_of = made_of

    def _in_time(self, unit: Unit, indicator: IndicatorDefinition, period: Period, base: Base) -> Comparison:
        compared = self._compared(unit, indicator, period, base)
        return replace(compared, like=self.like) if self.is_part else compared


def figures_on(view: View, unit: Unit, days: Collection[date], kind: Kind = Kind.ACTUAL) -> Figures:
    """``days``: of a comparison like for like, those on which the parts must have been the same."""
    if view is View.LIKE_FOR_LIKE:
        return Unchanged(unit, days, kind)
    return FiguresOfDays(unit, days, kind, Boundaries(view))


def load_history(figures: Figures, unit: Unit, requests: Collection[Request]) -> None:
    """Whatever these figures may rest on, so that nothing is read one by one."""
    alone = figures.like if isinstance(figures, Unchanged) else (unit,)
    behind: dict[frozenset[int], set[Request]] = defaultdict(set)
    for request in requests:
        behind[frozenset(_behind(figures, alone, request))].add(request)
    for keys, asked in behind.items():
        if keys:
            figures.load(units_with(keys), asked)
    figures.load(alone, requests)
    bars = [request for request in requests if request.kind is Kind.THRESHOLD]
    for one in {whole.pk: whole for whole in _countries(bars)}.values():
        figures.load([one, unit], bars)


def _behind(figures: Figures, units: Sequence[Unit], request: Request) -> Iterator[int]:
    """What lies within the time of two divisions is left to ``Figures.load``, which reads it together."""
    for unit in units:
        if other_day(unit, request) == request.period.end:
            yield from figures.rebasing.units_behind([unit], [request])
        yield from (one.pk for one in figures.rebasing.reporting(unit, request.period.end))
        if is_level(request):
            yield from (part.pk for part, _share in figures.rebasing.made_of(unit, request.period))


def _countries(bars: Iterable[Request]) -> Iterator[Unit]:
    """The country has one unit for all the time that the ledger knows; asked at both ends to be sure."""
    ends = sorted({request.period.end for request in bars})
    yield from (country(day) for day in {*ends[:1], *ends[-1:]})


def unit_on(unit: Unit, day: date) -> Unit:
    """The unit itself, or the one of its name on the day. Raises NoSuchUnitThenError where it cannot be told which."""
    if unit.valid_on(day):
        return unit
    named_so = Figures().rebasing.reporting(unit, day)
    if len(named_so) != 1:
        raise NoSuchUnitThenError(unit, day)
    return named_so[0]


def first_known(unit: Unit, period: Period) -> str:
    """The first indicator of the catalogue that the unit has a figure of, else the first."""
    names = [one.id for one in catalogue().indicators.values() if one.reported and one.valid_on(period.end)]
    figures = Figures()
    figures.load([unit], figures.requests(names, [period]))
    return next((name for name in names if figures.quantity(unit, name, period).known), names[0])
