"""The generated reference pages agree with the code: indicators, commands, settings, findings, registers.

python -m checks.reference [--write]     --write: make the pages anew
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

import click
import django

from checks import register_pages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.config.settings")
os.environ.setdefault("ANSINH_HOME", tempfile.gettempdir())  # nothing is read from it or written to it
django.setup()

from ansinh.cli.bilingual import Command, Group, Option  # noqa: E402
from ansinh.cli.exit_codes import MEANINGS  # noqa: E402
from ansinh.cli.main import COMMANDS, ansinh  # noqa: E402
from ansinh.config.environment import SETTINGS  # noqa: E402
from ansinh.imports.checks.meanings import meanings  # noqa: E402
from ansinh.imports.errors import Severity  # noqa: E402
from ansinh.indicators.catalogue import (  # noqa: E402
    Count,
    Direction,
    IndicatorDefinition,
    IndicatorType,
    Observed,
    Operand,
    Ratio,
    RollUp,
    Sum,
    catalogue,
)
from ansinh.kernel.language import Bilingual  # noqa: E402
from ansinh.kernel.measures import BaseUnit  # noqa: E402

ROOT = Path(__file__).parents[1]
MADE = "<!-- Made by `python -m checks.reference --write` from the code. Do not edit. -->"

TYPES = {
    IndicatorType.STOCK: "a level at a date",
    IndicatorType.FLOW: "accumulated within the year",
    IndicatorType.RATIO: "computed from other figures, never stored",
    IndicatorType.COUNT_OF_UNITS: "how many units reach the month's threshold, counted anew each time",
}
OBSERVATIONS = {
    Observed.AS_OF: "on the last day of the period",
    Observed.YEAR_TO_DATE: "from 1 January to the last day of the period",
    Observed.YEAR: "once a year",
    None: "not reported; computed",
}
DIRECTIONS = {
    Direction.HIGHER: "higher is better",
    Direction.LOWER: "lower is better",
    Direction.NEUTRAL: "neither is better; a denominator or a background figure",
}
ROLL_UPS = {
    RollUp.SUM: "the sum of the parts",
    RollUp.RATIO_OF_SUMS: "the ratio of the sums, never a mean of the parts' ratios",
    RollUp.RECOUNT: "counted anew over the parts",
}
SEVERITIES = {
    Severity.BLOCKS: Bilingual("chặn: chưa ghi nhận được", "the file cannot be recorded"),
    Severity.EXPLAIN: Bilingual(
        "giải trình: có thể đúng, nhưng phải giải trình mới được duyệt",
        "it can be true, but nobody approves it without an explanation",
    ),
    Severity.NOTE: Bilingual("ghi chú: không phải làm gì", "nothing has to be done"),
}
ARGUMENTS = {  # by name, or by command and name where they mean different things
    "username": "The name of an account, as `ansinh accounts list` shows it.",
    "accounts assign role": "A role: see [who may do what](../adr/0030-roles-and-scope.md).",
    "assignment": "The number of an assignment, as `ansinh accounts list` shows it.",
    "unit": "A unit: its code (`42`, `cum-iv-2020`), or its name with or without diacritics (`Hà Tĩnh`, `ha tinh`).",
    "indicator": "An indicator's id: see [Indicators](indicators.md).",
    "files": "One or more files: workbooks of figures (`.xlsx`, `.xls`, `.ods`, `.csv`), or tables (`.csv`) of units.",
    "names": "What is written: a name, with or without the areas around it (`P.4, Vị Thanh`), or a code.",
    "places outlines file": "A GeoJSON file of areas, each with its official code, in WGS84.",
    "report lint file": "A Word document (`.docx`), of ours or any other.",
    "report verify document": "A Word or PDF file of a report (`.docx`, `.pdf`).",
    "trace document": "A file of a report: `.docx`, `.pdf`, `.xlsx` or `.json`.",
    "number": "A number as the document prints it: `36,45%`.",
    "before": "The earlier report: its number (`5`, `05/BC-CTĐ`), its reference, or a file of it.",
    "after": "The later report, in the same way.",
    "issued": "The number of an issued report, with or without its symbol (`5`, `05/BC-CTĐ`), or its reference.",
    "reference": "The reference of a report, the number of an issued one, or a file of it.",
    "submission": "The number of a submission, as `ansinh submissions` lists it.",
    "name": "The name of a profile, as `ansinh profiles list` shows it.",
    "snapshot": "A register, as `ansinh register snapshots` names it (`2026-06-30`, `2026-06-30.2`); the latest when "
    "not given.",
    "commune": "A commune: its code (`31135`) or its name, with the areas around it where several bear it "
    "(`Ninh Kiều`, `Bình Thủy, Cần Thơ`).",
    "backup target": "The file to make; there must be none of this name.",
    "restore backup_file": "A file that `ansinh backup` made.",
    "earlier": "The earlier register, as `ansinh register snapshots` names it.",
    "later": "The later register, in the same way.",
    "register withdraw name": "The register, as `ansinh register snapshots` names it.",
}

INDICATORS = """\
# Indicators

