"""Which of the files given are lists as officers keep them, and what was strange in those."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ansinh.cli.registers.sheets import printed
from ansinh.imports.files.bounds import MOST_BYTES
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.registers.loading.files import divided
from ansinh.registers.loading.headings import recognised
from ansinh.registers.masking import masked_household
from ansinh.registers.schema import RegisterName
from ansinh.reviews.lists.taking import Taken

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
LOOKED_AT = 64_000  # bytes at the beginning of a text file
LINES_LOOKED_AT = 200
SHOWN = 5
OF_COMMUNES = re.compile(r"(?:xã|phường|thị trấn|đặc khu|x\.|p\.|tt\.)|\D*$", re.IGNORECASE)
"""How the words for a commune begin; where there are digits and no such words, they may be a house or a person."""


def is_list(path: Path, register: RegisterName) -> bool:
    """A workbook; or a CSV file that is not UTF-8, whose first line is not a head of the registers' own headings, or
    that calls communes by name: these are read with care, and whole. Any other file, and a large one, is read in
    passing."""
    if path.suffix.lower() in WORKBOOKS:
        return True
    if path.suffix.lower() != ".csv" or not path.is_file() or path.stat().st_size > MOST_BYTES:
        return False
    with path.open("rb") as stream:
        beginning = stream.read(LOOKED_AT)
    try:
        text = beginning.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < len(beginning) - 4:  # else a letter is cut in two at the end of what was read
            return True
        text = beginning[: error.start].decode("utf-8-sig")
    head, *lines = text.splitlines()[:LINES_LOOKED_AT] or [""]
    delimiter, headings = divided(head)
    try:
        columns = recognised(path.name, register, headings)
    except InputError:
        return True
    at = columns.get("commune")
    return at is not None and any(
        at < len(row) and any(map(str.isalpha, row[at])) for row in csv.reader(lines, delimiter=delimiter)
    )


def strange(taken: Taken) -> Iterator[Message]:
    """What the officer is told of a list besides what the load says."""
    where = taken.source.called
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
