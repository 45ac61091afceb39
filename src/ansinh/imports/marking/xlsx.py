"""Mark an .xlsx workbook in place: styles, comments and their boxes change, every other byte stays."""

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ansinh.imports.errors import Finding
from ansinh.imports.marking import names, xlsx_boxes
from ansinh.imports.marking.marks import CannotMarkInPlace, Mark, SheetFindings, anchors, by_sheet
from ansinh.imports.marking.markup import Element, changed, checked, inside, prefix, tree
from ansinh.imports.marking.names import MAIN, PACKAGE, RELATION, TYPES
from ansinh.imports.marking.package import Package
from ansinh.imports.marking.xlsx_comments import Comments
from ansinh.imports.marking.xlsx_sheet import SheetXml, merged
from ansinh.imports.marking.xlsx_styles import Styles
from ansinh.kernel.language import Language

_NUMBER_OF_RELATION = re.compile(r"rId(\d{1,9})")


@dataclass(frozen=True)
class Sheet:
    name: str
    part: str
    hidden: bool


def mark_xlsx(content: bytes, findings: Sequence[Finding], language: Language) -> bytes:
    """Raises CannotMarkInPlace."""
    book = _Book(Package(content))
    sheets = book.sheets()
    shown = next((sheet for sheet in sheets if not sheet.hidden), sheets[0])
    found = by_sheet(findings, [sheet.name for sheet in sheets], shown.name)
    for sheet in sheets:
        book.mark(sheet, found[sheet.name], language)
    return book.written()


@dataclass
class _Relations:
    """What a part refers to. ``content`` empty: the part has no relations yet."""

    part: str
    content: bytes
    root: Element | None = None
    added: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        folder, file = posixpath.split(self.part)
        return posixpath.join(folder, "_rels", f"{file}.rels")

    def all(self) -> list[tuple[str, str, str]]:
        """Id, kind, part; without what lies outside the file."""
        listed = self.root.all(PACKAGE + "Relationship") if self.root else []
        return [
            (
                one.attributes.get("Id", ""),
                one.attributes.get("Type", ""),
                self._resolved(one.attributes.get("Target", "")),
            )
            for one in listed
            if one.attributes.get("TargetMode") != "External"
        ]

    def target(self, kind: str) -> str:
        return next((part for _, one, part in self.all() if one == kind), "")

    def by_id(self, number: str) -> str:
        return next((part for one, _, part in self.all() if one == number), "")

    def add(self, kind: str, part: str) -> str:
        """The id of the new relation."""
        listed = self.root.all(PACKAGE + "Relationship") if self.root else []
        used = [_NUMBER_OF_RELATION.fullmatch(one.attributes.get("Id", "")) for one in listed]
        number = max((int(found[1]) for found in used if found), default=0) + len(self.added) + 1
        target = posixpath.relpath(part, posixpath.dirname(self.part) or ".")
        self.added.append((f"rId{number}", kind, target))
        return f"rId{number}"

    def written(self) -> bytes:
        if self.root is None:
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            self.content = f'{head}<Relationships xmlns="{PACKAGE.strip()}"/>'.encode()
            self.root = tree(self.content)
        named = prefix(self.content, self.root.start)
        new = "".join(f'<{named}Relationship Id="{id_}" Type="{kind}" Target="{to}"/>' for id_, kind, to in self.added)
        return checked(changed(self.content, [inside(self.content, self.root, new.encode())]))

    def _resolved(self, target: str) -> str:
        return posixpath.normpath(posixpath.join("/", posixpath.dirname(self.part), target))[1:]


