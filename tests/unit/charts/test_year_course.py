"""A year by months: a line of what is known, steps of what each month asks for, a scale of round numbers."""

from decimal import Decimal

from ansinh.charts.year_course import BOTTOM, HEIGHT, TOP, Month, year_course


def months(values: list[int | None], bars: list[int | None] | None = None) -> list[Month]:
    padded = [*values, *[None] * (12 - len(values))]
    asked = [*(bars or []), *[None] * (12 - len(bars or []))]
    return [
        Month(str(n), None if v is None else Decimal(v), None if b is None else Decimal(b), n == len(values))
        for n, (v, b) in enumerate(zip(padded, asked, strict=True), start=1)
    ]


def test_a_share_of_the_plan_is_drawn_from_nothing_to_the_whole() -> None:
    drawn = year_course(months([0, 50]), of_plan=True)
    assert [mark.value for mark in drawn.marks] == [0, 20, 40, 60, 80, 100]
    assert (drawn.marks[0].at, drawn.marks[-1].at) == (HEIGHT - BOTTOM, TOP)
    assert [dot.y for dot in drawn.dots] == [HEIGHT - BOTTOM, (HEIGHT - BOTTOM + TOP) / 2]


def test_more_than_the_whole_plan_still_fits() -> None:
    drawn = year_course(months([90, 130]), of_plan=True)
    assert min(dot.y for dot in drawn.dots) >= TOP


def test_a_month_without_a_figure_breaks_the_line() -> None:
    drawn = year_course(months([10, 20, None, 40]), of_plan=True)
    assert [len(line.split()) for line in drawn.lines] == [2, 1]
    assert [dot.is_here for dot in drawn.dots] == [False, False, True]


def test_a_bar_is_as_wide_as_its_month() -> None:
    (steps,) = year_course(months([10], [6, 13]), of_plan=True).steps
    places = [tuple(map(float, point.split(","))) for point in steps.split()]
    assert [place[1] for place in places][0::2] == [place[1] for place in places][1::2]
    assert places[1][0] == places[2][0]


def test_levels_near_each_other_are_seen_apart() -> None:
    drawn = year_course(months([9_380_000, 9_390_000]), of_plan=False)
    first, second = drawn.dots
    assert first.y - second.y == HEIGHT - BOTTOM - TOP
    assert all(9_380_000 <= mark.value <= 9_390_000 for mark in drawn.marks)


def test_one_level_alone_is_drawn() -> None:
    (dot,) = year_course(months([5]), of_plan=False).dots
    assert TOP < dot.y < HEIGHT - BOTTOM
