"""What is worth saying of given figures, in Vietnamese, word for word."""

from dataclasses import replace
from fractions import Fraction

import pytest

from ansinh.compare.bases import PREVIOUS_MONTH, SAME_PERIOD, end_of_year
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.places.models import Level, Unit
from ansinh.reports.content import ReportContent
from ansinh.reports.sentences import SentenceKind, Sentences, plain
from tests.unit.reports.sentences.contents import (
    BILLION,
    CLUSTER,
    Given,
    GivenYear,
    area,
    make_content,
    without,
)

COMPULSORY, VOLUNTARY, INSURED = "participants_bhxh_compulsory", "participants_bhxh_voluntary", "participants_bhyt"
COVERAGE, ARREARS, RATIO = "bhyt_coverage", "arrears", "arrears_ratio"


def said(content: ReportContent, kind: SentenceKind, *indicators: str) -> list[str]:
    asked = indicators or tuple(content.whole.lines)
    return [plain(sentence) for sentence in Sentences(content, "vi").of(kind, asked)]


def collected(plan: int, value: int = 100) -> Given:
    return Given(value * BILLION, plan * BILLION)


def series(name: str, *values: int | None, since: int = 2011, plan: int | None = None) -> ReportContent:
    given = {since + place: GivenYear(value, plan) for place, value in enumerate(values)}
    return make_content({name: Given(1)}, period=Period.year(2020), years={name: given})


# Levels


def test_the_first_sentence_reads_as_the_article_does() -> None:
    bases = {SAME_PERIOD: 70880, end_of_year(2015): 69447, end_of_year(2014): 69357, end_of_year(2013): 69183}
    content = make_content({INSURED: Given(70649, before=bases)}, period=Period.parse("2017-06"))
    assert said(content, SentenceKind.LEVELS) == [
        "Tính đến ngày 30/6/2017, số người tham gia BHYT là 70.649 người, giảm 231 người (tương ứng giảm 0,33%) so với"
        " cùng kỳ năm 2016, tăng 1.202 người so với cuối năm 2015, tăng 1.292 người so với cuối năm 2014, tăng 1.466"
        " người so với cuối năm 2013."
    ]


def test_a_later_sentence_groups_what_went_the_same_way() -> None:
    bases = {SAME_PERIOD: 90, end_of_year(2018): 120, end_of_year(2017): 130}
    content = make_content({COMPULSORY: Given(5), INSURED: Given(100, before=bases)})
    assert said(content, SentenceKind.LEVELS)[1] == (
        "Số người tham gia BHYT đạt 100 người, tăng 10 người (tương ứng tăng 11,11%) so với cùng kỳ năm 2019 nhưng giảm"
        " 20 người so với cuối năm 2018 và 30 người so với cuối năm 2017."
    )


def test_many_ends_of_years_are_a_sentence_of_their_own() -> None:
    bases = {end_of_year(year): 100 - 10 * (2019 - year) for year in (2018, 2017, 2016)}
    content = make_content({COMPULSORY: Given(5), COVERAGE: Given(100, before=bases)})
    assert said(content, SentenceKind.LEVELS)[2] == (
        "So với cuối các năm 2018, 2017 và 2016, tỷ lệ này lần lượt tăng 10,00 điểm phần trăm, 20,00 điểm phần trăm và"
        " 30,00 điểm phần trăm."
    )


def test_schemes_of_which_only_the_number_is_known_are_told_together() -> None:
    content = make_content({COMPULSORY: Given(1200), INSURED: Given(70000)})
    assert said(content, SentenceKind.LEVELS) == [
        "Tính đến ngày 31/5/2020, có 1.200 người tham gia BHXH bắt buộc và 70.000 người tham gia BHYT."
    ]


def test_arrears_that_fell_are_down_to_what_they_are() -> None:
    fell = make_content({ARREARS: Given(80 * BILLION, before={SAME_PERIOD: 100 * BILLION})})
    rose = make_content({ARREARS: Given(100 * BILLION, before={SAME_PERIOD: 80 * BILLION})})
    assert "số tiền chậm đóng là 80,0 tỷ đồng, giảm 20,0" not in said(fell, SentenceKind.LEVELS)[0]
    assert "số tiền chậm đóng còn 80,0 tỷ đồng, giảm 20,0 tỷ đồng" in said(fell, SentenceKind.LEVELS)[0]
    assert "số tiền chậm đóng là 100,0 tỷ đồng, tăng 20,0 tỷ đồng" in said(rose, SentenceKind.LEVELS)[0]


