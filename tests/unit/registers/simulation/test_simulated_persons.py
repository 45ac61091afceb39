"""Who lives in the simulated country."""

import unicodedata
from collections import Counter

import pytest

from ansinh.registers.simulation.communes import issuer, list_of_63, places

ALL = "(SELECT count(*) FROM residents)"


def test_there_are_as_many_persons_as_asked_for(simulating) -> None:
    repeated = simulating.simulated.errors["repeated_line"] + simulating.simulated.errors["two_communes"]
    assert simulating.simulated.residents == 60_000 + repeated
    assert simulating.value("SELECT count(*) FROM residents") == simulating.simulated.residents
    assert simulating.value("SELECT count(*) FROM spells") == simulating.simulated.spells


def test_communes_are_the_given_ones_and_of_unequal_size(simulating) -> None:
    sizes = Counter(dict(simulating.rows("SELECT commune, count(*) FROM residents GROUP BY 1")))
    assert set(sizes) - {"99999"} == set(simulating.areas.communes)
    assert max(sizes.values()) > 3 * sorted(sizes.values())[1]


def test_persons_are_shared_out_to_the_last_one(areas) -> None:
    for persons in (1, 99, 1_000, 123_457):
        assert sum(one.persons for one in places(areas, areas.communes, persons, 1)) == persons


def test_ages_are_those_of_viet_nam(simulating) -> None:
    children, old, male = simulating.rows(
        """SELECT avg((birth > DATE '2011-06-30')::INTEGER), avg((birth <= DATE '1966-06-30')::INTEGER),
        avg((sex = 'male')::INTEGER) FROM residents"""
    )[0]
    assert 0.225 < children < 0.255
    assert 0.125 < old < 0.15
    assert 0.48 < male < 0.52


def test_nobody_is_born_after_the_day_of_the_list_or_too_long_before(simulating) -> None:
    assert (
        simulating.value("SELECT count(*) FROM residents WHERE birth > DATE '2026-06-30' OR birth < DATE '1920-01-01'")
        == 0
    )


def test_some_of_the_old_have_a_year_of_birth_only(simulating) -> None:
    share = simulating.value(
        "SELECT avg((strftime(birth, '%m-%d') = '01-01')::INTEGER) FROM residents WHERE birth < DATE '1965-01-01'"
    )
    assert 0.02 < share < 0.07


def test_households_have_one_to_six_members_of_plausible_ages(simulating) -> None:
    sizes = dict(
        simulating.rows(
            "SELECT size, count(*) FROM (SELECT household, count(DISTINCT person_id) AS size "
            "FROM residents WHERE household NOT LIKE '%-00000' GROUP BY 1) GROUP BY 1"
        )
    )
    mean = sum(size * count for size, count in sizes.items()) / sum(sizes.values())
    assert 3 < mean < 3.6
    assert max(sizes) == 6
    assert 0.06 < sizes[1] / sum(sizes.values()) < 0.14
    # nobody lives with children only
    assert (
        simulating.value(
            "SELECT count(*) FROM (SELECT household FROM residents WHERE household NOT LIKE '%-00000' "
            "GROUP BY 1 HAVING min(birth) > DATE '2010-06-30' AND count(*) > 1)"
        )
        == 0
    )


def test_children_have_the_surname_of_somebody_at_home(simulating) -> None:
    alone = simulating.value(
        """WITH surnames AS (
            SELECT household, birth, upper(nfc_normalize(split_part(name, ' ', 1))) AS surname FROM residents
            WHERE household NOT LIKE '%-00000'
        )
        SELECT avg((NOT EXISTS (FROM surnames AS old WHERE old.household = child.household
            AND old.surname = child.surname AND old.birth < child.birth - 5000))::INTEGER)
        FROM surnames AS child WHERE birth > DATE '2012-01-01'"""
    )
    assert alone < 0.01


