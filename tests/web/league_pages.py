"""Who reads league tables, what there is to read, and what of a page the tests look at."""

import re
from datetime import date
from html import unescape

from django.test import Client
from django.utils import timezone

from ansinh.accounts.actions import assign, create_user
from ansinh.accounts.managing import Operator
from ansinh.accounts.roles import Role
from ansinh.ledger.models import Kind
from ansinh.places.models import Unit
from tests.integration.factories import COLLECTIONS, INSURED, given, report

RATIO = "collections_vs_plan"
CLUSTER = "/cluster/cum-iv-2020@2020-01-01/2020-05/league/"
BY = Operator("tests")
PASSWORD = "long-enough-7-words"
COLLECTED = {"42": 400, "44": 350, "45": 300, "46": 450}  # of plans of 1000 and a threshold of 36 %


def reader(of: Unit, role: Role = Role.VIEWER, language: str = "en") -> Client:
    name = f"reader-{of.pk}-{role.name.lower()}"
    user = create_user(by=BY, username=name, full_name="A. Reader", password=PASSWORD)
    assign(by=BY, user=user, role=role, unit=of, valid_from=date(2020, 1, 1))
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = language
    return client


def nation_reader(language: str = "en") -> Client:
    return reader(unit_now("VN"), language=language)


def unit_now(code: str) -> Unit:
    return next(one for one in Unit.objects.filter(kind="area", code=code) if one.valid_on(timezone.localdate()))


def figures() -> None:
    """Four of nine members have figures; 44 stood before 42 in April."""
    report(
        given("VN", 36, RATIO, kind=Kind.THRESHOLD),
        *(given(code, 1000, period="2020", kind=Kind.TARGET) for code in COLLECTED),
        *(given(code, value, COLLECTIONS) for code, value in COLLECTED.items()),
        given("42", 200, period="2020-04"),
        given("44", 250, period="2020-04"),
        given("42", 320, period="2019-05"),
        given("42", 1_234_567, INSURED),
    )


def names(page: str) -> list[str]:
    """Of the units, from the top."""
    body = page.partition("<tbody>\n        ")[2] if "league-chooser" not in page else page.rpartition("<tbody>")[2]
    return [unescape(one) for one in re.findall(r'<th scope="row" class="unit"><a [^>]*>([^<]+)</a>', body)]


def words(page: str) -> str:
    """What is read out, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def heads(page: str) -> dict[str, str]:
    """Title of a column → as what it is sorted."""
    found = re.findall(r'aria-sort="(\w+)"><a [^>]*>([^<]+)<', page)
    return {unescape(title): order for order, title in found}
