"""A report's charts print the report's own figures, and say in words what they draw."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansinh.charts.rendering import to_svg
from ansinh.charts.specifications import MISSING, printed
from ansinh.compare.boundaries import Boundaries
from ansinh.documents.fonts import FONT_DIRECTORY
from ansinh.kernel.language import LANGUAGES, Language
from ansinh.places.reads import country
from ansinh.reports.charts import Chart, ChartKind, draw_chart
from ansinh.reports.content import ReportContent, UnitContent

OF_CLUSTER = (
    (ChartKind.PROGRESS, "collections"),
    (ChartKind.RANKING, "collections"),
    (ChartKind.RANKING, "bhyt_coverage"),
    (ChartKind.SLOPE, "collections"),
    (ChartKind.BULLET, ""),
)
pytestmark = pytest.mark.usefixtures("shared_demonstration")
ENGLISH = {"the", "of", "and", "plan", "rank", "month", "threshold", "year", "data", "units", "share", "done", "change"}
NUMBER = st.integers(0, 40)  # of a figure in its chart
NOT_FIGURES = re.compile(r"100%.*|[0-9]{1,2}|[0-9]{4}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|.*tháng.* năm [0-9]{4}|.* 0")


def draw(kind: ChartKind, content: ReportContent, indicator: str, language: Language = "vi") -> Chart:
    chart = draw_chart(kind, content, indicator, language)
    assert chart
    return chart


def charts(
    cluster: ReportContent, district: ReportContent, language: Language
) -> Iterator[tuple[Chart, ReportContent]]:
    for kind, indicator in OF_CLUSTER:
        yield draw(kind, cluster, indicator, language), cluster
    yield draw(ChartKind.TREND, district, "participants_bhyt", language), district


def in_both_languages(
    cluster: ReportContent, district: ReportContent
) -> Iterator[tuple[Language, Chart, ReportContent]]:
    for language in LANGUAGES:
        for chart, content in charts(cluster, district, language):
            yield language, chart, content


def of_country(content: ReportContent, boundaries: Boundaries = Boundaries()) -> ReportContent:
    """The cluster's members as provinces of the country."""
    whole = UnitContent(country(content.period.end), content.whole.lines)
    return replace(content, whole=whole, boundaries=boundaries)


def test_each_number_printed_is_a_figure_as_the_report_prints_it(
    cluster: ReportContent, district: ReportContent
) -> None:
    for language, chart, content in in_both_languages(cluster, district):
        bound = [text for text in printed(chart.specification) if text["figure"]]
        assert tuple(text["figure"] for text in bound) == chart.figures
        for text in bound:
            shown = content.figures[text["figure"]]
            assert shown.text(language) in text["text"] or text["text"] == shown.number(language)


def test_all_other_numbers_are_ranks_dates_and_the_whole_plan(cluster: ReportContent, district: ReportContent) -> None:
    for chart, _content in charts(cluster, district, "vi"):
        unbound = [text["text"] for text in printed(chart.specification) if not text["figure"]]
        assert [text for text in unbound if re.search("[0-9]", text) and not NOT_FIGURES.fullmatch(text)] == []


def test_the_alternative_text_says_every_value(cluster: ReportContent, district: ReportContent) -> None:
    for language, chart, content in in_both_languages(cluster, district):
        assert chart.figures
        for figure in chart.figures:
            shown = content.figures[figure]
            assert shown.text(language) in chart.alt or shown.number(language) in chart.alt


def test_captions_name_indicator_unit_and_period(cluster: ReportContent, district: ReportContent) -> None:
    for chart, content in charts(cluster, district, "vi"):
        assert content.unit.text("vi") in chart.caption
        assert str(content.period.year_number) in chart.caption
    assert "Số thu BHXH, BHYT, BHTN" in draw(ChartKind.RANKING, cluster, "collections").caption


def test_vietnamese_charts_have_no_english(cluster: ReportContent, district: ReportContent) -> None:
    for chart, _content in charts(cluster, district, "vi"):
        texts = " ".join((chart.caption, chart.alt, *(text["text"] for text in printed(chart.specification))))
        assert ENGLISH.isdisjoint(re.findall(r"\w+", texts.lower()))


def test_who_reaches_the_threshold_is_said_as_the_report_counts_it(cluster: ReportContent) -> None:
    chart = draw(ChartKind.RANKING, cluster, "collections", "en")
    count = cluster.thresholds["collections"].count
    assert count
    assert chart.alt.count("reaches the threshold") == len(count.reaching) == 5


