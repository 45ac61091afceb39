"""`ansinh register simulate, load, snapshots, describe, reasons`: lists go in, whole or not at all."""

import gzip
import json
import re
import shutil
import stat
from pathlib import Path

import pytest
import xlsxwriter

from ansinh.cli.exit_codes import KINDS, USAGE
from ansinh.kernel.errors import ConflictError, InputError, NotFoundError
from ansinh.registers.schema import REASONS, WARNINGS
from tests.conftest import Program
from tests.functional.a_small_register import JULY, JUNE, RESIDENTS, RURAL, WARD, program_at, write_lists


@pytest.fixture(scope="module")
def ansinh(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program with its ledger and no register."""
    ansinh = program_at(tmp_path_factory.mktemp("registers") / "home")
    ansinh("setup")
    return ansinh


@pytest.fixture(autouse=True)
def _no_register(ansinh: Program) -> None:
    shutil.rmtree(ansinh.home / "registers", ignore_errors=True)


def test_without_a_register_every_command_says_what_to_do(ansinh: Program) -> None:
    for words in (("coverage",), ("uninsured", WARD), ("lapses",), ("criterion",), ("describe",), ("rejected",)):
        refusal = ansinh("register", *words, language="en", code=KINDS[NotFoundError])
        assert "ansinh register load" in refusal.err
        assert "ansinh register simulate" in refusal.err
    assert "ansinh register load" in ansinh("register", "snapshots", language="en").out


def test_a_load_says_what_was_taken_and_what_was_not(ansinh: Program, tmp_path: Path) -> None:
    lists = write_lists(tmp_path)
    done = ansinh("register", "load", *lists, "--as-of", "30/6/2026", language="en")
    said = " ".join(done.out.split())
    assert "Register 2026-06-30, as of 30/6/2026: residents 10, times of insurance taken 9." in said
    assert "1 list of residents unknown_commune" in said
    assert "1 list of the insured ends_before_begins" in said
    assert "ansinh register rejected 2026-06-30" in said
    assert re.search(r"\(\d+ s\)\n", done.err)  # a line for each stage, where there is no terminal
    assert "Lạc Đường" not in done.out + done.err
    again = ansinh("register", "load", *lists, "--as-of", JUNE, language="en").out
    assert "there already" in again


def test_counts_are_given_to_programs(ansinh: Program, tmp_path: Path) -> None:
    counts = json.loads(ansinh("register", "load", *write_lists(tmp_path), "--as-of", JUNE, "--format", "json").out)
    assert (counts["snapshot"], counts["new"], counts["residents"], counts["spells"]) == (JUNE, True, 10, 9)
    assert counts["rejected"]["residents"] == {"unknown_commune": 1}
    described = json.loads(ansinh("register", "describe", "--format", "json").out)
    assert {one["name"] for one in described["resources"]} >= {"status", "spells", "rejected"}
    (line,) = ansinh("register", "snapshots", "--format", "csv").out.splitlines()[1:]
    assert line == f"{JUNE},{JUNE},,10,9,2,0,0,in_use,"


def test_a_register_is_described_with_its_sources(ansinh: Program, tmp_path: Path) -> None:
    ansinh("register", "load", *write_lists(tmp_path), "--as-of", JUNE)
    shown = ansinh("register", "describe", language="en").out
    for said in ("Register: 2026-06-30 (a whole list)", "cu-tru.csv", "the.csv", "unknown_commune"):
        assert said in shown


def test_only_the_owner_may_enter_a_register(ansinh: Program, tmp_path: Path) -> None:
    ansinh("register", "load", *write_lists(tmp_path), "--as-of", JUNE)
    home = ansinh.home / "registers"
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o700 for one in (home, home / JUNE))
    assert all(stat.S_IMODE(one.stat().st_mode) & 0o077 == 0 for one in home.rglob("*"))


def test_an_officers_workbook_is_a_list_like_any_other(ansinh: Program, tmp_path: Path) -> None:
    book = tmp_path / "cu-tru.xlsx"
    with xlsxwriter.Workbook(book) as workbook:
        page = workbook.add_worksheet("Nhân khẩu")
        page.write(0, 0, "DANH SÁCH NHÂN KHẨU THƯỜNG TRÚ")
        for row, line in enumerate(RESIDENTS.splitlines(), 3):
            for column, cell in enumerate(line.split(",")):
                page.write_string(row, column, cell)
        page.write(15, 2, "Người lập biểu")
    _residents, _file, *spells = write_lists(tmp_path)
    said = ansinh("register", "load", "--residents", book, *spells, "--as-of", JUNE, language="en").out
    assert "residents 10, times of insurance taken 9" in said
    assert "cu-tru.xlsx [Nhân khẩu]" in said
    assert "rejected" in said


def test_a_list_that_is_no_utf_8_is_read_as_officers_lists_are(ansinh: Program, tmp_path: Path) -> None:
    text = f"Họ tên;Ngày sinh;Mã xã\nNguyễn Văn An;01/02/1980;{WARD}\n"
    (tmp_path / "cu-tru.csv").write_bytes(text.encode("utf-16"))
    said = ansinh("register", "load", "--residents", tmp_path / "cu-tru.csv", "--as-of", JUNE, language="en").out
    assert "residents 1," in said


def test_changes_are_loaded_on_top_of_a_register(ansinh: Program, tmp_path: Path) -> None:
    ansinh("register", "load", *write_lists(tmp_path / "whole"), "--as-of", JUNE)
    born = f"Số định danh,Họ và tên,Ngày sinh,Giới tính,Mã xã\n092326000012,Lê Ngọc Mai,05/07/2026,Nữ,{WARD}\n"
    card = "Loại hình,Số định danh,Từ ngày,Đến ngày\nBHYT,092326000012,05/07/2026,04/07/2032\n"
    changes = write_lists(tmp_path / "changes", born, card)
    ansinh("register", "load", *changes, "--as-of", JULY, "--changes-to", JUNE)
    (found,) = ansinh("register", "coverage", "--level", "whole", "--format", "csv").out.splitlines()[1:]
    assert ",11,6,5," in found  # one more resident, insured; Dũng's card has ended
    (_june, line) = ansinh("register", "snapshots", "--format", "csv").out.splitlines()[1:]
    assert line.startswith(f"{JULY},{JULY},{JUNE},11,1,")
    unknown = ("--as-of", JULY, "--changes-to", "2020-01-01")
    ansinh("register", "load", *changes, *unknown, code=KINDS[NotFoundError])


def test_reasons_are_explained_in_both_languages(ansinh: Program) -> None:
    shown = {language: ansinh("register", "reasons", language=language).out for language in ("vi", "en")}
    assert shown["vi"] != shown["en"]
    assert all(code in text for text in shown.values() for code in (*REASONS, *WARNINGS))


def test_an_invented_province_is_made_loaded_and_changed_after_what_simulate_says(
    ansinh: Program, tmp_path: Path
) -> None:
    wanted = ("--persons", "400", "--seed", "7", "--province", "Cần Thơ", "--as-of", JUNE, "--months", "1")
    made = ansinh("register", "simulate", *wanted, "--changes", "0.05", "-o", tmp_path / "made", language="en").out
    assert "All of it is invented." in made
    loads = re.findall(r"^ +ansinh (register load .+)$", made, re.MULTILINE)
    assert len(loads) == 2
    for load in loads:
        ansinh(*load.split())
    names = [line.partition(",")[0] for line in ansinh("register", "snapshots", "--format", "csv").out.splitlines()]
    assert names == ["snapshot", JUNE, JULY]
    moved = ansinh("register", "movement", JUNE, JULY, language="en").out
    assert "insured after." in moved
    again = ("register", "simulate", *wanted, "-o", tmp_path / "made")
    ansinh(*again, code=KINDS[ConflictError])


WRONG = (
    (("load", "--as-of", JUNE), KINDS[InputError]),
    (("load", "--residents", "nowhere.csv", "--as-of", JUNE), USAGE),
    (("load", "--residents", __file__, "--as-of", "soon"), KINDS[InputError]),
    (("simulate", "--persons", "10", "--whole-after", "-o", "x"), KINDS[InputError]),
    (("simulate", "--persons", "0", "-o", "x"), USAGE),
    (("simulate", "--persons", "10", "--province", "Atlantis", "-o", "x"), KINDS[NotFoundError]),
)


@pytest.mark.parametrize(("words", "code"), WRONG, ids=[" ".join(words[:3]) for words, _code in WRONG])
def test_what_cannot_be_loaded_or_made_is_refused(ansinh: Program, words: tuple[str, ...], code: int) -> None:
    refusal = ansinh("register", *words, code=code)
    assert "Traceback" not in refusal.err
    assert refusal.out == ""


def test_a_heading_that_is_not_known_is_told_and_of_a_packed_file_refused(ansinh: Program, tmp_path: Path) -> None:
    text = RESIDENTS.replace("Mã hộ", "Màu tóc")
    (tmp_path / "cu-tru.csv").write_text(text, encoding="utf-8")
    asked = ("register", "load", "--as-of", "2026-06-29", "--residents")
    said = ansinh(*asked, tmp_path / "cu-tru.csv", language="en").out
    assert "cu-tru.csv: columns that are not used: Màu tóc." in said
    (tmp_path / "cu-tru.csv.gz").write_bytes(gzip.compress(text.encode()))
    refusal = ansinh(*asked, tmp_path / "cu-tru.csv.gz", language="en", code=KINDS[InputError])
    assert "cu-tru.csv.gz" in refusal.err
    assert "Màu tóc" in refusal.err
    assert "Nguyễn" not in refusal.err
    assert [one.name for one in (ansinh.home / "registers").glob("2026*")] == ["2026-06-29"]


def test_text_saved_from_a_spreadsheet_has_its_zeros_and_communes_again(ansinh: Program, tmp_path: Path) -> None:
    """As Excel saves it: numbers without zeros in front, communes by name."""
    lines = ["Số CCCD,Mã số BHXH,Họ tên,Ngày sinh,Xã/Phường", "1185001234,112345699,A,07/03/1985,phường Ninh Kiều"]
    (tmp_path / "cu-tru.csv").write_text("\n".join([*lines, "92193000002,,B,,Cờ Đỏ"]), encoding="utf-8")
    cards = "Loại hình,Số CCCD,Mã số BHXH,Từ ngày,Đến ngày\n"
    cards += "BHYT,1185001234,,1/1/2026,31/12/2026\nBHYT,92193000002,,1/1/2026,31/12/2026\n"
    (tmp_path / "the.csv").write_text(cards, encoding="utf-8")
    lists = ("--residents", tmp_path / "cu-tru.csv", "--spells", tmp_path / "the.csv")
    ansinh("register", "load", *lists, "--as-of", "2026-06-28", "--within", "Cần Thơ")
    found = ansinh("register", "coverage", "2026-06-28", "--level", "commune", "--format", "csv").out
    assert [line.split(",")[:1] + line.split(",")[2:4] for line in found.splitlines()[1:]] == [
        [WARD, "1", "1"],
        [RURAL, "1", "1"],
    ]


def test_leftovers_of_a_dead_load_are_shown_and_removed(ansinh: Program) -> None:
    dead = ansinh.home / "registers" / ".building-dead"
    dead.mkdir(parents=True)
    assert json.loads(ansinh("register", "snapshots", "--format", "json").out)["leftovers"] == [dead.name]
    ansinh("register", "snapshots", "--remove-leftovers")
    assert not dead.exists()
