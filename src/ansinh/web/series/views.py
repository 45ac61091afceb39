"""The series of an indicator as a page and as a file; without an indicator, the first that the unit has."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ansinh.accounts.access import visible_unit
from ansinh.accounts.roles import Permission
from ansinh.compare.boundaries import View
from ansinh.compare.histories import History, history, step_of
from ansinh.compare.over_days import first_known, unit_on
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.periods import Period
from ansinh.places.models import UnitKind
from ansinh.web.exports import CSV, XLSX, attachment
from ansinh.web.looking import Look, look
from ansinh.web.pages import Request, page
from ansinh.web.series.asking import Asked
from ansinh.web.series.content import series_page
from ansinh.web.series.files import file_name, to_csv, to_workbook


@require_safe
def choose(request: Request, kind: UnitKind, key: str, period: Period) -> HttpResponse:
    """The form's way to another indicator, which stands in the address."""
    looked_at = look(request, kind, key, period)
    asked = Asked.read(request.GET, period)
    wanted = request.GET.get("indicator", "")
    indicator = catalogue()[wanted].id if wanted else first_known(looked_at.unit, period)
    query = asked.query(period)
    return HttpResponseRedirect(reverse("series", args=[kind, key, period, indicator]) + (query and f"?{query}"))


@require_safe
def series(request: Request, kind: UnitKind, key: str, period: Period, indicator: str) -> HttpResponse:
    looked_at = look(request, kind, key, period)
    asked = Asked.read(request.GET, period)
    found = _history(looked_at, asked, indicator)
    match request.GET.get("format"):
        case "csv":
            return attachment(to_csv(found), CSV, file_name(found, "csv"))
        case "xlsx":
            return attachment(to_workbook(found, timezone.localtime()), XLSX, file_name(found, "xlsx"))
    return page(request, "ansinh/series.html", series_page(looked_at, asked, found))


def _history(looked_at: Look, asked: Asked, indicator: str) -> History:
    unit = looked_at.unit
    if asked.boundaries and asked.view is View.REBASED:
        then = unit_on(unit, asked.boundaries)
        unit = visible_unit(
            looked_at.actor, UnitKind(then.kind), then.key, looked_at.period.end, Permission.SEE_FIGURES
        )
    step = step_of(catalogue()[indicator], asked.step)
    return history(unit, indicator, looked_at.period, asked.since, step, asked.view)
