"""The questions put to Spark: the statements of ``sql.py`` over a snapshot's Parquet, wherever that lies."""

from collections.abc import Iterator
from datetime import date
from typing import cast

from py4j.protocol import Py4JJavaError  # type: ignore[import-untyped]
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from ansinh.registers.engines import sql, sql_movement
from ansinh.registers.engines.spark.errors import QuestionFailedError
from ansinh.registers.engines.spark.snapshots import Chained, addresses
from ansinh.registers.engines.spark.views import view_of
from ansinh.registers.engines.sql import BEFORE, Statement, Values
from ansinh.registers.engines.sql_movement import Between
from ansinh.registers.errors import NothingBeforeError, TooEarlyError
from ansinh.registers.questions import Coverage, Lapses, Movement, Question, Row, Uninsured, in_order

DIALECT = {
    "spark.sql.ansi.enabled": "true",  # what does not fit its type is an error, not another number
    "spark.sql.session.timeZone": "UTC",
}


class SparkEngine:
    """``session``: workers of a cluster must reach the snapshot by the same path or address as this machine."""

    def __init__(self, snapshot: Chained, before: Chained | None = None, *, session: SparkSession) -> None:
        self.as_of = snapshot.as_of
        self._earlier = before.as_of if before else None
        self._chain, self._chain_before = addresses(snapshot), addresses(before) if before else ()
        self._session = session.newSession()  # its own views and settings
        for name, value in DIALECT.items():
            self._session.conf.set(name, value)
        self._views: set[str] = set()

    def answer(self, question: Question[Row]) -> list[Row]:
        found = self._found(self._statement(question))
        return cast("list[Row]", sorted(_rows(question, found), key=in_order))

    def _statement(self, question: Question[Row]) -> Statement:
        match question:
            case Coverage():
                self._refuse_before(question.at)
                is_counted = sql.is_counted(question, self.as_of, len(self._chain))
                return sql.coverage_from_counts(question) if is_counted else sql.coverage(question)
            case Uninsured():
                self._refuse_before(question.at)
                return sql.uninsured(question)
            case Lapses():
                self._refuse_before(question.start)
                return sql.lapses(question)
            case Movement():
                return self._movement(question)
        raise NotImplementedError(type(question).__name__)

    def _refuse_before(self, day: date) -> None:
        if day < self.as_of:
            raise TooEarlyError(day, self.as_of)

    def _movement(self, question: Movement) -> Statement:
        if self._earlier is None:
            raise NothingBeforeError
        between = Between(self._earlier, self.as_of, len(self._chain_before), len(self._chain))
        if self._chain[:-1] == self._chain_before:
            return sql_movement.movement_of_change(question, between)
        return sql_movement.movement(question, between)

    def _found(self, statement: Statement) -> list[Values]:
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


def _rows(question: Question[Row], found: list[Values]) -> Iterator[tuple[object, ...]]:
    match question:
        case Coverage():
            return sql.coverage_rows(question, found)
        case Uninsured():
            return sql.uninsured_rows(found)
        case Lapses():
            return sql.lapse_rows(found)
        case Movement():
            return sql_movement.movement_rows(question, found)
    raise NotImplementedError(type(question).__name__)
