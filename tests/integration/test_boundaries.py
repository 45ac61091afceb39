"""A series across mergers, splits and renames: on the unit's boundaries, as reported, like for like."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db.models import Count

from ansinh.compare.bases import PREVIOUS_MONTH, SAME_PERIOD, end_of_year
from ansinh.compare.boundaries import Boundaries, View
from ansinh.compare.calc import Quantity
from ansinh.compare.footnotes import footnotes
from ansinh.compare.printing import show
from ansinh.compare.reads import Comparison, Figures
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import NewFact
from ansinh.ledger.models import Kind
from ansinh.places.actions import add_places
from ansinh.places.finding import find_unit
from ansinh.places.models import Succession, Unit
from ansinh.places.reads import leaves, parts
from ansinh.places.tables import SuccessionRow, Tables
from tests.integration.factories import COLLECTIONS, INSURED, report, request, rows

pytestmark = pytest.mark.django_db

BEFORE, AFTER = date(2025, 5, 31), date(2026, 5, 31)
THEN, NOW = "2025-05", "2026-05"
COVERAGE, POPULATION = "bhyt_coverage", "population"
REPORTED, LIKE = Boundaries(View.REPORTED), Boundaries(View.LIKE_FOR_LIKE)


def unit(code: str, day: date = AFTER) -> Unit:
    return find_unit(code, day)


def of(one: Unit, value: int | str, period: str, indicator: str = COLLECTIONS, kind: Kind = Kind.ACTUAL) -> NewFact:
    return NewFact(one.pk, request(indicator, period, kind), Decimal(value), Hedge.EXACT, 0, 0, 0)


def handed_in(*facts: NewFact, on: date = date(2026, 6, 5)) -> None:
    report(*facts, on=on)


def compared(
    one: Unit,
    indicator: str = COLLECTIONS,
    period: str = NOW,
    boundaries: Boundaries = Boundaries(),
) -> Comparison:
    return Figures(boundaries=boundaries).compare(one, indicator, Period.parse(period), SAME_PERIOD)


def value_of(one: Unit, period: str, indicator: str = COLLECTIONS) -> Quantity:
    return Figures().quantity(one, indicator, Period.parse(period))


@pytest.fixture
def can_tho() -> Unit:
    """Collected: 100, 40 and 60 by Cần Thơ, Hậu Giang and Sóc Trăng in 2025, 230 by the merged city in 2026."""
    facts = [of(unit(code, BEFORE), value, THEN) for code, value in (("92", 100), ("93", 40), ("94", 60))]
    handed_in(*facts, of(unit("92"), 230, NOW))
    return unit("92")


def test_a_merged_province_is_compared_with_all_that_it_was_made_of(can_tho: Unit) -> None:
    found = compared(can_tho)
    assert (found.value.value, found.against.value, found.change.value) == (230, 200, 30)
    assert found.percent
    assert found.percent.value == 15
    assert len(found.against.facts) == 3


def test_the_change_of_what_was_reported_is_the_boundaries_effect_and_the_real_change(can_tho: Unit) -> None:
    for view in (Boundaries(), REPORTED):
        change = compared(can_tho, boundaries=view).boundaries
        assert change
        assert change.day == date(2025, 7, 1)
        assert (change.reported.value, change.effect.value, change.real.value) == (100, 100, 30)
    as_reported = compared(can_tho, boundaries=REPORTED)
    assert (as_reported.against.value, as_reported.change.value) == (100, 130)


def test_the_footnote_is_the_one_that_offices_print(can_tho: Unit) -> None:
    (note,) = footnotes([compared(can_tho)], View.REBASED)
    assert note.text("vi") == "Số liệu cùng kỳ đã quy đổi theo đơn vị hành chính từ 01/7/2025."
    (note,) = footnotes([compared(can_tho, boundaries=REPORTED)], View.REPORTED)
    assert "01/7/2025" in note.text("en")


def test_looking_at_other_boundaries_changes_nothing_that_was_reported(can_tho: Unit) -> None:
    before = rows()
    compared(can_tho)
    assert rows() == before
    for code, value in (("92", 100), ("93", 40), ("94", 60)):
        assert value_of(unit(code, BEFORE), THEN).value == value


def test_a_province_that_lacks_is_no_zero() -> None:
    handed_in(of(unit("92", BEFORE), 100, THEN), of(unit("93", BEFORE), 40, THEN), of(unit("92"), 230, NOW))
    found = compared(unit("92"))
    assert found.against.value is None
    assert not found.against.estimated
    assert found.boundaries
    assert found.boundaries.reported.value == 100


def test_the_unit_of_that_name_is_meant_not_the_one_of_that_code() -> None:
    """Code 52 was Bình Định's and is Gia Lai's."""
    handed_in(of(unit("52", BEFORE), 70, THEN), of(unit("64", BEFORE), 30, THEN), of(unit("52"), 120, NOW))
    change = compared(unit("52")).boundaries
    assert change
    assert (change.reported.value, change.effect.value, change.real.value) == (30, 70, 20)


def test_a_renamed_province_is_the_same_province() -> None:
    """Thừa Thiên Huế became Huế on 2025-01-01, Đồng Nai a city on 2026-04-30: no boundary moved."""
    hue = unit("46")
    handed_in(of(unit("46", date(2024, 5, 31)), 50, "2024-05"), of(hue, 55, NOW), of(hue, 52, THEN))
    assert compared(hue, period=THEN).against.value == 50
    assert compared(hue, period=THEN).boundaries is None
    assert compared(hue).boundaries is None
    assert value_of(unit("46", date(2024, 5, 31)), NOW).value == 55


def test_a_ratio_is_made_anew_from_the_sums() -> None:
    for code, insured, people in (("92", 90, 100), ("93", 30, 60), ("94", 20, 40)):
        one = unit(code, BEFORE)
        handed_in(of(one, insured, THEN, INSURED), of(one, people, "2025", POPULATION))
    assert value_of(unit("92"), THEN, COVERAGE).value == Fraction(100 * 140, 200)  # not the mean of 90, 50 and 50 %


def test_plans_assigned_before_the_merger_are_added_up() -> None:
    plans = {"92": 10, "93": 4, "94": 6}
    handed_in(*(of(unit(code, BEFORE), plan, "2025", kind=Kind.TARGET) for code, plan in plans.items()))
    assert Figures().target(unit("92"), COLLECTIONS, 2025).value == 20


def test_a_level_to_be_reached_is_weighted_by_the_population() -> None:
    for code, level, people in (("92", 95, 100), ("93", 90, 60), ("94", 92, 40)):
        one = unit(code, BEFORE)
        handed_in(of(one, level, "2025", COVERAGE, Kind.TARGET), of(one, people, "2025", POPULATION))
    assert Figures().target(unit("92"), COVERAGE, 2025).value == Fraction(95 * 100 + 90 * 60 + 92 * 40, 200)


def test_a_district_goes_on_in_the_communes_that_its_communes_became() -> None:
    """Tương Dương was abolished; what its communes became lies wholly in it."""
    district = unit("418", BEFORE)
    heirs = Unit.objects.filter(origins__old__whole_relations__whole=district, origins__day=date(2025, 7, 1)).distinct()
    unchanged = [one for one in parts(district, BEFORE) if one.valid_on(AFTER)]
    handed_in(*(of(one, 10, NOW, INSURED) for one in [*heirs, *unchanged]))
    assert value_of(district, NOW, INSURED).value == 10 * (len(heirs) + len(unchanged))


@pytest.fixture
def divided() -> tuple[Unit, list[Unit]]:
    """An old commune that went to two, and these two."""
    split = Succession.objects.filter(day=date(2025, 7, 1), old__level="commune").values("old")
    old = split.annotate(count=Count("new")).filter(count=2).order_by("old__code")[0]["old"]
    heirs = Unit.objects.filter(origins__old=old).order_by("code")
    return Unit.objects.get(pk=old), list(heirs)


def _origins_of(*units: Unit) -> list[Unit]:
    return list(Unit.objects.filter(successions__new__in=units).distinct())


def test_a_divided_commune_is_shared_out_as_an_estimate_with_its_bounds(divided: tuple[Unit, list[Unit]]) -> None:
    first = divided[1][0]
    handed_in(*(of(one, 100, THEN, INSURED) for one in _origins_of(*divided[1])))
    found = value_of(first, THEN, INSURED)
    cut = [one for one in _origins_of(first) if Succession.objects.filter(old=one).count() > 1]
    whole = 100 * (len(_origins_of(first)) - len(cut))
    assert found.interval == (whole, whole + 100 * len(cut))
    assert found.value is not None
    assert whole < found.value < whole + 100 * len(cut)
    assert "≈" in show(found, catalogue()[INSURED]).text("vi")


def test_registered_shares_take_the_place_of_equal_ones(divided: tuple[Unit, list[Unit]]) -> None:
    old, (first, second) = divided
    day = date(2025, 7, 1)
    persons = {first: 900, second: 100}
    shares = [SuccessionRow(old.key, one.key, day, weight, registered=True) for one, weight in persons.items()]
    add_places(Tables({}, (), tuple(shares)), by="officer")
    handed_in(*(of(one, 1000 if one == old else 0, THEN, INSURED) for one in _origins_of(first, second)))
    assert value_of(first, THEN, INSURED).value == 900
    assert value_of(second, THEN, INSURED).value == 100


CLUSTER = {"54", "52", "51", "49", "48", "46", "45", "44", "42"}


def test_of_cluster_iv_on_todays_boundaries_only_bounds_can_be_told() -> None:
    """Four of today's provinces lie wholly in it, three also hold others: §8.4 of the domain reference."""
    cluster = unit("cum-iv-2020")
    today = {"42": 1, "44": 2, "46": 4, "48": 8, "51": 100, "52": 200, "66": 400}
    handed_in(*(of(unit(code), value, NOW) for code, value in today.items()))
    found = value_of(cluster, NOW)
    assert found.value is None
    assert found.interval == (15, 715)
    assert show(found, catalogue()[COLLECTIONS]).text("vi").startswith("0,0 – 0,0 tỷ")


