"""What is wrong in single cells and rows, and what only looks wrong."""

import io
import re
from datetime import date
from decimal import Decimal

from openpyxl import load_workbook

from tests.corpus.workbooks.case import ANY, Case, Named, case
from tests.corpus.workbooks.parts import (
    CLUSTER,
    NGHE_AN,
    Figures,
    figures,
    masthead,
    percent,
    rounded,
    signatures,
    total,
)
from tests.corpus.workbooks.sheets import (
    BAO_PHU,
    BB,
    BHTN,
    BHYT,
    BILLION,
    DAN_SO,
    MILLION,
    NO,
    TARGET,
    THU,
    TN,
    Book,
    Sheet,
    at,
)
from tests.corpus.workbooks.writers import changed, with_external_link, xls, xlsx

SENDER = "cum-iv-2020"
MAY = "2020-05"


def _opened(title: str, *headers: str) -> tuple[Book, Sheet, dict[str, Figures]]:
    """A plain sheet of the cluster with its header in row 5; the rows of the provinces begin in row 6."""
    book = Book()
    sheet = book.sheet("Sheet1")
    sheet.put(0, 0, "CỤM THI ĐUA SỐ IV")
    sheet.put(1, 0, title)
    sheet.line(4, ["STT", "Đơn vị", *headers])
    return book, sheet, figures(title, tuple(CLUSTER))


@case
def typing_errors_in_numbers() -> Case:
    book, sheet, known = _opened(
        "SỐ LIỆU THÁNG 5 NĂM 2020", "Số người tham gia BHXH bắt buộc", "Số người tham gia BHTN", "Số thu (triệu đồng)"
    )
    spoilt = {
        ("42", 2): "83.4O2",  # the letter O
        ("45", 2): "1.2345",
        ("46", 3): "12,345,67",
        ("49", 4): "1.085.300*",
        ("51", 3): "45.678 (1)",
        ("54", 4): "1..085,3",
        ("52", 4): "khoảng ?",
    }
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 5 + index, known[code]
        sheet.line(row, [index + 1, name])
        for column, indicator, number, scale in (
            (2, BB, own.bb, 1),
            (3, BHTN, own.bhtn, 1),
            (4, THU, own.thu, MILLION),
        ):
            if text := spoilt.get((code, column)):
                sheet.put(row, column, text)
                sheet.finds("number|not-whole", "blocks", at(row, column))
            else:
                sheet.figure(row, column, code, indicator, MAY, number, Decimal(scale))
    return book.case(
        "T5 loi go.xlsx", xlsx(book), "Seven cells are no numbers, each in its own way; the others are", unit=SENDER
    )


@case
def spoilt_figures_alone_in_the_first_and_last_rows() -> Case:
    """Where a table begins and ends is not told by its figures alone."""
    book, sheet, known = _opened("Tháng 5 năm 2020", "Số người tham gia BHYT")
    last = len(CLUSTER) - 1
    for index, (code, name) in enumerate(CLUSTER.items()):
        row = 5 + index
        sheet.line(row, [index + 1, name])
        if index in (0, last):
            sheet.put(row, 2, "1.2O3.456" if index else "#REF!", "" if index else "#REF!")
            sheet.finds("number" if index else "formula", "blocks", at(row, 2))
        else:
            sheet.figure(row, 2, code, BHYT, MAY, known[code].bhyt)
    return book.case(
        "bhyt t5.xlsx", xlsx(book), "The first figure is a failed formula, the last has a letter in it", unit=SENDER
    )


