"""What does not fit Spark's memory it writes to its own disk: for its owner only, and no longer than the session."""

from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession

from ansinh.registers.engines.memory import MemoryEngine
from ansinh.registers.engines.spark import SparkEngine, spark_session
from ansinh.registers.questions import Movement
from tests.spark.big_register import month_later, register
from tests.spark.conftest import SETTINGS
from tests.unit.registers.laid_out import lay_out
from tests.unit.registers.many_persons import multiplied, multiply
from tests.unit.registers.watched import watched

PERSONS, TIMES = 40, 4_000
LITTLE = {"spark.memory.fraction": "0.03"}  # some 20 MB of the heap, where a join of so many persons needs twice that
MEGABYTE = 1_000_000


def test_two_registers_are_joined_with_what_does_not_fit_written_aside(tmp_path: Path) -> None:
    before = register(PERSONS)
    after = month_later(before)
    earlier, later = lay_out(before, tmp_path / "before"), lay_out(after, tmp_path / "after")
    for one in (earlier, later):
        multiply(one, TIMES)
    scratch = tmp_path / "scratch"
    settings = SETTINGS | LITTLE | {"spark.local.dir": str(scratch)}

    with watched(scratch) as written, spark_session("local[2]", memory="1g", settings=settings) as session:
        answer = SparkEngine(later, earlier, session=session).answer(Movement())
        spilled = _bytes_spilled(session)

    assert answer == multiplied(MemoryEngine(after, before).answer(Movement()), TIMES)
    assert spilled > MEGABYTE
    assert written.most > MEGABYTE
    assert [path for path, mode in written.modes.items() if mode & 0o077] == []
    assert [path for path in scratch.rglob("*") if path.is_file()] == []


def _bytes_spilled(session: SparkSession) -> int:
    """To the disk, by Spark's own count of all stages."""
    gateway: Any = session.sparkContext._gateway
    nothing = gateway.jvm.java.util.ArrayList()
    stages = (
        session._jsc.sc().statusStore().stageList(None, False, False, gateway.new_array(gateway.jvm.double, 0), nothing)
    )
    return sum(stages.apply(number).diskBytesSpilled() for number in range(stages.size()))
