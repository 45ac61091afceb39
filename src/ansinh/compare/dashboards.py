"""What the dashboard of a unit and a period shows, read in one constant number of queries."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ansinh.compare.attention import Notice, Ranking, of_parts, of_submissions, of_tiles
from ansinh.compare.calc import rank
from ansinh.compare.pending import pending
from ansinh.compare.reads import Figures
from ansinh.compare.series import Point as MonthPoint
from ansinh.compare.series import monthly
from ansinh.compare.tiles import KEY_INDICATORS, Tile, bar_of, load_tiles, measured_by, tile
from ansinh.indicators.catalogue import IndicatorDefinition, catalogue
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Request
from ansinh.ledger.missing import missing
from ansinh.ledger.models import Kind
from ansinh.places.models import Relation, Unit, UnitKind
from ansinh.places.reads import country, parts_on, valid

Visible = Callable[[Sequence[Unit]], Sequence[Unit]]  # those of the units whose figures the reader may see


@dataclass(frozen=True)
class Circle:
    """Of whom a unit is one: a cluster or an area, with all its parts."""

    whole: Unit
    members: tuple[Unit, ...]


@dataclass(frozen=True)
class Family:
    """A unit on a day among those around it. ``is_there``: it and what lies in it were there on that day. ``circles``:
    clusters first. ``country``: whose thresholds hold for all who have no other."""

    unit: Unit
    is_there: bool
    parts: tuple[Unit, ...]
    circles: tuple[Circle, ...]
    country: Unit

    @property
    def cluster(self) -> Unit | None:
        return next((one.whole for one in self.circles if one.whole.kind == UnitKind.CLUSTER), None)

    @property
    def area(self) -> Circle | None:
        """The area in which it lies."""
        return next((one for one in self.circles if one.whole.kind == UnitKind.AREA), None)


def family(unit: Unit, day: date) -> Family:
    """In three queries. ``day``: the last of the period."""
    on, day = day, unit.day_within(day)
    around = Relation.objects.filter(valid(day), part=unit).exclude(whole__kind=UnitKind.OFFICE).select_related("whole")
    wholes = [relation.whole for relation in around.order_by("whole__kind", "whole_id")]
    wholes.sort(key=lambda whole: whole.kind != UnitKind.CLUSTER)
    found = parts_on({(one, day) for one in (unit, *wholes)})
    circles = tuple(Circle(whole, found[whole, day]) for whole in wholes)
    is_there = all(part.valid_on(on) for part in found[unit, day])
    if unit.kind != UnitKind.CLUSTER:  # one of former years is looked at with the members that it had
        is_there = unit.valid_on(on)
    return Family(unit, is_there, found[unit, day], circles, country(on))


def seen(around: Family, visible: Visible) -> Family:
    """Without parts that the reader may not see, and without circles: a rank among some of their members is none."""
    wholes = [around.unit, *(circle.whole for circle in around.circles)]
    asked = [*wholes, *around.parts, *(one for circle in around.circles for one in circle.members)]
    keys = {unit.pk for unit in visible(asked)}
    parts = around.parts if keys.issuperset(part.pk for part in around.parts) else ()
    circles = tuple(one for one in around.circles if keys.issuperset(unit.pk for unit in one.members))
    return replace(around, parts=parts, circles=circles)


@dataclass(frozen=True)
class Dashboard:
    """``selected``: the indicator of map, rankings and the year's progress, one of ``choices``: those of which the unit
    or one of its parts has a figure. ``parts``, ``siblings``: None where there are none that may be seen. ``year``: by
    months, of ``year_of``: the amount behind a selected ratio to the plan."""

    tiles: tuple[Tile, ...]
    choices: tuple[IndicatorDefinition, ...]
    selected: IndicatorDefinition
    parts: Ranking | None
    siblings: Ranking | None
    year_of: IndicatorDefinition
    year: tuple[MonthPoint, ...]
    notices: tuple[Notice, ...]

    @property
    def has_figures(self) -> bool:
        return any(one.known for one in self.tiles) or bool(self.parts and self.choices)


def read_dashboard(
    around: Family,
    period: Period,
    wanted: str,
    *,
    visible: Visible,
    today: date,
    sees_submissions: bool,
    figures: Figures | None = None,
) -> Dashboard:
    """``wanted``: an indicator's id, of KEY_INDICATORS, their ratios to the plan or any other; "" for the first that
    tells. Of a unit that was not there at the period's end there is nothing. Raises IndicatorUnknownError."""
    if not around.is_there:
        first = catalogue()[wanted or KEY_INDICATORS[0]]
        return Dashboard((), (), first, None, None, first, (), ())
    figures, setter = figures or Figures(), around.cluster
    around = seen(around, visible)
    unit = around.unit
    load_tiles(figures, unit, [one for one in (setter, around.country) if one], period)
    names = [name for key in KEY_INDICATORS for name in _ranked_by(key)] + ([catalogue()[wanted].id] if wanted else [])
    figures.load(around.parts, figures.requests(names, [period]))
    tiles = tuple(tile(figures, unit, name, period, setter) for name in KEY_INDICATORS)
    choices = tuple(_choices(figures, around, period))
    selected = catalogue()[wanted] if wanted else next(iter(choices), catalogue()[names[0]])
    behind = next((name for name in KEY_INDICATORS if measured_by(name) is selected), selected.id)
    parts = _ranking(figures, around, unit, around.parts, selected, period) if around.parts else None
    return Dashboard(
        tiles,
        choices,
        selected,
        parts,
        _siblings(figures, around, selected, period),
        catalogue()[behind],
        _year(figures, around, behind, period),
        tuple(_notices(around, period, tiles, parts, today if sees_submissions else None)),
    )


