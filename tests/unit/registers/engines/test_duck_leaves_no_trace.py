"""Snapshots are only read, and what was written aside is private and goes with the engine."""

import stat
from pathlib import Path

from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.questions import Coverage, Lapses, Movement, Uninsured
from ansinh.registers.records import Register
from tests.unit.registers.laid_out import lay_out


def test_snapshots_stay_as_they_are(july: Register, tmp_path: Path) -> None:
    snapshot = lay_out(july, tmp_path)
    files = _files(tmp_path)
    engine = DuckEngine(snapshot, snapshot.before)

    for question in (Coverage(july.as_of), Uninsured("31117", july.as_of), Lapses(july.as_of, weeks=26), Movement()):
        assert engine.answer(question)

    assert _files(tmp_path) == files


def test_the_directory_for_what_does_not_fit_memory_is_private_and_goes_with_the_engine(
    june: Register, tmp_path: Path
) -> None:
    (tmp_path / "temp").mkdir()
    engine = DuckEngine(lay_out(june, tmp_path / "registers"), temp=tmp_path / "temp")
    (private,) = (tmp_path / "temp").iterdir()
    assert stat.S_IMODE(private.stat().st_mode) == 0o700

    del engine

    assert not any((tmp_path / "temp").iterdir())


def _files(directory: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}
