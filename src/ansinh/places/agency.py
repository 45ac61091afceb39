"""What an agency adds to the catalogue: its offices, clusters, their members, registered shares of divided units.

Three kinds of CSV file (UTF-8), told apart by their head line:

- units: ``kind,level,code,designation,name,name_en,valid_from,valid_to,document`` (kind: office or cluster)
- relations: ``whole,part,valid_from,valid_to,document`` (the whole: an office or a cluster)
- shares: ``old,new,day,persons,document``: of the persons registered in a unit that was divided on the day, how many
  live in each of those that it was divided into; all of them, or none.

Units are named by their key: a code, or ``code@day``. Areas come with the program.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ansinh.kernel.errors import AnsinhError, InputError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import parse_date
from ansinh.places.models import Level, Relation, Succession, Unit, UnitKind, key_of
from ansinh.places.tables import RelationRow, SuccessionRow, Tables, UnitRow

UNITS = ("kind", "level", "code", "designation", "name", "name_en", "valid_from", "valid_to", "document")
RELATIONS = ("whole", "part", "valid_from", "valid_to", "document")
SHARES = ("old", "new", "day", "persons", "document")
OWN_KINDS = (UnitKind.OFFICE.value, UnitKind.CLUSTER.value)
MOST_SHOWN = 10

MOST_PERSONS = 10**10
Row = dict[str, str]


@dataclass(frozen=True)
class _Known:
    """A unit that is there, or is being added."""

    kind: UnitKind
    first: date | None
    last: date | None

    @classmethod
    def of(cls, unit: Unit) -> "_Known":
        return cls(UnitKind(unit.kind), unit.valid_from, unit.valid_to)

    def meets(self, other: "_Known") -> bool:
        begins = max(self.first or date.min, other.first or date.min)
        return begins <= min(self.last or date.max, other.last or date.max)

    def holds(self, first: date | None, last: date | None) -> bool:
        """A tie without days is for as long as both are there."""
        begins = first is None or self.first is None or self.first <= first
        return begins and (last is None or self.last is None or last <= self.last)


@dataclass(frozen=True)
class Fault:
    """Of a line of a file; its head line is line 1."""

    file: str
    line: int
    said: Message

    def text(self) -> str:
        return f"{self.file}: {_('line {line}', line=self.line)}: {self.said}"


class AgencyTableError(InputError):
    """``faults``: all that were found, each with its line. Nothing was added."""

    def __init__(self, faults: Collection[Fault]) -> None:
        shown = list(faults)[:MOST_SHOWN]
        super().__init__(
            _("The tables were not added; lines to mend: {count}.", count=len(faults)),
            _("{faults}", faults="\n".join(fault.text() for fault in shown)),
        )
        self.faults = tuple(faults)


def read_agency_tables(paths: Iterable[Path]) -> Tables:
    """Read against the units that the ledger has. Raises AgencyTableError with every fault of every file."""
    reading = _Reading()
    for path in paths:
        reading.read(path)
    reading.check_shares()
    if reading.faults:
        raise AgencyTableError(reading.faults)
    return Tables(reading.units, tuple(reading.relations), tuple(reading.shares))


class _Reading:
    def __init__(self) -> None:
        self.units: dict[str, UnitRow] = {}
        self.relations: list[RelationRow] = []
        self.shares: list[SuccessionRow] = []
        self.faults: list[Fault] = []
        self._known = {unit.key: _Known.of(unit) for unit in Unit.objects.order_by("-kind")}
        self._said: set[tuple[str, ...]] = set()
        ties = Relation.objects.exclude(whole__kind=UnitKind.AREA).select_related("whole", "part")
        self._inside = {(tie.whole.key, tie.part.key) for tie in ties}
        self._where: dict[tuple[str, date], tuple[str, int]] = {}

    def read(self, path: Path) -> None:
        try:
            lines = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
            head = tuple(lines.fieldnames or ())
            rows = list(lines)
        except (UnicodeDecodeError, csv.Error):
            self.faults.append(Fault(path.name, 1, _("is no CSV text in UTF-8; save it as “CSV UTF-8”")))
            return
        readers: dict[tuple[str, ...], Callable[[Row], None]] = {
            UNITS: self._unit,
            RELATIONS: self._relation,
            SHARES: self._share,
        }
        if head not in readers:
            heads = " | ".join(",".join(one) for one in readers)
            self.faults.append(Fault(path.name, 1, _("the head line must be one of: {heads}", heads=heads)))
            return
        for line, row in enumerate(rows, start=2):
            try:
                readers[head]({name: (value or "").strip() for name, value in row.items() if name})
            except _LineError as error:
                self.faults.append(Fault(path.name, line, error.said))
            else:
                if head == SHARES:
                    self._where.setdefault((self.shares[-1].old, self.shares[-1].day), (path.name, line))

    def check_shares(self) -> None:
        """A registered share is one of all: those that are left out would count as equal parts."""
        given: dict[tuple[str, date], set[str]] = defaultdict(set)
        for one in self.shares:
            given[one.old, one.day].add(one.new)
        for (old, day), new in given.items():
            rows = Succession.objects.filter(day=day, old__code=old.partition("@")[0]).select_related("old", "new")
            all_new = {row.new.key for row in rows if row.old.key == old}
            if new != all_new:
                said = _("{old} went to {units} on that day: give the persons of each", old=old, units=_listed(all_new))
                self.faults.append(Fault(*self._where[old, day], said))

    def _unit(self, row: Row) -> None:
        if row["kind"] not in OWN_KINDS:
            raise _LineError(_("the kind must be office or cluster; areas come with the program"))
        level = _one_of(Level, row["level"])
        if not row["code"] or not row["name"]:
            raise _LineError(_("code and name must not be empty"))
        valid_from, valid_to = _day(row["valid_from"]), _day(row["valid_to"])
        if valid_from and valid_to and valid_to < valid_from:
            raise _LineError(_("it ends before it begins"))
        code = row["code"].lower() if row["kind"] == UnitKind.CLUSTER else row["code"]
        key = key_of(code, valid_from)
        given = _Known(UnitKind(row["kind"]), valid_from, valid_to)
        self._check_code(code, key, given)
        self._once("unit", key)
        self.units[key] = UnitRow(
            key=key,
            kind=UnitKind(row["kind"]),
            level=level,
            code=code,
            designation=row["designation"],
            name=row["name"],
            name_en=row["name_en"] or row["name"],
            valid_from=valid_from,
            valid_to=valid_to,
            parts_complete_from=valid_from,
            parts_complete_to=valid_to,
            document=row["document"],
        )
        self._known[key] = given

    def _check_code(self, code: str, key: str, given: "_Known") -> None:
        for other, known in self._known.items():
            if other.partition("@")[0] != code:
                continue
            if known.kind is UnitKind.AREA:
                raise _LineError(_("{code} is the code of an area", code=code))
            if other != key and known.meets(given):
                raise _LineError(_("{key} has this code at the same time", key=other))

    def _relation(self, row: Row) -> None:
        whole, part = self._key(row["whole"]), self._key(row["part"])
        if self._known[whole].kind is UnitKind.AREA:
            raise _LineError(_("the whole must be an office or a cluster; areas come with the program"))
        if self._contains(part, whole):
            raise _LineError(_("{part} cannot be a part of {whole}: it contains it", part=part, whole=whole))
        valid_from, valid_to = _day(row["valid_from"]), _day(row["valid_to"])
        for key in (whole, part):
            if not self._known[key].holds(valid_from, valid_to):
                raise _LineError(_("{key} was not there all of that time", key=key))
        self._once("relation", whole, part, str(valid_from))
        self._inside.add((whole, part))
        self.relations.append(RelationRow(whole, part, valid_from, valid_to, row["document"]))

    def _share(self, row: Row) -> None:
        old, new = self._key(row["old"]), self._key(row["new"])
        day = _day(row["day"])
        if day is None:
            raise _LineError(_("the day is missing"))
        if not row["persons"].isdecimal() or not 0 < int(row["persons"]) < MOST_PERSONS:
            raise _LineError(_("persons must be a whole number over zero, without dots: 1250"))
        self._once("share", old, new, str(day))
        weight = int(row["persons"])
        self.shares.append(SuccessionRow(old, new, day, weight, registered=True, document=row["document"]))

    def _once(self, *said: str) -> None:
        if said in self._said:
            raise _LineError(_("it is said twice"))
        self._said.add(said)

    def _contains(self, part: str, whole: str) -> bool:
        """Whether the part is the whole, or has it somewhere below it."""
        return part == whole or any(self._contains(below, whole) for above, below in self._inside if above == part)

    def _key(self, key: str) -> str:
        key = key if key in self._known else key.lower()  # a cluster's slug is lower case
        if key not in self._known:
            raise _LineError(_("“{key}” is no unit: write its key as `ansinh places find` shows it", key=key))
        return key


class _LineError(Exception):
    def __init__(self, said: Message) -> None:
        super().__init__(said.id)
        self.said = said


def _one_of(levels: type[Level], written: str) -> Level:
    if written not in levels.values:
        raise _LineError(_("the level must be one of: {levels}", levels=", ".join(levels.values)))
    return levels(written)


def _day(written: str) -> date | None:
    try:
        return parse_date(written) if written else None
    except AnsinhError as error:
        raise _LineError(error.cause) from None


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(sorted(keys))
