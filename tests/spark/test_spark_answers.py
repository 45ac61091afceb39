"""Every case of the manual on Spark, equal to the reference in value and type."""

from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from ansinh.registers.engines.memory import MemoryEngine
from ansinh.registers.engines.spark import SparkEngine
from tests.spec.register_questions import coverage, lapses, movement, outlook, uninsured
from tests.spec.register_questions.case import Case
from tests.unit.registers.laid_out import lay_out

CASES = [case for page in (coverage, uninsured, lapses, outlook, movement) for case in page.CASES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_spark_answers_as_the_manual_says(case: Case, on_this_machine: SparkSession, tmp_path: Path) -> None:
    first, *_, last = [*case.registers(), case.register]
    snapshot, before = lay_out(last, tmp_path / "sổ đăng ký"), lay_out(first, tmp_path / "before")

    rows = SparkEngine(snapshot, before, session=on_this_machine).answer(case.question)

    assert case.shown(rows) == case.expected()
    expected = MemoryEngine(last, first).answer(case.question)
    assert [[*map(type, row), *row] for row in rows] == [[*map(type, row), *row] for row in expected]
