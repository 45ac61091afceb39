"""The league table as CSV and Excel: what is shown, as numbers."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.test import Client

from tests.web.league_pages import CLUSTER, figures, nation_reader

pytestmark = pytest.mark.django_db


def csv_of(client: Client, separator: str, **query: object) -> list[dict[str, str]]:
    answer = client.get(CLUSTER, {"format": "csv"} | query)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="league-cum-iv-2020-2020-05.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=separator))


def test_csv_is_as_excel_opens_it_in_vietnam() -> None:
    figures()
    first, *rest = csv_of(nation_reader("vi"), ";")
    assert list(first.values())[2:5] == ["46", "tỉnh Thừa Thiên Huế", "45,00"]
    assert len(rest) == 9  # eight others and the whole


def test_csv_of_an_english_reader_has_commas_and_points() -> None:
    figures()
    row = csv_of(nation_reader(), ",", columns="participants_bhyt")[1]
    assert (row["Rank"], row["Unit"], row["BHYT (persons)"]) == ("2", "Ha Tinh", "1234567")
    assert row["Collections vs plan (%)"] == "40.00"


def test_files_hold_what_is_filtered_and_the_whole() -> None:
    figures()
    rows = csv_of(nation_reader(), ",", status="below", sort="name")
    assert [row["Unit"] for row in rows] == ["Quang Binh", "Quang Tri", "Emulation cluster IV"]


def test_excel_has_real_numbers_in_their_formats() -> None:
    figures()
    answer = nation_reader().get(CLUSTER, {"format": "xlsx", "columns": "participants_bhyt"})
    assert answer["Content-Disposition"] == 'attachment; filename="league-cum-iv-2020-2020-05.xlsx"'
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert cells[1234567].number_format == "#,##0"
    assert cells[45].number_format == "#,##0.00"
    assert cells["45"].data_type == "s"
    assert "Units without figures are not ranked; they stand at the end: 5." in cells


def test_a_file_of_all_communes_is_not_cut_into_pages() -> None:
    figures()
    answer = nation_reader().get("/area/VN/2026-05/league/", {"format": "csv", "parts": "communes"})
    assert len(answer.content.decode().splitlines()) > 3000