def test_of_cluster_iv_the_communes_of_today_tell_exactly() -> None:
    cluster = unit("cum-iv-2020")
    below = set().union(*(leaves(unit(code, BEFORE), BEFORE) for code in CLUSTER))
    heirs = _heirs_of(Unit.objects.filter(pk__in=below))
    handed_in(*(of(one, 1, NOW) for one in heirs))
    found = value_of(cluster, NOW)
    assert found.value == len(heirs)
    assert not found.estimated


def _heirs_of(communes: Iterable[Unit]) -> list[Unit]:
    """What communes, and island districts without any, are today."""
    heirs = Unit.objects.filter(origins__old__in=communes, origins__day=date(2025, 7, 1)).distinct()
    return [*heirs, *(one for one in communes if one.valid_on(AFTER))]


def test_like_for_like_leaves_out_what_changed() -> None:
    """Of the cluster, Hà Tĩnh and Huế have the boundaries of before."""
    cluster = unit("cum-iv-2020")
    now = {"42": 12, "46": 13, "48": 99}
    handed_in(*(of(unit(code, BEFORE), 10, THEN) for code in CLUSTER))
    handed_in(*(of(unit(code), value, NOW) for code, value in now.items()))
    found = compared(cluster, boundaries=LIKE)
    assert found.like is not None
    assert {one.code for one in found.like} == {"42", "46"}
    assert (found.value.value, found.against.value, found.change.value) == (25, 20, 5)


