"""The example workbooks are what their script makes; whoever changes one changes the other."""

import subprocess
import sys
from pathlib import Path

from ansinh.imports.workbook import read_file, read_sheets


def test_the_workbooks_are_made_by_their_script_to_the_byte(examples: Path, tmp_path: Path) -> None:
    """The script itself checks them against the published figures, and fails if they differ."""
    subprocess.run([sys.executable, examples / "make_examples.py", tmp_path], check=True, capture_output=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in examples.glob("*.xlsx")}


def test_every_sheet_says_where_its_figures_come_from(examples: Path) -> None:
    for workbook in examples.glob("*.xlsx"):
        for name, rows in read_sheets(read_file(workbook)):
            said = " ".join(str(row[0]) for row in rows[:4] if row)
            assert "MINH HỌA" in said or "Nguồn: Tổng cục Thống kê" in said, f"{workbook.name} {name}"
