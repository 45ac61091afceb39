"""What stands in a snapshot is read as it is; what is none is said."""

import json
from datetime import date
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from ansinh.registers.engines.spark import SparkEngine, open_snapshot
from ansinh.registers.engines.spark.errors import QuestionFailedError, SnapshotUnreadableError
from ansinh.registers.engines.spark.views import view_of
from ansinh.registers.errors import NothingBeforeError, TooEarlyError
from ansinh.registers.questions import Coverage, Dimension, Lapses, Movement, Uninsured
from ansinh.registers.snapshots.layout import DESCRIPTION
from ansinh.registers.snapshots.store import OtherVersionError
from tests.spark.big_register import DAY, register
from tests.unit.registers.laid_out import lay_out

DAY_BEFORE = date(2026, 6, 29)


def test_a_province_with_a_leading_zero_stays_text(on_this_machine: SparkSession, tmp_path: Path) -> None:
    snapshot = lay_out(register(100), tmp_path)

    status = view_of(on_this_machine, "status", [f"file://{snapshot.directory}"])

    assert {row.province for row in status.select("province").distinct().collect()} == {"01", "04", "31", "92"}


@pytest.mark.parametrize("question", [Coverage(DAY_BEFORE), Uninsured("01234", DAY_BEFORE), Lapses(DAY_BEFORE)])
def test_a_day_before_the_register_is_refused(
    question: Coverage | Uninsured | Lapses, on_this_machine: SparkSession, tmp_path: Path
) -> None:
    engine = SparkEngine(lay_out(register(10), tmp_path), session=on_this_machine)

    with pytest.raises(TooEarlyError):
        engine.answer(question)


def test_a_movement_needs_an_earlier_register(on_this_machine: SparkSession, tmp_path: Path) -> None:
    engine = SparkEngine(lay_out(register(10), tmp_path), session=on_this_machine)

    with pytest.raises(NothingBeforeError):
        engine.answer(Movement())


@pytest.mark.parametrize("url", ["file:///nowhere/2026-06-30", "s3a://register/2026-06-30", "nothing"])
def test_an_address_without_a_snapshot_is_said(url: str, on_this_machine: SparkSession) -> None:
    with pytest.raises(SnapshotUnreadableError, match=url):
        open_snapshot(on_this_machine, url)


@pytest.mark.parametrize("text", ["", "{", '{"name": "other"}'])
def test_another_description_is_no_snapshot(text: str, on_this_machine: SparkSession, tmp_path: Path) -> None:
    (tmp_path / DESCRIPTION).write_text(text)

    with pytest.raises(SnapshotUnreadableError):
        open_snapshot(on_this_machine, tmp_path.as_uri())


def test_a_snapshot_of_another_layout_is_refused(on_this_machine: SparkSession, tmp_path: Path) -> None:
    about = {"ansinh": {"schema": "ansinh-register-9", "as_of": DAY.isoformat(), "before": None}}
    (tmp_path / DESCRIPTION).write_text(json.dumps(about))

    with pytest.raises(OtherVersionError):
        open_snapshot(on_this_machine, tmp_path.as_uri())


def test_what_cannot_be_read_is_told_without_what_stands_in_it(on_this_machine: SparkSession, tmp_path: Path) -> None:
    snapshot = lay_out(register(10), tmp_path)
    for file in snapshot.directory.glob("status/*/*.parquet"):
        file.write_bytes(b"PAR1 079012345678")

    with pytest.raises(QuestionFailedError) as failed:
        SparkEngine(snapshot, session=on_this_machine).answer(Coverage(DAY, by=(Dimension.AGE,)))

    assert "FAILED_READ_FILE" in str(failed.value)
    assert "0790" not in str(failed.value)
    assert failed.value.__cause__ is None
