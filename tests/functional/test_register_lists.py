"""`ansinh register uninsured, rejected, publish, reconcile`: whom to visit, masked or not; into the ledger."""

import csv
import gzip
import json
import stat
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ansinh.cli.exit_codes import KINDS
from ansinh.kernel.errors import ConflictError, InputError, NotFoundError
from tests.conftest import Program
from tests.functional.a_small_register import JULY, JUNE, RURAL, SOUTH, WARD, load_both

PURPOSE = ("--purpose", "Vận động tham gia BHYT hộ gia đình tháng 7", "--by", "lan")
IDENTIFYING = ("Bình", "092180000002", "9200000002", "HGĐ-0001", "15/3/1980", "1980-03-15")


@pytest.fixture(scope="module")
def ansinh(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return load_both(tmp_path_factory.mktemp("registers"))


def listed(ansinh: Program, *words: object, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ansinh("register", *words, "--format", "json", **more).out)
    return found


def test_the_uninsured_are_masked_unless_a_purpose_is_given(ansinh: Program) -> None:
    for form in ("table", "csv", "json"):
        shown = ansinh("register", "uninsured", WARD, "--snapshot", JUNE, "--format", form).out
        assert not any(word in shown for word in IDENTIFYING)
        assert "092*****0002" in shown
        assert "T. T. B." in shown
    shown = ansinh("register", "uninsured", WARD, "--snapshot", JUNE, *PURPOSE).out
    assert all(word in shown for word in ("Trần Thị Bình", "092180000002", "HGĐ-0001", "15/3/1980"))


def test_it_says_that_names_are_masked_and_how_to_see_them(ansinh: Program) -> None:
    shown = ansinh("register", "uninsured", "Ninh Kiều", "--snapshot", JUNE, language="en").out
    assert "Names and numbers are masked. To see them: --purpose" in shown
    openly = ansinh("register", "uninsured", "Ninh Kiều", "--snapshot", JUNE, *PURPOSE, language="en").out
    assert "recorded in the audit log" in openly
    assert listed(ansinh, "uninsured", WARD)["masked"] is True
    assert listed(ansinh, "uninsured", WARD, *PURPOSE)["masked"] is False
    assert {one["evidence"] for one in listed(ansinh, "uninsured", WARD)["rows"]} == {""}
    assert "Sổ hộ" in {
        one["evidence"] for one in listed(ansinh, "uninsured", WARD, "--snapshot", JUNE, *PURPOSE)["rows"]
    }


REFUSED = (
    ("--purpose", "Vận động tham gia BHYT"),
    ("--by", "lan"),
    ("--purpose", "xem", "--by", "lan"),
    ("--purpose", "   ", "--by", "lan"),
    ("--purpose", "Tra cứu người có số 092180000002 ở xã", "--by", "lan"),
)


@pytest.mark.parametrize("words", REFUSED, ids=[" ".join(words) for words in REFUSED])
def test_a_purpose_that_says_nothing_shows_nothing(ansinh: Program, words: tuple[str, ...]) -> None:
    refusal = ansinh("register", "uninsured", WARD, "--snapshot", JUNE, *words, code=KINDS[InputError])
    assert refusal.out == ""
    assert "092180000002" not in refusal.err


def test_households_stand_in_the_order_of_outreach_with_the_reason(ansinh: Program) -> None:
    found = listed(ansinh, "uninsured", WARD, "--snapshot", JUNE, *PURPOSE)
    assert [(one["visit"], one["name"], one["reason"], one["lapsed_on"]) for one in found["rows"]] == [
        (1, "Nguyễn Ngọc Chi", "never", None),
        (1, "Trần Thị Bình", "lapsed", "2026-05-31"),
        (2, "Phạm Thị Em", "never", None),
    ]
    assert (found["residents"], found["uninsured"], found["households_left"]) == (5, 3, 0)
    (changed,) = listed(ansinh, "uninsured", RURAL, "--snapshot", JUNE)["rows"]
    assert (changed["reason"], changed["last_group"], changed["group"]) == ("changed_group", "GD", "CN")


def test_a_capacity_and_an_order_are_kept_to(ansinh: Program) -> None:
    asked = ("uninsured", WARD, "--snapshot", JUNE, "--order", "uninsured,state_share")
    found = listed(ansinh, *asked, "--capacity", "1")
    assert [one["visit"] for one in found["rows"]] == [1, 1]
    assert (found["households_left"], found["persons_left"]) == (1, 1)
    shown = ansinh("register", *asked, "--capacity", "1", language="en").out
    assert "Beyond the capacity: households 1, persons in them 1." in shown
    assert "capacity" in ansinh("register", *asked, "--capacity", "0", language="en").out
    refusal = ansinh("register", "uninsured", WARD, "--order", "age", language="en", code=KINDS[InputError])
    assert "paid_by_state" in refusal.err


def test_where_all_are_insured_it_says_what_to_look_at_next(ansinh: Program) -> None:
    shown = ansinh("register", "uninsured", SOUTH, language="en").out
    assert "Residents of Dam Doi Commune: 2; on 31/7/2026 all are insured." in shown
    assert f"ansinh register lapses --within {SOUTH}" in shown
    nobody = ansinh("register", "uninsured", "31120", language="en").out
    assert "no residents of" in nobody


def test_a_unit_that_is_no_commune_is_refused_and_said_to_be_none(ansinh: Program) -> None:
    province = ansinh("register", "uninsured", "Cà Mau", language="en", code=KINDS[InputError]).err
    assert "Ca Mau (province) is no commune" in province
    assert "ansinh places find --level commune --within 96" in province
    office = ansinh("register", "uninsured", "bhxh-92", language="en", code=KINDS[InputError]).err
    assert "(office) is no commune" in office
    unknown = ansinh("register", "uninsured", "Atlantis", language="en", code=KINDS[NotFoundError]).err
    assert "No unit is called “Atlantis”" in unknown


def test_an_exported_list_keeps_ids_as_text_and_is_only_its_owners(ansinh: Program, tmp_path: Path) -> None:
    export = ("register", "uninsured", WARD, "--snapshot", JUNE, "--export")
    ansinh(*export, tmp_path / "masked.csv")
    ansinh(*export, tmp_path / "open.xlsx", *PURPOSE)
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o600 for one in tmp_path.iterdir())
    masked = (tmp_path / "masked.csv").read_text(encoding="utf-8-sig")
    assert len(masked.splitlines()) == 4
    assert not any(word in masked for word in IDENTIFYING)
    page = openpyxl.load_workbook(tmp_path / "open.xlsx").active
    assert page is not None
    cells = [cell.value for row in page.iter_rows() for cell in row]
    assert "092180000002" in cells
    assert "Trần Thị Bình" in cells


