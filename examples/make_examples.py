"""Make the demonstration's workbooks: forms filled in, and nine files as nine provinces' officers send them.

    python examples/make_examples.py [DIRECTORY]

Where the figures come from: ``provinces``. What the nine files look like: ``officers``.
"""

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.config.settings")
os.environ.setdefault("ANSINH_HOME", tempfile.gettempdir())  # nothing is read from it or written to it
django.setup()

from officers import files_of_the_provinces  # noqa: E402
from provinces import (  # noqa: E402
    HERE,
    MEMBERS,
    PHU_YEN,
    THRESHOLD,
    THRESHOLDS,
    TUONG_DUONG,
    Province,
    check,
    collected_by_month,
    earlier_years,
    make_provinces,
    plan_of_2019,
    read_population,
)

from ansinh.imports.template import Sheet, Values, write_form  # noqa: E402
from ansinh.indicators.catalogue import catalogue  # noqa: E402
from ansinh.kernel.periods import Period  # noqa: E402
from ansinh.ledger.models import Kind  # noqa: E402
from ansinh.places.actions import catalogue_units  # noqa: E402
from ansinh.places.models import Unit  # noqa: E402

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
ALL_MADE_UP = (
    "SỐ LIỆU MINH HỌA do chương trình examples/make_examples.py tạo ra, không phải số liệu thực của địa phương nào.",
)
FROM_CRITERIA = (
    "SỐ LIỆU MINH HỌA. Ngưỡng 36% của tháng 5/2020 là số đã công bố trong bài báo; văn bản ban hành không được nêu.",
)


def workbooks() -> Mapping[str, bytes]:
    """File name → content; the same bytes every time."""
    provinces = make_provinces()
    check(provinces)
    population = read_population()
    units = catalogue_units()
    country, cluster, district = units["VN"], units["cum-iv-2020@2020-01-01"], units["418"]
    members = [units[code] for code in MEMBERS]
    may_2019 = _values(provinces, {"collections": "collections_2019"})
    plan = _values(provinces, {
        "participants_bhxh_compulsory": "compulsory_plan",
        "participants_bhxh_voluntary": "voluntary_plan",
        "collections": "plan",
    })  # fmt: skip
    people = {(code, "population"): Decimal(persons) for code, persons in population.items()}
    bar = {("VN", "collections_vs_plan"): THRESHOLD}
    plan_2019 = plan_of_2019(provinces)
    phu_yen = units[PHU_YEN]
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
        "nguong-thu-2020-cac-thang.xlsx": _book(
            country,
            [country],
            [
                _sheet(f"2020-{month:02}", Kind.THRESHOLD, {("VN", "collections_vs_plan"): one}, ALL_MADE_UP)
                for month, one in THRESHOLDS.items()
            ],
            date(2020, 1, 15),
            "Tiêu chí chấm điểm thi đua năm 2020, các tháng khác (minh họa)",
        ),
        "ke-hoach-2019.xlsx": _book(
            cluster,
            members,
            [_sheet("2019", Kind.TARGET, _collections(plan_2019), ALL_MADE_UP)],
            date(2020, 1, 15),
            "Kế hoạch năm 2019 (minh họa)",
        ),
        "phu-yen-2016-2019.xlsx": _book(
            phu_yen,
            [phu_yen],
            [
                _sheet(
                    f"{year}-12",
                    Kind.ACTUAL,
                    {(PHU_YEN, name): figure for name, figure in figures.items()},
                    ALL_MADE_UP,
                )
                for year, figures in earlier_years(provinces[PHU_YEN], plan_2019[PHU_YEN]).items()
            ],
            date(2020, 1, 15),
            "Báo cáo các năm 2016 - 2019 (minh họa)",
        ),
        "cum-iv-2020-thang-1-4.xlsx": _book(
            cluster,
            members,
            [
                _sheet(f"2020-{month:02}", Kind.ACTUAL, _collections(collected), ALL_MADE_UP)
                for month, collected in collected_by_month(provinces).items()
            ],
            date(2020, 5, 5),
            "Báo cáo thu 4 tháng đầu năm 2020 (minh họa)",
        ),
        "cum-iv-2019-05.xlsx": _book(
            cluster,
            members,
            [_sheet("2019-05", Kind.ACTUAL, may_2019, MADE_UP)],
            date(2019, 6, 5),
            "Báo cáo thu tháng 5 năm 2019 (minh họa)",
        ),
        "tuong-duong-2017-06.xlsx": _book(
            district,
            [district],
            [_sheet(period, Kind.ACTUAL, values, FROM_ARTICLE) for period, values in _tuong_duong().items()],
            date(2017, 7, 5),
            "Báo cáo 6 tháng đầu năm 2017 (minh họa)",
        ),
        **files_of_the_provinces(provinces),
    }


def _collections(by_province: Mapping[str, Decimal]) -> Values:
    return {(code, "collections"): amount for code, amount in by_province.items()}


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
