"""One cell of one workbook is changed: what depends on it changes, in every form of the report, and nothing else."""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from ansinh.charts.specifications import Specification
from ansinh.compare.printing import TraceJson
from ansinh.documents.tree import Block, Figure, Inline, Paragraph, Table
from ansinh.ledger.models import Submission
from ansinh.ledger.submissions import find_submission
from ansinh.reports.making import Composed
from ansinh.reports.report_json import ReportJson, report_json
from ansinh.reports.sentences import plain

pytestmark = pytest.mark.usefixtures("shared_demonstration")
Load = Callable[..., Submission]
Compose = Callable[..., Composed]

WORKBOOK, FIGURE = "Ha Tinh bao cao T5.2020.xlsx", "units.42.collections"  # Hà Tĩnh's collections, 1.270,8 tỷ đồng
LESS = "1200"  # under the month's threshold


@pytest.fixture
def before(demonstration: None, compose_report: Compose) -> Composed:
    return compose_report("cum-iv-2020", "2020-05")


@pytest.fixture
def after(before: Composed, examples: Path, tmp_path: Path, load: Load, compose_report: Compose) -> Composed:
    """The same report after the workbook with the one cell changed came in as a correction."""
    source = sources_of(as_json(before), FIGURE)[0]
    changed = tmp_path / WORKBOOK
    write_with_cell(examples / WORKBOOK, changed, source["cell"], LESS)
    explained = {"Bieu 01!F19": "the share was not computed again"}
    load(changed, corrects=find_submission(source["submission"]), reason="one cell", explanations=explained)
    return compose_report("cum-iv-2020", "2020-05")


def as_json(composed: Composed) -> ReportJson:
    return report_json(composed.content, composed.document, composed.outline.id)


def sources_of(content: ReportJson, figure: str) -> list[TraceJson]:
    return [content["sources"][str(observation)] for observation in content["figures"][figure]["trace"]]


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
    cell = sources_of(content, FIGURE)[0]["cell"]
    return {
        name
        for name in content["figures"]
        if any((source["file"], source["cell"]) == (WORKBOOK, cell) for source in sources_of(content, name))
    }


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    assert before.keys() == after.keys()
    return {name for name in before if before[name] != after[name]}


def bound(blocks: Iterable[Block]) -> Iterator[Figure]:
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


def test_in_the_json_only_dependent_figures_change(before: Composed, after: Composed) -> None:
    old, new = as_json(before), as_json(after)
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
        "collections.vs_threshold",
        "collections.remaining",
        "collections.month_2020_05",
        "collections.month_2020_05_vs_plan",
        "units.42.collections",
        "units.42.collections.vs_plan",
        "units.42.collections.change",
        "units.42.collections.change_percent",
        "units.42.collections.vs_same_period",
        "units.42.collections.vs_same_period_percent",
    }
    assert new["figures"]["collections.units_at_threshold"]["shown"] == "4"


def test_what_does_not_depend_on_it_keeps_even_its_text_and_cells(before: Composed, after: Composed) -> None:
    old, new = as_json(before), as_json(after)
    for name in old["figures"].keys() - dependent(old):
        assert new["figures"][name]["text"] == old["figures"][name]["text"]
        cells = [[(one["sheet"], one["cell"]) for one in sources_of(json, name)] for json in (old, new)]
        assert cells[0] == cells[1]


def test_in_tables_and_sentences_only_dependent_figures_change(before: Composed, after: Composed) -> None:
    printed = [
        {figure.id: figure.text for figure in bound(composed.document.all_blocks())} for composed in (before, after)
    ]
    common = printed[0].keys() & printed[1].keys()
    differing = {name for name in common if printed[0][name] != printed[1][name]}
    assert differing
    assert differing <= dependent(as_json(before))


def test_sentences_without_a_dependent_figure_stay_word_for_word(before: Composed, after: Composed) -> None:
    """Those that list the units by what they collected may name others now, whose own figures stay."""
    named = dependent(as_json(before))
    named |= {name for name in before.content.figures if re.fullmatch(r"units\.\w+\.collections\.vs_plan", name)}
    paragraphs = [
        [block for block in composed.document.all_blocks() if isinstance(block, Paragraph)]
        for composed in (before, after)
    ]
    untouched = [
        one
        for one in paragraphs[0]
        if not {figure.id for figure in figures_of(one.inlines)} & named
        and "xếp hạng về tỷ lệ thu" not in plain(one.inlines)
    ]
    assert untouched
    assert len(untouched) < len(paragraphs[0])
    differing = [plain(one.inlines) for one in untouched if one not in paragraphs[1]]
    assert differing == []


def test_the_ranking_follows(before: Composed, after: Composed) -> None:
    assert ranks(before, "collections.vs_plan")["42"] == 2
    assert ranks(after, "collections.vs_plan")["42"] == 5
    assert ranks(before, "bhyt_coverage") == ranks(after, "bhyt_coverage")


def ranks(composed: Composed, figure: str) -> dict[str, int | None]:
    return {row.item.code: row.rank for row in composed.content.rankings[figure]}


def test_only_the_charts_of_collections_change(before: Composed, after: Composed) -> None:
    old, new = drawn(before), drawn(after)
    assert len(old) == len(new) > 3
    changed = {name for (name, chart), (_same, later) in zip(old, new, strict=True) if chart != later}
    named = dependent(as_json(before))
    assert changed == {chart.caption for chart in before.assembled.charts if set(chart.figures) & named}
    assert 0 < len(changed) < len(old)


def drawn(composed: Composed) -> list[tuple[str, Specification]]:
    return [(chart.caption, chart.specification) for chart in composed.assembled.charts]


def test_other_reports_do_not_change(
    demonstration: None, compose_report: Compose, request: pytest.FixtureRequest
) -> None:
    district = as_json(compose_report("418", "2017-06"))
    request.getfixturevalue("after")
    assert as_json(compose_report("418", "2017-06")) == district
