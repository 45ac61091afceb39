"""Identifiers are seen for a purpose that is on record."""

from datetime import date

import pytest

from ansinh.audit.models import Event
from ansinh.ledger.errors import ActorError
from ansinh.reviews.errors import PurposeError
from ansinh.reviews.purposes import Seen, purposes, record_purpose
from tests.integration.factories import OFFICER

pytestmark = pytest.mark.django_db
LIST = Seen("uninsured", "2026-06-30", "31117", date(2026, 6, 30), 214)
PURPOSE = "Vận động hộ gia đình tham gia BHYT tháng 7"


def test_who_saw_what_for_which_purpose_is_read_back() -> None:
    record_purpose(by=OFFICER, purpose=PURPOSE, seen=LIST)
    (kept,) = purposes()
    assert (kept.actor, kept.purpose, kept.seen) == (OFFICER, PURPOSE, LIST)


def test_the_newest_comes_first_and_a_snapshot_can_be_asked_for_alone() -> None:
    later = Seen("rejected", "2026-07-31", persons=3)
    record_purpose(by=OFFICER, purpose=PURPOSE, seen=LIST)
    record_purpose(by="kiểm toán", purpose="Đối chiếu các dòng bị loại", seen=later)
    assert [one.seen for one in purposes()] == [later, LIST]
    assert [one.seen for one in purposes("2026-06-30")] == [LIST]


def test_nothing_else_is_kept_than_what_was_said() -> None:
    record_purpose(by=OFFICER, purpose=PURPOSE, seen=LIST)
    event = Event.objects.get(action="register.identifiers")
    assert event.subject == "register 2026-06-30"
    assert event.details == {
        "purpose": PURPOSE,
        "what": "uninsured",
        "snapshot": "2026-06-30",
        "commune": "31117",
        "day": "2026-06-30",
        "persons": 214,
    }


@pytest.mark.parametrize(
    "purpose", ["", "  ", "xem", "cần xem", "a b c d", "vận động vận động", "1 2 3", "x" * 40, "từ " * 400]
)
def test_a_purpose_that_says_nothing_is_refused_and_nothing_is_recorded(purpose: str) -> None:
    with pytest.raises(PurposeError):
        record_purpose(by=OFFICER, purpose=purpose, seen=LIST)
    assert not purposes()


@pytest.mark.parametrize("number", ["092185001234", "092 185 001 234", "9212345678", "0912.345.678"])
def test_a_purpose_that_names_a_person_by_a_number_is_refused_without_repeating_it(number: str) -> None:
    with pytest.raises(PurposeError) as refused:
        record_purpose(by=OFFICER, purpose=f"Kiểm tra thẻ của người có số {number}", seen=LIST)
    assert number not in str(refused.value)
    assert not purposes()


def test_nobody_sees_them_without_a_name() -> None:
    with pytest.raises(ActorError):
        record_purpose(by="  ", purpose=PURPOSE, seen=LIST)


def test_one_person_is_not_two_for_a_capital_or_a_blank() -> None:
    record_purpose(by="  Cán bộ  THU ", purpose=PURPOSE, seen=LIST)
    assert purposes()[0].actor == "cán bộ thu"
