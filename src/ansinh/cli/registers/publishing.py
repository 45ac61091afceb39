"""`ansinh register publish | reconcile`: the register's counts into the ledger, and reported figures beside them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from django.conf import settings

from ansinh.cli.bilingual import BY, command, option
from ansinh.cli.installation import ready
from ansinh.cli.output import CSV, JSON, TABLE, Heading, format_option, print_json, print_table, say
from ansinh.cli.registers.asking import ENGINE, MEMORY, NAMED, chosen, duck_engine, engine_of, registers
from ansinh.cli.registers.files import EXPORT, check_name, hand_out
from ansinh.cli.registers.progress import progress
from ansinh.cli.registers.sheets import Column, Sheet, Signed, Word, printed
from ansinh.cli.registers.words import SCHEMES
from ansinh.cli.scope import SCOPE, read_scope
from ansinh.imports.errors import Finding
from ansinh.kernel.language import Message, capital
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import parse_date, short_date
from ansinh.ledger.models import State
from ansinh.ledger.submissions import find_submission, states_of
from ansinh.places.finding import find_unit
from ansinh.places.models import Level
from ansinh.registers.records import SCHEMES as FOUR
from ansinh.registers.records import Scheme
from ansinh.reviews.publishing import USUAL, Published, count
from ansinh.reviews.publishing import publish as record_counts
from ansinh.reviews.reconciling import Reconciliation
from ansinh.reviews.reconciling import reconcile as bridge_to_register

STEPS = ("not_as_reported", "second_cards", "unlisted", "living_elsewhere", "issued_elsewhere", "issued_somewhere")
"""Names for programs of the steps of a reconciliation, in their order."""


@command("publish", _("Bring the register's counts into the ledger: a submission, checked and traced as any other."))
@click.argument("unit")
@NAMED
@option("--indicators", metavar="IDS", says=_("Indicator ids, separated by commas; all that can be counted."))
@option("--whole", is_flag=True, says=_("Of the unit itself, not of its parts."))
@option("--check", is_flag=True, says=_("Only check; record nothing."))
@option("--corrects", type=int, metavar="N", says=_("The submission that this one corrects."))
@option("--reason", default="", metavar="TEXT", says=_("Why it is corrected."))
@BY
@ENGINE
@format_option(TABLE, JSON)
def publish(
    unit: str,
    snapshot: str | None,
    indicators: str | None,
    whole: bool,
    check: bool,
    corrects: int | None,
    reason: str,
    by: str,
    form: str,
    **options: Any,
) -> None:
    ready()
    asked = registers().snapshot(snapshot)
    wanted = chosen(indicators, {one: one for one in USUAL}) if indicators else USUAL
    with progress(_("Counting"), brief=True), engine_of(asked, **options) as engine:
        counted = count(asked, engine, find_unit(unit, asked.as_of), indicators=wanted, whole=whole)
    done = record_counts(
        counted,
        by=by,
        store=settings.ENVIRONMENT.files,
        corrects=find_submission(corrects) if corrects else None,
        reason=reason,
        check_only=check,
    )
    if form == JSON:
        print_json(_published_json(done))
    else:
        _print_published(done)


def _print_published(done: Published) -> None:
    file, figures = done.imported.file.name, len(done.imported.facts)
    if done.counted.nobody_in:
        say(
            _(
                "Communes in which the register has no resident, and of which nothing is reported: {count}.",
                count=printed(len(done.counted.nobody_in)),
            )
        )
    if done.submission is None:
        say(_("{file}: nothing to mend, figures: {count}.", file=file, count=figures))
    elif states_of([done.submission.pk])[done.submission.pk] is State.DRAFT:
        say(
            _(
                "{file}: submission {number}, figures: {count}. It is a draft until the findings below are explained:"
                " ansinh explain {number} --all --text “…” --by NAME",
                file=file,
                number=done.submission.pk,
                count=figures,
            )
        )
    else:
        say(
            _(
                "{file}: submission {number}, figures: {count}. Next: ansinh submit {number} --by NAME",
                file=file,
                number=done.submission.pk,
                count=figures,
            )
        )
    _print_findings(done.imported.findings)


def _print_findings(findings: Sequence[Finding]) -> None:
    headings = (_("Cell"), _("What is wrong"), _("What to do"))
    if findings:
        print_table(
            [Heading(str(heading)) for heading in headings],
            [(one.place, str(one.cause), str(one.remedy)) for one in findings],
        )


def _published_json(done: Published) -> dict[str, object]:
    return {
        "submission": done.submission.pk if done.submission else None,
        "file": done.imported.file.name,
        "document": done.imported.reading.document,
        "figures": len(done.imported.facts),
        "communes_without_residents": [one.code for one in done.counted.nobody_in],
        "findings": [{"cell": one.place, "cause": one.cause.text()} for one in done.imported.findings],
    }


@command("reconcile", _("A reported number of the insured beside the register, difference by difference."))
@click.argument("unit")
@NAMED
@option(
    "--scheme",
    type=click.Choice([one.value for one in FOUR]),
    default=Scheme.BHYT.value,
    show_default=True,
    says=_("The insurance that was reported."),
)
@option("--at", metavar="DATE", says=_("The day of the reported figure; the register's own when not given."))
@SCOPE
@MEMORY
@EXPORT
@format_option(TABLE, JSON, CSV)
def reconcile(
    unit: str,
    snapshot: str | None,
    scheme: str,
    at: str | None,
    memory: float,
    form: str,
    export: Path | None,
    **scope: Any,
) -> None:
    ready()
    if export:
        check_name(export)
    asked = registers().snapshot(snapshot)
    with progress(_("Counting"), brief=True), duck_engine(asked, memory=memory) as engine:
        found = bridge_to_register(
            engine,
            find_unit(unit, asked.as_of),
            Scheme(scheme),
            day=parse_date(at) if at else None,
            scope=read_scope(scope),
        )
    hand_out(_bridge(found), form, export=export)


def _bridge(found: Reconciliation) -> Sheet:
    """From the reported number to the residents insured."""
    submissions = ", ".join(map(str, found.submissions))
    reported = Word("reported", _("reported (submission {number})", number=submissions))
    residents = Word(
        "residents_insured",
        _("residents insured by the register, wherever their card was issued")
        if found.scheme is Scheme.BHYT
        else _("residents insured by the register, wherever their insurance is recorded"),
    )
    steps = [(Word(name, step.cause), Signed(step.persons)) for name, step in zip(STEPS, found.steps, strict=True)]
    return Sheet(
        columns=(Column("what", _("Step"), width=60), Column("persons", _("Count"), right=True)),
        rows=[(reported, found.bridge.reported), *steps, (residents, found.bridge.counted.insured_residents)],
        title=_(
            "{scheme} on {day}: {unit}, reported and by the register",
            scheme=capital(SCHEMES[found.scheme].text()),
            day=short_date(found.day),
            unit=found.unit.text(),
        ),
        notes=[_counted_here(found), _what_is_here(found)],
        facts={
            "unit": found.unit.code,
            "scheme": found.scheme.value,
            "day": found.day.isoformat(),
            "submissions": list(found.submissions),
            "issuers": None if found.issuers is None else sorted(found.issuers),
        },
    )


def _counted_here(found: Reconciliation) -> Message:
    count = printed(found.bridge.counted.cards)
    if found.scheme is Scheme.BHYT:
        return _("Cards issued here, by the register: {count}.", count=count)
    return _("Times of insurance recorded here, by the register: {count}.", count=count)


def _what_is_here(found: Reconciliation) -> Message:
    if found.issuers is None:
        return _("Here: places of issue do not tell which these are; all of the unit's residents are taken.")
    if found.unit.level == Level.COUNTRY:
        return _("Here: a place of issue is given, whichever it is.")
    return _("Here: the place of issue is {codes} in the list of 63 provinces.", codes=", ".join(sorted(found.issuers)))
