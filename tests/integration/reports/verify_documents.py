"""A report laid out plainly, by hand: every kind of number, and real figures of real workbooks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ansinh.documents.tree import (
    Appendix,
    Column,
    Constant,
    Document,
    Figure,
    Form,
    Heading,
    Inline,
    Letterhead,
    Own,
    Paragraph,
    Rank,
    Row,
    Signature,
    Table,
    Text,
)
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Scope
from ansinh.ledger.models import Kind, Submission
from ansinh.places.finding import find_unit
from ansinh.reports.content import ReportContent, part_id
from ansinh.reports.gather import gather
from ansinh.reports.recipe import Particulars, Recipe
from tests.integration.factories import given, report


@dataclass(frozen=True)
class Composed:
    content: ReportContent
    document: Document
    recipe: Recipe


CLUSTER, MEMBERS = "cum-iv-2020", ("42", "44", "45", "46", "48", "49", "51", "52", "54")
BILLION = 10**9


def plan_of_cluster() -> Submission:
    """250 tỷ for each of the nine."""
    return report(*(given(code, 250 * BILLION, period="2020", kind=Kind.TARGET) for code in MEMBERS))


def result_of_cluster(*codes: str) -> Submission:
    """100 tỷ collected by each: 900 of 2.250 tỷ, 40,00%."""
    return report(*(given(code, 100 * BILLION) for code in codes or MEMBERS))


def recipe_of(unit: str, period: str, scope: Scope = Scope()) -> Recipe:
    return Recipe(unit=unit, period=Period.parse(period), outline="business-report", language="vi", scope=scope)


def compose(
    recipe: Recipe, made_at: datetime, *, particulars: Particulars | None = None, reference: str = ""
) -> Composed:
    content = gather(
        find_unit(recipe.unit, recipe.period.end), recipe.period, recipe.scope, made_at=made_at,
        boundaries=recipe.boundaries,
    )  # fmt: skip
    return Composed(content, document_of(content, reference, particulars), recipe)


def document_of(content: ReportContent, reference: str, particulars: Particulars | None = None) -> Document:
    return Document(
        letterhead=Letterhead(
            Form.STATE, (), ("CỤM THI ĐUA SỐ IV",), particulars and particulars.number, "BC-CTĐ", "Huế",
            particulars and particulars.day,
        ),
        kind="Báo cáo",
        subject="Kết quả 5 tháng đầu năm 2020",
        blocks=tuple(_blocks(content)),
        appendices=(
            Appendix("I", "Số liệu đến ngày 31/5/2020", "(Kèm theo Báo cáo số 12/BC-CTĐ ngày 26 tháng 6 năm 2020)",
                     tuple(_wide_table(content)), landscape=True),
        ),
        signature=Signature((), ("CỤM TRƯỞNG",), particulars.signer if particulars else ""),
        recipients=("- Như trên;", "- Lưu: VT."),
        language="vi",
        made_at=content.made_at,
        reference=reference,
    )  # fmt: skip


def _blocks(content: ReportContent) -> Iterator[Heading | Paragraph | Table]:
    yield Heading(Rank.SECTION, "I.", "KẾT QUẢ")
    yield Heading(Rank.CLAUSE, "1.", "Công tác thu theo Nghị quyết số 21-NQ/TW")
    yield Paragraph((Text("Trong 5 tháng đầu năm 2020, thu "), *_said(content, "collections"), Text(", đạt "),
                     *_said(content, "collections.vs_plan"), Text(" kế hoạch, tăng "),
                     *_said(content, "collections.change"), Text(" (tương ứng tăng "),
                     *_said(content, "collections.change_percent"), Text(") so với cùng kỳ năm 2019.")))  # fmt: skip
    yield Paragraph((Text("Có "), Constant("2"), Text(" đơn vị được khen; đã mở "), Own("15"), Text(" hội nghị."),
                     Text(" Số người là "), *_said(content, "participants_bhyt"), Text(".")))  # fmt: skip
    yield _table(content, "Bảng 1")


def _wide_table(content: ReportContent) -> Iterator[Table]:
    """Of so many rows that it goes on to another page."""
    for number in range(2, 7):
        yield _table(content, f"Bảng {number}")


def _said(content: ReportContent, figure: str) -> Iterator[Inline]:
    if figure in content.figures:
        yield Figure(content.figures[figure].text("vi"), figure)


def _table(content: ReportContent, label: str) -> Table:
    names = [name for name in content.whole.lines if f"{name}.plan" in content.figures or name in content.figures][:3]
    columns = (
        Column("TT", weight=0.4),
        Column("Đơn vị", weight=2),
        *(Column(f"{content.whole.lines[name].indicator.short.text('vi')} 31/5/2020", align="right") for name in names),
    )
    rows = [
        Row(
            (
                (Constant(str(number)),),
                (Text(part.unit.text("vi")),),
                *(tuple(_cell(content, part_id(part.unit, name))) for name in names),
            )
        )
        for number, part in enumerate(content.parts, 1)
    ]
    return Table("Kết quả đến 31/5/2020", columns, tuple(rows), notes=("Số liệu năm 2020.",), label=label)


def _cell(content: ReportContent, figure: str) -> Iterator[Inline]:
    shown = content.figures.get(figure)
    yield Figure(shown.number("vi"), figure) if shown and shown.quantity.known else Text("–")
