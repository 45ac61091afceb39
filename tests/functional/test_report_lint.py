"""`ansinh report lint FILE.docx` as an officer runs it."""

import json
from pathlib import Path
from typing import Any

import pytest

from ansinh.cli.exit_codes import FAULTS_FOUND, KINDS
from ansinh.kernel.errors import InputError
from tests.unit.documents.lint.officers import PARTY, STATE, Sheet, made

Program = Any


@pytest.fixture
def saved(tmp_path: Path) -> Any:
    def save(sheet: Sheet) -> Path:
        path = tmp_path / "bao-cao.docx"
        path.write_bytes(made(sheet))
        return path

    return save


def test_a_document_as_the_decree_wants_it_is_said_to_be_so(program: Program, saved: Any) -> None:
    assert "30/2020/NĐ-CP" in program("report", "lint", saved(STATE)).out
    assert "05-HD/VPTW" in program("report", "lint", saved(PARTY), language="en").out


def test_faults_are_listed_with_their_clause(program: Program, saved: Any) -> None:
    file = saved(STATE.looking("motto", size=12.5))
    shown = program("report", "lint", file, code=FAULTS_FOUND).out
    assert "12,5 pt" in shown
    assert "13–14 pt" in shown
    assert "II.1.b" in shown
    assert "12.5 pt" in program("report", "lint", file, language="en", code=FAULTS_FOUND).out


def test_faults_are_given_to_programs(program: Program, saved: Any) -> None:
    file = saved(STATE.saying("signer", "TS. Nguyễn Văn A"))
    found = json.loads(program("report", "lint", file, "--format", "json", code=FAULTS_FOUND).out)
    assert found["form"] == "state"
    assert found["clean"] is False
    (finding,) = found["findings"]
    assert finding["rule"] == "signer.academic_title"
    assert finding["severity"] == "wrong"
    assert finding["found"]["vi"] == "TS. Nguyễn Văn A"
    assert finding["where"]["table"] == 3


def test_notes_alone_are_no_fault(program: Program, saved: Any) -> None:
    shown = program("report", "lint", saved(STATE.saying("number", "Số:      /BC-BHXH")), "--format", "json").out
    found = json.loads(shown)
    assert found["clean"] is True
    assert [finding["rule"] for finding in found["findings"]] == ["number.room"]


def test_a_file_that_is_no_document_is_refused(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_text("Báo cáo")
    refusal = program("report", "lint", file, code=KINDS[InputError])
    assert "a.docx" in refusal.err
