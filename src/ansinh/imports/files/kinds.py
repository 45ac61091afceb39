"""What a file is: told from its content, then compared with what its name says."""

import re
from enum import StrEnum

from ansinh.imports.files import refusals
from ansinh.imports.files.archive import Archive
from ansinh.imports.files.ole import CompoundFile
from ansinh.imports.files.received import WorkbookFile
from ansinh.imports.files.sheets import FileKind
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _

KIND_BY_EXTENSION = {
    ".xlsx": FileKind.XLSX,
    ".xlsm": FileKind.XLSX,
    ".xltx": FileKind.XLSX,
    ".xls": FileKind.XLS,
    ".xlt": FileKind.XLS,
    ".ods": FileKind.ODS,
    ".ots": FileKind.ODS,
    ".csv": FileKind.CSV,
    ".tsv": FileKind.CSV,
    ".txt": FileKind.CSV,
}
NAMES = {
    FileKind.XLSX: _("an Excel workbook (.xlsx)"),
    FileKind.XLS: _("a workbook of Excel 97–2003 (.xls)"),
    FileKind.ODS: _("an OpenDocument spreadsheet (.ods)"),
    FileKind.CSV: _("a text file (.csv)"),
}
_EXTENSIONS = {FileKind.XLSX: ".xlsx", FileKind.XLS: ".xls", FileKind.ODS: ".ods", FileKind.CSV: ".csv"}

_ARCHIVE = _("an archive (.zip)")
_WORD = _("a Word document")
_SLIDES = _("a presentation")
_PICTURE = _("a picture")
_BEGINNINGS: tuple[tuple[bytes, Message], ...] = (
    (b"%PDF", _("a PDF document")),
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"RIFF", _PICTURE),
    (b"Rar!", _("an archive (.rar)")),
    (b"7z\xbc\xaf\x27\x1c", _("an archive (.7z)")),
    (b"\x1f\x8b", _("an archive (.gz)")),
    (b"{\\rtf", _WORD),
    (b"MZ\x90\0", _("a program")),
)
_MARKUP_SAMPLE = 4096


class Container(StrEnum):
    ARCHIVE = "archive"
    COMPOUND = "compound"
    TEXT = "text"


def container_of(file: WorkbookFile) -> Container:
    """Raises WorkbookError for what is plainly something else."""
    if file.content.startswith(b"PK"):
        return Container.ARCHIVE
    if file.content.startswith(b"\xd0\xcf\x11\xe0"):
        return Container.COMPOUND
    for beginning, what in _BEGINNINGS:
        if file.content.startswith(beginning):
            raise refusals.something_else(file, what)
    if not file.content.strip(b"\0 \t\r\n"):
        raise refusals.not_a_workbook(file)
    markup = _markup(file.content[:_MARKUP_SAMPLE])
    if markup:
        raise refusals.save_anew(file, markup)
    return Container.TEXT


def _markup(sample: bytes) -> Message | None:
    """Many systems "export to Excel" by naming a web page .xls."""
    bare = sample.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n").lower()
    if re.match(rb"<(!doctype html|html|head|meta|table|body|div|style|script)\b", bare):
        return _("a web page (HTML)")
    if bare.startswith(b"mime-version:"):
        return _("a web page (MHTML)")
    if not bare.startswith(b"<?xml"):
        return None
    if b"urn:schemas-microsoft-com:office:spreadsheet" in bare:
        return _("a table in XML (XML Spreadsheet 2003)")
    return _("a web page (HTML)") if b"<html" in bare else _("an XML file")


def kind_of_archive(archive: Archive) -> FileKind:
    """Raises WorkbookError for a Word document, a binary workbook, an archive of anything."""
    names = archive.entries.keys()
    if "xl/workbook.bin" in names:
        raise refusals.save_anew(archive.file, _("a binary workbook (.xlsb)"))
    if any(name.startswith("word/") for name in names):
        raise refusals.something_else(archive.file, _WORD)
    if any(name.startswith("ppt/") for name in names):
        raise refusals.something_else(archive.file, _SLIDES)
    if "[content_types].xml" in names or "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "mimetype" in names and "content.xml" in names:
        kind = archive.part("mimetype", 1000).strip()
        if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return FileKind.ODS
        raise refusals.something_else(archive.file, _("an OpenDocument file that is no spreadsheet"))
    raise refusals.something_else(archive.file, _ARCHIVE)


def kind_of_compound(container: CompoundFile) -> FileKind:
    """Raises WorkbookError for a Word document, a workbook with a password or macros."""
    file, names = container.file, container.names()
    if names & {"EncryptedPackage", "EncryptionInfo"}:
        raise refusals.with_password(file)
    if "WordDocument" in names:
        raise refusals.something_else(file, _WORD)
    if "PowerPoint Document" in names:
        raise refusals.something_else(file, _SLIDES)
    if "Workbook" not in names:
        if "Book" in names:
            raise refusals.save_anew(file, _("a workbook of Excel 95 or older"))
        raise refusals.not_a_workbook(file)
    if names & {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}:
        raise refusals.with_macros(file)
    return FileKind.XLS


def check_name(file: WorkbookFile, kind: FileKind) -> None:
    """Raises WorkbookError when the name says another kind: somebody, or some program, took it for another file."""
    said = KIND_BY_EXTENSION.get(file.extension)
    if said is not None and said is not kind:
        raise refusals.named_wrongly(file, NAMES[kind], _EXTENSIONS[kind])


def check_text_name(file: WorkbookFile) -> None:
    """Anything may be text: only a name makes it a table. Raises WorkbookError."""
    if KIND_BY_EXTENSION.get(file.extension) is not FileKind.CSV:
        raise refusals.not_a_workbook(file)
