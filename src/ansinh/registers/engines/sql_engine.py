"""What the engines that speak SQL have in common: which statements answer a question, and what their rows mean."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar, cast

from ansinh.registers.engines import sql, sql_movement
from ansinh.registers.engines.sql import Statement, Values
from ansinh.registers.engines.sql_movement import Between, Part
from ansinh.registers.errors import NothingBeforeError, TooEarlyError
from ansinh.registers.questions import Coverage, Lapses, Movement, Outlook, Question, Row, Uninsured, in_order

Reader = Callable[[list[Values]], Iterator[tuple[object, ...]]]


Link = TypeVar("Link", bound=Path | str)


class SqlEngine(ABC, Generic[Link]):
    """``chain``: where the links of the register lie, the whole list first; ``earlier``: the day of the register
    before, ``chain_before`` its links."""

    def __init__(
        self, as_of: date, chain: tuple[Link, ...], earlier: date | None, chain_before: tuple[Link, ...]
    ) -> None:
        self.as_of, self._earlier = as_of, earlier
        self._chain: tuple[Link, ...] = chain
        self._chain_before: tuple[Link, ...] = chain_before

    @abstractmethod
    def fetch(self, statement: Statement) -> list[Values]: ...

    def answer(self, question: Question[Row]) -> list[Row]:
        statements, read = self._asked(question)
        rows = cast("list[Row]", list(read([row for one in statements for row in self.fetch(one)])))
        # Only a list of persons has fields that are None in some rows; tuples of all others sort by themselves, fast.
        return sorted(rows, key=in_order if isinstance(question, Uninsured) else None)

    def _asked(self, question: Question[Row]) -> tuple[list[Statement], Reader]:
        match question:
            case Coverage():
                self._refuse_before(question.at)
                is_counted = sql.is_counted(question, self.as_of, len(self._chain))
                statement = sql.coverage_from_counts(question) if is_counted else sql.coverage(question)
                return [statement], partial(sql.coverage_rows, question)
            case Uninsured():
                self._refuse_before(question.at)
                return [sql.uninsured(question, self._provinces(question.commune))], sql.uninsured_rows
            case Lapses():
                self._refuse_before(question.start)
                return [sql.lapses(question)], sql.lapse_rows
            case Outlook():
                self._refuse_before(question.start)
                return [sql.outlook(question)], sql.outlook_rows
            case Movement():
                return self._movement(question), partial(sql_movement.movement_rows, question)
        raise TypeError(f"not a question that SQL answers: {type(question).__name__}")

    def _refuse_before(self, day: date) -> None:
        if day < self.as_of:
            raise TooEarlyError(day, self.as_of)

    def _movement(self, question: Movement) -> list[Statement]:
        if self._earlier is None:
            raise NothingBeforeError
        between = Between(self._earlier, self.as_of, len(self._chain_before), len(self._chain))
        if self._chain[:-1] == self._chain_before:
            return [sql_movement.movement_of_change(question, between)]
        parts = self._parts()
        return [sql_movement.movement(question, between, Part(number, parts)) for number in range(parts)]

    def _provinces(self, commune: str) -> Sequence[str]:
        """Where the commune's residents are; none: the engine finds them among all."""
        return ()

    def _parts(self) -> int:
        """In how many parts two registers are joined, so that each fits the memory."""
        return 1
