"""Where a figure comes from."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ansinh.compare.tracing import trace_figure
from ansinh.kernel.periods import Period
from ansinh.places.models import UnitKind
from ansinh.web.facts.content import trace_page
from ansinh.web.looking import look
from ansinh.web.pages import Request, page
from ansinh.web.series.asking import AskedTrace


@require_safe
def trace(request: Request, kind: UnitKind, key: str, period: Period, indicator: str) -> HttpResponse:
    looked_at = look(request, kind, key, period)
    asked = AskedTrace.read(request.GET, period)
    found = trace_figure(looked_at.unit, indicator, period, asked.kind, asked.view, asked.days)
    return page(request, "ansinh/trace.html", trace_page(looked_at, asked, found))
