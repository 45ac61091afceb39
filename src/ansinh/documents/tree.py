"""What a document says, free of any format: both writers walk this one tree, so they print the same words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, assert_never

from ansinh.kernel.language import Language

Align = Literal["left", "right", "center"]
LONGEST_FIGURE_ID = 64  # Word calls a file with a longer tag corrupt


@dataclass(frozen=True)
class Text:
    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Figure:
    """A printed number that stays bound to the figure it shows, so that a reader can trace it."""

    text: str
    id: str

    def __post_init__(self) -> None:
        if not 0 < len(self.id) <= LONGEST_FIGURE_ID:
            raise ValueError(f"A figure id has 1 to {LONGEST_FIGURE_ID} characters: {self.id!r}")


Inline = Text | Figure


@dataclass(frozen=True)
class Heading:
    level: Literal[1, 2]
    text: str


@dataclass(frozen=True)
class Paragraph:
    inlines: tuple[Inline, ...]
    style: Literal["body", "note"] = "body"


@dataclass(frozen=True)
class Column:
    """The unit is printed in brackets under the title; the weight is the column's share of the table's width."""

    title: str
    unit: str | None = None
    align: Align = "left"
    weight: float = 1.0

    def __post_init__(self) -> None:
        if self.weight <= 0:
            raise ValueError(f"The weight of column {self.title!r} is not positive: {self.weight}")


@dataclass(frozen=True)
class Row:
    cells: tuple[tuple[Inline, ...], ...]
    emphasis: bool = False


@dataclass(frozen=True)
class Table:
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, 1):
            if len(row.cells) != len(self.columns):
                raise ValueError(f"Row {number} has {len(row.cells)} cells for {len(self.columns)} columns")


@dataclass(frozen=True)
class Picture:
    """A drawing in both forms: the PDF takes the SVG, Word the PNG."""

    svg: str
    png: bytes
    alt: str
    caption: str
    width_mm: float


Block = Heading | Paragraph | Table | Picture


@dataclass(frozen=True)
class Document:
    """The organisation's lines stand at the head's left, the last one as the issuer; the banner on every page."""

    title: str
    subtitle: str
    organisation: tuple[str, ...]
    place_and_date: str
    language: Language
    banner: str | None
    blocks: tuple[Block, ...]
    footnote: str | None
    made_at: datetime

    def __post_init__(self) -> None:
        if self.made_at.utcoffset() is None:
            raise ValueError("The time a document was made needs its time zone, or its bytes depend on the machine")

    @property
    def printed_title(self) -> str:
        """Capitals are set here and not by each format, so that both print the same letters."""
        return self.title.upper()


def printed_unit(column: Column) -> str:
    return f"({column.unit})" if column.unit else ""


def plain_text(document: Document) -> str:
    """All printed words in their order; without the banner and page numbers, which belong to the pages."""
    return " ".join(" ".join(_pieces(document)).split())


def _pieces(document: Document) -> Iterator[str]:
    yield from document.organisation
    yield from (document.place_and_date, document.printed_title, document.subtitle)
    for block in document.blocks:
        yield from _block_pieces(block)
    yield document.footnote or ""


def _block_pieces(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield _joined(block.inlines)
        case Table():
            yield block.caption
            yield from (f"{column.title} {printed_unit(column)}" for column in block.columns)
            yield from (_joined(cell) for row in block.rows for cell in row.cells)
            yield from block.notes
        case Picture():
            yield block.caption
        case _:
            assert_never(block)


def _joined(inlines: tuple[Inline, ...]) -> str:
    return "".join(inline.text for inline in inlines)
