"""Which text is which part of an official document: told by what it says and where it stands, not by how it looks."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ansinh.documents.lint.elements import Part
from ansinh.documents.lint.letterhead import Letterhead, form_of, is_data
from ansinh.documents.lint.lines import Line, lines_of, lines_of_all
from ansinh.documents.lint.recognised import AppendixHead, Recognised, below_in
from ansinh.documents.lint.signing import is_recipients, looks_like_signature, sign
from ansinh.documents.lint.written import Paragraph, Read, Table

_ADDRESSEES = re.compile(r"^(kính gửi|kính trình|to\s*:)", re.IGNORECASE)
_GROUND = re.compile(r"^-?\s*(căn cứ|theo đề nghị|xét đề nghị|pursuant to|based on)\b", re.IGNORECASE)
_CHAPTER = re.compile(r"^(phần|chương|part|chapter)\s+([ivxlc]+|thứ \w+)\s*$", re.IGNORECASE)
_SECTION = re.compile(r"^[IVXL]+\s*[.\-–]\s*\S")
_CLAUSE = re.compile(r"^\d{1,2}(\.\d{1,2})*\.?\s+\D")
_POINT = re.compile(r"^[a-zđ]\)\s")
_CAPTION = re.compile(
    r"^(bảng|biểu|biểu đồ|hình|sơ đồ|bản đồ|đồ thị|table|chart|figure|map)\s*(số\s*)?[\dIVX]+\b", re.IGNORECASE
)
_BESIDE_TABLE = re.compile(
    r"^\(?(đơn vị( tính)?|đvt|unit|ghi chú|chú thích|nguồn|note|source|số liệu)\b", re.IGNORECASE
)
_APPENDIX = re.compile(r"^(phụ lục|appendix|annex)(\s+(số\s*)?[ivxlc\d]+)?\s*[.:]?$", re.IGNORECASE)
_ATTACHED = re.compile(r"^\(?\s*(kèm theo|ban hành kèm theo|attached to)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;:,…]$")
_LONGEST_HEADING = 160  # letters; a longer one is a numbered paragraph
_LONGEST_KIND = 60


Stage = Callable[[Paragraph, Sequence[Line]], None]
"""Takes the next paragraph, as the place in the document has it."""


def recognise(read: Read, kinds: Sequence[str]) -> Recognised:
    return _Recogniser(read, kinds).recognise()


@dataclass
class _Recogniser:
    read: Read
    kinds: Sequence[str]

    def __post_init__(self) -> None:
        self.found = Recognised(form_of(self.read))
        self.stage: Stage = self._front
        self.ruled: Part | None = None  # what a line may still stand under
        self.after_table = False
        self.outlined = any(_is_numbered(one.labelled) and one.layout.heading for one in self.read.paragraphs())

    def recognise(self) -> Recognised:
        head = Letterhead(self.read, self.found, self._begins_content).recognise()
        for block in self.read.blocks[head:]:
            if isinstance(block, Table):
                self._table(block)
            else:
                self.stage(block, lines_of(block))
        return self.found

    # From the kind of document to the body

    def _is_kind(self, text: str) -> bool:
        bare = " ".join(text.lower().replace("uỷ", "ủy").split())
        begins = any(bare == kind or (bare.startswith(f"{kind} ") and text == text.upper()) for kind in self.kinds)
        return begins and len(bare) <= _LONGEST_KIND and not _SENTENCE_END.search(bare)

    def _begins_content(self, paragraph: Paragraph) -> bool:
        text = paragraph.text.strip()
        return self._is_kind(text) or _ADDRESSEES.match(text) is not None

    def _front(self, paragraph: Paragraph, lines: Sequence[Line]) -> None:
        for line in lines:
            self._front_line(paragraph, line)

    def _front_line(self, paragraph: Paragraph, line: Line) -> None:
        if self.stage != self._front:
            self.stage(paragraph, [line])
        elif not line.says:
            self._rule(line)
        elif _ADDRESSEES.match(line.text):
            self._addressed(line)
        elif self.found.of(Part.ADDRESSEES) and self.ruled is Part.ADDRESSEES and line.text.startswith("-"):
            self.found.add(Part.ADDRESSEES, line)
        elif not self.found.of(Part.KIND) and self._is_kind(line.text):
            self.found.add(Part.KIND, line)
            self.ruled = Part.SUBJECT
        elif self._is_subject(line):
            self.found.add(Part.SUBJECT, line)
            self._rule(line)
        elif self._is_ground(line):
            self.found.add(Part.GROUND, line)
            self.found.flow.append(None)
        else:
            self._begin_body(paragraph)

    def _addressed(self, line: Line) -> None:
        self.found.add(Part.ADDRESSEES, line)
        if not self.found.of(Part.KIND):
            self.found.before_kind.append(line)
        self.ruled = Part.ADDRESSEES

    def _is_subject(self, line: Line) -> bool:
        if self.ruled is not Part.SUBJECT or Part.SUBJECT in self.found.below:
            return False
        if not self.found.of(Part.SUBJECT):
            return not _SECTION.match(line.text) and not _GROUND.match(line.text)
        same = self.found.of(Part.SUBJECT)[-1]
        return line.bold == same.bold and line.paragraph.layout.align == same.paragraph.layout.align == "center"

    def _is_ground(self, line: Line) -> bool:
        if not self.found.of(Part.KIND) and not self.found.of(Part.ADDRESSEES):
            return False
        italic = all(span.letters.italic for span in line.printed)
        before = self.found.of(Part.GROUND)
        follows = bool(before) and before[-1].text.endswith(";")
        if _GROUND.match(line.text):
            return italic or line.text.endswith(";") or follows
        return follows and italic

    def _rule(self, line: Line) -> None:
        below = below_in(line)
        if below is None or Part.SUBJECT in self.found.below:
            return
        if self.found.of(Part.KIND):
            self.found.below[Part.SUBJECT] = below

    def _begin_body(self, paragraph: Paragraph) -> None:
        self.stage = self._body
        self._body(paragraph, lines_of(paragraph))

    # The body

    def _body(self, paragraph: Paragraph, lines: Sequence[Line]) -> None:
        if any(is_recipients(line.text) for line in lines_of(paragraph, tabs=True)):
            self._sign(lines_of(paragraph, tabs=True))
            return
        if self._begins_appendix(lines):
            self._begin_appendix(lines)
            return
        self._content(paragraph)

    def _content(self, paragraph: Paragraph) -> None:
        text = paragraph.labelled
        if not text:
            return
        first, *others = lines_of(paragraph)
        if others and _CHAPTER.match(first.text):
            self.found.add(Part.CHAPTER, first)
            self.found.add(Part.CHAPTER_TITLE, *others)
            self.found.flow.append(None)
            return
        whole = Line(paragraph.spans, paragraph)
        if not self.found.appendices:
            self.found.last = whole
            self.found.main_texts.append(text)
        part = self._part_of(paragraph, text, whole)
        self.after_table = self.after_table and part is None
        if part is not None:
            self.found.add(part, whole)
        self.found.flow.append(paragraph if part is Part.BODY else None)

    def _part_of(self, paragraph: Paragraph, text: str, whole: Line) -> Part | None:
        """None: a caption, a note, a line in capitals in the middle: no rule is on it."""
        if whole.mark or whole.is_rule or text in {"./."}:
            return None
        if _CHAPTER.match(text):
            self.ruled = Part.CHAPTER
            return Part.CHAPTER
        if self.ruled is Part.CHAPTER:
            self.ruled = None
            return Part.CHAPTER_TITLE
        heading = self._heading_of(paragraph, text)
        if heading is not None:
            return heading
        return None if self._is_apart(paragraph, text, whole) else Part.BODY

    def _heading_of(self, paragraph: Paragraph, text: str) -> Part | None:
        """Where headings are in the outline, a number before another paragraph is that of a list."""
        if len(text) > _LONGEST_HEADING or (self.outlined and not paragraph.layout.heading):
            return None
        if _SECTION.match(text) and (self.outlined or not text.endswith((".", ";"))):
            return Part.SECTION
        if _SENTENCE_END.search(text) and not self.outlined:
            return None
        if _CLAUSE.match(text):
            return Part.CLAUSE
        return Part.POINT if _POINT.match(text) else None

    def _is_apart(self, paragraph: Paragraph, text: str, whole: Line) -> bool:
        centred = paragraph.layout.align == "center"
        if _CAPTION.match(text) or _BESIDE_TABLE.match(text) or paragraph.layout.style in {"Caption", "TableNote"}:
            return True
        if text.startswith("(") and text.endswith(")"):
            return True
        if centred and (whole.all_capitals or paragraph.picture):
            return True
        return self.after_table and (all(span.letters.italic for span in whole.printed) or text.startswith(("(", "*")))

    def _table(self, table: Table) -> None:
        lines = lines_of_all(table.paragraphs())
        if self.stage != self._appendix_or_end and looks_like_signature(table, lines):
            self._sign_in(table)
        elif is_data(table):
            if self.stage in (self._front, self._appendix_head):
                self.stage = self._body
            self.found.tables.append(table)
            self.found.flow.append(None)
            self.after_table = True
        elif self.stage == self._front:
            for paragraph in table.paragraphs():
                for line in lines_of(paragraph):
                    if line.says and (_ADDRESSEES.match(line.text) or self.ruled is Part.ADDRESSEES):
                        self._addressed(line) if _ADDRESSEES.match(line.text) else self.found.add(Part.ADDRESSEES, line)

    # The end

    def _sign_in(self, table: Table) -> None:
        sides: list[list[Line]] = [[], []]
        last = max(cell.column for row in table.rows for cell in row.cells)
        for row in table.rows:
            for cell in row.cells:
                sides[cell.column == last and last > 0] += lines_of_all(cell.paragraphs())
        sign(self.found, *sides)
        self.stage = self._appendix_or_end

    def _sign(self, lines: Sequence[Line]) -> None:
        """Without a table: the rest of the document up to an appendix, its two sides parted by tabs."""
        self.left: list[Line] = []
        self.right: list[Line] = []
        self.stage = self._signing
        self._signing(lines[0].paragraph, lines)

    def _signing(self, paragraph: Paragraph, _lines: Sequence[Line]) -> None:
        lines = lines_of(paragraph, tabs=True)
        if self._begins_appendix(lines):
            self.stage = self._appendix_or_end
            self._appendix_or_end(paragraph, lines)
            return
        first, *others = lines
        self.left.append(first)
        self.right += others
        for part in (Part.RECIPIENTS, Part.RECIPIENT, Part.ARCHIVE, Part.AUTHORITY, Part.POST, Part.SIGNER):
            self.found.parts.pop(part, None)
        sign(self.found, self.left, self.right)

    def _appendix_or_end(self, paragraph: Paragraph, lines: Sequence[Line]) -> None:
        if self._begins_appendix(lines):
            self._begin_appendix(lines)
        else:
            self.found.after_signature += [line for line in lines if line.says]

    def _begins_appendix(self, lines: Sequence[Line]) -> bool:
        said = [line for line in lines if line.says]
        return bool(said) and _APPENDIX.match(said[0].text) is not None

    def _begin_appendix(self, lines: Sequence[Line]) -> None:
        said = [line for line in lines if line.says]
        self.found.add(Part.APPENDIX, said[0])
        self.found.appendices.append(AppendixHead(said[0]))
        self.found.flow.append(None)
        self.stage = self._appendix_head
        self._appendix_head(said[0].paragraph, said[1:])

    def _appendix_head(self, paragraph: Paragraph, lines: Sequence[Line]) -> None:
        if self._begins_appendix(lines):
            self._begin_appendix(lines)
            return
        for line in lines:
            if not line.says:
                continue
            head = self.found.appendices[-1]
            if _ATTACHED.match(line.text) or (head.attached and not self._attachment_ended()):
                self.found.add(Part.ATTACHED, line)
                head.attached = True
            elif not head.attached and (not head.titled or self._goes_on(line)):
                self.found.add(Part.APPENDIX_TITLE, line)
                head.titled = True
            else:
                self.stage = self._body
                self._content(paragraph)
                return

    def _attachment_ended(self) -> bool:
        return self.found.of(Part.ATTACHED)[-1].text.endswith(")")

    def _goes_on(self, line: Line) -> bool:
        last = self.found.of(Part.APPENDIX_TITLE)[-1]
        return line.all_capitals == last.all_capitals and line.paragraph.layout.align == "center" and line.bold


def _is_numbered(text: str) -> bool:
    return any(form.match(text) for form in (_SECTION, _CLAUSE, _POINT))
