"""A small maker of documents as a careful officer writes them in Word, with nothing of ours in it but its text.

``Sheet`` says what is on the page and how; a fault is planted by changing one thing of it.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from ansinh.documents.letters import width_mm
from ansinh.documents.tree import Form

ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
FONT = "Times New Roman"
BODY = (
    "Thực hiện nhiệm vụ được giao, Bảo hiểm xã hội tỉnh đã tập trung chỉ đạo thu, giảm số tiền chậm đóng và phát triển"
    " người tham gia; kết quả chi tiết ở Phụ lục kèm theo."
)


@dataclass(frozen=True)
class Look:
    size: float = 14
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: str = "center"
    indent_mm: float = 0
    before: float = 0
    after: float = 0
    line: float = 1.0
    line_below: float = 0  # share of the words above it
    star: str = ""


@dataclass(frozen=True)
class Sheet:
    """``texts``: the lines of each part; none: the part is left out. ``last``: done to the document in the end."""

    form: Form = Form.STATE
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    looks: Mapping[str, Look] = field(default_factory=dict)
    margins_mm: tuple[float, float, float, float] = (20, 15, 20, 30)
    paper_mm: tuple[float, float] = (210, 297)
    number_in: str = "header"
    number_align: str = "center"
    number_size: float = 14
    number_italic: bool = False
    number_on_first: bool = False
    appendix_restarts: bool = True
    header_bold: bool = True
    header_align: str = "center"
    header_repeated: bool = True
    column_numbers: tuple[str, ...] = ("(1)", "(2)", "(3)")
    numbers_align: str = "right"
    last: Callable[[WordDocument], None] = lambda _word: None

    def saying(self, part: str, *lines: str) -> "Sheet":
        return replace(self, texts={**self.texts, part: lines})

    def looking(self, part: str, **changes: object) -> "Sheet":
        return replace(self, looks={**self.looks, part: replace(self.looks[part], **changes)})  # type: ignore[arg-type]


_BODY = Look(14, align="justify", indent_mm=10, after=6, line=1.1)
STATE = Sheet(
    texts={
        "national": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",),
        "motto": ("Độc lập - Tự do - Hạnh phúc",),
        "superior": ("BẢO HIỂM XÃ HỘI VIỆT NAM",),
        "issuer": ("BẢO HIỂM XÃ HỘI TỈNH HÀ TĨNH",),
        "number": ("Số: 05/BC-BHXH",),
        "date": ("Hà Tĩnh, ngày 05 tháng 02 năm 2020",),
        "kind": ("BÁO CÁO",),
        "subject": ("Kết quả công tác tháng 01 năm 2020",),
        "to": ("Kính gửi: Bảo hiểm xã hội Việt Nam",),
        "grounds": (
            "Căn cứ Luật Bảo hiểm xã hội ngày 20 tháng 11 năm 2014;",
            "Căn cứ Quyết định số 21/QĐ-TTg ngày 05 tháng 01 năm 2016 của Thủ tướng Chính phủ.",
        ),
        "chapter": ("Phần I",),
        "chapter_title": ("TÌNH HÌNH THỰC HIỆN NHIỆM VỤ",),
        "section": ("I. KẾT QUẢ THỰC HIỆN",),
        "clause": ("1. Công tác thu",),
        "point": ("a) Bảo hiểm xã hội bắt buộc",),
        "body": (BODY, "- Số thu đạt 36,45% kế hoạch;", BODY),
        "end": ("Trên đây là báo cáo kết quả công tác tháng 01 năm 2020./.",),
        "recipients": ("Nơi nhận:",),
        "recipient": ("- Như trên;", "- Giám đốc (để báo cáo);", "- Lưu: VT, KHTC."),
        "authority": ("KT. GIÁM ĐỐC",),
        "post": ("PHÓ GIÁM ĐỐC",),
        "signer": ("Nguyễn Văn A",),
        "appendix": ("Phụ lục",),
        "appendix_title": ("KẾT QUẢ THU",),
        "attached": ("(Kèm theo Báo cáo số 05/BC-BHXH ngày 05 tháng 02 năm 2020 của Bảo hiểm xã hội tỉnh Hà Tĩnh)",),
    },
    looks={
        "national": Look(13, bold=True),
        "motto": Look(14, bold=True, line_below=1),
        "superior": Look(13),
        "issuer": Look(13, bold=True, line_below=0.4),
        "number": Look(13),
        "date": Look(14, italic=True),
        "kind": Look(14, bold=True, before=12),
        "subject": Look(14, bold=True, line_below=0.4),
        "to": Look(14, before=6, after=6),
        "grounds": Look(14, italic=True, align="justify", indent_mm=10, after=6),
        "chapter": Look(14, bold=True),
        "chapter_title": Look(14, bold=True),
        "section": Look(14, bold=True, align="justify", indent_mm=10, after=6),
        "clause": Look(14, bold=True, align="justify", indent_mm=10, after=6),
        "point": Look(14, align="justify", indent_mm=10, after=6),
        "body": _BODY,
        "end": _BODY,
        "recipients": Look(12, bold=True, italic=True, align="left"),
        "recipient": Look(11, align="left"),
        "authority": Look(14, bold=True),
        "post": Look(14, bold=True),
        "signer": Look(14, bold=True, before=60),
        "appendix": Look(14, bold=True),
        "appendix_title": Look(14, bold=True),
        "attached": Look(14, italic=True, after=6),
    },
)
_PARTY_LOOKS = {
    "party": Look(15, bold=True, line_below=1),
    "superior": Look(14),
    "issuer": Look(14, bold=True, star="*"),
    "number": Look(14),
    "kind": Look(16, bold=True, before=12),
    "subject": Look(14, bold=True, star="-----"),
    "recipients": Look(14, underline=True, align="left"),
    "recipient": Look(12, align="left"),
    "post": Look(14),
    "grounds": Look(14, align="justify", indent_mm=10, after=6),
}
PARTY = replace(
    STATE,
    form=Form.PARTY,
    looks={**STATE.looks, **_PARTY_LOOKS},
    texts={
        **STATE.texts,
        "national": (),
        "motto": (),
        "party": ("ĐẢNG CỘNG SẢN VIỆT NAM",),
        "superior": ("ĐẢNG BỘ TỈNH HÀ TĨNH",),
        "issuer": ("ĐẢNG ỦY BẢO HIỂM XÃ HỘI TỈNH",),
        "number": ("Số 05-BC/ĐU",),
        "end": ("Trên đây là báo cáo kết quả công tác tháng 01 năm 2020.",),
        "recipient": ("- Như trên;", "- Lưu Văn phòng Đảng ủy."),
        "authority": ("T/M BAN THƯỜNG VỤ",),
        "post": ("BÍ THƯ",),
        "attached": ("(Kèm theo Báo cáo số 05-BC/ĐU, ngày 05 tháng 02 năm 2020 của Đảng ủy)",),
    },
)
LETTER = replace(
    STATE,
    texts={
        **STATE.texts,
        "letter_subject": ("V/v báo cáo kết quả công tác tháng 01",),
        "kind": (),
        "subject": (),
        "grounds": (),
        "number": ("Số: 05/BHXH-KHTC",),
        "attached": ("(Kèm theo Công văn số 05/BHXH-KHTC ngày 05 tháng 02 năm 2020)",),
    },
    looks={**STATE.looks, "letter_subject": Look(12)},
)


def made(sheet: Sheet) -> bytes:
    word = docx.Document()
    _clear(word)
    _page(word, sheet)
    _head(word, sheet)
    for part in ("kind", "subject", "to", "grounds", "chapter", "chapter_title", "section", "clause", "point", "body"):
        _write(word, sheet, part)
    _table(word, sheet)
    _write(word, sheet, "end")
    _signature(word, sheet)
    if sheet.texts["appendix"]:
        _appendix(word, sheet)
    sheet.last(word)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _clear(word: WordDocument) -> None:
    """The template's own theme fonts, sizes and spaces."""
    defaults = word.styles.element.find(qn("w:docDefaults"))
    defaults.getparent().remove(defaults)
    word.styles["Normal"].font.name = FONT
    word.styles["Normal"].font.size = Pt(14)


