"""Issued reports taken out of the archive byte for byte, and any report made again."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ansinh.kernel.errors import InputError
from ansinh.kernel.files import hand_out
from ansinh.kernel.language import message as _
from ansinh.reports.issuing import FileJson
from ansinh.reports.kept import KeptFigure
from ansinh.reports.making import Composed, compose
from ansinh.reports.models import Issue
from ansinh.reports.recipe import Particulars
from ansinh.reports.records import Record


class NotKeptError(InputError):
    """A file of the archive that is gone, or has other bytes than were put in."""

    def __init__(self, path: Path, *, gone: bool) -> None:
        super().__init__(
            _("{file} is missing from the archive.", file=path.name)
            if gone
            else _("{file} of the archive is damaged: it has other bytes than were put in.", file=path.name),
            _("Restore it from a backup to {directory}.", directory=path.parent),
        )


def issues() -> list[Issue]:
    """Newest first."""
    return list(Issue.objects.select_related("made").order_by("-pk"))


def take_out(row: Issue, store: Path) -> dict[str, bytes]:
    """By file name; the same bytes that were put in. Raises NotKeptError."""
    return {kept["name"]: _bytes(store / f"{kept['sha256']}.{form}", kept) for form, kept in row.files.items()}


def _bytes(path: Path, kept: FileJson) -> bytes:
    if not path.exists():
        raise NotKeptError(path, gone=True)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != kept["sha256"]:
        raise NotKeptError(path, gone=False)
    return content


@dataclass(frozen=True)
class Differing:
    """A figure that came out otherwise. None: it is not there."""

    figure: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class MadeAgain:
    composed: Composed
    figures: int
    differing: tuple[Differing, ...]


def make_again(made: Record) -> MadeAgain:
    """From its own recipe, as the ledger stood when it was made."""
    row = made.issue
    particulars = Particulars(row.number, row.day, row.signer) if row else None
    composed = compose(made.asked_again, made.made_at, particulars=particulars, reference=made.reference)
    before = made.kept.figures
    after = {name: (shown.text(made.recipe.language), shown.exact) for name, shown in composed.content.figures.items()}
    names = dict.fromkeys((*before, *after))
    differing = tuple(
        Differing(name, before[name].text if name in before else None, after[name][0] if name in after else None)
        for name in names
        if _printed(before.get(name)) != after.get(name)
    )
    return MadeAgain(composed, len(names), differing)


def _printed(figure: KeptFigure | None) -> tuple[str, object] | None:
    return None if figure is None else (figure.text, figure.exact)


def write_out(contents: Mapping[str, bytes], directory: Path) -> list[Path]:
    directory.mkdir(parents=True, exist_ok=True)
    return [hand_out(content, directory / name) for name, content in contents.items()]
