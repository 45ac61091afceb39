"""Small tables as an office would type them, as CSV: for what a header or a title is taken for."""

from collections.abc import Sequence
from datetime import date

from ansinh.imports.files.reading import WorkbookFile
from ansinh.imports.layout.answers import NO_ANSWERS, Answers
from ansinh.imports.outcome import Reading
from ansinh.imports.reading import read

RECEIVED = date(2026, 11, 2)
DISTRICTS = ("Vinh", "Cửa Lò", "Thái Hòa", "Hoàng Mai", "Quỳ Hợp")
OFFICE = "BẢO HIỂM XÃ HỘI TỈNH NGHỆ AN"


def table(
    *headers: str, title: str = "SỐ LIỆU THÁNG 5 NĂM 2020", measure: str = "", values: Sequence[Sequence[object]] = ()
) -> bytes:
    """Five districts of Nghệ An under the headers; figures are made up where none are given."""
    rows = values or [
        [1_000 * (row + 1) + 10 * column for column in range(len(headers))] for row in range(len(DISTRICTS))
    ]
    lines = [
        [OFFICE],
        [title],
        *([["", "", f"ĐVT: {measure}"]] if measure else []),
        ["STT", "Đơn vị", *headers],
        *([number, name, *row] for number, (name, row) in enumerate(zip(DISTRICTS, rows, strict=False), start=1)),
    ]
    return "\n".join(";".join(f'"{cell}"' for cell in line) for line in lines).encode()


def reading_of(content: bytes, answers: Answers = NO_ANSWERS, name: str = "bao cao.csv") -> Reading:
    return read(WorkbookFile(name, content), answers, received=RECEIVED)


def indicators(reading: Reading) -> set[tuple[str, str, str]]:
    """Indicator, period and kind of all facts."""
    return {(fact.request.indicator, fact.request.period.iso, fact.request.kind.label) for fact in reading.facts}


def asked(reading: Reading) -> list[str]:
    """The lines that are asked about."""
    return [text for question in reading.questions for text, _cell in question.subjects]
