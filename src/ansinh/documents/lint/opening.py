"""A Word file as it lies on the disk: an archive of XML parts, unpacked within bounds and parsed without entities."""

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from ansinh.documents.lint import errors
from ansinh.kernel.archives import DAMAGE, METHODS
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _

_MB = 2**20
MOST_BYTES = 60 * _MB
MOST_UNPACKED_BYTES = 300 * _MB  # of all parts, as the archive says
MOST_PART_BYTES = 32 * _MB  # of one part with XML, whatever the archive says
MOST_PARTS = 5_000
DEEPEST = 200  # elements inside elements

_BEGINNINGS: tuple[tuple[bytes, Message], ...] = (
    (b"%PDF", _("a PDF document")),
    (b"{\\rtf", _("a document in RTF")),
    (b"\x89PNG\r\n", _("a picture")),
    (b"\xff\xd8\xff", _("a picture")),
    (b"Rar!", _("an archive (.rar)")),
    (b"7z\xbc\xaf\x27\x1c", _("an archive (.7z)")),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_NAMES: tuple[tuple[str, Message], ...] = (
    ("WordDocument", _("a document of Word 97–2003 (.doc)")),
    ("Workbook", _("a workbook of Excel 97–2003 (.xls)")),
)
_OTHER_ARCHIVES: tuple[tuple[str, Message], ...] = (
    ("xl/", _("an Excel workbook (.xlsx)")),
    ("ppt/", _("a presentation")),
    ("content.xml", _("an OpenDocument file")),
)

_OFFICE = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_PREFIXES: dict[str, str] = {
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "urn:schemas-microsoft-com:vml": "v",
} | {
    root + path: prefix
    for root in (_OFFICE, _STRICT)
    for path, prefix in {
        "wordprocessingml/2006/main": "w",
        "wordprocessingml/main": "w",
        "drawingml/2006/main": "a",
        "drawingml/main": "a",
        "drawingml/2006/wordprocessingDrawing": "wp",
        "drawingml/wordprocessingDrawing": "wp",
        "officeDocument/2006/relationships": "r",
        "officeDocument/relationships": "r",
        "package/2006/relationships": "rel",
    }.items()
}


@dataclass
class WordFile:
    """Parts by their names in the archive; tags and attributes as ``w:p``, whatever prefixes the file uses."""

    name: str
    archive: zipfile.ZipFile
    names: Mapping[str, str]
    main: str = ""
    _parsed: dict[str, Element] = field(default_factory=dict)

    def part(self, part: str) -> Element | None:
        """None: there is no such part. Raises WordFileError."""
        if part.lower() not in self.names:
            return None
        if part not in self._parsed:
            self._parsed[part] = parse(self.name, self._bytes(part))
        return self._parsed[part]

    def related(self, kind: str, of: str | None = None) -> dict[str, str]:
        """The parts that a part points to: id of the relationship → part. ``kind``: "styles", "header" …"""
        source = self.main if of is None else of
        folder, name = posixpath.split(source)
        relations = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for relation in relations if relations is not None else ():
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                found[relation.get("Id", "")] = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return found

    def only(self, kind: str) -> Element | None:
        """The one part of its kind: styles, numbering, theme, settings."""
        return next((self.part(part) for part in self.related(kind).values()), None)

    def _bytes(self, part: str) -> bytes:
        try:
            entry = self.archive.getinfo(self.names[part.lower()])
            if entry.compress_type not in METHODS:
                raise errors.damaged(self.name)
            with self.archive.open(entry) as stream:
                content = stream.read(MOST_PART_BYTES + 1)
        except DAMAGE:
            raise errors.damaged(self.name) from None
        if len(content) > MOST_PART_BYTES:
            raise errors.unpacks_to_too_much(self.name, MOST_PART_BYTES // _MB)
        return content


def read_word_file(path: Path) -> WordFile:
    """Raises WordFileError."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise errors.too_large(path.name, MOST_BYTES // _MB)
        content = path.read_bytes()
    except OSError as error:
        raise errors.cannot_be_opened(path, error.strerror or str(error)) from None
    return open_word_file(content, path.name)


def open_word_file(content: bytes, name: str) -> WordFile:
    """Raises WordFileError."""
    if len(content) > MOST_BYTES:
        raise errors.too_large(name, MOST_BYTES // _MB)
    _refuse_other_kinds(content, name)
    archive = _archive(content, name)
    names: dict[str, str] = {}
    for entry in archive.namelist():
        part = entry.replace("\\", "/").lstrip("/").lower()
        if part in names:  # which of the two is read would depend on the reader
            raise errors.damaged(name)
        names[part] = entry
    file = WordFile(name, archive, names)
    file.main = _main_part(file)
    return file


def _refuse_other_kinds(content: bytes, name: str) -> None:
    for beginning, what in _BEGINNINGS:
        if content.startswith(beginning):
            raise errors.something_else(name, what)
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise errors.with_password(name)
        for stream, what in _OLE_NAMES:
            if stream.encode("utf-16-le") in content:
                raise errors.something_else(name, what)
    if not content.startswith(b"PK"):
        raise errors.not_a_document(name)


def _archive(content: bytes, name: str) -> zipfile.ZipFile:
    if content.count(b"PK\x01\x02") > MOST_PARTS:  # before a list of them is made
        raise errors.unpacks_to_too_much(name, MOST_UNPACKED_BYTES // _MB)
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except DAMAGE:
        raise errors.damaged(name) from None
    if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED_BYTES:
        raise errors.unpacks_to_too_much(name, MOST_UNPACKED_BYTES // _MB)
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise errors.with_password(name)
    return archive


def _main_part(file: WordFile) -> str:
    main = next(iter(file.related("officeDocument", of="").values()), "word/document.xml")
    if main.lower() in file.names and main.lower().startswith("word"):
        return main
    for beginning, what in _OTHER_ARCHIVES:
        if any(name.startswith(beginning) for name in file.names):
            raise errors.something_else(file.name, what)
    raise errors.not_a_document(file.name)


def parse(name: str, content: bytes) -> Element:
    """Raises WordFileError: a document type declaration, or no XML."""
    builder = TreeBuilder()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise errors.damaged(name)
        builder.start(_short(tag), {_short(key): value for key, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_short(tag))

    def declared(*_about: object) -> None:
        raise errors.with_entities(name)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(content, True)
        return builder.close()
    except (expat.ExpatError, ValueError, LookupError, AssertionError):
        raise errors.damaged(name) from None


def _short(name: str) -> str:
    namespace, separator, local = name.rpartition(" ")
    return f"{_PREFIXES.get(namespace, 'other')}:{local}" if separator else local


def child(parent: Element | None, *path: str) -> Element | None:
    """The first child with the tag, then its first child with the next one …"""
    found = parent
    for tag in path:
        if found is None:
            return None
        found = next((one for one in found if one.tag == tag), None)
    return found


def children(parent: Element | None, tag: str) -> Iterator[Element]:
    return (one for one in (parent if parent is not None else ()) if one.tag == tag)


def value(parent: Element | None, *path: str) -> str | None:
    """``w:val`` of the element at the path."""
    found = child(parent, *path)
    return None if found is None else found.get("w:val")
