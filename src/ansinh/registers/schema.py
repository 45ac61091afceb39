"""The source files: what a list of residents and a list of spells hold, and how their columns may be headed.

Published as ``SOURCE_VERSION``. Headings are recognised in any typing (case, diacritics, punctuation do not matter).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.names import fold
from ansinh.registers.records import Scheme, Sex, Status

SOURCE_VERSION = "ansinh-source-1"
RegisterName = Literal["residents", "spells"]
REGISTERS: tuple[RegisterName, ...] = ("residents", "spells")
LINE = "line"  # the row of the list that a file was made from, where that is not the row of the file

_NOT_OF_WORDS = re.compile("[^a-z0-9]+")


def word(text: str) -> str:
    """As headings and words of a list are compared: "Số định danh/CCCD" is ``so dinh danh cccd``."""
    return _NOT_OF_WORDS.sub(" ", fold(text)).strip()


@dataclass(frozen=True)
class SourceColumn:
    """``needed``: the column must be there; its values may still be missing. ``headings``: besides its name."""

    name: str
    type: Literal["text", "number", "date"]
    meaning: str
    headings: tuple[str, ...]
    needed: bool = False

    @property
    def called(self) -> str:
        """As officers head it, with what programs call it: Mã xã (commune)."""
        return f"{self.headings[0]} ({self.name})"


_PERSON = (
    SourceColumn(
        "person_id",
        "number",
        "personal ID, 12 digits",
        (
            "Số định danh/CCCD",
            "Số định danh",
            "Số định danh cá nhân",
            "Số ĐDCN",
            "Số ĐDCN/CCCD",
            "Số CCCD",
            "CCCD",
            "CCCD/Số định danh",
            "Căn cước",
            "Số căn cước",
            "Căn cước công dân",
            "Số căn cước công dân",
            "Mã định danh",
            "Personal ID",
            "ID number",
        ),
    ),
    SourceColumn(
        "bhxh_no",
        "number",
        "BHXH number, 10 digits",
        ("Mã số BHXH", "Số BHXH", "Mã BHXH", "Mã số bảo hiểm xã hội", "BHXH number", "Social insurance number"),
    ),
)
_GROUP = SourceColumn(
    "group",
    "text",
    "BHYT payer group: GD, HS, …; empty: not known",
    ("Mã đối tượng", "Đối tượng", "Nhóm đối tượng", "Mã nhóm đối tượng", "Group code", "Payer group"),
)
_OF_A_PERSON = (
    SourceColumn("name", "text", "full name", ("Họ và tên", "Họ tên", "Họ, chữ đệm và tên", "Full name")),
    SourceColumn(
        "birth",
        "date",
        "birth date; the year alone: 1 January",
        ("Ngày sinh", "Ngày tháng năm sinh", "Năm sinh", "Ngày/năm sinh", "Date of birth", "Birth date"),
    ),
    SourceColumn("sex", "text", "Nam, Nữ; male, female", ("Giới tính", "Giới", "Phái", "Gender")),
)
RESIDENTS = (
    *_PERSON,
    *_OF_A_PERSON,
    SourceColumn(
        "household", "text", "code of the household", ("Mã hộ", "Mã hộ gia đình", "Số hộ", "Hộ", "Household code")
    ),
    SourceColumn(
        "commune",
        "text",
        "commune of residence, five digits, valid on the list's day or merged into one that is",
        ("Mã xã", "Mã xã/phường", "Mã ĐVHC cấp xã", "Mã đơn vị hành chính cấp xã", "Commune code"),
        needed=True,
    ),
    _GROUP,
    SourceColumn("evidence", "text", "what says the group", ("Căn cứ", "Căn cứ xác định", "Basis")),
    SourceColumn(
        "status",
        "text",
        "resident (or empty), left, died",
        ("Tình trạng", "Trạng thái", "Tình trạng cư trú"),
    ),
)
SPELLS = (
    SourceColumn(
        "scheme",
        "text",
        "BHYT, BHXH bắt buộc, BHXH tự nguyện, BHTN",
        ("Loại hình", "Loại hình tham gia", "Loại bảo hiểm", "Loại hình bảo hiểm", "Insurance scheme"),
        needed=True,
    ),
    *_PERSON,
    SourceColumn(
        "card",
        "text",
        "card code: 15 characters, or the BHXH number alone",
        ("Số thẻ", "Số thẻ BHYT", "Mã thẻ", "Mã thẻ BHYT", "Card number", "Card code"),
    ),
    _GROUP,
    SourceColumn(
        "benefit",
        "number",
        "benefit level, 1 to 5",
        ("Mức hưởng", "Mã mức hưởng", "Mã quyền lợi", "Quyền lợi", "Benefit level"),
    ),
    SourceColumn(
        "valid_from",
        "date",
        "first day insured",
        ("Từ ngày", "Giá trị từ", "Giá trị từ ngày", "Giá trị thẻ từ ngày", "Hạn thẻ từ", "Hạn thẻ từ ngày", "From"),
        needed=True,
    ),
    SourceColumn(
        "valid_to",
        "date",
        "last day insured; empty: no end known",
        (
            "Đến ngày",
            "Giá trị đến",
            "Giá trị đến ngày",
            "Giá trị thẻ đến ngày",
            "Hạn thẻ đến",
            "Hạn thẻ đến ngày",
            "To",
        ),
        needed=True,
    ),
    SourceColumn(
        "issued_in",
        "text",
        "province of issue, two digits of the list of 63",
        ("Nơi cấp", "Mã nơi cấp", "Tỉnh cấp", "Mã tỉnh cấp", "Nơi cấp thẻ", "Issued in", "Place of issue"),
    ),
)
COLUMNS: Mapping[RegisterName, tuple[SourceColumn, ...]] = {"residents": RESIDENTS, "spells": SPELLS}
IDENTIFYING: Mapping[RegisterName, tuple[str, ...]] = {
    "residents": ("person_id", "bhxh_no", "name"),
    "spells": ("person_id", "bhxh_no", "card"),
}
"""Of these columns a file needs one at least."""

_PASSED_OVER = ("STT", "Số thứ tự", "TT", "Ghi chú", "No.", "Note", "Notes", "Remarks")
PASSED_OVER: Mapping[RegisterName, frozenset[str]] = {
    "residents": frozenset(map(word, _PASSED_OVER)),
    "spells": frozenset(
        map(word, (*_PASSED_OVER, *(text for one in _OF_A_PERSON for text in (one.name, *one.headings))))
    ),
}
"""Headings that lists have and the registers do not need."""

LINE_HEADINGS = frozenset(map(word, (LINE, "Dòng", "Source line")))

SCHEME_WORDS: Mapping[str, Scheme] = {
    word(text): scheme
    for scheme, texts in {
        Scheme.BHYT: ("bhyt", "Bảo hiểm y tế", "YT"),
        Scheme.COMPULSORY: (
            "bhxh_compulsory",
            "BHXH bắt buộc",
            "BHXH BB",
            "BHXHBB",
            "BB",
            "Bắt buộc",
            "Bảo hiểm xã hội bắt buộc",
        ),
        Scheme.VOLUNTARY: (
            "bhxh_voluntary",
            "BHXH tự nguyện",
            "BHXH TN",
            "BHXHTN",
            "Tự nguyện",
            "Bảo hiểm xã hội tự nguyện",
        ),
        Scheme.UNEMPLOYMENT: ("bhtn", "Bảo hiểm thất nghiệp"),
    }.items()
    for text in texts
}
"""TN alone is not here: tự nguyện to one office, thất nghiệp to another."""

SEX_WORDS: Mapping[str, Sex] = {
    word(text): sex
    for sex, texts in {
        Sex.MALE: ("male", "Nam", "M"),
        Sex.FEMALE: ("female", "Nữ", "F"),
        Sex.UNKNOWN: ("unknown", "Không xác định", "Chưa xác định", "Không rõ"),
    }.items()
    for text in texts
}
"""Digits are not here: 1 is a man in hospitals' files, a woman in some of the insurance offices'."""

STATUS_WORDS: Mapping[str, Status] = {
    word(text): status
    for status, texts in {
        Status.RESIDENT: ("resident", "Thường trú", "Tạm trú", "Đang cư trú", "Có mặt"),
        Status.LEFT: ("left", "Chuyển đi", "Đã chuyển đi", "Đi khỏi địa bàn", "Xuất cảnh"),
        Status.DIED: ("died", "Chết", "Đã chết", "Tử vong", "Mất", "Đã mất"),
    }.items()
    for text in texts
}

REASONS: Mapping[str, Message] = {
    "unknown_commune": _("The commune is missing, or no commune has this code on the day."),
    "unknown_scheme": _("This is none of BHYT, BHXH bắt buộc, BHXH tự nguyện, BHTN."),
    "unknown_status": _("This is none of: resident, left, died."),
    "bad_date": _("The date is missing or is not a date."),
    "ends_before_begins": _("The last day is before the first."),
    "bad_id": _("The personal ID does not have 12 digits, and there is no BHXH number."),
    "bad_number": _("The BHXH number does not have 10 digits, and there is no personal ID."),
    "nobody": _("The line names nobody: no personal ID, no BHXH number (in a list of residents: no name either)."),
    "repeated": _("The person stands in the list more than once; another line was taken."),
    "broken_line": _("The line does not have the columns of the head."),
}
"""Why a line was not taken."""

WARNINGS: Mapping[str, Message] = {
    "bad_id": _("The personal ID does not have 12 digits; the BHXH number was taken."),
    "bad_number": _("The BHXH number does not have 10 digits; the personal ID was taken."),
    "id_prefix": _("No province of the list of 63 has the first three digits of the personal ID."),
    "id_sex": _("The personal ID says another sex."),
    "id_birth_year": _("The personal ID says another year of birth."),
    "birth_year_only": _("Of the birth date only the year is given; 1 January was taken."),
    "sex_not_understood": _("The sex is none of: Nam, Nữ, male, female; it was taken as unknown."),
    "bad_card": _("The card code has neither 15 characters nor 10 digits; it was left out."),
    "card_differs": _("The card code says another number, group, benefit level or place; the columns were taken."),
    "benefit_not_allowed": _("The payer group does not have this benefit level on the day."),
    "benefit_not_understood": _("The benefit level is not a digit from 1 to 5; it was left out."),
    "place_not_understood": _("The place of issue is not a province's two digits; it was left out."),
    "birth_left_out": _("The birth date is not a date, or is after the day of the register; it was left out."),
    "unknown_group": _("No payer group has this code on the day; it was taken as not known."),
}
"""What is strange in a line that was taken all the same. In this order they are the bits of a line's ``warnings``."""
