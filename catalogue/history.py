"""Changes other than those of 2025-07-01, from history.csv: Huế, Đồng Nai, districts since the census of 2019."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from catalogue.names import comparable
from catalogue.tables import Area, Succession, read_day, read_rows


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
    """Some communes, or a part of one, went from one district to another on the day; both went on."""

    giver: str
    taker: str
    day: date


def read_transfers(path: Path) -> tuple[Transfer, ...]:
    """Raises ValueError when a row has no day."""
    transfers = []
    for row in read_rows(path):
        if (day := read_day(row["day"])) is None:
            raise ValueError(f"{path}: {row['giver']} to {row['taker']} has no day")
        transfers.append(Transfer(row["giver"], row["taker"], day))
    return tuple(transfers)


def overlap(one: Area, other: Area) -> bool:
    """Whether there is a day on which both were valid."""
    return _starts_by(one, other.valid_to) and _starts_by(other, one.valid_to)


def valid_on(area: Area, day: date) -> bool:
    return _starts_by(area, day) and (area.valid_to is None or day <= area.valid_to)


def with_history(areas: Iterable[Area], history: Iterable[Span]) -> list[Area]:
    """The areas, those of the tables replaced by history's where both say what had a code on a day."""
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
    return merged + [one for instead in told.values() for one in instead]


def history_successions(history: Iterable[Span]) -> list[Succession]:
    """One for each successor that history.csv names, by the act that made the new area, or ended the old one."""
    history = tuple(history)
    areas = {span.area.key: span.area for span in history}
    return [
        Succession(span.area.key, key, (day := takeover_day(span.area)), weight, _act(span.area, areas.get(key), day))
        for span in history
        for key, weight in span.successors
    ]


def takeover_day(ended: Area) -> date | None:
    """The first day of its successors; None when the day on which it ended is not known."""
    return None if ended.end_unknown or not ended.valid_to else ended.valid_to + timedelta(days=1)


def _with_point_of(area: Area, one: Area) -> Area:
    """A district's code may have been another district's before; its point then is not this one's."""
    same_place = area.level == "province" or comparable(area.name) == comparable(one.name)
    return replace(one, point=area.point) if same_place and overlap(area, one) else one


def _act(old: Area, new: Area | None, day: date | None) -> str:
    return new.document if new and new.valid_from == day else old.document


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
