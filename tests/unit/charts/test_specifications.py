import json
from decimal import Decimal

import pytest

from ansinh.charts.specifications import (
    DARK,
    LIGHT,
    MISSING,
    Bar,
    Point,
    Specification,
    Threshold,
    comparison_chart,
    ranking_chart,
)

BARS = (
    Bar("Phú Yên", Decimal("98.40"), "98,40 %", highlighted=True),
    Bar("Quảng Ngãi", Decimal("94.20"), "94,20 %", highlighted=True),
    Bar("Thừa Thiên Huế", Decimal("92.70"), "92,70 %"),
    Bar("Hà Tĩnh", None, "0,00 %"),
)
THRESHOLD = Threshold(Decimal("94.2"), "Tiến độ: 94,2 %")


def ranking(bars: tuple[Bar, ...] = BARS, threshold: Threshold | None = THRESHOLD) -> Specification:
    return ranking_chart(bars, title="Xếp hạng", axis_title="%", threshold=threshold, language="vi")


def comparison(*levels: str | None) -> Specification:
    points = [
        Point(f"cuối {2013 + year}", None if level is None else Decimal(level), level or "")
        for year, level in enumerate(levels)
    ]
    return comparison_chart(points, title="Số người", axis_title="người", language="en")


def rows(specification: Specification, name: str) -> list[object]:
    return [row[name] for row in specification["data"]["values"]]


def scale(specification: Specification, channel: str) -> tuple[float, float]:
    low, high = specification["layer"][0]["encoding"][channel]["scale"]["domain"]
    return low, high


def test_a_specification_is_json() -> None:
    assert json.loads(json.dumps(ranking()))["data"]["values"][0]["end"] == 98.4


def test_a_text_that_would_cross_the_threshold_stands_behind_it() -> None:
    assert rows(ranking(), "text_at")[:3] == [98.4, 94.2, 94.2]


def test_the_bars_that_reach_the_threshold_are_dark() -> None:
    assert rows(ranking(), "fill") == [DARK, DARK, LIGHT, LIGHT]
    assert rows(ranking(threshold=None), "fill")[:3] == [DARK, DARK, DARK]


def test_a_missing_value_is_never_a_number() -> None:
    assert rows(ranking(), "text")[-1] == MISSING


def test_bars_start_at_zero_and_leave_room_for_their_texts() -> None:
    low, high = scale(ranking(), "x")
    assert low == 0
    assert high > 98.4 * 1.05
    low, high = scale(ranking((Bar("a", Decimal(-5), "-5,00"), Bar("b", Decimal(-1), "-1,00"))), "x")
    assert low < -5
    low, high = scale(ranking((Bar("a", Decimal(-5), "-5,00"),), threshold=None), "x")
    assert (low < -5, high) == (True, 0)


def test_equal_names_keep_their_own_bars() -> None:
    keys = rows(ranking((Bar("Châu Thành", Decimal(1), "1"), Bar("Châu Thành", Decimal(2), "2"))), "key")
    assert len(set(keys)) == 2


def test_only_missing_values_have_no_axis_numbers() -> None:
    specification = ranking((Bar("a", None, ""),), threshold=None)
    assert specification["layer"][0]["encoding"]["x"]["axis"]["values"] == []


def test_near_levels_differ_to_the_eye() -> None:
    low, high = scale(comparison("69183", "69450", "69377", "70102", "70880"), "y")
    assert low > 68000
    assert (70880 - 69183) / (high - low) > 0.6


@pytest.mark.parametrize(("levels", "said"), [(("69183", "70880"), True), (("0", "5"), False), (("-2", "5"), False)])
def test_an_axis_that_does_not_start_at_zero_says_so(levels: tuple[str, ...], said: bool) -> None:
    title = comparison(*levels)["layer"][0]["encoding"]["y"]["axis"]["title"]
    assert ("does not start at zero" in title) is said


def test_one_sign_stays_on_its_side_of_zero() -> None:
    assert scale(comparison("1", "900"), "y")[0] == 0
    assert scale(comparison("-1", "-900"), "y")[1] == 0


@pytest.mark.parametrize("levels", [(), (None,), ("5",), ("0",), ("5", "5"), (None, "5", None)])
def test_odd_series_have_an_axis(levels: tuple[str | None, ...]) -> None:
    low, high = scale(comparison(*levels), "y")
    assert low < high


def test_texts_stand_where_the_line_does_not() -> None:
    assert rows(comparison("1", "2", "3"), "align") == ["center", "right", "center"]
    assert rows(comparison("3", "2", "1"), "align") == ["center", "left", "center"]
    below = [dy > 0 for dy in rows(comparison("2", "1", "2"), "dy")]  # type: ignore[operator]
    assert below == [False, True, False]


def test_the_last_date_is_emphasised() -> None:
    assert rows(comparison("1", "2", "3"), "weight") == ["normal", "normal", "bold"]
