"""The words of a document as one reads them: of the tree, of a Word file, of a PDF; and trees made at random."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType

import docx
import pypdfium2
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from hypothesis import strategies as st

from ansinh.documents.tree import (
    Block,
    Column,
    Constant,
    Document,
    Figure,
    Form,
    Heading,
    Inline,
    Own,
    Paragraph,
    Picture,
    Rank,
    Row,
    Table,
    Text,
)
from ansinh.kernel.periods import long_date

POINTS_OF_MM = 72 / 25.4
TOP_MM = 20
NATION = MappingProxyType(
    {
        ("vi", Form.STATE): ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        ("vi", Form.PARTY): ("ĐẢNG CỘNG SẢN VIỆT NAM",),
        ("en", Form.STATE): ("SOCIALIST REPUBLIC OF VIET NAM", "Independence - Freedom - Happiness"),
        ("en", Form.PARTY): ("COMMUNIST PARTY OF VIET NAM",),
    }
)


def tree_words(document: Document) -> str:
    return _spaced(_of_document(document))


def _spaced(pieces: Iterator[str]) -> str:
    return " ".join(" ".join(pieces).split())


def _of_document(document: Document) -> Iterator[str]:
    letterhead, vietnamese = document.letterhead, document.language == "vi"
    party = letterhead.form is Form.PARTY
    yield from (*letterhead.superior, *letterhead.issuer)
    yield "*" if party else ""
    yield from NATION[document.language, letterhead.form]
    yield ("Số" if vietnamese else "No.") + ("" if party else ":")
    number = letterhead.number.zfill(2) if letterhead.number else " "
    yield f"{number}{'-' if party else '/'}{letterhead.symbol}"
    yield f"{letterhead.place}, {_day(document)}"
    yield from (document.kind.upper(), document.subject)
    yield "-----" if party and document.subject else ""
    yield from _addressees(document)
    yield from document.grounds
    yield from (piece for block in document.blocks for piece in _of_block(block))
    yield ("Nơi nhận:" if vietnamese else "Recipients:") if document.recipients else ""
    yield from document.recipients
    yield from (*document.signature.authority, *document.signature.post, document.signature.name)
    for appendix in document.appendices:
        yield from ("Phụ lục" if vietnamese else "Appendix", appendix.number, appendix.title.upper())
        yield appendix.attached_to
        yield from (piece for block in appendix.blocks for piece in _of_block(block))


def _day(document: Document) -> str:
    day, vietnamese = document.letterhead.day, document.language == "vi"
    if day is None:
        return f"ngày tháng năm {document.made_at.year}" if vietnamese else f"{document.made_at:%B %Y}"
    return long_date(day) if vietnamese else f"{day.day} {day:%B %Y}"


def _addressees(document: Document) -> Iterator[str]:
    names = document.addressees
    if names:
        yield "Kính gửi:" if document.language == "vi" else "To:"
    if len(names) < 2:
        yield from names
    else:
        yield from (f"- {name};" for name in names[:-1])
        yield f"- {names[-1]}."


def _of_block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.number
            yield block.text.upper() if block.rank in (Rank.PART, Rank.SECTION) else block.text
        case Paragraph():
            yield ("- " if block.style == "bullet" else "") + joined(block.inlines)
        case Picture():
            yield block.title
        case Table():
            yield block.title
            yield from _header(block)
            yield from (joined(cell) for row in block.rows for cell in row.cells)
            yield from block.notes


def _header(table: Table) -> Iterator[str]:
    below: list[str] = []
    grouped = any(column.group for column in table.columns)
    for group, columns in groupby(table.columns, key=lambda column: column.group):
        titles = [f"{column.title} {f'({column.unit})' if column.unit else ''}" for column in columns]
        if group:
            yield group
            below += titles
        else:
            yield from titles
    yield from below
    assert grouped or not below
    if table.numbered:
        yield from (f"({number})" for number in range(1, len(table.columns) + 1))


def joined(inlines: Sequence[Inline]) -> str:
    return "".join(inline.text for inline in inlines)


def word_words(data: bytes) -> str:
    return _spaced(_paragraphs(docx.Document(io.BytesIO(data))))


def _paragraphs(word: WordDocument) -> Iterator[str]:
    for paragraph in word.element.body.iter(qn("w:p")):
        pieces = paragraph.iter(qn("w:t"), qn("w:br"))
        yield "".join(" " if piece.tag == qn("w:br") else piece.text or "" for piece in pieces)


def pdf_words(data: bytes) -> str:
    """Without the page numbers, which stand first on their pages, in the top margin."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return _spaced(_below_the_margin(page) for page in pdf)
    finally:
        pdf.close()