def test_what_excel_would_compute_is_made_text(ansinh: Program, tmp_path: Path) -> None:
    residents = f"Họ tên,Mã hộ,Mã xã\n=1+1,@SUM(A1),{WARD}\n"
    (tmp_path / "cu-tru.csv").write_text(residents, encoding="utf-8")
    ansinh("register", "load", "--residents", tmp_path / "cu-tru.csv", "--as-of", "2025-12-31")
    asked = ("register", "uninsured", WARD, "--snapshot", "2025-12-31", *PURPOSE)
    ansinh(*asked, "--export", tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["name"], row["household"]) == ("'=1+1", "'@SUM(A1)")


def test_rejected_lines_are_listed_with_their_reason_and_masked(ansinh: Program, tmp_path: Path) -> None:
    found = listed(ansinh, "rejected", JUNE)
    assert [(one["file"], one["line"], one["reason"], one["value"]) for one in found["rows"]] == [
        ("cu-tru.csv", 12, "unknown_commune", "99999"),
        ("the.csv", 11, "ends_before_begins", "01/01/2026"),
    ]
    masked = ansinh("register", "rejected", JUNE, "--format", "csv").out
    assert "Lạc Đường" not in masked
    assert "092077000011" not in masked
    ansinh("register", "rejected", JUNE, "--export", tmp_path / "rejected.csv", *PURPOSE)
    assert "Lạc Đường" in (tmp_path / "rejected.csv").read_text(encoding="utf-8-sig")
    assert stat.S_IMODE((tmp_path / "rejected.csv").stat().st_mode) == 0o600


def test_broken_lines_and_columns_out_of_place_are_listed_and_show_nobody(ansinh: Program, tmp_path: Path) -> None:
    lines = "Họ tên,Mã xã,Mã đối tượng\nLạc Đường\nGD,Trần Thị Bình,31135\nHồ Khoa,31135,GD\n"
    (tmp_path / "cu-tru.csv.gz").write_bytes(gzip.compress(lines.encode()))
    ansinh("register", "load", "--residents", tmp_path / "cu-tru.csv.gz", "--as-of", "2025-11-30")
    masked = ansinh("register", "rejected", "2025-11-30", "--format", "csv").out
    assert "broken_line" in masked
    assert "unknown_commune" in masked
    assert "Lạc" not in masked
    assert "Trần" not in masked
    openly = listed(ansinh, "rejected", "2025-11-30", *PURPOSE)["rows"]
    shown = {one["reason"]: (one["value"], one["row"]) for one in openly}
    assert shown["unknown_commune"][0] == "Trần Thị Bình"
    assert "Lạc Đường" in shown["broken_line"][1]


def test_rejected_lines_of_one_reason_or_of_none(ansinh: Program) -> None:
    (one,) = listed(ansinh, "rejected", JUNE, "--reason", "unknown_commune")["rows"]
    assert one["field"] == "commune"
    none = ansinh("register", "rejected", JULY, "--reason", "unknown_scheme", language="en").out
    assert "Every line was taken" in none
    ansinh("register", "rejected", "--reason", "nonsense", code=KINDS[InputError])


def test_counts_go_into_the_ledger_and_reported_figures_are_reconciled(ansinh: Program) -> None:
    checked = ansinh("register", "publish", "92", "--snapshot", JUNE, "--by", "lan", "--check", language="en").out
    assert "nothing to mend" in checked
    done = listed(ansinh, "publish", "92", "--snapshot", JUNE, "--whole", "--by", "lan")
    assert done["submission"] == 1
    assert "2026-06-30" in done["document"]
    ansinh("register", "publish", "92", "--snapshot", JUNE, "--whole", "--by", "lan", code=KINDS[ConflictError])
    ansinh("register", "reconcile", "92", "--snapshot", JUNE, code=KINDS[NotFoundError])  # not approved yet
    bridge = listed(ansinh, "reconcile", "92", "--snapshot", JUNE, "--draft")
    steps = {one["what"]: one["persons"] for one in bridge["rows"]}
    last = steps.pop("residents_insured")
    assert sum(steps.values()) == last == 4
    assert steps["issued_elsewhere"] == 1  # Hạnh's card is of 79
    shown = ansinh("register", "reconcile", "92", "--snapshot", JUNE, "--draft", language="en").out
    assert "Health insurance on 30/6/2026: Can Tho, reported and by the register" in shown
    assert "+1" in shown
