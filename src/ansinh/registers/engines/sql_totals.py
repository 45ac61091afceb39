"""How many are insured on a day, by the cells of a movement (commune and group, if asked for): part of its SQL.

Columns: the cell, ``cause`` (what the number is), ``persons``.
"""

from datetime import date

from ansinh.registers.engines.sql import covers, day
from ansinh.registers.questions import Dimension, Movement

CELL = {Dimension.COMMUNE: "commune", Dimension.GROUP: "payer_group"}


def cell(question: Movement) -> list[str]:
    return [name for dimension, name in CELL.items() if dimension in question.by]


def numbers(count: int) -> str:
    """Of the first columns, to group by."""
    return ", ".join(str(number) for number in range(1, count + 1))


def group_by_cell(question: Movement) -> str:
    return f"GROUP BY {numbers(len(question.by))}" if question.by else ""


def insured_on(question: Movement, prefix: str, at: date, cause: str, condition: str) -> str:
    """How many are insured on the day: additive over the rows."""
    names = "".join(f"{name}, " for name in cell(question))
    return "\n    UNION ALL".join(
        f"""
    SELECT {names}'{cause}' AS cause, SUM(weight) AS persons
    FROM {prefix}{table}
    WHERE {covers(first, last, at)} AND {condition}{of_scheme}
    {group_by_cell(question)}"""
        for table, first, last, of_scheme in times(question)
    )


def counted_on(question: Movement, at: date, cause: str, condition: str) -> str:
    """The same from the table of counts."""
    names = "".join(f"{name}, " for name in cell(question))
    return f"""
    SELECT {names}'{cause}' AS cause, SUM(step) AS persons
    FROM counts
    WHERE scheme = '{question.scheme}' AND month <= {day(at)} AND {condition}
    {group_by_cell(question)}"""


def times(question: Movement) -> tuple[tuple[str, str, str, str], ...]:
    """Where times of insurance stand: table, columns of the first and last day, condition."""
    scheme = question.scheme
    return (
        ("status", f"{scheme}_from", f"{scheme}_until", ""),
        ("later", "first_day", "last_day", f" AND scheme = '{scheme}'"),
    )
