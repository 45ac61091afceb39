"""The whole way: a province is simulated and loaded, its report reconciled, and every step adds up."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import NewFact, Request
from ansinh.places.finding import find_unit
from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.loading import Codes, Limits, Source, load
from ansinh.registers.questions import Coverage, Dimension
from ansinh.registers.records import SCHEMES
from ansinh.registers.simulation.given import Simulation
from ansinh.registers.simulation.simulator import simulate
from ansinh.registers.snapshots.store import Registers, Snapshot
from ansinh.reviews.areas import areas_on
from ansinh.reviews.reconciling import REPORTED, reconcile
from tests.integration import factories

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 31)
PERSONS = 3_000
GROUPS = (
    "CA CB CC CH CK CN CS CT DK DN DT GB GD HC HD HN HS HT HX KC LH LS MS NN NO PV QN SV TA TB TC TE TK TN TQ TS TY XB"
)


@pytest.fixture
def simulated(tmp_path: Path) -> Snapshot:
    areas = areas_on(DAY)
    wanted = Simulation(persons=PERSONS, seed=1, as_of=DAY, within=areas.within("92"))
    made = simulate(tmp_path / "made", wanted, areas, limits=Limits(1, 2)).directory
    sources = [Source(made / "residents", "residents"), Source(made / "spells", "spells")]
    codes = Codes({code: frozenset() for code in GROUPS.split()})
    registers = Registers(tmp_path / "registers")
    return load(registers, sources, as_of=DAY, areas=areas, codes=codes, limits=Limits(1, 2)).snapshot


def test_every_scheme_adds_up_from_the_report_to_the_residents_insured(simulated: Snapshot) -> None:
    engine, unit = DuckEngine(simulated, threads=2), find_unit("92", DAY)
    rows = engine.answer(Coverage(DAY, SCHEMES, (Dimension.COMMUNE,)))
    for scheme in SCHEMES:
        request = Request(REPORTED[scheme], Period.day(DAY))
        factories.report(NewFact(unit.pk, request, Decimal(2_000), Hedge.EXACT, 0, 0, 0), of="VN", on=DAY)
        found = reconcile(engine, unit, scheme)
        insured = sum(row.insured for row in rows if row.scheme is scheme)
        assert found.bridge.counted.insured_residents == insured > 0
        assert found.bridge.reported + sum(step.persons for step in found.steps) == insured


def test_a_quarter_of_employees_have_their_card_from_elsewhere(simulated: Snapshot) -> None:
    engine, unit = DuckEngine(simulated, threads=2), find_unit("92", DAY)
    request = Request(REPORTED[SCHEMES[0]], Period.day(DAY))
    factories.report(NewFact(unit.pk, request, Decimal(2_000), Hedge.EXACT, 0, 0, 0), of="VN", on=DAY)
    counted = reconcile(engine, unit, SCHEMES[0]).bridge.counted
    assert 0 < counted.issued_elsewhere < counted.insured_residents / 5
    assert counted.second_cards > 0
    assert counted.unlisted > 0
