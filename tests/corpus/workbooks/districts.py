"""One province's districts, and one unit for itself."""

from decimal import Decimal

from tests.corpus.workbooks.case import Case, case
from tests.corpus.workbooks.parts import (
    CAN_THO,
    NGHE_AN,
    figures,
    masthead,
    numbered,
    percent,
    signatures,
    total,
)
from tests.corpus.workbooks.sheets import (
    BB,
    BHTN,
    BHYT,
    CHI_KCB,
    LUOT_KCB,
    MILLION,
    NEW_TN,
    NO,
    PERSONS,
    TARGET,
    THOUSAND,
    THU,
    TN,
    UNITS_IN_ARREARS,
    Book,
    Sheet,
    at,
)
from tests.corpus.workbooks.writers import ods, xls, xlsx

_TOWNS = ("412", "413", "414", "432")
_HILLS = ("415", "416", "417", "418", "419", "420", "422", "423", "424", "428")
_PLAINS = ("421", "425", "426", "427", "429", "430", "431")
_WRITTEN = {
    "412": "1. TP Vinh",
    "413": "2. TX. Cửa Lò",
    "414": "3. TX Thái Hoà",
    "432": "4. TX. Hoàng Mai",
    "421": "H. Quỳnh Lưu",
    "427": "H.Đô Lương",
    "417": "Huyện Kỳ Sơn",
    "428": "BHXH huyện Thanh Chương",
}


