"""Which of the files given are lists as officers keep them, and what was strange in those."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ansinh.cli.registers.sheets import printed
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.registers.masking import masked_household
from ansinh.registers.schema import COLUMNS, RegisterName, word
from ansinh.reviews.lists.taking import Taken

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
LOOKED_AT = 64_000  # bytes at the beginning of a text file
SHOWN = 5
OF_COMMUNES = re.compile(r"(?:xã|phường|thị trấn|đặc khu|x\.|p\.|tt\.)|\D*$", re.IGNORECASE)
"""How the words for a commune begin; where there are digits and no such words, they may be a house or a person."""


def is_list(path: Path, register: RegisterName) -> bool:
    """A workbook; or a CSV file that is not UTF-8, or whose first line is not the head: both are read with care, and
    whole. Any other file is read in passing, however large."""
    if path.suffix.lower() in WORKBOOKS:
        return True
    if path.suffix.lower() != ".csv" or not path.is_file():
        return False
    with path.open("rb") as stream:
        beginning = stream.read(LOOKED_AT)
    try:
        head = beginning.decode("utf-8-sig").partition("\n")[0]
    except UnicodeDecodeError as error:
        if error.start < len(beginning) - 4:  # else a letter is cut in two at the end of what was read
            return True
        head = beginning[: error.start].decode("utf-8-sig").partition("\n")[0]
    return not _is_head(head, register)


def _is_head(line: str, register: RegisterName) -> bool:
    """Two words of it, at least, head columns."""
    known = {word(text) for column in COLUMNS[register] for text in (column.name, *column.headings)}
    return sum(word(cell) in known for cell in re.split("[,;\t|]", line)) > 1


def strange(taken: Taken, file: str) -> Iterator[Message]:
    """What the officer is told of a list besides what the load says."""
    where = f"{file} [{taken.sheet}]"
    if taken.ignored:
        yield _("{where}: columns that are not used: {names}.", where=where, names=", ".join(taken.ignored))
    if taken.passed_over:
        yield _("{where}: lines that name nobody: {lines}.", where=where, lines=_some(taken.passed_over))
    for unclear in taken.unclear[:SHOWN]:
        yield _("{where}: {unclear}", where=where, unclear=replace(unclear, written=_shown(unclear.written)))


def _shown(written: str) -> str:
    return written if OF_COMMUNES.match(written) else masked_household(written)


def _some(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:SHOWN])
    return shown if len(numbers) <= SHOWN else f"{shown}, … ({printed(len(numbers))})"
