"""What a table is about, as its titles and the officer's answers say."""

from dataclasses import dataclass
from datetime import date

from ansinh.kernel.periods import Period
from ansinh.ledger.models import Kind
from ansinh.places.models import Unit


@dataclass(frozen=True)
class Subject:
    """What a whole sheet is about. ``members``: ids of the units that may be reported in it, the sender's own too."""

    sender: Unit
    members: frozenset[int]
    period: Period
    reported_on: date
    kind: Kind = Kind.ACTUAL
    measure: str = ""
