"""The measures of a line of text and of the paragraph it is in, each against its bound."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ansinh.documents.letters import width_mm
from ansinh.documents.lint.elements import Part
from ansinh.documents.lint.findings import Finding, Length
from ansinh.documents.lint.lines import Line
from ansinh.documents.lint.recognised import Below, Recognised
from ansinh.documents.lint.rules import PartRules, Rule, Rules
from ansinh.documents.lint.written import Paragraph, Where
from ansinh.kernel.language import Message, Speaks
from ansinh.kernel.language import message as _

MM = 25.4 / 72  # in a point
_POINTS_OFF = 0.05  # Word counts in half points, twips and whole 240ths
_MM_OFF = 0.3
_TIMES_OFF = 0.02
_SHARE_OFF = 0.06  # of a line's length: letters are not measured to the hair
YES, NO = _("yes"), _("no")
ALIGNMENTS: dict[str, Message] = {
    "left": _("left"),
    "right": _("right"),
    "center": _("centred"),
    "justify": _("justified"),
}
NOTHING = _("nothing")

Deviation = tuple[Speaks | str, Speaks | str]
"""What is found and what is wanted."""
Measure = Callable[[Line, Any], Deviation | None]


def between(bound: Any) -> tuple[float, float]:
    least, most = bound if isinstance(bound, list) else (bound, bound)
    return float(least), float(most)


def outside(value: float, bound: Any, off: float) -> bool:
    least, most = between(bound)
    return not least - off <= value <= most + off


def alignment(name: str) -> Speaks | str:
    return ALIGNMENTS.get(name, name)


def _size(line: Line, bound: Any) -> Deviation | None:
    sizes = sorted({span.letters.size for span in line.printed if outside(span.letters.size, bound, _POINTS_OFF)})
    return (Length(tuple(sizes), "pt"), Length(between(bound), "pt")) if sizes else None


def _whether(name: str) -> Measure:
    def measure(line: Line, bound: Any) -> Deviation | None:
        marked = [bool(getattr(span.letters, name)) for span in line.printed]
        if bound == "partly":
            return (YES, _("in part at most")) if marked and all(marked) and len(line.text) > 1 else None
        wrong = not all(marked) if bound else any(marked)
        return (NO if bound else YES, YES if bound else NO) if wrong else None

    return measure


def _capitals(line: Line, bound: Any) -> Deviation | None:
    return None if line.all_capitals == bound else (NO if bound else YES, YES if bound else NO)


def _align(line: Line, bound: Any) -> Deviation | None:
    found = line.paragraph.layout.align
    return None if found in bound else (alignment(found), alignment(bound[0]))


def _indent(line: Line, bound: Any) -> Deviation | None:
    layout = line.paragraph.layout
    found = max(layout.first_line, layout.left + layout.first_line) * MM
    if line.paragraph.label or not outside(found, bound, _MM_OFF):
        return None
    return Length((round(found, 1),), "mm"), Length(between(bound), "mm")


def _line_spacing(line: Line, bound: Any) -> Deviation | None:
    found = line.paragraph.layout.line_spacing(max((span.letters.size for span in line.printed), default=13))
    return (Length((round(found, 2),), ""), Length(between(bound), "")) if outside(found, bound, _TIMES_OFF) else None


MEASURES: Mapping[str, Measure] = {
    "size": _size,
    "bold": _whether("bold"),
    "italic": _whether("italic"),
    "underlined": _whether("underlined"),
    "capitals": _capitals,
    "align": _align,
    "indent": _indent,
    "line_spacing": _line_spacing,
}


def measured(part: Part, rules: PartRules, lines: Sequence[Line]) -> Iterator[Finding]:
    for line in lines:
        for name, rule in rules.measures.items():
            deviation = MEASURES[name](line, rule.bound) if name in MEASURES else None
            if deviation:
                yield rule.broken(part, name, line.paragraph.where, *deviation)


def worded(part: Part, rules: PartRules, lines: Sequence[Line]) -> Iterator[Finding]:
    for line in lines:
        for name, wording in rules.wording.items():
            if not wording.holds(line.text):
                yield wording.rule.broken(part, name, line.paragraph.where, line.text[-60:], wording.example)


def missing(part: Part, rule: Rule, where: Where | None = None) -> Finding:
    return rule.unmet(part, "required", where or Where(), NOTHING, YES)


def lined(part: Part, rules: PartRules, found: Recognised) -> Iterator[Finding]:
    """What stands under a part: the line and its length, or the mark."""
    lines = found.of(part)
    below = found.below.get(part)
    where = lines[-1].paragraph.where if lines else Where()
    line_rule, mark_rule = rules.measures.get("line_below"), rules.measures.get("mark_below")
    if not lines:
        return
    if line_rule and (below is None or below.mark):
        said = below.mark if below else NOTHING
        yield line_rule.unmet(part, "line_below", where, said, YES)
    elif line_rule and below and below.length is not None:
        share = below.length / _longest(lines)
        if outside(share, line_rule.bound, _SHARE_OFF):
            wanted = Length(between(line_rule.bound), "")
            yield line_rule.broken(part, "line_length", where, Length((share,), ""), wanted)
    if mark_rule and not _same_mark(below, mark_rule.bound):
        said = (below.mark or YES) if below else NOTHING
        yield mark_rule.unmet(part, "mark_below", where, said, mark_rule.bound)


def _same_mark(below: Below | None, wanted: str) -> bool:
    return below is not None and below.mark != "" and (below.mark[0] in "-–—") == (wanted[0] == "-")


def _width(line: Line) -> float:
    """Points, in one line."""
    widths = (
        width_mm(
            span.text.upper() if span.letters.capitals else span.text,
            span.letters.size,
            bold=span.letters.bold,
            italic=span.letters.italic,
        )
        for span in line.spans
    )
    return sum(widths) / MM


def _longest(lines: Sequence[Line]) -> float:
    """Of the lines as printed: a long one is broken where its cell or page ends."""
    widths = []
    for line in lines:
        layout = line.paragraph.layout
        room = line.paragraph.width - max(layout.left, 0) - max(layout.right, 0)
        widths.append(min(_width(line), room) if room > 0 else _width(line))
    return max(max(widths), 1.0)


def spaced(rules: Rules, flow: Sequence[Paragraph | None]) -> Iterator[Finding]:
    """The space between each paragraph of the body and the next."""
    rule = rules.rule(Part.BODY, "space_between")
    for first, second in pairwise(flow):
        if rule is None or first is None or second is None:
            continue
        gap = space_between(first, second)
        if gap < rule.bound - _POINTS_OFF:
            wanted = Length((float(rule.bound),), "pt")
            yield rule.broken(Part.BODY, "space_between", second.where, Length((gap,), "pt"), wanted)


def space_between(first: Paragraph, second: Paragraph) -> float:
    before, after = second.layout, first.layout
    same = before.style == after.style
    return (0 if same and after.contextual else after.after) + (0 if same and before.contextual else before.before)