def test_like_for_like_of_a_merged_province_is_its_unchanged_communes(can_tho: Unit) -> None:
    unchanged = [one for one in parts(can_tho, AFTER) if one.valid_on(BEFORE)]
    assert unchanged
    handed_in(
        *(of(one, 5, THEN, INSURED) for one in unchanged), *(of(one, 7, NOW, INSURED) for one in parts(can_tho, AFTER))
    )
    found = compared(can_tho, INSURED, boundaries=LIKE)
    assert found.like == tuple(unchanged)
    assert (found.value.value, found.against.value) == (7 * len(unchanged), 5 * len(unchanged))


def test_like_for_like_of_what_never_changed_is_the_plain_comparison() -> None:
    ha_tinh = unit("42")
    handed_in(of(ha_tinh, 10, THEN), of(ha_tinh, 12, NOW))
    for view in (Boundaries(), REPORTED, LIKE):
        found = compared(ha_tinh, boundaries=view)
        assert (found.change.value, found.boundaries, found.like) == (2, None, None)
        assert footnotes([found], view.view) == []


def test_an_old_province_is_told_by_the_communes_of_today_and_bounded_by_its_heir() -> None:
    old = unit("93", BEFORE)
    handed_in(of(unit("92"), 230, NOW))
    assert value_of(old, NOW).interval == (0, 230)
    heirs = _heirs_of(Unit.objects.filter(pk__in=leaves(old, BEFORE)))
    handed_in(*(of(one, 2, NOW) for one in heirs))
    found = value_of(old, NOW)
    assert found.value == 2 * len(heirs)
    assert not found.estimated


def test_the_end_of_a_year_before_the_merger_is_re_based_too(can_tho: Unit) -> None:
    facts = [of(unit(code, BEFORE), value, "2024-12", INSURED) for code, value in (("92", 10), ("93", 4), ("94", 6))]
    handed_in(*facts, of(can_tho, 25, NOW, INSURED))
    found = Figures().compare(can_tho, INSURED, Period.parse(NOW), end_of_year(2024))
    assert (found.against.value, found.change.value) == (20, 5)
    (note,) = footnotes([found], View.REBASED)
    assert note.text("vi") == "Số liệu các kỳ trước đã quy đổi theo đơn vị hành chính từ 01/7/2025."


def test_a_district_that_ended_did_not_keep_its_boundaries(can_tho: Unit) -> None:
    """What its communes became is no renamed district, and like for like leaves it out."""
    found = compared(unit("93", BEFORE), boundaries=LIKE)
    assert found.like == ()
    assert found.value.value is None
    (note,) = footnotes([found], View.LIKE_FOR_LIKE)
    assert "No part" in note.text("en")


