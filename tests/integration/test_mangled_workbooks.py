"""A good workbook in any layout gives its figures; a mistake made in it is found, in its cell, and no other."""

from collections import Counter
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ansinh.imports.files.received import WorkbookFile
from ansinh.imports.layout.answers import Answers
from ansinh.imports.reading import read
from ansinh.kernel.cells import cell_name
from ansinh.ledger.models import Kind
from ansinh.places.models import Unit
from tests.corpus.workbooks.case import ANY, Figure, Named
from tests.corpus.workbooks.mangled import MISTAKES, Layout, Made, Mistake, layouts, make
from tests.corpus.workbooks.sheets import plain

pytestmark = pytest.mark.django_db

RECEIVED = date(2026, 11, 2)
ONCE = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


class WasRead(NamedTuple):
    facts: Counter[Figure]
    findings: Counter[Named]
    notes: Counter[Named]
    questions: int
    unit: str


def _read(made: Made) -> WasRead:
    reading = read(WorkbookFile(made.file_name, made.content), Answers(), received=RECEIVED)
    codes = dict(Unit.objects.filter(pk__in={fact.unit for fact in reading.facts}).values_list("pk", "code"))
    facts = Counter(
        Figure(
            codes[fact.unit],
            fact.request.indicator,
            fact.request.period.iso,
            Kind(fact.request.kind).label,
            plain(fact.value),
            reading.sheets[fact.sheet],
            cell_name(fact.row, fact.column),
        )
        for fact in reading.facts
    )
    found = [Named(one.check.value, one.severity.value, one.sheet, one.cell) for one in reading.findings]
    return WasRead(
        facts,
        Counter(one for one in found if one.severity != "note"),
        Counter(one for one in found if one.severity == "note"),
        len(reading.questions),
        reading.unit.code if reading.unit else "",
    )


@given(layouts())
@ONCE
def test_a_good_workbook_gives_its_figures_whatever_its_layout(layout: Layout) -> None:
    made = make(layout)
    got = _read(made)
    assert got.findings == Counter()
    assert got.questions == 0
    assert got.facts == Counter(made.sheet.facts)
    assert got.unit == "cum-iv-2020"
    assert any(note.check == "hidden" for note in got.notes) == (layout.hidden_row is not None)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
@given(data=st.data())
@ONCE
def test_a_mistake_is_found_in_its_cell_and_no_other(mistake: Mistake, data: st.DataObject) -> None:
    """A total that no longer is the sum of what can be read may be spoken of too."""
    layout = data.draw(layouts())
    row = data.draw(st.integers(0, len(layout.units) - 1))
    column = data.draw(st.integers(0, len(layout.indicators) - 1))
    made = make(layout)
    assume(mistake.possible(made))
    mistake.make(made, row, column)
    got = _read(made)
    wanted = [one for one in made.sheet.findings if one.severity != "note"]
    assert all(any(_is(one, found) for found in got.findings) for one in wanted), (wanted, got.findings)
    others = [found for found in got.findings if not any(_is(one, found) for one in wanted)]
    assert [found for found in others if not (mistake.spoils_totals and found.check == "total")] == []
    invented = got.facts - Counter(made.sheet.facts) - Counter(made.sheet.unsettled)
    assert invented == Counter()


def _is(wanted: Named, found: Named) -> bool:
    return (
        found.check in wanted.check.split("|")
        and found.severity == wanted.severity
        and (wanted.cell == ANY or found.cell in wanted.cell.split("|"))
    )
