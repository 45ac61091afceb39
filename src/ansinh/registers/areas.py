"""The communes of a day as the registers need them; given by whoever keeps the catalogue of places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Commune:
    """``code``: five digits. ``province``: two digits. ``above``: codes of the areas it lies in, the nearest first,
    without the country."""

    code: str
    name: str
    designation: str  # xã, phường, thị trấn, đặc khu
    province: str
    above: tuple[str, ...]


@dataclass(frozen=True)
class Areas:
    """``communes``: by code, all of the day. ``names``: of every area above them, by code. ``successors``: code of a
    commune that ended → the commune of the day that took all of it; one that was divided is not here."""

    day: date
    communes: Mapping[str, Commune]
    names: Mapping[str, str] = field(default_factory=dict)
    successors: Mapping[str, str] = field(default_factory=dict)

    def within(self, code: str) -> frozenset[str]:
        """Codes of the communes in an area (a commune: itself; "VN": all)."""
        if code == "VN":
            return frozenset(self.communes)
        return frozenset(one.code for one in self.communes.values() if code == one.code or code in one.above)