@pytest.mark.parametrize(
    ("before", "words"),
    [(100, "không thay đổi so với cùng kỳ"), (101, "giảm 1 người (tương ứng giảm 0,99%) so với cùng kỳ")],
)
def test_no_change_is_no_rise_of_nothing(before: int, words: str) -> None:
    content = make_content({INSURED: Given(100, before={SAME_PERIOD: before})})
    assert words in said(content, SentenceKind.LEVELS)[0]


def test_a_change_too_small_to_print_is_almost_none() -> None:
    content = make_content({"collections": Given(100 * BILLION, before={SAME_PERIOD: 100 * BILLION + 1})})
    assert said(content, SentenceKind.LEVELS)[0].endswith("gần như không thay đổi so với cùng kỳ năm 2019.")


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (200, "đạt 50,00% so với kế hoạch giao"),
        (100, "hoàn thành kế hoạch giao"),
        (80, "hoàn thành vượt mức kế hoạch giao (đạt 125,00%)"),
    ],
)
def test_a_plan_is_met_only_when_it_is(plan: int, words: str) -> None:
    assert said(make_content({"collections": collected(plan)}), SentenceKind.LEVELS)[0].endswith(f", {words}.")


def test_nearly_all_of_a_plan_does_not_complete_it() -> None:
    content = make_content({"collections": Given(100 * BILLION - 1, 100 * BILLION)})
    assert said(content, SentenceKind.LEVELS)[0].endswith("xấp xỉ kế hoạch giao.")
    assert said(content, SentenceKind.ACHIEVEMENTS) == []


def test_a_ratio_is_held_to_its_target_in_points() -> None:
    content = make_content({COVERAGE: Given(Fraction("91.61"), 92)})
    assert said(content, SentenceKind.LEVELS)[0].endswith(
        "đạt 91,61% so với dân số, thấp hơn 0,39 điểm phần trăm so với chỉ tiêu giao (92,00%)."
    )


def test_hedges_are_kept_and_prove_nothing() -> None:
    content = make_content({"collections": Given(110 * BILLION, 100 * BILLION, hedge=Hedge.OVER)})
    assert said(content, SentenceKind.LEVELS)[0].endswith(
        "đã thu được số tiền hơn 110,0 tỷ đồng, đạt hơn 110,00% so với kế hoạch giao."
    )
    assert said(content, SentenceKind.ACHIEVEMENTS) == []


def test_a_fall_of_more_than_is_not_said_of_a_figure_that_is_itself_more() -> None:
    """Over 90 is less than 10 below 100."""
    content = make_content({INSURED: Given(90, hedge=Hedge.OVER, before={SAME_PERIOD: 100})})
    assert said(content, SentenceKind.LEVELS) == ["Tính đến ngày 31/5/2020, số người tham gia BHYT là hơn 90 người."]


def test_an_estimate_is_about_and_says_where_it_lies() -> None:
    interval = (Fraction(1000), Fraction(1500))
    content = make_content({INSURED: Given(1250, interval=interval, before={SAME_PERIOD: 500})})
    assert said(content, SentenceKind.LEVELS)[0].startswith(
        "Tính đến ngày 31/5/2020, số người tham gia BHYT là khoảng 1.250 người (1.000 – 1.500), tăng khoảng 750 người"
    )


def test_an_estimate_that_may_have_gone_either_way_went_nowhere() -> None:
    interval = (Fraction(1000), Fraction(1500))
    content = make_content({INSURED: Given(1250, interval=interval, before={SAME_PERIOD: 1200})})
    assert "tăng" not in said(content, SentenceKind.LEVELS)[0]


def test_a_month_by_itself_has_its_own_sentence() -> None:
    content = make_content({"collections": Given(420 * BILLION, before={PREVIOUS_MONTH: 320 * BILLION})})
    assert said(content, SentenceKind.LEVELS)[1].startswith("Riêng tháng 5, số thu BHXH, BHYT, BHTN đạt")


def test_what_is_missing_is_not_mentioned() -> None:
    content = make_content({"collections": Given(None, 100 * BILLION), INSURED: Given(100, before={SAME_PERIOD: None})})
    assert said(content, SentenceKind.LEVELS) == ["Tính đến ngày 31/5/2020, số người tham gia BHYT là 100 người."]


