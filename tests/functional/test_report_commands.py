"""`ansinh report` as a user runs it: one report, many at once, what is given to it and what is refused."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from ansinh.cli.exit_codes import KINDS, NOT_ALL_MADE
from ansinh.kernel.errors import AnsinhError, InputError, NotFoundError, RefusedError
from ansinh.reports.outlines.reading import outlines

Program = Any
MAY = ("--period", "2020-05")
JUNE = ("--period", "2017-06")
TEXT = "# causes\n\nNăm nay đã mở **12 hội nghị**; thu {collections}.\n"


@pytest.fixture
def district(program: Program, examples: Path, approved: Any) -> Program:
    """A ledger with the district's workbook alone: enough for a report."""
    approved(examples / "tuong-duong-2017-06.xlsx")
    return program


@pytest.fixture
def two_members(program: Program, examples: Path, approved: Any) -> Program:
    """Two of the cluster's nine provinces have sent their files."""
    approved(examples / "quang-ngai-thang-5.csv")
    approved(examples / "BDinh_5T_2020.xls")
    return program


def said(output: str) -> list[str]:
    """Without the minute in which it was made."""
    return [line for line in output.splitlines() if "22/11" not in line and " lúc " not in line]


def test_a_unit_alone_and_make_are_the_same(district: Program, tmp_path: Path) -> None:
    alone, make = district("report", "418", *JUNE), district("report", "make", "418", *JUNE)
    assert said(alone.out) == said(make.out)
    assert "3.320 người" in alone.out
    for number, words in enumerate((("report",), ("report", "make"))):
        district(*words, "Tương Dương", *JUNE, "--format", "json,pdf", "-o", tmp_path / str(number))
        made = sorted(path.name for path in (tmp_path / str(number)).iterdir())
        assert made == ["418-2017-06.json", "418-2017-06.pdf"]
    first, second = (json.loads((tmp_path / one / "418-2017-06.json").read_text(encoding="utf-8")) for one in "01")
    assert first["figures"] == second["figures"]
    assert first["reference"] != second["reference"]


def test_what_nobody_wrote_is_named_beside_the_report_and_not_in_it(district: Program, tmp_path: Path) -> None:
    text = tmp_path / "text.md"
    text.write_text("# causes\n\nĐịa bàn rộng.\n", encoding="utf-8-sig")
    without, with_text = district("report", "418", *JUNE), district("report", "418", *JUNE, "--text", text)
    assert "causes (" in without.err
    assert "causes (" not in with_text.err
    assert "proposals (" in with_text.err
    assert "Địa bàn rộng." in with_text.out
    assert "proposals" not in with_text.out


def test_years_are_given_as_a_range_or_a_list(district: Program, tmp_path: Path) -> None:
    reports = {}
    for years in ("2013-2017", "2013,2014,2015,2016,2017", "2013–2015, 2016-2017", "2013,2015,2017"):
        about = ("--years", years, "--about", "21-NQ/TW")
        made = district("report", "418", *JUNE, *about, "--format", "json", "-o", tmp_path)
        reports[years] = json.loads(Path(made.out.strip()).read_text(encoding="utf-8"))
    whole, *same, sparse = reports.values()
    assert all(one["figures"].keys() == whole["figures"].keys() for one in same)
    assert whole["outline"] == sparse["outline"] == "resolution-review"
    assert "participants_bhyt.year_2014_change" in whole["figures"]
    assert not any("year_2014" in name or "year_2015_change" in name for name in sparse["figures"])
    assert "Nghị quyết số 21-NQ/TW" in " ".join(whole["paragraphs"])


NO_YEARS = ("2017-2013", "17", "2013-", "2013;2015", "1813-1817", ",", "2013-2017-2020", "năm 2013")


def test_what_are_no_years_is_refused(program: Program) -> None:
    for years in NO_YEARS:
        refusal = program("report", "418", *JUNE, "--years", years, language="en", code=KINDS[InputError])
        assert f"“{years}”" in refusal.err
        assert "2013-2017" in refusal.err


CANNOT_BE_ASKED: tuple[tuple[tuple[str, str], type[AnsinhError], str], ...] = (
    (("--against", "plan"), InputError, "--against"),
    (("--against", "same-period,threshold"), InputError, "--against"),
    (("--against", "yesterday"), InputError, "yesterday"),
    (("--outline", "weekly"), NotFoundError, "business-report"),
    (("--outline", "resolution-review"), InputError, "--years"),
    (("--format", "odt"), InputError, "docx"),
    (("--format", ","), InputError, "docx"),
)


def test_what_cannot_be_asked_is_refused_with_a_remedy(program: Program) -> None:
    for arguments, kind, named in CANNOT_BE_ASKED:
        refusal = program("report", "418", *JUNE, *arguments, language="en", code=KINDS[kind])
        assert named in refusal.err
        assert refusal.out == ""
        assert "Traceback" not in refusal.err