The catalogue that comes with this version: `src/ansinh/indicators/catalogue.yaml`. The id is the one name of an
indicator, in commands, workbooks, JSON and code. The code (I01, I02, …) is the number in the branch's own practice,
for reference only. A document marked “recalled” was not checked against the original text: confirm it before you use
it in a decision.

"""
FINDINGS = """\
# Findings

Khi đọc một tệp, chương trình nêu từng ô có vấn đề: mức độ, nguyên nhân và cách xử lý.

What is found in a file names its cell, how much it matters, its cause and what to do. From where on a change, a plan or
a slip is asked about stands in `src/ansinh/imports/checks/thresholds.yaml`; which figures are parts of others, in the
[catalogue of indicators](indicators.md).

"""
COMMON = """\
# Commands

In the order of the work. `ansinh COMMAND --help` prints the same on the terminal, in Vietnamese unless `--lang en` is
given. `ansinh report UNIT …` is short for `ansinh report make UNIT …`. Dates are written day first (`31/5/2020`) or as
`2020-05-31`. Periods are written as `2020-05` (a month), `2020-Q2`, `2020-H1`, `2020-9M` (the first nine months),
`2020`, or as officers write them: `tháng 5 năm 2020`, `quý II/2020`.

## Every command

Every command takes these, and so does the program itself.

"""
SETTINGS_BEFORE = """\
# Settings

Settings are environment variables. They are read once, at the start. A wrong value is refused by name. So is a
variable that begins with `ANSINH_` and is not listed here: a misspelt setting is never ignored. `ansinh settings` lists
the values in use, without passwords.

"""
SETTINGS_AFTER = """\
Two options of every command come before the settings:

- `--home DIR` uses the ledger in that directory. It replaces `ANSINH_HOME`, and `DATABASE_URL` is not looked at.
- `--lang vi` or `--lang en` replaces `ANSINH_LANG` for one run.

