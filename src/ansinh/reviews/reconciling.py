"""What an office reported beside the register, difference by difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Fact, Request, Scope
from ansinh.ledger.models import MOST_FACTS
from ansinh.ledger.reads import Ledger
from ansinh.places.models import Level, Unit
from ansinh.places.reads import parts, territories, units_with
from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.reconciling import Area, Bridge, count, knows_places_of_issue
from ansinh.registers.records import Scheme
from ansinh.reviews.areas import LIST_OF_63, areas_on, refuse_other_than_area
from ansinh.reviews.errors import NothingReportedError, PartlyReportedError

REPORTED: Mapping[Scheme, str] = {
    Scheme.BHYT: "participants_bhyt",
    Scheme.COMPULSORY: "participants_bhxh_compulsory",
    Scheme.VOLUNTARY: "participants_bhxh_voluntary",
    Scheme.UNEMPLOYMENT: "participants_bhtn",
}

_CARDS = (
    _("cards issued here by the register, less the reported number"),
    _("second cards of one person"),
    _("holders in no list of residents"),
    _("holders resident elsewhere"),
    _("residents insured by cards issued elsewhere"),
    _("residents insured by cards without a place of issue"),
)
_TIMES = (
    _("times of insurance recorded here by the register, less the reported number"),
    _("second times of insurance of one person"),
    _("insured persons in no list of residents"),
    _("insured persons resident elsewhere"),
    _("residents whose insurance is recorded elsewhere"),
    _("residents whose insurance has no place of record"),
)
"""What BHXH and BHTN have instead of cards."""


@dataclass(frozen=True)
class Step:
    """One line between the reported number and the register's: what is taken off, or added (``persons`` > 0)."""

    cause: Message
    persons: int


@dataclass(frozen=True)
class Reconciliation:
    """``fact``: the ledger's figure; ``submissions``: where it comes from. ``issuers``: the provinces of the list of 63
    whose cards are the unit's; None: places of issue are not known, or do not divide at the unit's level, and its cards
    are those of its residents."""

    unit: Unit
    scheme: Scheme
    day: date
    fact: Fact
    submissions: tuple[int, ...]
    issuers: frozenset[str] | None
    bridge: Bridge

    @property
    def steps(self) -> tuple[Step, ...]:
        """``bridge.reported`` and these add up to the residents insured."""
        counted = self.bridge.counted
        persons = (
            self.bridge.not_as_reported,
            -counted.second_cards,
            -counted.unlisted,
            -counted.living_elsewhere,
            counted.issued_elsewhere,
            counted.issued_somewhere,
        )
        causes = _CARDS if self.scheme is Scheme.BHYT else _TIMES
        return tuple(map(Step, causes, persons))


def reconcile(
    engine: DuckEngine, unit: Unit, scheme: Scheme, *, day: date | None = None, scope: Scope = Scope()
) -> Reconciliation:
    """On the register's day when none is given; on a later one as if nobody renewed.

    Raises NoAreaError, NothingReportedError, PartlyReportedError, TooEarlyError."""
    refuse_other_than_area(unit, engine.as_of)
    at = day or engine.as_of
    fact, submissions = _reported(unit, scheme, at, scope)
    issuers = _issuers(unit) if knows_places_of_issue(engine, at, scheme) else None
    area = Area(areas_on(engine.as_of).within(unit.code), issuers)
    bridge = Bridge(int(fact.value), count(engine, at, scheme, area))
    return Reconciliation(unit, scheme, at, fact, submissions, issuers, bridge)


def _reported(unit: Unit, scheme: Scheme, day: date, scope: Scope) -> tuple[Fact, tuple[int, ...]]:
    indicator = catalogue()[REPORTED[scheme]]
    request = Request(indicator.id, indicator.fact_period(Period.day(day)))
    ledger = Ledger(scope)
    fact = ledger.facts([unit], [request]).get((unit.pk, request))
    if fact is None:
        raise NothingReportedError(unit, indicator, request.period)
    if not fact.complete:
        raise PartlyReportedError(unit, fact.parts_reported, fact.parts_expected)
    return fact, tuple(sorted({key // MOST_FACTS for key in ledger.observations([fact])}))


def _issuers(unit: Unit) -> frozenset[str] | None:
    """The provinces of the list of 63 that make up the unit; None where they do not."""
    if unit.level == Level.COUNTRY:
        return frozenset(one.code for one in parts(unit, LIST_OF_63))
    if unit.level != Level.PROVINCE:
        return None
    pieces = territories().made_of([unit.pk], LIST_OF_63)
    if not pieces or not all(piece.whole for piece in pieces):
        return None
    return frozenset(one.code for one in units_with([piece.unit for piece in pieces]))
