"""Forms out, workbooks in, of whatever layout."""

import getpass
import shlex
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone

from ansinh.cli.bilingual import command, option
from ansinh.cli.entry import print_error
from ansinh.cli.exit_codes import DONE, exit_code
from ansinh.cli.installation import ready
from ansinh.cli.output import JSON, TABLE, Heading, format_option, print_json, print_table, say
from ansinh.imports.actions import Imported, import_file
from ansinh.imports.errors import Finding, Severity
from ansinh.imports.form import KINDS as KIND_WORDS
from ansinh.imports.form import PLANS_ARE_YEARLY, may_hold, usual_indicators
from ansinh.imports.layout.answers import About, Answers, Question
from ansinh.imports.layout.profiles import profile_called
from ansinh.imports.marking.copies import mark
from ansinh.imports.outcome import FindingsError, QuestionsError
from ansinh.imports.template import Sheet, write_form
from ansinh.indicators.catalogue import IndicatorDefinition, catalogue
from ansinh.kernel.errors import AnsinhError, ConflictError, InputError
from ansinh.kernel.language import Message, current_language
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period, Shape, parse_date
from ansinh.ledger.models import Kind, State, Submission
from ansinh.ledger.submissions import find_submission, states_of
from ansinh.places.finding import find_unit
from ansinh.places.reads import parts

KINDS = {kind.label: kind for kind in Kind}
SHOWN = 30  # findings of one sort printed on a terminal; the marked copy and JSON have all

SEVERITIES: dict[Severity, Message] = {
    Severity.BLOCKS: _("mend"),
    Severity.EXPLAIN: _("explain"),
    Severity.NOTE: _("note"),
}


@command("template", _("Write an Excel form for a unit or a cluster."))
@click.argument("unit")
@option(
    "--period", "periods", multiple=True, required=True, metavar="P", says=_("Period; several give several sheets.")
)
@option("--kind", type=click.Choice(list(KINDS)), default="actual", show_default=True, says=_("Kind of figures."))
@option("--indicators", metavar="IDS", says=_("Indicator ids, separated by commas; the usual ones when not given."))
@option("--whole", is_flag=True, says=_("One row for the unit itself, not for its parts."))
@option("--on", "day", metavar="DAY", says=_("The day whose units are meant; else the last of the period."))
@option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), says=_("The file to write."))
def template(
    unit: str,
    periods: Sequence[str],
    kind: str,
    indicators: str | None,
    whole: bool,
    day: str | None,
    output: Path,
) -> None:
    ready()
    asked = [Period.parse(period) for period in periods]
    if KINDS[kind] is Kind.TARGET and any(period.shape is not Shape.YEAR for period in asked):
        raise InputError(*PLANS_ARE_YEARLY)
    units_on = parse_date(day) if day else None
    head = find_unit(unit, units_on or asked[0].end)
    members = () if whole else parts(head, units_on or asked[0].end)
    common_bar = KINDS[kind] is Kind.THRESHOLD  # of the whole; a member may have its own
    rows = (head, *members) if common_bar or not members else members
    sheets = [Sheet(period, KINDS[kind], _columns(indicators, period, KINDS[kind])) for period in asked]
    if output.exists():
        raise ConflictError(
            _("{file} is already there.", file=output), _("Choose another name: a form may have been filled in.")
        )
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(write_form(head, rows, sheets, created=timezone.localdate(), units_on=units_on))
    say(_("The form is in {file}. Fill it in, then: ansinh import {file} --by NAME", file=output))


def _columns(ids: str | None, period: Period, kind: Kind) -> Sequence[IndicatorDefinition]:
    if ids is None:
        return usual_indicators(catalogue(), period, kind)
    wanted = [catalogue()[one.strip()] for one in ids.split(",")]
    for one in wanted:
        if not may_hold(one, kind):
            raise InputError(
                _("{id} is computed, not reported.", id=one.id),
                _("Ask for the figures that it is computed from."),
            )
    return wanted


