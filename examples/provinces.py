"""The provinces of Emulation cluster IV: published totals, split by province by a seeded generator.

Published: two press articles, on the half-year review of Emulation cluster IV (2020: its totals, its two leaders, four
provinces' voluntary-insurance attainment) and on Tương Dương district (2017: every figure used here); and the General
Statistics Office's average population of 2020. All other figures by province are made up: drawn from SEED, moved so
that they sum to the published totals exactly, and checked by ``check`` below against what the article says.
"""

import csv
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

HERE = Path(__file__).parent
SEED = 20200531
MEMBERS = ("54", "52", "51", "49", "48", "46", "45", "44", "42")
QUANG_NGAI, HA_TINH, QUANG_BINH, QUANG_TRI, BINH_DINH = "51", "42", "44", "45", "52"

# What the article says of May 2020 (billions of đồng, per cent).
COLLECTIONS = Decimal("10101.8")
COLLECTIONS_2019 = COLLECTIONS - Decimal("578.2")
PLAN = Decimal("27713.5")  # the article gives 36,45 %: any plan from 27.710,3 to 27.717,9 does
BHYT_COVERAGE = Decimal("91.61")
PLAN_ATTAINMENT = {QUANG_NGAI: Decimal("41.1"), HA_TINH: Decimal("37.5")}
VOLUNTARY_ATTAINMENT = {
    HA_TINH: Decimal("69.4"),
    QUANG_BINH: Decimal("61.1"),
    QUANG_TRI: Decimal("60.3"),
    BINH_DINH: Decimal("50.1"),
}
THRESHOLD = Decimal(36)
AT_THRESHOLD = 5

# Made up: the other months' bars, what was collected by then, last year's plan and the years before it.
THRESHOLDS = {
    month: Decimal(bar)
    for month, bar in zip(
        (1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12),
        ("6.5", "13", "20.5", "28", "45", "53", "60.5", "68.5", "77", "86.5", "100"),
        strict=True,
    )
}
COLLECTED_BY = {
    1: (Decimal("0.150"), Decimal("0.185")),
    2: (Decimal("0.340"), Decimal("0.375")),
    3: (Decimal("0.545"), Decimal("0.585")),
    4: (Decimal("0.760"), Decimal("0.795")),
}
PHU_YEN, FIRST_YEAR = "54", 2016

# Tương Dương at five dates: compulsory BHXH and BHYT. The article gives the first and the differences to the others.
TUONG_DUONG = {
    "2017-06": (3320, 70649),
    "2016-06": (3320 - 148, 70649 + 231),
    "2015-12": (3320 - 203, 70649 - 1202),
    "2014-12": (3320 - 271, 70649 - 1292),
    "2013-12": (3320 - 205, 70649 - 1466),
}


@dataclass(frozen=True)
class Province:
    """Money in billions of đồng with one decimal; persons."""

    population: int
    plan: Decimal
    collections: Decimal
    collections_2019: Decimal
    compulsory: int
    compulsory_plan: int
    voluntary: int
    voluntary_plan: int
    bhtn: int
    bhyt: int


def make_provinces() -> Mapping[str, Province]:
    draw = random.Random(SEED)  # noqa: S311 (illustration, not secrecy)
    population = read_population()
    weights = {code: Decimal(population[code]) * between(draw, "0.75", "1.35") for code in MEMBERS}
    plan = shared(PLAN, weights, places=1)
    attainment = dict(PLAN_ATTAINMENT) | _attainments(draw)
    collections = {code: rounded(plan[code] * attainment[code] / 100, 1) for code in MEMBERS}
    below = [code for code in MEMBERS if attainment[code] < THRESHOLD]
    collections = _adjusted(collections, COLLECTIONS, below, places=1)
    growth = {code: collections[code] / between(draw, "1.01", "1.11") for code in MEMBERS}
    collections_2019 = shared(COLLECTIONS_2019, growth, places=1)
    covered = {code: Decimal(population[code]) * between(draw, "0.87", "0.96") for code in MEMBERS}
    total_covered = rounded(sum(population[code] for code in MEMBERS) * BHYT_COVERAGE / 100, 0)
    bhyt = shared(total_covered, covered, places=0)
    return {
        code: _province(draw, code, population[code], plan[code], collections[code], collections_2019[code], bhyt[code])
        for code in MEMBERS
    }


def _attainments(draw: random.Random) -> dict[str, Decimal]:
    """Three more provinces over the threshold, under the two leaders; four below it."""
    others = [code for code in MEMBERS if code not in PLAN_ATTAINMENT]
    draw.shuffle(others)
    over, under = others[: AT_THRESHOLD - len(PLAN_ATTAINMENT)], others[AT_THRESHOLD - len(PLAN_ATTAINMENT) :]
    return {code: between(draw, "36.2", "37.0") for code in over} | {
        code: between(draw, "34.6", "35.6") for code in under
    }


def _province(
    draw: random.Random,
    code: str,
    population: int,
    plan: Decimal,
    collections: Decimal,
    collections_2019: Decimal,
    bhyt: Decimal,
) -> Province:
    compulsory = int(population * between(draw, "0.075", "0.16"))
    voluntary_plan = int(population * between(draw, "0.011", "0.019"))
    attained = VOLUNTARY_ATTAINMENT.get(code) or between(draw, "33", "49")
    return Province(
        population=population,
        plan=plan,
        collections=collections,
        collections_2019=collections_2019,
        compulsory=compulsory,
        compulsory_plan=int(compulsory / between(draw, "0.93", "0.99")),
        voluntary=int(rounded(voluntary_plan * attained / 100, 0)),
        voluntary_plan=voluntary_plan,
        bhtn=int(compulsory * between(draw, "0.88", "0.94")),
        bhyt=int(bhyt),
    )


