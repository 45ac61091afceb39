"""A list of any format and habit becomes lines that can be loaded."""

import stat
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from ansinh.imports.errors import WorkbookError
from ansinh.places.finding import find_unit
from ansinh.registers.loading import Codes, Limits, load
from ansinh.registers.snapshots.store import Registers
from ansinh.reviews.areas import areas_on
from ansinh.reviews.errors import ColumnsMissingError, HeadingTwiceError, NoListError
from ansinh.reviews.lists.taking import Taken, take_lists
from tests.corpus.workbooks.fonts import tcvn3, windows_1258
from tests.corpus.workbooks.sheets import Book, Sheet, Value
from tests.corpus.workbooks.writers import csv_text, ods, xls, xlsx
from tests.integration.reviews.officers_lists import DAY, EXPECTED, HEAD, PEOPLE, read_back, residents

AS_TEXT = ("07/03/1985", "31/12/1960", "01/01/2021")

pytestmark = pytest.mark.django_db


@pytest.fixture
def into(tmp_path: Path) -> Path:
    directory = tmp_path / "private"
    directory.mkdir(mode=0o700)
    return directory


def _taken(content: bytes, name: str, into: Path, register: str = "residents", within: str = "") -> tuple[Taken, ...]:
    path = into.parent / name
    path.write_bytes(content)
    unit = find_unit(within, DAY) if within else None
    return take_lists(path, "spells" if register == "spells" else "residents", day=DAY, into=into, within=unit)


def _plain(rows: list[list[Value]], name: str = "DS") -> tuple[Book, Sheet]:
    book = Book()
    sheet = book.sheet(name)
    sheet.lines(0, rows)
    return book, sheet


def _rows(
    rows: list[list[Value]], into: Path, columns: tuple[str, ...], register: str = "residents"
) -> list[tuple[str, ...]]:
    (taken,) = _taken(xlsx(_plain(rows)[0]), "list.xlsx", into, register)
    return read_back(taken.source.path, columns)


@pytest.mark.parametrize(("write", "name"), [(xlsx, "ds.xlsx"), (xls, "ds.xls"), (ods, "ds.ods")])
def test_every_format_gives_the_same_lines(write: Callable[[Book], bytes], name: str, into: Path) -> None:
    (taken,) = _taken(write(residents()[0]), name, into)
    assert read_back(taken.source.path) == EXPECTED
    assert (taken.rows, taken.source.called, taken.ignored, taken.unclear) == (3, f"{name} [DS]", (), ())


@pytest.mark.parametrize(
    ("encode", "separator"),
    [
        (lambda text: text.encode(), ","),
        (lambda text: text.encode("utf-8-sig"), "\t"),
        (lambda text: text.encode("utf-16"), ";"),
        (windows_1258, ";"),
        (lambda text: tcvn3(text).encode("latin-1"), ";"),
        (lambda text: unicodedata.normalize("NFD", text).encode(), ";"),
    ],
    ids=["utf-8", "utf-8 with a mark", "utf-16", "windows-1258", "tcvn3", "nfd"],
)
def test_messy_text_files_give_the_same_lines(encode: Callable[[str], bytes], separator: str, into: Path) -> None:
    _book, sheet = residents()
    for place, cell in sheet.cells.items():  # an exported number has no decimals; old fonts have no capitals with tones
        if isinstance(cell.value, float):
            sheet.cells[place] = cell._replace(value=str(int(cell.value)))
        elif isinstance(cell.value, str) and cell.value.isupper() and place[0] != 3 and " " in cell.value:
            sheet.cells[place] = cell._replace(value=cell.value.capitalize())
    (taken,) = _taken(encode(csv_text(sheet, separator)), "ds.csv", into)
    expected = [(*one[:3], dates, *one[4:]) for one, dates in zip(EXPECTED, AS_TEXT, strict=True)]
    assert read_back(taken.source.path) == expected


def test_lines_are_numbered_as_the_spreadsheet_does_and_rows_that_name_nobody_are_told(into: Path) -> None:
    (taken,) = _taken(xlsx(residents()[0]), "ds.xlsx", into)
    assert read_back(taken.source.path, ("line",)) == [("7",), ("8",), ("9",)]
    assert taken.passed_over == (10, 13, 16)


