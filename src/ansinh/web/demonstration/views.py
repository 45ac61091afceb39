"""Sign in as somebody of the demonstration with one click. Only on a ledger that `ansinh demo` made."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from ansinh.accounts.reads import Person, find_person, people
from ansinh.kernel.errors import NotFoundError
from ansinh.web.pages import page
from ansinh.web.refusals import not_found


@dataclass(frozen=True)
class Cast:
    """Everybody of the demonstration, with the roles of each."""

    people: tuple[Person, ...]


@login_not_required
def choose(request: HttpRequest) -> HttpResponse:
    if not settings.ENVIRONMENT.is_demonstration:
        return not_found(request)
    if request.method == "POST":
        try:
            user = find_person(request.POST.get("username", ""))
        except NotFoundError:
            return not_found(request)
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return redirect("home")
    return page(request, "ansinh/demonstration.html", Cast(tuple(people(timezone.localdate()))))
