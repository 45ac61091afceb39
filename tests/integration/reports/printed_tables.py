"""A report's tables, as tests read them."""

from collections.abc import Iterator

from ansinh.documents.tree import Figure, Table
from ansinh.kernel.language import Language
from ansinh.reports.content import ReportContent
from ansinh.reports.outlines.reading import TableKind
from ansinh.reports.sentences import plain
from ansinh.reports.tables import make_tables


def table(kind: TableKind, content: ReportContent, *indicators: str, language: Language = "vi") -> Table:
    (made,) = make_tables(kind, content, indicators, language)
    return made


def printed(made: Table) -> list[list[str]]:
    return [[plain(cell) for cell in row.cells] for row in made.rows]


def figures_of(made: Table) -> Iterator[Figure]:
    return (one for row in made.rows for cell in row.cells for one in cell if isinstance(one, Figure))
