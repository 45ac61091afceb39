"""The database in which a batch of communes is worked on, step by step."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import duckdb

from ansinh.registers.loading import Limits
from ansinh.registers.simulation import changes, errors, groups, households, identities, insurance
from ansinh.registers.simulation.communes import DATA, Place, list_of_63
from ansinh.registers.simulation.given import Simulation

# A draw is a number from 0 to below 1: the same for whom and for what, whatever else is drawn.
DRAW = """
CREATE MACRO draw(who, what) AS (hash(hash(who, what, getvariable('seed'))) >> 11) / 9007199254740992.0
"""
COMMUNES = """
CREATE TABLE commune (
    number BIGINT, code VARCHAR, province VARCHAR, issuer INTEGER, persons BIGINT, first BIGINT, issued BIGINT,
    batch INTEGER, urban BOOLEAN, island BOOLEAN, difficult BOOLEAN, poor DOUBLE, near_poor DOUBLE
)
"""
Config = dict[str, str | bool | int | float | list[str]]

_TABLES = (
    households.TABLES,
    identities.TABLES,
    errors.TABLES,
    groups.TABLES,
    insurance.TABLES,
    changes.TABLES,
)
_STEPS = (*households.STEPS, *identities.STEPS, *groups.STEPS, *insurance.STEPS, *errors.STEPS)


class Generator:
    """Tables of a batch after ``make``: ``resident_line``, ``spell_line``, ``truth``; where there are changes,
    ``changed_resident``, ``changed_spell``, ``resident_after``, ``spell_after``."""

    def __init__(self, simulation: Simulation, communes: Sequence[Place], limits: Limits, spill: Path) -> None:
        self.simulation = simulation
        self.months = changes.months_after(simulation.as_of, simulation.months)
        self.connection = duckdb.connect(config=_config(limits, spill))
        self._set(
            {
                "seed": simulation.seed,
                "as_of": simulation.as_of,
                "communes": len(communes),
                "no_commune": _no_commune(communes),
                "list_63": [int(code) for code in list_of_63()],
                "born_elsewhere": identities.BORN_ELSEWHERE,
                "in_capitals": identities.IN_CAPITALS,
                "decomposed": identities.DECOMPOSED,
                "unstated": groups.UNSTATED,
                "issued_elsewhere": insurance.ISSUED_ELSEWHERE,
                "change": simulation.change or 0.0,
            }
        )
        self._prepare(communes)

    def make(self, batch: int) -> None:
        self._set({"batch": batch})
        for step in _STEPS if self.simulation.change is None else (*_STEPS, *changes.STEPS):
            self.connection.execute(step)

    def write(self, rows: duckdb.DuckDBPyRelation, file: Path) -> int:
        """How many rows. No file if there are none."""
        count = rows.aggregate("count(*)").fetchall()[0][0]
        if count:
            file.parent.mkdir(parents=True, exist_ok=True)
            rows.write_parquet(str(file), compression="zstd")
        return int(count)

    def _prepare(self, communes: Sequence[Place]) -> None:
        for name in ("kinds", "members", "groups"):
            self.connection.read_csv(str(DATA / f"{name}.csv")).create(name)
        for sql in (DRAW, COMMUNES, *_TABLES):
            self.connection.execute(sql)
        self._fill("commune", [asdict(one) for one in communes])
        self._fill("name", [asdict(one) for one in identities.name_parts()])
        self._fill("error_kind", [asdict(one) for one in errors.ranges()])
        if self.simulation.change is not None:
            self._fill("month", [asdict(one) for one in self.months])
        self.connection.execute(identities.SLOTS)

    def _fill(self, table: str, rows: Sequence[dict[str, object]]) -> None:
        given = self.connection.sql("SELECT unnest($rows, recursive := true)", params={"rows": rows})
        given.insert_into(table)

    def _set(self, variables: dict[str, object]) -> None:
        for name, value in variables.items():
            self.connection.execute(f"SET VARIABLE {name} = ?", [value])


def _config(limits: Limits, spill: Path) -> Config:
    config: Config = {
        "memory_limit": f"{limits.memory_gb:.2f}GB",
        "temp_directory": str(limits.temp or spill),
    }
    return config | ({"threads": limits.threads} if limits.threads else {})


def _no_commune(communes: Sequence[Place]) -> str:
    taken = {one.code for one in communes}
    return next(code for code in map(str, range(99999, 0, -1)) if code not in taken)
