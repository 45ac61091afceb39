"""Spells: BHYT cards on the cycles of their groups, times in BHXH and BHTN; held, ended, known ahead.

Cycles: ``open``, without a last day, as long as somebody works; ``calendar`` years; ``years``, ending with a year up to
four ahead; ``school``, ending 31 December or 30 September; ``child``, up to 72 months of age; ``household``, 3, 6 or 12
months from the first of any month.
"""

ISSUED_ELSEWHERE = 0.25  # of employees' cards; of students' 0.4

TERMS = """
CREATE OR REPLACE TEMP TABLE term AS
WITH drawn AS (
    SELECT person, birth, age, "group", cycle, contributes, state, draw(person, 'term') AS chance,
        date_trunc('month', getvariable('as_of'))::DATE AS month,
        date_trunc('year', getvariable('as_of'))::DATE AS january,
        CASE WHEN cycle <> 'household' THEN 12 WHEN draw(person, 'cycle') < 0.45 THEN 3
            WHEN draw(person, 'cycle') < 0.7 THEN 6 ELSE 12 END AS months,
        (CASE WHEN draw(person, 'school term') < 0.75 THEN january + INTERVAL 12 MONTH
            WHEN month >= january + INTERVAL 9 MONTH THEN january + INTERVAL 21 MONTH
            ELSE january + INTERVAL 9 MONTH END - INTERVAL 1 DAY)::DATE AS school_end
    FROM person
), held AS (
    SELECT *,
        (CASE cycle
            WHEN 'child' THEN birth
            WHEN 'calendar' THEN january
            WHEN 'years' THEN january - INTERVAL 12 MONTH * floor(chance * 5)::INTEGER
            WHEN 'school' THEN school_end + INTERVAL 1 DAY - INTERVAL 12 MONTH
            WHEN 'household' THEN month - INTERVAL 1 MONTH * floor(chance * months)::INTEGER
            ELSE month - INTERVAL 1 MONTH * floor(chance * chance * 12 * greatest(1, least(20, age - 18)))::INTEGER
        END)::DATE AS held_from,
        (CASE cycle
            WHEN 'child' THEN birth + INTERVAL 72 MONTH - INTERVAL 1 DAY
            WHEN 'calendar' THEN january + INTERVAL 12 MONTH - INTERVAL 1 DAY
            WHEN 'years' THEN held_from + INTERVAL 60 MONTH - INTERVAL 1 DAY
            WHEN 'school' THEN school_end
            WHEN 'household' THEN held_from + INTERVAL 1 MONTH * months - INTERVAL 1 DAY
        END)::DATE AS held_to,
        (CASE cycle
            WHEN 'calendar' THEN january
            WHEN 'years' THEN january
            WHEN 'school' THEN school_end + INTERVAL 1 DAY - INTERVAL 12 MONTH
            WHEN 'household' THEN month - INTERVAL 1 MONTH * floor(chance * chance * 18)::INTEGER
            ELSE getvariable('as_of') - floor(chance * 500)::INTEGER
        END - INTERVAL 1 DAY)::DATE AS ended
    FROM drawn
)
SELECT * EXCLUDE (chance, month, january, school_end) FROM held
"""

CARDS = """
CREATE OR REPLACE TEMP TABLE bhyt AS
SELECT person, 'held' AS part, "group", held_from AS valid_from, held_to AS valid_to FROM term WHERE state = 'insured'
UNION ALL  -- paid ahead
SELECT person, 'next', "group", (held_to + INTERVAL 1 DAY)::DATE,
    (held_to + INTERVAL 1 DAY + INTERVAL 1 MONTH * months - INTERVAL 1 DAY)::DATE
FROM term
WHERE state = 'insured' AND cycle IN ('household', 'school') AND held_to < getvariable('as_of') + 45
    AND draw(person, 'paid ahead') < 0.35
UNION ALL  -- the one before, with or without a gap of a month or two
SELECT person, 'past', "group",
    (held_from - INTERVAL 1 MONTH * (months + floor(greatest(0, draw(person, 'gap') * 9 - 6))::INTEGER))::DATE,
    (held_from - INTERVAL 1 MONTH * floor(greatest(0, draw(person, 'gap') * 9 - 6))::INTEGER - INTERVAL 1 DAY)::DATE
FROM term WHERE state = 'insured' AND cycle = 'household' AND draw(person, 'history') < 0.3
UNION ALL  -- before the employment
SELECT person, 'past', if(age < 25, 'SV', 'GD'), (held_from - INTERVAL 12 MONTH)::DATE,
    (held_from - INTERVAL 1 DAY)::DATE
FROM term WHERE state = 'insured' AND contributes <> 'none' AND draw(person, 'history') < 0.1
UNION ALL  -- the last one of the uninsured
SELECT person, 'ended',
    CASE WHEN state = 'lapsed' THEN "group" WHEN age < 18 THEN if("group" = 'HS', 'GD', 'HS') WHEN age < 24 THEN 'SV'
        WHEN draw(person, 'last group') < 0.6 THEN if("group" = 'DN', 'GD', 'DN')
        WHEN draw(person, 'last group') < 0.85 THEN if("group" = 'CN', 'GD', 'CN') ELSE 'DT' END,
    (ended + INTERVAL 1 DAY - INTERVAL 1 MONTH * months)::DATE, ended
FROM term WHERE state IN ('lapsed', 'regrouped')
"""

