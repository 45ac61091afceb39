"""The nine files of May 2020, as nine provinces' officers send them: each in a layout and a format of its own.

The figures of a province are those of ``provinces``. Two provinces, Phú Yên and Quảng Bình, report by district; their
figures are divided among the districts of the day by a seeded generator, so that they sum to the province's exactly.
"""

import random
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from letters import tcvn3, vni, windows_1258
from provinces import SEED, Province, between, rounded, shared
from sheets import (
    CENTRED,
    COUNT,
    FIGURE,
    HEAD,
    LABEL,
    MIDDLE,
    MONEY,
    MOTTO,
    REMARK,
    SHARE,
    SLANTED,
    STRONG,
    TITLE,
    Look,
    Sheet,
    Value,
    area,
    place,
)
from writers import csv_text, ods, xls, xlsx

MADE_UP = (
    "SỐ LIỆU MINH HỌA do chương trình examples/make_examples.py tạo ra, không phải số liệu thực của địa phương nào."
)
MADE_UP_BY_DISTRICT = (
    "SỐ LIỆU MINH HỌA: phần chia theo đơn vị do chương trình examples/make_examples.py tạo ra (bốc ngẫu nhiên, cố định"
    " hạt giống), không phải số liệu thực."
)
PHU_YEN = (
    "Thành phố Tuy Hòa", "Thị xã Sông Cầu", "Huyện Đông Hòa", "Huyện Tuy An", "Huyện Phú Hòa", "Huyện Tây Hòa",
    "Huyện Đồng Xuân", "Huyện Sơn Hòa", "Huyện Sông Hinh",
)  # fmt: skip
QUANG_BINH = (
    "Đồng Hới", "Ba Đồn", "Bố Trạch", "Lệ Thủy", "Quảng Ninh", "Quảng Trạch", "Tuyên Hóa", "Minh Hóa",
)  # fmt: skip
LACKING = 12  # of Quảng Bình's total of unemployment insurance, which was typed before Lệ Thủy sent the rest
NO_BREAK = "\u00a0"


def files_of_the_provinces(provinces: Mapping[str, Province]) -> Mapping[str, bytes]:
    """File name → content; the same bytes every time."""
    return {
        "Phu Yen bao cao T5.xlsx": phu_yen(provinces["54"]),
        "BDinh_5T_2020.xls": binh_dinh(provinces["52"]),
        "quang-ngai-thang-5.csv": quang_ngai(provinces["51"]),
        "BC QUANG NAM T5.xlsx": quang_nam(provinces["49"]),
        "DaNang_gui lai.xlsx": da_nang(provinces["48"]),
        "thua-thien-hue 5.2020.ods": thua_thien_hue(provinces["46"]),
        "QTRI_052020.csv": quang_tri(provinces["45"]),
        "QB-T5.xls": quang_binh(provinces["44"]),
        "Ha Tinh bao cao T5.2020.xlsx": ha_tinh(provinces["42"]),
    }


@dataclass(frozen=True)
class District:
    """Persons; money in millions of đồng."""

    compulsory: int
    voluntary: int
    bhtn: int
    bhyt: int
    collections: int

    @property
    def figures(self) -> tuple[int, ...]:
        return tuple(getattr(self, field.name) for field in fields(self))


