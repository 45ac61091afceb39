"""The league table as a page, as the part of it that changes, as a file."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from ansinh.kernel.periods import Period
from ansinh.places.models import UnitKind
from ansinh.web.exports import CSV, XLSX, attachment
from ansinh.web.leagues.asking import Asked
from ansinh.web.leagues.content import league_page
from ansinh.web.leagues.files import file_name, to_csv, to_workbook
from ansinh.web.leagues.tabling import tabled
from ansinh.web.looking import Look, look
from ansinh.web.pages import Request, page
from ansinh.web.swapping import wants_part


@require_safe
def league(request: Request, kind: UnitKind, key: str, period: Period) -> HttpResponse:
    looked_at = look(request, kind, key, period)
    asked = Asked.read(request.GET)
    if (form := request.GET.get("format")) in FILES:
        return FILES[form](looked_at, asked)
    content = league_page(looked_at, asked, tabled(looked_at, asked))
    is_part = wants_part(request)
    response = page(request, "ansinh/league_part.html" if is_part else "ansinh/league.html", content)
    patch_vary_headers(response, ["HX-Request"])
    if is_part:
        response["HX-Push-Url"] = request.path + asked.address
    return response


def _csv(looked_at: Look, asked: Asked) -> HttpResponse:
    return attachment(to_csv(looked_at, tabled(looked_at, asked, paged=False)), CSV, file_name(looked_at, "csv"))


def _xlsx(looked_at: Look, asked: Asked) -> HttpResponse:
    table = tabled(looked_at, asked, paged=False)
    return attachment(to_workbook(looked_at, table, timezone.localtime()), XLSX, file_name(looked_at, "xlsx"))


FILES: dict[str, Callable[[Look, Asked], HttpResponse]] = {"csv": _csv, "xlsx": _xlsx}
