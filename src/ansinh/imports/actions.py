"""Take a workbook in: read and check it, keep the file, record its figures as one submission, whole or not at all."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ansinh.imports.errors import Finding, FindingsError
from ansinh.imports.reading import FormReading, read_form
from ansinh.imports.workbook import WorkbookFile, read_file
from ansinh.ledger.actions import facts_digest, record_submission, refuse_repeated
from ansinh.ledger.errors import NoFactsError
from ansinh.ledger.models import Submission


@dataclass(frozen=True)
class Imported:
    """``submission`` None when the file was only checked. ``findings``: notes; what blocks is raised instead."""

    reading: FormReading
    submission: Submission | None
    findings: tuple[Finding, ...]


def import_file(
    path: Path,
    *,
    by: str,
    store: Path,
    check_only: bool = False,
    corrects: Submission | None = None,
    reason: str = "",
) -> Imported:
    """Raises WorkbookError, FindingsError, NoFactsError, FileRepeatedError; then nothing was recorded."""
    file = read_file(path)
    reading = read_form(file)
    if reading.blocked or reading.unit is None or reading.reported_on is None:
        raise FindingsError(file.name, reading.findings)
    if not reading.facts:
        raise NoFactsError
    if check_only:
        return Imported(reading, None, reading.findings)
    refuse_repeated(file.sha256, facts_digest(reading.unit, reading.reported_on, reading.facts, corrects))
    # The file first: a submission without its file would be a trace that leads nowhere; the reverse does no harm.
    keep_file(file, store)
    submission = record_submission(
        by=by,
        unit=reading.unit,
        reported_on=reading.reported_on,
        document=reading.document,
        file_name=file.name,
        file_sha256=file.sha256,
        sheets=reading.sheets,
        facts=reading.facts,
        corrects=corrects,
        reason=reason,
    )
    return Imported(reading, submission, reading.findings)


def keep_file(file: WorkbookFile, store: Path) -> Path:
    """Keep the file as it was sent, under its digest; seen whole or not at all."""
    target = kept_path(store, file.sha256)
    if not target.exists():
        store.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=store, suffix=".part")
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(file.content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(target)
    return target


def kept_path(store: Path, sha256: str) -> Path:
    return store / f"{sha256}.xlsx"