@pytest.fixture
def monthly(can_tho: Unit) -> Unit:
    """Collected from January: 120 + 48 + 72 to June 2025, by the city alone 290 to July and 335 to August."""
    facts = [
        of(unit(code, date(2025, 6, 30)), value, "2025-06") for code, value in (("92", 120), ("93", 48), ("94", 72))
    ]
    handed_in(*facts, of(can_tho, 290, "2025-07"), of(can_tho, 335, "2025-08"))
    return can_tho


@pytest.mark.parametrize(
    ("period", "boundaries", "expected"),
    [
        ("2025-07", Boundaries(), (50, 40, 10)),
        ("2025-07", REPORTED, (50, 20, 30)),
        ("2025-08", Boundaries(), (45, 50, -5)),
        ("2025-08", REPORTED, (45, 50, -5)),
    ],
)
def test_month_before_month_on_the_boundaries_of_each_month(
    monthly: Unit, period: str, boundaries: Boundaries, expected: tuple[int, int, int]
) -> None:
    """To May, 100 + 40 + 60: in June 20 by the old city, 40 by all."""
    found = Figures(boundaries=boundaries).compare(monthly, COLLECTIONS, Period.parse(period), PREVIOUS_MONTH)
    assert (found.value.value, found.against.value, found.change.value) == expected
    assert found.boundaries
    assert found.boundaries.effect.value == (20 if period == "2025-07" else 0)
    assert footnotes([found], boundaries.view)


def test_like_for_like_of_a_sum_is_of_the_same_units_on_both_sides() -> None:
    """Where some members report a total and one its terms."""
    cluster, total, terms = (
        unit("cum-iv-2020"),
        "participants_bhxh",
        ("participants_bhxh_compulsory", "participants_bhxh_voluntary"),
    )
    others = [unit(code, BEFORE) for code in CLUSTER - {"46"}]
    handed_in(*(of(one, 10, THEN, total) for one in others))
    handed_in(*(of(unit("46"), value, THEN, term) for term, value in zip(terms, (8, 2), strict=True)))
    handed_in(of(unit("42"), 12, NOW, total), of(unit("46"), 13, NOW, total))
    found = compared(cluster, total, boundaries=LIKE)
    assert (found.value.value, found.against.value) == (25, 20)


def test_totals_and_terms_of_merged_provinces_are_re_based_together() -> None:
    """Quảng Bình reports the total, Quảng Trị its terms."""
    handed_in(of(unit("44", BEFORE), 10, THEN, "participants_bhxh"))
    handed_in(
        of(unit("45", BEFORE), 8, THEN, "participants_bhxh_compulsory"),
        of(unit("45", BEFORE), 2, THEN, "participants_bhxh_voluntary"),
    )
    assert value_of(unit("44"), THEN, "participants_bhxh").value == 20


def test_a_cluster_as_reported_is_what_its_members_of_then_reported() -> None:
    """Cụm 8 of 2025: Đồng Nai … as they were before they took others in."""
    cluster = unit("cum-8-2025")
    names = ("Đồng Nai", "Vĩnh Long", "Tây Ninh", "Đồng Tháp", "An Giang", "Cà Mau")
    former = Unit.objects.filter(level="province", kind="area", valid_to=date(2025, 6, 30))
    handed_in(*(of(one, 5 if one.name in names else 1, "2024-09") for one in former))
    found = compared(cluster, period="2025-09", boundaries=REPORTED)
    assert found.against.value == 5 * 6
    assert compared(cluster, period="2025-09").against.value is not None


def test_the_plan_of_the_country_for_2025_is_the_sum_of_63() -> None:
    former = parts(find_unit("VN", BEFORE), BEFORE)
    handed_in(*(of(one, 10, "2025", kind=Kind.TARGET) for one in former))
    assert Figures().target(unit("VN"), COLLECTIONS, 2025).value == 630


def test_of_a_commune_whose_beginning_is_not_known_it_is_not_said_that_it_did_not_change(can_tho: Unit) -> None:
    unchanged = [one for one in parts(can_tho, AFTER) if one.valid_on(BEFORE)]
    handed_in(
        *(of(one, 5, "2021-06", INSURED) for one in unchanged), *(of(one, 4, "2020-06", INSURED) for one in unchanged)
    )
    found = compared(unit("92", date(2021, 6, 30)), INSURED, "2021-06", LIKE)
    assert found.boundaries is None or found.like == ()
    found = Figures(boundaries=LIKE).compare(can_tho, INSURED, Period.parse("2026-06"), end_of_year(2020))
    assert found.like == ()
