"""An outline, read and checked: sections with what each takes from the ledger and where the officer writes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ansinh.compare.bases import Base, end_of_year
from ansinh.documents.tree import Form
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.language import Bilingual
from ansinh.kernel.periods import Period
from ansinh.reports.charts import ChartKind
from ansinh.reports.outlines.errors import OutlineNotInForceError, OutlineUnknownError
from ansinh.reports.sentences import SentenceKind

END_OF_LAST_YEAR = "end-of-last-year"


class TableKind(StrEnum):
    """OVERVIEW: one row an indicator. BASES: against earlier dates. MONTHS: of the year. YEARS: across. RANKING: the
    parts in order. UNITS: the parts with all their figures, summed."""

    OVERVIEW = "overview"
    BASES = "bases"
    MONTHS = "months"
    YEARS = "years"
    RANKING = "ranking"
    UNITS = "units"


class WhenEmpty(StrEnum):
    """Of a section without anything in it: it is left out, or says so."""

    DROP = "drop"
    SAY = "say"


@dataclass(frozen=True)
class Say:
    """``indicators`` (): all that the report has; so in the others."""

    kind: SentenceKind
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class Tabulate:
    kind: TableKind
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class Draw:
    kind: ChartKind
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class Officer:
    """Here stand the officer's own paragraphs."""


Item = Say | Tabulate | Draw | Officer


@dataclass(frozen=True)
class Section:
    id: str
    heading: Bilingual
    when_empty: WhenEmpty
    says: Bilingual | None
    items: tuple[Item, ...]
    sections: tuple["Section", ...]

    def all(self) -> Iterator["Section"]:
        yield self
        for section in self.sections:
            yield from section.all()


@dataclass(frozen=True)
class AppendixOutline:
    id: str
    title: Bilingual
    landscape: bool
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Outline:
    """``against`` None: whatever there is data for; ``end-of-last-year`` is that before the period's. ``about``: names
    of what can be reviewed → its full title. ``needs_years``: it looks across years, which must be given."""

    id: str
    valid_from: date
    valid_to: date | None
    name: Bilingual
    kind: Bilingual
    subject: Bilingual
    subject_of_year: Bilingual
    form: Form
    against: tuple[str, ...] | None
    needs_years: bool
    about: Mapping[str, Bilingual]
    opening: Bilingual
    closing: Bilingual
    sections: tuple[Section, ...]
    appendices: tuple[AppendixOutline, ...]

    @property
    def needs_about(self) -> bool:
        """It reviews something that must be named."""
        return "{about}" in self.subject.vi

    def all_sections(self) -> Iterator[Section]:
        for section in self.sections:
            yield from section.all()

    def bases(self, period: Period) -> tuple[Base, ...] | None:
        """What the period is compared with; of a whole year, the end of the last is the same period, said once."""
        if self.against is None:
            return None
        wanted = dict.fromkeys(_base(one, period) for one in self.against)
        twice = end_of_year(period.year_number - 1) if (period.end.month, period.end.day) == (12, 31) else None
        return tuple(base for base in wanted if base != twice)


@cache
def outlines() -> tuple[Outline, ...]:
    """All that come with the program; of one id there may be several, each for its time."""
    directory = files("ansinh.reports.outlines")
    found = sorted(one.name for one in directory.iterdir() if one.name.endswith(".yaml"))
    return tuple(read_outline((directory / name).read_text(encoding="utf-8")) for name in found)


def find_outline(wanted: str, day: date) -> Outline:
    """Raises OutlineUnknownError; OutlineNotInForceError on a day on which none of that id is in force."""
    named = [one for one in outlines() if one.id == wanted]
    if not named:
        raise OutlineUnknownError(wanted, sorted({one.id for one in outlines()}))
    for outline in named:
        if outline.valid_from <= day and (outline.valid_to is None or day <= outline.valid_to):
            return outline
    raise OutlineNotInForceError(wanted, day)


def read_outline(text: str) -> Outline:
    """Raises ValueError naming what is wrong: an outline comes with the program and is tested with it."""
    entry = yaml.safe_load(text)
    try:
        outline = _outline(entry)
    except KeyError as error:
        raise ValueError(f"{entry.get('id', text[:40])}: {error.args[0]} is missing") from error
    _check(outline)
    return outline


