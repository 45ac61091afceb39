"""A role reaches its unit and what lies under it; a cluster gives sight of each other's figures, and no more."""

from datetime import date

import pytest
from django.db.models import Count

from ansinh.accounts.access import Actor, Grant, own_unit, require_everywhere, visible_unit, visible_units
from ansinh.accounts.errors import NothingThereError
from ansinh.accounts.roles import PERMISSIONS, Permission, Role
from ansinh.places.finding import find_unit
from ansinh.places.models import Succession, Unit, UnitKind
from ansinh.places.reads import wholes
from tests.integration.cast import THEN, TODAY, actor, place

pytestmark = pytest.mark.django_db

UNDER_IT = {"own", "child", "grandchild"}
IN_ITS_CLUSTER = {"fellow", "cluster"}
PLACES = ["own", "child", "grandchild", "sibling", "parent", "outsider", "fellow", "fellow's child", "cluster"]


def seen(by: Actor, permission: Permission, day: date = THEN) -> set[str]:
    visible = visible_units(by, [place(name) for name in PLACES], day, permission)
    return {name for name in PLACES if place(name) in visible}


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_a_role_reaches_its_unit_what_lies_under_it_and_figures_of_its_cluster(
    role: Role, permission: Permission
) -> None:
    expected: set[str] = set()
    if permission in PERMISSIONS[role]:
        expected = UNDER_IT | (IN_ITS_CLUSTER if permission is Permission.SEE_FIGURES else set())
    assert seen(actor(role, place("own")), permission) == expected


@pytest.mark.parametrize("permission", Permission)
def test_at_a_cluster_one_acts_on_the_cluster_and_sees_the_figures_of_its_members(permission: Permission) -> None:
    secretary = actor(Role.CLUSTER_SECRETARY, place("cluster"))
    expected: set[str] = set()
    if permission in PERMISSIONS[Role.CLUSTER_SECRETARY]:
        expected = {"cluster"} | ({"own", "fellow"} if permission is Permission.SEE_FIGURES else set())
    assert seen(secretary, permission) == expected


def test_the_country_reaches_everything_clusters_too() -> None:
    assert seen(actor(Role.AUDITOR, place("parent")), Permission.SEE_SUBMISSIONS) == set(PLACES)


def test_whoever_is_below_a_member_of_a_cluster_is_no_member() -> None:
    assert seen(actor(Role.VIEWER, place("child")), Permission.SEE_FIGURES) == {"child", "grandchild"}


def test_members_see_each_other_in_the_time_of_the_cluster_only() -> None:
    viewer = actor(Role.VIEWER, place("own"))
    assert "fellow" in seen(viewer, Permission.SEE_FIGURES, date(2020, 12, 31))
    assert "fellow" not in seen(viewer, Permission.SEE_FIGURES, date(2021, 1, 1))
    assert "fellow" not in seen(viewer, Permission.SEE_FIGURES, date(2019, 12, 31))


def test_a_cluster_may_be_looked_at_before_its_time_by_its_members() -> None:
    assert "cluster" in seen(actor(Role.VIEWER, place("own")), Permission.SEE_FIGURES, date(2019, 12, 31))


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_what_all_became_one_lies_under_what_it_became(role: Role, permission: Permission) -> None:
    before, heir = find_unit("52", THEN), find_unit("52", TODAY)
    assert heir != before
    allowed = permission in PERMISSIONS[role]
    assert [actor(role, heir).may(permission, before, day) for day in (THEN, TODAY)] == [allowed, allowed]


def test_of_a_unit_that_was_divided_no_heir_has_the_whole() -> None:
    divided = Unit.objects.annotate(heirs=Count("successions__new", distinct=True)).filter(heirs=2, level="commune")[0]
    heirs = [step.new for step in Succession.objects.filter(old=divided).select_related("new")]
    last_day = divided.valid_to
    assert last_day is not None
    assert not any(actor(Role.AUDITOR, heir).may(Permission.SEE_FIGURES, divided, last_day) for heir in heirs)
    above = wholes([divided.pk], last_day)[divided.pk][-1]
    assert actor(Role.AUDITOR, above).may(Permission.SEE_FIGURES, divided, TODAY)


