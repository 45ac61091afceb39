"""The thresholds are read exactly, fit the catalogue, and let a normal month pass."""

from decimal import Decimal
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest
import yaml

from ansinh.imports.checks.thresholds import Band, read_thresholds, thresholds
from ansinh.indicators.catalogue import Observed, catalogue
from ansinh.kernel.measures import BaseUnit

NORMAL = Decimal("0.03")


def entries() -> dict[str, Any]:
    text = (files("ansinh.imports.checks") / "thresholds.yaml").read_text(encoding="utf-8")
    read = yaml.safe_load(text)
    assert isinstance(read, dict)
    return read


def test_shares_are_exact() -> None:
    assert thresholds().hedged_by == Decimal("0.05")
    assert thresholds().stock == Band(Decimal("0.30"), Decimal("0.30"))


def test_a_normal_month_passes_every_band() -> None:
    bands = [thresholds().stock, thresholds().flow, thresholds().year, *thresholds().indicators.values()]
    assert all(band.holds(change) for band in bands for change in (NORMAL, -NORMAL, Decimal(0)))
    assert min(thresholds().quiet.values()) > NORMAL


def test_every_unit_in_which_figures_are_reported_has_a_floor() -> None:
    reported = {one.unit for one in catalogue().indicators.values() if one.reported}
    assert reported <= thresholds().small.keys()


def test_the_factors_of_a_slip_do_not_overlap() -> None:
    for low, high in pairwise(thresholds().slip_factors):
        assert low * thresholds().slip_within < high / thresholds().slip_within


def test_a_change_within_a_slip_is_beyond_every_band_but_no_band_reaches_a_slip() -> None:
    nearest = Decimal(thresholds().slip_factors[0]) / thresholds().slip_within - 1
    assert all(band.rise < nearest for band in thresholds().indicators.values())


@pytest.mark.parametrize(("values", "small"), [((299, 299), True), ((299, 300), False), ((0, 0), True)])
def test_small_is_when_both_figures_are(values: tuple[int, int], small: bool) -> None:
    assert thresholds().is_small(BaseUnit.PERSON, *map(Decimal, values)) is small


def test_a_percentage_is_never_small() -> None:
    assert not thresholds().is_small(BaseUnit.PERCENT, Decimal(0))


def test_an_indicator_that_is_not_defined_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody"):
        read_thresholds(entries() | {"indicators": {"nobody": {"fall": "1", "rise": "1"}}})


@pytest.mark.parametrize("share", [0.3, "0", "-0.1"])
def test_a_share_that_is_no_exact_positive_number_is_refused(share: object) -> None:
    with pytest.raises(ValueError, match="no share"):
        read_thresholds(entries() | {"plan_exceeded": share})


def test_bands_by_indicator_are_of_indicators_that_are_reported() -> None:
    observed = {catalogue()[name].observed for name in thresholds().indicators}
    assert observed <= {Observed.AS_OF, Observed.YEAR_TO_DATE}
