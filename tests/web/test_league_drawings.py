"""Bars and courses: where what is drawn lies."""

from fractions import Fraction

import pytest

from ansinh.web.leagues.drawing import BAR, HEIGHT, WIDTH, bar, course


def points(line: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (point.split(",") for point in line.split())]


@pytest.mark.parametrize(
    ("percent", "length"), [(Fraction(-5), 0), (Fraction(0), 0), (Fraction(50), BAR // 2), (Fraction(130), BAR)]
)
def test_a_bar_is_full_at_a_hundred_per_cent_and_never_longer(percent: Fraction, length: int) -> None:
    drawn = bar(percent, None, None)
    assert drawn is not None
    assert drawn.fill == length


def test_a_bar_marks_the_threshold_and_has_its_own_tone_on_either_side() -> None:
    tones = set()
    for reached in (True, False, None):
        drawn = bar(Fraction(36), Fraction(50), reached)
        assert drawn is not None
        assert drawn.mark == BAR // 2
        tones.add(drawn.tone)
    assert len(tones) == 3


def test_nothing_known_is_no_bar() -> None:
    assert bar(None, Fraction(36), None) is None


def test_a_course_rises_to_its_present_figure() -> None:
    drawn = course([Fraction(1), Fraction(2), Fraction(4)])
    [line] = map(points, drawn.lines)
    assert [x for x, _y in line] == sorted(x for x, _y in line)
    assert [y for _x, y in line] == sorted((y for _x, y in line), reverse=True)
    assert drawn.last == tuple(drawn.lines[0].split()[-1].split(","))
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in line)


def test_a_missing_month_parts_the_line() -> None:
    drawn = course([Fraction(1), Fraction(2), None, Fraction(3), Fraction(4)])
    assert [len(points(line)) for line in drawn.lines] == [2, 2]


def test_a_single_figure_is_a_point() -> None:
    drawn = course([None, None, Fraction(3)])
    assert drawn.lines == ()
    assert drawn.last is not None


def test_without_a_present_figure_there_is_no_last_point() -> None:
    assert course([Fraction(1), Fraction(2), None]).last is None


def test_equal_figures_lie_level() -> None:
    [line] = map(points, course([Fraction(7)] * 3).lines)
    assert {y for _x, y in line} == {HEIGHT / 2}


def test_nothing_known_is_no_course() -> None:
    assert course([None, None]) == course([])
