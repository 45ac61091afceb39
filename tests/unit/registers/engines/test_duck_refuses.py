"""What the DuckDB engine does not answer, it refuses before it begins, with cause and remedy."""

from datetime import date
from pathlib import Path

import pytest

from ansinh.registers.engines import duck
from ansinh.registers.engines.duck import DuckEngine, TooLittleMemoryError, UnreadableError
from ansinh.registers.engines.sql import Statement
from ansinh.registers.errors import NothingBeforeError, TooEarlyError
from ansinh.registers.questions import Coverage, Lapses, Movement, Outlook, Question, Row, Uninsured
from ansinh.registers.records import Register
from tests.unit.registers.laid_out import lay_out

EARLY = date(2026, 6, 29)


@pytest.mark.parametrize("question", [Coverage(EARLY), Uninsured("31117", EARLY), Lapses(EARLY), Outlook(EARLY)])
def test_a_day_before_the_register_is_refused(question: Question[Row], june: Register, tmp_path: Path) -> None:
    with pytest.raises(TooEarlyError):
        DuckEngine(lay_out(june, tmp_path)).answer(question)


def test_a_movement_without_an_earlier_register_is_refused(june: Register, tmp_path: Path) -> None:
    with pytest.raises(NothingBeforeError):
        DuckEngine(lay_out(june, tmp_path)).answer(Movement())


def test_a_join_that_cannot_fit_is_refused_beforehand(
    june: Register, july: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duck, "JOINED_BYTES", 10**12)
    engine = DuckEngine(lay_out(july, tmp_path / "july"), lay_out(june, tmp_path / "june"))

    with pytest.raises(TooLittleMemoryError) as refused:
        engine.answer(Movement())

    assert "4 GB" in refused.value.text("en")


def test_memory_that_ran_out_is_an_error_with_a_remedy(june: Register, tmp_path: Path) -> None:
    engine = DuckEngine(lay_out(june, tmp_path), memory=0.05, threads=1)
    one_large_value = Statement("SELECT length(list(range)::VARCHAR) FROM range(20000000)", ())

    with pytest.raises(TooLittleMemoryError) as refused:
        engine.fetch(one_large_value)

    assert "0.05 GB" in refused.value.text("en")


def test_a_damaged_file_is_an_error_that_quotes_nothing(june: Register, tmp_path: Path) -> None:
    snapshot = lay_out(june, tmp_path)
    for file in (snapshot.directory / "status").rglob("*.parquet"):
        file.write_bytes(file.read_bytes()[:40])

    with pytest.raises(UnreadableError) as refused:
        DuckEngine(snapshot).answer(Uninsured("31117", june.as_of))

    assert "status" not in str(refused.value)
