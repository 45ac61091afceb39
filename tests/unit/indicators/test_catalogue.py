"""The catalogue of indicators: complete, sound, and a wrong one refused with the entry named."""

from datetime import date
from typing import Any

import pytest

from ansinh.indicators.catalogue import (
    Count,
    Direction,
    IndicatorType,
    Observed,
    Operand,
    Ratio,
    RollUp,
    Sum,
    catalogue,
    read_catalogue,
)
from ansinh.indicators.errors import IndicatorUnknownError
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.periods import Period

NAMED = (
    "participants_bhxh_compulsory",
    "participants_bhxh_voluntary",
    "participants_bhtn",
    "participants_bhyt",
    "population",
    "labour_force",
    "bhyt_coverage",
    "collections",
    "collections_vs_plan",
    "amount_due",
    "arrears",
    "arrears_ratio",
    "bhxh_voluntary_vs_plan",
    "health_spending",
)
CODES = {f"I{number:02}" for number in (*range(1, 17), *range(19, 24))}

PERSONS: dict[str, Any] = {
    "id": "persons",
    "type": "stock",
    "observed": "as_of",
    "unit": "person",
    "display": "người",
    "decimals": 0,
    "direction": "higher",
    "roll_up": "sum",
    "name": {"vi": "người", "en": "persons"},
    "short": {"vi": "người", "en": "persons"},
    "valid_from": date(1995, 1, 1),
    "law": [],
}
MONEY = PERSONS | {"id": "money", "unit": "vnd", "display": "tỷ đồng"}
SHARE = {key: value for key, value in PERSONS.items() if key != "observed"} | {
    "id": "share",
    "type": "ratio",
    "unit": "percent",
    "display": "%",
    "roll_up": "ratio_of_sums",
    "formula": {"numerator": "persons", "denominator": "target of persons"},
}


def without(entry: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != key}


# The catalogue itself


def test_the_indicators_that_have_a_name_everywhere_are_there() -> None:
    assert set(NAMED) <= catalogue().indicators.keys()


def test_every_code_of_practice_is_there() -> None:
    assert {one.code for one in catalogue().indicators.values()} >= CODES


def test_ids_are_english_snake_case_and_names_are_in_both_languages() -> None:
    for one in catalogue().indicators.values():
        assert one.id.isascii()
        assert one.id == one.id.lower()
        assert one.id.replace("_", "").isalnum()
        assert one.name.vi
        assert one.name.en
        assert one.name.vi != one.name.en
        assert one.law


def test_every_indicator_is_printed_in_a_unit_of_what_it_counts() -> None:
    assert [one.id for one in catalogue().indicators.values() if one.display.base is not one.unit] == []


def test_stocks_and_flows_are_added_and_ratios_never_averaged() -> None:
    for one in catalogue().indicators.values():
        expected = {
            IndicatorType.STOCK: RollUp.SUM,
            IndicatorType.FLOW: RollUp.SUM,
            IndicatorType.RATIO: RollUp.RATIO_OF_SUMS,
            IndicatorType.COUNT_OF_UNITS: RollUp.RECOUNT,
        }[one.type]
        assert one.roll_up is expected


@pytest.mark.parametrize(
    ("indicator", "formula"),
    [
        ("bhyt_coverage", Ratio(Operand("participants_bhyt"), Operand("population"))),
        ("collections_vs_plan", Ratio(Operand("collections"), Operand("collections", target=True))),
        ("arrears_ratio", Ratio(Operand("arrears"), Operand("amount_due"))),
        ("new_rural_bhyt_participation", Ratio(Operand("new_rural_insured_residents"), Operand("new_rural_residents"))),
        (
            "participants_bhxh",
            Sum((Operand("participants_bhxh_compulsory"), Operand("participants_bhxh_voluntary"))),
        ),
        ("collections_units_at_threshold", Count("collections_vs_plan")),
        ("population", None),
    ],
)
def test_formulas_say_what_is_divided_added_and_counted(indicator: str, formula: object) -> None:
    assert catalogue()[indicator].formula == formula


@pytest.mark.parametrize(
    "indicator", ["arrears", "arrears_ratio", "employers_in_arrears", "health_spending_vs_estimate"]
)
def test_less_is_better_where_it_is(indicator: str) -> None:
    assert catalogue()[indicator].direction is Direction.LOWER


