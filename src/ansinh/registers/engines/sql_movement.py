"""The movement between two registers as SQL (sql.py says which and over what views).

How many are insured at either end are sums of weights. The causes between need each person at both ends: ``movement``
joins all residents of both registers. Where the later one is a change of the earlier, ``movement_of_change`` joins only
whoever the change names; of the others it is enough to find what ends and begins between the two days.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import add
from typing import cast

from ansinh.registers.engines.sql import BEFORE, Statement, Values, covers, day, is_end_of_month, sum_if
from ansinh.registers.engines.sql_totals import CELL, cell, counted_on, group_by_cell, insured_on, numbers, times
from ansinh.registers.questions import Dimension, Movement, MovementRow
from ansinh.registers.records import Status


@dataclass(frozen=True)
class Between:
    """The days of the two registers, and of how many links their chains are."""

    earlier: date
    later: date
    links_before: int
    links: int

    @property
    def is_counted(self) -> bool:
        """Whether the counts answer on both days (``sql.is_counted``)."""
        return is_end_of_month(self.later) and (is_end_of_month(self.earlier) or self.links_before == 1)


@dataclass(frozen=True)
class Part:
    """Of all persons those whose key leaves ``number`` when divided by ``of``: a join in parts needs less memory."""

    number: int = 0
    of: int = 1

    def has(self, person: str) -> str:
        return f"ABS({person}) % {self.of} = {self.number}" if self.of > 1 else "1 = 1"


def movement(question: Movement, between: Between, part: Part | None = None) -> Statement:
    """Columns: the dimensions asked for, commune first; the counts of a MovementRow."""
    part = part or Part()
    old = _residents(question, BEFORE, between.links_before, between.earlier, between.earlier, part)
    new = _residents(question, "", between.links, between.later, between.earlier, part)
    insured = [
        insured_on(question, BEFORE, between.earlier, "insured_before", part.has("person")),
        insured_on(question, "", between.later, "insured_after", part.has("person")),
    ]
    text = _movement(question, insured, _passages(question, old, new))
    return Statement(text, ("status", "later", "gone", "named", f"{BEFORE}status", f"{BEFORE}later"))


def movement_of_change(question: Movement, between: Between) -> Statement:
    """The same, where the chain of the earlier register and one link more is that of the later."""
    change = between.links - 1
    old = _lines(question, _Lines("", change, -1, between.earlier, between.earlier, joins_later=change > 1))
    new = _lines(question, _Lines("", change, 1, between.later, between.earlier, joins_later=False))
    if between.is_counted:
        tables: tuple[str, ...] = ("status", "later", "gone", "named", "counts")
        before = counted_on(question, between.earlier, "insured_before", f"link < {change}")
        after = counted_on(question, between.later, "insured_after", "1 = 1")
    else:
        tables = ("status", "later", "gone", "named")
        before = insured_on(question, "", between.earlier, "insured_before", f"link < {change}")
        after = insured_on(question, "", between.later, "insured_after", "1 = 1")
    passages = f"{_passages(question, old, new)}\n    UNION ALL{_by_time_passing(question, between)}"
    return Statement(_movement(question, [before, after], passages), tables)


def movement_rows(question: Movement, found: Iterable[Values]) -> Iterator[MovementRow]:
    """``found``: the rows of all parts."""
    asked = [one for one in CELL if one in question.by]
    for values in _added_up(question, found):
        place = dict(zip(asked, values, strict=False))
        yield MovementRow._make((place.get(Dimension.COMMUNE), place.get(Dimension.GROUP), *values[len(asked) :]))


@dataclass(frozen=True)
class _Lines:
    """The rows of one link and weight: who is insured on the day, and who was born after the earlier one.

    On a link's own day no other than the first island that ends on it or later covers it; on days after, one of the
    table ``later`` may."""

    prefix: str
    link: int
    weight: int
    day: date
    earlier: date
    joins_later: bool
    condition: str = "1 = 1"


def _residents(question: Movement, prefix: str, links: int, at: date, earlier: date, part: Part) -> str:
    """Of each person the row of the last link that names it."""
    selects = []
    for link in range(links):
        is_last = link == links - 1
        condition = part.has("s.person")
        if not is_last:
            condition += f"""
            AND NOT EXISTS (SELECT 1 FROM {prefix}status AS n WHERE n.link > {link} AND n.person = s.person)"""
        selects.append(_lines(question, _Lines(prefix, link, 1, at, earlier, not is_last, condition)))
    return "\n        UNION ALL".join(selects)


def _lines(question: Movement, lines: _Lines) -> str:
    scheme = question.scheme
    insured, join = covers(f"s.{scheme}_from", f"s.{scheme}_until", lines.day), ""
    if lines.joins_later:
        insured = f"{insured} OR l.person IS NOT NULL"
        join = f"""
        LEFT JOIN (
            SELECT person FROM {lines.prefix}later
            WHERE link = {lines.link} AND weight = {lines.weight} AND scheme = '{scheme}'
                AND {covers("first_day", "last_day", lines.day)}
        ) AS l ON l.person = s.person"""
    names = "".join(f", s.{name}" for name in cell(question))
    return f"""
        SELECT s.person{names}, CASE WHEN {insured} THEN 1 ELSE 0 END AS insured,
            CASE WHEN s.birth > {day(lines.earlier)} THEN 1 ELSE 0 END AS is_newborn
        FROM {lines.prefix}status AS s{join}
        WHERE s.link = {lines.link} AND s.weight = {lines.weight} AND {lines.condition}"""


def _passages(question: Movement, old: str, new: str) -> str:
    """From one cell to another, with the cause and how many persons."""
    places = [f"{side}.{name}" for side in ("o", "n") for name in cell(question)]
    named = [f"{side}_{name}" for side in ("old", "new") for name in cell(question)]
    selected = "".join(f"{place} AS {name}, " for place, name in zip(places, named, strict=True))
    return f"""
    SELECT {selected}{_cause(question)} AS cause, COUNT(*) AS persons
    FROM ({old}
    ) AS o FULL OUTER JOIN ({new}
    ) AS n ON n.person = o.person
    LEFT JOIN died AS d ON d.person = o.person
    WHERE {_differs(question)}
    GROUP BY {numbers(len(named) + 1)}"""


def _cause(question: Movement) -> str:
    passed = {Dimension.COMMUNE: "moved", Dimension.GROUP: "regrouped"}
    changes = "".join(
        f"""
            WHEN o.insured = 1 AND n.insured = 1 AND o.{CELL[one]} <> n.{CELL[one]} THEN '{passed[one]}'"""
        for one in CELL
        if one in question.by
    )
    return f"""CASE{changes}
            WHEN o.insured = 1 AND n.person IS NOT NULL THEN 'lapsed'
            WHEN o.insured = 1 AND d.person IS NOT NULL THEN 'died'
            WHEN o.insured = 1 THEN 'left'
            WHEN o.person IS NOT NULL THEN 'joined'
            WHEN n.is_newborn = 1 THEN 'born'
            ELSE 'arrived' END"""


def _differs(question: Movement) -> str:
    """Whoever did not just stay insured, or uninsured, in the same cell."""
    moved = "".join(f" OR o.{name} <> n.{name}" for name in cell(question))
    return f"""COALESCE(o.insured, 0) <> COALESCE(n.insured, 0)
        OR (o.insured = 1 AND n.insured = 1 AND (1 = 0{moved}))"""


def _by_time_passing(question: Movement, between: Between) -> str:
    """Of whoever the change does not name (all rows of the chain before it, less those that it takes back): the rows
    that cover one day only. Those of a person go together: one insurance may have ended and the next begun."""
    change, names = between.links - 1, "".join(f", {name}" for name in cell(question))
    twice = "".join(f"{name} AS {side}_{name}, " for side in ("old", "new") for name in cell(question))
    rows = "\n            UNION ALL".join(
        f"""
            SELECT person{names}, weight,
                CASE WHEN {covers(first, last, between.earlier)} THEN 1 ELSE 0 END AS was,
                CASE WHEN {covers(first, last, between.later)} THEN 1 ELSE 0 END AS remains
            FROM {table}
            WHERE (link < {change} OR weight < 0){condition}"""
        for table, first, last, condition in times(question)
    )
    return f"""
    SELECT {twice}CASE WHEN was > remains THEN 'lapsed' ELSE 'joined' END AS cause, COUNT(*) AS persons
    FROM (
        SELECT person{names}, SUM(weight * was) AS was, SUM(weight * remains) AS remains
        FROM ({rows}
        ) AS covered
        WHERE was <> remains
        GROUP BY {numbers(1 + len(cell(question)))}
    ) AS passing
    WHERE was <> remains
    GROUP BY {numbers(1 + 2 * len(cell(question)))}"""


def _movement(question: Movement, insured: Sequence[str], passages: str) -> str:
    """The insured at both ends, and the passages, each at the end or ends where it counts. Whoever was last said to
    have died counts as died."""
    names = "".join(f"{name}, " for name in cell(question))
    ends = "".join(f"CASE WHEN side = 'out' THEN old_{name} ELSE new_{name} END AS {name}, " for name in cell(question))
    counts = ",\n    ".join(_total(name, cause, side) for name, (cause, side) in _COUNTS.items())
    return f"""
