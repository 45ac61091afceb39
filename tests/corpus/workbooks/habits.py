"""Habits of single offices: kinds down, months down, labels that lean on the one above, money of one scheme only."""

from decimal import Decimal

from tests.corpus.workbooks.case import Case, Given, case
from tests.corpus.workbooks.parts import CLUSTER, NGHE_AN, figures, masthead, signatures
from tests.corpus.workbooks.sheets import (
    BB,
    BHTN,
    BHXH,
    BHYT,
    CHI_KCB,
    LUOT_KCB,
    MILLION,
    NO,
    TARGET,
    THOUSAND,
    THU,
    TN,
    Book,
    area,
    at,
)
from tests.corpus.workbooks.writers import ods, xls, xlsx

SENDER = "cum-iv-2020"
SOME = ("412", "414", "421", "425", "427", "430")


@case
def quarters_across() -> Case:
    book = Book()
    sheet = book.sheet("Quy")
    known = figures("quarters", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "NGƯỜI THAM GIA BHYT THEO QUÝ NĂM 2020")
    sheet.line(3, ["TT", "Đơn vị", "Quý I", "Quý II", "Quý III"])
    for index, (code, name) in enumerate(CLUSTER.items()):
        sheet.line(4 + index, [index + 1, name])
        for quarter in (1, 2, 3):
            sheet.figure(4 + index, 1 + quarter, code, BHYT, f"2020-Q{quarter}", known[code].bhyt + quarter)
    return book.case("theo quy.xlsx", xlsx(book), "A stock at the end of each quarter", unit=SENDER)


@case
def one_line_of_measures_for_people_and_money() -> Case:
    book = Book()
    sheet = book.sheet("B1")
    known = figures("people and money", tuple(CLUSTER))
    masthead(sheet, "BHXH VIỆT NAM", "CỤM THI ĐUA SỐ IV", "Số:        /BC-CTĐ", "Tuy Hòa, ngày       tháng 6 năm 2020")
    sheet.put(4, 0, "BIỂU TỔNG HỢP THÁNG 5 NĂM 2020")
    sheet.put(5, 4, "Đơn vị tính: người, triệu đồng")
    sheet.line(6, ["STT", "Đơn vị", "BHXH BB", "BHTN", "Số thu BHXH, BHYT, BHTN", "Số nợ BHXH, BHYT, BHTN"])
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 7 + index, known[code]
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, BB, "2020-05", own.bb)
        sheet.figure(row, 3, code, BHTN, "2020-05", own.bhtn)
        sheet.figure(row, 4, code, THU, "2020-05", own.thu, MILLION)
        sheet.figure(row, 5, code, NO, "2020-05", own.arrears, MILLION)
    sheet.put(16, 1, "Tổng")
    for column in range(2, 6):
        formula = f"SUBTOTAL(9,{at(7, column)}:{at(15, column)})"
        sheet.put(16, column, sheet.sum_of(range(7, 16), column), formula)
    signatures(sheet, 18)
    return book.case(
        "mau B1.xlsx",
        xlsx(book),
        "One line says people and millions; the day and the number were left open",
        unit=SENDER,
    )


@case
def changes_since_days_that_are_not_in_the_file() -> Case:
    book = Book()
    sheet = book.sheet("T9")
    known = figures("changes", SOME)
    sheet.put(0, 0, "BHXH TỈNH NGHỆ AN")
    sheet.put(1, 0, "TÌNH HÌNH PHÁT TRIỂN NGƯỜI THAM GIA ĐẾN 30/9/2020")
    sheet.merge("A4:A5", "TT")
    sheet.merge("B4:B5", "Đơn vị")
    sheet.merge("C4:E4", "BHXH tự nguyện")
    sheet.line(4, ["Số người", "Tăng, giảm so với tháng trước", "So với 31/12/2019 (%)"], left=2)
    sheet.merge("F4:F5", "Số người cùng kỳ năm trước")
    for index, code in enumerate(SOME):
        own = known[code]
        sheet.line(5 + index, [index + 1, f"BHXH huyện {NGHE_AN[code]}" if code in ("421", "425") else NGHE_AN[code]])
        sheet.figure(5 + index, 2, code, TN, "2020-09", own.tn)
        sheet.line(5 + index, [17 - 3 * index, Decimal("104.5") + index, own.tn - 100], left=3)
    return book.case(
        "phat trien.xls", xls(book), "Changes and figures of last year, which nothing here can check", unit="40"
    )


