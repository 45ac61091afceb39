"""Personal IDs that Spark writes to its own disk."""

import stat
from pathlib import Path

from pyspark.sql import SparkSession


def test_what_spark_writes_is_for_its_owner_only(on_this_machine: SparkSession, tmp_path: Path) -> None:
    on_this_machine._jvm.java.io.File(str(tmp_path / "spilled")).mkdir()

    assert stat.S_IMODE((tmp_path / "spilled").stat().st_mode) == 0o700
