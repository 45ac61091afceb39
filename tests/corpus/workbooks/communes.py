"""Communes: under their districts, in three columns, all of a province; provinces of the country after the reform."""

import unicodedata
from decimal import Decimal

from tests.corpus.workbooks.case import Case, case
from tests.corpus.workbooks.parts import figures, masthead, percent, rounded, signatures, total
from tests.corpus.workbooks.sheets import (
    BB,
    BHTN,
    BHYT,
    BILLION,
    DAN_SO,
    LAO_DONG,
    MILLION,
    NO,
    THOUSAND,
    THU,
    TN,
    Book,
    area,
    at,
)
from tests.corpus.workbooks.writers import xlsx

QUYNH_LUU = {"17101": "Quỳnh Thắng", "17119": "Quỳnh Tân", "17140": "Tân Sơn", "17146": "Ngọc Sơn", "17185": "Bình Sơn"}
DO_LUONG = {"17656": "Nam Sơn", "17638": "Bắc Sơn", "17674": "Tân Sơn", "17692": "Minh Sơn"}
CAN_THO_2026 = {
    "31120": "phường Cái Khế",
    "31135": "phường Ninh Kiều",
    "31147": "phường Tân An",
    "31150": "phường An Bình",
    "31153": "phường Ô Môn",
    "31168": "phường Bình Thủy",
    "31186": "phường Cái Răng",
    "31207": "phường Thốt Nốt",
    "31231": "xã Thạnh An",
    "31261": "xã Cờ Đỏ",
    "31299": "xã Phong Điền",
    "31321": "phường Vị Thanh",
    "31465": "xã Vị Thanh 1",
    "31480": "phường Long Phú 1",
    "31507": "phường Sóc Trăng",
    "31783": "phường Vĩnh Châu",
}
COUNTRY_2026 = {
    "01": "Hà Nội", "04": "Cao Bằng", "08": "Tuyên Quang", "11": "Điện Biên", "12": "Lai Châu", "14": "Sơn La",
    "15": "Lào Cai", "19": "Thái Nguyên", "20": "Lạng Sơn", "22": "Quảng Ninh", "24": "Bắc Ninh", "25": "Phú Thọ",
    "31": "Hải Phòng", "33": "Hưng Yên", "37": "Ninh Bình", "38": "Thanh Hoá", "40": "Nghệ An", "42": "Hà Tĩnh",
    "44": "Quảng Trị", "46": "Huế", "48": "Đà Nẵng", "51": "Quảng Ngãi", "52": "Gia Lai", "56": "Khánh Hoà",
    "66": "Đăk Lăk", "68": "Lâm Đồng", "75": "Đồng Nai", "79": "TP.HCM", "80": "Tây Ninh", "82": "Đồng Tháp",
    "86": "Vĩnh Long", "91": "An Giang", "92": "Cần Thơ", "96": "Cà Mau",
}  # fmt: skip


def bare(text: str) -> str:
    """Without diacritics, as a hurried hand or an old system writes."""
    plain = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@case
def communes_under_their_districts() -> Case:
    book = Book()
    sheet = book.sheet("Xa")
    known = figures("communes", (*QUYNH_LUU, *DO_LUONG), 8)
    masthead(sheet, "BHXH VIỆT NAM", "BHXH TỈNH NGHỆ AN", "Số: 58/BHXH-QLT", "Vinh, ngày 6 tháng 3 năm 2020")
    sheet.put(5, 1, "DANH SÁCH XÃ VÀ SỐ NGƯỜI THAM GIA THÁNG 02 NĂM 2020")
    sheet.line(7, ["STT", "Đơn vị hành chính", "BHXH TN", "Số người tham gia BHYT"])
    row, sums = 8, []
    for roman, district, communes in (("I", "Huyện Quỳnh Lưu", QUYNH_LUU), ("II", "Huyện Đô Lương", DO_LUONG)):
        head = row
        for index, (code, name) in enumerate(communes.items()):
            row += 1
            sheet.line(row, [index + 1, f"Xã {name}" if index % 2 else name])
            sheet.figure(row, 2, code, TN, "2020-02", known[code].tn)
            sheet.figure(row, 3, code, BHYT, "2020-02", known[code].bhyt)
        own = [known[code] for code in communes]
        sums.append((total([one.tn for one in own]), total([one.bhyt for one in own])))
        sheet.line(head, [roman, district, *sums[-1]], bold=True)
        row += 1
    sheet.line(row, [None, "Tổng cộng (I+II)", sums[0][0] + sums[1][0], sums[0][1] + sums[1][1]])
    return book.case(
        "ds xa.xlsx",
        xlsx(book),
        "Both districts have a Tân Sơn; the rows of the districts hold the sums of some of their communes",
        unit="40",
        reported_on="2020-03-06",
        document="58/BHXH-QLT",
    )


