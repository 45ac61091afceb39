"""The page about Spark: its program runs."""

import re
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from tests.spark.big_register import register
from tests.unit.registers.laid_out import lay_out

SESSION = 'spark_session("spark://master.example:7077")'
PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "spark.md"


def test_the_program_on_the_page_asks_both_registers(
    on_this_machine: SparkSession, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    june = register(50)
    for one in (june, replace(june, as_of=date(2026, 5, 31))):
        lay_out(one, tmp_path / "registers")
    program = "".join(re.findall(r"^```python\n(.*?)^```", PAGE.read_text(), flags=re.MULTILINE | re.DOTALL))
    here = program.replace("s3a://bucket", tmp_path.as_uri()).replace(SESSION, "nullcontext(given)")

    exec(compile(here, PAGE.name, "exec"), {"nullcontext": nullcontext, "given": on_this_machine})  # noqa: S102

    printed = capsys.readouterr().out.splitlines()
    assert all(re.fullmatch(r"\d{5} [A-Z]* \d+ \d+", line) for line in printed[:-1])
    assert "MovementRow(commune='01234'" in printed[-1]
