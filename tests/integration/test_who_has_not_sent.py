"""Every part of an area or cluster is listed with what it sent of a period: nothing, waiting, returned or approved."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from ansinh.kernel.periods import Period
from ansinh.ledger import actions
from ansinh.ledger.missing import MissingLine, missing
from ansinh.ledger.models import Kind, State
from ansinh.places.reads import parts
from tests.integration.factories import (
    A_DAY,
    APPROVER,
    INSURED,
    JUNE,
    OFFICER,
    codes,
    found,
    given,
    hand_in,
    record,
    report,
    unit,
)

pytestmark = pytest.mark.django_db

CLUSTER = "cum-iv-2020"


def lines(of: str = CLUSTER, period: str = "2020-05") -> dict[str, MissingLine]:
    """By code, in the order of the list."""
    return {line.unit.code: line for line in missing(unit(of), Period.parse(period))}


def members() -> list[str]:
    return codes(parts(unit(CLUSTER), A_DAY))


def test_who_sent_nothing_is_listed_in_vietnamese_order() -> None:
    found_lines = lines()
    assert list(found_lines) == members()
    assert {(line.state, line.figures, line.submission, line.last_sent) for line in found_lines.values()} == {
        (None, 0, None, None)
    }


def test_each_stands_where_its_submission_stands_the_most_urgent_first() -> None:
    report(given("42", 1), given("42", 2, INSURED), of="42")
    handed_in = hand_in(given("44", 1), of="44")
    record(given("45", 1), of="45")
    drafted = record(given("46", 1), of="46", findings=[found()])
    returned = hand_in(given("48", 1), of="48")
    actions.send_back(by=APPROVER, submission=returned, reason="column C is empty")
    shown = lines()
    others = [code for code in members() if code not in ("42", "44", "45", "46", "48")]
    assert list(shown) == [*others, "48", "46", "45", "44", "42"]
    assert [shown[code].state for code in ("48", "46", "45", "44", "42")] == [
        State.RETURNED,
        State.DRAFT,
        State.CHECKED,
        State.SUBMITTED,
        State.APPROVED,
    ]
    assert (shown["48"].submission, shown["48"].actor, shown["48"].reason) == (
        returned.pk,
        APPROVER,
        "column C is empty",
    )
    assert (shown["46"].submission, shown["46"].actor) == (drafted.pk, OFFICER)
    assert (shown["42"].figures, shown["42"].is_missing, shown["44"].is_missing) == (2, False, True)
    assert shown["44"].since == handed_in.events.get(state=State.SUBMITTED).recorded_at


def test_one_file_of_the_whole_covers_its_units() -> None:
    submission = report(*(given(code, 1) for code in members()[:-1]), of=CLUSTER)
    shown = lines()
    assert [code for code, line in shown.items() if line.is_missing] == [members()[-1]]
    assert {line.submission for line in shown.values() if not line.is_missing} == {submission.pk}


def test_locked_and_unlocked_figures_are_sent() -> None:
    submission = report(given("42", 1), of="42")
    for step in (
        lambda: actions.lock(by=APPROVER, submission=submission),
        lambda: actions.unlock(by=APPROVER, submission=submission, reason="audited"),
    ):
        step()
        assert lines()["42"].state is State.APPROVED


@pytest.mark.parametrize("kind", [Kind.ESTIMATE, Kind.TARGET])
def test_a_plan_or_an_estimate_is_no_figure_of_what_happened(kind: Kind) -> None:
    report(given("42", 1, kind=kind), of="42")
    assert lines()["42"].state is None
    assert lines(period="2020-12")["42"].state is None


def test_figures_of_a_year_are_none_of_its_december() -> None:
    report(given("42", 1_000_000, "population", "2020"), of="42", on=date(2021, 2, 1))
    assert lines(period="2020-12")["42"].state is None
    assert lines(period="2020")["42"].state is State.APPROVED


def test_an_approved_figure_counts_more_than_its_waiting_correction() -> None:
    first = report(given("42", 1), of="42")
    record(given("42", 2), of="42", on=date(2020, 6, 10), corrects=first)
    assert (lines()["42"].state, lines()["42"].submission) == (State.APPROVED, first.pk)


def test_the_last_period_that_was_sent_is_named() -> None:
    report(given("42", 1, INSURED, "2020-03"), given("42", 1, INSURED, "2020-02"), of="42")
    returned = hand_in(given("44", 1, INSURED, "2020-04"), of="44")
    actions.send_back(by=APPROVER, submission=returned, reason="wrong form")
    report(given("45", 1, INSURED, "2019-05"), of="45")
    report(given("46", 1, INSURED, "2019-04"), of="46")  # too long ago
    report(given("48", 1, INSURED, JUNE), of="48")  # later
    shown = lines()
    named = {code: line.last_sent.iso for code, line in shown.items() if line.last_sent}
    assert named == {"42": "2020-03", "45": "2019-05"}


def test_an_area_whose_parts_have_all_sent_has_sent() -> None:
    provinces = codes(parts(unit("VN"), A_DAY))
    report(*(given(code, 1) for code in provinces))
    assert {line.state for line in lines("VN").values()} == {State.APPROVED}


def test_a_commune_has_no_parts_to_miss() -> None:
    (commune, *_others) = parts(parts(unit("42"), A_DAY)[0], A_DAY)
    assert missing(commune, Period.parse("2020-05")) == []


def test_the_number_of_queries_does_not_grow_with_the_units(
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    for code in members():
        record(given(code, 1), of=code)
    whole = unit("VN")
    with django_assert_max_num_queries(18):
        assert len(missing(whole, Period.parse("2020-05"))) == 63
