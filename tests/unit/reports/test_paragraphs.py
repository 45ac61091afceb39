"""What an officer writes beside the outline is printed as it was written; what cannot be printed is refused by line."""

import time
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.compare.calc import Quantity
from ansinh.compare.printing import Shown, show
from ansinh.documents.tree import Block, Constant, Figure, Own, Paragraph, Table, Text
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Language, speaking
from ansinh.kernel.measures import BaseUnit
from ansinh.reports.outlines.reading import outlines
from ansinh.reports.paragraphs import DEEPEST, LARGEST, LONGEST, TextError, read_paragraphs, read_text
from ansinh.reports.sentences import plain

REVIEW = next(one for one in outlines() if one.id == "emulation-review")
COLLECTIONS = catalogue()["collections"]
FIGURES: Mapping[str, Shown] = {
    "collections": show(Quantity(Fraction(10_101_800_000_000), BaseUnit.VND), COLLECTIONS),
    "collections.change": show(Quantity(Fraction(-578_200_000_000), BaseUnit.VND), COLLECTIONS, signed=True),
    "collections.vs_plan": show(Quantity(Fraction(3645, 100), BaseUnit.PERCENT), COLLECTIONS),
    "collections.same_period": show(Quantity(None, BaseUnit.VND), COLLECTIONS),
}


def read(text: str, language: Language = "vi") -> Mapping[str, tuple[Block, ...]]:
    return read_paragraphs(text, REVIEW, FIGURES, language)


def under_causes(text: str) -> tuple[Block, ...]:
    return read(f"# causes\n\n{text}\n").get("causes", ())


def paragraph(text: str) -> Paragraph:
    (block,) = under_causes(text)
    assert isinstance(block, Paragraph)
    return block


def refusal(text: str) -> TextError:
    with pytest.raises(TextError) as refused:
        read(text)
    return refused.value


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("# advantages", "advantages"),
        ("# Thuận lợi", "advantages"),
        ("## THUẬN   LỢI:", "advantages"),
        ("# 1. Thuận lợi", "advantages"),
        ("### a) Favourable conditions", "advantages"),
        ("# II. Kết quả thực hiện", "results"),
        ("# " + unicodedata.normalize("NFD", "Các phong trào thi đua"), "movements"),
        ("# Proposals #", "proposals"),
    ],
)
def test_a_section_is_named_by_its_id_or_its_title_in_either_language(heading: str, section: str) -> None:
    (found,) = read(f"{heading}\n\nMột câu.\n").items()
    assert found == (section, (Paragraph((Text("Một câu."),)),))


def test_a_title_that_two_sections_have_names_neither() -> None:
    """Each has its id: "results" of the outline is the only one of that title, "limits" too."""
    twice = [one.heading for one in REVIEW.all_sections()]
    for section in REVIEW.all_sections():
        named = read(f"# {section.heading.vi}\n\nMột câu.\n") if twice.count(section.heading) == 1 else {}
        assert named.keys() <= {section.id}
        assert read(f"# {section.id}\n\nMột câu.\n").keys() == {section.id}


def test_paragraphs_of_one_section_come_together_in_their_order() -> None:
    found = read("# causes\nMột.\n\n# tasks\nHai.\n\n# causes\nBa.\n")
    assert [plain(block.inlines) for block in found["causes"] if isinstance(block, Paragraph)] == ["Một.", "Ba."]
    assert found.keys() == {"causes", "tasks"}


def test_lines_of_a_paragraph_are_one_and_a_blank_line_ends_it() -> None:
    one, two = under_causes("Một\nhai.\n\nBa.")
    assert one == Paragraph((Text("Một hai."),))
    assert two == Paragraph((Text("Ba."),))


@pytest.mark.parametrize("mark", ["-", "*", "+"])
def test_bullets_are_bullets(mark: str) -> None:
    blocks = under_causes(f"Gồm:\n\n{mark} một;\n{mark} hai:\n  {mark} ba.\n\nHết.")
    assert [(plain(one.inlines), one.style) for one in blocks if isinstance(one, Paragraph)] == [
        ("Gồm:", "body"),
        ("một;", "bullet"),
        ("hai:", "bullet"),
        ("ba.", "bullet"),
        ("Hết.", "body"),
    ]


