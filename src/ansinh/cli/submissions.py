"""The life of submissions: listed, shown, missed, explained, and taken from step to step."""

from collections.abc import Callable, Sequence

import click
from django.utils import timezone

from ansinh.cli.bilingual import BY, command, option
from ansinh.cli.installation import ready
from ansinh.cli.output import CSV, JSON, TABLE, Heading, format_option, print_json, print_rows, print_table, say
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import current_language
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period
from ansinh.ledger import actions
from ansinh.ledger.errors import FindingUnknownError
from ansinh.ledger.life import Found, Life, findings_of, life
from ansinh.ledger.missing import MissingLine, missing
from ansinh.ledger.models import STATE_NAMES, Severity, State, Submission, SubmissionEvent
from ansinh.ledger.submissions import SubmissionLine, find_submission, states_of
from ansinh.ledger.submissions import submissions as all_submissions
from ansinh.places.finding import find_unit
from ansinh.places.models import Unit, UnitKind
from ansinh.places.reads import COUNTRY_CODE

SEVERITY_NAMES = {Severity.EXPLAIN: _("to explain"), Severity.NOTE: _("note")}


@command("submissions", _("List the submissions, or who has not sent."))
@option("--missing", "only_missing", is_flag=True, says=_("List the units whose figures of a period are not approved."))
@option("--period", metavar="P", says=_("With --missing: the period, for instance 2020-05."))
@option(
    "--of",
    "whole",
    metavar="UNIT",
    default=COUNTRY_CODE,
    show_default=True,
    says=_("With --missing: the area or cluster whose parts are looked at."),
)
@format_option(TABLE, JSON, CSV)
def submissions(only_missing: bool, period: str | None, whole: str, form: str) -> None:
    ready()
    if only_missing:
        if period is None:
            raise InputError(_("--missing needs a period."), _("Write for instance --missing --period 2020-05."))
        _print_missing(whole, Period.parse(period), form)
    elif period is not None:
        raise InputError(_("--period goes with --missing."), _("Write for instance --missing --period 2020-05."))
    else:
        _print_all(form)


def _print_all(form: str) -> None:
    lines = all_submissions()
    names = ("submission", "file", "unit", "reported_on", "figures", "state", "by", "since", "corrects", "corrected_by")
    if form == TABLE and not lines:
        say(_("There are no submissions yet. Begin with: ansinh template UNIT --period P -o FILE.xlsx"))
        return
    headings = (
        _("Submission"), _("File"), _("Unit"), _("Reported on"), _("Figures"), _("State"), _("By"), _("Since"),
        _("Corrects"), _("Corrected by"),
    )  # fmt: skip
    print_rows(form, names, headings, [_submission_row(line, machine=form != TABLE) for line in lines])


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


def _print_missing(written: str, period: Period, form: str) -> None:
    whole = find_unit(written, period.end)
    lines = missing(whole, period)
    if not lines:
        raise InputError(
            _("{unit} has no parts on {period}.", unit=whole, period=period),
            _("Name an area or a cluster: --of VN, --of cum-iv-2020."),
        )
    found = [line for line in lines if line.is_missing]
    names = ("unit", "name", "state", "figures", "submission", "by", "since", "last_sent", "reminder")
    if form == TABLE and not found:
        say(_("All {count} units of {unit} have sent {period}, approved.", count=len(lines), unit=whole, period=period))
        return
    headings = (
        _("Unit"), _("Name"), _("State"), _("Figures"), _("Submission"), _("By"), _("Since"), _("Last sent"),
    )  # fmt: skip
    rows = [_missing_row(line, period, machine=form != TABLE) for line in found]
    if form != TABLE:
        print_rows(form, names, headings, rows)
        return
    print_table(
        [Heading(str(heading)) for heading in headings],
        [row[:-1] for row in rows],
        title=str(
            _(
                "{unit}, {period}: {missing} of {count} units have no approved figures",
                unit=whole,
                period=period,
                missing=len(found),
                count=len(lines),
            )
        ),
    )
    for row in rows:
        if row[-1]:
            say(row[-1])


