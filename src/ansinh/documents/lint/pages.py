"""Paper, margins and page numbers of each section."""

from collections.abc import Iterator

from ansinh.documents.lint.elements import Part
from ansinh.documents.lint.findings import Finding, Length
from ansinh.documents.lint.letterhead import is_data
from ansinh.documents.lint.measuring import NO, NOTHING, YES, Deviation, alignment, between, outside
from ansinh.documents.lint.recognised import Recognised
from ansinh.documents.lint.rules import Rule, Rules
from ansinh.documents.lint.written import Paragraph, Read, Section, Where
from ansinh.kernel.language import Speaks
from ansinh.kernel.language import message as _

_MM_OFF = 0.4
_POINTS_OFF = 0.05
_ONE_PAGE = 1800  # letters that certainly fit one page
_SIDES = ("top", "right", "bottom", "left")


def page_findings(read: Read, found: Recognised, rules: Rules) -> Iterator[Finding]:
    for section in read.sections:
        yield from _paper(section, rules)
        yield from _margins(section, rules)
        yield from _orientation(section, read, rules)
    yield from _page_numbers(read, found, rules)


def _paper(section: Section, rules: Rules) -> Iterator[Finding]:
    rule = rules.rule(Part.PAGE, "paper")
    found = sorted((section.width, section.height))
    if rule and any(outside(one, bound, _MM_OFF) for one, bound in zip(found, rule.bound, strict=True)):
        said = f"{found[0]:.0f} × {found[1]:.0f} mm"
        wanted = f"A4, {rule.bound[0]} × {rule.bound[1]} mm"
        yield _of_section(section, "paper", rule, said, wanted)


def _margins(section: Section, rules: Rules) -> Iterator[Finding]:
    """Of a page on its side, the edges may have turned with it: to the left, as Word does, or to the right."""
    own = {side: getattr(section, side) for side in _SIDES}
    turns = [own]
    if section.landscape:
        turns += [{side: own[_SIDES[(place + turn) % 4]] for place, side in enumerate(_SIDES)} for turn in (1, 3)]
    wrong = min((list(_wrong_margins(edges, rules)) for edges in turns), key=len)
    for side, found, rule in wrong:
        wanted = Length(between(rule.bound), "mm")
        yield _of_section(section, side, rule, Length((round(found, 1),), "mm"), wanted)


def _wrong_margins(edges: dict[str, float], rules: Rules) -> Iterator[tuple[str, float, Rule]]:
    for side in _SIDES:
        rule = rules.rule(Part.PAGE, side)
        if rule and outside(edges[side], rule.bound, _MM_OFF):
            yield side, edges[side], rule


def _orientation(section: Section, read: Read, rules: Rules) -> Iterator[Finding]:
    rule = rules.rule(Part.PAGE, "landscape")
    tables = any(is_data(table) and table.where.section == section.number for table in read.tables())
    pictures = any(one.picture and one.where.section == section.number for one in read.paragraphs())
    if rule and section.landscape and not tables and not pictures:
        yield _of_section(section, "landscape", rule, _("landscape"), _("portrait, where there is no table"))


def _of_section(section: Section, measure: str, rule: Rule, found: Speaks | str, wanted: Speaks | str) -> Finding:
    where = Where(section=section.number)
    return rule.broken(Part.PAGE, measure, where, found, wanted)


# Page numbers


def _page_numbers(read: Read, found: Recognised, rules: Rules) -> Iterator[Finding]:
    required = rules.rule(Part.PAGE_NUMBER, "required")
    letters = sum(len(paragraph.text) for paragraph in read.paragraphs())
    anywhere = [one for section in read.sections for one in _numbers(section, read.even_pages)]
    if required and not anywhere and (letters > _ONE_PAGE or len(read.sections) > 1):
        yield required.unmet(Part.PAGE_NUMBER, "required", Where(), NOTHING, YES)
    for section in read.sections:
        for paragraph in _numbers(section, read.even_pages):
            yield from _number(paragraph, rules)
    yield from _first_page(read, rules)
    if anywhere:
        yield from _restarts(read, found, rules)


def _numbers(section: Section, even_pages: bool) -> list[Paragraph]:
    kinds = ["default"] + ["even"] * even_pages
    margins = [*(section.headers.get(kind, ()) for kind in kinds), *(section.footers.get(kind, ()) for kind in kinds)]
    return [paragraph for margin in margins for paragraph in margin if paragraph.page_number is not None]


def _number(paragraph: Paragraph, rules: Rules) -> Iterator[Finding]:
    letters = paragraph.page_number
    measures: tuple[tuple[str, Deviation | None], ...] = (
        ("place", (_("bottom margin"), _("top margin")) if paragraph.where.margin == "footer" else None),
        ("align", _aligned(paragraph, rules.rule(Part.PAGE_NUMBER, "align"))),
        ("size", _sized(letters.size if letters else 0, rules.rule(Part.PAGE_NUMBER, "size"))),
        ("italic", (YES, NO) if letters and letters.italic else None),
    )
    for name, deviation in measures:
        rule = rules.rule(Part.PAGE_NUMBER, name)
        if rule and deviation:
            yield rule.broken(Part.PAGE_NUMBER, name, paragraph.where, *deviation)


def _sized(size: float, rule: Rule | None) -> Deviation | None:
    if rule is None or not outside(size, rule.bound, _POINTS_OFF):
        return None
    return Length((size,), "pt"), Length(between(rule.bound), "pt")


def _aligned(paragraph: Paragraph, rule: Rule | None) -> Deviation | None:
    tabs = paragraph.text.split("\t")[:-1]
    by_tab = paragraph.tabs.split()[len(tabs) - 1 : len(tabs)] == ["center"] if tabs else False
    if rule is None or by_tab or "center" in (paragraph.layout.align, paragraph.framed):
        return None
    return alignment(paragraph.framed or paragraph.layout.align), alignment("center")


def _first_page(read: Read, rules: Rules) -> Iterator[Finding]:
    rule = rules.rule(Part.PAGE_NUMBER, "first_page")
    first = read.sections[0]
    kind = "first" if first.title_page else "default"
    shown = [one for one in (*first.headers.get(kind, ()), *first.footers.get(kind, ())) if one.page_number]
    if rule and shown:
        yield rule.broken(Part.PAGE_NUMBER, "first_page", shown[0].where, _("a number"), NOTHING)


def _restarts(read: Read, found: Recognised, rules: Rules) -> Iterator[Finding]:
    """The pages of each appendix are counted anew, for which it needs a section of its own."""
    rule = rules.rule(Part.PAGE_NUMBER, "restarts")
    numbers = [head.section for head in found.appendices]
    for number, previous in zip(numbers, [1, *numbers], strict=False):
        section = read.sections[number - 1]
        if rule and (number == previous or not section.restarts):
            where = Where(section=number)
            yield rule.broken(Part.PAGE_NUMBER, "restarts", where, NO, YES)
