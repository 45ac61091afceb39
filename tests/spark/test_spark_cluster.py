"""A cluster of two workers gives the answers of the reference, and nothing is left of it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

from ansinh.registers.engines.memory import MemoryEngine
from ansinh.registers.engines.spark import SparkEngine, open_snapshot, spark_session
from ansinh.registers.engines.spark.errors import NoExecutorError
from ansinh.registers.questions import Coverage, Dimension, Movement, Question
from ansinh.registers.records import SCHEMES, Register, Scheme
from tests.spark.big_register import DAY, MONTH_LATER, month_later, register
from tests.spark.cluster import Cluster
from tests.unit.registers.laid_out import LaidOut, lay_out

PERSONS = 3000
COVERAGE = Coverage(MONTH_LATER, schemes=(*SCHEMES, Scheme.ANY), by=tuple(Dimension))
QUESTIONS: dict[str, Question[Any]] = {
    "coverage by all dimensions": COVERAGE,
    "coverage at a month's end": Coverage(date(2026, 9, 30)),
    "movement": Movement(),
    "movement in any scheme": Movement(Scheme.ANY, by=(Dimension.COMMUNE,)),
}


@dataclass(frozen=True)
class Laid:
    register: Register
    snapshot: LaidOut


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Laid:
    changed = month_later(register(PERSONS))
    return Laid(changed, lay_out(changed, tmp_path_factory.mktemp("registers")))


def tasks_by_executor(session: SparkSession) -> dict[str, int]:
    found = session.sparkContext._jsc.sc().statusStore().executorList(True)
    executors = (found.apply(number) for number in range(found.size()))
    return {one.id(): one.totalTasks() for one in executors if one.id() != "driver"}


def test_a_cluster_that_has_no_room_for_an_executor_is_said_in_time(cluster: Cluster) -> None:
    with (
        pytest.raises(NoExecutorError),
        spark_session(cluster.master, settings={"spark.executor.memory": "8g"}, wait_seconds=2),
    ):
        pytest.fail("a session without an executor")


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_two_workers_answer_as_the_reference(question: Question[Any], laid: Laid, on_cluster: SparkSession) -> None:
    rows = SparkEngine(laid.snapshot, laid.snapshot.before, session=on_cluster).answer(question)

    assert len(rows) > 3
    assert rows == MemoryEngine(laid.register, laid.register.before).answer(question)


def test_both_workers_had_a_share_of_the_work(laid: Laid, on_cluster: SparkSession, cluster: Cluster) -> None:
    SparkEngine(laid.snapshot, session=on_cluster).answer(COVERAGE)

    assert cluster.executors_of_workers() == [1, 1]
    assert len(tasks_by_executor(on_cluster)) == 2
    assert min(tasks_by_executor(on_cluster).values()) > 0


def test_two_lists_at_their_addresses_are_compared_person_by_person(
    laid: Laid, on_cluster: SparkSession, tmp_path: Path
) -> None:
    """The earlier one stands elsewhere: the later is then not taken for its change."""
    assert laid.register.before
    elsewhere = lay_out(laid.register.before, tmp_path)
    earlier, later = (open_snapshot(on_cluster, one.directory.as_uri()) for one in (elsewhere, laid.snapshot))

    rows = SparkEngine(later, earlier, session=on_cluster).answer(Movement())

    assert (earlier.as_of, later.as_of) == (DAY, MONTH_LATER)
    assert rows == MemoryEngine(laid.register, laid.register.before).answer(Movement())
