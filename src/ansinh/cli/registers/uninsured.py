"""`ansinh register uninsured`: whom to visit in one commune, household by household, and why they are not insured."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from ansinh.cli.bilingual import command, option
from ansinh.cli.installation import ready
from ansinh.cli.output import CSV, JSON, TABLE, format_option
from ansinh.cli.places import LEVELS, UNIT_KINDS
from ansinh.cli.registers.asking import AT, ENGINE, NAMED, SCHEME, chosen, day_asked, engine_of, registers
from ansinh.cli.registers.files import EXPORT, check_name, hand_out
from ansinh.cli.registers.identifying import PURPOSE, check_purpose, said_of, shown_openly
from ansinh.cli.registers.own import own_groups
from ansinh.cli.registers.progress import progress
from ansinh.cli.registers.sheets import Cell, Column, Sheet, printed
from ansinh.cli.registers.units import TOP
from ansinh.cli.registers.words import REASONS, SCHEMES, group_word, reason_word, sex_word
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import short_date
from ansinh.places.errors import UnitUnknownError
from ansinh.places.finding import ONE, find_unit, resolve
from ansinh.places.models import Level, Unit, UnitKind
from ansinh.registers.masking import masked
from ansinh.registers.outreach import DEFAULT_ORDER, Outreach, OutreachKey, Visit, outreach
from ansinh.registers.questions import Coverage, Reason, Uninsured, UninsuredRow
from ansinh.registers.records import Scheme
from ansinh.registers.snapshots.store import Snapshot
from ansinh.reviews.purposes import Seen

COLUMNS = (
    Column("visit", _("Visit"), right=True, width=6),
    Column("household", _("Household"), width=14),
    Column("first", _("Why now"), in_files=False),
    Column("why", _("Why now"), width=40, on_screen=False),
    Column("name", _("Full name"), width=26),
    Column("birth", _("Birth date"), width=11),
    Column("sex", _("Sex"), width=7, on_screen=False),
    Column("person_id", _("Personal ID"), width=14),
    Column("bhxh_no", _("BHXH number"), width=12, on_screen=False),
    Column("code", _("Group"), in_files=False),
    Column("group", _("Payer group"), width=34, on_screen=False),
    Column("evidence", _("Evidence"), width=20, on_screen=False),
    Column("because", _("Not insured because"), in_files=False),
    Column("reason", _("Why not insured"), width=20, on_screen=False),
    Column("lapsed_on", _("Last day insured"), width=12, on_screen=False),
    Column("last_group", _("Group then"), width=10, on_screen=False),
)
OF_A_VISIT = 3  # the first columns on the screen: said once for a household


@command("uninsured", _("The uninsured of one commune by household, in the order in which to visit them, and why."))
@click.argument("commune")
@NAMED
@AT
@SCHEME
@option("--capacity", type=click.IntRange(min=0), metavar="N", says=_("So many households at most; else all."))
@option(
    "--order",
    default=",".join(DEFAULT_ORDER),
    show_default=True,
    metavar="LIST",
    says=_("What puts a household first, the weightiest first."),
)
@PURPOSE
@ENGINE
@TOP
@EXPORT
@format_option(TABLE, JSON, CSV)
def uninsured(
    commune: str,
    snapshot: str | None,
    at: str | None,
    scheme: str,
    capacity: int | None,
    order: str,
    purpose: str | None,
    by: str | None,
    form: str,
    export: Path | None,
    **options: Any,
) -> None:
    ready()
    if export:
        check_name(export)
    check_purpose(purpose, by)
    keys = chosen(order, {one.value: one for one in OutreachKey})
    asked = registers().snapshot(snapshot)
    unit = _commune(commune, asked.as_of)
    question = Uninsured(unit.code, day_asked(at, asked), Scheme(scheme))
    with progress(_("Looking for who is not insured"), brief=True), engine_of(asked, **options) as engine:
        rows = engine.answer(question)
        (residents,) = [row.residents for row in engine.answer(_everybody(question))] or [0]
    groups = own_groups(question.at)
    found = outreach(rows, groups, question.at, order=keys, capacity=capacity)
    persons = sum(len(visit.persons) for visit in found.visits)
    is_open = shown_openly(purpose, by, Seen("uninsured", asked.name, unit.code, question.at, persons))
    listed = Listed(asked, unit, question, residents, rows, found, is_open)
    hand_out(listed.sheet(), form, top=options["top"], export=export)


class NoCommuneError(InputError):
    def __init__(self, unit: Unit) -> None:
        is_area = unit.kind == UnitKind.AREA
        super().__init__(
            _(
                "{unit} ({kind}) is no commune, and this list is of one commune.",
                unit=unit,
                kind=LEVELS[Level(unit.level)] if is_area else UNIT_KINDS[UnitKind(unit.kind)],
            ),
            _(
                "Write the name or the code of one of its communes: "
                "`ansinh places find --level commune --within {code}` lists them.",
                code=unit.code,
            )
            if is_area
            else _("Write the name or the code of a commune: `ansinh places find --level commune` lists them."),
        )


def _commune(written: str, day: date) -> Unit:
    """Raises UnitUnknownError, UnitAmbiguousError, NoCommuneError."""
    try:
        return find_unit(written, day, level=Level.COMMUNE)
    except UnitUnknownError:
        found = resolve(written, day)
        if found.outcome in ONE:
            raise NoCommuneError(found.units[0]) from None
        raise


def _everybody(question: Uninsured) -> Coverage:
    return Coverage(question.at, (question.scheme,), (), communes=frozenset({question.commune}))


@dataclass(frozen=True)
class Listed:
    """The list as it is shown. ``rows``: all who are not insured, within the capacity or not."""

    snapshot: Snapshot
    unit: Unit
    question: Uninsured
    residents: int
    rows: Sequence[UninsuredRow]
    found: Outreach
    is_open: bool

    def sheet(self) -> Sheet:
        lines = [self._cells(visit, row) for visit in self.found.visits for row in visit.persons]
        return Sheet(
            columns=COLUMNS,
            rows=lines,
            title=self._title(),
            notes=list(self._notes()) if lines else (),
            empty=self._empty(),
            said_once=OF_A_VISIT,
            facts={
                "snapshot": self.snapshot.name,
                "at": self.question.at.isoformat(),
                "scheme": self.question.scheme.value,
                "commune": self.unit.code,
                "residents": self.residents,
                "uninsured": len(self.rows),
                "households_left": self.found.households_left,
                "persons_left": self.found.persons_left,
                "masked": not self.is_open,
            },
        )

    def _cells(self, visit: Visit, row: UninsuredRow) -> tuple[Cell, ...]:
        why = [str(one) for one in visit.why]
        return (
            visit.place,
            row.household if self.is_open else masked(row).household,
            why[0] if why else "",
            "; ".join(why),
            *self._identity(row),
            row.group,
            group_word(row.group, self.question.at),
            row.evidence if self.is_open else masked(row).evidence,
            _because(row),
            reason_word(row.reason),
            row.lapsed_on,
            row.last_group,
        )

    def _identity(self, row: UninsuredRow) -> tuple[Cell, ...]:
        """Name, birth (masked: its year), sex, personal ID, BHXH number."""
        if not self.is_open:
            hidden = masked(row)
            year = "" if hidden.birth_year is None else str(hidden.birth_year)
            return hidden.name, year, sex_word(row.sex), hidden.person_id, hidden.bhxh_no
        person_id = "" if row.person_id is None else f"{row.person_id:012}"
        bhxh_no = "" if row.bhxh_no is None else f"{row.bhxh_no:010}"
        return row.name, row.birth, sex_word(row.sex), person_id, bhxh_no

    def _title(self) -> Message:
        return _(
            "Not insured ({scheme}) on {day}: {unit}, register {name}",
            scheme=SCHEMES[self.question.scheme],
            day=short_date(self.question.at),
            unit=self.unit.text(),
            name=self.snapshot.name,
        )

    def _notes(self) -> Iterator[Message]:
        reasons = Counter(row.reason for row in self.rows)
        yield _(
            "Residents: {residents}; not insured: {persons} ({reasons}).",
            persons=printed(len(self.rows)),
            residents=printed(self.residents),
            reasons=", ".join(f"{said} {printed(reasons[one])}" for one, said in REASONS.items() if reasons[one]),
        )
        if self.found.households_left:
            yield _(
                "Beyond the capacity: households {households}, persons in them {persons}.",
                households=printed(self.found.households_left),
                persons=printed(self.found.persons_left),
            )
        yield said_of(self.is_open)

    def _empty(self) -> Message:
        if not self.residents:
            return _(
                "The register has no residents of {unit}. Take another commune, or load its list of residents.",
                unit=self.unit.text(),
            )
        if self.rows:
            return _("No household is within the capacity. Raise --capacity.")
        return _(
            "Residents of {unit}: {count}; on {day} all are insured. Look ahead with --at, or at what ends: "
            "ansinh register lapses --within {code}",
            count=printed(self.residents),
            unit=self.unit.text(),
            day=short_date(self.question.at),
            code=self.unit.code,
        )


def _because(row: UninsuredRow) -> str:
    """Lapsed 30/6/2026; changed group (GD to 30/6/2026); never insured."""
    said = str(REASONS[row.reason])
    if row.lapsed_on is None:
        return said
    day = short_date(row.lapsed_on)
    if row.reason is Reason.CHANGED_GROUP:
        return str(_("{reason}: {group} until {day}", reason=said, group=row.last_group, day=day))
    return f"{said} {day}"