def test_the_number_before_an_item_is_printed_as_it_was_written() -> None:
    blocks = under_causes("1. Một là;\n2. hai là,\n\n   thêm nữa.\n")
    assert [(plain(one.inlines), one.style) for one in blocks if isinstance(one, Paragraph)] == [
        ("1. Một là;", "body"),
        ("2. hai là,", "body"),
        ("thêm nữa.", "body"),
    ]
    assert plain(paragraph("12) người.").inlines) == "12) người."
    assert paragraph("12) người.").inlines[0] == Own("12")


def test_bold_and_italic_are_kept() -> None:
    assert paragraph("a **b *c* d** e").inlines == (
        Text("a "),
        Text("b ", bold=True),
        Text("c", bold=True, italic=True),
        Text(" d", bold=True),
        Text(" e"),
    )


def test_figures_are_bound_and_printed_in_three_ways() -> None:
    inlines = paragraph("Thu {collections}, giảm {collections.change:size}, {collections.change:number} tỷ.").inlines
    assert inlines == (
        Text("Thu "),
        Figure("10.101,8 tỷ đồng", "collections"),
        Text(", giảm "),
        Figure("578,2 tỷ đồng", "collections.change"),
        Text(", "),
        Figure("-578,2", "collections.change"),
        Text(" tỷ."),
    )
    (english,) = read("# causes\n{collections}", "en")["causes"]
    assert english == Paragraph((Figure("10,101.8 billion VND", "collections"),))


def test_own_numbers_are_told_from_dates_and_from_numbers_of_documents() -> None:
    text = "Ngày 05/6/2020, theo Nghị quyết số 21-NQ/TW, đã mở 12 hội nghị với 1.250 người, đạt 98,5% trong năm 2020."
    inlines = paragraph(text).inlines
    assert plain(inlines) == text
    assert [one for one in inlines if isinstance(one, Own)] == [Own("12"), Own("1.250"), Own("98,5%")]
    assert not any(isinstance(one, Figure | Constant) for one in inlines)


def test_a_table_is_read_with_its_figures_and_own_numbers() -> None:
    rows = ("| Hình thức | Số |", "|---|---|", "| **Bằng khen** | 43 |", "| Thu | {collections} |", "| Cờ | – |")
    (table,) = under_causes("\n".join(rows))
    assert isinstance(table, Table)
    assert [column.title for column in table.columns] == ["Hình thức", "Số"]
    assert table.columns[0].align == "left" != table.columns[1].align
    assert [row.cells for row in table.rows] == [
        ((Text("Bằng khen", bold=True),), (Own("43"),)),
        ((Text("Thu"),), (Figure("10.101,8 tỷ đồng", "collections"),)),
        ((Text("Cờ"),), (Text("–"),)),
    ]
    assert not table.numbered


NO_MARKS = ("<b>a</b> & &amp; <script>", "[a](http://b)", "`a`", "a_b_c", "1 < x > y", "{}", "{ a }", "#a", "~~a~~")


@pytest.mark.parametrize("text", NO_MARKS)
def test_what_is_no_mark_here_is_printed_as_it_is(text: str) -> None:
    assert plain(paragraph(text).inlines) == text


@given(st.text(st.characters(exclude_characters="\\*_{}|#\r\n\t", exclude_categories=["Cs", "Cc", "Z"]), min_size=1))
def test_any_words_are_printed_unchanged(text: str) -> None:
    printed = plain(paragraph(f"a {text}").inlines)
    assert printed == unicodedata.normalize("NFC", f"a {text}").replace("\ufffe", " ").replace("\uffff", " ")


def test_letters_that_no_document_can_hold_are_blanks() -> None:
    assert plain(paragraph("a\x01b\x0bc\x0cd").inlines) == "a b c d"


def test_an_unknown_figure_is_refused_with_near_names() -> None:
    error = refusal("# causes\n\nMột.\n\nThu {colections.vs_plan}.\n")
    assert "5" in error.cause.text("en")
    assert "colections.vs_plan" in error.cause.text("en")
    assert "collections.vs_plan" in error.remedy.text("en")


def test_a_figure_in_a_table_is_refused_by_its_own_line() -> None:
    error = refusal("# causes\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | {nothing} |\n")
    assert error.cause.values["line"] == 6


