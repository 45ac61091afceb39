"""A document as it is read: pages, paragraphs and tables in order, each letter with its effective formatting."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ansinh.documents.lint.formatting import Layout, Letters


@dataclass(frozen=True)
class Where:
    """Counted from 1; 0: not there. ``start``: the beginning of the text."""

    section: int = 0
    table: int = 0
    row: int = 0
    cell: int = 0
    start: str = ""
    margin: str = ""  # "header", "footer"


@dataclass(frozen=True)
class Span:
    text: str
    letters: Letters


@dataclass(frozen=True)
class Paragraph:
    """``width``: of what it stands in, points. ``drawn``: lengths of the lines drawn in it. ``label``: of its list."""

    spans: tuple[Span, ...]
    layout: Layout
    mark: Letters
    where: Where
    width: float
    label: str = ""
    drawn: tuple[float, ...] = ()
    picture: bool = False
    page_number: Letters | None = None
    framed: str = ""
    tabs: str = ""

    @cached_property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    @cached_property
    def labelled(self) -> str:
        return f"{self.label} {self.text.strip()}".strip()


@dataclass(frozen=True)
class Cell:
    blocks: "tuple[Block, ...]"
    column: int
    spans: int
    bordered: bool

    def paragraphs(self) -> Iterator[Paragraph]:
        for block in self.blocks:
            if isinstance(block, Table):
                yield from block.paragraphs()
            else:
                yield block

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs()).strip()


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    repeated: bool


@dataclass(frozen=True)
class Table:
    rows: tuple[Row, ...]
    where: Where
    bordered: bool

    def paragraphs(self) -> Iterator[Paragraph]:
        for row in self.rows:
            for cell in row.cells:
                yield from cell.paragraphs()


Block = Paragraph | Table


@dataclass(frozen=True)
class Section:
    """Lengths in millimetres. ``headers``, ``footers``: by "default", "first", "even", those of the section before it
    where it has none of its own. ``restarts``: pages are counted anew."""

    number: int
    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    title_page: bool
    restarts: bool
    headers: dict[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    footers: dict[str, tuple[Paragraph, ...]] = field(default_factory=dict)

    @property
    def landscape(self) -> bool:
        return self.width > self.height


@dataclass(frozen=True)
class Read:
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    even_pages: bool

    def paragraphs(self) -> Iterator[Paragraph]:
        for block in self.blocks:
            if isinstance(block, Table):
                yield from block.paragraphs()
            else:
                yield block

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))
