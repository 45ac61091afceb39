"""The questions as SQL, in the subset that DuckDB, Spark, PostgreSQL and DataFusion understand alike.

The statements read views that an engine makes of the tables of a chain (layout.py): all links of it together, with
``link`` (0: the whole list, 1: its first change, …) before the other columns, the partition among them, and columns
whose names SQL keeps for itself renamed (``RENAMED``). ``before_status`` and ``before_later`` are of an earlier chain.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ansinh.registers.questions import (
    Coverage,
    CoverageRow,
    Dimension,
    LapseRow,
    Lapses,
    Outlook,
    OutlookRow,
    Reason,
    Uninsured,
    UninsuredRow,
    anniversary,
)
from ansinh.registers.records import Scheme, Sex
from ansinh.registers.snapshots.layout import PARTITIONS, TABLES, Column

BEFORE = "before_"
RENAMED = {"group": "payer_group", "first": "first_day", "last": "last_day"}
COUNTED = {Dimension.COMMUNE, Dimension.GROUP, Dimension.SEX}  # what the table of counts tells apart
_NAMES = {Dimension.GROUP: "payer_group"}

Values = Sequence[object]


@dataclass(frozen=True)
class Statement:
    """``views``: those that it reads."""

    text: str
    views: tuple[str, ...]


def columns(view: str) -> list[Column]:
    """Of a view, after ``link``, by the names that the files have."""
    table = view.removeprefix(BEFORE)
    partition = [Column(PARTITIONS[table], "VARCHAR", "partition")] if table in PARTITIONS else []
    return [*partition, *TABLES[table]]


def day(value: date) -> str:
    return f"DATE '{value.isoformat()}'"


def covers(first: str, last: str, value: date) -> str:
    return f"{first} <= {day(value)} AND {last} >= {day(value)}"


def coverage(question: Coverage) -> Statement:
    """Columns: commune, group, sex, age (those not asked for NULL); residents; the insured of each scheme in turn."""
    places = [_place(one, question) for one in Dimension if one in question.by]
    counts = ["residents", *(f"insured_{one}" for one in question.schemes)]
    first = [sum_if(covers(f"{one}_from", f"{one}_until", question.at), "weight") for one in question.schemes]
    later = [sum_if(f"scheme = '{one}'", "weight") for one in question.schemes]
    within = _within(question.communes)
    text = f"""
SELECT {_list([*_shown(question), *_as([f"CAST(SUM({count}) AS BIGINT)" for count in counts], counts)])}
FROM (
    SELECT {_list([*places, *_as(["SUM(weight)", *first], counts)])}
    FROM status
    WHERE {within}
    {_group_by(len(places))}
    UNION ALL
    SELECT {_list([*places, *_as(["0", *later], counts)])}
    FROM later
    WHERE {covers("first_day", "last_day", question.at)} AND {within}
    {_group_by(len(places))}
) AS parts
{_group_by_names(question)}
HAVING SUM(residents) <> 0"""
    return Statement(text, ("status", "later"))


def is_counted(question: Coverage, as_of: date, links: int) -> bool:
    """Whether the table of counts answers: every link of a chain does at the ends of months, a list also on its day."""
    return set(question.by) <= COUNTED and (is_end_of_month(question.at) or (question.at == as_of and links == 1))


def is_end_of_month(at: date) -> bool:
    return (at + timedelta(days=1)).day == 1


def coverage_from_counts(question: Coverage) -> Statement:
    """The same columns as ``coverage``, where ``is_counted``."""
    counted = ["residents", *question.schemes]
    sums = [f"CAST({sum_if(f'scheme = {_quoted([one])}', 'step')} AS BIGINT)" for one in counted]
    names = ["residents", *(f"insured_{one}" for one in question.schemes)]
    text = f"""
