"""What the labels of a table's rows name: units, indicators or periods; and the headings that they stand under."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import cached_property

from ansinh.imports.layout.grid import Grid, Look, Region
from ansinh.imports.layout.words import Meaning, Role, is_total, read_words
from ansinh.kernel.names import fold
from ansinh.places.finding import Found, gazetteer, resolve, resolve_all
from ansinh.places.gazetteer import Gazetteer, Outcome
from ansinh.places.models import Level, Unit, UnitKind
from ansinh.places.reads import units_on

# One number or bullet before a label. Nothing in it repeats without a bound.
_BEFORE = re.compile(r"\s*(?:(?:[0-9]{1,3}(?:\.[0-9]{1,2}){0,4}|[ivxIVX]{1,5}|[a-hA-H])\s?[.)/]|[-–+*•])\s*(?=\S)")
MOST_BEFORE = 6  # "I. 1. - a)"
LONGEST = 300  # characters of a label; what is longer is none
_GROUP = re.compile(r"^\s*(?:[IVX]{1,5}|[A-H])\s*(?:[.)/–-]|$)")
_AGENCY = re.compile(
    r"(?i)^(?:bhxh|bảo hiểm xã hội|bao hiem xa hoi) (?!cơ sở|co so|khu vực|khu vuc|bắt|tự|bat |tu )(?=\S)"
)
_AFTER = re.compile(r"\s*(?:\(\s*[0-9*]{1,2}\s*\)|\*+|[¹²³⁴⁵])\s*$")
ONE = (Outcome.EXACT, Outcome.UNIQUE)


class Axis(StrEnum):
    """What the rows of a table are."""

    UNITS = "units"
    INDICATORS = "indicators"
    PERIODS = "periods"


def clean(text: str) -> str:
    """A label without the number before it, the mark of a footnote after it, and the name of the agency: "BHXH huyện
    Quỳ Châu" reports of the district, as figures are kept by area."""
    plain = rest = " ".join(text[:LONGEST].split())
    for _number in range(MOST_BEFORE):
        before = _BEFORE.match(rest)
        if before is None:
            break
        rest = rest[before.end() :]
    plain = plain if rest[:1].isdigit() else rest  # "1.234,5" is a number, not the first of something
    return _AGENCY.sub("", _AFTER.sub("", plain)).strip(" .,:;")


@dataclass(frozen=True)
class Named:
    """What a label names on the day. ``unit`` for certain, else what it may be: ``near`` and ``past`` of an unknown
    name, ``several`` of an ambiguous one; ``outside``: it names a unit, which is not part of the one that reports."""

    unit: Unit | None = None
    several: tuple[Unit, ...] = ()
    near: tuple[Unit, ...] = ()
    past: Unit | None = None
    outside: bool = False
    under: Unit | None = None
    """The heading that it stands under, if it is a unit somewhere else."""


class Naming:
    """Names → units on one day, each asked of the gazetteer once; those of the sender's own area go first."""

    def __init__(self, day: date, sender: Unit | None) -> None:
        self.day, self.sender = day, sender
        self._found: dict[tuple[str, int | None], Found] = {}
        self._members: dict[str, Found] = {}
        self._inside: dict[tuple[str, int], Unit | None] = {}

    def units(self, texts: Iterable[str]) -> Mapping[str, Unit]:
        """Those of the texts that name one unit."""
        wanted = list(dict.fromkeys(texts))
        self._ask([clean(text) for text in wanted], None)
        found = {text: self._found[clean(text), None] for text in wanted}
        return {text: one.units[0] for text, one in found.items() if one.outcome in ONE}

    def share_of_units(self, texts: Sequence[str]) -> float:
        plain = [clean(text) for text in texts]
        self._ask(plain, None)
        return sum(self._found[text, None].outcome is not Outcome.UNKNOWN for text in plain) / max(len(plain), 1)

    def prepare(self, texts: Iterable[str], within: Unit | None) -> None:
        self._ask([clean(text) for text in texts], within)

    def found(self, text: str, within: Unit | None) -> Found:
        self._ask([text], within)
        return self._found[text, within.pk if within else None]

    def inside(self, text: str, area: Unit) -> Unit | None:
        """The one unit of an area that a text names."""
        if (text, area.pk) not in self._inside:
            match = self._gazetteer.resolve(text, within=area.pk, near=False)
            found = match.places[0].key if match.outcome in ONE else None
            self._inside[text, area.pk] = self._areas[found] if found is not None else None
        return self._inside[text, area.pk]

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return gazetteer(self.day)

    @cached_property
    def _areas(self) -> Mapping[int, Unit]:
        """All areas of the day: a table of communes under their districts asks about most of them."""
        return {unit.pk: unit for unit in units_on(self.day).filter(kind=UnitKind.AREA)}

    def member(self, text: str) -> Unit | None:
        """Of a cluster: a name that a member has, whatever smaller places are called so."""
        cluster = self.sender
        if cluster is None or cluster.kind != UnitKind.CLUSTER:
            return None
        if text not in self._members:
            self._members[text] = resolve(text, self.day, level=Level(cluster.level))
        found = self._members[text]
        return found.units[0] if found.outcome in ONE else None

    def _ask(self, texts: Sequence[str], within: Unit | None) -> None:
        key = within.pk if within else None
        missing = [text for text in dict.fromkeys(texts) if (text, key) not in self._found]
        if missing:
            answers = resolve_all(missing, self.day, within=within)
            self._found |= {(text, key): answer for text, answer in zip(missing, answers, strict=True)}


