"""Who manages accounts: an administrator within the own unit, or the operator of the server."""

from dataclasses import dataclass
from typing import TypeAlias

from ansinh.accounts.access import Actor, visible_units
from ansinh.accounts.errors import OneselfError, OutOfReachError
from ansinh.accounts.models import Assignment, User, unended
from ansinh.accounts.roles import Permission
from ansinh.places.models import Unit


@dataclass(frozen=True)
class Operator:
    """Whoever runs programs on the server; could write into the database in any case, and is held to no unit."""

    name: str


Manager: TypeAlias = Actor | Operator


def require_managing(by: Manager, unit: Unit) -> None:
    """Raises OutOfReachError."""
    if isinstance(by, Actor) and not by.may(Permission.MANAGE_ACCOUNTS, unit, by.day):
        raise OutOfReachError


def require_managing_somewhere(by: Manager) -> None:
    """Raises OutOfReachError."""
    if isinstance(by, Actor) and not by.may_somewhere(Permission.MANAGE_ACCOUNTS):
        raise OutOfReachError


def require_managing_all_of(by: Manager, user: User) -> None:
    """Whoever sets somebody's password can act as that person: all roles that the user has or will have must lie in
    reach. Raises OneselfError, OutOfReachError."""
    require_another(by, user)
    require_managing_somewhere(by)
    if isinstance(by, Actor):
        held = Assignment.objects.filter(unended(by.day), user=user).select_related("unit")
        units = [one.unit for one in held]
        if len(visible_units(by, units, by.day, Permission.MANAGE_ACCOUNTS)) < len(units):
            raise OutOfReachError


def require_another(by: Manager, user: User) -> None:
    """Raises OneselfError."""
    if isinstance(by, Actor) and by.user_id == user.pk:
        raise OneselfError