def divided(code: str, province: Province, names: Sequence[str]) -> Mapping[str, District]:
    """The province's figures among its districts, the first of which is its capital. Raises AssertionError where
    they do not sum to the province's."""
    draw = random.Random(f"{SEED} {code}")  # noqa: S311 (illustration, not secrecy)
    people = {name: between(draw, "0.5", "1.5") * (2 if name == names[0] else 1) for name in names}

    def drawn(total: int, weights: Mapping[str, Decimal], low: str, high: str) -> dict[str, Decimal]:
        return shared(Decimal(total), {name: weights[name] * between(draw, low, high) for name in names}, places=0)

    compulsory = drawn(province.compulsory, people, "0.7", "1.3")
    voluntary = drawn(province.voluntary, people, "0.7", "1.3")
    bhtn = drawn(province.bhtn, compulsory, "0.98", "1.02")
    bhyt = drawn(province.bhyt, people, "0.95", "1.05")
    collections = drawn(int(province.collections * 1000), compulsory, "0.9", "1.1")
    districts = {
        name: District(*(int(of[name]) for of in (compulsory, voluntary, bhtn, bhyt, collections))) for name in names
    }
    totals = tuple(map(sum, zip(*(one.figures for one in districts.values()), strict=True)))
    whole = (province.compulsory, province.voluntary, province.bhtn, province.bhyt, int(province.collections * 1000))
    if totals != whole or any(one.bhtn > one.compulsory for one in districts.values()):
        raise AssertionError(f"made {totals}, wanted {whole}")
    return districts


def phu_yen(province: Province) -> bytes:
    """Districts under a header of three rows; totals by formula; a hidden column of workings."""
    sheet = Sheet("Thang 5", widths=(5, 24, 11, 11, 11, 12, 17, 13, 10), landscape=True, hidden_columns={8})
    _masthead(sheet, "C", "H", "BẢO HIỂM XÃ HỘI TỈNH PHÚ YÊN", "Số: 386/BC-BHXH")
    sheet.put("D3:H3", "Tuy Hòa, ngày 05 tháng 6 năm 2020", SLANTED)
    sheet.put("A5:H5", "BÁO CÁO KẾT QUẢ THU, PHÁT TRIỂN NGƯỜI THAM GIA BHXH, BHYT, BHTN", TITLE)
    sheet.put("A6:H6", "THÁNG 5 NĂM 2020", STRONG)
    sheet.put("A7:H7", MADE_UP_BY_DISTRICT, replace(REMARK, align="center", wrap=True))
    sheet.put("G8:H8", "Đơn vị tính: người, triệu đồng", replace(REMARK, align="right"))
    sheet.put("A9:A11", "TT", HEAD)
    sheet.put("B9:B11", "Huyện, thị xã, thành phố", HEAD)
    sheet.put("C9:F9", "Số người tham gia đến 31/5/2020", HEAD)
    sheet.put("C10:D10", "BHXH", HEAD)
    sheet.line("C11", ["Bắt buộc", "Tự nguyện"], HEAD)
    sheet.put("E10:E11", "BHTN", HEAD)
    sheet.put("F10:F11", "BHYT", HEAD)
    sheet.put("G9:G11", "Số thu BHXH, BHYT, BHTN (lũy kế từ đầu năm)", HEAD)
    sheet.put("H9:H11", "Ghi chú", HEAD)
    sheet.line("A12", [f"({number})" for number in range(1, 9)], COUNT)
    districts = divided("54", province, PHU_YEN)
    for index, (name, own) in enumerate(districts.items()):
        row = 12 + index
        sheet.line(place(row, 0), [index + 1, name, *own.figures, None], MIDDLE, LABEL, FIGURE)
        sheet.put(place(row, 8), own.compulsory + own.voluntary, FIGURE, f"C{row + 1}+D{row + 1}")
    _totals(sheet, 21, districts)
    sheet.put("B24", "Ghi chú: số thu tính theo ngày tiền vào tài khoản chuyên thu.", REMARK)
    _signatures(sheet, 25, "B", "F")
    return xlsx([sheet])


def _totals(sheet: Sheet, row: int, districts: Mapping[str, District]) -> None:
    sheet.line(place(row, 0), [None, "TỔNG CỘNG"], replace(LABEL, bold=True))
    sums = map(sum, zip(*(one.figures for one in districts.values()), strict=True))
    for column, total in enumerate(sums, start=2):
        cells = area(row - len(districts), column, row - 1, column)
        sheet.put(place(row, column), total, replace(FIGURE, bold=True), f"SUM({cells})")
    sheet.put(place(row, 7), "", LABEL)