@pytest.mark.parametrize("period", ["2019", "2019-12", "2019-Q4"])
def test_a_whole_year_is_compared_with_a_year_and_its_level_with_the_end_of_one(period: str) -> None:
    bases = {SAME_PERIOD: 90 * BILLION, end_of_year(2017): 80 * BILLION}
    given = {
        "collections": Given(100 * BILLION, before={SAME_PERIOD: 90 * BILLION}),
        ARREARS: Given(100 * BILLION, before=bases),
    }
    content = make_content(given, period=Period.parse(period))
    collections, arrears = said(content, SentenceKind.LEVELS)
    assert collections.startswith("Năm 2019, Cụm thi đua số IV đã thu được số tiền 100,0 tỷ đồng")
    assert collections.endswith("tăng 10,0 tỷ đồng (tương ứng tăng 11,11%) so với năm 2018.")
    assert arrears.endswith(
        "tăng 10,0 tỷ đồng (tương ứng tăng 11,11%) so với cuối năm 2018 và 20,0 tỷ đồng so với cuối năm 2017."
    )
    assert said(content, SentenceKind.ACHIEVEMENTS) == [
        "So với năm 2018, số thu BHXH, BHYT, BHTN tăng 10,0 tỷ đồng (11,11%)."
    ]
    assert said(content, SentenceKind.SHORTFALLS) == [
        "So với cuối năm 2018, số tiền chậm đóng tăng 10,0 tỷ đồng (11,11%)."
    ]


def test_amounts_and_levels_of_a_whole_year_that_did_well_are_told_apart() -> None:
    names = ("collections", INSURED, VOLUNTARY)
    given = {name: Given(20 * BILLION, before={SAME_PERIOD: 10 * BILLION}) for name in names}
    content = make_content(given, period=Period.year(2019))
    assert [one[:20] for one in said(content, SentenceKind.ACHIEVEMENTS)] == [
        "So với năm 2018, số ",
        "So với cuối năm 2018",
    ]
    missing = make_content({name: Given(20, before={SAME_PERIOD: None}) for name in names}, period=Period.year(2019))
    assert said(missing, SentenceKind.GAPS) == [
        "Chưa có số liệu năm 2018 để so sánh số thu BHXH, BHYT, BHTN.",
        "Bên cạnh đó, chưa có số liệu cuối năm 2018 để so sánh đối với các chỉ tiêu: số người tham gia BHYT và số người"
        " tham gia BHXH tự nguyện.",
    ]


def test_the_end_of_last_year_is_said_once_in_a_report_of_a_whole_year() -> None:
    bases = {SAME_PERIOD: 90, end_of_year(2018): 90, end_of_year(2017): 80}
    content = make_content({INSURED: Given(100, before=bases)}, period=Period.year(2019))
    assert said(content, SentenceKind.LEVELS)[0].count("cuối năm 2018") == 1
    assert "cuối năm 2017" in said(content, SentenceKind.LEVELS)[0]


def test_parts_of_a_whole_year_are_compared_with_the_end_of_last_year() -> None:
    content = compared(90, 80, whole=170, period="2019")
    assert said(content, SentenceKind.PARTS)[0].startswith("So với cuối năm 2018, số người tham gia BHYT của tất cả")


COUNTRY, PROVINCE = area("Việt Nam", Level.COUNTRY), area("Hà Tĩnh", Level.PROVINCE, "tỉnh")
CITY = area("Đà Nẵng", Level.PROVINCE, "thành phố")


def test_a_country_collects_nothing() -> None:
    content = make_content({"collections": collected(250)}, whole_unit=COUNTRY)
    assert said(content, SentenceKind.LEVELS)[0].startswith("Trong 5 tháng đầu năm 2020, toàn quốc đã thu được số tiền")
    assert "trong những tháng cuối năm, toàn quốc còn phải thu 150,0 tỷ đồng" in said(content, SentenceKind.OUTLOOK)[0]
    in_english = [plain(one) for one in Sentences(content, "en").of(SentenceKind.LEVELS, ("collections",))]
    assert in_english[0].startswith("In the first 5 months of 2020, the whole country collected")