def _page(word: WordDocument, sheet: Sheet) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = (Mm(length) for length in sheet.paper_mm)
    sides = ("top_margin", "right_margin", "bottom_margin", "left_margin")
    for side, length in zip(sides, sheet.margins_mm, strict=True):
        setattr(section, side, Mm(length))
    section.different_first_page_header_footer = not sheet.number_on_first
    paragraph = (section.header if sheet.number_in == "header" else section.footer).paragraphs[0]
    if sheet.number_in:
        paragraph.alignment = ALIGNMENTS[sheet.number_align]
        run = paragraph.add_run()
        run.font.size, run.font.italic = Pt(sheet.number_size), sheet.number_italic
        for kind in ("begin", "PAGE", "end"):
            run._r.append(_field(kind))


def _field(kind: str) -> object:
    if kind == "PAGE":
        code = OxmlElement("w:instrText")
        code.text = " PAGE "
        return code
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def _head(word: WordDocument, sheet: Sheet) -> None:
    table = word.add_table(rows=2, cols=2)
    for column, width in zip(table.columns, (Mm(72), Mm(93)), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    (left, right), (number, date) = (row.cells for row in table.rows)
    for cell, parts in (
        (left, ("superior", "issuer")),
        (right, ("party", "national", "motto")),
        (number, ("number", "letter_subject")),
        (date, ("date",)),
    ):
        for part in parts:
            _write(cell, sheet, part)
        _drop_first(cell)


def _drop_first(cell: _Cell) -> None:
    if len(cell.paragraphs) > 1:
        cell._tc.remove(cell.paragraphs[0]._p)


def _write(container: WordDocument | _Cell, sheet: Sheet, part: str) -> None:
    look = sheet.looks.get(part, Look())
    lines = sheet.texts.get(part, ())
    for line in lines:
        _dress(container.add_paragraph(), line, look)
    if lines and look.line_below:
        page = sheet.paper_mm[0] - sheet.margins_mm[1] - sheet.margins_mm[3]
        room = page if not isinstance(container, _Cell) else (container.width or 0) / Mm(1)
        words = min(width_mm(lines[-1], look.size, bold=look.bold), room)
        _line(container.add_paragraph(), Mm((room - words * look.line_below) / 2))
    if lines and look.star:
        _dress(container.add_paragraph(), look.star, replace(look, line_below=0))


def _dress(paragraph: Paragraph, text: str, look: Look) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(look.size), look.bold, look.italic
    run.underline = look.underline or None
    layout = paragraph.paragraph_format
    layout.alignment, layout.line_spacing = ALIGNMENTS[look.align], look.line
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.first_line_indent = Mm(look.indent_mm) if look.indent_mm else None


def _line(paragraph: Paragraph, indent: int) -> None:
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
    border = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        top.set(qn(f"w:{name}"), value)
    border.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:spacing", "w:ind", "w:jc")


def _table(word: WordDocument, sheet: Sheet) -> None:
    rows = [("TT", "Đơn vị", "Số thu (triệu đồng)"), sheet.column_numbers]
    rows += [(str(number), f"Huyện {letter}", f"{number}2.345,6") for number, letter in enumerate("ABCDEF", 1)]
    rows = [row for row in rows if row]
    table = word.add_table(rows=len(rows), cols=3, style="Table Grid")
    for place, (drawn, cells) in enumerate(zip(table.rows, rows, strict=True)):
        for column, (cell, text) in enumerate(zip(drawn.cells, cells, strict=True)):
            align = sheet.header_align if place == 0 else "center" if cells[0] == "(1)" or column == 0 else "left"
            align = sheet.numbers_align if place > 1 and column == 2 else align
            _dress(cell.paragraphs[0], text, Look(12, bold=place == 0 and sheet.header_bold, align=align))
    if sheet.header_repeated:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _signature(word: WordDocument, sheet: Sheet) -> None:
    table: Table = word.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    for part in ("recipients", "recipient"):
        _write(left, sheet, part)
    for part in ("authority", "post", "signer"):
        _write(right, sheet, part)
    for cell in (left, right):
        _drop_first(cell)


def _appendix(word: WordDocument, sheet: Sheet) -> None:
    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.PORTRAIT
    if sheet.appendix_restarts:
        pages = OxmlElement("w:pgNumType")
        pages.set(qn("w:start"), "1")
        section._sectPr.append(pages)
    for part in ("appendix", "appendix_title", "attached"):
        _write(word, sheet, part)
    _table(word, sheet)
