"""What a workbook of the corpus is, and what is expected of reading it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

ANY = "*"
"""A place which is not settled: any sheet or any cell will do."""


class Figure(NamedTuple):
    """One figure that has to be read. ``unit``: its code on the last day of the period. ``value``: in the base unit."""

    unit: str
    indicator: str
    period: str
    kind: str
    value: str
    sheet: str
    cell: str


class Named(NamedTuple):
    """A finding. Alternatives are parted by ``|``: "unit-name" at "A9|B9" may be said of the code or of the name."""

    check: str
    severity: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class Given:
    """What an officer answered before the file was read. ``lines``: header, or letter of a column → indicator."""

    unit: str = ""
    period: str = ""
    reported_on: str = ""
    kind: str = ""
    measure: str = ""
    lines: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A file as an officer sends it.

    ``facts``: all there are; of a file with findings that block, no others may be given. ``unsettled``: figures of
    rows or cells that a finding speaks of, which may be given or left out. ``findings``: those that block or want an
    explanation are all; notes named must be there. ``questions``: kinds, each once; the figures are then not looked at.
    ``unit``: code of the sender, empty where a file does not say. ``reported_on``: ISO, None where the file does not
    say. ``error``: of a file that is refused whole, why.
    """

    file_name: str
    content: bytes
    why: str
    name: str = ""
    facts: Sequence[Figure] = ()
    unsettled: Sequence[Figure] = ()
    findings: Sequence[Named] = ()
    questions: Sequence[str] = ()
    answers: Given = Given()
    unit: str = ""
    reported_on: str | None = None
    document: str = ""
    error: str | None = None

    @property
    def suffix(self) -> str:
        return self.file_name.rpartition(".")[2].lower()

    @property
    def blocked(self) -> bool:
        return any(finding.severity == "blocks" for finding in self.findings)


Maker = Callable[[], Case]
MAKERS: dict[str, Maker] = {}


def case(make: Maker) -> Maker:
    """Enters a maker into the corpus, under the name of the function."""
    name = make.__name__
    if name in MAKERS:
        raise ValueError(f"Two cases are named {name}")
    MAKERS[name] = lambda: replace(make(), name=name)
    return make
