"""That a snapshot was loaded by mistake: written beside it, since nothing in it is ever changed."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from ansinh.kernel.errors import RefusedError
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import short_date


@dataclass(frozen=True)
class Withdrawal:
    """``at``: the moment, as its time zone's clocks showed it."""

    reason: str
    by: str
    at: datetime

    @property
    def day(self) -> date:
        return self.at.date()

    def written(self) -> bytes:
        """As ``withdrawn.json`` has it."""
        return json.dumps(asdict(self) | {"at": self.at.isoformat()}, ensure_ascii=False, indent=1).encode()


def read_withdrawal(written: bytes) -> Withdrawal:
    found = json.loads(written)
    return Withdrawal(found["reason"], found["by"], datetime.fromisoformat(found["at"]))


class WithdrawnError(RefusedError):
    def __init__(self, name: str, withdrawal: Withdrawal) -> None:
        super().__init__(
            _(
                "The register {name} was withdrawn on {day} by {by}: “{reason}”.",
                name=name,
                day=short_date(withdrawal.day),
                by=withdrawal.by,
                reason=withdrawal.reason,
            ),
            _("Name another one: `ansinh register snapshots` lists them. The same lists can be loaded again."),
        )


class BuiltUponError(RefusedError):
    """``later``: names of the snapshots that change it."""

    def __init__(self, name: str, later: Sequence[str]) -> None:
        super().__init__(
            _("The register {name} cannot be withdrawn: {later} builds on it.", name=name, later=", ".join(later)),
            _("Withdraw {later} first, if that is wrong too.", later=", ".join(later)),
        )
