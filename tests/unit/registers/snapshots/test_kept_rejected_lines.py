"""Lines that were not taken are read back from beside the snapshot, whatever they hold."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from ansinh.registers.loading import Source, load
from ansinh.registers.snapshots.layout import DESCRIPTION
from ansinh.registers.snapshots.rejected import NoReasonError, RejectedLine, rejected_lines
from ansinh.registers.snapshots.store import Registers, Snapshot
from tests.unit.registers.loading.small_registers import AREAS, CODES, DAY, LIMITS

LINES = """\
Số định danh,Họ và tên,Mã xã
092093000001,Lý Văn Lâm,92001
092193000002,Nguyễn Thị Hòa,99999
092193000003,Nguyễn Thị Huệ
"""
BROKEN = "092193000003,Nguyễn Thị Huệ"


@pytest.fixture
def store(tmp_path: Path) -> Registers:
    return Registers(tmp_path / "registers")


def loaded(store: Registers, text: str, before: Snapshot | None = None) -> Snapshot:
    file = store.directory.parent / "residents.csv"
    file.write_text(text, encoding="utf-8")
    day = DAY + timedelta(31) if before else DAY
    sources = [Source(file, "residents")]
    return load(store, sources, as_of=day, areas=AREAS, codes=CODES, before=before, limits=LIMITS).snapshot


def test_a_broken_line_is_its_text_and_others_are_their_cells(store: Registers, tmp_path: Path) -> None:
    wrong, broken = rejected_lines(loaded(store, LINES), temp=tmp_path)
    assert (wrong.reason, wrong.field, wrong.value) == ("unknown_commune", "commune", "99999")
    assert json.loads(wrong.text) == wrong.row
    assert (broken.reason, broken.field, broken.value) == ("broken_line", "", "")
    assert broken.text.strip() == BROKEN


def test_of_a_change_only_its_own_lines_are_given(store: Registers) -> None:
    whole = loaded(store, LINES)
    change = loaded(store, LINES.replace("99999", "88888"), whole)
    assert [one.value for one in rejected_lines(change, "unknown_commune")] == ["88888"]
    assert [one.value for one in rejected_lines(whole, "unknown_commune")] == ["99999"]


def test_a_register_without_rejected_lines_gives_none(store: Registers) -> None:
    assert rejected_lines(loaded(store, "\n".join(LINES.splitlines()[:2]))) == []


def test_a_reason_that_nobody_gives_is_refused_one_of_an_older_program_is_not(store: Registers) -> None:
    snapshot = loaded(store, LINES)
    with pytest.raises(NoReasonError):
        rejected_lines(snapshot, "of_1999")
    about = json.loads((snapshot.directory / DESCRIPTION).read_text("utf-8"))
    about["ansinh"]["counts"]["rejected"]["residents"]["of_1999"] = 1
    (snapshot.directory / DESCRIPTION).write_text(json.dumps(about), "utf-8")
    assert rejected_lines(store.snapshot(), "of_1999") == []
    assert RejectedLine("residents", 0, 1, "of_1999", "birth", {}).meaning == "of_1999"


def test_what_stands_in_a_column_is_found_by_any_of_its_headings() -> None:
    line = RejectedLine("residents", 0, 1, "unknown_commune", "commune", {"ho ten": "Lý Văn Lâm", "MÃ XÃ": 99999})
    assert line.value == "99999"
