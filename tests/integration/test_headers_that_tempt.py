"""A figure is taken for an indicator only when every word over it says so; else somebody is asked."""

import pytest

from ansinh.imports.errors import Check, Severity
from ansinh.imports.layout.answers import Answers
from tests.integration.plain_tables import asked, indicators, reading_of, table

pytestmark = pytest.mark.django_db

BHYT, COLLECTIONS = "Số người tham gia BHYT", "Số thu (triệu đồng)"


@pytest.mark.parametrize(
    ("header", "indicator"),
    [
        ("Số người tham gia BHXH bắt buộc", "participants_bhxh_compulsory"),
        ("BHXH BB (người)", "participants_bhxh_compulsory"),
        ("LĐ tham gia BHXH BB", "participants_bhxh_compulsory"),
        ("BHXHTN", "participants_bhxh_voluntary"),
        ("Bảo hiểm thất nghiệp", "participants_bhtn"),
        ("BH thất nghiệp", "participants_bhtn"),
        ("Số thẻ BHYT", "participants_bhyt"),
        ("Dân số trung bình", "population"),
        ("Tổng thu BHXH, BHYT, BHTN (triệu đồng)", "collections"),
        ("Số tiền chậm đóng (tỷ đồng)", "arrears"),
        ("Số phải thu, triệu đồng", "amount_due"),
        ("Số đơn vị nợ từ 3 tháng trở lên", "employers_in_arrears_3_months"),
        ("Số lượt KCB BHYT", "health_visits"),
    ],
)
def test_a_header_in_the_words_of_the_branch_needs_no_question(header: str, indicator: str) -> None:
    reading = reading_of(table(header))
    assert reading.questions == ()
    assert {found for found, _period, _kind in indicators(reading)} == {indicator}


@pytest.mark.parametrize(
    "header",
    [
        "BHYT hộ gia đình",
        "Số người chưa tham gia BHYT",
        "Thu BHYT (triệu đồng)",
        "Thu BHXH, BHYT (triệu đồng)",
        "Nợ khó thu (triệu đồng)",
        "Quỹ lương đóng BHXH (triệu đồng)",
        "Số người tự đóng BHYT",
        "Số người tham gia BHYT (triệu đồng)",
        "BHXH tự nguyện lần đầu",
        "Nợ phát sinh trong tháng (triệu đồng)",
    ],
)
def test_a_header_with_a_word_too_many_is_asked_about(header: str) -> None:
    reading = reading_of(table(header))
    assert reading.facts == ()
    assert asked(reading) == [header] or [
        finding.check for finding in reading.findings if finding.severity is Severity.BLOCKS
    ]


@pytest.mark.parametrize(
    "title",
    [
        "KẾT QUẢ PHÁT TRIỂN BHYT HỘ GIA ĐÌNH THÁNG 9 NĂM 2020",
        "SỐ NGƯỜI TĂNG MỚI THÁNG 9 NĂM 2020",
        "SỐ NGƯỜI CHƯA THAM GIA ĐẾN 30/9/2020",
        "BHYT HỌC SINH, SINH VIÊN THÁNG 9 NĂM 2020",
        "BẢNG TỔNG HỢP ĐIỂM THI ĐUA THÁNG 9 NĂM 2020",
        "ĐĂNG KÝ CHỈ TIÊU PHẤN ĐẤU NĂM 2020",
        "TỐC ĐỘ TĂNG THÁNG 9 NĂM 2020 SO VỚI CÙNG KỲ",
    ],
)
def test_a_title_that_names_a_part_narrows_the_table_under_it(title: str) -> None:
    reading = reading_of(table(BHYT, title=title))
    assert reading.facts == ()
    assert asked(reading) == [BHYT]


def test_money_of_one_scheme_in_the_title_is_not_all_that_was_collected() -> None:
    reading = reading_of(table(COLLECTIONS, title="TÌNH HÌNH THU BHYT 9 THÁNG NĂM 2020"))
    assert (reading.facts, asked(reading)) == ((), [COLLECTIONS])
    whole = reading_of(table(COLLECTIONS, title="TÌNH HÌNH THU BHXH, BHYT, BHTN 9 THÁNG NĂM 2020"))
    assert indicators(whole) == {("collections", "2020-9M", "actual")}


def test_a_scheme_alone_under_a_title_of_money_is_no_person() -> None:
    reading = reading_of(table("BHYT", "BHXH bắt buộc", title="CHỈ TIÊU THU THÁNG 10 NĂM 2020", measure="tỷ đồng"))
    assert reading.facts == ()


def test_men_alone_are_not_the_population_of_the_year() -> None:
    title = "DÂN SỐ TRUNG BÌNH NĂM 2020"
    assert indicators(reading_of(table("Tổng số", title=title))) == {("population", "2020", "actual")}
    assert asked(reading_of(table("Nam", "Nữ", title=title))) == ["Nam", "Nữ"]


