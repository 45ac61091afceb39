"""The tables of a chain of snapshots in Spark, in the form that the statements read (``sql.py``)."""

from collections.abc import Sequence
from functools import reduce

from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import col, lit
from pyspark.sql.types import ByteType, DataType, DateType, LongType, StringType, StructField, StructType

from ansinh.registers.engines.sql import RENAMED, columns
from ansinh.registers.snapshots.layout import Column

TYPES: dict[str, DataType] = {
    "BIGINT": LongType(),
    "DATE": DateType(),
    "TINYINT": ByteType(),
    "VARCHAR": StringType(),
}


def view_of(session: SparkSession, table: str, chain: Sequence[str]) -> DataFrame:
    """All links together, ``link`` before the other columns. ``chain``: addresses of the snapshots' directories."""
    expected = columns(table)
    named = [col(f"`{one.name}`").alias(RENAMED.get(one.name, one.name)) for one in expected]
    links = (
        _read(session, f"{directory}/{table}", expected).select(lit(link).alias("link"), *named)
        for link, directory in enumerate(chain)
    )
    return reduce(DataFrame.union, links)


def _read(session: SparkSession, url: str, expected: Sequence[Column]) -> DataFrame:
    """A table without rows has no directory. The types are given, so that a partition like "01" stays text."""
    schema = StructType([StructField(one.name, TYPES[one.type]) for one in expected])
    try:
        return session.read.schema(schema).parquet(url)
    except AnalysisException as unread:
        if unread.getCondition() != "PATH_NOT_FOUND":
            raise
        return _nothing(session, schema)


def _nothing(session: SparkSession, schema: StructType) -> DataFrame:
    typed = (f"CAST(NULL AS {one.dataType.simpleString()}) AS `{one.name}`" for one in schema)
    return session.sql(f"SELECT {', '.join(typed)} LIMIT 0")
