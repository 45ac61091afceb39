"""A list of residents and a list of spells as text, and how they are loaded."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ansinh.registers.loading import Loaded, Source, load
from ansinh.registers.schema import RegisterName
from ansinh.registers.snapshots.store import Registers
from tests.unit.registers.loading.small_registers import AREAS, CODES, DAY, LIMITS, rows

Lines = Sequence[Sequence[str]]
RESIDENTS: Lines = (
    ("person_id", "name", "birth", "sex", "commune", "group"),
    ("092093000001", "Lý Văn Lâm", "1993-05-07", "Nam", "92001", "GD"),
    ("092193000002", "Nguyễn Thị Hòa", "1993-11-20", "Nữ", "92002", "HS"),
)
SPELLS: Lines = (
    ("scheme", "person_id", "valid_from", "valid_to"),
    ("bhyt", "092093000001", "2026-01-01", "2026-12-31"),
)
Loading = Callable[..., Loaded]


def write_csv(path: Path, lines: Lines, delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(lines)
    return path


@pytest.fixture
def store(tmp_path: Path) -> Registers:
    return Registers(tmp_path / "registers")


@pytest.fixture
def load_lists(store: Registers, tmp_path: Path) -> Loading:
    def run(residents: Lines = RESIDENTS, spells: Lines = SPELLS, **options: object) -> Loaded:
        sources = [
            Source(write_csv(tmp_path / "residents.csv", residents), "residents"),
            Source(write_csv(tmp_path / "spells.csv", spells), "spells"),
        ]
        return load(store, sources, **{"as_of": DAY, "areas": AREAS, "codes": CODES, "limits": LIMITS} | options)  # type: ignore[arg-type]

    return run


@pytest.fixture
def load_files(store: Registers) -> Loading:
    def run(*files: tuple[Path, RegisterName], **options: object) -> Loaded:
        sources = [Source(path, register) for path, register in files]
        return load(store, sources, **{"as_of": DAY, "areas": AREAS, "codes": CODES, "limits": LIMITS} | options)  # type: ignore[arg-type]

    return run


def status(loaded: Loaded) -> dict[object, dict[str, object]]:
    return {row["person"]: dict(row) for row in rows(loaded.snapshot.directory, "status")}


def rejected(loaded: Loaded) -> list[tuple[object, ...]]:
    """(register, line, reason, field)"""
    found = rows(loaded.snapshot.directory, "rejected")
    assert all(json.loads(str(row["row"])) for row in found)
    return sorted((row["register"], row["line"], row["reason"], row["field"]) for row in found)
