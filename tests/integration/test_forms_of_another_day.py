"""Plans of 2025 were assigned to 63 provinces, of which 34 were left at its end: the form says whose day is meant."""

from datetime import date
from decimal import Decimal

import pytest

from ansinh.imports.template import Sheet, write_form
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.periods import Period
from ansinh.ledger.models import Kind
from ansinh.places.finding import find_unit
from ansinh.places.reads import parts
from tests.integration.workbooks import Book, as_typed

pytestmark = pytest.mark.django_db

BEFORE = date(2025, 6, 30)


def plans(units_on: date | None) -> bytes:
    country = find_unit("VN", BEFORE)
    provinces = parts(country, BEFORE)
    values = {(one.code, "collections"): Decimal(100 + row) for row, one in enumerate(provinces)}
    sheet = Sheet(Period.year(2025), Kind.TARGET, [catalogue()["collections"]], values)
    return write_form(
        country, provinces, [sheet], reported_on=date(2025, 1, 15), created=date(2025, 1, 1), units_on=units_on
    )


def test_plans_of_sixty_three_provinces_are_taken_in_by_the_units_of_their_day() -> None:
    reading = as_typed(plans(BEFORE))
    assert reading.findings == ()
    assert len(reading.facts) == 63
    assert find_unit("Hậu Giang", BEFORE).pk in {fact.unit for fact in reading.facts}


def test_without_the_line_the_units_of_the_last_day_are_meant() -> None:
    reading = as_typed(plans(None))
    assert len({finding.cell for finding in reading.findings}) >= 29


def test_a_day_that_is_none_is_named() -> None:
    book = Book.of(plans(BEFORE))
    book.set("Địa bàn theo ngày", 1, "30 tháng 6")
    (finding,) = as_typed(book).findings
    assert "30 tháng 6" in finding.cause.text("vi")
