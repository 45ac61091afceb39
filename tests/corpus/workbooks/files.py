"""Files of other kinds, encodings, fonts and sizes."""

import unicodedata
from decimal import Decimal

from tests.corpus.workbooks.case import Case, case
from tests.corpus.workbooks.communes import bare
from tests.corpus.workbooks.fonts import tcvn3, vni, windows_1258
from tests.corpus.workbooks.parts import (
    CAN_THO,
    CLUSTER,
    NGHE_AN,
    Figures,
    figures,
    masthead,
    rounded,
    signatures,
    vietnamese,
)
from tests.corpus.workbooks.sheets import BB, BHTN, BHYT, BILLION, MILLION, NO, THU, TN, Book, Sheet
from tests.corpus.workbooks.writers import csv_text, with_blank_rows, xls, xlsx

SENDER = "cum-iv-2020"


def _plain(sheet: Sheet, known: dict[str, Figures], names: dict[str, str], asked: str, top: int) -> None:
    """People and money of each unit under one header row."""
    sheet.line(
        top, ["STT", "Đơn vị", "Số người tham gia BHXH bắt buộc", "Số người tham gia BHYT", "Số thu (triệu đồng)"]
    )
    for index, (code, name) in enumerate(names.items()):
        row, own = top + 1 + index, known[code]
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, BB, asked, own.bb)
        sheet.figure(row, 3, code, BHYT, asked, own.bhyt)
        sheet.figure(row, 4, code, THU, asked, own.thu, MILLION)


def _province(seed: str, asked: str, title: str) -> tuple[Book, Sheet]:
    book = Book()
    sheet = book.sheet("Sheet1")
    sheet.put(0, 0, "BẢO HIỂM XÃ HỘI TỈNH NGHỆ AN")
    sheet.put(1, 0, title)
    _plain(sheet, figures(seed, tuple(NGHE_AN)), NGHE_AN, asked, 3)
    return book, sheet


def _retyped(book: Book, retype: object, font: str = "") -> None:
    """All text of a book through a function, in a font if one is named."""
    for sheet in book.sheets:
        for place, cell in sheet.cells.items():
            if isinstance(cell.value, str):
                look = (cell.look or {}) | ({"font_name": font} if font else {})
                sheet.cells[place] = cell._replace(value=retype(cell.value), look=look or None)  # type: ignore[operator]


@case
def text_in_decomposed_unicode() -> Case:
    """As a Mac types it."""
    book, _sheet = _province("NFD", "2020-04", "SỐ LIỆU THÁNG 4 NĂM 2020")
    _retyped(book, lambda text: unicodedata.normalize("NFD", text))
    return book.case(
        unicodedata.normalize("NFD", "Số liệu tháng 4.xlsx"),
        xlsx(book),
        "Every mark is a character of its own",
        unit="40",
    )


@case
def text_typed_for_tcvn3_fonts() -> Case:
    book = Book()
    sheet = book.sheet("Thang 6")
    known = figures("tcvn3", tuple(CLUSTER))
    masthead(
        sheet, "Bảo hiểm xã hội Việt Nam", "Cụm thi đua số IV", "Số: 45/BC-CTĐ", "Đà Nẵng, ngày 07 tháng 7 năm 2020"
    )
    sheet.put(5, 1, "Tổng hợp số người tham gia và số thu tháng 6 năm 2020")
    _plain(sheet, known, CLUSTER, "2020-06", 7)
    sheet.line(17, [None, "Tổng cộng", *(sheet.sum_of(range(8, 17), column) for column in (2, 3, 4))])
    signatures(sheet, 19)
    _retyped(book, tcvn3, ".VnTime")
    sheet.finds("legacy-font", "note", "*")
    return book.case(
        "T6 (VnTime).xls",
        xls(book),
        "Typed for .VnTime, which the cells name; old .xls",
        unit=SENDER,
        reported_on="2020-07-07",
        document="45/BC-CTĐ",
    )


@case
def text_typed_for_vni_fonts_without_their_names() -> Case:
    """Copied into another file, the cells have lost their font."""
    book = Book()
    sheet = book.sheet("Sheet1")
    sheet.put(0, 0, "BẢO HIỂM XÃ HỘI THÀNH PHỐ CẦN THƠ")
    sheet.put(1, 0, "Số liệu tháng 12 năm 2019")
    _plain(sheet, figures("vni", tuple(CAN_THO), 130), CAN_THO, "2019-12", 3)
    _retyped(book, vni)
    sheet.finds("legacy-font", "note", "*")
    return book.case("BHXH TPCT 12-2019.xlsx", xlsx(book), "VNI letters in Calibri", unit="92")


