"""Snapshots as the loader writes them: Spark takes their types strictly."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

from ansinh.registers.areas import Areas, Commune
from ansinh.registers.engines.memory import MemoryEngine
from ansinh.registers.engines.spark import SparkEngine, open_snapshot
from ansinh.registers.loading import Codes, Limits, Source, load
from ansinh.registers.questions import Coverage, Dimension, Lapses, Movement, Question, Uninsured
from ansinh.registers.records import SCHEMES, Register, Scheme
from ansinh.registers.snapshots.layout import DESCRIPTION
from ansinh.registers.snapshots.store import OtherBaseError, Registers, Snapshot
from ansinh.registers.snapshots.withdrawal import Withdrawal, WithdrawnError
from tests.spark.big_register import COMMUNES, GROUPS, MONTH_LATER, month_later, register
from tests.spark.source_files import write_sources

QUESTIONS: dict[str, Question[Any]] = {
    "coverage": Coverage(MONTH_LATER),
    "coverage by all dimensions, later": Coverage(
        MONTH_LATER + timedelta(days=40), schemes=(*SCHEMES, Scheme.ANY), by=tuple(Dimension)
    ),
    "coverage at a month's end": Coverage(date(2026, 8, 31), by=(Dimension.SEX,)),
    "lapses": Lapses(MONTH_LATER),
    "uninsured": Uninsured(COMMUNES[0], MONTH_LATER),
    "movement": Movement(),
}


@pytest.fixture(scope="module")
def changed() -> Register:
    return month_later(register(500))


@pytest.fixture(scope="module")
def loaded(changed: Register, tmp_path_factory: pytest.TempPathFactory) -> list[Snapshot]:
    """The whole list and its change."""
    directory = tmp_path_factory.mktemp("loaded")
    found: list[Snapshot] = []
    for link in changed.chain():
        found.append(loaded_from(link, directory, found[-1] if found else None))
    return found


def loaded_from(register: Register, directory: Path, before: Snapshot | None) -> Snapshot:
    sources = directory / f"sources of {register.as_of}"
    sources.mkdir()
    write_sources(register, sources)
    communes = {code: Commune(code, code, "xã", code[:2], (code[:2],)) for code in COMMUNES}
    return load(
        Registers(directory / "registers"),
        [Source(sources / "residents.parquet", "residents"), Source(sources / "spells.parquet", "spells")],
        as_of=register.as_of,
        areas=Areas(register.as_of, communes),
        codes=Codes({group: frozenset() for group in GROUPS if group}),
        before=before,
        limits=Limits(memory_gb=2.0),
        progress=lambda progress: None,
    ).snapshot


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_loaded_snapshots_are_answered_as_the_reference_answers(
    question: Question[Any], changed: Register, loaded: list[Snapshot], on_this_machine: SparkSession
) -> None:
    before, snapshot = loaded

    rows = SparkEngine(snapshot, before, session=on_this_machine).answer(question)

    assert rows == MemoryEngine(changed, changed.before).answer(question)


def test_they_are_opened_by_address_too(loaded: list[Snapshot], on_this_machine: SparkSession) -> None:
    opened = open_snapshot(on_this_machine, loaded[-1].directory.as_uri())

    assert opened.as_of == MONTH_LATER
    assert opened.chain() == tuple(one.directory.as_uri() for one in loaded)


@pytest.fixture
def copied(loaded: list[Snapshot], tmp_path: Path) -> list[Snapshot]:
    """In a place of their own, to be spoilt."""
    copies = [Snapshot(one.name, tmp_path / one.name) for one in loaded]
    for one, copy in zip(loaded, copies, strict=True):
        shutil.copytree(one.directory, copy.directory)
    return copies


def test_a_change_of_another_list_than_the_one_that_is_there_is_refused_as_the_store_does(
    copied: list[Snapshot], on_this_machine: SparkSession
) -> None:
    whole, change = copied
    description = whole.directory / DESCRIPTION
    description.write_bytes(description.read_bytes() + b"\n")

    with pytest.raises(OtherBaseError, match=whole.name) as by_the_store:
        change.chain()
    with pytest.raises(OtherBaseError) as by_spark:
        open_snapshot(on_this_machine, change.directory.as_uri())

    assert by_spark.value.text("en") == by_the_store.value.text("en")


def test_one_that_was_withdrawn_is_refused_with_the_reason(
    copied: list[Snapshot], on_this_machine: SparkSession
) -> None:
    change = copied[-1]
    wrong = Withdrawal("Wrong year", "lan", datetime.fromisoformat("2026-11-22T13:40:00+07:00"))
    Registers(change.directory.parent).withdraw(change.name, wrong)

    with pytest.raises(WithdrawnError, match="Wrong year"):
        open_snapshot(on_this_machine, change.directory.as_uri())
