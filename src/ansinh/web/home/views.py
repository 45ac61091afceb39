"""Where one arrives, and the choice of language."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ansinh.accounts.access import own_unit
from ansinh.accounts.roles import Permission
from ansinh.kernel.language import LANGUAGES
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period
from ansinh.ledger.latest import latest_month
from ansinh.web.pages import Request, page
from ansinh.web.refusals import Refusal

YEAR = 365 * 24 * 60 * 60  # seconds

NO_ROLE = Refusal(
    _("No role yet"),
    _("Your account has no role at any unit today."),
    _("Ask the administrator of your office for one."),
)


def home(request: Request) -> HttpResponse:
    """The dashboard of one's own unit, in the last month that has figures; for who sees none, the audit log."""
    unit = own_unit(request.actor)
    if unit is None:
        if request.actor.may_somewhere(Permission.SEE_AUDIT):
            return redirect("audit")
        return page(request, "ansinh/refusal.html", NO_ROLE)
    today = timezone.localdate()
    period = latest_month(unit, today) or Period.month(today.year, today.month)
    return redirect("dashboard", unit.kind, unit.key, period)


@login_not_required
@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """Keep the language in this browser, go back to the page."""
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if is_ours else "/")
    if (language := request.POST.get("language", "")) in LANGUAGES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=request.is_secure()
        )
    return response
