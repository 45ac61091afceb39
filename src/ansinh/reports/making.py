"""Make a report: compose its document of the ledger, its outline and the officer's text; write it in every format."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.conf import settings

from ansinh.compare.boundaries import Boundaries
from ansinh.documents.pdf import to_pdf
from ansinh.documents.tree import Document
from ansinh.documents.word import to_docx
from ansinh.documents.workbook import to_xlsx
from ansinh.kernel.files import hand_out
from ansinh.places.models import Unit, UnitKind
from ansinh.reports.assembly import Assembled, assemble
from ansinh.reports.content import ReportContent
from ansinh.reports.errors import AboutNeededError, YearsNeededError
from ansinh.reports.gather import gather
from ansinh.reports.outlines.reading import Outline, find_outline
from ansinh.reports.recipe import Particulars, Recipe
from ansinh.reports.recording import record_made
from ansinh.reports.references import new_reference
from ansinh.reports.report_json import report_bytes


class Format(StrEnum):
    JSON = "json"
    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"


@dataclass(frozen=True)
class Composed:
    recipe: Recipe
    outline: Outline
    content: ReportContent
    assembled: Assembled

    @property
    def document(self) -> Document:
        return self.assembled.document

    @property
    def empty_sections(self) -> Mapping[str, str]:
        """Left out because nothing is in them: id → heading."""
        empty = [one for one in self.outline.all_sections() if one.id in self.assembled.empty]
        return {one.id: one.heading.text(self.recipe.language) for one in empty}


LONGEST_NAME = 20  # of a resolution that the outline knows


def usual_outline(unit: Unit, years: Sequence[int]) -> str:
    """The kind of report that is made of a unit when none is named."""
    if years:
        return "resolution-review"
    return "emulation-review" if unit.kind == UnitKind.CLUSTER else "business-report"


def compose(
    recipe: Recipe, made_at: datetime, *, particulars: Particulars | None = None, reference: str = ""
) -> Composed:
    """Raises what gather and assemble do; YearsNeededError, AboutNeededError; OutlineUnknownError,
    OutlineNotInForceError."""
    outline = find_outline(recipe.outline, recipe.period.end)
    if outline.needs_years and not recipe.years:
        raise YearsNeededError(outline.name)
    if outline.needs_about and not recipe.about.strip():
        raise AboutNeededError(outline.name, list(outline.about))
    content = gather(
        recipe.find_unit(),
        recipe.period,
        recipe.scope,
        made_at=made_at,
        against=recipe.against or outline.bases(recipe.period),
        boundaries=recipe.boundaries,
        years=recipe.years,
    )
    home = settings.ENVIRONMENT.home
    assembled = assemble(content, outline, recipe, particulars=particulars, reference=reference, home=home)
    return Composed(recipe, outline, content, assembled)


def render(composed: Composed, one: Format) -> bytes:
    match one:
        case Format.JSON:
            return report_bytes(composed.content, composed.document, composed.outline.id)
        case Format.DOCX:
            return to_docx(composed.document)
        case Format.PDF:
            return to_pdf(composed.document)
        case Format.XLSX:
            return to_xlsx(composed.document)


def make_report(recipe: Recipe, formats: Sequence[Format], directory: Path, *, made_at: datetime) -> "MadeReport":
    """Compose, record, and write one file a format, all or none; an earlier report of the same name is replaced."""
    composed = compose(recipe, made_at, reference=new_reference())
    contents = {one: render(composed, one) for one in formats}
    record_made(composed)
    return MadeReport(composed, write(composed, contents, directory))


@dataclass(frozen=True)
class MadeReport:
    composed: Composed
    paths: tuple[Path, ...]


def write(composed: Composed, contents: Mapping[Format, bytes], directory: Path) -> tuple[Path, ...]:
    directory.mkdir(parents=True, exist_ok=True)
    name = file_name(composed)
    return tuple(hand_out(content, directory / f"{name}.{one}") for one, content in contents.items())


def file_name(composed: Composed) -> str:
    """By what was asked; a draft or a question about the past never replaces the report itself."""
    content, recipe = composed.content, composed.recipe
    scope = content.scope
    usual = recipe.outline == usual_outline(content.unit, ())
    parts = (
        content.unit.code,
        content.period.iso.replace("/", "_"),
        "" if usual else recipe.outline,
        re.sub(r"\W+", "-", recipe.about) if len(recipe.about) <= LONGEST_NAME else "",
        f"{recipe.years[0]}-{recipe.years[-1]}" if recipe.years else "",
        f"reported-by-{scope.reported_by}" if scope.reported_by else "",
        f"recorded-by-{scope.recorded_by:%Y-%m-%dT%H%M%S}" if scope.recorded_by else "",
        "" if content.boundaries == Boundaries() else f"boundaries-{content.boundaries.id}",
        recipe.form.value if recipe.form else "",
        "" if recipe.language == "vi" else recipe.language,
        "draft" if content.draft else "",
        _digest(recipe),
    )
    return "-".join(filter(None, parts))


def _digest(recipe: Recipe) -> str:
    """Of what is too long for a name: bases and years picked one by one, a title that the outline does not know."""
    years = recipe.years if recipe.years and recipe.years[-1] - recipe.years[0] >= len(recipe.years) else ()
    title = "" if len(recipe.about) <= LONGEST_NAME else recipe.about
    bases = [base.written for base in recipe.against or ()]
    if not (years or title or bases):
        return ""
    return hashlib.sha256(json.dumps([years, title, bases]).encode()).hexdigest()[:6]