@command("import", _("Read workbooks of any layout; one submission a file."))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@option("--check", is_flag=True, says=_("Only check; record nothing."))
@option("--by", metavar="NAME", default=getpass.getuser, says=_("Who imports; else the user of this machine."))
@option("--corrects", type=int, metavar="N", says=_("The submission that this file corrects."))
@option("--reason", default="", metavar="TEXT", says=_("Why it is corrected."))
@option("--unit", default="", metavar="U", says=_("Which unit reports, where the file does not say."))
@option("--period", default="", metavar="P", says=_("Which period it is about, where the file does not say."))
@option("--reported-on", default="", metavar="DAY", says=_("The date of the report, where the file bears none."))
@option("--document", default="", metavar="TEXT", says=_("The document that carries the figures."))
@option("--kind", type=click.Choice(list(KINDS)), says=_("Kind of figures, where the file does not say; else actual."))
@option("--measure", default="", metavar="UNIT", says=_("The unit of measure of money: đồng, triệu đồng, tỷ đồng."))
@option(
    "--line",
    "lines",
    multiple=True,
    metavar="TEXT=ID",
    says=_("What a column or row holds: its header or letter = indicator id, or “skip”."),
)
@option("--sheet", "sheets", multiple=True, metavar="NAME", says=_("Read only this sheet."))
@option("--profile", metavar="NAME", says=_("Answers kept before: the name of a profile, or a YAML file."))
@option("--forget", is_flag=True, says=_("Neither use nor keep answers about this layout."))
@option(
    "--explain",
    "explanations",
    multiple=True,
    metavar="CELL=TEXT",
    says=_("Why the figure of a cell is right; * = TEXT holds for all."),
)
@option(
    "--marked",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    says=_("Write a copy of each file with the cells coloured and commented into this directory."),
)
@format_option(TABLE, JSON)
def import_files(
    files: Sequence[Path],
    check: bool,
    by: str,
    corrects: int | None,
    reason: str,
    unit: str,
    period: str,
    reported_on: str,
    document: str,
    kind: str | None,
    measure: str,
    lines: Sequence[str],
    sheets: Sequence[str],
    profile: str | None,
    forget: bool,
    explanations: Sequence[str],
    marked: Path | None,
    form: str,
) -> int:
    ready()
    answers = Answers(
        unit=unit,
        period=period,
        reported_on=reported_on,
        kind=KIND_WORDS[KINDS[kind]] if kind else "",
        measure=measure,
        document=document,
        lines=_pairs(lines, "--line"),
        sheets=tuple(sheets),
    )
    known = settings.ENVIRONMENT.profiles
    if profile:
        answers = answers.over(profile_called(profile, known).answers)
    importing = _Importing(
        by=by,
        check=check,
        corrects=find_submission(corrects) if corrects else None,
        reason=reason,
        known=None if forget else known,
        explanations=_pairs(explanations, "--explain"),
        may_ask=form == TABLE and sys.stdin.isatty(),
    )
    codes: list[int] = []
    printed: list[dict[str, object]] = []
    for path in files:  # one after the other: a national file takes half a gigabyte while it is looked at
        outcome = importing.one(path, answers)
        copy = _write_marked(outcome, marked, files) if marked else None
        if form == JSON:
            printed.append(_outcome_json(path, outcome, copy))
        else:
            _print_outcome(path, outcome)
            if copy:
                _print_copy(copy)
        if isinstance(outcome, AnsinhError):
            codes.append(exit_code(outcome))
    if form == JSON:
        print_json(printed)
    return next(iter(codes), DONE)


def _pairs(written: Iterable[str], option_name: str) -> dict[str, str]:
    """TEXT=ID; the text may hold equals signs itself."""
    pairs = {}
    for one in written:
        text, mark, value = one.rpartition("=") if option_name == "--line" else one.partition("=")
        if not mark or not text.strip() or not value.strip():
            raise InputError(
                _("“{written}” is not TEXT=VALUE.", written=one),
                _("Write, for instance: {option} “Số thu=collections”.", option=option_name),
            )
        pairs[text.strip()] = value.strip()
    return pairs


