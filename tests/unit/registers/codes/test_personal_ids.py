"""What a personal ID says of its holder, and where it differs from the register."""

import csv
from datetime import date
from importlib.resources import files

import pytest

from ansinh.registers.codes.persons import (
    CENTURY_SEX,
    IdFinding,
    PersonFacts,
    facts_of,
    id_findings,
    prefixes,
    provinces_of_issue,
)
from ansinh.registers.records import Sex

CAN_THO_WOMAN_1987 = 92187000123


def test_an_id_says_place_of_registration_sex_and_year():
    assert facts_of(CAN_THO_WOMAN_1987) == PersonFacts("092", "92", Sex.FEMALE, 1987)
    assert facts_of(1205123456) == PersonFacts("001", "01", Sex.MALE, 2005)  # 001205123456


@pytest.mark.parametrize(
    ("digit", "sex", "century"),
    [(0, Sex.MALE, 1900), (1, Sex.FEMALE, 1900), (2, Sex.MALE, 2000), (3, Sex.FEMALE, 2000), (9, Sex.FEMALE, 2300)],
)
def test_the_fourth_digit_is_century_and_sex(digit: int, sex: Sex, century: int):
    facts = facts_of(int(f"079{digit}05000001"))
    assert (facts.sex, facts.birth_year) == (sex, century + 5)
    assert (digit, century, sex) in CENTURY_SEX


def test_the_list_of_63_is_that_of_the_catalogue_of_places():
    with (files("ansinh.places") / "data/areas.csv").open(encoding="utf-8") as areas:
        provinces = {
            "0" + row["code"]: row["name"]
            for row in csv.DictReader(areas)
            if row["level"] == "province"
            and (row["valid_from"] or "0") <= "2025-06-30" <= (row["valid_to"] or "9999-12-31")
        }
    assert dict(prefixes().provinces) == provinces
    assert len(provinces_of_issue()) == 63
    assert list(provinces_of_issue()) == sorted(provinces_of_issue())


def test_who_was_registered_abroad_has_a_country_s_code():
    facts = facts_of(101_0_80_000001)
    assert (facts.prefix, facts.province) == ("101", "")
    assert prefixes().is_abroad("101")
    assert id_findings(101_0_80_000001, date(1980, 5, 1), Sex.MALE) == ()


def test_what_agrees_or_is_not_known_is_not_found():
    assert id_findings(CAN_THO_WOMAN_1987, date(1987, 3, 2), Sex.FEMALE) == ()
    assert id_findings(CAN_THO_WOMAN_1987, None, Sex.UNKNOWN) == ()


@pytest.mark.parametrize(
    ("person_id", "birth", "sex", "findings"),
    [
        (CAN_THO_WOMAN_1987, date(1987, 1, 1), Sex.MALE, (IdFinding.SEX_DIFFERS,)),
        (CAN_THO_WOMAN_1987, date(1986, 12, 31), Sex.FEMALE, (IdFinding.BIRTH_YEAR_DIFFERS,)),
        (CAN_THO_WOMAN_1987, date(2087, 1, 1), Sex.FEMALE, (IdFinding.BIRTH_YEAR_DIFFERS,)),
        (3187000123, None, Sex.UNKNOWN, (IdFinding.PREFIX_UNKNOWN,)),
        (97187000123, date(1980, 1, 1), Sex.MALE, tuple(IdFinding)),
    ],
)
def test_each_difference_is_told(person_id: int, birth: date | None, sex: Sex, findings: tuple[IdFinding, ...]):
    assert id_findings(person_id, birth, sex) == findings


def test_every_known_prefix_has_three_digits_and_is_there_once():
    known = prefixes().known()
    assert len(known) == len(set(known))
    assert all(len(prefix) == 3 and prefix in prefixes() for prefix in known)
    assert not {"000", "003", "097", "100"} & set(known)


@pytest.mark.parametrize("number", [0, -1, 10**12])
def test_what_has_no_twelve_digits_is_no_id(number: int):
    with pytest.raises(ValueError, match="12 digits"):
        facts_of(number)
