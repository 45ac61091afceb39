"""A careful officer's document is clean; each fault planted in it is found, and nothing else."""

import unicodedata
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace

import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from ansinh.documents.lint.checking import Linted, lint
from ansinh.documents.lint.elements import Part
from ansinh.documents.lint.findings import Severity
from ansinh.documents.lint.rules import rules_of
from ansinh.documents.tree import Form
from tests.unit.documents.lint.officers import BODY, LETTER, PARTY, STATE, Sheet, made


def linted(sheet: Sheet) -> Linted:
    return lint(made(sheet), "a.docx")


def rules_broken(sheet: Sheet) -> set[str]:
    return {finding.rule for finding in linted(sheet).findings}


@pytest.mark.parametrize("sheet", [STATE, PARTY, LETTER], ids=["state", "party", "official letter"])
def test_a_careful_officers_document_is_clean(sheet: Sheet) -> None:
    found = linted(sheet)
    assert found.findings == ()
    assert found.clean
    assert found.form is sheet.form


def test_a_document_in_english_is_measured_the_same_way() -> None:
    english = {
        "national": "SOCIALIST REPUBLIC OF VIET NAM",
        "motto": "Independence - Freedom - Happiness",
        "superior": "VIET NAM SOCIAL SECURITY",
        "issuer": "SOCIAL SECURITY OF HA TINH",
        "number": "No.: 05/BC-BHXH",
        "date": "Ha Tinh, 5 February 2020",
        "kind": "REPORT",
        "subject": "Results of January 2020",
        "to": "To: Viet Nam Social Security",
        "chapter": "Part I",
        "end": "This is the report./.",
        "recipients": "Recipients:",
        "authority": "PP. DIRECTOR",
        "post": "DEPUTY DIRECTOR",
        "appendix": "Appendix",
        "attached": "(Attached to Report No. 05/BC-BHXH of 5 February 2020)",
    }
    sheet = (
        STATE.saying("grounds").saying("recipient", "- As above;", "- Archives: VT.").saying("body", f"{BODY} Appendix")
    )
    for part, text in english.items():
        sheet = sheet.saying(part, text)
    assert rules_broken(sheet) == set()
    assert rules_broken(sheet.looking("kind", size=18)) == {"kind.size"}


# The names of the parts with the maker, and in the tables
PARTS = {
    "national": Part.NATIONAL_NAME,
    "motto": Part.MOTTO,
    "party": Part.PARTY_TITLE,
    "superior": Part.SUPERIOR,
    "issuer": Part.ISSUER,
    "number": Part.NUMBER,
    "date": Part.PLACE_DATE,
    "letter_subject": Part.LETTER_SUBJECT,
    "kind": Part.KIND,
    "subject": Part.SUBJECT,
    "to": Part.ADDRESSEES,
    "grounds": Part.GROUND,
    "chapter": Part.CHAPTER,
    "chapter_title": Part.CHAPTER_TITLE,
    "section": Part.SECTION,
    "clause": Part.CLAUSE,
    "point": Part.POINT,
    "body": Part.BODY,
    "recipients": Part.RECIPIENTS,
    "recipient": Part.RECIPIENT,
    "authority": Part.AUTHORITY,
    "post": Part.POST,
    "signer": Part.SIGNER,
    "appendix": Part.APPENDIX,
    "appendix_title": Part.APPENDIX_TITLE,
    "attached": Part.ATTACHED,
}


def spoilt(sheet: Sheet, part: str, measure: str) -> Sheet:
    """The sheet with one thing about the look of one part the other way round."""
    look = sheet.looks[part]
    match measure:
        case "size":
            return sheet.looking(part, size=look.size + 3)
        case "bold":
            return sheet.looking(part, bold=not look.bold)
        case "italic":
            return sheet.looking(part, italic=not look.italic)
        case "align":
            return sheet.looking(part, align="left")
        case _:
            capitals = all(line == line.upper() for line in sheet.texts[part])
            lines = sheet.texts[part]
            return sheet.saying(part, *(line.capitalize() if capitals else line.upper() for line in lines))


LOOKS = ("size", "bold", "italic", "align", "capitals")


def looks_of(sheet: Sheet, name: str, looks: Sequence[str] = LOOKS) -> list[object]:
    return [
        pytest.param(sheet, part, measure, id=f"{name}-{part}-{measure}")
        for part in PARTS
        if sheet.texts.get(part)
        for measure in looks
        if measure in rules_of(sheet.form).parts[PARTS[part]].measures
    ]


