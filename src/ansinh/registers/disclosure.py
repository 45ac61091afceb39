"""Small counts, and what they could be computed from, taken out of a table of coverage before it is published.

Taken out first: every count of residents, insured or uninsured from 1 to below the threshold, in cells and sums alike;
with the insured the uninsured and the reverse, since residents are their sum; with a small count of residents both.
Zero is no small count: nobody uninsured may be said. But nobody insured of BHYT is said of everyone in the cell, so
there insured and uninsured go, whatever the number of residents. (In BHXH and BHTN nobody insured is the rule among
children and the old, and is published.)

Then as many other counts go as are needed for none of those taken out to be computed from what is left. The sums of a
table (groups to their total, communes to district, province and country) are a network: a count is an edge, a sum a
node in which flows are conserved. A count can be other than it is if, and only if, some closed way through it and
through other counts taken out can be raised and lowered by one in turn, none below zero (residents: below one). For
each count the way that costs least is searched, small cells before large ones and any cell before a sum, and the
counts on it are taken out too: each way found proves all the counts on it. The result does not hang on the order of
the rows.

Compare ehrQL (OpenSAFELY), which takes out counts up to 7 and rounds the others to 5, and so needs no second step:
rounded counts do not add up, and an officer checks a table by its sums.

Not protected: tables published apart, of another day or told apart otherwise, against each other; and conclusions from
one scheme's count on another's (insured of BHYT are at most those of any).
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from heapq import heappop, heappush
from itertools import pairwise, product
from typing import NamedTuple

from ansinh.registers.questions import CoverageRow, in_order
from ansinh.registers.records import Scheme, Sex

THRESHOLD = 5
EVERYONE_MATTERS = (Scheme.BHYT, Scheme.ANY)

Unit = str | None  # None: all units of the table together
Category = tuple[str | None, Sex | None, int | None]
Cell = tuple[Unit, Category]
Figures = dict[Cell, int]
TOTAL: Category = (None, None, None)
_GROUND = ("ground", None, TOTAL)
_Node = tuple[str, Unit, Category]
_CELL, _SUM_OF_UNIT, _SUM_OF_CELLS, _SUM_OF_SUMS = 1, 20, 100, 1000  # what it costs to lose one


class Why(StrEnum):
    """Not to be published: how many counts are taken out for which reason tells some of them."""

    SMALL = "small"
    COMPLEMENT = "complement"
    EVERYONE = "everyone"
    COMPUTABLE = "computable"


class PublishedRow(NamedTuple):
    """As CoverageRow; None where a count is taken out. ``commune`` None: all; group, sex, age None: together."""

    scheme: Scheme
    commune: str | None
    group: str | None
    sex: Sex | None
    age: int | None
    residents: int | None
    insured: int | None
    uninsured: int | None


@dataclass(frozen=True)
class Published:
    """``rows``: the cells given and all their sums. ``taken_out``: how many counts, and why."""

    rows: tuple[PublishedRow, ...]
    taken_out: Mapping[Why, int]
    threshold: int


def published(
    rows: Iterable[CoverageRow], above: Mapping[str, Sequence[str]] | None = None, *, threshold: int = THRESHOLD
) -> Published:
    """``rows``: of one day, each cell once, without sums. ``above``: of each commune, the units under which the table
    sums it, the nearest first (``rollup.chains``); all are summed in the end. Group, sex and age together are one
    dimension: their sums among themselves are not in the table."""
    if threshold < 1:
        raise ValueError("a threshold is at least 1")
    table = _table(list(rows), above or {})
    small = range(1, threshold)
    residents = {cell for cell, count in table.residents.items() if count in small}
    _protect(table, residents, _changes_of_residents(table))
    made, taken_out = [], Counter[Why]()
    for scheme, insured in table.insured.items():
        uninsured = table.uninsured(scheme)
        first = {cell for cell in insured if _is_telling(table, scheme, cell, small)}
        hidden = first | residents
        _protect(table, hidden, [_Change(_above_zero(uninsured), _above_zero(insured))])
        for cell in insured:
            figures = (table.residents[cell], insured[cell], uninsured[cell])
            is_out = (cell in residents, cell in hidden, cell in hidden)
            shown = (None if out else figure for figure, out in zip(figures, is_out, strict=True))
            made.append(PublishedRow(scheme, cell[0], *cell[1], *shown))
            for place in (place for place, out in enumerate(is_out) if out):
                everyone = (place, figures[place]) == (1, 0)
                taken_out[_why(figures[place] in small, everyone, cell in first)] += 1
    return Published(tuple(sorted(made, key=in_order)), dict(taken_out), threshold)


def _is_telling(table: "_Table", scheme: Scheme, cell: Cell, small: range) -> bool:
    residents, insured = table.residents[cell], table.insured[scheme][cell]
    nobody = insured == 0 and scheme in EVERYONE_MATTERS
    return nobody or any(count in small for count in (residents, insured, residents - insured))


def _why(is_small: bool, is_everyone: bool, is_first: bool) -> Why:
    if is_small:
        return Why.SMALL
    if not is_first:
        return Why.COMPUTABLE
    return Why.EVERYONE if is_everyone else Why.COMPLEMENT


@dataclass(frozen=True)
class _Edge:
    """Raising the count of ``cell`` by one sends one more from ``tail`` to ``head``."""

    cell: Cell
    tail: _Node
    head: _Node
    cost: int


@dataclass
class _Table:
    """Every cell and sum. ``under``: the unit into which a unit is summed."""

    under: Mapping[Unit, Unit]
    leaves: frozenset[Unit]
    with_totals: bool
    residents: Figures
    insured: dict[Scheme, Figures]
    edges: dict[Cell, _Edge] = field(default_factory=dict)
    at: dict[_Node, list[_Edge]] = field(default_factory=dict)

    def uninsured(self, scheme: Scheme) -> Figures:
        return {cell: count - self.insured[scheme][cell] for cell, count in self.residents.items()}

    def connect(self) -> None:
        for unit, category in sorted(self.residents, key=_cell_order):
            below: _Node = ("sum", unit, category)
            if unit in self.leaves:
                below = ("row", unit, TOTAL) if self.with_totals else _GROUND
            beyond: _Node = ("sum", self.under[unit], category) if unit in self.under else _GROUND
            is_total = self.with_totals and category == TOTAL
            tail, head = (beyond, below) if is_total else (below, beyond)
            cell = (unit, category)
            edge = _Edge(cell, tail, head, self._cost(cell, is_total))
            self.edges[cell] = edge
            self.at.setdefault(tail, []).append(edge)
            self.at.setdefault(head, []).append(edge)

    def _cost(self, cell: Cell, is_total: bool) -> int:
        if cell[0] in self.leaves:
            kind = _SUM_OF_UNIT if is_total else _CELL
        else:
            kind = _SUM_OF_SUMS if is_total else _SUM_OF_CELLS
        return kind * (1 + self.residents[cell].bit_length())


def _table(rows: Sequence[CoverageRow], above: Mapping[str, Sequence[str]]) -> _Table:
    ways = _ways_up({row.commune for row in rows}, above)
    under: dict[Unit, Unit] = {}
    for way in ways.values():
        for unit, whole in pairwise(way):
            if under.setdefault(unit, whole) != whole:
                raise ValueError(f"{unit} is summed into two units")
    leaves = frozenset(ways)
    if leaves & set(under.values()):
        raise ValueError("a unit with cells of its own is also a sum")
    with_totals = any((row.group, row.sex, row.age) != TOTAL for row in rows)
    residents: dict[Scheme, Figures] = {}
    insured: dict[Scheme, Figures] = {}
    for row in rows:
        for unit in ways[row.commune]:
            for category in {(row.group, row.sex, row.age), TOTAL}:
                for sums, count in ((residents, row.residents), (insured, row.insured)):
                    figures = sums.setdefault(row.scheme, {})
                    figures[unit, category] = figures.get((unit, category), 0) + count
    first = next(iter(residents.values()), {})
    if any(figures != first for figures in residents.values()):
        raise ValueError("every scheme is told of the same residents")
    table = _Table(under, leaves, with_totals, first, insured)
    table.connect()
    return table


def _ways_up(communes: Iterable[Unit], above: Mapping[str, Sequence[str]]) -> dict[Unit, tuple[Unit, ...]]:
    """Of each commune: itself and the units into which it is summed, to one that is over all."""
    ways: dict[Unit, tuple[Unit, ...]] = {
        one: (one, *(unit for unit in above.get(one or "", ()) if unit != one)) for one in communes
    }
    if len(ways) > 1 and len({way[-1] for way in ways.values()}) > 1:
        ways = {one: (*way, None) for one, way in ways.items()}
    return ways


Allowed = Callable[[Cell], bool]


class _Change(NamedTuple):
    """Which counts may be raised and which lowered by one, other things as they are."""

    may_rise: Allowed
    may_fall: Allowed


def _above_zero(figures: Figures) -> Allowed:
    return lambda cell: figures[cell] > 0


def _changes_of_residents(table: _Table) -> list[_Change]:
    """A resident more or less is, in each scheme, an insured one everywhere on the way or an uninsured one."""
    sides = [(figures, table.uninsured(scheme)) for scheme, figures in table.insured.items()]
    return [_Change(lambda _cell: True, _fall(table.residents, falling)) for falling in product(*sides)]


def _fall(residents: Figures, falling: Sequence[Figures]) -> Allowed:
    return lambda cell: residents[cell] > 1 and all(figures[cell] > 0 for figures in falling)


def _protect(table: _Table, hidden: set[Cell], changes: Iterable[_Change]) -> None:
    """Add to ``hidden`` what is needed for each of its counts to be able to be another."""
    changes = list(changes)
    proven = {cell for change in changes for cell in _on_ways_within(table, change, hidden)}
    for cell in sorted(hidden - proven, key=_cell_order):
        if cell in proven:
            continue
        ways = (way for change in changes for way in _ways(table, table.edges[cell], change, hidden))
        cells = min(ways, key=lambda way: way[0])[1]  # there is one: from the cell through all its sums
        proven |= cells
        hidden |= cells


def _on_ways_within(table: _Table, change: _Change, hidden: set[Cell]) -> Iterator[Cell]:
    """Most of the counts that are on a closed way of hidden ones already, all in one pass: of those that may rise and
    fall a forest is made, and whatever else joins two nodes of a tree closes a way with the branches between."""
    edges = [table.edges[cell] for cell in sorted(hidden, key=_cell_order)]
    above, depth = _forest([edge for edge in edges if change.may_rise(edge.cell) and change.may_fall(edge.cell)])
    branches = {cell for _node, cell in above.values()}
    upmost: dict[_Node, _Node] = {}  # from a node over branches that are proven

    def up(node: _Node) -> _Node:
        passed = []
        while node in upmost:
            passed.append(node)
            node = upmost[node]
        upmost.update(dict.fromkeys(passed, node))
        return node

    for edge in edges:
        if edge.cell in branches:
            continue
        one, other = up(edge.tail), up(edge.head)
        path = []
        while one != other and (one in above or other in above):
            one, other = sorted((one, other), key=lambda node: depth.get(node, 0))
            upper, cell = above[other]
            path.append((other, upper, cell))
            other = up(upper)
        if one == other:
            yield from (edge.cell, *(cell for _node, _upper, cell in path))
            upmost.update((node, upper) for node, upper, _cell in path)


def _forest(edges: Iterable[_Edge]) -> tuple[dict[_Node, tuple[_Node, Cell]], dict[_Node, int]]:
    """Of each node but the roots: the node above it and the count between; and how deep each is."""
    at: dict[_Node, list[tuple[_Node, Cell]]] = {}
    for edge in edges:
        at.setdefault(edge.tail, []).append((edge.head, edge.cell))
        at.setdefault(edge.head, []).append((edge.tail, edge.cell))
    above: dict[_Node, tuple[_Node, Cell]] = {}
    depth: dict[_Node, int] = {}
    for root in at:
        if root in depth:
            continue
        depth[root] = 0
        queue = deque([root])
        while queue:
            node = queue.popleft()
            for other, cell in at[node]:
                if other not in depth:
                    depth[other], above[other] = depth[node] + 1, (node, cell)
                    queue.append(other)
    return above, depth


def _ways(table: _Table, edge: _Edge, change: _Change, hidden: set[Cell]) -> Iterator[tuple[int, set[Cell]]]:
    """The cheapest closed way on which the count rises, and the cheapest on which it falls."""
    if change.may_rise(edge.cell):
        yield from _way_back(table, edge, edge.head, edge.tail, change, hidden)
    if change.may_fall(edge.cell):
        yield from _way_back(table, edge, edge.tail, edge.head, change, hidden)


def _way_back(
    table: _Table, through: _Edge, start: _Node, goal: _Node, change: _Change, hidden: set[Cell]
) -> Iterator[tuple[int, set[Cell]]]:
    """Dijkstra's, by another way than the edge itself."""
    came: dict[_Node, tuple[_Node, Cell]] = {}
    best = {start: 0}
    queue = [(0, 0, start)]
    done: set[_Node] = set()
    pushed = 0
    while queue:
        cost, _pushed, node = heappop(queue)
        if node == goal:
            yield cost, {through.cell, *_cells_back(came, start, goal)}
            return
        if node in done:
            continue
        done.add(node)
        for edge in table.at[node]:
            if edge is through:
                continue
            rises = edge.tail == node
            other = edge.head if rises else edge.tail
            reached = cost + (0 if edge.cell in hidden else edge.cost)
            if reached >= best.get(other, reached + 1) or not (change.may_rise if rises else change.may_fall)(
                edge.cell
            ):
                continue
            best[other], came[other] = reached, (node, edge.cell)
            pushed += 1
            heappush(queue, (reached, pushed, other))


def _cells_back(came: Mapping[_Node, tuple[_Node, Cell]], start: _Node, goal: _Node) -> Iterator[Cell]:
    node = goal
    while node != start:
        node, cell = came[node]
        yield cell


def _cell_order(cell: Cell) -> tuple[tuple[bool, object], ...]:
    return in_order((cell[0], *cell[1]))