@case
def footnote_marks_after_names() -> Case:
    book, sheet, known = _opened(
        "Tình hình nợ BHXH, BHYT, BHTN đến 31/5/2020 (ĐVT: tỷ đồng)", "Số tiền nợ BHXH, BHYT, BHTN", "Ghi chú"
    )
    names = {"44": "Quảng Bình (1)", "42": "Hà Tĩnh*", "48": "Đà Nẵng (**)", "52": "Bình Định ¹"}
    for index, (code, name) in enumerate(CLUSTER.items()):
        row = 5 + index
        sheet.line(row, [index + 1, names.get(code, name)])
        sheet.figure(row, 2, code, NO, MAY, rounded(Decimal(known[code].arrears) / 1000, 2), BILLION)
    sheet.put(15, 0, "(1) Chưa gồm 15,2 tỷ đồng nợ của các đơn vị giải thể, phá sản")
    sheet.put(16, 0, "* Số liệu chưa khóa sổ")
    signatures(sheet, 18, right=3, place_and_day="Đồng Hới, ngày 4 tháng 6 năm 2020")
    return book.case(
        "no 31.5.xlsx",
        xlsx(book),
        "Marks of footnotes after names, the footnotes with numbers below; the measure in the title",
        unit=SENDER,
        reported_on="2020-06-04",
    )


@case
def no_figure_written_in_every_way() -> Case:
    book, sheet, known = _opened(
        "Báo cáo nhanh tháng 5 năm 2020", "BHXH TN", "BHTN", "Tổng thu BHXH, BHYT, BHTN (tỷ đồng)"
    )
    empty = {
        ("44", 2): "-", ("44", 3): "–", ("45", 2): "…", ("45", 4): "...", ("46", 3): "x", ("46", 4): "X",
        ("49", 2): " ", ("51", 3): "—", ("52", 4): "\u00a0-\u00a0", ("54", 4): " x ",
    }  # fmt: skip
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 5 + index, known[code]
        sheet.line(row, [index + 1, name])
        for column, indicator, number, scale in (
            (2, TN, Decimal(own.tn), 1),
            (3, BHTN, Decimal(own.bhtn), 1),
            (4, THU, own.thu_billion(), BILLION),
        ):
            if text := empty.get((code, column)):
                sheet.put(row, column, text)
            else:
                number = Decimal(0) if (code, column) == ("48", 2) else number
                sheet.figure(row, column, code, indicator, MAY, number, Decimal(scale))
    return book.case(
        "nhanh T5.xlsx", xlsx(book), "Ten ways to write that there is no figure; a nought is one", unit=SENDER
    )


@case
def hedged_figures_with_their_units() -> Case:
    book, sheet, known = _opened("ƯỚC SỐ LIỆU ĐẾN 31/5/2020", "Số người tham gia BHXH TN", "Nợ (triệu đồng)")
    words = ["hơn {}", "trên {}", "gần {}", "khoảng {}", "{} người", "{}", "{}", "{}", "{}"]
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 5 + index, known[code]
        tens, debt = own.tn // 100 * 100 + 1000, own.arrears
        sheet.line(row, [index + 1, name])
        text = words[index].format(f"{tens:,}".replace(",", "."))
        sheet.figure(row, 2, code, TN, MAY, tens, kind="estimate", written=text)
        written = f"{debt:,}".replace(",", ".") + (",5 triệu" if index % 2 else ",0")
        sheet.figure(row, 3, code, NO, MAY, f"{debt}.5" if index % 2 else debt, MILLION, "estimate", written=written)
    return book.case(
        "uoc.xlsx", xlsx(book), "hơn 1.000, gần 1.000, 1.234,5 triệu; all estimates by the title", unit=SENDER
    )


@case
def a_cell_turned_into_a_date() -> Case:
    book, sheet, known = _opened("Tháng 5/2020 - ĐVT: tỷ đồng", "Số thu BHXH, BHYT, BHTN", "BHYT")
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 5 + index, known[code]
        sheet.line(row, [index + 1, name])
        if code == "46":
            sheet.put(row, 2, date(2020, 5, 12), num_format="d-mmm")
            sheet.finds("number-as-date", "blocks", at(row, 2))
        else:
            sheet.figure(row, 2, code, THU, MAY, own.thu_billion(), BILLION)
        sheet.figure(row, 3, code, BHYT, MAY, -own.bhyt if code == "45" else own.bhyt, settled=code != "45")
        if code == "45":
            sheet.finds("negative", "blocks", at(row, 3))
    return book.case(
        "thang5_thu.xlsx", xlsx(book), "12.5 became 12 May when it was typed; a minus before people", unit=SENDER
    )


