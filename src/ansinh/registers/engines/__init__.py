"""Engines that answer the questions. All give equal answers; the one in memory is the reference."""

from typing import Protocol

from ansinh.registers.questions import Question, Row


class Engine(Protocol):
    def answer(self, question: Question[Row]) -> list[Row]:
        """The rows in the order of their fields. Raises TooEarlyError for a day before the register's, and
        NothingBeforeError for a movement without an earlier register."""
        ...
