"""Where in a text a claim stands, and what of the text is read at all."""

import time
import unicodedata

import pytest

from ansinh.reports.claims import Checked, Verdict, check_claims
from tests.unit.reports.claims.contents import cluster, district

RISING = "Số người tham gia BHYT tăng 231 người so với cùng kỳ năm 2016"


def only(paragraphs: list[str]) -> Checked:
    (found,) = check_claims(paragraphs, district())
    return found


def test_a_claim_names_its_paragraph_and_its_place_in_it() -> None:
    paragraph = f"Nhìn chung, kết quả tốt. {RISING}."
    found = only(["Mở đầu.", paragraph])
    assert (found.paragraph, found.words) == (1, RISING)
    assert paragraph[found.start : found.end] == RISING


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_places_are_those_of_the_text_as_given_however_it_is_encoded(form: str) -> None:
    paragraph = unicodedata.normalize(form, f"Kết quả: tốt. {RISING}.")  # type: ignore[arg-type]
    found = only([paragraph])
    assert found.verdict is Verdict.CONTRADICTED
    assert unicodedata.normalize("NFC", paragraph[found.start : found.end]) == RISING


@pytest.mark.parametrize(
    "written",
    [
        RISING.upper(),
        RISING.replace(" ", "\u00a0"),
        RISING.replace("BHYT", "bảo hiểm y tế"),
        "So với cùng kỳ năm 2016, số người tham gia BHYT tăng 231 người",
    ],
)
def test_another_way_of_writing_it_is_the_same_claim(written: str) -> None:
    assert only([written]).verdict is Verdict.CONTRADICTED


def test_a_contradiction_shows_the_figures_that_contradict() -> None:
    found = only([RISING])
    assert found.evidence == ("participants_bhyt.vs_same_period",)
    assert "-231" in found.message.text("en")
    assert set(found.evidence) <= set(district().figures)


def test_what_cannot_be_checked_says_why() -> None:
    found = only(["Số người tham gia BHTN tăng dần qua các năm."])
    assert found.verdict is Verdict.NOT_CHECKABLE
    assert "BHTN" in found.message.text("en")


def test_what_stands_under_a_heading_of_plans_claims_nothing() -> None:
    paragraphs = [
        "I. KẾT QUẢ",
        RISING,
        "II. PHƯƠNG HƯỚNG, NHIỆM VỤ",
        RISING,
        "1. Về đối tượng",
        RISING,
        "III. Kết quả khác",
        RISING,
    ]
    assert [one.paragraph for one in check_claims(paragraphs, district())] == [1, 7]


def test_a_list_under_what_is_planned_claims_nothing() -> None:
    paragraphs = ["Phấn đấu đến cuối năm:", f"- {RISING};", f"- {RISING}.", RISING]
    assert [one.paragraph for one in check_claims(paragraphs, district())] == [3]


def test_a_heading_names_the_indicator_of_what_stands_under_it() -> None:
    found = check_claims(["1. Số người tham gia BHXH bắt buộc", "Tăng 148 người so với cùng kỳ năm 2016."], district())
    assert [(one.indicator, one.verdict) for one in found] == [("participants_bhxh_compulsory", Verdict.SUPPORTED)]


def test_the_sentence_before_names_the_unit() -> None:
    text = "Tỷ lệ bao phủ BHYT của Hà Tĩnh đạt 90,1%. Tỷ lệ này thấp hơn Quảng Bình."
    found = check_claims([text], cluster())
    assert [(one.unit.name, one.verdict) for one in found if one.unit] == [("Hà Tĩnh", Verdict.SUPPORTED)] * 2


def test_a_number_of_a_cluster_is_not_taken_for_its_name() -> None:
    assert check_claims(["Quý IV năm 2019 tăng mạnh."], cluster()) == ()


HOSTILE = (
    "số người tham gia BHYT tăng 5% ",
    "BHXH, BHYT, ",
    "từ 3-7 đến ",
    "so với ngày ",
    "về thu, ",
    "các năm 2013, 2014, ",
    "năm 2013, ",
    "tỷ lệ hồ sơ ",
    "hơn gần trên ",
    "kế hoạch số ",
    "a\u0301",
    "((((",
    "1.000.",
    "Đ ",
    "!",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_takes_long(piece: str) -> None:
    """A hundred thousand characters; a second for them, here with room for a machine that does other things."""
    text = piece * (100_000 // len(piece))
    began = time.process_time()
    check_claims([text], cluster())
    assert time.process_time() - began < 4
