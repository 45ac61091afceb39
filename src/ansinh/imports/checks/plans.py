"""Figures implausibly far over the plan of their year."""

from ansinh.imports.checks.amounts import Share, amount, high, low
from ansinh.imports.checks.figures import Findings
from ansinh.imports.checks.series import Series
from ansinh.imports.checks.thresholds import thresholds
from ansinh.imports.errors import Check
from ansinh.kernel.language import message as _


def check_plans(series: Series, findings: Findings) -> None:
    """Marks what exceeds its plan as wrong, so that its change is not asked about as well."""
    if not series.targets:
        return
    for _place, cell in list(series.sound):
        target = series.target(cell)
        if target is None or target.value <= 0:
            continue
        if low(cell) <= high(target) * thresholds().plan_exceeded:
            continue
        if thresholds().is_small(series.indicator.unit, cell.value, target.value):
            continue
        series.wrong.add(id(cell))
        findings.ask(
            cell,
            Check.PLAN_EXCEEDED,
            _(
                "{indicator} of {unit} ({period}) is {value}: {share} of the plan of the year, {plan}.",
                indicator=series.indicator,
                unit=findings.units[cell.unit],
                period=cell.request.period,
                value=amount(cell),
                share=Share(cell.value / target.value),
                plan=amount(target),
            ),
        )
