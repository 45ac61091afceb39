"""A tile as it is printed."""

from dataclasses import dataclass
from fractions import Fraction

from ansinh.compare.calc import Quantity
from ansinh.compare.printing import show, show_bar
from ansinh.compare.tiles import Tile
from ansinh.indicators.catalogue import Direction, IndicatorDefinition
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.web.dashboards.addresses import series_of
from ansinh.web.leagues.drawing import Course, course
from ansinh.web.looking import Look

WHOLE = 100  # units of a progress bar's length
ICONS = {
    "collections": "coin",
    "bhyt_coverage": "shield-check",
    "participants_bhyt": "heart-handshake",
    "participants_bhxh_compulsory": "users",
    "participants_bhxh_voluntary": "user",
    "participants_bhtn": "building",
    "arrears_ratio": "alert-triangle",
    "arrears": "clock",
}


@dataclass(frozen=True)
class ChangeView:
    """``sense``: "good", "bad" or "quiet", said by ``verdict`` too."""

    icon: str
    text: str
    base: str
    sense: str
    verdict: Message


@dataclass(frozen=True)
class ProgressView:
    """``length``, ``mark``: of WHOLE; ``mark`` None where no bar is set."""

    length: int
    mark: int | None
    text: Message


@dataclass(frozen=True)
class TileView:
    """``number`` in ``unit`` ("": of a percentage, which has its sign), ``text`` with hedge, unit and interval.
    ``status``: whether the bar is reached, with its ``sense`` and ``icon``."""

    name: str
    full_name: str
    icon: str
    address: str
    known: bool
    number: str
    unit: str
    text: str
    is_estimate: bool
    change: ChangeView | None
    progress: ProgressView | None
    status: Message | None
    status_icon: str
    sense: str
    course: Course
    course_label: Message | None
    lacking: Message | None


def tile_view(look: Look, tile: Tile) -> TileView:
    shown = show(tile.value, tile.indicator)
    return TileView(
        name=tile.indicator.short.text(),
        full_name=tile.indicator.text(),
        icon=ICONS[tile.indicator.id],
        address=series_of(look.unit, look.period, tile.indicator),
        known=tile.known,
        number=shown.number() if shown.display.separator else shown.text(),
        unit=shown.display.text() if shown.display.separator else "",
        text=shown.text(),
        is_estimate=tile.value.estimated,
        change=_change(tile),
        progress=_progress(tile),
        status=_status(tile),
        status_icon={True: "circle-check", False: "alert-triangle", None: ""}[tile.reached],
        sense={True: "good", False: "bad", None: "quiet"}[tile.reached],
        course=course([point.value.value for point in tile.history]),
        course_label=_course_label(tile),
        lacking=None if tile.known else _lacking(tile),
    )


def _change(tile: Tile) -> ChangeView | None:
    if tile.change is None:
        return None
    value = tile.change.change.value or Fraction(0)
    shown = show(tile.change.percent or tile.change.change, tile.indicator, signed=True)
    direction = {Direction.HIGHER: 1, Direction.LOWER: -1, Direction.NEUTRAL: 0}[tile.indicator.direction]
    sign = (value > 0) - (value < 0)
    sense, verdict = {1: ("good", _("better")), -1: ("bad", _("worse")), 0: ("quiet", _("no change"))}[sign * direction]
    return ChangeView(
        {1: "arrow-up", -1: "arrow-down", 0: "minus"}[sign],
        shown.text(),
        tile.change.base.text(),
        sense,
        verdict,
    )


def _progress(tile: Tile) -> ProgressView | None:
    """Of the year's plan; of a ratio without one, against its bar."""
    if tile.measured is not tile.indicator:
        text = _(
            "{share} of the plan of {plan}",
            share=show(tile.attained, tile.measured),
            plan=show(tile.plan, tile.indicator),
        )
        return _drawn(tile.attained, tile.bar, text)
    if not tile.bar.known:
        return None
    text = _("{distance} from {bar}", distance=show(tile.distance, tile.indicator, signed=True), bar=_bar(tile))
    return _drawn(tile.value, tile.bar, text)


def _drawn(share: Quantity, bar: Quantity, text: Message) -> ProgressView | None:
    if share.value is None:
        return None
    return ProgressView(_length(share.value), None if bar.value is None else _length(bar.value), text)


def _length(percent: Fraction) -> int:
    return round(min(max(percent, Fraction(0)), Fraction(100)) * WHOLE / 100)


def _status(tile: Tile) -> Message | None:
    if not tile.bar.known:
        return None
    if tile.reached is None:
        return _("Threshold {bar}", bar=_bar(tile))
    if tile.reached:
        return _("Reaches the threshold {bar}", bar=_bar(tile))
    return _("Short of the threshold {bar}", bar=_bar(tile))


def _bar(tile: Tile) -> str:
    return show_bar(tile.bar, tile.measured).text()


def _course_label(tile: Tile) -> Message | None:
    """What the line says, for whoever does not see it."""
    known = [point for point in tile.history if point.value.known]
    if len(known) < 2:
        return None
    first, last = known[0], known[-1]
    return _(
        "From {first} ({since}) to {last} ({until})",
        first=_said(first.value, tile.indicator),
        since=first.period,
        last=_said(last.value, tile.indicator),
        until=last.period,
    )


def _said(quantity: Quantity, indicator: IndicatorDefinition) -> str:
    return show(quantity, indicator).text()


def _lacking(tile: Tile) -> Message:
    """Why, and what to do."""
    fact = next((fact for fact in tile.value.facts if not fact.complete), None)
    if fact is None:
        return _("No approved figure of this period. Send it in and have it approved.")
    return _(
        "{reported} of {expected} units have approved figures: the sum waits for the others.",
        reported=fact.parts_reported,
        expected=fact.parts_expected,
    )
