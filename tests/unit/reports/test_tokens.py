"""Every number that a document prints is told, with what it stands for; dates, document numbers and labels count
nothing."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.documents.tree import (
    Appendix,
    Column,
    Constant,
    Document,
    Figure,
    Form,
    Heading,
    Letterhead,
    Own,
    Paragraph,
    Picture,
    Rank,
    Row,
    Signature,
    Table,
    Text,
)
from ansinh.kernel.periods import Period, long_date, short_date
from ansinh.reports.numerals import Binding, numerals
from ansinh.reports.tokens import Part, around, tokens

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><text>0</text><text>36,45%</text><g><text>Hà Tĩnh</text></g></svg>'
DOCUMENT_NUMBERS = (
    "21-NQ/TW", "21/NQ-TW", "28-NQ/TW", "186-Ctr/TU", "2669/KH-UBND", "4794/KH-BHXH", "1167/QĐ-TTg", "72-NQ-TW",
    "06-CTr/TU", "1167/QD-TTg", "188/2025/NĐ-CP", "41/2024/QH15", "12/2026/TT-BTC", "237/NQ-UBTVQH16", "30/2026/QH16",
    "766/BHXH-TCCB", "340/BHXH-CSXH", "399-QĐ/TW", "05-HD/VPTW", "2418/QĐ-BHXH", "391/QĐ-BTC", "09/2019/NQ-HĐND",
    "Số: 45 / UBND – VP", "03-NQ/CB",
)  # fmt: skip


def bindings(text: str) -> list[tuple[str, str]]:
    return [(one.text, one.binding.value) for one in numerals(text)]


@pytest.mark.parametrize("written", DOCUMENT_NUMBERS)
def test_the_number_of_a_document_is_one_alone_and_in_a_sentence(written: str) -> None:
    for text in (written, f"thực hiện Nghị quyết {written} của Trung ương"):
        assert {one.binding for one in numerals(text)} == {Binding.DOCUMENT}


@pytest.mark.parametrize(
    "text",
    [
        "31/5/2020", "đến ngày 31-5-2020", "2020-05-31", "ngày 05 tháng 6 năm 2020", "ngày 05 tháng 6", "tháng 5",
        "tháng 5/2020", "các tháng 4, 5 và 6 năm 2020", "5 tháng đầu năm 2020", "06 tháng đầu năm", "6 tháng cuối năm",
        "12 tháng năm 2019", "quý II/2020", "quý 2 năm 2020", "năm 2017", "cuối năm 2015", "cùng kỳ năm 2019",
        "Giai đoạn 2011 - 2016", "giai đoạn 2011-2016", "từ năm 2012 đến năm 2016", "các năm 2012, 2013 và 2014",
        "(2012 - 2017)", "2019", "08:00 ngày 26/6/2020", "lập lúc 8 giờ 30", "31 May 2020", "first 5 months of 2020",
        "the end of 2015", "by month, 2020",
    ],
)  # fmt: skip
def test_the_numbers_of_a_date_or_period_are_its_own(text: str) -> None:
    found = numerals(text)
    assert found
    assert {one.binding for one in found} == {Binding.DATE}


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("đạt 36,45% kế hoạch năm 2020", ["36,45%"]),
        ("đạt 36,45 % kế hoạch", ["36,45%"]),
        ("tăng +578,2 tỷ đồng, giảm −231 người, còn –5", ["+578,2", "-231", "-5"]),
        ("tăng từ 3–7 %", ["3", "7%"]),
        ("khoảng (1.000 – 1.500)", ["1.000", "1.500"]),
        ("có 5/9 tỉnh, thành phố", ["5", "9"]),
        ("so với 2019 người", ["2019"]),
        ("năm 2012, 2013 người tham gia", ["2013"]),
        ("Kế hoạch 27.714 tỷ đồng", ["27.714"]),
        ("36 - Quảng Bình", ["36"]),
        ("12.5 tỷ đồng", ["12.5"]),
        ("tháng 5 thu 105 tỷ đồng", ["105"]),
        ("Bảng 36,45", ["36,45"]),
        ("kéo dài 6 tháng", ["6"]),
    ],
)
def test_what_is_no_date_or_document_number_is_claimed_by_somebody(text: str, claimed: list[str]) -> None:
    assert [one.text for one in numerals(text) if one.binding is Binding.UNBOUND] == claimed


@pytest.mark.parametrize(
    "text",
    ["Bảng 1. Kết quả thu", "Biểu đồ 2", "Phụ lục 3", "(4)", "1. Công tác thu", "2.1. Thu", "phường 14", "Covid-19"],
)
def test_labels_and_the_numbers_of_headings_are_constants(text: str) -> None:
    assert {one.binding for one in numerals(text)} == {Binding.CONSTANT}


def test_the_number_in_a_places_name_is_no_figure() -> None:
    text = "xã A Lưới 2 có 2 trạm y tế"
    found = numerals(text, names=["xã A Lưới 2"])
    assert [one.binding for one in found] == [Binding.CONSTANT, Binding.UNBOUND]


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_any_date_as_it_is_printed_is_a_date(day: date) -> None:
    for written in (short_date(day), long_date(day), f"đến {short_date(day)}, {long_date(day)}."):
        assert {one.binding for one in numerals(written)} == {Binding.DATE}


@given(st.integers(2000, 2099), st.integers(1, 12))
def test_any_period_as_it_is_printed_is_a_date(year: int, month: int) -> None:
    for period in (Period.month(year, month), Period.first_months(year, month), Period.year(year)):
        for written in (f"Trong {period.text('vi')}, thu", f"In {period.text('en')}, collections"):
            assert {one.binding for one in numerals(written)} == {Binding.DATE}


@given(st.text(max_size=60))
def test_every_run_of_digits_is_in_exactly_one_number_whatever_the_text(text: str) -> None:
    found = numerals(text)
    covered = [place for one in found for place in range(one.start, one.end)]
    assert len(covered) == len(set(covered))
    assert {place for place, letter in enumerate(text) if letter.isdecimal()} <= set(covered)


def test_a_document_is_read_in_its_order_each_number_with_what_it_stands_for() -> None:
    found = tokens(document())
    assert [(one.text, one.binding.value, one.figure) for one in found] == [
        ("05", "document number", ""),
        ("26", "date", ""), ("6", "date", ""), ("2020", "date", ""),
        ("05", "constant", ""),
        ("21", "document number", ""),
        ("1", "constant", ""),
        ("5", "date", ""), ("2020", "date", ""),
        ("10.101,8", "figure", "collections"),
        ("36,45%", "figure", "collections.vs_plan"),
        ("2", "constant", ""),
        ("15", "own", ""),
        ("1.250", "figure", "x.estimated"), ("1.000", "figure", "x.estimated"), ("1.500", "figure", "x.estimated"),
        ("1", "constant", ""), ("31", "date", ""), ("5", "date", ""), ("2020", "date", ""),
        ("1", "constant", ""), ("2", "constant", ""), ("3", "constant", ""),
        ("1", "constant", ""), ("107.880", "figure", "units.46.x"),
        ("0", "constant", ""), ("36,45%", "constant", ""),
        ("1", "constant", ""),
        ("12", "document number", ""),
        ("9", "unbound", ""),
    ]  # fmt: skip


def test_a_date_may_begin_in_one_piece_of_a_sentence_and_end_in_the_next() -> None:
    pieces = (Text("Trong "), Constant("5"), Text(" tháng đầu năm "), Text("2020", bold=True))
    found = tokens(with_blocks(Paragraph(pieces)))[-2:]
    assert [one.binding for one in found] == [Binding.CONSTANT, Binding.DATE]


def test_a_cell_is_told_by_its_table_row_and_column() -> None:
    cell = next(one for one in tokens(document()) if one.figure == "units.46.x")
    assert cell.passage.where == "Bảng 1 · tỉnh Thừa Thiên Huế · Đến 31/5/2020: Số người"
    header = [one for one in tokens(document()) if one.passage.part is Part.HEADER]
    assert [one.text for one in header] == ["31", "5", "2020", "1", "2", "3"]


def test_the_words_around_a_number_are_told_to_be_found_by() -> None:
    text = "Trong kỳ đã thu được số tiền 10.101,8 tỷ đồng, đạt (36,45%) so với kế hoạch giao đầu năm"
    assert (
        around(text, text.index("36"), text.index("36") + 6) == "… 10.101,8 tỷ đồng, đạt ([36,45%]) so với kế hoạch …"
    )
    assert around("36,45", 0, 5) == "[36,45]"


def document() -> Document:
    table = Table(
        "Kết quả",
        (Column("TT"), Column("Đơn vị"), Column("Số người", group="Đến 31/5/2020")),
        (Row(((Constant("1"),), (Text("tỉnh Thừa Thiên Huế"),), (Figure("107.880", "units.46.x"),))),),
        label="Bảng 1",
    )
    sentence = (
        Text("Trong 5 tháng đầu năm 2020, thu "), Figure("10.101,8 tỷ đồng", "collections"), Text(", đạt "),
        Figure("36,45%", "collections.vs_plan"), Text("; "), Constant("2"), Text(" đơn vị; "), Own("15"),
        Text(" hội nghị; "), Figure("≈ 1.250 người (1.000 – 1.500)", "x.estimated"),
    )  # fmt: skip
    return Document(
        letterhead=Letterhead(Form.STATE, (), ("CỤM",), "5", "BC-CTĐ", "Huế", date(2020, 6, 26)),
        kind="Báo cáo",
        subject="Sơ kết 05 năm thực hiện Nghị quyết số 21-NQ/TW",
        blocks=(
            Heading(Rank.CLAUSE, "1.", "Công tác thu"),
            Paragraph(sentence),
            table,
            Picture(SVG, b"", "", "Tiến độ", 150, label="Biểu đồ 1"),
        ),
        appendices=(Appendix("", "Số liệu", "(Kèm theo Báo cáo số 12/BC-CTĐ)", (Paragraph((Text("còn 9 hộ"),)),)),),
        signature=Signature((), ("CỤM TRƯỞNG",), ""),
        recipients=("- Lưu: VT.",),
        language="vi",
        made_at=datetime(2020, 6, 26, 8, tzinfo=timezone(timedelta(hours=7))),
    )


def with_blocks(*blocks: Paragraph) -> Document:
    return replace(document(), blocks=blocks, appendices=())
