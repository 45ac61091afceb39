"""Workbooks of Excel 2007 and later. The reader is given only what was looked at, in an archive of our own."""

import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from urllib.parse import unquote
from xml.sax.saxutils import quoteattr

from python_calamine import CalamineError, CalamineWorkbook

from ansinh.imports.files import refusals, worksheet
from ansinh.imports.files.archive import Archive
from ansinh.imports.files.bounds import MOST_CELLS, MOST_KEPT_BYTES, MOST_SHEETS, MOST_TEXT_BYTES
from ansinh.imports.files.markup import Attributes, read_xml
from ansinh.imports.files.received import WorkbookFile
from ansinh.imports.files.sheets import Cell, FileKind, Rows, SheetCells, Workbook
from ansinh.imports.files.values import with_plain_values
from ansinh.kernel.legacy_fonts import font_encoding

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass(frozen=True)
class _Relation:
    kind: str
    target: str


@dataclass(frozen=True)
class _Sheet:
    name: str
    part: str
    hidden: bool


@dataclass
class _Structure:
    """What the workbook says of itself. ``fonts``: number of a cell's style → its font, of the legacy ones alone."""

    sheets: list[_Sheet] = field(default_factory=list)
    from_1904: bool = False
    styles: bytes = b""
    texts: bytes = b""
    fonts: dict[int, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Known:
    """A sheet before its rows are read. ``stands``: what is in cells that the reader takes for empty. ``fonts``: the
    legacy ones of cells."""

    cells: SheetCells
    stands: Mapping[Cell, str]
    fonts: Mapping[Cell, str]

    def with_rows(self, rows: Rows) -> SheetCells:
        for (row, column), text in self.stands.items():
            rows += [[] for _row in range(row + 1 - len(rows))]
            rows[row] += [""] * (column + 1 - len(rows[row]))
            rows[row][column] = text
        return with_plain_values(replace(self.cells, rows=rows), self.fonts)


def read_xlsx(archive: Archive) -> Workbook:
    """Raises WorkbookError."""
    file = archive.file
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in archive.entries):
        raise refusals.with_macros(file)
    structure = _read_structure(archive)
    sheets = [worksheet.read_worksheet(file, archive.chunks(sheet.part)) for sheet in structure.sheets]
    _check_texts(file, structure, sheets)
    known = [_known(structure, position, sheet) for position, sheet in enumerate(sheets)]
    packed = _packed(structure, sheets)
    del sheets  # each may be a hundred megabytes, and is in the archive by now
    cells = [about.with_rows(rows) for about, rows in zip(known, _rows(file, packed, len(known)), strict=True)]
    return Workbook(FileKind.XLSX, tuple(cells), tuple(structure.links))