@pytest.mark.parametrize(
    ("unit", "first", "later"),
    [
        (PROVINCE, "tỉnh Hà Tĩnh", "toàn tỉnh"),
        (CITY, "thành phố Đà Nẵng", "toàn thành phố"),
        (CLUSTER, "Cụm thi đua số IV", "Cụm thi đua số IV"),
    ],
)
def test_a_province_is_named_once_in_a_passage(unit: Unit, first: str, later: str) -> None:
    schemes = (COMPULSORY, VOLUNTARY, "participants_bhtn", INSURED)
    given = {"collections": collected(250), **{name: Given(80, 100) for name in schemes}}
    sentences = said(make_content(given, whole_unit=unit), SentenceKind.OUTLOOK)
    assert f" {first} còn phải thu 150,0 tỷ đồng" in sentences[0]
    assert sentences[-1].endswith(f", {later} còn phải phát triển thêm 20 người tham gia BHYT.")


# Years


def test_every_year_over_the_last_is_said_so() -> None:
    assert said(series(INSURED, 100, 110, 130), SentenceKind.YEARS) == [
        "Giai đoạn 2011-2013, số người tham gia BHYT năm sau cao hơn năm trước, từ 100 người vào cuối năm 2011 lên 130"
        " người vào cuối năm 2013, tương ứng tăng 30 người (30,00%)."
    ]


def test_a_year_that_fell_is_named() -> None:
    """As 2014 in the article that says the numbers rose each year."""
    (sentence,) = said(series(INSURED, 100, 90, 130), SentenceKind.YEARS)
    assert "năm sau cao hơn năm trước" not in sentence
    assert sentence.endswith("tăng 30 người (30,00%), riêng năm 2012 giảm 10 người so với cuối năm 2011.")


def test_a_gap_is_not_bridged() -> None:
    (sentence,) = said(series(INSURED, 100, None, 130, 140), SentenceKind.YEARS)
    assert sentence.startswith("Giai đoạn 2011-2014, số người tham gia BHYT tăng từ 100 người lên 140 người")


def test_as_many_falls_as_rises_are_told_one_by_one() -> None:
    (sentence,) = said(series(INSURED, 100, 120, 110, 130, 125), SentenceKind.YEARS)
    assert "tăng, giảm không đều" in sentence
    assert sentence.endswith(
        "trong đó năm 2012 tăng 20 người so với cuối năm 2011, năm 2013 giảm 10 người so với cuối năm 2012, năm 2014"
        " tăng 20 người so với cuối năm 2013 và năm 2015 giảm 5 người so với cuối năm 2014."
    )


def test_the_same_course_again_is_said_as_such() -> None:
    given = {2011 + place: GivenYear(100 + place) for place in range(3)}
    content = make_content({COMPULSORY: Given(1)}, years={COMPULSORY: given, INSURED: given})
    assert said(content, SentenceKind.YEARS, COMPULSORY, INSURED)[1].startswith(
        "Số người tham gia BHYT cũng năm sau cao hơn năm trước, từ 100 người"
    )


def test_rising_arrears_are_no_success() -> None:
    (sentence,) = said(series(ARREARS, 100 * BILLION, 110 * BILLION, 120 * BILLION), SentenceKind.YEARS)
    assert "tăng liên tục qua các năm" in sentence


def test_plans_exceeded_every_year_are_a_range_over_years() -> None:
    given = {2011: GivenYear(103, 100), 2012: GivenYear(107, 100), 2013: GivenYear(110, 104)}
    content = make_content({INSURED: Given(1)}, years={INSURED: given})
    assert said(content, SentenceKind.YEARS)[1] == (
        "So với kế hoạch giao, hằng năm đều hoàn thành vượt mức, vượt từ 3,00% (năm 2011) đến 7,00% (năm 2012)."
    )
    missing = without(content, *(f"{INSURED}.year_{year}_over_plan" for year in given))
    assert "đạt từ 103,00% (năm 2011) đến 107,00% (năm 2012)" in said(missing, SentenceKind.YEARS)[1]


def test_a_year_without_success_is_named_with_its_share() -> None:
    given = {2011: GivenYear(103, 100), 2012: GivenYear(98, 100)}
    content = make_content({INSURED: Given(1)}, years={INSURED: given})
    assert said(content, SentenceKind.YEARS)[1] == (
        "Kế hoạch giao được hoàn thành ở năm 2011 (103,00%); chưa hoàn thành ở năm 2012 (98,00%)."
    )


