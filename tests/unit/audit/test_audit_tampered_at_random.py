"""Whatever is done to a log in whatever order, it does not pass for whole; but for its end, which the head guards."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ansinh.audit.chain import Entry, sealed
from ansinh.audit.verification import Walk
from tests.unit.audit.an_audit_log import audit_log, event, renumbered

LOG = audit_log(12)
Change = Callable[[list[Entry], int], None]


def alter(log: list[Entry], place: int) -> None:
    log[place] = replace(log[place], actor="minh")


def alter_and_hash(log: list[Entry], place: int) -> None:
    log[place] = sealed(replace(log[place], actor="minh"))


def remove(log: list[Entry], place: int) -> None:
    del log[place]


def insert(log: list[Entry], place: int) -> None:
    log.insert(place, sealed(event(log[place].number, log[place].previous, actor="minh")))


def insert_unhashed(log: list[Entry], place: int) -> None:
    log.insert(place, event(log[place].number, "f" * 64, actor="minh"))


def repeat(log: list[Entry], place: int) -> None:
    log.insert(place, log[place])


def change_places(log: list[Entry], place: int) -> None:
    log[place], log[0] = log[0], log[place]


CHANGES = (alter, alter_and_hash, remove, insert, insert_unhashed, repeat, change_places)


def tampered(changes: Sequence[tuple[Change, int]], *, renumber: bool) -> list[Entry]:
    log = list(LOG)
    for change, place in changes:
        if log:
            change(log, place % len(log))
    if renumber:
        return renumbered(log)
    by_number = {entry.number: entry for entry in log}  # as the database has it: one of a number
    return [by_number[number] for number in sorted(by_number)]


@given(
    st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 40)), max_size=6),
    st.booleans(),
)
def test_a_log_that_passes_for_whole_is_whole_but_for_its_end(
    changes: Sequence[tuple[Change, int]], renumber: bool
) -> None:
    log = tampered(changes, renumber=renumber)
    if not list(Walk().breaks(log)):
        assert log[:-1] == LOG[: len(log)][:-1]
