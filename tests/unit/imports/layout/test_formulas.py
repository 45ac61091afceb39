"""A saved value that its formula does not give is asked about; nothing but sums and differences is computed."""

import pytest

from ansinh.imports.errors import Check, Severity
from ansinh.imports.files.sheets import SheetCells
from ansinh.imports.layout.formulas import check_formulas
from ansinh.imports.page import Page


def page(formula: str, saved: object) -> Page:
    rows = [[10.0, 20.0, 30.5], [1.0, "x", ""], [saved]]
    return Page(SheetCells("S", 0, rows, formulas={(2, 0): formula}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("SUM(A1:C1)", 60.5), ("A1+B1-C1", -0.5), ("A1*B1/4", 50.0), ("ROUND(C1,0)", 31.0), ("SUM(A1:A2,C1)", 41.5),
        ("(A1+B1)*2", 60.0), ("-A1", -10.0), ("$A$1+5", 15.0), ("SUM(A2:C2)", 1.0), ("C2+A1", 10.0),
    ],
)  # fmt: skip
def test_a_value_that_its_formula_gives_is_right_and_any_other_is_asked_about(formula: str, value: float) -> None:
    right, stale = page(formula, value), page(formula, value + 1)
    check_formulas(right)
    check_formulas(stale)
    assert right.findings == []
    (finding,) = stale.findings
    assert (finding.cell, finding.check, finding.severity) == ("A3", Check.FORMULA_STALE, Severity.EXPLAIN)


@pytest.mark.parametrize(
    "formula",
    [
        "VLOOKUP(A1,B:C,2)", "IF(A1>1,2,3)", "A1/0", "B2+1", "[1]Sheet1!A1", "'x'!A1", "SUM(A1", "(" * 3000,
        "-" * 1500 + "1", "((((" * 200 + "1", "SUM(A1:XFD1048576)", "10^10^10", 'HYPERLINK("http://x")',
        "CMD|' /C calc'!A0", "",
    ],
)  # fmt: skip
def test_any_other_formula_is_left_as_it_is_saved(formula: str) -> None:
    sheet = page(formula, 1.0)
    check_formulas(sheet)
    assert all(finding.severity is Severity.EXPLAIN for finding in sheet.findings)
    assert formula.startswith("-") or sheet.findings == []


def test_running_totals_over_thousands_of_rows_are_bounded() -> None:
    rows = [[1.0, float(row)] for row in range(1, 8_001)]
    sheet = Page(SheetCells("S", 0, rows, formulas={(row, 1): f"SUM(A$1:A{row + 1})" for row in range(8_000)}))  # type: ignore[arg-type]
    check_formulas(sheet)
    assert sheet.findings == []
