"""Forms out, filled-in workbooks in, and the steps of a submission."""

import getpass
from collections.abc import Callable, Sequence
from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone

from ansinh.cli.bilingual import BY, command, option
from ansinh.cli.entry import print_error
from ansinh.cli.exit_codes import DONE, exit_code
from ansinh.cli.installation import ready
from ansinh.cli.output import CSV, JSON, TABLE, Heading, format_option, print_csv, print_json, print_table, say
from ansinh.imports.actions import Imported, import_file
from ansinh.imports.errors import Finding, FindingsError
from ansinh.imports.form import PLANS_ARE_YEARLY, may_hold, usual_indicators
from ansinh.imports.template import Sheet, write_form
from ansinh.indicators.catalogue import IndicatorDefinition, catalogue
from ansinh.kernel.errors import AnsinhError, ConflictError, InputError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period, Shape
from ansinh.ledger import actions
from ansinh.ledger.models import STATE_NAMES, Kind, Submission
from ansinh.ledger.reads import SubmissionLine, find_submission, states_of
from ansinh.ledger.reads import submissions as all_submissions
from ansinh.places.finding import find_unit
from ansinh.places.reads import parts

KINDS = {kind.label: kind for kind in Kind}


@command("template", _("Write an Excel form for a unit or a cluster."))
@click.argument("unit")
@option(
    "--period", "periods", multiple=True, required=True, metavar="P", says=_("Period; several give several sheets.")
)
@option("--kind", type=click.Choice(list(KINDS)), default="actual", show_default=True, says=_("Kind of figures."))
@option("--indicators", metavar="IDS", says=_("Indicator ids, separated by commas; the usual ones when not given."))
@option("--whole", is_flag=True, says=_("One row for the unit itself, not for its parts."))
@option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), says=_("The file to write."))
def template(unit: str, periods: Sequence[str], kind: str, indicators: str | None, whole: bool, output: Path) -> None:
    ready()
    asked = [Period.parse(period) for period in periods]
    if KINDS[kind] is Kind.TARGET and any(period.shape is not Shape.YEAR for period in asked):
        raise InputError(*PLANS_ARE_YEARLY)
    head = find_unit(unit, asked[0].end)
    members = () if whole else parts(head, asked[0].end)
    common_bar = KINDS[kind] is Kind.THRESHOLD  # of the whole; a member may have its own
    rows = (head, *members) if common_bar or not members else members
    sheets = [Sheet(period, KINDS[kind], _columns(indicators, period, KINDS[kind])) for period in asked]
    if output.exists():
        raise ConflictError(
            _("{file} is already there.", file=output), _("Choose another name: a form may have been filled in.")
        )
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(write_form(head, rows, sheets, created=timezone.localdate()))
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


@command("import", _("Read filled-in workbooks, one submission a file."))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@option("--check", is_flag=True, says=_("Only check; record nothing."))
@option("--by", metavar="NAME", default=getpass.getuser, says=_("Who imports; else the user of this machine."))
@option("--corrects", type=int, metavar="N", says=_("The submission that this file corrects."))
@option("--reason", default="", metavar="TEXT", says=_("Why it is corrected."))
@format_option(TABLE, JSON)
def import_files(files: Sequence[Path], check: bool, by: str, corrects: int | None, reason: str, form: str) -> int:
    ready()
    corrected = find_submission(corrects) if corrects else None
    outcomes = [_import(path, by=by, check=check, corrects=corrected, reason=reason) for path in files]
    if form == JSON:
        print_json([_outcome_json(path, outcome) for path, outcome in zip(files, outcomes, strict=True)])
    else:
        for path, outcome in zip(files, outcomes, strict=True):
            _print_outcome(path, outcome)
    return next((exit_code(outcome) for outcome in outcomes if isinstance(outcome, AnsinhError)), DONE)


def _import(path: Path, *, by: str, check: bool, corrects: Submission | None, reason: str) -> Imported | AnsinhError:
    """Each file stands for itself: one that fails does not keep the others out."""
    try:
        return import_file(
            path, by=by, store=settings.ENVIRONMENT.files, check_only=check, corrects=corrects, reason=reason
        )
    except AnsinhError as error:
        return error


def _print_outcome(path: Path, outcome: Imported | AnsinhError) -> None:
    if isinstance(outcome, AnsinhError):
        print_error(outcome)
        _print_findings(outcome.findings if isinstance(outcome, FindingsError) else ())
        return
    count = len(outcome.reading.facts)
    if outcome.submission is None:
        say(_("{file}: nothing to mend, figures: {count}.", file=path.name, count=count))
    else:
        say(
            _(
                "{file}: submission {number}, figures: {count}. Next: ansinh submit {number} --by NAME",
                file=path.name,
                number=outcome.submission.pk,
                count=count,
            )
        )
    _print_findings(outcome.findings)


