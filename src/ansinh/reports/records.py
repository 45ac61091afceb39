"""Reports made and issued, found again: by reference, by number, by a file of theirs."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from ansinh.kernel.errors import InputError, NotFoundError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import short_date
from ansinh.ledger.reads import Ledger
from ansinh.reports.kept import Kept, unpack
from ansinh.reports.models import Issue, Made
from ansinh.reports.reading import DocumentFile, FileKind, read_document
from ansinh.reports.recipe import Recipe
from ansinh.reports.references import references_in

SHOWN = 10  # numbers named in an error


class MadeUnknownError(NotFoundError):
    def __init__(self, written: str) -> None:
        super().__init__(
            _("No report is known by “{written}”.", written=written),
            _("Give a file that Ansinh made, its reference, or the number of an issued one: ansinh report archive."),
        )


class NumberUnclearError(InputError):
    def __init__(self, written: str, issues: list[Issue]) -> None:
        super().__init__(
            _("Several issued reports have the number {written}.", written=written),
            _(
                "Give the reference of one: {references}.",
                references="; ".join(f"{one.made.reference} ({one})" for one in issues[:SHOWN]),
            ),
        )


@dataclass(frozen=True)
class Record:
    """A report that was made, as it was recorded."""

    made: Made

    @cached_property
    def recipe(self) -> Recipe:
        return Recipe.from_json(self.made.recipe)

    @cached_property
    def kept(self) -> Kept:
        return unpack(bytes(self.made.printed))

    @property
    def reference(self) -> str:
        return self.made.reference

    @property
    def asked_again(self) -> Recipe:
        """The same question about what the ledger knew when it was made."""
        asked = self.recipe.scope.recorded_by
        return self.recipe.as_recorded_by(min(filter(None, (asked, self.made_at))))

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.asked_again.scope)

    @property
    def made_at(self) -> datetime:
        moment: datetime = self.made.made_at
        return moment

    @property
    def title(self) -> Message:
        """For people: unit, period, and its number if it has one."""
        unit, period = self.recipe.find_unit(), self.recipe.period
        issue = self.issue
        if issue is None:
            return _("{reference} ({unit}, {period})", reference=self.reference, unit=unit, period=period)
        return _(
            "{number} of {day} ({unit}, {period})",
            number=issue.printed,
            day=short_date(issue.day),
            unit=unit,
            period=period,
        )

    @property
    def issue(self) -> Issue | None:
        return Issue.objects.filter(made=self.made).first()


def record_of(document: DocumentFile) -> Record | None:
    """Of a file; None of one that is not known here."""
    made = {one.reference: one for one in Made.objects.filter(reference__in=document.references)}
    return next((Record(made[reference]) for reference in document.references if reference in made), None)


def find_record(written: str) -> Record:
    """By reference, by an issued number ("12", "12/BC-BHXH"), or by a file. Raises MadeUnknownError,
    NumberUnclearError."""
    path = Path(written)
    if path.suffix.lower().lstrip(".") in set(FileKind) and path.exists():
        record = record_of(read_document(path, *FileKind))
        if record is None:
            raise MadeUnknownError(path.name)
        return record
    reference = next(iter(references_in(written.strip().upper())), "")
    made = Made.objects.filter(reference=reference).first() if reference else None
    return Record(made or find_issue(written).made)


def find_issue(written: str) -> Issue:
    """By number, with or without its symbol, or by reference. Raises MadeUnknownError, NumberUnclearError."""
    wanted = written.strip()
    issued = Issue.objects.select_related("made").order_by("-pk")
    found = list(issued.filter(made__reference=wanted.upper()))
    if not found:
        number, _slash, symbol = wanted.partition("/")
        found = list(issued.filter(number=register_number(number), **({"symbol__iexact": symbol} if symbol else {})))
    if not found:
        raise MadeUnknownError(wanted)
    if len(found) > 1:
        raise NumberUnclearError(wanted, found)
    return found[0]


def register_number(written: str) -> str:
    """As the register knows it: "05" is 5, "12A" is 12a."""
    return written.strip().lower().lstrip("0")
