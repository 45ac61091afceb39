"""What Word shows, whichever of defaults, styles, lists, tables and the text itself says it."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansinh.documents.lint.formatting import Layout, Letters
from ansinh.documents.lint.opening import open_word_file
from ansinh.documents.lint.reading import read
from ansinh.documents.lint.written import Paragraph, Read, Table
from tests.unit.documents.lint.raw import raw_docx

SIZES = st.none() | st.integers(16, 40)
TOGGLES = st.none() | st.booleans()
ALIGNMENTS = st.none() | st.sampled_from(["left", "center", "right", "both"])
INDENTS = st.none() | st.integers(-600, 600)
FONTS = st.none() | st.sampled_from(["Arial", "Verdana", "theme"])
LEVELS = 4


@dataclass(frozen=True)
class Level:
    """What one level says; None: nothing. ``indent``: twips, below 0 hanging."""

    size: int | None
    bold: bool | None
    italic: bool | None
    align: str | None
    indent: int | None
    font: str | None

    @property
    def run(self) -> str:
        said = ""
        if self.font:
            slots = (f"w:{slot}{'Theme' if self.font == 'theme' else ''}" for slot in ("ascii", "hAnsi"))
            name = "minorHAnsi" if self.font == "theme" else self.font
            said += "<w:rFonts " + " ".join(f'{slot}="{name}"' for slot in slots) + "/>"
        for tag, value in (("b", self.bold), ("i", self.italic)):
            said += "" if value is None else f'<w:{tag} w:val="{"true" if value else "0"}"/>'
        size = "" if self.size is None else f'<w:sz w:val="{self.size}"/>'
        return f"<w:rPr>{said}{size}</w:rPr>"

    @property
    def paragraph(self) -> str:
        align = "" if self.align is None else f'<w:jc w:val="{self.align}"/>'
        if self.indent is None:
            return align
        side = "firstLine" if self.indent >= 0 else "hanging"
        return f'<w:ind w:{side}="{abs(self.indent)}"/>{align}'


levels = st.builds(Level, SIZES, TOGGLES, TOGGLES, ALIGNMENTS, INDENTS, FONTS)
silent = Level(None, None, None, None, None, None)


def nearest(chain: list[Level], name: str) -> object:
    return next((value for level in reversed(chain) if (value := getattr(level, name)) is not None), None)


def toggled(defaults: Level, paragraph: list[Level], character: list[Level], own: Level, name: str) -> bool:
    said = getattr(own, name)
    if said is not None:
        return bool(said)
    if getattr(defaults, name):
        return True
    return bool(nearest(paragraph, name)) != bool(nearest(character, name))


def style(kind: str, number: int, level: Level) -> str:
    based = f'<w:basedOn w:val="{kind}{number - 1}"/>' if number else ""
    paragraph = f"<w:pPr>{level.paragraph}</w:pPr>" if kind == "paragraph" else ""
    return f'<w:style w:type="{kind}" w:styleId="{kind}{number}">{based}{paragraph}{level.run}</w:style>'


def styles_of(defaults: Level, paragraphs: list[Level], characters: list[Level]) -> str:
    said = f"<w:docDefaults><w:rPrDefault>{defaults.run}</w:rPrDefault>"
    said += f"<w:pPrDefault><w:pPr>{defaults.paragraph}</w:pPr></w:pPrDefault></w:docDefaults>"
    for kind, chain in (("paragraph", paragraphs), ("character", characters)):
        said += "".join(style(kind, number, level) for number, level in enumerate(chain))
    return said


THEME = '<a:fontScheme><a:minorFont><a:latin typeface="Cambria"/></a:minorFont></a:fontScheme>'


def shown(body: str, styles: str = "", **parts: str) -> Read:
    return read(open_word_file(raw_docx(body, styles=styles, theme=THEME, **parts), "a.docx"))


def first(whole: Read) -> tuple[Letters, Layout]:
    paragraph = next(whole.paragraphs())
    return paragraph.spans[0].letters, paragraph.layout


@settings(max_examples=150, deadline=None)
@given(
    levels,
    st.lists(levels, min_size=1, max_size=LEVELS),
    st.lists(levels, min_size=1, max_size=LEVELS),
    levels,
    st.booleans(),
)
def test_the_nearest_word_counts_and_toggles_turn(
    defaults: Level, paragraphs: list[Level], characters: list[Level], own: Level, dressed: bool
) -> None:
    """``dressed``: the run has a character style."""
    used = characters if dressed else [silent]
    named = f'<w:rStyle w:val="character{len(characters) - 1}"/>' if dressed else ""
    run = own.run.replace("<w:rPr>", f"<w:rPr>{named}")
    properties = f'<w:pStyle w:val="paragraph{len(paragraphs) - 1}"/>{own.paragraph}'
    body = f"<w:p><w:pPr>{properties}</w:pPr><w:r>{run}<w:t>Ấm</w:t></w:r></w:p>"
    letters, layout = first(shown(body, styles_of(defaults, paragraphs, characters)))
    whole = [defaults, *paragraphs, *used, own]
    of_paragraph = [defaults, *paragraphs, own]
    font = nearest(whole, "font")
    assert letters.size == (nearest(whole, "size") or 20) / 2  # type: ignore[operator]
    assert letters.bold == toggled(defaults, paragraphs, used, own, "bold")
    assert letters.italic == toggled(defaults, paragraphs, used, own, "italic")
    assert letters.other == {"theme": "Cambria", None: "Times New Roman"}.get(font, font)  # type: ignore[call-overload]
    align = nearest(of_paragraph, "align") or "left"
    assert layout.align == ("justify" if align == "both" else align)
    assert layout.first_line == (nearest(of_paragraph, "indent") or 0) / 20  # type: ignore[operator]


def test_a_circle_of_styles_is_cut() -> None:
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{other}"/>'
        f'<w:rPr><w:sz w:val="{size}"/></w:rPr></w:style>'
        for one, other, size in (("a", "b", 30), ("b", "a", 40))
    )
    letters, _layout = first(shown('<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>', circle))
    assert letters.size == 15


def test_text_in_a_table_takes_its_style_then_the_paragraphs() -> None:
    styles = (
        '<w:style w:type="table" w:styleId="T"><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="30"/></w:rPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:sz w:val="22"/></w:rPr></w:style>'
    )
    cell = "<w:tc><w:p>{}<w:r><w:t>x</w:t></w:r></w:p></w:tc>"
    plain, dressed = cell.format(""), cell.format('<w:pPr><w:pStyle w:val="P"/></w:pPr>')
    body = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="T"/><w:tblLook w:val="0420"/></w:tblPr>'
        f"<w:tr>{plain}{dressed}</w:tr><w:tr>{plain}{dressed}</w:tr></w:tbl>"
    )
    table = next(shown(body, styles).tables())
    cells = [paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs()]
    assert [one.spans[0].letters.size for one in cells] == [15, 11, 15, 11]
    assert [one.spans[0].letters.bold for one in cells] == [True, True, False, False]
    assert {one.layout.align for one in cells} == {"center"}


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ('<w:color w:val="auto"/>', "000000"),
        ('<w:color w:val="ff0000"/>', "FF0000"),
        ('<w:color w:val="FFFFFF" w:themeColor="text1"/>', "000000"),
        ('<w:color w:val="1F497D" w:themeColor="text2" w:themeTint="80"/>', "1F497D"),
        ("", "000000"),
    ],
)
def test_colours_are_resolved(written: str, colour: str) -> None:
    theme = '<a:clrScheme><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1></a:clrScheme>'
    body = f"<w:p><w:r><w:rPr>{written}</w:rPr><w:t>x</w:t></w:r></w:p>"
    whole = read(open_word_file(raw_docx(body, theme=theme), "a.docx"))
    assert first(whole)[0].colour == colour


@pytest.mark.parametrize(
    ("spacing", "times"),
    [
        ('w:line="360"', 1.5),
        ('w:line="360" w:lineRule="auto"', 1.5),
        ('w:line="299" w:lineRule="exact"', 1.0),
        ('w:line="200" w:lineRule="atLeast"', 1.0),
        ('w:line="598" w:lineRule="atLeast"', 2.0),
    ],
)
def test_line_spacing_is_told_in_times_of_the_single_one(spacing: str, times: float) -> None:
    body = f"<w:p><w:pPr><w:spacing {spacing}/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"
    assert first(shown(body))[1].line_spacing(13) == pytest.approx(times, abs=0.001)


NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/>'
    '<w:pPr><w:ind w:firstLine="400"/></w:pPr></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
)


def test_lists_are_counted_as_word_counts_them() -> None:
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="7"/></w:numPr></w:pPr>'
        "<w:r><w:t>x</w:t></w:r></w:p>"
        for depth in (0, 1, 1, 2, 0, 1)
    )
    whole = shown(body, numbering=NUMBERING)
    assert [one.label for one in whole.paragraphs()] == ["III.", "III.1", "III.2", "-", "IV.", "IV.1"]
    assert [one.layout.first_line for one in whole.paragraphs()] == [0, 20, 20, 0, 0, 20]


READ_TEXTS = {
    "content control": "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>5</w:t></w:r></w:sdtContent></w:sdt>",
    "inserted": "<w:ins><w:r><w:t>5</w:t></w:r></w:ins>",
    "link": "<w:hyperlink><w:r><w:t>5</w:t></w:r></w:hyperlink>",
    "deleted beside": "<w:del><w:r><w:delText>4</w:delText></w:r></w:del><w:r><w:t>5</w:t></w:r>",
    "hidden beside": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>4</w:t></w:r><w:r><w:t>5</w:t></w:r>",
    "field": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF a </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>5</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ),
}


@pytest.mark.parametrize("kind", READ_TEXTS)
def test_the_text_is_what_a_reader_sees(kind: str) -> None:
    assert next(shown(f"<w:p>{READ_TEXTS[kind]}</w:p>").paragraphs()).text == "5"


def test_paragraphs_rows_and_cells_in_content_controls_are_read() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    paragraph = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    row = f"<w:tr>{control(f'<w:tc>{paragraph}</w:tc>')}</w:tr>"
    whole = shown(control(paragraph) + f"<w:tbl>{control(row)}</w:tbl>")
    assert [type(block) for block in whole.blocks] == [Paragraph, Table]
    assert [one.text for one in whole.paragraphs()] == ["x", "x"]


DRAWN = {
    "shape": (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:extent cx="1270000" cy="0"/>'
        '<a:graphic><a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst="line"/></wps:spPr></wps:wsp></a:graphicData>'
        "</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:line/></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    ),
    "old line": '<w:pict><v:line from="10pt,2pt" to="110pt,2pt"/></w:pict>',
    "old connector": '<w:pict><v:shape type="#_x0000_t32" style="position:absolute;width:100pt;height:0"/></w:pict>',
}


@pytest.mark.parametrize("kind", DRAWN)
def test_drawn_lines_are_measured(kind: str) -> None:
    paragraph = next(shown(f"<w:p><w:r>{DRAWN[kind]}</w:r></w:p>").paragraphs())
    assert paragraph.drawn == (100.0,)
    assert not paragraph.picture
