"""Snapshots of small registers, laid out on disk."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ansinh.registers.records import Register
from ansinh.registers.snapshots.store import Snapshot
from tests.integration.reviews.registers_of_persons import SMALL
from tests.unit.registers.laid_out import lay_out


@pytest.fixture
def snapshot_of(tmp_path: Path) -> Callable[[Register], Snapshot]:
    def laid_out(register: Register) -> Snapshot:
        found = lay_out(register, tmp_path / "registers")
        return Snapshot(found.name, found.directory)

    return laid_out


@pytest.fixture
def small(snapshot_of: Callable[[Register], Snapshot]) -> Snapshot:
    return snapshot_of(SMALL)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "files"
