"""The report's sentences: each number in them is a figure, bound to its id; nothing is said of a missing one.

The patterns are those of the press articles on which the system rests: of Emulation cluster IV (collections, units at
the threshold, leaders) and of Tương Dương (levels against the same period and the ends of years).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from ansinh.kernel.language import Language
from ansinh.reports.content import ReportContent, in_order
from ansinh.reports.sentences import planning_parts, planning_review, planning_whole
from ansinh.reports.sentences.messages import Inlines, Message, SentenceKind
from ansinh.reports.sentences.wording import write
from ansinh.reports.sentences.writer import Writer

Planner = Callable[[ReportContent, Sequence[str]], Iterator[Message]]

PLANNERS: Mapping[SentenceKind, Planner] = {
    SentenceKind.LEVELS: planning_whole.levels,
    SentenceKind.YEARS: planning_whole.years,
    SentenceKind.PROGRESS: planning_whole.progress,
    SentenceKind.THRESHOLD: planning_parts.threshold,
    SentenceKind.LEADERS: planning_parts.ranking,
    SentenceKind.RANK_CHANGES: planning_parts.rank_changes,
    SentenceKind.PARTS: planning_parts.moved,
    SentenceKind.ACHIEVEMENTS: planning_review.achievements,
    SentenceKind.SHORTFALLS: planning_review.shortfalls,
    SentenceKind.GAPS: planning_review.gaps,
    SentenceKind.OUTLOOK: planning_whole.outlook,
}


class Sentences:
    """Writes sentences about one report in one language. The same content gives the same words."""

    def __init__(self, content: ReportContent, language: Language) -> None:
        self._content = content
        self._language: Language = language

    def of(self, kind: SentenceKind, indicators: Sequence[str]) -> list[Inlines]:
        """One passage on these indicators, in this order; of none named, on all that are somebody's result. [] where
        there is nothing to say."""
        return self._written(kind, indicators).sentences

    def paragraphs(self, kind: SentenceKind, indicators: Sequence[str]) -> list[Inlines]:
        """The same, with sentences that need the one before them ("con số này") in one paragraph with it."""
        return self._written(kind, indicators).paragraphs

    def _written(self, kind: SentenceKind, indicators: Sequence[str]) -> Writer:
        writer = Writer(self._content, self._language)
        asked = indicators or [line.indicator.id for line in in_order(self._content)]
        for message in PLANNERS[kind](self._content, asked):
            write(message, writer)
        return writer