def test_months_of_the_year_to_the_thresholds_of_each(cluster: ReportContent) -> None:
    chart = draw(ChartKind.PROGRESS, cluster, "collections")
    assert "collections.month_2020_05_vs_plan" in chart.figures
    assert sum(figure.endswith("_threshold") for figure in chart.figures) == 12
    assert "36,45%" in chart.alt


def test_a_year_without_data_is_said_and_base_years_have_their_change(district: ReportContent) -> None:
    chart = draw(ChartKind.TREND, district, "participants_bhyt")
    assert "participants_bhyt.vs_end_2015" in chart.figures
    assert "+1.202" in chart.alt
    year = next(text for text in printed(chart.specification) if text["text"] == "2016")
    gap = next(text for text in printed(chart.specification) if text["x"] == year["x"] and text["angle"])
    assert not any(letter.isdigit() for letter in gap["text"])


def test_where_not_enough_is_known_there_is_no_chart(cluster: ReportContent, district: ReportContent) -> None:
    assert draw_chart(ChartKind.SLOPE, replace(cluster, rankings_before={}), "collections", "vi") is None
    assert draw_chart(ChartKind.PROGRESS, replace(cluster, months={}), "collections", "vi") is None
    assert draw_chart(ChartKind.TREND, replace(district, years={}), "participants_bhyt", "vi") is None
    assert draw_chart(ChartKind.BULLET, district, "", "vi") is None
    assert draw_chart(ChartKind.MAP, cluster, "collections", "vi") is None
    assert all(draw_chart(kind, cluster, "arrears", "vi") is None for kind in ChartKind if kind is not ChartKind.BULLET)


def test_a_ranking_may_be_named_by_its_figure(cluster: ReportContent) -> None:
    assert draw(ChartKind.RANKING, cluster, "collections.vs_plan") == draw(ChartKind.RANKING, cluster, "collections")


def test_a_ranking_too_long_for_a_page_shows_both_ends_and_says_all(cluster: ReportContent) -> None:
    ranked = cluster.rankings["collections.vs_plan"]
    many = tuple(replace(ranked[at % 9], rank=at + 1) for at in range(99))
    content = replace(cluster, rankings={"collections.vs_plan": many}, rankings_before={"collections.vs_plan": many})
    chart = draw(ChartKind.RANKING, content, "collections")
    texts = [text["text"] for text in printed(chart.specification)]
    assert {"1", "20", "80", "99"} <= set(texts)
    assert "21" not in texts
    assert any("59" in text for text in texts)
    assert chart.alt.count("; ") == 98
    assert draw_chart(ChartKind.SLOPE, content, "collections", "vi") is None


def test_a_map_is_coloured_by_what_units_are_ranked_by(cluster: ReportContent) -> None:
    content = of_country(cluster)
    chart = draw(ChartKind.MAP, content, "collections")
    assert "41,1%" in chart.alt
    assert chart.caption in chart.alt
    svg = to_svg(chart.specification, "vi", FONT_DIRECTORY)
    assert svg.count("<path") > len(content.parts)


def test_the_figures_on_a_map_are_those_printed_beside_their_units(cluster: ReportContent) -> None:
    content = of_country(cluster, Boundaries(day=date(2025, 8, 1)))
    chart = draw(ChartKind.MAP, content, "bhyt_coverage")
    assert chart.figures == ("units.42.bhyt_coverage",)  # the others were merged, and are not what they were


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([one for one in ChartKind if one is not ChartKind.MAP]), st.integers(0, 2), st.sets(NUMBER))
def test_whatever_is_missing_a_chart_is_drawn_or_there_is_none(
    cluster: ReportContent, district: ReportContent, kind: ChartKind, case: int, positions: set[int]
) -> None:
    content, indicator = ((cluster, "collections"), (cluster, "bhyt_coverage"), (district, "participants_bhyt"))[case]
    chart = draw_chart(kind, content, indicator, "vi")
    lost = {figure for at, figure in enumerate(chart.figures if chart else ()) if at in positions}
    kept = {name: shown for name, shown in content.figures.items() if name not in lost}
    without = draw_chart(kind, replace(content, figures=kept), indicator, "vi")
    assert not without or chart
    if without:
        assert without.figures
        assert lost.isdisjoint(without.figures)
        assert MISSING not in without.alt.replace(without.caption, "")  # dashes are for the eye: words are said
