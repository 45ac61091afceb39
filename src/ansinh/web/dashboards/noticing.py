"""What needs attention, each in one sentence that leads to where it is mended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from ansinh.compare.attention import Concern, Notice
from ansinh.compare.printing import show, show_bar
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.web.dashboards.addresses import league_of, series_of
from ansinh.web.looking import Look

MOST_NAMES = 4


@dataclass(frozen=True)
class NoticeView:
    """``sense``: "bad" or "late". ``detail``: empty where the sentence says all."""

    icon: str
    sense: str
    title: Message
    detail: Message | str
    address: str


def notice_views(look: Look, notices: Sequence[Notice], *, sees_submissions: bool) -> Iterator[NoticeView]:
    for notice in notices:
        yield _view(look, notice, sees_submissions=sees_submissions)


def _view(look: Look, notice: Notice, *, sees_submissions: bool) -> NoticeView:
    match notice.concern:
        case Concern.UNEXPLAINED | Concern.TO_APPROVE:
            return _of_submissions(notice)
        case Concern.PARTS_BELOW_BAR | Concern.PARTS_NOT_SENT:
            page = "missing" if sees_submissions and notice.concern is Concern.PARTS_NOT_SENT else "league"
            return _of_parts(notice, _address(look, notice, page))
        case _:
            return _of_indicator(look, notice)


def _of_submissions(notice: Notice) -> NoticeView:
    address = reverse("submissions")
    if notice.concern is Concern.TO_APPROVE:
        return NoticeView("clock", "late", _("{count} files wait for approval", count=notice.count), "", address)
    said = _("{count} files wait for explanations", count=notice.count)
    return NoticeView("message", "late", said, "", address)


def _of_parts(notice: Notice, address: str) -> NoticeView:
    names = ", ".join(unit.text() for unit in notice.units[:MOST_NAMES])
    more = len(notice.units) - MOST_NAMES
    detail: Message | str = _("{units} and {count} more", units=names, count=more) if more > 0 else names
    counts = {"count": len(notice.units), "among": notice.among}
    if notice.concern is Concern.PARTS_NOT_SENT:
        said = _("{count} of {among} units have no approved figures of this period", **counts)
        return NoticeView("clock", "late", said, detail, address)
    short = notice.indicator.short if notice.indicator else ""
    said = _("{count} of {among} units are short of the threshold: {indicator}", **counts, indicator=short)
    return NoticeView("alert-triangle", "bad", said, detail, address)


def _address(look: Look, notice: Notice, page: str) -> str:
    if notice.indicator is None:
        return reverse(page, args=[look.kind, look.key, look.period])
    return league_of(look.unit, look.period, notice.indicator)


def _of_indicator(look: Look, notice: Notice) -> NoticeView:
    if notice.indicator is None or notice.measured is None or notice.value is None:
        raise ValueError(f"{notice.concern} is about an indicator")
    short, address = notice.indicator.short, series_of(look.unit, look.period, notice.indicator)
    if notice.concern is Concern.FALLING:
        change = show(notice.value, notice.measured, signed=True)
        return NoticeView("arrow-down", "late", _("{indicator} falls", indicator=short), change.text(), address)
    value = show(notice.value, notice.measured)
    if notice.bar is None:
        raise ValueError(f"{notice.concern} is about a bar")
    if notice.concern is Concern.BEHIND_PACE:
        said = _("{indicator} is behind an even pace", indicator=short)
        detail = _(
            "{value} of the plan; {pace} of the year is over", value=value, pace=show(notice.bar, notice.measured)
        )
        return NoticeView("clock", "late", said, detail, address)
    detail = _("{value}; threshold {bar}", value=value, bar=show_bar(notice.bar, notice.measured))
    return NoticeView(
        "alert-triangle", "bad", _("{indicator} is short of the threshold", indicator=short), detail, address
    )
