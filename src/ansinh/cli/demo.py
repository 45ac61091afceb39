"""The demonstration: Cụm IV's workbooks, nine of them as nine provinces send them, to a report, in one command."""

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from ansinh.cli.bilingual import command
from ansinh.cli.installation import prepare
from ansinh.cli.output import say
from ansinh.cli.reports import print_report
from ansinh.imports.actions import Imported, import_file
from ansinh.imports.errors import Severity
from ansinh.imports.layout.answers import NO_ANSWERS, Answers
from ansinh.imports.outcome import QuestionsError
from ansinh.kernel.errors import RefusedError
from ansinh.kernel.language import Message, current_language
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period
from ansinh.ledger.actions import approve, submit
from ansinh.ledger.errors import FileRepeatedError
from ansinh.ledger.facts import Scope
from ansinh.ledger.reads import submissions
from ansinh.places.finding import find_unit
from ansinh.reports.actions import Format, make_report
from ansinh.reports.gather import gather

OFFICER, APPROVER = "demo-officer", "demo-approver"


@dataclass(frozen=True)
class Example:
    """A file of the demonstration. ``what``: its layout and what is ugly about it; None for a form. ``answers``: to
    what it leaves open. ``explanations``: cell → why it is right."""

    file: str
    what: Message | None = None
    answers: Answers = NO_ANSWERS
    explanations: Mapping[str, str] = field(default_factory=dict)


# In the order in which an office would receive them.
EXAMPLES = (
    Example("tuong-duong-2017-06.xlsx"),
    Example("cum-iv-2019-05.xlsx"),
    Example("dan-so-2020.xlsx"),
    Example("ke-hoach-2020.xlsx"),
    Example("nguong-thu-2020-05.xlsx"),
    Example(
        "Phu Yen bao cao T5.xlsx",
        _("districts, header of three rows, hidden column"),
    ),
    Example("BDinh_5T_2020.xls", _("VNI fonts, one wide row, last year beside it")),
    Example("quang-ngai-thang-5.csv", _("semicolons, decimal commas, Windows-1258")),
    Example("BC QUANG NAM T5.xlsx", _("plan in triệu above, result in tỷ below")),
    Example("DaNang_gui lai.xlsx", _("numbers as text, four ways; a hidden sheet")),
    Example("thua-thien-hue 5.2020.ods", _("decomposed Unicode, two tables")),
    Example(
        "QTRI_052020.csv",
        _("TCVN3, a header that only its program knows"),
        answers=Answers(lines={"Thẻ còn hạn": "participants_bhyt"}),
    ),
    Example(
        "QB-T5.xls",
        _(".VnTime, total above the districts, typed too early"),
        explanations={"TH T5!E9": "Dòng toàn tỉnh chốt trước khi Lệ Thủy gửi bổ sung 12 người; số từng huyện là đúng."},
    ),
    Example("Ha Tinh bao cao T5.2020.xlsx", _("indicators in rows, merged cells, plan and %")),
)
WORKBOOKS = tuple(example.file for example in EXAMPLES)
CLUSTER, MAY = "cum-iv-2020", Period.month(2020, 5)
DISTRICT, JUNE = "418", Period.month(2017, 6)


@command("demo", _("Load the examples of cluster IV and make its report."))
def demo() -> None:
    prepare()
    _refuse_other_data()
    for example in EXAMPLES:
        _load(example)
    reports = settings.ENVIRONMENT.home / "reports"
    say("")
    written = [
        *_report(CLUSTER, MAY, reports, on_screen=True),
        *_report(DISTRICT, JUNE, reports, on_screen=False),
    ]
    say(f"\n{_('The reports are in:')}")
    for path in written:
        say(f"  {path}")
    _say_what_next()


def examples() -> Path:
    """The example workbooks: in the installed package, or beside the sources."""
    installed = Path(str(files("ansinh") / "examples"))
    return installed if installed.exists() else Path(__file__).parents[3] / "examples"


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


def _report(code: str, period: Period, directory: Path, *, on_screen: bool) -> tuple[Path, ...]:
    content = gather(find_unit(code, period.end), period, Scope(), made_at=timezone.localtime())
    if on_screen:
        print_report(content)
    return make_report(content, list(Format), directory, language=current_language())


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
        f"{ansinh} compare {CLUSTER} collections --period {MAY.iso} --against same-period,plan,threshold --home {home}",
        f"{ansinh} compare 42 collections --period {MAY.iso} --against plan --format json --home {home}",
        f"{ansinh} places history {CLUSTER} --home {home}",
        f"{ansinh} submissions --home {home}",
        f"{ansinh} template {CLUSTER} --period 2020-06 -o 2020-06.xlsx --home {home}",
    ):
        say(f"  {line}")