@case
def districts_with_groups_and_subtotals() -> Case:
    book = Book()
    sheet = book.sheet("PL01")
    known = figures("groups", tuple(NGHE_AN))
    masthead(
        sheet,
        "BẢO HIỂM XÃ HỘI VIỆT NAM",
        "BẢO HIỂM XÃ HỘI TỈNH NGHỆ AN",
        "Số: 1042/BC-BHXH",
        "Nghệ An, ngày 10 tháng 7 năm 2020",
    )
    sheet.merge("A5:F5", "PHỤ LỤC 01: TÌNH HÌNH THỰC HIỆN CÁC CHỈ TIÊU BHXH, BHYT, BHTN")
    sheet.merge("A6:F6", "(Kèm theo Báo cáo số 1042/BC-BHXH ngày 10/7/2020 của BHXH tỉnh)", italic=True)
    sheet.merge("A7:F7", "6 tháng đầu năm 2020", italic=True)
    sheet.line(8, ["STT", "BHXH huyện, thị xã, thành phố", "BHXH BB (người)", "BHXH TN (người)"])
    sheet.line(8, ["Số thu\n(triệu đồng)", "Số đơn vị nợ"], left=4, text_wrap=True)
    numbered(sheet, 9, 6)
    row, subtotals = 10, []
    groups = (
        ("I", "Khối thành phố, thị xã", _TOWNS),
        ("II", "Khối huyện đồng bằng", _PLAINS),
        ("III", "Khối huyện miền núi", _HILLS),
    )
    for roman, title, codes in groups:
        sheet.line(row, [roman, title], bold=True)
        first = row = row + 1
        for index, code in enumerate(codes):
            own = known[code]
            name = _WRITTEN.get(code, NGHE_AN[code])
            sheet.line(row, [None if name[0].isdigit() else index + 1, name])
            sheet.figure(row, 2, code, BB, "2020-H1", own.bb)
            sheet.figure(row, 3, code, TN, "2020-H1", own.tn)
            sheet.figure(row, 4, code, THU, "2020-H1", own.thu, MILLION)
            sheet.figure(row, 5, code, UNITS_IN_ARREARS, "2020-H1", own.bb // 200)
            row += 1
        sheet.put(row, 1, f"Cộng khối {roman}", bold=True)
        for column in range(2, 6):
            sheet.put(
                row, column, sheet.sum_of(range(first, row), column), f"SUM({at(first, column)}:{at(row - 1, column)})"
            )
        subtotals.append(row)
        row += 1
    sheet.put(row, 1, "TỔNG CỘNG TOÀN TỈNH", bold=True)
    for column in range(2, 6):
        sheet.put(row, column, sheet.sum_of(subtotals, column), "+".join(at(one, column) for one in subtotals))
    signatures(sheet, row + 2, right=4)
    return book.case(
        "PL01 kem BC 1042.xlsx",
        xlsx(book),
        "Three groups with headings and subtotals, a total over the subtotals, numbers before some names",
        unit="40",
        reported_on="2020-07-10",
        document="1042/BC-BHXH",
    )


@case
def districts_with_a_wrong_subtotal_on_a_group_row() -> Case:
    """The heading of a group carries its sum, as in most annexes."""
    book = Book()
    sheet = book.sheet("BHYT huyen")
    known = figures("group rows", tuple(NGHE_AN))
    sheet.put(0, 0, "BHXH TỈNH NGHỆ AN")
    sheet.put(2, 0, "SỐ NGƯỜI THAM GIA BHYT ĐẾN NGÀY 30/6/2020")
    sheet.line(4, ["TT", "Địa phương", "Số người tham gia BHYT", "Trong kỳ tăng thêm so với cuối năm 2019"])
    sheet.put(5, 1, "Tổng số")
    row = 6
    for roman, title, codes in (("A", "Khu vực đồng bằng", (*_TOWNS, *_PLAINS)), ("B", "Khu vực miền núi", _HILLS)):
        head = row
        for code in codes:
            row += 1
            sheet.put(row, 1, NGHE_AN[code])
            sheet.figure(row, 2, code, BHYT, "2020-06", known[code].bhyt)
        value = total([known[code].bhyt for code in codes])
        sheet.line(head, [roman, title, value - (90 if roman == "B" else 0)], bold=True)
        row += 1
    sheet.put(5, 2, total([one.bhyt for one in known.values()]))
    sheet.finds("total", "explain", "C19")
    return book.case(
        "bhyt cac huyen.xls",
        xls(book),
        "Sums stand in the rows of the groups, above their members; the second is 90 too low",
        unit="40",
    )


@case
def district_over_the_years() -> Case:
    book = Book()
    sheet = book.sheet("Tuong Duong")
    sheet.put(0, 0, "BẢO HIỂM XÃ HỘI TỈNH NGHỆ AN")
    sheet.put(1, 0, "BHXH HUYỆN TƯƠNG DƯƠNG", bold=True)
    sheet.put(3, 0, "SỐ NGƯỜI THAM GIA QUA CÁC NĂM")
    sheet.merge("A5:A6", "Chỉ tiêu")
    sheet.merge("B5:B6", "ĐVT")
    sheet.merge("C5:F5", "Thời điểm 31/12")
    sheet.merge("G5:G6", "30/6/2017")
    sheet.line(5, ["Năm 2013", "Năm 2014", "Năm 2015", "Năm 2016"], left=2)
    bb, bhyt = (3115, 3049, 3098, None, 3320), (69210, 70880, 70649 + 231, None, 70649)
    asked = ("2013-12-31", "2014-12-31", "2015-12-31", "2016-12-31", "2017-06-30")
    for row, label, indicator, numbers in ((6, "BHXH bắt buộc", BB, bb), (7, "BHYT", BHYT, bhyt)):
        sheet.line(row, [label, "người"])
        for column, (day, number) in enumerate(zip(asked, numbers, strict=True), start=2):
            if number is None:
                sheet.put(row, column, "x")
            else:
                sheet.figure(row, column, "418", indicator, day, number)
    return book.case(
        "tuong duong 2013-2017.xlsx",
        xlsx(book),
        "One district, years across and a day beside them; one year is missing",
        unit="418",
    )


def _own_table(sheet: Sheet, code: str, top: int, asked: str) -> int:
    """Indicators down, plan, actual and percent across; gives the next row."""
    own = figures(f"own table {code}", [code], 200)[code]
    sheet.line(top, ["STT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện", "% KH", "Ghi chú"], bold=True)
    row = top + 1
    for index, (label, measure, indicator, number, scale) in enumerate(
        (
            ("Số người tham gia BHXH bắt buộc", "người", BB, own.bb, PERSONS),
            ("Số người tham gia BHXH tự nguyện", "người", TN, own.tn, PERSONS),
            ("Số người tham gia BH thất nghiệp", "người", BHTN, own.bhtn, PERSONS),
            ("Số người tham gia BHYT", "người", BHYT, own.bhyt, PERSONS),
            ("Tổng thu BHXH, BHYT, BHTN", "triệu đồng", THU, own.thu, MILLION),
        )
    ):
        plan = number * 2 if indicator == THU else number + 57
        sheet.line(row, [index + 1, label, measure])
        sheet.figure(row, 3, code, indicator, "2020", plan, scale, TARGET)
        sheet.figure(row, 4, code, indicator, asked, number, scale)
        sheet.put(row, 5, percent(number, plan, 1))
        row += 1
    return row


@case
def one_unit_with_indicators_down() -> Case:
    book = Book()
    sheet = book.sheet("KQ")
    masthead(sheet, "BHXH TỈNH QUẢNG BÌNH", "BHXH THỊ XÃ BA ĐỒN", "Số: 77/BC-BHXH", "Ba Đồn, ngày 05 tháng 10 năm 2020")
    sheet.merge("A5:G5", "KẾT QUẢ THỰC HIỆN NHIỆM VỤ 9 THÁNG NĂM 2020")
    row = _own_table(sheet, "458", 6, "2020-9M")
    signatures(sheet, row + 1)
    return book.case(
        "BHXH Ba Don 9 thang.ods",
        ods(book),
        "A single unit: indicators down, plan and actual across, measures in a column; OpenDocument",
        unit="458",
        reported_on="2020-10-05",
        document="77/BC-BHXH",
    )


@case
def one_sheet_for_each_district() -> Case:
    book = Book()
    for code in ("916", "917", "923", "925"):
        name = CAN_THO[code].split(" ", 1)[1]
        sheet = book.sheet({"916": "Q. Ninh Kiều", "925": "H. Cờ Đỏ"}.get(code, name))
        sheet.put(0, 0, "BẢO HIỂM XÃ HỘI THÀNH PHỐ CẦN THƠ")
        sheet.put(1, 0, f"BHXH {CAN_THO[code].upper()}")
        sheet.put(3, 0, "Số liệu tháng 8/2020")
        _own_table(sheet, code, 5, "2020-08")
    return book.case(
        "Can Tho - cac quan huyen T8.xlsx",
        xlsx(book),
        "Each sheet is another district's own report",
        unit="92",
    )


@case
def districts_in_thousands_of_people() -> Case:
    book = Book()
    sheet = book.sheet("Nghin nguoi")
    known = figures("thousands", tuple(CAN_THO), 140)
    sheet.put(0, 0, "BHXH THÀNH PHỐ CẦN THƠ")
    sheet.put(1, 0, "Người tham gia đến 31.12.2019")
    sheet.put(2, 3, "Đơn vị tính: nghìn người")
    sheet.line(3, ["STT", "Quận, huyện", "Tham gia BHXH BB", "Tham gia BHYT"])
    for index, (code, name) in enumerate(CAN_THO.items()):
        own = known[code]
        short = name.replace("quận ", "Q. ").replace("huyện ", "H. ")
        sheet.line(4 + index, [index + 1, short])
        bb, bhyt = Decimal(own.bb) / 1000, Decimal(own.bhyt) / 1000
        sheet.figure(4 + index, 2, code, BB, "2019-12-31", bb, THOUSAND)
        written = f"{bhyt}".replace(".", ",")
        sheet.figure(4 + index, 3, code, BHYT, "2019-12-31", bhyt, THOUSAND, written=written)
    return book.case(
        "so lieu cuoi nam.xlsx",
        xlsx(book),
        "Thousands of people, in numbers and in text with a decimal comma",
        unit="92",
    )


@case
def districts_with_health_spending_of_a_quarter() -> Case:
    book = Book()
    sheet = book.sheet("KCB")
    known = figures("health", tuple(NGHE_AN))
    masthead(sheet, "BHXH VIỆT NAM", "BHXH TỈNH NGHỆ AN")
    sheet.merge("A5:G5", "CHI KHÁM CHỮA BỆNH BHYT LŨY KẾ ĐẾN HẾT QUÝ III NĂM 2020")
    sheet.put(5, 5, "ĐVT: triệu đồng, lượt")
    sheet.merge("A7:A8", "TT")
    sheet.merge("B7:B8", "Huyện / Thị xã")
    sheet.merge("C7:E7", "Chi KCB BHYT (triệu đồng)")
    sheet.line(7, ["Dự toán giao cả năm", "Đã chi", "Tỷ lệ % so dự toán"], left=2)
    sheet.merge("F7:F8", "Số lượt KCB")
    for index, code in enumerate(_PLAINS + _TOWNS):
        row, own = 8 + index, known[code]
        plan = own.spending * 4 // 3
        sheet.line(row, [index + 1, NGHE_AN[code]])
        sheet.figure(row, 2, code, CHI_KCB, "2020", plan, MILLION, TARGET)
        sheet.figure(row, 3, code, CHI_KCB, "2020-9M", own.spending, MILLION)
        sheet.put(row, 4, float(Decimal(own.spending) * 100 / plan), f"D{row + 1}/C{row + 1}*100", num_format="0.0")
        sheet.figure(row, 5, code, LUOT_KCB, "2020-9M", own.visits)
    sheet.hidden_rows.add(10)
    sheet.hidden_columns.add(4)
    sheet.finds("hidden", "note", "*")
    return book.case(
        "KCB quy 3.xlsx",
        xlsx(book),
        "Estimate and spending of care, visits; a hidden row with figures and a hidden column of rates",
        unit="40",
    )


@case
def districts_in_long_form_with_labels_left_out() -> Case:
    """As a pivot table gives it: a repeated label is blank."""
    book = Book()
    sheet = book.sheet("Pivot")
    codes = ("415", "416", "417", "420", "422")
    known = figures("pivot", codes)
    sheet.put(0, 0, "BHXH tỉnh Nghệ An - dữ liệu năm 2020")
    sheet.line(2, ["Huyện", "Chỉ tiêu", "Tháng 3", "Tháng 4"])
    row = 3
    for code in codes:
        own = known[code]
        sheet.put(row, 0, f"Huyện {NGHE_AN[code]}")
        for label, indicator, number in (
            ("BHXH bắt buộc", BB, own.bb),
            ("BHXH tự nguyện", TN, own.tn),
            ("BHTN", BHTN, own.bhtn),
        ):
            sheet.put(row, 1, label)
            sheet.figure(row, 2, code, indicator, "2020-03", number)
            sheet.figure(row, 3, code, indicator, "2020-04", number + 12)
            row += 1
    return book.case(
        "pivot.xlsx", xlsx(book), "District and indicator down, months across, repeated labels blank", unit="40"
    )


@case
def districts_with_the_codes_beside_the_names() -> Case:
    book = Book()
    sheet = book.sheet("Ma")
    known = figures("codes", tuple(CAN_THO), 130)
    sheet.put(0, 0, "BHXH TP CẦN THƠ")
    sheet.put(1, 0, "BÁO CÁO PHÁT TRIỂN BHXH TỰ NGUYỆN THÁNG 11 NĂM 2020")
    sheet.put(2, 0, "(Số liệu lũy kế từ đầu năm)")
    sheet.line(3, ["STT", "Mã huyện", "Tên huyện", "Số người tham gia mới BHXH tự nguyện", "Số người tham gia BHXH TN"])
    swapped = {"917": "918", "918": "917"}
    for index, (code, name) in enumerate(CAN_THO.items()):
        row, own, right = 4 + index, known[code], code not in swapped
        sheet.line(row, [index + 1, None, name.title()])
        sheet.put(row, 1, swapped.get(code, code), quoted=True)
        sheet.figure(row, 3, code, NEW_TN, "2020-11", own.tn // 3, settled=right)
        sheet.figure(row, 4, code, TN, "2020-11", own.tn, settled=right)
        if not right:
            sheet.finds("unit-name", "blocks", f"B{row + 1}|C{row + 1}")
    return book.case(
        "BHXH TN T11.xlsx",
        xlsx(book),
        "Codes typed with an apostrophe; the codes of two districts are exchanged",
        unit="92",
    )


@case
def coastal_districts_with_dashes_and_old_letters() -> Case:
    book = Book()
    sheet = book.sheet("Ninh Thuan")
    names = {
        "582": "TP Phan Rang – Tháp Chàm",
        "584": "H. Bác Ái",
        "585": "Ninh Sơn",
        "586": "NINH HẢI",
        "587": "Ninh Phước",
        "588": "Thuận Bắc",
        "589": "Thuận Nam",
    }
    known = figures("Ninh Thuận", tuple(names), 85)
    sheet.put(0, 0, "BHXH TỈNH NINH THUẬN")
    sheet.put(1, 0, "Thu, nợ BHXH, BHYT, BHTN tính đến 30/9/2019")
    sheet.put(2, 3, "Đơn vị tính: đồng")
    sheet.line(3, ["TT", "Huyện, thành phố", "Số đã thu", "Nợ", "Số phải thu cả năm"])
    for index, (code, name) in enumerate(names.items()):
        row, own = 4 + index, known[code]
        sheet.line(row, [f"{index + 1:02}", name])
        sheet.figure(row, 2, code, THU, "2019-09-30", own.thu * 1_000_000 + 123_457, num_format="#,##0")
        sheet.figure(
            row,
            3,
            code,
            NO,
            "2019-09-30",
            own.arrears * 1_000_000,
            written=f"{own.arrears:,}.000.000".replace(",", "."),
        )
        sheet.figure(row, 4, code, "amount_due", "2019-09-30", own.due * 1_000_000)
    sheet.line(11, ["", "Tổng", *(sheet.sum_of(range(4, 11), column) for column in (2,))])
    sheet.put(11, 4, sheet.sum_of(range(4, 11), 4))
    return book.case(
        "ninh thuan.xls", xls(book), "Money in đồng, an en dash in a name, a total without one of its sums", unit="58"
    )
