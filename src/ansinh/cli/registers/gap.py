"""Tables of coverage: residents, insured, not insured, rate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ansinh.cli.registers.asking import Place, nobody_in
from ansinh.cli.registers.sheets import Cell, Column, Sheet, Word, machine, printed
from ansinh.cli.registers.units import UNIT_COLUMNS, Units, total_head
from ansinh.cli.registers.words import DIMENSIONS, SCHEMES, age_word, group_word, sex_word
from ansinh.kernel.language import Message, capital
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import short_date
from ansinh.registers.disclosure import Published, PublishedRow
from ansinh.registers.questions import Coverage, CoverageRow, Dimension
from ansinh.registers.records import Scheme
from ansinh.registers.snapshots.store import Snapshot

WORD_COLUMNS = {
    Dimension.GROUP: Column("group", DIMENSIONS[Dimension.GROUP], width=40),
    Dimension.SEX: Column("sex", DIMENSIONS[Dimension.SEX]),
    Dimension.AGE: Column("age", DIMENSIONS[Dimension.AGE]),
}
NUMBERS = (
    Column("residents", _("Residents"), right=True),
    Column("insured", _("Insured"), right=True),
    Column("uninsured", _("Not insured"), right=True),
    Column("rate", _("Rate"), right=True, width=9),
)
TOTAL = Word(None, _("Total"), mark="TOTAL")
HIDDEN = Word(None, "…")


@dataclass(frozen=True)
class Gap:
    """A table of coverage: of the office's own, or to be published."""

    snapshot: Snapshot
    place: Place
    question: Coverage
    units: Units

    def sheet(self, rows: Sequence[CoverageRow]) -> Sheet:
        """The biggest gap first."""
        schemes = self.question.schemes
        ordered = sorted(rows, key=lambda row: (schemes.index(row.scheme), -row.uninsured, row.commune or "", row[2:5]))
        totals = [_total(scheme, rows) for scheme in schemes]
        table = self._table(ordered)
        return replace(
            table,
            facts={**table.facts, "totals": {total.scheme.value: _counts(total) for total in totals}},
            total=self._total_row(totals[0]) if len(schemes) == 1 else None,
            notes=[self._said(total) for total in totals],
        )

    def published_sheet(self, made: Published) -> Sheet:
        """By code: an order by size would give away what is left out."""
        left_out = _("Left out (…): {count}.", count=printed(made.taken_out))
        said = left_out if made.taken_out else _("No count had to be left out.")
        rule = _("Counts from 1 to {most} are small and not published.", most=made.threshold - 1)
        insurance = _("Insurance: {schemes}.", schemes=", ".join(str(SCHEMES[one]) for one in self.question.schemes))
        return replace(self._table(made.rows), notes=[insurance, rule, said])

    def _table(self, rows: Sequence[CoverageRow | PublishedRow]) -> Sheet:
        return Sheet(
            columns=tuple(self._columns()),
            rows=[tuple(self._cells(row)) for row in rows],
            title=self._title(),
            empty=nobody_in(self.place),
            facts={
                "snapshot": self.snapshot.name,
                "schemes": [one.value for one in self.question.schemes],
                "at": self.question.at.isoformat(),
                "unit": self.place.unit.code,
                "level": self.units.level.value,
            },
        )

    def _title(self) -> Message:
        return _(
            "Coverage on {day}: {place}, register {name}",
            day=short_date(self.question.at),
            place=self.place.title,
            name=self.snapshot.name,
        )

    def _columns(self) -> Iterator[Column]:
        if len(self.question.schemes) > 1:
            yield Column("scheme", _("Insurance"), width=24)
        for dimension in Dimension:
            if dimension in self.question.by:
                columns = UNIT_COLUMNS if dimension is Dimension.COMMUNE else (WORD_COLUMNS[dimension],)
                yield from columns
        yield from NUMBERS

    def _cells(self, row: CoverageRow | PublishedRow) -> Iterator[Cell]:
        if len(self.question.schemes) > 1:
            yield Word(row.scheme.value, SCHEMES[row.scheme])
        for dimension in Dimension:
            if dimension in self.question.by:
                yield from self._label(dimension, row)
        yield from numbers(row)

    def _label(self, dimension: Dimension, row: CoverageRow | PublishedRow) -> tuple[Cell, ...]:
        """None: a sum over the dimension."""
        match dimension:
            case Dimension.COMMUNE:
                return (replace(TOTAL, said=""), TOTAL) if row.commune is None else self.units.cells(row.commune)
            case Dimension.GROUP:
                return (TOTAL if row.group is None else group_word(row.group, self.question.at),)
            case Dimension.SEX:
                return (TOTAL if row.sex is None else sex_word(row.sex),)
            case Dimension.AGE:
                return (TOTAL if row.age is None else age_word(row.age, self.question.ages),)

    def _total_row(self, total: CoverageRow) -> tuple[Cell, ...]:
        heads = list(self._columns())[: -len(NUMBERS)]
        return (*(replace(TOTAL, said=str(said)) for said in total_head(heads)), *numbers(total))

    def _said(self, total: CoverageRow) -> Message:
        return _(
            "{scheme}: {insured} of {residents} residents insured ({rate}), {uninsured} not insured.",
            scheme=capital(SCHEMES[total.scheme].text()),
            insured=printed(total.insured),
            residents=printed(total.residents),
            rate=printed(rate(total)),
            uninsured=printed(total.uninsured),
        )


def _total(scheme: Scheme, rows: Sequence[CoverageRow]) -> CoverageRow:
    of_scheme = [row for row in rows if row.scheme is scheme]
    residents, insured = sum(row.residents for row in of_scheme), sum(row.insured for row in of_scheme)
    return CoverageRow(scheme, None, None, None, None, residents, insured)


def _counts(row: CoverageRow) -> dict[str, str | int | None]:
    return {column.name: machine(cell) for column, cell in zip(NUMBERS, numbers(row), strict=True)}


def numbers(row: CoverageRow | PublishedRow) -> tuple[Cell, ...]:
    counts = (row.residents, row.insured, row.uninsured)
    return *(HIDDEN if count is None else count for count in counts), rate(row)


def rate(row: CoverageRow | PublishedRow) -> Decimal | Word | None:
    if row.insured is None or row.residents is None:
        return HIDDEN
    return Decimal(100 * row.insured) / row.residents if row.residents else None