def test_the_file_is_for_its_owner_alone_and_the_same_each_time(into: Path) -> None:
    content = xlsx(residents()[0])
    first, second = (_taken(content, "ds.xlsx", into)[0].source.path for _time in range(2))
    assert first != second
    assert first.read_bytes() == second.read_bytes()
    assert stat.S_IMODE(first.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("value", "birth", "expected"),
    [
        (92185001234.0, "1985", "092185001234"),
        ("92185001234", "1985", "092185001234"),
        ("'092 185 001 234", "1985", "092185001234"),
        (1185001234.0, "1985", "001185001234"),  # Hà Nội: 001
        (1185001234.0, "1990", "1185001234"),  # ten digits of another year are no ID
        ("1185001234", "", "001185001234"),  # no ID of the list has a zero in front
        (9212345678.0, "1985", "9212345678"),  # a BHXH number in the wrong column
        (123456789.0, "1985", "123456789"),  # an old CMND
        ("09218500123", "1985", "09218500123"),  # a digit is missing, and not the first
        ("#N/A", "1985", ""),
        ("-", "1985", ""),
        ("9,21850E+10", "1985", "9,21850E+10"),
    ],
)
def test_zeros_that_a_spreadsheet_took_from_an_id_are_given_back(
    value: Value, birth: str, expected: str, into: Path
) -> None:
    rows: list[list[Value]] = [
        ["Họ tên", "Năm sinh", "Số CCCD", "Mã xã", "Giới tính"],
        ["An", birth, value, 31237, "Nam"],
    ]
    assert _rows(rows, into, ("person_id", "commune")) == [(expected, "31237")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (31113.0, "1985-03-07"),
        ("31113", "1985-03-07"),
        (1985.0, "1985"),
        ("1985", "1985"),
        ("07/03/1985", "07/03/1985"),
        ("07/03/1985 00:00:00", "07/03/1985"),
        ("__/__/1985", "1985"),
        ("00/00/1985", "1985"),
        ("  /  /1985", "1985"),
        ("…", ""),
    ],
)
def test_births_are_dates_serial_numbers_or_years(value: Value, expected: str, into: Path) -> None:
    rows: list[list[Value]] = [["Họ tên", "Ngày sinh", "Số CCCD", "Mã xã"], ["An", value, "092185001234", "31237"]]
    assert _rows(rows, into, ("birth",)) == [(expected,)]


def test_the_year_of_birth_in_a_column_for_each_sex_says_the_sex(into: Path) -> None:
    book = Book()
    sheet = book.sheet("DS")
    sheet.merge("A1:A2", "Họ và tên")
    sheet.merge("B1:C1", "Năm sinh")
    sheet.line(1, ["Nam", "Nữ"], left=1)
    sheet.merge("D1:D2", "Mã xã")
    sheet.lines(2, [["An", 1985, None, 31237], ["Bình", None, 1990, 31237]])
    (taken,) = _taken(xlsx(book), "ds.xlsx", into)
    assert read_back(taken.source.path, ("name", "birth", "sex")) == [
        ("An", "1985", "male"),
        ("Bình", "1990", "female"),
    ]


def test_a_head_printed_again_on_every_page_is_no_person(into: Path) -> None:
    rows = [list(HEAD), *map(list, PEOPLE[:2]), list(HEAD), *map(list, PEOPLE[2:])]
    (taken,) = _taken(xlsx(_plain(rows)[0]), "ds.xlsx", into)
    assert read_back(taken.source.path) == EXPECTED
    assert taken.passed_over == ()


def test_a_person_whose_name_sounds_like_a_total_is_a_person(into: Path) -> None:
    rows: list[list[Value]] = [
        ["Họ tên", "Ngày sinh", "Số CCCD", "Mã xã"],
        ["Tống Công Minh", "01/02/1990", None, "31237"],
        ["Tổng cộng", 1.0, None, None],
    ]
    assert _rows(rows, into, ("name",)) == [("Tống Công Minh",)]


def test_headings_without_a_meaning_are_told_and_passed_over(into: Path) -> None:
    rows = [[*HEAD, "Dân tộc", "Số điện thoại"], [*PEOPLE[0], "Kinh", "0912345678"]]
    (taken,) = _taken(xlsx(_plain(rows)[0]), "ds.xlsx", into)
    assert taken.ignored == ("Dân tộc", "Số điện thoại")


def test_two_columns_of_one_meaning_are_refused(into: Path) -> None:
    rows: list[list[Value]] = [["Họ tên", "Số CCCD", "Căn cước", "Mã xã"], ["An", "092185001234", "", "31237"]]
    with pytest.raises(HeadingTwiceError, match="B, C"):
        _rows(rows, into, ("name",))


def test_a_sheet_without_a_head_that_is_known_is_no_list(into: Path) -> None:
    with pytest.raises(NoListError):
        _rows([["Tên hàng", "Số lượng", "Đơn giá"], ["Giấy", 3, 5.0]], into, ("name",))


