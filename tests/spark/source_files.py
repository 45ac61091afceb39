"""A register written as the source files that it might have come from."""

import csv
from dataclasses import fields
from pathlib import Path

import duckdb

from ansinh.registers.records import Register, Resident, Spell

TYPES = {
    "person_id": "BIGINT",
    "bhxh_no": "BIGINT",
    "birth": "DATE",
    "benefit": "TINYINT",
    "valid_from": "DATE",
    "valid_to": "DATE",
}


def write_sources(register: Register, directory: Path) -> None:
    """``residents.parquet`` and ``spells.parquet``. Of a change: what changed."""
    _write(register.residents, Resident, directory / "residents.parquet")
    _write(register.spells, Spell, directory / "spells.parquet")


def _write(lines: tuple[Resident, ...] | tuple[Spell, ...], kind: type[Resident | Spell], target: Path) -> None:
    names = [one.name for one in fields(kind)]
    text = target.with_suffix(".csv")
    with text.open("w") as file:
        csv.writer(file).writerows([getattr(line, name) for name in names] for line in lines)
    types = {name: TYPES.get(name, "VARCHAR") for name in names}
    duckdb.sql(f"COPY (FROM read_csv('{text}', header = false, columns = {types})) TO '{target}' (FORMAT parquet)")
    text.unlink()
