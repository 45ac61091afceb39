"""Who may approve, sign or administrate does so only with a second factor."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

Answer = Callable[[HttpRequest], HttpResponse]
OPEN = ("/account/", "/static/", "/language/")  # what one needs to set it up


class SecondFactor:
    """Leads whoever lacks it to set it up first. The demonstration asks for none: its accounts are anybody's."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = getattr(request, "actor", None)
        if actor is None or request.path.startswith(OPEN) or settings.ENVIRONMENT.is_demonstration:
            return self.answer(request)
        if actor.needs_second_factor and not is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        return self.answer(request)