def test_every_sheet_with_a_list_is_taken_but_hidden_ones(into: Path) -> None:
    book, _sheet = _plain([list(HEAD), list(PEOPLE[0])], "Ấp 1")
    other = book.sheet("Ấp 2")
    other.lines(0, [list(HEAD), list(PEOPLE[1])])
    old = book.sheet("cũ")
    old.lines(0, [list(HEAD), list(PEOPLE[2])])
    old.hidden = True
    notes = book.sheet("Ghi chú")
    notes.put(0, 0, "Cập nhật ngày 05/01/2026")
    taken = _taken(xlsx(book), "ds.xlsx", into)
    assert [(one.source.called, one.rows) for one in taken] == [("ds.xlsx [Ấp 1]", 1), ("ds.xlsx [Ấp 2]", 1)]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"Mã xã": 31237}, "31237"),
        ({"Mã xã": "Vĩnh Trinh"}, "31237"),
        ({"Xã": "XÃ VĨNH TRINH", "Huyện": "Vĩnh Thạnh", "Tỉnh": "TP. Cần Thơ"}, "31237"),  # names of before 7/2025
        ({"Xã": "Thạnh Phú", "Tỉnh": "Cần Thơ"}, "31249"),
        ({"Xã/Phường": "X. Thới Tân, H. Thới Lai, Cần Thơ"}, "31258"),  # now of Thới Lai
        (
            {"Xã": "An Phú", "Huyện": "Ninh Kiều", "Tỉnh": "Cần Thơ"},
            "An Phú, Ninh Kiều, Cần Thơ",
        ),  # not phường Ninh Kiều
        ({"Địa chỉ": "12 Trần Phú - ấp 3 xã Vĩnh Trinh, Cần Thơ"}, "31237"),
        ({"Địa chỉ": "Thị xã Long Mỹ"}, "Thị xã Long Mỹ"),
        ({"Địa chỉ": "Số 5, ấp Vĩnh Thành, xã Vĩnh Trinh, TP Cần Thơ"}, "31237"),
        ({"Xã": "Tân Thạnh"}, "Tân Thạnh"),  # there are several
        ({"Xã": "Không Có"}, "Không Có"),
        ({"Xã": None}, ""),
    ],
)
def test_communes_are_found_by_code_name_or_address(columns: dict[str, Value], expected: str, into: Path) -> None:
    rows: list[list[Value]] = [
        ["Họ tên", "Số CCCD", "Ngày sinh", *columns],
        ["An", "092185001234", 1985, *columns.values()],
    ]
    assert _rows(rows, into, ("commune",)) == [(expected,)]


def test_a_name_that_is_not_clear_is_told_once_and_its_lines_are_kept(into: Path) -> None:
    rows: list[list[Value]] = [["Họ tên", "Số CCCD", "Ngày sinh", "Địa chỉ"]]
    rows += [["An", f"09218500123{one}", 1985, f"Số {one}, ấp 3, xã Tân Thạnh"] for one in range(3)]
    (taken,) = _taken(xlsx(_plain(rows)[0]), "ds.xlsx", into)
    (unclear,) = taken.unclear
    assert (taken.rows, unclear.written, unclear.lines) == (3, "xã Tân Thạnh", 3)
    assert "Tân Thạnh" in str(unclear)


def test_in_an_area_that_is_named_a_name_may_be_clear(into: Path) -> None:
    rows: list[list[Value]] = [["Họ tên", "Số CCCD", "Ngày sinh", "Xã"], ["An", "087185001234", 1985, "Tân Thạnh"]]
    (taken,) = _taken(xlsx(_plain(rows)[0]), "ds.xlsx", into, within="82")
    assert [areas_on(DAY).communes[code].province for (code,) in read_back(taken.source.path, ("commune",))] == ["82"]


@pytest.mark.parametrize(
    ("name", "area", "expected"),
    [
        ("Thới Tân", "92", "31258"),  # ended on 30 June 2025, in Thới Lai; there is none today
        ("xã Vị Bình", "92", "31465"),  # of Hậu Giang then; now in Vị Thanh 1 of Cần Thơ
        ("Thới Tân", "82", "Thới Tân"),  # its heir lies elsewhere
    ],
)
def test_a_name_of_before_leads_to_its_heir_in_the_area_only(name: str, area: str, expected: str, into: Path) -> None:
    rows: list[list[Value]] = [["Họ tên", "Số CCCD", "Ngày sinh", "Xã"], ["An", "092185001234", 1985, name]]
    (taken,) = _taken(xlsx(_plain(rows)[0]), "ds.xlsx", into, within=area)
    assert read_back(taken.source.path, ("commune",)) == [(expected,)]


@pytest.mark.parametrize(
    "title",
    [
        "DANH SÁCH NHÂN KHẨU XÃ VĨNH TRINH, TP CẦN THƠ NĂM 2025",
        "UBND xã Vĩnh Trinh",
        "Ủy ban nhân dân xã Vĩnh Trinh - thành phố Cần Thơ",
    ],
)
def test_a_list_of_one_commune_may_name_it_in_the_title(title: str, into: Path) -> None:
    rows: list[list[Value]] = [[title], [], ["Họ tên", "Số CCCD", "Ngày sinh"], ["An", "092185001234", 1985]]
    assert _rows(rows, into, ("commune",)) == [("31237",)]


