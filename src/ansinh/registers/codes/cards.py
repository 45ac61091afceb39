"""BHYT card codes: two letters of the group, a digit of benefit, two of the province at issue, ten of the BHXH number.

Cards printed since 2021 bear the number alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.registers.codes.dated import Evidence
from ansinh.registers.codes.groups import Group, groups_on
from ansinh.registers.codes.persons import provinces_of_issue

CARD = r"([A-Z]{2})([1-5])([0-9]{2})([0-9]{10})"
NUMBER = r"[0-9]{10}"
_CARD, _NUMBER = re.compile(CARD), re.compile(NUMBER)
_BETWEEN = re.compile(r"[\s.-]+")


class CardFinding(StrEnum):
    MALFORMED = "card_malformed"
    GROUP_UNKNOWN = "card_group_unknown"
    BENEFIT_NOT_ALLOWED = "card_benefit_not_allowed"
    PROVINCE_UNKNOWN = "card_province_unknown"

    @property
    def message(self) -> Message:
        return _CARD_FINDINGS[self]


_CARD_FINDINGS = {
    CardFinding.MALFORMED: _(
        "The card code is neither 15 characters (DN4 92 and ten digits) nor the ten digits alone."
    ),
    CardFinding.GROUP_UNKNOWN: _("The card code begins with no payer group of its day."),
    CardFinding.BENEFIT_NOT_ALLOWED: _("The digit of benefit is not allowed for the payer group on the day."),
    CardFinding.PROVINCE_UNKNOWN: _("The card code names no province of the list of 63."),
}


@dataclass(frozen=True, slots=True)
class Card:
    """As ``records.Spell`` keeps it; what the code does not say is empty or None."""

    group: str
    benefit: int | None
    issued_in: str
    bhxh_no: int | None
    findings: tuple[CardFinding, ...] = ()


def parse_card(text: str, day: date, groups: Mapping[str, Group] | None = None) -> Card:
    """``groups``: those of the day, where the agency has its own list. Spaces, dots and hyphens are passed over."""
    code = _BETWEEN.sub("", text).upper()
    if _NUMBER.fullmatch(code):
        return Card("", None, "", int(code))
    parts = _CARD.fullmatch(code)
    if parts is None:
        return Card("", None, "", None, (CardFinding.MALFORMED,))
    group, benefit, province, number = parts.groups()
    known = (groups_on(day) if groups is None else groups).get(group)
    found = {
        CardFinding.GROUP_UNKNOWN: known is None,
        CardFinding.BENEFIT_NOT_ALLOWED: known is not None and not allows(known, int(benefit)),
        CardFinding.PROVINCE_UNKNOWN: province not in provinces_of_issue(),
    }
    return Card(group, int(benefit), province, int(number), tuple(one for one, is_so in found.items() if is_so))


def allows(group: Group, benefit: int) -> bool:
    """What is doubtful forbids nothing."""
    return group.benefits_evidence is Evidence.DOUBTFUL or benefit in group.benefits
