"""Which column of a file is which column of its register."""

import re
from collections.abc import Mapping, Sequence

from ansinh.registers.loading.errors import (
    AmbiguousHeadingError,
    ColumnMissingError,
    NobodyNamedError,
    NoHeadError,
    UnknownHeadingError,
)
from ansinh.registers.schema import COLUMNS, IDENTIFYING, LINE, LINE_HEADINGS, PASSED_OVER, RegisterName, word

_BY_WORD: Mapping[RegisterName, Mapping[str, str]] = {
    register: {word(text): column.name for column in columns for text in (column.name, *column.headings)}
    | dict.fromkeys(LINE_HEADINGS, LINE)
    for register, columns in COLUMNS.items()
}
_NUMBER_OF_SOMEBODY = re.compile(r"\d{4}")


def recognised(file: str, register: RegisterName, headings: Sequence[str]) -> dict[str, int]:
    """Column of the register → its place in the file. Raises InputError for a file that cannot be read so."""
    found: dict[str, int] = {}
    _refuse_headless(file, register, headings)
    for place, heading in enumerate(headings):
        name = _BY_WORD[register].get(word(heading))
        if name is None:
            if word(heading) not in PASSED_OVER[register]:
                quotable = None if _NUMBER_OF_SOMEBODY.search(heading) else heading
                raise UnknownHeadingError(file, quotable, place + 1, _known(register))
        elif name in found:
            raise AmbiguousHeadingError(file, headings[found[name]], heading, name)
        else:
            found[name] = place
    _refuse_incomplete(file, register, found)
    return found


def _refuse_headless(file: str, register: RegisterName, headings: Sequence[str]) -> None:
    if not any(word(heading) in _BY_WORD[register] for heading in headings):
        raise NoHeadError(file, _known(register))


def _known(register: RegisterName) -> str:
    return ", ".join(one.name for one in COLUMNS[register])


def _refuse_incomplete(file: str, register: RegisterName, found: Mapping[str, int]) -> None:
    for column in COLUMNS[register]:
        if column.needed and column.name not in found:
            raise ColumnMissingError(file, column.name, ", ".join(column.headings))
    if not found.keys() & set(IDENTIFYING[register]):
        raise NobodyNamedError(file, register)
