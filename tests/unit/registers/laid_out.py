"""A register laid out on disk by plain Python from what the reference knows: an oracle for the loader, and the input of
the engines' tests. Slow, for small registers."""

import hashlib
import json
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import duckdb

from ansinh.registers.islands import Island
from ansinh.registers.known import Known, Person
from ansinh.registers.linking import Key
from ansinh.registers.records import OPEN_END, SCHEMES, Register, Scheme
from ansinh.registers.snapshots.layout import DESCRIPTION, NO_PREFIX, PARTITIONS, SCHEMA_VERSION, TABLES, Column

Line = dict[str, object]
ALL_SCHEMES = (*SCHEMES, Scheme.ANY)
KEYLESS_BELOW = -(10**10)


@dataclass(frozen=True)
class LaidOut:
    """What the engines need of a snapshot."""

    name: str
    as_of: date
    directory: Path
    before: "LaidOut | None"

    def chain(self) -> tuple[Path, ...]:
        return (*(self.before.chain() if self.before else ()), self.directory)


def lay_out(register: Register, directory: Path) -> LaidOut:
    """All links of the chain, beside each other in the directory, named by their days. The province of a commune is
    its first two digits."""
    known, laid, last = Known(), dict[Key, "Rows"](), None
    for link in register.chain():
        held = Known(dict(known.persons), dict(known.gone), dict(known.spells))
        known.take(link)
        last = LaidOut(link.as_of.isoformat(), link.as_of, directory / link.as_of.isoformat(), last)
        _write(last, _tables(link, known, held, laid))
    assert last is not None
    return last


@dataclass(frozen=True)
class Rows:
    """Of one person, without weight."""

    status: Line
    later: list[Line]


def _tables(link: Register, known: Known, held: Known, laid: dict[Key, Rows]) -> dict[str, list[Line]]:
    """What the link adds; ``laid`` holds the rows that stand, and is brought up to date."""
    tables: dict[str, list[Line]] = {name: [] for name in TABLES}
    for key in _changed(held.persons, known.persons):
        person = known.persons.get(key)
        if key in held.persons:
            _add(tables, laid.pop(key), -1)
        if person:
            laid[key] = _rows(key, person, link.as_of)
            _add(tables, laid[key], 1)
    tables["status"].sort(key=lambda row: (str(row["commune"]), str(row["household"])))
    tables["counts"] = list(_counts(tables, link.as_of))
    _add_named(tables, known, held)
    if link.before is None:
        tables["named"] = []
    return tables


def _add(tables: dict[str, list[Line]], rows: Rows, weight: int) -> None:
    tables["status"].append(rows.status | {"weight": weight})
    tables["later"].extend(row | {"weight": weight} for row in rows.later)


def _rows(key: Key, person: Person, day: date) -> Rows:
    line = person.line
    keys: Line = {
        "province": line.commune[:2],
        "commune": line.commune,
        "group": person.group,
        "sex": line.sex,
        "birth": line.birth,
        "person": number_of(key),
    }
    status = keys | {
        "household": line.household,
        "bhxh_no": line.bhxh_no,
        "name": line.name,
        "evidence": line.evidence,
        "stated_group": line.group,
    }
    later: list[Line] = []
    for scheme in ALL_SCHEMES:
        ended = [one for one in person.islands[scheme] if one.last < day]
        ahead = [one for one in person.islands[scheme] if one.last >= day]
        status |= _of_scheme(scheme, ended[-1] if ended else None, ahead[0] if ahead else None)
        later += [keys | _later(scheme, one) for one in ahead[1:]]
    return Rows(status, later)


def number_of(key: Key) -> int:
    """A person's number in the tables."""
    if isinstance(key, int):
        return key
    digest = hashlib.sha256(repr(key).encode()).digest()
    return KEYLESS_BELOW - 1 - int.from_bytes(digest[:7])


def _of_scheme(scheme: Scheme, ended: Island | None, ahead: Island | None) -> Line:
    columns: Line = {
        f"{scheme}_ended": ended and ended.last,
        f"{scheme}_from": ahead and ahead.first,
        f"{scheme}_until": ahead and ahead.last,
    }
    if scheme is not Scheme.BHYT:
        return columns
    return columns | {
        "bhyt_ended_group": ended and ended.group,
        "bhyt_group": ahead and ahead.group,
        "bhyt_issued_in": ahead and ahead.issued_in,
    }


def _later(scheme: Scheme, island: Island) -> Line:
    return {
        "scheme": scheme,
        "first": island.first,
        "last": island.last,
        "ending_group": island.group if scheme is Scheme.BHYT else "",
    }


