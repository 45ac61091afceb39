"""Nine provinces of an emulation cluster, as nine offices lay their tables out."""

from datetime import date
from decimal import Decimal

from tests.corpus.workbooks.case import Case, case
from tests.corpus.workbooks.parts import (
    CLUSTER,
    figures,
    masthead,
    numbered,
    percent,
    rounded,
    signatures,
    total,
    vietnamese,
)
from tests.corpus.workbooks.sheets import (
    BAO_PHU,
    BB,
    BHTN,
    BHYT,
    BILLION,
    ESTIMATE,
    MILLION,
    NO,
    PERSONS,
    TARGET,
    THOUSAND,
    THU,
    TN,
    Book,
    at,
)
from tests.corpus.workbooks.writers import xls, xlsx

SENDER = "cum-iv-2020"
MAY = "2020-05"


@case
def cluster_with_merged_headers() -> Case:
    book = Book()
    sheet = book.sheet("BC thang 5")
    known = figures("merged headers", tuple(CLUSTER))
    row = masthead(
        sheet, "BẢO HIỂM XÃ HỘI VIỆT NAM", "CỤM THI ĐUA SỐ IV", "Số: 87/BC-CTĐ", "Hà Tĩnh, ngày 05 tháng 6 năm 2020"
    )
    sheet.merge("A5:H5", "BÁO CÁO KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU", bold=True, align="center")
    sheet.merge("A6:H6", "THÁNG 5 NĂM 2020", bold=True, align="center")
    row = 7
    sheet.merge("A8:A10", "STT")
    sheet.merge("B8:B10", "Đơn vị")
    sheet.merge("C8:F8", "Số người tham gia")
    sheet.merge("C9:D9", "BHXH")
    sheet.put(9, 2, "Bắt buộc")
    sheet.put(9, 3, "Tự nguyện")
    sheet.merge("E9:E10", "BHTN")
    sheet.merge("F9:F10", "BHYT")
    sheet.merge("G8:H8", "Số tiền (triệu đồng)")
    sheet.merge("G9:G10", "Số thu BHXH, BHYT, BHTN")
    sheet.merge("H9:H10", "Số tiền chậm đóng")
    numbered(sheet, 10, 8)
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 11 + index, known[code]
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, BB, MAY, own.bb, num_format="#,##0")
        sheet.figure(row, 3, code, TN, MAY, own.tn, num_format="#,##0")
        sheet.figure(row, 4, code, BHTN, MAY, own.bhtn)
        sheet.figure(row, 5, code, BHYT, MAY, own.bhyt)
        sheet.figure(row, 6, code, THU, MAY, own.thu, MILLION)
        sheet.figure(row, 7, code, NO, MAY, own.arrears, MILLION)
    row += 1
    sheet.put(row, 1, "Tổng cộng", bold=True)
    for column in range(2, 8):
        sheet.put(row, column, sheet.sum_of(range(11, row), column), f"SUM({at(11, column)}:{at(row - 1, column)})")
    sheet.put(row + 1, 0, "Ghi chú: số liệu lấy trên phần mềm TST đến ngày 31/5/2020, chưa gồm 125 người của đơn vị A.")
    signatures(sheet, row + 3)
    return book.case(
        "Bao cao cum IV thang 5.2020.xlsx",
        xlsx(book),
        "Headers of three rows merged across and down, a numbered row under them, a total, a note and signatures below",
        unit=SENDER,
        reported_on="2020-06-05",
        document="87/BC-CTĐ",
    )