def test_a_year_that_is_not_over_is_not_compared_with_whole_ones() -> None:
    given = {2018: GivenYear(100 * BILLION), 2019: GivenYear(110 * BILLION), 2020: GivenYear(40 * BILLION)}
    content = make_content({"collections": Given(40 * BILLION)}, years={"collections": given})
    assert said(content, SentenceKind.YEARS)[0].startswith("Giai đoạn 2018-2019, số thu BHXH, BHYT, BHTN tăng")


# Months, parts


def test_months_are_held_to_their_bars() -> None:
    months: dict[int, tuple[int | None, int | None]] = {1: (8, 7), 2: (15, 14), 3: (22, 21), 4: (28, 29), 5: (37, 36)}
    content = make_content({"collections": collected(270)}, bar=36, months={"collections": {**months, 6: (None, 45)}})
    assert said(content, SentenceKind.PROGRESS) == [
        "Tỷ lệ thu so với kế hoạch năm đạt và vượt tỷ lệ quy định ở các tháng 1, 2, 3 và 5; chưa đạt ở tháng 4.",
        "Đến hết tháng 5, tỷ lệ này đạt 37,04%, cao hơn 1,04 điểm phần trăm so với tỷ lệ thu của tháng (36%).",
    ]
    assert said(content, SentenceKind.OUTLOOK)[-1] == ("Đến hết tháng 6, tỷ lệ thu so với kế hoạch năm cần đạt là 45%.")


def test_months_in_a_row_are_a_run() -> None:
    months: dict[int, tuple[int | None, int | None]] = {month: (7 * month - 1, 7 * month) for month in range(1, 6)}
    content = make_content({"collections": collected(270)}, months={"collections": months})
    assert said(content, SentenceKind.PROGRESS) == [
        "Tỷ lệ thu so với kế hoạch năm chưa đạt tỷ lệ quy định ở các tháng từ tháng 1 đến tháng 5."
    ]


def test_a_sentence_that_needs_the_one_before_stands_in_its_paragraph() -> None:
    months: dict[int, tuple[int | None, int | None]] = {4: (28, 29), 5: (37, 36)}
    content = make_content({"collections": collected(270)}, bar=36, months={"collections": months})
    sentences = Sentences(content, "vi")
    (paragraph,) = sentences.paragraphs(SentenceKind.PROGRESS, ())
    assert plain(paragraph) == " ".join(plain(one) for one in sentences.of(SentenceKind.PROGRESS, ()))
    assert "tỷ lệ này" in plain(paragraph)


def parts_content(*values: int | None, bar: int | None = 36, **more: object) -> ReportContent:
    parts = [{"collections": Given(None if value is None else value * BILLION, 100 * BILLION)} for value in values]
    return make_content({"collections": collected(1000)}, parts=parts, bar=bar, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            (41, 37, 36, 38, 30),
            "Có 4/5 tỉnh, thành phố đạt và vượt tỷ lệ thu của tháng (36%), trong đó có 2/5 đơn vị đạt cao là: Phú Yên"
            " (41,0%), Quảng Nam (38,0%).",
        ),
        ((41, 30, 20), "Có 1/3 tỉnh, thành phố đạt và vượt tỷ lệ thu của tháng (36%), là Phú Yên (41,0%)."),
        ((1, 2, 3), "Chưa có tỉnh, thành phố nào đạt tỷ lệ thu của tháng (36%)."),
        (
            (41, 37, 36, 38),
            "Cả 4/4 tỉnh, thành phố đều đạt và vượt tỷ lệ thu của tháng (36%), trong đó có 2/4 đơn vị đạt cao là: Phú"
            " Yên (41,0%), Quảng Nam (38,0%).",
        ),
        (
            (41, None, 3),
            "Trong các đơn vị đã có số liệu, đạt và vượt tỷ lệ thu của tháng (36%) có Phú Yên (41,0%).",
        ),
    ],
)
def test_units_at_the_bar_are_counted(values: tuple[int | None, ...], sentence: str) -> None:
    assert said(parts_content(*values), SentenceKind.THRESHOLD) == [sentence]


def test_leaders_and_the_last_are_named_with_ties() -> None:
    content = parts_content(41, 41, 36, 38, 30, 30)
    assert said(content, SentenceKind.LEADERS) == [
        "Về tỷ lệ thu so với kế hoạch năm, dẫn đầu là Phú Yên (41,0%) và Bình Định (41,0%), tiếp theo là Quảng Nam"
        " (38,0%) và Quảng Ngãi (36,0%); thấp nhất là Quảng Trị (30,0%) và Đà Nẵng (30,0%)."
    ]


