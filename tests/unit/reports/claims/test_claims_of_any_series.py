"""A claim made of the figures is borne out, its opposite is not, and no sentence of ours is contradicted."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansinh.compare.printing import exact_decimal
from ansinh.kernel.measures import PERSONS
from ansinh.kernel.numbers import format_number, format_quantity
from ansinh.kernel.periods import Period
from ansinh.reports.claims import Verdict, check_claims
from ansinh.reports.content import ReportContent
from ansinh.reports.sentences import SentenceKind, Sentences, plain
from tests.unit.reports.claims.contents import BILLION, PROVINCES, Given, area, content
from tests.unit.reports.sentences.test_sentence_grammar import Sample, samples

PERSONS_INSURED = "participants_bhyt"
PEOPLE = st.integers(1, 5_000_000)


def over_years(values: list[int]) -> ReportContent:
    """The ends of the years up to 2019."""
    years = dict(zip(range(2020 - len(values), 2020), values, strict=True))
    own = Given(
        area("42", "tỉnh", "Hà Tĩnh"),
        {PERSONS_INSURED: values[-1]},
        {PERSONS_INSURED: values[-2]},
        years={year: {PERSONS_INSURED: value} for year, value in years.items() if year != 2019},
    )
    return content(own, period=Period.year(2019))


def verdicts(text: str, report: ReportContent) -> list[Verdict]:
    return [one.verdict for one in check_claims([text], report)]


@given(st.lists(PEOPLE, min_size=2, max_size=8, unique=True))
def test_a_series_rises_if_it_rises_each_year_and_not_otherwise(values: list[int]) -> None:
    rises = values == sorted(values)
    expected = Verdict.SUPPORTED if rises else Verdict.CONTRADICTED
    refused = Verdict.CONTRADICTED if rises else Verdict.SUPPORTED
    report = over_years(values)
    assert verdicts("Số người tham gia BHYT tăng dần qua các năm.", report) == [expected]
    assert verdicts("Số người tham gia BHYT năm sau cao hơn năm trước.", report) == [expected]
    assert verdicts("Số người tham gia BHYT không tăng đều qua các năm.", report) == [refused]


@given(st.lists(PEOPLE, min_size=2, max_size=8, unique=True))
def test_a_series_that_falls_is_not_one_that_rises(values: list[int]) -> None:
    falling = sorted(values, reverse=True)
    report = over_years(falling)
    assert verdicts("Số người tham gia BHYT giảm dần qua các năm.", report) == [Verdict.SUPPORTED]
    assert verdicts("Số người tham gia BHYT tăng dần qua các năm.", report) == [Verdict.CONTRADICTED]


@given(PEOPLE, PEOPLE)
def test_a_change_is_borne_out_with_its_own_sign_only(now: int, then: int) -> None:
    report = over_years([then, now])
    change = now - then
    size = format_number(exact_decimal(Fraction(abs(change))), 0, "vi")
    right, wrong = ("tăng", "giảm") if change > 0 else ("giảm", "tăng")
    if change:
        claim = f"Số người tham gia BHYT {right} {size} người so với cùng kỳ năm 2018."
        assert verdicts(claim, report) == [Verdict.SUPPORTED]
        assert verdicts(claim.replace(right, wrong), report) == [Verdict.CONTRADICTED]
        more = format_number(exact_decimal(Fraction(abs(change) + 1)), 0, "vi")
        assert verdicts(claim.replace(size, more, 1), report) == [Verdict.CONTRADICTED]
    else:
        assert verdicts(f"Số người tham gia BHYT {right} so với cùng kỳ.", report) == [Verdict.CONTRADICTED]


MORE, LESS = ("gần ",), ("hơn ", "trên ", "ít nhất ")


@given(st.integers(2_000, 5_000_000), st.sampled_from(["", "khoảng ", "ước đạt ", *MORE, *LESS]))
def test_a_hedge_is_held_to_what_it_says(value: int, hedge: str) -> None:
    report = over_years([1, value])
    step = value // 100
    stated = value - step if hedge in LESS else value + step if hedge in MORE else value
    refused = value + step if hedge in LESS else value - step if hedge in MORE else 2 * value
    for number, expected in ((stated, Verdict.SUPPORTED), (refused, Verdict.CONTRADICTED)):
        amount = format_quantity(exact_decimal(Fraction(number)), PERSONS, 0, "vi")
        text = f"Số người tham gia BHYT đạt {hedge}{amount}."
        assert verdicts(text, report) == [expected], text


@given(st.lists(st.integers(1, 1000), min_size=5, max_size=5))
def test_whoever_has_the_most_leads_and_nobody_else(coverages: list[int]) -> None:
    units = [*PROVINCES.values()]
    parts = [Given(unit, {"bhyt_coverage": value}) for unit, value in zip(units, coverages, strict=True)]
    report = content(Given(area("1", "tỉnh", "Nghệ An"), {"bhyt_coverage": 50}), parts, period=Period.year(2019))
    for unit, value in zip(units, coverages, strict=True):
        expected = Verdict.SUPPORTED if value == max(coverages) else Verdict.CONTRADICTED
        assert verdicts(f"Dẫn đầu về tỷ lệ bao phủ BHYT là {unit.full_name}.", report) == [expected]
        assert verdicts(f"{unit.name} dẫn đầu về tỷ lệ bao phủ BHYT.", report) == [expected]


SHARES = st.integers(1, 150)


@given(st.lists(st.tuples(SHARES, st.integers(1, 1000)), min_size=5, max_size=5, unique_by=lambda one: one[0]))
def test_who_leads_by_the_share_of_the_plan_leads_in_collecting(collected: list[tuple[int, int]]) -> None:
    """Who leads by the amount alone is neither borne out nor contradicted."""
    units = [*PROVINCES.values()]
    parts = [
        Given(unit, {"collections": share * plan * BILLION}, plan={"collections": 100 * plan * BILLION})
        for unit, (share, plan) in zip(units, collected, strict=True)
    ]
    own = Given(area("1", "tỉnh", "Nghệ An"), {"collections": BILLION}, plan={"collections": BILLION})
    report = content(own, parts, period=Period.year(2019))
    best, most = max(share for share, _plan in collected), max(share * plan for share, plan in collected)
    for unit, (share, plan) in zip(units, collected, strict=True):
        by_plan = Verdict.SUPPORTED if share == best else Verdict.CONTRADICTED
        by_amount = Verdict.NOT_CHECKABLE if share * plan == most else Verdict.CONTRADICTED
        expected = Verdict.SUPPORTED if share == best else by_amount
        assert verdicts(f"{unit.name} dẫn đầu về thu.", report) == [expected]
        assert verdicts(f"{unit.name} dẫn đầu về tỷ lệ thu.", report) == [by_plan]
        assert verdicts(f"{unit.name} đạt tỷ lệ thu cao nhất.", report) == [by_plan]


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example])
@given(samples())
def test_no_sentence_of_ours_is_contradicted(sample: Sample) -> None:
    sentences = Sentences(sample.content, "vi")
    for kind in SentenceKind:
        text = " ".join(plain(one) for one in sentences.of(kind, list(sample.content.whole.lines)))
        contradicted = [one for one in check_claims([text], sample.content) if one.verdict is Verdict.CONTRADICTED]
        assert contradicted == [], text


def test_most_sentences_of_ours_are_borne_out() -> None:
    """The checker is of no use that finds everything vague."""
    report = over_years([100, 120, 150, 151])
    sentences = Sentences(report, "vi")
    text = " ".join(plain(one) for kind in SentenceKind for one in sentences.of(kind, [PERSONS_INSURED]))
    found = verdicts(text, report)
    assert found.count(Verdict.SUPPORTED) >= len(found) / 2
