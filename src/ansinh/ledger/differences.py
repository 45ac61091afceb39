"""What a correction changes: each of its figures beside the one in whose place it stands, or is going to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ansinh.indicators.reads import indicator_keys
from ansinh.kernel.cells import cell_name
from ansinh.kernel.numbers import Hedge
from ansinh.ledger.facts import Request, period_of
from ansinh.ledger.models import HEDGES, MOST_FACTS, Kind, Submission, Supersession
from ansinh.ledger.reads import Ledger, from_steps, own_observations
from ansinh.ledger.submissions import APPROVED, states_of

BESIDE = "!"  # between sheet and cell


@dataclass(frozen=True, slots=True)
class Figure:
    """Of one observation. ``place``: its sheet and cell."""

    observation: int
    unit: int
    request: Request
    value: Decimal
    hedge: Hedge
    place: str

    @property
    def submission(self) -> int:
        return self.observation // MOST_FACTS


@dataclass(frozen=True, slots=True)
class Change:
    """``before`` None: nothing stood there."""

    before: Figure | None
    after: Figure

    @property
    def by(self) -> Decimal | None:
        return None if self.before is None else self.after.value - self.before.value


@dataclass(frozen=True)
class Difference:
    """In the order of the file. ``changed``: another value or another hedge; ``same``: how many stay as they were;
    ``approved``: whether the submission counts already."""

    changed: tuple[Change, ...]
    added: tuple[Change, ...]
    same: int
    approved: bool


def difference(submission: Submission) -> Difference:
    """Beside what stands now; of an approved one, beside what stood before it. In one query for each file of them."""
    is_approved = states_of([submission.pk]).get(submission.pk) in APPROVED
    replaced = _replaced_at_approval(submission) if is_approved else Ledger().replaced(submission)
    owners = Submission.objects.filter(pk__in={old // MOST_FACTS for old in replaced.values()})
    old = {figure.observation: figure for owner in owners for figure in _figures(owner)}
    changed: list[Change] = []
    added: list[Change] = []
    same = 0
    for figure in _figures(submission):
        before = old.get(replaced.get(figure.observation, -1))
        if before is None:
            added.append(Change(None, figure))
        elif (before.value, before.hedge) != (figure.value, figure.hedge):
            changed.append(Change(before, figure))
        else:
            same += 1
    return Difference(tuple(changed), tuple(added), same, is_approved)


def _replaced_at_approval(submission: Submission) -> Mapping[int, int]:
    return dict(Supersession.objects.filter(submission=submission).values_list("new_id", "old_id"))


def _figures(submission: Submission) -> Iterable[Figure]:
    names = {key: name for name, key in indicator_keys().items()}
    requests: dict[tuple[int, int, int, int], Request] = {}
    rows = own_observations(submission).order_by("pk").values_list(
        "pk", "unit_id", "indicator_id", "period_start", "period_end", "kind", "value", "hedge", "sheet", "row",
        "column",
    )  # fmt: skip
    for pk, unit, indicator, start, end, kind, steps, hedge, sheet, row, column in rows:
        key = (indicator, start, end, kind)
        request = requests.get(key)
        if request is None:
            request = requests[key] = Request(names[indicator], period_of(start, end), Kind(kind))
        place = BESIDE.join((submission.sheets[sheet], cell_name(row, column)))
        yield Figure(pk, unit, request, from_steps(request.indicator, steps), HEDGES[hedge], place)
