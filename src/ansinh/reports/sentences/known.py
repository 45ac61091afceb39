"""What is known of a report's figures, and which words they allow: nothing is read from a figure that is missing."""

from collections.abc import Sequence
from fractions import Fraction

from ansinh.compare.bases import Base, BaseKind, accumulates
from ansinh.compare.calc import Quantity
from ansinh.compare.printing import Shown
from ansinh.indicators.catalogue import Direction, IndicatorDefinition, Observed, catalogue
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period, Shape
from ansinh.reports.content import Line, ReportContent
from ansinh.reports.sentences.messages import Change, Standing, Way

ALL_OF_IT = 100  # per cent
LIMITS = (Hedge.OVER, Hedge.UNDER, Hedge.NEARLY, Hedge.AT_LEAST)  # of a fall they would mean the opposite


def known(content: ReportContent, figure: str) -> Shown | None:
    shown = content.figures.get(figure)
    return shown if shown and shown.quantity.known else None


def way_of(shown: Shown | None) -> Way | None:
    """Where a change went, as printed; None where that is not known, or where an estimate may have gone either way."""
    if shown is None or shown.rounded is None or shown.quantity.value is None:
        return None
    low, high = shown.quantity.within or (Fraction(0), Fraction(0))
    if low < 0 < high or (low < high and 0 in (low, high)):
        return None
    if not shown.rounded:
        certain = shown.quantity.hedge is Hedge.EXACT and not shown.quantity.estimated
        return Way.SAME if certain and not shown.quantity.value else Way.ABOUT
    if shown.rounded < 0 and shown.quantity.hedge in LIMITS:
        return None
    return Way.UP if shown.rounded > 0 else Way.DOWN


def certain(quantity: Quantity) -> bool:
    """Whether another figure can be held against it: "over 81%" may be less than "about 82%" or more."""
    return quantity.known and not quantity.estimated and quantity.hedge is Hedge.EXACT


def change(content: ReportContent, name: str, base: Base) -> Change | None:
    """Of the whole; the change in per cent is said beside that against the same period only."""
    figure = f"{name}.{base.id}"
    way = way_of(known(content, figure))
    if way is None:
        return None
    percent = known(content, f"{figure}_percent")
    said = base.kind is BaseKind.SAME_PERIOD and percent is not None and way_of(percent) is way
    return Change(figure, f"{figure}_percent" if said and way in (Way.UP, Way.DOWN) else None, base, way)


def standing_to_plan(shown: Shown | None) -> Standing | None:
    """By the exact share, not the printed one: 99.999 is not 100."""
    if shown is None or not certain(shown.quantity):
        return None
    if (shown.quantity.value or 0) < ALL_OF_IT:
        return Standing.NEARLY if shown.rounded == ALL_OF_IT else Standing.UNDER
    return Standing.REACHED if shown.rounded == ALL_OF_IT else Standing.OVER


def standing_to_target(shown: Shown | None) -> Standing | None:
    """Of the points over or under a target or a bar."""
    match way_of(shown):
        case Way.UP:
            return Standing.OVER
        case Way.DOWN:
            return Standing.UNDER
        case Way.SAME:
            return Standing.REACHED
        case Way.ABOUT:
            return Standing.NEARLY
    return None


def incomplete(quantity: Quantity) -> bool:
    """A sum that is no total yet: some of its parts have reported, not all."""
    return not quantity.known and any(not fact.complete for fact in quantity.facts)


def is_whole_year(period: Period) -> bool:
    """Whether what accumulates is by its end that of the whole year."""
    return period.year_to_date.shape is Shape.YEAR


def is_of_years(indicator: IndicatorDefinition) -> bool:
    """Whether it is a year's ("năm 2016") rather than a level at its end ("cuối năm 2016")."""
    return accumulates(indicator) or indicator.observed is Observed.YEAR


def plan_direction(indicator: IndicatorDefinition) -> Direction:
    measured = catalogue().plan_of(indicator.id)
    return (measured or indicator).direction


def lines(content: ReportContent, indicators: Sequence[str]) -> list[Line]:
    """Those asked for, in the order asked, of which the level is known."""
    asked = [content.whole.lines[name] for name in indicators if name in content.whole.lines]
    return [line for line in asked if line.value.known]