def test_an_outline_out_of_force_and_a_form_that_nobody_signs_are_refused(district: Program) -> None:
    old = district("report", "418", "--period", "2012-06", "--outline", "emulation-review", code=KINDS[RefusedError])
    assert "emulation-review" in old.err
    cluster = ("report", "cum-iv-2020", *MAY, "--as", "party")
    district(*cluster, code=KINDS[NotFoundError])  # no figures, before it is asked who signs
    assert district("report", "418", *JUNE, "--as", "party").code == 0
    assert "--as" in district("report", "418", *JUNE, "--as", "royal", code=2).err


CANNOT_BE_PRINTED = (
    ("# causes\nĐịa bàn rộng.".encode("utf-16"), "UTF-8"),
    (b"# causes\n" + b"a" * 1_000_000, "text.md"),
    ("# nguyên do\nĐịa bàn rộng.".encode(), "causes (Nguyên nhân)"),
    (b"# causes\n\nThu {participants_bhyd}.", "participants_bhyt"),
    ("Địa bàn rộng.".encode(), "causes (Nguyên nhân)"),
)


def test_a_text_that_cannot_be_printed_is_refused(district: Program, tmp_path: Path) -> None:
    text = tmp_path / "text.md"
    for content, named in CANNOT_BE_PRINTED:
        text.write_bytes(content)
        asked = ("report", "418", *JUNE, "--text", text, "--format", "json", "-o", tmp_path / "out")
        assert named in district(*asked, code=KINDS[InputError]).err
        assert not (tmp_path / "out").exists()


def test_the_outlines_are_listed_with_their_dates_and_sections(program: Program) -> None:
    rows = list(csv.DictReader(io.StringIO(program("report", "outlines", "--format", "csv").out)))
    assert [row["id"] for row in rows] == [one.id for one in outlines()]
    assert [row["from"] for row in rows] == [one.valid_from.isoformat() for one in outlines()]
    for row, outline in zip(rows, outlines(), strict=True):
        assert row["sections"].split(", ") == [section.id for section in outline.all_sections()]
    assert "business-report" in program("report", "outlines").out
    assert [one["id"] for one in json.loads(program("report", "outlines", "--format", "json").out)] == [
        one.id for one in outlines()
    ]


def test_a_batch_makes_what_can_be_made_and_names_what_cannot(two_members: Program, tmp_path: Path) -> None:
    texts, out = tmp_path / "texts", tmp_path / "out"
    texts.mkdir()
    (texts / "51.md").write_text("# causes\n\nĐã mở **12 hội nghị**; thu {collections}.\n", encoding="utf-8")
    (texts / "52.md").write_bytes("# causes\nMột.".encode("utf-16"))
    asked = ("report", "batch", "cum-iv-2020", *MAY, "--format", "json,docx", "--workers", "2", "--texts", texts)
    done = two_members(*asked, "-o", out, code=NOT_ALL_MADE)
    assert sorted(path.name for path in out.iterdir()) == ["51-2020-05.docx", "51-2020-05.json"]
    said = json.loads((out / "51-2020-05.json").read_text(encoding="utf-8"))
    assert "Đã mở 12 hội nghị; thu 1.076,6 tỷ đồng." in said["paragraphs"]
    failed = done.err.splitlines()
    assert len(failed) == 8
    assert sum("52.md" in line and "UTF-8" in line for line in failed) == 1
    assert "51-2020-05.json, 51-2020-05.docx" in done.out
    numbers = [line.partition("]")[0] for line in (*done.out.splitlines()[:-1], *failed)]
    assert sorted(numbers) == sorted(f"[{number}/9" for number in range(1, 10))
    assert "Traceback" not in done.err


def test_a_batch_that_makes_all_of_them_is_done(
    program: Program, tmp_path: Path, approved: Any, examples: Path
) -> None:
    approved(examples / "Phu Yen bao cao T5.xlsx")
    text = tmp_path / "text.md"
    text.write_text("# causes\n\nĐịa bàn rộng.\n", encoding="utf-8")
    asked = ("report", "batch", "54", *MAY, "--format", "json", "--text", text, "--workers", "3")
    done = program(*asked, "-o", tmp_path / "out")
    made = sorted((tmp_path / "out").iterdir())
    assert len(made) == 9
    assert done.err == ""
    for path in made:
        report = json.loads(path.read_text(encoding="utf-8"))
        assert report["outline"] == "business-report"
        assert "Địa bàn rộng." in report["paragraphs"]


def test_a_batch_of_what_has_no_parts_is_refused(program: Program, tmp_path: Path) -> None:
    commune = program("places", "find", "xã Lượng Minh", "--on", "2017-06-30", "--format", "json").out
    code = json.loads(commune)[0]["units"][0]["key"]
    refusal = program("report", "batch", code, *JUNE, "-o", tmp_path, language="en", code=KINDS[InputError])
    assert "ansinh report make" in refusal.err
