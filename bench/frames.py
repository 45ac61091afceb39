"""The peer of `bench.imports read`: the national workbook by openpyxl and pandas, with the checks that lie in the file.

It knows this one layout: no other header, unit of measure or spelling. `python -m bench.frames WORKBOOK --units CSV
--database FILE --answer JSON`; with findings nothing is written, as `ansinh import` does.
"""

import argparse
import gc
import json
import re
import resource
import sqlite3
import time
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd

from ansinh.kernel.cells import cell_name

INDICATORS = {
    "Số người tham gia BHXH bắt buộc": "participants_bhxh_compulsory",
    "Số người tham gia BHXH tự nguyện": "participants_bhxh_voluntary",
    "Số người tham gia BHXH": "participants_bhxh",
    "Số người tham gia BHTN": "participants_bhtn",
    "Số thu BHXH, BHYT, BHTN": "collections",
}
MONEY = "collections"
MEASURES = {"đồng": 1, "triệu đồng": 10**6, "tỷ đồng": 10**9}
NAME = 2  # the column of the names


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.frames", description=__doc__)
    parser.add_argument("workbook", type=Path)
    parser.add_argument("--units", type=Path, required=True)
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--answer", type=Path, required=True)
    wanted = parser.parse_args()
    gc.disable()  # as `ansinh import` does
    answer = measured(wanted.workbook, wanted.units, wanted.database)
    wanted.answer.write_text(json.dumps(answer), encoding="utf-8")


def measured(workbook: Path, units: Path, database: Path) -> dict[str, Any]:
    started = time.perf_counter()
    rows = read(workbook)
    opened = time.perf_counter()
    cells = melted(rows, pd.read_csv(units, dtype={"code": str}))
    flat = time.perf_counter()
    facts, found = checked(cells)
    looked = time.perf_counter()
    if not found:
        write(facts, database)
    end = time.perf_counter()
    return {
        "seconds": {
            "openpyxl": opened - started,
            "to facts": flat - opened,
            "checks": looked - flat,
            "to_sql": end - looked,
            "all": end - started,
        },
        "facts": len(facts),
        "cells": found,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def read(workbook: Path) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(workbook, read_only=True, data_only=True)
    return list(book.worksheets[0].iter_rows(values_only=True))


def melted(rows: list[tuple[Any, ...]], units: pd.DataFrame) -> pd.DataFrame:
    """A line for each cell with something in it: unit, indicator, month, year, factor, written, row, column."""
    head = next(place for place, row in enumerate(rows) if row[1] == "Mã xã")
    titles = [str(cell) for row in rows[:head] for cell in row if cell]
    measure = next(title.split(":")[1].strip() for title in titles if title.startswith("ĐVT"))
    year = int(next(found[1] for title in titles if (found := re.search(r"NĂM (\d{4})", title))))
    frame = pd.DataFrame(rows[head + 2 :], dtype=object)
    frame["row"] = range(head + 3, head + 3 + len(frame))
    columns = list(range(3, len(rows[head])))
    cells = frame.melt(id_vars=[1, "row"], value_vars=columns, var_name="column", value_name="written")
    said = pd.DataFrame({"column": columns, "indicator": [INDICATORS[rows[head][column]] for column in columns]})
    said["month"] = [int(re.sub(r"\D", "", rows[head + 1][column])) for column in columns]
    said["factor"] = said["indicator"].map(lambda name: MEASURES[measure] if name == MONEY else 1)
    cells = cells.astype({"column": int}).merge(said, on="column").merge(units, left_on=1, right_on="code", how="left")
    if cells["unit"].isna().any():
        raise ValueError("a code that is no commune's")
    return cells[cells["written"].notna()].assign(year=year)


def checked(cells: pd.DataFrame) -> tuple[pd.DataFrame, list[list[str]]]:
    """The facts, and the check and the cell of every finding."""
    found: list[list[str]] = []

    def report(check: str, wrong: pd.DataFrame) -> None:
        found.extend([check, _cell(one.row, one.column)] for one in wrong[["row", "column"]].itertuples())

    cells["value"] = pd.to_numeric(cells["written"], errors="coerce")
    report("number", cells[cells["value"].isna()])
    report("negative", cells[cells["value"] < 0])
    person = cells["indicator"] != MONEY
    halves = person & (cells["value"] % 1 != 0) & cells["value"].notna()
    report("not-whole", cells[halves])
    facts = cells[cells["value"].notna() & (cells["value"] >= 0) & ~halves].copy()
    facts["value"] = (facts["value"] * facts["factor"]).round().astype("int64")
    rows = facts[["unit", "row"]].drop_duplicates().sort_values("row")
    again = rows[rows.duplicated("unit")]
    report("duplicate", again.assign(column=NAME))
    facts = facts[~facts["row"].isin(again["row"])]
    _check_together(facts, report)
    return facts, found


def _check_together(facts: pd.DataFrame, report: Any) -> None:
    money = facts[facts["indicator"] == MONEY].sort_values(["unit", "month"])
    highest = money.groupby("unit")["value"].cummax()
    report("falling", money[money["value"] < highest])
    wide = facts.pivot(index=["unit", "month"], columns="indicator", values="value")
    of = facts.set_index(["unit", "month"])[["indicator", "row", "column"]]
    parts = wide["participants_bhxh_compulsory"] + wide["participants_bhxh_voluntary"]
    both = wide["participants_bhxh"]
    wrong = wide.index[parts.notna() & both.notna() & (parts != both)]
    report("sum", of[(of["indicator"] == "participants_bhxh") & of.index.isin(wrong)])
    wrong = wide.index[wide["participants_bhtn"] > wide["participants_bhxh_compulsory"]]
    report("at-most", of[(of["indicator"] == "participants_bhtn") & of.index.isin(wrong)])


def _cell(row: int, column: int) -> str:
    """The row as the spreadsheet counts it, the column from zero: (7, 2) is C7."""
    return cell_name(row - 1, column)


def write(facts: pd.DataFrame, database: Path) -> None:
    kept = facts[["unit", "indicator", "year", "month", "value", "row", "column"]]
    with sqlite3.connect(database) as connection:
        kept.to_sql("facts", connection, index=False)


if __name__ == "__main__":
    main()