def quang_binh(province: Province) -> bytes:
    """Typed for .VnTime; the whole above its districts; one total that was typed too early."""
    sheet = Sheet("TH T5", font=".VnTime", widths=(6, 18, 12, 12, 12, 13, 16), heights={5: 28, 7: 48})
    sheet.put("A1:D1", "BẢO HIỂM XÃ HỘI TỈNH QUẢNG BÌNH", STRONG)
    sheet.put("A2:D2", "Phòng Kế hoạch - Tài chính", CENTRED)
    sheet.put("A4:G4", "TỔNG HỢP THU VÀ NGƯỜI THAM GIA", TITLE)
    sheet.put("A5:G5", "Tháng 5 năm 2020", STRONG)
    sheet.put("A6:G6", _in_small_letters(MADE_UP_BY_DISTRICT), replace(REMARK, align="center", wrap=True))
    sheet.line(
        "A8",
        ["STT", "Đơn vị", "BHXH bắt buộc", "BHXH tự nguyện", "BH thất nghiệp", "BHYT", "Tiền đã thu (triệu đồng)"],
        HEAD,
    )
    districts = divided("44", province, QUANG_BINH)
    sums = [sum(column) for column in zip(*(one.figures for one in districts.values()), strict=True)]
    sums[2] -= LACKING
    sheet.line("A9", [None, "Toàn tỉnh", *sums], replace(LABEL, bold=True), replace(LABEL, bold=True), FIGURE)
    for index, (name, own) in enumerate(districts.items()):
        sheet.line(place(9 + index, 0), [index + 1, name, *own.figures], MIDDLE, LABEL, FIGURE)
    sheet.put("E19:G19", "Đồng Hới, ngày 05 tháng 6 năm 2020", SLANTED)
    _signatures(sheet, 19, "B", "F")
    _retype(sheet, tcvn3, capitals=".VnTimeH")
    return xls([sheet])


def ha_tinh(province: Province) -> bytes:
    """One row for each indicator: plan, actual, and the share by formula."""
    sheet = Sheet("Bieu 01", widths=(6, 36, 10, 14, 14, 12, 14))
    _masthead(sheet, "C", "G", "BẢO HIỂM XÃ HỘI TỈNH HÀ TĨNH", "Số: 702/BC-BHXH")
    sheet.put("D3:G3", "Hà Tĩnh, ngày 05 tháng 6 năm 2020", SLANTED)
    sheet.put("A5:G5", "BIỂU 01: KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU", TITLE)
    sheet.put("A6:G6", "(Kèm theo Báo cáo tháng 5 năm 2020)", SLANTED)
    sheet.put("A7:G7", "5 tháng đầu năm 2020", STRONG)
    sheet.put("A8:G8", MADE_UP, replace(REMARK, align="center", wrap=True))
    sheet.put("A10:A11", "STT", HEAD)
    sheet.put("B10:B11", "Chỉ tiêu", HEAD)
    sheet.put("C10:C11", "ĐVT", HEAD)
    sheet.put("D10:D11", "Kế hoạch năm 2020", HEAD)
    sheet.put("E10:F10", "Thực hiện đến 31/5/2020", HEAD)
    sheet.line("E11", ["Số liệu", "% so với KH"], HEAD)
    sheet.put("G10:G11", "Ghi chú", HEAD)
    sheet.line("A12", ["A", "B", "C", "1", "2", "3=2/1", "4"], COUNT)
    sheet.line("A13", ["I", "Người tham gia", None, None, None, None, None], replace(LABEL, bold=True))
    row = 13
    for number, (name, unit, plan, done) in enumerate(_lines(province), start=1):
        if unit != "người":
            sheet.line(place(row, 0), ["II", "Kết quả thu", None, None, None, None, None], replace(LABEL, bold=True))
            row += 1
        look = MONEY if unit != "người" else FIGURE
        sheet.line(place(row, 0), [number, name, unit, plan, done, None, None], MIDDLE, LABEL, MIDDLE, look)
        if plan is not None:
            share = Decimal(done) / plan * 100
            sheet.put(place(row, 5), share, SHARE, f"E{row + 1}/D{row + 1}*100")
        row += 1
    _signatures(sheet, row + 1, "B", "F")
    return xlsx([sheet])


