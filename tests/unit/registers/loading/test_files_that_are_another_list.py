"""What is said of a file that is empty, is the other list, or whose columns do not suffice."""

import gzip
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from ansinh.registers.loading.errors import (
    AmbiguousHeadingError,
    AreasChangedError,
    ColumnMissingError,
    EmptyFileError,
    ListsExchangedError,
    NotLaterError,
    UnknownHeadingError,
)
from ansinh.registers.loading.headings import columns_called, recognised
from ansinh.registers.schema import COLUMNS, RegisterName
from tests.unit.registers.loading.conftest import RESIDENTS, SPELLS, Lines, Loading, write_csv
from tests.unit.registers.loading.small_registers import DAY

OFFICERS_RESIDENTS = ("Số CCCD", "Mã số BHXH", "Họ tên", "Ngày sinh", "Giới tính", "Mã xã", "Mã đối tượng")
OFFICERS_CARDS = ("Họ tên", "Mã số BHXH", "Số thẻ", "Mã đối tượng", "Hạn thẻ từ", "Hạn thẻ đến", "Nơi cấp")
ONLY_OF_CARDS = ("Loại hình", "Số thẻ", "Từ ngày", "Đến ngày")
EXCHANGED: list[tuple[Sequence[str], RegisterName]] = [
    (OFFICERS_CARDS, "residents"),
    (ONLY_OF_CARDS, "residents"),
    (SPELLS[0], "residents"),
    (OFFICERS_RESIDENTS, "spells"),
    (RESIDENTS[0], "spells"),
]


@pytest.mark.parametrize(("head", "given_as"), EXCHANGED)
def test_the_other_list_is_said_to_be_exchanged(head: Sequence[str], given_as: RegisterName) -> None:
    with pytest.raises(ListsExchangedError) as raised:
        recognised("ds.csv", given_as, head)
    assert "ds.csv" in raised.value.text("en")
    assert "The two lists seem to be exchanged" in raised.value.text("en")


@pytest.mark.parametrize("given_as", ["residents", "spells"])
def test_exchanged_files_are_recognised_in_csv_and_parquet(
    load_files: Loading, tmp_path: Path, given_as: RegisterName
) -> None:
    other: Lines = SPELLS if given_as == "residents" else RESIDENTS
    text = write_csv(tmp_path / "list.csv", other)
    table = tmp_path / "list.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"COPY (FROM read_csv('{text}', all_varchar = true)) TO '{table}' (FORMAT parquet)")
    for path in (text, table):
        with pytest.raises(ListsExchangedError):
            load_files((path, given_as))


def test_a_list_of_residents_with_their_cards_is_no_list_of_cards() -> None:
    head = ("Họ tên", "Mã xã", "Loại hình", "Số thẻ", "Từ ngày", "Đến ngày", "Nơi cấp", "Mức hưởng")
    with pytest.raises(UnknownHeadingError):
        recognised("ds.csv", "residents", head)


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"\xef\xbb\xbf", gzip.compress(b"", mtime=0)],
    ids=["nothing", "an empty line", "a mark of bytes", "nothing packed"],
)
@pytest.mark.parametrize("name", ["r.csv", "r.parquet"])
def test_an_empty_file_is_said_to_be_empty(load_files: Loading, tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(EmptyFileError):
        load_files((path, "residents"))


@pytest.mark.parametrize("register", ["residents", "spells"])
def test_every_column_is_called_as_officers_head_it_and_by_its_name(register: RegisterName) -> None:
    said = columns_called(register)
    assert all(f"{one.headings[0]} ({one.name})" in said for one in COLUMNS[register])


WRONG = [
    (("Họ tên", "Mã xã", "Chiều cao"), UnknownHeadingError, "Số định danh/CCCD (person_id), Mã số BHXH (bhxh_no)"),
    (("Họ tên", "Mã xã", "CCCD", "Căn cước"), AmbiguousHeadingError, "Số định danh/CCCD (person_id)"),
    (("Họ tên", "Số CCCD"), ColumnMissingError, "Mã xã (commune)"),
]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("head", "error", "said"), WRONG, ids=[error.__name__ for _head, error, _said in WRONG])
def test_columns_are_named_in_vietnamese_in_either_language(
    head: tuple[str, ...],
    error: type[UnknownHeadingError | AmbiguousHeadingError | ColumnMissingError],
    said: str,
    language: str,
) -> None:
    with pytest.raises(error) as raised:
        recognised("ds.csv", "residents", head)
    assert said in raised.value.text("vi" if language == "vi" else "en")


def test_days_are_written_as_in_tables() -> None:
    for error in (NotLaterError(DAY, DAY), AreasChangedError("2026-05-31", DAY, ["92001"])):
        assert "30/6/2026" in error.text("en")
        assert DAY.isoformat() not in error.text("en")