@case
def cluster_plan_actual_percent_last_year_rank() -> Case:
    book = Book()
    sheet = book.sheet("Thu")
    known = figures("plan actual", tuple(CLUSTER))
    masthead(sheet, "BẢO HIỂM XÃ HỘI VIỆT NAM", "CỤM THI ĐUA SỐ IV", right=6)
    sheet.merge("A5:I5", "KẾT QUẢ THU BHXH, BHYT, BHTN 5 THÁNG ĐẦU NĂM 2020")
    sheet.put(6, 7, "Đơn vị tính: tỷ đồng", italic=True)
    sheet.line(
        7,
        [
            "TT",
            "Tỉnh, thành phố",
            "Kế hoạch giao năm 2020",
            "Thực hiện 5 tháng",
            "% đạt kế hoạch",
            "Cùng kỳ năm 2019",
            "Tăng (+), giảm (-) so với cùng kỳ",
            "Xếp hạng",
            "Ghi chú",
        ],
        text_wrap=True,
    )
    sheet.line(8, ["A", "B", 1, 2, "3=2/1", 4, "5=2-4", 6, 7])
    ranks = sorted(CLUSTER, key=lambda code: -known[code].thu / known[code].plan)
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 9 + index, known[code]
        plan, done = rounded(Decimal(own.plan) / 1000, 1), own.thu_billion()
        before = rounded(done * Decimal("0.94"), 1)
        sheet.line(row, [index + 1, f"BHXH tỉnh {name}" if code != "48" else "BHXH TP. Đà Nẵng"])
        sheet.figure(row, 2, code, THU, "2020", plan, BILLION, TARGET)
        sheet.figure(row, 3, code, THU, MAY, done, BILLION)
        sheet.put(row, 4, percent(done, plan))
        sheet.put(row, 5, before)
        sheet.put(row, 6, done - before)
        sheet.put(row, 7, ranks.index(code) + 1)
        sheet.put(row, 8, "Cao nhất cụm" if ranks[0] == code else None)
    sums = [sheet.sum_of(range(9, 18), column) for column in (2, 3, 5)]
    sheet.line(
        18, [None, "TỔNG SỐ", sums[0], sums[1], percent(sums[1], sums[0]), sums[2], sums[1] - sums[2]], bold=True
    )
    signatures(sheet, 20, right=6, place_and_day="Huế, ngày 08 tháng 6 năm 2020")
    return book.case(
        "bieu so 2.xls",
        xls(book),
        "Plan, actual, percent, last year, change and rank in one table; A|B|1|2 under the header; old .xls",
        unit=SENDER,
        reported_on="2020-06-08",
    )


@case
def cluster_total_first_and_wrong() -> Case:
    book = Book()
    sheet = book.sheet("Sheet1")
    known = figures("wrong total", tuple(CLUSTER))
    names = {
        "42": "Hà Tĩnh ",
        "44": "QUẢNG BÌNH",
        "45": "Quảng  Trị",
        "46": "Thừa Thiên - Huế",
        "48": "TP. Đà Nẵng",
        "49": "T. Quảng Nam",
        "51": "Quang Ngai",
        "52": "Bình Ðịnh",  # an Icelandic letter, as old keyboards typed it
        "54": "Phú yên",
    }
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(2, 1, "SỐ LIỆU THAM GIA BHXH, BHYT, BHTN")
    sheet.put(3, 1, "(Tính đến ngày 31/5/2020)")
    sheet.line(5, ["STT", "Tên đơn vị", "BHXH BB", "BHXH TN", "BHTN", "Số thẻ BHYT"])
    sheet.put(6, 1, "Toàn cụm")
    for index, (code, name) in enumerate(names.items()):
        row, own = 8 + index + (index > 3), known[code]  # an empty row after the fourth
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, BB, MAY, own.bb)
        sheet.figure(row, 3, code, TN, MAY, own.tn)
        sheet.figure(row, 4, code, BHTN, MAY, own.bhtn)
        sheet.figure(row, 5, code, BHYT, MAY, own.bhyt)
    for column, field in enumerate(("bb", "tn", "bhtn", "bhyt"), start=2):
        value = total([getattr(one, field) for one in known.values()])
        sheet.put(6, column, value + (1000 if field == "bhtn" else 0))
    sheet.finds("total", "explain", "E7")
    return book.case(
        "so lieu 31-5.xlsx",
        xlsx(book),
        "The total stands first and one of its four figures is a thousand too high; nine spellings of nine names",
        unit=SENDER,
    )


@case
def cluster_numbers_typed_as_text() -> Case:
    book = Book()
    sheet = book.sheet("Phu luc 1")
    known = figures("text numbers", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "BIỂU TỔNG HỢP SỐ LIỆU THÁNG 5/2020")
    sheet.line(
        3, ["TT", "Đơn vị", "Tham gia BHXH BB (người)", "Người tham gia BHYT", "Số thu (tỷ đồng)", "Nợ (triệu đồng)"]
    )
    nbsp, thin, narrow = "\u00a0", "\u2009", "\u202f"
    marks = [".", nbsp, thin, narrow, ".", " ", ".", ",", "."]
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own, mark = 4 + index, known[code], marks[index]
        sheet.line(row, [f"{index + 1}", f"{nbsp}{name}"])
        sheet.figure(row, 2, code, BB, MAY, own.bb, written=f"{own.bb:,}".replace(",", mark))
        sheet.figure(row, 3, code, BHYT, MAY, own.bhyt, written=vietnamese(own.bhyt) + (" người" if index == 2 else ""))
        billions = own.thu_billion(2)
        sheet.figure(row, 4, code, THU, MAY, billions, BILLION, written=vietnamese(billions, 2) + nbsp * (index % 2))
        sheet.figure(
            row,
            5,
            code,
            NO,
            MAY,
            own.arrears,
            MILLION,
            written=f"{vietnamese(own.arrears)},0" + (" triệu" if index == 4 else " tr.đ" if index == 6 else ""),
        )
    return book.case(
        "THANG 5.xlsx",
        xlsx(book),
        "Every number is text: dots, commas, spaces of four kinds, units behind them",
        unit=SENDER,
    )


