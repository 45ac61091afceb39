"""An outline filled with a report's content and the officer's paragraphs → the document tree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ansinh.charts.rendering import render
from ansinh.charts.specifications import bound_texts
from ansinh.documents.fonts import FONT_DIRECTORY
from ansinh.documents.tree import (
    Appendix,
    Block,
    Constant,
    Document,
    Form,
    Heading,
    Inline,
    Paragraph,
    Picture,
    Rank,
    Table,
    Text,
)
from ansinh.kernel.language import Bilingual, Message, capital
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Shape, long_date, short_date
from ansinh.reports.charts import Chart, draw_chart
from ansinh.reports.content import ReportContent
from ansinh.reports.letterheads import Office, find_office
from ansinh.reports.numerals import Binding, numerals
from ansinh.reports.outlines.reading import (
    Draw,
    Item,
    Officer,
    Outline,
    Say,
    Section,
    Tabulate,
    WhenEmpty,
)
from ansinh.reports.paragraphs import read_paragraphs
from ansinh.reports.recipe import Particulars, Recipe
from ansinh.reports.sentences import Sentences
from ansinh.reports.tables import make_tables

CHART_WIDTH = 150  # mm
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
RANKS = (Rank.SECTION, Rank.CLAUSE, Rank.POINT)
POINTS = "abcdđeghiklmnopqrstuvxy"  # the letters of official lists
END = "./."


@dataclass(frozen=True)
class Assembled:
    """``charts``: as drawn, in their order, for whoever binds their numbers. ``empty``: ids of the sections that the
    outline has and that were left out, because nobody wrote them and the ledger has nothing for them."""

    document: Document
    charts: tuple[Chart, ...]
    empty: tuple[str, ...]


def assemble(
    content: ReportContent,
    outline: Outline,
    recipe: Recipe,
    *,
    particulars: Particulars | None,
    reference: str,
    home: Path,
) -> Assembled:
    """Raises TextError for the officer's text, NoLetterheadError where nobody is known to sign."""
    day = particulars.day if particulars else content.period.end  # without a date: who reported in those days
    form = recipe.form or outline.form
    office = find_office(content.unit, form, day, particulars, recipe.language, home=home)
    return _Assembly(content, outline, recipe, office, reference).assembled()