def _counts(tables: Mapping[str, list[Line]], day: date) -> Iterator[Line]:
    steps: Counter[tuple[object, ...]] = Counter()
    for row in tables["status"]:
        steps[*_cell(row), "residents", day] += _weight(row)
        for scheme in ALL_SCHEMES:
            _count(steps, row, scheme, (row[f"{scheme}_from"], row[f"{scheme}_until"]), day)
    for row in tables["later"]:
        _count(steps, row, Scheme(str(row["scheme"])), (row["first"], row["last"]), day)
    columns = ("province", "commune", "group", "sex", "scheme", "month")
    return (dict(zip(columns, cell, strict=True), step=step) for cell, step in steps.items() if step)


def _count(
    steps: Counter[tuple[object, ...]], row: Line, scheme: Scheme, times: tuple[object, object], day: date
) -> None:
    first, last = times
    if not isinstance(first, date) or not isinstance(last, date):
        return
    begins, ends = _counted_on(first, day), _counted_on(last + timedelta(days=1), day) if last < OPEN_END else None
    if begins == ends:
        return
    steps[*_cell(row), scheme, begins] += _weight(row)
    if ends:
        steps[*_cell(row), scheme, ends] -= _weight(row)


def _counted_on(begin: date, day: date) -> date:
    """The first day of the table of counts on which something that begins then is seen."""
    return day if begin <= day else begin.replace(day=monthrange(begin.year, begin.month)[1])


def _cell(row: Line) -> tuple[object, ...]:
    return row["province"], row["commune"], row["group"], row["sex"]


def _weight(row: Line) -> int:
    return -1 if row["weight"] == -1 else 1


def _add_named(tables: dict[str, list[Line]], known: Known, held: Known) -> None:
    """``gone``, ``spells`` and ``named``."""
    lines, lines_held = ({key: one.line for key, one in at.persons.items()} for at in (known, held))
    gone, spells = _changed(held.gone, known.gone), _changed(held.spells, known.spells)
    tables["gone"] = [{"person": number_of(key), "status": known.gone[key]} for key in gone if key in known.gone]
    tables["spells"] = [line for key in spells for line in _spells(key, known)]
    tables["named"] = [{"person": number_of(key), "scheme": ""} for key in gone | _changed(lines_held, lines)]
    tables["named"] += [{"person": number_of(key), "scheme": scheme} for key in spells for scheme in SCHEMES]


def _changed(held: Mapping[Key, object], known: Mapping[Key, object]) -> set[Key]:
    """Whoever was taken anew: what stays as it is stays the same object."""
    return {key for key in held.keys() | known.keys() if held.get(key) is not known.get(key)}


def _spells(key: Key, known: Known) -> Iterator[Line]:
    key_number = number_of(key)
    for one in known.spells.get(key, ()):
        yield {
            "prefix": f"{key_number:012}"[:3] if key_number > 0 else NO_PREFIX,
            "person": key_number,
            "scheme": one.scheme,
            "bhxh_no": one.bhxh_no,
            "card": one.card,
            "group": one.group,
            "benefit": one.benefit,
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
            "issued_in": one.issued_in,
        }


def _write(snapshot: LaidOut, tables: Mapping[str, list[Line]]) -> None:
    snapshot.directory.mkdir(parents=True)
    about = {
        "files": {},
        "schema": SCHEMA_VERSION,
        "as_of": snapshot.as_of.isoformat(),
        "before": snapshot.before.name if snapshot.before else None,
    }
    (snapshot.directory / DESCRIPTION).write_text(json.dumps({"name": snapshot.name, "ansinh": about}))
    for name, rows in tables.items():
        if rows:  # a table of no rows has no file
            _write_table(name, rows, snapshot.directory / name)


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    return connection


def _write_table(table: str, rows: list[Line], directory: Path) -> None:
    partition = PARTITIONS.get(table)
    columns = (*TABLES[table], *([Column(partition, "VARCHAR", "partition")] if partition else []))
    types = json.dumps([{column.name: column.type for column in columns}])
    _connection().execute(
        f"CREATE OR REPLACE TEMP TABLE written AS SELECT UNNEST(from_json(?, '{types}'), recursive := true)",
        [json.dumps(rows, default=str)],
    )
    directory.mkdir()
    target = str(directory).replace("'", "''")
    if partition:
        _connection().execute(f"COPY written TO '{target}' (FORMAT parquet, PARTITION_BY ({partition}))")
    else:
        _connection().execute(f"COPY written TO '{target}/part-0.parquet' (FORMAT parquet)")