def test_an_answer_settles_what_a_header_leaves_open() -> None:
    content = table("Thẻ còn hạn", "Mã hồ sơ nội bộ")
    assert asked(reading_of(content)) == ["Thẻ còn hạn"]  # codes are no figures
    reading = reading_of(content, Answers(lines={"Thẻ còn hạn": "participants_bhyt"}))
    assert indicators(reading) == {("participants_bhyt", "2020-05-31", "actual")}
    assert reading_of(content, Answers(lines={"C": "skip"})).questions == ()


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("SỐ LIỆU THÁNG 4 NĂM 2023", "2023-04-30"),
        ("SỐ LIỆU THÁNG TƯ NĂM 2023", "2023-04-30"),
        ("SỐ LIỆU 6 THÁNG ĐẦU NĂM 2023", "2023-06-30"),
        ("SỐ LIỆU QUÝ II/2023", "2023-06-30"),
        ("Tính đến ngày 30 tháng 4 năm 2023", "2023-04-30"),
        ("(Từ ngày 01/01/2023 đến ngày 30/4/2023)", "2023-04-30"),
        ("SỐ LIỆU THÁNG 5 NĂM 2023 (kèm theo Công văn số 12 ngày 10/6/2023)", "2023-05-31"),
    ],
)
def test_the_period_is_the_one_that_the_title_says(title: str, period: str) -> None:
    assert indicators(reading_of(table(BHYT, title=title))) == {("participants_bhyt", period, "actual")}


@pytest.mark.parametrize(
    "title", ["GIAI ĐOẠN 2021-2023", "TUẦN 3 THÁNG 4 NĂM 2023", "SỐ LIỆU", "THÁNG 4/2023 VÀ THÁNG 5/2023"]
)
def test_a_title_that_says_no_one_period_is_asked_about(title: str) -> None:
    reading = reading_of(table(BHYT, title=title))
    assert [question.about.value for question in reading.questions] == ["period"]


@pytest.mark.parametrize("title", ["SỐ THU QUÝ II NĂM 2023", "SỐ THU NGÀY 28/4/2023"])
def test_what_was_collected_in_a_part_of_the_year_is_not_what_there_is_since_january(title: str) -> None:
    assert asked(reading_of(table(COLLECTIONS, title=title))) == [COLLECTIONS]
    assert indicators(reading_of(table(COLLECTIONS, title=f"{title} (LŨY KẾ TỪ ĐẦU NĂM)"))) != set()


def test_months_that_do_not_grow_as_sums_do_are_no_year_to_date() -> None:
    alone = [[100 + month for month in range(6)] for _district in range(5)]
    months = [f"Tháng {month}" for month in range(1, 7)]
    title = "SỐ THU BHXH, BHYT, BHTN NĂM 2022 (triệu đồng)"
    found = reading_of(table(*months, title=title, values=alone)).findings
    assert Check.PERIOD in {finding.check for finding in found if finding.severity is Severity.BLOCKS}
    sums = [[100 * (month + 1) for month in range(6)] for _district in range(5)]
    assert len(reading_of(table(*months, title=title, values=sums)).facts) == 30


def one_unit(title: str, *columns: str, rows: dict[str, tuple[object, ...]]) -> bytes:
    """A sheet of one province, with its indicators in rows."""
    lines = [["BẢO HIỂM XÃ HỘI TỈNH NGHỆ AN"], [title], ["TT", "Chỉ tiêu", "ĐVT", *columns]]
    lines += [[str(number), *map(str, (name, *cells))] for number, (name, cells) in enumerate(rows.items(), start=1)]
    return "\n".join(";".join(f'"{cell}"' for cell in line) for line in lines).encode()


def test_indicators_in_rows_are_asked_about_like_those_in_columns() -> None:
    rows = {"Số thu BHXH, BHYT, BHTN": ("tỷ đồng", 500), "Số người tham gia BHYT": ("người", 900_000)}
    quarter = reading_of(one_unit("KẾT QUẢ QUÝ II NĂM 2023", "Thực hiện", rows=rows))
    assert asked(quarter) == ["Số thu BHXH, BHYT, BHTN"]
    told = reading_of(one_unit("KẾT QUẢ QUÝ II NĂM 2023", "Lũy kế thực hiện", rows=rows))
    assert {name for name, _period, _kind in indicators(told)} == {"collections", "participants_bhyt"}
    months = {"Số thu BHXH, BHYT, BHTN": ("tỷ đồng", 500, 480, 510), "BHYT": ("người", 900, 890, 910)}
    assert asked(reading_of(one_unit("KẾT QUẢ NĂM 2023", "Tháng 1", "Tháng 2", "Tháng 3", rows=months))) == [
        "Số thu BHXH, BHYT, BHTN"
    ]
    sums = months | {"Số thu BHXH, BHYT, BHTN": ("tỷ đồng", 500, 980, 1490)}
    assert len(reading_of(one_unit("KẾT QUẢ NĂM 2023", "Tháng 1", "Tháng 2", "Tháng 3", rows=sums)).facts) == 6


def test_plans_of_a_quarter_and_two_plans_are_not_the_years() -> None:
    quarter = reading_of(table("KH BHYT quý II (người)", BHYT, title="SỐ LIỆU QUÝ II NĂM 2023"))
    assert {kind for _indicator, _period, kind in indicators(quarter)} == {"actual"}
    two = reading_of(table("KH giao đầu năm BHYT (người)", "KH điều chỉnh BHYT (người)"))
    assert two.facts == ()
    assert len(asked(two)) == 2


def test_a_measure_may_name_people_and_money() -> None:
    reading = reading_of(table("BHYT", "Số thu", measure="nghìn người; tỷ đồng"))
    values = {fact.request.indicator: fact.value for fact in reading.facts if fact.row == 4}
    assert values == {"participants_bhyt": 1_000_000, "collections": 1_010 * 10**9}


def test_a_row_from_another_province_blocks_though_the_title_names_this_one() -> None:
    content = table(BHYT).decode().replace("Quỳ Hợp", "Thanh Hóa").encode()
    blocking = [finding for finding in reading_of(content).findings if finding.severity is Severity.BLOCKS]
    assert [(finding.check, finding.cell) for finding in blocking] == [(Check.UNIT_ELSEWHERE, "B8")]
