"""Why a backup is not made or not taken back."""

from pathlib import Path

from ansinh.kernel.errors import ConflictError, InputError, RefusedError
from ansinh.kernel.language import message as _


class BackupThereError(ConflictError):
    def __init__(self, path: Path) -> None:
        super().__init__(
            _("There is a file of this name already: {file}.", file=path.name),
            _("Give another name; a backup never replaces a file."),
        )


class NotWholeError(InputError):
    """Cut off, altered, or no backup at all."""

    def __init__(self, path: Path, part: str = "") -> None:
        super().__init__(
            _("{file} is not a whole backup: {part} is missing or was altered.", file=path.name, part=part)
            if part
            else _("{file} is not a whole backup.", file=path.name),
            _("Nothing was restored. Take another copy of it, or an earlier backup."),
        )


class LaterVersionError(RefusedError):
    def __init__(self, path: Path, version: str) -> None:
        super().__init__(
            _("{file} is of a later version of Ansinh: {version}.", file=path.name, version=version),
            _("Install that version, then restore it."),
        )


class NotEmptyError(RefusedError):
    def __init__(self, place: object) -> None:
        super().__init__(
            _("A backup is only restored where there is nothing yet; this is not empty: {place}.", place=place),
            _("Give an empty directory (`--home DIRECTORY`) or an empty database."),
        )
