"""Open a workbook without trusting it: kind, sizes and dimensions are looked at before anything is read into memory."""

import hashlib
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from ansinh.imports.errors import WorkbookError
from ansinh.kernel.language import message as _

MOST_BYTES = 30 * 2**20
MOST_UNPACKED_BYTES = 300 * 2**20
MOST_ROWS = 50_000
MOST_COLUMNS = 500

CellValue = str | float | bool | date | datetime | time | timedelta  # int among float; an empty cell is ""
Rows = list[list[CellValue]]

_DIMENSION = re.compile(rb'<dimension ref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"')


@dataclass(frozen=True)
class WorkbookFile:
    """A file as it was sent. ``name`` is the file's own name, without the directories it lay in."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def read_file(path: Path) -> WorkbookFile:
    """Raises WorkbookError: not there, not a file, too large."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise WorkbookError(
                _("{file} is larger than {most} MB.", file=path.name, most=MOST_BYTES // 2**20),
                _("Send the form alone, without pictures or other sheets."),
            )
        return WorkbookFile(path.name, path.read_bytes())
    except OSError as error:
        raise WorkbookError(
            _("{file} cannot be opened: {reason}.", file=path, reason=error.strerror),
            _("Check the name of the file and the right to read it."),
        ) from None


def read_sheets(file: WorkbookFile) -> Iterator[tuple[str, Rows]]:
    """Sheet name and its rows from A1 on, in the workbook's order. Raises WorkbookError; executes nothing."""
    _check_container(file)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(file.content))
        for name in workbook.sheet_names:
            yield name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except CalamineError:
        raise _broken(file) from None


def _check_container(file: WorkbookFile) -> None:
    try:
        with zipfile.ZipFile(BytesIO(file.content)) as container:
            names = set(container.namelist())
            if "xl/workbook.xml" not in names:
                raise _not_a_workbook(file)
            if sum(entry.file_size for entry in container.infolist()) > MOST_UNPACKED_BYTES:
                raise WorkbookError(
                    _("{file} unpacks to more than {most} MB.", file=file.name, most=MOST_UNPACKED_BYTES // 2**20),
                    _("Send the form alone, saved anew by a spreadsheet program."),
                )
            for name in sorted(names):
                if name.startswith("xl/worksheets/sheet"):
                    with container.open(name) as sheet:
                        _check_dimension(file, sheet.read(4096))
    except zipfile.BadZipFile:
        if file.content[:2] == b"PK":
            raise _broken(file) from None
        raise _not_a_workbook(file) from None
    except (zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise _broken(file) from None


def _check_dimension(file: WorkbookFile, head: bytes) -> None:
    """One cell far off makes a reader allocate the whole rectangle up to it."""
    written = _DIMENSION.search(head)
    if written is None:
        return
    columns = 0
    for letter in written[1]:
        columns = columns * 26 + letter - ord("A") + 1
    if int(written[2]) > MOST_ROWS or columns > MOST_COLUMNS:
        raise WorkbookError(
            _(
                "{file} has a sheet that reaches to cell {cell}; at most {rows} rows and {columns} columns are read.",
                file=file.name,
                cell=(written[1] + written[2]).decode(),
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            ),
            _("Delete the empty rows and columns beyond the table and save the file again."),
        )


def _not_a_workbook(file: WorkbookFile) -> WorkbookError:
    return WorkbookError(
        _("{file} is not an Excel workbook (.xlsx).", file=file.name),
        _("Save it as “Excel Workbook (.xlsx)”, and send that file."),
    )


def _broken(file: WorkbookFile) -> WorkbookError:
    return WorkbookError(
        _("{file} is damaged or cut off.", file=file.name),
        _("Open it in a spreadsheet program, save it again, and send that file whole."),
    )