class _Assembly:
    def __init__(
        self, content: ReportContent, outline: Outline, recipe: Recipe, office: Office, reference: str
    ) -> None:
        self._content = content
        self._outline = outline
        self._recipe = recipe
        self._language = recipe.language
        self._office = office
        self._reference = reference
        self._sentences = Sentences(content, recipe.language)
        self._own = read_paragraphs(recipe.text, outline, content.figures, recipe.language)
        self._charts: list[Chart] = []
        self._tables = 0
        self._empty: list[str] = []

    def assembled(self) -> Assembled:
        subject = self._subject()
        opening = Paragraph(tuple(self._constants(self._fill(self._outline.opening))))
        sections = tuple(self._numbered(self._outline.sections, 0))
        appendices = tuple(self._appendices())
        blocks = [opening, *sections, *self._mention(appendices), self._closing()]
        document = Document(
            letterhead=self._office.letterhead,
            kind=self._outline.kind.text(self._language),
            subject=subject,
            blocks=tuple(self._with_source(blocks)),
            appendices=appendices,
            signature=self._office.signature,
            recipients=self._office.recipients,
            language=self._language,
            made_at=self._content.made_at,
            banner=_("DRAFT: FIGURES NOT APPROVED").text(self._language) if self._content.draft else None,
            reference=self._reference,
        )
        return Assembled(document, tuple(self._charts), tuple(self._empty))

    def _mention(self, appendices: Sequence[Appendix]) -> Iterator[Paragraph]:
        """What is attached must be named in the text (Decree 30, Appendix I, part I, III.1.a)."""
        if len(appendices) == 1:
            yield Paragraph((Text(_("Details are in the attached Appendix.").text(self._language)),))
        elif appendices:
            numbers = f"{appendices[0].number} - {appendices[-1].number}"
            yield Paragraph(
                (Text(_("Details are in the attached Appendices {numbers}.", numbers=numbers).text(self._language)),)
            )

    def _closing(self) -> Paragraph:
        return Paragraph((*self._constants(self._fill(self._outline.closing)), Text(END)))

    def _subject(self) -> str:
        whole_year = self._content.period.year_to_date.shape is Shape.YEAR
        return self._fill(self._outline.subject_of_year if whole_year else self._outline.subject)

    def _fill(self, pattern: Bilingual) -> str:
        about = self._outline.about.get(self._recipe.about)
        years = self._recipe.years
        count = years[-1] - years[0] + 1 if years else 0
        filled = pattern.text(self._language).format(
            unit=self._content.unit.text(self._language),
            office=self._office.name,
            period=self._content.period.text(self._language),
            so_far=self._content.period.year_to_date.text(self._language),
            about=about.text(self._language) if about else self._recipe.about,
            count=f"{count:02}" if self._language == "vi" else count,
        )
        return capital(filled)

    def _constants(self, text: str) -> Iterator[Inline]:
        """The outline's own words; a number in them counts nothing of the ledger."""
        end = 0
        for numeral in numerals(text):
            if numeral.binding not in (Binding.DATE, Binding.DOCUMENT):
                yield Text(text[end : numeral.start])
                yield Constant(text[numeral.start : numeral.end])
                end = numeral.end
        yield Text(text[end:])

    def _numbered(self, sections: Sequence[Section], depth: int) -> Iterator[Block]:
        """Numbers are given to what is left, so that they have no gaps."""
        number = 0
        for section in sections:
            blocks = self._of_section(section, depth)
            if blocks is None:
                self._empty.append(section.id)
                continue
            yield Heading(RANKS[depth], _number(depth, number), section.heading.text(self._language))
            yield from blocks
            number += 1

    def _of_section(self, section: Section, depth: int) -> list[Block] | None:
        """None: nothing is in it, and the outline says that it is then left out."""
        before = len(self._empty)
        own = list(self._own.get(section.id, ()))
        placed = any(isinstance(item, Officer) for item in section.items)
        blocks = [] if placed else [self._label(block) for block in own]
        for item in section.items:
            blocks += map(self._label, own) if isinstance(item, Officer) else self._of_item(item)
        blocks += self._numbered(section.sections, depth + 1)
        if blocks:
            return blocks
        del self._empty[before:]
        if section.when_empty is WhenEmpty.SAY and section.says:
            return [Paragraph((Text(section.says.text(self._language)),))]
        return None

    def _of_item(self, item: Item) -> Iterator[Block]:
        match item:
            case Say(kind, indicators):
                yield from map(Paragraph, self._sentences.paragraphs(kind, indicators))
            case Tabulate(kind, indicators):
                yield from map(self._label, make_tables(kind, self._content, indicators, self._language))
            case Draw(kind, indicators):
                charts = (draw_chart(kind, self._content, one, self._language) for one in indicators or ("",))
                yield from (self._picture(chart) for chart in charts if chart)

    def _label(self, block: Block) -> Block:
        if not isinstance(block, Table) or not block.caption:
            return block
        self._tables += 1
        return replace(block, label=_("Table {number}", number=self._tables).text(self._language))

    def _picture(self, chart: Chart) -> Picture:
        self._charts.append(chart)
        drawing = render(chart.specification, self._language, FONT_DIRECTORY)
        return Picture(
            svg=drawing.svg,
            png=drawing.png,
            alt=chart.alt,
            caption=chart.caption,
            width_mm=CHART_WIDTH,
            label=_("Figure {number}", number=len(self._charts)).text(self._language),
            bound=bound_texts(chart.specification),
        )

    def _appendices(self) -> Iterator[Appendix]:
        filled = [
            (outline, blocks)
            for outline in self._outline.appendices
            if (blocks := tuple(block for item in outline.items for block in self._of_item(item)))
        ]
        for position, (outline, blocks) in enumerate(filled):
            yield Appendix(
                number=ROMAN[position] if len(filled) > 1 else "",
                title=outline.title.text(self._language),
                attached_to=self._attached_to(),
                blocks=(*blocks, self._source()),
                landscape=outline.landscape,
            )

    def _attached_to(self) -> str:
        """ "(Kèm theo Báo cáo số 12/BC-BHXH ngày 26 tháng 6 năm 2020 của …)"; with room before it has a number."""
        head = self._office.letterhead
        number = "" if head.number is None else f"{int(head.number):02}" if head.number.isdigit() else head.number
        separator = "/" if head.form is Form.STATE else "-"
        day = head.day or self._content.made_at.date()
        if self._language == "vi":
            dated = long_date(day) if head.day else f"ngày      tháng      năm {day.year}"
        else:
            dated = f"{day:%-d %B %Y}" if head.day else f"            {day.year}"
        return _(
            "(Attached to {kind} {number} of {day}, {issuer})",
            kind=self._outline.kind,
            number=f"{number or '      '}{separator}{head.symbol}",
            day=dated,
            issuer=self._office.name,
        ).text(self._language)

    def _with_source(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """What state of knowledge the figures are of stands under the first table, else before the last words."""
        first = next((block for block in blocks if isinstance(block, Table) and block.caption), None)
        for position, block in enumerate(blocks):
            if first is None and position == len(blocks) - 1:
                yield self._source()
            yield replace(block, notes=(*block.notes, self._knowledge())) if block is first else block

    def _source(self) -> Paragraph:
        return Paragraph((Text(self._knowledge()),), style="note")

    def _knowledge(self) -> str:
        return _knowledge(self._content).text(self._language)


def _number(depth: int, position: int) -> str:
    if depth == 0:
        return f"{ROMAN[position]}."
    return f"{position + 1}." if depth == 1 else f"{POINTS[position]})"


def _knowledge(content: ReportContent) -> Message:
    """What the figures are the state of: said in every report."""
    state = _("not all approved") if content.draft else _("approved")
    made = f"{content.made_at:%H:%M} {short_date(content.made_at.date())}"
    reported, recorded = content.scope.reported_by, content.scope.recorded_by
    if reported and recorded:
        return _(
            "Figures: {state}; as reported by {day}, as recorded by {moment}; made at {made}.",
            state=state,
            day=short_date(reported),
            moment=f"{recorded:%H:%M} {short_date(recorded.date())}",
            made=made,
        )
    if reported:
        return _(
            "Figures: {state}; as reported by {day}; made at {made}.", state=state, day=short_date(reported), made=made
        )
    if recorded:
        return _(
            "Figures: {state}; as recorded by {moment}; made at {made}.",
            state=state,
            moment=f"{recorded:%H:%M} {short_date(recorded.date())}",
            made=made,
        )
    return _("Figures: {state}; made at {made}.", state=state, made=made)
