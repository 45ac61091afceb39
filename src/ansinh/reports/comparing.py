"""Two reports beside each other: which figures changed, and what in the ledger changed them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.ledger.facts import Fact, Request
from ansinh.ledger.models import MOST_FACTS, Kind, State, Submission, SubmissionEvent
from ansinh.reports.kept import KeptFigure
from ansinh.reports.opening import Opener
from ansinh.reports.records import Record

TWINS = (".vs_same_period", ".change")

Leaves = Mapping[tuple[int, Request], Fact]


class Why(StrEnum):
    """SUBMISSION, PLAN, THRESHOLD: figures, plans, thresholds that came in between. CORRECTION: of what was there.
    OUT_OF_SIGHT: what one of the reports was asked not to see (``reported_by``). QUESTION: another was asked.
    BOUNDARIES: others. PROGRAM: another version of it or of its definitions; nothing in the ledger changed."""

    SUBMISSION = "submission"
    CORRECTION = "correction"
    PLAN = "plan"
    THRESHOLD = "threshold"
    OUT_OF_SIGHT = "out of sight"
    QUESTION = "question"
    BOUNDARIES = "boundaries"
    PROGRAM = "program"


@dataclass(frozen=True)
class Reason:
    """``submission`` None where none is the reason."""

    why: Why
    submission: Submission | None = None


@dataclass(frozen=True)
class FigureChange:
    """``before``, ``after`` None: the report does not have the figure."""

    figure: str
    before: KeptFigure | None
    after: KeptFigure | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class ReportDifference:
    """``other_questions``: in what the two reports were asked differently; ``same``: how many figures are equal."""

    before: Record
    after: Record
    other_questions: tuple[Message, ...]
    changes: tuple[FigureChange, ...]
    same: int


def compare_reports(before: Record, after: Record, *, printed_only: bool = True) -> ReportDifference:
    """``printed_only``: of the figures that one of the two prints; else of all that were kept."""
    one, other = before.kept.figures, after.kept.figures
    names = _names(before, after, printed_only=printed_only)
    same_language = before.recipe.language == after.recipe.language
    changed = [name for name in names if _is_changed(one.get(name), other.get(name), same_language=same_language)]
    reasons = _Reasons(before, after, changed)
    changes = tuple(FigureChange(name, one.get(name), other.get(name), reasons.of(name)) for name in changed)
    return ReportDifference(before, after, tuple(_other_questions(before, after)), changes, len(names) - len(changed))


def _names(before: Record, after: Record, *, printed_only: bool) -> list[str]:
    """Of a figure that has two ids (``change`` is ``vs_same_period``), one."""
    names = list(dict.fromkeys((*before.kept.figures, *after.kept.figures)))
    if printed_only:
        printed = {token.figure for record in (before, after) for token in record.kept.tokens}
        names = [name for name in names if name in printed]
    known = set(names)
    return [name for name in names if (twin := name.replace(*TWINS)) == name or twin not in known]


def _is_changed(one: KeptFigure | None, other: KeptFigure | None, *, same_language: bool) -> bool:
    if one is None or other is None:
        return (one or other) is not None and _known(one or other)
    return one.exact != other.exact or (same_language and one.text != other.text)


def _known(figure: KeptFigure | None) -> bool:
    return figure is not None and figure.exact is not None


def _other_questions(before: Record, after: Record) -> Iterator[Message]:
    one, other = before.recipe, after.recipe
    asked = (
        (_("unit"), one.unit, other.unit),
        (_("period"), one.period, other.period),
        (_("outline"), one.outline, other.outline),
        (_("boundaries"), one.boundaries.id, other.boundaries.id),
        (_("as reported by"), one.scope.reported_by, other.scope.reported_by),
        (_("as recorded by"), one.scope.recorded_by, other.scope.recorded_by),
        (_("draft"), one.scope.draft, other.scope.draft),
    )
    for what, first, second in asked:
        if first != second:
            yield _("{what}: {before} → {after}", what=what, before=_said(first), after=_said(second))


def _said(value: object) -> object:
    if value is None:
        return "–"
    return _("yes") if value is True else _("no") if value is False else value


class _Reasons:
    def __init__(self, before: Record, after: Record, changed: Iterable[str]) -> None:
        self._before, self._after = before, after
        self._opened = {
            record.reference: Opener(record.ledger, list(_facts(record, changed))) for record in (before, after)
        }
        self._other_question = (before.recipe.unit, before.recipe.period) != (after.recipe.unit, after.recipe.period)
        leaves = [
            leaf for record in (before, after) for name in changed for leaf in self._leaves(record, name).values()
        ]
        owners = {_owner(leaf) for leaf in leaves}
        self._submissions = Submission.objects.in_bulk(owners)
        self._approvals = dict(
            SubmissionEvent.objects.filter(submission__in=owners, state=State.APPROVED).values_list(
                "submission_id", "recorded_at"
            )
        )

    def of(self, name: str) -> tuple[Reason, ...]:
        if self._other_question:
            return (Reason(Why.QUESTION),)
        one, other = self._leaves(self._before, name), self._leaves(self._after, name)
        found = dict.fromkeys(self._of_leaves(one, other))
        return tuple(found) or (self._of_no_fact(),)

    def _of_no_fact(self) -> Reason:
        """The same facts, or facts that both could see, and yet another figure."""
        one, other = self._before.recipe, self._after.recipe
        if one.boundaries != other.boundaries:
            return Reason(Why.BOUNDARIES)
        asked_alike = (one.against, one.years, one.outline) == (other.against, other.years, other.outline)
        return Reason(Why.PROGRAM if asked_alike else Why.QUESTION)

    def _leaves(self, record: Record, name: str) -> Leaves:
        figure = record.kept.figures.get(name)
        return self._opened[record.reference].leaves(figure.facts) if figure else {}

    def _of_leaves(self, one: Leaves, other: Leaves) -> Iterator[Reason]:
        for key in dict.fromkeys((*one, *other)):
            first, second = one.get(key), other.get(key)
            if first and second and first.observation != second.observation:
                yield self._replaced(first, second)
            elif second and not first:
                yield from self._come(second, self._before)
            elif first and not second:
                yield from self._come(first, self._after)

    def _replaced(self, first: Fact, second: Fact) -> Reason:
        """The later of the two is the correction; it may be that the later report was asked of an earlier day."""
        later = max(first, second, key=_owner)
        submission = self._submissions[_owner(later)]
        return Reason(Why.CORRECTION if submission.corrects_id else Why.SUBMISSION, submission)

    def _come(self, leaf: Fact, absent_from: Record) -> Iterator[Reason]:
        """A fact that only one of the two figures has; no reason where the other report could have had it too."""
        submission = self._submissions[_owner(leaf)]
        until = absent_from.recipe.scope.reported_by
        if not self._was_there(submission, absent_from):
            yield Reason(_BY_KIND.get(leaf.request.kind, Why.SUBMISSION), submission)
        elif until is not None and submission.reported_on > until:
            yield Reason(Why.OUT_OF_SIGHT, submission)
        elif self._before.recipe.boundaries != self._after.recipe.boundaries:
            yield Reason(Why.BOUNDARIES)

    def _was_there(self, submission: Submission, record: Record) -> bool:
        approved = self._approvals.get(submission.pk)
        moment = record.asked_again.scope.recorded_by
        return approved is not None and moment is not None and approved <= moment + timedelta(microseconds=1)


_BY_KIND = {Kind.TARGET: Why.PLAN, Kind.THRESHOLD: Why.THRESHOLD}


def _facts(record: Record, names: Iterable[str]) -> Iterator[Fact]:
    for name in names:
        figure = record.kept.figures.get(name)
        yield from figure.facts if figure else ()


def _owner(leaf: Fact) -> int:
    """Its submission."""
    return (leaf.observation or 0) // MOST_FACTS
