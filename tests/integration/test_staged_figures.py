"""Figures on their way in are seen by nobody; a run that was interrupted is taken up where it ended."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import cache

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from ansinh.kernel.periods import Period
from ansinh.ledger import actions, staging
from ansinh.ledger.bulk import insert
from ansinh.ledger.differences import difference
from ansinh.ledger.errors import FileRepeatedError, SubmissionUnknownError
from ansinh.ledger.facts import NewFact, Scope
from ansinh.ledger.missing import missing
from ansinh.ledger.models import Observation, State, Submission
from ansinh.ledger.reads import facts_of, waiting
from ansinh.ledger.submissions import find_submission, published, states_of, submissions
from tests.integration.factories import INSURED, given, record, report, request, rows, unit, value_of

pytestmark = pytest.mark.django_db

CODES = ("42", "44", "45", "46", "48")
CHUNK = 2


@cache
def figures() -> list[NewFact]:
    return [given(code, 100 + place) for place, code in enumerate(CODES)]


class InterruptedRunError(Exception):
    """The program ended here."""


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "CHUNK", CHUNK)
    monkeypatch.setattr(staging, "MANY", CHUNK)


@pytest.fixture
def staged(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Submission]:
    """A submission whose writing ended after some of its chunks, at the latest before it was published."""

    def after(chunks: int, *facts: NewFact, file: str = "a.xlsx") -> Submission:
        left = iter(range(chunks))

        def until_then(model: type[Observation], columns: list[str], some: list[tuple[int, ...]]) -> None:
            if next(left, None) is None:
                raise InterruptedRunError
            insert(model, columns, some)

        def no_event(*args: object) -> None:
            raise InterruptedRunError

        with monkeypatch.context() as patch:
            patch.setattr(staging, "insert", until_then)
            patch.setattr(actions, "_publish", no_event)
            with pytest.raises(InterruptedRunError):
                record(*(facts or figures()), file=file)
        return Submission.objects.latest("pk")

    return after


@contextmanager
def checked() -> Iterator[None]:
    """A transaction whose deferred constraints are looked at where it ends, as at a commit."""
    with transaction.atomic():
        yield
        connection.check_constraints()


@pytest.mark.parametrize(("chunks", "there"), [(0, 0), (1, 2), (2, 4), (3, 5)])
def test_what_is_staged_is_seen_by_nobody(staged: Callable[..., Submission], chunks: int, there: int) -> None:
    submission = staged(chunks)
    assert len(facts_of(submission)) == there
    for scope in (Scope(), Scope(draft=True), Scope(draft=True, reported_by=date(2020, 7, 1))):
        assert value_of("42", scope=scope) is None
        assert value_of("cum-iv-2020", scope=scope) is None
    assert waiting(Scope(), [fact.request for fact in figures()]) == []
    assert submissions() == []
    assert list(published()) == []
    assert {line.state for line in missing(unit("VN"), Period.parse("2020-05"))} == {None}
    with pytest.raises(SubmissionUnknownError):
        find_submission(submission.pk)


@pytest.mark.parametrize("chunks", [0, 1, 2, 3])
def test_the_same_file_again_takes_up_what_is_there(staged: Callable[..., Submission], chunks: int) -> None:
    begun = staged(chunks)
    before = rows()
    submission = record(*figures(), file="a.xlsx")
    assert submission == begun
    assert states_of([submission.pk]) == {submission.pk: State.CHECKED}
    assert [(fact.unit, fact.value) for fact in facts_of(submission)] == [(fact.unit, fact.value) for fact in figures()]
    assert rows()["ledger_observation"] - before["ledger_observation"] == max(len(CODES) - CHUNK * chunks, 0)
    with pytest.raises(FileRepeatedError):
        record(*figures(), file="a.xlsx")


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(st.lists(st.integers(0, 3), max_size=4))
def test_it_may_be_interrupted_as_often_as_it_likes(staged: Callable[..., Submission], ends: list[int]) -> None:
    with transaction.atomic():
        for chunks in ends:
            staged(chunks)
        submission = record(*figures(), file="a.xlsx")
        assert Submission.objects.count() == 1
        assert [fact.value for fact in facts_of(submission)] == [fact.value for fact in figures()]
        transaction.set_rollback(True)


def test_the_same_file_read_in_another_way_is_begun_anew(staged: Callable[..., Submission]) -> None:
    """Its figures in another order, or other figures: the cells already written are not mixed with the new ones."""
    begun = staged(2)
    submission = record(*reversed(figures()), file="a.xlsx")
    assert submission != begun
    assert [fact.value for fact in facts_of(submission)] == [fact.value for fact in reversed(figures())]
    assert list(published()) == [submission]


def test_what_is_staged_is_in_nobodys_way(staged: Callable[..., Submission]) -> None:
    """The same figures in another file are no repeat of what was never published, and may be approved."""
    staged(3)
    report(*figures())
    assert value_of("42") == 100
    with pytest.raises(FileRepeatedError):
        record(*figures(), file="a.xlsx")


def test_the_database_counts_its_tables_once_a_file_makes_up_much_of_them(
    django_assert_max_num_queries: Callable[..., AbstractContextManager[CaptureQueriesContext]],
) -> None:
    with django_assert_max_num_queries(200) as many:
        record(*figures())
    with django_assert_max_num_queries(200) as one:
        record(given("42", 1))
    counted = [sum(query["sql"].startswith("ANALYZE") for query in asked.captured_queries) for asked in (many, one)]
    assert counted == [6, 0]


def test_who_comes_second_with_a_file_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another run publishes the file while this one is writing it."""
    once = iter([True])

    def overtaken(model: type[Observation], columns: list[str], some: list[tuple[int, ...]]) -> None:
        if next(once, False):
            insert(model, columns, some)
            record(*figures(), file="a.xlsx")
        else:
            insert(model, columns, some)

    monkeypatch.setattr(staging, "insert", overtaken)
    with pytest.raises(FileRepeatedError) as refusal:
        record(*figures(), file="a.xlsx")
    (submission,) = published()
    assert refusal.value.submission == submission.pk
    assert [fact.value for fact in facts_of(submission)] == [fact.value for fact in figures()]


