"""Which column of a file is which column of its register."""

import re
from collections.abc import Mapping, Sequence

from ansinh.registers.loading.errors import (
    AmbiguousHeadingError,
    ColumnMissingError,
    EmptyFileError,
    ListsExchangedError,
    NobodyNamedError,
    NoHeadError,
    UnknownHeadingError,
)
from ansinh.registers.schema import (
    COLUMNS,
    IDENTIFYING,
    LINE,
    LINE_HEADINGS,
    PASSED_OVER,
    RegisterName,
    SourceColumn,
    word,
)

_BY_WORD: Mapping[RegisterName, Mapping[str, str]] = {
    register: {word(text): column.name for column in columns for text in (column.name, *column.headings)}
    | dict.fromkeys(LINE_HEADINGS, LINE)
    for register, columns in COLUMNS.items()
}
OTHER: Mapping[RegisterName, RegisterName] = {"residents": "spells", "spells": "residents"}
_NUMBER_OF_SOMEBODY = re.compile(r"\d{4}")


def recognised(file: str, register: RegisterName, headings: Sequence[str]) -> dict[str, int]:
    """Column of the register → its place in the file. Raises InputError for a file that cannot be read so."""
    found: dict[str, int] = {}
    _refuse_what_is_no_such_list(file, register, headings)
    for place, heading in enumerate(headings):
        name = _BY_WORD[register].get(word(heading))
        if name is None:
            if word(heading) not in PASSED_OVER[register]:
                quotable = None if _NUMBER_OF_SOMEBODY.search(heading) else heading
                raise UnknownHeadingError(file, quotable, place + 1, columns_called(register))
        elif name in found:
            raise AmbiguousHeadingError(file, headings[found[name]], heading, columns_called(register, [name]) or name)
        else:
            found[name] = place
    _refuse_incomplete(file, register, found)
    return found


def columns_called(register: RegisterName, names: Sequence[str] = ()) -> str:
    """Without names: all columns."""
    return ", ".join(one.called for one in COLUMNS[register] if not names or one.name in names)


def _refuse_what_is_no_such_list(file: str, register: RegisterName, headings: Sequence[str]) -> None:
    if not headings:
        raise EmptyFileError(file)
    here, there = _known(register, headings), _known(OTHER[register], headings)
    if len(there) > len(here) and _lacking(register, here):
        raise ListsExchangedError(file, register)
    if not here:
        raise NoHeadError(file, columns_called(register))


def _known(register: RegisterName, headings: Sequence[str]) -> set[str]:
    return {_BY_WORD[register].get(word(heading), "") for heading in headings} - {""}


def _lacking(register: RegisterName, found: set[str]) -> list[SourceColumn]:
    return [one for one in COLUMNS[register] if one.needed and one.name not in found]


def _refuse_incomplete(file: str, register: RegisterName, found: Mapping[str, int]) -> None:
    for column in _lacking(register, set(found)):
        raise ColumnMissingError(file, columns_called(register, [column.name]), ", ".join(column.headings))
    if not found.keys() & set(IDENTIFYING[register]):
        raise NobodyNamedError(file, columns_called(register, IDENTIFYING[register]))
