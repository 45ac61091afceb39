"""What two articles claim, held against the ledger's figures; and that no report of ours says what is not so."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ansinh.cli.exit_codes import DONE, FAULTS_FOUND
from ansinh.cli.reports.claims import claims
from ansinh.kernel.periods import Period
from ansinh.reports.claims import Checked, ClaimKind, Verdict, check_claims
from ansinh.reports.claims.files import NotATextError, read_paragraphs
from ansinh.reports.content import ReportContent
from ansinh.reports.making import Composed, Format, compose, render
from ansinh.reports.recipe import Recipe
from ansinh.reports.sentences import SentenceKind, Sentences, plain
from tests.integration.reports.conftest import MADE_AT

pytestmark = pytest.mark.usefixtures("shared_demonstration")
Report = Callable[..., ReportContent]
Command = Callable[..., tuple[int, str]]

ARTICLE_ON_A_DISTRICT = (
    "Số người tham gia BHXH bắt buộc, BHYT, BHTN đều tăng dần qua các năm.",
    "Tính đến 30/6/2017, số người tham gia BHXH bắt buộc là 3.320 người, tăng 148 người so với cùng kỳ năm 2016, "
    "tăng 203 người so với cuối năm 2015, 271 người so với cuối năm 2014, 205 người so với cuối năm 2013.",
    "Số người tham gia BHYT là 70.649 người, giảm 231 người so với cùng kỳ năm 2016, tăng 1.202 người so với cuối năm "
    "2015, 1.292 người so với cuối năm 2014, 1.466 người so với cuối năm 2013.",
)
ARTICLE_ON_A_CLUSTER = (
    "Trong 5 tháng đầu năm 2020, Cụm thi đua số IV đã thu được số tiền 10.101,8 tỷ đồng, đạt 36,45% so với kế hoạch "
    "giao, tăng 578,2 tỷ đồng (tương ứng tăng 6,07%) so với cùng kỳ năm 2019.",
    "Có 5/9 tỉnh, thành phố đạt và vượt tỷ lệ thu của tháng (36%), trong đó có 2/9 đơn vị đạt cao là: Quảng Ngãi "
    "(41,1%), Hà Tĩnh (37,5%).",
    "Tỷ lệ bao phủ BHYT toàn cụm đạt 91,61% so với dân số.",
    "Về BHXH tự nguyện so với kế hoạch, dẫn đầu là: Hà Tĩnh (69,4%), Quảng Bình (61,1%), Quảng Trị (60,3%), Bình Định "
    "(50,1%).",
)


def by_indicator(found: tuple[Checked, ...], kind: ClaimKind) -> dict[str | None, Checked]:
    return {one.indicator: one for one in found if one.kind is kind}


def test_that_all_three_rose_each_year_is_contradicted_by_the_articles_own_figures(district: ReportContent) -> None:
    found = by_indicator(check_claims(ARTICLE_ON_A_DISTRICT, district), ClaimKind.TREND)
    compulsory, insured = found["participants_bhxh_compulsory"], found["participants_bhyt"]
    assert compulsory.verdict is insured.verdict is Verdict.CONTRADICTED
    assert compulsory.evidence == ("participants_bhxh_compulsory.end_2013", "participants_bhxh_compulsory.end_2014")
    for figure in ("2013", "3,115", "2014", "3,049", "-66"):
        assert figure in compulsory.message.text("en")
    assert "-231" in insured.message.text("en")
    assert "-231" in insured.message.text("vi")
    unemployment = found["participants_bhtn"]
    assert (unemployment.verdict, unemployment.evidence) == (Verdict.NOT_CHECKABLE, ())


def test_all_else_that_the_articles_say_is_borne_out(district: ReportContent, cluster: ReportContent) -> None:
    for article, content, count in ((ARTICLE_ON_A_DISTRICT[1:], district, 10), (ARTICLE_ON_A_CLUSTER, cluster, 12)):
        found = check_claims(article, content)
        assert [one for one in found if one.verdict is not Verdict.SUPPORTED] == []
        assert len(found) == count
        assert all(one.evidence and set(one.evidence) <= set(content.figures) for one in found)


@pytest.mark.parametrize(
    ("figure", "another"),
    [("36,45%", "36,54%"), ("578,2", "587,2"), ("5/9", "6/9"), ("41,1%", "42%"), ("69,4%", "68%")],
)
def test_a_figure_mistyped_is_contradicted(cluster: ReportContent, figure: str, another: str) -> None:
    mistyped = [one.replace(figure, another) for one in ARTICLE_ON_A_CLUSTER]
    assert [one.verdict for one in check_claims(mistyped, cluster)].count(Verdict.CONTRADICTED) == 1


def test_a_year_without_figures_leaves_a_trend_open(report: Report, demonstration: None) -> None:
    """The end of 2016 is missing; those before it rose."""
    content = report("418", "2017-06", years=range(2013, 2018))
    texts = [
        "Giai đoạn 2013-2015, số người tham gia BHYT tăng dần.",
        "Giai đoạn 2014-2016, số người tham gia BHYT tăng dần.",
    ]
    found = check_claims(texts, content)
    assert [one.verdict for one in found] == [Verdict.SUPPORTED, Verdict.NOT_CHECKABLE]
    assert "2016" in found[1].message.text("en")


@pytest.mark.parametrize(("unit", "period"), [("cum-iv-2020", "2020-05"), ("418", "2017-06"), ("42", "2020-05")])
def test_our_own_sentences_say_what_is_so(report: Report, demonstration: None, unit: str, period: str) -> None:
    content = report(unit, period)
    sentences = Sentences(content, "vi")
    names = list(content.whole.lines)
    texts = [" ".join(plain(one) for one in sentences.of(kind, names)) for kind in SentenceKind]
    found = check_claims(texts, content)
    assert [one.words for one in found if one.verdict is Verdict.CONTRADICTED] == []
    assert sum(one.verdict is Verdict.SUPPORTED for one in found) > len(found) / 2


@pytest.fixture
def command(demonstration: None, capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*line: str) -> tuple[int, str]:
        code = claims.main(args=list(line), standalone_mode=False)
        return code, capsys.readouterr().out

    return run


def test_the_command_names_what_is_contradicted_and_says_so_by_its_exit_code(command: Command, tmp_path: Path) -> None:
    text = tmp_path / "bao-cao.md"
    text.write_text("# Kết quả\n\n" + "\n\n".join(ARTICLE_ON_A_DISTRICT), encoding="utf-8")
    code, shown = command("418", "--period", "2017-06", "--text", str(text))
    assert code == FAULTS_FOUND
    assert "3.049" in shown
    code, printed = command("418", "--period", "2017-06", "--text", str(text), "--format", "json")
    found = json.loads(printed)
    assert code == FAULTS_FOUND
    assert [one["verdict"] for one in found[:3]] == ["contradicted", "contradicted", "not-checkable"]
    assert found[0]["figures"] == {
        "participants_bhxh_compulsory.end_2013": "3.115 người",
        "participants_bhxh_compulsory.end_2014": "3.049 người",
    }


def test_the_command_is_content_with_what_is_so(command: Command, tmp_path: Path) -> None:
    text = tmp_path / "bao-cao.txt"
    text.write_text("\n\n".join(ARTICLE_ON_A_CLUSTER), encoding="utf-8")
    assert command("cum-iv-2020", "--period", "2020-05", "--text", str(text))[0] == DONE
    text.write_text("Hội nghị đã thành công tốt đẹp.", encoding="utf-8")
    code, shown = command("cum-iv-2020", "--period", "2020-05", "--text", str(text))
    assert (code, len(shown.splitlines())) == (DONE, 1)


def test_a_report_of_ours_read_back_from_word_is_not_contradicted(command: Command, tmp_path: Path) -> None:
    composed: Composed = compose(Recipe("cum-iv-2020", Period.month(2020, 5), "emulation-review", "vi"), MADE_AT)
    document = tmp_path / "bao-cao.docx"
    document.write_bytes(render(composed, Format.DOCX))
    code, printed = command("cum-iv-2020", "--period", "2020-05", "--text", str(document), "--format", "json")
    found = json.loads(printed)
    assert code == DONE
    assert sum(one["verdict"] == "supported" for one in found) > 10


def test_lines_of_markdown_are_joined_and_figures_filled_in(cluster: ReportContent, tmp_path: Path) -> None:
    text = tmp_path / "doan.md"
    text.write_text(
        "# Kết quả\nCụm đã thu **{collections}**,\nđạt {collections.vs_plan} kế hoạch.\n- một\n- hai\n", "utf-8"
    )
    assert read_paragraphs(text, cluster.figures) == [
        "# Kết quả",
        "Cụm đã thu 10.101,8 tỷ đồng, đạt 36,45% kế hoạch.",
        "- một",
        "- hai",
    ]


@pytest.mark.parametrize("name", ["text.pdf", "text.docx"])
def test_a_file_that_is_no_text_is_refused(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(b"%PDF-1.7 nothing of Word")
    with pytest.raises(NotATextError):
        read_paragraphs(file, {})
