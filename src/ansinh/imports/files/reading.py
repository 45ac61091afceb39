"""Open a workbook of any format that officers send, without trusting it: nothing in it is run, no link is followed.

Each kind is recognised by its content, looked at within bounds before it is taken into memory, and read into the same
description: the sheets' cells, and what is known about them.
"""

from pathlib import Path

from ansinh.imports.errors import WorkbookError
from ansinh.imports.files import refusals
from ansinh.imports.files.archive import open_archive
from ansinh.imports.files.bounds import MOST_BYTES
from ansinh.imports.files.kinds import (
    Container,
    check_name,
    check_text_name,
    container_of,
    kind_of_archive,
    kind_of_compound,
)
from ansinh.imports.files.ods import read_ods
from ansinh.imports.files.ole import CompoundFile
from ansinh.imports.files.received import WorkbookFile
from ansinh.imports.files.separated import read_separated
from ansinh.imports.files.sheets import FileKind, Workbook
from ansinh.imports.files.xls import read_xls
from ansinh.imports.files.xlsx import read_xlsx

__all__ = ["WorkbookFile", "read_file", "read_workbook"]


def read_file(path: Path) -> WorkbookFile:
    """Raises WorkbookError: not there, not a file, too large."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refusals.too_large(path.name)
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)  # it may have grown since, and a pipe states no size
    except OSError as error:
        raise refusals.cannot_be_opened(path, error.strerror or "") from None
    if len(content) > MOST_BYTES:
        raise refusals.too_large(path.name)
    return WorkbookFile(path.name, content)


def read_workbook(file: WorkbookFile) -> Workbook:
    """Raises WorkbookError, whatever the bytes are: another kind of file, damaged, protected, too large."""
    if len(file.content) > MOST_BYTES:
        raise refusals.too_large(file.name)
    try:
        return _read(file)
    except WorkbookError:
        raise
    except (Exception, MemoryError):
        raise refusals.broken(file) from None
    except BaseException as error:
        # The reader is written in another language, and this is how its failed assertions arrive.
        if type(error).__name__ == "PanicException":
            raise refusals.broken(file) from None
        raise


def _read(file: WorkbookFile) -> Workbook:
    container = container_of(file)
    if container is Container.ARCHIVE:
        with open_archive(file) as archive:
            kind = kind_of_archive(archive)
            check_name(file, kind)
            return read_xlsx(archive) if kind is FileKind.XLSX else read_ods(archive)
    if container is Container.COMPOUND:
        compound = CompoundFile(file)
        check_name(file, kind_of_compound(compound))
        return read_xls(file, compound)
    check_text_name(file)
    return read_separated(file)