def test_surnames_are_as_frequent_as_in_viet_nam(simulating) -> None:
    shares = dict(
        simulating.rows(
            f"SELECT upper(nfc_normalize(split_part(name, ' ', 1))), count(*) / {ALL} FROM residents GROUP BY 1"
        )
    )
    assert 0.35 < shares["NGUYỄN"] < 0.42
    assert shares["NGUYỄN"] > shares["TRẦN"] > shares["LÊ"] > shares["PHẠM"] > 0.05
    assert 0.999 < sum(shares.values()) < 1.001


def test_some_names_are_in_capitals_or_decomposed(simulating) -> None:
    names = [name for (name,) in simulating.rows("SELECT name FROM residents")]
    capitals = sum(name.isupper() for name in names) / len(names)
    decomposed = sum(not unicodedata.is_normalized("NFC", name) for name in names) / len(names)
    assert 0.01 < capitals < 0.02
    assert 0.006 < decomposed < 0.014


def test_middle_names_tell_women_from_men(simulating) -> None:
    women = simulating.value("SELECT avg((sex = 'female')::INTEGER) FROM residents WHERE name LIKE '% Thị %'")
    men = simulating.value("SELECT avg((sex = 'male')::INTEGER) FROM residents WHERE name LIKE '% Văn %'")
    assert min(women, men) > 0.98


def test_ids_are_unique_and_have_twelve_digits(simulating) -> None:
    repeated = simulating.simulated.errors["repeated_line"] + simulating.simulated.errors["two_communes"]
    several = simulating.value(
        "SELECT sum(many - 1) FROM (SELECT count(*) AS many FROM residents GROUP BY person_id HAVING person_id > 0)"
    )
    assert several == repeated
    assert (
        simulating.value(
            "SELECT count(*) FROM residents WHERE person_id NOT BETWEEN 1001000000000 / 1000 AND 96399999999"
        )
        == 0
    )


def test_ids_say_birthplace_sex_and_year(simulating) -> None:
    wrong = simulating.value(
        """SELECT count(*) FROM residents WHERE person_id IS NOT NULL
        AND (person_id // 1000000 % 100 <> year(birth) % 100
            OR person_id // 100000000 % 10 <> 2 * (year(birth) // 100 - 19) + (sex = 'female')::INTEGER)"""
    )
    # the errors that were put in, and nothing else; a sex twice wrong in a repeated line cannot be
    assert wrong == simulating.simulated.errors["wrong_sex"]
    prefixes = {
        prefix
        for (prefix,) in simulating.rows("SELECT DISTINCT person_id // 1000000000 FROM residents WHERE person_id > 0")
    }
    assert prefixes == {int(code) for code in list_of_63()}


def test_a_tenth_are_born_elsewhere(simulating) -> None:
    homes = simulating.rows(
        "SELECT commune, person_id // 1000000000, count(*) FROM residents WHERE commune <> '99999' GROUP BY ALL"
    )
    born_here = sum(many for commune, prefix, many in homes if issuer(commune) == prefix)
    assert 0.885 < born_here / sum(many for *_, many in homes) < 0.915


@pytest.mark.parametrize(
    ("code", "province"), [("31117", 92), ("31318", 93), ("00004", 1), ("03646", 14), ("32248", 96)]
)
def test_numbers_are_issued_by_the_province_before_the_mergers(code: str, province: int) -> None:
    assert issuer(code) == province


def test_numbers_are_unique_and_have_ten_digits(simulating) -> None:
    assert (
        simulating.value(
            """SELECT count(*) FROM (SELECT bhxh_no FROM residents WHERE bhxh_no IS NOT NULL GROUP BY 1
        HAVING count(DISTINCT person_id) > 1)"""
        )
        == 0
    )
    assert simulating.value("SELECT count(*) FROM residents WHERE bhxh_no NOT BETWEEN 100000000 AND 9699999999") == 0
    assert simulating.value("SELECT count(DISTINCT bhxh_no // 100000000) FROM residents") == 4
