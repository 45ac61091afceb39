"""The audit log for other programs: the columns of chain.COLUMNS, in that order, line by line."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from ansinh.audit.chain import COLUMNS, Entry, as_json, canonical

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_JSON = ("before", "after", "details")


def as_json_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Each line without its ``hash`` is the text that was hashed."""
    for entry in entries:
        yield f"{canonical(as_json(entry))}\n"


def as_csv(entries: Iterable[Entry]) -> Iterator[str]:
    """With a line of headings. ``before``, ``after`` and ``details`` are JSON; empty where nothing was said. Text that
    a spreadsheet would compute gets an apostrophe."""
    yield _line(COLUMNS)
    for entry in entries:
        said = as_json(entry)
        yield _line(_cell(name, said[name]) for name in COLUMNS)


def _cell(name: str, value: object) -> str:
    if value is None:
        return ""
    if name in _JSON:
        return canonical(value)
    return f"'{value}" if str(value).startswith(_FORMULA) else str(value)


def _line(cells: Iterable[str]) -> str:
    stream = StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()
