"""Coverage from source files as they come, without a snapshot: one statement that databases run unchanged.

For whoever has only the sources and an SQL engine, and to compare engines. Run on DuckDB, Spark (with double-quoted
identifiers, as ``spark_session`` sets them), PostgreSQL and DataFusion. A snapshot answers far faster, and also where
the registers are not clean.
"""

from datetime import date

from ansinh.registers.records import Scheme

# Residents less those without a spell: engines turn NOT EXISTS into an anti join, which carries no columns of the
# spells; the outer join with a count of distinct persons was several times slower on some of them.
STATEMENT = """\
SELECT commune, "group",
    CAST(SUM(residents) AS BIGINT) AS residents,
    CAST(SUM(residents) - SUM(uninsured) AS BIGINT) AS insured
FROM (
    SELECT commune, "group", COUNT(*) AS residents, 0 AS uninsured
    FROM residents GROUP BY commune, "group"
    UNION ALL
    SELECT r.commune, r."group", 0, COUNT(*)
    FROM residents r
    WHERE NOT EXISTS (
        SELECT 1 FROM spells s
        WHERE s.person_id = r.person_id AND s.valid_from <= {day} AND s.valid_to >= {day}{of_scheme}
    )
    GROUP BY r.commune, r."group"
) counted
GROUP BY commune, "group"
ORDER BY commune, "group"
"""


def coverage_from_sources(at: date, scheme: Scheme) -> str:
    """Commune, group, residents, insured; of tables ``residents`` and ``spells`` with the columns of the source schema.

    Right where every person has one line with a personal ID and a group, every spell a personal ID, and no end that is
    not known is empty (9999-12-31 stands there).
    """
    of_scheme = "" if scheme is Scheme.ANY else f" AND s.scheme = '{scheme}'"
    return STATEMENT.format(day=f"DATE '{at}'", of_scheme=of_scheme)
