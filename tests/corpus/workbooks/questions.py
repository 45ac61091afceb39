"""What a file does not say is asked once; the same file is read with the answer."""

from decimal import Decimal

from tests.corpus.workbooks.case import Case, Given, case
from tests.corpus.workbooks.parts import CLUSTER, figures, masthead, signatures
from tests.corpus.workbooks.sheets import BB, BHTN, BHYT, BILLION, MILLION, NO, THU, TN, Book
from tests.corpus.workbooks.writers import xls, xlsx

SENDER = "cum-iv-2020"
UNKNOWN = "Số đối tượng quản lý"
POINTS = "Chỉ số Z"


def _unknown_column() -> Book:
    book = Book()
    sheet = book.sheet("T5")
    known = figures("unknown column", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "THÁNG 5 NĂM 2020")
    sheet.line(3, ["STT", "Đơn vị", "BHXH BB", UNKNOWN, "BHTN", POINTS, "Ghi chú"])
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 4 + index, known[code]
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, BB, "2020-05", own.bb)
        sheet.figure(row, 3, code, TN, "2020-05", own.tn)
        sheet.figure(row, 4, code, BHTN, "2020-05", own.bhtn)
        sheet.put(row, 5, 17.5 + index)
    return book


@case
def asked_about_unknown_headers() -> Case:
    book = _unknown_column()
    why = "Two headers mean nothing: one question about both"
    return book.case("T5-2020.xlsx", xlsx(book), why, unit=SENDER, questions=["line"])


@case
def answered_about_unknown_headers() -> Case:
    book = _unknown_column()
    answers = Given(lines={UNKNOWN: TN, POINTS: "skip"})
    why = "The officer said what one header means and to pass over the other"
    return book.case("T5-2020.xlsx", xlsx(book), why, unit=SENDER, answers=answers)


@case
def answered_about_unknown_columns_by_letter() -> Case:
    book = _unknown_column()
    answers = Given(lines={"D": TN, "F": "skip"})
    why = "The same, the columns named by their letters"
    return book.case("T5-2020.xlsx", xlsx(book), why, unit=SENDER, answers=answers)


def _no_period() -> Book:
    book = Book()
    sheet = book.sheet("Sheet1")
    known = figures("no period", tuple(CLUSTER))
    masthead(sheet, "BẢO HIỂM XÃ HỘI VIỆT NAM", "CỤM THI ĐUA SỐ IV")
    sheet.put(5, 1, "BẢNG TỔNG HỢP SỐ LIỆU")
    sheet.line(7, ["TT", "Đơn vị", "BHYT", "Số nợ (triệu đồng)"])
    for index, (code, name) in enumerate(CLUSTER.items()):
        sheet.line(8 + index, [index + 1, name])
        sheet.figure(8 + index, 2, code, BHYT, "2020-05", known[code].bhyt)
        sheet.figure(8 + index, 3, code, NO, "2020-05", known[code].arrears, MILLION)
    signatures(sheet, 18)
    return book


@case
def asked_about_the_period() -> Case:
    book = _no_period()
    why = "Nothing says which month: not the sheet, its name nor the file's"
    return book.case("tong hop.xls", xls(book), why, questions=["period"])


@case
def answered_about_the_period() -> Case:
    book = _no_period()
    answers = Given(period="2020-05")
    return book.case("tong hop.xls", xls(book), "The officer said May 2020", unit=SENDER, answers=answers)


def _no_measure() -> Book:
    book = Book()
    sheet = book.sheet("T5.2020")
    known = figures("no measure", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "Tình hình thu, nợ và phát triển đối tượng")
    sheet.line(3, ["TT", "Đơn vị", "BHXH tự nguyện", "Số thu", "Số nợ"])
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 4 + index, known[code]
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, TN, "2020-05", own.tn)
        sheet.figure(row, 3, code, THU, "2020-05", own.thu_billion(), BILLION)
        sheet.figure(row, 4, code, NO, "2020-05", Decimal(own.arrears) / 1000, BILLION)
    return book


@case
def asked_about_the_measure_of_money() -> Case:
    book = _no_measure()
    why = "Two columns of money in no measure: one question; people need none"
    return book.case("bao cao.xlsx", xlsx(book), why, unit=SENDER, questions=["measure"])


@case
def answered_about_the_measure_of_money() -> Case:
    book = _no_measure()
    answers = Given(measure="tỷ đồng", reported_on="2020-06-03")
    why = "The officer said billions, and the day of the report"
    return book.case("bao cao.xlsx", xlsx(book), why, unit=SENDER, answers=answers, reported_on="2020-06-03")
