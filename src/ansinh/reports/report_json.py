"""A report as JSON: its figures with their traces, for other programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TypedDict

from ansinh.compare.calc import Ranked
from ansinh.compare.printing import SourcedJson, TraceJson, Traces
from ansinh.documents.tree import Document, Paragraph
from ansinh.kernel.language import Language
from ansinh.ledger.reads import Ledger
from ansinh.places.models import Unit
from ansinh.reports.content import ReportContent

SCHEMA = "ansinh-report-2"


class RankJson(TypedDict):
    unit: str
    rank: int | None
    tied: bool


class ReportJson(TypedDict):
    schema: str
    unit: str
    name: str
    period: str
    language: str
    outline: str
    reference: str
    reported_by: str | None
    recorded_by: str | None
    draft: bool
    boundaries: str
    footnotes: Sequence[str]
    made_at: str
    figures: Mapping[str, SourcedJson]
    sources: Mapping[str, TraceJson]
    rankings: Mapping[str, Sequence[RankJson]]
    paragraphs: Sequence[str]


def report_bytes(content: ReportContent, document: Document, outline: str) -> bytes:
    return json.dumps(report_json(content, document, outline), ensure_ascii=False).encode()


def report_json(content: ReportContent, document: Document, outline: str) -> ReportJson:
    """As docs/reference/report.schema.json describes it."""
    language: Language = document.language
    scope = content.scope
    traces = Traces(Ledger(scope))
    traces.load([fact for shown in content.figures.values() for fact in shown.quantity.facts])
    return {
        "schema": SCHEMA,
        "unit": content.unit.code,
        "name": content.unit.text(language),
        "period": content.period.iso,
        "language": language,
        "outline": outline,
        "reference": document.reference,
        "reported_by": scope.reported_by.isoformat() if scope.reported_by else None,
        "recorded_by": scope.recorded_by.isoformat() if scope.recorded_by else None,
        "draft": content.draft,
        "boundaries": content.boundaries.id,
        "footnotes": [note.text(language) for note in content.footnotes],
        "made_at": content.made_at.isoformat(),
        "figures": {name: traces.sourced_json(shown, language) for name, shown in content.figures.items()},
        "sources": traces.sources_json(),
        "rankings": {figure: [_rank_json(row) for row in ranked] for figure, ranked in content.rankings.items()},
        "paragraphs": list(_paragraphs(document)),
    }


def _rank_json(row: Ranked[Unit]) -> RankJson:
    return {"unit": row.item.code, "rank": row.rank, "tied": row.tied}


def _paragraphs(document: Document) -> Iterator[str]:
    for block in document.all_blocks():
        if isinstance(block, Paragraph):
            yield "".join(inline.text for inline in block.inlines)
