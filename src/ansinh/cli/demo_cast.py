"""The people of the demonstration: one for each role that a month needs. Nobody knows their passwords: one signs in as
them with a click, and only on a ledger that `ansinh demo` made."""

import secrets
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from ansinh.accounts.actions import assign, create_user
from ansinh.accounts.managing import Operator
from ansinh.accounts.reads import people
from ansinh.accounts.roles import Role
from ansinh.cli.examples import CLUSTER, MAY, PROVINCE
from ansinh.places.finding import find_unit
from ansinh.places.reads import COUNTRY_CODE

OFFICER, APPROVER = "demo-officer", "demo-approver"
_OPERATOR = Operator("ansinh demo")


@dataclass(frozen=True)
class Part:
    """Who plays it, in which role, where."""

    username: str
    full_name: str
    role: Role
    unit: str


CAST = (
    Part(OFFICER, "Trần Thị Hạnh", Role.DATA_ENTRY, PROVINCE),
    Part(APPROVER, "Nguyễn Văn Bình", Role.APPROVER, PROVINCE),
    Part("demo-secretary", "Lê Thu Hà", Role.CLUSTER_SECRETARY, CLUSTER),
    Part("demo-leader", "Phạm Quốc Dũng", Role.VIEWER, COUNTRY_CODE),
    Part("demo-auditor", "Võ Thị Lan", Role.AUDITOR, COUNTRY_CODE),
    Part("demo-administrator", "Hoàng Minh Đức", Role.ADMINISTRATOR, COUNTRY_CODE),
)


def invite_cast() -> None:
    """Make those who are not there yet; the ledger says from now on that it is a demonstration."""
    today = timezone.localdate()
    present = {person.username for person in people(today)}
    for part in CAST:
        if part.username not in present:
            _invite(part, today)
    settings.ENVIRONMENT.demonstration.touch()


def _invite(part: Part, today: date) -> None:
    user = create_user(
        by=_OPERATOR, username=part.username, full_name=part.full_name, password=secrets.token_urlsafe(24)
    )
    unit = find_unit(part.unit, today if part.unit == COUNTRY_CODE else MAY.end)
    assign(by=_OPERATOR, user=user, role=part.role, unit=unit, valid_from=today)
