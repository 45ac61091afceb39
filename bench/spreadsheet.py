"""The peer that offices use: one month's communes in a workbook, the provinces' table by SUMIFS and RANK, recalculated
by LibreOffice without a window."""

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook
from xlsxwriter.utility import xl_col_to_name

INDICATORS = 3
GIVEN = 3  # columns of an indicator among the communes: this month, a year ago, the plan
SHOWN = 6  # columns of an indicator in the table: the three, their change in per cent, per cent of the plan, the rank
ALWAYS = "0"  # LibreOffice's "recalculate on load: always"
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{mode}</value></prop></item></oor:items>
"""

Lines = list[list[Any]]


def recalculated(rows: Sequence[Sequence[int]], provinces: int, directory: Path) -> dict[str, Any] | None:
    """The table's lines, the seconds of the recalculation and those of LibreOffice's start alone; None: no LibreOffice.

    ``rows``: of each commune the place of its province, then the given columns."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return None
    profile = directory / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE.format(mode=ALWAYS), encoding="utf-8")
    _write(directory / "empty.xlsx", [], 0)
    _write(directory / "month.xlsx", rows, provinces)
    _convert(soffice, profile, directory / "empty.xlsx")  # the first start makes the profile
    start = _convert(soffice, profile, directory / "empty.xlsx")
    seconds = _convert(soffice, profile, directory / "month.xlsx")
    book = CalamineWorkbook.from_path(directory / "recalculated" / "month.xlsx")
    lines = book.get_sheet_by_name("provinces").to_python(skip_empty_area=False)
    return {"lines": lines, "seconds": seconds, "start_seconds": start, "version": _version(soffice)}


def _version(soffice: str) -> str:
    return subprocess.run([soffice, "--version"], capture_output=True, text=True, check=True).stdout.strip()


def _convert(soffice: str, profile: Path, path: Path) -> float:
    home = f"-env:UserInstallation={profile.absolute().as_uri()}"
    outdir = path.parent / "recalculated"
    started = time.perf_counter()
    subprocess.run(
        [soffice, home, "--headless", "--convert-to", "xlsx", "--outdir", str(outdir), str(path)],
        check=True,
        capture_output=True,
        env=os.environ,
    )
    return time.perf_counter() - started


def _write(path: Path, rows: Sequence[Sequence[int]], provinces: int) -> None:
    with xlsxwriter.Workbook(path) as book:
        table, communes = book.add_worksheet("provinces"), book.add_worksheet("communes")
        for line, row in enumerate(rows):
            communes.write_row(line, 0, row)
        for line in range(provinces):
            for indicator in range(INDICATORS):
                _write_formulas(table, line, indicator, len(rows), provinces)


def _write_formulas(table: Any, line: int, indicator: int, communes: int, provinces: int) -> None:
    first = indicator * SHOWN
    now, before, plan = (f"{xl_col_to_name(first + column)}{line + 1}" for column in range(GIVEN))
    for column in range(GIVEN):
        summed = xl_col_to_name(1 + indicator * GIVEN + column)
        values, places = f"communes!${summed}$1:${summed}${communes}", f"communes!$A$1:$A${communes}"
        table.write_formula(line, first + column, f"=SUMIFS({values},{places},{line})", value="")
    name = xl_col_to_name(first)
    formulas = (
        f'=IF({before}=0,"",({now}-{before})/{before}*100)',
        f'=IF({plan}=0,"",{now}/{plan}*100)',
        f"=RANK({now},${name}$1:${name}${provinces})",
    )
    for column, formula in enumerate(formulas, start=GIVEN):
        table.write_formula(line, first + column, formula, value="")


def equal(ours: Lines, theirs: Lines) -> bool:
    """Sums and ranks to the unit; percentages as floating point has them."""
    return len(ours) == len(theirs) and all(
        len(mine) == len(other) and all(map(_same, mine, other)) for mine, other in zip(ours, theirs, strict=True)
    )


def _same(mine: float | None, other: float | str) -> bool:
    if mine is None or isinstance(other, str):
        return mine is None and other in ("", 0)
    return mine == other or abs(mine - other) <= 1e-9 * abs(mine)
