"""Answers by commune added up to units are the answers of those units."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.registers.areas import Areas, Commune
from ansinh.registers.engines.memory import MemoryEngine
from ansinh.registers.questions import Coverage, CoverageRow, Dimension, LapseRow, Lapses, Movement, MovementRow
from ansinh.registers.records import Register, Resident, Scheme, Sex, Spell
from ansinh.registers.rollup import CommuneUnknownError, chains, coverage_of, lapses_of, movement_of

DAY, LATER = date(2025, 3, 31), date(2025, 4, 30)
COMMUNES = ("31117", "31120", "30280")
AREAS = Areas(
    DAY,
    {
        code: Commune(code, code, "xã", above[-1], above)
        for code, above in zip(COMMUNES, (("916", "92"), ("916", "92"), ("883", "89")), strict=True)
    },
)
GROUPS = ("GD", "HS")
UNITS = ("916", "92", "89", "VN", "31117")


def test_a_commune_lies_in_each_unit_that_is_asked_for_the_nearest_first():
    assert chains(AREAS, UNITS)["31117"] == ("31117", "916", "92", "VN")
    assert chains(AREAS, ("VN", "89"))["31117"] == ("VN",)


def test_coverage_is_added_up_with_or_without_the_other_dimensions():
    rows = [
        CoverageRow(Scheme.BHYT, "31117", "GD", Sex.MALE, None, 10, 8),
        CoverageRow(Scheme.BHYT, "31117", "HS", Sex.MALE, None, 5, 5),
        CoverageRow(Scheme.BHYT, "31120", "GD", Sex.FEMALE, None, 7, 1),
        CoverageRow(Scheme.BHYT, "30280", "GD", Sex.MALE, None, 3, 3),
    ]
    assert coverage_of(rows, chains(AREAS, ["92", "VN"]), by=()) == [
        CoverageRow(Scheme.BHYT, "92", None, None, None, 22, 14),
        CoverageRow(Scheme.BHYT, "VN", None, None, None, 25, 17),
    ]
    assert coverage_of(rows, chains(AREAS, ["92"]), by=(Dimension.GROUP,)) == [
        CoverageRow(Scheme.BHYT, "92", "GD", None, None, 17, 9),
        CoverageRow(Scheme.BHYT, "92", "HS", None, None, 5, 5),
    ]
    assert len(coverage_of(rows, chains(AREAS, ["92"]))) == 3
    assert coverage_of(rows, chains(AREAS, ["89"]), by=()) == [CoverageRow(Scheme.BHYT, "89", None, None, None, 3, 3)]


def test_lapses_are_added_up_by_week():
    week, next_week = date(2025, 3, 31), date(2025, 4, 7)
    rows = [LapseRow("31117", week, 2), LapseRow("31120", week, 3), LapseRow("30280", next_week, 4)]
    assert lapses_of(rows, chains(AREAS, ["VN", "92"])) == [
        LapseRow("92", week, 5),
        LapseRow("VN", week, 5),
        LapseRow("VN", next_week, 4),
    ]


def test_a_commune_of_another_day_is_refused():
    with pytest.raises(CommuneUnknownError) as unknown:
        lapses_of([LapseRow("99999", DAY, 1)], chains(AREAS, ["VN"]))
    assert "99999" in unknown.value.cause.text("en")
    with pytest.raises(ValueError, match="by commune"):
        coverage_of([CoverageRow(Scheme.BHYT, None, None, None, None, 1, 1)], chains(AREAS, ["VN"]))


def test_moves_between_communes_of_one_unit_stay_on_both_sides_and_cancel_in_the_difference():
    moved = [
        MovementRow("31117", None, 10, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 6),
        MovementRow("31120", None, 10, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 13),
        MovementRow("30280", None, 10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 11),
    ]
    province, country = movement_of(moved, chains(AREAS, ["92", "VN"]))
    assert (province.moved_in, province.moved_out) == (3, 4)  # one of the four left the province
    assert (province.insured_before, province.insured_after) == (20, 19)
    assert (country.moved_in, country.moved_out) == (4, 4)


def registers(draw: st.DrawFn, day: date) -> Register:
    residents = tuple(
        Resident(commune, person_id=person, group=group)
        for person in range(1, 8)
        if (commune := draw(st.sampled_from((*COMMUNES, "")))) and (group := draw(st.sampled_from(GROUPS)))
    )
    spells = tuple(
        Spell(Scheme.BHYT, date(2025, 1, 1), draw(st.sampled_from((DAY, LATER, date(2025, 12, 31)))), person)
        for person in range(1, 8)
        if draw(st.booleans())
    )
    return Register(day, residents, spells)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Register, Register]:
    return registers(draw, DAY), registers(draw, LATER)


def adds_up(row: MovementRow) -> bool:
    come = row.joined + row.arrived + row.born + row.moved_in + row.regrouped_in
    gone = row.lapsed + row.left + row.died + row.moved_out + row.regrouped_out
    return row.insured_before + come - gone == row.insured_after


@given(pairs())
def test_every_row_added_up_still_adds_up(pair: tuple[Register, Register]):
    rows = MemoryEngine(pair[1], pair[0]).answer(Movement())
    rolled = movement_of(rows, chains(AREAS, UNITS))
    assert all(map(adds_up, rolled))
    assert all(map(adds_up, movement_of(rows, chains(AREAS, UNITS), by_group=False)))
    assert sum(row.insured_after for row in rolled if row.commune == "VN") == sum(row.insured_after for row in rows)


@given(pairs())
def test_without_group_it_is_what_asking_without_group_gives(pair: tuple[Register, Register]):
    engine = MemoryEngine(pair[1], pair[0])
    by_commune = engine.answer(Movement(by=(Dimension.COMMUNE,)))
    rolled = movement_of(engine.answer(Movement()), chains(AREAS, COMMUNES), by_group=False)
    assert rolled == by_commune


@given(pairs())
def test_coverage_and_lapses_of_the_country_are_those_asked_without_commune(pair: tuple[Register, Register]):
    engine = MemoryEngine(pair[0])
    by_commune = engine.answer(Coverage(LATER))
    whole = engine.answer(Coverage(LATER, by=(Dimension.GROUP,)))
    rolled = coverage_of(by_commune, chains(AREAS, ["VN"]))
    assert [row._replace(commune=None) for row in rolled] == whole
    lapses = engine.answer(Lapses(DAY, weeks=60))
    assert sum(row.persons for row in lapses_of(lapses, chains(AREAS, ["VN"]))) == sum(row.persons for row in lapses)
