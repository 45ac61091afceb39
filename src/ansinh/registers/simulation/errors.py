"""Errors as registers have them, put in at known rates; what they were stays apart, in ``truth``.

A person has one kind at most. ``rate``: of all persons; where an error needs something that a person does not have (a
card held, a card with a last day), it is not made.
"""

from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Kind:
    name: str
    rate: float
    meaning: str


KINDS = (
    Kind("repeated_line", 0.002, "the person's line stands in the list of residents twice"),
    Kind("two_communes", 0.001, "the person stands in the lists of two communes"),
    Kind("number_only", 0.004, "the list of residents has the BHXH number and no personal ID"),
    Kind("no_identifier", 0.001, "the list of residents has neither personal ID nor BHXH number"),
    Kind("unknown_commune", 0.0005, "the commune's code in the list of residents is no commune's"),
    Kind("birth_swapped", 0.002, "E04: day and month of birth stand in each other's place"),
    Kind("wrong_sex", 0.002, "E05: the sex is not that of the personal ID"),
    Kind("mistyped_id", 0.003, "the cards have a personal ID that is nobody's (orphans)"),
    Kind("card_number_only", 0.02, "the cards have the BHXH number and no personal ID"),
    Kind("double_card", 0.004, "E01: a second card of another group at the same time"),
    Kind("wrong_benefit", 0.003, "E07: the card's group may not have its benefit digit"),
    Kind("died_with_card", 0.001, "E11: the person died, the card is still valid"),
    Kind("dates_swapped", 0.0005, "the card ends before it begins"),
)

TABLES = """
CREATE TABLE error_kind (kind VARCHAR, low DOUBLE, high DOUBLE);
CREATE MACRO swapped_birth(day_of_birth) AS
    if(day(day_of_birth) <= 12, make_date(year(day_of_birth), day(day_of_birth), month(day_of_birth)), NULL);
CREATE MACRO household_code(code, household) AS code || '-' || lpad((household % 16777216 + 1)::VARCHAR, 5, '0');
CREATE MACRO in_order(who, day, scheme) AS  -- one number, because that is quicker to sort
    who * 262144 + (day - DATE '1900-01-01') * 4
    + CASE scheme WHEN 'bhyt' THEN 0 WHEN 'bhxh_compulsory' THEN 1 WHEN 'bhxh_voluntary' THEN 2 ELSE 3 END;
CREATE MACRO mistyped(personal) AS personal + 1;  -- odd, therefore nobody's
CREATE MACRO elsewhere(who, home) AS
    (home + 1 + floor(draw(who, 'elsewhere') * (getvariable('communes') - 1))::INTEGER) % getvariable('communes');
"""

CHOSEN = """
CREATE OR REPLACE TEMP TABLE fault AS
WITH drawn AS (
    SELECT person, birth, state, cycle, draw(person, 'error') AS chance FROM person
    WHERE chance < (SELECT max(high) FROM error_kind)
)
SELECT person, kind
FROM drawn JOIN error_kind ON chance >= low AND chance < high
WHERE CASE
    WHEN kind = 'two_communes' THEN getvariable('communes') > 1
    WHEN kind = 'birth_swapped' THEN swapped_birth(birth) <> birth AND swapped_birth(birth) <= getvariable('as_of')
    WHEN kind = 'dates_swapped' THEN state = 'insured' AND cycle NOT IN ('open', 'child')
    WHEN kind IN ('mistyped_id', 'card_number_only', 'double_card', 'wrong_benefit', 'died_with_card')
        THEN state = 'insured'
    ELSE true END
"""

RESIDENT_LINES = """
CREATE OR REPLACE TEMP TABLE resident_line AS
WITH copied AS (
    SELECT *, false AS again, commune AS lives_in FROM person LEFT JOIN fault USING (person)
    UNION ALL
    SELECT *, true, if(kind = 'two_communes', elsewhere(person, commune), commune) FROM person JOIN fault USING (person)
    WHERE kind IN ('repeated_line', 'two_communes')
)
SELECT person, copied.province, kind,
    CASE WHEN kind IN ('number_only', 'no_identifier') THEN NULL ELSE person_id END AS person_id,
    CASE WHEN kind = 'number_only' THEN bhxh_no WHEN kind = 'no_identifier' OR state = 'never' THEN NULL
        WHEN kind = 'card_number_only' OR draw(person, 'number known') < 0.9 THEN bhxh_no END AS bhxh_no,
    name,
    CASE kind WHEN 'birth_swapped' THEN swapped_birth(birth) ELSE birth END AS birth,
    if(male = (kind IS NOT DISTINCT FROM 'wrong_sex'), 'female', 'male') AS sex,
    if(again AND kind = 'two_communes', commune.code || '-00000', household_code(commune.code, household)) AS household,
    CASE kind WHEN 'unknown_commune' THEN getvariable('no_commune') ELSE commune.code END AS commune,
    CASE WHEN NOT unstated THEN "group" END AS "group",
    CASE WHEN NOT unstated AND NOT (again AND kind = 'repeated_line') THEN evidence END AS evidence,
    CASE kind WHEN 'died_with_card' THEN 'died' ELSE 'resident' END AS status
FROM copied JOIN commune ON commune.number = lives_in
ORDER BY person, again
"""

