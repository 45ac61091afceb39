"""Open a workbook without trusting it: kind, sizes and dimensions are looked at before anything is read into memory."""

import hashlib
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import IO

from python_calamine import CalamineError, CalamineWorkbook

from ansinh.imports.errors import WorkbookError
from ansinh.kernel.language import message as _

MOST_BYTES = 30 * 2**20
MOST_UNPACKED_BYTES = 300 * 2**20
MOST_ROWS = 50_000
MOST_COLUMNS = 500

CellValue = str | float | bool | date | datetime | time | timedelta  # int among float; an empty cell is ""
Rows = list[list[CellValue]]

_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
# A cell whose formula failed (#DIV/0!), and one whose formula was never computed: a reader takes both for empty.
_FAILED = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]*)'
)
_UNCOMPUTED = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*><f[^>]*>([^<]*)</f>(?:<v></v>|<v/>)?</c>')
_SHEET = re.compile(r"<sheet\b[^>]*>")
_RELATIONSHIP = re.compile(r"<Relationship\b[^>]*>")
_CHUNK, _LONGEST_CELL = 2**20, 2**16  # bytes read at once; bytes that a cell may take across two chunks


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
    faults = _check_container(file)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(file.content))
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield name, _with_faults(rows, faults.get(name, {}))
    except CalamineError:
        raise _broken(file) from None


Faults = dict[tuple[int, int], str]
"""Row and column, from zero, of cells whose formula gave no value → the error or the formula."""


def _with_faults(rows: Rows, faults: Faults) -> Rows:
    """What stands in the cell as a person sees it, in place of an emptiness that would be taken for "no figure"."""
    for (row, column), text in faults.items():
        while len(rows) <= row:
            rows.append([])
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = text
    return rows


def _check_container(file: WorkbookFile) -> dict[str, Faults]:
    """Sheet name → its cells without a value. Raises WorkbookError."""
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
            faults: dict[str, Faults] = {}
            for name in sorted(names):
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    with container.open(name) as sheet:
                        faults[name] = _check_cells(file, sheet)
            return {sheet: faults.get(part, {}) for sheet, part in _parts_by_sheet(container).items()}
    except zipfile.BadZipFile:
        if file.content[:2] == b"PK":
            raise _broken(file) from None
        raise _not_a_workbook(file) from None
    except (zipfile.LargeZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError, OSError):
        raise _broken(file) from None


def _parts_by_sheet(container: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the file inside the workbook that holds it."""
    relations = "xl/_rels/workbook.xml.rels"
    known = container.read(relations).decode(errors="replace") if relations in container.namelist() else ""
    targets = {_attribute(tag, "Id"): _attribute(tag, "Target") for tag in _RELATIONSHIP.findall(known)}
    sheets = _SHEET.findall(container.read("xl/workbook.xml").decode(errors="replace"))
    return {
        _attribute(tag, "name"): posixpath.normpath(posixpath.join("/xl", targets.get(_attribute(tag, "r:id"), "")))[1:]
        for tag in sheets
    }


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def _check_cells(file: WorkbookFile, sheet: IO[bytes]) -> Faults:
    """One cell far off makes a reader allocate the whole rectangle up to it. What the sheet says of its own size is
    not believed: its cells are looked at. Gives those without a value."""
    faults: Faults = {}
    rest = b""
    while chunk := sheet.read(_CHUNK):
        text = rest + chunk
        for letters, digits in _CELL.findall(text):
            if int(digits) > MOST_ROWS or _column_number(letters) > MOST_COLUMNS:
                raise WorkbookError(
                    _(
                        "{file} has a sheet that reaches to cell {cell}; at most {rows} rows and {columns} columns are"
                        " read.",
                        file=file.name,
                        cell=(letters + digits).decode(),
                        rows=MOST_ROWS,
                        columns=MOST_COLUMNS,
                    ),
                    _("Delete the empty rows and columns beyond the table and save the file again."),
                )
        for letters, digits, error in _FAILED.findall(text):
            faults[int(digits) - 1, _column_number(letters) - 1] = unescape(error.decode(errors="replace"))
        for letters, digits, formula in _UNCOMPUTED.findall(text):
            faults[int(digits) - 1, _column_number(letters) - 1] = f"={unescape(formula.decode(errors='replace'))}"
        begun = text.rfind(b"<c ")
        rest = text[max(begun, len(text) - _LONGEST_CELL) :] if begun >= 0 else b""
    return faults


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


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
