"""What officers' sheets have in common: the block above, the signatures below, the units and plausible figures."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tests.corpus.workbooks.sheets import Sheet

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")

CLUSTER = {
    "42": "Hà Tĩnh",
    "44": "Quảng Bình",
    "45": "Quảng Trị",
    "46": "Thừa Thiên Huế",
    "48": "Đà Nẵng",
    "49": "Quảng Nam",
    "51": "Quảng Ngãi",
    "52": "Bình Định",
    "54": "Phú Yên",
}
NGHE_AN = {
    "412": "Vinh",
    "413": "Cửa Lò",
    "414": "Thái Hòa",
    "432": "Hoàng Mai",
    "415": "Quế Phong",
    "416": "Quỳ Châu",
    "417": "Kỳ Sơn",
    "418": "Tương Dương",
    "419": "Nghĩa Đàn",
    "420": "Quỳ Hợp",
    "421": "Quỳnh Lưu",
    "422": "Con Cuông",
    "423": "Tân Kỳ",
    "424": "Anh Sơn",
    "425": "Diễn Châu",
    "426": "Yên Thành",
    "427": "Đô Lương",
    "428": "Thanh Chương",
    "429": "Nghi Lộc",
    "430": "Nam Đàn",
    "431": "Hưng Nguyên",
}
CAN_THO = {
    "916": "quận Ninh Kiều",
    "917": "quận Ô Môn",
    "918": "quận Bình Thủy",
    "919": "quận Cái Răng",
    "923": "quận Thốt Nốt",
    "924": "huyện Vĩnh Thạnh",
    "925": "huyện Cờ Đỏ",
    "926": "huyện Phong Điền",
    "927": "huyện Thới Lai",
}
PEOPLE = {  # thousands of inhabitants, about
    "42": 1290, "44": 896, "45": 633, "46": 1129, "48": 1142, "49": 1497, "51": 1232, "52": 1487, "54": 873,
}  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """Figures of one unit that agree with each other. Money in million đồng, the rest in people, visits, employers."""

    population: int
    labour: int
    bb: int
    tn: int
    bhtn: int
    bhyt: int
    thu: int
    plan: int
    due: int
    arrears: int
    spending: int
    visits: int

    @property
    def bhxh(self) -> int:
        return self.bb + self.tn

    def thu_billion(self, decimals: int = 1) -> Decimal:
        return rounded(Decimal(self.thu) / 1000, decimals)


def figures(seed: str, units: Sequence[str], thousands: int = 0) -> dict[str, Figures]:
    """Plausible figures of May of a year, the same for the same seed. ``thousands``: of inhabitants of each unit."""
    chance = random.Random(f"workbooks {seed}")  # noqa: S311  no secret
    return {unit: _figures(chance, 1000 * (thousands or PEOPLE.get(unit, 120))) for unit in units}


def _figures(chance: random.Random, about: int) -> Figures:
    population = int(about * chance.uniform(0.9, 1.1))
    labour = int(population * chance.uniform(0.52, 0.6))
    bb = int(population * chance.uniform(0.06, 0.12))
    due = int(bb * chance.uniform(18, 24)) + population // 2
    return Figures(
        population=population,
        labour=labour,
        bb=bb,
        tn=int(population * chance.uniform(0.004, 0.02)),
        bhtn=int(bb * chance.uniform(0.75, 0.95)),
        bhyt=int(population * chance.uniform(0.85, 0.96)),
        thu=int(due * chance.uniform(0.34, 0.41)),
        plan=due,
        due=due,
        arrears=int(due * chance.uniform(0.02, 0.06)),
        spending=int(population * chance.uniform(0.4, 0.7)),
        visits=int(population * chance.uniform(0.6, 1.1)),
    )


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal((0, (1,), -decimals)), ROUND_HALF_UP)


def percent(part: Decimal | int, whole: Decimal | int, decimals: int = 2) -> Decimal:
    return rounded(Decimal(part) * 100 / Decimal(whole), decimals)


def vietnamese(value: Decimal | int, decimals: int = 0) -> str:
    """1.234.567,8"""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def masthead(
    sheet: Sheet,
    above: str,
    sender: str,
    number: str = "",
    place_and_day: str = "",
    right: int = 5,
) -> int:
    """The block above a report: who sends it on the left, the motto of the state on the right. Gives the next row."""
    sheet.put(0, 0, above, align="center")
    sheet.put(0, right, MOTTO[0], bold=True)
    sheet.put(1, 0, sender, bold=True)
    sheet.put(1, right, MOTTO[1], bold=True)
    if number:
        sheet.put(2, 0, number)
    if place_and_day:
        sheet.put(2, right, place_and_day, italic=True)
    return 4


def signatures(sheet: Sheet, row: int, right: int = 5, place_and_day: str = "") -> None:
    if place_and_day:
        sheet.put(row, right, place_and_day, italic=True)
    sheet.put(row + 1, 1, "NGƯỜI LẬP BIỂU", bold=True)
    sheet.put(row + 1, right, "GIÁM ĐỐC", bold=True)
    sheet.put(row + 2, 1, "(Ký, ghi rõ họ tên)", italic=True)
    sheet.put(row + 2, right, "(Ký tên, đóng dấu)", italic=True)


def numbered(sheet: Sheet, row: int, count: int, left: int = 0) -> None:
    """The (1)(2)(3) row under a header."""
    sheet.line(row, [f"({number})" for number in range(1, count + 1)], left, italic=True)


def total(values: Sequence[Decimal | int]) -> Decimal:
    return sum(map(Decimal, values), Decimal())
