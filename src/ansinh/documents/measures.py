"""Sizes that Word and PDF share, so that the two look alike: millimetres for the page, points for the letters."""

from dataclasses import dataclass
from types import MappingProxyType

from ansinh.documents.tree import Document, Table
from ansinh.kernel.language import Language

LOCALES = MappingProxyType[Language, str]({"vi": "vi-VN", "en": "en-GB"})

BANNER_LETTERS = 58  # in a line, if all are capitals


@dataclass(frozen=True)
class Measures:
    page_width_mm: float = 210
    page_height_mm: float = 297
    left_mm: float = 30
    right_mm: float = 20
    bottom_mm: float = 20
    top_mm: float = 20
    header_mm: float = 9  # from the paper's edge to the page number or banner
    first_line_mm: float = 10
    head_left_share: float = 0.46  # of the width, for the organisation; the rest for place and date

    title: float = 14
    subtitle: float = 14
    body: float = 13
    head: float = 12
    date: float = 13
    caption: float = 12
    note: float = 11
    footnote: float = 10
    banner: float = 12

    after_paragraph: float = 6
    line: float = 1.15  # times the font's own line height
    table_line: float = 1.0
    table_rule: float = 0.5
    cell_x: float = 3
    cell_y: float = 2.5
    emphasis_fill: str = "EDEDED"  # still told apart when printed in grey

    @property
    def text_width_mm(self) -> float:
        return self.page_width_mm - self.left_mm - self.right_mm


def measures_for(document: Document) -> Measures:
    """A banner needs room above the text, together with the page number."""
    if not document.banner:
        return Measures()
    lines = -(-len(document.banner) // BANNER_LETTERS)
    return Measures(top_mm=22 + 5 * lines)


def table_size(table: Table) -> float:
    """Letters shrink with the number of columns, so that wide tables still fit an upright page."""
    columns = len(table.columns)
    return 12 if columns <= 6 else 11 if columns <= 8 else 10