def _missing_row(line: MissingLine, period: Period, *, machine: bool) -> tuple[str, ...]:
    since = line.since and timezone.localtime(line.since)
    if machine:
        state = line.state.value if line.state else ""
        moment = since.isoformat() if since else ""
        last = line.last_sent.iso if line.last_sent else ""
    else:
        state = str(STATE_NAMES[line.state] if line.state else _("nothing sent"))
        moment = f"{since:%Y-%m-%d %H:%M}" if since else ""
        last = line.last_sent.text() if line.last_sent else str(_("not within a year"))
    return (
        line.unit.code,
        line.unit.text(),
        state,
        str(line.figures),
        str(line.submission or ""),
        line.actor,
        moment,
        last,
        _reminder(line, period),
    )


def _reminder(line: MissingLine, period: Period) -> str:
    """A line to copy into a message; empty where the next step is not the sender's."""
    office = _office(line.unit)
    match line.state:
        case None:
            return str(_("{office} is kindly asked to send the figures of {period}.", office=office, period=period))
        case State.RETURNED:
            return str(
                _(
                    "{office} is kindly asked to mend and send again the figures of {period} (submission {number} was "
                    "returned: {reason}).",
                    office=office,
                    period=period,
                    number=line.submission,
                    reason=line.reason,
                )
            )
        case State.DRAFT:
            return str(
                _(
                    "{office} is kindly asked to explain what was found in its figures of {period} (submission "
                    "{number}).",
                    office=office,
                    period=period,
                    number=line.submission,
                )
            )
        case State.CHECKED:
            return str(
                _(
                    "{office} is kindly asked to submit its figures of {period} (submission {number}) for approval.",
                    office=office,
                    period=period,
                    number=line.submission,
                )
            )
    return ""


def _office(unit: Unit) -> str:
    """Who is asked: the social security of an area."""
    if unit.kind != UnitKind.AREA:
        return unit.text()
    return str(_("Social Security of {unit}", unit=unit))


@command("submission", _("Show one submission: its steps, findings, explanations."))
@click.argument("submission", type=int)
@format_option(TABLE, JSON)
def submission(submission: int, form: str) -> None:
    ready()
    shown = life(find_submission(submission))
    if form == JSON:
        print_json(_life_json(shown))
    else:
        _print_life(shown)


def _print_life(shown: Life) -> None:
    one = shown.submission
    facts = [
        (_("Submission"), str(one.pk)),
        (_("State"), str(STATE_NAMES[shown.state])),
        (_("File"), one.file_name),
        (_("Unit"), f"{one.unit.code} {one.unit.text()}"),
        (_("Document"), one.document),
        (_("Reported on"), one.reported_on.isoformat()),
        (_("Figures"), str(one.fact_count)),
        (_("Corrects"), str(one.corrects_id or "")),
        (_("Corrected by"), ", ".join(f"{number} ({STATE_NAMES[state]})" for number, state in shown.corrected_by)),
    ]
    for label, text in facts:
        if text:
            say(f"{label}: {text}")
    say("")
    print_table(
        [Heading(str(heading)) for heading in (_("State"), _("By"), _("Since"), _("Reason"))],
        [_event_row(event) for event in shown.events],
    )
    if shown.findings:
        headings = (_("Cell"), _("Severity"), _("What is wrong"), _("What to do"), _("Explanation"))
        print_table(
            [Heading(str(heading)) for heading in headings],
            [_finding_row(found) for found in shown.findings],
            title=str(_("Findings")),
        )
    if shown.waiting:
        say(
            _(
                "Findings that wait for an explanation: {count}. Next: ansinh explain {number} --cell “SHEET!CELL”"
                " --text “…” --by NAME, or --all.",
                count=shown.waiting,
                number=one.pk,
            )
        )


def _event_row(event: SubmissionEvent) -> tuple[str, ...]:
    since = timezone.localtime(event.recorded_at)
    return str(STATE_NAMES[State(event.state)]), event.actor, f"{since:%Y-%m-%d %H:%M}", event.reason


def _finding_row(found: Found) -> tuple[str, ...]:
    finding, language = found.finding, current_language()
    said = "; ".join(f"{one.text} ({one.actor})" for one in found.explanations)
    return (
        finding.place,
        str(SEVERITY_NAMES[Severity(finding.severity)]),
        finding.cause(language),
        finding.remedy(language),
        said or (str(_("none yet")) if found.is_waiting else ""),
    )


