"""What an officer is told of a list that is empty, is the other one, or has nobody in it."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ansinh.registers.loading.errors import EmptyFileError, ListsExchangedError
from ansinh.registers.schema import RegisterName
from ansinh.reviews.errors import ColumnsMissingError, HeadingTwiceError, NobodyListedError, NoListError
from ansinh.reviews.lists.taking import take_lists
from tests.corpus.workbooks.sheets import Book
from tests.corpus.workbooks.writers import csv_text, xlsx
from tests.integration.reviews.officers_lists import DAY

pytestmark = pytest.mark.django_db

RESIDENTS = (
    ("Số CCCD", "Mã số BHXH", "Họ tên", "Ngày sinh", "Giới tính", "Mã xã"),
    ("092080000001", "9200000001", "Nguyễn Văn An", "01/02/1980", "Nam", "31135"),
)
CARDS = (
    ("Họ tên", "Mã số BHXH", "Số thẻ", "Giá trị từ", "Giá trị đến"),
    ("Nguyễn Văn An", "9200000001", "GD4929200000001", "01/01/2026", "31/12/2026"),
)
Taking = Callable[..., object]


@pytest.fixture(params=["ds.xlsx", "ds.csv"])
def take(request: pytest.FixtureRequest, tmp_path: Path) -> Taking:
    into = tmp_path / "private"
    into.mkdir(mode=0o700)

    def run(rows: Sequence[Sequence[str]], register: RegisterName = "residents") -> object:
        book = Book()
        sheet = book.sheet("DS")
        sheet.lines(0, [list(row) for row in rows])
        path = tmp_path / request.param
        path.write_bytes(xlsx(book) if path.suffix == ".xlsx" else csv_text(sheet).encode())
        return take_lists(path, register, day=DAY, into=into)

    return run


@pytest.mark.parametrize(("rows", "given_as"), [(CARDS, "residents"), (RESIDENTS, "spells")])
def test_the_other_list_is_said_to_be_exchanged(
    take: Taking, rows: Sequence[Sequence[str]], given_as: RegisterName
) -> None:
    with pytest.raises(ListsExchangedError) as raised:
        take(rows, given_as)
    assert "The two lists seem to be exchanged" in raised.value.text("en")
    assert "Nguyễn" not in raised.value.text("en")


def test_a_list_of_cards_without_numbers_is_exchanged_too(take: Taking) -> None:
    with pytest.raises(ListsExchangedError):
        take([("Số thẻ", "Giá trị từ", "Giá trị đến"), ("GD4929200000001", "01/01/2026", "31/12/2026")])


def test_a_list_without_a_commune_lacks_only_that(take: Taking) -> None:
    with pytest.raises(ColumnsMissingError, match="Mã xã"):
        take([row[:5] for row in RESIDENTS])


def test_of_a_text_file_no_sheet_is_spoken(tmp_path: Path, take: Taking) -> None:
    with pytest.raises(NoListError) as raised:
        take([("Tên hàng", "Số lượng", "Đơn giá"), ("Giấy", "3", "5")])
    is_text = (tmp_path / "ds.csv").exists()
    assert ("sheet" in raised.value.text("en")) is not is_text
    assert ("trang tính" in raised.value.text("vi")) is not is_text
    assert "Số định danh/CCCD" in raised.value.text("vi")


def test_headings_without_anybody_below_them_are_known(take: Taking) -> None:
    with pytest.raises(NobodyListedError):
        take(RESIDENTS[:1])


def test_a_heading_that_stands_twice_is_named_as_officers_name_it(take: Taking) -> None:
    with pytest.raises(HeadingTwiceError) as raised:
        take([(*RESIDENTS[0], "Căn cước"), (*RESIDENTS[1], "")])
    assert "A, G" in raised.value.text("vi")
    assert "Số định danh/CCCD (person_id)" in raised.value.text("vi")


@pytest.mark.parametrize("name", ["ds.csv", "ds.xlsx", "ds.xls", "ds.ods"])
@pytest.mark.parametrize("content", [b"", b" \r\n"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(EmptyFileError):
        take_lists(path, "residents", day=DAY, into=tmp_path)