@case
def failed_formulas() -> Case:
    book, sheet, known = _opened(
        "THÁNG 5 NĂM 2020", "BHXH BB", "BHXH TN", "Tổng số người tham gia BHXH", "Nợ (tỷ đồng)"
    )
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 5 + index, known[code]
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, BB, MAY, own.bb)
        sheet.figure(row, 3, code, TN, MAY, own.tn)
        sheet.figure(row, 4, code, "participants_bhxh", MAY, own.bhxh, formula=f"C{row + 1}+D{row + 1}")
        if code in ("44", "51"):
            error = "#REF!" if code == "44" else "#DIV/0!"
            sheet.put(row, 5, error, "#REF!/1000" if code == "44" else "C5/0")
            sheet.finds("formula", "blocks", at(row, 5))
        else:
            sheet.figure(row, 5, code, NO, MAY, rounded(Decimal(own.arrears) / 1000, 3), BILLION)
    return book.case(
        "cong thuc.xlsx", xlsx(book), "Two formulas failed; the sums of two columns are right", unit=SENDER
    )


@case
def formulas_never_computed() -> Case:
    """Saved by a program that does not calculate."""
    book, sheet, known = _opened("THÁNG 5 NĂM 2020", "BHXH bắt buộc", "BHTN")
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 5 + index, known[code]
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, BB, MAY, own.bb)
        if code == "48":
            sheet.put(row, 3, 1, "C10-500")
            sheet.finds("formula", "blocks", at(row, 3))
        else:
            sheet.figure(row, 3, code, BHTN, MAY, own.bhtn)
    stream = io.BytesIO()
    load_workbook(io.BytesIO(xlsx(book))).save(stream)
    content = changed(stream.getvalue(), {"docProps/core.xml": _undated})  # it writes the time of saving
    return book.case("xuat phan mem.xlsx", content, "A formula without any saved value", unit=SENDER)


def _undated(xml: bytes) -> bytes:
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2020-06-05T08:00:00Z", xml)


@case
def formulas_with_stale_values() -> Case:
    book, sheet, known = _opened("Lũy kế thu 5 tháng năm 2020; Đvt: triệu đồng", "Thu BHXH, BHYT, BHTN", "Nợ")
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 5 + index, known[code]
        sheet.line(row, [index + 1, name])
        if code == "49":  # two parts to the right of the table; one was changed later
            sheet.line(row, [own.thu - 5000, 5300], left=8)
            cell = sheet.figure(
                row, 2, code, THU, MAY, own.thu, MILLION, formula=f"I{row + 1}+J{row + 1}", settled=False
            )
            sheet.finds("formula-stale", "explain", cell)
        else:
            sheet.figure(row, 2, code, THU, MAY, own.thu, MILLION)
        sheet.figure(row, 3, code, NO, MAY, own.arrears, MILLION)
    sheet.put(14, 1, "Tổng cộng")
    for column, field in ((2, "thu"), (3, "arrears")):
        value = total([getattr(one, field) for one in known.values()])
        sheet.put(14, column, value, f"SUM({at(5, column)}:{at(13, column)})")
    return book.case(
        "thu no 5T.xlsx",
        xlsx(book),
        "A formula whose saved value is no longer what its two cells give; stray working cells beside the table",
        unit=SENDER,
    )


@case
def a_total_with_a_stale_value() -> Case:
    book, sheet, known = _opened("Tháng 5/2020", "Số người tham gia BHYT", "Dân số")
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 5 + index, known[code]
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, BHYT, MAY, own.bhyt)
        sheet.figure(row, 3, code, DAN_SO, MAY, own.population)
    sheet.put(14, 1, "Cộng")
    sheet.put(14, 2, total([one.bhyt for one in known.values()]) - 4321, "SUM(C6:C14)")
    sheet.put(14, 3, total([one.population for one in known.values()]), "SUM(D6:D14)")
    sheet.finds("formula-stale|total", "explain", "C15")
    return book.case("bhyt thang 5.xlsx", xlsx(book), "The total was not computed again after a change", unit=SENDER)


