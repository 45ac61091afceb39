"""A report that is made is recorded: what it was made from, and every number in it. That, and the reading of it."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Protocol

from django.db import transaction

from ansinh.audit.actions import record
from ansinh.documents.tree import Document
from ansinh.ledger.models import SubmissionEvent
from ansinh.reports.content import ReportContent
from ansinh.reports.kept import pack
from ansinh.reports.models import Made
from ansinh.reports.recipe import Recipe
from ansinh.reports.tokens import tokens

PROGRAM = "ansinh report"  # who made it, where nobody had to say so


class Composed(Protocol):
    """A report laid out: its document, what it shows, what it was made from."""

    @property
    def content(self) -> ReportContent: ...

    @property
    def document(self) -> Document: ...

    @property
    def recipe(self) -> Recipe: ...


def record_made(composed: Composed, *, by: str = PROGRAM) -> Made:
    """Append what `verify`, `trace` and `diff` will ask; in one row."""
    document, content, recipe = composed.document, composed.content, composed.recipe
    if not document.reference:
        raise ValueError("a report without a reference cannot be found again")
    with transaction.atomic():
        made = Made.objects.create(
            reference=document.reference,
            recipe=recipe.to_json(),
            outline=recipe.outline,
            draft=content.draft,
            made_at=content.made_at,
            versions=versions(),
            printed=pack(tokens(document, content), content.figures, recipe.language),
        )
        record(by=by, action="report.made", subject=f"report {made.reference}", unit=recipe.unit)
    return made


def versions() -> Mapping[str, object]:
    """``ledger``: the last step of a submission that was there; what came after it was not in the report."""
    last = SubmissionEvent.objects.order_by("pk").values_list("pk", flat=True).last()
    return {"program": version("ansinh"), "definitions": _definitions(), "ledger": last or 0}


@cache
def _definitions() -> str:
    """Of indicators, outlines, letterheads and phrase books: with others, the same figures may print otherwise."""
    digest = hashlib.sha256()
    reports = files("ansinh.reports")
    roots = (files("ansinh.indicators"), reports, reports.joinpath("outlines"), reports.joinpath("sentences"))
    for root in roots:
        for file in sorted(_yaml_files(root), key=lambda one: one.name):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _yaml_files(root: Traversable) -> list[Traversable]:
    return [one for one in root.iterdir() if one.name.endswith(".yaml")] if root.is_dir() else []
