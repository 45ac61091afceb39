"""One cell of one workbook is changed: what depends on it changes, in every form of the report, and nothing else."""

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ansinh.charts.specifications import Specification
from ansinh.documents.tree import Block, Figure, Inline, Paragraph, Table
from ansinh.ledger.models import Submission
from ansinh.ledger.reads import find_submission
from ansinh.reports.actions import ReportJson, report_json
from ansinh.reports.content import ReportContent
from ansinh.reports.layout import charts, lay_out

Load = Callable[..., Submission]
Report = Callable[..., ReportContent]

WORKBOOK, FIGURE = "Ha Tinh bao cao T5.2020.xlsx", "units.42.collections"  # Hà Tĩnh's collections, 1.270,8 tỷ đồng
LESS = "1200"  # under the month's threshold


@pytest.fixture
def before(cluster: ReportContent) -> ReportContent:
    return cluster


@pytest.fixture
def after(before: ReportContent, examples: Path, tmp_path: Path, load: Load, report: Report) -> ReportContent:
    """The same report after the workbook with the one cell changed came in as a correction."""
    source = report_json(before, "vi")["figures"][FIGURE]["trace"][0]
    changed = tmp_path / WORKBOOK
    write_with_cell(examples / WORKBOOK, changed, source["cell"], LESS)
    explained = {"Bieu 01!F19": "the share was not computed again"}
    load(changed, corrects=find_submission(source["submission"]), reason="one cell", explanations=explained)
    return report("cum-iv-2020", "2020-05")


def write_with_cell(source: Path, target: Path, cell: str, value: str) -> None:
    """A copy of the workbook whose first sheet has another number in one cell."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content, count = re.subn(
                    rf'(<c r="{cell}"[^>]*><v>)[^<]*(</v>)'.encode(), rf"\g<1>{value}\g<2>".encode(), content
                )
                assert count == 1
            new.writestr(name, content)


def dependent(content: ReportJson) -> set[str]:
    """The figures whose trace holds the cell."""
    cell = content["figures"][FIGURE]["trace"][0]["cell"]
    return {
        name
        for name, figure in content["figures"].items()
        if any((source["file"], source["cell"]) == (WORKBOOK, cell) for source in figure["trace"])
    }


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    assert before.keys() == after.keys()
    return {name for name in before if before[name] != after[name]}


def bound(blocks: tuple[Block, ...]) -> Iterator[Figure]:
    """The figures that a document prints."""
    for block in blocks:
        match block:
            case Paragraph(inlines):
                yield from figures_of(inlines)
            case Table(rows=rows):
                for row in rows:
                    for cell in row.cells:
                        yield from figures_of(cell)


def figures_of(inlines: tuple[Inline, ...]) -> Iterator[Figure]:
    return (inline for inline in inlines if isinstance(inline, Figure))


def test_in_the_json_only_dependent_figures_change(before: ReportContent, after: ReportContent) -> None:
    old, new = report_json(before, "vi"), report_json(after, "vi")
    differing = changed(
        {name: repr(figure["value"]) for name, figure in old["figures"].items()},
        {name: repr(figure["value"]) for name, figure in new["figures"].items()},
    )
    assert differing <= dependent(old)
    assert differing == {
        "collections",
        "collections.vs_plan",
        "collections.change",
        "collections.change_percent",
        "collections.vs_same_period",
        "collections.vs_same_period_percent",
        "collections.units_at_threshold",
        "units.42.collections",
        "units.42.collections.vs_plan",
        "units.42.collections.change",
        "units.42.collections.change_percent",
        "units.42.collections.vs_same_period",
        "units.42.collections.vs_same_period_percent",
    }
    assert new["figures"]["collections.units_at_threshold"]["shown"] == "4"


def test_what_does_not_depend_on_it_keeps_even_its_text_and_cells(before: ReportContent, after: ReportContent) -> None:
    old, new = report_json(before, "vi"), report_json(after, "vi")
    for name in old["figures"].keys() - dependent(old):
        assert new["figures"][name]["text"] == old["figures"][name]["text"]
        cells = [[(one["sheet"], one["cell"]) for one in json["figures"][name]["trace"]] for json in (old, new)]
        assert cells[0] == cells[1]


def test_in_tables_and_sentences_only_dependent_figures_change(before: ReportContent, after: ReportContent) -> None:
    printed = [
        {figure.id: figure.text for figure in bound(lay_out(content, "vi").blocks)} for content in (before, after)
    ]
    common = printed[0].keys() & printed[1].keys()
    differing = {name for name in common if printed[0][name] != printed[1][name]}
    assert differing
    assert differing <= dependent(report_json(before, "vi"))


def test_sentences_without_a_dependent_figure_stay_word_for_word(before: ReportContent, after: ReportContent) -> None:
    named = dependent(report_json(before, "vi"))
    paragraphs = [
        [block for block in lay_out(content, "vi").blocks if isinstance(block, Paragraph)]
        for content in (before, after)
    ]
    untouched = [one for one in paragraphs[0] if not {figure.id for figure in figures_of(one.inlines)} & named]
    assert untouched
    assert len(untouched) < len(paragraphs[0])
    assert all(paragraph in paragraphs[1] for paragraph in untouched)


def test_the_ranking_follows(before: ReportContent, after: ReportContent) -> None:
    assert ranks(before, "collections.vs_plan")["42"] == 2
    assert ranks(after, "collections.vs_plan")["42"] == 5
    assert ranks(before, "bhyt_coverage") == ranks(after, "bhyt_coverage")


def ranks(content: ReportContent, figure: str) -> dict[str, int | None]:
    return {row.item.code: row.rank for row in content.rankings[figure]}


def test_only_the_chart_of_collections_changes(before: ReportContent, after: ReportContent) -> None:
    old, new = (drawn(content) for content in (before, after))
    assert old[0] != new[0]
    assert old[1] == new[1]


def drawn(content: ReportContent) -> list[Specification]:
    return [chart.specification for chart in charts(content, "vi")]


def test_other_reports_do_not_change(district: ReportContent, after: ReportContent, report: Report) -> None:
    assert report_json(district, "vi") == report_json(report("418", "2017-06"), "vi")
