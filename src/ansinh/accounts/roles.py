"""Who may do what: roles and permissions as data. Where and when a role holds is said by its assignment."""

from collections.abc import Mapping
from enum import StrEnum

from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _


class Role(StrEnum):
    VIEWER = "viewer"
    DATA_ENTRY = "data_entry"
    APPROVER = "approver"
    SIGNER = "signer"
    CLERK = "clerk"
    EMULATION_OFFICER = "emulation_officer"
    CLUSTER_SECRETARY = "cluster_secretary"
    COUNCIL_MEMBER = "council_member"
    STEERING_MEMBER = "steering_member"
    UNION_OFFICER = "union_officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """SEE_FIGURES: approved ones. SEE_SUBMISSIONS: files, findings, what is not approved, traces down to the cell."""

    SEE_FIGURES = "see_figures"
    SEE_SUBMISSIONS = "see_submissions"
    ENTER_FIGURES = "enter_figures"
    APPROVE_FIGURES = "approve_figures"
    LOCK_FIGURES = "lock_figures"
    SET_TARGETS = "set_targets"
    MAKE_REPORTS = "make_reports"
    ISSUE_REPORTS = "issue_reports"
    SEE_REGISTERS = "see_registers"
    SEE_AUDIT = "see_audit"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_CATALOGUES = "manage_catalogues"


_READS = frozenset({Permission.SEE_FIGURES})
_WORKS = _READS | {Permission.SEE_SUBMISSIONS}

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.VIEWER: _READS,
    Role.DATA_ENTRY: _WORKS | {Permission.ENTER_FIGURES, Permission.MAKE_REPORTS},
    Role.APPROVER: _WORKS
    | {Permission.APPROVE_FIGURES, Permission.LOCK_FIGURES, Permission.SET_TARGETS, Permission.MAKE_REPORTS},
    Role.SIGNER: _WORKS | {Permission.MAKE_REPORTS, Permission.ISSUE_REPORTS},
    Role.CLERK: _READS | {Permission.MAKE_REPORTS},
    Role.EMULATION_OFFICER: _WORKS | {Permission.SET_TARGETS, Permission.MAKE_REPORTS},
    Role.CLUSTER_SECRETARY: _WORKS | {Permission.ENTER_FIGURES, Permission.SET_TARGETS, Permission.MAKE_REPORTS},
    Role.COUNCIL_MEMBER: _READS,
    Role.STEERING_MEMBER: _READS,
    Role.UNION_OFFICER: _READS,
    Role.AUDITOR: _WORKS | {Permission.SEE_AUDIT},
    Role.ADMINISTRATOR: frozenset({Permission.SEE_AUDIT, Permission.MANAGE_ACCOUNTS, Permission.MANAGE_CATALOGUES}),
}

NEEDS_SECOND_FACTOR = frozenset({Role.APPROVER, Role.SIGNER, Role.ADMINISTRATOR})

ROLE_NAMES: Mapping[Role, Message] = {
    Role.VIEWER: _("viewer"),
    Role.DATA_ENTRY: _("data entry"),
    Role.APPROVER: _("approver"),
    Role.SIGNER: _("signer"),
    Role.CLERK: _("clerk"),
    Role.EMULATION_OFFICER: _("emulation officer"),
    Role.CLUSTER_SECRETARY: _("cluster secretary"),
    Role.COUNCIL_MEMBER: _("council member"),
    Role.STEERING_MEMBER: _("steering-committee member"),
    Role.UNION_OFFICER: _("union or youth officer"),
    Role.AUDITOR: _("auditor"),
    Role.ADMINISTRATOR: _("administrator"),
}


def roles_with(permission: Permission) -> frozenset[Role]:
    return frozenset(role for role, allowed in PERMISSIONS.items() if permission in allowed)
