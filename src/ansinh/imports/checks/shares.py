"""Coverage over 100 %: more persons than there are in the population that the catalogue's ratio counts them in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ansinh.imports.checks.amounts import amount, surely_more
from ansinh.imports.checks.beside import Beside, Held
from ansinh.imports.checks.figures import Columns, Findings, Given
from ansinh.imports.checks.times import HAPPENED, YEARS_BACK
from ansinh.imports.errors import Check
from ansinh.indicators.catalogue import IndicatorDefinition, Observed, Ratio, catalogue
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import NewFact, Request
from ansinh.ledger.models import Kind
from ansinh.places.models import Unit


@dataclass(frozen=True)
class _Asked:
    """One of the file's columns, the ratio it is the numerator of, and where its denominator may stand, best first."""

    ratio: IndicatorDefinition
    request: Request
    denominators: tuple[Request, ...]


def check_shares(
    columns: Columns, beside: Beside, units: Mapping[int, Unit], wrong: set[int], findings: Findings
) -> None:
    """``wrong``: facts (by identity) whose unit of measure is doubtful already; nothing is divided by or into them."""
    asked = list(_asked(columns))
    held = _denominators(asked, columns, beside, units)
    for one in asked:
        groups = [group for wanted in one.denominators for group in (columns.get(wanted), held.get(wanted)) if group]
        for unit, fact in columns[one.request].items() if groups else ():
            denominator = next((group[unit] for group in groups if unit in group), None)
            if denominator is None or id(fact) in wrong or id(denominator) in wrong:
                continue
            if surely_more(fact, denominator):
                _report(one.ratio, fact, denominator, findings)


def _asked(columns: Columns) -> Iterator[_Asked]:
    shares = [one for one in catalogue().indicators.values() if one.share]
    for request in columns:
        if request.kind not in HAPPENED:
            continue
        for ratio in shares:
            if isinstance(ratio.formula, Ratio) and ratio.formula.numerator.indicator == request.indicator:
                yield _Asked(ratio, request, tuple(_possible(ratio.formula.denominator.indicator, request)))


def _possible(indicator: str, request: Request) -> Iterator[Request]:
    """A figure of the same day or, of what is known by the year, of that year or else of the latest one before it."""
    definition = catalogue()[indicator]
    period = definition.fact_period(request.period)
    if definition.observed is not Observed.YEAR:
        yield Request(indicator, period, request.kind)
        if request.kind is not Kind.ACTUAL:
            yield Request(indicator, period)
        return
    for years in range(YEARS_BACK + 1):
        yield Request(indicator, Period.year(period.year_number - years))


def _denominators(asked: list[_Asked], columns: Columns, beside: Beside, units: Mapping[int, Unit]) -> Held:
    """Year by year backwards, of the units that lack one yet: usually a single question."""
    held: Held = {}
    for years in range(YEARS_BACK + 1):
        wanted: set[Request] = set()
        lacking: set[int] = set()
        for one in asked:
            if years >= len(one.denominators) or not beside.has(one.denominators[years]):
                continue
            nearer = [
                group
                for request in one.denominators[:years]
                for group in (columns.get(request), held.get(request))
                if group
            ]
            own = columns.get(one.denominators[years], {})
            missing = [
                unit for unit in columns[one.request] if unit not in own and not any(unit in group for group in nearer)
            ]
            if missing:
                wanted.add(one.denominators[years])
                lacking.update(missing)
        for request, facts in beside.whole([units[unit] for unit in lacking], wanted).items():
            held.setdefault(request, {}).update(facts)
    return held


def _report(ratio: IndicatorDefinition, fact: NewFact, denominator: Given, findings: Findings) -> None:
    cause = _(
        "{ratio} of {unit} ({period}) would be over 100 %: {value} of {denominator}, {most} ({most_period}).",
        ratio=ratio,
        unit=findings.units[fact.unit],
        period=fact.request.period,
        value=amount(fact),
        denominator=catalogue()[denominator.request.indicator],
        most=amount(denominator),
        most_period=denominator.request.period,
    )
    findings.ask(
        fact,
        Check.OVER_ALL,
        cause,
        _("Mend whichever of the two is wrong; if both are right (people from elsewhere), say so: `ansinh explain`."),
    )
