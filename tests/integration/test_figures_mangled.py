"""Whatever plausible file is mangled in a known way, the known fault is found at its cell, and nothing else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from ansinh.ledger.facts import NewFact
from ansinh.ledger.models import Kind
from tests.integration.checked_figures import Found, asked, blocked, brief, cell_of, check, laid_out
from tests.integration.factories import COLLECTIONS, INSURED, MAY, given, report, unit

pytestmark = pytest.mark.django_db

CODES = ("01", "38", "42", "44")
BHXH, COMPULSORY, VOLUNTARY = "participants_bhxh", "participants_bhxh_compulsory", "participants_bhxh_voluntary"
EMPLOYERS, ARREARS = "employers_in_arrears", "employers_in_arrears_1_month"
VISITS, POPULATION = "health_visits", "population"
ACCUMULATE = (COLLECTIONS, VISITS)
TO_BILLIONS = {COLLECTIONS: 10**6}

Values = dict[tuple[str, str, str], int]  # by unit, indicator and period, in the base unit


@dataclass(frozen=True)
class Book:
    """``history``: what was approved before; ``file``: May's figures, in the order of the file."""

    history: Values
    targets: Values
    file: Values


@st.composite
def books(draw: st.DrawFn) -> Book:
    """Units of any size whose figures change by up to 3 % in a month, 10 % in a year."""
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True))
    history: Values = {}
    targets: Values = {}
    file: Values = {}
    for code in codes:
        size = draw(st.integers(50_000, 3_000_000))
        shares = {INSURED: 90, COMPULSORY: 12, VOLUNTARY: 2, EMPLOYERS: 3, ARREARS: 2, COLLECTIONS: 40, VISITS: 18}
        for indicator, share in shares.items():
            level = size * share // 100 * TO_BILLIONS.get(indicator, 1)
            months = (("2019-05", 5), ("2020-03", 3), ("2020-04", 4), (MAY, 5))
            for period, month in months:
                off = draw(st.integers(-15, 15))
                value = level * (1000 + off) // 1000
                value = value * month if indicator in ACCUMULATE else value
                (file if period == MAY else history)[code, indicator, period] = value
        targets[code, COLLECTIONS, "2020"] = size * 40 * 11 // 100 * 10**6
        targets[code, INSURED, "2020"] = size
        history[code, POPULATION, "2020"] = size
        file[code, BHXH, MAY] = file[code, COMPULSORY, MAY] + file[code, VOLUNTARY, MAY]
    return Book(history, targets, file)


def facts(values: Values, kind: Kind = Kind.ACTUAL) -> list[NewFact]:
    return [given(code, value, indicator, period, kind) for (code, indicator, period), value in values.items()]


@contextmanager
def approved(book: Book) -> Iterator[None]:
    """The book's history in the ledger, for as long as it is looked at."""
    with transaction.atomic():
        report(*facts(book.history), *facts(book.targets, Kind.TARGET))
        yield
        transaction.set_rollback(True)


def found(values: Values) -> list[Found]:
    return [brief(finding) for finding in check(*facts(values)).findings]


def cell(values: Values, code: str, indicator: str) -> str:
    placed = laid_out(facts(values))
    wanted = list(values).index((code, indicator, MAY))
    return cell_of(placed[wanted])


@settings(max_examples=25)
@drawn(books())
def test_a_plausible_file_gives_nothing(book: Book) -> None:
    with approved(book):
        assert found(book.file) == []


Mangle = Callable[[Book, str, str, int], int]


@dataclass(frozen=True)
class Fault:
    """``mangle`` gives the cell's wrong value, of a number drawn from 1 to 100."""

    indicators: tuple[str, ...]
    mangle: Mangle
    expected: Callable[[str], Found]


def before(book: Book, code: str, indicator: str) -> int:
    return book.history[code, indicator, "2020-04"]


