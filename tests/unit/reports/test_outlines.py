"""Outlines are data that is checked when it is read: what they name is there, and a broken one says what is broken."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest
import yaml

from ansinh.compare.bases import PREVIOUS_MONTH, SAME_PERIOD, end_of_year
from ansinh.compare.errors import BaseUnreadableError
from ansinh.documents.tree import Form
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.periods import Period
from ansinh.reports.charts import ChartKind
from ansinh.reports.outlines import reading
from ansinh.reports.outlines.errors import OutlineNotInForceError, OutlineUnknownError
from ansinh.reports.outlines.reading import (
    Draw,
    Item,
    Officer,
    Outline,
    Say,
    TableKind,
    Tabulate,
    WhenEmpty,
    find_outline,
    outlines,
    read_outline,
)
from ansinh.reports.paragraphs import TextError, read_paragraphs
from ansinh.reports.sentences import SentenceKind

ALL = {one.id: one for one in outlines()}
FILES = [one for one in files("ansinh.reports.outlines").iterdir() if one.name.endswith(".yaml")]
MAY = Period.month(2020, 5)
TODAY = date(2026, 11, 1)

SMALL = """
id: small
from: 2020-01-01
to: 2020-12-31
name: {vi: Nhỏ, en: Small}
kind: {vi: Báo cáo, en: Report}
subject: {vi: "Kết quả {period}", en: "Results, {period}"}
form: state
opening: {vi: "{unit}:", en: "{unit}:"}
closing: {vi: Hết, en: The end}
sections:
  - {id: one, heading: {vi: Một, en: One}, items: [{sentences: levels, indicators: [collections]}, officer]}
  - id: two
    heading: {vi: Hai, en: Two}
    sections:
      - {id: three, heading: {vi: Một, en: Three}, items: [{table: overview}, {chart: bullet}]}
appendices:
  - {id: all, title: {vi: Phụ lục, en: Appendix}, items: [{table: units}]}
