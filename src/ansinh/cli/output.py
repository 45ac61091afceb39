"""What commands print: tables for people, JSON and CSV for programs."""

import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ansinh.cli.bilingual import Decorator, option
from ansinh.kernel.language import message as _

NOT_A_TERMINAL_WIDTH = 200  # in a file or a pipe nothing is cut off

TABLE, JSON, CSV = "table", "json", "csv"


def format_option(*formats: str) -> Decorator:
    return option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        says=_("How to print it."),
    )


@dataclass(frozen=True)
class Heading:
    text: str
    right: bool = False


def print_table(headings: Sequence[Heading], rows: Sequence[Sequence[str]], *, title: str = "") -> None:
    table = Table(title=title or None, box=box.SIMPLE_HEAD, title_style="bold", title_justify="left", pad_edge=False)
    for heading in headings:
        table.add_column(heading.text, justify="right" if heading.right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    width = None if sys.stdout.isatty() else NOT_A_TERMINAL_WIDTH
    Console(width=width, highlight=False, markup=False, soft_wrap=False).print(table)


def print_csv(headings: Sequence[str], rows: Sequence[Sequence[str | None]]) -> None:
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    sys.stdout.write(stream.getvalue())


def print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def say(text: object) -> None:
    sys.stdout.write(f"{text}\n")


def print_rows(form: str, names: Sequence[str], headings: Sequence[object], rows: Sequence[Sequence[str]]) -> None:
    """A plain list in the form asked for; ``names`` of its columns for programs, ``headings`` for people."""
    match form:
        case "json":
            print_json([dict(zip(names, row, strict=True)) for row in rows])
        case "csv":
            print_csv(names, rows)
        case _:
            print_table([Heading(str(heading)) for heading in headings], rows)
