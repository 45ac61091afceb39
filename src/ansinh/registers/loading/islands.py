"""SQL that puts spells together to islands, as ansinh.registers.islands does.

Most persons have one spell of a scheme: that is its island. Only the others go through the windows.
"""

from ansinh.registers.records import Scheme

ISLAND = "person, scheme, first, last, ending_group, issued_in"
_END = """(valid_to - DATE '0001-01-01') * 4000000 + (valid_from - DATE '0001-01-01')"""
"""Orders spells by their last day, then by their first (a date is less than 4,000,000 days)."""

STATEMENTS = (
    """CREATE OR REPLACE TEMP TABLE grouped AS
    SELECT person, scheme, count(*) AS spells, min(valid_from) AS first, max(valid_to) AS last,
        any_value("group") AS ending_group, any_value(issued_in) AS issued_in
    FROM spells SEMI JOIN residents USING (person) GROUP BY person, scheme""",
    """CREATE OR REPLACE TEMP TABLE several AS
    SELECT person, scheme, valid_from, valid_to, min("group") AS "group", min(issued_in) AS issued_in
    FROM spells SEMI JOIN (SELECT person, scheme FROM grouped WHERE spells > 1) USING (person, scheme)
    GROUP BY person, scheme, valid_from, valid_to""",
    f"""CREATE OR REPLACE TEMP TABLE islands AS
    SELECT {ISLAND} FROM grouped WHERE spells = 1
    UNION ALL
    SELECT person, scheme, min(valid_from) AS first, max(valid_to) AS last,
        arg_max("group", {_END}) AS ending_group, arg_max(issued_in, {_END}) AS issued_in
    FROM (SELECT *, count(*) FILTER (begins) OVER (PARTITION BY person, scheme ORDER BY valid_from) AS island
        FROM (SELECT *, coalesce(valid_from > 1 + max(valid_to) OVER (PARTITION BY person, scheme ORDER BY valid_from
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true) AS begins FROM several))
    GROUP BY person, scheme, island""",
    """CREATE OR REPLACE TEMP TABLE joined AS
    SELECT person, count(*) AS islands, min(first) AS first, max(last) AS last,
        count(*) = 1 OR max(first) <= 1 + min(last) AS is_one
    FROM islands GROUP BY person""",
    f"""INSERT INTO islands
    SELECT person, '{Scheme.ANY}', first, last, '', '' FROM joined WHERE is_one
    UNION ALL
    SELECT person, '{Scheme.ANY}', min(first), max(last), '', ''
    FROM (SELECT *, count(*) FILTER (begins) OVER (PARTITION BY person ORDER BY first) AS island
        FROM (SELECT *, coalesce(first > 1 + max(last) OVER (PARTITION BY person ORDER BY first
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true) AS begins
            FROM islands SEMI JOIN (SELECT person FROM joined WHERE NOT is_one) USING (person)))
    GROUP BY person, island""",
)
"""From tables ``spells`` and ``residents`` (one line a person) make ``islands``, those of ``any`` among them."""
