"""One figure in another unit of measure than its column is asked about, even when nothing is known of before."""

from decimal import Decimal

import pytest

from ansinh.imports.checks.checking import check_figures
from ansinh.imports.checks.figures import Figures
from ansinh.imports.errors import Check, Finding, Severity
from ansinh.ledger.facts import NewFact
from tests.integration.factories import A_DAY, COLLECTIONS, INSURED, given, unit

pytestmark = pytest.mark.django_db

MEMBERS = ("42", "44", "45", "46", "48", "49")
MILLION = 10**6


def found(values: tuple[int, ...], indicator: str = COLLECTIONS) -> list[Finding]:
    facts: list[NewFact] = [
        given(code, Decimal(value), indicator)._replace(row=row)
        for row, (code, value) in enumerate(zip(MEMBERS, values, strict=True))
    ]
    checked = check_figures(Figures(unit("cum-iv-2020"), A_DAY, ("S",), tuple(facts), None))
    return [finding for finding in checked.findings if finding.check is Check.UNIT_SLIP]


@pytest.mark.parametrize("factor", [1_000, 1_000_000])
def test_one_figure_a_thousand_or_a_million_times_its_peers_is_asked_about(factor: int) -> None:
    usual = tuple(number * 10**12 for number in (1, 2, 3, 1, 2))
    (finding,) = found((*usual, 2 * 10**12 * factor))
    assert (finding.cell, finding.severity) == ("A6", Severity.EXPLAIN)


def test_one_figure_a_thousandth_of_its_peers_is_asked_about() -> None:
    (finding,) = found((2_000_000, 1_500_000, 1_800_000, 900_000, 1_200_000, 1_100), INSURED)
    assert finding.cell == "A6"


def test_large_and_small_units_beside_each_other_are_usual() -> None:
    assert found((8_000_000, 300_000, 90_000, 40_000, 25_000, 9_000), INSURED) == []


def test_small_numbers_say_nothing() -> None:
    assert found((200, 150, 180, 90, 120, 0), INSURED) == []
    assert found((280, 1, 1, 1, 1, 1), INSURED) == []
