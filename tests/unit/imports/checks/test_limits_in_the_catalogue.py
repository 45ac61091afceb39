"""Which indicator is a part of which, and which ratio is a share: sound in the catalogue, refused where it is not."""

from datetime import date
from typing import Any

import pytest

from ansinh.indicators.catalogue import Ratio, catalogue, read_catalogue

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
SOME = PERSONS | {"id": "some", "at_most": "persons"}


def test_the_parts_of_the_arrears_are_nested() -> None:
    chain = [
        "employers_in_arrears_6_months",
        "employers_in_arrears_3_months",
        "employers_in_arrears_1_month",
        "employers_in_arrears",
    ]
    assert [catalogue()[one].at_most for one in chain] == [*chain[1:], None]


def test_shares_are_of_a_population() -> None:
    shares = [one for one in catalogue().indicators.values() if one.share]
    denominators = {one.formula.denominator.indicator for one in shares if isinstance(one.formula, Ratio)}
    assert denominators == {"population", "labour_force", "new_rural_residents"}


def test_a_sound_limit_is_read() -> None:
    assert read_catalogue([PERSONS, SOME])["some"].at_most == "persons"
    assert read_catalogue([PERSONS])["persons"].at_most is None


@pytest.mark.parametrize("name", ["at_most", "usually_at_most"])
@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("nobody", "some: it is at most nobody, which is not defined"),
        ("some", "some: at most itself"),
        ("money", "some: money cannot be its limit"),
        ("yearly", "some: yearly cannot be its limit"),
    ],
)
def test_a_wrong_limit_is_refused_by_its_name(name: str, limit: str, said: str) -> None:
    money = PERSONS | {"id": "money", "unit": "vnd", "display": "tỷ đồng"}
    yearly = PERSONS | {"id": "yearly", "observed": "year"}
    with pytest.raises(ValueError, match=said):
        read_catalogue([PERSONS, money, yearly, PERSONS | {"id": "some", name: limit}])


def test_limits_that_lead_back_are_refused() -> None:
    with pytest.raises(ValueError, match="at most itself"):
        read_catalogue([PERSONS | {"at_most": "some"}, SOME])


@pytest.mark.parametrize("share", [True, "yes"])
def test_only_a_ratio_is_a_share(share: object) -> None:
    with pytest.raises(ValueError, match="persons: only a ratio is a share"):
        read_catalogue([PERSONS | {"share": share}])