@case
def cluster_ambiguous_numbers_settled_by_their_column() -> Case:
    book = Book()
    sheet = book.sheet("Nợ")
    written = ["1.085.300,5", "985.120", "312.400,25", "1.002.117", "88.940", "450.310,7", "77.001", "9.120,4", "64,5"]
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "TÌNH HÌNH NỢ BHXH, BHYT, BHTN ĐẾN 31/5/2020")
    sheet.put(2, 2, "ĐVT: triệu đồng")
    sheet.line(3, ["STT", "Tỉnh", "Nợ BHXH, BHYT, BHTN"])
    for index, ((code, name), text) in enumerate(zip(CLUSTER.items(), written, strict=True)):
        sheet.line(4 + index, [index + 1, name])
        number = text.replace(".", "").replace(",", ".")
        cell = sheet.figure(4 + index, 2, code, NO, MAY, number, MILLION, written=text)
        if text in ("985.120", "88.940", "77.001"):
            sheet.finds("number-style", "note", cell)
    return book.case(
        "no.xlsx",
        xlsx(book),
        "985.120 can be read twice, but the other cells of the column all write a decimal comma",
        unit=SENDER,
    )


@case
def cluster_mixed_dots_and_commas() -> Case:
    book = Book()
    sheet = book.sheet("Thu")
    written = ["1,085.3", "1.085,3", "10.101", "985,5", "2.004,7", "1.310,7", "1.117,2", "1,320.4", "964.5"]
    values = ["1085.3", "1085.3", "10101", "985.5", "2004.7", "1310.7", "1117.2", "1320.4", "964.5"]
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "SỐ THU LŨY KẾ ĐẾN HẾT THÁNG 5/2020")
    sheet.put(2, 2, "Đvt: tỷ đồng")
    sheet.line(3, ["STT", "Tỉnh", "Tổng thu BHXH, BHYT, BHTN"])
    for index, ((code, name), text, number) in enumerate(zip(CLUSTER.items(), written, values, strict=True)):
        sheet.line(4 + index, [index + 1, name])
        settled = text != "10.101"
        sheet.figure(4 + index, 2, code, THU, MAY, number, BILLION, written=text, settled=settled)
    sheet.finds("number-ambiguous", "blocks", "C7")
    return book.case(
        "thu5.xlsx", xlsx(book), "Both ways of writing in one column: 10.101 cannot be settled", unit=SENDER
    )