def test_the_plan_and_the_count_of_an_indicator_are_found() -> None:
    plan, count = catalogue().plan_of("collections"), catalogue().count_of("collections_vs_plan")
    assert plan
    assert plan.id == "collections_vs_plan"
    assert count
    assert count.id == "collections_units_at_threshold"
    assert catalogue().plan_of("population") is None
    assert catalogue().count_of("bhyt_coverage") is None


@pytest.mark.parametrize(
    ("indicator", "asked", "kept"),
    [
        ("participants_bhyt", "2020-05", "2020-05-31"),
        ("collections", "2020-05", "2020-5M"),
        ("collections", "2020-Q1", "2020-Q1"),
        ("population", "2020-05", "2020"),
        ("bhyt_coverage", "2020-05", "2020-05-31"),
    ],
)
def test_a_figure_is_kept_under_the_period_of_its_kind(indicator: str, asked: str, kept: str) -> None:
    assert catalogue()[indicator].fact_period(Period.parse(asked)) == Period.parse(kept)


def test_only_what_is_observed_is_reported() -> None:
    for one in catalogue().indicators.values():
        assert one.reported == (one.type in (IndicatorType.STOCK, IndicatorType.FLOW))


def test_an_unknown_indicator_is_answered_with_those_like_it() -> None:
    with pytest.raises(IndicatorUnknownError) as refusal:
        catalogue()["colections"]
    assert "collections" in refusal.value.remedy.text("vi")
    with pytest.raises(IndicatorUnknownError) as refusal:
        catalogue()["zzz"]
    assert "ansinh indicators" in refusal.value.remedy.text("en")


def test_an_indicator_is_valid_from_its_law_on() -> None:
    voluntary = catalogue()["participants_bhxh_voluntary"]
    assert not voluntary.valid_on(date(2007, 12, 31))
    assert voluntary.valid_on(date(2008, 1, 1))


# Wrong catalogues


def test_a_sound_catalogue_is_read() -> None:
    read = read_catalogue([PERSONS, MONEY, SHARE])
    assert read["persons"].observed is Observed.AS_OF
    assert read["money"].unit is BaseUnit.VND
    assert read.plan_of("persons") is read["share"]


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([PERSONS, PERSONS], "persons: defined twice"),
        ([PERSONS, SHARE | {"formula": {"numerator": "nobody", "denominator": "persons"}}], "share: .*nobody"),
        ([PERSONS, SHARE | {"formula": {"mean": ["persons"]}}], "share: .*mean"),
        ([PERSONS, SHARE | {"formula": {"count": "persons", "at_least": "40"}}], "share: "),
        ([PERSONS, SHARE | {"observed": "as_of"}], "share: ratios"),
        ([PERSONS, without(SHARE, "formula")], "share: ratios"),
        ([without(PERSONS, "observed")], "persons: .*observed"),
        ([PERSONS, SHARE | {"roll_up": "sum"}], "share: a ratio rolls up"),
        ([PERSONS | {"type": "average"}], "persons: .*average"),
        ([PERSONS | {"unit": "bushel"}], "persons: .*bushel"),
        ([PERSONS | {"observed": "weekly"}], "persons: .*weekly"),
        ([PERSONS | {"direction": "up"}], "persons: .*up"),
        ([PERSONS | {"name": {"vi": "người"}}], "persons: "),
        *(([without(PERSONS, key)], f"persons: .*{key}") for key in PERSONS if key not in ("id", "observed")),
    ],
)
def test_a_wrong_entry_is_refused_by_its_name(entries: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_catalogue(entries)


@pytest.mark.parametrize("display", ["thúng", "tỷ đồng", "%"])
def test_an_entry_printed_in_no_unit_or_a_unit_of_something_else_is_refused(display: str) -> None:
    with pytest.raises(ValueError, match="persons: "):
        read_catalogue([PERSONS | {"display": display}])


@pytest.mark.parametrize(
    "formula",
    [{"sum": ["persons", "money"]}, {"sum": ["persons", "total"]}, {"sum": ["persons", "share"]}],
    ids=["other units", "itself", "a ratio"],
)
def test_a_sum_of_what_does_not_add_up_is_refused(formula: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="total: "):
        read_catalogue([PERSONS, MONEY, SHARE, PERSONS | {"id": "total", "formula": formula}])
