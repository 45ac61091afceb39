"""Households and their members: composition, age, sex, birth date.

Shares of the kinds and ages within them are chosen so that the whole has the ages of Viet Nam (data/kinds.csv,
data/members.csv). ``youngest`` and ``oldest`` are of the member on whom the others' ages depend: the eldest child
where there is one; ``from`` and ``to`` are years older than that one.

What is drawn for somebody depends on their key: of a household 2^24 × the commune's number + its own number there; of a
person 8 × the household's + the member's number, of which 7 is for a child born later.
"""

TABLES = """
CREATE TABLE kind_slot AS
WITH sized AS (
    SELECT kind, share, youngest, oldest, (SELECT count(*) FROM members WHERE members.kind = kinds.kind) AS size
    FROM kinds
), reaching AS (
    SELECT *, sum(share) OVER (ORDER BY kind) / sum(share) OVER () AS reached FROM sized
)
SELECT slot::INTEGER AS slot, min_by(kind, reached) AS kind, min_by(youngest, reached) AS youngest,
    min_by(oldest, reached) AS oldest, min_by(size, reached) AS size
FROM reaching, range(1000) AS slots(slot)
WHERE reached * 1000 > slot
GROUP BY slot
"""

HOUSEHOLDS = """
CREATE OR REPLACE TEMP TABLE household AS
WITH numbered AS (
    -- the mean size is above 3, so that these are always enough
    SELECT number AS commune, persons, unnest(range(persons // 3 + 40)) AS ordinal
    FROM commune WHERE batch = getvariable('batch')
), drawn AS (
    SELECT commune, persons, ordinal, commune * 16777216 + ordinal AS household,
        floor(draw(household, 'kind') * 1000)::INTEGER AS slot
    FROM numbered
), placed AS (
    SELECT *, (sum(size) OVER (PARTITION BY commune ORDER BY ordinal))::BIGINT - size AS before
    FROM drawn JOIN kind_slot USING (slot)
)
SELECT commune, ordinal, household, kind, before, least(size, persons - before)::INTEGER AS size,
    youngest + (oldest - youngest) * draw(household, 'age') AS base
FROM placed
WHERE before < persons
"""

MEMBERS_OF_HOUSEHOLDS = """
CREATE OR REPLACE TEMP TABLE member AS
WITH placed AS (
    SELECT household.commune, household.ordinal, household.household,
        household.household * 8 + members.member AS person,
        household.before + members.member AS position, members.role, members.surname = 'house' AS of_the_house,
        draw(person, 'sex') < members.male AS male,
        -- a later child may come out below nought: then it is the elder one
        abs(base + members."from" + (members."to" - members."from") * draw(person, 'age')) AS years
    FROM household JOIN members ON members.kind = household.kind AND members.member < household.size
), born AS (
    SELECT *, (getvariable('as_of') - floor(years * 365.25)::INTEGER)::DATE AS day_of_birth FROM placed
)
SELECT * EXCLUDE (years, day_of_birth),
    -- of some of the old only the year is known
    (CASE WHEN years >= 60 AND draw(person, 'year only') < 0.04 THEN date_trunc('year', day_of_birth)
        ELSE day_of_birth END)::DATE AS birth,
    date_sub('year', birth, getvariable('as_of'))::INTEGER AS age
FROM born
"""

STEPS = (HOUSEHOLDS, MEMBERS_OF_HOUSEHOLDS)
