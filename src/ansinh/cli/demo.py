"""The demonstration: Cụm IV's workbooks, nine of them as nine provinces send them, to three reports, and the review of
an invented register, in one command."""

import shutil
import sys
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from ansinh.cli.bilingual import command, option
from ansinh.cli.demo_cast import APPROVER, OFFICER, invite_cast
from ansinh.cli.demo_register import refuse_other_register, review_register, what_next
from ansinh.cli.examples import (
    CLUSTER,
    DISTRICT,
    EXAMPLES,
    JUNE,
    MAY,
    REPORTS,
    WORKBOOKS,
    Example,
    ReportExample,
    examples,
)
from ansinh.cli.installation import prepare
from ansinh.cli.output import say
from ansinh.cli.reports.making import print_document
from ansinh.cli.serve import LOOPBACK, PORT, serve_on
from ansinh.imports.actions import Imported, import_file
from ansinh.imports.errors import Severity
from ansinh.imports.layout.answers import NO_ANSWERS, Answers
from ansinh.imports.outcome import QuestionsError
from ansinh.kernel.errors import RefusedError
from ansinh.kernel.language import current_language
from ansinh.kernel.language import message as _
from ansinh.ledger.actions import approve, submit
from ansinh.ledger.errors import FileRepeatedError
from ansinh.ledger.submissions import submissions
from ansinh.places.finding import find_unit
from ansinh.reports.letterheads import OWN_FILE
from ansinh.reports.making import Format, MadeReport, make_report, usual_outline
from ansinh.reports.recipe import Recipe


@command("demo", _("Load the examples, make three reports, review a register."))
@option(
    "--serve/--no-serve",
    "wanted",
    default=None,
    says=_("Serve the pages in the end. Usually only when a person is at the terminal."),
)
def demo(wanted: bool | None) -> None:
    prepare()
    _refuse_other_data()
    refuse_other_register()
    for example in EXAMPLES:
        _load(example)
    _describe_offices()
    invite_cast()
    directory = settings.ENVIRONMENT.home / "reports"
    made = [_make(example, directory) for example in REPORTS]
    say("")
    print_document(made[0].composed.document)
    say(f"\n{_('The reports are in:')}")
    for report in made:
        for path in report.paths:
            say(f"  {path}")
    review_register()
    _say_what_next()
    if wanted or (wanted is None and sys.stdin.isatty() and sys.stdout.isatty()):
        serve_on(LOOPBACK, PORT)


def _refuse_other_data() -> None:
    """Invented figures must never mix with real ones."""
    others = [line for line in submissions() if line.submission.file_name not in WORKBOOKS]
    if others:
        raise RefusedError(
            _("This ledger holds other figures than the demonstration's: {home}.", home=settings.ENVIRONMENT.home),
            _("Keep the demonstration apart: ansinh demo --home DIRECTORY."),
        )


def _load(example: Example) -> None:
    """Import, submit and approve; a file that is already there is left as it is, so that the demo can be run again."""
    try:
        imported = _import(example)
    except FileRepeatedError:
        say(_("{file}: already there.", file=example.file))
        return
    if imported.submission is None:
        return
    submit(by=OFFICER, submission=imported.submission)
    approve(by=APPROVER, submission=imported.submission)
    _say_what_came_in(example, imported)


def _import(example: Example) -> Imported:
    """As an officer does: first without an answer; then with the one to what was asked."""
    try:
        return _import_with(example, NO_ANSWERS)
    except QuestionsError as error:
        for question in error.questions:
            say(f"{example.file}: {question.said()}")
        for line, answer in example.answers.lines.items():
            say(f"  {_('Answered: {line} = {answer}.', line=line, answer=answer)}")
        return _import_with(example, example.answers)


def _import_with(example: Example, answers: Answers) -> Imported:
    return import_file(
        examples() / example.file,
        by=OFFICER,
        store=settings.ENVIRONMENT.files,
        answers=answers,
        known=settings.ENVIRONMENT.profiles,
        explanations=example.explanations,
    )


def _say_what_came_in(example: Example, imported: Imported) -> None:
    count = len(imported.facts)
    if example.what is None:
        say(_("{file}: imported and approved, figures: {count}.", file=example.file, count=count))
        return
    notes = sum(finding.severity is Severity.NOTE for finding in imported.findings)
    say(
        _(
            "{file} ({what}): imported and approved, figures: {count}, notes: {notes}.",
            file=example.file,
            what=example.what,
            count=count,
            notes=notes,
        )
    )
    if imported.kept:
        say(f"  {_('The answer is kept for the next file of this layout, as “{name}”.', name=imported.kept)}")
    for finding in imported.findings:
        if finding.severity is Severity.EXPLAIN:
            why = example.explanations[finding.place]
            say(f"  {finding.place}: {_('{finding} Explained: {why}', finding=finding.cause, why=why)}")


def _make(example: ReportExample, directory: Path) -> MadeReport:
    unit = find_unit(example.unit, example.period.end)
    recipe = Recipe(
        unit=unit.code,
        period=example.period,
        outline=usual_outline(unit, example.years),
        language=current_language(),
        years=example.years,
        about=example.about,
        text=(examples() / example.text).read_text(encoding="utf-8"),
    )
    return make_report(recipe, list(Format), directory, made_at=timezone.localtime())


def _describe_offices() -> None:
    """Who signs: made up for the demonstration; what an office wrote there itself is left alone."""
    own = settings.ENVIRONMENT.home / OWN_FILE
    if not own.exists():
        shutil.copyfile(examples() / OWN_FILE, own)


def _program() -> str:
    """As it can be typed here: by its path, where it is not on the PATH (`make demo`)."""
    if shutil.which("ansinh"):
        return "ansinh"
    path = Path(sys.argv[0])
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _say_what_next() -> None:
    home, ansinh = settings.ENVIRONMENT.home, _program()
    say(f"\n{_('What to try next:')}")
    for line in (
        f"{ansinh} report {DISTRICT} --period {JUNE.iso} --home {home}",
        f"{ansinh} report lint {home}/reports/{CLUSTER}-{MAY.iso}.docx --home {home}",
        f"{ansinh} report verify {home}/reports/{CLUSTER}-{MAY.iso}.pdf --home {home}",
        f'{ansinh} trace {home}/reports/{CLUSTER}-{MAY.iso}.docx "36,45%" --home {home}',
        f"{ansinh} compare {CLUSTER} collections --period {MAY.iso} --against same-period,plan,threshold --home {home}",
        f"{ansinh} compare 42 collections --period {MAY.iso} --against plan --format json --home {home}",
        f"{ansinh} places history {CLUSTER} --home {home}",
        f"{ansinh} submissions --home {home}",
        f"{ansinh} template {CLUSTER} --period 2020-06 -o 2020-06.xlsx --home {home}",
        *what_next(ansinh),
    ):
        say(f"  {line}")
