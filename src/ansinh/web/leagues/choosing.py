"""Which rows of a league a question wants, in which order."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from ansinh.compare.calc import Quantity
from ansinh.compare.leagues import Standing
from ansinh.kernel.names import fold
from ansinh.web.leagues.asking import BY_CLIMB, BY_NAME, BY_RANK, Asked, Status

_STATUSES: Mapping[Status, Callable[[Standing], bool]] = {
    Status.REACHED: lambda row: row.reached is True,
    Status.BELOW: lambda row: row.reached is False,
    Status.UNKNOWN: lambda row: row.rank is None,
}


def wanted(standings: Sequence[Standing], asked: Asked) -> list[Standing]:
    words = fold(asked.text).split()
    fits = _STATUSES[asked.status] if asked.status else lambda row: True
    return [row for row in standings if fits(row) and (not words or _is_called(row, words))]


def _is_called(row: Standing, words: Sequence[str]) -> bool:
    name = fold(row.unit.full_name)
    return all(word in name for word in words)


def in_order(
    standings: Sequence[Standing], asked: Asked, quantity_of: Callable[[Standing], Quantity] | None
) -> list[Standing]:
    """By rank, name or climb, else by ``quantity_of`` the column that is sorted by. What has no value comes last in
    either direction; ties stay in the order of ranks."""
    if asked.sort == BY_NAME:
        return sorted(standings, key=lambda row: row.unit.sort_key, reverse=asked.descending)
    values: Callable[[Standing], Fraction | int | None]
    if asked.sort == BY_CLIMB:
        values = _climb
    elif asked.sort != BY_RANK and quantity_of:
        values = _value_by(quantity_of)
    else:
        values = _rank
    known = [(value, row) for row in standings if (value := values(row)) is not None]
    known.sort(key=lambda pair: -pair[0] if asked.descending else pair[0])
    return [row for _value, row in known] + [row for row in standings if values(row) is None]


def _rank(row: Standing) -> int | None:
    return row.rank


def _climb(row: Standing) -> int | None:
    return row.climbed


def _value_by(quantity_of: Callable[[Standing], Quantity]) -> Callable[[Standing], Fraction | None]:
    return lambda row: quantity_of(row).value
