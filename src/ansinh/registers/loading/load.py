"""From source files to a snapshot, stage by stage; what an interrupted load finished is not done again."""

import hashlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version

import duckdb

from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Message
from ansinh.registers.areas import Areas
from ansinh.registers.loading.building import Building
from ansinh.registers.loading.errors import (
    AreasChangedError,
    LoadFailedError,
    MemoryRanOutError,
    NothingToLoadError,
    NotLaterError,
    SourceChangedError,
)
from ansinh.registers.loading.files import SourceFile, find_files
from ansinh.registers.loading.given import Codes, Limits, Listener, Loaded, Progress, Source, Task
from ansinh.registers.loading.needs import refuse_what_will_not_fit
from ansinh.registers.loading.stages import Stages
from ansinh.registers.snapshots.layout import SCHEMA_VERSION
from ansinh.registers.snapshots.lock import held
from ansinh.registers.snapshots.store import BUILDING, OtherVersionError, Registers, Snapshot


def load(
    registers: Registers,
    sources: Sequence[Source],
    *,
    as_of: date,
    areas: Areas,
    codes: Codes,
    before: Snapshot | None = None,
    limits: Limits | None = None,
    progress: Listener = lambda _: None,
) -> Loaded:
    """A whole list of a day; with ``before``, what changed since.

    The same sources for the same day, with the same communes and codes, are loaded once. Raises InputError for files
    that cannot be read and for lists without a resident, RefusedError for what will not fit, for a change across a
    change of areas or to a register that was withdrawn, ConflictError while another load runs or if a file changes
    meanwhile.
    """
    limits = limits or Limits()
    task = Task(tuple(sources), as_of, areas, codes, before, limits)
    if before is not None and as_of <= before.as_of:
        raise NotLaterError(as_of, before.as_of)
    began = time.monotonic()
    files = find_files(sources)
    if before is None and not any(one.shape.register == "residents" for one in files):
        raise NothingToLoadError
    digest = _digest(task, files)
    registers.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    registers.directory.chmod(0o700)
    with held(registers.directory):
        if before is not None:
            before.refuse_withdrawn()
        building = Building(registers.directory / f"{BUILDING}{_digest_of_all(task, digest)[:16]}", task.limits.temp)
        there = _already_there(registers, as_of, digest)
        if there is not None:
            building.remove()
            return Loaded(there, is_new=False)
        refuse_what_will_not_fit(files, before, limits, building)
        name = registers.free_name(as_of)

        def tell(stage: Message, done: int, total: int) -> None:
            progress(Progress(stage, done, total, time.monotonic() - began))

        with _errors_without_data(limits.memory_gb), _nothing_kept_of_wrong_files(building):
            building.start()
            Stages(task, files, building, tell).run(name, digest)
            for file in files:
                file.refuse_changed()
        building.publish(registers.directory / name)
    return Loaded(registers.snapshot(name), is_new=True)


@contextmanager
def _errors_without_data(memory_gb: float) -> Iterator[None]:
    """The texts of DuckDB's errors quote values of the files."""
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise MemoryRanOutError(memory_gb) from None
    except duckdb.Error as error:
        raise LoadFailedError(type(error).__name__) from None


@contextmanager
def _nothing_kept_of_wrong_files(building: Building) -> Iterator[None]:
    try:
        yield
    except (InputError, SourceChangedError, AreasChangedError):
        building.remove()
        raise


def _already_there(registers: Registers, day: date, digest: str) -> Snapshot | None:
    return next((one for one in registers.snapshots() if one.as_of == day and _digest_in(one) == digest), None)


def _digest_in(snapshot: Snapshot) -> str | None:
    """None: of another version, which is to be loaded anew."""
    try:
        digest: str = snapshot.description["ansinh"]["digest"]
    except OtherVersionError:
        return None
    return digest


def _digest(task: Task, files: Sequence[SourceFile]) -> str:
    """Of what was given: files by their content, day, communes, codes, and the snapshot that is changed."""
    areas, codes = task.areas, task.codes
    return _digest_of(
        {
            "as_of": task.as_of.isoformat(),
            "before": task.before.description["ansinh"]["digest"] if task.before else None,
            "files": sorted((one.shape.register, one.sha256) for one in files),
            "schema": SCHEMA_VERSION,
            "communes": sorted((code, one.province) for code, one in areas.communes.items()),
            "successors": sorted(areas.successors.items()),
            "groups": sorted((code, sorted(digits)) for code, digits in codes.groups.items()),
            "prefixes": sorted(codes.prefixes),
        }
    )


def _digest_of_all(task: Task, digest: str) -> str:
    """Of all that decides what the stages write: a load goes on only from where the very same one stopped."""
    return _digest_of({"digest": digest, "program": version("ansinh"), "memory": task.limits.memory_gb})


def _digest_of(about: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()