def test_where_all_are_alike_nobody_leads() -> None:
    assert said(parts_content(41, 41, 41), SentenceKind.LEADERS) == [
        "Về tỷ lệ thu so với kế hoạch năm, các đơn vị cùng ở mức 41,0%."
    ]


def test_the_last_are_not_named_at_the_figure_of_the_first() -> None:
    """4.04% and 3.96% are both printed 4.0%."""
    near = [{RATIO: Given(one)} for one in (Fraction("4.04"), Fraction("3.96"), Fraction("4.01"))]
    assert said(make_content({RATIO: Given(4)}, parts=near), SentenceKind.LEADERS) == []
    apart = [{RATIO: Given(one)} for one in map(Fraction, ("1", "2", "3", "4.01", "4.02", "4.03"))]
    (sentence,) = said(make_content({RATIO: Given(4)}, parts=apart), SentenceKind.LEADERS)
    assert sentence.endswith("Quảng Nam (4,0%).")
    assert "cao nhất" not in sentence


def test_leaders_among_some_are_said_to_be_among_some() -> None:
    assert said(parts_content(41, 30, None), SentenceKind.LEADERS)[0].endswith(", tính trong các đơn vị đã có số liệu.")


def test_ranks_are_compared_where_the_same_units_were_ranked() -> None:
    content = parts_content(41, 37, 30, ranks_before={"collections.vs_plan": [30, 20, 25]})
    assert said(content, SentenceKind.RANK_CHANGES) == [
        "So với cùng kỳ năm 2019, xếp hạng về tỷ lệ thu so với kế hoạch năm có thay đổi: Bình Định tăng 1 bậc (từ thứ 3"
        " lên thứ 2); Quảng Ngãi giảm 1 bậc (từ thứ 2 xuống thứ 3); Phú Yên tiếp tục đứng đầu."
    ]
    unlike = parts_content(41, 37, 30, ranks_before={"collections.vs_plan": [30, None, 25]})
    assert said(unlike, SentenceKind.RANK_CHANGES) == []
    same = parts_content(41, 37, 30, ranks_before={"collections.vs_plan": [3, 2, 1]})
    assert "không thay đổi" in said(same, SentenceKind.RANK_CHANGES)[0]


def test_moves_that_are_not_all_told_are_said_to_be_some() -> None:
    """Eight of eight moved: four up, four down."""
    content = parts_content(*range(18, 10, -1), ranks_before={"collections.vs_plan": [14, 13, 12, 11, 18, 17, 16, 15]})
    (sentence,) = said(content, SentenceKind.RANK_CHANGES)
    assert sentence.startswith(
        "So với cùng kỳ năm 2019, xếp hạng về tỷ lệ thu so với kế hoạch năm có thay đổi, trong đó đáng chú ý: Phú Yên"
        " tăng 4 bậc"
    )
    assert sentence.count(" bậc ") == 6
    (in_english,) = (plain(one) for one in Sentences(content, "en").of(SentenceKind.RANK_CHANGES, ("collections",)))
    assert "changed, most notably: Phú Yên rose by 4" in in_english


def test_parts_that_fell_are_named() -> None:
    parts = [{INSURED: Given(now, before={SAME_PERIOD: 100})} for now in (110, 120, 95)]
    content = make_content({INSURED: Given(325, before={SAME_PERIOD: 300})}, parts=parts)
    assert said(content, SentenceKind.PARTS) == [
        "So với cùng kỳ năm 2019, số người tham gia BHYT tăng ở 2/3 tỉnh, thành phố, tăng cao nhất là Bình Định (20,0%)"
        " và Phú Yên (10,0%); giảm ở Quảng Ngãi (5,0%)."
    ]
    assert said(without(content, f"{INSURED}.units_risen"), SentenceKind.PARTS)[0].startswith(
        "So với cùng kỳ năm 2019, số người tham gia BHYT tăng cao nhất ở Bình Định"
    )


# Judgements


