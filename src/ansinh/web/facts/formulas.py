"""Arithmetic written out: in words, and with the numbers that went into it."""

from ansinh.compare.bases import BaseKind
from ansinh.compare.calc import Quantity
from ansinh.compare.printing import show, show_bar
from ansinh.compare.reads import Comparison
from ansinh.compare.tracing import FigureTrace, Term
from ansinh.indicators.catalogue import IndicatorDefinition
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.numbers import MISSING
from ansinh.ledger.models import Kind

TIMES, BY, PLUS, MINUS = " × ", " : ", " + ", " − "


def formula(trace: FigureTrace) -> tuple[str, str] | None:
    """In words and in numbers; None of what no formula computes."""
    if not trace.terms:
        return None
    between = BY if trace.is_ratio else PLUS
    factor = f"{TIMES}100" if trace.is_ratio and trace.value.unit is BaseUnit.PERCENT else ""
    words = between.join(_name(term) for term in trace.terms) + factor
    numbers = between.join(show(term.quantity, term.indicator).text() for term in trace.terms) + factor
    return f"{trace.indicator.text()} = {words}", f"{numbers} = {show(trace.value, trace.indicator).text()}"


def _name(term: Term) -> str:
    name = term.indicator.short.text()
    return _("plan of {indicator}", indicator=name).text() if term.kind is Kind.TARGET else name


def change_formula(comparison: Comparison, measured: IndicatorDefinition) -> str:
    change = show(comparison.change, measured, signed=True).text()
    return f"{_value(comparison.value, measured)}{MINUS}{_against(comparison, measured)} = {change}"


def share_formula(comparison: Comparison, measured: IndicatorDefinition) -> str:
    """By how many per cent of the base it changed, or how many per cent of the plan it is."""
    if comparison.percent is None:
        return MISSING
    is_change = comparison.base.kind is not BaseKind.PLAN
    of = comparison.change if is_change else comparison.value
    share = show(comparison.percent, measured, signed=is_change).text()
    return f"{_value(of, measured)}{BY}{_against(comparison, measured)}{TIMES}100 = {share}"


def _value(quantity: Quantity, measured: IndicatorDefinition) -> str:
    printed = show(quantity, measured).text()
    return f"({printed})" if quantity.value is not None and quantity.value < 0 else printed


def _against(comparison: Comparison, measured: IndicatorDefinition) -> str:
    if comparison.base.kind is BaseKind.THRESHOLD:
        return show_bar(comparison.against, measured).text()
    return _value(comparison.against, measured)