@case
def external_links() -> Case:
    book, sheet, known = _opened("THÁNG 5 NĂM 2020", "Số đã thu (tỷ đồng)", "BHTN")
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 5 + index, known[code]
        sheet.line(row, [index + 1, name])
        link = f"[1]T5!C{row + 1}" if index < 3 else ""
        sheet.figure(row, 2, code, THU, MAY, own.thu_billion(), BILLION, formula=link)
        sheet.figure(row, 3, code, BHTN, MAY, own.bhtn)
    content = with_external_link(xlsx(book), "file:///D:\\BAOCAO\\2020\\thu%20thang%205.xlsx")
    return book.case(
        "TH T5 (link).xlsx",
        content,
        "Three figures come from another file that was not sent; the saved values count",
        unit=SENDER,
        findings=[Named("external-link", "note", ANY, ANY)],
    )


@case
def wrong_units() -> Case:
    """One from elsewhere, one that never was, one twice."""
    book, sheet, known = _opened(
        "SỐ LIỆU THÁNG 5 NĂM 2020", "Số người tham gia BHXH bắt buộc", "Số tiền nợ (triệu đồng)"
    )
    rows = ["42", "Nghệ An", "44", "Bình Trị Thiên", "46", "48", "49", "51", "49", "52"]
    for index, written in enumerate(rows):
        row = 5 + index
        sheet.line(row, [index + 1, CLUSTER.get(written, written)])
        own = known.get(written)
        if own is None:
            sheet.line(row, [50_000 + index, 12_345 + index], left=2)
            sheet.finds("unit-elsewhere" if written == "Nghệ An" else "unit-unknown", "blocks", at(row, 1))
            if written == "Nghệ An":
                sheet.figure(row, 2, "40", BB, MAY, 50_000 + index, settled=False)
                sheet.figure(row, 3, "40", NO, MAY, 12_345 + index, MILLION, settled=False)
            continue
        double = written == "49"
        more = row if double else 0
        sheet.figure(row, 2, written, BB, MAY, own.bb + more, settled=not double)
        sheet.figure(row, 3, written, NO, MAY, own.arrears + more, MILLION, settled=not double)
        if double and rows.index("49") < index:
            sheet.finds("duplicate", "blocks", at(row, 1))
    return book.case(
        "T5 nham don vi.xlsx",
        xlsx(book),
        "Nghệ An is in another cluster, Bình Trị Thiên was divided in 1989, Quảng Nam has two rows",
        unit=SENDER,
    )


@case
def a_commune_name_of_two_districts() -> Case:
    book = Book()
    sheet = book.sheet("Xa")
    sheet.put(0, 0, "BHXH TỈNH NGHỆ AN")
    sheet.put(1, 0, "Người tham gia BHYT tại một số xã - Tháng 9 năm 2020")
    sheet.line(3, ["TT", "Tên xã", "BHYT"])
    for index, (code, name) in enumerate({"17101": "Quỳnh Thắng", "": "Tân Sơn", "17638": "Bắc Sơn, Đô Lương"}.items()):
        sheet.line(4 + index, [index + 1, f"Xã {name}"])
        if code:
            sheet.figure(4 + index, 2, code, BHYT, "2020-09", 5010 + index)
        else:
            sheet.put(4 + index, 2, 6789)
            sheet.finds("unit-ambiguous", "blocks", at(4 + index, 1))
    return book.case(
        "mot so xa.xlsx", xlsx(book), "There are two Tân Sơn in the province and nothing says which", unit="40"
    )