SELECT {_list([*_shown(question), *_as(sums, names)])}
FROM counts
WHERE month <= {day(question.at)} AND scheme IN ({_quoted(counted)}) AND {_within(question.communes)}
{_group_by_names(question)}
HAVING {sums[0]} <> 0"""
    return Statement(text, ("counts",))


def coverage_rows(question: Coverage, found: Sequence[Values]) -> Iterator[CoverageRow]:
    sexes: dict[object, Sex | None] = {None: None, **{str(sex): sex for sex in Sex}}
    for place, scheme in enumerate(question.schemes):
        for commune, group, sex, age, residents, *insured in found:
            yield CoverageRow._make((scheme, commune, group, sexes[sex], age, residents, insured[place]))


def lapses(question: Lapses) -> Statement:
    """Columns: those of a LapseRow."""
    within = _within(question.communes)
    until = f"{question.scheme}_until"
    text = f"""
SELECT commune, CAST(date_trunc('week', last_day) AS DATE) AS week, SUM(persons) AS persons
FROM (
    SELECT commune, {until} AS last_day, SUM(weight) AS persons
    FROM status
    WHERE {until} >= {day(question.start)} AND {until} < {day(question.end)} AND {within}
    GROUP BY 1, 2
    UNION ALL
    SELECT commune, last_day, SUM(weight) AS persons
    FROM later
    WHERE scheme = '{question.scheme}' AND last_day >= {day(question.start)} AND last_day < {day(question.end)}
        AND {within}
    GROUP BY 1, 2
) AS ends
GROUP BY 1, 2
HAVING SUM(persons) <> 0"""
    return Statement(text, ("status", "later"))


def lapse_rows(found: Iterable[Values]) -> Iterator[LapseRow]:
    return (LapseRow._make(values) for values in found)


def outlook(question: Outlook) -> Statement:
    """Columns: those of an OutlookRow."""
    scheme = question.scheme
    parts = (
        _changing("status", f"{scheme}_from", f"{scheme}_until", question),
        _changing("later", "first_day", "last_day", question, f"scheme = '{scheme}' AND "),
    )
    text = f"""
SELECT commune, sex, changed_on, SUM(begun) AS begun, SUM(ended) AS ended
FROM ({"UNION ALL".join(parts)}) AS parts
GROUP BY 1, 2, 3
HAVING SUM(begun) <> 0 OR SUM(ended) <> 0"""
    return Statement(text, ("status", "later"))


def _changing(view: str, first: str, last: str, question: Outlook, condition: str = "") -> str:
    start, end = day(question.start), day(question.last)
    where = f"{condition}{_within(question.communes)}"
    return f"""
    SELECT commune, sex, {first} AS changed_on, SUM(weight) AS begun, 0 AS ended
    FROM {view}
    WHERE {first} > {start} AND {first} <= {end} AND {where}
    GROUP BY 1, 2, 3
    UNION ALL
    SELECT commune, sex, {last} AS changed_on, 0 AS begun, SUM(weight) AS ended
    FROM {view}
    WHERE {last} >= {start} AND {last} < {end} AND {where}
    GROUP BY 1, 2, 3
"""


def outlook_rows(found: Iterable[Values]) -> Iterator[OutlookRow]:
    for commune, sex, changed_on, begun, ended in found:
        yield OutlookRow._make((commune, Sex(str(sex)), changed_on, begun, ended))


def provinces_of(commune: str) -> Statement:
    """Of residence, as partitions are named: one, or several where a change moved the commune to another."""
    return Statement(f"SELECT DISTINCT province FROM counts WHERE commune = {_quoted([commune])}", ("counts",))


def uninsured(question: Uninsured, provinces: Iterable[str] = ()) -> Statement:
    """Columns: those of an UninsuredRow, with ``person`` for its ID. ``provinces``: partitions to look in; none: all.

    A row that a change took back is cancelled by the same row with weight −1.
    """
    scheme, at = question.scheme, question.at
    here = f"commune = {_quoted([question.commune])}"
    listed = sorted(provinces)
    if listed:
        here += f" AND province IN ({_quoted(listed)})"
    is_bhyt = scheme is Scheme.BHYT
    ended_group, until_group = ("bhyt_ended_group", "bhyt_group") if is_bhyt else ("''", "''")
    text = f"""
