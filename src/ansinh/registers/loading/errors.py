"""Errors of loading. None says anything of a person: files, columns, sizes and days only."""

from collections.abc import Sequence
from datetime import date

from ansinh.kernel.errors import ConflictError, InputError, NotFoundError, RefusedError
from ansinh.kernel.language import message as _
from ansinh.registers.schema import IDENTIFYING, RegisterName

_SHOWN = 5


class FileMissingError(NotFoundError):
    def __init__(self, file: object) -> None:
        super().__init__(
            _("{file} does not exist, or is a directory without Parquet files.", file=file),
            _("Check the name of the file and the right to read it."),
        )


class DamagedFileError(InputError):
    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file} is damaged or cut off, or is neither Parquet nor CSV in UTF-8.", file=file),
            _("Copy it anew from where it came from, or save it as CSV in UTF-8."),
        )


class OpenQuoteError(InputError):
    def __init__(self, file: str, line: int) -> None:
        super().__init__(
            _("{file}: a quotation mark that begins in line {line} does not end there.", file=file, line=line),
            _("Close it or take it out: the lines after it cannot be told apart."),
        )


class NoHeadError(InputError):
    """Of what stands in place of the headings nothing is said: it is a line about somebody."""

    def __init__(self, file: str, known: str) -> None:
        super().__init__(
            _("{file}: the first line does not say what the columns are.", file=file),
            _("Put a line of headings above it. Known are: {known}.", known=known),
        )


class UnknownHeadingError(InputError):
    """``heading``: None if it may be a number of somebody. ``place``: of the column, the first is 1."""

    def __init__(self, file: str, heading: str | None, place: int, known: str) -> None:
        super().__init__(
            _("{file}: the heading of column {place} is not known.", file=file, place=place)
            if heading is None
            else _("{file}: the heading “{heading}” is not known.", file=file, heading=heading),
            _("Rename the column or take it out. Known are: {known}.", known=known),
        )


class AmbiguousHeadingError(InputError):
    def __init__(self, file: str, first: str, second: str, name: str) -> None:
        super().__init__(
            _(
                "{file}: “{first}” and “{second}” are both headings of {name}.",
                file=file,
                first=first,
                second=second,
                name=name,
            ),
            _("Keep one of the two columns."),
        )


class ColumnMissingError(InputError):
    def __init__(self, file: str, name: str, headings: str) -> None:
        super().__init__(
            _("{file} has no column {name}.", file=file, name=name),
            _("Head the column that holds it with one of: {headings}.", headings=headings),
        )


class NobodyNamedError(InputError):
    def __init__(self, file: str, register: RegisterName) -> None:
        super().__init__(
            _("{file} has no column that says who a line is about.", file=file),
            _("It needs one of: {names}.", names=", ".join(IDENTIFYING[register])),
        )


class NothingToLoadError(InputError):
    def __init__(self) -> None:
        super().__init__(
            _("There is no list of residents to load."),
            _("Name one, with the list of spells beside it."),
        )


class SourceChangedError(ConflictError):
    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file} was changed while it was being loaded.", file=file),
            _("Wait until nobody writes to it any more, then load it again."),
        )


class NotLaterError(RefusedError):
    def __init__(self, day: date, before: date) -> None:
        super().__init__(
            _("A change of the register of {before} cannot be of {day}.", before=before, day=day),
            _("Name a day after {before}, or load a whole list.", before=before),
        )


class AreasChangedError(RefusedError):
    """``communes``: codes of those where persons of the register stand and that are not as they were."""

    def __init__(self, before: str, day: date, communes: Sequence[str]) -> None:
        shown = ", ".join(communes[:_SHOWN]) + (", …" if len(communes) > _SHOWN else "")
        super().__init__(
            _(
                "Communes of the register {before} ended, or came to another province, by {day}: {communes}.",
                before=before,
                day=day,
                communes=shown,
            ),
            _("Load a whole list of {day}: a change would leave their residents where they were.", day=day),
        )


class TooLittleMemoryError(RefusedError):
    def __init__(self, given: float, needed: float) -> None:
        super().__init__(
            _("Loading needs {needed} GB of memory, and {given} GB are allowed.", needed=needed, given=given),
            _("Allow more memory, or fewer threads."),
        )


class TooLittleSpaceError(RefusedError):
    def __init__(self, free: float, needed: float) -> None:
        super().__init__(
            _("Loading needs about {needed} GB on the disk, and {free} GB are free.", needed=needed, free=free),
            _("Free some space, or keep the registers on another disk (ANSINH_HOME)."),
        )


class MemoryRanOutError(RefusedError):
    def __init__(self, given: float) -> None:
        super().__init__(
            _("The {given} GB of memory that are allowed were not enough.", given=given),
            _("Allow more memory, then run the same command again."),
        )


class LoadFailedError(RefusedError):
    """``kind``: of DuckDB's error, whose text may quote lines of the files."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            _("The load could not go on ({kind}).", kind=kind),
            _("Check the space on the disk, then run the same command again: what is finished is not repeated."),
        )
