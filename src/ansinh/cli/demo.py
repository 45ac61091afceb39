"""The demonstration: Cụm IV's workbooks to a report, in one command."""

import shutil
import sys
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from ansinh.cli.bilingual import command
from ansinh.cli.installation import prepare
from ansinh.cli.output import say
from ansinh.cli.reports import print_report
from ansinh.imports.actions import import_file
from ansinh.kernel.errors import RefusedError
from ansinh.kernel.language import current_language
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

# In the order in which an office would receive them.
WORKBOOKS = (
    "tuong-duong-2017-06.xlsx",
    "cum-iv-2019-05.xlsx",
    "dan-so-2020.xlsx",
    "ke-hoach-2020.xlsx",
    "nguong-thu-2020-05.xlsx",
    "cum-iv-2020-05.xlsx",
)
CLUSTER, MAY = "cum-iv-2020", Period.month(2020, 5)
DISTRICT, JUNE = "418", Period.month(2017, 6)


@command("demo", _("Load the examples of cluster IV and make its report."))
def demo() -> None:
    prepare()
    _refuse_other_data()
    for name in WORKBOOKS:
        _load(examples() / name)
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


def _load(workbook: Path) -> None:
    """Import, submit and approve; a file that is already there is left as it is, so that the demo can be run again."""
    try:
        imported = import_file(workbook, by=OFFICER, store=settings.ENVIRONMENT.files)
    except FileRepeatedError:
        say(_("{file}: already there.", file=workbook.name))
        return
    if imported.submission is None:
        return
    submit(by=OFFICER, submission=imported.submission)
    approve(by=APPROVER, submission=imported.submission)
    say(_("{file}: imported and approved, figures: {count}.", file=workbook.name, count=len(imported.reading.facts)))


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
