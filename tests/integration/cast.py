"""Who looks at what, in the tests of access: the units around tỉnh Hà Tĩnh in May 2020, and an actor in one line."""

from datetime import date
from functools import cache

from ansinh.accounts.access import Actor, Grant
from ansinh.accounts.roles import Role
from ansinh.places.finding import find_unit
from ansinh.places.models import Unit
from ansinh.places.reads import parts

THEN, TODAY = date(2020, 5, 31), date(2026, 5, 31)
OWN, CLUSTER, COUNTRY = "42", "cum-iv-2020", "VN"


@cache
def place(name: str) -> Unit:
    """Own unit, child, grandchild, sibling, parent, outsider; fellow of the cluster, fellow's child, the cluster."""
    match name:
        case "own":
            return find_unit(OWN, THEN)
        case "parent":
            return find_unit(COUNTRY, THEN)
        case "sibling":
            return find_unit("38", THEN)
        case "fellow":
            return find_unit("51", THEN)
        case "cluster":
            return find_unit(CLUSTER, THEN)
        case "child":
            return parts(place("own"), THEN)[0]
        case "grandchild":
            return parts(place("child"), THEN)[0]
        case "outsider":
            return parts(place("sibling"), THEN)[0]
        case "fellow's child":
            return parts(place("fellow"), THEN)[0]
    raise KeyError(name)


def actor(role: Role, unit: Unit, today: date = TODAY) -> Actor:
    return Actor(0, "lan.tran", "Trần Thị Lan", today, (Grant(role, unit),))