def _notices(
    around: Family, period: Period, tiles: Sequence[Tile], parts: Ranking | None, today: date | None
) -> Iterator[Notice]:
    """``today``: None of a reader who may not see submissions."""
    if today:
        yield from of_submissions(pending(around.unit, around.parts, today))
    yield from of_tiles(tiles, period)
    if parts and (parts.known or any(one.known for one in tiles)):
        yield from of_parts(parts, missing(around.unit, period))


def _choices(figures: Figures, around: Family, period: Period) -> Iterator[IndicatorDefinition]:
    for key in KEY_INDICATORS:
        known = [name for name in _ranked_by(key) if _is_known(figures, around, name, period)]
        yield from (catalogue()[name] for name in known[:1])


def _ranked_by(indicator: str) -> tuple[str, ...]:
    """By their shares of the plan, not by their sizes, units are compared; by sizes where nothing was assigned."""
    return tuple(dict.fromkeys([measured_by(indicator).id, indicator]))


def _is_known(figures: Figures, around: Family, indicator: str, period: Period) -> bool:
    units = (around.unit, *around.parts)
    return any(figures.quantity(unit, indicator, period).within is not None for unit in units)


def _ranking(
    figures: Figures,
    around: Family,
    whole: Unit,
    units: Sequence[Unit],
    indicator: IndicatorDefinition,
    period: Period,
) -> Ranking:
    ranked = rank(units, lambda unit: figures.quantity(unit, indicator.id, period), indicator.direction)
    return Ranking(whole, indicator, ranked, bar_of(figures, whole, indicator.id, period, around.cluster))


def _siblings(figures: Figures, around: Family, indicator: IndicatorDefinition, period: Period) -> Ranking | None:
    circle = next(iter(around.circles), None)
    if circle is None:
        return None
    figures.load([circle.whole, *circle.members], figures.requests([indicator.id], [period]))
    return _ranking(figures, around, circle.whole, circle.members, indicator, period)


def _year(figures: Figures, around: Family, indicator: str, period: Period) -> tuple[MonthPoint, ...]:
    months = [Period.month(period.year_number, month) for month in range(1, 13)]
    if indicator not in KEY_INDICATORS:  # of those the tiles have loaded the months that are over
        figures.load([around.unit], figures.requests([indicator], months))
    bars = [Request(measured_by(indicator).id, month.as_of, Kind.THRESHOLD) for month in months]
    figures.load([around.unit, around.country], bars)
    return monthly(figures, around.unit, indicator, period)
