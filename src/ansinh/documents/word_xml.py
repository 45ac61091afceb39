"""The few pieces of WordprocessingML that documents are built of."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import assert_never

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ansinh.documents.tree import Align, Constant, Figure, Inline, Own, Text

OWN_TAG, CONSTANT_TAG = "own", "constant"
RULE_WEIGHT = 5  # eighths of a point

_name = cache(qn)


def element(tag: str, *children: BaseOxmlElement, **attributes: str | float) -> BaseOxmlElement:
    """``element("w:tag", val="x")`` is ``<w:tag w:val="x"/>``."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(_name(f"w:{name}"), str(value))
    for child in children:
        made.append(child)
    return made


def replace_children(parent: BaseOxmlElement, *children: BaseOxmlElement) -> None:
    """Put each child in the place of the one with its tag, or at the end."""
    for child in children:
        old = parent.find(child.tag)
        if old is None:
            parent.append(child)
        else:
            parent.replace(old, child)


def twips(millimetres: float) -> int:
    """Word's own unit, a twentieth of a point."""
    return round(millimetres * 1440 / 25.4)


def style_id(name: str) -> str:
    return name.replace(" ", "")


def paragraph(
    style: str,
    *runs: BaseOxmlElement,
    align: Align | None = None,
    sides_mm: tuple[float, float] | None = None,
    keep: bool = False,
    bordered: bool = False,
) -> BaseOxmlElement:
    """``sides_mm``: how far it stays from the text's left and right; ``bordered``: a line above it."""
    properties = [element("w:pStyle", val=style_id(style))]
    if keep:
        properties.append(element("w:keepNext"))
    if bordered:
        properties.append(element("w:pBdr", element("w:top", val="single", sz=RULE_WEIGHT, space=0, color="000000")))
    if sides_mm:
        left, right = sides_mm
        properties.append(element("w:ind", left=twips(left), right=twips(right), firstLine=0))
    if align:
        properties.append(element("w:jc", val=align))
    return element("w:p", element("w:pPr", *properties), *runs)


def rule(length_mm: float, within_mm: float) -> BaseOxmlElement:
    """A line in the middle: the upper border of an empty paragraph, as narrow as its indents make it."""
    side = max(0, (within_mm - length_mm) / 2)
    return paragraph("Rule", sides_mm=(side, side), keep=True, bordered=True)


def run(text: str, *, bold: bool = False, italic: bool = False) -> BaseOxmlElement:
    made = element("w:r")
    looks = [element(tag) for tag, wanted in (("w:b", bold), ("w:i", italic)) if wanted]
    if looks:
        made.append(element("w:rPr", *looks))
    made.append(_text(text))
    return made


def line_break() -> BaseOxmlElement:
    return element("w:r", element("w:br"))


def _text(text: str) -> BaseOxmlElement:
    made = element("w:t")
    made.text = unicodedata.normalize("NFC", text)
    made.set(_name("xml:space"), "preserve")
    return made


def inline_runs(inlines: Iterable[Inline], *, bold: bool = False) -> list[BaseOxmlElement]:
    return [_inline(inline, bold=bold) for inline in inlines]


def _inline(inline: Inline, *, bold: bool) -> BaseOxmlElement:
    match inline:
        case Text():
            return run(inline.text, bold=bold or inline.bold, italic=inline.italic)
        case Figure():
            return _content_control(inline.id, run(inline.text, bold=bold))
        case Constant():
            return _content_control(CONSTANT_TAG, run(inline.text, bold=bold))
        case Own():
            return _content_control(OWN_TAG, run(inline.text, bold=bold))
        case _:
            assert_never(inline)


def _content_control(tag: str, content: BaseOxmlElement) -> BaseOxmlElement:
    """A plain-text control tagged with the figure's id: it survives editing and saving, cannot lose its number to a
    neighbouring word, and does not print. A bookmark allows neither dots nor more than 40 letters, and gets lost when
    its text is retyped."""
    return element("w:sdt", element("w:sdtPr", element("w:tag", val=tag)), element("w:sdtContent", content))


def plain_table(widths_mm: Sequence[float], rows: Sequence[Sequence[list[BaseOxmlElement]]]) -> BaseOxmlElement:
    """Without borders: the letterhead, and the place where one signs. Each cell is given by its paragraphs."""
    margins = element("w:tblCellMar", *(element(f"w:{side}", w=twips(1), type="dxa") for side in ("left", "right")))
    made = table("TableNormal", widths_mm, margins)
    for cells in rows:
        drawn = [cell(width, content) for width, content in zip(widths_mm, cells, strict=True)]
        made.append(element("w:tr", element("w:trPr", element("w:cantSplit")), *drawn))
    return made


def table(style: str, widths_mm: Sequence[float], margins: BaseOxmlElement) -> BaseOxmlElement:
    """Without its rows. The widths are fixed, and said both to Word (each cell) and to LibreOffice (the grid)."""
    properties = element(
        "w:tblPr",
        element("w:tblStyle", val=style),
        element("w:tblW", w=sum(map(twips, widths_mm)), type="dxa"),
        element("w:jc", val="center"),
        element("w:tblLayout", type="fixed"),
        margins,
    )
    return element("w:tbl", properties, element("w:tblGrid", *(element("w:gridCol", w=twips(w)) for w in widths_mm)))


def cell(
    width_mm: float,
    paragraphs: Sequence[BaseOxmlElement],
    *,
    columns: int = 1,
    merge: str | None = None,
    centred: bool = False,
) -> BaseOxmlElement:
    """``merge``: "restart" begins a cell over several rows, "continue" goes on with it."""
    properties = [element("w:tcW", w=twips(width_mm), type="dxa")]
    if columns > 1:
        properties.append(element("w:gridSpan", val=columns))
    if merge:
        properties.append(element("w:vMerge", val=merge))
    if centred:
        properties.append(element("w:vAlign", val="center"))
    return element("w:tc", element("w:tcPr", *properties), *(paragraphs or [paragraph("Gap")]))


def keep_with_next(paragraphs: Iterable[BaseOxmlElement]) -> None:
    for made in paragraphs:
        properties = made.find(_name("w:pPr"))
        if properties.find(_name("w:keepNext")) is None:
            properties.insert(1, element("w:keepNext"))
