"""Text typed for TCVN3 and VNI fonts becomes what a person saw; text that is Unicode already is never touched."""

import csv
from pathlib import Path
from typing import Any

import pytest
import yaml

import ansinh
from ansinh.imports.files.reading import WorkbookFile, read_workbook
from ansinh.imports.files.sheets import SheetCells
from ansinh.kernel.legacy_fonts import (
    TCVN3,
    VNI,
    LegacyEncoding,
    certain_words,
    convert,
    encodings_of,
    from_legacy,
    is_unicode_vietnamese,
)
from ansinh.kernel.syllables import is_syllable
from tests.unit.imports.files.makers import in_tcvn3, in_vni, xlsx

ROOT = Path(ansinh.__file__).parent
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"


def place_names() -> set[str]:
    with (ROOT / "places/data/areas.csv").open(encoding="utf-8") as stream:
        return {row["name"] for row in csv.DictReader(stream)}


def catalogue_texts() -> set[str]:
    def texts(value: Any) -> set[str]:
        if isinstance(value, str):
            return {value}
        inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return set().union(*map(texts, inside))

    return texts(yaml.safe_load((ROOT / "indicators/catalogue.yaml").read_text(encoding="utf-8")))


UNICODE = sorted(place_names() | catalogue_texts())
FOREIGN = ["Général", "été", "José Núñez", "Müller", "Malmö", "São Paulo", "Zoë", "Noël", "naïve café", "Ångström"]
SIGNS = ["25 °C", "40 m²", "N·m", "© 2020", "« ABC »", "Nestlé®", "±5 %", "§ 12", "£100", "½", "1 µm", "a × b"]


@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_no_name_of_a_place_or_indicator_is_taken_for_legacy_text(encoding: LegacyEncoding) -> None:
    assert len(UNICODE) > 5_000
    assert {text for text in UNICODE if certain_words(text, encoding)} == set()
    assert encodings_of(UNICODE) == ()


@pytest.mark.parametrize("encoding", LegacyEncoding)
@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_are_left_alone(encoding: LegacyEncoding, text: str) -> None:
    assert certain_words(text, encoding) == set()


def test_signs_are_left_alone() -> None:
    assert encodings_of(FOREIGN + SIGNS) == ()


def test_both_encodings_have_all_letters() -> None:
    assert set(TCVN3.values()) | {"a", "e", "i", "o", "u", "y"} >= set(LETTERS)
    assert set(VNI.values()) >= set(LETTERS + LETTERS.upper()) - set("aeiouyAEIOUY")
    assert all(convert(in_vni(letter), LegacyEncoding.VNI) == letter for letter in LETTERS + LETTERS.upper())
    assert all(convert(in_tcvn3(letter), LegacyEncoding.TCVN3) == letter for letter in LETTERS)


def test_every_place_name_comes_back_from_vni() -> None:
    assert {name for name in UNICODE if convert(in_vni(name), LegacyEncoding.VNI) != name} <= foreign_to_vni()


def foreign_to_vni() -> set[str]:
    """Texts with a letter that is a mark in VNI, which nobody could type with it."""
    return {
        text for text in UNICODE if any(one in text for one in "²×–…’“”") or convert(text, LegacyEncoding.VNI) != text
    }


def test_every_place_name_comes_back_from_tcvn3_but_for_capitals_with_a_tone() -> None:
    names = place_names()
    assert {name for name in names if convert(in_tcvn3(name), LegacyEncoding.TCVN3).lower() != name.lower()} == set()


@pytest.mark.parametrize(("encoding", "write"), [(LegacyEncoding.TCVN3, in_tcvn3), (LegacyEncoding.VNI, in_vni)])
def test_a_sheet_of_place_names_is_recognised_and_converted(encoding: LegacyEncoding, write: Any) -> None:
    names = [name for name in sorted(place_names()) if is_unicode_vietnamese(name)]
    written = [write(name) for name in names]
    assert encodings_of(written)[0] is encoding
    wrong = [
        name
        for name, text in zip(names, written, strict=True)
        if (from_legacy(text, encoding, alone=True) or text).lower() != name.lower()
    ]
    assert len(wrong) < len(names) / 100  # names of the Highlands alone in their cell: "Dliê Ya" is no syllable
    assert not any(all(map(is_syllable, name.split())) for name in wrong)


def sheet_of(*texts: str, font: str = "") -> SheetCells:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        style = book.add_format({"font_name": font}) if font else None
        for row, text in enumerate(texts):
            sheet.write_string(row, 0, text, style)

    (sheet,) = read_workbook(WorkbookFile("a.xlsx", xlsx(fill))).sheets
    return sheet


def test_a_title_in_a_legacy_font_is_converted_and_marked() -> None:
    sheet = sheet_of("B¶o hiÓm x· héi", "Hà Nam", "Café")
    assert sheet.rows == [["Bảo hiểm xã hội"], ["Hà Nam"], ["Café"]]
    assert sheet.converted == {(0, 0)}
    assert sheet_of("BAÛO HIEÅM XAÕ HOÄI").rows == [["BẢO HIỂM XÃ HỘI"]]


def test_one_word_is_not_enough_without_its_font() -> None:
    assert sheet_of("TØnh").rows == [["TØnh"]]
    assert sheet_of("TØnh", font=".VnTime").rows == [["Tỉnh"]]
    assert sheet_of("Tænh", font="VNI-Times").rows == [["Tỉnh"]]


def test_capitals_come_from_their_font() -> None:
    assert sheet_of("b¶o hiÓm x· héi", "tong", font=".VnTimeH").rows == [["BẢO HIỂM XÃ HỘI"], ["TONG"]]


@pytest.mark.parametrize(
    "text", ["NGƯỜI LẬP BIỂU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "BHXH tỉnh Hà Tĩnh", "Xã Hòa An", "Bộ Y tế"]
)
def test_words_of_capitals_come_back_from_tcvn3_without_their_font(text: str) -> None:
    assert convert(in_tcvn3(text), LegacyEncoding.TCVN3) == text


def test_unicode_in_a_cell_with_a_legacy_font_is_left_alone() -> None:
    sheet = sheet_of("Bảo hiểm xã hội", "Hà Nội", font=".VnTime")
    assert sheet.rows == [["Bảo hiểm xã hội"], ["Hà Nội"]]
    assert sheet.converted == frozenset()


def test_a_word_that_could_be_either_follows_the_rest_of_its_sheet() -> None:
    assert sheet_of("B¶o hiÓm x· héi", "hé").rows[1] == ["hộ"]
    assert sheet_of("B¶o hiÓm x· héi", "Hộ nghèo", "hé").rows[2] == ["hé"]