FREE = (INSURED, COLLECTIONS, VISITS)  # that no total and no limit is made of
FAULTS = {
    "a thousand times": Fault(
        FREE, lambda book, code, of, _n: book.file[code, of, MAY] * 1_000, lambda at: asked("unit-slip", at)
    ),
    "a million times": Fault(
        FREE, lambda book, code, of, _n: book.file[code, of, MAY] * 10**6, lambda at: asked("unit-slip", at)
    ),
    "a thousandth": Fault(
        FREE, lambda book, code, of, _n: book.file[code, of, MAY] // 1_000, lambda at: asked("unit-slip", at)
    ),
    "fallen": Fault(
        ACCUMULATE,
        lambda book, code, of, n: before(book, code, of) * (100 + n // 2) // 151,
        lambda at: asked("falling", at),
    ),
    "a total": Fault((BHXH,), lambda book, code, of, n: book.file[code, of, MAY] + n, lambda at: blocked("sum", at)),
    "a part": Fault(
        (ARREARS,), lambda book, code, _of, n: book.file[code, EMPLOYERS, MAY] + n, lambda at: blocked("at-most", at)
    ),
    "over all": Fault(
        (INSURED,),
        lambda book, code, _of, n: book.history[code, POPULATION, "2020"] * (1_000 + n // 10) // 1_000 + 1,
        lambda at: asked("over-all", at),
    ),
    "over the plan": Fault(
        (COLLECTIONS,),
        lambda book, code, of, n: book.targets[code, of, "2020"] * (151 + n) // 100,
        lambda at: asked("plan-exceeded", at),
    ),
    "grown too much": Fault(
        (VISITS,),
        lambda book, code, of, n: book.history[code, of, "2019-05"] * (210 + n) // 100,
        lambda at: asked("outlier", at),
    ),
    "shrunk too much": Fault(
        (INSURED,),
        lambda book, code, of, n: before(book, code, of) * (69 - n // 2) // 100,
        lambda at: asked("outlier", at),
    ),
}


@pytest.mark.parametrize("name", FAULTS)
@settings(max_examples=10)
@drawn(book=books(), number=st.integers(1, 100), data=st.data())
def test_one_mangled_cell_is_the_one_finding(name: str, book: Book, number: int, data: st.DataObject) -> None:
    fault = FAULTS[name]
    code = data.draw(st.sampled_from(sorted({code for code, _of, _when in book.file})))
    indicator = data.draw(st.sampled_from(fault.indicators))
    mangled = book.file | {(code, indicator, MAY): fault.mangle(book, code, indicator, number)}
    with approved(book):
        assert found(mangled) == [fault.expected(cell(mangled, code, indicator))]


@settings(max_examples=15)
@drawn(book=books(), data=st.data())
def test_a_unit_copied_from_last_month_is_the_one_finding(book: Book, data: st.DataObject) -> None:
    codes = sorted({code for code, _of, _when in book.file})
    copied = set(data.draw(st.lists(st.sampled_from(codes), min_size=1, unique=True)))
    mangled = {
        key: value if key[0] not in copied or key[1] == BHXH else before(book, key[0], key[1])
        for key, value in book.file.items()
        if key[1] != BHXH  # of which nothing is known of last month
    }
    whole = len(copied) == len(codes) > 1
    first = {code: next(key for key in mangled if key[0] == code) for code in copied}
    cells = sorted(cell(mangled, code, first[code][1]) for code in copied)
    with approved(book):
        assert found(mangled) == [asked("same-as-before", one) for one in ([""] if whole else cells)]


@settings(max_examples=15)
@drawn(book=books(), data=st.data())
def test_an_approved_figure_that_is_sent_again_differently_is_the_one_finding(book: Book, data: st.DataObject) -> None:
    code, indicator, period = data.draw(st.sampled_from([key for key in book.history if key[2] == "2020-03"]))
    value = book.history[code, indicator, period]
    mangled = book.file | {(code, indicator, period): value - max(value // 1_000, 1)}
    with approved(book):
        placed = laid_out(facts(mangled))[-1]
        assert found(mangled) == [blocked("approved-differs", cell_of(placed))]


@settings(max_examples=15)
@drawn(book=books(), data=st.data())
def test_an_approved_figure_that_is_sent_again_is_left_out(book: Book, data: st.DataObject) -> None:
    code, indicator, period = data.draw(st.sampled_from([key for key in book.history if key[2] == "2020-03"]))
    again = book.file | {(code, indicator, period): book.history[code, indicator, period]}
    with approved(book):
        checked = check(*facts(again))
    assert [finding.check.value for finding in checked.findings] == ["approved-equal"]
    assert {(fact.unit, fact.request.indicator, fact.request.period) for fact in checked.facts} == {
        (fact.unit, fact.request.indicator, fact.request.period) for fact in facts(book.file)
    }


def slipped(values: Values, indicator: str) -> Values:
    return {key: value * 1_000 if key[1] == indicator else value for key, value in values.items()}


@settings(max_examples=15)
@drawn(book=books(), indicator=st.sampled_from(FREE))
def test_a_column_in_another_unit_of_measure_is_one_finding(book: Book, indicator: str) -> None:
    mangled = slipped(book.file, indicator)
    codes = list(dict.fromkeys(code for code, _of, _when in mangled))
    cells = [cell(mangled, code, indicator) for code in codes]
    with approved(book):
        assert found(mangled) == [asked("unit-slip", one) for one in (cells[:1] if len(codes) >= 3 else cells)]


def months_across(book: Book, code: str) -> list[NewFact]:
    level = book.file[code, COLLECTIONS, MAY] // 5
    return [given(code, level * month, COLLECTIONS, f"2018-{month:02}") for month in range(1, 13)]


@settings(max_examples=20)
@drawn(
    book=books(), month=st.integers(1, 12), factor=st.sampled_from([Decimal(1_000), Decimal(10**6), 1 / Decimal(1_000)])
)
def test_a_month_that_slipped_among_twelve_is_the_one_finding(book: Book, month: int, factor: Decimal) -> None:
    months = months_across(book, next(iter(book.file))[0])
    wrong = months[month - 1]
    months[month - 1] = given(
        next(code for code in CODES if unit(code).pk == wrong.unit),
        (wrong.value * factor).to_integral_value(),
        COLLECTIONS,
        f"2018-{month:02}",
    )
    assert [brief(one) for one in check(*months).findings] == [asked("unit-slip", "ABCDEFGHIJKL"[month - 1] + "1")]
