"""The head of a document: at the left the issuer and the number, at the right the nation or the Party, and the day."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ansinh.documents.lint.elements import Part
from ansinh.documents.lint.lines import Line, lines_of, lines_of_all
from ansinh.documents.lint.recognised import Below, Recognised, below_in
from ansinh.documents.lint.written import Paragraph, Read, Table
from ansinh.documents.tree import Form

_NATIONAL = re.compile(r"^(cộng h(òa|oà) xã hội chủ nghĩa việt nam|socialist republic of viet\s?nam)$", re.IGNORECASE)
_PARTY = re.compile(r"^(đảng cộng sản việt nam|communist party of viet\s?nam)$", re.IGNORECASE)
_MOTTO = re.compile(r"^(độc lập|independence)\b.*(hạnh phúc|happiness)$", re.IGNORECASE)
_NUMBER = re.compile(r"^(số|no\.?)\s*(:|\d|…|\.|-|/)|^(số|no\.?):?$", re.IGNORECASE)
_DATE = re.compile(r"\bngày\b.*\btháng\b.*\bnăm\b|,\s*(\d{1,2}|…+|\.{2,})?\s*[A-Z][a-z]+\s+\d{4}$|^[^,]+,\s*\d{4}$")
_LETTER_SUBJECT = re.compile(r"^v/v\b|^re:", re.IGNORECASE)
_INSTITUTION = re.compile(
    r"^(bảo hiểm|ủy ban|uỷ ban|hội đồng|sở|phòng|ban|bộ|cục|chi cục|tổng cục|cụm|văn phòng|trung tâm|đảng|chi bộ|huyện"
    r"|tỉnh ủy|thành ủy|công đoàn|liên đoàn|trường|chi nhánh|ubnd|hđnd|bhxh|emulation|social|viet\s?nam|provincial)\b",
    re.IGNORECASE,
)
_HEAD_BLOCKS = 12  # in which the head of a document must begin


def form_of(read: Read) -> Form:
    lines = lines_of_all((one for block in read.blocks[:_HEAD_BLOCKS] for one in _paragraphs(block)), tabs=True)
    return Form.PARTY if any(_PARTY.match(line.text) for line in lines) else Form.STATE


def _paragraphs(block: Paragraph | Table) -> Iterator[Paragraph]:
    if isinstance(block, Table):
        yield from block.paragraphs()
    else:
        yield block


def is_data(table: Table) -> bool:
    """A table to be read, not one that arranges the page."""
    lined = table.bordered or any(cell.bordered for row in table.rows for cell in row.cells)
    return lined and len(table.rows) > 1 and max(len(row.cells) for row in table.rows) > 1


@dataclass
class Letterhead:
    """``begins_content``: whether a paragraph is certainly below the head."""

    read: Read
    found: Recognised
    begins_content: Callable[[Paragraph], bool]

    def recognise(self) -> int:
        """How many blocks it takes."""
        for number, block in enumerate(self.read.blocks[:_HEAD_BLOCKS]):
            if (
                isinstance(block, Table)
                and not is_data(block)
                and any(_is_right(one) for one in lines_of_all(block.paragraphs()))
            ):
                self._head_of_table(block)
                return number + 1
        return self._head_of_paragraphs()

    def _head_of_table(self, table: Table) -> None:
        cells = [cell for row in table.rows for cell in row.cells]
        title = next(cell for cell in cells if any(_is_right(one) for one in lines_of_all(cell.paragraphs())))
        self.found.swapped = title.column == 0 and any(cell.column > 0 and cell.text for cell in cells)
        right = [cell for cell in cells if (cell.column == 0) == self.found.swapped]
        left = [cell for cell in cells if cell not in right]
        self._left(lines_of_all(paragraph for cell in left for paragraph in cell.paragraphs()))
        self._right(lines_of_all(paragraph for cell in right for paragraph in cell.paragraphs()))

    def _head_of_paragraphs(self) -> int:
        """Without a table: the two sides are parted by tabs, or stand under each other."""
        left: list[Line] = []
        right: list[Line] = []
        end = 0
        for number, block in enumerate(self.read.blocks[:_HEAD_BLOCKS]):
            if isinstance(block, Table) or self.begins_content(block):
                break
            for line in lines_of(block, tabs=True):
                is_right = _is_right(line)
                (right if is_right or (not line.says and right) else left).append(line)
                if is_right or _NUMBER.match(line.text):
                    end = number + 1
        if right:
            self._left([line for line in left if self.read.blocks.index(line.paragraph) < end])
            self._right(right)
        return end

    def _left(self, lines: list[Line]) -> None:
        names: list[Line] = []
        number: list[Line] = []
        subject: list[Line] = []
        for line in lines:
            if _LETTER_SUBJECT.match(line.text) or subject:
                subject.append(line)
            elif _NUMBER.match(line.text) and names:
                number.append(line)
            elif not number:
                names.append(line)
        superior, issuer = _issuers([line for line in names if line.says])
        self.found.add(Part.SUPERIOR, *superior)
        self.found.add(Part.ISSUER, *issuer)
        self.found.add(Part.NUMBER, *number)
        self.found.add(Part.LETTER_SUBJECT, *subject)
        self._below(Part.ISSUER, [line for line in lines if line not in subject])

    def _right(self, lines: list[Line]) -> None:
        title = Part.PARTY_TITLE if self.found.form is Form.PARTY else Part.NATIONAL_NAME
        for line in lines:
            if _is_title(line):
                self.found.add(title, line)
            elif _MOTTO.match(line.text):
                self.found.add(Part.MOTTO, line)
            elif _DATE.search(line.text):
                self.found.add(Part.PLACE_DATE, line)
        self._below(Part.PARTY_TITLE if self.found.form is Form.PARTY else Part.MOTTO, lines)

    def _below(self, part: Part, lines: Sequence[Line]) -> None:
        """A line drawn, bordered, underlined or typed anywhere in the column belongs to the part above it."""
        for line in lines:
            below = below_in(line)
            if below is not None and part not in self.found.below:
                self.found.below[part] = below
        if part not in self.found.below and any(_underlined(line) for line in self.found.of(part)):
            self.found.below[part] = Below(None)


def _is_title(line: Line) -> bool:
    return _NATIONAL.match(line.text) is not None or _PARTY.match(line.text) is not None


def _is_right(line: Line) -> bool:
    return _is_title(line) or _MOTTO.match(line.text) is not None or _DATE.search(line.text) is not None


def _issuers(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The superior's lines and the issuer's, which are in bold; where that does not tell them apart, a name begins with
    an institution."""
    plain = list(takewhile(lambda line: not line.bold, lines))
    bold = list(lines[len(plain) :])
    if plain and bold and all(line.bold for line in bold):
        return plain, bold
    names: list[list[Line]] = []
    for line in lines:
        turns = bool(names) and line.bold != names[-1][-1].bold
        if not names or turns or _INSTITUTION.match(line.text):
            names.append([line])
        else:
            names[-1].append(line)
    return [line for name in names[:-1] for line in name], names[-1] if names else []


def _underlined(line: Line) -> bool:
    return bool(line.printed) and all(span.letters.underlined for span in line.printed)
