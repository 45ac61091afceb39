"""Take a workbook in: read and check it, keep the file, record its figures as one submission, whole or not at all."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from django.utils import timezone

from ansinh.imports.checks.checking import check_figures
from ansinh.imports.checks.figures import Figures
from ansinh.imports.errors import Finding, Severity
from ansinh.imports.files.reading import read_file, read_workbook
from ansinh.imports.files.received import WorkbookFile
from ansinh.imports.files.sheets import FileKind, Workbook
from ansinh.imports.layout.answers import NO_ANSWERS, SKIP, Answers, line_key
from ansinh.imports.layout.profiles import Profile, fitting, profiles, remember
from ansinh.imports.layout.words import as_measure
from ansinh.imports.outcome import (
    AnswerUnfitError,
    FindingsError,
    NothingNewError,
    QuestionsError,
    Reading,
)
from ansinh.imports.reading import read_cells
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.files import keep
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import BaseUnit
from ansinh.ledger.actions import facts_digest, record_submission, refuse_repeated
from ansinh.ledger.errors import NoFactsError
from ansinh.ledger.facts import NewFact, NewFinding
from ansinh.ledger.models import Submission
from ansinh.places.finding import find_unit

T = TypeVar("T")

EVERY = "*"
"""The place of an explanation that holds for all that has none of its own."""


@dataclass(frozen=True)
class Imported:
    """``submission`` None when the file was only checked. ``facts``: what is recorded: figures that the ledger holds
    already are not recorded again. ``findings``: what is to be explained, and notes; what blocks is raised instead.
    ``profile``: under which answers about the layout were found; ``kept``: under which those given now are kept."""

    file: WorkbookFile
    workbook: Workbook
    reading: Reading
    facts: tuple[NewFact, ...]
    findings: tuple[Finding, ...]
    submission: Submission | None = None
    profile: str = ""
    kept: str = ""


def import_file(
    path: Path,
    *,
    by: str,
    store: Path,
    check_only: bool = False,
    corrects: Submission | None = None,
    reason: str = "",
    answers: Answers = NO_ANSWERS,
    known: Path | None = None,
    explanations: Mapping[str, str] | None = None,
) -> Imported:
    """``known``: the directory of the profiles. ``explanations``: cell (``Sheet!C7``) or ``*`` → why it is right.

    Raises WorkbookError, QuestionsError, FindingsError, NoFactsError, NothingNewError, FileRepeatedError; then nothing
    was recorded."""
    with _not_collecting():
        return _import(path, by, store, check_only, corrects, reason, answers, known, explanations or {})


@contextmanager
def _not_collecting() -> Iterator[None]:
    """A national file gives a million small tuples, none of them garbage: looking through them costs seconds."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _import(
    path: Path,
    by: str,
    store: Path,
    check_only: bool,
    corrects: Submission | None,
    reason: str,
    answers: Answers,
    known: Path | None,
    explanations: Mapping[str, str],
) -> Imported:
    file = read_file(path)
    workbook = read_workbook(file)
    reading, profile = _read(workbook, file.name, answers, known)
    if reading.questions:
        raise QuestionsError(file.name, reading.questions, reading.findings)
    digest = "" if check_only else _digest(reading, reading.facts, corrects)
    if digest:
        refuse_repeated(file.sha256, digest, corrects)
    checked = _checked(file, workbook, reading, corrects, profile)
    explanations = _placed(explanations, checked.findings)
    if check_only:
        return checked
    if len(checked.facts) < len(reading.facts):
        digest = _digest(reading, checked.facts, corrects)
    # The file first: a submission without its file would be a trace that leads nowhere; the reverse does no harm.
    keep_file(file, workbook.kind, store)
    submission = record_submission(
        by=by,
        unit=_known(reading.unit),
        reported_on=_known(reading.reported_on),
        document=reading.document,
        file_name=file.name,
        file_sha256=file.sha256,
        sheets=reading.sheets,
        facts=checked.facts,
        corrects=corrects,
        reason=reason,
        findings=[_kept(finding, explanations) for finding in checked.findings],
        digest=digest,
    )
    kept = _remembered(reading, answers, profile, known) if known is not None else ""
    return replace(checked, submission=submission, kept=kept)


def _remembered(reading: Reading, answers: Answers, profile: Profile | None, known: Path) -> str:
    """The name under which the answers are kept; empty where there is nothing to keep, or no place for it: the figures
    are recorded all the same."""
    if not reading.headers or not (answers.lines or answers.measure):
        return ""
    by_header = {reading.lettered.get(line.strip().upper(), line): said for line, said in answers.lines.items()}
    told = replace(answers, lines=by_header)
    sender, sheet = _known(reading.unit).code, reading.sheets[0]
    try:
        return remember(known, sender, sheet, reading.headers, told.over(profile.answers) if profile else told).name
    except OSError:
        return ""