def test_or_in_the_name_of_the_sheet(into: Path) -> None:
    book, _sheet = _plain([["Họ tên", "Số CCCD", "Ngày sinh"], ["An", "092185001234", 1985]], "Xã Vĩnh Trinh")
    (taken,) = _taken(xlsx(book), "ds.xlsx", into)
    assert read_back(taken.source.path, ("commune",)) == [("31237",)]


def test_a_list_that_names_no_commune_at_all_is_refused(into: Path) -> None:
    with pytest.raises(ColumnsMissingError, match="commune"):
        _rows([["Họ tên", "Số CCCD", "Ngày sinh"], ["An", "092185001234", 1985]], into, ("commune",))


CARDS = ["Họ và tên", "Số thẻ BHYT", "Giá trị thẻ từ ngày", "Giá trị thẻ đến ngày", "Nơi cấp"]


def test_cards_are_health_insurance_and_their_place_may_be_a_name(into: Path) -> None:
    rows: list[list[Value]] = [
        CARDS,
        ["An", "gd 4 93 1234567890", 45658.0, "31/12/2025", "BHXH tỉnh Hậu Giang"],
        ["Bình", 123456789.0, "01/01/2025", "Không thời hạn", "Hậu Giang"],
        ["Chi", "DN4921234567890", "01/01/2025", None, 1.0],
    ]
    assert _rows(rows, into, ("scheme", "card", "valid_from", "valid_to", "issued_in"), "spells") == [
        ("bhyt", "GD4931234567890", "2025-01-01", "31/12/2025", "BHXH tỉnh Hậu Giang"),
        ("bhyt", "0123456789", "01/01/2025", "", "93"),
        ("bhyt", "DN4921234567890", "01/01/2025", "", "01"),
    ]


@pytest.mark.parametrize(
    ("title", "scheme"),
    [
        ("DANH SÁCH THAM GIA BHXH TỰ NGUYỆN", "bhxh_voluntary"),
        ("Danh sách lao động tham gia BHXH bắt buộc", "bhxh_compulsory"),
        ("Danh sách tham gia bảo hiểm thất nghiệp tháng 12", "bhtn"),
        ("DANH SÁCH CẤP THẺ BHYT", "bhyt"),
    ],
)
def test_the_title_says_which_scheme_a_list_is_of(title: str, scheme: str, into: Path) -> None:
    rows: list[list[Value]] = [
        [title], ["Họ tên", "Mã số BHXH", "Từ ngày", "Đến ngày"], ["An", "9212345678", "01/01/2025", None]
    ]  # fmt: skip
    assert _rows(rows, into, ("scheme", "valid_to"), "spells") == [(scheme, "")]


def test_a_list_of_no_scheme_or_of_several_needs_the_column(into: Path) -> None:
    for title in ("DANH SÁCH", "DANH SÁCH THAM GIA BHXH BẮT BUỘC, BHTN"):
        rows: list[list[Value]] = [
            [title], ["Họ tên", "Mã số BHXH", "Từ ngày", "Đến ngày"], ["An", "9212345678", "01/01/2025", None]
        ]  # fmt: skip
        with pytest.raises(ColumnsMissingError, match="scheme"):
            _rows(rows, into, ("scheme",), "spells")


def test_files_that_are_no_workbook_are_refused_as_in_every_import(into: Path) -> None:
    for name, content in (
        ("ds.xlsx", b"%PDF-1.7"),
        ("ds.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600),
        ("ds.csv", b"\0" * 9),
    ):
        with pytest.raises(WorkbookError):
            _taken(content, name, into)
    assert not list(into.iterdir())


def test_the_lines_are_loaded_and_what_is_not_clear_is_rejected(tmp_path: Path, into: Path) -> None:
    rows = [list(HEAD), *map(list, PEOPLE), [4, "Võ Thị Bưởi", 1970, "Nữ", "092170001111", None, "H03", "Tân Thạnh"]]
    people = _taken(xlsx(_plain(rows)[0]), "ds.xlsx", into)
    cards: list[list[Value]] = [CARDS, ["An", "GD4929212345678", "01/01/2025", "31/12/2025", None]]
    spells = _taken(xlsx(_plain(cards)[0]), "the.xlsx", into, "spells")
    loaded = load(
        Registers(tmp_path / "registers"),
        [one.source for one in (*people, *spells)],
        as_of=DAY,
        areas=areas_on(DAY),
        codes=Codes({"GD": frozenset({4})}),
        limits=Limits(1, 1),
    )
    counts = loaded.counts
    assert (counts["residents"], counts["spells"]) == (3, 1)
    assert counts["rejected"] == {"residents": {"unknown_commune": 1}, "spells": {}}
