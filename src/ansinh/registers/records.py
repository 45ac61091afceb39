"""The two registers as their keepers give them: residents, and spells of insurance."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

OPEN_END = date(9999, 12, 31)  # of a spell that has no last day yet


class Scheme(StrEnum):
    """What a spell insures. ``ANY``: of a question only, insured in at least one of the four."""

    BHYT = "bhyt"
    COMPULSORY = "bhxh_compulsory"
    VOLUNTARY = "bhxh_voluntary"
    UNEMPLOYMENT = "bhtn"
    ANY = "any"


SCHEMES = (Scheme.BHYT, Scheme.COMPULSORY, Scheme.VOLUNTARY, Scheme.UNEMPLOYMENT)


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Of a line in the list of residents: still resident on its day, or gone since the list before."""

    RESIDENT = "resident"
    LEFT = "left"
    DIED = "died"


@dataclass(frozen=True, slots=True)
class Resident:
    """One line of the list of residents of a day.

    ``person_id``: số định danh, 12 digits; ``bhxh_no``: mã số BHXH, 10 digits. Whoever has neither is told from others
    by name, birth date, sex, commune and household. ``commune``: five digits, as valid on the list's day. ``group``:
    the BHYT payer group the person belongs to (GD, HS, …; empty: not known), whether insured or not, and ``evidence``:
    what says so.
    """

    commune: str
    household: str = ""
    person_id: int | None = None
    bhxh_no: int | None = None
    name: str = ""
    birth: date | None = None
    sex: Sex = Sex.UNKNOWN
    group: str = ""
    evidence: str = ""
    status: Status = Status.RESIDENT


@dataclass(frozen=True, slots=True)
class Spell:
    """One uninterrupted insurance of a person: a BHYT card, or a time in BHXH or BHTN.

    First and last day both count. ``group`` and ``benefit`` (1 to 5) are those of the card; ``issued_in``: the two
    digits of the province of issue, in the list of 63 provinces (domain codes keep it after the mergers).
    """

    scheme: Scheme
    valid_from: date
    valid_to: date = OPEN_END
    person_id: int | None = None
    bhxh_no: int | None = None
    card: str = ""
    group: str = ""
    benefit: int | None = None
    issued_in: str = ""


@dataclass(frozen=True)
class Register:
    """Both registers as known on the day ``as_of``. It answers for that day and days ahead, not for days before."""

    as_of: date
    residents: tuple[Resident, ...] = ()
    spells: tuple[Spell, ...] = ()
    before: "Register | None" = field(default=None, repr=False)
    """The register that this one changes: then ``residents`` and ``spells`` are the changes only. A person named in
    ``residents`` is taken anew; of a person and scheme named in ``spells`` all spells are taken anew."""

    def chain(self) -> "Iterator[Register]":
        """The register of a whole list first, then each that changed it, this one last."""
        if self.before is not None:
            yield from self.before.chain()
        yield self