def _below_the_margin(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    words: str = text.get_text_range()
    _left, bottom, _right, _top = text.get_charbox(0)
    in_margin = bottom > page.get_height() - TOP_MM * POINTS_OF_MM
    return words.partition("\n")[2] if in_margin else words


def pdf_pages(data: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [_spaced(iter([page.get_textpage().get_text_range()])) for page in pdf]
    finally:
        pdf.close()


WORDS = st.sampled_from(
    ("thu", "đạt", "kế hoạch", "Thừa Thiên Huế", "y tế;", "người,", "(tăng)", "#giảm", "$a", "~b", "*ước*", "\\x")
)
PHRASES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
FIGURES = st.builds(Figure, st.sampled_from(("1.234", "93,85%", "-5")), st.sampled_from(("collections", "a.b.c")))
INLINES = st.one_of(
    st.builds(Text, PHRASES, st.booleans(), st.booleans()),
    FIGURES,
    st.builds(Constant, st.sampled_from("123")),
    st.builds(Own, st.sampled_from(("12", "1,5"))),
)
PARAGRAPHS = st.builds(
    Paragraph, st.lists(INLINES, min_size=1, max_size=4).map(tuple), st.sampled_from(("body", "bullet", "note"))
)
HEADINGS = st.builds(Heading, st.sampled_from(Rank), st.sampled_from(("", "I.", "1.", "a)", "Phần I")), PHRASES)
COLUMNS = st.builds(
    Column,
    PHRASES,
    st.sampled_from((None, "%", "triệu đồng")),
    st.sampled_from(("left", "right", "center")),
    st.sampled_from((0.5, 1.0, 3.0)),
    st.sampled_from((None, "Nhóm một", "Nhóm hai")),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.lists(COLUMNS, min_size=1, max_size=4))
    cells = st.lists(INLINES, max_size=2).map(tuple)
    rows = draw(st.lists(st.tuples(*(cells for _ in columns)), max_size=2))
    made = tuple(Row(row, emphasis=draw(st.booleans())) for row in rows)
    notes = draw(st.lists(PHRASES, max_size=1))
    return Table(
        draw(PHRASES), tuple(columns), made, tuple(notes), draw(st.sampled_from(("", "Bảng 1"))), draw(st.booleans())
    )


@st.composite
def documents(draw: st.DrawFn, base: Document) -> Document:
    """Short ones: a table that goes over a page repeats its header, which the tree says once."""
    letterhead = replace(
        base.letterhead,
        form=draw(st.sampled_from(Form)),
        number=draw(st.sampled_from((None, "7", "112"))),
        day=draw(st.sampled_from((None, base.letterhead.day))),
    )
    blocks = draw(st.lists(st.one_of(PARAGRAPHS, HEADINGS), max_size=3))
    blocks.insert(draw(st.integers(0, len(blocks))), draw(st.one_of(tables(), PARAGRAPHS)))
    appendix = replace(base.appendices[0], blocks=(draw(st.one_of(tables(), HEADINGS)),), landscape=draw(st.booleans()))
    return replace(
        base,
        letterhead=letterhead,
        blocks=tuple(blocks),
        appendices=(appendix,) * draw(st.integers(0, 2)),
        language=draw(st.sampled_from(("vi", "en"))),
        addressees=draw(
            st.sampled_from(((), ("A",), ("A", "B"))),
        ),
        grounds=draw(st.sampled_from(((), base.grounds))),
    )
