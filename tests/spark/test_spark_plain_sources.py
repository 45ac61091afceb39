"""One statement over source files as they come: equal on DuckDB, on Spark and in the reference, on clean registers."""

from pathlib import Path

import duckdb
import pytest
from pyspark.sql import SparkSession

from ansinh.registers.engines.memory import MemoryEngine
from ansinh.registers.engines.plain import coverage_from_sources
from ansinh.registers.questions import Coverage
from ansinh.registers.records import Register, Scheme
from tests.spark.big_register import DAY, register
from tests.spark.source_files import write_sources

SCHEMES_ASKED = (Scheme.BHYT, Scheme.COMPULSORY, Scheme.ANY)


@pytest.fixture(scope="module")
def clean() -> Register:
    """Everybody has an ID and a group."""
    whole = register(1000)
    return Register(DAY, tuple(one for one in whole.residents if one.person_id and one.group), whole.spells)


@pytest.fixture(scope="module")
def sources(clean: Register, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("sources")
    write_sources(clean, directory)
    return directory


def expected(clean: Register, scheme: Scheme) -> list[tuple[object, ...]]:
    rows = MemoryEngine(clean).answer(Coverage(DAY, schemes=(scheme,)))
    return [(row.commune, row.group, row.residents, row.insured) for row in rows]


@pytest.mark.parametrize("scheme", SCHEMES_ASKED)
def test_duckdb_answers_from_sources_as_the_reference(scheme: Scheme, clean: Register, sources: Path) -> None:
    with duckdb.connect() as connection:
        for table in ("residents", "spells"):
            connection.execute(f"CREATE VIEW {table} AS FROM '{sources / table}.parquet'")

        rows = connection.execute(coverage_from_sources(DAY, scheme)).fetchall()

    assert rows == expected(clean, scheme)


@pytest.mark.parametrize("scheme", SCHEMES_ASKED)
def test_spark_answers_from_sources_as_the_reference(
    scheme: Scheme, clean: Register, sources: Path, on_this_machine: SparkSession
) -> None:
    for table in ("residents", "spells"):
        on_this_machine.read.parquet(f"file://{sources / table}.parquet").createOrReplaceTempView(table)

    rows = on_this_machine.sql(coverage_from_sources(DAY, scheme)).collect()

    assert [tuple(row) for row in rows] == expected(clean, scheme)
