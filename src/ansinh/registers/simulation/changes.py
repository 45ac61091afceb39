"""What changes in the months that follow: half of it cards renewed as they end, half all else that happens to people.

A person changes in one month at most, and nobody does in whose lines an error was put. What is written is a change as
it is loaded: a person's line anew; all spells of a person's scheme anew, the old ones among them.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

TABLES = """
CREATE TABLE month (month INTEGER, after DATE, until DATE);
CREATE MACRO regrouped(contributes) AS if(contributes = 'none', 'DN', 'GD');
CREATE TABLE newborn_taken (born_in INTEGER, digit INTEGER, year INTEGER, many BIGINT);
"""

CHOSEN = """
CREATE OR REPLACE TEMP TABLE event AS
WITH whole AS (
    SELECT person.*, last_to, month.month AS due FROM person LEFT JOIN fault USING (person)
        LEFT JOIN (SELECT person, max(coalesce(valid_to, DATE '9999-12-31')) AS last_to FROM bhyt GROUP BY person)
            USING (person)
        LEFT JOIN month ON last_to > month.after AND last_to <= month.until AND state = 'insured' AND cycle <> 'child'
    WHERE kind IS NULL
), chances AS (  -- so that of each month's ends so many are renewed as make half of the share
    SELECT due, getvariable('change') / 2 * (SELECT count(*) FROM whole) / count(*) AS renewed
    FROM whole WHERE due IS NOT NULL GROUP BY due
), chosen AS (
    SELECT whole.*, draw(person, 'renewal') < coalesce(renewed, 0) AS renews,
        floor(draw(person, 'change') / (getvariable('change') / 2))::BIGINT + 1 AS other_month,
        draw(person, 'event') AS chance
    FROM whole LEFT JOIN chances USING (due)
    WHERE renews OR other_month <= (SELECT count(*) FROM month)
), named AS (
    SELECT *, if(renews, due, other_month)::INTEGER AS month, CASE
        WHEN renews THEN 'renewed'
        WHEN draw(person, 'death') < CASE WHEN age >= 75 THEN 0.5 WHEN age >= 60 THEN 0.1 ELSE 0.01 END THEN 'died'
        WHEN state <> 'insured' AND chance < 0.9 THEN 'joined'
        WHEN NOT male AND age BETWEEN 19 AND 42 AND chance < 0.4 THEN 'born'
        WHEN age BETWEEN 18 AND 55 AND state = 'insured' AND chance BETWEEN 0.6 AND 0.95 THEN 'regrouped'
        WHEN chance > 0.95 OR getvariable('communes') = 1 THEN 'left'
        ELSE 'moved' END AS event
    FROM chosen
)
SELECT named.* EXCLUDE (month, due, renews, other_month, chance), month.*,
    (after + 1 + floor(draw(person, 'day of event') * (until - after))::INTEGER)::DATE AS day
