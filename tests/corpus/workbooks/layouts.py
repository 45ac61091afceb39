"""Layouts that are met now and then: the same table folded, very long headers, several ways to say the same."""

from datetime import date
from decimal import Decimal

from tests.corpus.workbooks.case import Case, case
from tests.corpus.workbooks.parts import (
    CAN_THO,
    CLUSTER,
    NGHE_AN,
    figures,
    masthead,
    percent,
    rounded,
    signatures,
    total,
)
from tests.corpus.workbooks.sheets import (
    BB,
    BHTN,
    BHYT,
    BILLION,
    DAN_SO,
    LAO_DONG,
    MILLION,
    NO,
    PHAI_THU,
    TARGET,
    THU,
    TN,
    Book,
    Merge,
    at,
)
from tests.corpus.workbooks.writers import ods, xls, xlsx

SENDER = "cum-iv-2020"


@case
def one_table_folded_into_two_halves() -> Case:
    """The list goes on to the right, as it fits a page."""
    book = Book()
    sheet = book.sheet("Gap doi")
    known = figures("folded", tuple(NGHE_AN))
    sheet.put(0, 0, "BHXH TỈNH NGHỆ AN")
    sheet.put(1, 0, "NGƯỜI THAM GIA BHXH TỰ NGUYỆN, BHTN ĐẾN HẾT THÁNG 10/2020")
    header = ["TT", "Đơn vị", "BHXH tự nguyện", "BHTN"]
    sheet.line(3, header)
    sheet.line(3, header, left=5)
    codes = list(NGHE_AN)
    for index, code in enumerate(codes):
        row, left = 4 + index % 11, 5 * (index // 11)
        sheet.line(row, [index + 1, NGHE_AN[code]], left)
        sheet.figure(row, left + 2, code, TN, "2020-10", known[code].tn)
        sheet.figure(row, left + 3, code, BHTN, "2020-10", known[code].bhtn)
    sums = [total([getattr(one, field) for one in known.values()]) for field in ("tn", "bhtn")]
    sheet.line(14, [None, "Tổng", *sums], left=5)
    return book.case(
        "thang 10 (2 cot).xlsx",
        xlsx(book),
        "The second half of the rows stands to the right of the first, with the total of both",
        unit="40",
    )


@case
def headers_of_four_rows() -> Case:
    book = Book()
    sheet = book.sheet("Bieu 01")
    known = figures("four rows", tuple(CAN_THO), 130)
    masthead(
        sheet, "BHXH VIỆT NAM", "BHXH THÀNH PHỐ CẦN THƠ", "Số: 3/BC-BHXH", "Cần Thơ, ngày 04 tháng 01 năm 2021", right=7
    )
    sheet.merge("A5:I5", "BIỂU 01: TỔNG HỢP NGƯỜI THAM GIA VÀ SỐ TIỀN NĂM 2020")
    sheet.put(5, 7, "Đơn vị tính: Người, triệu đồng")
    sheet.merge("A7:A10", "TT")
    sheet.merge("B7:B10", "Quận, huyện")
    sheet.merge("C7:F7", "SỐ NGƯỜI THAM GIA")
    sheet.merge("C8:D8", "BHXH bắt buộc")
    sheet.merge("C9:C10", "KH")
    sheet.merge("D9:D10", "TH")
    sheet.merge("E8:F8", "BHYT")
    sheet.merge("E9:E10", "KH")
    sheet.merge("F9:F10", "TH")
    sheet.merge("G7:I7", "SỐ TIỀN (triệu đồng)")
    sheet.merge("G8:H8", "Thu BHXH, BHYT, BHTN")
    sheet.merge("G9:H9", "Năm 2020")
    sheet.line(9, ["KH", "TH"], left=6)
    sheet.merge("I8:I10", "Số tiền nợ đến 31/12")
    sheet.line(10, ["A", "B", *range(1, 8)])
    for index, (code, name) in enumerate(CAN_THO.items()):
        row, own = 11 + index, known[code]
        sheet.line(row, [index + 1, name.split(" ", 1)[1]])
        sheet.figure(row, 2, code, BB, "2020", own.bb + 40, kind=TARGET)
        sheet.figure(row, 3, code, BB, "2020", own.bb)
        sheet.figure(row, 4, code, BHYT, "2020", own.bhyt - 77, kind=TARGET)
        sheet.figure(row, 5, code, BHYT, "2020", own.bhyt)
        sheet.figure(row, 6, code, THU, "2020", own.plan, MILLION, TARGET)
        sheet.figure(row, 7, code, THU, "2020", own.plan + 312, MILLION)
        sheet.figure(row, 8, code, NO, "2020", own.arrears, MILLION)
    signatures(sheet, 21, right=7)
    return book.case(
        "Bieu 01 nam 2020.xls",
        xls(book),
        "Headers of four rows with plan and actual below each indicator; .xls",
        unit="92",
        reported_on="2021-01-04",
        document="3/BC-BHXH",
    )


@case
def very_long_headers_in_two_languages() -> Case:
    book = Book()
    sheet = book.sheet("Annex 2")
    known = figures("long", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV / EMULATION CLUSTER IV")
    sheet.put(1, 0, "Phụ lục 2 - Tính đến ngày 31 tháng 12 năm 2020")
    sheet.put(2, 0, "Annex 2 - As of 31 December 2020")
    sheet.line(
        4,
        [
            "STT\nNo.",
            "Tỉnh, thành phố\nProvince, city",
            "Số người lao động đang tham gia BHXH bắt buộc theo quy định của Luật BHXH số 58/2014/QH13 tại các đơn vị, "
            "doanh nghiệp, tổ chức trên địa bàn (người)\nPersons insured under compulsory social insurance (persons)",
            "Tổng số tiền đã thu BHXH, BHYT, BHTN lũy kế từ ngày 01/01/2020 đến ngày 31/12/2020 bao gồm cả tiền lãi "
            "chậm đóng (đơn vị tính: tỷ đồng)\nContributions collected (bn VND)",
            "Tổng số tiền phải thu BHXH, BHYT, BHTN trong năm 2020 (tỷ đồng)\nContributions due (bn VND)",
        ],
        text_wrap=True,
    )
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 5 + index, known[code]
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, BB, "2020-12-31", own.bb, num_format="#,##0")
        sheet.figure(row, 3, code, THU, "2020-12-31", own.thu_billion(3), BILLION)
        sheet.figure(row, 4, code, PHAI_THU, "2020-12-31", rounded(Decimal(own.due) / 1000, 3), BILLION)
    sheet.freeze = (5, 2)
    sheet.repeated = (4, 4)
    sheet.filtered = Merge(4, 0, 13, 4)
    return book.case(
        "Annex 2.xlsx",
        xlsx(book),
        "Headers of two lines in two languages, with laws, dates and measures in them; a filter, frozen panes",
        unit=SENDER,
    )


@case
def tables_of_two_years_beside_each_other() -> Case:
    """Both years are of now: the first is not "the same period last year" of an old report."""
    book = Book()
    sheet = book.sheet("2015-2020")
    known = figures("years", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "SỐ LIỆU BHYT QUA CÁC NĂM (tại thời điểm 31/12)")
    sheet.put(2, 5, "Đơn vị: người")
    sheet.merge("A4:A5", "TT")
    sheet.merge("B4:B5", "Đơn vị")
    sheet.merge("C4:F4", "Số người tham gia BHYT")
    sheet.line(4, ["Năm 2017", "Năm 2018", "2019", 2020], left=2)
    for index, (code, name) in enumerate(CLUSTER.items()):
        row = 5 + index
        sheet.line(row, [index + 1, name])
        for column, year in enumerate(range(2017, 2021), start=2):
            sheet.figure(row, column, code, BHYT, f"{year}-12-31", known[code].bhyt + 1000 * column)
    return book.case(
        "qua cac nam.xlsx",
        xlsx(book),
        "Years across, written as words, text and numbers; the cluster of 2020 is asked about in years before it",
        unit=SENDER,
    )


@case
def blank_rows_and_columns_around_a_shifted_table() -> Case:
    book = Book()
    sheet = book.sheet("T7")
    known = figures("shifted", tuple(CLUSTER))
    sheet.merge("D4:J4", "CỤM THI ĐUA SỐ IV", align="center")
    sheet.merge("D6:J6", "TỔNG HỢP SỐ LIỆU 7 THÁNG ĐẦU NĂM 2020", align="center")
    sheet.put(8, 3, "STT")
    sheet.put(8, 5, "Đơn vị")
    sheet.put(8, 7, "Dân số (người)")
    sheet.put(8, 8, "Lực lượng lao động (người)")
    sheet.put(8, 10, "Tổng thu BHXH, BHYT, BHTN (triệu đồng)")
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 10 + 2 * index, known[code]
        sheet.put(row, 3, index + 1)
        sheet.put(row, 5, name)
        sheet.figure(row, 7, code, DAN_SO, "2020-07", own.population)
        sheet.figure(row, 8, code, LAO_DONG, "2020-07", own.labour)
        sheet.figure(row, 10, code, THU, "2020-07", own.thu, MILLION)
    return book.case(
        "7thang.ods", ods(book), "The table begins in D9; blank columns between and a blank row after each", unit=SENDER
    )


@case
def the_sender_is_a_row_of_its_own_table() -> Case:
    book = Book()
    sheet = book.sheet("BC")
    known = figures("own row", tuple(NGHE_AN))
    sheet.put(0, 0, "BẢO HIỂM XÃ HỘI")
    sheet.put(1, 0, "TỈNH NGHỆ AN")
    sheet.put(2, 0, "Số: 211/BHXH-TĐKT")
    sheet.put(3, 1, "BÁO CÁO SƠ KẾT QUÝ I NĂM 2020")
    sheet.line(5, ["STT", "Đơn vị", "Số người tham gia BHXH bắt buộc", "Tổng số tiền đã thu (tỷ đồng)"])
    sheet.put(6, 1, "BHXH tỉnh Nghệ An")
    for index, (code, name) in enumerate(NGHE_AN.items()):
        row, own = 7 + index, known[code]
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, BB, "2020-Q1", own.bb)
        sheet.figure(row, 3, code, THU, "2020-Q1", own.thu_billion(3), BILLION)
    last = 6 + len(NGHE_AN)
    for column, value in (
        (2, total([one.bb for one in known.values()])),
        (3, total([one.thu_billion(3) for one in known.values()])),
    ):
        sheet.put(6, column, value, f"SUM({at(7, column)}:{at(last, column)})")
    sheet.put(last + 2, 3, "Vinh, ngày 03/4/2020")
    return book.case(
        "quy 1.xlsx",
        xlsx(book),
        "The first row is the province itself, the sum of its districts; its name above is in two lines",
        unit="40",
        reported_on="2020-04-03",
        document="211/BHXH-TĐKT",
    )


