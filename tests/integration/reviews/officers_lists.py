"""Lists as officers keep them, in a workbook in the making."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb

from tests.corpus.workbooks.sheets import Book, Sheet, Value

DAY = date(2025, 12, 31)
HEAD = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số định danh/CCCD",
    "Mã số BHXH",
    "Mã hộ",
    "Xã/Phường",
    "Ghi chú",
)
PEOPLE: Sequence[Sequence[Value]] = (
    (1, "Nguyễn Thị Mận", date(1985, 3, 7), "Nữ", 92185001234.0, 9212345678.0, "H01", "xã Vĩnh Trinh", None),
    (2, "Trần Văn Lựu", date(1960, 12, 31), "Nam", "092060005678", None, "H01", "Vĩnh Trinh, Cần Thơ", "chủ hộ"),
    (3, "Lê Hoàng Đào", date(2021, 1, 1), "Nam", None, 123456789.0, "H02", "phường Cái Khế", None),
)
EXPECTED = [
    ("092185001234", "9212345678", "Nguyễn Thị Mận", "1985-03-07", "Nữ", "H01", "31237"),
    ("092060005678", "", "Trần Văn Lựu", "1960-12-31", "Nam", "H01", "31237"),
    ("", "0123456789", "Lê Hoàng Đào", "2021-01-01", "Nam", "H02", "31120"),
]
READ = ("person_id", "bhxh_no", "name", "birth", "sex", "household", "commune")


def residents() -> tuple[Book, Sheet]:
    """With a title, a head of merged cells, a row of column numbers, a total, a note and signatures."""
    book = Book()
    sheet = book.sheet("DS")
    sheet.merge("A1:D1", "ỦY BAN NHÂN DÂN")
    sheet.merge("A2:I2", "DANH SÁCH NGƯỜI CƯ TRÚ NĂM 2025")
    for column, heading in enumerate(HEAD):
        sheet.merge(f"{'ABCDEFGHI'[column]}4:{'ABCDEFGHI'[column]}5", heading)
    sheet.line(5, [f"({number})" for number in range(1, 10)])
    row = sheet.lines(6, PEOPLE)
    sheet.line(row, [None, "Tổng cộng: 3 người", None, None, None, None, 2.0])
    sheet.line(row + 1, ["Ghi chú: danh sách lập theo sổ của ấp"])
    sheet.line(row + 3, [None, "NGƯỜI LẬP BIỂU", None, None, None, None, None, "CHỦ TỊCH"])
    sheet.line(row + 6, [None, "Phạm Thị Cam", None, None, None, None, None, "Võ Văn Quýt"])
    return book, sheet


def read_back(path: Path, columns: Sequence[str] = READ) -> list[tuple[str, ...]]:
    with duckdb.connect() as connection:
        listed = ", ".join(f"coalesce({column}, '')" for column in columns)
        return connection.execute(
            f"SELECT {listed} FROM read_csv(?, all_varchar = true, header = true) ORDER BY line::INT", [str(path)]
        ).fetchall()
