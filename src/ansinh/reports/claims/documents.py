"""What a report of ours claims, in its own sentences and in the officer's."""

from collections.abc import Iterator

from ansinh.documents.tree import Document, Heading, Paragraph
from ansinh.reports.claims import Checked, Verdict, check_claims
from ansinh.reports.content import ReportContent


def contradicted_claims(document: Document, content: ReportContent) -> tuple[Checked, ...]:
    """Those that the figures contradict. Claims are understood in Vietnamese only: of others there are none."""
    if document.language != "vi":
        return ()
    checked = check_claims(list(_paragraphs(document)), content)
    return tuple(one for one in checked if one.verdict is Verdict.CONTRADICTED)


def _paragraphs(document: Document) -> Iterator[str]:
    for block in document.all_blocks():
        match block:
            case Heading(text=text):
                yield text
            case Paragraph(inlines):
                yield "".join(inline.text for inline in inlines)
