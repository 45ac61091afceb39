"""A submission goes a step further: explained, submitted, approved, returned, locked, unlocked."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.language import message as _
from ansinh.ledger import actions
from ansinh.ledger.access import visible_submission
from ansinh.ledger.models import STATE_NAMES, Submission
from ansinh.ledger.submissions import states_of
from ansinh.web.pages import Request
from ansinh.web.submissions.content import STEPS

_PERMISSIONS = {name: permission for steps in STEPS.values() for name, permission in steps}


@require_POST
def take(request: Request, number: int, step: str) -> HttpResponse:
    """What the state of the submission forbids is said on its page; nothing has changed then."""
    if step not in _PERMISSIONS:
        raise Http404
    submission = visible_submission(request.actor, number, _PERMISSIONS[step])
    try:
        _take(request, submission, step)
    except AnsinhError as error:
        messages.error(request, error.text())
    else:
        state = states_of([submission.pk])[submission.pk]
        messages.success(request, _("Submission {number}: {state}.", number=number, state=STATE_NAMES[state]).text())
    return redirect("submission", number)


def _take(request: Request, submission: Submission, step: str) -> None:
    by, reason = request.actor.name, request.POST.get("reason", "")
    match step:
        case "explain":
            positions = [int(one) for one in request.POST.getlist("position") if one.isdecimal()]
            actions.explain(by=by, submission=submission, text=reason, positions=positions or None)
        case "submit":
            actions.submit(by=by, submission=submission)
        case "approve":
            actions.approve(by=by, submission=submission)
        case "return":
            actions.send_back(by=by, submission=submission, reason=reason)
        case "lock":
            actions.lock(by=by, submission=submission)
        case "unlock":
            actions.unlock(by=by, submission=submission, reason=reason)
