"""A workbook with lists → a text file for each, with the registers' own headings, to be loaded."""

import csv
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count, pairwise
from pathlib import Path

from ansinh.imports.files.reading import read_file, read_workbook
from ansinh.imports.files.sheets import CellValue, FileKind, SheetCells
from ansinh.imports.page import text_of
from ansinh.places.models import Unit
from ansinh.registers.loading.errors import EmptyFileError, ListsExchangedError
from ansinh.registers.loading.files import zeros_lost
from ansinh.registers.loading.given import Source
from ansinh.registers.loading.headings import OTHER
from ansinh.registers.records import Scheme, Sex
from ansinh.registers.schema import COLUMNS, LINE, SCHEME_WORDS, RegisterName, word
from ansinh.reviews.errors import ColumnsMissingError, HeadingTwiceError, NobodyListedError, NoListError
from ansinh.reviews.lists.cells import READERS, plain, with_zeros
from ansinh.reviews.lists.communes import Unclear, commune_in_titles, communes_called, provinces_of_issue
from ansinh.reviews.lists.headings import Head, Marked, Place, find_head, titles
from ansinh.reviews.lists.people import is_person

Line = dict[str, str]
"""Column → text; all lines of a list have the same columns."""

LONGEST_NAME = 60  # of a file, of which some letters take three bytes

_SEX_OF = {
    Marked.MALE: Sex.MALE,
    Marked.BIRTH_MALE: Sex.MALE,
    Marked.FEMALE: Sex.FEMALE,
    Marked.BIRTH_FEMALE: Sex.FEMALE,
}
_BIRTHS = (Marked.BIRTH_MALE, Marked.BIRTH_FEMALE)


@dataclass(frozen=True)
class Taken:
    """One sheet. ``rows``: how many lines were written. ``passed_over``: rows below the head that name nobody, as the
    spreadsheet numbers them (totals, notes, signatures, or somebody without any number or date). ``ignored``: headings
    that mean nothing to the registers. ``unclear``: names of communes; their lines keep them, and will be rejected."""

    source: Source
    rows: int
    passed_over: tuple[int, ...]
    ignored: tuple[str, ...]
    unclear: tuple[Unclear, ...]


def take_lists(
    path: Path, register: RegisterName, *, day: date, into: Path, within: Unit | None = None
) -> tuple[Taken, ...]:
    """Of every sheet that has a list and is not hidden. ``into``: a directory that only its owner may enter.
    ``within``: the area in which communes named in words lie.

    The same workbook gives the same files. Raises WorkbookError, EmptyFileError, NoListError, NobodyListedError,
    ListsExchangedError, HeadingTwiceError, ColumnsMissingError.
    """
    file = read_file(path)
    if not file.content.strip():
        raise EmptyFileError(path.name)
    workbook = read_workbook(file)
    shown = [(sheet, find_head(sheet, register)) for sheet in workbook.sheets if not sheet.hidden]
    is_text = workbook.kind is FileKind.CSV
    lists = [_List(path.name, is_text, register, sheet, head) for sheet, head in shown if head is not None]
    taken = tuple(filter(None, [one.taken(day, into, within) for one in lists]))
    if taken:
        return taken
    if lists:
        raise NobodyListedError(path.name)
    if any(find_head(sheet, OTHER[register]) for sheet, _head in shown):
        raise ListsExchangedError(path.name, register)
    raise NoListError(path.name, register, is_text=is_text)


