"""SQL of the rows of ``status`` and ``later`` from residents and islands."""

from ansinh.registers.records import SCHEMES, Scheme
from ansinh.registers.snapshots.layout import LATER, STATUS, Column

DAY = "getvariable('day')"
_STANDS = f"""CREATE OR REPLACE TEMP TABLE stands AS
    SELECT person, scheme, max(last) FILTER (last < {DAY}) AS ended,
        min(first) FILTER (last >= {DAY}) AS "from", min(last) FILTER (last >= {DAY}) AS until, max(last) AS reached
    FROM islands GROUP BY person, scheme"""


def names(columns: tuple[Column, ...]) -> str:
    return ", ".join(f'"{column.name}"' for column in columns)


def _of_scheme(scheme: Scheme) -> str:
    of = f"of_{scheme}"
    return f"""{of}.ended AS {scheme}_ended, {of}."from" AS {scheme}_from, {of}.until AS {scheme}_until"""


def _join(scheme: Scheme) -> str:
    return (
        f"LEFT JOIN (SELECT * FROM stands WHERE scheme = '{scheme}') AS of_{scheme} ON of_{scheme}.person = line.person"
    )


def _card(alias: str, day: str) -> str:
    return f"""LEFT JOIN (SELECT * FROM islands WHERE scheme = '{Scheme.BHYT}') AS {alias}
        ON {alias}.person = line.person AND {alias}.last = of_{Scheme.BHYT}.{day}"""


_GROUP = """CASE WHEN line."group" <> '' THEN line."group" ELSE coalesce(last_card.ending_group, '') END"""
_ROWS = f"""CREATE OR REPLACE TEMP TABLE status AS
    SELECT line.province, line.commune, {_GROUP} AS "group", line.sex, line.birth, line.household, line.person,
        line.bhxh_no, line.name, line.evidence, line."group" AS stated_group,
        {", ".join(_of_scheme(scheme) for scheme in (*SCHEMES, Scheme.ANY))},
        ended_card.ending_group AS bhyt_ended_group, current_card.ending_group AS bhyt_group,
        current_card.issued_in AS bhyt_issued_in, 1::TINYINT AS weight
    FROM residents AS line
    {" ".join(_join(scheme) for scheme in (*SCHEMES, Scheme.ANY))}
    {_card("ended_card", "ended")} {_card("current_card", "until")} {_card("last_card", "reached")}"""
STATEMENTS = (_STANDS, _ROWS)
"""From tables ``residents`` and ``islands`` make ``status``, with the province."""

STATUS_ROWS = f"""SELECT province, {names(STATUS)} FROM status
    UNION ALL SELECT province, {names(STATUS)}
    FROM (SELECT * REPLACE (-1::TINYINT AS weight, known_as AS person) FROM held)"""
LATER_ROWS = f"""SELECT province, {names(LATER)} FROM (
        SELECT province, commune, status."group", sex, birth, status.person, islands.scheme, first, last,
            CASE WHEN islands.scheme = '{Scheme.BHYT}' THEN ending_group ELSE '' END AS ending_group,
            1::TINYINT AS weight
        FROM islands JOIN stands USING (person, scheme) JOIN status USING (person)
        WHERE last > until)
    UNION ALL SELECT province, {names(LATER)} FROM (SELECT * REPLACE (-1::TINYINT AS weight) FROM held_later)"""
"""What is known now, and with the other sign what was known of these persons before."""