@case
def text_half_in_vni_half_in_unicode() -> Case:
    book = Book()
    sheet = book.sheet("Sheet1")
    sheet.put(0, 0, "BẢO HIỂM XÃ HỘI THÀNH PHỐ CẦN THƠ")
    sheet.put(1, 0, "Số liệu lũy kế đến quý IV năm 2019")
    _plain(sheet, figures("half vni", tuple(CAN_THO), 130), CAN_THO, "2019-12", 3)
    for row in range(6, 9):
        cell = sheet.cells[row, 1]
        sheet.cells[row, 1] = cell._replace(value=vni(str(cell.value)), look={"font_name": "VNI-Times"})
    sheet.finds("legacy-font", "note", "*")
    return book.case(
        "quy 4.2019.xlsx", xlsx(book), "Three names pasted from a VNI file, the rest in Unicode", unit="92"
    )


@case
def csv_in_utf8_with_a_mark() -> Case:
    book, sheet = _province("utf-8", "2020-03", "THÁNG 3 NĂM 2020")
    content = b"\xef\xbb\xbf" + csv_text(sheet, ",").encode()
    return book.case("nghe an t3.csv", content, "UTF-8 with a byte-order mark, commas", unit="40")


@case
def csv_in_utf16_with_tabs() -> Case:
    """As Excel saves "Unicode text"."""
    book = Book()
    sheet = book.sheet("Sheet1")
    known = figures("utf-16", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "Nợ BHXH, BHYT, BHTN đến 31/5/2020")
    sheet.line(2, ["TT", "Tỉnh", "Số tiền nợ (tỷ đồng)", "BHTN (người)"])
    for index, (code, name) in enumerate(CLUSTER.items()):
        sheet.line(3 + index, [index + 1, name])
        debt = rounded(Decimal(known[code].arrears) / 1000, 2)
        sheet.figure(3 + index, 2, code, NO, "2020-05", debt, BILLION, written=vietnamese(debt, 2))
        sheet.figure(3 + index, 3, code, BHTN, "2020-05", known[code].bhtn)
    content = csv_text(sheet, "\t").encode("utf-16")
    return book.case("unicode text.csv", content, "UTF-16, tabs, hundredths of a billion", unit=SENDER)


@case
def csv_in_windows_1258_with_semicolons() -> Case:
    book, sheet = _province("1258", "2020-09", "SỐ LIỆU 9 THÁNG NĂM 2020")
    content = windows_1258(csv_text(sheet, ";"))
    return book.case("9thang.csv", content, "The Windows code page of Vietnamese, semicolons", unit="40")


@case
def csv_in_tcvn3_bytes() -> Case:
    book, sheet = _province("tcvn3 csv", "2008-12", "Số liệu tháng 12 năm 2008")
    for place, cell in sheet.cells.items():  # capitals with tones are a font there, not letters
        if place[0] < 3 and isinstance(cell.value, str):
            sheet.cells[place] = cell._replace(value=cell.value.capitalize())
    content = tcvn3(csv_text(sheet, ";")).encode("latin-1")
    return book.case("12-2008.csv", content, "TCVN3 bytes, as DOS and FoxPro programs exported them", unit="40")


@case
def csv_with_decimal_commas_in_quotes() -> Case:
    book = Book()
    sheet = book.sheet("Sheet1")
    known = figures("quotes", tuple(CAN_THO), 130)
    sheet.put(0, 0, "BHXH THÀNH PHỐ CẦN THƠ")
    sheet.put(1, 0, "Thu BHXH, BHYT, BHTN 8 tháng đầu năm 2020, tỷ đồng")
    sheet.line(2, ["STT", "Quận/huyện", "Số thu", "BHXH TN (người)"])
    for index, (code, name) in enumerate(CAN_THO.items()):
        sheet.line(3 + index, [index + 1, name])
        sheet.figure(3 + index, 2, code, THU, "2020-08", known[code].thu_billion(1), BILLION)
        sheet.figure(3 + index, 3, code, TN, "2020-08", known[code].tn)
    content = csv_text(sheet, ",").encode()
    return book.case("ct_8t.csv", content, "UTF-8 without a mark; decimal commas in quotes between commas", unit="92")


@case
def a_million_blank_rows() -> Case:
    book, sheet = _province("million", "2020-02", "SỐ LIỆU THÁNG 02 NĂM 2020")
    sheet.put(26, 1, "Người lập", bold=True)
    return book.case(
        "thang 2 - to mau.xlsx",
        with_blank_rows(xlsx(book)),
        "Painted to the last row of the sheet; nothing stands there",
        unit="40",
    )


@case
def the_period_only_in_the_name_of_the_file() -> Case:
    book, _sheet = _province("file name", "2020-10", "BIỂU TỔNG HỢP")
    return book.case(
        "BHXH_NgheAn_T10_2020.xlsx", xlsx(book), "No period inside; T10_2020 in the file's name", unit="40"
    )


@case
def everything_in_lower_case_without_diacritics() -> Case:
    book, _sheet = _province("bare", "2020-11", "so lieu thang 11 nam 2020")
    _retyped(book, lambda text: bare(text).lower())
    return book.case("bc.xls", xls(book), "As from an old program: no diacritics, no capitals", unit="40")