SPELL_LINES = """
CREATE OR REPLACE TEMP TABLE spell_line AS
WITH said AS (
    SELECT spell.*, fault.kind,
        if(kind = 'wrong_benefit' AND part = 'held', if(benefit = 4, 2, 4), benefit)::TINYINT AS stated,
        kind = 'dates_swapped' AND part = 'held' AS swapped
    FROM spell LEFT JOIN fault USING (person)
    UNION ALL BY NAME
    SELECT spell.* REPLACE ('double' AS part, if("group" = 'GD', 'DN', 'GD') AS "group", 4::TINYINT AS benefit,
            date_trunc('year', getvariable('as_of'))::DATE AS valid_from,
            (date_trunc('year', getvariable('as_of')) + INTERVAL 1 YEAR - INTERVAL 1 DAY)::DATE AS valid_to),
        fault.kind, 4::TINYINT AS stated, false AS swapped
    FROM spell JOIN fault USING (person) WHERE fault.kind = 'double_card' AND part = 'held'
)
SELECT person, province, kind, part, scheme,
    CASE WHEN scheme <> 'bhyt' OR kind IS NULL THEN person_id WHEN kind = 'card_number_only' THEN NULL
        WHEN kind = 'mistyped_id' THEN mistyped(person_id) ELSE person_id END AS person_id,
    bhxh_no,
    CASE scheme WHEN 'bhyt' THEN card_code(person, "group", stated, issued_in, bhxh_no) END AS card,
    "group", stated AS benefit,
    if(swapped, valid_to, valid_from) AS valid_from, if(swapped, valid_from, valid_to) AS valid_to,
    issued_in
FROM said
ORDER BY in_order(person, said.valid_from, scheme), part
"""

TRUTH = """
CREATE OR REPLACE TEMP TABLE truth AS
WITH known AS (SELECT fault.kind, person.* FROM fault JOIN person USING (person)),
of_residents AS (
    SELECT known.kind, 'residents' AS register,
        CASE known.kind WHEN 'birth_swapped' THEN 'birth' WHEN 'wrong_sex' THEN 'sex'
            WHEN 'unknown_commune' THEN 'commune' WHEN 'two_communes' THEN 'commune'
            WHEN 'repeated_line' THEN '' ELSE 'person_id' END AS field,
        CASE field WHEN 'birth' THEN known.birth::VARCHAR WHEN 'sex' THEN if(male, 'male', 'female')
            WHEN 'commune' THEN known.code WHEN 'person_id' THEN lpad(known.person_id::VARCHAR, 12, '0') END AS was,
        CASE field WHEN 'birth' THEN line.birth::VARCHAR WHEN 'sex' THEN line.sex
            WHEN 'commune' THEN line.commune END AS stands,
        known.person_id, known.bhxh_no, line.name, line.commune, line.household,
        NULL::VARCHAR AS scheme, NULL::DATE AS valid_from
    FROM known JOIN resident_line AS line USING (person)
    WHERE known.kind IN ('number_only', 'no_identifier', 'unknown_commune', 'birth_swapped', 'wrong_sex',
            'repeated_line')
        OR (known.kind = 'two_communes' AND line.commune <> known.code)
), of_spells AS (
    SELECT known.kind, 'spells' AS register,
        CASE known.kind WHEN 'wrong_benefit' THEN 'benefit' WHEN 'double_card' THEN 'group'
            WHEN 'dates_swapped' THEN 'valid_from' WHEN 'died_with_card' THEN 'valid_to' ELSE 'person_id' END AS field,
        CASE field
            WHEN 'benefit' THEN spell.benefit::VARCHAR WHEN 'group' THEN spell."group"
            WHEN 'valid_from' THEN spell.valid_from::VARCHAR
            WHEN 'valid_to' THEN (spell.valid_from + floor(draw(spell.person, 'died on')
                * (getvariable('as_of') - spell.valid_from))::INTEGER)::VARCHAR  -- the day of death
            WHEN 'person_id' THEN lpad(known.person_id::VARCHAR, 12, '0') END AS was,
        CASE field WHEN 'benefit' THEN line.benefit::VARCHAR WHEN 'group' THEN line."group"
            WHEN 'valid_from' THEN line.valid_from::VARCHAR WHEN 'valid_to' THEN line.valid_to::VARCHAR
            WHEN 'person_id' THEN lpad(line.person_id::VARCHAR, 12, '0') END AS stands,
        known.person_id, known.bhxh_no, NULL AS name, NULL AS commune, NULL AS household, line.scheme, line.valid_from
    FROM known JOIN spell_line AS line USING (person)
        JOIN spell ON spell.person = line.person AND spell.scheme = line.scheme
            AND spell.part = replace(line.part, 'double', 'held')
    WHERE line.scheme = 'bhyt' AND CASE known.kind
        WHEN 'mistyped_id' THEN true WHEN 'card_number_only' THEN true WHEN 'double_card' THEN line.part = 'double'
        ELSE known.kind IN ('wrong_benefit', 'dates_swapped', 'died_with_card') AND line.part = 'held' END
)
SELECT DISTINCT register, kind, field, was, stands, person_id, bhxh_no, name, commune, household, scheme, valid_from
FROM (FROM of_residents UNION ALL FROM of_spells)
ORDER BY ALL
"""

STEPS = (CHOSEN, RESIDENT_LINES, SPELL_LINES, TRUTH)


@dataclass(frozen=True)
class Range:
    """The part of the line from 0 to 1 on which a kind is chosen."""

    kind: str
    low: float
    high: float


def ranges() -> list[Range]:
    reached = list(accumulate((one.rate for one in KINDS), initial=0.0))
    return [Range(one.name, low, high) for one, low, high in zip(KINDS, reached, reached[1:], strict=False)]
