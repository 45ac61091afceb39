"""A series as a file: CSV that Excel opens in the reader's language, a workbook with exact numbers."""

import csv
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from ansinh.accounts.roles import Role
from ansinh.kernel.language import Language
from ansinh.ledger.models import Kind
from tests.integration.factories import COLLECTIONS, given, report, unit
from tests.web.signed_in import signed_in

pytestmark = pytest.mark.django_db

ADDRESS = f"/area/42/2020-05/series/{COLLECTIONS}/"


@pytest.fixture
def corrected() -> int:
    first = report(
        given("42", 100_250_000_000),
        given("42", 90_000_000_000, period="2019-05"),
        given("42", 250_000_000_000, period="2020", kind=Kind.TARGET),
    )
    return int(report(given("42", 110_250_000_000), corrects=first, on=date(2020, 6, 20)).pk)


def reader(language: Language = "en") -> Client:
    return signed_in(Role.VIEWER, unit("42"), language=language)


def lines(language: Language) -> list[list[str]]:
    answer = reader(language).get(f"{ADDRESS}?format=csv")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert answer["Content-Disposition"] == 'attachment; filename="series-collections-42-2020-05.csv"'
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";" if language == "vi" else ","))


def test_csv_has_plain_numbers_the_earliest_first_and_names_corrections(corrected: int) -> None:
    head, first, *_others, last = lines("en")
    assert head[:2] == ["Period", "Since 1 January (billion VND)"]
    assert first[:2] == ["05/2019", "90.0"]
    assert last[:2] == ["05/2020", "110.3"]
    assert last[-1] == f"corrected by submission {corrected}"


@pytest.mark.usefixtures("corrected")
def test_csv_in_vietnamese_parts_at_semicolons_and_decimals_at_commas() -> None:
    assert lines("vi")[-1][:2] == ["05/2020", "110,3"]


@pytest.mark.usefixtures("corrected")
def test_the_workbook_has_exact_numbers_and_the_reason_of_a_correction() -> None:
    answer = reader().get(f"{ADDRESS}?format=xlsx")
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    last = next(row for row in cells if row[0] == "05/2020")
    assert last[1] == 110.25
    assert "reason: typing error" in str(last[-1])
