"""Where the snapshots are: a directory that only its owner may enter, with one directory for each."""

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from ansinh.kernel.errors import InputError, NotFoundError
from ansinh.kernel.language import message as _
from ansinh.registers.snapshots.layout import DESCRIPTION, SCHEMA_VERSION
from ansinh.registers.snapshots.lock import held

BUILDING = ".building-"
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.([1-9]\d*))?")


class NoSnapshotError(NotFoundError):
    def __init__(self, name: str | None, known: list[str]) -> None:
        if name is None or not known:
            cause = _("There is no register yet.")
        else:
            cause = _("There is no register named {name}. There are: {known}.", name=name, known=", ".join(known))
        super().__init__(cause, _("Load one with `ansinh register load`, or try it with `ansinh register simulate`."))


class OtherVersionError(InputError):
    def __init__(self, name: str, version: object) -> None:
        super().__init__(
            _("The register {name} is laid out by another version of Ansinh ({version}).", name=name, version=version),
            _("Load it anew from its sources."),
        )


class IncompleteError(InputError):
    def __init__(self, name: str, file: str) -> None:
        super().__init__(
            _("The register {name} is not complete: {file} is missing or has another size.", name=name, file=file),
            _("Copy its directory anew from where it is whole, or load it anew from its sources."),
        )


class OtherBaseError(InputError):
    def __init__(self, name: str, before: str) -> None:
        super().__init__(
            _(
                "The register {name} holds changes of the register {before}, which is no longer there as it was.",
                name=name,
                before=before,
            ),
            _("Put the directory of {before} back as it was, or load a whole list.", before=before),
        )


@dataclass(frozen=True)
class Snapshot:
    """``name``: the day, or day and number ("2026-06-30.2") of a later list of the same day."""

    name: str
    directory: Path

    @property
    def as_of(self) -> date:
        return date.fromisoformat(self.name[:10])

    @property
    def before(self) -> str | None:
        """The name of the snapshot that this one changes; None: this is a whole list."""
        name: str | None = self.description["ansinh"]["before"]
        return name

    @cached_property
    def description(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.directory / DESCRIPTION).read_text("utf-8"))
        version = found["ansinh"]["schema"]
        if version != SCHEMA_VERSION:
            raise OtherVersionError(self.name, version)
        return found

    @property
    def sha256(self) -> str:
        """Of its description, which says what it was made from."""
        return hashlib.sha256((self.directory / DESCRIPTION).read_bytes()).hexdigest()

    def chain(self) -> tuple[Path, ...]:
        """The directory of the whole list first, this one last. Raises IncompleteError (half a copy is no register),
        OtherBaseError."""
        for file, size in self.description["ansinh"]["files"].items():
            path = self.directory / file
            if not path.is_file() or path.stat().st_size != size:
                raise IncompleteError(self.name, file)
        if self.before is None:
            return (self.directory,)
        return (*self._base(self.before).chain(), self.directory)

    def _base(self, name: str) -> "Snapshot":
        base = Snapshot(name, self.directory.parent / name)
        is_there = (base.directory / DESCRIPTION).is_file()
        if not is_there or self.description["ansinh"].get("before_sha256", base.sha256) != base.sha256:
            raise OtherBaseError(self.name, name)
        return base


@dataclass(frozen=True)
class Leftover:
    """A load that did not come to its end; the same load goes on from there."""

    directory: Path

    def remove(self) -> None:
        """Raises ConflictError while a load is running."""
        with held(self.directory.parent):
            shutil.rmtree(self.directory)


@dataclass(frozen=True)
class Registers:
    directory: Path

    def snapshots(self) -> list[Snapshot]:
        """Oldest first; of one day in the order they were loaded."""
        if not self.directory.is_dir():
            return []
        found = [Snapshot(one.name, one) for one in self.directory.iterdir() if _NAME.fullmatch(one.name)]
        return sorted((one for one in found if (one.directory / DESCRIPTION).is_file()), key=_order)

    def snapshot(self, name: str | None = None) -> Snapshot:
        """The one named; of none the latest."""
        found = self.snapshots()
        named = [one for one in found if name in (None, one.name)]
        if not named:
            raise NoSnapshotError(name, [one.name for one in found])
        return named[-1]

    def free_name(self, day: date) -> str:
        of_day = [_order(one)[1] for one in self.snapshots() if one.as_of == day]
        return f"{day}.{max(of_day) + 1}" if of_day else str(day)

    def leftovers(self) -> list[Leftover]:
        if not self.directory.is_dir():
            return []
        return [Leftover(one) for one in sorted(self.directory.iterdir()) if one.name.startswith(BUILDING)]


def _order(snapshot: Snapshot) -> tuple[date, int]:
    return snapshot.as_of, int(snapshot.name[11:] or "1")
