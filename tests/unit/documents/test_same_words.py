"""The tree, the Word file and the PDF say the same, in the same order."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansinh.documents.pdf import to_pdf
from ansinh.documents.tree import Constant, Document, Figure, Inline, Own, Paragraph, Table
from ansinh.documents.word import to_docx
from tests.unit.documents.reading import documents, pdf_words, tree_words, word_words
from tests.unit.documents.tags import tagged


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", ["document", "bare_document", "party_document"])
def test_all_formats_print_the_tree(name: str, language: str, request: pytest.FixtureRequest) -> None:
    document: Document = replace(request.getfixturevalue(name), language=language)
    words = tree_words(document)
    assert word_words(to_docx(document)) == words
    assert _as_in_pdf(document, pdf_words(to_pdf(document))) == _as_in_pdf(document, words)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_document_says_the_same_in_all_formats(document: Document, data: st.DataObject) -> None:
    made = data.draw(documents(document))
    words = tree_words(made)
    word = to_docx(made)
    assert word_words(word) == words
    assert _as_in_pdf(made, pdf_words(to_pdf(made))) == _as_in_pdf(made, words)
    assert tagged(word) == [(_tag(inline), inline.text) for inline in _bound(made)]


def _as_in_pdf(document: Document, words: str) -> list[str]:
    """A header's cell over two rows is drawn after the row it begins in, though its tag stands in its place."""
    grouped = any(column.group for table in document.tables() for column in table.columns)
    return sorted(words.split()) if grouped else words.split()


def _bound(document: Document) -> list[Inline]:
    inlines: list[Inline] = []
    for block in document.all_blocks():
        if isinstance(block, Paragraph):
            inlines += block.inlines
        elif isinstance(block, Table):
            inlines += (inline for row in block.rows for cell in row.cells for inline in cell)
    return [inline for inline in inlines if isinstance(inline, Figure | Constant | Own)]


def _tag(inline: Inline) -> str:
    return inline.id if isinstance(inline, Figure) else "own" if isinstance(inline, Own) else "constant"