def _read_structure(archive: Archive) -> _Structure:
    relations = _relations(archive, "")
    main = next((one.target for one in relations.values() if one.kind == "officeDocument"), "xl/workbook.xml")
    related = _relations(archive, main)
    structure = _Structure()
    listed: list[Attributes] = []

    def begin(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            listed.append(attributes)
        elif name == "workbookPr":
            structure.from_1904 = attributes.get("date1904") in ("1", "true")

    read_xml(archive.file, archive.chunks(main), begin)
    if len(listed) > MOST_SHEETS:
        raise refusals.too_many_sheets(archive.file)
    for attributes in listed:
        relation = related.get(attributes.get("id", ""))
        if relation is None:
            raise refusals.broken(archive.file)
        if "acrosheet" in relation.kind.lower():
            raise refusals.with_macros(archive.file)
        if relation.kind == "worksheet":  # others are charts and dialogues
            hidden = attributes.get("state", "visible") != "visible"
            structure.sheets.append(_Sheet(attributes.get("name", ""), relation.target, hidden))
    for relation in related.values():
        if relation.kind == "styles":
            structure.styles = _undeclared(archive, archive.part(relation.target))
            structure.fonts = _legacy_fonts(archive.file, structure.styles)
        elif relation.kind == "sharedStrings":
            structure.texts = _undeclared(archive, archive.part(relation.target, MOST_KEPT_BYTES))
        elif relation.kind == "externalLink":
            structure.links += _linked_files(archive, relation.target)
    return structure


def _relations(archive: Archive, part: str) -> Mapping[str, _Relation]:
    """Of a part, or of the archive as a whole: id → kind (the last word of its type) and the part it leads to."""
    directory, name = posixpath.split(part)
    listed = posixpath.join(directory, "_rels", f"{name}.rels")
    relations: dict[str, _Relation] = {}

    def begin(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            target = attributes.get("Target", "")
            if attributes.get("TargetMode") != "External":
                inside = posixpath.join("/", directory, unquote(target).replace("\\", "/"))
                target = posixpath.normpath(inside).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            relations[attributes.get("Id", "")] = _Relation(kind, target)

    if listed in archive:
        read_xml(archive.file, archive.chunks(listed), begin)
    return relations


def _linked_files(archive: Archive, part: str) -> Iterator[str]:
    """The names, without the directories and drives of whoever wrote the workbook."""
    for relation in _relations(archive, part).values():
        name = re.split(r"[/\\]", unquote(relation.target))[-1]
        if relation.kind in ("externalLinkPath", "xlPathMissing", "xlExternalLinkPath") and name:
            yield unicodedata.normalize("NFC", name)


def _undeclared(archive: Archive, xml: bytes) -> bytes:
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\0" in xml:
        raise refusals.with_entities(archive.file)
    return xml


def _legacy_fonts(file: WorkbookFile, styles: bytes) -> dict[int, str]:
    if re.search(rb'"\.?vn', styles, re.IGNORECASE) is None:
        return {}
    fonts: list[str] = []
    formats: list[str] = []
    path: list[str] = []

    def begin(name: str, attributes: Attributes) -> None:
        path.append(name)
        if path[-2:] == ["fonts", "font"]:
            fonts.append("")
        elif path[-3:] == ["fonts", "font", "name"]:
            fonts[-1] = attributes.get("val", "")
        elif path[-2:] == ["cellXfs", "xf"]:
            formats.append(attributes.get("fontId", ""))

    def end(_name: str) -> None:
        path.pop()

    read_xml(file, [styles], begin, end)
    by_number = {str(number): font for number, font in enumerate(fonts) if font_encoding(font)}
    return {style: by_number[font] for style, font in enumerate(formats) if font in by_number}


def _check_texts(file: WorkbookFile, structure: _Structure, sheets: list[worksheet.Worksheet]) -> None:
    """A text is kept once and shown by any number of cells; each of them is given one of its own when it is read."""
    lengths = [len(text) for text in structure.texts.split(b"</si>")]
    shown = sum(sheet.body.count(b't="s"') for sheet in sheets)
    if shown * max(lengths) <= MOST_TEXT_BYTES:
        return
    total = 0
    for sheet in sheets:
        for text in worksheet.shared_texts(sheet):
            total += lengths[text] if text < len(lengths) else 0
            if total > MOST_TEXT_BYTES:
                raise refusals.too_much_text(file)


def _rows(file: WorkbookFile, packed: BytesIO, sheets: int) -> Iterator[Rows]:
    cells = 0
    try:
        book = CalamineWorkbook.from_filelike(packed)
        for index in range(sheets):
            rows: Rows = book.get_sheet_by_index(index).to_python(skip_empty_area=False)
            cells += sum(map(len, rows))
            if cells > MOST_CELLS:
                raise refusals.too_many_cells(file)
            yield rows
    except (CalamineError, ValueError, OverflowError):
        raise refusals.broken(file) from None


def _packed(structure: _Structure, sheets: list[worksheet.Worksheet]) -> BytesIO:
    """A workbook of the sheets that were looked at, unpacked."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="{number}" sheetId="{number}" r:id="s{number}"/>' for number in numbers)
    related = [(f"s{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    parts: list[tuple[str, Sequence[bytes]]] = [
        (f"xl/worksheets/sheet{number}.xml", sheet.pieces) for number, sheet in zip(numbers, sheets, strict=True)
    ]
    for name, xml in (("styles", structure.styles), ("sharedStrings", structure.texts)):
        if xml:
            related.append((name, name, f"{name}.xml"))
            parts.append((f"xl/{name}.xml", [xml]))
    book = (
        f'<workbook xmlns="{worksheet.MAIN.decode()}" xmlns:r="{_RELATIONS}">'
        f'<workbookPr date1904="{int(structure.from_1904)}"/><sheets>{listed}</sheets></workbook>'
    )
    parts += [
        ("xl/workbook.xml", [book.encode()]),
        ("xl/_rels/workbook.xml.rels", [_relationships(related)]),
        ("_rels/.rels", [_relationships([("w", "officeDocument", "xl/workbook.xml")])]),
    ]
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        for name, pieces in parts:
            with container.open(name, "w") as part:
                for piece in pieces:
                    part.write(piece)
    stream.seek(0)
    return stream


def _relationships(related: list[tuple[str, str, str]]) -> bytes:
    tags = "".join(
        f"<Relationship Id={quoteattr(key)} Type={quoteattr(f'{_RELATIONS}/{kind}')} Target={quoteattr(target)}/>"
        for key, kind, target in related
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{tags}</Relationships>'.encode()


def _known(structure: _Structure, position: int, sheet: worksheet.Worksheet) -> _Known:
    about = structure.sheets[position]
    computed, uncomputed = worksheet.formulas(sheet)
    failed = worksheet.errors(sheet)
    cells = SheetCells(
        name=unicodedata.normalize("NFC", about.name),
        position=position,
        rows=[],
        merged=worksheet.merged(sheet),
        hidden=about.hidden,
        hidden_rows=worksheet.hidden_rows(sheet),
        hidden_columns=worksheet.hidden_columns(sheet),
        formulas={cell: formula for cell, formula in computed.items() if formula and cell not in failed},
    )
    stands = {cell: f"={formula}" for cell, formula in uncomputed.items()} | failed
    return _Known(cells, stands, dict(worksheet.cells_of_styles(sheet, structure.fonts)))
