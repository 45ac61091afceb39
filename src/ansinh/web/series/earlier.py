"""What a correction changed, in a sentence."""

from fractions import Fraction

from ansinh.compare.calc import Quantity
from ansinh.compare.histories import Correction
from ansinh.compare.printing import show
from ansinh.indicators.catalogue import IndicatorDefinition, catalogue
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import short_date
from ansinh.ledger.facts import Fact
from ansinh.ledger.traces import Earlier
from ansinh.places.models import Unit


def said_of(correction: Correction, unit: Unit, indicator: IndicatorDefinition) -> Message:
    """Of the figure itself, or of another that it is made of."""
    fact, said = correction.fact, said_here(correction.fact, correction.earlier)
    if (fact.unit, fact.request.indicator) == (unit.pk, indicator.id):
        return said
    about = catalogue()[fact.request.indicator].short
    if fact.unit == unit.pk:
        return _("{indicator} {was}", indicator=about, was=said)
    return _("{indicator} of another unit in it {was}", indicator=about, was=said)


def said_here(fact: Fact, earlier: Earlier) -> Message:
    about = catalogue()[fact.request.indicator]
    return _(
        "was {before} until submission {number} of {day}; reason: {reason}",
        before=show(Quantity(Fraction(earlier.value), about.unit, earlier.hedge), about),
        number=earlier.correction,
        day=short_date(earlier.reported_on),
        reason=earlier.reason,
    )
