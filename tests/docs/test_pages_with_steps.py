"""Tutorial and how-to pages are true: their commands run in their order, their tables are typed into the forms, their
outputs appear."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter

from ansinh.imports.files.reading import read_file, read_workbook

DOCS = Path(__file__).parents[2] / "docs"
PAGES = (
    "tutorial.md",
    "how-to/2025-reform.md",
    "how-to/audit.md",
    "how-to/backup.md",
    "how-to/files-as-sent.md",
    "how-to/issue-and-verify.md",
    "how-to/life-of-a-submission.md",
    "how-to/register-review.md",
    "how-to/reports.md",
)
END = "--- end of block, status"
CELL = re.compile(r"\| ([A-Z]+\d+) \| (.+?) \|")


@dataclass(frozen=True)
class Step:
    """``line``: of the page. A block of commands with its expected output, or cells to type into a workbook."""

    line: int
    commands: str = ""
    output: str = ""
    workbook: str = ""
    cells: tuple[tuple[str, str], ...] = ()


def steps(text: str) -> Iterator[Step]:
    """Blocks marked ``sh``, each with the block marked ``text`` that follows it, and tables of cells."""
    for match in re.finditer(
        r"^```sh\n(?P<commands>.*?)^```(?:\n+```text\n(?P<output>.*?)^```)?|(?P<table>^\| Cell \| .*?\n\n)",
        text,
        flags=re.MULTILINE | re.DOTALL,
    ):
        line = text.count("\n", 0, match.start()) + 1
        if match["commands"]:
            yield Step(line, match["commands"], match["output"] or "")
        else:
            named = re.findall(r"`([^`]+\.xlsx)`", text[: match.start()])
            yield Step(line, workbook=named[-1], cells=tuple(CELL.findall(match["table"])))


@pytest.fixture
def shell(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """One shell for all blocks, so that what one exports the next one sees."""
    programs = Path(sys.executable).parent
    with subprocess.Popen(
        ["bash", "--noprofile", "--norc"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=tmp_path,
        env={"PATH": f"{programs}:/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
    ) as bash:
        yield bash
        assert bash.stdin
        bash.stdin.close()


def run(shell: "subprocess.Popen[str]", commands: str) -> tuple[str, int]:
    assert shell.stdin
    assert shell.stdout
    shell.stdin.write(f'{commands}\necho "{END} $?"\n')
    shell.stdin.flush()
    said = ""
    for line in shell.stdout:
        if line.startswith(END):
            return said, int(line.removeprefix(END))
        said += line
    raise AssertionError(f"the shell ended:\n{said}")


@pytest.mark.parametrize("page", PAGES)
def test_every_step_of_the_page_does_what_it_says(page: str, shell: "subprocess.Popen[str]", tmp_path: Path) -> None:
    for step in steps((DOCS / page).read_text(encoding="utf-8")):
        if step.workbook:
            type_in(tmp_path / step.workbook, dict(step.cells))
            continue
        said, status = run(shell, step.commands)
        expected = re.search(r"# exit code (\d+)", step.commands)
        assert status == int(expected[1] if expected else 0), f"line {step.line}: exit {status}\n{said}"
        check_output(step, said)


def check_output(step: Step, said: str) -> None:
    """Each line of the page's output was printed, in this order, whatever the spaces; … stands for anything."""
    printed = [" ".join(line.split()) for line in said.splitlines()]
    for line in filter(str.strip, step.output.splitlines()):
        pattern = ".*".join(map(re.escape, " ".join(line.split()).split("…")))
        place = next((place for place, one in enumerate(printed) if re.fullmatch(pattern, one)), None)
        assert place is not None, f"line {step.line}: not printed (in this order): {line}\n\n{said}"
        printed = printed[place + 1 :]


def type_in(path: Path, cells: Mapping[str, str]) -> None:
    """What a person does in a spreadsheet program: a figure becomes a number, anything else stays text."""
    sheets = {sheet.name: sheet.rows for sheet in read_workbook(read_file(path)).sheets}
    assert len(sheets) == 1, "cells are typed into forms of one sheet only"
    assert cells
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for row, line in enumerate(rows):
                for column, value in enumerate(line):
                    page.write(row, column, value)
            for cell, text in cells.items():
                page.write(cell, as_typed(text))


def as_typed(text: str) -> str | float:
    """A spreadsheet set to Vietnamese reads 1.270,8 as a number."""
    if re.fullmatch(r"\d{1,3}(\.\d{3})*(,\d+)?", text):
        return float(text.replace(".", "").replace(",", "."))
    return text
