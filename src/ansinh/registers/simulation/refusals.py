"""What is not simulated."""

from pathlib import Path

from ansinh.kernel.errors import ConflictError, InputError, RefusedError
from ansinh.kernel.language import message as _


class DirectoryTakenError(ConflictError):
    def __init__(self, directory: Path) -> None:
        super().__init__(
            _("There is something in the directory already: {directory}", directory=directory),
            _("Name a directory that is not there yet, or remove this one."),
        )


class PersonsOutOfRangeError(InputError):
    def __init__(self, persons: int, most: int) -> None:
        super().__init__(
            _("{persons} persons cannot be simulated.", persons=persons),
            _("Ask for 1 to {most} persons.", most=most),
        )


class TooDenseError(InputError):
    def __init__(self, persons: int) -> None:
        super().__init__(
            _("{persons} persons are too many for so few provinces: their numbers would not suffice.", persons=persons),
            _("Ask for fewer persons, or for more provinces."),
        )


class ChangeOutOfRangeError(InputError):
    def __init__(self) -> None:
        super().__init__(
            _("In all the months together more persons would change than there are."),
            _("Ask for a share above 0 that, times the months, is 1 at most."),
        )


class NowhereError(InputError):
    def __init__(self) -> None:
        super().__init__(
            _("There is no commune in which persons could live on that day."),
            _("Name a province or a commune of that day."),
        )


class DiskFullError(RefusedError):
    def __init__(self, needed_gb: int, free_gb: int) -> None:
        super().__init__(
            _(
                "The simulation needs about {needed_gb} GB of disk; {free_gb} GB are free.",
                needed_gb=needed_gb,
                free_gb=free_gb,
            ),
            _("Ask for fewer persons, or name a directory on a larger disk."),
        )
