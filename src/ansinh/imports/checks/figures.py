"""A file's figures laid out by what they are about, and the findings about them in the order of the file."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice

from ansinh.imports.errors import Check, Finding, Severity
from ansinh.kernel.cells import cell_name
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.ledger.facts import Fact, NewFact, Request
from ansinh.ledger.models import Submission
from ansinh.places.models import Unit

EXPLAIN = _("Mend the cell; if the figure is right, say why: `ansinh explain`.")

UNITS_AT_ONCE = 1_000  # asked of the ledger in one query

Given = NewFact | Fact  # of the file, or of the ledger
Column = dict[int, NewFact]  # by unit
Columns = dict[Request, Column]


@dataclass(frozen=True)
class Figures:
    """What a file says, ready to be looked at. ``sheets``: their names; a fact says which by position."""

    unit: Unit
    reported_on: date
    sheets: tuple[str, ...]
    facts: Sequence[NewFact]
    corrects: Submission | None = None


@dataclass(frozen=True)
class Repeated:
    fact: NewFact
    first: NewFact


def by_request(facts: Iterable[NewFact]) -> tuple[Columns, list[Repeated]]:
    """The facts by request and unit, the first one where there are two; and the second ones.

    A national file has 600,000 facts, most of them with one of a few request objects: looked up by identity first.
    """
    columns: Columns = {}
    known: dict[int, Column] = {}
    repeated: list[Repeated] = []
    for fact in facts:
        request = fact.request
        column = known.get(id(request))
        if column is None:
            column = known[id(request)] = columns.setdefault(request, {})
        first = column.setdefault(fact.unit, fact)
        if first is not fact:
            repeated.append(Repeated(fact, first))
    return columns, repeated


def in_batches(columns: Columns) -> Iterator[Columns]:
    """The same columns for some units after the other, so that what the ledger holds beside them fits into memory."""
    units = sorted({unit for column in columns.values() for unit in column})
    if len(units) <= UNITS_AT_ONCE:
        yield columns
        return
    batch_of = {unit: position // UNITS_AT_ONCE for position, unit in enumerate(units)}
    divided: list[Columns] = [{} for _batch in batches(units)]
    for request, column in columns.items():
        parts: list[Column] = [{} for _batch in divided]
        for unit, fact in column.items():
            parts[batch_of[unit]][unit] = fact
        for batch, part in zip(divided, parts, strict=True):
            if part:
                batch[request] = part
    yield from divided


def batches(units: Iterable[int]) -> Iterator[list[int]]:
    left = iter(units)
    while batch := list(islice(left, UNITS_AT_ONCE)):
        yield batch


def position(fact: NewFact) -> tuple[int, int, int]:
    """Its place in the order of the file."""
    return fact.sheet, fact.row, fact.column


class Findings:
    """Collects findings about a file whose sheets have these names and whose figures are of these units."""

    def __init__(self, sheets: Sequence[str], units: Collection[int]) -> None:
        self._sheets = sheets
        self._units = units
        self._found: list[tuple[tuple[int, int, int], Finding]] = []

    @cached_property
    def units(self) -> Mapping[int, Unit]:
        """The file's units by key; looked up when the first finding has to name one."""
        found: dict[int, Unit] = {}
        for batch in batches(self._units):
            found |= Unit.objects.in_bulk(batch)
        return found

    def place(self, fact: NewFact) -> str:
        return f"{self._sheets[fact.sheet]}!{cell_name(fact.row, fact.column)}"

    def block(self, fact: NewFact, check: Check, cause: Message, remedy: Message) -> None:
        self._add(fact, Severity.BLOCKS, check, cause, remedy)

    def ask(self, fact: NewFact, check: Check, cause: Message, remedy: Message = EXPLAIN) -> None:
        """Have it mended or explained."""
        self._add(fact, Severity.EXPLAIN, check, cause, remedy)

    def of_file(self, severity: Severity, check: Check, cause: Message, remedy: Message) -> None:
        self._found.append(((-1, 0, 0), Finding("", "", severity, check, cause, remedy)))

    def in_order(self) -> tuple[Finding, ...]:
        """Those of the file as a whole, then by sheet, row and column."""
        return tuple(finding for _place, finding in sorted(self._found, key=lambda found: found[0]))

    def _add(self, fact: NewFact, severity: Severity, check: Check, cause: Message, remedy: Message) -> None:
        cell = cell_name(fact.row, fact.column)
        finding = Finding(self._sheets[fact.sheet], cell, severity, check, cause, remedy)
        self._found.append((position(fact), finding))
