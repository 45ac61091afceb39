"""Where two places say different things, or one thing twice."""

from decimal import Decimal

from tests.corpus.workbooks.case import Case, case
from tests.corpus.workbooks.parts import CLUSTER, figures, masthead, percent, rounded, signatures, vietnamese
from tests.corpus.workbooks.sheets import (
    BAO_PHU,
    BB,
    BHTN,
    BHYT,
    BILLION,
    MILLION,
    NO,
    PHAI_THU,
    TARGET,
    THU,
    TN,
    Book,
    Sheet,
    at,
)
from tests.corpus.workbooks.writers import ods, xls, xlsx

SENDER = "cum-iv-2020"
HUE = {
    "474": "TP. Huế",
    "479": "TX. Hương Thuỷ",
    "480": "TX Hương Trà",
    "476": "H. Phong Điền",
    "477": "1/ Huyện Quảng Điền",
    "478": "2/ Huyện Phú Vang",
    "481": "Alưới",
    "482": "Phú Lộc",
    "483": "Nam Đông",
}


@case
def a_header_overrules_the_measure_of_the_sheet() -> Case:
    book = Book()
    sheet = book.sheet("Thu no")
    known = figures("overruled", tuple(CLUSTER))
    masthead(
        sheet, "BHXH VIỆT NAM", "CỤM THI ĐUA SỐ IV", place_and_day="Quảng Ngãi, ngày 02 tháng 11 năm 2020", right=3
    )
    sheet.put(4, 0, "KẾT QUẢ THU, NỢ 10 THÁNG NĂM 2020")
    sheet.put(5, 4, "ĐVT: tỷ đồng")
    sheet.line(
        6, ["TT", "Đơn vị", "Số phải thu", "Số đã thu", "Nợ (triệu đồng)", "Số người tham gia BHTN (nghìn người)"]
    )
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 7 + index, known[code]
        sheet.line(row, [index + 1, f"{index + 1}. {name}"])
        sheet.figure(row, 2, code, PHAI_THU, "2020-10", rounded(Decimal(own.due) / 1000, 1), BILLION)
        sheet.figure(row, 3, code, THU, "2020-10", own.thu_billion(), BILLION)
        sheet.figure(row, 4, code, NO, "2020-10", own.arrears, MILLION)
        sheet.figure(row, 5, code, BHTN, "2020-10", Decimal(own.bhtn) / 1000, Decimal(1000))
    signatures(sheet, 18, right=3)
    return book.case(
        "10 thang.xlsx",
        xlsx(book),
        "Billions over the table, millions in one header, thousands of people in another; numbers before the names",
        unit=SENDER,
        reported_on="2020-11-02",
    )


@case
def a_city_named_like_its_province() -> Case:
    book = Book()
    sheet = book.sheet("TTH")
    known = figures("Huế", tuple(HUE), 110)
    sheet.put(0, 0, "BHXH TỈNH THỪA THIÊN - HUẾ")
    sheet.put(1, 0, "SỐ NGƯỜI THAM GIA BHXH, BHYT ĐẾN 30/9/2020")
    sheet.line(3, ["STT", "Huyện, thị xã, thành phố", "BHXH bắt buộc", "BHXH tự nguyện", "BHYT"])
    for index, (code, name) in enumerate(HUE.items()):
        row, own = 4 + index, known[code]
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, BB, "2020-09", own.bb)
        sheet.figure(row, 3, code, TN, "2020-09", own.tn)
        sheet.figure(row, 4, code, BHYT, "2020-09", own.bhyt)
    sheet.line(13, [None, "Toàn tỉnh", *(sheet.sum_of(range(4, 13), column) for column in (2, 3, 4))])
    return book.case("TT Hue T9.ods", ods(book), "TP. Huế is a city of the province here", unit="46")


@case
def a_province_named_like_its_city() -> Case:
    """Among provinces Huế is the province."""
    book = Book()
    sheet = book.sheet("Sheet1")
    known = figures("province of Huế", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "Tham gia BHTN tháng 9/2020")
    sheet.line(3, ["STT", "Tỉnh", "Tham gia BHTN (người)"])
    for index, (code, name) in enumerate(CLUSTER.items()):
        sheet.line(4 + index, [index + 1, "Huế" if code == "46" else name])
        sheet.figure(4 + index, 2, code, BHTN, "2020-09", known[code].bhtn)
    return book.case("bhtn9.xls", xls(book), "Huế stands in a list of provinces", unit=SENDER)


