"""Where the snapshots are: a directory that only its owner may enter, with one directory for each."""

import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from ansinh.kernel.errors import InputError, NotFoundError
from ansinh.kernel.files import keep
from ansinh.kernel.language import message as _
from ansinh.registers.snapshots.layout import DESCRIPTION, SCHEMA_VERSION, WITHDRAWAL
from ansinh.registers.snapshots.lock import held
from ansinh.registers.snapshots.withdrawal import BuiltUponError, Withdrawal, WithdrawnError, read_withdrawal

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


def read_description(name: str, content: bytes) -> dict[str, Any]:
    """Of the snapshot of that name. Raises OtherVersionError."""
    found: dict[str, Any] = json.loads(content)
    version = found["ansinh"]["schema"]
    if version != SCHEMA_VERSION:
        raise OtherVersionError(name, version)
    return found


def refuse_other_base(name: str, description: Mapping[str, Any], base: bytes | None) -> None:
    """``description``: of a change; ``base``: that of the snapshot before it as it stands there now, None: there is
    none. Raises OtherBaseError."""
    about = description["ansinh"]
    expected = about.get("before_sha256")  # what older programs loaded does not say it
    if base is None or expected not in (None, sha256_of(base)):
        raise OtherBaseError(name, about["before"])


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


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
        return read_description(self.name, self._description())

    @property
    def sha256(self) -> str:
        """Of its description, which says what it was made from."""
        return sha256_of(self._description())

    @property
    def withdrawal(self) -> Withdrawal | None:
        path = self.directory / WITHDRAWAL
        return read_withdrawal(path.read_bytes()) if path.is_file() else None

    def refuse_withdrawn(self) -> None:
        """Raises WithdrawnError."""
        if withdrawal := self.withdrawal:
            raise WithdrawnError(self.name, withdrawal)

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
        refuse_other_base(self.name, self.description, base._description() if is_there else None)
        return base

    def _description(self) -> bytes:
        return (self.directory / DESCRIPTION).read_bytes()


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
        """That can be asked: those withdrawn are not among them. Oldest first; of one day in the order they were
        loaded."""
        return [one for one in self.ever_loaded() if one.withdrawal is None]

    def ever_loaded(self) -> list[Snapshot]:
        """In the same order, those withdrawn too."""
        if not self.directory.is_dir():
            return []
        found = [Snapshot(one.name, one) for one in self.directory.iterdir() if _NAME.fullmatch(one.name)]
        return sorted((one for one in found if (one.directory / DESCRIPTION).is_file()), key=_order)

    def snapshot(self, name: str | None = None) -> Snapshot:
        """The one named; of none the latest. Raises NoSnapshotError, WithdrawnError."""
        found = self.ever_loaded() if name else self.snapshots()
        named = [one for one in found if name in (None, one.name)]
        if not named:
            raise NoSnapshotError(name, [one.name for one in self.snapshots()])
        named[-1].refuse_withdrawn()
        return named[-1]

    def to_withdraw(self, name: str) -> Snapshot:
        """One that may be. Raises NoSnapshotError, WithdrawnError, BuiltUponError."""
        found = self.snapshot(name)
        if later := [one.name for one in self.snapshots() if _builds_on(one, name)]:
            raise BuiltUponError(name, later)
        return found

    def withdraw(self, name: str, withdrawal: Withdrawal) -> Snapshot:
        """Nothing of the snapshot itself is changed: that it is withdrawn is written beside its description. Raises as
        ``to_withdraw`` does, and ConflictError while a load is running, which may build on it."""
        self.to_withdraw(name)
        with held(self.directory):
            found = self.to_withdraw(name)
            keep(withdrawal.written(), found.directory / WITHDRAWAL)
        return found

    def free_name(self, day: date) -> str:
        of_day = [_order(one)[1] for one in self.ever_loaded() if one.as_of == day]
        return f"{day}.{max(of_day) + 1}" if of_day else str(day)

    def leftovers(self) -> list[Leftover]:
        if not self.directory.is_dir():
            return []
        return [Leftover(one) for one in sorted(self.directory.iterdir()) if one.name.startswith(BUILDING)]


def _builds_on(snapshot: Snapshot, name: str) -> bool:
    """What another version of the program loaded cannot be asked, whatever is withdrawn."""
    try:
        return snapshot.before == name
    except OtherVersionError:
        return False


def _order(snapshot: Snapshot) -> tuple[date, int]:
    return snapshot.as_of, int(snapshot.name[11:] or "1")
