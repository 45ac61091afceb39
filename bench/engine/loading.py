"""Fills a ledger: each month's file in bulk, then its approval and the product's own roll-ups, in one transaction."""

import hashlib
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import pairwise

from django.db import connection, transaction

from ansinh.kernel.numbers import Hedge
from ansinh.ledger.actions import approve, record_submission, submit
from ansinh.ledger.facts import NewFact
from ansinh.ledger.models import State, Submission, SubmissionEvent, Supersession
from ansinh.ledger.reads import from_steps
from ansinh.ledger.roll_ups import append_roll_ups
from ansinh.places.models import Unit
from bench.engine import generate
from bench.engine.generate import Area, Month, Row

INSERT = f"""INSERT INTO ledger_observation ({", ".join(f'"{column}"' for column in generate.COLUMNS)})"""
COPY = INSERT.replace("INSERT INTO", "COPY") + " FROM STDIN"


@dataclass
class LoadTimes:
    """Seconds of each month's file; what is generated and the few corrections are not counted. PostgreSQL checks the
    rows' foreign keys at the commit."""

    facts: int = 0
    rows: list[float] = field(default_factory=list)
    roll_ups: list[float] = field(default_factory=list)
    commits: list[float] = field(default_factory=list)
    submissions: list[Submission] = field(default_factory=list)

    @property
    def answer(self) -> dict[str, float]:
        bare = sum(self.rows) + sum(self.commits)
        return {
            "facts": self.facts,
            "rows_seconds": sum(self.rows),
            "commit_seconds": sum(self.commits),
            "roll_up_seconds": sum(self.roll_ups),
            "rows_a_second_without_roll_ups": self.facts / bare,
            "rows_a_second_with_roll_ups": self.facts / (bare + sum(self.roll_ups)),
            "last_month_seconds": self.rows[-1] + self.commits[-1],
            "last_month_roll_up_seconds": self.roll_ups[-1],
        }


def load(areas: Sequence[Area], months: Sequence[Month], country: Unit) -> LoadTimes:
    times = LoadTimes()
    with transaction.atomic():
        bars = _recorded(country, date(months[0].year - 1, 12, 1), "thresholds")
        insert(generate.threshold_rows(bars.pk, bars.first_key, country.pk, months))
        _approved(bars, months[0].reported_on)
    for month in months:
        _load_month(times, areas, month, country)
        if month.index >= generate.CORRECTED_AFTER:
            _correct(times, areas, months[month.index - generate.CORRECTED_AFTER], month, country)
        print(
            f"{connection.vendor} {month.period.iso}: rows {times.rows[-1]:.2f} s, commit {times.commits[-1]:.2f} s, "
            f"roll-ups {times.roll_ups[-1]:.2f} s",
            file=sys.stderr,
            flush=True,
        )
    return times


def _load_month(times: LoadTimes, areas: Sequence[Area], month: Month, country: Unit) -> None:
    with transaction.atomic():
        submission = _recorded(country, month.reported_on, month.period.iso)
        rows = generate.rows(submission.pk, submission.first_key, areas, month)
        clock = [time.perf_counter()]
        insert(rows)
        clock.append(time.perf_counter())
        _approved(submission, month.reported_on)
        clock.append(time.perf_counter())
    clock.append(time.perf_counter())
    for spent, (start, end) in zip((times.rows, times.roll_ups, times.commits), pairwise(clock), strict=True):
        spent.append(end - start)
    times.facts += len(rows)
    times.submissions.append(submission)


def _correct(times: LoadTimes, areas: Sequence[Area], month: Month, now: Month, country: Unit) -> None:
    """A few figures of an earlier month, reported five days after this month's."""
    reported_on = now.reported_on.replace(day=10)
    old = times.submissions[month.index]
    with transaction.atomic():
        submission = _recorded(country, reported_on, f"{month.period.iso} corrected", corrects=old)
        pairs = generate.correction_rows(submission.pk, submission.first_key, areas, month, old.first_key)
        insert([row for _old, row in pairs])
        Supersession.objects.bulk_create(
            Supersession(old_id=superseded, new_id=row[0], submission=submission) for superseded, row in pairs
        )
        _approved(submission, reported_on)


def _recorded(country: Unit, reported_on: date, name: str, corrects: Submission | None = None) -> Submission:
    digest = hashlib.sha256(name.encode()).hexdigest()
    submission = Submission.objects.create(
        unit=country,
        reported_on=reported_on,
        document="",
        file_name=f"{name}.xlsx",
        file_sha256=digest,
        facts_sha256=digest,
        sheets=["1"],
        fact_count=0,
        corrects=corrects,
        reason="bench" if corrects else "",
    )
    for state in (State.DRAFT, State.CHECKED, State.SUBMITTED):
        _entered(submission, state, "reporter", reported_on)
    return submission


def _approved(submission: Submission, day: date) -> None:
    append_roll_ups(_entered(submission, State.APPROVED, "approver", day))


def _entered(submission: Submission, state: State, actor: str, day: date) -> SubmissionEvent:
    """At noon of the day: a question as recorded by a past moment needs a past."""
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return SubmissionEvent.objects.create(submission=submission, state=state, actor=actor, recorded_at=moment)


def insert(rows: Sequence[Row]) -> None:
    """By the fastest way that the database has and its triggers watch."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(COPY) as copy:
                for start in range(0, len(rows), 1000):
                    lines = ("\t".join(map(str, row)) for row in rows[start : start + 1000])
                    copy.write("\n".join(lines) + "\n")
        else:
            places = ", ".join(["?"] * len(generate.COLUMNS))
            connection.connection.executemany(f"{INSERT} VALUES ({places})", rows)


def load_as_the_product_does(areas: Sequence[Area], country: Unit) -> dict[str, float]:
    """One more month by record_submission, submit and approve: seconds of each, facts a second, memory."""
    month = Month(0, generate.LAST_YEAR + 1, 1)
    facts = [
        NewFact(
            area.key,
            one.request,
            from_steps(one.request.indicator, generate.value(area.number, one, month)),
            Hedge.EXACT,
            0,
            line + 8,
            one.position + 2,
        )
        for line, area in enumerate(areas)
        for one in generate.series(month)
    ]
    before = _peak()
    clock = [time.perf_counter()]
    submission = record_submission(
        by="reporter",
        unit=country,
        reported_on=month.reported_on,
        document="",
        file_name="product.xlsx",
        file_sha256="product",
        sheets=["1"],
        facts=facts,
    )
    clock.append(time.perf_counter())
    submit(by="reporter", submission=submission)
    approve(by="approver", submission=submission)
    clock.append(time.perf_counter())
    return {
        "facts": len(facts),
        "record_seconds": clock[1] - clock[0],
        "approve_seconds": clock[2] - clock[1],
        "facts_a_second": len(facts) / (clock[2] - clock[0]),
        "peak_memory_mb": _peak(),
        "peak_memory_before_mb": before,
    }


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