@case
def what_came_in_january_is_the_year_to_date() -> Case:
    book = Book()
    sheet = book.sheet("Thang 1")
    known = figures("January", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "THÁNG 01 NĂM 2020")
    sheet.put(2, 2, "Đơn vị tính: triệu đồng")
    sheet.line(3, ["STT", "Tỉnh", "Số thu phát sinh trong tháng"])
    for index, (code, name) in enumerate(CLUSTER.items()):
        sheet.line(4 + index, [index + 1, name])
        sheet.figure(4 + index, 2, code, THU, "2020-01", known[code].thu // 5, MILLION)
    return book.case("thu t1.xlsx", xlsx(book), "A month alone, but it is January", unit=SENDER)


@case
def a_commune_under_another_district() -> Case:
    book = Book()
    sheet = book.sheet("Xa")
    sheet.put(0, 0, "BHXH TỈNH NGHỆ AN")
    sheet.put(1, 0, "Người tham gia BHXH TN các xã, tháng 7 năm 2020")
    sheet.line(3, ["TT", "Đơn vị", "Số người tham gia BHXH tự nguyện"])
    sheet.line(4, ["I", "HUYỆN TƯƠNG DƯƠNG"])
    own = {"16879": "Xã Mai Sơn", "16882": "Xã Nhôn Mai", "17233": "Xã Lạng Khê", "16936": "Xã Tam Hợp"}
    for index, (code, name) in enumerate(own.items()):
        sheet.line(5 + index, [index + 1, name])
        right = code != "17233"  # a commune of Con Cuông
        sheet.figure(5 + index, 2, code, TN, "2020-07", 31 + index, settled=right)
        if not right:
            sheet.finds("unit-elsewhere|unit-unknown", "blocks", at(5 + index, 1))
    sheet.line(9, ["II", "HUYỆN QUỲ HỢP"])
    sheet.line(10, [1, "Xã Tam Hợp"])
    sheet.figure(10, 2, "17059", TN, "2020-07", 44)
    return book.case(
        "xa t7.xlsx",
        xlsx(book),
        "Lạng Khê is no commune of Tương Dương; both districts have a Tam Hợp",
        unit="40",
    )


@case
def an_arrears_ratio_that_does_not_follow() -> Case:
    book = Book()
    sheet = book.sheet("No")
    known = figures("ratio", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "Tình hình nợ đến 31/12/2020")
    sheet.put(2, 3, "Đơn vị tính: triệu đồng, %")
    sheet.line(3, ["STT", "Tỉnh", "Số phải thu cả năm", "Số tiền nợ", "Tỷ lệ nợ so với số phải thu (%)", "Thứ hạng"])
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 4 + index, known[code]
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, PHAI_THU, "2020-12-31", own.due, MILLION)
        sheet.figure(row, 3, code, NO, "2020-12-31", own.arrears, MILLION)
        wrong = Decimal("0.5") if code == "45" else Decimal(0)
        cell = sheet.put(row, 4, vietnamese(percent(own.arrears, own.due) + wrong, 2))
        sheet.put(row, 5, index + 1)
        if wrong:
            sheet.finds("derived", "explain", cell)
    return book.case(
        "no 2020.xls", xls(book), "A ratio of two columns, as text; one is half a point too high", unit=SENDER
    )


@case
def one_sheet_of_targets_and_one_of_actuals() -> Case:
    book = Book()
    known = figures("targets and actuals", tuple(CLUSTER))
    plans = _sheet(book, "KH 2020", "KẾ HOẠCH NĂM 2020")
    done = _sheet(book, "TH T5", "THỰC HIỆN THÁNG 5 NĂM 2020")
    plans.put(4, 5, "Tỷ lệ bao phủ BHYT (%)")
    for index, code in enumerate(CLUSTER):
        row, own = 5 + index, known[code]
        share = percent(own.bhyt, own.population, 1)
        plans.figure(row, 2, code, BB, "2020", own.bb + 500, kind=TARGET)
        plans.figure(row, 3, code, THU, "2020", own.plan, MILLION, TARGET)
        plans.figure(row, 5, code, BAO_PHU, "2020", share, kind=TARGET, written=f"{share}%".replace(".", ","))
        done.figure(row, 2, code, BB, "2020-05", own.bb)
        done.figure(row, 3, code, THU, "2020-05", own.thu, MILLION)
    return book.case(
        "KH-TH.xlsx",
        xlsx(book),
        "The same table twice, of targets and of actual figures; only the titles and the sheets' names tell",
        unit=SENDER,
    )


def _sheet(book: Book, name: str, title: str) -> Sheet:
    sheet = book.sheet(name)
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, title)
    sheet.put(2, 3, "ĐVT: triệu đồng")
    sheet.line(4, ["STT", "Đơn vị", "Số người tham gia BHXH bắt buộc", "Tổng thu BHXH, BHYT, BHTN"])
    for index, name_of_unit in enumerate(CLUSTER.values()):
        sheet.line(5 + index, [index + 1, name_of_unit])
    return sheet


@case
def a_copy_of_the_sheet_left_in_the_file() -> Case:
    """Excel names the copy; which of the two is right, nobody can know."""
    book = Book()
    known = figures("copy", tuple(CLUSTER))
    for name, more in (("T5", 0), ("T5 (2)", 100)):
        sheet = _sheet(book, name, "SỐ LIỆU THÁNG 5 NĂM 2020")
        for index, code in enumerate(CLUSTER):
            own = known[code]
            sheet.figure(5 + index, 2, code, BB, "2020-05", own.bb + more, settled=False)
            sheet.figure(5 + index, 3, code, THU, "2020-05", own.thu, MILLION, settled=False)
    sheet.finds("duplicate", "blocks", "*")
    return book.case("T5 sua.xlsx", xlsx(book), "Two sheets give other figures of the same things", unit=SENDER)


@case
def notes_and_ranks_full_of_numbers() -> Case:
    book = Book()
    sheet = book.sheet("T2")
    known = figures("notes", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "Biểu 03-BHYT. Tháng 2/2020")
    sheet.put(2, 0, "(Ban hành kèm theo Công văn số 1234/BHXH-BT ngày 15/02/2020 của BHXH Việt Nam)")
    sheet.line(3, ["STT", "Đơn vị", "Số thẻ BHYT", "Thứ hạng", "Điện thoại", "Ghi chú"])
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 4 + index, known[code]
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, BHYT, "2020-02", own.bhyt)
        sheet.line(row, [9 - index, None, None if index % 2 else f"trong đó {own.tn} thẻ chờ cấp"], left=3)
    sheet.put(5, 5, 12_500)
    sheet.put(14, 1, "Tính đến 29/02/2020, toàn cụm còn 4.512 người chưa có thẻ.")
    return book.case(
        "bieu 03.xlsx",
        xlsx(book),
        "Figures in notes, ranks and a dated reference to another letter are none of the report's",
        unit=SENDER,
    )
