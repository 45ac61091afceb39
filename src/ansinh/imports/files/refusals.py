"""What is said of a file that is not read: one sentence on the cause, one on the remedy."""

from pathlib import Path

from ansinh.imports.errors import WorkbookError
from ansinh.imports.files.bounds import (
    MOST_BYTES,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    MOST_TEXT_BYTES,
    MOST_UNPACKED_BYTES,
)
from ansinh.imports.files.received import WorkbookFile
from ansinh.imports.files.sheets import Cell
from ansinh.kernel.cells import cell_name
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _

_SAVE_AS_XLSX = _("Open it in a spreadsheet program, save it as “Excel Workbook (.xlsx)”, and send that file.")


def cannot_be_opened(path: Path, reason: str) -> WorkbookError:
    return WorkbookError(
        _("{file} cannot be opened: {reason}.", file=path, reason=reason),
        _("Check the name of the file and the right to read it."),
    )


def too_large(name: str) -> WorkbookError:
    return WorkbookError(
        _("{file} is larger than {most} MB.", file=name, most=MOST_BYTES // 2**20),
        _("Send the form alone, without pictures or other sheets."),
    )


def not_a_workbook(file: WorkbookFile) -> WorkbookError:
    return WorkbookError(
        _("{file} is not a workbook (.xlsx, .xls, .ods or .csv).", file=file.name),
        _("Save it as “Excel Workbook (.xlsx)”, and send that file."),
    )


def something_else(file: WorkbookFile, what: Message) -> WorkbookError:
    return WorkbookError(
        _("{file} is {what}, not a workbook (.xlsx, .xls, .ods or .csv).", file=file.name, what=what),
        _("Send the workbook that the figures are in."),
    )


def save_anew(file: WorkbookFile, what: Message) -> WorkbookError:
    """A table that a spreadsheet program opens, in a format that is not read here."""
    return WorkbookError(_("{file} is {what}, which is not read.", file=file.name, what=what), _SAVE_AS_XLSX)


def named_wrongly(file: WorkbookFile, what: Message, extension: str) -> WorkbookError:
    return WorkbookError(
        _("{file} is {what}: its name says that it is something else.", file=file.name, what=what),
        _("If it is the file that you mean to send, rename it so that it ends in {extension}.", extension=extension),
    )


def broken(file: WorkbookFile) -> WorkbookError:
    return WorkbookError(
        _("{file} is damaged or cut off.", file=file.name),
        _("Open it in a spreadsheet program, save it again, and send that file whole."),
    )


def with_password(file: WorkbookFile) -> WorkbookError:
    return WorkbookError(
        _("{file} is protected by a password.", file=file.name),
        _("Take the password off in the spreadsheet program, save it, and send that file."),
    )


def with_macros(file: WorkbookFile) -> WorkbookError:
    return WorkbookError(
        _("{file} holds macros (programs), which are not accepted.", file=file.name),
        _("Save it as “Excel Workbook (.xlsx)”, which leaves the macros out, and send that file."),
    )


def with_entities(file: WorkbookFile) -> WorkbookError:
    return WorkbookError(
        _("{file} holds XML declarations that no spreadsheet program writes.", file=file.name), _SAVE_AS_XLSX
    )


def unpacks_to_too_much(file: WorkbookFile) -> WorkbookError:
    return WorkbookError(
        _("{file} unpacks to more than {most} MB.", file=file.name, most=MOST_UNPACKED_BYTES // 2**20),
        _("Send the form alone, saved anew by a spreadsheet program."),
    )


def too_many_parts(file: WorkbookFile) -> WorkbookError:
    return WorkbookError(
        _("{file} is an archive of too many files to be a workbook.", file=file.name),
        _("Send the form alone, saved anew by a spreadsheet program."),
    )


def too_many_sheets(file: WorkbookFile) -> WorkbookError:
    return WorkbookError(
        _("{file} has more than {most} sheets.", file=file.name, most=MOST_SHEETS),
        _("Send the sheets with the figures alone."),
    )


def too_far(file: WorkbookFile, cell: Cell) -> WorkbookError:
    return WorkbookError(
        _(
            "{file} has a sheet that reaches to cell {cell}; at most {rows} rows and {columns} columns are read.",
            file=file.name,
            cell=cell_name(*cell),
            rows=MOST_ROWS,
            columns=MOST_COLUMNS,
        ),
        _("Delete the empty rows and columns beyond the table and save the file again."),
    )


def too_many_cells(file: WorkbookFile) -> WorkbookError:
    return WorkbookError(
        _("{file} has sheets of more than {most} cells together.", file=file.name, most=MOST_CELLS),
        _("Delete the empty rows and columns beyond the table, or send the sheets in files of their own."),
    )


def too_much_text(file: WorkbookFile) -> WorkbookError:
    return WorkbookError(
        _("{file} holds more than {most} MB of text.", file=file.name, most=MOST_TEXT_BYTES // 2**20),
        _("Send the form alone, without long texts in its cells."),
    )


def unknown_encoding(file: WorkbookFile) -> WorkbookError:
    return WorkbookError(
        _("The encoding of the text in {file} is not recognised.", file=file.name),
        _("Save it as “CSV UTF-8” or as “Excel Workbook (.xlsx)”, and send that file."),
    )