def test_a_published_submission_takes_no_more_figures_by_any_program() -> None:
    submission = record(*figures())
    row = Observation.objects.filter(pk=submission.first_key).values_list()[0]
    columns = [field.column for field in Observation._meta.concrete_fields]
    with pytest.raises(DatabaseError, match="no more figures"), transaction.atomic():
        insert(Observation, columns, [(row[0] + len(CODES), *row[1:])])


@pytest.mark.parametrize("column", ["unit_id", "indicator_id", "breakdown_id", "submission_id"])
def test_a_figure_refers_to_what_is_there(staged: Callable[..., Submission], column: str) -> None:
    submission = staged(1)
    row = dict(Observation.objects.filter(pk=submission.first_key).values()[0])
    row |= {"id": submission.first_key + CHUNK, column: 30_000}
    with pytest.raises(IntegrityError), checked():
        insert(Observation, list(row), [tuple(row.values())])


@pytest.mark.parametrize(("table", "column"), [("places_unit", "unit_id"), ("indicators_indicator", "indicator_id")])
def test_what_a_figure_refers_to_stays(table: str, column: str) -> None:
    submission = record(given("42", 1), given("42", 2, INSURED))
    referred = getattr(Observation.objects.get(pk=submission.first_key), column)
    with pytest.raises(IntegrityError), checked(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [referred])


def test_a_difference_is_shown_beside_what_stands_not_beside_what_is_staged(
    staged: Callable[..., Submission],
) -> None:
    staged(3)
    shown = difference(record(given("42", 7), file="b.xlsx"))
    assert (shown.changed, len(shown.added)) == ((), 1)
    assert request("collections", "2020-05") == shown.added[0].after.request
