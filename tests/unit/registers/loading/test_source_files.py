"""What source files may look like, and what is said of those that cannot be read."""

import gzip
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ansinh.kernel.errors import InputError, NotFoundError
from ansinh.registers.loading.errors import (
    AmbiguousHeadingError,
    ColumnMissingError,
    DamagedFileError,
    NobodyNamedError,
    NoHeadError,
    NothingToLoadError,
    OpenQuoteError,
    UnknownHeadingError,
)
from tests.unit.registers.loading.conftest import RESIDENTS, SPELLS, Loading, rejected, status, write_csv
from tests.unit.registers.loading.small_registers import rows

VIETNAMESE = (
    ("STT", "Số định danh/CCCD", "Họ và tên", "Ngày sinh", "Giới tính", "Mã xã", "Mã hộ", "Mã đối tượng", "Căn cứ"),
    ("1", "'092 093 000 001", "Ly\u0301  Văn Lâm ", "07/05/1993", "NAM", "92001", "H1", "gd", "QĐ 12"),
)
CARDS = (
    ("Loại hình", "Số thẻ", "Họ và tên", "Từ ngày", "Đến ngày"),
    ("BHYT", "GD4929200000001", "Lý Văn Lâm", "1.1.2026", "31-12-2026"),
    ("BHXH tự nguyện", "9200000001", "Lý Văn Lâm", "20260101", ""),
)


def test_vietnamese_headings_and_words(load_lists: Loading) -> None:
    loaded = load_lists(VIETNAMESE, CARDS)
    row = status(loaded)[92_093_000_001]
    assert (row["name"], row["birth"], row["sex"], row["group"]) == ("Lý Văn Lâm", date(1993, 5, 7), "male", "GD")
    assert (row["household"], row["evidence"]) == ("H1", "QĐ 12")


def test_card_fills_what_the_columns_do_not_say(load_lists: Loading) -> None:
    number_alone, card = sorted(
        rows(load_lists(VIETNAMESE, CARDS).snapshot.directory, "spells"), key=lambda row: str(row["scheme"])
    )
    assert (card["group"], card["benefit"], card["issued_in"], card["bhxh_no"]) == ("GD", 4, "92", 9_200_000_001)
    assert (card["valid_from"], card["valid_to"]) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (number_alone["scheme"], number_alone["bhxh_no"], number_alone["card"]) == (
        "bhxh_voluntary",
        9_200_000_001,
        "",
    )
    assert number_alone["valid_to"] == date(9999, 12, 31)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_however_it_is_separated(load_files: Loading, tmp_path: Path, delimiter: str) -> None:
    loaded = load_files((write_csv(tmp_path / "r.csv", RESIDENTS, delimiter), "residents"))
    assert loaded.counts["residents"] == 2


def test_gzip_and_byte_order_mark(load_files: Loading, tmp_path: Path) -> None:
    plain = write_csv(tmp_path / "r.csv", RESIDENTS).read_text("utf-8")
    packed = tmp_path / "r.csv.gz"
    packed.write_bytes(gzip.compress(plain.encode("utf-8-sig")))
    assert load_files((packed, "residents")).counts["residents"] == 2


def test_directory_of_parquet_files_and_a_csv_beside_it(load_files: Loading, tmp_path: Path) -> None:
    parts = tmp_path / "parts" / "province=92"
    parts.mkdir(parents=True)
    with duckdb.connect() as connection:
        for number in (1, 2):
            connection.execute(
                f"COPY (SELECT 92093000000 + {number} AS person_id, DATE '1993-05-07' AS birth, 92001 AS commune) "
                f"TO '{parts / f'{number}.parquet'}' (FORMAT parquet)"
            )
    more = write_csv(tmp_path / "more.csv", [("person_id", "commune"), ("092093000003", "92002")])
    loaded = load_files((tmp_path / "parts", "residents"), (more, "residents"))
    assert status(loaded).keys() == {92_093_000_001, 92_093_000_002, 92_093_000_003}
    assert [one["rows"] for one in loaded.snapshot.description["ansinh"]["sources"]] == [1, 1, 1]


def test_ids_that_a_program_without_missing_whole_numbers_wrote(load_files: Loading, tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            f"""COPY (SELECT * FROM (VALUES (92093000001::DOUBLE, 'NaN'::DOUBLE, '92001'),
            ('NaN'::DOUBLE, 9200000002::DOUBLE, '92001')) AS t(person_id, bhxh_no, commune)) TO '{path}'"""
        )
    assert status(load_files((path, "residents"))).keys() == {92_093_000_001, -9_200_000_002}


def test_old_commune_codes_lead_to_the_commune_of_the_day(load_lists: Loading) -> None:
    lines = [RESIDENTS[0], ("092093000001", "Lý Văn Lâm", "1993-05-07", "Nam", "31117", "GD")]
    assert status(load_lists(lines))[92_093_000_001]["commune"] == "92001"


def test_line_number_that_the_list_gives(load_lists: Loading) -> None:
    lines = (("17", "092093000001", "00000"), ("18", "092193000002", "92001"))
    loaded = load_lists([("Dòng", "person_id", "commune"), *lines])
    assert rejected(loaded) == [("residents", 17, "unknown_commune", "commune")]


