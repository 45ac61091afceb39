"""`ansinh register movement`: what made the number insured of one register that of another, to the last person."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from ansinh.cli.bilingual import command, option
from ansinh.cli.installation import ready
from ansinh.cli.output import TABLE
from ansinh.cli.registers.asking import SCHEME, Place, chosen, engine_of, place_of, registers
from ansinh.cli.registers.files import check_name, hand_out
from ansinh.cli.registers.progress import progress
from ansinh.cli.registers.sheets import Cell, Column, Sheet, printed
from ansinh.cli.registers.units import OF_UNITS, UNIT_COLUMNS, Level, Units, total_head, units_for
from ansinh.cli.registers.words import DIMENSIONS, SCHEMES, group_word
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import short_date
from ansinh.registers.questions import Dimension, Movement, MovementRow
from ansinh.registers.records import Scheme
from ansinh.registers.rollup import movement_of
from ansinh.registers.snapshots.store import Snapshot
from ansinh.reviews.areas import areas_on

# Field of MovementRow → its sign, the heading of its column, and what a sentence calls it.
CAUSES: dict[str, tuple[str, Message, Message]] = {
    "joined": ("+", _("Joined"), _("joined")),
    "arrived": ("+", _("Newly resident"), _("newly resident")),
    "born": ("+", _("Born"), _("born")),
    "moved_in": ("+", _("Moved in"), _("moved in")),
    "regrouped_in": ("+", _("From another group"), _("from another group")),
    "lapsed": ("−", _("Lapsed"), _("lapsed")),
    "left": ("−", _("Left the place"), _("left the place")),
    "died": ("−", _("Died"), _("died")),
    "moved_out": ("−", _("Moved out"), _("moved out")),
    "regrouped_out": ("−", _("To another group"), _("to another group")),
}
NUMBERS = (
    Column("insured_before", _("Insured before"), right=True),
    *(Column(name, heading, right=True) for name, (_sign, heading, _said) in CAUSES.items()),
    Column("insured_after", _("Insured after"), right=True),
)


@command("movement", _("What made the number insured of one register that of a later one, to the last person."))
@click.argument("earlier")
@click.argument("later")
@option(
    "--by",
    default=Dimension.COMMUNE.value,
    show_default=True,
    metavar="LIST",
    says=_("Told apart by: commune (the unit of --level), group, or both with a comma."),
)
@SCHEME
@OF_UNITS
def movement(earlier: str, later: str, by: str, scheme: str, form: str, export: Path | None, **options: Any) -> None:
    ready()
    if export:
        check_name(export)
    before, after = registers().snapshot(earlier), registers().snapshot(later)
    _refuse_backwards(before, after)
    wanted = chosen(by, {one.value: one for one in (Dimension.COMMUNE, Dimension.GROUP)})
    areas = areas_on(after.as_of)
    place = place_of(options["inside"], areas)
    with progress(_("Comparing the two registers"), brief=True), engine_of(after, before, **options) as engine:
        rows = engine.answer(Movement(Scheme(scheme), _asked(wanted, place)))
    rows = [row for row in rows if not place.communes or row.commune in place.communes]
    units = units_for(options["level"], (row.commune for row in rows if row.commune), areas, place)
    told = Told(before, after, Scheme(scheme), place, wanted, units)
    sheet = told.sheet(told.summed(rows))
    hand_out(told.shown(sheet) if form == TABLE else sheet, form, top=options["top"], export=export)


def _refuse_backwards(before: Snapshot, after: Snapshot) -> None:
    if before.as_of >= after.as_of:
        raise InputError(
            _("{earlier} is not before {later}.", earlier=before.name, later=after.name),
            _("Name the earlier register first; `ansinh register snapshots` lists them."),
        )


def _asked(wanted: tuple[Dimension, ...], place: Place) -> tuple[Dimension, ...]:
    """Of one place only the communes tell who moved in or out."""
    return tuple(one for one in Movement.by if one in wanted or (one is Dimension.COMMUNE and place.communes))


@dataclass(frozen=True)
class Told:
    """A table of movement as it is shown."""

    before: Snapshot
    after: Snapshot
    scheme: Scheme
    place: Place
    wanted: tuple[Dimension, ...]
    units: Units

    def summed(self, rows: Sequence[MovementRow]) -> list[MovementRow]:
        """By unit and group as wanted; most persons first."""
        by_group = Dimension.GROUP in self.wanted
        if Dimension.COMMUNE in self.wanted:
            found = movement_of(rows, self.units.lies_in, by_group=by_group)
        elif self.place.communes:
            together = movement_of(rows, dict.fromkeys(self.units.lies_in, ("",)), by_group=by_group)
            found = [row._replace(commune=None) for row in together]
        else:
            found = list(rows)
        return sorted(found, key=lambda row: (-row.insured_before, row.commune or "", row.group or ""))

    def sheet(self, rows: Sequence[MovementRow]) -> Sheet:
        sums = [sum(getattr(row, column.name) for row in rows) for column in NUMBERS]
        total = MovementRow(None, None, *sums)
        heads = [*(UNIT_COLUMNS if Dimension.COMMUNE in self.wanted else ()), *self._group_columns()]
        return Sheet(
            columns=(*heads, *NUMBERS),
            rows=[(*self._head(row), *row[2:]) for row in rows],
            title=self._title(),
            total=(*total_head(heads), *sums),
            notes=[_added_up(total), *self._moves(total)],
            empty=_("At neither time was anybody insured: {place}.", place=self.place.title),
            facts=self._facts(),
        )

    def shown(self, sheet: Sheet) -> Sheet:
        """For people: without the causes that nobody has."""
        sums = dict(zip((one.name for one in sheet.columns), sheet.total or (), strict=True))
        return sheet.only(lambda column: column.name not in CAUSES or bool(sums[column.name]))

    def _group_columns(self) -> tuple[Column, ...]:
        return (Column("group", DIMENSIONS[Dimension.GROUP], width=40),) if Dimension.GROUP in self.wanted else ()

    def _head(self, row: MovementRow) -> tuple[Cell, ...]:
        unit = () if row.commune is None else self.units.cells(row.commune)
        return (*unit, *(() if row.group is None else (group_word(row.group, self.after.as_of),)))

    def _title(self) -> Message:
        return _(
            "Insured ({scheme}) from {before} to {after}: {place}",
            scheme=SCHEMES[self.scheme],
            before=short_date(self.before.as_of),
            after=short_date(self.after.as_of),
            place=self.place.title,
        )

    def _moves(self, total: MovementRow) -> list[Message]:
        by_commune = Dimension.COMMUNE in self.wanted and self.units.level is Level.COMMUNE
        if by_commune or not (total.moved_in or total.moved_out):
            return []
        return [_("Moved in and out: from and to another commune, be it one of the same unit.")]

    def _facts(self) -> dict[str, object]:
        return {
            "earlier": self.before.name,
            "later": self.after.name,
            "scheme": self.scheme.value,
            "unit": self.place.unit.code,
        }


def _added_up(total: MovementRow) -> Message:
    """120 insured before + 7 joined − 5 lapsed = 122 insured after."""
    counts = total._asdict()
    steps = [
        f"{sign} {printed(counts[name])} {said}" for name, (sign, _heading, said) in CAUSES.items() if counts[name]
    ]
    return _(
        "{before} insured before {steps} = {after} insured after.",
        before=printed(total.insured_before),
        steps=" ".join(steps),
        after=printed(total.insured_after),
    )
