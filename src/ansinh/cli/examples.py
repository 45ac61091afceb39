"""The demonstration's files: Cụm IV's workbooks, nine of them as nine provinces send them, and the reports of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from ansinh.imports.layout.answers import NO_ANSWERS, Answers
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period


@dataclass(frozen=True)
class Example:
    """A file of the demonstration. ``what``: its layout and what is ugly about it; None for a form. ``answers``: to
    what it leaves open. ``explanations``: cell → why it is right."""

    file: str
    what: Message | None = None
    answers: Answers = NO_ANSWERS
    explanations: Mapping[str, str] = field(default_factory=dict)


# In the order in which an office would receive them.
EXAMPLES = (
    Example("tuong-duong-2017-06.xlsx"),
    Example("cum-iv-2019-05.xlsx"),
    Example("dan-so-2020.xlsx"),
    Example("ke-hoach-2020.xlsx"),
    Example("nguong-thu-2020-05.xlsx"),
    Example("nguong-thu-2020-cac-thang.xlsx"),
    Example("ke-hoach-2019.xlsx"),
    Example("phu-yen-2016-2019.xlsx"),
    Example("cum-iv-2020-thang-1-4.xlsx"),
    Example(
        "Phu Yen bao cao T5.xlsx",
        _("districts, header of three rows, hidden column"),
    ),
    Example("BDinh_5T_2020.xls", _("VNI fonts, one wide row, last year beside it")),
    Example("quang-ngai-thang-5.csv", _("semicolons, decimal commas, Windows-1258")),
    Example("BC QUANG NAM T5.xlsx", _("plan in triệu above, result in tỷ below")),
    Example("DaNang_gui lai.xlsx", _("numbers as text, four ways; a hidden sheet")),
    Example("thua-thien-hue 5.2020.ods", _("decomposed Unicode, two tables")),
    Example(
        "QTRI_052020.csv",
        _("TCVN3, a header that only its program knows"),
        answers=Answers(lines={"Thẻ còn hạn": "participants_bhyt"}),
    ),
    Example(
        "QB-T5.xls",
        _(".VnTime, total above the districts, typed too early"),
        explanations={"TH T5!E9": "Dòng toàn tỉnh chốt trước khi Lệ Thủy gửi bổ sung 12 người; số từng huyện là đúng."},
    ),
    Example("Ha Tinh bao cao T5.2020.xlsx", _("indicators in rows, merged cells, plan and %")),
)
WORKBOOKS = tuple(example.file for example in EXAMPLES)
CLUSTER, MAY = "cum-iv-2020", Period.month(2020, 5)
PROVINCE = "54"
DISTRICT, JUNE = "418", Period.month(2017, 6)


@dataclass(frozen=True)
class ReportExample:
    """A report of the demonstration; ``text``: the file of its officer's paragraphs."""

    unit: str
    period: Period
    text: str
    years: tuple[int, ...] = ()
    about: str = ""


REPORTS = (
    ReportExample(CLUSTER, MAY, "cum-iv-2020-05.md"),
    ReportExample(PROVINCE, MAY, "phu-yen-2020-05.md"),
    ReportExample(DISTRICT, JUNE, "tuong-duong-2017-06.md", tuple(range(2013, 2018)), "21-NQ/TW"),
)


def examples() -> Path:
    """The example workbooks: in the installed package, or beside the sources."""
    installed = Path(str(files("ansinh") / "examples"))
    return installed if installed.exists() else Path(__file__).parents[3] / "examples"