def test_less_arrears_are_an_achievement_and_more_a_shortfall() -> None:
    content = make_content(
        {ARREARS: Given(80 * BILLION, before={SAME_PERIOD: 100 * BILLION}), RATIO: Given(4, before={SAME_PERIOD: 3})}
    )
    assert said(content, SentenceKind.ACHIEVEMENTS) == [
        "So với cùng kỳ năm 2019, số tiền chậm đóng giảm 20,0 tỷ đồng (20,00%)."
    ]
    assert said(content, SentenceKind.SHORTFALLS) == [
        "So với cùng kỳ năm 2019, tỷ lệ chậm đóng tăng 1,00 điểm phần trăm."
    ]


def test_a_plan_is_fallen_short_of_only_when_the_year_is_over() -> None:
    given = {"collections": collected(200), COVERAGE: Given(90, 92)}
    assert said(make_content(given), SentenceKind.SHORTFALLS) == []
    assert said(make_content(given, period=Period.year(2020)), SentenceKind.SHORTFALLS) == [
        "Số thu BHXH, BHYT, BHTN chưa hoàn thành kế hoạch năm, mới đạt 50,00%.",
        "Tỷ lệ bao phủ BHYT mới đạt 90,00%, còn thấp hơn 2,00 điểm phần trăm so với chỉ tiêu giao (92,00%).",
    ]
    assert said(make_content(given, period=Period.year(2020)), SentenceKind.OUTLOOK) == []


def test_units_under_the_bar_are_a_shortfall() -> None:
    assert said(parts_content(41, 37, 30), SentenceKind.SHORTFALLS)[-1] == (
        "Đơn vị chưa đạt tỷ lệ thu của tháng (36%) là Quảng Ngãi (30,0%)."
    )


def test_what_is_left_to_do_is_said_with_the_plan() -> None:
    content = make_content({"collections": collected(250), VOLUNTARY: Given(80, 100), COVERAGE: Given(90, 92)})
    assert said(content, SentenceKind.OUTLOOK) == [
        "Để hoàn thành kế hoạch thu năm 2020 (250,0 tỷ đồng), trong những tháng cuối năm, Cụm thi đua số IV còn phải"
        " thu 150,0 tỷ đồng.",
        "Đối với BHXH tự nguyện, còn phải phát triển thêm 20 người để đạt kế hoạch giao (100 người).",
        "Tỷ lệ bao phủ BHYT cần tăng thêm 2,00 điểm phần trăm để đạt chỉ tiêu giao (92,00%).",
    ]


# Gaps


def test_gaps_say_of_what_there_are_no_figures() -> None:
    given = {INSURED: Given(10, before={SAME_PERIOD: None}), COVERAGE: Given(90, before={SAME_PERIOD: 80})}
    years = {INSURED: {2015: GivenYear(1), 2016: GivenYear(None), 2017: GivenYear(None), 2018: GivenYear(2)}}
    content = make_content(given, years=years, years_without_data=(2016,))
    assert said(content, SentenceKind.GAPS) == [
        "Chưa có số liệu cùng kỳ năm 2019 để so sánh số người tham gia BHYT.",
        "Bên cạnh đó, chưa có số liệu cuối năm 2016.",
        "Số người tham gia BHYT chưa có số liệu cuối năm 2017.",
    ]


def test_a_level_lacks_the_end_of_a_year_and_an_amount_the_year() -> None:
    """Of participants there may be figures within 2016, with which this period is compared."""
    years = {2015: GivenYear(1), 2016: GivenYear(None), 2017: GivenYear(2)}
    content = make_content({INSURED: Given(10), "collections": Given(10)}, years={INSURED: years, "collections": years})
    assert said(content, SentenceKind.GAPS) == [
        "Số người tham gia BHYT chưa có số liệu cuối năm 2016.",
        "Đối với số thu BHXH, BHYT, BHTN, chưa có số liệu của năm 2016.",
    ]


def test_what_lacks_at_this_time_of_the_year_is_not_said_of_its_end() -> None:
    years = {2018: GivenYear(80), 2019: GivenYear(85), 2020: GivenYear(None)}
    content = make_content({INSURED: Given(10)}, years={COVERAGE: years})
    asked = Sentences(content, "vi").of(SentenceKind.GAPS, [COVERAGE])
    assert [plain(one) for one in asked] == ["Tính đến ngày 31/5/2020, chưa có số liệu về tỷ lệ bao phủ BHYT."]


