"""The BHYT payer groups of a day: who pays, which benefit their cards may bear, what the State pays. groups.yaml."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from ansinh.kernel.language import Bilingual, Language
from ansinh.registers.codes.dated import Evidence
from ansinh.registers.codes.own import OwnFileError, own_entries

FIRST_DAY = date(2015, 1, 1)
LAST_DAY = date.max
GENERAL_DOCUMENT = "Quyết định 1351/QĐ-BHXH (2015), 1697/QĐ-BHXH (2023), 1018/QĐ-BHXH (2024)"
BENEFITS = range(1, 6)
_FIELDS = {"code", "payer", "benefit", "digit", "share", "subsidy", "evidence", "document", "vi", "en"}
_OF_CODE = _FIELDS | {"from", "to", "changes"}
_OF_CHANGE = _FIELDS - {"code"} | {"from"}


class Payer(StrEnum):
    WORK = "work"
    FUND = "fund"
    STATE = "state"
    SUBSIDISED = "subsidised"
    SELF = "self"
    EMPLOYER = "employer"  # a group of the law to 30/6/2025, of which no code is known


@dataclass(frozen=True)
class PayerGroup:
    """One of the law's groups: six to 30/6/2025, five from 01/7/2025."""

    payer: Payer
    number: int
    name: Bilingual
    evidence: Evidence
    document: str


@dataclass(frozen=True)
class Group:
    """A payer group as it stands on a day.

    ``benefits``: digits that a card may bear, the usual one first. ``state_share``: of the contribution, 0 to 1, the
    least by law; None where the State pays nothing. What each rests on: ``evidence`` (code and name),
    ``benefits_evidence``, ``share_evidence``; ``document``: the latest that changed something.
    """

    code: str
    name: Bilingual
    payer_group: PayerGroup
    benefits: tuple[int, ...]
    state_share: Decimal | None
    evidence: Evidence
    benefits_evidence: Evidence
    share_evidence: Evidence
    document: str
    valid_from: date
    valid_to: date | None

    @property
    def is_paid_by_state(self) -> bool:
        """Wholly, whoever the person is; a subsidy may still be all of it in some places."""
        return self.payer_group.payer is Payer.STATE

    def text(self, language: Language | None = None) -> str:
        return self.name.text(language)


class BenefitRow(NamedTuple):
    """Cards of the group may bear the digit on these days, both counted."""

    group: str
    benefit: int
    valid_from: date
    valid_to: date


@dataclass(frozen=True)
class GroupList:
    """``versions``: each group between two changes of anything about it, in order of time."""

    versions: tuple[Group, ...]

    def on(self, day: date) -> Mapping[str, Group]:
        return {
            one.code: one
            for one in self.versions
            if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)
        }

    def with_own(self, own: "GroupList") -> "GroupList":
        """A code of the other list stands in place of the one here."""
        theirs = {one.code for one in own.versions}
        return GroupList((*(one for one in self.versions if one.code not in theirs), *own.versions))

    def benefits(self) -> tuple[BenefitRow, ...]:
        """Which digit is allowed when. A group with a doubtful digit allows any; one that is not here is unknown."""
        return tuple(
            BenefitRow(one.code, digit, one.valid_from, one.valid_to or LAST_DAY)
            for one in self.versions
            for digit in (BENEFITS if one.benefits_evidence is Evidence.DOUBTFUL else one.benefits)
        )


def groups_on(day: date) -> Mapping[str, Group]:
    """By code."""
    return group_list().on(day)


@cache
def group_list() -> GroupList:
    entries = _shipped()
    return read_groups(entries["groups"], read_structures(entries["structures"]))


def group_list_with(own: Path) -> GroupList:
    """With the agency's own file: codes that stand in place of ours or beside them. Raises OwnFileError."""
    entries = own_entries(own, "groups")
    try:
        stated = read_groups(entries, read_structures(_shipped()["structures"]))
    except ValueError as error:
        raise OwnFileError(own, str(error)) from error
    return group_list().with_own(GroupList(tuple(_as_stated(one, own) for one in stated.versions)))


