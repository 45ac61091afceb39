"""What must hold between the answers to several questions, shown of the plain engine, which the others equal."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ansinh.registers.engines.memory import MemoryEngine
from ansinh.registers.questions import (
    Coverage,
    CoverageRow,
    Dimension,
    Lapses,
    Movement,
    MovementRow,
    Outlook,
    Uninsured,
)
from ansinh.registers.records import SCHEMES, Register, Scheme
from tests.generative.random_registers import COMMUNES, asked_on, coverages, movements, registers

Total = tuple[int, int]


@given(movements(), registers(most_changes=1), registers())
def test_movement_adds_up_in_every_row(question: Movement, earlier: Register, later: Register) -> None:
    for row in MemoryEngine(later, earlier).answer(question):
        came = row.joined + row.arrived + row.born + row.moved_in + row.regrouped_in
        went = row.lapsed + row.left + row.died + row.moved_out + row.regrouped_out
        assert row.insured_before + came - went == row.insured_after


@given(registers(most_changes=1), registers(), st.sampled_from(Scheme))
def test_movement_begins_and_ends_with_the_coverage_of_its_registers(
    earlier: Register, later: Register, scheme: Scheme
) -> None:
    moved = MemoryEngine(later, earlier).answer(Movement(scheme))

    assert _insured_in(moved, lambda row: row.insured_before) == _insured_in_coverage(earlier, scheme)
    assert _insured_in(moved, lambda row: row.insured_after) == _insured_in_coverage(later, scheme)


@given(registers(most_changes=1), registers(), st.sampled_from(Scheme))
def test_whoever_moves_in_or_is_regrouped_has_moved_out_or_been_regrouped(
    earlier: Register, later: Register, scheme: Scheme
) -> None:
    rows = MemoryEngine(later, earlier).answer(Movement(scheme))

    assert sum(row.moved_in for row in rows) == sum(row.moved_out for row in rows)
    assert sum(row.regrouped_in for row in rows) == sum(row.regrouped_out for row in rows)


@given(st.data(), registers(), st.sampled_from(Dimension))
def test_coverage_rolled_up_is_coverage_asked_without_the_dimension(
    data: st.DataObject, register: Register, dropped: Dimension
) -> None:
    question: Coverage = data.draw(coverages(register.as_of))
    coarser = replace(question, by=tuple(one for one in question.by if one is not dropped))
    engine = MemoryEngine(register)

    assert _rolled_up(engine.answer(question), dropped) == _rolled_up(engine.answer(coarser), dropped)


@given(st.data(), registers())
def test_insured_in_any_scheme_are_as_many_as_in_each_and_no_more_than_in_all(
    data: st.DataObject, register: Register
) -> None:
    at = data.draw(asked_on(register.as_of))
    rows = MemoryEngine(register).answer(Coverage(at, schemes=tuple(Scheme), by=()))
    insured = {row.scheme: row.insured for row in rows}
    each = [insured.get(scheme, 0) for scheme in SCHEMES]

    assert max(each) <= insured.get(Scheme.ANY, 0) <= sum(each)


@given(st.data(), registers(), st.sampled_from(Scheme))
def test_the_uninsured_listed_are_the_gap(data: st.DataObject, register: Register, scheme: Scheme) -> None:
    at = data.draw(asked_on(register.as_of))
    engine = MemoryEngine(register)
    gaps = {row.commune: row.uninsured for row in engine.answer(Coverage(at, (scheme,), (Dimension.COMMUNE,)))}

    for commune in COMMUNES:
        assert len(engine.answer(Uninsured(commune, at, scheme))) == gaps.get(commune, 0)


@given(registers(), st.sampled_from(Scheme), st.sampled_from((1, 13, 60)))
def test_lapses_are_the_fall_in_coverage_where_nobody_begins(register: Register, scheme: Scheme, weeks: int) -> None:
    engine = MemoryEngine(_without_beginnings(register))
    question = Lapses(register.as_of, weeks, scheme)
    fallen = _insured(engine, register.as_of, scheme)
    fallen.subtract(_insured(engine, question.end, scheme))

    lapsed: Counter[str | None] = Counter()
    for row in engine.answer(question):
        lapsed[row.commune] += row.persons

    assert lapsed == +fallen


@given(st.data(), registers(), st.sampled_from(Scheme), st.integers(0, 400))
def test_the_outlook_is_coverage_of_every_day(
    data: st.DataObject, register: Register, scheme: Scheme, days: int
) -> None:
    engine, start = MemoryEngine(register), data.draw(asked_on(register.as_of))
    at = start + timedelta(days=data.draw(st.integers(0, days)))
    insured = _insured(engine, start, scheme)
    for row in engine.answer(Outlook(start, days, scheme)):
        insured[row.commune] += (row.begun if row.day <= at else 0) - (row.ended if row.day < at else 0)

    assert insured == _insured(engine, at, scheme)


def _without_beginnings(register: Register) -> Register:
    """No spell begins after the register's day."""
    return Register(
        register.as_of,
        tuple(line for link in register.chain() for line in link.residents),
        tuple(one for link in register.chain() for one in link.spells if one.valid_from <= register.as_of),
    )


def _insured(engine: MemoryEngine, at: date, scheme: Scheme) -> Counter[str | None]:
    rows = engine.answer(Coverage(at, (scheme,), (Dimension.COMMUNE,)))
    return Counter({row.commune: row.insured for row in rows})


def _insured_in(rows: list[MovementRow], count: Callable[[MovementRow], int]) -> dict[object, int]:
    return {(row.commune, row.group): count(row) for row in rows if count(row)}


def _insured_in_coverage(register: Register, scheme: Scheme) -> dict[object, int]:
    rows = MemoryEngine(register).answer(Coverage(register.as_of, (scheme,)))
    return {(row.commune, row.group): row.insured for row in rows if row.insured}


def _rolled_up(rows: list[CoverageRow], dropped: Dimension) -> dict[object, Total]:
    totals: dict[object, Total] = defaultdict(lambda: (0, 0))
    for row in rows:
        cell = row._replace(residents=0, insured=0, **{dropped.value: None})
        residents, insured = totals[cell]
        totals[cell] = (residents + row.residents, insured + row.insured)
    return dict(totals)
