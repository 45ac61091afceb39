"""For whoever watches over the service. No log-in, no session, nothing about persons."""

import os
from collections.abc import Iterator
from http import HTTPStatus
from ipaddress import ip_address

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ansinh.ledger.counted import submissions_by_state
from ansinh.web.health.counts import ANSWERED, sample
from ansinh.web.health.readiness import reasons
from ansinh.web.refusals import not_found

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; the database is not asked."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    if why := reasons():
        return JsonResponse({"status": "not ready", "reasons": why}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return JsonResponse({"status": "ready"})


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """To this machine only; for others it does not exist."""
    if not _is_from_here(request):
        return not_found(request)
    return HttpResponse("".join(f"{line}\n" for line in _lines()), content_type=PROMETHEUS)


def _is_from_here(request: HttpRequest) -> bool:
    """Not through the proxy, whose own requests also come from here."""
    if any(name in request.headers for name in ("X-Forwarded-For", "X-Forwarded-Proto", "Forwarded")):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _lines() -> Iterator[str]:
    yield from ANSWERED.lines({"worker": os.getpid()})
    try:
        states = submissions_by_state()
    except DatabaseError:
        states = {}
    yield "# HELP ansinh_database_up Whether the database answered just now."
    yield "# TYPE ansinh_database_up gauge"
    yield sample("ansinh_database_up", {}, int(bool(states)))
    yield "# HELP ansinh_submissions Submissions by their state."
    yield "# TYPE ansinh_submissions gauge"
    for state, count in states.items():
        yield sample("ansinh_submissions", {"state": state.value}, count)
