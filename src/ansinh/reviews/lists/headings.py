"""Where a list begins, and what its columns hold: a head of one or more rows, found by the words in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ansinh.imports.files.sheets import CellValue, SheetCells
from ansinh.imports.page import text_of
from ansinh.registers.schema import COLUMNS, PASSED_OVER, RegisterName, word

DEEPEST = 60  # rows in which a head is looked for
MOST_ROWS = 3  # of a head
FEWEST = 3  # columns recognised, without which a row is no head


class Place(StrEnum):
    """Columns that say in words where somebody lives."""

    COMMUNE = "commune_name"
    DISTRICT = "district_name"
    PROVINCE = "province_name"
    ADDRESS = "address"


class Marked(StrEnum):
    """A column for one sex only: what stands in it says the sex too (a birth date, or a mark)."""

    BIRTH_MALE = "birth_male"
    BIRTH_FEMALE = "birth_female"
    MALE = "male"
    FEMALE = "female"


_PLACE_WORDS: Mapping[Place, tuple[str, ...]] = {
    Place.COMMUNE: (
        "Xã",
        "Phường",
        "Xã/Phường",
        "Phường/Xã",
        "Xã/Phường/Thị trấn",
        "Xã/Phường/Đặc khu",
        "Tên xã",
        "Tên xã/phường",
        "Cấp xã",
        "Đơn vị hành chính cấp xã",
        "Commune",
        "Commune name",
    ),
    Place.DISTRICT: ("Huyện", "Quận", "Quận/Huyện", "Huyện/Quận", "Quận/Huyện/Thị xã", "Tên huyện", "District"),
    Place.PROVINCE: ("Tỉnh", "Tỉnh/Thành phố", "Tỉnh/TP", "Thành phố", "Tên tỉnh", "Province"),
    Place.ADDRESS: (
        "Địa chỉ",
        "Địa chỉ thường trú",
        "Địa chỉ nơi cư trú",
        "Nơi thường trú",
        "Nơi cư trú",
        "Nơi ở",
        "Hộ khẩu thường trú",
        "Address",
    ),
}
_SEXES = {"nam": (Marked.MALE, Marked.BIRTH_MALE), "nu": (Marked.FEMALE, Marked.BIRTH_FEMALE)}
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True)
class Head:
    """``first`` and ``last`` row, from zero. ``columns``: what is read → where. ``twice``: headings of which there are
    several, with their columns. ``ignored``: headings that mean nothing to the registers."""

    first: int
    last: int
    columns: Mapping[str, int]
    twice: Mapping[str, tuple[int, ...]]
    ignored: tuple[str, ...]


def find_head(sheet: SheetCells, register: RegisterName) -> Head | None:
    """The rows in which most columns are recognised; of several the first, and the fewest rows."""
    words = _words(register)
    filled = _with_merged_texts(sheet)
    candidates = [
        (first, last, _recognised(filled[first : last + 1], words))
        for first in range(len(filled))
        for last in range(first, min(first + MOST_ROWS, len(filled)))
    ]
    if not candidates:
        return None
    first, last, found = max(candidates, key=lambda one: (len(set(one[2].values())), one[0] - one[1], -one[0]))
    columns = {role: next(at for at, one in found.items() if one == role) for role in dict.fromkeys(found.values())}
    if len(columns) < FEWEST:
        return None
    twice = {role: tuple(at for at, one in found.items() if one == role) for role in columns}
    return Head(
        first,
        last,
        columns,
        {role: at for role, at in twice.items() if len(at) > 1 and role not in set(Place)},
        tuple(_ignored(filled[first : last + 1], found, register)),
    )


def _words(register: RegisterName) -> Mapping[str, str]:
    """Heading, as `schema.word` gives it → canonical column."""
    known = {word(text): column.name for column in COLUMNS[register] for text in (column.name, *column.headings)}
    if register == "spells":
        return known
    return {word(text): place.value for place, texts in _PLACE_WORDS.items() for text in texts} | known


def _with_merged_texts(sheet: SheetCells) -> list[list[str]]:
    """The first rows as texts; a merged cell's text stands in all of it, but a title over the table does not."""
    rows = [[_heading(value) for value in row] for row in sheet.rows[:DEEPEST]]
    width = max(map(len, rows), default=0)
    for row in rows:
        row += [""] * (width - len(row))
    for span in sheet.merged:
        if span.bottom < len(rows) and span.bottom - span.top < MOST_ROWS and span.right < width:
            text = rows[span.top][span.left]
            for row in rows[span.top : span.bottom + 1]:
                row[span.left : span.right + 1] = [text] * (span.right - span.left + 1)
    return rows


def _heading(value: CellValue) -> str:
    """Figures head nothing."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _recognised(rows: Sequence[Sequence[str]], words: Mapping[str, str]) -> dict[int, str]:
    """Column → what it holds."""
    found = {at: _role(list(_stack(rows, at)), words) for at in range(len(rows[0]))}
    return {at: role for at, role in found.items() if role is not None}


def _stack(rows: Sequence[Sequence[str]], column: int) -> Iterator[str]:
    """The column's headings from top to bottom, each once."""
    above = ""
    for row in rows:
        if row[column] and row[column] != above:
            above = row[column]
            yield above


def _role(stack: Sequence[str], words: Mapping[str, str]) -> str | None:
    """By all of its words, or its lowest heading; below “Năm sinh” or “Giới tính” a sex."""
    if not stack:
        return None
    lowest, upper = stack[-1], " ".join(stack[:-1])
    if upper and (sex := _SEXES.get(word(lowest))):
        above = _known(upper, words)
        return sex[1].value if above == "birth" else sex[0].value if above == "sex" else None
    return _known(" ".join(stack), words) or _known(lowest, words)


def _known(text: str, words: Mapping[str, str]) -> str | None:
    return words.get(word(text)) or words.get(word(_IN_BRACKETS.sub(" ", text)))


def _ignored(rows: Sequence[Sequence[str]], found: Mapping[int, str], register: RegisterName) -> Iterator[str]:
    for at in range(len(rows[0])):
        text = " ".join(_stack(rows, at))
        if text and at not in found and word(text) not in PASSED_OVER[register]:
            yield text


def titles(sheet: SheetCells, head: Head) -> list[str]:
    """What is said above the table, and the sheet's own name, line by line."""
    lines = [text_of(value) for row in sheet.rows[: head.first] for value in row]
    return [" ".join(line.split()) for line in (*lines, sheet.name) if line.strip()]