def _outline(entry: Mapping[str, Any]) -> Outline:
    _refuse_unknown(entry, _OF_AN_OUTLINE)
    return Outline(
        id=entry["id"],
        valid_from=entry["from"],
        valid_to=entry.get("to"),
        name=Bilingual(**entry["name"]),
        kind=Bilingual(**entry["kind"]),
        subject=Bilingual(**entry["subject"]),
        subject_of_year=Bilingual(**entry.get("subject_of_year", entry["subject"])),
        form=Form(entry["form"]),
        against=tuple(entry["against"]) if "against" in entry else None,
        needs_years=entry.get("needs_years", False),
        about={name: Bilingual(**title) for name, title in entry.get("about", {}).items()},
        opening=Bilingual(**entry["opening"]),
        closing=Bilingual(**entry["closing"]),
        sections=tuple(_section(one) for one in entry["sections"]),
        appendices=tuple(_appendix(one) for one in entry.get("appendices", ())),
    )


def _base(written: str, period: Period) -> Base:
    return end_of_year(period.year_number - 1) if written == END_OF_LAST_YEAR else Base.parse(written)


_OF_AN_OUTLINE = {"from", "to", *Outline.__dataclass_fields__} - {"valid_from", "valid_to"}


def _refuse_unknown(entry: Mapping[str, Any], known: Collection[str]) -> None:
    """A misspelt field would otherwise do nothing."""
    unknown = set(entry) - set(known)
    if unknown:
        raise ValueError(f"{entry.get('id', entry)}: unknown fields: {', '.join(sorted(map(str, unknown)))}")


def _section(entry: Mapping[str, Any]) -> Section:
    _refuse_unknown(entry, Section.__dataclass_fields__)
    return Section(
        id=entry["id"],
        heading=Bilingual(**entry["heading"]),
        when_empty=WhenEmpty(entry.get("when_empty", WhenEmpty.DROP)),
        says=Bilingual(**entry["says"]) if "says" in entry else None,
        items=tuple(_item(one) for one in entry.get("items", ())),
        sections=tuple(_section(one) for one in entry.get("sections", ())),
    )


def _appendix(entry: Mapping[str, Any]) -> AppendixOutline:
    _refuse_unknown(entry, AppendixOutline.__dataclass_fields__)
    items = tuple(_item(one) for one in entry["items"])
    return AppendixOutline(entry["id"], Bilingual(**entry["title"]), entry.get("landscape", False), items)


def _item(entry: str | Mapping[str, Any]) -> Item:
    if entry == "officer":
        return Officer()
    if isinstance(entry, str):
        raise ValueError(f"An item is unknown: {entry}")
    _refuse_unknown(entry, ("sentences", "table", "chart", "indicators"))
    indicators = tuple(entry.get("indicators", ()))
    unknown = [one for one in indicators if one not in catalogue().indicators]
    if unknown:
        raise ValueError(f"Indicators are unknown: {', '.join(unknown)}")
    if "sentences" in entry:
        return Say(SentenceKind(entry["sentences"]), indicators)
    if "table" in entry:
        return Tabulate(TableKind(entry["table"]), indicators)
    return Draw(ChartKind(entry["chart"]), indicators)


def _check(outline: Outline) -> None:
    """Its bases can be read, a section is named once, and one that says so when it is empty has the words for it."""
    outline.bases(Period.year(2020))
    sections = list(outline.all_sections())
    names = [section.id for section in sections]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"{outline.id}: sections named twice: {', '.join(sorted(twice))}")
    twice = {one.id for one in sections if sum(isinstance(item, Officer) for item in one.items) > 1}
    if twice:
        raise ValueError(f"{outline.id}: the officer writes twice in: {', '.join(sorted(twice))}")
    silent = [section.id for section in sections if section.when_empty is WhenEmpty.SAY and section.says is None]
    if silent:
        raise ValueError(f"{outline.id}: sections without words for when they are empty: {', '.join(silent)}")


def section_names(outline: Outline, sections: Sequence[Section] | None = None) -> Iterator[str]:
    """As an officer may write them: "situation (Đặc điểm tình hình)"."""
    for section in outline.all_sections() if sections is None else sections:
        yield f"{section.id} ({section.heading.text()})"