@case
def several_indicators_by_month_across() -> Case:
    """Two header rows: months above, indicators below."""
    book = Book()
    sheet = book.sheet("Quy 3")
    known = figures("by month", tuple(CAN_THO), 130)
    sheet.put(0, 0, "BHXH TP. CẦN THƠ")
    sheet.put(1, 0, "SỐ LIỆU LŨY KẾ CÁC THÁNG QUÝ III NĂM 2020")
    sheet.put(2, 6, "ĐVT: tỷ đồng")
    sheet.merge("A4:A5", "STT")
    sheet.merge("B4:B5", "Đơn vị")
    for index, month in enumerate((7, 8, 9)):
        left = 2 + 2 * index
        sheet.merge(f"{at(3, left)}:{at(3, left + 1)}", f"Tháng {month:02}/2020")
        sheet.line(4, ["Số thu", "Số nợ"], left)
    for index, (code, name) in enumerate(CAN_THO.items()):
        row, own = 5 + index, known[code]
        sheet.line(row, [index + 1, name])
        for step, month in enumerate((7, 8, 9)):
            asked = f"2020-{month:02}"
            done = rounded(Decimal(own.thu) / 1000 + 3 * step, 2)
            debt = rounded(Decimal(own.arrears) / 1000 + step, 2)
            sheet.figure(row, 2 + 2 * step, code, THU, asked, done, BILLION)
            sheet.figure(row, 3 + 2 * step, code, NO, asked, debt, BILLION)
    return book.case("lk quy 3.xlsx", xlsx(book), "Collections and arrears below each of three months", unit="92")


