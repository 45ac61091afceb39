"""Whichever way the DuckDB engine takes to an answer, it is the plain engine's."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from ansinh.registers.engines import duck
from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.engines.memory import MemoryEngine
from ansinh.registers.questions import Coverage, Dimension, Lapses, Movement, Question, Row, Uninsured
from ansinh.registers.records import Register, Scheme
from tests.unit.registers.laid_out import lay_out


def test_a_large_join_goes_in_parts_and_adds_up(
    june: Register, july: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duck, "JOINED_BYTES", 10**9)
    engine = DuckEngine(lay_out(july, tmp_path / "july"), lay_out(june, tmp_path / "june"))

    assert engine.explain(Movement()).count("WITH died") > 2
    assert engine.answer(Movement()) == MemoryEngine(july, june).answer(Movement())


def test_a_change_is_not_joined_with_all_residents(july: Register, tmp_path: Path) -> None:
    snapshot = lay_out(july, tmp_path)

    explained = DuckEngine(snapshot, snapshot.before).explain(Movement())

    assert "before_status" not in explained


@pytest.mark.parametrize(
    ("at", "by", "table"),
    [
        (date(2026, 6, 30), (Dimension.COMMUNE, Dimension.GROUP, Dimension.SEX), "counts"),
        (date(2026, 8, 31), (), "counts"),
        (date(2026, 8, 30), (Dimension.COMMUNE,), "status"),
        (date(2026, 8, 31), (Dimension.AGE,), "status"),
    ],
)
def test_coverage_comes_from_the_counts_where_they_tell_it(
    at: date, by: tuple[Dimension, ...], table: str, june: Register, tmp_path: Path
) -> None:
    assert f"/{table}/" in DuckEngine(lay_out(june, tmp_path)).explain(Coverage(at, by=by))


def test_on_a_day_within_the_month_the_counts_of_a_chain_do_not_tell(june: Register, tmp_path: Path) -> None:
    change = Register(date(2026, 7, 15), june.residents[:1], before=june)

    assert "/status/" in DuckEngine(lay_out(change, tmp_path)).explain(Coverage(change.as_of))


@pytest.mark.parametrize(
    "question",
    [
        Coverage(date(2026, 7, 31)),
        Coverage(date(2026, 8, 5), (Scheme.ANY,), tuple(Dimension)),
        Uninsured("31117", date(2026, 7, 31)),
        Lapses(date(2026, 7, 31), weeks=26),
        Movement(),
    ],
)
def test_the_explained_sql_repeats_the_answer_without_the_program(
    question: Question[Row], july: Register, tmp_path: Path
) -> None:
    snapshot = lay_out(july, tmp_path)
    engine = DuckEngine(snapshot, snapshot.before)

    with duckdb.connect() as elsewhere:
        rows = elsewhere.execute(engine.explain(question)).fetchall()

    assert len(rows) == len(engine.answer(question)) > 0


def test_only_the_province_of_the_commune_is_read(june: Register, tmp_path: Path) -> None:
    explained = DuckEngine(lay_out(june, tmp_path)).explain(Uninsured("92001", june.as_of))

    assert "province IN ('92')" in explained


def test_an_empty_register_answers_with_nothing(tmp_path: Path) -> None:
    empty = Register(date(2026, 6, 30))
    engine = DuckEngine(lay_out(empty, tmp_path / "one"), lay_out(empty, tmp_path / "other"))

    for question in (Coverage(empty.as_of), Uninsured("31117", empty.as_of), Lapses(empty.as_of), Movement()):
        assert engine.answer(question) == []


def test_a_directory_may_have_any_name(june: Register, tmp_path: Path) -> None:
    engine = DuckEngine(lay_out(june, tmp_path / "sổ 'đăng ký' [cũ]"))

    assert engine.answer(Coverage(june.as_of)) == MemoryEngine(june).answer(Coverage(june.as_of))