@case
def asked_about_money_of_one_scheme() -> Case:
    book = _money_of_one_scheme()
    why = "What came in for one scheme is not all that came in"
    return book.case("thu theo quy.xlsx", xlsx(book), why, unit="40", questions=["line"])


@case
def answered_about_money_of_one_scheme() -> Case:
    book = _money_of_one_scheme()
    answers = Given(lines=dict.fromkeys(("Thu BHXH bắt buộc", "Thu BHYT", "Thu BHTN"), "skip"))
    why = "The money of single schemes is passed over"
    return book.case("thu theo quy.xlsx", xlsx(book), why, unit="40", answers=answers)


def _money_of_one_scheme() -> Book:
    book = Book()
    sheet = book.sheet("Thu")
    known = figures("schemes", SOME)
    sheet.put(0, 0, "BHXH TỈNH NGHỆ AN")
    sheet.put(1, 0, "KẾT QUẢ THU LŨY KẾ ĐẾN THÁNG 8/2020")
    sheet.put(2, 4, "ĐVT: triệu đồng")
    sheet.line(3, ["TT", "Đơn vị", "Thu BHXH bắt buộc", "Thu BHYT", "Thu BHTN", "Tổng thu BHXH, BHYT, BHTN"])
    for index, code in enumerate(SOME):
        thu = known[code].thu
        bhyt, bhtn = thu // 4, thu // 20
        sheet.line(4 + index, [index + 1, NGHE_AN[code], thu - bhyt - bhtn, bhyt, bhtn])
        sheet.figure(4 + index, 5, code, THU, "2020-08", thu, MILLION)
    return book


@case
def plan_and_actual_in_two_rows_of_each_unit() -> Case:
    book = Book()
    sheet = book.sheet("KH-TH")
    known = figures("two rows", SOME)
    sheet.put(0, 0, "BHXH TỈNH NGHỆ AN")
    sheet.put(1, 0, "TÌNH HÌNH THỰC HIỆN KẾ HOẠCH 10 THÁNG NĂM 2020")
    sheet.line(3, ["TT", "Đơn vị", "Nội dung", "BHXH BB", "BHYT", "Tổng thu BHXH, BHYT, BHTN (triệu đồng)"])
    for index, code in enumerate(SOME):
        row, own = 4 + 2 * index, known[code]
        sheet.merge(area(row, 0, row + 1, 0), index + 1)
        sheet.merge(area(row, 1, row + 1, 1), NGHE_AN[code])
        sheet.put(row, 2, "Kế hoạch")
        sheet.put(row + 1, 2, "Thực hiện")
        sheet.figure(row, 3, code, BB, "2020", own.bb + 30, kind=TARGET)
        sheet.figure(row, 4, code, BHYT, "2020", own.bhyt + 300, kind=TARGET)
        sheet.figure(row, 5, code, THU, "2020", own.plan, MILLION, TARGET)
        sheet.figure(row + 1, 3, code, BB, "2020-10", own.bb)
        sheet.figure(row + 1, 4, code, BHYT, "2020-10", own.bhyt)
        sheet.figure(row + 1, 5, code, THU, "2020-10", own.thu * 2, MILLION)
    return book.case(
        "KH TH 10T.xlsx", xlsx(book), "Plan and actual below each other, the unit merged over both", unit="40"
    )


