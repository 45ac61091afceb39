"""What lies under what: the one meaning of "within a unit", for all roles.

A unit lies under the areas and offices that it is part of on the day looked at or today (on the nearest day of its own
time, when it ended before or began after), and under what all of it became: tỉnh Bình Định of 2024 under tỉnh Gia Lai
of today. Of a unit that was divided, no heir has the whole. Clusters: see access.py.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db import connection

NO_UNIT = -1  # no unit's key: of nothing the same questions are asked as of something
_NEAREST = """CASE WHEN part.valid_from > {day} THEN part.valid_from
    WHEN part.valid_to < {day} THEN part.valid_to ELSE {day} END"""
_HOLDS = """((relation.valid_from IS NULL OR relation.valid_from <= {nearest})
    AND (relation.valid_to IS NULL OR relation.valid_to >= {nearest}))"""
_HELD_THEN = _HOLDS.format(nearest=_NEAREST.format(day="%(day)s"))
_HOLDS_TODAY = _HOLDS.format(nearest=_NEAREST.format(day="%(today)s"))
# One step up is a relation or a succession. A recursive query may name itself but once: the two ways are rows to it.
_UPWARDS = f"""
WITH RECURSIVE above (lower, upper) AS (
    SELECT -id, id FROM places_unit WHERE id IN ({{units}})
    UNION
    SELECT part.id, CASE way WHEN 'part of' THEN relation.whole_id ELSE succession.new_id END
    FROM above
    JOIN places_unit part ON part.id = above.upper
    CROSS JOIN (SELECT 'part of' AS way UNION ALL SELECT 'became') ways
    LEFT JOIN places_relation relation ON way = 'part of' AND relation.part_id = part.id
        AND ({_HELD_THEN} OR {_HOLDS_TODAY})
        AND NOT EXISTS (SELECT 1 FROM places_unit whole WHERE whole.id = relation.whole_id AND whole.kind = 'cluster')
    LEFT JOIN places_succession succession ON way = 'became' AND succession.old_id = part.id
        AND NOT EXISTS (SELECT 1 FROM places_succession other
            WHERE other.old_id = part.id AND other.new_id <> succession.new_id)
    WHERE relation.whole_id IS NOT NULL OR succession.new_id IS NOT NULL
)
SELECT lower, upper FROM above WHERE lower > 0"""  # noqa: S608  # of its own texts and of numbers


def above(units: Collection[int], day: date, today: date) -> Mapping[int, frozenset[int]]:
    """Unit id → ids of all that it lies under, itself among them. One query, of any number of units."""
    adapted = connection.ops.adapt_datefield_value
    asked = ",".join(str(int(unit)) for unit in units or [NO_UNIT])
    with connection.cursor() as cursor:
        cursor.execute(_UPWARDS.format(units=asked), {"day": adapted(day), "today": adapted(today)})
        links: dict[int, set[int]] = defaultdict(set)
        for lower, upper in cursor.fetchall():
            links[lower].add(upper)
    return {unit: _closure(unit, links) for unit in units}


def _closure(unit: int, links: Mapping[int, Collection[int]]) -> frozenset[int]:
    found: set[int] = set()
    level = {unit}
    while level:
        found |= level
        level = {upper for one in level for upper in links.get(one, ())} - found
    return frozenset(found)