@pytest.mark.parametrize(
    ("sheet", "part", "measure"),
    [*looks_of(STATE, "state"), *looks_of(PARTY, "party", ["size"]), *looks_of(LETTER, "letter")[-1:]],
)
def test_each_part_is_measured_in_each_way_its_table_says(sheet: Sheet, part: str, measure: str) -> None:
    broken = rules_broken(spoilt(sheet, part, measure))
    spelt = {"authority.abbreviation"} if (part, measure) == ("authority", "capitals") else set()
    assert broken == {f"{PARTS[part]}.{measure}"} | (spelt & broken)


def _landscape_text(word: WordDocument) -> None:
    section = word.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.append(start)


def _by_style(word: WordDocument) -> None:
    """The officer took "Normal" for another font; runs say nothing of it."""
    word.styles["Normal"].font.name = "Arial"


def _by_defaults(word: WordDocument) -> None:
    word.styles["Normal"].element.rPr.remove(word.styles["Normal"].element.rPr.rFonts)
    styles = word.styles.element
    defaults, properties, run, fonts = (
        OxmlElement(f"w:{name}") for name in ("docDefaults", "rPrDefault", "rPr", "rFonts")
    )
    for slot in ("ascii", "hAnsi"):
        fonts.set(qn(f"w:{slot}"), "Calibri")
    run.append(fonts)
    properties.append(run)
    defaults.append(properties)
    styles.insert(0, defaults)


def _by_theme(word: WordDocument) -> None:
    fonts = word.styles["Normal"].element.rPr.rFonts
    for slot in ("ascii", "hAnsi"):
        fonts.set(qn(f"w:{slot}Theme"), "minorHAnsi")


def _by_character_style(word: WordDocument) -> None:
    style = word.styles.add_style("Đẹp", WD_STYLE_TYPE.CHARACTER)
    style.font.name = "Verdana"
    _paragraph(word, BODY).runs[0].style = style


def _by_table_style(word: WordDocument) -> None:
    style = word.styles["Table Grid"].element
    properties, colour = OxmlElement("w:rPr"), OxmlElement("w:color")
    colour.set(qn("w:val"), "C00000")
    properties.append(colour)
    style.append(properties)


def _paragraph(word: WordDocument, text: str) -> Paragraph:
    return next(paragraph for paragraph in word.paragraphs if paragraph.text == text)


def _coloured(word: WordDocument) -> None:
    _paragraph(word, BODY).runs[0].font.color.rgb = RGBColor(0xFF, 0, 0)


def _tight(word: WordDocument) -> None:
    for paragraph in word.paragraphs:
        if paragraph.text == BODY or paragraph.text.startswith("- Số thu"):
            paragraph.paragraph_format.space_after = Pt(2)


def _swapped(word: WordDocument) -> None:
    for row in word.tables[0].rows:
        left, right = row.cells
        row._tr.remove(left._tc)
        row._tr.append(left._tc)
        assert right._tc.getnext() is left._tc


def _addressed_first(word: WordDocument) -> None:
    kind, addressees = _paragraph(word, "BÁO CÁO"), _paragraph(word, STATE.texts["to"][0])
    kind._p.addprevious(addressees._p)


def _ungrouped(word: WordDocument) -> None:
    word.tables[1].rows[3].cells[2].paragraphs[0].runs[0].text = "12345"


def _second_appendix(word: WordDocument) -> None:
    """The whole appendix once more, in a section of its own."""
    body = word.element.body
    start = list(body).index(_paragraph(word, "Phụ lục")._p)
    end = body[-1]
    again = [deepcopy(one) for one in list(body)[start:-1]]
    paragraph = OxmlElement("w:p")
    paragraph.append(OxmlElement("w:pPr"))
    paragraph[0].append(deepcopy(end))
    end.addprevious(paragraph)
    for one in again:
        end.addprevious(one)


def _restyled(size: float) -> Callable[[WordDocument], None]:
    """The size of the name of the document comes from a style that is based on another."""

    def restyle(word: WordDocument) -> None:
        parent = word.styles.add_style("Cha", WD_STYLE_TYPE.PARAGRAPH)
        parent.font.size = Pt(size)
        child = word.styles.add_style("Con", WD_STYLE_TYPE.PARAGRAPH)
        child.base_style = parent
        paragraph = _paragraph(word, "BÁO CÁO")
        paragraph.style = child
        paragraph.runs[0].font.size = None

    return restyle


