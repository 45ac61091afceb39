"""Submissions that the reader may see, one of them, its file; who has not sent."""

from dataclasses import dataclass

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse

from ansinh.accounts.roles import Permission
from ansinh.kernel.periods import Period
from ansinh.ledger.access import visible_submission, visible_submissions
from ansinh.ledger.missing import MissingLine, missing
from ansinh.ledger.models import State
from ansinh.places.models import UnitKind
from ansinh.web.exports import CSV, attachment
from ansinh.web.looking import Look, look
from ansinh.web.pages import Request, page
from ansinh.web.submissions.content import StateShown, difference_csv, state_shown, submission_page, submissions_page

SHOWN = ("", "waiting", *State.values)


@dataclass(frozen=True)
class MissingPage:
    """The parts of a unit with what they sent of the period, the most urgent first; without a state: nothing."""

    look: Look
    lines: tuple[tuple[MissingLine, StateShown | None], ...]
    lacking: int


def submissions(request: Request) -> HttpResponse:
    shown = request.GET.get("show", "")
    if shown not in SHOWN:
        raise Http404
    lines = visible_submissions(request.actor, Permission.SEE_SUBMISSIONS)
    return page(request, "ansinh/submissions.html", submissions_page(request.actor, lines, shown))


def submission(request: Request, number: int) -> HttpResponse:
    found = visible_submission(request.actor, number, Permission.SEE_SUBMISSIONS)
    if request.GET.get("format") == "csv":
        return attachment(difference_csv(found).encode(), CSV, f"submission-{number}.csv")
    return page(request, "ansinh/submission.html", submission_page(request.actor, found))


def original(request: Request, number: int) -> FileResponse:
    """The file as it was sent, byte for byte, under its own name."""
    found = visible_submission(request.actor, number, Permission.SEE_SUBMISSIONS)
    kept = next(settings.ENVIRONMENT.files.glob(f"{found.file_sha256}.*"), None)
    if kept is None:
        raise Http404
    return FileResponse(kept.open("rb"), as_attachment=True, filename=found.file_name)


def who_has_not_sent(request: Request, kind: UnitKind, key: str, period: Period) -> HttpResponse:
    looked = look(request, kind, key, period, Permission.SEE_SUBMISSIONS)
    lines = missing(looked.unit, period)
    shown = tuple((line, state_shown(line.state) if line.state else None) for line in lines)
    return page(request, "ansinh/missing.html", MissingPage(looked, shown, sum(line.is_missing for line in lines)))
