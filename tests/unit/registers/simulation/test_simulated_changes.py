"""A list and its changes say the same as the whole list after them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ansinh.registers.engines.memory import MemoryEngine
from ansinh.registers.known import known_persons
from ansinh.registers.questions import Movement
from ansinh.registers.records import OPEN_END, Register, Resident, Scheme, Sex, Spell, Status
from ansinh.registers.simulation.changes import months_after
from ansinh.registers.simulation.given import Simulated

AS_OF = date(2026, 6, 30)
Run = Callable[..., Simulated]


@pytest.fixture
def changed(simulate_small: Run) -> Simulated:
    return simulate_small("changed", persons=6_000, change=0.05, months=2, whole_after=True)


def _read(directory: Path, day: date, before: Register | None = None) -> Register:
    return Register(
        day,
        tuple(_resident(row) for row in _rows(directory / "residents")),
        tuple(_spell(row) for row in _rows(directory / "spells")),
        before,
    )


def _rows(directory: Path) -> list[dict[str, object]]:
    rows = duckdb.read_parquet(f"{directory}/*.parquet")
    return [dict(zip(rows.columns, row, strict=True)) for row in rows.fetchall()]


def _given(row: dict[str, object], record: type) -> dict[str, object]:
    """What is missing is what the record says of itself."""
    names = {field.name for field in fields(record)}
    assert row.keys() <= names
    return {name: value for name, value in row.items() if value is not None}


def _resident(row: dict[str, object]) -> Resident:
    known = _given(row, Resident)
    return Resident(**known | {"sex": Sex(row["sex"]), "status": Status(row["status"])})  # type: ignore[arg-type]


def _spell(row: dict[str, object]) -> Spell:
    return Spell(**_given(row, Spell) | {"scheme": Scheme(row["scheme"])})  # type: ignore[arg-type]


def _chain(simulated: Simulated) -> Register:
    register = _read(simulated.directory, AS_OF)
    for day, directory in simulated.changes.items():
        register = _read(directory, day, before=register)
    return register


def test_the_list_with_its_changes_is_the_whole_list_after_them(changed: Simulated) -> None:
    assert changed.after
    chain, whole = known_persons(_chain(changed)), known_persons(_read(changed.after, date(2026, 8, 31)))
    assert {key: person.line for key, person in chain.persons.items()} == {
        key: person.line for key, person in whole.persons.items()
    }
    assert chain.gone == whole.gone
    assert {key: person.islands for key, person in chain.persons.items()} == {
        key: person.islands for key, person in whole.persons.items()
    }
    assert {key: Counter(spells) for key, spells in chain.spells.items()} == {
        key: Counter(spells) for key, spells in whole.spells.items()
    }


def test_everything_happens_that_moves_the_number_insured(changed: Simulated) -> None:
    engine = MemoryEngine(_chain(changed), before=_read(changed.directory, AS_OF))
    totals = Counter[str]()
    for row in engine.answer(Movement()):
        totals.update({name: value for name, value in row._asdict().items() if isinstance(value, int)})
    causes = ("joined", "born", "moved_in", "regrouped_in", "lapsed", "left", "died", "moved_out", "regrouped_out")
    assert min(totals[cause] for cause in causes) > 0
    assert totals["moved_in"] == totals["moved_out"]


def test_the_share_asked_for_changes_each_month(changed: Simulated) -> None:
    for day, directory in changed.changes.items():
        named = duckdb.sql(
            f"""SELECT count(DISTINCT person_id) FROM (SELECT person_id FROM '{directory}/residents/*.parquet'
            UNION ALL SELECT person_id FROM '{directory}/spells/*.parquet')"""
        ).fetchall()[0][0]
        assert 0.04 < named / 6_000 < 0.06, day


def test_half_of_a_months_changes_are_cards_renewed_as_they_end(changed: Simulated) -> None:
    renewed = duckdb.sql(
        f"""SELECT count(DISTINCT new.person_id) FROM '{changed.changes[date(2026, 7, 31)]}/spells/*.parquet' AS new
        JOIN '{changed.changes[date(2026, 7, 31)]}/spells/*.parquet' AS old USING (person_id)
        WHERE new.valid_from = old.valid_to + 1 AND new.scheme = 'bhyt' AND old.scheme = 'bhyt'
            AND old.valid_to BETWEEN DATE '2026-07-01' AND DATE '2026-07-31' AND new."group" = old."group" """
    ).fetchall()[0][0]
    assert 0.019 < renewed / 6_000 < 0.031


def test_nobody_changes_in_two_months(changed: Simulated) -> None:
    july, august = changed.changes.values()
    twice = duckdb.sql(
        f"""SELECT count(*) FROM '{july}/*/*.parquet' AS one JOIN '{august}/*/*.parquet' AS two USING (person_id)"""
    ).fetchall()[0][0]
    assert twice == 0


def test_the_newborn_have_ids_and_numbers_of_their_own(changed: Simulated) -> None:
    assert changed.after
    newborn, ids, numbers = duckdb.sql(
        f"""SELECT count(*), count(DISTINCT person_id), count(DISTINCT person_id) FILTER (WHERE person_id NOT IN (
            SELECT person_id FROM '{changed.directory}/residents/*.parquet' WHERE person_id IS NOT NULL))
        FROM '{changed.after}/residents/*.parquet' WHERE birth > DATE '2026-06-30'"""
    ).fetchall()[0]
    assert newborn == ids == numbers > 5
    shared = duckdb.sql(
        f"""SELECT count(*) FROM (SELECT bhxh_no FROM '{changed.after}/spells/*.parquet' WHERE person_id IS NOT NULL
        GROUP BY 1 HAVING count(DISTINCT person_id // 2) > 1)"""
    ).fetchall()[0][0]
    assert shared == 0


def test_no_line_of_a_change_is_of_a_later_day(changed: Simulated) -> None:
    for day, directory in changed.changes.items():
        latest = duckdb.sql(f"SELECT max(birth) FROM '{directory}/residents/*.parquet'").fetchall()[0][0]
        assert latest <= day


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2026, 6, 30), [date(2026, 7, 31), date(2026, 8, 31)]),
        (date(2026, 12, 31), [date(2027, 1, 31), date(2027, 2, 28)]),
        (date(2026, 1, 30), [date(2026, 2, 28), date(2026, 3, 30)]),
        (date(2026, 11, 15), [date(2026, 12, 15), date(2027, 1, 15)]),
    ],
)
def test_months_follow_ends_of_months_or_the_same_day(day: date, ends: list[date]) -> None:
    months = months_after(day, 2)
    assert [one.until for one in months] == ends
    assert [one.after for one in months] == [day, ends[0]]


def test_open_ends_are_written_as_nothing(changed: Simulated) -> None:
    lines = _read(changed.directory, AS_OF).spells
    assert any(spell.valid_to == OPEN_END for spell in lines)
