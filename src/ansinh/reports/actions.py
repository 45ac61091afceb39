"""Make a report: JSON, Word and PDF of the same figures."""

import json
import os
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypedDict

from ansinh.compare.boundaries import Boundaries
from ansinh.compare.calc import Ranked
from ansinh.compare.printing import FigureJson, Traces
from ansinh.documents.pdf import to_pdf
from ansinh.documents.tree import Document
from ansinh.documents.word import to_docx
from ansinh.kernel.language import Language
from ansinh.ledger.reads import Ledger
from ansinh.places.models import Unit
from ansinh.reports.content import ReportContent
from ansinh.reports.layout import lay_out
from ansinh.reports.sentences import Sentences, plain

SCHEMA = "ansinh-report-1"


class Format(StrEnum):
    JSON = "json"
    DOCX = "docx"
    PDF = "pdf"


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
    reported_by: str | None
    recorded_by: str | None
    draft: bool
    boundaries: str
    footnotes: Sequence[str]
    made_at: str
    figures: Mapping[str, FigureJson]
    rankings: Mapping[str, Sequence[RankJson]]
    sentences: Sequence[str]


def make_report(
    content: ReportContent, formats: Sequence[Format], directory: Path, *, language: Language
) -> tuple[Path, ...]:
    """Write one file a format, all or none; an earlier report of the same name is replaced."""
    directory.mkdir(parents=True, exist_ok=True)
    name = _file_name(content)
    documented = any(one is not Format.JSON for one in formats)
    document = lay_out(content, language) if documented else None
    contents = {directory / f"{name}.{one}": _content(one, content, document, language) for one in formats}
    return tuple(_written(path, made) for path, made in contents.items())


def _file_name(content: ReportContent) -> str:
    """By unit and period; a draft or a question about the past never replaces the report itself."""
    scope = content.scope
    parts = (
        content.unit.code,
        content.period.iso.replace("/", "_"),
        f"reported-by-{scope.reported_by}" if scope.reported_by else "",
        f"recorded-by-{scope.recorded_by:%Y-%m-%dT%H%M%S}" if scope.recorded_by else "",
        "" if content.boundaries == Boundaries() else f"boundaries-{content.boundaries.id}",
        "draft" if content.draft else "",
    )
    return "-".join(filter(None, parts))


def _content(one: Format, content: ReportContent, document: Document | None, language: Language) -> bytes:
    if one is Format.JSON or document is None:
        return json.dumps(report_json(content, language), ensure_ascii=False, indent=1).encode()
    return to_pdf(document) if one is Format.PDF else to_docx(document)


def report_json(content: ReportContent, language: Language) -> ReportJson:
    """As docs/reference/report.schema.json describes it."""
    traces = Traces(Ledger(content.scope))
    traces.load([fact for shown in content.figures.values() for fact in shown.quantity.facts])
    sentences = Sentences(content, language)
    said = (*sentences.of_whole(), *sentences.years_without_data(), *sentences.of_parts())
    scope = content.scope
    return {
        "schema": SCHEMA,
        "unit": content.unit.code,
        "name": content.unit.text(language),
        "period": content.period.iso,
        "language": language,
        "reported_by": scope.reported_by.isoformat() if scope.reported_by else None,
        "recorded_by": scope.recorded_by.isoformat() if scope.recorded_by else None,
        "draft": content.draft,
        "boundaries": content.boundaries.id,
        "footnotes": [note.text(language) for note in content.footnotes],
        "made_at": content.made_at.isoformat(),
        "figures": {name: traces.json(shown, language) for name, shown in content.figures.items()},
        "rankings": {figure: [_rank_json(row) for row in ranked] for figure, ranked in content.rankings.items()},
        "sentences": [plain(sentence) for sentence in said],
    }


def _rank_json(row: Ranked[Unit]) -> RankJson:
    return {"unit": row.item.code, "rank": row.rank, "tied": row.tied}


def _written(path: Path, content: bytes) -> Path:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")  # with the rights that the user's own files get
    part.write_bytes(content)
    return part.replace(path)
