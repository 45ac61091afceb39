"""All that is done to accounts. Every act is in the audit log; of a person it holds the username only."""

from datetime import date, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ansinh.accounts.errors import (
    AccountExistsError,
    AdministratorExistsError,
    AssignedAlreadyError,
    DatesOutOfOrderError,
    EndedAlreadyError,
    FullNameMissingError,
    PasswordWeakError,
    UsernameWrongError,
)
from ansinh.accounts.managing import (
    Manager,
    Operator,
    require_another,
    require_managing,
    require_managing_all_of,
    require_managing_somewhere,
)
from ansinh.accounts.models import Assignment, User, holding, unended
from ansinh.accounts.roles import ROLE_NAMES, Role
from ansinh.accounts.usernames import is_username, normal_username
from ansinh.audit.actions import record
from ansinh.kernel.language import Language
from ansinh.places.models import Unit
from ansinh.places.reads import country

_ONE_DAY = timedelta(days=1)


def create_user(
    *, by: Manager, username: str, full_name: str, password: str, email: str = "", language: Language = "vi"
) -> User:
    """Without any role yet. Raises OutOfReachError, UsernameWrongError, FullNameMissingError, AccountExistsError,
    PasswordWeakError."""
    require_managing_somewhere(by)
    name = normal_username(username)
    if not is_username(name):
        raise UsernameWrongError(username)
    if not full_name.strip():
        raise FullNameMissingError
    user = User(username=name, full_name=full_name.strip(), email=email.strip(), language=language)
    with transaction.atomic():
        if User.objects.filter(username=name).exists():
            raise AccountExistsError(name)
        _give_password(user, password)
        user.save(force_insert=True)
        record(by=by.name, action="accounts.create", subject=_subject(user), before=None, after={"active": True})
    return user


def set_password(*, by: Manager, user: User, password: str) -> None:
    """In place of a forgotten one; it ends the user's sessions. Raises OneselfError, OutOfReachError,
    PasswordWeakError."""
    require_managing_all_of(by, user)
    with transaction.atomic():
        _give_password(user, password)
        user.save(update_fields=["password"])
        record(by=by.name, action="accounts.password", subject=_subject(user))


def set_active(*, by: Manager, user: User, active: bool) -> None:
    """A user who is not active cannot log in and has no role; accounts are never deleted, since the ledger names them.
    Raises OneselfError, OutOfReachError."""
    require_managing_all_of(by, user)
    with transaction.atomic():
        before, user.is_active = user.is_active, active
        user.save(update_fields=["is_active"])
        action = "accounts.activate" if active else "accounts.deactivate"
        record(by=by.name, action=action, subject=_subject(user), before={"active": before}, after={"active": active})


def assign(
    *, by: Manager, user: User, role: Role, unit: Unit, valid_from: date, last_day: date | None = None
) -> Assignment:
    """Raises OneselfError, OutOfReachError, DatesOutOfOrderError, AssignedAlreadyError."""
    require_another(by, user)
    require_managing(by, unit)
    if last_day is not None and last_day < valid_from:
        raise DatesOutOfOrderError
    ended_on = last_day + _ONE_DAY if last_day else None
    with transaction.atomic():
        same = Assignment.objects.filter(unended(valid_from), user=user, role=role, unit=unit)
        if same.filter(Q(valid_from__lt=ended_on) if ended_on else Q()).exists():
            raise AssignedAlreadyError(user.username, ROLE_NAMES[role], unit)
        made = Assignment.objects.create(
            user=user, role=role, unit=unit, valid_from=valid_from, ended_on=ended_on, granted_by=by.name
        )
        record(by=by.name, action="accounts.assign", subject=_subject(user), before=None, after=_said_of(made))
    return made


def end_assignment(*, by: Manager, assignment: Assignment, ended_on: date) -> None:
    """From that day on it no longer holds; one that had not begun by then never does. Raises OneselfError,
    OutOfReachError, EndedAlreadyError."""
    require_another(by, assignment.user)
    require_managing(by, assignment.unit)
    with transaction.atomic():
        held = Assignment.objects.select_for_update(of=("self",)).select_related("user", "unit").get(pk=assignment.pk)
        if held.ended_on is not None and held.ended_on <= ended_on:
            raise EndedAlreadyError(held.pk)
        before = _said_of(held)
        held.ended_on = max(ended_on, held.valid_from)
        held.save(update_fields=["ended_on"])
        record(by=by.name, action="accounts.end", subject=_subject(held.user), before=before, after=_said_of(held))


def create_first_administrator(*, by: Operator, username: str, full_name: str, password: str) -> User:
    """Of the whole country, where there is no active administrator of any unit. Raises AdministratorExistsError and
    what ``create_user`` raises."""
    today = timezone.localdate()
    with transaction.atomic():
        ruling = Assignment.objects.filter(holding(today), role=Role.ADMINISTRATOR, user__is_active=True)
        if names := sorted(set(ruling.values_list("user__username", flat=True))):
            raise AdministratorExistsError(names)
        user = create_user(by=by, username=username, full_name=full_name, password=password)
        assign(by=by, user=user, role=Role.ADMINISTRATOR, unit=country(today), valid_from=today)
    return user


def _give_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as found:
        raise PasswordWeakError([one.code for one in found.error_list]) from None
    user.set_password(password)


def _subject(user: User) -> str:
    return f"account {user.username}"


def _said_of(one: Assignment) -> dict[str, str | None]:
    return {
        "role": one.role,
        "unit": f"{one.unit.kind} {one.unit.key}",
        "valid_from": one.valid_from.isoformat(),
        "ended_on": one.ended_on.isoformat() if one.ended_on else None,
    }
