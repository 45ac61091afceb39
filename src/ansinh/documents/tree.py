"""What a document says, free of any format: all writers walk this one tree, so they print the same words.

The parts of an official document are those of Decree 30/2020/NĐ-CP, Appendix I, and of the Party's Guide 05-HD/VPTW.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from ansinh.kernel.language import Language

Align = Literal["left", "right", "center"]
LONGEST_FIGURE_ID = 64  # Word calls a file with a longer tag corrupt


@dataclass(frozen=True)
class Text:
    """Words. The only numbers in them are dates and the numbers of documents; others are one of the three below."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Figure:
    """A printed number that stays bound to the figure it shows, so that a reader can trace it.

    ``value``: exact, in the unit in which it is printed, for a workbook; ``decimals``: how many are printed."""

    text: str
    id: str
    value: Decimal | None = None
    decimals: int = 0

    def __post_init__(self) -> None:
        if not 0 < len(self.id) <= LONGEST_FIGURE_ID:
            raise ValueError(f"A figure id has 1 to {LONGEST_FIGURE_ID} characters: {self.id!r}")


@dataclass(frozen=True)
class Constant:
    """A number that the outline or the order of things sets: a rank, a row's number, "Phụ lục I", "5 năm"."""

    text: str


@dataclass(frozen=True)
class Own:
    """A number that the officer wrote; it is not of the ledger."""

    text: str


Inline = Text | Figure | Constant | Own


class Rank(StrEnum):
    """What a heading is called in Decree 30 (Appendix I, section II, 5): printed as it prescribes."""

    PART = "part"  # Phần I, its title in capitals under it, both centred
    SECTION = "section"  # I. IN CAPITALS, bold
    CLAUSE = "clause"  # 1. Bold
    POINT = "point"  # a) as the text


@dataclass(frozen=True)
class Heading:
    """``number``: as printed, "I.", "1.", "a)", "Phần I"; empty for none."""

    rank: Rank
    number: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A bullet is printed with the dash of official documents before it."""

    inlines: tuple[Inline, ...]
    style: Literal["body", "bullet", "note"] = "body"


@dataclass(frozen=True)
class Column:
    """The unit is printed in brackets under the title; the weight is the column's share of the table's width.

    Neighbours of one ``group`` stand under its title. ``adds``: a total of its cells means something."""

    title: str
    unit: str | None = None
    align: Align = "left"
    weight: float = 1.0
    group: str | None = None
    adds: bool = False

    def __post_init__(self) -> None:
        if self.weight <= 0:
            raise ValueError(f"The weight of column {self.title!r} is not positive: {self.weight}")


@dataclass(frozen=True)
class Row:
    """``emphasis``: a total, a heading of the rows under it. ``sum_of``: the rows (from 0) whose cells it adds up."""

    cells: tuple[tuple[Inline, ...], ...]
    emphasis: bool = False
    sum_of: tuple[int, ...] = ()


@dataclass(frozen=True)
class Table:
    """``label``: "Bảng 1". ``numbered``: with the row (1) (2) … under the header, as official tables have it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    label: str = ""
    numbered: bool = True

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, 1):
            if len(row.cells) != len(self.columns):
                raise ValueError(f"Row {number} has {len(row.cells)} cells for {len(self.columns)} columns")
            if not all(0 <= index < len(self.rows) for index in row.sum_of):
                raise ValueError(f"Row {number} adds up rows that are not there: {row.sum_of}")

    @property
    def title(self) -> str:
        return ". ".join(filter(None, (self.label, self.caption)))


@dataclass(frozen=True)
class Picture:
    """A drawing in both forms: the PDF takes the SVG, Word the PNG. ``label``: "Biểu đồ 1". ``bound``: the texts in it
    in their order, each with the id of the figure that it prints, or ""."""

    svg: str
    png: bytes
    alt: str
    caption: str
    width_mm: float
    label: str = ""
    bound: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        return ". ".join(filter(None, (self.label, self.caption)))


Block = Heading | Paragraph | Table | Picture


class Form(StrEnum):
    """Whose form the document has: the State's (Decree 30/2020/NĐ-CP) or the Party's (Guide 05-HD/VPTW)."""

    STATE = "state"
    PARTY = "party"


@dataclass(frozen=True)
class Letterhead:
    """``superior``, ``issuer``: lines in capitals; no superior: (). ``number`` and ``day`` None: room is left for the
    clerk to write them. ``symbol``: what follows the number, "BC-BHXH"."""

    form: Form
    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str | None
    symbol: str
    place: str
    day: date | None


@dataclass(frozen=True)
class Signature:
    """``authority``: "TM. CỤM THI ĐUA", "KT. GIÁM ĐỐC", or none; ``post``: "GIÁM ĐỐC"; each a line in capitals.
    ``name``: without academic titles; empty: room is left."""

    authority: tuple[str, ...]
    post: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class Appendix:
    """``number``: "I"; empty where there is only one. ``attached_to``: "(Kèm theo Báo cáo số … )"."""

    number: str
    title: str
    attached_to: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True)
class Document:
    """``kind``: "Báo cáo"; ``subject``: the trích yếu. ``recipients``: "- Như trên;" …, the last one the archive.
    ``banner``: on every page. ``reference``: by which the system knows the file again, in its properties."""

    letterhead: Letterhead
    kind: str
    subject: str
    blocks: tuple[Block, ...]
    appendices: tuple[Appendix, ...]
    signature: Signature
    recipients: tuple[str, ...]
    language: Language
    made_at: datetime
    addressees: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    banner: str | None = None
    reference: str = ""

    def __post_init__(self) -> None:
        if self.made_at.utcoffset() is None:
            raise ValueError("The time a document was made needs its time zone, or its bytes depend on the machine")

    @property
    def printed_kind(self) -> str:
        """Capitals are set here and not by each format, so that all print the same letters."""
        return self.kind.upper()

    def all_blocks(self) -> Iterator[Block]:
        yield from self.blocks
        for appendix in self.appendices:
            yield from appendix.blocks

    def tables(self) -> Iterator[Table]:
        yield from (block for block in self.all_blocks() if isinstance(block, Table))


def printed_unit(column: Column) -> str:
    return f"({column.unit})" if column.unit else ""
