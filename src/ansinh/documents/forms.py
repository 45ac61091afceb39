"""What stands at the head and the end of an official document, line by line, in either form and either language.

Both writers print these lines as they are here, so that they have the same words at the same widths."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ansinh.documents.letters import balanced, width_mm
from ansinh.documents.measures import LOOKS, Measures, Part
from ansinh.documents.tree import Appendix, Document, Form, Heading, Inline, Letterhead, Paragraph, Rank, Text
from ansinh.kernel.language import Language
from ansinh.kernel.periods import long_date

NO_BREAK = "\N{NO-BREAK SPACE}"
WIDER = 1.12  # some programs draw blanks that do not break wider than the font has them
ROOM = NO_BREAK * 8  # for the clerk's pen
STAR, DASHES = "*", "-----"  # the Party's marks under the issuer and the subject
DASH = "- "
ENGLISH_MONTHS = (  # strftime's would be in the machine's language
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
RULE_SHARE = 0.4  # of the words above it; the decree asks for a third to a half
CELL_MM = 1.0  # at either side of the letterhead's words


@dataclass(frozen=True)
class Words:
    nation: str
    motto: str
    party: str
    number: str
    addressed: str
    recipients: str
    appendix: str
    table: str
    no_tables: str


WORDS = MappingProxyType[Language, Words](
    {
        "vi": Words(
            nation="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            motto="Độc lập - Tự do - Hạnh phúc",
            party="ĐẢNG CỘNG SẢN VIỆT NAM",
            number="Số",
            addressed="Kính gửi:",
            recipients="Nơi nhận:",
            appendix="Phụ lục",
            table="Bảng",
            no_tables="Văn bản này không có bảng số liệu.",
        ),
        "en": Words(
            nation="SOCIALIST REPUBLIC OF VIET NAM",
            motto="Independence - Freedom - Happiness",
            party="COMMUNIST PARTY OF VIET NAM",
            number="No.",
            addressed="To:",
            recipients="Recipients:",
            appendix="Appendix",
            table="Table",
            no_tables="This document has no tables.",
        ),
    }
)


@dataclass(frozen=True)
class Line:
    """``indent_mm``: at both sides, so that the lines it wraps to are of about equal length."""

    part: Part
    text: str
    indent_mm: float = 0


@dataclass(frozen=True)
class Lines:
    """``rule_mm``: the length of the line drawn under them; 0: none."""

    lines: tuple[Line, ...]
    rule_mm: float = 0


@dataclass(frozen=True)
class Head:
    """Two rows of two cells; read from left to right, from top to bottom."""

    left_mm: float
    right_mm: float
    issuer: Lines
    nation: Lines
    number: Lines
    place: Lines


def head(document: Document, measures: Measures) -> Head:
    letterhead, words = document.letterhead, WORDS[document.language]
    form = letterhead.form
    right = _right_lines(form, words)
    place = Line(Part.PLACE, _place_and_date(document))
    widest = max(*(_width(form, line) for line in right), WIDER * _width(form, place))
    right_mm = widest + 2 * CELL_MM + 1
    right_mm = min(right_mm, measures.text_width_mm() * 0.66)
    left_mm = measures.text_width_mm() - right_mm
    return Head(
        left_mm,
        right_mm,
        _issuer(letterhead, left_mm - 2 * CELL_MM),
        Lines(right, _width(form, right[-1])),
        Lines((Line(Part.NUMBER, printed_number(letterhead, document.language)),)),
        Lines((place,)),
    )


def _right_lines(form: Form, words: Words) -> tuple[Line, ...]:
    if form is Form.PARTY:
        return (Line(Part.NATION, words.party),)
    return Line(Part.NATION, words.nation), Line(Part.MOTTO, words.motto)


def _issuer(letterhead: Letterhead, within_mm: float) -> Lines:
    form = letterhead.form
    superior = [_set(form, Part.SUPERIOR, line, within_mm)[0] for line in letterhead.superior]
    issuer = [_set(form, Part.ISSUER, line, within_mm) for line in letterhead.issuer]
    lines = (*superior, *(line for line, _longest in issuer))
    if form is Form.PARTY:
        return Lines((*lines, Line(Part.MARK, STAR)))
    return Lines(lines, RULE_SHARE * max((longest for _line, longest in issuer), default=0))


def printed_number(letterhead: Letterhead, language: Language) -> str:
    """Số: 05/BC-BHXH; the Party's: Số 05-BC/ĐU. Numbers below 10 take a zero."""
    number = letterhead.number
    printed = ROOM if number is None else number.zfill(2) if number.isdecimal() else number
    word = WORDS[language].number
    if letterhead.form is Form.PARTY:
        return f"{word} {printed}-{letterhead.symbol}"
    return f"{word}: {printed}/{letterhead.symbol}"


