"""Make the demonstration's workbooks: published totals, split by province by a seeded generator that says so.

    python examples/make_examples.py [DIRECTORY]

Published: two press articles, on the half-year review of Emulation cluster IV (2020: its totals, its two leaders, four
provinces' voluntary-insurance attainment) and on Tương Dương district (2017: every figure used here); and the General
Statistics Office's average population of 2020. All other figures by province are made up: drawn from SEED, moved so
that they sum to the published totals exactly, and checked by ``check`` below against what the article says.
"""

import csv
import os
import random
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.config.settings")
os.environ.setdefault("ANSINH_HOME", tempfile.gettempdir())  # nothing is read from it or written to it
django.setup()

from ansinh.imports.template import Sheet, Values, write_form  # noqa: E402
from ansinh.indicators.catalogue import catalogue  # noqa: E402
from ansinh.kernel.periods import Period  # noqa: E402
from ansinh.ledger.models import Kind  # noqa: E402
from ansinh.places.actions import catalogue_units  # noqa: E402
from ansinh.places.models import Unit  # noqa: E402

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

# Tương Dương at five dates: compulsory BHXH and BHYT. The article gives the first and the differences to the others.
TUONG_DUONG = {
    "2017-06": (3320, 70649),
    "2016-06": (3320 - 148, 70649 + 231),
    "2015-12": (3320 - 203, 70649 - 1202),
    "2014-12": (3320 - 271, 70649 - 1292),
    "2013-12": (3320 - 205, 70649 - 1466),
}

MADE_UP = (
    "SỐ LIỆU MINH HỌA. Tổng của cụm và các tỷ lệ nêu trong bài báo về sơ kết 6 tháng đầu năm 2020 của Cụm thi đua số IV"
    " là số đã công bố;",
    "phần chia theo tỉnh do chương trình examples/make_examples.py tạo ra để minh họa, không phải số liệu thực của địa"
    " phương nào.",
)
FROM_ARTICLE = (
    "SỐ LIỆU MINH HỌA lấy từ một bài báo về huyện Tương Dương, tỉnh Nghệ An năm 2017; số các mốc trước tính ngược từ"
    " mức tăng, giảm nêu trong bài.",
)
FROM_GSO = (
    "Nguồn: Tổng cục Thống kê, dân số trung bình năm 2020. Số này công bố sau; để minh họa, coi như dân số kế hoạch đã"
    " biết từ 01/01/2020.",
)
FROM_CRITERIA = (
    "SỐ LIỆU MINH HỌA. Ngưỡng 36% của tháng 5/2020 là số đã công bố trong bài báo; văn bản ban hành không được nêu.",
)


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
    weights = {code: Decimal(population[code]) * _between(draw, "0.75", "1.35") for code in MEMBERS}
    plan = _shared(PLAN, weights, places=1)
    attainment = dict(PLAN_ATTAINMENT) | _attainments(draw)
    collections = {code: _rounded(plan[code] * attainment[code] / 100, 1) for code in MEMBERS}
    below = [code for code in MEMBERS if attainment[code] < THRESHOLD]
    collections = _adjusted(collections, COLLECTIONS, below, places=1)
    growth = {code: collections[code] / _between(draw, "1.01", "1.11") for code in MEMBERS}
    collections_2019 = _shared(COLLECTIONS_2019, growth, places=1)
    covered = {code: Decimal(population[code]) * _between(draw, "0.87", "0.96") for code in MEMBERS}
    total_covered = _rounded(sum(population[code] for code in MEMBERS) * BHYT_COVERAGE / 100, 0)
    bhyt = _shared(total_covered, covered, places=0)
    return {
        code: _province(draw, code, population[code], plan[code], collections[code], collections_2019[code], bhyt[code])
        for code in MEMBERS
    }