class _Book:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._parts: dict[str, bytes] = {}
        """What has changed."""
        main = self._relations("").target(names.WORKBOOK)
        self._relations_of_book = self._relations(main)
        self._main = main
        self._styles_part = self._relations_of_book.target(names.STYLES)
        if not self._styles_part or self._styles_part not in package:
            raise CannotMarkInPlace("no styles")
        self._styles = Styles(package.read(self._styles_part))
        drawings = (self._package.read(name) for name in package.names if name.lower().endswith(".vml"))
        self._free_block = max((block for one in drawings for block in xlsx_boxes.blocks(one)), default=0) + 1
        self._types: list[tuple[str, str]] = []

    def sheets(self) -> list[Sheet]:
        """Those with cells, in the workbook's order. Raises CannotMarkInPlace when there is none."""
        listed = tree(self._package.read(self._main)).first(MAIN + "sheets")
        kinds = {number: (kind, part) for number, kind, part in self._relations_of_book.all()}
        sheets = []
        for one in listed.children if listed else []:
            kind, part = kinds.get(one.attributes.get(RELATION + "id", ""), ("", ""))
            if kind == names.WORKSHEET and part in self._package:
                hidden = one.attributes.get("state", "visible") != "visible"
                sheets.append(Sheet(one.attributes.get("name", ""), part, hidden))
        if not sheets:
            raise CannotMarkInPlace("no sheet")
        return sheets

    def mark(self, sheet: Sheet, found: SheetFindings, language: Language) -> None:
        relations = self._relations(sheet.part)
        part = relations.target(names.COMMENTS)
        comments = Comments(self._package.read(part)) if part in self._package else Comments()
        if not (found.cells or found.whole or comments.marked or self._styles.marked):
            return
        content = self._package.read(sheet.part)
        marks = found.marks(language, anchors(merged(content)), comments.threads)
        xml = SheetXml(content, marks.keys(), self._styles.marked)
        drawing = self._write_comments(sheet, comments, part, xml, relations, marks)
        severities = {cell: mark.severity for cell, mark in marks.items()}
        self._put(sheet.part, xml.written(severities, self._styles.style, drawing), content)

    def written(self) -> bytes:
        self._put(self._styles_part, self._styles.written(), self._package.read(self._styles_part))
        if self._types:
            self._parts["[Content_Types].xml"] = self._content_types()
        return self._package.with_members(self._parts)

    def _write_comments(
        self,
        sheet: Sheet,
        comments: Comments,
        part: str,
        xml: SheetXml,
        relations: _Relations,
        marks: Mapping[tuple[int, int], Mark],
    ) -> str:
        """The relation of a drawing that the sheet has yet to name; empty where it names one already."""
        new = comments.written({cell: mark.text for cell, mark in marks.items()})
        if not new.texts and part not in self._package:
            return ""
        if part not in self._package:
            part = self._free_name("xl/comments{}.xml")
            relations.add(names.COMMENTS, part)
            self._types.append((part, names.COMMENTS_TYPE))
            self._parts[part] = new.content
        else:
            self._put(part, new.content, self._package.read(part))
        drawing, old, added = relations.by_id(xml.drawing), b"", ""
        if drawing in self._package:
            old = self._package.read(drawing)
        else:
            drawing = self._free_name("xl/drawings/vmlDrawing{}.vml")
            added = relations.add(names.DRAWING, drawing)
            self._types.append((drawing, names.DRAWING_TYPE))
            if xml.drawing:
                raise CannotMarkInPlace("a drawing that is not there")
        boxes = xlsx_boxes.boxed(old or xlsx_boxes.EMPTY, new.texts, marks, xml.geometry, self._free_block)
        self._free_block += xlsx_boxes.blocks_needed(len(new.texts))
        self._put(drawing, boxes, old)
        if relations.added:
            self._parts[relations.name] = relations.written()
        return added

    def _put(self, part: str, content: bytes, before: bytes) -> None:
        if content != before:
            self._parts[part] = content

    def _relations(self, part: str) -> _Relations:
        relations = _Relations(part, b"")
        if relations.name in self._package:
            relations.content = self._package.read(relations.name)
            relations.root = tree(relations.content)
        return relations

    def _free_name(self, form: str) -> str:
        used = {name.lower() for name in (*self._package.names, *self._parts)}
        return next(name for name in map(form.format, range(1, 100_000)) if name.lower() not in used)

    def _content_types(self) -> bytes:
        content = self._package.read("[Content_Types].xml")
        root = tree(content)
        named = prefix(content, root.start)
        defaults = {one.attributes.get("Extension", "").lower() for one in root.all(TYPES + "Default")}
        new = "".join(_content_types(named, self._types, defaults))
        return checked(changed(content, [inside(content, root, new.encode())]))


def _content_types(named: str, types: Iterable[tuple[str, str]], defaults: set[str]) -> Iterable[str]:
    if "vml" not in defaults and any(part.endswith(".vml") for part, _ in types):
        yield f'<{named}Default Extension="vml" ContentType="{names.DRAWING_TYPE}"/>'
    for part, kind in types:
        if not part.endswith(".vml"):
            yield f'<{named}Override PartName="/{part}" ContentType="{kind}"/>'
