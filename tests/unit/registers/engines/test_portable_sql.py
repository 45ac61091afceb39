"""The SQL keeps to what the other databases understand, and nothing that is asked for can break out of it."""

import re
from datetime import date

import pytest

from ansinh.registers.engines import sql, sql_movement
from ansinh.registers.engines.sql import Statement
from ansinh.registers.engines.sql_movement import Between, Part
from ansinh.registers.questions import Coverage, Dimension, Lapses, Movement, Outlook, Uninsured
from ansinh.registers.records import Scheme

DAY = date(2026, 6, 30)
BETWEEN = Between(DAY, date(2026, 7, 15), 2, 3)
STATEMENTS = [
    sql.coverage(Coverage(DAY, tuple(Scheme), tuple(Dimension), communes=frozenset({"31117"}))),
    sql.coverage_from_counts(Coverage(DAY, by=())),
    sql.lapses(Lapses(DAY)),
    sql.outlook(Outlook(DAY, communes=frozenset({"31117"}))),
    sql.provinces_of("31117"),
    sql.uninsured(Uninsured("31117", DAY), ["92"]),
    sql_movement.movement(Movement(), BETWEEN, Part(1, 3)),
    sql_movement.movement_of_change(Movement(by=()), BETWEEN),
    sql_movement.movement_of_change(Movement(), Between(DAY, date(2026, 7, 31), 2, 3)),
]
OF_ONE_DATABASE = re.compile(
    r'::|"|`|\b(FILTER|QUALIFY|LATERAL|PIVOT|GROUP BY ALL|EXCLUDE|ILIKE|INTERVAL)\b', re.IGNORECASE
)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_nothing_is_written_that_only_some_databases_understand(statement: Statement) -> None:
    assert not OF_ONE_DATABASE.search(statement.text)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_statement_names_the_views_that_it_reads(statement: Statement) -> None:
    read = set(re.findall(r"\b(?:FROM|JOIN) (\w+)", statement.text))

    assert read & {*sql.TABLES, "before_status", "before_later"} == set(statement.views)


def test_a_commune_that_is_no_code_does_not_get_into_the_sql() -> None:
    with pytest.raises(ValueError, match="letters and digits"):
        sql.uninsured(Uninsured("x' OR '1' = '1", DAY))