def compared(*before: int | None, whole: int | None = None, period: str = "2020-05") -> ReportContent:
    """Parts that had these figures, of a whole that had ``whole``."""
    parts = [{INSURED: Given(100, before={SAME_PERIOD: one})} for one in before]
    given = {INSURED: Given(100 * len(before), before={SAME_PERIOD: whole})}
    return make_content(given, parts=parts, period=Period.parse(period))


def test_an_earlier_total_that_lacks_names_who_has_no_figure() -> None:
    assert said(compared(90, None, 80), SentenceKind.GAPS) == [
        "Đối với số người tham gia BHYT, chưa tổng hợp được số liệu cùng kỳ năm 2019 của Cụm thi đua số IV do chưa có"
        " số liệu của Bình Định."
    ]


def test_an_earlier_total_that_lacks_though_all_parts_have_it_blames_nobody() -> None:
    assert said(compared(90, 70, 80), SentenceKind.GAPS) == [
        "Đối với số người tham gia BHYT, chưa có số liệu tổng hợp cùng kỳ năm 2019 của Cụm thi đua số IV để so sánh."
    ]


def test_there_are_no_earlier_figures_only_where_no_part_has_any() -> None:
    assert said(compared(None, None), SentenceKind.GAPS) == ["Chưa có số liệu cùng kỳ năm 2019 để so sánh."]
    assert said(compared(90, 80, whole=170), SentenceKind.GAPS) == []


def test_an_earlier_sum_of_some_districts_is_a_total_that_lacks() -> None:
    content = compared(None, None)
    line = content.whole.lines[INSURED]
    comparison = line.against[SAME_PERIOD]
    (fact,) = line.value.facts
    partial = replace(comparison.against, facts=(replace(fact, parts_expected=9, parts_reported=4),))
    lines = {INSURED: replace(line, against={SAME_PERIOD: replace(comparison, against=partial)})}
    content = replace(content, whole=replace(content.whole, lines=lines))
    assert said(content, SentenceKind.GAPS) == [
        "Đối với số người tham gia BHYT, chưa tổng hợp được số liệu cùng kỳ năm 2019 của Cụm thi đua số IV do còn đơn"
        " vị chưa báo cáo."
    ]


def test_an_end_of_a_year_that_parts_have_lacks_in_total_only() -> None:
    end = end_of_year(2018)
    parts = [{INSURED: Given(100, before={end: 90})}, {INSURED: Given(100, before={end: None})}]
    content = make_content({INSURED: Given(200, before={end: None})}, parts=parts, years_without_data=(2017, 2018))
    assert said(content, SentenceKind.GAPS) == [
        "Chưa có số liệu cuối năm 2017.",
        "Bên cạnh đó, chưa có số liệu tổng hợp cuối năm 2018 của Cụm thi đua số IV.",
    ]


def test_a_year_of_which_some_have_reported_is_not_without_figures() -> None:
    content = series(INSURED, 100, None, 130)
    first, second, third = content.years[INSURED]
    fact = replace(first.value.facts[0], parts_expected=9, parts_reported=4)
    points = (first, replace(second, value=replace(second.value, facts=(fact,))), third)
    assert said(replace(content, years={INSURED: points}), SentenceKind.GAPS) == [
        "Số người tham gia BHYT chưa tổng hợp được số liệu cuối năm 2012 do còn đơn vị chưa báo cáo."
    ]


def test_a_total_that_cannot_be_given_names_who_has_not_reported() -> None:
    content = parts_content(41, None, 30)
    line = content.whole.lines["collections"]
    (fact,) = line.value.facts
    value = replace(
        line.value, value=None, unit=BaseUnit.VND, facts=(replace(fact, parts_expected=3, parts_reported=2),)
    )
    lines = {"collections": replace(line, value=value)}
    unknown = replace(content, whole=replace(content.whole, lines=lines))
    assert said(unknown, SentenceKind.GAPS) == [
        "Chưa tổng hợp được số thu BHXH, BHYT, BHTN của Cụm thi đua số IV do chưa có số liệu của Bình Định."
    ]
    assert said(unknown, SentenceKind.LEVELS) == []


def test_an_empty_request_is_about_every_result_and_no_denominator() -> None:
    content = make_content({"population": Given(1000), INSURED: Given(900)})
    passage = Sentences(content, "vi").of(SentenceKind.LEVELS, ())
    assert [plain(one) for one in passage] == ["Tính đến ngày 31/5/2020, số người tham gia BHYT là 900 người."]
