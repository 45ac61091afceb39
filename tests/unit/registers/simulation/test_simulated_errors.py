"""Errors that were put in, and the truth about them."""

import pytest

from ansinh.registers.simulation.errors import KINDS

OF_RESIDENTS = (
    "residents.name = truth.name AND residents.commune = truth.commune AND residents.household = truth.household"
)
OF_SPELLS = "spells.scheme = truth.scheme AND spells.bhxh_no = truth.bhxh_no AND spells.valid_from = truth.valid_from"


def _rows(simulating, kind: str, register: str, columns: str):
    return simulating.rows(
        f"SELECT {columns} FROM truth JOIN {register} ON "
        f"{OF_RESIDENTS if register == 'residents' else OF_SPELLS} WHERE truth.kind = '{kind}'"
    )


def _persons(simulating, kind: str) -> int:
    return simulating.simulated.errors[kind]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_is_put_in_at_about_its_rate(simulating, kind) -> None:
    expected = kind.rate * 60_000
    assert 0.3 * expected < _persons(simulating, kind.name) < 1.35 * expected + 5
    assert simulating.value(f"SELECT count(DISTINCT person_id) FROM truth WHERE kind = '{kind.name}'") == _persons(
        simulating, kind.name
    )


def test_a_person_has_one_kind_at_most(simulating) -> None:
    assert (
        simulating.value("SELECT max(kinds) FROM (SELECT count(DISTINCT kind) AS kinds FROM truth GROUP BY person_id)")
        == 1
    )


def test_every_truth_points_at_a_line(simulating) -> None:
    for register in ("residents", "spells"):
        found = simulating.value(
            f"SELECT count(*) FROM truth WHERE register = '{register}' AND NOT EXISTS (FROM {register} "
            f"WHERE {OF_RESIDENTS if register == 'residents' else OF_SPELLS})"
        )
        assert found == 0


def test_a_repeated_line_stands_twice(simulating) -> None:
    lines = _rows(simulating, "repeated_line", "residents", "residents.person_id")
    assert len(lines) == 2 * _persons(simulating, "repeated_line")


def test_one_person_in_two_communes(simulating) -> None:
    rows = simulating.rows(
        """SELECT truth.was, truth.stands, list(residents.commune) FROM truth JOIN residents USING (person_id)
        WHERE kind = 'two_communes' GROUP BY ALL"""
    )
    assert len(rows) == _persons(simulating, "two_communes")
    assert all(was != stands and sorted(communes) == sorted([was, stands]) for was, stands, communes in rows)


def test_lines_without_id_have_the_number_or_nothing(simulating) -> None:
    number_only = _rows(simulating, "number_only", "residents", "residents.person_id, residents.bhxh_no, truth.bhxh_no")
    assert all(person is None and number == true for person, number, true in number_only)
    nothing = _rows(simulating, "no_identifier", "residents", "residents.person_id, residents.bhxh_no")
    assert set(nothing) == {(None, None)}
    assert len(number_only) + len(nothing) == simulating.value("SELECT count(*) FROM residents WHERE person_id IS NULL")


def test_an_unknown_commune_is_none_of_the_communes(simulating) -> None:
    rows = _rows(simulating, "unknown_commune", "residents", "residents.commune, truth.was")
    assert len(rows) == _persons(simulating, "unknown_commune")
    assert all(commune not in simulating.areas.communes and was in simulating.areas.communes for commune, was in rows)


def test_day_and_month_of_birth_are_swapped(simulating) -> None:
    rows = _rows(simulating, "birth_swapped", "residents", "residents.birth, truth.was::DATE")
    assert len(rows) == _persons(simulating, "birth_swapped")
    assert all(
        (stands.year, stands.month, stands.day) == (was.year, was.day, was.month) and stands != was
        for stands, was in rows
    )