@case
def communes_in_three_columns_merged_downwards() -> Case:
    book = Book()
    sheet = book.sheet("3 cap")
    known = figures("three columns", (*QUYNH_LUU, *DO_LUONG), 8)
    sheet.put(0, 0, "BHXH TỈNH NGHỆ AN")
    sheet.put(1, 0, "Số người có thẻ BHYT và dân số đến 31/12/2020")
    sheet.line(3, ["Tỉnh", "Huyện", "Xã", "Người tham gia BHYT", "Dân số"])
    row = 4
    sheet.merge(area(4, 0, 4 + len(QUYNH_LUU) + len(DO_LUONG) - 1, 0), "Nghệ An")
    for district, communes in (("Quỳnh Lưu", QUYNH_LUU), ("Đô Lương", DO_LUONG)):
        sheet.merge(area(row, 1, row + len(communes) - 1, 1), district)
        for code, name in communes.items():
            sheet.put(row, 2, name)
            sheet.figure(row, 3, code, BHYT, "2020-12-31", known[code].bhyt)
            sheet.figure(row, 4, code, DAN_SO, "2020-12-31", known[code].population)
            row += 1
    return book.case(
        "xa 3 cot.xlsx",
        xlsx(book),
        "Province, district and commune in columns of their own, merged downwards",
        unit="40",
    )


@case
def communes_without_diacritics_of_a_new_city() -> Case:
    book = Book()
    sheet = book.sheet("Xa phuong")
    known = figures("Cần Thơ 2026", tuple(CAN_THO_2026), 30)
    sheet.put(0, 0, "BAO HIEM XA HOI THANH PHO CAN THO")
    sheet.put(1, 0, "SO LIEU THANG 6 NAM 2026")
    sheet.put(1, 4, "Can Tho, ngay 08 thang 7 nam 2026")
    sheet.put(2, 4, "Don vi tinh: trieu dong")
    sheet.line(4, ["TT", "Xa, phuong", "BHXH bat buoc (nguoi)", "So thu BHXH, BHYT, BHTN", "So tien cham dong"])
    for index, (code, name) in enumerate(CAN_THO_2026.items()):
        row, own = 5 + index, known[code]
        short = bare(name).replace("phuong ", "P. ").replace("xa ", "X. ")
        sheet.line(row, [index + 1, short])
        sheet.figure(row, 2, code, BB, "2026-06", own.bb)
        sheet.figure(row, 3, code, THU, "2026-06", own.thu, MILLION)
        sheet.figure(row, 4, code, NO, "2026-06", own.arrears, MILLION)
    sheet.hidden_rows |= {8, 9}
    sheet.finds("hidden", "note", "*")
    sheet.freeze = (5, 2)
    sheet.repeated = (4, 4)
    return book.case(
        "CT T6-2026.xlsx",
        xlsx(book),
        "Not one diacritic, in heads or names; two rows are hidden; panes frozen",
        unit="92",
        reported_on="2026-07-08",
    )


