"""Whether a request wants a part of a page, to be swapped in where it stands."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


def wants_part(request: HttpRequest) -> bool:
    """By htmx, but not as a whole page: neither a link it follows by itself nor a page of the history it lost."""
    htmx = HtmxDetails(request)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request
