"""Accounts and roles: given with dates, within one's own unit, never to oneself; all of it in the audit log."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ansinh.accounts.access import Actor, actor_of
from ansinh.accounts.actions import (
    assign,
    create_first_administrator,
    create_user,
    end_assignment,
    set_active,
    set_password,
)
from ansinh.accounts.errors import (
    AccountExistsError,
    AccountUnknownError,
    AdministratorExistsError,
    AssignedAlreadyError,
    AssignmentUnknownError,
    DatesOutOfOrderError,
    EndedAlreadyError,
    FullNameMissingError,
    OneselfError,
    OutOfReachError,
    PasswordWeakError,
    UsernameWrongError,
)
from ansinh.accounts.managing import Manager, Operator
from ansinh.accounts.models import Assignment, User
from ansinh.accounts.reads import find_assignment, find_person, people
from ansinh.accounts.roles import Permission, Role
from ansinh.audit.models import Event
from ansinh.places.finding import find_unit
from ansinh.places.models import Unit

pytestmark = pytest.mark.django_db

OPERATOR = Operator("server")
PASSWORD, ANOTHER = "trời xanh mây trắng", "núi cao sông dài"
TODAY = timezone.localdate()
ONE_DAY = timedelta(days=1)


def at(code: str) -> Unit:
    return find_unit(code, TODAY)


def account(username: str = "lan.tran", by: Manager = OPERATOR) -> User:
    return create_user(by=by, username=username, full_name="Trần Thị Lan", password=PASSWORD)


def administrator(code: str = "VN") -> Actor:
    user = account("quan.tri")
    assign(by=OPERATOR, user=user, role=Role.ADMINISTRATOR, unit=at(code), valid_from=TODAY)
    return actor_of(user, TODAY)


def give(user: User, role: Role = Role.VIEWER, code: str = "42", by: Manager = OPERATOR) -> Assignment:
    return assign(by=by, user=user, role=role, unit=at(code), valid_from=TODAY)


def test_an_account_has_one_spelling_and_no_role() -> None:
    made = account("  Lan.TRAN ")
    assert made.username == "lan.tran"
    assert made.check_password(PASSWORD)
    assert actor_of(made, TODAY).grants == ()
    assert User.objects.get_by_natural_key("LAN.tran") == made
    assert find_person("Lan.Tran ") == made


def test_a_name_is_given_once() -> None:
    account()
    with pytest.raises(AccountExistsError):
        account("LAN.TRAN")


@pytest.mark.parametrize("username", ["", "lan tran", "lan/..", "x" * 151])
def test_what_is_no_username_is_refused(username: str) -> None:
    with pytest.raises(UsernameWrongError):
        account(username)


def test_an_account_without_a_full_name_is_refused() -> None:
    with pytest.raises(FullNameMissingError):
        create_user(by=OPERATOR, username="lan", full_name="  ", password=PASSWORD)


@pytest.mark.parametrize(
    ("password", "reasons"),
    [
        ("", "it is too short"),
        ("núi cao", "it is too short"),
        ("98765432109871", "it is all digits"),
        ("lan.tran.1", "it is like the name of the account"),
        ("qwerty", "it is too short, many people have it"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, reasons: str) -> None:
    with pytest.raises(PasswordWeakError) as refusal:
        create_user(by=OPERATOR, username="lan.tran", full_name="Lan", password=password)
    assert refusal.value.cause.text("en") == f"This password is not taken: {reasons}."
    assert not User.objects.exists()


def test_a_role_holds_from_its_first_day_to_its_last() -> None:
    user = account()
    assign(
        by=OPERATOR,
        user=user,
        role=Role.VIEWER,
        unit=at("42"),
        valid_from=date(2026, 3, 1),
        last_day=date(2026, 3, 31),
    )
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
    assert [bool(actor_of(user, day).grants) for day in days] == [False, True, True, False]


def test_an_assignment_can_end_on_the_very_day_it_began() -> None:
    user = account()
    given = give(user)
    assert actor_of(user, TODAY).may(Permission.SEE_FIGURES, at("42"), TODAY)
    end_assignment(by=OPERATOR, assignment=given, ended_on=TODAY)
    assert actor_of(user, TODAY).grants == ()
    assert people(TODAY)[0].roles == ()


def test_an_assignment_that_has_not_begun_is_ended_for_good() -> None:
    user = account()
    given = assign(by=OPERATOR, user=user, role=Role.VIEWER, unit=at("42"), valid_from=TODAY + ONE_DAY)
    end_assignment(by=OPERATOR, assignment=given, ended_on=TODAY)
    assert actor_of(user, TODAY + ONE_DAY).grants == ()


def test_an_end_is_brought_forward_but_not_put_off() -> None:
    given = give(account())
    end_assignment(by=OPERATOR, assignment=given, ended_on=TODAY + 9 * ONE_DAY)
    end_assignment(by=OPERATOR, assignment=given, ended_on=TODAY + 5 * ONE_DAY)
    with pytest.raises(EndedAlreadyError):
        end_assignment(by=OPERATOR, assignment=given, ended_on=TODAY + 6 * ONE_DAY)
    assert find_assignment(given.pk).ended_on == TODAY + 5 * ONE_DAY


def test_the_same_role_at_the_same_unit_is_held_once_at_a_time() -> None:
    user = account()
    given = give(user)
    with pytest.raises(AssignedAlreadyError):
        give(user)
    end_assignment(by=OPERATOR, assignment=given, ended_on=TODAY)
    assert give(user).pk != given.pk


def test_the_same_role_may_be_held_again_before_a_later_one_begins() -> None:
    user = account()
    later = TODAY + 9 * ONE_DAY
    assign(by=OPERATOR, user=user, role=Role.VIEWER, unit=at("42"), valid_from=later)
    with pytest.raises(AssignedAlreadyError):
        assign(by=OPERATOR, user=user, role=Role.VIEWER, unit=at("42"), valid_from=TODAY, last_day=later)
    assign(by=OPERATOR, user=user, role=Role.VIEWER, unit=at("42"), valid_from=TODAY, last_day=later - ONE_DAY)
    assert Assignment.objects.count() == 2


def test_a_last_day_before_the_first_is_refused() -> None:
    with pytest.raises(DatesOutOfOrderError):
        assign(
            by=OPERATOR,
            user=account(),
            role=Role.VIEWER,
            unit=at("42"),
            valid_from=TODAY,
            last_day=TODAY - ONE_DAY,
        )


@pytest.mark.parametrize(
    "wrong", [{"role": "king"}, {"ended_on": TODAY - ONE_DAY}], ids=["no role of ours", "ended before it began"]
)
def test_the_database_refuses_what_no_action_writes(wrong: dict[str, object]) -> None:
    right = {"user": account(), "role": "viewer", "unit": at("42"), "valid_from": TODAY, "granted_by": "x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(**(right | wrong))


def test_a_closed_account_has_no_role_until_it_is_open_again() -> None:
    user = account()
    give(user)
    set_active(by=OPERATOR, user=user, active=False)
    assert actor_of(user, TODAY).grants == ()
    set_active(by=OPERATOR, user=user, active=True)
    assert len(actor_of(user, TODAY).grants) == 1


def test_an_administrator_gives_roles_within_the_own_unit_only() -> None:
    by = administrator("42")
    user = account("binh", by=by)
    assert give(user, Role.APPROVER, "42", by).granted_by == "quan.tri"
    with pytest.raises(OutOfReachError):
        give(user, Role.VIEWER, "38", by)
    with pytest.raises(OutOfReachError):
        give(user, Role.ADMINISTRATOR, "VN", by)


def test_an_administrator_ends_roles_within_the_own_unit_only() -> None:
    by = administrator("42")
    foreign = give(account(), code="38")
    with pytest.raises(OutOfReachError):
        end_assignment(by=by, assignment=foreign, ended_on=TODAY)
    assert foreign.ended_on is None


def test_nobody_changes_what_is_their_own() -> None:
    by = administrator()
    user = find_person(by.name)
    with pytest.raises(OneselfError):
        give(user, Role.APPROVER, "VN", by)
    with pytest.raises(OneselfError):
        end_assignment(by=by, assignment=Assignment.objects.get(user=user), ended_on=TODAY)
    with pytest.raises(OneselfError):
        set_password(by=by, user=user, password=PASSWORD)
    with pytest.raises(OneselfError):
        set_active(by=by, user=user, active=False)


def test_a_provinces_administrator_cannot_become_the_countrys_by_a_new_password() -> None:
    by = administrator("42")
    above = account("trung.uong")
    give(above, Role.ADMINISTRATOR, "VN")
    with pytest.raises(OutOfReachError):
        set_password(by=by, user=above, password=ANOTHER)
    with pytest.raises(OutOfReachError):
        set_active(by=by, user=above, active=False)
    assert find_person("trung.uong").check_password(PASSWORD)


def test_an_administrator_sets_the_password_of_whoever_has_all_roles_within_the_own_unit() -> None:
    by = administrator("42")
    user = account("binh")
    give(user)
    set_password(by=by, user=user, password=ANOTHER)
    assert find_person("binh").check_password(ANOTHER)


def test_whoever_is_no_administrator_makes_no_account() -> None:
    user = account()
    give(user, Role.APPROVER, "VN")
    with pytest.raises(OutOfReachError):
        account("binh", by=actor_of(user, TODAY))


def test_the_first_administrator_is_made_once() -> None:
    first = create_first_administrator(by=OPERATOR, username="quan.tri", full_name="Quản Trị", password=PASSWORD)
    assert actor_of(first, TODAY).may(Permission.MANAGE_ACCOUNTS, at("42"), TODAY)
    assert actor_of(first, TODAY).needs_second_factor
    with pytest.raises(AdministratorExistsError):
        create_first_administrator(by=OPERATOR, username="khac", full_name="Khác", password=PASSWORD)
    set_active(by=OPERATOR, user=first, active=False)
    assert create_first_administrator(by=OPERATOR, username="khac", full_name="Khác", password=PASSWORD).is_active


def test_djangos_admin_is_open_to_administrators_of_the_country_only() -> None:
    of_province, of_country, viewer = account("tinh"), account("nuoc"), account("xem")
    give(of_province, Role.ADMINISTRATOR, "42")
    give(of_country, Role.ADMINISTRATOR, "VN")
    give(viewer, Role.VIEWER, "VN")
    assert [user.is_staff for user in (of_province, of_country, viewer)] == [False, True, False]
    assert of_country.has_perm("places.change_unit")
    assert not viewer.has_module_perms("places")


def test_an_actor_is_read_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    user = account()
    give(user)
    give(user, Role.CLERK, "38")
    with django_assert_num_queries(1):
        assert len(actor_of(user, TODAY).grants) == 2


def test_every_act_is_in_the_audit_log_without_personal_data() -> None:
    user = create_user(by=OPERATOR, username="lan.tran", full_name="Trần Thị Lan", password=PASSWORD, email="l@x.vn")
    given = give(user)
    end_assignment(by=OPERATOR, assignment=given, ended_on=TODAY)
    set_password(by=OPERATOR, user=user, password=ANOTHER)
    set_active(by=OPERATOR, user=user, active=False)
    events = list(Event.objects.filter(subject="account lan.tran").order_by("pk"))
    assert [event.action for event in events] == [
        "accounts.create",
        "accounts.assign",
        "accounts.end",
        "accounts.password",
        "accounts.deactivate",
    ]
    assert events[2].before["ended_on"] is None
    assert events[2].after["ended_on"] == TODAY.isoformat()
    told = repr([(event.before, event.after, event.details) for event in events])
    assert not [secret for secret in (PASSWORD, "Trần", "l@x.vn", ANOTHER) if secret in told]


def test_what_is_not_there_is_said_so() -> None:
    with pytest.raises(AccountUnknownError):
        find_person("ai.do")
    with pytest.raises(AssignmentUnknownError):
        find_assignment(999_999)
