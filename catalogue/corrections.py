"""Decisions made by hand against the package's tables. Each must still apply, or the build fails."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from catalogue.names import split_designation
from catalogue.tables import read_rows
from catalogue.wheel import OldCommune, Tables


class Action(StrEnum):
    """What ``subject`` and ``object`` are is said in README.md."""

    DROP_SUCCESSOR = "drop_successor"
    ADD_SUCCESSOR = "add_successor"
    RENAME = "rename"
    KEEP_SUCCESSOR = "keep_successor"
    KEEP_CODE = "keep_code"
    NO_POINT = "no_point"
    POINT_OF_PREDECESSORS = "point_of_predecessors"


@dataclass(frozen=True, slots=True)
class Correction:
    action: Action
    subject: str
    object: str
    source: str
    reason: str


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Raises ValueError when a row lacks its source or its reason."""
    corrections = tuple(
        Correction(Action(row["action"]), row["subject"], row["object"], row["source"], row["reason"])
        for row in read_rows(path)
    )
    for one in corrections:
        if not (one.source and one.reason):
            raise ValueError(f"{path}: {one.action} {one.subject} lacks its source or its reason")
    return corrections


def subjects(corrections: Iterable[Correction], action: Action) -> frozenset[str]:
    return frozenset(one.subject for one in corrections if one.action is action)


def corrected_links(tables: Tables, corrections: Iterable[Correction]) -> frozenset[tuple[str, str]]:
    """Raises ValueError when a correction does not fit the tables (any more)."""
    links = set(tables.links)
    old, new = {row.lowest.code for row in tables.old}, {row.commune.code for row in tables.new}
    for one in corrections:
        link = (one.subject, one.object)
        match one.action:
            case Action.DROP_SUCCESSOR if link in links:
                links.remove(link)
            case Action.ADD_SUCCESSOR if link not in links:
                links.add(link)
            case Action.KEEP_SUCCESSOR if link in links:
                pass
            case Action.KEEP_CODE if one.subject in new and one.object not in new:
                pass
            case Action.NO_POINT | Action.RENAME if one.subject in old:
                pass
            case Action.POINT_OF_PREDECESSORS if one.subject in new:
                pass
            case _:
                raise ValueError(f"correction does not apply: {one.action} {one.subject} {one.object}")
    return frozenset(links)


def with_names_corrected(tables: Tables, corrections: Iterable[Correction]) -> Tables:
    names = {one.subject: one.object for one in corrections if one.action is Action.RENAME}
    return replace(tables, old=tuple(_renamed(row, names) for row in tables.old))


def _renamed(row: OldCommune, names: Mapping[str, str]) -> OldCommune:
    if not row.commune or row.commune.code not in names:
        return row
    designation, _name = split_designation(row.commune.full_name)
    return replace(row, commune=replace(row.commune, full_name=f"{designation} {names[row.commune.code]}"))