def thua_thien_hue(province: Province) -> bytes:
    """Two tables, one under the other; every mark is a character of its own, as a Mac types it."""
    sheet = Sheet("Sheet1", font="Liberation Serif", widths=(5, 36, 14, 16, 11))
    sheet.put("A1:B1", "BẢO HIỂM XÃ HỘI", CENTRED)
    sheet.put("A2:B2", "TỈNH THỪA THIÊN HUẾ", STRONG)
    sheet.put("A4:E4", "TÌNH HÌNH THỰC HIỆN KẾ HOẠCH THÁNG 5 NĂM 2020", TITLE)
    sheet.put("A5:E5", MADE_UP, replace(REMARK, align="center", wrap=True, size=9))
    people, money = _lines(province)[:-1], _lines(province)[-1]
    sheet.put("A7", "1. Phát triển người tham gia (người)", Look(bold=True))
    sheet.line("A8", ["TT", "Chỉ tiêu", "Kế hoạch năm", "TH đến 31/5", "Tỷ lệ (%)"], HEAD)
    for index, (name, _unit, plan, done) in enumerate(people):
        share = "-" if plan is None else _percent(done, plan)
        sheet.line(
            place(8 + index, 0), [index + 1, name, plan or "-", done, share], MIDDLE, LABEL, FIGURE, FIGURE, SHARE
        )
    sheet.put("A14", "2. Thu BHXH, BHYT, BHTN (triệu đồng)", Look(bold=True))
    sheet.line("A15", ["TT", "Chỉ tiêu", "Kế hoạch năm", "Lũy kế 5 tháng", "Tỷ lệ (%)"], HEAD)
    name, _unit, plan, done = money
    millions = [int((plan or 0) * 1000), int(done * 1000)]
    sheet.line("A16", ["1", name, *millions, _percent(done, plan or 1)], MIDDLE, LABEL, FIGURE, FIGURE, SHARE)
    sheet.put("C18:E18", "Huế, ngày 05 tháng 6 năm 2020", SLANTED)
    _signatures(sheet, 18, "B", "D")
    _retype(sheet, lambda text: unicodedata.normalize("NFD", text))
    return ods([sheet])


