"""One case of the manual: a small register as tables, a question, and the answer, in words and as tables.

In the tables a person is a small number (none: ``-``), a cell left empty is what the record has when nothing is given,
and one that has in words what it says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ansinh.registers.questions import Question, Row
from ansinh.registers.records import OPEN_END, Register, Resident, Scheme, Sex, Spell, Status

FIRST_PERSON = 92_000_000_000  # person 7 of the tables is 092000000007
FIRST_NUMBER = 9_200_000_000  # BHXH number 7 is 9200000007

NOTHING = ""


@dataclass(frozen=True)
class Change:
    """What the next month's files say: only whoever changed."""

    day: str
    residents: str = ""
    spells: str = ""


@dataclass(frozen=True)
class Case:
    title: str
    text: str
    day: str
    question: Question[Row]  # type: ignore[valid-type] # a case of each type stands in one list
    answer: str
    residents: str = ""
    spells: str = ""
    changes: Sequence[Change] = field(default=())

    @property
    def register(self) -> Register:
        """After all changes."""
        return self.registers()[-1]

    def registers(self) -> list[Register]:
        found = [_register(self.day, self.residents, self.spells, None)]
        for change in self.changes:
            found.append(_register(change.day, change.residents, change.spells, found[-1]))
        return found

    def columns(self) -> list[str]:
        return next(_cells(self.answer))

    def expected(self) -> list[list[str]]:
        return list(_cells(self.answer))[1:]

    def shown(self, rows: Sequence[Row]) -> list[list[str]]:
        """Rows as the answer's table has them: its columns only."""
        return [[_shown(name, getattr(row, _FIELDS.get(name, name))) for name in self.columns()] for row in rows]


_FIELDS = {"person": "person_id", "number": "bhxh_no"}


def _register(day: str, residents: str, spells: str, before: Register | None) -> Register:
    return Register(
        as_of=date.fromisoformat(day),
        residents=tuple(_resident(line) for line in _lines(residents)),
        spells=tuple(_spell(line) for line in _lines(spells)),
        before=before,
    )


def _resident(line: dict[str, str]) -> Resident:
    return Resident(
        commune=line["commune"],
        household=line.get("household", ""),
        person_id=_numbered(line, "person", FIRST_PERSON),
        bhxh_no=_numbered(line, "number", FIRST_NUMBER),
        name=line.get("name", ""),
        birth=_day(line.get("birth", "")),
        sex=Sex(line.get("sex") or Sex.UNKNOWN),
        group=line.get("group", ""),
        evidence=line.get("evidence", ""),
        status=Status(line.get("status") or Status.RESIDENT),
    )


def _spell(line: dict[str, str]) -> Spell:
    return Spell(
        scheme=Scheme(line.get("scheme") or Scheme.BHYT),
        valid_from=date.fromisoformat(line["from"]),
        valid_to=_day(line["to"]) or OPEN_END,
        person_id=_numbered(line, "person", FIRST_PERSON),
        bhxh_no=_numbered(line, "number", FIRST_NUMBER),
        group=line.get("group", ""),
        issued_in=line.get("issued_in", ""),
    )


def _numbered(line: dict[str, str], name: str, first: int) -> int | None:
    written = line.get(name, "")
    return first + int(written) if written.isdigit() else None


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _shown(name: str, value: object) -> str:
    if value is None:
        return NOTHING
    if name in ("person", "number"):
        return str(int(str(value)) - (FIRST_PERSON if name == "person" else FIRST_NUMBER))
    return str(value)


def _lines(table: str) -> Iterator[dict[str, str]]:
    rows = _cells(table)
    head = next(rows, [])
    return (dict(zip(head, row, strict=True)) for row in rows)


def _cells(table: str) -> Iterator[list[str]]:
    for line in table.strip().splitlines():
        yield [cell.strip() for cell in line.split("|")]
