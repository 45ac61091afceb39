"""Report contents without a database: a cluster of provinces in May 2020, a district in June 2017."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from ansinh.compare.bases import SAME_PERIOD, Base, end_of_year
from ansinh.compare.boundaries import Boundaries
from ansinh.compare.calc import (
    Quantity,
    count_reaching,
    difference,
    percent_change,
    percent_of,
    rank,
)
from ansinh.compare.printing import Shown, show, show_bar
from ansinh.compare.reads import Comparison
from ansinh.compare.series import Point
from ansinh.indicators.catalogue import Direction, IndicatorType, catalogue
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Scope
from ansinh.places.models import Level, Unit, UnitKind
from ansinh.reports.content import Line, ReportContent, Threshold, UnitContent, part_id, year_id

Values = Mapping[str, float | int | str | None]
MADE_AT = datetime(2020, 6, 26, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def area(code: str, designation: str, name: str, level: Level = Level.PROVINCE) -> Unit:
    return Unit(
        pk=int("".join(filter(str.isdigit, code)) or 1),
        kind=UnitKind.AREA,
        level=level,
        code=code,
        designation=designation,
        name=name,
        name_en=name,
    )


@dataclass(frozen=True)
class Given:
    """What is known of a unit: now, at the same period of last year, at the ends of years, and what was assigned; in
    base units. A None is a figure that is missing."""

    unit: Unit
    now: Values
    same_period: Values = field(default_factory=dict)
    ends: Mapping[int, Values] = field(default_factory=dict)
    plan: Values = field(default_factory=dict)
    years: Mapping[int, Values] = field(default_factory=dict)
    year_plans: Mapping[int, Values] = field(default_factory=dict)


def quantity(indicator: str, values: Values) -> Quantity:
    value = values.get(indicator)
    return Quantity(None if value is None else Fraction(str(value)), catalogue()[indicator].unit)


def content(own: Given, parts: Sequence[Given] = (), *, period: Period, bar: int | None = None) -> ReportContent:
    whole, *others = (_unit_content(given) for given in (own, *parts))
    thresholds = _thresholds(own, parts, bar) if bar is not None else {}
    years = {name: _points(own, name, period) for name in own.now if own.years}
    return ReportContent(
        whole=whole,
        parts=tuple(others),
        period=period,
        scope=Scope(),
        draft=False,
        boundaries=Boundaries(),
        footnotes=(),
        bases=(SAME_PERIOD, *(end_of_year(year) for year in own.ends)),
        years_without_data=(),
        thresholds=thresholds,
        rankings=_rankings(own, parts),
        years=years,
        months={},
        rankings_before={},
        figures=dict(_figures(own, parts, thresholds, years)),
        made_at=MADE_AT,
    )


def _comparisons(given: Given, name: str) -> dict[Base, Comparison]:
    bases = {SAME_PERIOD: given.same_period, **{end_of_year(year): values for year, values in given.ends.items()}}
    now = quantity(name, given.now)
    return {
        base: Comparison(
            base,
            None,
            now,
            then := quantity(name, values),
            difference(now, then),
            None if catalogue()[name].unit is BaseUnit.PERCENT else percent_change(now, then),
        )
        for base, values in bases.items()
    }


def _against_plan(given: Given, name: str) -> Quantity:
    now, plan = quantity(name, given.now), quantity(name, given.plan)
    return difference(now, plan) if catalogue()[name].type is IndicatorType.RATIO else percent_of(now, plan)


def _unit_content(given: Given) -> UnitContent:
    lines = {
        name: Line(
            catalogue()[name],
            quantity(name, given.now),
            quantity(name, given.plan),
            _against_plan(given, name),
            _comparisons(given, name),
        )
        for name in given.now
    }
    return UnitContent(given.unit, lines)


def _points(given: Given, name: str, period: Period) -> tuple[Point, ...]:
    definition, unknown = catalogue()[name], Quantity(None, BaseUnit.PERCENT)

    def point(when: Period, values: Values, plans: Values) -> Point:
        value, plan = quantity(name, values), quantity(name, plans)
        against = difference(value, plan) if definition.unit is BaseUnit.PERCENT else percent_of(value, plan)
        return Point(when, value, plan, against, unknown)

    past = [
        point(Period.year(year), values, given.year_plans.get(year, {}))
        for year, values in given.years.items()
        if year != period.year_number
    ]
    return (*past, point(period, given.now, given.plan))


def _thresholds(own: Given, parts: Sequence[Given], bar: int) -> dict[str, Threshold]:
    by_unit = {given.unit: given for given in parts}
    level = Quantity(Fraction(bar), BaseUnit.PERCENT)
    count = count_reaching([*by_unit], lambda unit: _against_plan(by_unit[unit], "collections"), level)
    return {
        "collections": Threshold(
            catalogue()["collections"], catalogue()["collections_vs_plan"], level, count if parts else None
        )
    }


def _rankings(own: Given, parts: Sequence[Given]) -> dict[str, tuple[object, ...]]:  # type: ignore[return]
    by_unit = {given.unit: given for given in parts}
    found = {}
    for name in own.now if parts else ():
        if catalogue()[name].type is IndicatorType.RATIO:
            found[name] = rank(
                by_unit, lambda unit, name=name: quantity(name, by_unit[unit].now), catalogue()[name].direction
            )
        elif own.plan.get(name) is not None:
            found[f"{name}.vs_plan"] = rank(
                by_unit, lambda unit, name=name: _against_plan(by_unit[unit], name), Direction.HIGHER
            )
    return found


def _figures(
    own: Given,
    parts: Sequence[Given],
    thresholds: Mapping[str, Threshold],
    years: Mapping[str, tuple[Point, ...]],
) -> Iterator[tuple[str, Shown]]:
    yield from _figures_of(own)
    for given in parts:
        yield from ((part_id(given.unit, name), shown) for name, shown in _figures_of(given))
    for name, threshold in thresholds.items():
        yield f"{name}.threshold", show_bar(threshold.bar, threshold.measured)
        if threshold.count:
            yield f"{name}.units_at_threshold", show(threshold.count.quantity, threshold.measured)
    for name, points in years.items():
        share = "vs_target" if catalogue()[name].unit is BaseUnit.PERCENT else "vs_plan"
        for point in points:
            yield year_id(name, point.period.year_number), show(point.value, catalogue()[name])
            yield year_id(name, point.period.year_number, share), show(point.vs_plan, catalogue()[name])


def _figures_of(given: Given) -> Iterator[tuple[str, Shown]]:
    for name in given.now:
        definition = catalogue()[name]
        level, share = ("target", "vs_target") if definition.unit is BaseUnit.PERCENT else ("plan", "vs_plan")
        yield name, show(quantity(name, given.now), definition)
        if name in given.plan:
            yield f"{name}.{level}", show(quantity(name, given.plan), definition)
            yield f"{name}.{share}", show(_against_plan(given, name), definition)
        for base, comparison in _comparisons(given, name).items():
            yield f"{name}.{base.id.removeprefix('vs_')}", show(comparison.against, definition)
            yield f"{name}.{base.id}", show(comparison.change, definition, signed=True)
            if comparison.percent:
                yield f"{name}.{base.id}_percent", show(comparison.percent, definition, signed=True)


TUONG_DUONG = area("418", "huyện", "Tương Dương", Level.DISTRICT)
CLUSTER = Unit(
    pk=1000,
    kind=UnitKind.CLUSTER,
    level=Level.PROVINCE,
    code="cum-iv-2020",
    designation="Cụm thi đua số",
    name="IV",
    name_en="Cluster IV",
)
PROVINCES = {
    code: area(code, designation, name)
    for code, designation, name in (
        ("42", "tỉnh", "Hà Tĩnh"),
        ("44", "tỉnh", "Quảng Bình"),
        ("45", "tỉnh", "Quảng Trị"),
        ("48", "thành phố", "Đà Nẵng"),
        ("51", "tỉnh", "Quảng Ngãi"),
    )
}
BILLION = 10**9


def district() -> ReportContent:
    """As the article on Tương Dương has it; coverage is made up, and rises and reaches its target."""
    own = Given(
        TUONG_DUONG,
        {
            "participants_bhxh_compulsory": 3320,
            "participants_bhyt": 70649,
            "participants_bhtn": None,
            "bhyt_coverage": "95.4",
        },
        {"participants_bhxh_compulsory": 3172, "participants_bhyt": 70880, "bhyt_coverage": "94.9"},
        {
            2015: {"participants_bhxh_compulsory": 3117, "participants_bhyt": 69447, "bhyt_coverage": "93.4"},
            2014: {"participants_bhxh_compulsory": 3049, "participants_bhyt": 69357, "bhyt_coverage": "92.2"},
            2013: {"participants_bhxh_compulsory": 3115, "participants_bhyt": 69183, "bhyt_coverage": "91.0"},
        },
        {"bhyt_coverage": "95"},
    )
    return content(own, period=Period.month(2017, 6))


def cluster() -> ReportContent:
    """Five of the provinces of the article on Emulation cluster IV."""
    shares = {
        "42": ("37.5", "69.4"),
        "44": ("35.1", "61.1"),
        "45": ("36.2", "60.3"),
        "48": ("35.9996", "50.1"),
        "51": ("41.1", "40"),
    }
    coverages = {"42": "90.1", "44": "92.5", "45": "95", "48": "97.2", "51": "91.6"}
    parts = [
        Given(
            PROVINCES[code],
            {
                "collections": f"{Fraction(collected) * 10 * BILLION}",
                "participants_bhxh_voluntary": f"{Fraction(voluntary) * 100}",
                "bhyt_coverage": coverages[code],
                "arrears_ratio": 2 + position,
            },
            {"collections": 340 * BILLION, "bhyt_coverage": 91},
            {},
            {"collections": 1000 * BILLION, "participants_bhxh_voluntary": 10000},
        )
        for position, (code, (collected, voluntary)) in enumerate(shares.items())
    ]
    own = Given(
        CLUSTER,
        {
            "collections": 101018 * BILLION // 10,
            "participants_bhxh_voluntary": 28090,
            "bhyt_coverage": "91.61",
            "arrears_ratio": "4.2",
        },
        {"collections": 95236 * BILLION // 10, "bhyt_coverage": "90.8", "arrears_ratio": "4.5"},
        {},
        {"collections": "27713500000000", "participants_bhxh_voluntary": 50000, "bhyt_coverage": 92},
    )
    return content(own, parts, period=Period.month(2020, 5), bar=36)


def province_over_years() -> ReportContent:
    """At the end of 2015: collections over their plan by 3 to 7 per cent each year; more persons insured each year."""
    hue = area("46", "tỉnh", "Thừa Thiên Huế")
    over = {2011: "103", "2012": "103.9", 2013: "104.5", 2014: "106.2"}
    years = {
        int(year): {"collections": Fraction(share) * 10 * BILLION * (1 + int(year) - 2010)}
        for year, share in over.items()
    }
    plans = {year: {"collections": 1000 * BILLION * (1 + year - 2010)} for year in years}
    persons = {2011: 800_000, 2012: 820_000, 2013: 860_000, 2014: 870_000}
    own = Given(
        hue,
        {"collections": 6420 * BILLION, "participants_bhyt": 900_000},
        {"collections": f"{years[2014]['collections']}", "participants_bhyt": 870_000},
        {},
        {"collections": 6000 * BILLION},
        {
            year: {"collections": f"{values['collections']}", "participants_bhyt": persons[year]}
            for year, values in years.items()
        },
        plans,
    )
    return content(own, period=Period.year(2015))


def province_over_plan() -> ReportContent:
    """At the end of 2019: more collected than in 2018 and less than planned; more persons insured than planned."""
    own = Given(
        area("46", "tỉnh", "Thừa Thiên Huế"),
        {"collections": 900 * BILLION, "participants_bhyt": 870_000},
        {"collections": 800 * BILLION, "participants_bhyt": 860_000},
        plan={"collections": 1000 * BILLION, "participants_bhyt": 860_000},
    )
    return content(own, period=Period.year(2019))


def country() -> ReportContent:
    """At the end of 2019, with three provinces: the larger the labour force, the less of it is insured."""
    viet_nam = Unit(
        pk=2000,
        kind=UnitKind.AREA,
        level=Level.COUNTRY,
        code="vn",
        designation="",
        name="Việt Nam",
        name_en="Viet Nam",
    )
    given = (("42", "3.9", 100_000), ("44", "5", 90_000), ("45", "6.5", 80_000))
    parts = [
        Given(
            PROVINCES[code],
            {"bhxh_voluntary_participation_rate": rate, "labour_force": persons, "population": 2 * persons},
        )
        for code, rate, persons in given
    ]
    own = Given(
        viet_nam,
        {
            "bhxh_voluntary_participation_rate": "5",
            "labour_force": 270_000,
            "population": 540_000,
            "collections": 30 * BILLION,
        },
        plan={"collections": 30 * BILLION},
    )
    return content(own, parts, period=Period.year(2019))
