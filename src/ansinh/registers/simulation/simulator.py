"""From a number of persons and a seed to two registers on disk."""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import duckdb

from ansinh.registers.areas import Areas
from ansinh.registers.loading import Limits
from ansinh.registers.simulation.communes import Place, places
from ansinh.registers.simulation.description import describe
from ansinh.registers.simulation.generating import Generator
from ansinh.registers.simulation.given import Listener, Simulated, Simulation
from ansinh.registers.simulation.refusals import (
    ChangeOutOfRangeError,
    DirectoryTakenError,
    DiskFullError,
    NowhereError,
    PersonsOutOfRangeError,
    TooDenseError,
)

MOST = 100_000_000
MOST_OF_ONE_ISSUER = 20_000_000  # takes about 150,000 of the 500,000 serials of a sex and year of birth
RESIDENT = 'person_id, bhxh_no, name, birth, sex, household, commune, "group", evidence, status'
SPELL = 'scheme, person_id, bhxh_no, card, "group", benefit, valid_from, valid_to, issued_in'

_BYTES_EACH = 45  # a person's lines on disk, compressed
_DEFAULT = Limits(memory_gb=3.0)


def _nobody_listens(done: int, total: int) -> None: ...


def simulate(
    directory: Path,
    simulation: Simulation,
    areas: Areas,
    *,
    limits: Limits = _DEFAULT,
    progress: Listener = _nobody_listens,
) -> Simulated:
    """Into a directory that is not there yet or is empty; it is there whole or not at all.

    Raises InputError for what cannot be simulated, ConflictError where something stands already, RefusedError where the
    disk is too small.
    """
    _refuse(directory, simulation)
    communes = places(areas, simulation.within, simulation.persons, simulation.seed)
    if max(one.issued for one in communes) > MOST_OF_ONE_ISSUER:
        raise TooDenseError(simulation.persons)
    with _appearing_whole(directory) as building:
        return _Run(building, directory, simulation, communes, limits, progress).simulated()


class _Run:
    def __init__(
        self,
        building: Path,
        directory: Path,
        simulation: Simulation,
        communes: list[Place],
        limits: Limits,
        progress: Listener,
    ) -> None:
        self.building, self.directory = building, directory
        self.simulation, self.communes, self.progress = simulation, communes, progress
        self.spill = building / ".spill"
        self.generator = Generator(simulation, communes, limits, self.spill)
        self.lines: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()

    def simulated(self) -> Simulated:
        persons: Counter[int] = Counter()
        for one in self.communes:
            persons[one.batch] += one.persons
        done = 0
        with self.generator.connection:
            for batch, size in persons.items():
                self.generator.make(batch)
                self._write(batch)
                done += size
                self.progress(done, self.simulation.persons)
        shutil.rmtree(self.spill, ignore_errors=True)
        simulated = self._simulated()
        describe(self.building, self.simulation, simulated)
        return simulated

    def _write(self, batch: int) -> None:
        for province in sorted({one.province for one in self.communes if one.batch == batch}):
            name = f"{province}-{batch:04}.parquet"
            self.lines["residents"] += self._copy("resident_line", RESIDENT, f"residents/{name}", province)
            self.lines["spells"] += self._copy("spell_line", SPELL, f"spells/{name}", province)
        self._write_truth(batch)
        if self.simulation.change is not None:
            self._write_changes(batch)

    def _write_truth(self, batch: int) -> None:
        truth = self.generator.connection.table("truth")
        self.generator.write(truth, self.building / f"truth/{batch:04}.parquet")
        for kind, count in truth.aggregate("kind, count(DISTINCT person_id)").fetchall():
            self.errors[kind] += count

    def _write_changes(self, batch: int) -> None:
        name = f"{batch:04}.parquet"
        for one in self.generator.months:
            month = f"month = {one.month}"
            for table, columns, register in (
                ("changed_resident", RESIDENT, "residents"),
                ("changed_spell", SPELL, "spells"),
            ):
                rows = self.generator.connection.table(table).filter(month).project(columns)
                self.generator.write(rows, self.building / f"changes/{one.until}/{register}/{name}")
        if self.simulation.whole_after:
            for view, columns, register in (
                ("resident_after", RESIDENT, "residents"),
                ("spell_after", SPELL, "spells"),
            ):
                rows = self.generator.connection.view(view).project(columns)
                self.generator.write(rows, self.building / f"after/{register}/{name}")

    def _copy(self, table: str, columns: str, file: str, province: str) -> int:
        rows = self.generator.connection.table(table).filter(
            duckdb.ColumnExpression("province") == duckdb.ConstantExpression(province)
        )
        return self.generator.write(rows.project(columns), self.building / file)

    def _simulated(self) -> Simulated:
        has_changes, is_after = self.simulation.change is not None, self.simulation.whole_after
        return Simulated(
            directory=self.directory,
            residents=self.lines["residents"],
            spells=self.lines["spells"],
            errors=dict(sorted(self.errors.items())),
            changes={one.until: self.directory / f"changes/{one.until}" for one in self.generator.months}
            if has_changes
            else {},
            after=self.directory / "after" if has_changes and is_after else None,
        )


def _refuse(directory: Path, simulation: Simulation) -> None:
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise DirectoryTakenError(directory)
    if not 1 <= simulation.persons <= MOST:
        raise PersonsOutOfRangeError(simulation.persons, MOST)
    if simulation.change is not None and not 0 < simulation.change * simulation.months <= 1:
        raise ChangeOutOfRangeError
    if not simulation.within:
        raise NowhereError
    there = next(one for one in directory.absolute().parents if one.exists())
    needed = simulation.persons * _BYTES_EACH * (2 if simulation.whole_after else 1)
    if needed > shutil.disk_usage(there).free:
        raise DiskFullError(needed // 10**9, shutil.disk_usage(there).free // 10**9)


@contextmanager
def _appearing_whole(directory: Path) -> Iterator[Path]:
    """A directory beside, which takes the name when all is done."""
    directory.absolute().parent.mkdir(parents=True, exist_ok=True)
    building = Path(mkdtemp(prefix=f".{directory.name}.building-", dir=directory.absolute().parent))
    try:
        yield building
        if directory.exists():
            directory.rmdir()  # empty
        building.rename(directory)
    finally:
        shutil.rmtree(building, ignore_errors=True)
