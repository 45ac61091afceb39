"""The pages about registers, made from the code: the lists taken in, the questions' manual, a snapshot's tables."""

import re
from collections.abc import Iterator, Sequence
from types import ModuleType

from ansinh.registers.schema import COLUMNS, REASONS, SOURCE_VERSION, WARNINGS
from ansinh.registers.snapshots.layout import PARTITIONS, SCHEMA_VERSION, TABLES
from tests.spec.register_questions import coverage, lapses, movement, outlook, uninsured
from tests.spec.register_questions.case import Case

QUESTIONS = """\
# What the questions to a register mean

Each case below is a test: it runs on every engine, in memory, on DuckDB and on Spark, and all must give this answer.
In the tables a person is a small number; an empty end is an open one.

"""
SNAPSHOT = f"""\
# A snapshot on disk

Version of the layout: `{SCHEMA_VERSION}`. A snapshot is a directory of Parquet files with a `datapackage.json`
([Frictionless data package](https://specs.frictionlessdata.io/data-package/)). Any tool that reads Parquet can use it.

The snapshot of a whole list stands alone. That of a change holds only what changed; its description names the snapshot
`before` it, and both are read together, with whatever is before that. In `status` and `later` the rows of all of them
are added up by their `weight`: a row that no longer holds stands again with −1; in `counts` the steps are. In `spells`
and `gone` what a later snapshot says of a person (of a person and scheme in `spells`) stands in place of what an
earlier one says, and who is `named` with an empty scheme is no longer gone. `rejected` is of each snapshot's own
lists.

A snapshot is never changed. One that was loaded by mistake gets a `withdrawn.json` beside its description, which says
who withdrew it, when and why: it is not asked any more.

"""

FILES = f"""\
# The lists that are taken in

Version of this schema: `{SOURCE_VERSION}`. A list is a Parquet file or a directory of them, CSV (also `.csv.gz`), or a
list in Excel. Columns are found by their headings, whatever the case, diacritics and punctuation: the name below, or
one of the others. A heading that is not known is an error that names it, in Excel and in CSV as officers save it a
column that is said to be unused. Values may be typed, as Parquet has them, or
text: dates as `2026-06-30`, `30/06/2026`, `30-06-2026`, `30.06.2026`, `20260630`.

A file needs one column at least that says who is meant: personal ID, BHXH number, name or card.

"""
TITLES = {"residents": "Residents", "spells": "Insurance: cards, times in BHXH and BHTN"}


def questions() -> Iterator[str]:
    yield from QUESTIONS.splitlines()
    for page in (coverage, uninsured, lapses, outlook, movement):
        yield from _question(page)


def _question(page: ModuleType) -> Iterator[str]:
    yield from (f"## {page.TITLE}", "", *page.TEXT.strip().splitlines(), "")
    for case in page.CASES:
        yield from _case(case)


def _case(case: Case) -> Iterator[str]:
    yield from (f"### {case.title}", "", case.text, "")
    yield from _given(f"Residents on {case.day}", case.residents)
    yield from _given("Spells of insurance", case.spells)
    for change in case.changes:
        yield from _given(f"Residents who changed, {change.day}", change.residents)
        yield from _given("Spells taken anew", change.spells)
    yield from (f"`{asked(case)}` gives:", "")
    yield from _table([case.columns(), *case.expected()])


def asked(case: Case) -> str:
    """As Python writes it, without what is the same as when nothing is said."""
    words = repr(case.question).replace("datetime.date(", "date(")
    words = re.sub(r"<(\w+)\.(\w+): '[^']*'>", r"\1.\2", words)
    return re.sub(r", (ages=\(0, 6, 15, 60\)|communes=frozenset\(\))", "", words)


def _given(title: str, table: str) -> Iterator[str]:
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    if rows:
        yield from (f"{title}:", "")
        yield from _table(rows)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield f"| {' | '.join(row)} |"
        if number == 0:
            yield f"|{'---|' * len(row)}"
    yield ""


def snapshot() -> Iterator[str]:
    yield from SNAPSHOT.splitlines()
    for name, columns in TABLES.items():
        partition = PARTITIONS.get(name)
        where = f"{name}/{partition}=…/*.parquet" if partition else f"{name}/*.parquet"
        yield from (f"## `{name}`", "", f"`{where}`", "")
        rows = [(f"`{one.name}`", one.type, one.meaning, "yes" if one.personal else "") for one in columns]
        yield from _table([("Column", "Type", "Meaning", "Identifies a person"), *rows])


def files() -> Iterator[str]:
    yield from FILES.splitlines()
    for register, columns in COLUMNS.items():
        yield from (f"## {TITLES[register]}", "")
        rows = [
            (f"`{one.name}`", one.type, one.meaning, "yes" if one.needed else "", ", ".join(one.headings))
            for one in columns
        ]
        yield from _table([("Column", "Type", "Meaning", "Must be there", "Also headed"), *rows])
    yield from ("## Why a line is not taken", "")
    yield from _table([("Code", "Meaning"), *((f"`{code}`", text.text("en")) for code, text in REASONS.items())])
    yield from ("## What is strange in a line that is taken", "")
    yield from _table([("Code", "Meaning"), *((f"`{code}`", text.text("en")) for code, text in WARNINGS.items())])
