from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ansinh.registers.areas import Areas, Commune
from ansinh.registers.simulation.given import Simulated, Simulation
from ansinh.registers.simulation.simulator import simulate

AS_OF = date(2026, 6, 30)
PERSONS = 60_000


@dataclass(frozen=True)
class Simulating:
    """A finished simulation and SQL over it: ``residents``, ``spells``, ``truth`` are its tables."""

    simulated: Simulated
    areas: Areas
    connection: duckdb.DuckDBPyConnection

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.connection.sql(sql).fetchall()

    def value(self, sql: str) -> Any:
        return self.rows(sql)[0][0]


@pytest.fixture(scope="session")
def areas() -> Areas:
    """Communes with codes of Cần Thơ, of what was Hậu Giang, of Sơn La in the mountains, and of Hà Nội."""
    codes = [
        *((31_117 + 3 * number, "92", "phường") for number in range(14)),
        *((31_318 + 3 * number, "92", "xã") for number in range(56)),
        *((3_646 + 3 * number, "14", "xã") for number in range(22)),
        *((4 + 3 * number, "01", "phường") for number in range(8)),
    ]
    communes = {
        f"{code:05}": Commune(f"{code:05}", f"Số {number}", designation, province, (province,))
        for number, (code, province, designation) in enumerate(codes)
    }
    return Areas(AS_OF, communes)


@pytest.fixture(scope="session")
def simulating(areas: Areas, tmp_path_factory: pytest.TempPathFactory) -> Simulating:
    directory = tmp_path_factory.mktemp("simulated") / "lists"
    wanted = Simulation(PERSONS, 7, AS_OF, areas.within("VN"), change=0.02, months=2, whole_after=True)
    simulated = simulate(directory, wanted, areas)
    connection = duckdb.connect()
    for table in ("residents", "spells", "truth"):
        connection.read_parquet(f"{directory}/{table}/*.parquet").create_view(table)
    return Simulating(simulated, areas, connection)


@pytest.fixture
def simulate_small(areas: Areas, tmp_path: Path) -> Callable[..., Simulated]:
    def run(name: str = "lists", persons: int = 3_000, seed: int = 1, **options: Any) -> Simulated:
        passed = {name: options.pop(name) for name in ("limits", "progress") if name in options}
        within = options.pop("within", areas.within("92"))
        wanted = Simulation(persons, seed, options.pop("as_of", AS_OF), within, **options)
        return simulate(tmp_path / name, wanted, areas, **passed)

    return run
