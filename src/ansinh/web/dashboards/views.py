"""The dashboard of any unit and period: /area/42/2020-05/?indicator=collections_vs_plan."""

from django.http import HttpResponse
from django.utils import timezone

from ansinh.accounts.access import visible_units
from ansinh.accounts.roles import Permission
from ansinh.compare.dashboards import family, read_dashboard
from ansinh.kernel.periods import Period
from ansinh.places.models import UnitKind
from ansinh.web.dashboards.content import dashboard_content
from ansinh.web.looking import look
from ansinh.web.pages import Request, page


def dashboard(request: Request, kind: UnitKind, key: str, period: Period) -> HttpResponse:
    seen = look(request, kind, key, period)
    today, actor = timezone.localdate(), request.actor
    sees_submissions = actor.may(Permission.SEE_SUBMISSIONS, seen.unit, period.end)
    around = family(seen.unit, period.end)
    read = read_dashboard(
        around,
        period,
        request.GET.get("indicator", ""),
        visible=lambda units: visible_units(actor, list(units), period.end, Permission.SEE_FIGURES),
        today=today,
        sees_submissions=sees_submissions,
    )
    return page(
        request,
        "ansinh/dashboard.html",
        dashboard_content(seen, around, read, today, sees_submissions=sees_submissions),
    )
