"""A ranking as the dashboard prints it: the first, the unit itself, the last."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ansinh.compare.attention import Ranking
from ansinh.compare.calc import Quantity, Ranked
from ansinh.compare.printing import PART_PERCENT_DECIMALS, show, show_bar
from ansinh.compare.tiles import meets
from ansinh.kernel.language import Message, current_language
from ansinh.kernel.language import message as _
from ansinh.places.models import Level, Unit
from ansinh.web.dashboards.addresses import dashboard_of, league_of
from ansinh.web.looking import Look

FIRST, LAST = 6, 3
LONGEST = 100  # of a bar
VERDICTS = {True: _("reaches the threshold"), False: _("does not reach it"), None: None}
SENSES = {True: "good", False: "bad", None: "quiet"}


@dataclass(frozen=True)
class RowView:
    """``length``: of its bar, of LONGEST; ``verdict``: against the threshold. ``is_after_gap``: others stand between
    it and the row before."""

    rank: int
    name: str
    full_name: str
    address: str
    number: str
    length: int
    sense: str
    verdict: Message | None
    is_here: bool
    is_after_gap: bool


@dataclass(frozen=True)
class RankingView:
    """``unit``: of the numbers. ``mark``: where the common threshold lies along the bars."""

    title: Message
    indicator: str
    unit: str
    rows: tuple[RowView, ...]
    league: str
    league_text: Message
    unknown: Message | None
    threshold: Message | None
    mark: int | None


def ranking_view(look: Look, ranking: Ranking) -> RankingView:
    known = [row for row in ranking.rows if row.rank is not None]
    longest = max([abs(row.quantity.value or Fraction(0)) for row in known] + [ranking.bar.value or Fraction(0)])
    lacking = len(ranking.rows) - len(known)
    bar = show_bar(ranking.bar, ranking.indicator)
    return RankingView(
        title=_("Ranking in {unit}", unit=ranking.whole),
        indicator=ranking.indicator.short.text(),
        unit=ranking.indicator.display.text(),
        rows=tuple(_rows(look, ranking, known, longest)),
        league=league_of(ranking.whole, look.period, ranking.indicator),
        league_text=_("All {count} units", count=len(ranking.rows)),
        unknown=_("{count} units have no figure yet.", count=lacking) if lacking else None,
        threshold=_("Threshold {bar}", bar=bar) if ranking.bar.known else None,
        mark=_length(ranking.bar, longest) if ranking.bar.known else None,
    )


def _rows(look: Look, ranking: Ranking, known: Sequence[Ranked[Unit]], longest: Fraction) -> list[RowView]:
    places = shown_places([row.item.pk == look.unit.pk for row in known])
    before = [-1, *places]
    return [
        _row(look, ranking, known[place], longest, is_after_gap=place > previous + 1)
        for previous, place in zip(before, places, strict=False)
    ]


def shown_places(are_here: Sequence[bool]) -> list[int]:
    """All of a few; else the first, those that are here and the last, in order."""
    count = len(are_here)
    if count <= FIRST + LAST + 1:
        return list(range(count))
    here = [place for place, is_here in enumerate(are_here) if is_here]
    return sorted({*range(FIRST), *here, *range(count - LAST, count)})


def _row(look: Look, ranking: Ranking, row: Ranked[Unit], longest: Fraction, *, is_after_gap: bool) -> RowView:
    reached = meets(row.quantity, ranking.bar, ranking.indicator.direction)
    shown = show(row.quantity, ranking.indicator, percent_decimals=PART_PERCENT_DECIMALS)
    return RowView(
        rank=row.rank or 0,
        name=short_name(row.item),
        full_name=row.item.text(),
        address=dashboard_of(row.item, look.period, ranking.indicator),
        number=shown.number(),
        length=_length(row.quantity, longest),
        sense=SENSES[reached],
        verdict=VERDICTS[reached],
        is_here=row.item.pk == look.unit.pk,
        is_after_gap=is_after_gap,
    )


def short_name(unit: Unit) -> str:
    """Provinces are known without their designation."""
    if unit.level != Level.PROVINCE:
        return unit.text()
    return unit.name if current_language() == "vi" else unit.name_en


def _length(quantity: Quantity, longest: Fraction) -> int:
    return round(abs(quantity.value or Fraction(0)) / longest * LONGEST) if longest else 0
