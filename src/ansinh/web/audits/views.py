"""The audit log, for auditors and administrators of the whole country."""

from itertools import chain

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils import timezone

from ansinh.accounts.access import require_everywhere
from ansinh.accounts.roles import Permission
from ansinh.audit.exports import as_csv, as_json_lines
from ansinh.audit.reads import all_events
from ansinh.web.audits.content import audit_page, searched
from ansinh.web.exports import BYTE_ORDER_MARK
from ansinh.web.pages import Request, page

_ASKED = ("actor", "action", "subject", "text", "first", "last")
_EXPORTS = {"csv": (as_csv, "text/csv; charset=utf-8"), "jsonl": (as_json_lines, "application/jsonl")}


def audit(request: Request) -> HttpResponse | StreamingHttpResponse:
    require_everywhere(request.actor, Permission.SEE_AUDIT, timezone.localdate())
    asked = {name: request.GET.get(name, "") for name in _ASKED}
    before = request.GET.get("before", "")
    try:
        search, older_than = searched(asked), int(before) if before else None
    except ValueError:
        raise Http404 from None
    wanted = request.GET.get("format", "")
    if wanted in _EXPORTS:
        written, kind = _EXPORTS[wanted]
        lines = chain([BYTE_ORDER_MARK] if wanted == "csv" else [], written(all_events(search)))
        response = StreamingHttpResponse(lines, content_type=kind)
        response.headers["Content-Disposition"] = f'attachment; filename="audit-{timezone.localdate()}.{wanted}"'
        return response
    return page(request, "ansinh/audit.html", audit_page(asked, older_than))
