"""What identifies a person: personal ID, BHXH number, name.

An ID is unique by construction: the serial is the person's number among all who share province of birth, sex and year
of birth, stirred. Serials are even; an ID with an odd one is therefore nobody's, which is how mistyped IDs are made.

Surnames are as frequent as books on Vietnamese names say, from memory; middle and given names are weighted by ear
(data/names.csv): plausible, no statistics.
"""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ansinh.registers.simulation.communes import DATA

BORN_ELSEWHERE = 0.10
IN_CAPITALS, DECOMPOSED = 0.015, 0.01  # of the names

TABLES = """
CREATE TABLE taken (born_in INTEGER, digit INTEGER, year INTEGER, many BIGINT);
CREATE TABLE name (part VARCHAR, male BOOLEAN, old BOOLEAN, composed VARCHAR, decomposed VARCHAR, weight DOUBLE);
CREATE MACRO slots(wanted) AS TABLE
    WITH reaching AS (
        SELECT male, old, composed, decomposed,
            sum(weight) OVER (PARTITION BY male, old ORDER BY composed)
                / sum(weight) OVER (PARTITION BY male, old) AS reached
        FROM name WHERE part = wanted
    )
    SELECT male, old, slot::INTEGER AS slot, min_by(composed, reached) AS composed,
        min_by(decomposed, reached) AS decomposed
    FROM reaching, range(1000) AS slots(slot)
    WHERE reached > slot / 1000 + 1e-9
    GROUP BY male, old, slot;
CREATE MACRO personal_id(born_in, digit, year, nth) AS
    born_in::BIGINT * 1000000000 + digit * 100000000 + year * 1000000
    + 2 * ((nth * 193847 + hash(born_in * 1000 + digit * 100 + year) % 500000) % 500000)::BIGINT;
CREATE MACRO number_of(issuer, nth) AS issuer::BIGINT * 100000000 + (nth * 40692011 + 7919) % 100000000;
CREATE MACRO named(persons) AS TABLE
    WITH drawn AS (
        SELECT *, age >= 45 AS old,
            -- children have their father's surname, or the lone parent's
            floor(draw(if(of_the_house, household, person), 'surname') * 1000)::INTEGER AS slot,
            floor(draw(person, 'middle name') * 1000)::INTEGER AS middle_slot,
            floor(draw(person, 'given name') * 1000)::INTEGER AS given_slot,
            draw(person, 'typing') AS typing
        FROM query_table(persons)
    )
    SELECT drawn.* EXCLUDE (old, slot, middle_slot, given_slot, typing),
        CASE WHEN typing < getvariable('in_capitals') THEN upper(surname || ' ' || middle || ' ' || given)
            WHEN typing < getvariable('in_capitals') + getvariable('decomposed')
                THEN surname_nfd || ' ' || middle_nfd || ' ' || given_nfd
            ELSE surname || ' ' || middle || ' ' || given END AS name
    FROM drawn JOIN surname USING (slot)
        JOIN middle USING (male, old, middle_slot) JOIN given USING (male, old, given_slot);
"""

SLOTS = """
CREATE TABLE surname AS SELECT slot, composed AS surname, decomposed AS surname_nfd FROM slots('surname');
CREATE TABLE middle AS
    SELECT male, old, slot AS middle_slot, composed AS middle, decomposed AS middle_nfd FROM slots('middle');
CREATE TABLE given AS
    SELECT male, old, slot AS given_slot, composed AS given, decomposed AS given_nfd FROM slots('given');
"""

NUMBERED = """
CREATE OR REPLACE TEMP TABLE numbered AS
WITH born AS (
    SELECT member.*, commune.code, commune.province, commune.issuer,
        -- wherever the family lived then, the province is one of the list of 63
        (CASE WHEN draw(person, 'born elsewhere') < getvariable('born_elsewhere')
            THEN getvariable('list_63')[1 + floor(draw(person, 'birthplace') * 63)::INTEGER]
            ELSE commune.issuer END)::INTEGER AS born_in,
        (2 * (year(birth) // 100 - 19) + (NOT male)::INTEGER)::INTEGER AS digit, (year(birth) % 100)::INTEGER AS year,
        number_of(commune.issuer, commune.first + position) AS bhxh_no
    FROM member JOIN commune ON commune.number = member.commune
), counted AS (
    SELECT *, row_number() OVER (PARTITION BY born_in, digit, year ORDER BY person) - 1 AS nth FROM born
)
SELECT counted.* EXCLUDE (nth), personal_id(born_in, digit, year, nth + coalesce(taken.many, 0)) AS person_id
FROM counted LEFT JOIN taken USING (born_in, digit, year)
"""

TAKEN = """
CREATE OR REPLACE TABLE taken AS
SELECT born_in, digit, year, sum(many)::BIGINT AS many
FROM (FROM taken UNION ALL SELECT born_in, digit, year, count(*) FROM numbered GROUP BY ALL)
GROUP BY ALL
"""

NAMED = "CREATE OR REPLACE TEMP TABLE identified AS FROM named('numbered')"

STEPS = (NUMBERED, TAKEN, NAMED)


@dataclass(frozen=True)
class NamePart:
    """``male``, ``old``: None where it is of all. SQL here can compose letters but not decompose them."""

    part: str
    male: bool | None
    old: bool | None
    composed: str
    decomposed: str
    weight: float


def name_parts() -> Iterator[NamePart]:
    with (DATA / "names.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield NamePart(
                row["part"],
                row["sex"] == "male" if row["sex"] else None,
                row["generation"] == "old" if row["generation"] else None,
                unicodedata.normalize("NFC", row["text"]),
                unicodedata.normalize("NFD", row["text"]),
                float(row["weight"]),
            )
