"""The columns of a league table: how they are called, and the form in which they are chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ansinh.compare.leagues import LeagueColumn
from ansinh.indicators.catalogue import IndicatorDefinition, catalogue
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import PERCENTAGE_POINTS, BaseUnit


@dataclass(frozen=True)
class Choice:
    value: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class ColumnChoice:
    """A line of the form of columns: an indicator with its value, its share of the plan, its change."""

    name: str
    value: Choice
    plan: Choice | None
    change: Choice


def chooser(indicators: Sequence[IndicatorDefinition], columns: Sequence[LeagueColumn]) -> Iterator[ColumnChoice]:
    """A share of a plan stands in the line of what was planned."""

    def choice(column: LeagueColumn, name: Message) -> Choice:
        return Choice(column.written, name.text(), column in columns)

    plans = {one.id: plan for one in indicators if (plan := catalogue().plan_of(one.id))}
    for one in indicators:
        if one in plans.values():
            continue
        plan = plans.get(one.id)
        yield ColumnChoice(
            one.text(),
            choice(LeagueColumn(one.id), _("value")),
            choice(LeagueColumn(plan.id), _("Share of plan")) if plan else None,
            choice(LeagueColumn(one.id, change=True), _("change on same period")),
        )


def column_title(column: LeagueColumn) -> str:
    short = column.definition.short.text()
    return _("{indicator}, change", indicator=short).text() if column.change else short


def column_unit(column: LeagueColumn) -> str:
    definition = column.definition
    if not column.change:
        return definition.display.text()
    return PERCENTAGE_POINTS.text() if definition.unit is BaseUnit.PERCENT else "± %"
