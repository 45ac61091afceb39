"""What each chart says: by which marks, in which tones, and what it does with a figure that is not known."""

import json
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansinh.charts.maps import CLASS_COLOURS
from ansinh.charts.scale import around, from_zero
from ansinh.charts.sheet import DASHES, SAMPLE
from ansinh.charts.slope import FALLEN, KEPT, RISEN
from ansinh.charts.specifications import (
    ACCENT,
    BAND,
    DARK,
    INK,
    LIGHT,
    MIDDLE,
    MISSING,
    QUIET,
    Specification,
    printed,
    printed_figures,
)
from tests.unit.charts.measuring import drawn, lightness
from tests.unit.charts.samples import bullet, progress, ranking, slope, trend, value

Rows = list[Specification]
MONTHS = (8.1, 15.23, None, 29.87, 36.45, *[None] * 7)
THRESHOLDS = (7.5, 14, 21, 29, 36, 45, 52, 60, 68, 77, 88, 98)

NUMBERS = st.one_of(
    st.none(), st.decimals(-(10**12), 10**14, places=2).map(str), st.sampled_from(["0", "0.01", "100", "-0.5"])
)


def marks(specification: Specification, layer: str) -> Rows:
    found: Rows = next(one for one in specification["layer"] if one["name"] == layer)["data"]["values"]
    return found


def said(specification: Specification) -> list[str]:
    return [text["text"] for text in printed(specification)]


def bars(specification: Specification) -> Rows:
    """Without the samples of the key, which are all alike."""
    sample = (SAMPLE - 4, 10)
    boxes = [box for box in marks(specification, "boxes") if box["stroke"] == DARK]
    return [box for box in boxes if (box["x2"] - box["x"], box["y2"] - box["y"]) != pytest.approx(sample)]


def test_a_specification_is_json() -> None:
    assert json.loads(json.dumps(ranking([41.1, 30.0]))) == ranking([41.1, 30.0])


# Rankings


def test_the_bars_that_reach_the_threshold_are_dark_and_bold() -> None:
    chart = ranking([41.1, 36, 35.9, None])
    assert [bar["fill"] for bar in bars(chart)] == [DARK, DARK, LIGHT]
    weights = {text["text"]: text["weight"] for text in printed(chart)}
    assert (weights["36,0%"], weights["35,9%"]) == ("bold", "normal")


def test_without_a_threshold_all_bars_are_dark_and_there_is_no_key() -> None:
    chart = ranking([41.1, 30.0], threshold=None)
    assert [bar["fill"] for bar in bars(chart)] == [DARK, DARK]
    assert not any("ngưỡng" in text or "threshold" in text for text in said(chart))


def test_bars_are_as_long_as_their_values_from_zero() -> None:
    first, second = bars(ranking([40, 10], threshold=None))
    assert first["x"] == second["x"]
    assert first["x2"] - first["x"] == pytest.approx(4 * (second["x2"] - second["x"]), abs=0.5)


def test_a_fall_goes_the_other_way() -> None:
    rise, fall = bars(ranking([5, -5], threshold=None))
    assert fall["x2"] == rise["x"]


def test_a_unit_without_a_figure_has_no_bar_and_no_zero() -> None:
    chart = ranking([41.1, None], threshold=None)
    assert len(bars(chart)) == 1
    assert MISSING in said(chart)


def test_a_text_that_the_threshold_would_cross_stands_behind_it() -> None:
    chart = ranking([41.1, 35.5, 5.0])
    rule = next(line["x"] for line in marks(chart, "lines") if line["dash"] == list(DASHES))
    places = {text["text"]: text["x"] for text in printed(chart)}
    assert places["35,5%"] > rule > places["5,0%"]


# Progress


def test_a_month_without_a_figure_breaks_the_line() -> None:
    chart = progress(MONTHS, THRESHOLDS)
    solid = [line for line in marks(chart, "lines") if line["stroke"] == DARK and line["x"] != line["x2"]]
    segments = [line for line in solid if line["y"] != line["y2"]]
    assert len(segments) == 2  # January to February, April to May
    assert len(marks(chart, "symbols")) == 4


