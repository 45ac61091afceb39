"""Sentences in official Vietnamese and in English. What is worth saying is planned without words (``planning_…``), and
then said with the phrases of one language (``vi.yaml``, ``en.yaml``)."""

from ansinh.reports.sentences.messages import Inlines, SentenceKind
from ansinh.reports.sentences.phrases import plain
from ansinh.reports.sentences.writing import Sentences

__all__ = ["Inlines", "SentenceKind", "Sentences", "plain"]
