"""What the template of the dashboard gets: everything printed, every link an address."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from ansinh.compare.dashboards import Dashboard, Family
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period
from ansinh.ledger.latest import latest_month
from ansinh.web.dashboards.mapping import MapView, map_view
from ansinh.web.dashboards.noticing import NoticeView, notice_views
from ansinh.web.dashboards.ranking import RankingView, ranking_view
from ansinh.web.dashboards.tiling import TileView, tile_view
from ansinh.web.dashboards.year import YearView, year_view
from ansinh.web.looking import Look


@dataclass(frozen=True)
class Choice:
    """An indicator of the map, the rankings and the year."""

    name: str
    address: str
    is_here: bool


@dataclass(frozen=True)
class Elsewhere:
    """The latest month that has figures, where this period has none."""

    period: Period
    address: str


@dataclass(frozen=True)
class DashboardContent:
    """``tiles``: with figures; ``lacking``: without. ``elsewhere``: only where there are no figures at all, and then
    only if any are known."""

    look: Look
    title: Message
    tiles: tuple[TileView, ...]
    lacking: tuple[TileView, ...]
    has_figures: bool
    elsewhere: Elsewhere | None
    choices: tuple[Choice, ...]
    selected: str
    map: MapView | None
    parts: RankingView | None
    siblings: RankingView | None
    year: YearView | None
    notices: tuple[NoticeView, ...]


def dashboard_content(
    look: Look, around: Family, read: Dashboard, today: date, *, sees_submissions: bool
) -> DashboardContent:
    tiles = [tile_view(look, one) for one in read.tiles]
    return DashboardContent(
        look=look,
        title=_("{unit} – {period}", unit=look.unit, period=look.period),
        tiles=tuple(one for one in tiles if one.known),
        lacking=tuple(one for one in tiles if not one.known),
        has_figures=read.has_figures,
        elsewhere=None if read.has_figures else _elsewhere(look, today),
        choices=tuple(_choices(look, read)),
        selected=read.selected.short.text(),
        map=map_view(look, around, read) if read.has_figures else None,
        parts=ranking_view(look, read.parts) if read.parts and read.parts.known else None,
        siblings=ranking_view(look, read.siblings) if read.siblings and read.siblings.known else None,
        year=year_view(look, read),
        notices=tuple(notice_views(look, read.notices, sees_submissions=sees_submissions)),
    )


def _choices(look: Look, read: Dashboard) -> Iterator[Choice]:
    here = reverse("dashboard", args=[look.kind, look.key, look.period])
    for one in read.choices:
        yield Choice(one.short.text(), f"{here}?{urlencode({'indicator': one.id})}", one.id == read.selected.id)


def _elsewhere(look: Look, today: date) -> Elsewhere | None:
    latest = latest_month(look.unit, today)
    if latest is None or latest == look.period:
        return None
    return Elsewhere(latest, reverse("dashboard", args=[look.kind, look.key, latest]))
