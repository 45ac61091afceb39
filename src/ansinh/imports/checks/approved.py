"""The file beside what is already approved, or waiting for approval, under the same unit, indicator and period."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ansinh.imports.checks.amounts import amount
from ansinh.imports.checks.beside import Beside
from ansinh.imports.checks.figures import Columns, Figures, Findings, batches
from ansinh.imports.errors import Check, Severity
from ansinh.indicators.catalogue import catalogue
from ansinh.indicators.reads import indicator_keys
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import Printed
from ansinh.ledger.facts import Fact, NewFact, day_number
from ansinh.ledger.models import MOST_FACTS, STATE_NAMES, Kind, State, Submission, SubmissionEvent
from ansinh.ledger.reads import own_key, own_observations, sources
from ansinh.ledger.submissions import corrected_family, states_of

PENDING = (State.DRAFT, State.CHECKED, State.SUBMITTED)


@dataclass(frozen=True, slots=True)
class _Differs:
    fact: NewFact
    approved: Fact


class Approved:
    """``equal``: facts (by identity) that are approved already, just so. A correction is not put beside the figures of
    what it corrects: they are what it changes."""

    def __init__(self, corrects: Submission | None = None) -> None:
        self.equal: set[int] = set()
        self._corrected = corrected_family(corrects) if corrects else frozenset()
        self._owners: Counter[int] = Counter()

    def look_at(self, columns: Columns, beside: Beside, findings: Findings) -> None:
        """Of one batch of units; call ``report`` after the last."""
        units = {unit for column in columns.values() for unit in column}
        differing: list[_Differs] = []
        for request, facts in beside.own(units, columns).items():
            column = columns[request]
            for unit in facts.keys() & column.keys():
                fact, approved = column[unit], facts[unit]
                if own_key(approved) // MOST_FACTS in self._corrected:
                    continue
                if (fact.value, fact.hedge) == (approved.value, approved.hedge):
                    self.equal.add(id(fact))
                    self._owners[own_key(approved) // MOST_FACTS] += 1
                else:
                    differing.append(_Differs(fact, approved))
        _report_differing(differing, findings)

    def report(self, findings: Findings) -> None:
        if not self.equal:
            return
        findings.of_file(
            Severity.NOTE,
            Check.APPROVED_EQUAL,
            _(
                "{count} figures of this file are already approved just so, in submission {submissions}.",
                count=Printed(Decimal(len(self.equal))),
                submissions=", ".join(str(owner) for owner in sorted(self._owners)),
            ),
            _("They are not recorded again; nothing has to be done."),
        )


def _report_differing(differing: Sequence[_Differs], findings: Findings) -> None:
    by_key = {own_key(one.approved): one for one in differing}
    for keys in batches(by_key):
        found = sources(keys)
        for key in keys:
            one, source = by_key[key], found[key]
            findings.block(
                one.fact,
                Check.APPROVED_DIFFERS,
                _(
                    "{indicator} of {unit} ({period}) is {value} here, but {approved} is approved: submission "
                    "{submission}, {file}, {place}.",
                    indicator=catalogue()[one.fact.request.indicator],
                    unit=findings.units[one.fact.unit],
                    period=one.fact.request.period,
                    value=amount(one.fact),
                    approved=amount(one.approved),
                    submission=source.submission,
                    file=source.file,
                    place=f"{source.sheet}!{source.cell}",
                ),
                _(
                    "If this file corrects it, import it with --corrects {submission} --reason “…”; else mend the "
                    "cell or leave it out.",
                    submission=source.submission,
                ),
            )


def check_waiting(figures: Figures, columns: Columns, findings: Findings) -> None:
    """Two officers at once: the same unit's figures of the same period, handed in and not decided on."""
    others = Submission.objects.filter(unit=figures.unit).exclude(events__state=State.APPROVED).order_by("pk")
    states = states_of(list(others.values_list("pk", flat=True)))
    names = indicator_keys()
    # The year's plan stands in the table of every month: no sign of two at work on the same.
    wanted = {
        (names[request.indicator], day_number(request.period.end), int(request.kind))
        for request in columns
        if request.kind is not Kind.TARGET or all(other.kind is Kind.TARGET for other in columns)
    }
    for other in others:
        if states.get(other.pk) not in PENDING:  # one without a state is still on its way in
            continue
        held = own_observations(other).order_by().values_list("indicator", "period_end", "kind").distinct()
        if wanted.isdisjoint(held):
            continue
        last = SubmissionEvent.objects.filter(submission=other).latest("pk")
        findings.of_file(
            Severity.NOTE,
            Check.WAITING,
            _(
                "Submission {number} has figures of the same unit and period and is not decided on: {state}, "
                "by {actor}.",
                number=other.pk,
                state=STATE_NAMES[states[other.pk]],
                actor=last.actor,
            ),
            _("Agree with {actor} which of the two counts, and return the other: `ansinh return`.", actor=last.actor),
        )