def quang_nam(province: Province) -> bytes:
    """The plan in millions above, what was achieved in billions below; labels that lean on the one above them."""
    sheet = Sheet("T5", widths=(6, 40, 14, 18), font="Arial")
    sheet.put("A1:B1", "BHXH TỈNH QUẢNG NAM", STRONG)
    sheet.put("C1:D1", "Tam Kỳ, ngày 05/6/2020", SLANTED)
    sheet.put("A3:D3", "BÁO CÁO NHANH THÁNG 5 NĂM 2020", TITLE)
    sheet.put("A4:D4", MADE_UP, replace(REMARK, align="center", wrap=True))
    sheet.put("A6", "Bảng 1. Kế hoạch được giao năm 2020", Look(bold=True))
    sheet.line("A7", ["STT", "Nội dung", "ĐVT", "Kế hoạch"], HEAD)
    sheet.line("A8", ["1", "Người tham gia BHXH", None, None], MIDDLE, LABEL, MIDDLE, FIGURE)
    sheet.line("A9", [None, "  - Bắt buộc", "Người", province.compulsory_plan], MIDDLE, LABEL, MIDDLE, FIGURE)
    sheet.line("A10", [None, "  - Tự nguyện", "Người", province.voluntary_plan], MIDDLE, LABEL, MIDDLE, FIGURE)
    plan = int(province.plan * 1000)
    sheet.line("A11", ["2", "Số thu BHXH, BHYT, BHTN", "Triệu đồng", plan], MIDDLE, LABEL, MIDDLE, FIGURE)
    sheet.put("A13", "Bảng 2. Kết quả thực hiện đến hết ngày 31/5/2020", Look(bold=True))
    sheet.line("A14", ["STT", "Nội dung", "ĐVT", "Thực hiện"], HEAD)
    sheet.line("A15", ["1", "Người tham gia BHXH", None, None], MIDDLE, LABEL, MIDDLE, FIGURE)
    sheet.line("A16", [None, "  - Bắt buộc", "Người", province.compulsory], MIDDLE, LABEL, MIDDLE, FIGURE)
    sheet.line("A17", [None, "  - Tự nguyện", "Người", province.voluntary], MIDDLE, LABEL, MIDDLE, FIGURE)
    sheet.line("A18", ["2", "Người tham gia BHTN", "Người", province.bhtn], MIDDLE, LABEL, MIDDLE, FIGURE)
    sheet.line("A19", ["3", "Người tham gia BHYT", "Người", province.bhyt], MIDDLE, LABEL, MIDDLE, FIGURE)
    sheet.line("A20", ["4", "Số thu BHXH, BHYT, BHTN", "Tỷ đồng", province.collections], MIDDLE, LABEL, MIDDLE, MONEY)
    _signatures(sheet, 21, "B", "D")
    return xlsx([sheet])


def da_nang(province: Province) -> bytes:
    """Plan and actual in two rows; numbers typed as text, each in another way; last month's sheet hidden behind."""
    sheet = Sheet("T5.2020", widths=(5, 18, 16, 13, 13, 13, 14, 18), landscape=True)
    sheet.put("A1:C1", "BHXH THÀNH PHỐ ĐÀ NẴNG", STRONG)
    sheet.put("F1:H1", "Đà Nẵng, ngày 05 tháng 6 năm 2020", SLANTED)
    sheet.put("A3:H3", "SỐ LIỆU BÁO CÁO CỤM THI ĐUA (bản gửi lại)", TITLE)
    sheet.put("A4:H4", MADE_UP, replace(REMARK, align="center", wrap=True))
    sheet.put("A6:A7", "TT", HEAD)
    sheet.put("B6:B7", "Đơn vị", HEAD)
    sheet.put("C6:C7", "Nội dung", HEAD)
    sheet.put("D6:E6", "BHXH", HEAD)
    sheet.line("D7", ["BB", "TN"], HEAD)
    sheet.put("F6:F7", "BHTN", HEAD)
    sheet.put("G6:G7", "BHYT", HEAD)
    sheet.put("H6:H7", "Số thu BHXH, BHYT, BHTN (tỷ đồng)", HEAD)
    sheet.put("A8:A9", "1", MIDDLE)
    sheet.put("B8:B9", "TP Đà Nẵng", LABEL)
    typed = replace(LABEL, align="right")
    plan = [_dotted(province.compulsory_plan), _spaced(province.voluntary_plan), "-", "-", _dotted(province.plan, 1)]
    sheet.line("C8", ["Kế hoạch năm", *plan], LABEL, typed)
    done = [
        _dotted(province.compulsory),
        _spaced(province.voluntary),
        f"{province.bhtn:,}",
        _dotted(province.bhyt),
        f"{_dotted(province.collections, 1)}{NO_BREAK}",
    ]
    sheet.line("C9", ["Thực hiện", *done], LABEL, typed)
    _signatures(sheet, 10, "B", "G")
    return xlsx([sheet, _checklist()])