def _attainments(draw: random.Random) -> dict[str, Decimal]:
    """Three more provinces over the threshold, under the two leaders; four below it."""
    others = [code for code in MEMBERS if code not in PLAN_ATTAINMENT]
    draw.shuffle(others)
    over, under = others[: AT_THRESHOLD - len(PLAN_ATTAINMENT)], others[AT_THRESHOLD - len(PLAN_ATTAINMENT) :]
    return {code: _between(draw, "36.2", "37.0") for code in over} | {
        code: _between(draw, "34.6", "35.6") for code in under
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
    compulsory = int(population * _between(draw, "0.075", "0.16"))
    voluntary_plan = int(population * _between(draw, "0.011", "0.019"))
    attained = VOLUNTARY_ATTAINMENT.get(code) or _between(draw, "33", "49")
    return Province(
        population=population,
        plan=plan,
        collections=collections,
        collections_2019=collections_2019,
        compulsory=compulsory,
        compulsory_plan=int(compulsory / _between(draw, "0.93", "0.99")),
        voluntary=int(_rounded(voluntary_plan * attained / 100, 0)),
        voluntary_plan=voluntary_plan,
        bhtn=int(compulsory * _between(draw, "0.88", "0.94")),
        bhyt=int(bhyt),
    )


def check(provinces: Mapping[str, Province]) -> None:
    """What the article says, said by the made-up provinces. Raises AssertionError."""
    members = list(provinces.values())
    _agree(sum(one.collections for one in members), COLLECTIONS)
    _agree(sum(one.collections_2019 for one in members), COLLECTIONS_2019)
    _agree(sum(one.plan for one in members), PLAN)
    _agree(_rounded(COLLECTIONS / PLAN * 100, 2), Decimal("36.45"))
    _agree(_rounded((COLLECTIONS / COLLECTIONS_2019 - 1) * 100, 2), Decimal("6.07"))
    attained = {code: one.collections / one.plan * 100 for code, one in provinces.items()}
    _agree(sum(share >= THRESHOLD for share in attained.values()), AT_THRESHOLD)
    ranked = sorted(attained, key=lambda code: attained[code], reverse=True)
    _agree(ranked[:2], [QUANG_NGAI, HA_TINH])
    _agree([_rounded(attained[code], 1) for code in ranked[:2]], [Decimal("41.1"), Decimal("37.5")])
    covered = Decimal(sum(one.bhyt for one in members)) / sum(one.population for one in members) * 100
    _agree(_rounded(covered, 2), BHYT_COVERAGE)
    voluntary = {code: Decimal(one.voluntary) / one.voluntary_plan * 100 for code, one in provinces.items()}
    best = sorted(voluntary, key=lambda code: voluntary[code], reverse=True)[: len(VOLUNTARY_ATTAINMENT)]
    _agree({code: _rounded(voluntary[code], 1) for code in best}, VOLUNTARY_ATTAINMENT)


def _agree(made: object, published: object) -> None:
    if made != published:
        raise AssertionError(f"made {made}, published {published}")


def read_population() -> Mapping[str, int]:
    """Persons by province code."""
    with (HERE / "population_2020_gso.csv").open(encoding="utf-8", newline="") as table:
        return {
            row["code"]: int(Decimal(row["average_population_2020_thousand"]) * 1000) for row in csv.DictReader(table)
        }


def _between(draw: random.Random, low: str, high: str) -> Decimal:
    """A number of four decimals, uniformly."""
    steps = Decimal("0.0001")
    return Decimal(draw.randint(int(Decimal(low) / steps), int(Decimal(high) / steps))) * steps


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _shared(total: Decimal, weights: Mapping[str, Decimal], places: int) -> dict[str, Decimal]:
    """The total, divided by weights, to so many places, summing exactly."""
    whole = sum(weights.values())
    shares = {code: _rounded(total * weight / whole, places) for code, weight in weights.items()}
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


def workbooks() -> Mapping[str, bytes]:
    """File name → content; the same bytes every time."""
    provinces = make_provinces()
    check(provinces)
    population = read_population()
    units = catalogue_units()
    country, cluster, district = units["VN"], units["cum-iv-2020@2020-01-01"], units["418"]
    members = [units[code] for code in MEMBERS]
    may_2020 = _values(provinces, {
        "participants_bhxh_compulsory": "compulsory",
        "participants_bhxh_voluntary": "voluntary",
        "participants_bhtn": "bhtn",
        "participants_bhyt": "bhyt",
        "collections": "collections",
    })  # fmt: skip
    may_2019 = _values(provinces, {"collections": "collections_2019"})
    plan = _values(provinces, {
        "participants_bhxh_compulsory": "compulsory_plan",
        "participants_bhxh_voluntary": "voluntary_plan",
        "collections": "plan",
    })  # fmt: skip
    people = {(code, "population"): Decimal(persons) for code, persons in population.items()}
    bar = {("VN", "collections_vs_plan"): THRESHOLD}
    return {
        "dan-so-2020.xlsx": _book(
            country,
            [units[code] for code in population],
            [_sheet("2020", Kind.ACTUAL, people, FROM_GSO)],
            date(2020, 1, 1),
            "Niên giám thống kê 2020",
        ),
        "ke-hoach-2020.xlsx": _book(
            cluster,
            members,
            [_sheet("2020", Kind.TARGET, plan, MADE_UP)],
            date(2020, 1, 15),
            "Kế hoạch năm 2020 (minh họa; bài báo không nêu số văn bản)",
        ),
        "nguong-thu-2020-05.xlsx": _book(
            country,
            [country],
            [_sheet("2020-05", Kind.THRESHOLD, bar, FROM_CRITERIA)],
            date(2020, 1, 15),
            "Tiêu chí chấm điểm thi đua năm 2020 (minh họa; bài báo không nêu số văn bản)",
        ),
        "cum-iv-2019-05.xlsx": _book(
            cluster,
            members,
            [_sheet("2019-05", Kind.ACTUAL, may_2019, MADE_UP)],
            date(2019, 6, 5),
            "Báo cáo thu tháng 5 năm 2019 (minh họa)",
        ),
        "cum-iv-2020-05.xlsx": _book(
            cluster,
            members,
            [_sheet("2020-05", Kind.ACTUAL, may_2020, MADE_UP)],
            date(2020, 6, 5),
            "Báo cáo tháng 5 năm 2020 (minh họa)",
        ),
        "tuong-duong-2017-06.xlsx": _book(
            district,
            [district],
            [_sheet(period, Kind.ACTUAL, values, FROM_ARTICLE) for period, values in _tuong_duong().items()],
            date(2017, 7, 5),
            "Báo cáo 6 tháng đầu năm 2017 (minh họa)",
        ),
    }


def _tuong_duong() -> Mapping[str, Values]:
    indicators = ("participants_bhxh_compulsory", "participants_bhyt")
    return {
        period: {("418", indicator): Decimal(persons) for indicator, persons in zip(indicators, figures, strict=True)}
        for period, figures in TUONG_DUONG.items()
    }


def _book(whole: Unit, rows: Sequence[Unit], sheets: Sequence[Sheet], reported_on: date, document: str) -> bytes:
    return write_form(whole, rows, sheets, reported_on=reported_on, document=document, created=reported_on)


def _values(provinces: Mapping[str, Province], fields: Mapping[str, str]) -> Values:
    return {
        (code, indicator): Decimal(getattr(one, name))
        for code, one in provinces.items()
        for indicator, name in fields.items()
    }


def _sheet(period: str, kind: Kind, values: Values, remarks: Sequence[str]) -> Sheet:
    """The values' indicators are its columns."""
    wanted = dict.fromkeys(indicator for _code, indicator in values)
    return Sheet(Period.parse(period), kind, [catalogue()[one] for one in wanted], values, remarks)


def main(directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    for name, content in workbooks().items():
        (directory / name).write_bytes(content)
        sys.stdout.write(f"{directory / name}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