@case
def money_in_the_columns_of_a_measure_row() -> Case:
    book = Book()
    sheet = book.sheet("DVT")
    known = figures("measure row", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "BIỂU SỐ LIỆU T11/2020")
    sheet.put(1, 4, "Ngày báo cáo:")
    sheet.put(1, 5, date(2020, 12, 3), num_format="dd/mm/yyyy")
    sheet.line(3, ["STT", "Tên đơn vị", "Số thu", "Nợ", "BHYT", "BHXH TN"])
    sheet.line(4, ["ĐVT", "", "Tỷ đ", "Tr.đ", "Người", "Người"], italic=True)
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 5 + index, known[code]
        sheet.line(row, [f"{index + 1}/", name])
        sheet.figure(row, 2, code, THU, "2020-11", own.thu_billion(2), BILLION)
        sheet.figure(row, 3, code, NO, "2020-11", own.arrears, MILLION)
        sheet.figure(row, 4, code, BHYT, "2020-11", own.bhyt)
        sheet.figure(row, 5, code, TN, "2020-11", own.tn)
    return book.case(
        "T11.xlsx",
        xlsx(book),
        "A row of measures under the header, abbreviated; the day of the report in a cell of its own",
        unit=SENDER,
        reported_on="2020-12-03",
    )


@case
def the_rate_alone_is_not_a_figure_to_keep() -> Case:
    book = Book()
    sheet = book.sheet("Ty le")
    known = figures("rates", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "Thực hiện năm 2020")
    sheet.line(3, ["TT", "Tỉnh", "Người tham gia BHYT", "Dân số", "Tỷ lệ bao phủ BHYT", "Xếp thứ"])
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 4 + index, known[code]
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, BHYT, "2020", own.bhyt)
        sheet.figure(row, 3, code, DAN_SO, "2020", own.population)
        share = Decimal(own.bhyt) / own.population
        if code == "54":  # two points off, written as text
            sheet.put(row, 4, f"{percent(own.bhyt, own.population) + 2}%".replace(".", ","))
            sheet.finds("derived", "explain", at(row, 4))
        else:
            sheet.put(row, 4, share, num_format="0.00%")
        sheet.put(row, 5, index + 1)
    return book.case(
        "bao phu.xlsx",
        xlsx(book),
        "The coverage follows from two columns; saved as a share and shown as percent; one typed wrongly",
        unit=SENDER,
    )