@case
def a_share_typed_as_a_fraction() -> Case:
    book, sheet, known = _opened(
        "CHỈ TIÊU GIAO NĂM 2020", "Chỉ tiêu giao tỷ lệ bao phủ BHYT (%)", "Kế hoạch BHXH TN (người)"
    )
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 5 + index, known[code]
        sheet.line(row, [index + 1, name])
        share = percent(own.bhyt, own.population, 1)
        if code == "45":
            sheet.put(row, 2, 0.93)
            sheet.finds("percent", "blocks", at(row, 2))
        else:
            sheet.figure(row, 2, code, BAO_PHU, "2020", share, kind=TARGET)
        sheet.figure(row, 3, code, TN, "2020", own.tn, kind=TARGET)
    return book.case(
        "giao chi tieu.xlsx", xlsx(book), "0.93 in a column of percent: 93 % or less than one?", unit=SENDER
    )


@case
def a_wrong_percentage_and_difference() -> Case:
    book, sheet, known = _opened(
        "KẾT QUẢ THU BHXH, BHYT, BHTN 5 THÁNG NĂM 2020 (đơn vị: tỷ đồng)",
        "KH năm 2020",
        "TH 5 tháng",
        "% KH",
        "Còn phải thu so với KH",
    )
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 5 + index, known[code]
        plan, done = rounded(Decimal(own.plan) / 1000, 1), own.thu_billion()
        share = percent(done, plan)
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, THU, "2020", plan, BILLION, TARGET)
        sheet.figure(row, 3, code, THU, MAY, done, BILLION)
        sheet.put(row, 4, share + (5 if code == "51" else 0), num_format="0.00")
        sheet.put(row, 5, plan - done)
        if code == "51":
            sheet.finds("derived", "explain", at(row, 4))
    return book.case(
        "KH TH 5 thang.xlsx", xlsx(book), "One percentage is five points too high for its two figures", unit=SENDER
    )


@case
def a_command_typed_as_a_figure() -> Case:
    book, sheet, known = _opened("THÁNG 5 NĂM 2020", "BHXH bắt buộc", "BHTN")
    for index, (code, name) in enumerate(CLUSTER.items()):
        row, own = 5 + index, known[code]
        sheet.line(row, [index + 1, name])
        sheet.figure(row, 2, code, BB, MAY, own.bb)
        if code == "52":
            sheet.put(row, 3, "=cmd|'/C calc'!A0")
            sheet.finds("formula|number", "blocks", at(row, 3))
        else:
            sheet.figure(row, 3, code, BHTN, MAY, own.bhtn)
    return book.case("T5-gui lai.xls", xls(book), "Text that a spreadsheet would run, were it a formula", unit=SENDER)


@case
def districts_typed_into_a_mess() -> Case:
    """Names right in every hand, a total of rounded figures, rows apart."""
    book = Book()
    sheet = book.sheet("12.2018")
    known = figures("mess", tuple(NGHE_AN))
    masthead(sheet, "BHXH Việt Nam", "BHXH tỉnh Nghệ An", right=3)
    sheet.put(4, 1, "Tổng thu và nợ BHXH, BHYT, BHTN")
    sheet.put(6, 3, "Tỷ đồng")
    sheet.line(7, [None, "Đơn vị", "Tổng thu BHXH, BHYT, BHTN", "Số tiền chậm đóng"])
    row, hands = 9, [str.upper, str.lower, str.title, "BHXH {}".format, "  {} ".format, "{}.".format]
    sums = [Decimal(0), Decimal(0)]
    for index, (code, name) in enumerate(NGHE_AN.items()):
        own = known[code]
        exact = (Decimal(own.thu) / 1000, Decimal(own.arrears) / 1000)
        sums = [before + one for before, one in zip(sums, exact, strict=True)]
        sheet.put(row, 1, hands[index % len(hands)](name))
        sheet.figure(row, 2, code, THU, "2018-12", rounded(exact[0], 1), BILLION)
        sheet.figure(row, 3, code, NO, "2018-12", rounded(exact[1], 1), BILLION)
        row += 2 if index % 5 == 4 else 1
    sheet.line(row, [None, "Tổng cộng:", rounded(sums[0], 1), rounded(sums[1], 1)])
    return book.case(
        "thu no.xlsx",
        xlsx(book),
        "The period is the name of the sheet; the total is of the unrounded figures; empty rows every five",
        unit="40",
    )
