"""Changes other than those of 2025-07-01, from history.csv and transfers.csv: Huế, Đồng Nai, districts since the census
of 2019. A district whose territory changed goes on as another area with the same code."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from catalogue.names import comparable
from catalogue.tables import Area, Succession, read_day, read_rows

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """One area of history.csv. ``whole``: the code of its province, of a district only.

    ``successors``: keys, each with its weight.
    """

    area: Area
    whole: str
    successors: tuple[tuple[str, int], ...]


def read_history(path: Path) -> tuple[Span, ...]:
    """Raises ValueError when a row lacks its source."""
    rows = read_rows(path)
    for row in rows:
        if not row["source"]:
            raise ValueError(f"{path}: {row['code']} {row['name']} lacks its source")
    return tuple(
        Span(_area(row), row["whole"], tuple(_weighted(key) for key in row["successors"].split())) for row in rows
    )


@dataclass(frozen=True, slots=True)
class Transfer:
    """Some communes, or a part of one, went from one district to another on the day; both went on.

    ``kept`` and ``given``: the parts of the giver's people.
    """

    giver: str
    taker: str
    day: date
    kept: int
    given: int
    document: str


def read_transfers(path: Path) -> tuple[Transfer, ...]:
    """Raises ValueError when a row has no day."""
    transfers = []
    for row in read_rows(path):
        if (day := read_day(row["day"])) is None:
            raise ValueError(f"{path}: {row['giver']} to {row['taker']} has no day")
        kept, given = int(row["kept"]), int(row["given"])
        transfers.append(Transfer(row["giver"], row["taker"], day, kept, given, row["act"]))
    return tuple(transfers)


def overlap(one: Area, other: Area) -> bool:
    """Whether there is a day on which both were valid."""
    return _starts_by(one, other.valid_to) and _starts_by(other, one.valid_to)


def valid_on(area: Area, day: date) -> bool:
    return _starts_by(area, day) and (area.valid_to is None or day <= area.valid_to)


def with_history(areas: Iterable[Area], history: Collection[Span], transfers: Iterable[Transfer]) -> list[Area]:
    """The areas, those of the tables replaced by history's where both say what had a code on a day; districts cut where
    their territory changed."""
    told: dict[tuple[str, str], list[Area]] = defaultdict(list)
    for span in history:
        told[span.area.level, span.area.code].append(span.area)
    merged = []
    for area in areas:
        instead = told[area.level, area.code]
        if any(overlap(area, one) for one in instead):
            told[area.level, area.code] = [_with_point_of(area, one) for one in instead]
        else:
            merged.append(area)
    changes = _territory_changes(history, transfers)
    replaced = merged + [one for instead in told.values() for one in instead]
    return [version for area in replaced for version in _versions(area, changes)]


def history_successions(
    areas: Iterable[Area], history: Collection[Span], transfers: Collection[Transfer]
) -> Iterator[Succession]:
    """One for each successor that history.csv names, each transfer, and each district that only its territory's change
    made another area; by the act that made the new area."""
    areas = tuple(areas)
    by_key = {area.key: area for area in areas}
    ending = {(area.level, area.code, area.valid_to): area for area in areas}
    for span in history:
        old = ending[span.area.level, span.area.code, span.area.valid_to]
        for key, weight in span.successors:
            yield Succession(old.key, key, takeover_day(old), weight, by_key[key].document)
    named = {(span.area.level, span.area.code, span.area.valid_to) for span in history if span.successors}
    kept = {(one.giver, one.day): one.kept for one in transfers}
    for (code, day), document in _territory_changes(history, transfers).items():
        eve = ("district", code, day - ONE_DAY)
        if eve in ending and eve not in named:
            yield Succession(ending[eve].key, f"{code}@{day}", day, kept.get((code, day), 1), document)
    for one in transfers:
        old = ending["district", one.giver, one.day - ONE_DAY]
        yield Succession(old.key, f"{one.taker}@{one.day}", one.day, one.given, one.document)


def takeover_day(ended: Area) -> date | None:
    """The first day of its successors; None when the day on which it ended is not known."""
    return None if ended.end_unknown or not ended.valid_to else ended.valid_to + ONE_DAY


def _with_point_of(area: Area, one: Area) -> Area:
    """A district's code may have been another district's before; its point then is not this one's."""
    same_place = area.level == "province" or comparable(area.name) == comparable(one.name)
    return replace(one, point=area.point) if same_place and overlap(area, one) else one


def _territory_changes(history: Iterable[Span], transfers: Iterable[Transfer]) -> dict[tuple[str, date], str]:
    """Code of a district, the day on which it took in or gave up a part → the act."""
    changes = {(code, one.day): one.document for one in transfers for code in (one.giver, one.taker)}
    for span in history:
        day = takeover_day(span.area)
        if span.area.level == "district" and day:
            changes |= {(key.split("@")[0], day): span.area.document for key, _weight in span.successors}
    return changes


def _versions(area: Area, changes: Mapping[tuple[str, date], str]) -> Iterator[Area]:
    """The area as it was between the changes of its territory, the earliest first."""
    for (code, day), document in sorted(changes.items()):
        if area.level == "district" and code == area.code and valid_on(area, day) and valid_on(area, day - ONE_DAY):
            yield replace(area, valid_to=day - ONE_DAY, document=area.document if area.valid_from else document)
            area = replace(area, valid_from=day, document=document)
    yield area


def _weighted(written: str) -> tuple[str, int]:
    """ "445:11" is ("445", 11); without a weight it is 1."""
    key, _colon, weight = written.partition(":")
    return key, int(weight or 1)


def _starts_by(area: Area, day: date | None) -> bool:
    return area.valid_from is None or day is None or area.valid_from <= day


def _area(row: dict[str, str]) -> Area:
    return Area(
        level=row["level"],
        code=row["code"],
        designation=row["designation"],
        name=row["name"],
        valid_from=read_day(row["valid_from"]),
        valid_to=read_day(row["valid_to"]),
        end_unknown=row["end_unknown"] == "1",
        document=row["document"],
    )
