"""What each role may do, as it is documented; and what no role may do alone."""

import pytest

from ansinh.accounts.roles import NEEDS_SECOND_FACTOR, PERMISSIONS, ROLE_NAMES, Permission, Role, roles_with

WRITES = {
    Permission.ENTER_FIGURES,
    Permission.APPROVE_FIGURES,
    Permission.LOCK_FIGURES,
    Permission.SET_TARGETS,
    Permission.MAKE_REPORTS,
    Permission.ISSUE_REPORTS,
    Permission.MANAGE_ACCOUNTS,
    Permission.MANAGE_CATALOGUES,
}


@pytest.mark.parametrize("role", Role)
def test_every_role_has_permissions_and_a_name_in_both_languages(role: Role) -> None:
    assert PERMISSIONS[role]
    assert ROLE_NAMES[role].text("en").strip()
    assert ROLE_NAMES[role].text("vi").strip()


@pytest.mark.parametrize("permission", [one for one in Permission if one is not Permission.SEE_REGISTERS])
def test_every_permission_is_some_roles(permission: Permission) -> None:
    assert roles_with(permission)


def test_personal_data_of_registers_comes_with_no_role_of_figures() -> None:
    assert roles_with(Permission.SEE_REGISTERS) == frozenset()


@pytest.mark.parametrize("role", Role)
def test_nobody_both_enters_and_approves_by_one_role(role: Role) -> None:
    assert not {Permission.ENTER_FIGURES, Permission.APPROVE_FIGURES} <= PERMISSIONS[role]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.COUNCIL_MEMBER, Role.STEERING_MEMBER, Role.UNION_OFFICER])
def test_those_who_only_read_see_approved_figures_and_nothing_else(role: Role) -> None:
    assert PERMISSIONS[role] == {Permission.SEE_FIGURES}


def test_an_auditor_sees_what_was_done_and_writes_nothing() -> None:
    assert Permission.SEE_AUDIT in PERMISSIONS[Role.AUDITOR]
    assert not PERMISSIONS[Role.AUDITOR] & WRITES


def test_an_administrator_neither_sees_nor_writes_figures() -> None:
    allowed = PERMISSIONS[Role.ADMINISTRATOR]
    assert allowed == {Permission.SEE_AUDIT, Permission.MANAGE_ACCOUNTS, Permission.MANAGE_CATALOGUES}


@pytest.mark.parametrize(
    "permission",
    [Permission.APPROVE_FIGURES, Permission.LOCK_FIGURES, Permission.ISSUE_REPORTS, Permission.MANAGE_ACCOUNTS],
)
def test_what_binds_others_needs_a_second_factor(permission: Permission) -> None:
    assert roles_with(permission) <= NEEDS_SECOND_FACTOR


def test_whoever_may_see_files_may_see_figures() -> None:
    assert roles_with(Permission.SEE_SUBMISSIONS) <= roles_with(Permission.SEE_FIGURES)