@case
def cluster_months_across() -> Case:
    book = Book()
    sheet = book.sheet("BHYT")
    known = figures("months across", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.merge("A3:H3", "SỐ NGƯỜI THAM GIA BHYT CÁC THÁNG NĂM 2020", align="center")
    sheet.put(3, 6, "ĐVT: người")
    sheet.merge("A5:A6", "TT")
    sheet.merge("B5:B6", "Đơn vị")
    sheet.merge("C5:H5", "Thực hiện")
    sheet.line(5, [f"T{month}" for month in range(1, 7)], left=2)
    for index, (code, name) in enumerate(CLUSTER.items()):
        row = 6 + index
        sheet.line(row, [index + 1, name])
        for month in range(1, 7):
            if month == 6 and code in ("45", "54"):
                sheet.put(row, 1 + month, "-" if code == "45" else "…")
                continue
            value = known[code].bhyt + month * 311
            sheet.figure(row, 1 + month, code, BHYT, f"2020-{month:02}", value)
    return book.case(
        "BHYT 6 thang.xlsx", xlsx(book), "A stock in six columns of months, two of them not there yet", unit=SENDER
    )


@case
def cluster_month_headers_are_dates() -> Case:
    book = Book()
    sheet = book.sheet("Luy ke thu")
    known = figures("dates", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV - BHXH VIỆT NAM")
    sheet.put(1, 0, "Lũy kế số thu BHXH, BHYT, BHTN từ đầu năm đến cuối tháng")
    sheet.put(2, 4, "(ĐVT: triệu đồng)")
    sheet.line(4, ["Đơn vị"])
    for month in range(1, 6):
        sheet.put(4, month, date(2020, month, 1), num_format="mm/yyyy")
    for index, (code, name) in enumerate(CLUSTER.items()):
        sheet.put(5 + index, 0, name)
        for month in range(1, 6):
            value = known[code].thu * month // 5
            sheet.figure(5 + index, month, code, THU, f"2020-{month:02}", value, MILLION, num_format="#,##0")
    return book.case(
        "luy ke.xlsx", xlsx(book), "The spreadsheet made dates of the month headers, shown as 05/2020", unit=SENDER
    )


@case
def cluster_units_in_columns() -> Case:
    book = Book()
    sheet = book.sheet("Ngang")
    known = figures("units in columns", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "Tổng hợp các chỉ tiêu cơ bản lũy kế đến hết quý II/2020")
    sheet.line(3, ["STT", "Chỉ tiêu", "ĐVT", *CLUSTER.values(), "Toàn cụm"])
    lines = (
        ("Số người tham gia BHXH bắt buộc", "Người", BB, "bb", PERSONS),
        ("Số người tham gia BHXH tự nguyện", "Người", TN, "tn", PERSONS),
        ("Số người tham gia BHTN", "Nghìn người", BHTN, "bhtn", THOUSAND),
        ("Số thu BHXH, BHYT, BHTN", "Tỷ đồng", THU, "thu", BILLION),
        ("Số tiền chậm đóng", "Triệu đồng", NO, "arrears", MILLION),
    )
    for index, (label, measure, indicator, field, scale) in enumerate(lines):
        row = 4 + index
        sheet.line(row, [index + 1, label, measure])
        numbers = []
        for column, code in enumerate(CLUSTER, start=3):
            number = Decimal(getattr(known[code], field))
            number = number / 1000 if scale in (THOUSAND, BILLION) else number
            numbers.append(number)
            sheet.figure(row, column, code, indicator, "2020-Q2", number, scale)
        sheet.put(row, 12, total(numbers))
    signatures(sheet, 11, right=9, place_and_day="Tam Kỳ, ngày 6/7/2020")
    return book.case(
        "bieu ngang quy 2.xlsx",
        xlsx(book),
        "Units across, indicators down, each with its own measure",
        unit=SENDER,
        reported_on="2020-07-06",
    )


@case
def cluster_stacked_tables() -> Case:
    book = Book()
    sheet = book.sheet("Tong hop")
    known = figures("stacked", tuple(CLUSTER))
    sheet.put(0, 0, "BHXH VIỆT NAM")
    sheet.put(1, 0, "CỤM THI ĐUA SỐ IV", bold=True)
    sheet.put(1, 4, "Đà Nẵng, ngày 04 tháng 6 năm 2020")
    sheet.put(3, 0, "SỐ LIỆU BÁO CÁO 5 THÁNG NĂM 2020")
    tables = (
        ("I. Số thu BHXH, BHYT, BHTN", "Đơn vị tính: tỷ đồng", THU, BILLION, "Số đã thu"),
        ("II. Số tiền chậm đóng", "Đơn vị tính: triệu đồng", NO, MILLION, "Số nợ"),
        ("III. Số người tham gia BHTN", "Đơn vị tính: người", BHTN, PERSONS, "Số người"),
    )
    row = 5
    for title, measure, indicator, scale, header in tables:
        sheet.put(row, 0, title, bold=True)
        sheet.put(row + 1, 2, measure, italic=True)
        sheet.line(row + 2, ["TT", "Đơn vị", header])
        numbers = []
        for index, (code, name) in enumerate(CLUSTER.items()):
            own = known[code]
            number = {THU: own.thu_billion(), NO: Decimal(own.arrears), BHTN: Decimal(own.bhtn)}[indicator]
            numbers.append(number)
            sheet.line(row + 3 + index, [index + 1, name])
            sheet.figure(row + 3 + index, 2, code, indicator, MAY, number, scale)
        sheet.line(row + 12, [None, "Cộng", total(numbers)])
        row += 15
    return book.case(
        "tong hop 3 bang.xlsx",
        xlsx(book),
        "Three tables one below the other, each with its title and its measure",
        unit=SENDER,
        reported_on="2020-06-04",
    )


@case
def cluster_tables_side_by_side() -> Case:
    book = Book()
    sheet = book.sheet("2 bang")
    known = figures("side by side", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "THÁNG 05/2020")
    sheet.put(3, 0, "Bảng 1. Số người tham gia BHYT (người)")
    sheet.put(3, 5, "Bảng 2. Tổng thu BHXH, BHYT, BHTN (triệu đồng)")
    sheet.line(4, ["TT", "Tỉnh", "Số người"])
    sheet.line(4, ["TT", "Tỉnh", "Số tiền"], left=5)
    for index, code in enumerate(CLUSTER):
        sheet.line(5 + index, [index + 1, CLUSTER[code]])
        sheet.figure(5 + index, 2, code, BHYT, MAY, known[code].bhyt)
    by_collections = sorted(CLUSTER, key=lambda code: -known[code].thu)
    for index, code in enumerate(by_collections):
        sheet.line(5 + index, [index + 1, CLUSTER[code]], left=5)
        sheet.figure(5 + index, 7, code, THU, MAY, known[code].thu, MILLION)
    return book.case(
        "2 bang canh nhau.xlsx", xlsx(book), "Two tables beside each other, their rows in different order", unit=SENDER
    )


@case
def cluster_sheet_for_each_month() -> Case:
    book = Book()
    hidden = book.sheet("data", hidden=True)
    hidden.lines(0, [["Đơn vị", "Số thu"], ["Hà Tĩnh", 1], ["Quảng Bình", 2], ["Quảng Trị", 3]])
    for month in (3, 4, 5):
        sheet = book.sheet(f"T{month}")
        known = figures(f"each month {month}", tuple(CLUSTER))
        sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
        sheet.put(1, 0, "Theo dõi người tham gia năm 2020")
        sheet.line(3, ["STT", "ĐƠN VỊ", "BHXH tự nguyện", "Bảo hiểm thất nghiệp"])
        for index, (code, name) in enumerate(CLUSTER.items()):
            sheet.line(4 + index, [index + 1, name.upper()])
            sheet.figure(4 + index, 2, code, TN, f"2020-{month:02}", known[code].tn)
            sheet.figure(4 + index, 3, code, BHTN, f"2020-{month:02}", known[code].bhtn)
    book.sheet("Sheet2").put(0, 0, " ")
    hidden.finds("sheet-passed-over", "note", "*")
    return book.case(
        "theo doi.xlsx",
        xlsx(book),
        "The month is only in the name of the sheet, the year in the title; a hidden sheet and an empty one",
        unit=SENDER,
    )


@case
def cluster_sheet_for_each_indicator() -> Case:
    book = Book()
    known = figures("each indicator", tuple(CLUSTER))
    for name, indicator, field, scale in (
        ("Thu BHXH, BHYT, BHTN", THU, "thu", MILLION),
        ("Nợ", NO, "arrears", MILLION),
        ("BHYT", BHYT, "bhyt", PERSONS),
    ):
        sheet = book.sheet(name)
        sheet.put(0, 0, "Cụm thi đua số IV")
        sheet.put(1, 0, "Kỳ báo cáo: tháng 5 năm 2020")
        sheet.put(2, 0, "Ngày báo cáo: 09/06/2020")
        if indicator != BHYT:
            sheet.put(2, 3, "Đơn vị: triệu đồng")
        sheet.line(3, ["TT", "Đơn vị", "Thực hiện", "Ghi chú"])
        for index, code in enumerate(CLUSTER):
            sheet.line(4 + index, [index + 1, CLUSTER[code]])
            sheet.figure(4 + index, 2, code, indicator, MAY, getattr(known[code], field), scale)
        sheet.put(6, 3, "số ước 12 đơn vị")
    return book.case(
        "3 sheet.xlsx",
        xlsx(book),
        "Only the sheet's name says what is counted",
        unit=SENDER,
        reported_on="2020-06-09",
    )


@case
def cluster_targets_of_the_year() -> Case:
    book = Book()
    sheet = book.sheet("Giao KH")
    known = figures("targets", tuple(CLUSTER))
    masthead(
        sheet, "BẢO HIỂM XÃ HỘI VIỆT NAM", "CỤM THI ĐUA SỐ IV", "Số: 12/KH-CTĐ", "Hà Nội, ngày 15 tháng 01 năm 2020"
    )
    sheet.merge("A5:G5", "CHỈ TIÊU KẾ HOẠCH GIAO NĂM 2020")
    sheet.line(
        7,
        [
            "STT",
            "Tỉnh",
            "Kế hoạch thu BHXH, BHYT, BHTN (tỷ đồng)",
            "KH BHXH BB (người)",
            "KH BHXH TN (người)",
            "KH BHYT (người)",
            "Chỉ tiêu tỷ lệ bao phủ BHYT (%)",
        ],
    )
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 8 + index, known[code]
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, THU, "2020", Decimal(own.plan) / 1000, BILLION, TARGET)
        sheet.figure(row, 3, code, BB, "2020", own.bb, kind=TARGET)
        sheet.figure(row, 4, code, TN, "2020", own.tn, kind=TARGET)
        sheet.figure(row, 5, code, BHYT, "2020", own.bhyt, kind=TARGET)
        sheet.figure(row, 6, code, BAO_PHU, "2020", percent(own.bhyt, own.population, 1), kind=TARGET)
    return book.case(
        "giao ke hoach 2020.xlsx",
        xlsx(book),
        "Assigned figures of the year, a rate among them",
        unit=SENDER,
        reported_on="2020-01-15",
        document="12/KH-CTĐ",
    )


@case
def cluster_month_beside_year_to_date() -> Case:
    book = Book()
    sheet = book.sheet("Thu T5")
    known = figures("month and lũy kế", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "THU BHXH, BHYT, BHTN THÁNG 5 NĂM 2020")
    sheet.put(2, 3, "ĐVT: triệu đồng")
    sheet.merge("A4:A5", "TT")
    sheet.merge("B4:B5", "Đơn vị")
    sheet.merge("C4:D4", "Số thu BHXH, BHYT, BHTN")
    sheet.line(4, ["Thực hiện trong tháng", "Lũy kế từ đầu năm"], left=2)
    for index, (code, name) in enumerate(CLUSTER.items()):
        sheet.line(5 + index, [index + 1, name, known[code].thu // 5])
        sheet.figure(5 + index, 3, code, THU, MAY, known[code].thu, MILLION)
    sheet.line(
        14, [None, "Cộng", total([one.thu // 5 for one in known.values()]), total([one.thu for one in known.values()])]
    )
    return book.case(
        "thu thang 5.xlsx", xlsx(book), "What came in the month beside what came since January", unit=SENDER
    )


@case
def cluster_month_alone() -> Case:
    book = Book()
    sheet = book.sheet("Thu T5")
    known = figures("month alone", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "SỐ LIỆU PHÁT SINH TRONG THÁNG 5 NĂM 2020")
    sheet.line(3, ["TT", "Đơn vị", "Số thu phát sinh trong tháng (triệu đồng)", "Số người tham gia BHTN"])
    for index, (code, name) in enumerate(CLUSTER.items()):
        sheet.line(4 + index, [index + 1, name])
        sheet.figure(4 + index, 2, code, THU, MAY, known[code].thu // 5, MILLION, settled=False)
        sheet.figure(4 + index, 3, code, BHTN, MAY, known[code].bhtn)
    sheet.finds("period", "blocks", "C4|*")
    return book.case(
        "thang 5 - phat sinh.xlsx",
        xlsx(book),
        "The ledger keeps what accumulates since January: a month alone cannot be added",
        unit=SENDER,
    )


@case
def cluster_estimates_beside_actuals() -> Case:
    book = Book()
    sheet = book.sheet("Uoc 6T")
    known = figures("estimate", tuple(CLUSTER))
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, "ƯỚC THỰC HIỆN 6 THÁNG ĐẦU NĂM 2020")
    sheet.put(2, 4, "Đơn vị tính: Tỷ đồng")
    sheet.line(3, ["STT", "Đơn vị", "KH thu năm 2020", "Ước TH thu 6 tháng", "Tỷ lệ (%)"])
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 4 + index, known[code]
        plan, done = rounded(Decimal(own.plan) / 1000, 0), own.thu_billion(0)
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, THU, "2020", plan, BILLION, TARGET)
        sheet.figure(row, 3, code, THU, "2020-H1", done, BILLION, ESTIMATE)
        sheet.put(row, 4, done / plan, f"D{row + 1}/C{row + 1}", num_format="0.00%")
    return book.case(
        "uoc 6 thang.xlsx",
        xlsx(book),
        "An estimate beside the plan; the rate is a formula shown as percent",
        unit=SENDER,
    )
