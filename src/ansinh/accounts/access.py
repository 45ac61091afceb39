"""Who may see and do what: the one access function of units. Of submissions and facts: ledger/access.py.

A grant is a role at a unit. It reaches the unit and what lies under it (lineage.py). A cluster lies under whatever all
its members lie under, and so does an office that is no more under whatever all that it served lies under. Being in a
cluster gives sight of each other's approved figures and of nothing else: who has a member of a cluster in reach, or the
cluster itself, may SEE_FIGURES of the cluster and of its members on that day, not of what lies under them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.db.models import Q

from ansinh.accounts.errors import NothingThereError
from ansinh.accounts.lineage import NO_UNIT, above
from ansinh.accounts.models import Assignment, User, holding
from ansinh.accounts.roles import NEEDS_SECOND_FACTOR, PERMISSIONS, Permission, Role
from ansinh.places.models import Relation, Unit, UnitKind
from ansinh.places.reads import country

Parts: TypeAlias = Mapping[Unit, tuple[Relation, ...]]
Lines: TypeAlias = Mapping[int, frozenset[int]]


@dataclass(frozen=True)
class Grant:
    role: Role
    unit: Unit


@dataclass(frozen=True)
class Actor:
    """Somebody signed in, with the roles held on ``day``: today. ``name`` is what ``by=`` is given."""

    user_id: int
    name: str
    full_name: str
    day: date
    grants: tuple[Grant, ...]

    def may(self, permission: Permission, unit: Unit, day: date) -> bool:
        """Of the unit as it is looked at on the day. Two queries; for several units ask ``visible_units``."""
        return bool(visible_units(self, [unit], day, permission))

    def may_somewhere(self, permission: Permission) -> bool:
        return bool(self.units_with(permission))

    def units_with(self, permission: Permission) -> frozenset[int]:
        """Ids of the units where a role of the actor has the permission."""
        return frozenset(grant.unit.pk for grant in self.grants if permission in PERMISSIONS[grant.role])

    @property
    def needs_second_factor(self) -> bool:
        return any(grant.role in NEEDS_SECOND_FACTOR for grant in self.grants)


def actor_of(user: User, day: date) -> Actor:
    """With the roles that the user holds on the day; none, once the user is not active. One query."""
    held = Assignment.objects.filter(holding(day), user=user, user__is_active=True).select_related("unit")
    grants = tuple(Grant(Role(one.role), one.unit) for one in held)
    return Actor(user.pk, user.username, user.full_name, day, grants)


def visible_unit(
    actor: Actor, kind: UnitKind | str, key: str, day: date, permission: Permission = Permission.SEE_FIGURES
) -> Unit:
    """The unit that an address names. Raises NothingThereError after the same queries, whether there is no such unit or
    the actor may not."""
    code, valid_from = _parts_of_key(key)
    found = Unit.objects.filter(kind=kind, code=code, valid_from=valid_from).first()
    visible = visible_units(actor, [found] if found else [], day, permission)
    if not visible:
        raise NothingThereError
    return visible[0]


def require_everywhere(actor: Actor, permission: Permission, day: date) -> None:
    """Raises NothingThereError unless the actor has the permission over the whole country."""
    if not actor.may(permission, country(day), day):
        raise NothingThereError


def own_unit(actor: Actor) -> Unit | None:
    """Where the actor begins: the first unit given where figures may be seen, an area or office before a cluster."""
    seeing = [grant.unit for grant in actor.grants if Permission.SEE_FIGURES in PERMISSIONS[grant.role]]
    return min(seeing, key=lambda unit: unit.kind == UnitKind.CLUSTER, default=None)


def _parts_of_key(key: str) -> tuple[str, date | None]:
    """A key has one spelling; what is none is no unit's code."""
    code, _at, written = key.partition("@")
    try:
        valid_from = date.fromisoformat(written)
    except ValueError:
        return key, None
    return (code, valid_from) if valid_from.isoformat() == written else (key, None)


def visible_units(
    actor: Actor, units: Iterable[Unit], day: date, permission: Permission = Permission.SEE_FIGURES
) -> list[Unit]:
    """Those of the units that the actor may, in the order given. Two queries, of any number of units."""
    units = list(units)
    parts = _parts({unit.pk for unit in units}, actor.day)
    asked = {unit.pk for unit in (*units, *parts)} | {one.part_id for held in parts.values() for one in held}
    reach = _Reach(actor.units_with(permission), above(asked, day, actor.day), parts, day)
    fellows = reach.fellows() if permission is Permission.SEE_FIGURES else frozenset()
    return [unit for unit in units if unit.pk in fellows or reach.covers(unit)]


@dataclass(frozen=True)
class _Reach:
    """How far grants at some units go. ``parts``: of the clusters and past offices that are in question."""

    granted: frozenset[int]
    lines: Lines
    parts: Parts
    day: date

    def holds(self, unit: int) -> bool:
        return not self.granted.isdisjoint(self.lines.get(unit, ()))

    def covers(self, unit: Unit) -> bool:
        day = unit.day_within(self.day)
        together = [one.part_id for one in self.parts.get(unit, ()) if one.valid_on(day)]
        return self.holds(unit.pk) or (bool(together) and all(self.holds(part) for part in together))

    def fellows(self) -> frozenset[int]:
        """The clusters of which a member, or they themselves, are in reach, and their members."""
        found: set[int] = set()
        for whole, relations in self.parts.items():
            if whole.kind == UnitKind.CLUSTER:
                found |= self._of_cluster(whole, relations)
        return frozenset(found)

    def _of_cluster(self, cluster: Unit, relations: Collection[Relation]) -> set[int]:
        """Members see each other in the time of the cluster; the cluster itself they may look at before and after."""
        nearest = cluster.day_within(self.day)
        ever = {one.part_id for one in relations if one.valid_on(nearest)}
        if not (self.holds(cluster.pk) or any(self.holds(member) for member in ever)):
            return set()
        return {cluster.pk} | (ever if nearest == self.day else set())


def _parts(units: Collection[int], today: date) -> Parts:
    """The parts, of all times, of the clusters that the units are or are members of, and of past offices among them."""
    asked = units or [NO_UNIT]
    clusters_of = Relation.objects.filter(part__in=asked, whole__kind=UnitKind.CLUSTER).values("whole")
    gathered = Q(whole__kind=UnitKind.CLUSTER) | Q(whole__kind=UnitKind.OFFICE, whole__valid_to__lt=today)
    found: dict[Unit, list[Relation]] = defaultdict(list)
    for relation in Relation.objects.filter((gathered & Q(whole__in=asked)) | Q(whole__in=clusters_of)).select_related(
        "whole"
    ):
        found[relation.whole].append(relation)
    return {whole: tuple(relations) for whole, relations in found.items()}
