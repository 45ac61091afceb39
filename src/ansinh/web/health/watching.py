"""Around everything else: each request counted, and logged without what it asked for."""

import logging
import re
import secrets
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ansinh.config.logging import REQUESTS, request_id
from ansinh.web.health.counts import ANSWERED

LOG = logging.getLogger(REQUESTS)
HEADER = "X-Request-ID"
STATIC, NOWHERE = "static", "none"
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
_GIVEN = re.compile(r"[0-9a-f]{32}")  # by the proxy; nothing else, since it is logged


class Watching:
    """The answer bears the number under which its lines are in the log."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = perf_counter()
        given = request.headers.get(HEADER, "")
        number = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
        token = request_id.set(number)
        try:
            response = self.answer(request)
            response[HEADER] = number
            _note(request, response.status_code, perf_counter() - started)
            return response
        finally:
            request_id.reset(token)


def _note(request: HttpRequest, status: int, seconds: float) -> None:
    method = request.method if request.method in METHODS else "other"
    route = route_of(request)
    ANSWERED.add(str(method), route, status, seconds)
    # Not `request.user`, which would look it up for this.
    user = getattr(request, "_cached_user", None)
    LOG.info(
        "request",
        extra={
            "method": method,
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 1),
            "user": getattr(user, "pk", None),
        },
    )


def route_of(request: HttpRequest) -> str:
    """As the code has it, ``<kind:kind>/<key>/``, without what stands in those places."""
    if request.resolver_match:
        return request.resolver_match.route
    return STATIC if request.path.startswith(settings.STATIC_URL) else NOWHERE
