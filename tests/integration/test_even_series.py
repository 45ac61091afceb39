"""A series that is passed over because it runs evenly is one in which the checks would have found nothing."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansinh.imports.checks import series
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import NewFact, Request
from tests.integration.checked_figures import check
from tests.integration.factories import unit

pytestmark = pytest.mark.django_db

INDICATORS = ("participants_bhyt", "collections", "arrears", "health_visits")
Given = tuple[str, int, Decimal, Hedge]  # indicator, month, value
RISING = ["1.001", "1.02", "1.15", "1.16", "1.5", "2", "6"]
STEPS = [RISING, [*RISING, "1", "0.99", "0.85", "0.5", "1000", "0.001"]]


@st.composite
def figures(draw: st.DrawFn) -> Sequence[Given]:
    """Of one commune: some months of some indicators, each a step from the month before."""
    found = []
    for indicator in draw(st.lists(st.sampled_from(INDICATORS), min_size=1, max_size=2, unique=True)):
        value = Decimal(draw(st.sampled_from([0, 299, 5_000, 40_000_000_000])))
        steps = st.sampled_from(draw(st.sampled_from(STEPS)))
        for month in sorted(draw(st.sets(st.integers(1, 12), min_size=2, max_size=4))):
            hedge = draw(st.sampled_from([Hedge.EXACT] * 9 + [Hedge.OVER]))
            found.append((indicator, month, value, hedge))
            value = (value * Decimal(draw(steps))).quantize(Decimal(1))
    return found


@given(figures())
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_finding_is_missed(monkeypatch: pytest.MonkeyPatch, given_figures: Sequence[Given]) -> None:
    facts = [
        NewFact(
            unit("46").pk,
            Request(indicator, catalogue()[indicator].fact_period(Period.month(2019, month))),
            value,
            hedge,
            0,
            0,
            0,
        )
        for indicator, month, value, hedge in given_figures
    ]
    passed_over = check(*facts)
    with monkeypatch.context() as every_series:
        every_series.setattr(series, "even_units", lambda *_about: set())
        looked_at = check(*facts)
    assert _said(passed_over.findings) == _said(looked_at.findings)


def _said(findings: Sequence[object]) -> list[str]:
    return [repr(one) for one in findings]