def _life_json(shown: Life) -> dict[str, object]:
    """Findings in both languages."""
    one = shown.submission
    return {
        "submission": one.pk,
        "state": shown.state.value,
        "file": one.file_name,
        "file_sha256": one.file_sha256,
        "unit": one.unit.code,
        "document": one.document,
        "reported_on": one.reported_on.isoformat(),
        "figures": one.fact_count,
        "corrects": one.corrects_id,
        "reason": one.reason,
        "corrected_by": [{"submission": number, "state": state.value} for number, state in shown.corrected_by],
        "events": [
            {
                "state": event.state,
                "by": event.actor,
                "since": timezone.localtime(event.recorded_at).isoformat(),
                "reason": event.reason,
            }
            for event in shown.events
        ],
        "findings": [_finding_json(found) for found in shown.findings],
    }


def _finding_json(found: Found) -> dict[str, object]:
    finding = found.finding
    return {
        "sheet": finding.sheet,
        "cell": finding.cell,
        "severity": finding.severity,
        "check": finding.check_name,
        "cause": {"vi": finding.cause_vi, "en": finding.cause_en},
        "remedy": {"vi": finding.remedy_vi, "en": finding.remedy_en},
        "explanations": [
            {"text": one.text, "by": one.actor, "since": timezone.localtime(one.recorded_at).isoformat()}
            for one in found.explanations
        ],
    }


@command("explain", _("Say why figures that were asked about are right."))
@click.argument("submission", type=int)
@option("--cell", "cells", multiple=True, metavar="SHEET!CELL", says=_("The cell of the finding; may be given again."))
@option("--all", "every", is_flag=True, says=_("All findings that wait for an explanation."))
@option("--text", required=True, metavar="TEXT", says=_("The explanation."))
@BY
def explain(submission: int, cells: Sequence[str], every: bool, text: str, by: str) -> None:
    if every == bool(cells):
        raise InputError(
            _("Say which findings the explanation is for."), _("Write --cell “SHEET!CELL”, once or more, or --all.")
        )
    ready()
    found = find_submission(submission)
    positions = None if every else _positions(found, cells)
    actions.explain(by=by, submission=found, text=text, positions=positions)
    shown = life(found)
    if shown.waiting:
        say(_("Findings of submission {number} that still wait: {count}.", number=found.pk, count=shown.waiting))
    else:
        _say_state(found)


def _positions(submission: Submission, cells: Sequence[str]) -> list[int]:
    """Of the findings at these cells; a cell may have several. The sheet may be left out where only one has findings
    at the cell. Raises FindingUnknownError."""
    findings = [found.finding for found in findings_of(submission)]
    positions: list[int] = []
    for cell in cells:
        wanted = cell.strip().casefold()
        here = [one for one in findings if one.place.casefold() == wanted]
        if not here:
            here = [one for one in findings if one.cell.casefold() == wanted]
            if len({one.sheet for one in here}) > 1:
                raise InputError(
                    _("“{cell}” is in several sheets.", cell=cell),
                    _("Write one of: {places}.", places=", ".join(sorted({one.place for one in here}))),
                )
        if not here:
            raise FindingUnknownError(submission.pk, cell)
        positions += [one.position for one in here]
    return positions


def _step(number: int, act: Callable[[Submission], None]) -> None:
    ready()
    found = find_submission(number)
    act(found)
    _say_state(found)


def _say_state(found: Submission) -> None:
    state = STATE_NAMES[states_of([found.pk])[found.pk]]
    say(_("Submission {number} is now: {state}.", number=found.pk, state=state))


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


@command("lock", _("Close an approved submission: it takes no more corrections."))
@click.argument("submission", type=int)
@BY
def lock(submission: int, by: str) -> None:
    _step(submission, lambda found: actions.lock(by=by, submission=found))


@command("unlock", _("Open a locked submission again, with the reason."))
@click.argument("submission", type=int)
@BY
@option("--reason", required=True, metavar="TEXT", says=_("Why it is unlocked."))
def unlock(submission: int, by: str, reason: str) -> None:
    _step(submission, lambda found: actions.unlock(by=by, submission=found, reason=reason))