def test_what_lay_under_a_predecessor_lies_under_the_heir() -> None:
    commune = find_unit("21553", THEN)
    heir = find_unit("52", TODAY)
    assert actor(Role.VIEWER, heir).may(Permission.SEE_FIGURES, commune, THEN)
    assert not actor(Role.VIEWER, place("own")).may(Permission.SEE_FIGURES, commune, THEN)


def test_a_predecessor_does_not_reach_its_heir() -> None:
    assert not actor(Role.AUDITOR, find_unit("52", THEN)).may(Permission.SEE_FIGURES, find_unit("52", TODAY), TODAY)


def test_another_unit_that_has_the_same_code_is_another_unit() -> None:
    heir_of_binh_dinh, gia_lai = find_unit("52", TODAY), find_unit("64", THEN)
    assert not actor(Role.AUDITOR, gia_lai).may(Permission.SEE_FIGURES, heir_of_binh_dinh, TODAY)


def test_an_office_reaches_the_area_that_it_serves_also_before_it_served_it() -> None:
    office = find_unit("bhxh-42", TODAY)
    assert office.valid_from is not None
    assert office.valid_from > THEN
    assert seen(actor(Role.DATA_ENTRY, office), Permission.ENTER_FIGURES) == UNDER_IT


def test_an_office_that_is_no_more_lies_under_the_one_that_serves_all_its_area() -> None:
    now, before = find_unit("bhxh-42", TODAY), find_unit("bhxh-42", THEN)
    assert now != before
    assert actor(Role.AUDITOR, now).may(Permission.SEE_SUBMISSIONS, before, THEN)
    other = find_unit("bhxh-48", TODAY)
    assert not actor(Role.AUDITOR, other).may(Permission.SEE_SUBMISSIONS, before, THEN)


def test_an_area_does_not_reach_the_office_that_serves_it() -> None:
    office = find_unit("bhxh-42", TODAY)
    assert not actor(Role.APPROVER, place("own")).may(Permission.APPROVE_FIGURES, office, TODAY)


def test_without_any_role_nothing_is_seen() -> None:
    nobody = Actor(0, "lan.tran", "Trần Thị Lan", TODAY, ())
    assert seen(nobody, Permission.SEE_FIGURES) == set()
    assert own_unit(nobody) is None


def test_several_roles_add_up() -> None:
    grants = (Grant(Role.VIEWER, place("sibling")), Grant(Role.APPROVER, place("child")))
    both = Actor(0, "lan.tran", "Trần Thị Lan", TODAY, grants)
    assert seen(both, Permission.SEE_FIGURES) == {"sibling", "outsider", "child", "grandchild"}
    assert seen(both, Permission.APPROVE_FIGURES) == {"child", "grandchild"}


def test_units_come_in_the_order_asked() -> None:
    asked = [place("grandchild"), place("sibling"), place("own")]
    assert visible_units(actor(Role.VIEWER, place("own")), asked, THEN) == [place("grandchild"), place("own")]


def test_one_begins_at_an_area_rather_than_at_a_cluster() -> None:
    grants = (Grant(Role.CLUSTER_SECRETARY, place("cluster")), Grant(Role.VIEWER, place("own")))
    assert own_unit(Actor(0, "lan.tran", "Trần Thị Lan", TODAY, grants)) == place("own")


@pytest.mark.parametrize("name", ["own", "child", "cluster"])
def test_an_address_leads_to_the_unit_with_that_key(name: str) -> None:
    unit = place(name)
    assert visible_unit(actor(Role.VIEWER, place("own")), unit.kind, unit.key, THEN) == unit


@pytest.mark.parametrize("key", ["99", "", "42@", "42@2025-07-01", "42@x", "52@20250701", "42' OR 1=1 --", "%"])
def test_what_is_no_key_leads_nowhere(key: str) -> None:
    with pytest.raises(NothingThereError):
        visible_unit(actor(Role.VIEWER, place("parent")), UnitKind.AREA, key, THEN)


def test_a_key_of_another_kind_leads_nowhere() -> None:
    with pytest.raises(NothingThereError):
        visible_unit(actor(Role.VIEWER, place("parent")), UnitKind.OFFICE, "42", THEN)


def test_what_needs_the_whole_country_is_refused_to_a_province() -> None:
    require_everywhere(actor(Role.AUDITOR, place("parent")), Permission.SEE_AUDIT, TODAY)
    with pytest.raises(NothingThereError):
        require_everywhere(actor(Role.AUDITOR, place("own")), Permission.SEE_AUDIT, TODAY)