OTHERS = """
CREATE OR REPLACE TEMP TABLE other AS
SELECT person, 'bhxh_compulsory' AS scheme, held_from AS valid_from, held_to AS valid_to
FROM term WHERE contributes <> 'none' AND state = 'insured'
UNION ALL
SELECT person, 'bhtn', held_from, held_to FROM term WHERE contributes = 'bhxh and bhtn' AND state = 'insured'
UNION ALL  -- an earlier employer
SELECT person, scheme, (held_from - INTERVAL 1 MONTH * (6 + floor(draw(person, 'gap') * 60)::INTEGER))::DATE,
    (held_from - INTERVAL 1 MONTH * (1 + floor(draw(person, 'gap') * 5)::INTEGER) - INTERVAL 1 DAY)::DATE
FROM term, (VALUES ('bhxh_compulsory'), ('bhtn')) AS schemes(scheme)
WHERE contributes = 'bhxh and bhtn' AND state = 'insured' AND draw(person, 'earlier employer') < 0.08
UNION ALL  -- whoever was employed once
SELECT person, scheme, (ended - INTERVAL 1 MONTH * (6 + floor(draw(person, 'gap') * 60)::INTEGER))::DATE, ended
FROM term, (VALUES ('bhxh_compulsory'), ('bhtn')) AS schemes(scheme)
WHERE contributes = 'none' AND age BETWEEN 22 AND 60 AND cycle <> 'years' AND draw(person, 'employed once') < 0.04
UNION ALL  -- voluntary, paid for 3, 6 or 12 months; some let it lapse
SELECT person, 'bhxh_voluntary',
    (month - INTERVAL 1 MONTH * floor(draw(person, 'voluntary term') * months)::INTEGER)::DATE AS valid_from,
    (valid_from + INTERVAL 1 MONTH * months - INTERVAL 1 DAY)::DATE
FROM (SELECT *, (date_trunc('month', getvariable('as_of'))
        - INTERVAL 1 MONTH * if(draw(person, 'voluntary') < 0.050, 0, months))::DATE AS month FROM term)
WHERE contributes = 'none' AND age BETWEEN 20 AND 62 AND "group" NOT IN ('QN', 'CA', 'HT')
    AND draw(person, 'voluntary') < 0.060
"""

SPELLS = """
CREATE OR REPLACE TEMP TABLE spell AS
WITH several AS (
    SELECT person, 'bhyt' AS scheme, part, "group", valid_from, valid_to FROM bhyt
    UNION ALL
    SELECT person, scheme, '', NULL, valid_from, valid_to FROM other
)
SELECT several.*, person.province, person.person_id, person.bhxh_no,
    benefit_on(several."group", groups.benefit, valid_from) AS benefit,
    issued(several.person, coalesce(several."group", person."group"), person.issuer) AS issued_in
FROM several JOIN person USING (person) LEFT JOIN groups ON groups."group" = several."group"
"""

TABLES = """
-- near-poor: 95 % until the end of 2025
CREATE MACRO benefit_on(payer, benefit, day) AS (if(payer = 'CN' AND day < DATE '2026-01-01', 3, benefit))::TINYINT;
CREATE MACRO issued(who, payer, issuer) AS
    CASE WHEN draw(who, 'issued elsewhere')
            < CASE payer WHEN 'DN' THEN getvariable('issued_elsewhere') WHEN 'SV' THEN 0.4 ELSE 0.02 END
        THEN (['01', '79', '74', '75', '27', '24', '48', '92', '80', '31'])
            [1 + floor(draw(who, 'place of issue') * 10)::INTEGER]
        ELSE lpad(issuer::VARCHAR, 2, '0') END;
CREATE MACRO card_code(who, payer, benefit, issued_in, bhxh_no) AS  -- new cards show the number alone
    if(draw(who, 'short card') < 0.15, '', payer || benefit || issued_in) || lpad(bhxh_no::VARCHAR, 10, '0');
"""

STEPS = (TERMS, CARDS, OTHERS, SPELLS)
