"""A workbook that is an archive (.xlsx, .ods): its parts are unpacked within bounds, whatever the archive says."""

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO

from ansinh.imports.files import refusals
from ansinh.imports.files.bounds import MOST_PART_BYTES, MOST_PARTS, MOST_UNPACKED_BYTES
from ansinh.imports.files.received import WorkbookFile
from ansinh.kernel.archives import DAMAGE, METHODS

_CHUNK = 2**20


@dataclass
class Archive:
    """``entries``: by their names in small letters with ``/``; a part's name has no ``/`` before it."""

    file: WorkbookFile
    container: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]
    unpacked: int = field(default=0)

    def __contains__(self, part: str) -> bool:
        return part.lower() in self.entries

    def chunks(self, part: str) -> Iterator[bytes]:
        """Raises WorkbookError: not there, damaged, or more than may be unpacked of one file."""
        try:
            entry = self.entries[part.lower()]
            if entry.compress_type not in METHODS:
                raise refusals.broken(self.file)
            with self.container.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    self.unpacked += len(chunk)
                    if self.unpacked > MOST_UNPACKED_BYTES:
                        raise refusals.unpacks_to_too_much(self.file)
                    yield chunk
        except DAMAGE:
            raise refusals.broken(self.file) from None

    def part(self, part: str, most: int = MOST_PART_BYTES) -> bytes:
        """A part whole. Raises WorkbookError."""
        chunks = []
        size = 0
        for chunk in self.chunks(part):
            size += len(chunk)
            if size > most:
                raise refusals.unpacks_to_too_much(self.file)
            chunks.append(chunk)
        return b"".join(chunks)


@contextmanager
def open_archive(file: WorkbookFile) -> Iterator[Archive]:
    """Raises WorkbookError."""
    if file.content.count(b"PK\x01\x02") > MOST_PARTS:  # before a list of them is made
        raise refusals.too_many_parts(file)
    try:
        container = zipfile.ZipFile(BytesIO(file.content))
    except DAMAGE:
        raise refusals.broken(file) from None
    with container:
        entries: dict[str, zipfile.ZipInfo] = {}
        for entry in container.infolist():
            name = entry.filename.replace("\\", "/").lstrip("/").lower()
            if name in entries:  # which of the two is read would depend on the reader
                raise refusals.broken(file)
            entries[name] = entry
        if sum(entry.file_size for entry in entries.values()) > MOST_UNPACKED_BYTES:
            raise refusals.unpacks_to_too_much(file)
        yield Archive(file, container, entries)