FROM named JOIN month USING (month)
"""

NEWBORN = """
CREATE OR REPLACE TEMP TABLE newborn_numbered AS
WITH born AS (
    SELECT household * 8 + 7 AS person, household, code, province, issuer, day AS birth, month, true AS of_the_house,
        0 AS age, draw(household * 8 + 7, 'sex') < 0.527 AS male, event.issuer AS born_in,
        (2 * (year(day) // 100 - 19) + (NOT male)::INTEGER)::INTEGER AS digit, (year(day) % 100)::INTEGER AS year,
        -- after the numbers of all who are there
        number_of(issuer, issued + first + position) AS bhxh_no
    FROM event JOIN (SELECT number AS commune, first, issued FROM commune) USING (commune)
    WHERE event = 'born'
    QUALIFY row_number() OVER (PARTITION BY household ORDER BY event.person) = 1
), counted AS (
    SELECT *, row_number() OVER (PARTITION BY born_in, digit, year ORDER BY person) - 1 AS nth FROM born
)
SELECT counted.* EXCLUDE (nth),
    -- those who are there have the serials from the beginning on, these from the end backward
    personal_id(born_in, digit, year, 499999 - coalesce(newborn_taken.many, 0) - nth) AS person_id
FROM counted LEFT JOIN newborn_taken USING (born_in, digit, year)
"""

NEWBORN_TAKEN = """
CREATE OR REPLACE TABLE newborn_taken AS
SELECT born_in, digit, year, sum(many)::BIGINT AS many
FROM (FROM newborn_taken UNION ALL SELECT born_in, digit, year, count(*) FROM newborn_numbered GROUP BY ALL)
GROUP BY ALL
"""

RESIDENT_LINES = """
CREATE OR REPLACE TEMP TABLE changed_resident AS
SELECT event.month, line.* REPLACE (
    CASE event WHEN 'moved' THEN elsewhere.code ELSE line.commune END AS commune,
    CASE event WHEN 'moved' THEN elsewhere.code || '-' || line.household ELSE line.household END AS household,
    CASE event WHEN 'regrouped' THEN groups."group" ELSE line."group" END AS "group",
    CASE event WHEN 'regrouped' THEN groups.evidence ELSE line.evidence END AS evidence,
    CASE WHEN event IN ('died', 'left') THEN event ELSE line.status END AS status)
FROM event JOIN resident_line AS line USING (person)
    JOIN commune AS elsewhere ON elsewhere.number = elsewhere(event.person, event.commune)
    JOIN groups ON groups."group" = regrouped(event.contributes)
WHERE event IN ('died', 'left', 'moved', 'regrouped')
UNION ALL BY NAME
SELECT month, person, province, person_id, NULL::BIGINT AS bhxh_no, name, birth, if(male, 'male', 'female') AS sex,
    household_code(code, household) AS household, code AS commune, 'TE' AS "group",
    'Giấy khai sinh' AS evidence, 'resident' AS status
FROM named('newborn_numbered')
ORDER BY person
"""

SPELL_LINES = """
CREATE OR REPLACE TEMP TABLE changed_spell AS
WITH kept AS (  -- whoever changes group has no card of the old one from that day on
    SELECT month, line.* REPLACE (
        CASE WHEN event = 'regrouped' AND coalesce(line.valid_to, day) >= day THEN day - 1 ELSE line.valid_to END
            AS valid_to)
    FROM event JOIN spell_line AS line USING (person)
    WHERE CASE event WHEN 'regrouped' THEN line.scheme <> 'bhxh_voluntary' AND line.valid_from < day
        ELSE event IN ('renewed', 'joined') AND line.scheme = 'bhyt' END
), begun AS (
    SELECT person, month, 'bhyt' AS scheme, event."group", (last_to + 1)::DATE AS valid_from,
        (valid_from + INTERVAL 1 MONTH * term.months - INTERVAL 1 DAY)::DATE AS valid_to
    FROM event JOIN term USING (person) WHERE event = 'renewed'
    UNION ALL
    SELECT person, month, 'bhyt', event."group", if(event.cycle = 'child', event.birth, day),
        if(event.cycle = 'open', NULL,
            if(event.cycle = 'child', event.birth + INTERVAL 72 MONTH, day + INTERVAL 1 MONTH * term.months)
                - INTERVAL 1 DAY)::DATE
    FROM event JOIN term USING (person) WHERE event = 'joined'
    UNION ALL
    SELECT person, month, scheme, if(scheme = 'bhyt', 'DN', NULL), day, NULL
    FROM event, (VALUES ('bhyt'), ('bhxh_compulsory'), ('bhtn')) AS schemes(scheme)
    WHERE event = 'regrouped' AND contributes = 'none'
    UNION ALL
    SELECT person, month, 'bhyt', 'GD', day, (day + INTERVAL 3 MONTH - INTERVAL 1 DAY)::DATE
    FROM event WHERE event = 'regrouped' AND contributes <> 'none' AND draw(person, 'goes on') < 0.6
    UNION ALL
    SELECT person, month, 'bhyt', 'TE', birth, (birth + INTERVAL 72 MONTH - INTERVAL 1 DAY)::DATE
    FROM newborn_numbered WHERE draw(person, 'insured') < 0.9
), identified AS (
    SELECT person, province, person_id, bhxh_no, issuer FROM event
    UNION ALL
    SELECT person, province, person_id, bhxh_no, issuer FROM newborn_numbered
)
FROM kept
UNION ALL BY NAME
SELECT month, person, province, scheme, person_id, bhxh_no,
    benefit_on(begun."group", groups.benefit, valid_from) AS benefit,
    issued(person, coalesce(begun."group", 'DN'), issuer) AS issued_in,
    CASE scheme WHEN 'bhyt' THEN card_code(person, begun."group", benefit, issued_in, bhxh_no) END AS card,
    begun."group", valid_from, valid_to
FROM begun JOIN identified USING (person) LEFT JOIN groups ON groups."group" = begun."group"
ORDER BY in_order(person, valid_from, scheme), card
"""

WHOLE_AFTER = """
CREATE OR REPLACE TEMP VIEW resident_after AS
FROM resident_line WHERE person NOT IN (SELECT person FROM changed_resident)
UNION ALL BY NAME
FROM changed_resident
ORDER BY person, commune, evidence;
CREATE OR REPLACE TEMP VIEW spell_after AS
FROM spell_line AS line
WHERE NOT EXISTS (FROM changed_spell AS changed WHERE changed.person = line.person AND changed.scheme = line.scheme)
UNION ALL BY NAME
FROM changed_spell
ORDER BY in_order(person, valid_from, scheme), part, card;
"""

STEPS = (CHOSEN, NEWBORN, NEWBORN_TAKEN, RESIDENT_LINES, SPELL_LINES, WHOLE_AFTER)


@dataclass(frozen=True)
class Month:
    """From the day after ``after`` until ``until``."""

    month: int
    after: date
    until: date


def months_after(day: date, months: int) -> list[Month]:
    """An end of a month is followed by ends of months."""
    days = [_months_later(day, number) for number in range(months + 1)]
    return [Month(number, after, until) for number, (after, until) in enumerate(pairwise(days), 1)]


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    is_end = (day + timedelta(days=1)).day == 1
    return date(year, month + 1, last if is_end else min(day.day, last))