def _as_stated(group: Group, own: Path) -> Group:
    by = Evidence.STATED
    document = own.name if group.document == GENERAL_DOCUMENT else group.document
    return replace(group, evidence=by, benefits_evidence=by, share_evidence=by, document=document)


def _shipped() -> Mapping[str, Any]:
    text = (files("ansinh.registers.codes") / "groups.yaml").read_text(encoding="utf-8")
    entries: Mapping[str, Any] = yaml.safe_load(text)
    return entries


Structures = tuple[tuple[date, Mapping[Payer, PayerGroup]], ...]


def read_structures(entries: Iterable[Mapping[str, Any]]) -> Structures:
    return tuple(
        (
            entry["from"],
            {
                Payer(payer): PayerGroup(
                    Payer(payer),
                    of["number"],
                    Bilingual(of["vi"], of["en"]),
                    Evidence(entry["evidence"]),
                    entry["document"],
                )
                for payer, of in entry["payers"].items()
            },
        )
        for entry in entries
    )


def read_groups(entries: Iterable[Mapping[str, Any]], structures: Structures) -> GroupList:
    """Raises ValueError naming the code whose entry is wrong or there twice."""
    versions: list[Group] = []
    for entry in entries:
        code = str(entry.get("code"))
        if any(one.code == code for one in versions):
            raise ValueError(f"{code}: defined twice")
        try:
            versions += _versions(entry, structures)
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            raise ValueError(f"{code}: {error!r}") from error
    return GroupList(tuple(versions))


def _versions(entry: Mapping[str, Any], structures: Structures) -> Iterable[Group]:
    _refuse_unknown(entry, _OF_CODE)
    changes = entry.get("changes", [])
    for change in changes:
        _refuse_unknown(change, _OF_CHANGE)
    first, last = entry.get("from", FIRST_DAY), entry.get("to")
    starts = {first, *(change["from"] for change in changes), *(start for start, _groups in structures)}
    days = sorted(day for day in starts if first <= day <= (last or LAST_DAY))
    ends = [date.fromordinal(day.toordinal() - 1) for day in days[1:]]
    for day, end in zip(days, [*ends, last], strict=True):
        state = dict(entry)
        for change in sorted(changes, key=lambda one: one["from"]):
            if change["from"] <= day:
                state |= change
        structure = max((one for one in structures if one[0] <= day), key=lambda one: one[0])[1]
        yield replace(_group(state, structure), valid_from=day, valid_to=end)


def _refuse_unknown(entry: Mapping[str, Any], known: set[str]) -> None:
    if unknown := entry.keys() - known:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")


def _group(entry: Mapping[str, Any], structure: Mapping[Payer, PayerGroup]) -> Group:
    code, payer = entry["code"], Payer(entry["payer"])
    if not (isinstance(code, str) and len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()):
        raise ValueError("a code is two capital letters")
    digits = entry["benefit"] if isinstance(entry["benefit"], list) else [entry["benefit"]]
    if not digits or not set(digits) <= set(BENEFITS):
        raise ValueError("a benefit is 1 to 5")
    return Group(
        code=code,
        name=Bilingual(entry["vi"], entry["en"]),
        payer_group=structure[payer],
        benefits=tuple(digits),
        state_share=_share(entry, payer),
        evidence=Evidence(entry.get("evidence", "verified")),
        benefits_evidence=Evidence(entry.get("digit", "recalled")),
        share_evidence=Evidence(entry.get("subsidy", "recalled")),
        document=entry.get("document", GENERAL_DOCUMENT),
        valid_from=FIRST_DAY,
        valid_to=None,
    )


def _share(entry: Mapping[str, Any], payer: Payer) -> Decimal | None:
    if (payer is Payer.SUBSIDISED) != ("share" in entry):
        raise ValueError("the State's share is written where it subsidises")
    if payer is Payer.STATE:
        return Decimal(1)
    if payer is not Payer.SUBSIDISED:
        return None
    share = Decimal(entry["share"])
    if not 0 < share <= 1:
        raise ValueError("a share is over 0 and at most 1")
    return share
