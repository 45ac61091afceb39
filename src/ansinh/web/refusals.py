"""How a request is answered that is not fulfilled: with its cause and remedy, in the reader's language."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from ansinh.kernel.errors import AnsinhError, ConflictError, InputError, NotFoundError, RefusedError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.web.pages import page

STATUSES: tuple[tuple[type[AnsinhError], HTTPStatus], ...] = (
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (InputError, HTTPStatus.BAD_REQUEST),
    (RefusedError, HTTPStatus.FORBIDDEN),
    (ConflictError, HTTPStatus.CONFLICT),
    (AnsinhError, HTTPStatus.INTERNAL_SERVER_ERROR),
)


@dataclass(frozen=True)
class Refusal:
    """``cause`` and ``remedy``: each a whole sentence."""

    title: Message
    cause: Message
    remedy: Message


# Whoever may not see a thing reads the same as whoever asks for what never was: the error's own words stay unsaid.
NOT_FOUND = Refusal(
    _("Not found"),
    _("There is nothing at this address, or it is not yours to see."),
    _("Look at the address again, or go to your own unit."),
)
FORBIDDEN = Refusal(
    _("Not allowed"),
    _("The form was not sent from a page of this application, or it is too old."),
    _("Open the page again and repeat what you did."),
)
BROKEN = Refusal(
    _("Something went wrong"),
    _("An error in the program; nothing was saved."),
    _("Try again; if it happens again, tell who looks after the installation, with the time."),
)


def refuse(request: HttpRequest, error: AnsinhError) -> HttpResponse:
    status = next(status for kind, status in STATUSES if isinstance(error, kind))
    if status is HTTPStatus.NOT_FOUND:
        return not_found(request)
    return page(request, "ansinh/refusal.html", Refusal(_("This cannot be done"), error.cause, error.remedy), status)


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "ansinh/refusal.html", NOT_FOUND, HTTPStatus.NOT_FOUND)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    return page(request, "ansinh/refusal.html", FORBIDDEN, HTTPStatus.FORBIDDEN)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    return page(request, "ansinh/refusal.html", BROKEN, HTTPStatus.INTERNAL_SERVER_ERROR)