def _print_findings(findings: Sequence[Finding]) -> None:
    if findings:
        print_table(
            [Heading(str(_("Cell"))), Heading(str(_("What is wrong"))), Heading(str(_("What to do")))],
            [(finding.place, str(finding.cause), str(finding.remedy)) for finding in findings],
        )


def _outcome_json(path: Path, outcome: Imported | AnsinhError) -> dict[str, object]:
    """Causes and remedies in both languages."""
    if isinstance(outcome, AnsinhError):
        findings = outcome.findings if isinstance(outcome, FindingsError) else ()
        return {
            "file": path.name,
            "submission": None,
            "error": _both(outcome.cause),
            "remedy": _both(outcome.remedy),
            "findings": [_finding_json(finding) for finding in findings],
        }
    return {
        "file": path.name,
        "submission": outcome.submission.pk if outcome.submission else None,
        "figures": len(outcome.reading.facts),
        "findings": [_finding_json(finding) for finding in outcome.findings],
    }


def _finding_json(finding: Finding) -> dict[str, object]:
    return {
        "sheet": finding.sheet,
        "cell": finding.cell,
        "severity": finding.severity.value,
        "cause": _both(finding.cause),
        "remedy": _both(finding.remedy),
    }


def _both(text: Message) -> dict[str, str]:
    return {"vi": text.text("vi"), "en": text.text("en")}


@command("submissions", _("List the submissions and where each stands."))
@format_option(TABLE, JSON, CSV)
def submissions(form: str) -> None:
    ready()
    lines = all_submissions()
    names = ("submission", "file", "unit", "reported_on", "figures", "state", "by", "since", "corrects", "corrected_by")
    if form == JSON:
        print_json([dict(zip(names, _submission_row(line, machine=True), strict=True)) for line in lines])
    elif form == CSV:
        print_csv(names, [_submission_row(line, machine=True) for line in lines])
    elif not lines:
        say(_("There are no submissions yet. Begin with: ansinh template UNIT --period P -o FILE.xlsx"))
    else:
        headings = (
            _("Submission"), _("File"), _("Unit"), _("Reported on"), _("Figures"), _("State"), _("By"), _("Since"),
            _("Corrects"), _("Corrected by"),
        )  # fmt: skip
        print_table(
            [Heading(str(heading)) for heading in headings], [_submission_row(line, machine=False) for line in lines]
        )


def _submission_row(line: SubmissionLine, *, machine: bool) -> tuple[str, ...]:
    since = timezone.localtime(line.since)
    return (
        str(line.submission.pk),
        line.submission.file_name,
        line.submission.unit.code,
        line.submission.reported_on.isoformat(),
        str(line.submission.fact_count),
        line.state.value if machine else str(STATE_NAMES[line.state]),
        line.actor,
        since.isoformat() if machine else f"{since:%Y-%m-%d %H:%M}",
        str(line.submission.corrects_id or ""),
        ", ".join(str(number) for number in line.corrected_by),
    )


def _step(number: int, act: Callable[[Submission], None]) -> None:
    ready()
    submission = find_submission(number)
    act(submission)
    state = STATE_NAMES[states_of([submission.pk])[submission.pk]]
    say(_("Submission {number} is now: {state}.", number=number, state=state))


@command("submit", _("Hand a submission in for approval."))
@click.argument("submission", type=int)
@BY
def submit(submission: int, by: str) -> None:
    _step(submission, lambda found: actions.submit(by=by, submission=found))


@command("approve", _("Approve a submission (not by whoever submitted it)."))
@click.argument("submission", type=int)
@BY
def approve(submission: int, by: str) -> None:
    _step(submission, lambda found: actions.approve(by=by, submission=found))


@command("return", _("Send a submission back, with the reason."))
@click.argument("submission", type=int)
@BY
@option("--reason", required=True, metavar="TEXT", says=_("Why it is returned."))
def send_back(submission: int, by: str, reason: str) -> None:
    _step(submission, lambda found: actions.send_back(by=by, submission=found, reason=reason))


@command("lock", _("Close an approved submission for good."))
@click.argument("submission", type=int)
@BY
def lock(submission: int, by: str) -> None:
    _step(submission, lambda found: actions.lock(by=by, submission=found))
