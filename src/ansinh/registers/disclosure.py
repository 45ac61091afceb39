"""Small counts, and what gives them away, taken out of a table of coverage before it is published.

Taken out first: every count of residents, insured or uninsured from 1 to below the threshold, in cells and sums alike;
with the insured the uninsured and the reverse, since residents are their sum; with a small count of residents both.
Zero is no small count: nobody uninsured may be said. But nobody insured of BHYT is said of everyone in the cell, so
there insured and uninsured go, whatever the number of residents. (In BHXH and BHTN nobody insured is the rule among
children and the old, and is published.)

Then as many other counts go as are needed for none of these to be found out: neither by computing it from what is left,
nor by trying which tables this rule, which is public, would have printed so. Each needs another table with the same
sums, in which it is another, and to which the rule does the same. The same counts go first if each stays of its kind,
small or not; how far it can go so is its leeway. Two things are seen to, until nothing changes:

- What is taken out of a row or column adds up to a number that the reader knows. Where all of it stands at the end of
  its kind, that number tells it: two small counts that add up to 2 are 1 and 1. So their leeway together has to be as
  wide, up and down, as small counts are; else one more goes. Which one, hangs on what the reader sees: small cells
  before large ones, any cell before a sum (where residents themselves go out: in the order of the codes).
- The sums are a network: a count is an edge, a row or column a node in which flows are conserved. A count can be
  another if some closed way through it and other counts taken out can be raised and lowered by one in turn, all staying
  of their kind. For each the way that costs least is searched, and the counts on it are taken out too: each way found
  proves all the counts on it. Where there is none, one is taken on which merely none falls below zero (residents: below
  one): that count cannot be computed, but perhaps be found out by trying.

Compare ehrQL (OpenSAFELY), which takes out counts up to 7 and rounds the others to 5, and so needs no second step:
rounded counts do not add up, and an officer checks a table by its sums.

Not protected: tables of a few units with few and mostly small counts, against trying: their rows and columns together
can stand at an end where none does alone (the decision record has figures). Tables published apart, of another day or
told apart otherwise, against each other. Conclusions from one scheme's count on another's (insured of BHYT are at most
those of any).
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import heappop, heappush
from itertools import count, product, takewhile
from math import inf
from operator import attrgetter, itemgetter
from typing import NamedTuple

from ansinh.registers.questions import CoverageRow, in_order
from ansinh.registers.records import Scheme, Sex

THRESHOLD = 5
EVERYONE_MATTERS = (Scheme.BHYT, Scheme.ANY)

Category = tuple[str | None, Sex | None, int | None]
Cell = tuple[str | None, Category]  # unit (None: all units of the table together) and category
Figures = dict[Cell, int]
TOTAL: Category = (None, None, None)
_Node = tuple[str, object]
_GROUND: _Node = ("ground", None)  # where nothing is summed
_KINDS = {(False, False): 1, (False, True): 20, (True, False): 100, (True, True): 1000}  # (sum of units, of categories)


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
    """``rows``: the cells given and all their sums. ``taken_out``: how many counts; for which reason each would tell
    some of them."""

    rows: tuple[PublishedRow, ...]
    taken_out: int
    threshold: int


def published(rows: Iterable[CoverageRow], *, threshold: int = THRESHOLD) -> Published:
    """``rows``: of one day, each cell once, without sums. Group, sex and age together are one dimension: their sums
    among themselves are not in the table."""
    if threshold < 2:
        raise ValueError("a threshold is at least 2")
    table = _table(list(rows), range(1, threshold))
    few = {edge for edge in table.edges if table.residents[edge.cell] in table.small}
    _hide(table, few, _of_residents(table))
    made = []
    for scheme in table.insured:
        hidden = {edge for edge in table.edges if edge in few or table.is_telling(scheme, edge.cell)}
        _hide(table, hidden, _of_insured(table, scheme, frozenset(few)))
        made += [table.row(scheme, edge.cell, edge in few, edge in hidden) for edge in table.edges]
    taken_out = sum(one is None for row in made for one in row[-3:])
    return Published(tuple(sorted(made, key=in_order)), taken_out, threshold)


@dataclass(frozen=True, eq=False)
class _Edge:
    """Raising the count of ``cell`` by one sends one more from ``tail`` to ``head``. Taken out,
    it costs ``kind`` where residents are, ``cost`` where insured and uninsured are."""

    cell: Cell
    tail: _Node
    head: _Node
    kind: int
    cost: int


@dataclass(frozen=True)
class _Table:
    """Every cell and sum."""

    small: range
    residents: Figures
    insured: Mapping[Scheme, Figures]
    edges: Sequence[_Edge]
    at: Mapping[_Node, Sequence[_Edge]]

    def uninsured(self, scheme: Scheme) -> Figures:
        return {cell: count - self.insured[scheme][cell] for cell, count in self.residents.items()}

    def is_telling(self, scheme: Scheme, cell: Cell, more: int = 0) -> bool:
        """If so many more were insured."""
        residents, insured = self.residents[cell], self.insured[scheme][cell] + more
        nobody = insured == 0 and scheme in EVERYONE_MATTERS
        return nobody or any(one in self.small for one in (residents, insured, residents - insured))

    def row(self, scheme: Scheme, cell: Cell, without_residents: bool, without_insured: bool) -> PublishedRow:
        residents, insured = self.residents[cell], self.insured[scheme][cell]
        shown = (None, None) if without_insured else (insured, residents - insured)
        return PublishedRow(scheme, cell[0], *cell[1], None if without_residents else residents, *shown)


def _table(rows: Sequence[CoverageRow], small: range) -> _Table:
    with_units = len({row.commune for row in rows}) > 1
    residents: dict[Scheme, Figures] = {}
    insured: dict[Scheme, Figures] = {}
    for row in rows:
        for unit in {row.commune, None} if with_units else {row.commune}:
            for category in {(row.group, row.sex, row.age), TOTAL}:
                for sums, more in ((residents, row.residents), (insured, row.insured)):
                    figures = sums.setdefault(row.scheme, {})
                    figures[unit, category] = figures.get((unit, category), 0) + more
    first = next(iter(residents.values()), {})
    if any(figures != first for figures in residents.values()):
        raise ValueError("every scheme is told of the same residents")
    edges = list(_edges(first, with_units, with_categories=any(category != TOTAL for _unit, category in first)))
    at: dict[_Node, list[_Edge]] = {}
    for edge in edges:
        for node in dict.fromkeys((edge.tail, edge.head)):
            at.setdefault(node, []).append(edge)
    return _Table(small, first, insured, edges, at)


def _edges(residents: Figures, with_units: bool, with_categories: bool) -> Iterator[_Edge]:
    for cell in sorted(residents, key=lambda cell: in_order((cell[0], *cell[1]))):
        unit, category = cell
        sums = (with_units and unit is None, with_categories and category == TOTAL)
        row: _Node = ("unit", unit) if with_categories else _GROUND
        column: _Node = ("category", category) if with_units else _GROUND
        tail, head = (row, column) if sums[0] == sums[1] else (column, row)
        yield _Edge(cell, tail, head, _KINDS[sums], _KINDS[sums] * (1 + residents[cell].bit_length()))


_Change = Callable[[_Edge, int], object]  # may the count of the edge be raised (1), be lowered (-1)?


class _Measure(NamedTuple):
    """Of residents, or of the insured of a scheme. ``leeway``: how far a count may go up (1) or down (-1) and stay of
    its kind; no more than is enough. ``within``: changes that keep to it; ``beyond``: others that the sums allow.
    ``cost``: of taking a count out."""

    leeway: Callable[[_Edge, int], int]
    within: Sequence[_Change]
    beyond: Sequence[_Change]
    cost: Callable[[_Edge], int]


def _leeway(is_alike: Callable[[_Edge, int], bool], steps: range) -> Callable[[_Edge, int], int]:
    return cache(lambda edge, step: len(list(takewhile(lambda far: is_alike(edge, step * far), steps))))


def _of_residents(table: _Table) -> _Measure:
    """A resident more or less is, in each scheme, an insured one everywhere on the way or an uninsured one."""
    residents, small = table.residents, table.small

    def is_alike(edge: _Edge, more: int) -> bool:
        there = residents[edge.cell] + more
        return there > 0 and (there in small) == (residents[edge.cell] in small)

    def with_sides(change: _Change) -> list[_Change]:
        sides = ((figures, table.uninsured(scheme)) for scheme, figures in table.insured.items())
        return [_where_left(change, falling) for falling in product(*sides)]

    leeway = _leeway(is_alike, small)
    beyond = with_sides(lambda edge, step: residents[edge.cell] + step > 0)
    return _Measure(leeway, with_sides(leeway), beyond, attrgetter("kind"))


def _where_left(change: _Change, falling: Sequence[Figures]) -> _Change:
    return lambda edge, step: change(edge, step) and (step > 0 or all(figures[edge.cell] for figures in falling))


def _of_insured(table: _Table, scheme: Scheme, few: frozenset[_Edge]) -> _Measure:
    """``few``: where residents are taken out; there insured and uninsured are too, whatever their numbers."""
    insured, uninsured = table.insured[scheme], table.uninsured(scheme)

    def is_possible(edge: _Edge, more: int) -> bool:
        return -insured[edge.cell] <= more <= uninsured[edge.cell]

    def is_alike(edge: _Edge, more: int) -> bool:
        return is_possible(edge, more) and (
            edge in few or table.is_telling(scheme, edge.cell, more) == table.is_telling(scheme, edge.cell)
        )

    leeway = _leeway(is_alike, table.small)
    return _Measure(leeway, [leeway], [is_possible], attrgetter("cost"))


def _hide(table: _Table, hidden: set[_Edge], measure: _Measure) -> None:
    """Add to ``hidden`` what is needed for each of its counts to be able to be another."""
    proven: set[_Edge] = set()
    before = -1
    while before < len(hidden):
        before = len(hidden)
        for node in table.at:
            if node != _GROUND:
                _widen(table, node, hidden, measure)
        _close(table, hidden, proven, measure)


def _widen(table: _Table, node: _Node, hidden: set[_Edge], measure: _Measure) -> None:
    """Until what is taken out of the row or column has leeway enough, or nothing is left to take out."""
    inside = [edge for edge in table.at[node] if edge in hidden]
    while inside and min(_leeways(node, inside, measure)) < len(table.small):
        others = (edge for edge in table.at[node] if edge not in hidden and any(_leeways(node, [edge], measure)))
        cheapest = min(others, key=measure.cost, default=None)
        if cheapest is None:
            return
        hidden.add(cheapest)
        inside.append(cheapest)


def _leeways(node: _Node, edges: Iterable[_Edge], measure: _Measure) -> list[int]:
    """How much more, and how much less, they can send together from the node."""
    return [sum(measure.leeway(edge, step if edge.tail == node else -step) for edge in edges) for step in (1, -1)]


def _close(table: _Table, hidden: set[_Edge], proven: set[_Edge], measure: _Measure) -> None:
    """A closed way through each; those ``proven`` have one."""
    edges = [edge for edge in table.edges if edge in hidden]
    for change in measure.within:
        proven.update(_on_ways_within(change, edges))
    for edge in edges:
        if edge not in proven:
            ways = _ways(table, edge, measure.within, measure.cost, hidden)
            # beyond there is one: from the cell through all its sums
            ways = ways or _ways(table, edge, measure.beyond, measure.cost, hidden)
            way = min(ways, key=itemgetter(0))[1]
            proven |= way
            hidden |= way


_Forest = dict[_Node, tuple[int, _Node, _Edge | None]]  # how deep, the node above, the edge between (None: a root)


def _on_ways_within(change: _Change, edges: Sequence[_Edge]) -> Iterator[_Edge]:
    """Most of those that are on a closed way of these already, all in one pass: of those that may rise and fall a
    forest is made, and whatever else joins two nodes of a tree closes a way with the branches between."""
    forest = _forest(edge for edge in edges if change(edge, 1) and change(edge, -1))
    branches = {branch for _depth, _above, branch in forest.values()}
    for edge in edges:
        if edge not in branches and (change(edge, 1) or change(edge, -1)):
            yield from _closed(edge, forest)


def _closed(edge: _Edge, forest: _Forest) -> list[_Edge]:
    """The edge with the branches between its ends, up to where they meet; nothing where they do not."""
    way, ends = [edge], [edge.tail, edge.head]
    while ends[0] != ends[1]:
        ends.sort(key=lambda node: forest[node][0] if node in forest else 0)
        _depth, ends[1], branch = forest.get(ends[1], (0, ends[1], None))
        if branch is None:
            return []
        way.append(branch)
    return way


def _forest(edges: Iterable[_Edge]) -> _Forest:
    at: dict[_Node, list[tuple[_Node, _Edge]]] = {}
    for edge in edges:
        at.setdefault(edge.tail, []).append((edge.head, edge))
        at.setdefault(edge.head, []).append((edge.tail, edge))
    forest: _Forest = {}
    for root in at:
        queue = deque([] if root in forest else [root])
        forest.setdefault(root, (0, root, None))
        while queue:
            node = queue.popleft()
            for other, edge in at[node]:
                if other not in forest:
                    forest[other] = forest[node][0] + 1, node, edge
                    queue.append(other)
    return forest


def _ways(
    table: _Table, edge: _Edge, changes: Iterable[_Change], cost: Callable[[_Edge], int], hidden: set[_Edge]
) -> list[tuple[int, set[_Edge]]]:
    """For each change the cheapest closed way on which the count rises, and the cheapest on which it falls, with its
    cost; no more after one that costs nothing."""
    found: list[tuple[int, set[_Edge]]] = []
    for change, step in product(changes, (1, -1)):
        if change(edge, step) and (not found or found[-1][0] > 0):
            found += _way_back(table, edge, step, change, lambda other: 0 if other in hidden else cost(other))
    return found


def _way_back(
    table: _Table, through: _Edge, step: int, change: _Change, cost: Callable[[_Edge], int]
) -> list[tuple[int, set[_Edge]]]:
    """Dijkstra's, by another way than the edge itself; none if there is none."""
    start, goal = (through.head, through.tail) if step > 0 else (through.tail, through.head)
    came: dict[_Node, tuple[_Node, _Edge]] = {}
    best = {start: 0}
    pushed = count(1)
    queue = [(0, 0, start)]
    done: set[_Node] = set()
    while queue:
        so_far, _pushed, node = heappop(queue)
        if node == goal:
            back = [through]
            while node != start:
                node, edge = came[node]
                back.append(edge)
            return [(so_far, set(back))]
        if node in done:
            continue
        done.add(node)
        for edge in table.at[node]:
            other, step = (edge.head, 1) if edge.tail == node else (edge.tail, -1)
            if edge is through or other in done:
                continue
            reached = so_far + cost(edge)
            if reached < best.get(other, inf) and change(edge, step):
                best[other], came[other] = reached, (node, edge)
                heappush(queue, (reached, next(pushed), other))
    return []
