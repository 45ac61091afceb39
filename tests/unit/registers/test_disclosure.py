"""Published tables: small counts are out, and an attacker with the rest cannot compute one of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ansinh.registers.disclosure import Published, PublishedRow, published
from ansinh.registers.questions import CoverageRow
from ansinh.registers.records import Scheme, Sex

Table = dict[tuple[str, str], tuple[int, int]]


def coverage(table: Table, scheme: Scheme = Scheme.BHYT) -> list[CoverageRow]:
    return [CoverageRow(scheme, unit, group, None, None, *counts) for (unit, group), counts in table.items()]


def cell(table: Published, unit: str | None, group: str | None) -> PublishedRow:
    return next(row for row in table.rows if (row.commune, row.group) == (unit, group))


def counts(row: PublishedRow) -> tuple[int | None, int | None, int | None]:
    return row.residents, row.insured, row.uninsured


BIG: Table = {
    ("A", "GD"): (100, 80),
    ("A", "HS"): (60, 50),
    ("B", "GD"): (90, 70),
    ("B", "HS"): (40, 30),
    ("C", "GD"): (300, 200),
    ("C", "HS"): (200, 100),
}


def test_a_table_of_large_counts_is_published_whole_with_its_sums():
    table = published(coverage(BIG))
    assert table.taken_out == 0
    assert counts(cell(table, "A", "GD")) == (100, 80, 20)
    assert counts(cell(table, "A", None)) == (160, 130, 30)
    assert counts(cell(table, None, "HS")) == (300, 180, 120)
    assert counts(cell(table, None, None)) == (790, 530, 260)


def test_a_small_count_takes_its_complement_and_a_closed_way_with_it():
    table = published(coverage(BIG | {("A", "GD"): (100, 97)}))
    assert counts(cell(table, "A", "GD")) == (100, None, None)
    assert counts(cell(table, "A", "HS")) == (60, None, None)  # or 97 = all of A less those of HS
    assert counts(cell(table, "B", "GD")) == (90, None, None)
    assert counts(cell(table, "B", "HS")) == (40, None, None)
    assert counts(cell(table, "C", "GD")) == (300, 200, 100)
    assert counts(cell(table, None, "GD")) == (490, 367, 123)
    assert table.taken_out == 8


def test_few_residents_take_all_three_counts():
    table = published(coverage(BIG | {("A", "HS"): (4, 4)}))
    assert counts(cell(table, "A", "HS")) == (None, None, None)
    assert counts(cell(table, "A", None)) == (104, 84, 20)
    assert sum(row.residents is None for row in table.rows) == 4


def test_nobody_uninsured_is_published_and_nobody_insured_is_not():
    nobody_uninsured = published(coverage(BIG | {("A", "HS"): (60, 60)}))
    assert counts(cell(nobody_uninsured, "A", "HS")) == (60, 60, 0)
    nobody_insured = published(coverage(BIG | {("A", "HS"): (60, 0)}))
    assert counts(cell(nobody_insured, "A", "HS")) == (60, None, None)


def test_nobody_insured_of_bhxh_is_the_rule_among_children_and_published():
    table = published(coverage(BIG | {("A", "HS"): (60, 0)}, Scheme.COMPULSORY))
    assert counts(cell(table, "A", "HS")) == (60, 0, 60)


def test_the_threshold_is_an_option():
    rows = coverage(BIG | {("A", "GD"): (100, 93)})
    assert published(rows).taken_out == 0
    assert published(rows, threshold=8).taken_out > 0
    with pytest.raises(ValueError, match="at least 2"):
        published(rows, threshold=1)


def test_a_table_without_groups_is_protected_across_the_communes():
    rows = [
        CoverageRow(Scheme.BHYT, unit, None, None, None, residents, insured)
        for unit, residents, insured in (("A", 50, 47), ("B", 60, 40), ("C", 900, 700))
    ]
    table = published(rows)
    assert [counts(row) for row in table.rows] == [
        (1010, 787, 223),
        (50, None, None),
        (60, None, None),
        (900, 700, 200),
    ]


def test_one_cell_alone_can_be_small():
    table = published(coverage({("A", "GD"): (3, 1)}))
    assert [counts(row) for row in table.rows] == [(None, None, None), (None, None, None)]


def test_residents_taken_out_are_taken_out_of_every_scheme():
    table = BIG | {("A", "HS"): (4, 4)}
    together = published([*coverage(table), *coverage(table, Scheme.VOLUNTARY)])
    by_scheme: dict[Scheme, set[tuple[str | None, str | None]]] = {}
    for row in together.rows:
        if row.residents is None:
            assert row.insured is row.uninsured is None
            by_scheme.setdefault(row.scheme, set()).add((row.commune, row.group))
    assert by_scheme[Scheme.BHYT] == by_scheme[Scheme.VOLUNTARY]


def test_schemes_must_be_told_of_the_same_residents():
    with pytest.raises(ValueError, match="same residents"):
        published([*coverage({("A", "GD"): (9, 9)}), *coverage({("A", "GD"): (8, 8)}, Scheme.ANY)])


def test_an_empty_table_stays_empty():
    assert published([]) == Published((), 0, 5)


def test_group_and_sex_are_one_dimension():
    rows = [
        CoverageRow(Scheme.BHYT, unit, group, sex, None, residents, insured)
        for (unit, group, sex), (residents, insured) in {
            ("A", "GD", Sex.MALE): (50, 48),
            ("A", "GD", Sex.FEMALE): (60, 50),
            ("B", "GD", Sex.MALE): (40, 30),
            ("B", "GD", Sex.FEMALE): (45, 30),
        }.items()
    ]
    table = published(rows)
    assert len(table.rows) == 9
    assert all(row.insured is None for row in table.rows if row.commune and row.sex)
    assert all(row.insured is not None for row in table.rows if not (row.commune and row.sex))


# An attacker: knows which counts are in the table, that sums are sums, that no count is below zero and that a row is
# there for at least one resident. Searches, by bounds and then by trying, for another value of each count taken out.

Variable = tuple[str, object, object]
Equation = tuple[tuple[Variable, ...], Variable]  # parts, whole
Bounds = dict[Variable, tuple[int, int]]


def equations(table: Published, under: Mapping[str | None, str | None]) -> Iterator[Equation]:
    cells = {(row.commune, row.group) for row in table.rows}
    categories = {group for _unit, group in cells if group is not None}
    for unit, group in cells:
        yield (("insured", unit, group), ("uninsured", unit, group)), ("residents", unit, group)
        for measure in ("residents", "insured", "uninsured"):
            children = [one for one, other in under.items() if other == unit and (one, group) in cells]
            if children:
                yield tuple((measure, one, group) for one in children), (measure, unit, group)
            if group is None:
                parts = tuple((measure, unit, one) for one in categories if (unit, one) in cells)
                if parts:
                    yield parts, (measure, unit, None)


def known_bounds(table: Published, most: int) -> Bounds:
    found: Bounds = {}
    for row in table.rows:
        for measure, count in zip(("residents", "insured", "uninsured"), counts(row), strict=True):
            least = 1 if measure == "residents" else 0
            found[measure, row.commune, row.group] = (least, most) if count is None else (count, count)
    return found


def narrowed(bounds: Bounds, rules: Sequence[Equation]) -> Bounds | None:
    """None: no value is left."""
    bounds, changed = dict(bounds), True
    while changed:
        changed = False
        for parts, whole in rules:
            low, high = sum(bounds[one][0] for one in parts), sum(bounds[one][1] for one in parts)
            new = {whole: (low, high)}
            for one in parts:
                others_low, others_high = low - bounds[one][0], high - bounds[one][1]
                new[one] = (bounds[whole][0] - others_high, bounds[whole][1] - others_low)
            for one, (least, most) in new.items():
                meet = (max(least, bounds[one][0]), min(most, bounds[one][1]))
                if meet[0] > meet[1]:
                    return None
                changed |= meet != bounds[one]
                bounds[one] = meet
    return bounds


def is_possible(bounds: Bounds, rules: Sequence[Equation]) -> bool:
    found = narrowed(bounds, rules)
    if found is None:
        return False
    open_ones = [one for one, (least, most) in found.items() if least < most]
    if not open_ones:
        return True
    one = min(open_ones, key=lambda name: found[name][1] - found[name][0])
    return any(is_possible(found | {one: (value, value)}, rules) for value in range(found[one][0], found[one][1] + 1))


def computable(table: Published, truth: Bounds, under: Mapping[str | None, str | None], most: int) -> list[Variable]:
    bounds, rules = known_bounds(table, most), list(equations(table, under))
    assert narrowed(bounds, rules) is not None, "the table must add up"
    found = []
    for one, (least, highest) in bounds.items():
        true = truth[one][0]
        others = ((least, true - 1), (true + 1, highest))
        if least < highest and not any(
            low <= high and is_possible(bounds | {one: (low, high)}, rules) for low, high in others
        ):
            found.append(one)
    return found


def truths(rows: Iterable[CoverageRow], ways: Mapping[str, tuple[str | None, ...]]) -> Bounds:
    found: Bounds = {}
    for row in rows:
        for unit, group in product(ways[row.commune or ""], {row.group, None}):
            for measure, count in (
                ("residents", row.residents),
                ("insured", row.insured),
                ("uninsured", row.uninsured),
            ):
                before = found.get((measure, unit, group), (0, 0))[0]
                found[measure, unit, group] = (before + count, before + count)
    return found


COUNTS = st.one_of(st.integers(1, 6), st.integers(5, 12))
CELLS = st.tuples(COUNTS, COUNTS, st.sampled_from(("some", "all", "none", "most"))).map(
    lambda drawn: (
        drawn[0],
        {"some": min(drawn[0], drawn[1]), "all": drawn[0], "none": 0, "most": max(0, drawn[0] - 1)}[drawn[2]],
    )
)
TABLES = st.dictionaries(st.tuples(st.sampled_from("ABC"), st.sampled_from(("GD", "HS", "TE"))), CELLS, min_size=1)


@settings(max_examples=60, deadline=None)
@given(TABLES)
@example({("A", "GD"): (1, 0), ("A", "HS"): (1, 1), ("B", "GD"): (1, 1), ("B", "HS"): (1, 0)})
@example({("A", "GD"): (9, 9), ("A", "HS"): (1, 1), ("C", "GD"): (9, 0)})
def test_no_count_taken_out_can_be_computed_from_the_rest(cells: Table):
    rows = coverage(cells)
    table = published(rows)
    units = {unit for unit, _group in cells}
    ways: dict[str, tuple[str | None, ...]] = {unit: (unit, None) if len(units) > 1 else (unit,) for unit in units}
    under = {lower: upper for way in ways.values() for lower, upper in pairwise(way) if lower != upper}
    truth = truths(rows, ways)
    assert computable(table, truth, under, most=60) == []


@settings(max_examples=100, deadline=None)
@given(TABLES)
def test_every_small_count_and_its_complement_is_out_and_what_is_left_is_true(cells: Table):
    rows = coverage(cells)
    table = published(rows)
    truth = truths(rows, {unit: (unit, None) for unit in "ABC"})
    for row in table.rows:
        for measure, count in zip(("residents", "insured", "uninsured"), counts(row), strict=True):
            assert count is None or (count not in range(1, 5) and count == truth[measure, row.commune, row.group][0])
        assert (row.insured is None) == (row.uninsured is None)
        assert not (row.residents and row.insured == 0)


@given(st.permutations(coverage(BIG | {("A", "GD"): (100, 97), ("C", "HS"): (3, 1)})))
def test_the_order_of_the_rows_does_not_matter(rows: list[CoverageRow]):
    assert published(rows) == published(sorted(rows, key=lambda row: (row.commune, row.group)))


def test_the_attacker_computes_what_is_taken_out_alone():
    rows = coverage(BIG | {("A", "GD"): (100, 97)})
    whole = published(rows, threshold=2)
    naive = tuple(
        row._replace(insured=None, uninsured=None) if (row.commune, row.group) == ("A", "GD") else row
        for row in whole.rows
    )
    truth = truths(rows, {unit: (unit, None) for unit in "ABC"})
    under = dict.fromkeys("ABC")
    found = computable(Published(naive, 2, 5), truth, under, most=1000)
    assert sorted(found) == [("insured", "A", "GD"), ("uninsured", "A", "GD")]
