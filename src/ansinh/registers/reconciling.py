"""How a reported number of insured persons and the register come to differ, cause by cause and exactly.

An office reports the cards it issued; a register counts residents, wherever their cards come from. From the one to the
other, on one day:

    reported + (cards issued here − reported)     what the register says otherwise than the report
             − second cards of one person
             − holders in no list of residents
             − holders resident elsewhere
             + residents insured by cards of elsewhere only
             + residents insured by cards that name no place of issue
             = residents insured

BHXH and BHTN have no cards: of them the times of insurance are counted, by where they are recorded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.engines.sql import Statement, Values, covers
from ansinh.registers.errors import TooEarlyError
from ansinh.registers.records import Scheme


@dataclass(frozen=True)
class Counted:
    """Of one scheme, day and area. ``cards``: spells that cover the day, issued here; ``holders``: the persons who have
    them. ``issued_elsewhere``, ``issued_somewhere``: residents without a card issued here, insured by one of elsewhere,
    or only by cards of which it is not known where."""

    cards: int
    holders: int
    unlisted: int
    living_elsewhere: int
    issued_elsewhere: int
    issued_somewhere: int

    @property
    def second_cards(self) -> int:
        return self.cards - self.holders

    @property
    def insured_residents(self) -> int:
        listed_here = self.holders - self.unlisted - self.living_elsewhere
        return listed_here + self.issued_elsewhere + self.issued_somewhere


@dataclass(frozen=True)
class Bridge:
    """From a reported number to the residents insured; every step has its cause."""

    reported: int
    counted: Counted

    @property
    def not_as_reported(self) -> int:
        """Cards issued here, less those reported: what the report lacks (> 0), or has too many (< 0)."""
        return self.counted.cards - self.reported


@dataclass(frozen=True)
class Area:
    """``communes``: where its residents live. ``issuers``: the provinces of the list of 63 whose cards are its own;
    None: all cards of its residents are, wherever issued, and no others."""

    communes: frozenset[str]
    issuers: frozenset[str] | None


def count(engine: DuckEngine, at: date, scheme: Scheme, area: Area) -> Counted:
    """Raises TooEarlyError, TooLittleMemoryError."""
    is_local = "person IN (SELECT person FROM local)"
    own = is_local if area.issuers is None else f"issued_in IN ({_listed(area.issuers)})"
    statement = f"""
WITH cards AS ({_cards(at, scheme)}),
residents AS (
    SELECT person, commune FROM status
    WHERE weight = 1 AND NOT EXISTS (
        SELECT 1 FROM status AS changed
        WHERE changed.weight = -1 AND changed.person = status.person AND changed.link > status.link
    )
),
local AS MATERIALIZED (SELECT person FROM residents WHERE commune IN ({_listed(area.communes)})),
holders AS MATERIALIZED (SELECT person, COUNT(*) AS cards FROM cards WHERE {own} GROUP BY person),
living AS MATERIALIZED (
    SELECT person, {is_local} AS is_local
    FROM residents WHERE person IN (SELECT person FROM holders)
),
others AS MATERIALIZED (
    SELECT person, MAX(CASE WHEN issued_in <> '' THEN 1 ELSE 0 END) AS known
    FROM cards
    WHERE {is_local}
        AND NOT EXISTS (SELECT 1 FROM holders WHERE holders.person = cards.person)
    GROUP BY person
)
SELECT
    (SELECT SUM(cards) FROM holders),
    (SELECT COUNT(*) FROM holders),
    (SELECT COUNT(*) FROM holders) - (SELECT COUNT(*) FROM living),
    (SELECT COUNT(*) FROM living WHERE NOT is_local),
    (SELECT COUNT(*) FROM others WHERE known = 1),
    (SELECT COUNT(*) FROM others WHERE known = 0)"""
    (row,) = _answers(engine, at, Statement(statement, ("status", "spells", "named")))
    return Counted(*(int(str(value or 0)) for value in row))


def knows_places_of_issue(engine: DuckEngine, at: date, scheme: Scheme) -> bool:
    """Whether any spell of the scheme that covers the day says where it was issued."""
    statement = f"SELECT COUNT(*) FROM ({_cards(at, scheme)}) AS cards WHERE issued_in <> ''"
    return _answers(engine, at, Statement(statement, ("spells", "named")))[0][0] != 0


def _answers(engine: DuckEngine, at: date, statement: Statement) -> Sequence[Values]:
    if at < engine.as_of:
        raise TooEarlyError(at, engine.as_of)
    return engine.fetch(statement)


def _cards(at: date, scheme: Scheme) -> str:
    """The spells that cover the day; what a link says of a person and scheme holds until a later one names them."""
    return f"""
    SELECT person, issued_in FROM spells
    WHERE scheme = '{scheme}' AND {covers("valid_from", "valid_to", at)} AND NOT EXISTS (
        SELECT 1 FROM named
        WHERE named.person = spells.person AND named.scheme = spells.scheme AND named.link > spells.link
    )"""


def _listed(codes: Iterable[str]) -> str:
    """As text constants; of none one that is no code. ValueError: of something that is no code."""
    listed = sorted(codes)
    if not all(code.isalnum() for code in listed):
        raise ValueError("a code is letters and digits")
    return ", ".join(f"'{code}'" for code in listed or [""])
