"""What comes of judging: the truth where it is known, the figures, and the reason where it is not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ansinh.kernel.language import Language, Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period
from ansinh.places.models import Unit
from ansinh.reports.claims.claim import Measure, Verdict
from ansinh.reports.claims.evidence import Found

MOST_SAID = 6  # figures in one explanation


@dataclass(frozen=True)
class Whose:
    """Of which unit, what and when a predicate is judged."""

    unit: Unit
    measure: Measure
    period: Period | None


@dataclass(frozen=True)
class Judged:
    """``truth`` None: not checkable, for the ``reason``."""

    truth: bool | None
    found: tuple[Found, ...] = ()
    reason: Message | None = None

    @property
    def evidence(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for one in self.found for name in one.ids))


def unknown(reason: Message, *found: Found) -> Judged:
    return Judged(None, found, reason)


def not_said(*found: Found) -> Judged:
    return unknown(_("it is not exact enough to be said for certain"), *found)


def from_truth(truth: bool | None, *found: Found) -> Judged:
    return not_said(*found) if truth is None else Judged(truth, found)


def negated(judged: Judged) -> Judged:
    return judged if judged.truth is None else replace(judged, truth=not judged.truth)


def all_of(judged: Sequence[Judged]) -> Judged:
    """No where one says no, yes where all say yes."""
    refuting = [one for one in judged if one.truth is False]
    if refuting:
        return Judged(False, tuple(found for one in refuting for found in one.found))
    open_ones = [one for one in judged if one.truth is None]
    if open_ones:
        return open_ones[0]
    return Judged(True, tuple(found for one in judged for found in one.found))


def agreed(readings: Sequence[Judged], open_reason: Message) -> Judged:
    """Of a claim that can be read in several ways: what all of them come to."""
    truths = {one.truth for one in readings}
    if len(truths) == 1:
        return readings[0]
    return Judged(None, tuple(found for one in readings for found in one.found), open_reason)


@dataclass(frozen=True)
class Listed:
    """Several messages, one after the other."""

    messages: Sequence[Message]

    def text(self, language: Language | None = None) -> str:
        shown = [one.text(language) for one in self.messages[:MOST_SAID]]
        return "; ".join(shown) + (" …" if len(self.messages) > MOST_SAID else "")


def verdict_of(judged: Judged) -> Verdict:
    if judged.truth is None:
        return Verdict.NOT_CHECKABLE
    return Verdict.SUPPORTED if judged.truth else Verdict.CONTRADICTED


def explanation(judged: Judged) -> Message:
    figures = Listed(_each_once(one.said for one in judged.found))
    if judged.truth is None:
        return _("It cannot be checked: {reason}.", reason=judged.reason or _("it is vague"))
    if judged.truth:
        return _("The figures bear it out: {figures}.", figures=figures)
    return _("The figures say otherwise: {figures}.", figures=figures)


def _each_once(messages: Iterable[Message]) -> list[Message]:
    return list({one.text("en"): one for one in messages}.values())