def test_a_wrong_sex_is_against_the_id(simulating) -> None:
    rows = _rows(simulating, "wrong_sex", "residents", "residents.sex, truth.was, truth.person_id // 100000000 % 2")
    assert all(sex != was and was == ("female" if digit else "male") for sex, was, digit in rows)
    assert len(rows) == _persons(simulating, "wrong_sex")


def test_a_mistyped_id_is_nobodys(simulating) -> None:
    rows = _rows(simulating, "mistyped_id", "spells", "spells.person_id, truth.person_id, truth.stands::BIGINT")
    assert len(rows) >= _persons(simulating, "mistyped_id")
    assert all(stands == mistyped != true for mistyped, true, stands in rows)
    assert (
        simulating.value(
            "SELECT count(*) FROM truth JOIN residents ON residents.person_id = stands::BIGINT "
            "WHERE kind = 'mistyped_id'"
        )
        == 0
    )


def test_cards_of_residents_are_nobodys_only_where_the_truth_says_so(simulating) -> None:
    orphans = simulating.rows(
        """SELECT DISTINCT bhxh_no FROM spells WHERE person_id IS NOT NULL
        AND person_id NOT IN (SELECT person_id FROM residents WHERE person_id IS NOT NULL)"""
    )
    known = simulating.rows("SELECT bhxh_no FROM truth WHERE kind IN ('mistyped_id', 'number_only', 'no_identifier')")
    assert set(orphans) <= set(known)


def test_cards_by_number_only_lead_to_a_resident_by_the_number(simulating) -> None:
    rows = simulating.rows("SELECT bhxh_no IN (SELECT bhxh_no FROM residents) FROM spells WHERE person_id IS NULL")
    assert len(rows) >= _persons(simulating, "card_number_only")
    assert set(rows) == {(True,)}


def test_a_double_card_is_of_another_group_at_the_same_time(simulating) -> None:
    pairs = simulating.value(
        """SELECT count(DISTINCT truth.person_id) FROM truth
        JOIN spells AS double ON double.person_id = truth.person_id AND double."group" = truth.stands
        JOIN spells AS held ON held.person_id = truth.person_id AND held."group" = truth.was
        WHERE kind = 'double_card' AND stands <> was AND double.scheme = 'bhyt' AND held.scheme = 'bhyt'
        AND double.valid_from <= coalesce(held.valid_to, double.valid_from) AND held.valid_from <= double.valid_to"""
    )
    assert pairs == _persons(simulating, "double_card")


def test_a_wrong_benefit_stands_in_the_card_too(simulating) -> None:
    rows = _rows(
        simulating, "wrong_benefit", "spells", "spells.benefit, truth.was::INTEGER, truth.stands::INTEGER, spells.card"
    )
    held = [row for row in rows if row[0] == row[2]]
    assert {row[0] != row[1] for row in held} == {True}
    assert len(held) == _persons(simulating, "wrong_benefit")
    assert all(len(card) == 10 or int(card[2]) == benefit for benefit, _, _, card in rows)


def test_whoever_died_has_a_card_that_goes_on(simulating) -> None:
    rows = simulating.rows(
        """SELECT residents.status, truth.was::DATE <= DATE '2026-06-30',
            coalesce(spells.valid_to, DATE '9999-12-31') >= truth.was::DATE
        FROM truth JOIN residents USING (person_id) JOIN spells ON spells.person_id = truth.person_id
            AND spells.valid_from = truth.valid_from AND spells.scheme = 'bhyt' WHERE kind = 'died_with_card'"""
    )
    assert set(rows) == {("died", True, True)}
    assert simulating.value("SELECT count(*) FROM residents WHERE status = 'died'") == _persons(
        simulating, "died_with_card"
    )


def test_swapped_dates_end_before_they_begin(simulating) -> None:
    backward = simulating.value("SELECT count(*) FROM spells WHERE valid_to < valid_from")
    assert backward == _persons(simulating, "dates_swapped")
    assert set(_rows(simulating, "dates_swapped", "spells", "spells.valid_to = truth.was::DATE")) == {(True,)}