def test_what_is_missing_is_a_dash_and_what_is_to_come_is_empty() -> None:
    assert said(progress(MONTHS, THRESHOLDS)).count(MISSING) == 1


def test_each_threshold_is_a_step_as_wide_as_its_month() -> None:
    chart = progress(MONTHS, THRESHOLDS)
    steps = [line for line in marks(chart, "lines") if line["stroke"] == ACCENT and line["y"] == line["y2"]][:12]
    assert [step["dash"] for step in steps] == [list(DASHES)] * 12
    assert all(one["x2"] == other["x"] and one["y"] > other["y"] for one, other in pairwise(steps))


def test_the_month_of_the_report_is_marked_through_plot_and_numbers() -> None:
    chart = progress(MONTHS, THRESHOLDS)
    band = next(box for box in marks(chart, "boxes") if box["fill"] == BAND)
    within = [text for text in printed(chart) if band["x"] < text["x"] < band["x2"] and text["y"] < band["y2"]]
    assert [(text["text"], text["weight"]) for text in within] == [
        ("5", "bold"),
        ("36,45", "bold"),
        ("36,0", "normal"),
    ]


# Slopes


def test_the_risen_the_fallen_and_the_unchanged_differ_in_weight_and_dash() -> None:
    looks = [(pen.width, pen.dash) for pen in (RISEN, FALLEN, KEPT)]
    assert all(one != other for one, other in combinations(looks, 2))
    drawn_pens = {(line["width"], tuple(line["dash"])) for line in marks(slope(9), "lines")}
    assert drawn_pens == set(looks)


def test_a_unit_that_was_not_there_a_year_ago_has_no_line() -> None:
    chart = slope(9)
    samples = 3  # of the key
    assert len(marks(chart, "lines")) - samples == 8
    assert MISSING in said(chart)


# Trends


def test_columns_start_at_zero() -> None:
    columns = bars(trend([40, 20, 10], bars=True))
    heights = [column["y2"] - column["y"] for column in columns]
    assert heights == pytest.approx([heights[0], heights[0] / 2, heights[0] / 4], abs=0.3)
    assert len({column["y2"] for column in columns}) == 1


def test_near_levels_differ_to_the_eye() -> None:
    points = marks(trend([69183, 69450, 69377, 70102, 70880]), "symbols")[:5]
    assert points[0]["y"] - points[4]["y"] > 150


@pytest.mark.parametrize(
    ("levels", "starts_elsewhere"), [((69183, 70880), True), ((0, 5), False), ((1, 900), False), ((-2, 5), False)]
)
def test_an_axis_that_does_not_start_at_zero_says_so(levels: tuple[int, ...], starts_elsewhere: bool) -> None:
    note = said(trend(levels))[0]
    assert (";" in note) is starts_elsewhere
    assert ";" not in said(trend(levels, bars=True))[0]


def test_a_year_without_data_is_a_gap_that_says_so() -> None:
    chart = trend([69183, None, 70102])
    assert not [line for line in marks(chart, "lines") if line["stroke"] == DARK]
    turned = [text["text"] for text in printed(chart) if text["angle"]]
    assert len(turned) == 1
    assert not any(letter.isdigit() for letter in turned[0])


def test_years_compared_with_and_the_period_reported_have_tones_of_their_own() -> None:
    columns = bars(trend([40, 20, 10, 30], bars=True, bases=(0, 2)))
    assert [column["fill"] for column in columns] == [MIDDLE, LIGHT, MIDDLE, DARK]


def test_targets_are_ticks_with_their_numbers_below() -> None:
    chart = trend([40, 20], targets=[None, 25], bars=True)
    ticks = [line for line in marks(chart, "lines") if line["stroke"] == ACCENT]
    assert len(ticks) == 2  # of the year and of the key
    assert "25" in said(chart)


