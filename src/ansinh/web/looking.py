"""What a page looks at: a unit and a period that its address names and its reader may see."""

from dataclasses import dataclass

from ansinh.accounts.access import Actor, visible_unit, visible_units
from ansinh.accounts.roles import Permission
from ansinh.kernel.periods import Period
from ansinh.places.models import Unit, UnitKind
from ansinh.places.reads import country, wholes
from ansinh.web.pages import Request


@dataclass(frozen=True)
class Look:
    """``around``: the units that the unit lies in and the reader may see, the country first."""

    unit: Unit
    period: Period
    actor: Actor
    around: tuple[Unit, ...]

    @property
    def kind(self) -> UnitKind:
        return UnitKind(self.unit.kind)

    @property
    def key(self) -> str:
        return self.unit.key

    def may(self, permission: Permission) -> bool:
        """Whether its reader has more than sight of the figures here."""
        return self.actor.may(permission, self.unit, self.period.end)


def look(
    request: Request, kind: UnitKind, key: str, period: Period, permission: Permission = Permission.SEE_FIGURES
) -> Look:
    """Raises NotFoundError, of what is not there as of what the reader may not see."""
    unit = visible_unit(request.actor, kind, key, period.end, permission)
    day = unit.day_within(period.end)
    above = wholes([unit.pk], day)[unit.pk]
    nation = country(period.end)
    outermost = () if nation.pk == unit.pk else (nation,)
    around = visible_units(request.actor, [*outermost, *reversed(above)], period.end, permission)
    return Look(unit, period, request.actor, tuple(around))
