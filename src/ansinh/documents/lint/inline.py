"""What stands in a paragraph: its text with its letters, the lines drawn in it, the number of the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ansinh.documents.lint.formatting import Formatting, Letters, TableStyle
from ansinh.documents.lint.numbering import whole_number
from ansinh.documents.lint.opening import child
from ansinh.documents.lint.written import Span

EMU = 12_700  # in a point
WRAPPERS = frozenset(
    {"w:ins", "w:moveTo", "w:hyperlink", "w:smartTag", "w:customXml", "w:sdt", "w:sdtContent", "w:fldSimple", "w:bdo"}
    | {"w:dir"}
)
"""Elements that change nothing in how their content is read."""
_STRAIGHT = frozenset({"line", "straightConnector1"})
_LETTERS_OF = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-", "w:ptab": "\t"}
_VML_LENGTH = re.compile(r"(-?[\d.]+)(pt|in|mm|cm|px)?")
_POINTS = {"pt": 1.0, "in": 72.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "px": 0.75, "": 0.75}


@dataclass
class Inline:
    """Walks a paragraph: deleted text, the codes of fields and the copies for old programs are left out."""

    formatting: Formatting
    properties: Element | None
    table: TableStyle | None
    spans: list[Span] = field(default_factory=list)
    drawn: list[float] = field(default_factory=list)
    picture: bool = False
    page_number: Letters | None = None
    _codes: list[str] = field(default_factory=list)  # of the fields that are open
    _in_code: list[bool] = field(default_factory=list)

    def walk(self, element: Element) -> None:
        for one in element:
            if one.tag == "w:r":
                self._run(one)
            elif one.tag in WRAPPERS:
                if one.tag == "w:fldSimple" and _is_page(one.get("w:instr", "")):
                    self._found_page(child(one, "w:r"))
                self.walk(one)

    def _letters(self, run: Element | None) -> Letters:
        return self.formatting.letters(child(run, "w:rPr"), self.properties, self.table)

    def _found_page(self, run: Element | None) -> None:
        self.page_number = self._letters(run)

    def _run(self, run: Element) -> None:
        text = ""
        for one in run:
            match one.tag:
                case "w:t" if not any(self._in_code):
                    text += one.text or ""
                case "w:tab" | "w:br" | "w:cr" | "w:noBreakHyphen" | "w:ptab":
                    text += _LETTERS_OF[one.tag]
                case "w:fldChar":
                    self._field(one.get("w:fldCharType", ""), run)
                case "w:instrText" if self._codes:
                    self._codes[-1] += one.text or ""
                case "w:drawing" | "w:pict" | "w:object" | "mc:AlternateContent":
                    self._drawing(one)
        if text:
            self.spans.append(Span(text, self._letters(run)))
            if self._codes and _is_page(self._codes[-1]):
                self._found_page(run)

    def _field(self, kind: str, run: Element) -> None:
        if kind == "begin":
            self._codes.append("")
            self._in_code.append(True)
        elif self._codes and kind == "separate":
            self._in_code[-1] = False
            if _is_page(self._codes[-1]):
                self._found_page(run)
        elif self._codes and kind == "end":
            if _is_page(self._codes[-1]) and self.page_number is None:
                self._found_page(run)
            self._codes.pop()
            self._in_code.pop()

    def _drawing(self, element: Element) -> None:
        if element.tag == "mc:AlternateContent":
            chosen = child(element, "mc:Choice")
            element = chosen if chosen is not None else element
        lengths = list(_drawn_lines(element))
        self.drawn += lengths
        self.picture = self.picture or not lengths
        for inner in _outermost(element, "w:p"):  # a page number in a text box; boxes in it are read with it
            boxed = Inline(self.formatting, child(inner, "w:pPr"), None)
            boxed.walk(inner)
            self.page_number = self.page_number or boxed.page_number


def _outermost(element: Element, tag: str) -> Iterator[Element]:
    for one in element:
        if one.tag == tag:
            yield one
        else:
            yield from _outermost(one, tag)


def _is_page(code: str) -> bool:
    return code.split()[:1] == ["PAGE"]


def _drawn_lines(element: Element) -> Iterator[float]:
    """Lengths in points of the straight level lines in a drawing."""
    for frame in (*element.iter("wp:inline"), *element.iter("wp:anchor")):
        extent = child(frame, "wp:extent")
        kinds = {shape.get("prst") for shape in frame.iter("a:prstGeom")}
        flat = extent is not None and whole_number(extent.get("cy"), 0) < EMU * 2
        if extent is not None and (kinds & _STRAIGHT or (kinds and flat)):
            yield whole_number(extent.get("cx"), 0) / EMU
    for line in element.iter("v:line"):
        ends = [_VML_LENGTH.match(line.get(end, "0").split(",")[0].strip()) for end in ("from", "to")]
        if all(ends):
            yield abs(_vml(ends[1]) - _vml(ends[0]))
    for shape in element.iter("v:shape"):
        width = re.search(r"(?:^|;)\s*width:\s*([^;]+)", shape.get("style", ""))
        if shape.get("type", "").endswith("_t32") and width:  # a straight connector
            yield _vml(_VML_LENGTH.match(width[1]))


def _vml(found: re.Match[str] | None) -> float:
    return float(found[1]) * _POINTS[found[2] or ""] if found else 0.0