WITH residents AS (
    SELECT household, person, bhxh_no, name, birth, sex, payer_group, evidence, {scheme}_ended AS ended,
        {scheme}_from AS first_day, {scheme}_until AS until, {ended_group} AS ended_group, {until_group} AS until_group
    FROM status
    WHERE {here}
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
    HAVING SUM(weight) > 0
), times AS (
    SELECT person, ended AS first_day, ended AS last_day, ended_group AS ending_group
    FROM residents
    WHERE ended IS NOT NULL
    UNION ALL
    SELECT person, first_day, until AS last_day, until_group AS ending_group
    FROM residents
    WHERE until IS NOT NULL
    UNION ALL
    SELECT person, first_day, last_day, ending_group
    FROM later
    WHERE scheme = '{scheme}' AND {here}
    GROUP BY 1, 2, 3, 4
    HAVING SUM(weight) > 0
), ended AS (
    SELECT person, MAX(last_day) AS last_day
    FROM times
    WHERE last_day < {day(at)}
    GROUP BY person
)
SELECT r.household, r.person, r.bhxh_no, r.name, r.birth, r.sex, r.payer_group, r.evidence,
    CASE WHEN e.last_day IS NULL THEN '{Reason.NEVER}'
        WHEN r.payer_group <> '' AND t.ending_group <> '' AND r.payer_group <> t.ending_group
        THEN '{Reason.CHANGED_GROUP}'
        ELSE '{Reason.LAPSED}' END AS reason,
    e.last_day AS lapsed_on, COALESCE(t.ending_group, '') AS last_group
FROM residents AS r
LEFT JOIN ended AS e ON e.person = r.person
LEFT JOIN times AS t ON t.person = e.person AND t.last_day = e.last_day
WHERE NOT EXISTS (
    SELECT 1 FROM times AS c WHERE c.person = r.person AND {covers("c.first_day", "c.last_day", at)}
)"""
    return Statement(text, ("status", "later"))


def uninsured_rows(found: Iterable[Values]) -> Iterator[UninsuredRow]:
    for household, person, bhxh_no, name, birth, sex, group, evidence, reason, lapsed_on, last_group in found:
        person_id = person if isinstance(person, int) and person > 0 else None
        known = (household, person_id, bhxh_no, name, birth, Sex(str(sex)), group, evidence)
        yield UninsuredRow._make((*known, Reason(str(reason)), lapsed_on, last_group))


def _place(dimension: Dimension, question: Coverage) -> str:
    if dimension is not Dimension.AGE:
        return _NAMES.get(dimension, dimension)
    bands = (
        f"WHEN birth <= {day(anniversary(question.at, age))} THEN {age}" for age in sorted(question.ages, reverse=True)
    )
    return f"CASE WHEN birth IS NULL THEN -1 {' '.join(bands)} ELSE 0 END AS age"


def _shown(question: Coverage) -> list[str]:
    names = [(one in question.by, _NAMES.get(one, str(one))) for one in Dimension]
    return [name if is_asked else f"NULL AS {name}" for is_asked, name in names]


def _as(expressions: Iterable[str], names: Iterable[str]) -> list[str]:
    return [f"{expression} AS {name}" for expression, name in zip(expressions, names, strict=True)]


def sum_if(condition: str, value: str) -> str:
    return f"SUM(CASE WHEN {condition} THEN {value} ELSE 0 END)"


def _list(expressions: Iterable[str]) -> str:
    return ", ".join(expressions)


def _group_by(places: int) -> str:
    return f"GROUP BY {_list(str(number) for number in range(1, places + 1))}" if places else ""


def _group_by_names(question: Coverage) -> str:
    names = [_NAMES.get(one, str(one)) for one in Dimension if one in question.by]
    return f"GROUP BY {_list(names)}" if names else ""


def _within(communes: Iterable[str]) -> str:
    codes = sorted(communes)
    return f"commune IN ({_quoted(codes)})" if codes else "1 = 1"


def _quoted(codes: Sequence[str]) -> str:
    """Codes as text constants. ValueError: of something that is no code."""
    if not all(code.replace("_", "").isalnum() for code in codes):
        raise ValueError("a code is letters and digits")
    return ", ".join(f"'{code}'" for code in codes)