class _Importing:
    """Each file stands for itself: one that fails does not keep the others out."""

    def __init__(
        self,
        *,
        by: str,
        check: bool,
        corrects: Submission | None,
        reason: str,
        known: Path | None,
        explanations: Mapping[str, str],
        may_ask: bool,
    ) -> None:
        self._by, self._check, self._corrects, self._reason = by, check, corrects, reason
        self._known, self._explanations, self._may_ask = known, explanations, may_ask

    def one(self, path: Path, answers: Answers) -> Imported | AnsinhError:
        try:
            return import_file(
                path,
                by=self._by,
                store=settings.ENVIRONMENT.files,
                check_only=self._check,
                corrects=self._corrects,
                reason=self._reason,
                answers=answers,
                known=self._known,
                explanations=self._explanations,
            )
        except QuestionsError as error:
            if not self._may_ask:
                return error
            return self.one(path, _answered(path, error.questions).over(answers))
        except AnsinhError as error:
            return error


def _answered(path: Path, questions: Sequence[Question]) -> Answers:
    """Ask on the terminal, once for each thing that is open."""
    answers = Answers()
    for question in questions:
        say(f"{path.name}: {question.said()}")
        match question.about:
            case About.LINE:
                lines = {text: click.prompt(f"  {cell} “{text}”") for text, cell in question.subjects}
                answers = replace(answers, lines={**answers.lines, **lines})
            case About.MEASURE:
                answers = replace(answers, measure=click.prompt("  --measure"))
            case About.PERIOD:
                answers = replace(answers, period=click.prompt("  --period"))
            case About.UNIT:
                answers = replace(answers, unit=click.prompt("  --unit"))
    return answers


@dataclass(frozen=True)
class _Copy:
    """``rebuilt``: made anew from the values, without formulas and looks."""

    path: Path
    rebuilt: bool


def _print_copy(copy: _Copy) -> None:
    if copy.rebuilt:
        say(_("Marked copy, made anew from the values alone: {file}", file=copy.path))
    else:
        say(_("Marked copy: {file}", file=copy.path))


def _write_marked(outcome: Imported | AnsinhError, directory: Path, sent: Sequence[Path]) -> _Copy | None:
    """None where there is nothing to mark, or no workbook that could be."""
    if not isinstance(outcome, Imported | FindingsError) or not outcome.findings:
        return None
    copy = mark(
        outcome.file.name, outcome.file.content, outcome.workbook, outcome.findings, language=current_language()
    )
    directory.mkdir(parents=True, exist_ok=True)
    target = _free(directory / copy.name, {path.resolve() for path in sent})
    target.write_bytes(copy.content)
    return _Copy(target, copy.rebuilt)


def _free(wanted: Path, sent: Collection[Path]) -> Path:
    """Two files of one name have two copies, and what is sent in is never written over."""
    numbered = (wanted.with_stem(f"{wanted.stem}-{count}") for count in range(2, 10_000))
    return next(path for path in (wanted, *numbered) if not path.exists() and path.resolve() not in sent)


def _print_outcome(path: Path, outcome: Imported | AnsinhError) -> None:
    if isinstance(outcome, AnsinhError):
        print_error(outcome)
        if isinstance(outcome, QuestionsError):
            _print_questions(path, outcome.questions)
        if isinstance(outcome, FindingsError | QuestionsError):
            _print_findings(outcome.findings)
        return
    count = len(outcome.facts)
    if outcome.submission is None:
        to_explain = sum(finding.severity is Severity.EXPLAIN for finding in outcome.findings)
        if to_explain:
            say(
                _(
                    "{file}: nothing to mend, to explain: {explain}, figures: {count}.",
                    file=path.name,
                    explain=to_explain,
                    count=count,
                )
            )
        else:
            say(_("{file}: nothing to mend, figures: {count}.", file=path.name, count=count))
    else:
        _print_recorded(path, outcome.submission, count)
    if outcome.profile:
        say(_("Read by the answers kept as “{profile}” (ansinh profiles).", profile=outcome.profile))
    if outcome.kept:
        say(_("The answers are kept for the next file of this layout, as “{profile}”.", profile=outcome.kept))
    _print_findings(outcome.findings)


