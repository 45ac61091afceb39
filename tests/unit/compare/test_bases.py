"""What a figure is compared with is written in a word, read back, and says itself in both languages."""

import pytest

from ansinh.compare.bases import Base, BaseKind, base_period, comparable
from ansinh.compare.errors import BaseUnreadableError
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.periods import Period

WRITTEN = {
    "same-period": "vs_same_period",
    "end:2015": "vs_end_2015",
    "previous-month": "vs_previous_month",
    "previous-quarter": "vs_previous_quarter",
    "plan": "vs_plan",
    "threshold": "vs_threshold",
    "target:2025": "vs_target_2025",
}


@pytest.mark.parametrize(("text", "name"), WRITTEN.items())
def test_a_base_is_read_and_named(text: str, name: str) -> None:
    base = Base.parse(f" {text.upper()} ")
    assert base.id == name
    assert base.text("vi") != base.text("en")
    if base.year:
        assert str(base.year) in base.text("vi")


def test_every_kind_of_base_can_be_written() -> None:
    assert {Base.parse(text).kind for text in WRITTEN} == set(BaseKind)


@pytest.mark.parametrize(
    "text", ["", "end", "target", "plan:2020", "end:20", "end:20155", "last year", "end:2015,plan", "end:năm"]
)
def test_anything_else_is_refused_with_what_can_be_written(text: str) -> None:
    with pytest.raises(BaseUnreadableError) as refusal:
        Base.parse(text)
    assert "same-period" in refusal.value.text("vi")


@pytest.mark.parametrize(
    ("text", "asked", "period"),
    [
        ("same-period", "2020-02-29", "2019-02-28"),
        ("same-period", "2020-Q1", "2019-Q1"),
        ("previous-month", "2020-01", "2019-12"),
        ("previous-month", "2020-5M", "2020-04"),
        ("previous-month", "2020", "2020-11"),
        ("previous-quarter", "2020-Q1", "2019-Q4"),
        ("previous-quarter", "2020-05", "2020-Q1"),
        ("end:2015", "2020-05", "2015"),
    ],
)
def test_the_earlier_period_is_found(text: str, asked: str, period: str) -> None:
    assert base_period(Base.parse(text), Period.parse(asked)) == Period.parse(period)


@pytest.mark.parametrize("text", ["plan", "threshold", "target:2025"])
def test_a_bar_is_no_earlier_period(text: str) -> None:
    with pytest.raises(ValueError, match="not a time"):
        base_period(Base.parse(text), Period.month(2020, 5))


@pytest.mark.parametrize(
    ("indicator", "asked", "text", "says_something"),
    [
        ("collections", "2020-05", "end:2019", False),
        ("collections", "2020-05", "same-period", True),
        ("collections", "2020-05", "previous-month", True),
        ("collections", "2020-05", "previous-quarter", False),
        ("collections", "2020-06", "previous-quarter", True),
        ("collections", "2020-05-15", "previous-month", False),
        ("collections_vs_plan", "2020-05", "end:2019", False),
        ("collections_vs_plan", "2020-05", "previous-month", True),
        ("collections_vs_plan", "2020-01", "previous-month", False),
        ("amount_due", "2020-05", "end:2019", True),
        ("participants_bhyt", "2020-05", "end:2019", True),
        ("participants_bhyt", "2020-05-15", "previous-month", True),
        ("bhyt_coverage", "2020-05", "end:2019", True),
        ("population", "2020-05", "previous-month", False),
        ("population", "2020-05", "previous-quarter", False),
        ("population", "2020-05", "same-period", True),
    ],
)
def test_only_what_is_alike_is_compared(indicator: str, asked: str, text: str, says_something: bool) -> None:
    assert comparable(catalogue()[indicator], Base.parse(text), Period.parse(asked)) is says_something
