"""What a reader of a foreign layout asks, and what an officer answered: now, or last month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ansinh.kernel.language import Language, Message
from ansinh.kernel.names import fold

SKIP = "skip"


class About(StrEnum):
    """What a question is about; the option of `ansinh import` that answers it has its name."""

    LINE = "line"
    MEASURE = "measure"
    PERIOD = "period"
    UNIT = "unit"


@dataclass(frozen=True)
class Question:
    """Something that the file leaves open. ``subjects``: the headers or labels that nobody knows, with their cells."""

    about: About
    sheet: str
    text: Message
    subjects: tuple[tuple[str, str], ...] = ()

    def said(self, language: Language | None = None) -> str:
        return self.text.text(language)


@dataclass(frozen=True)
class Answers:
    """``lines``: header or label, or a column's letter → indicator id, unit's code, or "skip". ``sheets``: those to
    read; all when empty. What is empty is left to the file."""

    unit: str = ""
    period: str = ""
    reported_on: str = ""
    kind: str = ""
    measure: str = ""
    document: str = ""
    lines: Mapping[str, str] = field(default_factory=dict)
    sheets: Sequence[str] = ()

    def line(self, text: str, name: str) -> str | None:
        """What was answered about a column or a row: by its words, or by its letter or number."""
        key = line_key(text)
        return next(
            (
                answer
                for asked, answer in self.lines.items()
                if line_key(asked) == key or (name and asked.strip().upper() == name)
            ),
            None,
        )

    def over(self, other: "Answers") -> "Answers":
        """These answers; where they are silent, the other ones."""
        return Answers(
            unit=self.unit or other.unit,
            period=self.period or other.period,
            reported_on=self.reported_on or other.reported_on,
            kind=self.kind or other.kind,
            measure=self.measure or other.measure,
            document=self.document or other.document,
            lines={**other.lines, **self.lines},
            sheets=self.sheets or other.sheets,
        )


NO_ANSWERS = Answers()


def line_key(text: str) -> str:
    """A header without what changes from month to month."""
    from_month_to_month = "".join("#" if character.isdigit() else character for character in fold(text))
    return " ".join("".join(one if one.isalnum() or one in "#%" else " " for one in from_month_to_month).split())