WITH died AS (
    SELECT DISTINCT person FROM gone AS g
    WHERE g.status = '{Status.DIED}'
        AND NOT EXISTS (SELECT 1 FROM gone AS h WHERE h.person = g.person AND h.link > g.link)
        AND NOT EXISTS (SELECT 1 FROM named AS m WHERE m.person = g.person AND m.link > g.link AND m.scheme = '')
), passages AS ({passages}
), insured AS ({_UNION.join(insured)}
), sides AS (
    SELECT 'out' AS side
    UNION ALL
    SELECT 'in' AS side
)
SELECT {names}{counts}
FROM (
    SELECT {names}'at' AS side, cause, persons FROM insured
    UNION ALL
    SELECT {ends}side, cause, persons FROM passages CROSS JOIN sides
) AS ends
WHERE side = 'at' OR (side = 'out' AND cause IN ({_OUT})) OR (side = 'in' AND cause IN ({_IN}))
{group_by_cell(question)}
HAVING SUM(persons) <> 0"""


def _total(name: str, cause: str, side: str) -> str:
    total = sum_if(f"cause = '{cause}' AND side = '{side}'", "persons")
    return f"CAST({total} AS BIGINT) AS {name}"


_UNION = "\n    UNION ALL"
_IN = "'joined', 'arrived', 'born', 'moved', 'regrouped'"
_OUT = "'lapsed', 'left', 'died', 'moved', 'regrouped'"
_COUNTS = {
    "insured_before": ("insured_before", "at"),
    "newly_joined": ("joined", "in"),
    "newly_arrived": ("arrived", "in"),
    "newly_born": ("born", "in"),
    "moved_in": ("moved", "in"),
    "regrouped_in": ("regrouped", "in"),
    "have_lapsed": ("lapsed", "out"),
    "have_left": ("left", "out"),
    "have_died": ("died", "out"),
    "moved_out": ("moved", "out"),
    "regrouped_out": ("regrouped", "out"),
    "insured_after": ("insured_after", "at"),
}


def _added_up(question: Movement, found: Iterable[Values]) -> Iterator[Values]:
    """The rows of one cell together."""
    sums: dict[Values, list[int]] = {}
    width = len(cell(question))
    for values in found:
        counts = cast("Sequence[int]", values[width:])
        known = sums.setdefault(tuple(values[:width]), [0] * len(counts))
        known[:] = map(add, known, counts)
    return ((*place, *counts) for place, counts in sums.items())
