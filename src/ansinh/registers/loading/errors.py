"""Errors of loading. None says anything of a person: files, columns, sizes and days only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ansinh.kernel.errors import ConflictError, InputError, NotFoundError, RefusedError
from ansinh.kernel.language import Language
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import format_number
from ansinh.kernel.periods import short_date
from ansinh.registers.schema import REASONS, RegisterName

_SHOWN = 5


def _gb(amount: float) -> str:
    return format_number(Decimal(str(amount)), 2)


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


class EmptyFileError(InputError):
    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file} is empty, or begins with an empty line.", file=file),
            _("Save or copy it anew from where it came from; the first line says what the columns are."),
        )


class ListsExchangedError(InputError):
    """``register``: as which the file was given."""

    def __init__(self, file: str, register: RegisterName) -> None:
        super().__init__(
            _("{file} was given as a list of residents, and has the columns of a list of the insured.", file=file)
            if register == "residents"
            else _("{file} was given as a list of the insured, and has the columns of a list of residents.", file=file),
            _(
                "The two lists seem to be exchanged: --residents takes those of residents, "
                "--spells those of the insured."
            ),
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
    def __init__(self, file: str, first: str, second: str, column: str) -> None:
        super().__init__(
            _(
                "{file}: “{first}” and “{second}” are both headings of {column}.",
                file=file,
                first=first,
                second=second,
                column=column,
            ),
            _("Keep one of the two columns."),
        )


class ColumnMissingError(InputError):
    """``column``: as people call it. ``headings``: that it may have."""

    def __init__(self, file: str, column: str, headings: str) -> None:
        super().__init__(
            _("{file} has no column {column}.", file=file, column=column),
            _("Head the column that holds it with one of: {headings}.", headings=headings),
        )


class NobodyNamedError(InputError):
    def __init__(self, file: str, columns: str) -> None:
        super().__init__(
            _("{file} has no column that says who a line is about.", file=file),
            _("It needs one of: {columns}.", columns=columns),
        )


class NothingToLoadError(InputError):
    def __init__(self) -> None:
        super().__init__(
            _("There is no list of residents to load."),
            _("Name one, with the list of spells beside it."),
        )


@dataclass(frozen=True)
class _Reasons:
    """Lines by code, the most frequent first."""

    counts: Mapping[str, int]

    def text(self, language: Language | None = None) -> str:
        most = sorted(self.counts.items(), key=lambda one: (-one[1], one[0]))
        return "; ".join(
            f"{format_number(Decimal(count), 0, language)} {code} ({REASONS[code].text(language).rstrip('.')})"
            for code, count in most
        )


class NobodyTakenError(InputError):
    """``refused``: lines of residents by code of the reason."""

    def __init__(self, refused: Mapping[str, int]) -> None:
        super().__init__(
            _("Not one resident could be taken. Lines that were refused: {reasons}.", reasons=_Reasons(refused))
            if refused
            else _("There is not one resident in the lists."),
            _("No register was kept. Mend the list of residents, or name the right one, then load it again."),
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
            _(
                "A change of the register of {before} cannot be of {day}.",
                before=short_date(before),
                day=short_date(day),
            ),
            _("Name a day after {before}, or load a whole list.", before=short_date(before)),
        )


class AreasChangedError(RefusedError):
    """``communes``: codes of those where persons of the register stand and that are not as they were."""

    def __init__(self, before: str, day: date, communes: Sequence[str]) -> None:
        shown = ", ".join(communes[:_SHOWN]) + (", …" if len(communes) > _SHOWN else "")
        super().__init__(
            _(
                "Communes of the register {before} ended, or came to another province, by {day}: {communes}.",
                before=before,
                day=short_date(day),
                communes=shown,
            ),
            _("Load a whole list of {day}: a change would leave their residents where they were.", day=short_date(day)),
        )


class TooLittleMemoryError(RefusedError):
    def __init__(self, given: float, needed: float) -> None:
        super().__init__(
            _("Loading needs {needed} GB of memory; allowed: {given} GB.", needed=_gb(needed), given=_gb(given)),
            _("Allow more memory, or fewer threads."),
        )


class TooLittleSpaceError(RefusedError):
    def __init__(self, free: float, needed: float) -> None:
        super().__init__(
            _("Loading needs about {needed} GB on the disk; free: {free} GB.", needed=_gb(needed), free=_gb(free)),
            _("Free some space, or keep the registers on another disk (ANSINH_HOME)."),
        )


class MemoryRanOutError(RefusedError):
    def __init__(self, given: float) -> None:
        super().__init__(
            _("The memory allowed, {given} GB, was not enough.", given=_gb(given)),
            _("Allow more memory, then run the same command again."),
        )


class LoadFailedError(RefusedError):
    """``kind``: of DuckDB's error, whose text may quote lines of the files."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            _("The load could not go on ({kind}).", kind=kind),
            _("Check the space on the disk, then run the same command again: what is finished is not repeated."),
        )