"""


def items(outline: Outline) -> list[Item]:
    inner = [item for section in outline.all_sections() for item in section.items]
    return [*inner, *(item for appendix in outline.appendices for item in appendix.items)]


def test_there_are_the_three_kinds_of_report_each_from_a_file_of_its_own() -> None:
    assert set(ALL) == {"emulation-review", "business-report", "resolution-review"}
    read = [read_outline(one.read_text(encoding="utf-8")) for one in FILES]
    assert {outline.id: outline for outline in read} == ALL
    assert sorted(one.name for one in FILES) == sorted(f"{name.replace('-', '_')}.yaml" for name in ALL)


@pytest.mark.parametrize("outline", ALL.values(), ids=ALL)
def test_every_outline_is_whole(outline: Outline) -> None:
    sections = list(outline.all_sections())
    assert len(sections) > 8
    assert any(isinstance(item, Officer) for item in items(outline))
    for section in sections:
        assert re.fullmatch(r"[a-z][a-z-]*", section.id)
        assert section.heading.vi != section.heading.en
        assert section.items or section.sections, section.id
    assert not outline.closing.vi.endswith((".", "/"))  # "./." is set by the layout
    for pattern in (outline.subject, outline.subject_of_year, outline.opening, outline.closing):
        for text in (pattern.vi, pattern.en):
            assert set(re.findall(r"{(\w+)}", text)) <= {"unit", "office", "period", "so_far", "about", "count"}


def test_all_that_can_be_said_tabulated_and_drawn_is_in_some_outline() -> None:
    used = [item for outline in ALL.values() for item in items(outline)]
    assert {item.kind for item in used if isinstance(item, Say)} == set(SentenceKind)
    assert {item.kind for item in used if isinstance(item, Tabulate)} == set(TableKind)
    assert {item.kind for item in used if isinstance(item, Draw)} == set(ChartKind)
    named = {name for item in used if not isinstance(item, Officer) for name in item.indicators}
    assert named <= catalogue().indicators.keys()
    assert "collections" in named


def test_the_forms_and_the_years_are_those_of_the_domain() -> None:
    assert {name: (one.form, one.needs_years) for name, one in ALL.items()} == {
        "emulation-review": (Form.STATE, False),
        "business-report": (Form.STATE, False),
        "resolution-review": (Form.PARTY, True),
    }
    assert "21-NQ/TW" in ALL["resolution-review"].about
    assert "21-NQ/TW" in ALL["resolution-review"].about["21-NQ/TW"].vi


def test_bases_are_of_the_period() -> None:
    assert ALL["emulation-review"].bases(MAY) == (SAME_PERIOD,)
    assert ALL["business-report"].bases(MAY) == (SAME_PERIOD, PREVIOUS_MONTH, end_of_year(2019))
    assert ALL["resolution-review"].bases(MAY) is None


def test_of_a_whole_year_the_end_of_the_last_is_not_said_twice() -> None:
    for written in ("2020", "2020-12", "2020-Q4", "2020-12-31"):
        assert ALL["business-report"].bases(Period.parse(written)) == (SAME_PERIOD, PREVIOUS_MONTH)


def test_an_outline_is_found_on_a_day_on_which_it_is_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    small = read_outline(SMALL)
    later = replace(small, valid_from=date(2021, 1, 1), valid_to=None, form=Form.PARTY)
    monkeypatch.setattr(reading, "outlines", lambda: (small, later))
    assert find_outline("small", small.valid_from) is find_outline("small", date(2020, 12, 31)) is small
    assert find_outline("small", date(2021, 1, 1)) is find_outline("small", TODAY) is later
    with pytest.raises(OutlineNotInForceError) as refused:
        find_outline("small", small.valid_from - timedelta(days=1))
    assert refused.value.cause.values == {"outline": "small", "day": "31/12/2019"}


def test_an_unknown_outline_is_refused_with_those_there_are() -> None:
    with pytest.raises(OutlineUnknownError) as refused:
        find_outline("emulation", TODAY)
    assert "emulation" in refused.value.cause.text("en")
    for name in ALL:
        assert name in refused.value.remedy.text("en")


def test_the_outlines_are_not_for_times_before_what_they_report_of() -> None:
    for outline in ALL.values():
        with pytest.raises(OutlineNotInForceError):
            find_outline(outline.id, outline.valid_from - timedelta(days=1))
        assert find_outline(outline.id, outline.valid_from) == outline


def test_two_sections_of_one_title_are_told_apart_by_their_ids_alone() -> None:
    small = read_outline(SMALL)
    assert read_paragraphs("# one\na\n# three\nb", small, {}, "vi").keys() == {"one", "three"}
    assert read_paragraphs("# Three\nb", small, {}, "vi").keys() == {"three"}
    with pytest.raises(TextError) as refused:
        read_paragraphs("# Một\na", small, {}, "vi")
    assert "one (Một); two (Hai); three (Một)" in refused.value.remedy.text("vi")


BROKEN: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "no heading": (lambda it: it["sections"][0].pop("heading"), "heading"),
    "no sections": (lambda it: it.pop("sections"), "sections"),
    "no English": (lambda it: it["name"].pop("en"), "en"),
    "an unknown form": (lambda it: it.update(form="royal"), "royal"),
    "an unknown base": (lambda it: it.update(against=["yesterday"]), "yesterday"),
    "an unknown sentence": (lambda it: it["sections"][0]["items"].append({"sentences": "praise"}), "praise"),
    "an unknown table": (lambda it: it["sections"][0]["items"].append({"table": "pivot"}), "pivot"),
    "an unknown chart": (lambda it: it["sections"][0]["items"].append({"chart": "pie"}), "pie"),
    "an unknown item": (lambda it: it["sections"][0]["items"].append("clerk"), "clerk"),
    "an item that is nothing": (lambda it: it["sections"][0]["items"].append({"indicators": []}), "chart"),
    "an unknown indicator": (
        lambda it: it["sections"][0]["items"].append({"table": "overview", "indicators": ["luck"]}),
        "luck",
    ),
    "an unknown field": (lambda it: it.update(neeeds_years=True), "neeeds_years"),
    "an unknown field of a section": (lambda it: it["sections"][0].update(when_emty="say"), "when_emty"),
    "an unknown field of an item": (
        lambda it: it["sections"][0]["items"].append({"table": "overview", "indicator": "collections"}),
        "indicator",
    ),
    "an unknown answer to emptiness": (lambda it: it["sections"][0].update(when_empty="shout"), "shout"),
    "a section twice": (lambda it: it["sections"].append(it["sections"][0]), "one"),
    "the officer twice": (lambda it: it["sections"][0]["items"].append("officer"), "one"),
    "nothing to say when empty": (lambda it: it["sections"][0].update(when_empty="say"), "one"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_outline_is_refused_naming_what_is_wrong(fault: str) -> None:
    breaks, named = BROKEN[fault]
    entry = yaml.safe_load(SMALL)
    breaks(entry)
    with pytest.raises((ValueError, TypeError, LookupError, BaseUnreadableError)) as refused:
        read_outline(yaml.safe_dump(entry))
    assert named in str(refused.value)


def test_the_small_outline_itself_is_read() -> None:
    small = read_outline(SMALL)
    assert [section.id for section in small.all_sections()] == ["one", "two", "three"]
    assert small.sections[0].items == (Say(SentenceKind.LEVELS, ("collections",)), Officer())
    assert small.sections[0].when_empty is WhenEmpty.DROP
    assert small.subject_of_year == small.subject
    assert small.appendices[0].items == (Tabulate(TableKind.UNITS, ()),)
    assert not small.appendices[0].landscape