def _print_recorded(path: Path, submission: Submission, count: int) -> None:
    if states_of([submission.pk])[submission.pk] is State.DRAFT:
        say(
            _(
                "{file}: submission {number}, figures: {count}. It is a draft until the findings below are explained:"
                " ansinh explain {number} --all --text “…” --by NAME",
                file=path.name,
                number=submission.pk,
                count=count,
            )
        )
        return
    say(
        _(
            "{file}: submission {number}, figures: {count}. Next: ansinh submit {number} --by NAME",
            file=path.name,
            number=submission.pk,
            count=count,
        )
    )


def _print_questions(path: Path, questions: Sequence[Question]) -> None:
    for question in questions:
        say(f"  {question.said()}")
        say(f"    ansinh import {shlex.quote(str(path))} {_way_to_answer(question)} …")


def _way_to_answer(question: Question) -> str:
    match question.about:
        case About.LINE:
            return " ".join(f"--line {shlex.quote(_name_of(text, cell) + '=')}" for text, cell in question.subjects)
        case About.MEASURE:
            return '--measure "triệu đồng"'
        case About.PERIOD:
            return "--period 2020-05"
    return "--unit 40"


def _name_of(text: str, cell: str) -> str:
    """A header by its words; one without any by its column."""
    return text or cell.rstrip("0123456789")


def _print_findings(findings: Sequence[Finding]) -> None:
    if not findings:
        return
    shown: list[Finding] = []
    left_out = 0
    counts: dict[tuple[str, str], int] = {}
    for finding in findings:
        key = (finding.check, finding.severity)
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= SHOWN:
            shown.append(finding)
        else:
            left_out += 1
    print_table(
        [Heading(str(_("Cell"))), Heading(""), Heading(str(_("What is wrong"))), Heading(str(_("What to do")))],
        [
            (finding.place, str(SEVERITIES[finding.severity]), str(finding.cause), str(finding.remedy))
            for finding in shown
        ],
    )
    if left_out:
        say(_("… and {count} more of the same sorts; all are in --format json and in the marked copy.", count=left_out))


def _outcome_json(path: Path, outcome: Imported | AnsinhError, marked: _Copy | None) -> dict[str, object]:
    """Causes and remedies in both languages."""
    copy = {"marked": str(marked.path), "rebuilt": marked.rebuilt} if marked else {}
    if isinstance(outcome, AnsinhError):
        findings = outcome.findings if isinstance(outcome, FindingsError | QuestionsError) else ()
        questions = outcome.questions if isinstance(outcome, QuestionsError) else ()
        return {
            "file": path.name,
            "submission": None,
            "error": _both(outcome.cause),
            "remedy": _both(outcome.remedy),
            "questions": [_question_json(question) for question in questions],
            "findings": [_finding_json(finding) for finding in findings],
            **copy,
        }
    reading = outcome.reading
    return {
        "file": path.name,
        "submission": outcome.submission.pk if outcome.submission else None,
        "unit": reading.unit.code if reading.unit else None,
        "reported_on": reading.reported_on.isoformat() if reading.reported_on else None,
        "document": reading.document,
        "profile": outcome.profile or None,
        "kept_as": outcome.kept or None,
        "figures": len(outcome.facts),
        "findings": [_finding_json(finding) for finding in outcome.findings],
        **copy,
    }


def _question_json(question: Question) -> dict[str, object]:
    return {
        "about": question.about.value,
        "sheet": question.sheet,
        "text": _both(question.text),
        "lines": [{"text": text, "cell": cell} for text, cell in question.subjects],
    }


def _finding_json(finding: Finding) -> dict[str, object]:
    return {
        "sheet": finding.sheet,
        "cell": finding.cell,
        "severity": finding.severity.value,
        "check": finding.check.value,
        "cause": _both(finding.cause),
        "remedy": _both(finding.remedy),
    }


def _both(text: Message) -> dict[str, str]:
    return {"vi": text.text("vi"), "en": text.text("en")}
