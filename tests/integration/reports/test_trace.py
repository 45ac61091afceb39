"""A number of a report is followed down to the cell of the workbook that it came from."""

from pathlib import Path

import openpyxl
import pytest
from django.utils import timezone

from ansinh.documents.pdf import to_pdf
from ansinh.documents.word import to_docx
from ansinh.places.reads import parts
from ansinh.reports.making import Composed, Format, compose, render
from ansinh.reports.numerals import Binding
from ansinh.reports.opening import Origin
from ansinh.reports.recording import record_made
from ansinh.reports.records import MadeUnknownError
from ansinh.reports.references import new_reference
from ansinh.reports.tracing import NotPrintedError, Trace, TracedFigure, trace
from tests.integration.factories import A_DAY, COLLECTIONS, given, report, unit
from tests.integration.reports import verify_documents
from tests.integration.reports.verify_documents import CLUSTER, plan_of_cluster, recipe_of, result_of_cluster


def in_word_and_pdf(directory: Path) -> Path:
    """The directory, with the cluster's report in it."""
    recipe = recipe_of(CLUSTER, "2020-05")
    composed = verify_documents.compose(recipe, timezone.localtime(), reference=new_reference())
    record_made(composed)
    (directory / "a.docx").write_bytes(to_docx(composed.document))
    (directory / "a.pdf").write_bytes(to_pdf(composed.document))
    return directory


@pytest.fixture
def directory(db: None, tmp_path: Path) -> Path:
    """Of nine provinces that collected 900 of 2.250 tỷ."""
    plan_of_cluster()
    result_of_cluster()
    return in_word_and_pdf(tmp_path)


def _made(code: str, period: str) -> Composed:
    composed = compose(recipe_of(code, period), timezone.localtime(), reference=new_reference())
    record_made(composed)
    return composed


def cells(origins: tuple[Origin, ...]) -> list[tuple[str, str, str]]:
    """File, sheet, cell of each fact that was reported, in the order of the tree."""
    return [
        cell
        for origin in origins
        for cell in (
            [(origin.source.file, origin.source.sheet, origin.source.cell)] if origin.source else cells(origin.parts)
        )
    ]


def only(traced: Trace) -> TracedFigure:
    (figure,) = traced.figures
    return figure


def test_a_share_of_the_plan_leads_to_the_cells_of_both_its_figures(
    demonstration: None, tmp_path: Path, examples: Path
) -> None:
    in_word_and_pdf(tmp_path)
    for name in ("a.docx", "a.pdf"):
        figure = only(trace(tmp_path / name, "36,45%"))
        assert figure.id == "collections.vs_plan"
        assert figure.computed == "10.101,8 tỷ đồng : 27.713,5 tỷ đồng × 100"
        done, plan = figure.origins
        assert [len(done.parts), len(plan.parts)] == [9, 9]
        check_sums(done)
        (hue,) = [part for part in plan.parts if part.unit.code == "46"]
        assert hue.source
        assert (hue.source.file, hue.source.cell) == ("ke-hoach-2020.xlsx", "E20")
        book = openpyxl.load_workbook(examples / hue.source.file, data_only=True)
        assert book[hue.source.sheet][hue.source.cell].value * 10**9 == hue.fact.value
        book.close()


def check_sums(origin: Origin) -> None:
    """Every fact ends in a cell, or is the sum of those under it."""
    assert (origin.source is None) == bool(origin.parts)
    if origin.parts:
        assert origin.fact.value == sum(part.fact.value for part in origin.parts)
    for part in origin.parts:
        check_sums(part)


def test_each_place_of_a_number_is_told_with_the_words_around_it(directory: Path) -> None:
    place, *others = trace(directory / "a.pdf", "900,0 tỷ đồng").places
    assert not others
    assert (place.page, place.figure) == (1, "collections")
    assert "thu [900,0] tỷ đồng" in place.context


def test_a_number_that_is_printed_with_its_unit_elsewhere_is_found_without_it(directory: Path) -> None:
    assert only(trace(directory / "a.docx", "40,00")).id == "collections.vs_plan"


def test_what_counts_nothing_is_told_to_be_that(directory: Path) -> None:
    assert {place.binding for place in trace(directory / "a.docx", "2019").places} == {Binding.DATE}
    assert [place.binding for place in trace(directory / "a.docx", "15").places] == [Binding.OWN]


def test_a_number_that_is_not_there_is_refused_with_the_nearest(directory: Path) -> None:
    with pytest.raises(NotPrintedError) as refusal:
        trace(directory / "a.docx", "40,01%")
    assert "40,00%" in refusal.value.text("vi")


def test_json_and_workbook_lead_to_the_same_cells_and_a_file_nobody_made_to_none(db: None, tmp_path: Path) -> None:
    submission = report(given("44", 123_000_000_000))
    composed = _made("44", "2020-05")
    for one in (Format.JSON, Format.XLSX):
        path = tmp_path / f"a.{one}"
        path.write_bytes(render(composed, one))
        traced = next(figure for figure in trace(path, "123,0").figures if figure.id == COLLECTIONS)
        assert cells(traced.origins) == [(submission.file_name, "S", "A1")]
    stranger = tmp_path / "b.json"
    stranger.write_text('{"figures": {}}')
    with pytest.raises(MadeUnknownError):
        trace(stranger, "123,0")


def test_what_was_corrected_later_is_traced_to_what_was_printed(db: None, tmp_path: Path) -> None:
    first = report(given("44", 123_000_000_000))
    path = tmp_path / "a.json"
    path.write_bytes(render(_made("44", "2020-05"), Format.JSON))
    report(given("44", 124_000_000_000), corrects=first)
    figure = next(figure for figure in trace(path, "123,0").figures if figure.id == COLLECTIONS)
    (origin,) = figure.origins
    assert origin.source
    assert origin.source.submission == first.pk


def test_a_sum_that_the_ledger_keeps_is_opened_as_it_was(db: None, tmp_path: Path) -> None:
    """The country's, of its 63 provinces; after it was corrected too."""
    from_all = [given(part.code, 1_000_000_000) for part in parts(unit("VN"), A_DAY)]
    first = report(*from_all)
    path = tmp_path / "a.json"
    path.write_bytes(render(_made("VN", "2020-05"), Format.JSON))
    report(given("44", 5_000_000_000), corrects=first)
    figure = next(figure for figure in trace(path, "63,0").figures if figure.id == COLLECTIONS)
    (country,) = figure.origins
    assert country.fact.roll_up is not None
    assert len(country.parts) == 63
    assert sum(part.fact.value for part in country.parts) == country.fact.value
    assert {part.source.submission for part in country.parts if part.source} == {first.pk}
