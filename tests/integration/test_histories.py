"""An indicator over time, on any boundaries: the same numbers as one by one, with what was corrected."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ansinh.compare.boundaries import View
from ansinh.compare.calc import Quantity
from ansinh.compare.errors import NotComparableError
from ansinh.compare.histories import (
    History,
    Step,
    continuous,
    history,
    to_be_noted,
)
from ansinh.compare.over_days import NoSuchUnitThenError, first_known, unit_on
from ansinh.compare.reads import Figures
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import NewFact
from ansinh.ledger.models import Kind
from ansinh.places.finding import find_unit
from ansinh.places.models import Unit
from tests.integration.factories import COLLECTIONS, INSURED, given, report, request, unit

pytestmark = pytest.mark.django_db

AFTER = date(2026, 5, 31)
MAY = Period.month(2020, 5)
RATIO = "collections_vs_plan"


def of(one: Unit, value: int, period: str, indicator: str = COLLECTIONS, kind: Kind = Kind.ACTUAL) -> NewFact:
    return NewFact(one.pk, request(indicator, period, kind), Decimal(value), Hedge.EXACT, 0, 0, 0)


def seen(
    one: Unit,
    until: Period = MAY,
    since: int = 2020,
    view: View = View.REBASED,
    step: Step = Step.MONTH,
    indicator: str = COLLECTIONS,
) -> History:
    return history(one, indicator, until, since, step, view)


def known(found: History) -> dict[str, object]:
    return {moment.period.iso: moment.value.value for moment in found.moments if moment.value.known}


def number(quantity: Quantity | None) -> object:
    return quantity.value if quantity else None


def collected(**months: int) -> None:
    """``m2020_05=150``: to the end of that month."""
    report(*(given("42", value, period=name[1:].replace("_", "-")) for name, value in months.items()))


@pytest.fixture
def can_tho() -> Unit:
    """Collected: 100, 40 and 60 by Cần Thơ, Hậu Giang and Sóc Trăng by May 2025, 230 by the merged city in 2026."""
    facts = [of(unit(code), value, "2025-05") for code, value in (("92", 100), ("93", 40), ("94", 60))]
    merged = find_unit("92", AFTER)
    report(*facts, of(merged, 230, "2026-05"), on=AFTER)
    return merged


@pytest.fixture
def dak_lak() -> Unit:
    """Of its communes a few kept their boundaries in 2025."""
    return find_unit("66", AFTER)


@pytest.fixture
def like(dak_lak: Unit) -> tuple[Unit, ...]:
    found = Figures().rebasing.unchanged_parts(dak_lak, [date(2024, 5, 31), AFTER], AFTER)
    assert found
    return found


def test_it_runs_from_january_of_the_first_year_to_the_month_looked_at() -> None:
    moments = seen(unit("42"), since=2019).moments
    assert (moments[0].period.iso, moments[-1].period.iso, len(moments)) == ("2019-01", "2020-05", 17)


def test_years_end_with_the_period_looked_at() -> None:
    report(given("42", 300, period="2019"), given("42", 150))
    assert known(seen(unit("42"), since=2018, step=Step.YEAR)) == {"2019": 300, "2020-05": 150}


def test_of_what_accumulates_it_tells_the_month_alone() -> None:
    collected(m2020_03=300, m2020_04=380, m2020_05=500, m2019_05=400)
    last = seen(unit("42")).moments[-1]
    assert last.on_previous
    assert last.on_same_period
    assert (number(last.within), number(last.on_previous.change), number(last.on_same_period.change)) == (120, 40, 100)


def test_a_level_is_no_more_in_the_month_than_at_its_end() -> None:
    report(given("42", 90, INSURED, "2020-04"), given("42", 95, INSURED, "2020-05"))
    last = seen(unit("42"), indicator=INSURED).moments[-1]
    assert last.within is None
    assert last.on_previous
    assert number(last.on_previous.change) == 5


def test_a_line_does_not_lead_from_december_to_january() -> None:
    collected(m2019_11=280, m2019_12=300, m2020_01=20)
    moments = seen(unit("42"), since=2019).moments
    november, december, january = moments[10:13]
    assert continuous(november, december, catalogue()[COLLECTIONS])
    assert not continuous(december, january, catalogue()[COLLECTIONS])


@pytest.mark.parametrize(("view", "earlier"), [(View.REPORTED, 100), (View.REBASED, 200)])
def test_a_merged_province_is_seen_as_reported_or_on_one_territory(can_tho: Unit, view: View, earlier: int) -> None:
    found = seen(can_tho, Period.parse("2026-05"), 2025, view)
    assert known(found) == {"2025-05": earlier, "2026-05": 230}
    change = found.moments[-1].on_same_period
    assert change
    assert change.change.value == 230 - earlier


def test_only_as_reported_does_the_territory_change_within_the_series(can_tho: Unit) -> None:
    changes = {
        view: [
            moment.period.iso for moment in seen(can_tho, Period.parse("2026-05"), 2025, view).moments if moment.changed
        ]
        for view in (View.REPORTED, View.REBASED)
    }
    assert changes == {View.REPORTED: ["2025-07"], View.REBASED: []}


def test_months_that_are_both_of_the_new_territory_need_no_note() -> None:
    merged = find_unit("92", AFTER)
    months = [of(unit(code), 10, "2025-06") for code in ("92", "93", "94")]
    report(*months, of(merged, 40, "2025-07"), of(merged, 55, "2025-08"), on=AFTER)
    august, july = (moment.on_previous for moment in reversed(seen(merged, Period.parse("2025-08"), 2025).moments[-2:]))
    assert august
    assert august.change.value == 5
    assert to_be_noted([august]) == []
    assert july
    assert to_be_noted([july]) == []  # nothing is known of May


def test_like_for_like_keeps_to_what_was_the_same_in_all_the_time(dak_lak: Unit, like: tuple[Unit, ...]) -> None:
    report(*(of(one, value, period) for one in like for value, period in ((8, "2025-05"), (9, "2026-05"))), on=AFTER)
    found = seen(dak_lak, Period.parse("2026-05"), 2025, View.LIKE_FOR_LIKE)
    assert found.like == like
    assert known(found) == {"2025-05": 8 * len(like), "2026-05": 9 * len(like)}


def test_where_no_part_was_the_same_there_is_nothing(can_tho: Unit) -> None:
    found = seen(can_tho, Period.parse("2026-05"), 2025, View.LIKE_FOR_LIKE)
    assert (found.like, found.known) == ((), False)


def test_bars_of_parts_do_not_stand_for_the_units_own(dak_lak: Unit, like: tuple[Unit, ...]) -> None:
    bars = [
        of(one, bar, "2026-05", RATIO, Kind.THRESHOLD) for one, bar in ((dak_lak, 36), *((one, 50) for one in like))
    ]
    report(*bars, on=AFTER)
    found = seen(dak_lak, Period.parse("2026-05"), 2025, View.LIKE_FOR_LIKE)
    assert found.moments[-1].point.threshold.value == 36


def test_where_nothing_changed_like_for_like_is_the_unit_itself() -> None:
    collected(m2020_05=150)
    found = seen(unit("42"), view=View.LIKE_FOR_LIKE)
    assert (found.like, known(found)) == (None, {"2020-05": 150})


def test_each_number_is_the_one_that_is_read_alone(can_tho: Unit) -> None:
    moments = seen(can_tho, Period.parse("2026-05"), 2024).moments
    alone = {moment.period: Figures().quantity(can_tho, COLLECTIONS, moment.period) for moment in moments}
    assert {moment.period: (moment.value.value, moment.value.interval) for moment in moments} == {
        period: (quantity.value, quantity.interval) for period, quantity in alone.items()
    }


def test_a_corrected_figure_tells_what_it_was_by_which_submission_and_why() -> None:
    first = report(given("42", 100), given("42", 80, period="2020-04"))
    second = report(given("42", 110), corrects=first, on=date(2020, 6, 20))
    *_months, april, may = seen(unit("42")).moments
    assert april.corrections == ()
    (one,) = may.corrections
    assert (one.earlier.value, one.earlier.correction, one.earlier.reason) == (100, second.pk, "typing error")


def test_a_sum_tells_what_it_was_before_a_part_was_corrected() -> None:
    members = [relation.part for relation in unit("cum-iv-2020").part_relations.select_related("part")]
    first = report(*(of(one, 10, "2020-05") for one in members))
    second = report(of(members[0], 12, "2020-05"), corrects=first, on=date(2020, 6, 20))
    (one,) = seen(unit("cum-iv-2020")).moments[-1].corrections
    assert (one.fact.unit, one.earlier.value, one.earlier.correction) == (members[0].pk, 10, second.pk)


def test_a_kept_sum_tells_what_the_sum_was() -> None:
    districts = [relation.part for relation in unit("54").part_relations.select_related("part")]
    districts = [one for one in districts if one.valid_on(date(2020, 5, 31))]
    first = report(*(of(one, 10, "2020-05") for one in districts))
    second = report(of(districts[0], 12, "2020-05"), corrects=first, on=date(2020, 6, 20))
    last = seen(unit("54")).moments[-1]
    (one,) = last.corrections
    assert last.value.value == 10 * len(districts) + 2
    assert (one.earlier.value, one.earlier.correction) == (10 * len(districts), second.pk)


def test_a_sum_that_was_not_whole_before_was_not_corrected() -> None:
    districts = [one.part for one in unit("54").part_relations.select_related("part")]
    districts = [one for one in districts if one.valid_on(date(2020, 5, 31))]
    first = report(*(of(one, 10, "2020-05") for one in districts[1:]))
    report(of(districts[0], 12, "2020-05"), of(districts[1], 10, "2020-05"), corrects=first, on=date(2020, 6, 20))
    last = seen(unit("54")).moments[-1]
    assert last.value.known
    assert last.corrections == ()


def queries(one: Unit, since: int, until: str, view: View, step: Step = Step.MONTH) -> int:
    with CaptureQueriesContext(connection) as asked:
        seen(one, Period.parse(until), since, view, step)
    return len(asked)


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("code", ["42", "54", "cum-iv-2020", "VN"])
def test_queries_do_not_grow_with_the_periods(code: str, view: View) -> None:
    for step in Step:
        _first, few, many = (queries(unit(code), since, "2020-12", view, step) for since in (2020, 2020, 2017))
        assert few == many <= 40


@pytest.mark.parametrize("view", View)
def test_nor_with_those_on_either_side_of_a_reform(can_tho: Unit, view: View) -> None:
    few, many = (queries(can_tho, since, "2026-05", view) for since in (2025, 2022))
    assert few == many
    assert many <= 70


def test_a_count_of_units_has_no_series() -> None:
    with pytest.raises(NotComparableError):
        seen(unit("42"), indicator="collections_units_at_threshold")


def test_the_first_indicator_is_one_that_is_known() -> None:
    report(given("42", 100))
    assert first_known(unit("42"), MAY) == COLLECTIONS
    assert first_known(unit("44"), MAY) in catalogue().indicators


def test_the_unit_of_a_day_is_the_one_of_the_same_name() -> None:
    merged = find_unit("92", AFTER)
    assert unit_on(merged, date(2024, 12, 31)) == unit("92")
    assert unit_on(merged, AFTER) == merged
    with pytest.raises(NoSuchUnitThenError):
        unit_on(unit("93"), AFTER)