def _place_and_date(document: Document) -> str:
    letterhead = document.letterhead
    day = _day_room(document) if letterhead.day is None else _day(letterhead.day, document.language)
    return ", ".join(filter(None, (letterhead.place, day)))


def _day(day: date, language: Language) -> str:
    return long_date(day) if language == "vi" else f"{day.day} {_english_month(day)}"


def _day_room(document: Document) -> str:
    made = document.made_at
    return f"ngày{ROOM}tháng{ROOM}năm {made.year}" if document.language == "vi" else f"{ROOM}{_english_month(made)}"


def _english_month(day: date) -> str:
    return f"{ENGLISH_MONTHS[day.month - 1]} {day.year}"


def title(document: Document, measures: Measures) -> Lines:
    """The kind and, under it, what the document is about."""
    kind = Line(Part.KIND, document.printed_kind)
    if not document.subject:
        return Lines((kind,))
    form = document.letterhead.form
    subject, longest = _set(form, Part.SUBJECT, document.subject, measures.text_width_mm() - 20)
    if form is Form.PARTY:
        return Lines((kind, subject, Line(Part.MARK, DASHES)))
    return Lines((kind, subject), RULE_SHARE * longest)


def addressees(document: Document) -> tuple[Line, ...]:
    """One stands behind the words, several under them, each with its dash."""
    addressed = WORDS[document.language].addressed
    if len(document.addressees) < 2:
        return tuple(Line(Part.ADDRESSEE, f"{addressed} {name}") for name in document.addressees)
    last = len(document.addressees) - 1
    listed = (f"- {name}{'.' if number == last else ';'}" for number, name in enumerate(document.addressees))
    return tuple(Line(Part.ADDRESSEES, text) for text in (addressed, *listed))


@dataclass(frozen=True)
class Signing:
    """The recipients at the left; at the right who signs, room, and the name."""

    left_mm: float
    right_mm: float
    recipients: tuple[Line, ...]
    signer: tuple[Line, ...]
    name: Line


def signing(document: Document, measures: Measures) -> Signing:
    width, share = measures.text_width_mm(), measures.signing_left_share
    form, signature = document.letterhead.form, document.signature
    right = width * (1 - share)
    listed = (Line(Part.RECIPIENT, text) for text in document.recipients)
    recipients = (Line(Part.RECIPIENTS, WORDS[document.language].recipients), *listed) if document.recipients else ()
    signer = (
        *(_set(form, Part.AUTHORITY, text, right - 2 * CELL_MM)[0] for text in signature.authority),
        *(_set(form, Part.POST, text, right - 2 * CELL_MM)[0] for text in signature.post),
    )
    return Signing(width * share, right, recipients, signer, Line(Part.SIGNER, signature.name))


def appendix_head(appendix: Appendix, document: Document, measures: Measures) -> tuple[Line, ...]:
    """Phụ lục I, its title in capitals, and what it is attached to (Decree 30, Appendix I, section III, 1)."""
    within = measures.text_width_mm(landscape=appendix.landscape) - 20
    words = WORDS[document.language].appendix
    written = (
        (Part.APPENDIX, f"{words} {appendix.number}".strip()),
        (Part.APPENDIX_TITLE, appendix.title.upper()),
        (Part.ATTACHED_TO, appendix.attached_to),
    )
    return tuple(_set(document.letterhead.form, part, text, within)[0] for part, text in written if text)


def heading_lines(heading: Heading) -> tuple[str, ...]:
    """As printed: a part's number stands above its title; parts and sections are in capitals."""
    text = heading.text.upper() if heading.rank in (Rank.PART, Rank.SECTION) else heading.text
    if heading.rank is Rank.PART:
        return tuple(filter(None, (heading.number, text)))
    return (f"{heading.number} {text}".strip(),)


def heading_levels(ranks: Iterable[Rank]) -> Iterator[int]:
    """Each heading's level in the outline, from 1; none is left out on the way down."""
    order = list(Rank)
    above: list[Rank] = []
    for rank in ranks:
        above = [*(one for one in above if order.index(one) < order.index(rank)), rank]
        yield len(above)


def printed_inlines(paragraph: Paragraph) -> tuple[Inline, ...]:
    return (Text(DASH), *paragraph.inlines) if paragraph.style == "bullet" else paragraph.inlines


def document_title(document: Document) -> str:
    """As the file's properties give it."""
    return ": ".join(filter(None, (document.kind, document.subject)))


def _set(form: Form, part: Part, text: str, within_mm: float) -> tuple[Line, float]:
    """The line, and how long the longest of those it wraps to is."""
    look = LOOKS[form][part]
    lines = balanced(text, look.size, within_mm, bold=look.bold, italic=look.italic)
    indent = (within_mm - lines.width_mm) / 2 if lines.count > 1 else 0
    return Line(part, text, indent), lines.longest_mm


def _width(form: Form, line: Line) -> float:
    look = LOOKS[form][line.part]
    return width_mm(line.text, look.size, bold=look.bold, italic=look.italic)