@pytest.mark.parametrize(
    ("head", "error", "names"),
    [
        (("person_id", "commune", "Chiều cao"), UnknownHeadingError, "Chiều cao"),
        (("person_id", "CCCD", "commune"), AmbiguousHeadingError, "CCCD"),
        (("person_id", "name"), ColumnMissingError, "commune"),
        (("commune", "household"), NobodyNamedError, "person_id"),
    ],
)
def test_heading_that_is_wrong(load_lists: Loading, head: tuple[str, ...], error: type[InputError], names: str) -> None:
    line = tuple("Trần Bí Mật" for _ in head)
    with pytest.raises(error) as raised:
        load_lists([head, line])
    text = raised.value.text("en")
    assert "residents.csv" in text
    assert names in text
    assert "Bí Mật" not in text


HEADLESS = (
    ("001090000001", "Trần Bí Mật", "1990-01-01", "Nam", "92001"),
    ("Trần Bí Mật", "001090000001", "Nam", "92001", "Ghi chú"),
)


@pytest.mark.parametrize("line", HEADLESS)
@pytest.mark.parametrize("name", ["r.csv", "r.csv.gz"])
def test_of_a_list_without_headings_nobody_is_named(
    load_files: Loading, tmp_path: Path, line: tuple[str, ...], name: str
) -> None:
    content = write_csv(tmp_path / "plain.csv", [line, line]).read_bytes()
    path = tmp_path / name
    path.write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    with pytest.raises(NoHeadError) as raised:
        load_files((path, "residents"))
    text = raised.value.text("en")
    assert name in text
    assert "person_id" in text
    assert not any(one in text for one in line)


def test_number_among_the_headings_is_told_by_its_place(load_lists: Loading) -> None:
    with pytest.raises(UnknownHeadingError) as raised:
        load_lists([("person_id", "commune", "001090000001"), ("092093000001", "92001", "")])
    assert "column 3" in raised.value.text("en")
    assert "001090000001" not in raised.value.text("en")


NAMES = ("r[1]", "r*", "r?")


@pytest.mark.parametrize("name", NAMES)
def test_csv_whose_name_looks_like_a_pattern(load_files: Loading, tmp_path: Path, name: str) -> None:
    like_it = write_csv(tmp_path / "r1.csv", RESIDENTS[:2])
    itself = write_csv(tmp_path / f"{name}.csv", (RESIDENTS[0], RESIDENTS[2]))
    loaded = load_files((like_it, "residents"), (itself, "residents"))
    assert status(loaded).keys() == {92_093_000_001, 92_193_000_002}
    assert rejected(loaded) == []


@pytest.mark.parametrize("name", NAMES)
def test_parquet_whose_name_looks_like_a_pattern(load_files: Loading, tmp_path: Path, name: str) -> None:
    with duckdb.connect() as connection:
        for number, file in enumerate(("r1", name)):
            connection.execute(
                f"COPY (SELECT 92093000000 + {number} AS person_id, '92001' AS commune) "
                f"TO '{tmp_path / f'{file}.parquet'}' (FORMAT parquet)"
            )
    loaded = load_files((tmp_path / "r1.parquet", "residents"), (tmp_path / f"{name}.parquet", "residents"))
    assert status(loaded).keys() == {92_093_000_000, 92_093_000_001}
    assert [one["rows"] for one in loaded.snapshot.description["ansinh"]["sources"]] == [1, 1]


def test_quotation_mark_that_would_swallow_lines(load_files: Loading, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text('person_id,name,commune\n1,A,92001\n2,"B,92001\n3,C,92001\n', "utf-8")
    with pytest.raises(OpenQuoteError, match=r"r\.csv.*3"):
        load_files((path, "residents"))


def damaged_files(directory: Path) -> list[Path]:
    text = "person_id,commune\n" + "092093000001,92001\n" * 50000
    whole = directory / "whole.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT range AS person_id, '92001' AS commune FROM range(5000)) TO '{whole}'")
    contents = {
        "cut.parquet": whole.read_bytes()[:-20],
        "middle.parquet": whole.read_bytes()[:2000] + bytes(500) + whole.read_bytes()[2500:],
        "cut.csv.gz": gzip.compress(text.encode())[:-30],
        "other.csv": text.encode("utf-16"),
        "empty.csv": b"",
    }
    for name, content in contents.items():
        (directory / name).write_bytes(content)
    return [directory / name for name in contents]


@pytest.mark.parametrize("number", range(5))
def test_damaged_file_is_refused_and_nothing_stays(load_files: Loading, tmp_path: Path, number: int) -> None:
    path = damaged_files(tmp_path)[number]
    with pytest.raises(InputError) as raised:
        load_files((path, "residents"))
    assert path.name in raised.value.text("en")
    assert "092093000001" not in raised.value.text("en")
    assert [one for one in (tmp_path / "registers").glob("*") if one.is_dir()] == []


def test_file_that_is_not_there(load_files: Loading, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        load_files((tmp_path / "none.parquet", "residents"))


def test_spells_without_residents(load_files: Loading, tmp_path: Path) -> None:
    with pytest.raises(NothingToLoadError):
        load_files((write_csv(tmp_path / "s.csv", SPELLS), "spells"))


def test_damaged_is_said_before_anything_is_read(load_files: Loading, tmp_path: Path) -> None:
    good = write_csv(tmp_path / "r.csv", RESIDENTS)
    with pytest.raises(DamagedFileError):
        load_files((good, "residents"), (damaged_files(tmp_path)[0], "spells"))