@pytest.mark.parametrize("levels", [(None,), (5,), (0,), (5, 5), (None, 5, None)])
def test_odd_series_have_a_scale(levels: tuple[int | None, ...]) -> None:
    known = [float(level) for level in levels if level is not None]
    for make in (around, from_zero):
        scale = make(known, 100, 0)
        assert scale.low < scale.high
        assert all(0 <= scale.at(level) <= 100 for level in known)


# Bullets


def test_a_bar_that_hardly_passes_its_threshold_is_not_hidden_by_the_mark() -> None:
    chart = bullet([(36.45, 36)])
    bar = bars(chart)[0]
    at_threshold = [line for line in marks(chart, "lines") if line["stroke"] == ACCENT]
    assert len(at_threshold) == 2
    assert all(line["y2"] <= bar["y"] or line["y"] >= bar["y2"] for line in at_threshold)
    assert bar["x2"] > at_threshold[0]["x"]


def test_bullets_tell_who_reaches_the_threshold() -> None:
    chart = bullet([(41, 36), (30, 36), (50, None)])
    assert [bar["fill"] for bar in bars(chart)] == [DARK, LIGHT, MIDDLE]
    assert sum(line["stroke"] == INK for line in marks(chart, "lines")) == 1  # the whole plan


# All


def test_figures_are_told_in_the_order_in_which_they_are_printed() -> None:
    assert printed_figures(ranking([41.1, None, 30])) == ("units.0.x", "units.2.x", "a.figure")
    by_row = progress((8.1, 15.23), (7.5, 14), current=2)
    assert printed_figures(by_row) == ("x.month_1", "x.month_2", "x.month_1_threshold", "x.month_2_threshold")


def test_tones_are_apart_in_grey() -> None:
    fills = [lightness(colour) for colour in (DARK, MIDDLE, LIGHT)]
    assert all(other - one >= 25 for one, other in pairwise(fills))
    assert lightness(ACCENT) - lightness(DARK) >= 15  # and it is only of dashes, ticks and marks
    assert all(other - one < 0 for one, other in pairwise([lightness(one) for one in CLASS_COLOURS]))


def test_letters_are_dark_enough_on_white() -> None:
    assert all(lightness(colour) <= 50 for colour in (INK, QUIET, ACCENT, DARK))


@settings(max_examples=25)
@given(st.lists(NUMBERS, min_size=1, max_size=12), st.data())
def test_every_known_value_is_printed_whatever_is_missing(numbers: list[str | None], data: st.DataObject) -> None:
    others = data.draw(st.lists(NUMBERS, min_size=len(numbers), max_size=len(numbers)))
    charts = (
        (ranking(numbers, threshold=data.draw(st.sampled_from([None, "36"]))), numbers, 1, "%"),
        (slope(len(numbers), numbers), numbers, 1, "%"),
        (progress(numbers, others, current=data.draw(st.integers(0, 13))), numbers, 2, ""),
        (trend(numbers, targets=others, bars=data.draw(st.booleans())), numbers, 0, ""),
        (bullet(list(zip(numbers, others, strict=True))), numbers, 2, "%"),
    )
    for chart, expected, decimals, unit in charts:
        texts = said(chart)
        wanted = [value(number, decimals, unit).text for number in expected if number is not None]
        assert all(texts.count(one) >= wanted.count(one) for one in wanted)
        places = [place for text in printed(chart) for place in (text["x"], text["y"])]
        assert all(Decimal(str(place)).is_finite() for place in places)


@settings(max_examples=8)
@given(st.lists(NUMBERS, min_size=1, max_size=12), st.booleans())
def test_nothing_drawn_at_random_is_cut_off_or_covered(numbers: list[str | None], as_columns: bool) -> None:
    for chart in (
        ranking(numbers),
        progress(numbers, numbers[::-1]),
        trend(numbers, targets=numbers[::-1], bars=as_columns, bases=(0,)),
        bullet(list(zip(numbers, numbers[::-1], strict=True))),
    ):
        picture = drawn(chart)
        assert picture.cut_off() == []
        assert picture.overlapping() == []
