"""The head and the end of an official document in Word: letterhead, title, place of signing, heads of appendices."""

from collections.abc import Iterator

from docx.oxml.xmlchemy import BaseOxmlElement

from ansinh.documents import forms
from ansinh.documents.forms import CELL_MM, Line, Lines, Signing
from ansinh.documents.measures import Measures, Part
from ansinh.documents.tree import Appendix, Document
from ansinh.documents.word_xml import element, paragraph, plain_table, replace_children, rule, run


def head_elements(document: Document, measures: Measures) -> Iterator[BaseOxmlElement]:
    head = forms.head(document, measures)
    left, right = head.left_mm - 2 * CELL_MM, head.right_mm - 2 * CELL_MM
    yield plain_table(
        (head.left_mm, head.right_mm),
        (
            (_with_rule(head.issuer, left), _with_rule(head.nation, right)),
            (_with_rule(head.number, left), _with_rule(head.place, right)),
        ),
    )
    yield from _with_rule(forms.title(document, measures), measures.text_width_mm())
    yield _spacer(8)
    yield from map(_line, forms.addressees(document))
    for ground in document.grounds:
        yield paragraph(Part.GROUND, run(ground))


def _with_rule(lines: Lines, within_mm: float) -> list[BaseOxmlElement]:
    drawn = [_line(line) for line in lines.lines]
    return [*drawn, rule(lines.rule_mm, within_mm)] if lines.rule_mm else drawn


def _line(line: Line) -> BaseOxmlElement:
    sides = (line.indent_mm, line.indent_mm) if line.indent_mm else None
    return paragraph(line.part, run(line.text), sides_mm=sides)


def _spacer(height: float, *, keep: bool = False) -> BaseOxmlElement:
    """Room of so many points."""
    made = paragraph("Gap", keep=keep)
    properties = made[0]
    replace_children(properties, element("w:spacing", before=0, after=0, line=round(height * 20), lineRule="exact"))
    return made


def signing_elements(document: Document, measures: Measures) -> Iterator[BaseOxmlElement]:
    signing = forms.signing(document, measures)
    yield _spacer(12, keep=True)
    yield plain_table((signing.left_mm, signing.right_mm), ((_recipients(signing), _signer(signing, measures)),))


def _recipients(signing: Signing) -> list[BaseOxmlElement]:
    return [_line(line) for line in signing.recipients]


def _signer(signing: Signing, measures: Measures) -> list[BaseOxmlElement]:
    lines = [_line(line) for line in signing.signer]
    return [*lines, _spacer(measures.signing_room), _line(signing.name)]


def appendix_elements(appendix: Appendix, document: Document, measures: Measures) -> Iterator[BaseOxmlElement]:
    yield from map(_line, forms.appendix_head(appendix, document, measures))
