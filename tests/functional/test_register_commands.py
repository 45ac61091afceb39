"""`ansinh register coverage, lapses, criterion, movement` as an officer runs them, on figures counted by hand."""

import csv
import json
import stat
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ansinh.cli.exit_codes import KINDS, USAGE
from ansinh.cli.registers.files import private_file
from ansinh.kernel.errors import ConflictError, InputError, NotFoundError, RefusedError
from tests.conftest import Program
from tests.functional.a_small_register import JULY, JUNE, RURAL, SOUTH, WARD, load_both


@pytest.fixture(scope="module")
def ansinh(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return load_both(tmp_path_factory.mktemp("registers"))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def asked(ansinh: Program, *words: object, **more: Any) -> list[dict[str, str]]:
    return rows(ansinh("register", *words, "--format", "csv", **more).out)


def test_the_gap_is_told_of_provinces_the_biggest_first(ansinh: Program) -> None:
    shown = ansinh("register", "coverage", JUNE, language="en").out
    assert "Coverage on 30/6/2026: Viet Nam, register 2026-06-30" in shown
    assert "Health insurance: 6 of 10 residents insured (60.00%), 4 not insured." in shown
    assert shown.index("thành phố Cần Thơ") < shown.index("tỉnh Cà Mau")
    found = asked(ansinh, "coverage", JUNE)
    assert [(one["unit"], one["residents"], one["insured"], one["uninsured"], one["rate"]) for one in found] == [
        ("92", "8", "4", "4", "50.0000"),
        ("96", "2", "2", "0", "100.0000"),
    ]


def test_it_speaks_vietnamese_with_vietnamese_numbers(ansinh: Program) -> None:
    assert "60,00%" in ansinh("register", "coverage", JUNE).out
    assert "60.00%" in ansinh("register", "coverage", JUNE, language="en").out


def test_the_latest_register_answers_when_none_is_named(ansinh: Program) -> None:
    assert json.loads(ansinh("register", "coverage", "--format", "json").out)["snapshot"] == JULY


def test_a_unit_is_found_by_its_name_and_counted_by_commune_and_group(ansinh: Program) -> None:
    found = asked(ansinh, "coverage", JUNE, "--within", "Cần Thơ", "--by", "commune,group")
    assert {one["unit"] for one in found} == {WARD, RURAL}
    gaps = {(one["unit"], one["group"]): one["uninsured"] for one in found if one["uninsured"] != "0"}
    assert gaps == {(WARD, "GD"): "1", (WARD, "TE"): "1", (WARD, "HN"): "1", (RURAL, "CN"): "1"}


def test_sex_and_age_are_told_apart(ansinh: Program) -> None:
    found = json.loads(ansinh("register", "coverage", JUNE, "--by", "sex,age", "--format", "json").out)
    residents = {(one["sex"], one["age"]): one["residents"] for one in found["rows"]}
    assert residents[("female", "0")] == 1
    assert residents[("male", "60")] == 1
    assert found["total"]["uninsured"] == found["totals"]["bhyt"]["uninsured"] == 4


def test_several_schemes_stand_below_each_other(ansinh: Program) -> None:
    found = asked(ansinh, "coverage", JUNE, "--scheme", "bhxh_compulsory,any", "--level", "whole")
    assert [(one["scheme"], one["unit"], one["insured"]) for one in found] == [
        ("bhxh_compulsory", "VN", "1"),
        ("any", "VN", "6"),
    ]


def test_a_later_day_is_answered_as_if_nobody_renewed_an_earlier_one_is_refused(ansinh: Program) -> None:
    (found,) = asked(ansinh, "coverage", JUNE, "--at", "2027-01-01", "--level", "whole")
    assert found["insured"] == "2"
    ansinh("register", "coverage", JUNE, "--at", "2026-06-29", code=KINDS[RefusedError])


def test_a_published_table_leaves_small_counts_out(ansinh: Program) -> None:
    rows_of = asked(ansinh, "coverage", JUNE, "--within", "92", "--publish")
    assert [one["unit"] for one in rows_of] == ["TOTAL", WARD, RURAL]
    assert all(one["residents"] == one["insured"] == one["rate"] == "" for one in rows_of)
    shown = ansinh("register", "coverage", JUNE, "--within", "92", "--publish", language="en").out
    assert "Counts from 1 to 4 are small and not published." in shown
    as_json = ansinh("register", "coverage", JUNE, "--within", "92", "--publish", "--format", "json").out
    assert [one["unit"] for one in json.loads(as_json)["rows"]] == [None, WARD, RURAL]
    ansinh("register", "coverage", JUNE, "--publish", "--small", "1", code=USAGE)
    ansinh("register", "coverage", JUNE, "--small", "3", code=KINDS[InputError])


def test_the_sql_is_shown_instead_of_the_answer(ansinh: Program) -> None:
    said = ansinh("register", "coverage", JUNE, "--explain").out
    assert "SELECT" in said
    assert "read_parquet" in said


def test_spark_gives_the_same_answer(ansinh: Program) -> None:
    question = ("coverage", JULY, "--by", "commune,group", "--level", "commune")
    assert asked(ansinh, *question, "--engine", "spark", "--master", "local[1]") == asked(ansinh, *question)
    refusal = ansinh("register", *question, "--master", "local[1]", language="en", code=KINDS[InputError])
    assert "--engine spark" in refusal.err


PLAINLY = (
    ("coverage", JUNE, "--by", "commune,group,sex,age", "--level", "commune", "--scheme", "bhyt,bhxh_compulsory,any"),
    ("uninsured", WARD, "--snapshot", JUNE),
    ("lapses", JUNE, "--weeks", "30", "--level", "commune"),
    ("movement", JUNE, JULY, "--by", "commune,group", "--level", "commune"),
)


def test_any_unit_is_one_line_an_office_and_a_cluster_too(ansinh: Program) -> None:
    counts = {
        unit: [(one["unit"], one["residents"], one["insured"]) for one in asked(ansinh, "coverage", JUNE, *asking)]
        for unit in ("bhxh-92", "cum-8-2025")
        for asking in [("--within", unit, "--level", "whole")]
    }
    assert counts == {"bhxh-92": [("bhxh-92", "8", "4")], "cum-8-2025": [("cum-8-2025", "2", "2")]}
    (province,) = asked(
        ansinh, "criterion", JUNE, "--programme", "quoc_gia", "--within", "92", "--level", "whole", "--horizon", "0"
    )
    assert (province["unit"], province["residents"], province["threshold"]) == ("92", "8", ">0.95")


@pytest.mark.parametrize("question", PLAINLY, ids=[one[0] for one in PLAINLY])
def test_the_plain_engine_gives_the_same_answer(ansinh: Program, question: tuple[str, ...]) -> None:
    found = asked(ansinh, *question)
    assert found
    assert asked(ansinh, *question, "--engine", "memory") == found


def test_an_exported_list_is_whole_and_only_its_owners(ansinh: Program, tmp_path: Path) -> None:
    for name in ("gap.csv", "gap.xlsx"):
        ansinh("register", "coverage", JUNE, "--level", "commune", "--top", "1", "--export", tmp_path / name)
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    with (tmp_path / "gap.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [one["unit"] for one in csv.DictReader(stream)] == [WARD, RURAL, SOUTH]
    page = openpyxl.load_workbook(tmp_path / "gap.xlsx").active
    assert page is not None
    assert [page.cell(row, 1).value for row in (4, 5, 6)] == [WARD, RURAL, SOUTH]
    assert page.cell(4, 5).value == 3
    assert {one.name for one in tmp_path.iterdir()} == {"gap.csv", "gap.xlsx"}


def test_no_file_is_written_over_or_named_after_a_person(ansinh: Program, tmp_path: Path) -> None:
    there = tmp_path / "there.csv"
    there.write_text("mine")
    export = ("register", "coverage", JUNE, "--export")
    ansinh(*export, there, code=KINDS[ConflictError])
    assert there.read_text() == "mine"
    ansinh(*export, tmp_path / "092180000002.csv", code=KINDS[InputError])
    ansinh(*export, tmp_path / "gap.docx", code=KINDS[InputError])
    assert [one.name for one in tmp_path.iterdir()] == ["there.csv"]


def test_a_file_that_is_not_finished_leaves_nothing_behind(tmp_path: Path) -> None:
    def interrupted() -> None:
        with private_file(tmp_path / "gap.csv") as stream:
            stream.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not list(tmp_path.iterdir())


def test_lapses_stand_by_unit_and_week(ansinh: Program) -> None:
    found = asked(ansinh, "lapses", JUNE, "--level", "commune")
    assert [(one["unit"], one["week"], one["persons"]) for one in found] == [(WARD, "2026-07-06", "1")]
    shown = ansinh("register", "lapses", JUNE, "--within", WARD, language="en").out
    assert "Health insurance ending from 30/6/2026 to 28/9/2026: Ninh Kieu Ward" in shown
    assert "06/" in shown
    empty = ansinh("register", "lapses", JUNE, "--within", SOUTH, language="en").out
    assert "--weeks" in empty
    year_end = asked(ansinh, "lapses", JUNE, "--from", "2026-12-28", "--weeks", "1", "--level", "whole")
    assert [(one["unit"], one["persons"]) for one in year_end] == [("VN", "3")]


def test_the_criterion_says_who_reaches_it_who_is_short_and_who_is_about_to_fall(ansinh: Program) -> None:
    found = {one["unit"]: one for one in asked(ansinh, "criterion", JUNE, "--threshold", "40", "--level", "commune")}
    assert {unit: one["status"] for unit, one in found.items()} == {
        WARD: "at_risk",
        RURAL: "reached",
        SOUTH: "reached",
    }
    assert (found[WARD]["falls"], found[WARD]["missing"], found[WARD]["to_renew"]) == ("2026-07-11", "0", "1")
    (south,) = asked(ansinh, "criterion", JUNE, "--threshold", ">95", "--within", SOUTH)
    assert south["status"] == "reached"
    (ward,) = asked(ansinh, "criterion", JUNE, "--threshold", "41", "--within", WARD)
    assert (ward["status"], ward["missing"]) == ("nearly", "1")


def test_the_criterion_names_the_document_and_how_sure_it_is(ansinh: Program) -> None:
    shown = ansinh("register", "criterion", JUNE, "--programme", "quoc_gia").out
    assert "72-NQ/TW" in shown
    assert "không đạt" in shown


def test_a_threshold_that_is_not_known_is_not_invented_but_may_be_stated(ansinh: Program) -> None:
    refusal = ansinh("register", "criterion", JUNE, language="en", code=KINDS[NotFoundError])
    assert "thresholds.yaml" in refusal.err
    own = ansinh.home / "thresholds.yaml"
    own.write_text(
        "thresholds:\n- {programme: ntm, units: [xa], share: '0.6', than: at_least, document: Quyết định của tỉnh}\n",
        encoding="utf-8",
    )
    try:
        found = asked(ansinh, "criterion", JUNE, "--level", "commune")
        shown = ansinh("register", "criterion", JUNE, "--level", "commune", language="en").out
    finally:
        own.unlink()
    assert {one["unit"]: one["status"] for one in found} == {RURAL: "reached", SOUTH: "reached"}
    assert "Quyết định của tỉnh" in shown
    assert "left out: 1" in shown


def test_movement_adds_up_in_every_row_and_in_words(ansinh: Program) -> None:
    found = asked(ansinh, "movement", JUNE, JULY, "--by", "commune,group", "--level", "commune")
    plus = ("insured_before", "joined", "arrived", "born", "moved_in", "regrouped_in")
    minus = ("lapsed", "left", "died", "moved_out", "regrouped_out")
    for one in found:
        assert sum(int(one[name]) for name in plus) - sum(int(one[name]) for name in minus) == int(one["insured_after"])
    shown = ansinh("register", "movement", JUNE, JULY, "--by", "commune,group", "--level", "commune", language="en").out
    said = (
        "6 insured before + 1 joined + 1 born + 1 moved in + 1 from another group − 1 lapsed − 1 moved out "
        "− 1 to another group = 7 insured after."
    )
    assert said in " ".join(shown.split())
    assert "Died" not in shown


def test_movement_of_a_province_keeps_moves_between_its_communes_on_both_sides(ansinh: Program) -> None:
    (can_tho,) = asked(ansinh, "movement", JUNE, JULY, "--within", "92", "--level", "province")
    assert (can_tho["moved_in"], can_tho["moved_out"], can_tho["regrouped_in"]) == ("1", "1", "0")
    assert (can_tho["insured_before"], can_tho["insured_after"]) == ("4", "5")
    by_group = asked(ansinh, "movement", JUNE, JULY, "--within", "92", "--by", "group")
    assert {one["group"]: (one["insured_before"], one["insured_after"]) for one in by_group} == {
        "GD": ("2", "2"),
        "DN": ("1", "2"),
        "HS": ("1", "0"),
        "TE": ("0", "1"),
    }


def test_movement_needs_the_earlier_register_first(ansinh: Program) -> None:
    refusal = ansinh("register", "movement", JULY, JUNE, language="en", code=KINDS[InputError])
    assert "earlier register first" in refusal.err


WRONG: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (("coverage", "2020-01-01"), KINDS[NotFoundError], JUNE),
    (("coverage", "--by", "colour"), KINDS[InputError], "commune, group, sex, age"),
    (("coverage", "--by", "sex,sex"), KINDS[InputError], "each once"),
    (("coverage", "--scheme", "bhtt"), KINDS[InputError], "bhtn"),
    (("coverage", "--within", "Atlantis"), KINDS[NotFoundError], "Atlantis"),
    (("coverage", "--at", "32/1/2026"), KINDS[InputError], "32/1/2026"),
    (("criterion", "--programme", "x"), KINDS[NotFoundError], "ntm_nang_cao"),
    (("criterion", "--threshold", "101"), KINDS[InputError], "101"),
    (("criterion", "--threshold", "many"), KINDS[InputError], "many"),
    (("lapses", "--weeks", "0"), USAGE, "--weeks"),
    (("movement", JUNE, JULY, "--by", "sex"), KINDS[InputError], "commune, group"),
)


@pytest.mark.parametrize(("words", "code", "named"), WRONG, ids=[" ".join(words) for words, _code, _named in WRONG])
def test_what_cannot_be_asked_is_refused_with_a_remedy(
    ansinh: Program, words: tuple[str, ...], code: int, named: str
) -> None:
    refusal = ansinh("register", *words, language="en", code=code)
    assert named in refusal.err
    assert refusal.out == ""
    assert "Traceback" not in refusal.err
