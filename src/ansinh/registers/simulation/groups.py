"""The payer group that each person belongs to: the first in this order of whom the law names.

Chances are those of Viet Nam, roughly: 18 % of residents in BHXH bắt buộc, a quarter in households that pay themselves.
"""

UNSTATED = 0.025  # of the residents' lines say no group

GROUPED = """
CREATE OR REPLACE TEMP TABLE person AS
WITH placed AS (
    SELECT identified.*, commune.urban, commune.difficult, commune.island,
        draw(household, 'poor') < commune.poor AS poor,
        draw(household, 'near poor') < commune.near_poor AS near_poor,
        commune.difficult AND draw(household, 'minority') < 0.7 AS minority,
        NOT commune.urban AND draw(household, 'farm') < 0.24 AS farm,
        if(male, 60, 56) AS retires
    FROM identified JOIN commune ON commune.number = identified.commune
), grouped AS (
    SELECT *, CASE
        WHEN birth + INTERVAL 72 MONTH > getvariable('as_of') THEN 'TE'
        WHEN age BETWEEN 19 AND 50 AND draw(person, 'forces') < if(male, 0.014, 0.002)
            THEN if(draw(person, 'police') < 0.4, 'CA', 'QN')
        WHEN age BETWEEN 18 AND retires - 1
                AND draw(person, 'employment') < CASE WHEN urban THEN 0.44 WHEN difficult THEN 0.16 ELSE 0.315 END
                    * CASE WHEN age < 21 THEN 0.35 WHEN age < 46 THEN 1.15 ELSE 0.75 END
            THEN employer(draw(person, 'employer'))
        WHEN age >= retires - 2 AND draw(person, 'pension')
                < CASE WHEN urban THEN 0.34 WHEN difficult THEN 0.09 ELSE 0.18 END
            THEN if(draw(person, 'accident') < 0.03, 'TB', 'HT')
        WHEN age >= 80 AND draw(person, 'survivor') < 0.04 THEN 'CT'
        WHEN age >= 64 AND draw(person, 'merit') < 0.11 THEN merit(draw(person, 'merits'))
        WHEN poor THEN 'HN'
        WHEN minority THEN 'DT'
        WHEN difficult THEN 'DK'
        WHEN island THEN 'XD'
        WHEN age >= 80 OR draw(person, 'allowance') < 0.009 THEN 'BT'
        WHEN near_poor THEN 'CN'
        WHEN age BETWEEN 6 AND 17 AND draw(person, 'school') < if(age < 15, 0.98, 0.82) THEN 'HS'
        WHEN age BETWEEN 18 AND 22 AND draw(person, 'study') < 0.46 THEN 'SV'
        WHEN draw(person, 'relative') < 0.007 THEN 'TQ'
        WHEN age BETWEEN 20 AND 58 AND draw(person, 'unemployed') < 0.007 THEN 'TN'
        WHEN farm THEN 'GB'
        ELSE 'GD' END AS "group"
    FROM placed
)
SELECT grouped.* EXCLUDE (urban, difficult, island, poor, near_poor, minority, farm, retires),
    groups.cycle, groups.contributes, groups.evidence,
    draw(person, 'unstated') < getvariable('unstated') AS unstated,
    CASE WHEN draw(person, 'insured') < groups.insured THEN 'insured'
        WHEN groups.cycle = 'child' THEN 'never'
        WHEN draw(person, 'uninsured') < 0.6 THEN 'lapsed'
        WHEN draw(person, 'uninsured') < 0.75 THEN 'regrouped'  -- the last card was of another group
        ELSE 'never' END AS state
FROM grouped JOIN groups USING ("group")
"""

TABLES = """
CREATE MACRO employer(chance) AS CASE
    WHEN chance < 0.70 THEN 'DN' WHEN chance < 0.79 THEN 'CH' WHEN chance < 0.90 THEN 'HC' WHEN chance < 0.92 THEN 'HX'
    WHEN chance < 0.94 THEN 'NN' WHEN chance < 0.96 THEN 'TK' ELSE 'XK' END;
CREATE MACRO merit(chance) AS
    CASE WHEN chance < 0.45 THEN 'CK' WHEN chance < 0.85 THEN 'CB' WHEN chance < 0.97 THEN 'KC' ELSE 'CC' END;
"""

STEPS = (GROUPED,)
