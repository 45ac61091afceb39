"""What changed from one report to another, and why."""

from collections.abc import Mapping

import click

from ansinh.cli.bilingual import command, option
from ansinh.cli.installation import ready
from ansinh.cli.output import JSON, TABLE, Heading, format_option, print_json, print_table, say
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import MISSING
from ansinh.reports.comparing import FigureChange, Reason, ReportDifference, Why, compare_reports
from ansinh.reports.kept import KeptFigure
from ansinh.reports.naming import name_of
from ansinh.reports.records import find_record


@command("diff", _("Name each figure that changed between two reports, and why."))
@click.argument("before")
@click.argument("after")
@option("--all", "every", is_flag=True, says=_("All figures that were kept, also those that neither prints."))
@format_option(TABLE, JSON)
def diff(before: str, after: str, every: bool, form: str) -> None:
    """Each by its number, its reference, or a file."""
    ready()
    found = compare_reports(find_record(before), find_record(after), printed_only=not every)
    if form == JSON:
        print_json(_json(found))
    else:
        _print(found)


def _print(found: ReportDifference) -> None:
    say(f"{found.before.title} → {found.after.title}")
    for other in found.other_questions:
        say(_("Another question was asked; {other}.", other=other))
    if found.changes:
        _print_changes(found)
    say(_("Figures: {same} the same, {changed} changed.", same=found.same, changed=len(found.changes)))


def _print_changes(found: ReportDifference) -> None:
    """Reasons by number, and under the table in words: one correction changes many figures."""
    numbers: dict[Reason, int] = {}
    for change in found.changes:
        for reason in change.reasons:
            numbers.setdefault(reason, len(numbers) + 1)
    headings = (_("Figure"), _("Before"), _("After"), _("Why"))
    print_table(
        [Heading(str(heading), right=place in (1, 2)) for place, heading in enumerate(headings)],
        [_row(found, change, numbers) for change in found.changes],
    )
    for reason, number in numbers.items():
        say(f"[{number}] {said(reason)}")


def _row(found: ReportDifference, change: FigureChange, numbers: Mapping[Reason, int]) -> tuple[str, ...]:
    name = name_of(change.figure, (found.after if change.after else found.before).recipe)
    why = " ".join(f"[{numbers[reason]}]" for reason in change.reasons)
    return str(name), _text(change.before), _text(change.after), why


def _text(figure: KeptFigure | None) -> str:
    return MISSING if figure is None else figure.text


def said(reason: Reason) -> Message:
    submission = reason.submission
    number, file = (submission.pk, submission.file_name) if submission else ("", "")
    match reason.why:
        case Why.SUBMISSION:
            return _("new submission {number}, {file}", number=number, file=file)
        case Why.CORRECTION:
            why = submission.reason if submission else ""
            return _("correction {number}, {file}: {reason}", number=number, file=file, reason=why)
        case Why.PLAN:
            return _("new plan, submission {number}, {file}", number=number, file=file)
        case Why.THRESHOLD:
            return _("new threshold, submission {number}, {file}", number=number, file=file)
        case Why.OUT_OF_SIGHT:
            return _("submission {number}, {file}, is seen by one of the two only", number=number, file=file)
        case Why.BOUNDARIES:
            return _("other boundaries")
        case Why.QUESTION:
            return _("another question was asked")
        case Why.PROGRAM:
            return _("another version of the program or of its definitions")


def _json(found: ReportDifference) -> dict[str, object]:
    return {
        "before": found.before.reference,
        "after": found.after.reference,
        "other_questions": [str(other) for other in found.other_questions],
        "same": found.same,
        "changes": [
            {
                "figure": change.figure,
                "before": _exact(change.before),
                "after": _exact(change.after),
                "before_text": change.before.text if change.before else None,
                "after_text": change.after.text if change.after else None,
                "reasons": [
                    {
                        "why": reason.why.value,
                        "submission": reason.submission.pk if reason.submission else None,
                        "file": reason.submission.file_name if reason.submission else None,
                        "reason": reason.submission.reason if reason.submission else None,
                    }
                    for reason in change.reasons
                ],
            }
            for change in found.changes
        ],
    }


def _exact(figure: KeptFigure | None) -> str | None:
    return None if figure is None or figure.exact is None else f"{figure.exact:f}"
