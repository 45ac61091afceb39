"""Errors of register reviews."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ansinh.kernel.cells import column_letters
from ansinh.kernel.errors import InputError, NotFoundError, RefusedError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period, short_date
from ansinh.places.models import Unit
from ansinh.registers.schema import COLUMNS, RegisterName, SourceColumn
from ansinh.reviews.lists.headings import FEWEST, Marked

_HEADINGS: Mapping[str, str] = {one.name: one.called for columns in COLUMNS.values() for one in columns} | {
    Marked.BIRTH_MALE: "Ngày sinh nam",
    Marked.BIRTH_FEMALE: "Ngày sinh nữ",
    Marked.MALE: "Giới tính nam",
    Marked.FEMALE: "Giới tính nữ",
}


class PurposeError(InputError):
    """Personal data without a purpose that says something."""

    def __init__(self, cause: Message) -> None:
        super().__init__(
            cause,
            _("Write what the identifiers are needed for, in a sentence without names or numbers of persons."),
        )


class NoAreaError(InputError):
    def __init__(self, unit: Unit, day: date) -> None:
        super().__init__(
            _("{unit} is no area of {day}: a register counts people where they live.", unit=unit, day=short_date(day)),
            _("Name the province or commune itself, as it was on that day: 92, VN."),
        )


class IndicatorNotCountedError(InputError):
    def __init__(self, indicator: str, counted: Iterable[str]) -> None:
        super().__init__(
            _("{id} cannot be counted in a register.", id=indicator),
            _("Choose among: {ids}.", ids=", ".join(counted)),
        )


class NobodyCountedError(NotFoundError):
    def __init__(self, unit: Unit, snapshot: str) -> None:
        super().__init__(
            _("The register {snapshot} has no resident in {unit} to count.", snapshot=snapshot, unit=unit),
            _("Name the area that the register is of, or load the lists of this one."),
        )


class NothingReportedError(NotFoundError):
    def __init__(self, unit: Unit, indicator: object, period: Period) -> None:
        super().__init__(
            _(
                "No figure of {indicator} is approved for {unit} at {period}.",
                indicator=indicator,
                unit=unit,
                period=period,
            ),
            _("Import and approve the report, or ask with --draft for figures that are not approved yet."),
        )


class PartlyReportedError(RefusedError):
    def __init__(self, unit: Unit, reported: int, expected: int) -> None:
        super().__init__(
            _(
                "Parts of {unit} that have reported: {reported} of {expected}.",
                reported=reported,
                expected=expected,
                unit=unit,
            ),
            _("Wait for the others: `ansinh submissions --missing` lists them. Or ask about one that has reported."),
        )


class NoListError(InputError):
    """``is_text``: of a text file, which has no sheets."""

    def __init__(self, file: str, register: RegisterName, *, is_text: bool = False) -> None:
        super().__init__(
            _("{file} has no line of headings that are known.", file=file)
            if is_text
            else _("{file} has no sheet with a list under headings that are known.", file=file),
            _(
                "Head at least {least} columns, for instance: {headings}.",
                least=FEWEST,
                headings=", ".join(one.headings[0] for one in COLUMNS[register]),
            ),
        )


class NobodyListedError(InputError):
    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file}: no line below the headings names anybody.", file=file),
            _("Check that the list is in it, under its headings, and send that file."),
        )


class HeadingTwiceError(InputError):
    """``where``: file and sheet. ``column``: what the headings say, as the program calls it."""

    def __init__(self, where: str, column: str, places: Sequence[int]) -> None:
        super().__init__(
            _(
                "{where}: columns {columns} are headed as the same thing ({column}).",
                where=where,
                columns=", ".join(map(column_letters, places)),
                column=_HEADINGS.get(column, column),
            ),
            _("Keep one of them, or head the other in its own words."),
        )


class ColumnsMissingError(InputError):
    """``where``: file and sheet."""

    def __init__(self, where: str, columns: Sequence[SourceColumn]) -> None:
        listed = ", ".join(one.called for one in columns)
        super().__init__(
            _("{where}: the list lacks {columns}.", where=where, columns=listed),
            _("Add the column. A commune or a kind of insurance may also be named once, in the title above the table."),
        )
