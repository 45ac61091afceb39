"""The search of a unit: a list as one types, or a page."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from ansinh.kernel.periods import Period, Shape
from ansinh.web.pages import Request, page
from ansinh.web.pickers import content
from ansinh.web.swapping import wants_part


@require_safe
def pick_unit(request: Request) -> HttpResponse:
    """``q``: what is looked for; ``period``: in which the found ones are shown. Raises PeriodError."""
    found = content.pick_unit(request.actor, request.GET.get("q", ""), _period(request.GET.get("period", "")))
    response = page(request, "ansinh/picked_units.html" if wants_part(request) else "ansinh/pick_unit.html", found)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _period(written: str) -> Period:
    """This month if none is given; of a day, its month: addresses have no days."""
    today = timezone.localdate()
    period = Period.parse(written) if written else Period.day(today)
    has_address = period.shape not in (Shape.DAY, Shape.TO_DATE)
    return period if has_address else Period.month(period.year_number, period.end.month)
