"""What an officer answered about a layout holds for the same office's next file of it, and for no other."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ansinh.imports.actions import Imported, import_file
from ansinh.imports.layout.answers import NO_ANSWERS, Answers
from ansinh.imports.layout.profiles import ProfileError, ProfileUnknownError, forget, profile_called, profiles
from ansinh.imports.outcome import AnswerUnfitError, QuestionsError
from ansinh.indicators.errors import IndicatorUnknownError
from tests.integration.factories import OFFICER
from tests.integration.plain_tables import OFFICE, table

pytestmark = pytest.mark.django_db

CARDS, STRANGE = "Thẻ còn hạn", "Chỉ số Z"
INSURED = "participants_bhyt"


@pytest.fixture
def known(tmp_path: Path) -> Path:
    return tmp_path / "profiles"


def bring(
    folder: Path,
    content: bytes,
    answers: Answers = NO_ANSWERS,
    explanations: Mapping[str, str] | None = None,
    *,
    known: Path | None,
) -> Imported:
    path = folder / "bao cao.csv"
    path.write_bytes(content)
    return import_file(
        path, by=OFFICER, store=folder / "files", answers=answers, known=known, explanations=explanations
    )


def month(number: int, *headers: str, office: str = OFFICE) -> bytes:
    return table(*headers, title=f"SỐ LIỆU THÁNG {number} NĂM 2020").decode().replace(OFFICE, office).encode()


def test_the_next_month_is_read_without_a_question(tmp_path: Path, known: Path) -> None:
    with pytest.raises(QuestionsError):
        bring(tmp_path, month(5, CARDS), known=known)
    first = bring(tmp_path, month(5, CARDS), Answers(lines={CARDS: INSURED}), known=known)
    assert (first.profile, first.kept) == ("", "40-bao-cao")
    second = bring(tmp_path, month(6, CARDS), known=known)
    assert (second.profile, second.kept, len(second.facts)) == ("40-bao-cao", "", 5)


def test_another_office_is_asked_for_itself(tmp_path: Path, known: Path) -> None:
    bring(tmp_path, month(5, CARDS), Answers(lines={CARDS: INSURED}), known=known)
    other = month(6, CARDS, office="BẢO HIỂM XÃ HỘI TỈNH THANH HÓA")
    for ours, theirs in zip(("Vinh", "Cửa Lò", "Thái Hòa", "Hoàng Mai", "Quỳ Hợp"),
                            ("Bỉm Sơn", "Sầm Sơn", "Mường Lát", "Quan Hóa", "Bá Thước"), strict=True):  # fmt: skip
        other = other.decode().replace(ours, theirs).encode()
    with pytest.raises(QuestionsError):
        bring(tmp_path, other, known=known)


def test_an_answer_about_a_letter_is_kept_for_the_header(tmp_path: Path, known: Path) -> None:
    bring(tmp_path, month(5, STRANGE, CARDS), Answers(lines={"C": "skip", "D": INSURED}), known=known)
    swapped = bring(tmp_path, month(6, CARDS, STRANGE), known=known)
    assert {fact.column for fact in swapped.facts} == {2}


def test_a_later_answer_is_added_to_the_earlier_ones(tmp_path: Path, known: Path) -> None:
    many = ("BHXH tự nguyện", "BHTN", "BHXH bắt buộc", "Dân số")
    bring(tmp_path, month(5, CARDS, *many), Answers(lines={CARDS: INSURED}), known=known)
    bring(tmp_path, month(6, CARDS, *many, STRANGE), Answers(lines={STRANGE: "skip"}), known=known)
    assert bring(tmp_path, month(7, CARDS, *many, STRANGE), known=known).submission is not None
    (one,) = profiles(known)
    assert one.answers.lines == {CARDS: INSURED, STRANGE: "skip"}


def test_two_layouts_of_one_office_have_two_names(tmp_path: Path, known: Path) -> None:
    bring(tmp_path, month(5, CARDS), Answers(lines={CARDS: INSURED}), known=known)
    bring(tmp_path, month(6, STRANGE, "BHTN"), Answers(lines={STRANGE: "skip"}), known=known)
    assert [one.name for one in profiles(known)] == ["40-bao-cao", "40-bao-cao-2"]


def test_a_forgotten_layout_is_asked_about_again(tmp_path: Path, known: Path) -> None:
    bring(tmp_path, month(5, CARDS), Answers(lines={CARDS: INSURED}), known=known)
    forget(known, "40-bao-cao")
    with pytest.raises(QuestionsError):
        bring(tmp_path, month(6, CARDS), known=known)
    with pytest.raises(ProfileUnknownError):
        forget(known, "../40-bao-cao")


def test_a_profile_is_a_file_that_an_officer_may_write(tmp_path: Path, known: Path) -> None:
    written = tmp_path / "own.yaml"
    written.write_text(f"version: 1\nlines: {{'{CARDS}': {INSURED}}}\n", encoding="utf-8")
    answers = profile_called(str(written), known).answers
    assert len(bring(tmp_path, month(5, CARDS), answers, known=None).facts) == 5


@pytest.mark.parametrize(
    "text", ["lines: []", "version: 1\nlines: []", "version: 1\nlyne: {}", "{", "- a", "version: 2"]
)
def test_a_profile_that_is_none_is_named(text: str, tmp_path: Path, known: Path) -> None:
    written = tmp_path / "own.yaml"
    written.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError) as refusal:
        profile_called(str(written), known)
    assert "own.yaml" in refusal.value.text("vi")


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        (Answers(lines={"Không có": "skip"}), AnswerUnfitError),
        (Answers(lines={CARDS: "participants_bhytt"}), IndicatorUnknownError),
        (Answers(measure="kg"), AnswerUnfitError),
        (Answers(sheets=("nix",)), AnswerUnfitError),
    ],
)
def test_an_answer_about_nothing_is_refused(
    answers: Answers, error: type[Exception], tmp_path: Path, known: Path
) -> None:
    with pytest.raises(error):
        bring(tmp_path, month(5, CARDS), answers, known=known)
    assert profiles(known) == []


def test_an_explanation_finds_its_cell_and_nothing_else(tmp_path: Path) -> None:
    content = month(5, "Số người tham gia BHYT") + '\n"";"Tổng cộng";"99999"'.encode()
    with pytest.raises(AnswerUnfitError):
        bring(tmp_path, content, explanations={"Z99": "?"}, known=None)
    imported = bring(tmp_path, content, explanations={"C9": "số của tỉnh chốt sau"}, known=None)
    submission = imported.submission
    assert submission is not None
    (kept,) = submission.findings.filter(severity="explain")
    assert kept.explanations.get().text == "số của tỉnh chốt sau"
