"""Charts of every kind, of any size, for the tests."""

from collections.abc import Sequence
from decimal import Decimal

from ansinh.charts.bullet import bullet_chart
from ansinh.charts.progress import progress_chart
from ansinh.charts.ranking import ranking_chart
from ansinh.charts.slope import slope_chart
from ansinh.charts.specifications import (
    NOT_KNOWN,
    NOTHING_TO_KNOW,
    Bar,
    BulletRow,
    MonthPoint,
    SlopeRow,
    Specification,
    Threshold,
    Value,
    YearPoint,
)
from ansinh.charts.trend import trend_chart
from ansinh.kernel.numbers import format_number

NAMES = ("Tỉnh Bà Rịa - Vũng Tàu", "Hà Tĩnh", "Thành phố Hồ Chí Minh", "Huế", "Thừa Thiên Huế", "Đắk Nông")
LONG_NAME = "Bảo hiểm xã hội thành phố trực thuộc tỉnh Thừa Thiên Huế"


def value(number: str | float | None, decimals: int = 1, unit: str = "%", figure: str = "a.figure") -> Value:
    if number is None:
        return NOT_KNOWN
    exact = Decimal(str(number))
    return Value(exact, format_number(exact, decimals, "vi") + unit, figure)


def name(number: int) -> str:
    return f"{NAMES[number % len(NAMES)]} {chr(ord('A') + number // len(NAMES))}"


def ranking(
    numbers: Sequence[str | float | None], threshold: str | None = "36", names: Sequence[str] = ()
) -> Specification:
    bar = Threshold(value(threshold, 0), f"ngưỡng {threshold}%") if threshold else None
    bars = [
        Bar(
            names[at] if names else name(at),
            value(number, figure=f"units.{at}.x"),
            str(at + 1),
            highlighted=bool(threshold) and number is not None and float(number) >= float(threshold or 0),
        )
        for at, number in enumerate(numbers)
    ]
    return ranking_chart(bars, threshold=bar, language="vi")


def slope(count: int, values: Sequence[str | float | None] | None = None) -> Specification:
    """Ranks a year ago: turned round in threes, the fifth one was not there."""
    numbers = values or [41.1 - 0.3 * at for at in range(count)]
    rows = [
        SlopeRow(
            name(at),
            None if at == 4 else min(count, at // 3 * 3 + 3 - at % 3),
            at + 1,
            value(numbers[at], figure=f"units.{at}.x"),
        )
        for at in range(count)
    ]
    return slope_chart(rows, before="5 tháng đầu năm 2019", now="5 tháng đầu năm 2020", language="vi")


def progress(
    values: Sequence[str | float | None], thresholds: Sequence[str | float | None], current: int = 5
) -> Specification:
    points = [
        MonthPoint(
            str(at),
            value(reached, 2, "", f"x.month_{at}") if at <= current or reached is not None else NOTHING_TO_KNOW,
            value(bar, 1, "", f"x.month_{at}_threshold"),
            current=at == current,
        )
        for at, (reached, bar) in enumerate(zip(values, thresholds, strict=True), 1)
    ]
    return progress_chart(points, language="vi")


def trend(
    values: Sequence[str | float | None],
    *,
    targets: Sequence[str | float | None] | None = None,
    bars: bool = False,
    bases: Sequence[int] = (),
    decimals: int = 0,
) -> Specification:
    last = len(values) - 1
    points = [
        YearPoint(
            "30/6/2020" if at == last else str(2020 - last + at),
            value(number, decimals, "", f"x.year_{at}"),
            value(targets[at] if targets else None, decimals, "", f"x.year_{at}_plan"),
            value(-1234, 0, "", f"x.vs_end_{at}") if at in bases else NOTHING_TO_KNOW,
            base=at in bases,
            current=at == last,
        )
        for at, number in enumerate(values)
    ]
    return trend_chart(
        points, unit="người", target="Kế hoạch năm", change="Tăng (giảm) đến nay", bars=bars, language="vi"
    )


def bullet(rows: Sequence[tuple[str | float | None, str | float | None]], names: Sequence[str] = ()) -> Specification:
    made = [
        BulletRow(
            names[at] if names else f"Số người tham gia BHXH tự nguyện {name(at)}",
            value(reached, 2, figure=f"x{at}.vs_plan"),
            value(bar, 0, figure=f"x{at}.threshold"),
            reached=None if bar is None or reached is None else float(reached) >= float(bar),
        )
        for at, (reached, bar) in enumerate(rows)
    ]
    return bullet_chart(made, language="vi")
