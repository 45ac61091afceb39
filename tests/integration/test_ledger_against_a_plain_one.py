"""The ledger answers as a plain list of submissions would, whatever was reported, corrected, returned and asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

import pytest
from django.db import transaction
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from ansinh.ledger.actions import approve, lock, send_back
from ansinh.ledger.errors import AlreadyApprovedError, CorrectionDatedEarlierError, CorrectsNothingError, StateError
from ansinh.ledger.facts import Fact, Request, Scope
from ansinh.ledger.models import Submission
from ansinh.ledger.reads import Ledger
from ansinh.places.models import Unit
from ansinh.places.reads import parts
from tests.integration.factories import (
    A_DAY,
    APPROVER,
    COLLECTIONS,
    INSURED,
    OFFICER,
    given,
    hand_in,
    moment,
    request,
    unit,
)

pytestmark = pytest.mark.django_db

FIRST_DAY, DAYS = date(2020, 6, 1), 4
WHOLES = ("VN", "cum-iv-2020")
SINGLE = (*WHOLES, "42", "44", "01")
KEYS = tuple((indicator, period) for indicator in (COLLECTIONS, INSURED) for period in ("2020-04", "2020-05"))


@dataclass(frozen=True)
class Plan:
    """One submission that is going to be tried. ``corrects``: which of the earlier ones, counted back."""

    whom: str  # a whole's parts, or one unit
    only_one: bool
    keys: tuple[tuple[str, str], ...]
    value: int
    day: int
    corrects: int | None
    ends: str


plans = st.lists(
    st.builds(
        Plan,
        whom=st.sampled_from(SINGLE),
        only_one=st.booleans(),
        keys=st.sets(st.sampled_from(KEYS), min_size=1, max_size=2).map(lambda keys: tuple(sorted(keys))),
        value=st.integers(0, 10**15),
        day=st.integers(0, DAYS - 1),
        corrects=st.none() | st.integers(1, 3),
        ends=st.sampled_from(["approved", "approved", "approved", "locked", "waiting", "returned"]),
    ),
    min_size=2,
    max_size=7,
)


@dataclass
class Entry:
    submission: Submission
    day: date
    figures: dict[tuple[int, Request], tuple[int, Decimal]]  # → observation, value
    root: "Entry | None" = None  # of the family of corrections it belongs to
    approved: datetime | None = None
    returned: bool = False
    locked: bool = False

    @property
    def may_be_corrected(self) -> bool:
        return self.approved is not None and not self.locked


@dataclass
class PlainLedger:
    entries: list[Entry] = field(default_factory=list)

    def standing(self, key: tuple[int, Request], scope: Scope) -> Entry | None:
        """Of those that hold the figure and are seen: the one approved last; a draft, if recorded after it."""
        seen = [one for one in self.entries if key in one.figures and self._by(one, scope)]
        approved = [
            one for one in seen if one.approved and (not scope.recorded_by or one.approved <= scope.recorded_by)
        ]
        found = sorted(approved, key=lambda one: one.approved.timestamp() if one.approved else 0)[-1:]
        waiting = [one for one in seen if scope.draft and not one.approved and not one.returned]
        return max([*waiting, *found], key=lambda one: one.submission.pk, default=None)

    def _by(self, entry: Entry, scope: Scope) -> bool:
        return scope.reported_by is None or entry.day <= scope.reported_by

    def answer(self, asked: Unit, wanted: Request, scope: Scope) -> tuple[Decimal, bool, list[int]] | None:
        """Value, whether it is whole, the observations it comes from."""
        own = self.standing((asked.pk, wanted), scope)
        if own:
            observation, value = own.figures[asked.pk, wanted]
            return value, True, [observation]
        members = members_of(asked.code)
        found = [answer for member in members if (answer := self.answer(member, wanted, scope))]
        if not found:
            return None
        observations = sorted(key for answer in found for key in answer[2])
        return sum((answer[0] for answer in found), Decimal(0)), len(found) == len(members), observations

    def refuses(self, entry: Entry) -> type[Exception] | None:
        replaced = [found for key in entry.figures if (found := self.standing(key, Scope()))]
        if any(entry.root is None or (one.root or one) is not entry.root for one in replaced):
            return AlreadyApprovedError
        if any(one.locked for one in replaced):
            return StateError
        if entry.root and not replaced:
            return CorrectsNothingError
        if any(one.day > entry.day for one in replaced):
            return CorrectionDatedEarlierError
        return None


@cache
def members_of(code: str) -> tuple[Unit, ...]:
    return parts(unit(code), A_DAY) if code in WHOLES else ()


@contextmanager
def forgotten() -> Iterator[None]:
    """A ledger of its own for each example: what is recorded inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def carry_out(plan: Plan, number: int, plain: PlainLedger) -> None:
    whole = unit(plan.whom)
    members = [whole] if plan.only_one else members_of(plan.whom) or [whole]
    facts = [
        given(member.code, plan.value + number * 1_000 + position, *key)
        for position, (member, key) in enumerate((member, key) for member in members for key in plan.keys)
    ]
    corrected = plain.entries[-plan.corrects] if plan.corrects and plan.corrects <= len(plain.entries) else None
    if corrected and not corrected.may_be_corrected:
        corrected = None
    day = FIRST_DAY + timedelta(plan.day)
    submission = hand_in(*facts, on=day, corrects=corrected.submission if corrected else None)
    figures = {
        (fact.unit, fact.request): (submission.first_key + position, fact.value) for position, fact in enumerate(facts)
    }
    entry = Entry(submission, day, figures, root=(corrected.root or corrected) if corrected else None)
    if plan.ends == "returned":
        send_back(by=APPROVER, submission=submission, reason="late")
        entry.returned = True
    elif plan.ends != "waiting":
        refusal = plain.refuses(entry)
        if refusal:
            with pytest.raises(refusal):
                approve(by=APPROVER, submission=submission)
        else:
            approve(by=APPROVER, submission=submission)
            entry.approved = moment()
            if plan.ends == "locked":
                lock(by=OFFICER, submission=submission)
                entry.locked = True
    plain.entries.append(entry)


def answered(ledger: Ledger, fact: Fact | None) -> tuple[Decimal, bool, list[int]] | None:
    return (fact.value, fact.complete, sorted(ledger.observations([fact]))) if fact else None


@settings(max_examples=15, deadline=None)
@drawn(plans)
def test_every_question_has_the_plain_ledgers_answer(planned: list[Plan]) -> None:
    with forgotten():
        plain = PlainLedger()
        moments = [moment()]
        for number, plan in enumerate(planned):
            carry_out(plan, number, plain)
            moments.append(moment())
        units = [unit(code) for code in SINGLE]
        requests = [request(*key) for key in KEYS]
        for scope in (
            Scope(),
            Scope(draft=True),
            *(Scope(reported_by=FIRST_DAY + timedelta(day)) for day in range(-1, DAYS)),
            *(Scope(recorded_by=then) for then in moments),
            Scope(FIRST_DAY + timedelta(1), moments[len(moments) // 2]),
            Scope(FIRST_DAY + timedelta(2), draft=True),
        ):
            ledger = Ledger(scope)
            facts = ledger.facts(units, requests)
            for one in units:
                for wanted in requests:
                    found = answered(ledger, facts.get((one.pk, wanted)))
                    assert found == plain.answer(one, wanted, scope), (one.code, wanted, scope)