def _checklist() -> Sheet:
    """A sheet that was left behind: whom to ring up."""
    sheet = Sheet("Nhac viec", widths=(5, 40, 16), hidden=True)
    sheet.put("A1", MADE_UP, REMARK)
    sheet.line("A2", ["TT", "Việc", "Hạn (ngày)"], HEAD)
    sheet.line("A3", [1, "Đối chiếu số thu với Kho bạc", 3], MIDDLE, LABEL, FIGURE)
    sheet.line("A4", [2, "Gửi Cụm trưởng", 5], MIDDLE, LABEL, FIGURE)
    return sheet


def binh_dinh(province: Province) -> bytes:
    """Typed for VNI-Times; all in one wide row, last year's collections beside this year's."""
    sheet = Sheet("Sheet1", font="VNI-Times", widths=(14, *[11] * 7, 13, *[11] * 5), heights={8: 34}, landscape=True)
    sheet.put("A1:F1", "BẢO HIỂM XÃ HỘI TỈNH BÌNH ĐỊNH", STRONG)
    sheet.put("I1:N1", "Quy Nhơn, ngày 05 tháng 6 năm 2020", SLANTED)
    sheet.put("A2:F2", "Số: 415/BHXH-VP", CENTRED)
    sheet.put("A4:N4", "TỔNG HỢP KẾT QUẢ 5 THÁNG ĐẦU NĂM 2020", TITLE)
    sheet.put("A5:N5", MADE_UP, replace(REMARK, align="center"))
    sheet.put("A7:A9", "Đơn vị", HEAD)
    sheet.put("B7:G7", "Số người tham gia BHXH", HEAD)
    sheet.put("B8:D8", "Bắt buộc", HEAD)
    sheet.put("E8:G8", "Tự nguyện", HEAD)
    sheet.line("B9", ["KH", "TH", "%", "KH", "TH", "%"], HEAD)
    sheet.put("H7:H9", "Tham gia BHTN", HEAD)
    sheet.put("I7:I9", "Tham gia BHYT", HEAD)
    sheet.put("J7:N7", "Số thu BHXH, BHYT, BHTN (tỷ đồng)", HEAD)
    for column, name in zip("JKLMN", ("KH", "TH", "Đạt (%)", "Cùng kỳ 2019", "Tăng, giảm"), strict=True):
        sheet.put(f"{column}8:{column}9", name, HEAD)
    sheet.line("A10", list(map(str, range(1, 15))), COUNT)
    people: list[Value] = [
        province.compulsory_plan,
        province.compulsory,
        _percent(province.compulsory, province.compulsory_plan),
        province.voluntary_plan,
        province.voluntary,
        _percent(province.voluntary, province.voluntary_plan),
        province.bhtn,
        province.bhyt,
    ]
    sheet.line("A11", ["Bình Định", *people], LABEL, FIGURE, FIGURE, SHARE, FIGURE, FIGURE, SHARE, FIGURE)
    more = province.collections - province.collections_2019
    share = _percent(province.collections, province.plan)
    money = [province.plan, province.collections, share, province.collections_2019, more]
    sheet.line("J11", money, MONEY, MONEY, SHARE, MONEY)
    _signatures(sheet, 12, "C", "L")
    _retype(sheet, vni)
    return xls([sheet])


def quang_ngai(province: Province) -> bytes:
    """Saved as text by a spreadsheet program in Vietnamese: semicolons, decimal commas, Windows-1258."""
    lines = [
        ["BHXH TỈNH QUẢNG NGÃI"],
        ["BÁO CÁO NHANH THÁNG 5 NĂM 2020"],
        [MADE_UP],
        [],
        ["STT", "Chỉ tiêu", "ĐVT", "KH năm 2020", "TH đến 31/5/2020", "% so với KH"],
    ]
    for number, (name, unit, plan, done) in enumerate(_lines(province), start=1):
        places = 0 if unit == "người" else 1
        planned = ["", _dotted(done, places), ""]
        if plan is not None:
            planned = [_dotted(plan, places), _dotted(done, places), _dotted(_percent(done, plan), 2)]
        lines.append([str(number), name, unit, *planned])
    lines += [[], ["", "", "", "", "Quảng Ngãi, ngày 05/6/2020"], ["", "Người lập biểu", "", "", "Giám đốc"]]
    width = max(map(len, lines))
    return windows_1258(csv_text([[*line, *[""] * (width - len(line))] for line in lines]))


