"""The parts of a document once they are told apart, and what stands under them."""

from dataclasses import dataclass, field

from ansinh.documents.lint.elements import Part
from ansinh.documents.lint.lines import Line
from ansinh.documents.lint.written import Paragraph, Table
from ansinh.documents.tree import Form


@dataclass(frozen=True)
class Below:
    """What stands under a part: a line of some length (points; None: unknown), or a mark such as "*"."""

    length: float | None
    mark: str = ""


@dataclass
class AppendixHead:
    line: Line
    titled: bool = False
    attached: bool = False

    @property
    def section(self) -> int:
        return self.line.paragraph.where.section


@dataclass
class Recognised:
    """``flow``: the paragraphs of the body in order, None where something stands between them. ``last``: the last words
    before the signature; ``main_texts``: all before the appendices."""

    form: Form
    parts: dict[Part, list[Line]] = field(default_factory=dict)
    below: dict[Part, Below] = field(default_factory=dict)
    flow: list[Paragraph | None] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    swapped: bool = False
    after_signature: list[Line] = field(default_factory=list)
    before_kind: list[Line] = field(default_factory=list)
    last: Line | None = None
    main_texts: list[str] = field(default_factory=list)
    appendices: list[AppendixHead] = field(default_factory=list)

    def add(self, part: Part, *lines: Line) -> None:
        self.parts.setdefault(part, []).extend(line for line in lines if line.says)

    def of(self, part: Part) -> list[Line]:
        return self.parts.get(part, [])

    @property
    def is_letter(self) -> bool:
        """A "công văn": it names no kind."""
        return bool(self.of(Part.LETTER_SUBJECT)) and not self.of(Part.KIND)


def below_in(line: Line) -> Below | None:
    """A line that is drawn in the paragraph, or is its border, or is typed."""
    paragraph, layout = line.paragraph, line.paragraph.layout
    if paragraph.drawn:
        return Below(max(paragraph.drawn))
    if layout.line_below or (layout.line_above and not paragraph.text.strip()):
        return Below(paragraph.width - max(layout.left, 0) - max(layout.right, 0))
    if line.is_rule:
        return Below(sum(len(span.text.strip()) * span.letters.size * 0.5 for span in line.spans))
    return Below(None, line.mark) if line.mark else None
