"""Observations on their way in: made ready once, written in chunks, unseen until their submission is published."""

import hashlib
from array import array
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter

from django.db import connection, transaction
from django.db.models import Sum

from ansinh.indicators.catalogue import catalogue
from ansinh.indicators.models import TOTAL
from ansinh.indicators.reads import breakdown_keys, indicator_keys
from ansinh.kernel.numbers import Hedge
from ansinh.ledger.bulk import insert
from ansinh.ledger.errors import FileRepeatedError
from ansinh.ledger.facts import NewFact, day_number
from ansinh.ledger.models import HEDGES, MOST_FACTS, Observation, RollUp, Submission, SubmissionEvent
from ansinh.ledger.reads import own_observations
from ansinh.ledger.submissions import is_published
from ansinh.places.models import Relation, Unit

CHUNK = 20_000  # rows of one transaction: others wait for a tenth of a second
MANY = 20_000  # rows of a file that may change what the database knows about its tables
SMALL_SHARE = 20  # one in so many of the ledger's figures changes nothing

# As the ledger keeps them; the observation's own key and its submission's come before.
Row = tuple[int, int, int, int, int, int, int, int, int, int, int]
COLUMNS = (
    "indicator_id", "unit_id", "breakdown_id", "period_start", "period_end", "kind", "value", "hedge",
    "sheet", "row", "column",
)  # fmt: skip
_WITHOUT_CELL = itemgetter(*range(COLUMNS.index("sheet")))


def prepared(facts: Sequence[NewFact]) -> list[Row]:
    """The facts as rows, in their order. Raises ValueError for a value finer than its unit is kept, or too many."""
    if len(facts) > MOST_FACTS:
        raise ValueError(f"{len(facts)} facts in one submission; at most {MOST_FACTS}")
    indicators, total = indicator_keys(), breakdown_keys()[TOTAL]
    known: dict[int, tuple[int, int, int, int, int]] = {}  # by identity: a column's facts share one request
    rows: list[Row] = []
    for unit, request, value, hedge, sheet, row, column in facts:
        about = known.get(id(request))
        if about is None:
            about = known[id(request)] = (
                indicators[request.indicator],
                day_number(request.period.start),
                day_number(request.period.end),
                int(request.kind),
                catalogue()[request.indicator].unit.scale,
            )
        indicator, start, end, kind, scale = about
        scaled = value.scaleb(scale) if scale else value
        steps = int(scaled)
        if steps != scaled:
            raise ValueError(f"{value} is finer than {request.indicator} is kept")
        place = 0 if hedge is Hedge.EXACT else HEDGES.index(hedge)
        rows.append((indicator, unit, total, start, end, kind, steps, place, sheet, row, column))
    return rows


def digest_of_figures(about: Iterable[object], rows: Iterable[Row]) -> str:
    """Of the figures themselves in any order, whatever cells they stand in, with what they are all about."""
    return _digest(about, sorted(map(_WITHOUT_CELL, rows)))


def digest_of_content(about: Iterable[object], rows: Iterable[Row]) -> str:
    """Of the rows as they are, in their order, with whatever else the submission holds."""
    return _digest(about, rows)


def _digest(about: Iterable[object], rows: Iterable[tuple[int, ...]]) -> str:
    found = hashlib.sha256("\n".join(map(repr, about)).encode())
    found.update(array("q", chain.from_iterable(rows)).tobytes())
    return found.hexdigest()


def write(submission: Submission, rows: Sequence[Row]) -> None:
    """Write those rows of a staged submission that are not there yet, chunk by chunk, each in a transaction of its own.

    The chunks follow each other, so that the last row there says how far an interrupted run came; two who write the
    same submission take turns. Raises FileRepeatedError when another has published it meanwhile.
    """
    done = False
    while not done:
        with transaction.atomic():
            Submission.objects.select_for_update(no_key=True).get(pk=submission.pk)
            if is_published(submission):
                raise FileRepeatedError(submission.pk, same_bytes=True)
            start = _written(submission)
            first = submission.first_key + start
            chunk = [(first + place, submission.pk, *row) for place, row in enumerate(rows[start : start + CHUNK])]
            insert(Observation, ("id", "submission_id", *COLUMNS), chunk)
            done = start + CHUNK >= len(rows)
    if len(rows) >= MANY:
        _count_anew(len(rows))


def _count_anew(rows: int) -> None:
    """Let the database count its tables once a file makes up much of them: without, it plans the sums of a national
    file as though the ledger were empty, and an approval takes three times as long."""
    held = Submission.objects.aggregate(held=Sum("fact_count"))["held"]
    if rows * SMALL_SHARE < held:
        return
    with connection.cursor() as cursor:
        for model in (Observation, Submission, SubmissionEvent, RollUp, Unit, Relation):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _written(submission: Submission) -> int:
    last = own_observations(submission).order_by("-pk").values_list("pk", flat=True).first()
    return 0 if last is None else last - submission.first_key + 1