How to use a PostgreSQL server: [how-to](../how-to/postgresql.md).
"""


def pages() -> Mapping[str, str]:
    """Path from the root of the project → text."""
    return {
        "docs/reference/indicators.md": _page(_indicators()),
        "docs/reference/commands.md": _page(_commands()),
        "docs/reference/settings.md": _page(_settings()),
        "docs/reference/findings.md": _page(_findings()),
        "docs/reference/register-files.md": _page(register_pages.files()),
        "docs/reference/register-questions.md": _page(register_pages.questions()),
        "docs/reference/register-snapshot.md": _page(register_pages.snapshot()),
    }


def faults(root: Path = ROOT) -> Iterator[str]:
    for name, text in pages().items():
        path = root / name
        if not path.exists():
            yield f"{name} is missing"
            continue
        lines = zip_longest(path.read_text(encoding="utf-8").splitlines(), text.splitlines())
        for number, (written, wanted) in enumerate(lines, 1):
            if written != wanted:
                yield f"{name}:{number}: is {written!r}, the code says {wanted!r}"
                break


def write(root: Path = ROOT) -> None:
    for name, text in pages().items():
        (root / name).write_text(text, encoding="utf-8")


def _page(lines: Iterator[str]) -> str:
    return "\n".join([MADE, "", *lines]) + "\n"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield "|" + "---|" * len(headings)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def _indicators() -> Iterator[str]:
    found = list(catalogue().indicators.values())
    yield from INDICATORS.splitlines()
    rows = [
        (f"[`{one.id}`](#{one.id})", one.code, one.type.value, one.display.vi, one.name.vi, one.name.en)
        for one in found
    ]
    yield from _table(("Indicator", "Code", "Type", "Unit", "Tên", "Name"), rows)
    for one in found:
        yield from (f"## `{one.id}`", "", f"**{one.name.vi}.** {one.name.en}.", "")
        yield from _table(("", ""), _described(one))


def _described(one: IndicatorDefinition) -> list[tuple[str, str]]:
    observed = OBSERVATIONS[one.observed]
    ends = one.valid_to.isoformat() if one.valid_to else "still in force"
    return [
        ("Code", one.code or "none"),
        ("Short name", _both(one.short)),
        ("Type", f"`{one.type}`: {TYPES[one.type]}"),
        ("Observed", f"`{one.observed}`: {observed}" if one.observed else observed),
        ("Formula", _formula(one)),
        ("Kept in", f"`{one.unit.value}`, {_decimals(one.unit.scale)}" if one.reported else "not kept"),
        ("Printed in", f"{_both(Bilingual(one.display.vi, one.display.en))}, {_decimals(one.decimals)}"),
        *_limits(one),
        ("Direction", f"`{one.direction}`: {DIRECTIONS[one.direction]}"),
        ("Of a whole", f"`{one.roll_up}`: {ROLL_UPS[one.roll_up]}"),
        ("In force", f"from {one.valid_from.isoformat()}, {ends}"),
        ("Law", "<br>".join(f"from {ground.since.isoformat()}: {ground.document}" for ground in one.law)),
    ]


def _limits(one: IndicatorDefinition) -> Iterator[tuple[str, str]]:
    """How it is checked beside other figures."""
    if one.at_most:
        yield ("Never more than", _operand(Operand(one.at_most)))
    if one.usually_at_most:
        yield ("Hardly ever more than", _operand(Operand(one.usually_at_most)))
    if one.share:
        yield ("A share", "over 100 % only for a reason")


def _formula(one: IndicatorDefinition) -> str:
    match one.formula:
        case Ratio(numerator, denominator):
            factor = " × 100" if one.unit is BaseUnit.PERCENT else ""
            return f"{_operand(numerator)} / {_operand(denominator)}{factor}"
        case Sum(terms):
            return f"{' + '.join(_operand(term) for term in terms)}, where it is not reported itself"
        case Count(indicator):
            return f"units whose {_operand(Operand(indicator))} is at or over its threshold"
    return "none"


def _operand(operand: Operand) -> str:
    link = f"[`{operand.indicator}`](#{operand.indicator})"
    return f"the year's target of {link}" if operand.target else link


def _both(text: Bilingual) -> str:
    return text.vi if text.vi == text.en else f"{text.vi} ({text.en})"


def _decimals(count: int) -> str:
    return {0: "no decimals", 1: "1 decimal"}.get(count, f"{count} decimals")


def _findings() -> Iterator[str]:
    yield from FINDINGS.splitlines()
    rows = [(f"`{severity}`", said.vi, said.en) for severity, said in SEVERITIES.items()]
    yield from _table(("Severity", "Mức độ", "Meaning"), rows)
    for check, one in meanings().items():
        yield from (f"## `{check}`", "", f"**{one.meaning.vi}.** {one.meaning.en}.", "")
        described = [
            ("Severity", ", ".join(f"`{severity}`" for severity in one.severities)),
            ("Ví dụ", one.example.vi),
            ("Example", one.example.en),
            ("Xử lý", one.remedy.vi),
            ("Remedy", one.remedy.en),
        ]
        yield from _table(("", ""), described)


def _commands() -> Iterator[str]:
    yield from COMMON.splitlines()
    common = [one for one in ansinh.params if isinstance(one, Option) and one.name != "version"]
    alone = [one for one in ansinh.params if isinstance(one, Option) and one.name == "version"]
    program = click.Context(ansinh, info_name="ansinh")
    yield from _options(program, common, helps=True)
    yield from ("The program alone, without a command:", "")
    yield from _options(program, alone)
    for command in COMMANDS.values():
        yield from _group(command) if isinstance(command, Group) else _command(command, str(command.name))
    yield from ("## Exit codes", "", "The program ends with one of these numbers.", "")
    yield from _table(("Code", "Meaning"), [(str(code), said.text("en")) for code, said in MEANINGS.items()])


def _group(group: Group) -> Iterator[str]:
    yield from (f"## `ansinh {group.name}`", "", group.says.text("en"), "")
    for command in group.commands.values():
        if isinstance(command, Command):
            yield from _command(command, f"{group.name} {command.name}")


def _command(command: Command, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=command.name)
    yield from (f"## `ansinh {name}`", "", command.says.text("en"), "")
    yield from ("```", " ".join(("ansinh", name, *command.collect_usage_pieces(context))), "```", "")
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    if arguments:
        rows = [(f"`{one.make_metavar(context)}`", _argument(name, str(one.name))) for one in arguments]
        yield from _table(("Argument", "Meaning"), rows)
    common = {one.name for one in ansinh.params}
    own = [one for one in command.params if isinstance(one, Option) and one.name not in common]
    if own:
        yield from _options(context, own)


def _argument(command: str, name: str) -> str:
    return ARGUMENTS.get(f"{command} {name}") or ARGUMENTS[name]


def _options(context: click.Context, options: Sequence[Option], *, helps: bool = False) -> Iterator[str]:
    rows = [
        (f"`{', '.join(one.opts)}{'' if one.is_flag else ' ' + one.make_metavar(context)}`", _meaning(one))
        for one in options
    ]
    if helps:
        rows.append((f"`{', '.join(ansinh.context_settings['help_option_names'])}`", "Show the help and exit."))
    yield from _table(("Option", "Meaning"), rows)


def _meaning(option: Option) -> str:
    more = []
    if option.required:
        more.append("Required.")
    if option.multiple:
        more.append("May be given several times.")
    if option.show_default:
        more.append(f"Default: `{option.default}`.")
    return " ".join((option.says.text("en"), *more))


def _settings() -> Iterator[str]:
    yield from SETTINGS_BEFORE.splitlines()
    rows = [(f"`{one.name}`", one.purpose.text("en"), one.default.text("en")) for one in SETTINGS]
    yield from _table(("Setting", "Purpose", "When not given"), rows)
    yield from SETTINGS_AFTER.splitlines()


def main() -> int:
    if "--write" in sys.argv:
        write()
    found = list(faults())
    for fault in found:
        print(fault)
    advice = "; make the pages anew with: python -m checks.reference --write" if found else ""
    print(f"reference: {len(found)} pages differ from the code{advice}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
