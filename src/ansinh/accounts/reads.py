"""Questions about accounts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from ansinh.accounts.errors import AccountUnknownError, AssignmentUnknownError
from ansinh.accounts.models import Assignment, User, unended
from ansinh.accounts.roles import ROLE_NAMES, Role
from ansinh.accounts.usernames import normal_username
from ansinh.kernel.language import Language
from ansinh.kernel.language import message as _
from ansinh.places.models import Unit


@dataclass(frozen=True)
class Held:
    """A role as it is listed. ``last_day`` None: open."""

    number: int
    role: Role
    unit: Unit
    valid_from: date
    last_day: date | None

    def text(self, language: Language | None = None) -> str:
        return _("{role}, {unit}", role=ROLE_NAMES[self.role], unit=self.unit).text(language)

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True)
class Person:
    """``roles``: those that are not over today."""

    username: str
    full_name: str
    is_active: bool
    roles: tuple[Held, ...]


def people(today: date) -> list[Person]:
    """All accounts, by username. Two queries."""
    roles: dict[int, list[Held]] = defaultdict(list)
    for one in Assignment.objects.filter(unended(today)).select_related("unit"):
        last_day = one.ended_on and one.ended_on - timedelta(days=1)
        roles[one.user_id].append(Held(one.pk, Role(one.role), one.unit, one.valid_from, last_day))
    return [Person(user.username, user.full_name, user.is_active, tuple(roles[user.pk])) for user in User.objects.all()]


def find_person(username: str) -> User:
    """Raises AccountUnknownError."""
    user = User.objects.filter(username=normal_username(username)).first()
    if user is None:
        raise AccountUnknownError(username)
    return user


def find_assignment(number: int) -> Assignment:
    """Raises AssignmentUnknownError."""
    found = Assignment.objects.select_related("user", "unit").filter(pk=number).first()
    if found is None:
        raise AssignmentUnknownError(number)
    return found
