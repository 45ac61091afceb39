"""A report becomes a document: numbered, dated, signed for, and kept byte for byte."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypedDict

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from ansinh.audit.actions import record
from ansinh.kernel.errors import ConflictError, InputError, RefusedError
from ansinh.kernel.files import keep
from ansinh.kernel.language import Language
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import short_date
from ansinh.ledger.errors import ActorError
from ansinh.reports.claims import Checked
from ansinh.reports.claims.documents import contradicted_claims
from ansinh.reports.letterheads import find_office
from ansinh.reports.making import Composed, Format, compose, render
from ansinh.reports.models import Issue
from ansinh.reports.recipe import Particulars, Recipe
from ansinh.reports.recording import record_made
from ansinh.reports.records import register_number
from ansinh.reports.references import new_reference

_NUMBER = re.compile(r"0*[1-9]\d{0,4}[a-z]?")
_TITLED = re.compile(r"(?:GS|PGS|TSKH|TS|ThS|Th\.S|CN|KS|Dr|Prof)\b\.?", re.I)


class FileJson(TypedDict):
    name: str
    sha256: str
    size: int


class DraftNotIssuedError(RefusedError):
    def __init__(self) -> None:
        super().__init__(
            _("A draft is not issued: it may hold figures that nobody has approved."),
            _("Have them approved, then issue without --draft."),
        )


class ContradictedError(RefusedError):
    def __init__(self, claims: Sequence[Checked]) -> None:
        super().__init__(
            _("The text claims what the figures contradict: {claims}", claims=Claims(claims)),
            _("Mend the text; or, if the program misreads it, issue it all the same with --accept-claims."),
        )


@dataclass(frozen=True)
class Claims:
    """Said one after the other: the words, and why not."""

    claims: Sequence[Checked]

    def text(self, language: Language | None = None) -> str:
        return " ".join(f"“{one.words}”. {one.message.text(language)}" for one in self.claims)


class NumberTakenError(ConflictError):
    """``issue`` None: by somebody whose entry is not seen yet."""

    def __init__(self, issue: Issue | None, printed: str, year: int) -> None:
        cause = (
            _(
                "The number {number} of {year} was given on {day} (reference {reference}).",
                number=printed,
                year=year,
                day=short_date(issue.day),
                reference=issue.made.reference,
            )
            if issue
            else _("The number {number} of {year} was given at this very moment.", number=printed, year=year)
        )
        super().__init__(
            cause, _("Take the next number of the register; `ansinh report archive` lists those that were given here.")
        )


class NumberUnreadableError(InputError):
    def __init__(self, number: str) -> None:
        super().__init__(
            _("“{number}” is not the number of a document.", number=number),
            _("Write the number alone, for instance 12 or 12a; its symbol comes from the outline."),
        )


class IssueDayError(InputError):
    def __init__(self, day: date, end: date) -> None:
        before = day < end
        cause = (
            _("The report is dated {day}, before its period ends ({end}).", day=short_date(day), end=short_date(end))
            if before
            else _("The report is dated {day}, a day that has not come yet.", day=short_date(day))
        )
        super().__init__(cause, _("Give the day on which it is signed: --date 2020-06-20."))


class SignerError(InputError):
    def __init__(self, signer: str) -> None:
        super().__init__(
            _("“{signer}” is not the name of a signer.", signer=signer),
            _("Write first and family name, without academic titles, as the decree has it (30/2020/NĐ-CP)."),
        )


@dataclass(frozen=True)
class Issued:
    issue: Issue
    contents: Mapping[str, bytes]  # by file name


def issue(recipe: Recipe, particulars: Particulars, *, by: str, store: Path, accept_claims: bool = False) -> Issued:
    """Compose, keep the bytes, enter it into the register: whole or not at all. Raises DraftNotIssuedError,
    NumberTakenError, NumberUnreadableError, IssueDayError, SignerError, and what compose does; ContradictedError for
    what the text claims against the figures, unless that is accepted."""
    actor = " ".join(unicodedata.normalize("NFC", by).split()).lower()
    if not actor:
        raise ActorError
    particulars = _checked(recipe, particulars)
    composed = compose(recipe, timezone.localtime(), particulars=particulars, reference=new_reference())
    if composed.content.draft:
        raise DraftNotIssuedError
    contradicted = () if accept_claims else contradicted_claims(composed.document, composed.content)
    if contradicted:
        raise ContradictedError(contradicted)
    row = _row(composed, particulars, actor)
    _refuse_taken(row)
    contents = {one.value: render(composed, one) for one in Format}
    row.files = {form: _kept(row, form, content, store) for form, content in contents.items()}
    _enter(row, composed, actor)
    return Issued(row, {row.files[form]["name"]: content for form, content in contents.items()})


def _checked(recipe: Recipe, particulars: Particulars) -> Particulars:
    if recipe.scope.draft:
        raise DraftNotIssuedError
    number = particulars.number.strip().lower()
    if not _NUMBER.fullmatch(number):
        raise NumberUnreadableError(particulars.number)
    if not recipe.period.end <= particulars.day <= timezone.localdate():
        raise IssueDayError(particulars.day, recipe.period.end)
    signer = " ".join(unicodedata.normalize("NFC", particulars.signer).split())
    if not _is_name(signer) or _TITLED.match(signer):
        raise SignerError(particulars.signer)
    return replace(particulars, number=register_number(number), signer=signer)


def _is_name(signer: str) -> bool:
    return all(word[:1].isupper() for word in signer.split() or [""]) and not any(one.isdigit() for one in signer)


def _row(composed: Composed, particulars: Particulars, actor: str) -> Issue:
    """The issuer as the register knows it: in Vietnamese, whatever language the report is in."""
    head, home = composed.document.letterhead, settings.ENVIRONMENT.home
    office = find_office(composed.content.unit, head.form, particulars.day, None, "vi", home=home)
    return Issue(
        issuer=" ".join(office.letterhead.issuer).upper(),
        number=particulars.number,
        symbol=head.symbol,
        year=particulars.day.year,
        day=particulars.day,
        signer=particulars.signer,
        actor=actor,
    )


def _same_number(row: Issue) -> Issue | None:
    same = Issue.objects.filter(issuer=row.issuer, symbol=row.symbol, year=row.year, number=row.number)
    return same.select_related("made").first()


def _refuse_taken(row: Issue) -> None:
    if taken := _same_number(row):
        raise NumberTakenError(taken, row.printed, row.year)


def _kept(row: Issue, form: str, content: bytes, store: Path) -> FileJson:
    """The bytes first: a row whose bytes are nowhere would be no archive; the reverse does no harm."""
    sha256 = hashlib.sha256(content).hexdigest()
    keep(content, store / f"{sha256}.{form}")
    return {"name": f"{safe_name(row)}.{form}", "sha256": sha256, "size": len(content)}


def safe_name(row: Issue) -> str:
    """12-BC-BHXH-2020: of letters, digits and hyphens alone, so that it is a name and never a path."""
    return re.sub(r"[^\w]+", "-", f"{row.printed}-{row.year}").strip("-_")


def _enter(row: Issue, composed: Composed, actor: str) -> None:
    try:
        with transaction.atomic():
            row.made = record_made(composed, by=actor)
            row.save(force_insert=True)
            record(
                by=actor,
                action="report.issued",
                subject=f"report {row.made.reference}",
                number=row.printed,
                year=row.year,
                files={form: kept["sha256"] for form, kept in row.files.items()},
            )
    except IntegrityError:
        raise NumberTakenError(_same_number(row), row.printed, row.year) from None