@case
def months_down_and_units_across() -> Case:
    book = Book()
    sheet = book.sheet("BHTN")
    known = figures("months down", SOME)
    sheet.put(0, 0, "BHXH TỈNH NGHỆ AN")
    sheet.put(1, 0, "SỐ NGƯỜI THAM GIA BHTN NĂM 2020")
    sheet.line(3, ["Tháng", *(NGHE_AN[code] for code in SOME), "Cộng"])
    for month in range(1, 8):
        row = 3 + month
        sheet.put(row, 0, f"Tháng {month}")
        for column, code in enumerate(SOME, start=1):
            sheet.figure(row, column, code, BHTN, f"2020-{month:02}", known[code].bhtn + 9 * month)
        sheet.put(row, 7, sum(known[code].bhtn + 9 * month for code in SOME), f"SUM(B{row + 1}:G{row + 1})")
    return book.case(
        "BHTN 7 thang.ods", ods(book), "Months down, districts across, the indicator in the title", unit="40"
    )


@case
def labels_that_lean_on_the_one_above() -> Case:
    book = Book()
    sheet = book.sheet("Bao cao")
    code = "425"
    own = figures("leaning", [code], 250)[code]
    masthead(
        sheet, "BHXH TỈNH NGHỆ AN", "BHXH HUYỆN DIỄN CHÂU", "Số: 19/BC-BHXH", "Diễn Châu, ngày 05 tháng 4 năm 2020", 2
    )
    sheet.put(4, 0, "BÁO CÁO KẾT QUẢ QUÝ I NĂM 2020")
    sheet.line(6, ["STT", "Nội dung", "Số liệu"])
    lines = (
        ("1", "Số người tham gia BHXH (người)", BHXH, own.bhxh, Decimal(1)),
        ("1.1", "- Bắt buộc", BB, own.bb, Decimal(1)),
        ("1.2", "- Tự nguyện", TN, own.tn, Decimal(1)),
        ("2", "Số người tham gia BHYT", BHYT, own.bhyt, Decimal(1)),
        ("3", "Tổng thu BHXH, BHYT, BHTN (triệu đồng)", THU, own.thu, MILLION),
        ("4", "Chi KCB BHYT (nghìn đồng)", CHI_KCB, own.spending * 1000 + 17, THOUSAND),
        ("5", "Số lượt KCB BHYT (lượt)", LUOT_KCB, own.visits, Decimal(1)),
    )
    for index, (number, label, indicator, value, scale) in enumerate(lines):
        sheet.line(7 + index, [number, label])
        sheet.figure(7 + index, 2, code, indicator, "2020-Q1", value, scale)
    signatures(sheet, 16, right=2)
    return book.case(
        "Dien Chau quy 1.xlsx",
        xlsx(book),
        "One unit; two labels are only understood with the one above them",
        unit="425",
        reported_on="2020-04-05",
        document="19/BC-BHXH",
    )


@case
def two_rows_of_the_same_header_on_each_printed_page() -> Case:
    """The header was copied where a new page begins, with the sum carried over."""
    book = Book()
    sheet = book.sheet("In")
    known = figures("pages", tuple(NGHE_AN))
    header = ["STT", "Đơn vị", "Số người tham gia BHXH bắt buộc", "Nợ (triệu đồng)"]
    sheet.put(0, 0, "BHXH TỈNH NGHỆ AN")
    sheet.put(1, 0, "Tháng 12 năm 2020")
    row = 3
    for index, (code, name) in enumerate(NGHE_AN.items()):
        if index % 11 == 0:
            sheet.line(row, header)
            row += 1
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, BB, "2020-12", known[code].bb)
        sheet.figure(row, 3, code, NO, "2020-12", known[code].arrears, MILLION)
        row += 1
    sheet.put(row, 1, "Tổng cộng")
    sheet.put(row, 2, sum(one.bb for one in known.values()))
    sheet.put(row, 3, sum(one.arrears for one in known.values()))
    return book.case("in 2 trang.xls", xls(book), "The header stands again in the middle of the rows", unit="40")
