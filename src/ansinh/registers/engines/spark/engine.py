"""The questions put to Spark: the statements of ``sql.py`` over a snapshot's Parquet, wherever that lies."""

from typing import cast

from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from ansinh.registers.engines.spark.errors import QuestionFailedError
from ansinh.registers.engines.spark.snapshots import Chained, addresses
from ansinh.registers.engines.spark.views import view_of
from ansinh.registers.engines.sql import BEFORE, Statement, Values
from ansinh.registers.engines.sql_engine import SqlEngine

DIALECT = {
    "spark.sql.ansi.enabled": "true",  # what does not fit its type is an error, not another number
    "spark.sql.session.timeZone": "UTC",
}


class SparkEngine(SqlEngine[str]):
    """``session``: workers of a cluster must reach the snapshot by the same path or address as this machine."""

    def __init__(self, snapshot: Chained, before: Chained | None = None, *, session: SparkSession) -> None:
        earlier, chain_before = (before.as_of, addresses(before)) if before else (None, ())
        super().__init__(snapshot.as_of, addresses(snapshot), earlier, chain_before)
        self._session = session.newSession()  # its own views and settings
        for name, value in DIALECT.items():
            self._session.conf.set(name, value)
        self._views: set[str] = set()

    def fetch(self, statement: Statement) -> list[Values]:
        try:
            for name in statement.views:
                self._see(name)
            return cast("list[Values]", self._session.sql(statement.text).collect())
        except (Py4JJavaError, PySparkException) as failed:
            raise QuestionFailedError(_reason(failed)) from None  # its text may hold values

    def _see(self, view: str) -> None:
        if view not in self._views:
            chain = self._chain_before if view.startswith(BEFORE) else self._chain
            view_of(self._session, view.removeprefix(BEFORE), chain).createOrReplaceTempView(view)
            self._views.add(view)


def _reason(failed: Exception) -> str:
    """Spark's name of the error, else that of its class in Java."""
    if isinstance(failed, Py4JJavaError):
        in_java = failed.java_exception
        named = in_java.getCondition() if "SparkException" in in_java.toString() else None
        return str(named or in_java.getClass().getName())
    return str(getattr(failed, "getCondition", lambda: None)() or type(failed).__name__)