@case
def provinces_after_the_reform() -> Case:
    book = Book()
    sheet = book.sheet("34 tinh")
    known = figures("34", tuple(COUNTRY_2026), 2900)
    masthead(sheet, "BỘ TÀI CHÍNH", "BẢO HIỂM XÃ HỘI VIỆT NAM", "Số: 991/BHXH-TST", "Hà Nội, ngày 12 tháng 5 năm 2026")
    sheet.merge("A5:H5", "TỔNG HỢP CẢ NƯỚC THÁNG 4/2026")
    sheet.put(5, 6, "ĐVT: người; tỷ đồng")
    sheet.line(
        7,
        [
            "STT",
            "BHXH tỉnh, thành phố",
            "BHXH bắt buộc\n(người)",
            "BHTN\n(người)",
            "BHYT\n(người)",
            "Dân số\n(nghìn người)",
            "Tỷ lệ bao phủ BHYT\n(%)",
            "Số thu\n(tỷ đồng)",
        ],
        text_wrap=True,
    )
    sheet.put(8, 1, "CẢ NƯỚC", bold=True)
    for index, (code, name) in enumerate(COUNTRY_2026.items()):
        row, own = 9 + index, known[code]
        people = rounded(Decimal(own.population) / 1000, 1)
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, BB, "2026-04", own.bb)
        sheet.figure(row, 3, code, BHTN, "2026-04", own.bhtn)
        sheet.figure(row, 4, code, BHYT, "2026-04", own.bhyt)
        sheet.figure(row, 5, code, DAN_SO, "2026-04", people, THOUSAND)
        sheet.put(row, 6, percent(own.bhyt, people * 1000))
        sheet.figure(row, 7, code, THU, "2026-04", own.thu_billion(2), BILLION)
    rows = range(9, 43)
    sums = {column: sheet.sum_of(rows, column) for column in (2, 3, 4, 5, 7)}
    for column, value in sums.items():
        sheet.put(8, column, value, f"SUM({at(9, column)}:{at(42, column)})")
    sheet.put(8, 6, percent(sums[4], sums[5] * 1000))
    signatures(sheet, 45)
    return book.case(
        "toan quoc T4.2026.xlsx",
        xlsx(book),
        "Thirty-four provinces with the country above them and a rate that follows from two columns",
        unit="VN",
        reported_on="2026-05-12",
        document="991/BHXH-TST",
    )


@case
def provinces_that_are_no_more() -> Case:
    """A list kept from before 2025."""
    book = Book()
    sheet = book.sheet("Thang 1")
    names = {
        "08": "Tuyên Quang",
        "40": "Nghệ An",
        "02": "Hà Giang",
        "46": "Thừa Thiên Huế",
        "48": "Đà Nẵng",
        "49": "Quảng Nam",
    }
    known = figures("no more", tuple(names), 1200)
    sheet.put(0, 0, "BẢO HIỂM XÃ HỘI VIỆT NAM")
    sheet.put(1, 0, "Số người tham gia tháng 01 năm 2026")
    sheet.line(3, ["STT", "Tỉnh", "Lao động tham gia BHXH bắt buộc", "BH thất nghiệp"])
    for index, (code, name) in enumerate(names.items()):
        row = 4 + index
        gone = code in ("02", "46", "49")
        sheet.line(row, [index + 1, name])
        if gone:
            sheet.line(row, [known[code].bb, known[code].bhtn], left=2)
            sheet.finds("unit-former", "blocks", f"B{row + 1}")
        else:
            sheet.figure(row, 2, code, BB, "2026-01", known[code].bb)
            sheet.figure(row, 3, code, BHTN, "2026-01", known[code].bhtn)
    return book.case(
        "thang 1.2026.xlsx",
        xlsx(book),
        "Hà Giang and Quảng Nam ended on 30 June 2025, the province of Thừa Thiên Huế at the end of 2024",
        unit="VN",
    )


@case
def yearly_population_and_labour_force() -> Case:
    book = Book()
    sheet = book.sheet("V02")
    names = {"17": "Hoà Bình", "14": "Sơn La", "11": "Điện Biên", "12": "Lai Châu", "10": "Lào Cai", "15": "Yên Bái"}
    sheet.put(0, 0, "Dân số trung bình và lực lượng lao động phân theo địa phương")
    sheet.put(1, 0, "Average population and labour force by province")
    sheet.put(2, 5, "Đơn vị tính - Unit: Nghìn người - Thous. persons", italic=True)
    sheet.merge("A4:A5", "Địa phương\nProvince")
    sheet.merge("B4:D4", "Dân số trung bình\nAverage population")
    sheet.merge("E4:F4", "Lực lượng lao động\nLabour force")
    sheet.line(4, ["2018", "2019", "Sơ bộ 2020"], left=1)
    sheet.line(4, [2018, 2019], left=4)
    for index, (code, name) in enumerate(names.items()):
        row = 5 + index
        own = figures(f"GSO {code}", [code], 800)[code]
        sheet.put(row, 0, name)
        for column, year in enumerate((2018, 2019, 2020), start=1):
            number = Decimal(own.population // 100 + 9 * column) / 10
            sheet.figure(row, column, code, DAN_SO, str(year), number, THOUSAND)
        for column, year in enumerate((2018, 2019), start=4):
            number = Decimal(own.labour // 100 + 4 * column) / 10
            sheet.figure(row, column, code, LAO_DONG, str(year), number, THOUSAND)
    return book.case(
        "Nien giam - dan so.xlsx",
        xlsx(book),
        "Two indicators, each with years across, headers in two languages; no office is named as the sender",
        unit="VN",
    )