def collected_by_month(provinces: Mapping[str, Province]) -> Mapping[int, Mapping[str, Decimal]]:
    """Month → province → billions collected since January."""
    draw = random.Random(SEED + 1)  # noqa: S311 (illustration, not secrecy)
    return {
        month: {
            code: rounded(one.collections * between(draw, str(low), str(high)), 1) for code, one in provinces.items()
        }
        for month, (low, high) in COLLECTED_BY.items()
    }


def plan_of_2019(provinces: Mapping[str, Province]) -> Mapping[str, Decimal]:
    """Such that the order of the provinces in May 2019 was another."""
    draw = random.Random(SEED + 2)  # noqa: S311 (illustration, not secrecy)
    return {code: rounded(one.collections_2019 / between(draw, "0.345", "0.385"), 1) for code, one in provinces.items()}


def earlier_years(province: Province, plan_2019: Decimal) -> Mapping[int, Mapping[str, Decimal]]:
    """Year → indicator → its figure at the year's end; participants rise, but not in every year."""
    growth = {2016: ("0.86", "0.30", "0.78"), 2017: ("0.90", "0.41", "0.85"), 2018: ("0.94", "0.55", "0.92")}
    collected = {**growth, 2019: ("0.97", "0.83", "1.018")}
    insured = {2016: "0.945", 2017: "0.972", 2018: "0.968", 2019: "1.004"}
    return {
        year: {
            "participants_bhxh_compulsory": rounded(province.compulsory * Decimal(compulsory), 0),
            "participants_bhxh_voluntary": rounded(province.voluntary * Decimal(voluntary), 0),
            "participants_bhyt": rounded(province.bhyt * Decimal(insured[year]), 0),
            "collections": rounded(plan_2019 * Decimal(money), 1),
        }
        for year, (compulsory, voluntary, money) in collected.items()
    }


def check(provinces: Mapping[str, Province]) -> None:
    """What the article says, said by the made-up provinces. Raises AssertionError."""
    members = list(provinces.values())
    _agree(sum(one.collections for one in members), COLLECTIONS)
    _agree(sum(one.collections_2019 for one in members), COLLECTIONS_2019)
    _agree(sum(one.plan for one in members), PLAN)
    _agree(rounded(COLLECTIONS / PLAN * 100, 2), Decimal("36.45"))
    _agree(rounded((COLLECTIONS / COLLECTIONS_2019 - 1) * 100, 2), Decimal("6.07"))
    attained = {code: one.collections / one.plan * 100 for code, one in provinces.items()}
    _agree(sum(share >= THRESHOLD for share in attained.values()), AT_THRESHOLD)
    ranked = sorted(attained, key=lambda code: attained[code], reverse=True)
    _agree(ranked[:2], [QUANG_NGAI, HA_TINH])
    _agree([rounded(attained[code], 1) for code in ranked[:2]], [Decimal("41.1"), Decimal("37.5")])
    covered = Decimal(sum(one.bhyt for one in members)) / sum(one.population for one in members) * 100
    _agree(rounded(covered, 2), BHYT_COVERAGE)
    voluntary = {code: Decimal(one.voluntary) / one.voluntary_plan * 100 for code, one in provinces.items()}
    best = sorted(voluntary, key=lambda code: voluntary[code], reverse=True)[: len(VOLUNTARY_ATTAINMENT)]
    _agree({code: rounded(voluntary[code], 1) for code in best}, VOLUNTARY_ATTAINMENT)


def _agree(made: object, published: object) -> None:
    if made != published:
        raise AssertionError(f"made {made}, published {published}")


def read_population() -> Mapping[str, int]:
    """Persons by province code."""
    with (HERE / "population_2020_gso.csv").open(encoding="utf-8", newline="") as table:
        return {
            row["code"]: int(Decimal(row["average_population_2020_thousand"]) * 1000) for row in csv.DictReader(table)
        }


def between(draw: random.Random, low: str, high: str) -> Decimal:
    """A number of four decimals, uniformly."""
    steps = Decimal("0.0001")
    return Decimal(draw.randint(int(Decimal(low) / steps), int(Decimal(high) / steps))) * steps


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def shared(total: Decimal, weights: Mapping[str, Decimal], places: int) -> dict[str, Decimal]:
    """The total, divided by weights, to so many places, summing exactly."""
    whole = sum(weights.values())
    shares = {code: rounded(total * weight / whole, places) for code, weight in weights.items()}
    return _adjusted(shares, total, list(shares), places)


def _adjusted(values: Mapping[str, Decimal], total: Decimal, among: Sequence[str], places: int) -> dict[str, Decimal]:
    """Spread what is missing to the total evenly over some of the values, in steps of the last place."""
    step = Decimal(1).scaleb(-places)
    missing = int((total - sum(values.values())) / step)
    each, rest = divmod(missing, len(among))
    adjusted = dict(values)
    for position, code in enumerate(among):
        adjusted[code] += step * (each + (1 if position < rest else 0))
    return adjusted
