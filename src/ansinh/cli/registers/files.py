"""Lists as files to keep or to send: only their owner reads them (0600), each is seen whole or not at all."""

import csv
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import BinaryIO

import click
import xlsxwriter

from ansinh.cli.bilingual import Decorator, option
from ansinh.cli.output import say
from ansinh.cli.registers.sheets import Cell, Sheet, Word, plain, print_sheet, printed
from ansinh.kernel.errors import ConflictError, InputError
from ansinh.kernel.language import message as _

XLSX_ROWS = 1_048_000  # fewer than a worksheet has, for its title and notes
LONG_NUMBER = re.compile(r"\d{9}")  # a day has eight digits, a person's number nine and more
FORMULA = ("=", "+", "-", "@", "\t")


EXPORT: Decorator = option(
    "--export",
    type=click.Path(path_type=Path, dir_okay=False),
    says=_("Write the whole list to this file (.xlsx or .csv), which only you can read."),
)


class FileThereError(ConflictError):
    def __init__(self, path: Path) -> None:
        super().__init__(_("{file} is already there.", file=path), _("Choose another name, or remove it first."))


class NoDirectoryError(InputError):
    """A directory is not made: a list of persons would lie where its owner does not look for it."""

    def __init__(self, directory: Path) -> None:
        super().__init__(
            _("There is no directory {directory}.", directory=directory),
            _("Make it first, or name a file in one that is there."),
        )


def write_sheet(sheet: Sheet, path: Path) -> None:
    """Raises InputError for another ending, a name with a long number in it, or a directory that is not there;
    ConflictError where the file is."""
    check_name(path)
    sheet = sheet.in_files()
    if path.suffix.lower() == ".xlsx" and len(sheet.rows) > XLSX_ROWS:
        raise InputError(_("A worksheet does not hold so many lines."), _("Name a file that ends in .csv."))
    with private_file(path) as stream:
        WRITERS[path.suffix.lower()](sheet, stream)
    say(_("The list is in {file}; lines: {count}.", file=path, count=printed(len(sheet.rows))))


def check_name(path: Path) -> None:
    """Before long work: whether the file can be written."""
    if path.suffix.lower() not in WRITERS:
        raise InputError(
            _("A list cannot be written to {file}.", file=path), _("Name a file that ends in .xlsx or .csv.")
        )
    if LONG_NUMBER.search(path.name):
        raise InputError(
            _("The name of the file holds a long number, which may be a person's."),
            _("Choose a name without it: many can see the names of files."),
        )
    if path.exists():
        raise FileThereError(path)
    if not path.parent.is_dir():
        raise NoDirectoryError(path.parent)


@contextmanager
def private_file(path: Path) -> Iterator[BinaryIO]:
    """A new file beside it, which takes its name at the end; after an error, or Ctrl-C, there is none. Raises
    FileThereError, also where somebody else has made the file meanwhile."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _take_name(path)
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


def _take_name(path: Path) -> None:
    """By a file of its own, which may then be replaced. A hard link would do it at once; USB sticks have none."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise FileThereError(path) from None


def _write_csv(sheet: Sheet, stream: BinaryIO) -> None:
    """UTF-8 with the mark by which Excel knows it. Text that Excel would compute gets an apostrophe."""
    text = TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow([column.name for column in sheet.columns])
    for row in sheet.rows:
        cells = zip(row, plain(row), strict=True)
        writer.writerow([f"'{said}" if _is_formula(cell) else said for cell, said in cells])
    text.flush()
    text.detach()


def _is_formula(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.startswith(FORMULA)


def _write_xlsx(sheet: Sheet, stream: BinaryIO) -> None:
    """Ids and codes stay text. Nothing is written elsewhere on the way (``in_memory``)."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet()
        bold, day = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        page.write_string(0, 0, str(sheet.title), bold)
        for column, one in enumerate(sheet.columns):
            page.write_string(2, column, str(one.heading), bold)
            page.set_column(column, column, one.width)
        page.freeze_panes(3, 0)
        lines = [*sheet.rows, *([sheet.total] if sheet.total else [])]
        for line, row in enumerate(lines, 3):
            for column, cell in enumerate(row):
                match cell:
                    case Word():
                        page.write_string(line, column, str(cell.said))
                    case str():
                        page.write_string(line, column, cell)
                    case date():
                        page.write_datetime(line, column, datetime.combine(cell, datetime.min.time()), day)
                    case int() | Decimal():
                        page.write_number(line, column, cell)
        for line, note in enumerate(sheet.notes, len(lines) + 4):
            page.write_string(line, 0, str(note))
    stream.write(content.getbuffer())


WRITERS: dict[str, Callable[[Sheet, BinaryIO], None]] = {".csv": _write_csv, ".xlsx": _write_xlsx}


def hand_out(sheet: Sheet, form: str, *, top: int = 0, export: Path | None = None) -> None:
    """To the file if one is named, else to the screen in the form asked for."""
    if export:
        write_sheet(sheet, export)
    else:
        print_sheet(sheet, form, top=top)
