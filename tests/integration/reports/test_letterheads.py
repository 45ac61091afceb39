"""Who a report comes from, by level, form and day; what an office says of itself before what the program knows."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ansinh.documents.tree import Form, Letterhead, Signature
from ansinh.kernel.language import Language
from ansinh.places.finding import find_unit
from ansinh.places.models import Unit
from ansinh.reports.letterheads import ROOM, LetterheadUnreadableError, NoLetterheadError, Office, find_office
from ansinh.reports.recipe import Particulars

pytestmark = pytest.mark.django_db

LAST_OF_DISTRICTS, FIRST_WITHOUT = date(2025, 6, 30), date(2025, 7, 1)
STATE, PARTY = Form.STATE, Form.PARTY
SIGNED = Particulars("12", date(2020, 6, 26), "Nguyễn Văn A")


def office(
    unit: str,
    home: Path,
    form: Form = STATE,
    day: date = date(2020, 6, 26),
    language: Language = "vi",
    particulars: Particulars | None = None,
) -> Office:
    return find_office(find_unit(unit, day), form, day, particulars, language, home=home)


def written(home: Path, text: str) -> Path:
    (home / "letterheads.yaml").write_text(text, encoding="utf-8")
    return home


CASES: dict[tuple[str, Form, date], tuple[tuple[str, ...], tuple[str, ...], str, tuple[str, ...], str]] = {
    # unit, form, day: superior, issuer, symbol, who signs, place
    ("cum-iv-2020", STATE, date(2020, 6, 1)): (
        ("BẢO HIỂM XÃ HỘI VIỆT NAM",), ("CỤM THI ĐUA SỐ IV",), "BC-CTĐ", ("TM. CỤM THI ĐUA SỐ IV", "CỤM TRƯỞNG"), ROOM,
    ),
    ("VN", STATE, date(2025, 2, 28)): ((), ("BẢO HIỂM XÃ HỘI VIỆT NAM",), "BC-BHXH", ("TỔNG GIÁM ĐỐC",), "Hà Nội"),
    ("VN", STATE, date(2025, 3, 1)): (
        ("BỘ TÀI CHÍNH",), ("BẢO HIỂM XÃ HỘI VIỆT NAM",), "BC-BHXH", ("GIÁM ĐỐC",), "Hà Nội",
    ),
    ("42", STATE, date(2020, 6, 1)): (
        ("BẢO HIỂM XÃ HỘI VIỆT NAM",), ("BẢO HIỂM XÃ HỘI", "TỈNH HÀ TĨNH"), "BC-BHXH", ("GIÁM ĐỐC",), "Hà Tĩnh",
    ),
    ("79", STATE, date(2020, 6, 1)): (
        ("BẢO HIỂM XÃ HỘI VIỆT NAM",), ("BẢO HIỂM XÃ HỘI", "THÀNH PHỐ HỒ CHÍ MINH"), "BC-BHXH", ("GIÁM ĐỐC",),
        "Thành phố Hồ Chí Minh",
    ),
    ("418", STATE, LAST_OF_DISTRICTS): (
        ("BẢO HIỂM XÃ HỘI", "TỈNH NGHỆ AN"), ("BẢO HIỂM XÃ HỘI", "HUYỆN TƯƠNG DƯƠNG"), "BC-BHXH", ("GIÁM ĐỐC",),
        "Tương Dương",
    ),
    ("760", STATE, date(2020, 6, 1)): (
        ("BẢO HIỂM XÃ HỘI", "THÀNH PHỐ HỒ CHÍ MINH"), ("BẢO HIỂM XÃ HỘI", "QUẬN 1"), "BC-BHXH", ("GIÁM ĐỐC",), "Quận 1",
    ),
    ("bhxh-91", STATE, date(2025, 8, 1)): (
        ("BẢO HIỂM XÃ HỘI VIỆT NAM",), ("BẢO HIỂM XÃ HỘI", "TỈNH AN GIANG"), "BC-BHXH", ("GIÁM ĐỐC",), "An Giang",
    ),
    ("VN", PARTY, date(2020, 6, 1)): (
        (), ("ĐẢNG ỦY", "BẢO HIỂM XÃ HỘI VIỆT NAM"), "BC/ĐU", ("T/M ĐẢNG ỦY", "BÍ THƯ"), "Hà Nội",
    ),
    ("42", PARTY, date(2020, 6, 1)): ((), ("TỈNH ỦY HÀ TĨNH",), "BC/TU", ("T/M BAN THƯỜNG VỤ", "BÍ THƯ"), "Hà Tĩnh"),
    ("48", PARTY, date(2020, 6, 1)): ((), ("THÀNH ỦY ĐÀ NẴNG",), "BC/TU", ("T/M BAN THƯỜNG VỤ", "BÍ THƯ"), "Đà Nẵng"),
    ("418", PARTY, date(2017, 6, 30)): (
        ("TỈNH ỦY NGHỆ AN",), ("HUYỆN ỦY TƯƠNG DƯƠNG",), "BC/HU", ("T/M BAN THƯỜNG VỤ", "BÍ THƯ"), "Tương Dương",
    ),
    ("490", PARTY, date(2017, 6, 30)): (
        ("THÀNH ỦY ĐÀ NẴNG",), ("QUẬN ỦY LIÊN CHIỂU",), "BC/QU", ("T/M BAN THƯỜNG VỤ", "BÍ THƯ"), "Liên Chiểu",
    ),
}  # fmt: skip


@pytest.mark.parametrize("asked", CASES, ids=["-".join((unit, form, str(day))) for unit, form, day in CASES])
def test_the_head_and_the_signature_of_each_level_and_form(asked: tuple[str, Form, date], tmp_path: Path) -> None:
    unit, form, day = asked
    found = office(unit, tmp_path, form, day)
    superior, issuer, symbol, signs, place = CASES[asked]
    assert found.letterhead == Letterhead(form, superior, issuer, None, symbol, place, None)
    assert (*found.signature.authority, *found.signature.post) == signs
    assert found.signature.name == ""


def test_a_commune_has_a_head_in_both_forms(tmp_path: Path) -> None:
    day = date(2026, 1, 1)
    commune = Unit.objects.filter(level="commune", designation="xã", valid_to=None, valid_from=FIRST_WITHOUT)[0]
    state, party = (find_office(commune, form, day, None, "vi", home=tmp_path) for form in (STATE, PARTY))
    assert state.letterhead.superior[0] == "BẢO HIỂM XÃ HỘI"
    assert state.letterhead.superior[1].startswith(("TỈNH ", "THÀNH PHỐ "))
    assert state.letterhead.issuer == ("BẢO HIỂM XÃ HỘI CƠ SỞ", commune.name.upper())
    assert party.letterhead.superior[0].startswith(("TỈNH ỦY ", "THÀNH ỦY "))
    assert party.letterhead.issuer == (f"ĐẢNG ỦY XÃ {commune.name.upper()}",)


@pytest.mark.parametrize("form", Form)
def test_no_district_reports_after_there_were_none(form: Form, tmp_path: Path) -> None:
    district = find_unit("418", LAST_OF_DISTRICTS)
    assert find_office(district, form, LAST_OF_DISTRICTS, None, "vi", home=tmp_path).letterhead.issuer
    with pytest.raises(NoLetterheadError) as refused:
        find_office(district, form, FIRST_WITHOUT, None, "vi", home=tmp_path)
    assert "Tương Dương" in refused.value.cause.text("vi")


def test_a_cluster_is_no_body_of_the_party_unless_its_own_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoLetterheadError) as refused:
        office("cum-iv-2020", tmp_path, PARTY)
    assert "letterheads.yaml" in refused.value.remedy.text("en")
    described = 'cum-iv-2020: {party: {issuer: ["ĐẢNG ỦY CỤM"], symbol: BC/ĐU, place: Vinh}}'
    found = office("cum-iv-2020", written(tmp_path, described), PARTY)
    assert (found.letterhead.issuer, found.letterhead.place) == (("ĐẢNG ỦY CỤM",), "Vinh")
    assert found.signature.post == ()


def test_recipients_end_as_the_form_has_them(tmp_path: Path) -> None:
    assert office("42", tmp_path).recipients == (
        "- BHXH Việt Nam (để báo cáo);",
        "- UBND tỉnh Hà Tĩnh (để báo cáo);",
        "- Lưu: VT.",
    )
    assert office("418", tmp_path, PARTY).recipients == (
        "- Ban Thường vụ Tỉnh ủy (để báo cáo),",
        "- Các đồng chí Ủy viên Ban Chấp hành Đảng bộ huyện,",
        "- Lưu Văn phòng Huyện ủy.",
    )


def test_the_particulars_of_an_issued_report_are_in_its_head(tmp_path: Path) -> None:
    found = office("42", tmp_path, particulars=SIGNED)
    assert (found.letterhead.number, found.letterhead.day) == ("12", date(2020, 6, 26))
    assert found.signature == Signature((), ("GIÁM ĐỐC",), "Nguyễn Văn A")


def test_english_heads_are_english(tmp_path: Path) -> None:
    found = office("42", tmp_path, language="en")
    assert found.letterhead.superior == ("VIET NAM SOCIAL SECURITY",)
    assert found.letterhead.issuer == ("SOCIAL SECURITY OF HA TINH",)
    assert found.letterhead.place == "Ha Tinh"
    assert found.recipients[-1] == "- File."


def test_what_an_office_says_of_itself_comes_first_and_the_rest_stays(tmp_path: Path) -> None:
    home = written(
        tmp_path,
        """
        42:
          place: Thạch Hà
          authority: KT. GIÁM ĐỐC
          post: PHÓ GIÁM ĐỐC
          recipients: ["UBND {unit}", "Lưu: VT, TH"]
        "43": {place: nowhere}
        """,
    )
    found, plain = office("42", home), office("42", tmp_path / "none")
    assert found.letterhead.place == "Thạch Hà"
    assert found.letterhead.issuer == plain.letterhead.issuer
    assert (found.signature.authority, found.signature.post) == (("KT. GIÁM ĐỐC",), ("PHÓ GIÁM ĐỐC",))
    assert found.recipients == ("- UBND tỉnh Hà Tĩnh;", "- Lưu: VT, TH.")
    assert office("44", home) == office("44", tmp_path / "none")


def test_a_code_that_yaml_takes_for_an_octal_number_is_a_code(tmp_path: Path) -> None:
    assert office("01", written(tmp_path, "01: {place: Cầu Giấy}\n")).letterhead.place == "Cầu Giấy"
    assert office("08", written(tmp_path, "08: {place: Na Hang}\n")).letterhead.place == "Na Hang"


def test_each_form_has_its_own_words(tmp_path: Path) -> None:
    home = written(tmp_path, '"418": {party: {place: Hòa Bình}, state: {place: Thạch Giám}}')
    assert office("418", home, PARTY).letterhead.place == "Hòa Bình"
    assert office("418", home, STATE).letterhead.place == "Thạch Giám"
    only = written(tmp_path, '"418": {party: {place: Hòa Bình}}')
    assert office("418", only, STATE).letterhead.place == "Tương Dương"


def test_an_office_may_speak_both_languages(tmp_path: Path) -> None:
    home = written(tmp_path, "42: {place: {vi: Thạch Hà, en: Thach Ha}, post: {vi: [A, B], en: C}}")
    assert office("42", home).signature.post == ("A", "B")
    english = office("42", home, language="en")
    assert (english.letterhead.place, english.signature.post) == ("Thach Ha", ("C",))


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert office("42", written(tmp_path, "\ufeff# nothing yet\n")) == office("42", tmp_path / "none")


WRONG = {
    "broken on its third line": ("42:\n  place: a\n   post: [\n", "3"),
    "a list": ("- 42\n", "đơn vị"),
    "words": ("Hà Tĩnh", "đơn vị"),
    "a unit that is a word": ("42: Hà Tĩnh", "42"),
    "an unknown field": ("42: {colour: red}", "42"),
    "a place that is a list": ("42: {place: [a, b]}", "place"),
    "lines in lines": ("42: {post: [[a]]}", "post"),
    "one language of two": ("42: {post: {vi: a}}", "post"),
    "a name of nothing": ('42: {issuer: ["{boss}"]}', "boss"),
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_file_that_cannot_be_used_is_refused_saying_why(fault: str, tmp_path: Path) -> None:
    text, named = WRONG[fault]
    with pytest.raises(LetterheadUnreadableError) as refused:
        office("42", written(tmp_path, text))
    reason: Any = refused.value.cause.values["reason"]
    assert named in reason
    assert "letterheads.yaml" in refused.value.cause.text("en")


def test_a_file_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letterheads.yaml").write_bytes("42: {place: Hà Tĩnh}".encode("utf-16"))
    with pytest.raises(LetterheadUnreadableError, match="UTF-8"):
        office("42", tmp_path)