@dataclass(frozen=True)
class _List:
    """A sheet that has a list. ``is_text``: of a text file, which has but one."""

    file: str
    is_text: bool
    register: RegisterName
    sheet: SheetCells
    head: Head

    @property
    def called(self) -> str:
        return self.file if self.is_text else f"{self.file} [{self.sheet.name}]"

    def taken(self, day: date, into: Path, within: Unit | None) -> Taken | None:
        """None where nobody stands below the head."""
        for role, columns in self.head.twice.items():
            raise HeadingTwiceError(self.called, role, columns)
        lines, passed_over = self._lines()
        if not lines:
            return None
        unclear = self._complete(lines, day, within)
        name = f"{Path(self.file).stem[:LONGEST_NAME]}.{self.sheet.position + 1}"
        source = Source(_write(into, name, self._columns(lines[0]), lines), self.register, self.called)
        return Taken(source, len(lines), tuple(passed_over), self.head.ignored, tuple(unclear))

    def _lines(self) -> tuple[list[Line], list[int]]:
        readers = [(role, at, READERS.get(role, plain)) for role, at in self.head.columns.items()]
        lines: list[Line] = []
        passed_over: list[int] = []
        for position, row in enumerate(self.sheet.rows[self.head.last + 1 :], self.head.last + 2):
            width = len(row)
            line = {role: reader(row[at]) if at < width else "" for role, at, reader in readers}
            if not any(line.values()) or self._is_head_again(row):
                continue
            _read_marks(line)
            if is_person(line, self.register):
                line[LINE] = str(position)
                lines.append(line)
            else:
                passed_over.append(position)
        return lines, passed_over

    def _is_head_again(self, row: Sequence[CellValue]) -> bool:
        """Printed at the top of every page; or the numbers of the columns, (1), (2), …, below it."""
        heads = self.sheet.rows[self.head.first : self.head.last + 1]
        again = [at for at in self.head.columns.values() if any(_same_text(row, head, at) for head in heads)]
        if len(again) * 2 > len(self.head.columns):
            return True
        numbers = [text_of(row[at]).strip(" ()") for at in sorted(self.head.columns.values()) if at < len(row)]
        return len(numbers) > 1 and all(one.isdecimal() and len(one) < 3 for one in numbers) and _ascend(numbers)

    def _complete(self, lines: Sequence[Line], day: date, within: Unit | None) -> list[Unclear]:
        """What the list says in other ways: the commune by its name, the scheme in the title, the place of issue by a
        province's name."""
        if "person_id" in self.head.columns:
            lost = zeros_lost(line["person_id"] for line in lines)
            for line in lines:
                line["person_id"] = with_zeros(line["person_id"], line.get("birth", ""), zeros_lost=lost)
        if self.register == "residents":
            return self._name_communes(lines, day, within)
        if "scheme" not in self.head.columns and (scheme := self._scheme()):
            for line in lines:
                line["scheme"] = scheme
        _name_places_of_issue(lines)
        return []

    def _name_communes(self, lines: Sequence[Line], day: date, within: Unit | None) -> list[Unclear]:
        """Codes as they are, else by name; in a list without either, by the one commune that its title names."""
        if not self.head.columns.keys() & {"commune", Place.COMMUNE.value, Place.ADDRESS.value}:
            code = commune_in_titles(titles(self.sheet, self.head), day, within)
            for line in lines if code else ():
                line["commune"] = code or ""
            return []
        written = [_commune_in_words(line) for line in lines]
        known, unclear = communes_called(Counter(filter(None, written)), day, within)
        for line, name in zip(lines, written, strict=True):
            line["commune"] = known.get(name, name) if name else line.get("commune", "")
        return unclear

    def _scheme(self) -> Scheme | None:
        """The one that the title names; of a list of cards BHYT."""
        said = " ".join(f" {word(line)} " for line in titles(self.sheet, self.head))
        named = {scheme for text, scheme in SCHEME_WORDS.items() if len(text) > 3 and f" {text} " in said}
        if len(named) == 1:
            return named.pop()
        return Scheme.BHYT if not named and "card" in self.head.columns else None

    def _columns(self, line: Line) -> list[str]:
        """Those of the schema that the lines have, in its order. Raises ListsExchangedError, ColumnsMissingError."""
        columns = COLUMNS[self.register]
        missing = [one for one in columns if one.needed and one.name not in line]
        if missing:
            other = find_head(self.sheet, OTHER[self.register])
            if other and len(other.columns) > len(self.head.columns):
                raise ListsExchangedError(self.file, self.register)
            raise ColumnsMissingError(self.called, missing)
        return [LINE, *(one.name for one in columns if one.name in line)]


def _same_text(row: Sequence[CellValue], head: Sequence[CellValue], at: int) -> bool:
    return at < min(len(row), len(head)) and isinstance(head[at], str) and head[at] != "" and row[at] == head[at]


def _ascend(numbers: Sequence[str]) -> bool:
    return all(int(left) < int(right) for left, right in pairwise(numbers))


def _read_marks(line: Line) -> None:
    """Columns of one sex only become a birth date and a sex."""
    for column, sex in _SEX_OF.items():
        if value := line.pop(column, ""):
            line["sex"] = sex
            if column in _BIRTHS:
                line["birth"] = value


def _commune_in_words(line: Line) -> str:
    """With the areas around it; empty where the list gives a code, or nothing."""
    given = line.get("commune", "")
    if given.isdecimal():
        return ""
    name = given or line.get(Place.COMMUNE, "")
    around = [line.get(Place.DISTRICT, ""), line.get(Place.PROVINCE, "")]
    return ", ".join(filter(None, [name, *around])) if name else line.get(Place.ADDRESS, "")


def _name_places_of_issue(lines: Sequence[Line]) -> None:
    written = {text for line in lines if (text := line.get("issued_in", "")) and not text.isdecimal()}
    known = provinces_of_issue(sorted(written))
    for line in lines if known else ():
        line["issued_in"] = known.get(line["issued_in"], line["issued_in"])


def _write(into: Path, name: str, columns: Sequence[str], lines: Sequence[Line]) -> Path:
    target = next(path for path in _numbered(into, name) if not path.exists())
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows([line.get(column, "") for column in columns] for line in lines)
    return target


def _numbered(into: Path, name: str) -> Iterator[Path]:
    """Two workbooks of one name have a file each."""
    yield into / f"{name}.csv"
    yield from (into / f"{name}-{number}.csv" for number in count(2))