FAULTS: dict[str, tuple[Sheet, set[str]]] = {
    "left margin": (replace(STATE, margins_mm=(20, 15, 20, 25)), {"page.left"}),
    "right margin": (replace(STATE, margins_mm=(20, 25, 20, 30)), {"page.right"}),
    "top margin": (replace(STATE, margins_mm=(15, 15, 20, 30)), {"page.top"}),
    "bottom margin": (replace(STATE, margins_mm=(20, 15, 30, 30)), {"page.bottom"}),
    "paper": (replace(STATE, paper_mm=(215.9, 279.4)), {"page.paper"}),
    "landscape without a table": (replace(STATE.saying("appendix"), last=_landscape_text), {"page.landscape"}),
    "page number at the bottom": (replace(STATE, number_in="footer"), {"page_number.place"}),
    "page number on page 1": (replace(STATE, number_on_first=True), {"page_number.first_page"}),
    "page number at the right": (replace(STATE, number_align="right"), {"page_number.align"}),
    "page number small": (replace(STATE, number_size=11), {"page_number.size"}),
    "page number italic": (replace(STATE, number_italic=True), {"page_number.italic"}),
    "no page number": (replace(STATE, number_in=""), {"page_number.required"}),
    "appendix pages go on": (replace(STATE, appendix_restarts=False), {"page_number.restarts"}),
    "font by style": (replace(STATE, last=_by_style), {"text.font"}),
    "font by defaults": (replace(STATE, last=_by_defaults), {"text.font"}),
    "font by theme": (replace(STATE, last=_by_theme), {"text.font"}),
    "font by character style": (replace(STATE, last=_by_character_style), {"text.font"}),
    "colour": (replace(STATE, last=_coloured), {"text.colour"}),
    "colour by table style": (replace(STATE, last=_by_table_style), {"text.colour"}),
    "size by the style's parent": (replace(STATE, last=_restyled(18)), {"kind.size"}),
    "no national name": (STATE.saying("national"), {"national_name.required"}),
    "no motto": (STATE.saying("motto"), {"motto.required"}),
    "motto without spaces": (STATE.saying("motto", "Độc lập-Tự do-Hạnh phúc"), {"motto.spaced_hyphens"}),
    "motto with dashes": (STATE.saying("motto", "Độc lập – Tự do – Hạnh phúc"), {"motto.spaced_hyphens"}),
    "no line below the motto": (STATE.looking("motto", line_below=0), {"motto.line_below"}),
    "short line below the motto": (STATE.looking("motto", line_below=0.5), {"motto.line_length"}),
    "long line below the issuer": (STATE.looking("issuer", line_below=0.95), {"issuer.line_length"}),
    "no line below the issuer": (STATE.looking("issuer", line_below=0), {"issuer.line_below"}),
    "no line below the subject": (STATE.looking("subject", line_below=0), {"subject.line_below"}),
    "superior bold": (STATE.looking("superior", bold=True), {"superior.bold"}),
    "issuer in small letters": (STATE.saying("issuer", "Bảo hiểm xã hội tỉnh Hà Tĩnh"), {"issuer.capitals"}),
    "no issuer": (STATE.saying("issuer").saying("superior"), {"issuer.required"}),
    "sides swapped": (replace(STATE, last=_swapped), {"order.sides"}),
    "number without 0": (STATE.saying("number", "Số: 5/BC-BHXH"), {"number.leading_zero"}),
    "number without colon": (STATE.saying("number", "Số 05/BC-BHXH"), {"number.colon"}),
    "number without slash": (STATE.saying("number", "Số: 05-BC"), {"number.slash"}),
    "spaces in the symbol": (STATE.saying("number", "Số: 05/BC - BHXH"), {"number.spaced_hyphens"}),
    "no number": (STATE.saying("number"), {"number.required"}),
    "day without 0": (STATE.saying("date", "Hà Tĩnh, ngày 5 tháng 02 năm 2020"), {"place_date.day_zero"}),
    "month without 0": (STATE.saying("date", "Hà Tĩnh, ngày 05 tháng 2 năm 2020"), {"place_date.month_zero"}),
    "no comma after the place": (STATE.saying("date", "Hà Tĩnh ngày 05 tháng 02 năm 2020"), {"place_date.comma"}),
    "date upright": (STATE.looking("date", italic=False), {"place_date.italic"}),
    "kind in small letters": (STATE.saying("kind", "Báo cáo"), {"kind.capitals"}),
    "kind at the left": (STATE.looking("kind", align="left"), {"kind.align"}),
    "subject in capitals": (STATE.saying("subject", "KẾT QUẢ CÔNG TÁC NĂM 2020"), {"subject.capitals"}),
    "ground upright": (STATE.looking("grounds", italic=False), {"ground.italic"}),
    "section in small letters": (STATE.saying("section", "I. Kết quả thực hiện"), {"section.capitals"}),
    "body not justified": (STATE.looking("body", align="left"), {"body.align"}),
    "body not indented": (STATE.looking("body", indent_mm=0), {"body.indent"}),
    "body indented too far": (STATE.looking("body", indent_mm=20), {"body.indent"}),
    "body italic": (STATE.looking("body", italic=True), {"body.italic"}),
    "lines too far apart": (STATE.looking("body", line=2.0), {"body.line_spacing"}),
    "lines too close": (STATE.looking("body", line=0.8), {"body.line_spacing"}),
    "paragraphs too close": (replace(STATE, last=_tight), {"body.space_between"}),
    "no end mark": (STATE.saying("end", "Trên đây là báo cáo."), {"end.reads"}),
    "end mark apart": (STATE.saying("end", "Trên đây là báo cáo ./."), {"end.attached"}),
    "no recipients": (
        STATE.saying("recipients").saying("recipient"),
        {"recipients.required", "archive.required"},
    ),
    "recipients upright": (STATE.looking("recipients", italic=False), {"recipients.italic"}),
    "recipients without colon": (STATE.saying("recipients", "Nơi nhận"), {"recipients.colon"}),
    "recipient without dash": (STATE.saying("recipient", "- Như trên;", "Giám đốc;", "- Lưu: VT."), {"recipient.dash"}),
    "recipient without sign": (STATE.saying("recipient", "- Như trên", "- Lưu: VT."), {"recipient.ends"}),
    "no archive": (STATE.saying("recipient", "- Như trên;"), {"archive.required"}),
    "archive without VT": (STATE.saying("recipient", "- Như trên;", "- Lưu: KHTC."), {"archive.reads"}),
    "authority not of the decree's": (STATE.saying("authority", "T/L GIÁM ĐỐC"), {"authority.abbreviation"}),
    "post in small letters": (STATE.saying("post", "Phó Giám đốc"), {"post.capitals"}),
    "academic title": (STATE.saying("signer", "TS. Nguyễn Văn A"), {"signer.academic_title"}),
    "academic titles": (STATE.saying("signer", "PGS.TS. Nguyễn Văn A"), {"signer.academic_title"}),
    "name in capitals": (STATE.saying("signer", "NGUYỄN VĂN A"), {"signer.capitals"}),
    "appendix without a title": (STATE.saying("appendix_title"), {"appendix_title.required"}),
    "appendix attached to nothing": (STATE.saying("attached"), {"attached.required"}),
    "appendix not mentioned": (STATE.saying("body", "Kết quả đạt khá."), {"appendix.mentioned"}),
    "appendix in Arabic numerals": (STATE.saying("appendix", "Phụ lục 1"), {"appendix.roman"}),
    "table header not bold": (replace(STATE, header_bold=False), {"table.header_bold"}),
    "table header at the left": (replace(STATE, header_align="left"), {"table.header_align"}),
    "table header not repeated": (replace(STATE, header_repeated=False), {"table.header_repeated"}),
    "column numbers bare": (replace(STATE, column_numbers=("1", "2", "3")), {"table.column_numbers"}),
    "figures at the left": (replace(STATE, numbers_align="left"), {"table.numbers_align"}),
    "ground without sign": (STATE.saying("grounds", "Căn cứ Luật Bảo hiểm xã hội"), {"ground.ends"}),
    "no date": (STATE.saying("date"), {"place_date.required"}),
    "no list of recipients": (STATE.saying("recipient"), {"recipient.required", "archive.required"}),
    "attached, not in brackets": (STATE.saying("attached", "Kèm theo Báo cáo số 05/BC-BHXH"), {"attached.reads"}),
    "addressees before the kind": (replace(STATE.saying("grounds"), last=_addressed_first), {"order.before_kind"}),
    "thousands not parted": (replace(STATE, last=_ungrouped), {"table.thousands"}),
    "two appendices without numbers": (replace(STATE, last=_second_appendix), {"appendix.numbered"}),
    "Party: no line below the title": (PARTY.looking("party", line_below=0), {"party_title.line_below"}),
    "Party: no star": (PARTY.looking("issuer", star=""), {"issuer.mark_below"}),
    "Party: no dashes": (PARTY.looking("subject", star=""), {"subject.mark_below"}),
    "Party: number of the State's form": (PARTY.saying("number", "Số 05/BC-ĐU"), {"number.slash"}),
    "Party: margin": (replace(PARTY, margins_mm=(20, 25, 20, 30)), {"page.right"}),
    "Party: title small": (PARTY.looking("party", size=12), {"party_title.size"}),
    "Party: body small": (PARTY.looking("body", size=13), {"body.size"}),
    "Party: recipients not underlined": (PARTY.looking("recipients", underline=False), {"recipients.underlined"}),
    "letter: subject italic": (LETTER.looking("letter_subject", italic=True), {"letter_subject.italic"}),
    "letter: addressees without colon": (LETTER.saying("to", "Kính gửi Bảo hiểm xã hội"), {"addressees.colon"}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_and_nothing_else(fault: str) -> None:
    sheet, rules = FAULTS[fault]
    assert rules_broken(sheet) == rules


def test_text_that_is_not_composed_is_found_and_still_read() -> None:
    sheet = STATE
    for part, lines in STATE.texts.items():
        sheet = sheet.saying(part, *(unicodedata.normalize("NFD", line) for line in lines))
    assert rules_broken(sheet) == {"text.unicode"}


def test_text_of_a_legacy_font_is_found() -> None:
    def legacy(word: WordDocument) -> None:
        run = _paragraph(word, BODY).runs[0]
        run.text, run.font.name = (
            "B¶o hiÓm x· héi tØnh ®· tËp trung chØ ®¹o thu, gi¶m nî, ph¸t triÓn ng­êi tham gia.",
            ".VnTime",
        )
        run._r.rPr.rFonts.set(qn("w:hAnsi"), ".VnTime")

    found = linted(replace(STATE, last=legacy))
    assert {finding.rule for finding in found.findings} == {"text.legacy"}
    assert "TCVN3" in str(found.findings[0].found)


def test_a_document_without_a_kind_is_told_from_an_official_letter() -> None:
    sheet = STATE.saying("kind").saying("subject").saying("grounds")
    assert {"kind.required", "subject.required"} <= rules_broken(sheet)
    assert rules_broken(LETTER) == set()


def test_room_for_number_day_and_name_is_a_note() -> None:
    sheet = STATE.saying("number", "Số:        /BC-BHXH").saying("date", "Hà Tĩnh, ngày      tháng      năm 2020")
    found = linted(sheet.saying("signer"))
    assert {finding.rule for finding in found.findings} == {"number.room", "place_date.room", "signer.room"}
    assert {finding.severity for finding in found.findings} == {Severity.NOTE}
    assert found.clean


def test_the_same_fault_is_told_once_with_its_first_place() -> None:
    found = linted(STATE.looking("body", size=12)).findings
    assert [(finding.rule, finding.times) for finding in found] == [("body.size", 3)]
    assert found[0].where.start == BODY
    assert found[0].found != found[0].wanted


def test_every_finding_gives_its_clause_and_speaks_both_languages() -> None:
    for form, sheet in ((Form.STATE, STATE), (Form.PARTY, PARTY)):
        finding = linted(sheet.looking("kind", size=20)).findings[0]
        assert finding.severity is Severity.WRONG
        assert finding.clause.text("vi") != finding.clause.text("en")
        assert ("30/2020" in finding.clause.text("vi")) == (form is Form.STATE)


def test_a_heading_numbered_by_word_is_read_with_its_number() -> None:
    def listed(word: WordDocument) -> None:
        paragraph = _paragraph(word, "I. KẾT QUẢ THỰC HIỆN")
        paragraph.runs[0].text = "Kết quả thực hiện"
        _number(word, paragraph, "upperRoman", "%1.")

    assert rules_broken(replace(STATE, last=listed)) == {"section.capitals"}


def _number(word: WordDocument, paragraph: Paragraph, form: str, text: str) -> None:
    numbering = word.part.numbering_part.element
    abstract, level = OxmlElement("w:abstractNum"), OxmlElement("w:lvl")
    abstract.set(qn("w:abstractNumId"), "900")
    level.set(qn("w:ilvl"), "0")
    for name, value in (("start", "1"), ("numFmt", form), ("lvlText", text)):
        setting = OxmlElement(f"w:{name}")
        setting.set(qn("w:val"), value)
        level.append(setting)
    abstract.append(level)
    numbering.insert(0, abstract)
    number = numbering.add_num(900)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, number.numId