def quang_tri(province: Province) -> bytes:
    """Exported by an old program: TCVN3 letters, codes beside names, and a header that only its users know."""
    lines = [
        ["Bảo hiểm xã hội tỉnh Quảng Trị"],
        ["Tổng hợp tháng 5 năm 2020"],
        ["Ngày lập: 05/06/2020"],
        [_in_small_letters(MADE_UP)],
        ["Mã", "Đơn vị", "BHXH bắt buộc", "BHXH tự nguyện", "BHTN", "Thẻ còn hạn", "Tổng thu (triệu đồng)"],
        [
            "45",
            "Tỉnh Quảng Trị",
            *map(str, (province.compulsory, province.voluntary, province.bhtn, province.bhyt)),
            str(int(province.collections * 1000)),
        ],
    ]
    return tcvn3(csv_text(lines)).encode("latin-1")


def _in_small_letters(remark: str) -> str:
    """For the fonts that have no capitals with a tone."""
    return remark.replace("SỐ LIỆU MINH HỌA", "Số liệu minh họa")


Line = tuple[str, str, Decimal | int | None, Decimal | int]


def _lines(province: Province) -> Sequence[Line]:
    """Name, unit of measure, plan if there is one, actual."""
    return (
        ("Số người tham gia BHXH bắt buộc", "người", province.compulsory_plan, province.compulsory),
        ("Số người tham gia BHXH tự nguyện", "người", province.voluntary_plan, province.voluntary),
        ("Số người tham gia BHTN", "người", None, province.bhtn),
        ("Số người tham gia BHYT", "người", None, province.bhyt),
        ("Số thu BHXH, BHYT, BHTN", "tỷ đồng", province.plan, province.collections),
    )


def _percent(part: Decimal | int, whole: Decimal | int) -> Decimal:
    return rounded(Decimal(part) * 100 / whole, 2)


def _dotted(value: Decimal | int, places: int = 0) -> str:
    """1.234.567,8"""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def _spaced(value: int) -> str:
    """12 345, as copied from a page of the web."""
    return f"{value:,}".replace(",", NO_BREAK)


def _masthead(sheet: Sheet, left: str, right: str, sender: str, number: str) -> None:
    """The block above a report: who sends it in the columns up to ``left``, the state's motto in those up to
    ``right``."""
    first = chr(ord(left) + 1)
    sheet.put(f"A1:{left}1", "BẢO HIỂM XÃ HỘI VIỆT NAM", CENTRED)
    sheet.put(f"A2:{left}2", sender, STRONG)
    sheet.put(f"A3:{left}3", number, CENTRED)
    sheet.put(f"{first}1:{right}1", MOTTO[0], STRONG)
    sheet.put(f"{first}2:{right}2", MOTTO[1], STRONG)


def _signatures(sheet: Sheet, row: int, left: str, right: str) -> None:
    """Without names. ``row`` counts from zero."""
    for column, who, how in ((left, "NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"), (right, "GIÁM ĐỐC", "(Đã ký)")):
        sheet.put(f"{column}{row + 1}", who, STRONG)
        sheet.put(f"{column}{row + 2}", how, SLANTED)


def _retype(sheet: Sheet, retyped: Callable[[str], str], capitals: str = "") -> None:
    """All text through a function; text of capitals only into another font, if the encoding has one for them."""
    for at, cell in sheet.cells.items():
        if isinstance(cell.value, str) and cell.value:
            in_capitals = capitals if cell.value.isupper() else ""
            sheet.cells[at] = replace(
                cell, value=retyped(cell.value), look=replace(cell.look, font=in_capitals or cell.look.font)
            )
