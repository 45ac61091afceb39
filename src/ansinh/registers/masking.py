"""How a person is shown where no purpose is recorded: recognisable to whoever has the list, to nobody else."""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from ansinh.registers.questions import Reason, UninsuredRow
from ansinh.registers.records import Sex

STAR = "*"
CODED = {"commune", "group", "scheme", "benefit", "valid_from", "valid_to", "issued_in", "status", "sex"}
"""Columns of a list whose values are codes, words or days, which identify nobody."""
_CODE_OR_DAY = re.compile(r"[A-Z]{0,2}[0-9]{0,6}|[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}")


class MaskedRow(NamedTuple):
    """As UninsuredRow. ``birth_year`` in place of the birth date; what identifies is text with stars, empty where it
    was not known. ``evidence`` always is: in real lists it is the number of a decision or of a birth certificate."""

    household: str
    person_id: str
    bhxh_no: str
    name: str
    birth_year: int | None
    sex: Sex
    group: str
    evidence: str
    reason: Reason
    lapsed_on: date | None
    last_group: str


def masked(row: UninsuredRow) -> MaskedRow:
    return MaskedRow(
        household=masked_household(row.household),
        person_id=masked_id(row.person_id),
        bhxh_no=masked_number(row.bhxh_no),
        name=masked_name(row.name),
        birth_year=row.birth.year if row.birth else None,
        sex=row.sex,
        group=row.group,
        evidence="",
        reason=row.reason,
        lapsed_on=row.lapsed_on,
        last_group=row.last_group,
    )


def masked_id(person_id: int | None) -> str:
    """040*****1234: the place of birth registration and the last four of the serial; sex and year are hidden."""
    return "" if person_id is None else _middle_hidden(f"{person_id:012}", 3, 4)


def masked_number(bhxh_no: int | None) -> str:
    """92****5678, of a BHXH number."""
    return "" if bhxh_no is None else _middle_hidden(f"{bhxh_no:010}", 2, 4)


def masked_name(name: str) -> str:
    """N. V. A. of Nguyễn Văn A."""
    return " ".join(f"{word[0]}." for word in unicodedata.normalize("NFC", name).upper().split())


def masked_household(household: str) -> str:
    """Its last three characters, and never more than a third of it."""
    shown = min(3, len(household) // 3)
    return STAR * (len(household) - shown) + household[len(household) - shown :]


def masked_cell(column: str, text: str) -> str:
    """What stands in a column of a list and could not be taken. Where a code or a day is meant something else may
    stand: an address, or, in a list whose columns are shifted, a name."""
    is_coded = column in CODED and _CODE_OR_DAY.fullmatch(text.strip())
    return text if is_coded else masked_household(text)


def _middle_hidden(text: str, first: int, last: int) -> str:
    return text[:first] + STAR * (len(text) - first - last) + text[-last:]