def _read(workbook: Workbook, name: str, answers: Answers, known: Path | None) -> tuple[Reading, Profile | None]:
    """What was answered now goes before what was answered about the same layout before."""
    received = timezone.localdate()
    _check_answers(answers, workbook)
    reading = read_cells(workbook, name, answers, received=received)
    _check_lines(answers, reading)
    if known is None or not reading.headers or reading.unit is None:
        return reading, None
    profile = fitting(reading.unit.code, reading.headers, profiles(known))
    if profile is None:
        return reading, None
    return read_cells(workbook, name, answers.over(profile.answers), received=received), profile


def _check_answers(answers: Answers, workbook: Workbook) -> None:
    """Raises AnswerUnfitError, before anything is read by a wrong answer."""
    for sheet in answers.sheets:
        names = [cells.name for cells in workbook.sheets]
        if sheet not in names:
            raise AnswerUnfitError(
                _("The file has no sheet “{name}”.", name=sheet), _("It has: {names}.", names=", ".join(names))
            )
    if answers.measure and as_measure(answers.measure, BaseUnit.VND) is None:
        raise AnswerUnfitError(
            _("“{text}” is not a unit of measure of money.", text=answers.measure),
            _("Write, for instance: --measure “triệu đồng”."),
        )


def _check_lines(answers: Answers, reading: Reading) -> None:
    for line, said in answers.lines.items():
        if reading.lines and line_key(line) not in reading.lines and line.strip().upper() not in reading.lines:
            raise AnswerUnfitError(
                _("Nothing in the file is called “{text}”.", text=line),
                _("Write a header, a label, the letter of a column or the number of a row."),
            )
        if said != SKIP and said not in catalogue().indicators and reading.unit is not None:
            try:
                find_unit(said, reading.reported_on or timezone.localdate())
            except AnsinhError:
                catalogue()[said]  # raises, with the ids that look like it


def _checked(
    file: WorkbookFile, workbook: Workbook, reading: Reading, corrects: Submission | None, profile: Profile | None
) -> Imported:
    if reading.unit is None or reading.reported_on is None:
        raise FindingsError(file, workbook, reading.findings)
    figures = Figures(reading.unit, reading.reported_on, reading.sheets, reading.facts, corrects)
    checked = check_figures(figures)
    findings = (*reading.findings, *checked.findings)
    if any(finding.severity is Severity.BLOCKS for finding in findings):
        raise FindingsError(file, workbook, findings)
    if not reading.facts:
        raise NoFactsError
    if not checked.facts:
        raise NothingNewError(file.name, len(reading.facts))
    return Imported(file, workbook, reading, checked.facts, findings, profile=profile.name if profile else "")


def _digest(reading: Reading, facts: Sequence[NewFact], corrects: Submission | None) -> str:
    """Empty where the reading lacks what a submission needs; then `_checked` says so."""
    if reading.unit is None or reading.reported_on is None:
        return ""
    return facts_digest(reading.unit, reading.reported_on, facts, corrects)


def _known(value: T | None) -> T:
    """What `_checked` has seen to be there."""
    if value is None:
        raise ValueError("a reading without findings names its unit and its day")
    return value


def _placed(explanations: Mapping[str, str], findings: Sequence[Finding]) -> dict[str, str]:
    """By whole places. A cell without its sheet is one where only one sheet has a finding there. Raises
    AnswerUnfitError for an explanation of nothing."""
    asked = [finding for finding in findings if finding.severity is Severity.EXPLAIN]
    found = {}
    for place, why in explanations.items():
        places = {one.place for one in asked if place in (one.place, one.cell)}
        if place != EVERY and len(places) != 1:
            raise AnswerUnfitError(
                _("There is nothing to explain at “{place}”.", place=place),
                _("To explain: {places}.", places=", ".join(one.place for one in asked[:10]) or "–"),
            )
        found[EVERY if place == EVERY else places.pop()] = why
    return found


def _kept(finding: Finding, explanations: Mapping[str, str]) -> NewFinding:
    why = explanations.get(finding.place) or explanations.get(EVERY, "")
    return NewFinding(
        sheet=finding.sheet,
        cell=finding.cell,
        severity=finding.severity.value,
        check=finding.check.value,
        cause_vi=finding.cause.text("vi"),
        cause_en=finding.cause.text("en"),
        remedy_vi=finding.remedy.text("vi"),
        remedy_en=finding.remedy.text("en"),
        explanation=why if finding.severity is Severity.EXPLAIN else "",
    )


def keep_file(file: WorkbookFile, kind: FileKind, store: Path) -> Path:
    """Keep the file as it was sent, under its digest."""
    return keep(file.content, store / f"{file.sha256}.{kind.value}")
