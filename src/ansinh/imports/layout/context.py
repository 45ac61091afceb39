"""What the lines around a table say of all of it: who reports, about which period, in which unit of measure, when."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ansinh.imports.layout.grid import Grid
from ansinh.imports.layout.mentions import Mention, mentions
from ansinh.imports.layout.words import measures_of_title
from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.names import fold
from ansinh.kernel.periods import Period, Shape, parse_date
from ansinh.ledger.models import Kind
from ansinh.places.finding import resolve_all
from ansinh.places.gazetteer import Outcome
from ansinh.places.models import Level, Unit, UnitKind

MOST_LINES = 60  # looked at above a table and under it

_SIGNED_ON = re.compile(r"(?:^|, ?)ngay ([0-9]{1,2})(?: thang |[/.-])([0-9]{1,2})(?: nam |[/.-])([0-9]{4})$")
_REPORT_DATE = re.compile(r"ngay (?:lap|bao cao|lap bao cao) ?:? ?([0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4})")
_DATE_FOLLOWS = re.compile(r"ngay (?:lap|bao cao|lap bao cao) ?:?")
_NUMBER = re.compile(r"(?i)^\s*số\s*:\s*(\S.{2,60}?)\s*$")
_AUTHORITY = re.compile(
    r"(?i)(?:bảo hiểm xã hội|bao hiem xa hoi|bhxh|ubnd|[uủ][yỷ] ban nhân dân|uy ban nhan dan|ban chỉ đạo)\s+(?=\S)"
)
_DESIGNATED = re.compile(
    r"(?i)(?:tỉnh|tinh|thành phố|thanh pho|tp\.?|huyện|huyen|quận|quan|thị xã|thi xa|tx\.?|xã|xa|phường|phuong"
    r"|thị trấn|thi tran)\s+\S+(?:[\s-]+\S+){0,4}"
)
_PLAN = re.compile(
    r"\bgiao (?:chi tieu|ke hoach|du toan)\b|\b(?:chi tieu|ke hoach|du toan)\b.*\bgiao\b|\bchi tieu ke hoach\b"
    r"|^(?:bieu |bang )?(?:ke hoach|du toan)\b"
)
_ESTIMATE = re.compile(r"^(?:uoc|du kien)\b|\b(?:so )?uoc (?:thuc hien|th|tinh|dat|so lieu)\b|\bso (?:lieu )?uoc\b")
_OTHER_DOCUMENT = re.compile(
    r"\b(?:kem theo|can cu|ban hanh|theo (?:cong van|quyet dinh|van ban))\b"
)  # its date is not the table's
_COMPARED_WITH = re.compile(r"\bso (?:voi|cung ky|sanh)\b")  # what follows is not what is reported
_LEFT_OPEN = re.compile(r"\bngay[ .…]*thang[ .…]*(?:[0-9]{1,2})?[ .…]*nam")  # to be filled in by hand
_LEVELS = (Level.COUNTRY, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


@dataclass(frozen=True)
class Context:
    """``lines``: the titles in their order, for what a header leaves open. Of several sheets' or tables' contexts the
    nearer one goes before the wider (`within`)."""

    lines: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    measures: tuple[str, ...] = ()
    kind: Kind | None = None
    reported_on: date | None = None
    document: str = ""
    names: tuple[str, ...] = field(default=())
    """What may name the unit that reports."""

    def within(self, wider: "Context") -> "Context":
        return replace(
            wider,
            lines=self.lines or wider.lines,
            mentions=self.mentions or wider.mentions,
            measures=self.measures or wider.measures,
            kind=self.kind or wider.kind,
            reported_on=self.reported_on or wider.reported_on,
            document=self.document or wider.document,
            names=(*wider.names, *self.names),
        )

    def period(self) -> Period | None:
        """The one period that the titles name; a mention without a year takes that of another."""
        year = next((mention.year for mention in self.mentions if mention.year), None)
        periods = [period for mention in self.mentions if (period := mention.period(year))]
        narrow = [period for period in periods if period.shape is not Shape.YEAR]
        if len({period.end for period in narrow}) > 1:
            return None  # they name several: which one is meant, somebody must say
        return narrow[0] if narrow else max(periods, default=None)


def read_lines(grid: Grid, rows: Iterable[int]) -> Context:
    """What the lines of these rows say."""
    texts = [text for row in rows for column in range(grid.width) if (text := grid.said(row, column))]
    return read_texts(texts[: MOST_LINES * 4])


def read_texts(texts: Sequence[str]) -> Context:
    lines: list[str] = []
    found: list[Mention] = []
    measures: tuple[str, ...] = ()
    document = ""
    kind: Kind | None = None
    reported_on: date | None = None
    date_follows = False
    for text in texts:
        folded = fold(text)
        signed = _reported_on(f"ngay bao cao {folded.removeprefix('ngay ')}" if date_follows else folded)
        date_follows = bool(_DATE_FOLLOWS.fullmatch(folded))
        measures = measures or measures_of_title(text)
        number = _NUMBER.match(text)
        if number and any(character.isdigit() for character in number[1]):
            document = document or number[1]
        elif signed:
            reported_on = reported_on or signed
        else:
            lines.append(text)
            if not _LEFT_OPEN.search(folded):
                found += mentions(_COMPARED_WITH.split(_OTHER_DOCUMENT.split(folded)[0])[0])
            kind = kind or _kind(folded)
    return Context(tuple(lines), tuple(found), measures, kind, reported_on, document, tuple(lines))


def _kind(folded: str) -> Kind | None:
    if _ESTIMATE.search(folded):
        return Kind.ESTIMATE
    planned = _PLAN.search(folded) and not re.search(r"thuc hien|ket qua|tinh hinh|so voi|bao cao", folded)
    return Kind.TARGET if planned else None


def _reported_on(folded: str) -> date | None:
    match = _REPORT_DATE.search(folded)
    if match:
        return _day(match[1])
    match = _SIGNED_ON.search(folded)
    if match is None or re.search(r"den (?:het )?ngay|tinh den|tai ngay", folded):
        return None
    return _day(f"{match[1]}/{match[2]}/{match[3]}")


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except AnsinhError:
        return None


def sender(context: Context, day: date) -> tuple[Unit, ...]:
    """The units that the titles name as the one that reports, the lowest first."""
    clusters = [
        unit
        for unit in Unit.objects.filter(kind=UnitKind.CLUSTER)
        if any(re.search(rf"{re.escape(fold(unit.name))}(?![a-z0-9])", fold(line)) for line in context.names)
    ]
    # A cluster is asked about in years before it, too: the one of the day, else the only one of the name.
    clusters = [unit for unit in clusters if unit.valid_on(day)] or (clusters if len(clusters) == 1 else [])
    wanted = list(dict.fromkeys(name for line in context.names for name in _names_in(line)))
    found = [
        answer.units[0]
        for answer in resolve_all(wanted, day)
        if answer.outcome in (Outcome.EXACT, Outcome.UNIQUE) and answer.units[0].kind == UnitKind.AREA
    ]
    areas = sorted(dict.fromkeys(found), key=lambda unit: -_LEVELS.index(Level(unit.level)))
    return (*clusters, *areas)


def _names_in(line: str) -> Iterable[str]:
    """The names that a title may hold: after "BHXH", and after each designation, longer ones first."""
    plain = " ".join(line.split())
    begun = _AUTHORITY.match(plain)
    if begun:
        rest = plain[begun.end() :]
        yield rest
        yield from _shorter(rest)
    for match in _DESIGNATED.finditer(plain):
        yield from _shorter(match[0])


def _shorter(text: str) -> Iterable[str]:
    words = text.strip(" .,:;-–").split()
    for count in range(min(len(words), 6), 1, -1):
        yield " ".join(words[:count]).strip(" .,:;-–")
