"""The units that a table's rows name: known, rightly named beside their codes, in place, and once."""

from collections.abc import Sequence

from ansinh.imports.errors import Check
from ansinh.imports.layout.labels import Axis
from ansinh.imports.layout.subject import Subject
from ansinh.imports.layout.tables import Line, Part, Table
from ansinh.imports.layout.words import Role
from ansinh.imports.page import Page
from ansinh.kernel.language import message as _
from ansinh.ledger.models import Kind
from ansinh.places.models import Level, Unit, UnitKind
from ansinh.places.reads import wholes


def rows_wrongly_named(page: Page, table: Table, subject: Subject) -> set[int]:
    """The rows whose unit is wrong, each with its finding: their figures are not read."""
    return _Rows(page, table, subject).wrong()


class _Rows:
    def __init__(self, page: Page, table: Table, subject: Subject) -> None:
        self.page, self.table, self.subject = page, table, subject
        self._elsewhere = self._units_elsewhere()

    def wrong(self) -> set[int]:
        wrong: set[int] = set()
        seen: dict[tuple[int, Kind | None], int] = {}
        self._note_items()
        for row in self.table.rows:
            if row.meaning.role is Role.PASSED_OVER:
                continue
            if row.part is Part.UNKNOWN:
                self._unknown(row)
                wrong.add(row.position)
            elif row.unit is not None and not (self._is_named_rightly(row) and self._is_in_place(row, seen)):
                wrong.add(row.position)
        return wrong

    def _note_items(self) -> None:
        items = [row for row in self.table.rows if row.part is Part.ITEM]
        if items:
            self.page.note(
                Check.LAYOUT,
                items[0].position,
                self.table.label,
                _(
                    "Rows that divide the row above them were not read: {labels}.",
                    labels=", ".join(dict.fromkeys(row.text for row in items)),
                ),
                _("Nothing needs to be done, if they are parts of it."),
            )

    def _is_in_place(self, row: Line, seen: dict[tuple[int, Kind | None], int]) -> bool:
        """Within the unit that reports, and once."""
        unit = row.unit
        if unit is None or self.table.axis is not Axis.UNITS:
            return True
        key = unit.pk, row.meaning.kind
        if key in seen:
            self.page.block(
                Check.DUPLICATE,
                row.position,
                self.table.label,
                _("{unit} is already in row {row}.", unit=unit, row=seen[key] + 1),
                _("Keep one row for each unit."),
            )
            return False
        seen[key] = row.position
        if unit.pk not in self._elsewhere:
            return True
        self.page.block(
            Check.UNIT_ELSEWHERE,
            row.position,
            self.table.label,
            _("{unit} is not part of {whole}.", unit=unit, whole=self.subject.sender),
            _("Report it in a form of its own."),
        )
        return False

    def _units_elsewhere(self) -> frozenset[int]:
        """Units that lie in another area. Of some the catalogue does not know on the day what they lay in."""
        outside = {row.unit.pk for row in self.table.rows if row.unit} - self.subject.members
        if self.subject.sender.kind == UnitKind.CLUSTER:
            return frozenset(outside)
        levels = {row.unit.pk: row.unit.level for row in self.table.rows if row.unit}
        around = wholes(outside, self.subject.period.end)
        return frozenset(
            key for key in outside if around.get(key) or levels[key] not in (Level.DISTRICT, Level.COMMUNE)
        )

    def _is_named_rightly(self, row: Line) -> bool:
        """Of a row with code and name: were they sorted apart?"""
        unit = row.unit
        if unit is None or not row.code or not row.text:
            return True
        if not row.misnamed:
            return True
        self.page.block(
            Check.UNIT_NAME,
            row.position,
            self.table.label,
            _("Code {code} is {unit}, but the name beside it is “{name}”.", code=row.code, unit=unit, name=row.text),
            _("Make code and name agree, or empty the name; was one column sorted without the others?"),
        )
        return False

    def _unknown(self, row: Line) -> None:
        named = row.named
        if named and named.several:
            cause = _("“{text}” can be several units: {units}.", text=row.text, units=_names(named.several))
            remedy = _("Write the district or province beside it, or the unit's code.")
            self.page.block(Check.UNIT_AMBIGUOUS, row.position, self.table.label, cause, remedy)
        elif named and named.under:
            cause = _("{unit} is not part of {whole}.", unit=named.near[0], whole=named.under)
            remedy = _("Move the row under the unit that it lies in, or mend its name.")
            self.page.block(Check.UNIT_ELSEWHERE, row.position, self.table.label, cause, remedy)
        elif named and named.past:
            cause = _("{unit} was no longer a unit ({period}).", unit=named.past, period=self.subject.period)
            remedy = _("Give the figures by the units of the period; `ansinh places history` says what became of it.")
            self.page.block(Check.UNIT_FORMER, row.position, self.table.label, cause, remedy)
        elif not row.text:
            cause = _("This row has figures but no name of a unit.")
            remedy = _("Write the unit's name, or empty the row.")
            self.page.block(Check.LAYOUT, row.position, self.table.label, cause, remedy)
        else:
            cause = _("“{text}” is not a known unit ({period}).", text=row.text, period=self.subject.period)
            remedy = (
                _(
                    "Is {near} meant? Mend the name, or say which unit it is: --line “{text}=CODE”;"
                    " “{text}=skip” leaves it out.",
                    near=_names(named.near[:3]),
                    text=row.text,
                )
                if named and named.near
                else _(
                    "Mend the name, or say which unit it is: --line “{text}=CODE”; “{text}=skip” leaves it out.",
                    text=row.text,
                )
            )
            self.page.block(Check.UNIT_UNKNOWN, row.position, self.table.label, cause, remedy)


def _names(units: Sequence[Unit]) -> str:
    return ", ".join(f"{unit.full_name} ({unit.code})" for unit in units)