class Labels:
    """The labels of one table. ``names``: the columns that may hold them."""

    def __init__(
        self, grid: Grid, region: Region, names: Sequence[int], naming: Naming, *, of_offices: bool = False
    ) -> None:
        self._grid, self._region, self._names, self._naming = grid, region, names, naming
        self._of_offices = of_offices

    def _text(self, row: int, column: int) -> str:
        """What a label names; under "BHXH cơ sở" a name is a local office's."""
        text = clean(self._grid.text(row, column))
        local = text and self._of_offices and not is_total(text) and not fold(text).startswith(("bhxh", "bao hiem"))
        return f"BHXH cơ sở {text}" if local else text

    @property
    def _rows(self) -> range:
        """Those of the figures, and the headings between them and the header."""
        head = self._region.head
        return range(head[-1] + 1 if head else self._region.first, self._region.last + 1)

    def kind(self, row: int, column: int) -> Axis | None:
        """What a label is, if anything."""
        text = clean(self._grid.text(row, column))
        if not text or is_total(text):
            return None
        meaning = read_words([text])
        if meaning.indicator:
            return Axis.INDICATORS
        if self._naming.found(text, None).outcome is not Outcome.UNKNOWN:
            return Axis.UNITS
        if meaning.mention and not meaning.unknown:
            return Axis.PERIODS
        return Axis.INDICATORS if meaning.role is Role.DERIVED else None

    def words(self, row: int, label: int) -> Meaning:
        """A label that names an indicator, alone or with the heading that it stands under."""
        text = clean(self._grid.text(row, label))
        heading = self._headings.get(label, {}).get(row, "") if text else ""
        together = read_words([heading, text]) if heading else read_words([text])
        alone = read_words([text])
        if together.indicator or not alone.indicator:
            return together if together.indicator or together.says_something else alone
        return alone if not heading or describes_itself(alone) else together

    def is_group(self, row: int, label: int) -> bool:
        """Whether a label stands over others: I., II., A., B."""
        if _GROUP.match(self._grid.text(row, label)):
            return True
        return any(_GROUP.fullmatch(self._grid.text(row, column).strip()) for column in range(label))

    def prepare(self, codes: Iterable[str]) -> None:
        """Ask about all codes of a table at once."""
        self._naming.prepare(codes, None)

    def unit(self, row: int, label: int, code: str) -> Named:
        """The unit of a row: by its code, else by its name, inside the areas that it stands under."""
        if code:
            return self.unit_called(code)
        return self._units[label].get(row, Named())

    def is_misnamed(self, row: int, label: int, unit: Unit) -> bool:
        """Whether a label names another unit than the code beside it says, or none at all."""
        text = clean(self._grid.text(row, label))
        if not text or fold(text) in (fold(unit.full_name), fold(unit.name), fold(unit.name_en)):
            return False
        return self._units[label].get(row, Named()).unit != unit

    def written(self, row: int, label: int) -> str:
        return self._grid.text(row, label)

    def unit_of(self, text: str) -> Named:
        """The unit that a text names inside the sender's area."""
        return self._best(text, [], None)

    def unit_called(self, written: str) -> Named:
        return self._named(written, self._naming.found(written, None))

    @cached_property
    def _headings(self) -> Mapping[int, Mapping[int, str]]:
        """Column → row → the text of the nearest row of words above it, inside the table."""
        found: dict[int, dict[int, str]] = {}
        for column in self._names:
            heading = ""
            for row in self._rows:
                if self._grid.looks[row] is Look.WORDS and self._grid.is_anchor(row, column):
                    heading = clean(self._grid.text(row, column))
                found.setdefault(column, {})[row] = heading
        return found

    @cached_property
    def _units(self) -> Mapping[int, Mapping[int, Named]]:
        return {column: dict(self._named_rows(column)) for column in self._names}

    def _named_rows(self, label: int) -> Iterator[tuple[int, Named]]:
        """In the order of the sheet: a heading, or a unit of a higher level, says where the next rows lie."""
        for column in self._names:
            self._naming.prepare((self._text(row, column) for row in self._rows), None)
        self._naming.prepare((self._text(row, label) for row in self._rows), self._area)
        above: dict[Level, Unit] = {}
        heading: Unit | None = None
        for row in self._rows:
            text = self._text(row, label)
            if not text:
                continue
            if self._grid.looks[row] is not Look.FIGURES and not self._holds_a_spoilt_figure(row):
                named = self._best(text, [*above.values()], None)
                if named.unit is not None:
                    heading = named.unit
                    above = _with(above, named.unit)
                continue
            beside = self._beside(row, label)
            named = self._best(text, [*above.values()], beside or heading)
            if named.unit is not None:
                above = _with(above, named.unit)
            yield row, named

    def _holds_a_spoilt_figure(self, row: int) -> bool:
        return any(isinstance(self._grid.own(row, column), date | time) for column in self._region.columns)

    def _beside(self, row: int, label: int) -> Unit | None:
        """The area named in a column before the label, in this row or above it."""
        for column in reversed([name for name in self._names if name < label]):
            for before in range(row, self._region.first - 1, -1):
                text = clean(self._grid.text(before, column))
                if text:
                    found = self._naming.found(text, None)
                    if found.outcome in ONE:
                        return found.units[0]
                    break
        return None

    @property
    def _area(self) -> Unit | None:
        sender = self._naming.sender
        return sender if sender and sender.kind == UnitKind.AREA and sender.level != Level.COUNTRY else None

    def _best(self, text: str, above: Sequence[Unit], heading: Unit | None) -> Named:
        anywhere = self._naming.found(text, None)
        if self._area and anywhere.outcome in ONE and anywhere.units[0] == self._area:
            return Named(self._area)
        if member := self._naming.member(text):
            return Named(member)
        if heading is not None:
            if inside := self._naming.inside(text, heading):
                return Named(inside)
            if anywhere.outcome in ONE and _is_below(anywhere.units[0], heading):
                return Named(near=anywhere.units, under=heading)
        found = self._naming.found(text, self._area)
        if found.outcome in ONE:
            return Named(found.units[0])
        for area in reversed(above):
            if inside := self._naming.inside(text, area):
                return Named(inside)
        if found.outcome is Outcome.UNKNOWN and anywhere.outcome in ONE:
            return Named(anywhere.units[0], outside=True)
        return self._named(text, found if found.outcome is Outcome.AMBIGUOUS else anywhere, near=found.units)

    def _named(self, text: str, found: Found, near: Sequence[Unit] = ()) -> Named:
        if found.outcome in ONE:
            return Named(found.units[0])
        if found.outcome is Outcome.AMBIGUOUS:
            return Named(several=found.units)
        return Named(near=tuple(near) or found.units, past=found.past)


_LEVELS = (Level.COUNTRY, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


def _is_below(unit: Unit, other: Unit) -> bool:
    return _LEVELS.index(Level(unit.level)) > _LEVELS.index(Level(other.level))


def _with(above: Mapping[Level, Unit], unit: Unit) -> dict[Level, Unit]:
    """The areas that the next rows may lie in: this one, and those of higher levels before it."""
    level = _LEVELS.index(Level(unit.level))
    return {one: area for one, area in above.items() if _LEVELS.index(one) < level} | {Level(unit.level): unit}


def describes_itself(meaning: Meaning) -> bool:
    """Whether a label says enough whatever it stands under: "Số phải thu" does, "BHYT" under "Số thu" does not."""
    return bool(meaning.words & SAYS_WHAT)


SAYS_WHAT = frozenset({"thu", "phaithu", "no", "chamdong", "kcb", "danso", "llld", "tham", "phattrienmoi"})