def test_a_figure_without_a_value_and_an_unknown_form_are_refused() -> None:
    assert "not known" in refusal("# causes\n{collections.same_period}").cause.text("en")
    error = refusal("# causes\n{collections:words}")
    assert "words" in error.cause.text("en")
    assert "{id:size}" in error.remedy.text("en")


def test_an_unknown_section_is_refused_with_the_list_of_all() -> None:
    error = refusal("# causes\nMột.\n\n# Nguyên do\nHai.\n")
    assert error.cause.values["line"] == 4
    assert "Nguyên do" in error.cause.text("en")
    for section in REVIEW.all_sections():
        assert f"{section.id} ({section.heading.vi})" in error.remedy.text("vi")


@pytest.mark.parametrize("text", ["Một câu.\n", "- a\n", "| a | b |\n|---|---|\n| c | d |\n", "\n\n#causes\n"])
def test_text_before_any_heading_is_refused(text: str) -> None:
    error = refusal(f"{text}\n# causes\nMột.\n")
    assert "under no section" in error.cause.text("en")
    assert "causes" in error.remedy.text("en")


def test_nothing_written_is_nothing_found() -> None:
    assert read("") == read("\n \n") == read("# causes\n") == {}


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read("\ufeff# causes\r\n\r\nMột.\r\n") == read("# causes\n\nMột.\n")


def test_the_longest_text_is_read_and_a_longer_one_refused() -> None:
    head, one = "# causes\n\n", "Một câu dài.\n\n"
    count = (LONGEST - len(head)) // len(one)
    text = (head + one * count).ljust(LONGEST)
    assert len(read(text)["causes"]) == count
    error = refusal(text + " ")
    assert error.cause.values["count"] == LONGEST + 1
    assert error.remedy.values["most"] == LONGEST


def test_lists_in_lists_are_read_to_a_depth_and_then_refused_not_dropped() -> None:
    assert plain(paragraph("- " * DEEPEST + "sâu").inlines) == "sâu"
    error = refusal("# causes\n\n" + "- " * (DEEPEST + 1) + "sâu")
    assert error.cause.values["line"] == 3


HOSTILE = {
    "braces": "{" * 100_000,
    "closed braces": "{}" * 50_000,
    "places without an end": "{a:" * 33_000,
    "a name": "{" + "a" * 100_000 + "}",
    "brackets": "[" * 100_000,
    "closed brackets": "[](" * 33_000,
    "asterisks": "*" * 100_000,
    "asterisks apart": "*a " * 33_000,
    "emphasis that opens": "a**b" * 25_000,
    "underscores": "_a" * 50_000,
    "bullets": "- " * 50_000,
    "bullets in lines": "- a\n" * 25_000,
    "columns": "|" * 50_000 + "\n" + "|-" * 50_000 + "|\n",
    "rows": "|a|b|\n|-|-|\n" + "|c\n" * 30_000,
    "hashes": "#" * 100_000,
    "backslashes": "\\" * 100_000,
    "less than": "<" * 100_000,
    "digits": "1" * 100_000,
    "digits apart": "1 " * 50_000,
    "commas": "1," * 50_000,
    "blanks": " " * 100_000 + "a",
    "ends of lines": "\n" * 100_000,
    "quotes": "> " * 50_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_answered_in_bounded_time(text: str) -> None:
    """Bounded, not timed: what is quadratic here takes minutes."""
    started = time.process_time()
    with suppress(TextError):
        assert all(isinstance(block, Paragraph | Table) for block in under_causes(text))
    assert time.process_time() - started < 20


def test_a_file_is_read_as_utf_8_with_or_without_a_mark(tmp_path: Path) -> None:
    plain_file, marked = tmp_path / "a.md", tmp_path / "b.md"
    plain_file.write_text("# causes\n", encoding="utf-8")
    marked.write_text("# causes\n", encoding="utf-8-sig")
    assert read_text(plain_file) == read_text(marked) == "# causes\n"


def test_a_file_that_is_no_utf_8_or_too_large_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "causes.md"
    file.write_bytes("# causes\nNguyên nhân".encode("utf-16"))
    with pytest.raises(InputError) as refused:
        read_text(file)
    assert refused.value.cause.values == {"file": "causes.md", "position": 1}
    file.write_bytes(b"a" * (LARGEST + 1))
    with speaking("en"), pytest.raises(InputError, match="larger"):
        read_text(file)
