"""The catalogue has no fault, and each kind of fault that is planted in it is found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ansinh.places.checks import Fault, Point, faults, points_outside
from ansinh.places.models import UnitKind
from ansinh.places.outlines import province_outlines
from ansinh.places.records import recorded_faults
from ansinh.places.tables import RelationRow, SuccessionRow, UnitRow, package_tables

DAY = date(2025, 7, 1)
Rows = dict[str, list[Any]]


@pytest.mark.django_db
def test_the_catalogue_in_the_ledger_has_no_fault() -> None:
    assert recorded_faults() == []


def rows() -> Rows:
    tables = package_tables()
    areas = {key: row for key, row in tables.units.items() if row.kind is UnitKind.AREA}
    return {
        "areas": list(areas.values()),
        "memberships": [row for row in tables.relations if row.whole in areas],
        "changes": [row for row in tables.successions if row.old in areas],
    }


def found(given: Rows) -> list[Fault]:
    return faults(given["areas"], given["memberships"], given["changes"])


def _area(given: Rows, key: str) -> UnitRow:
    return next(row for row in given["areas"] if row.key == key)


def _twice(given: Rows) -> None:
    given["areas"].append(_area(given, "42"))


def _unknown(given: Rows) -> None:
    given["memberships"].append(RelationRow("VN", "00"))


def _code_of_two(given: Rows) -> None:
    given["areas"][given["areas"].index(_area(given, "93"))] = replace(_area(given, "93"), code="92")


def _no_heir(given: Rows) -> None:
    given["changes"] = [row for row in given["changes"] if row.old != "93"]


def _no_origin(given: Rows) -> None:
    given["changes"] = [row for row in given["changes"] if row.new != "31333@2025-07-01"]


def _no_share(given: Rows) -> None:
    place = next(place for place, row in enumerate(given["changes"]) if row.old == "93")
    given["changes"][place] = replace(given["changes"][place], weight=0)


def _late(given: Rows) -> None:
    place = next(place for place, row in enumerate(given["changes"]) if row.old == "93")
    given["changes"][place] = replace(given["changes"][place], day=date(2025, 8, 1))


def _there_before(given: Rows) -> None:
    place = next(place for place, row in enumerate(given["changes"]) if row.old == "413")
    given["changes"][place] = replace(given["changes"][place], new="429@2024-12-01")
    area = _area(given, "429@2024-12-01")
    given["areas"][given["areas"].index(area)] = replace(area, valid_from=date(2024, 11, 1))


def _too_long(given: Rows) -> None:
    place = next(place for place, row in enumerate(given["memberships"]) if row.part == "93")
    given["memberships"][place] = replace(given["memberships"][place], valid_to=None)


def _in_nothing(given: Rows) -> None:
    given["memberships"] = [row for row in given["memberships"] if row.part != "436@2025-01-01"]


@pytest.mark.parametrize(
    ("plant", "key", "said"),
    [
        (_twice, "42", "stands 2 times"),
        (_unknown, "00", "no unit"),
        (_code_of_two, "92", "same time"),
        (_no_heir, "93", "no successor"),
        (_no_origin, "31333@2025-07-01", "made of nothing"),
        (_no_share, "93", "no share"),
        (_late, "93", "eve"),
        (_there_before, "429@2024-12-01", "does not begin"),
        (_too_long, "93", "shorter"),
        (_in_nothing, "436@2025-01-01", "part of nothing"),
    ],
)
def test_a_planted_fault_is_found(plant: Callable[[Rows], None], key: str, said: str) -> None:
    given = rows()
    assert found(given) == []
    plant(given)
    assert any(fault.key == key and said in fault.said.text("en") for fault in found(given))


@pytest.mark.django_db
def test_a_point_far_outside_its_province_is_found() -> None:
    inside = Point("42-1", "42001", "42", 18.34, 105.90)
    outside = replace(inside, key="42-2", latitude=10.0)
    given = points_outside([inside, outside], province_outlines(DAY))
    assert [fault.key for fault in given] == ["42-2"]


def test_no_area_goes_on_with_another_territory() -> None:
    """Of two areas that one began from, each is a new one: no figure of before is taken for one of after."""
    began = {area.key: area.valid_from for area in rows()["areas"]}
    assert all(began[row.new] == row.day for row in rows()["changes"])


def test_no_succession_is_of_what_is_not_there() -> None:
    assert SuccessionRow("93", "92@2025-07-01", DAY) in [replace(row, document="") for row in rows()["changes"]]
