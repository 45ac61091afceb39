"""Counts of a register into the ledger: a form is filled in with them and imported as any other, so that every check
runs, and every figure leads to a cell, and from there to the snapshot."""

import hashlib
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from ansinh.imports.actions import Imported, import_file
from ansinh.imports.template import Sheet, Values, write_form
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.periods import Period, short_date
from ansinh.ledger.models import Kind, Submission
from ansinh.places.models import Unit
from ansinh.places.reads import parts
from ansinh.registers.areas import Areas, Commune
from ansinh.registers.engines import Engine
from ansinh.registers.questions import Coverage, Dimension
from ansinh.registers.records import SCHEMES, Scheme
from ansinh.registers.snapshots.layout import DESCRIPTION
from ansinh.registers.snapshots.store import Snapshot
from ansinh.reviews.areas import areas_on, refuse_other_than_area
from ansinh.reviews.errors import IndicatorNotCountedError, NobodyCountedError

RURAL = "xã"  # what the new-rural criterion is about: neither wards, towns nor special zones

Tally = Counter[str]
"""Residents, and those insured by scheme."""
_RESIDENTS = "residents"


@dataclass(frozen=True)
class _Figure:
    """How an indicator is counted, in which communes."""

    of: Callable[[Tally], int]
    counts_in: Callable[[Commune], bool] = lambda _commune: True


def _is_rural(commune: Commune) -> bool:
    return commune.designation == RURAL


def _insured(scheme: Scheme) -> Callable[[Tally], int]:
    return lambda tally: tally[scheme]


FIGURES: Mapping[str, _Figure] = {
    "residents": _Figure(lambda tally: tally[_RESIDENTS]),
    "uninsured_bhyt": _Figure(lambda tally: tally[_RESIDENTS] - tally[Scheme.BHYT]),
    "participants_bhyt": _Figure(_insured(Scheme.BHYT)),
    "participants_bhxh_compulsory": _Figure(_insured(Scheme.COMPULSORY)),
    "participants_bhxh_voluntary": _Figure(_insured(Scheme.VOLUNTARY)),
    "participants_bhtn": _Figure(_insured(Scheme.UNEMPLOYMENT)),
    "new_rural_residents": _Figure(lambda tally: tally[_RESIDENTS], _is_rural),
    "new_rural_insured_residents": _Figure(_insured(Scheme.BHYT), _is_rural),
}
USUAL = tuple(FIGURES)


@dataclass(frozen=True)
class Counted:
    """A form with the counts in it. ``nobody_in``: communes of the unit in which the register has no resident: of these
    nothing is reported."""

    name: str
    form: bytes
    nobody_in: tuple[Commune, ...]


@dataclass(frozen=True)
class Published:
    counted: Counted
    imported: Imported

    @property
    def submission(self) -> Submission | None:
        """None when it was only checked."""
        return self.imported.submission


def count(
    snapshot: Snapshot,
    engine: Engine,
    unit: Unit,
    *,
    indicators: Sequence[str] = USUAL,
    whole: bool = False,
    reported_on: date | None = None,
) -> Counted:
    """Of the unit's parts on the register's day, or with ``whole`` of the unit itself: who lives there and is insured,
    wherever the card was issued. ``reported_on``: that day when not given, so that the same snapshot gives the same
    form. Raises NoAreaError, IndicatorNotCountedError, NobodyCountedError."""
    refuse_other_than_area(unit, snapshot.as_of)
    if unknown := [one for one in indicators if one not in FIGURES]:
        raise IndicatorNotCountedError(unknown[0], FIGURES)
    areas = areas_on(snapshot.as_of)
    communes = areas.within(unit.code)
    tallies = _tallies(engine, snapshot.as_of, communes)
    rows = () if whole else parts(unit, snapshot.as_of)
    values = _values(rows or (unit,), indicators, tallies, areas)
    if not values:
        raise NobodyCountedError(unit, snapshot.name)
    nobody_in = tuple(areas.communes[code] for code in sorted(communes - tallies.keys()))
    remarks = list(_remarks(snapshot, len(nobody_in), len(communes)))
    form = write_form(
        unit,
        rows or (unit,),
        [Sheet(Period.day(snapshot.as_of), Kind.ACTUAL, [catalogue()[one] for one in indicators], values, remarks)],
        reported_on=reported_on or snapshot.as_of,
        document=document_of(snapshot),
        created=snapshot.as_of,
    )
    return Counted(f"so-dang-ky-{snapshot.name}-{unit.code}.xlsx", form, nobody_in)


def publish(
    counted: Counted,
    *,
    by: str,
    store: Path,
    corrects: Submission | None = None,
    reason: str = "",
    explanations: Mapping[str, str] | None = None,
    check_only: bool = False,
) -> Published:
    """A submission of the counts. ``store``: where imported files are kept. Raises whatever importing a file raises
    (`import_file`): the same counts twice are refused."""
    with _as_file(counted.form, counted.name) as path:
        imported = import_file(
            path,
            by=by,
            store=store,
            check_only=check_only,
            corrects=corrects,
            reason=reason,
            explanations=explanations,
        )
    return Published(counted, imported)


@contextmanager
def _as_file(content: bytes, name: str) -> Iterator[Path]:
    """For the length of the block."""
    with tempfile.TemporaryDirectory(prefix="ansinh-") as directory:
        path = Path(directory) / name
        path.write_bytes(content)
        yield path


def digest_of(snapshot: Snapshot) -> str:
    """Of the descriptions of its whole chain; each holds the digests of what it was made from."""
    digest = hashlib.sha256()
    for directory in snapshot.chain():
        digest.update(hashlib.sha256((directory / DESCRIPTION).read_bytes()).digest())
    return digest.hexdigest()


def document_of(snapshot: Snapshot) -> str:
    """How a submission names the snapshot that its figures were counted in; whoever has the snapshot can see whether it
    is this one."""
    day = short_date(snapshot.as_of)
    return f"Danh sách cư trú và tham gia bảo hiểm ngày {day} (bản {snapshot.name}, SHA-256 {digest_of(snapshot)})"


def _tallies(engine: Engine, day: date, communes: frozenset[str]) -> dict[str, Tally]:
    """By commune; only those with a resident."""
    found: dict[str, Tally] = {}
    for row in engine.answer(Coverage(day, SCHEMES, (Dimension.COMMUNE,), communes=communes)):
        if row.commune is not None:
            tally = found.setdefault(row.commune, Counter())
            tally[_RESIDENTS] = row.residents
            tally[row.scheme] = row.insured
    return found


def _values(rows: Iterable[Unit], indicators: Iterable[str], tallies: Mapping[str, Tally], areas: Areas) -> Values:
    """Cells are left empty where nobody is counted."""
    values: Values = {}
    for unit in rows:
        communes = [areas.communes[code] for code in sorted(areas.within(unit.code) & tallies.keys())]
        for indicator in indicators:
            figure = FIGURES[indicator]
            counted = [tallies[one.code] for one in communes if figure.counts_in(one)]
            if counted:
                values[unit.code, indicator] = Decimal(sum(map(figure.of, counted)))
    return values


def _remarks(snapshot: Snapshot, nobody_in: int, communes: int) -> Iterator[str]:
    yield (
        "Đếm từ danh sách cư trú và danh sách tham gia bảo hiểm, "
        f"bản {snapshot.name}: mỗi người thường trú đếm một lần, không phân biệt nơi cấp thẻ."
    )
    if nobody_in:
        yield f"Danh sách không có người thường trú ở {nobody_in}/{communes} đơn vị cấp xã."
