"""The order in which uninsured households are visited, and why each stands where it stands."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.registers.codes.groups import groups_on
from ansinh.registers.outreach import Outreach, OutreachKey, Visit, outreach
from ansinh.registers.questions import Reason, UninsuredRow
from ansinh.registers.records import Sex

AT = date(2026, 6, 30)
GROUPS = groups_on(AT)


def person(household: str, name: str, group: str = "GD", lapsed_on: date | None = None) -> UninsuredRow:
    reason = Reason.LAPSED if lapsed_on else Reason.NEVER
    return UninsuredRow(household, None, None, name, None, Sex.UNKNOWN, group, "", reason, lapsed_on, "")


def households(found: Outreach) -> list[str]:
    return [visit.household for visit in found.visits]


def why(visit: Visit) -> list[str]:
    return [message.text("en") for message in visit.why]


def test_the_state_s_own_come_first_then_the_lately_lapsed_then_the_subsidised_then_the_many():
    rows = [
        person("H1", "Một"),
        person("H2", "Hai"),
        person("H2", "Hai B"),
        person("H3", "Ba", "HS"),
        person("H4", "Bốn", "CN"),
        person("H5", "Năm", "GD", AT - timedelta(days=90)),
        person("H6", "Sáu", "HN"),
        person("H7", "Bảy", "GD", AT - timedelta(days=91)),
    ]
    found = outreach(rows, GROUPS, AT)
    assert households(found) == ["H6", "H5", "H4", "H3", "H2", "H1", "H7"]
    assert [visit.place for visit in found.visits] == [1, 2, 3, 4, 5, 6, 7]
    assert (found.households_left, found.persons_left) == (0, 0)


def test_each_visit_says_why():
    rows = [person("H1", "An", "HN"), person("H1", "Bình", "GD", AT), person("H2", "Chi", "CN"), person("H3", "Dũng")]
    first, second, third = outreach(rows, GROUPS, AT).visits
    assert why(first) == ["the State pays wholly (HN)", "insured until at most 90 days ago: 1", "not insured: 2"]
    assert why(second) == ["the State pays at least 70%", "not insured: 1"]
    assert why(third) == ["not insured: 1"]


def test_within_a_household_whoever_puts_it_forward_stands_first():
    rows = [person("H1", "An"), person("H1", "Bình", "CN"), person("H1", "Chi", "TE"), person("H1", "Dũng", "GD", AT)]
    (visit,) = outreach(rows, GROUPS, AT).visits
    assert [row.name for row in visit.persons] == ["Chi", "Dũng", "Bình", "An"]


def test_the_capacity_is_counted_in_households_and_what_is_left_is_told():
    rows = [person("H1", "An", "HN"), person("H2", "Bình"), person("H2", "Chi"), person("H3", "Dũng")]
    found = outreach(rows, GROUPS, AT, capacity=1)
    assert households(found) == ["H1"]
    assert (found.households_left, found.persons_left) == (2, 3)
    assert outreach(rows, GROUPS, AT, capacity=0) == Outreach((), 3, 4)
    assert outreach(rows, GROUPS, AT, capacity=9).households_left == 0
    with pytest.raises(ValueError, match="below 0"):
        outreach(rows, GROUPS, AT, capacity=-1)


def test_who_has_no_household_is_one_alone():
    rows = [person("", "An"), person("", "Bình"), person("H1", "Chi")]
    found = outreach(rows, GROUPS, AT)
    assert [[row.name for row in visit.persons] for visit in found.visits] == [["Chi"], ["An"], ["Bình"]]


def test_the_order_is_the_agency_s_to_choose():
    rows = [person("H1", "An", "HN"), person("H2", "Bình"), person("H2", "Chi")]
    found = outreach(rows, GROUPS, AT, order=(OutreachKey.UNINSURED,))
    assert households(found) == ["H2", "H1"]
    assert why(found.visits[0]) == ["not insured: 2"]
    assert households(outreach(rows, GROUPS, AT, order=())) == ["H1", "H2"]
    with pytest.raises(ValueError, match="once"):
        outreach(rows, GROUPS, AT, order=(OutreachKey.UNINSURED, OutreachKey.UNINSURED))


def test_the_state_s_share_is_that_of_the_day():
    rows = [person("H1", "An", "GB"), person("H2", "Bình", "HS")]
    before, after = date(2025, 8, 14), date(2025, 8, 15)
    assert households(outreach(rows, groups_on(before), before)) == ["H1", "H2"]  # both 30 %: by code
    assert households(outreach(rows, groups_on(after), after)) == ["H2", "H1"]


def test_an_unknown_group_puts_nobody_forward_and_stops_nothing():
    found = outreach([person("H1", "An", ""), person("H2", "Bình", "QQ"), person("H3", "Chi", "TE")], GROUPS, AT)
    assert households(found) == ["H3", "H1", "H2"]


def test_nobody_uninsured_is_no_visit():
    assert outreach([], GROUPS, AT) == Outreach(())


PERSONS = st.builds(
    person,
    st.sampled_from(("", "H1", "H2", "H3")),
    st.sampled_from(("An", "Ân", "Bình", "Chi")),
    st.sampled_from(("GD", "HN", "CN", "")),
    st.sampled_from((None, AT - timedelta(days=1), AT - timedelta(days=200))),
)


@given(st.lists(PERSONS, max_size=8), st.integers(0, 4), st.randoms())
def test_everybody_is_visited_once_or_counted_whatever_the_order_of_the_rows(
    rows: list[UninsuredRow], capacity: int, random: Random
):
    found = outreach(rows, GROUPS, AT, capacity=capacity)
    visited = [row for visit in found.visits for row in visit.persons]
    assert len(visited) + found.persons_left == len(rows)
    assert all(visited.count(row) <= rows.count(row) for row in visited)
    mixed = list(rows)
    random.shuffle(mixed)
    assert outreach(mixed, GROUPS, AT, capacity=capacity) == found
