"""The shapes in which something is claimed: patterns over a sentence's words, each a letter, and how they are read."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ansinh.compare.bases import end_of_year
from ansinh.indicators.catalogue import Count as CountOf
from ansinh.indicators.catalogue import Ratio, catalogue
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.periods import Period
from ansinh.places.models import Unit
from ansinh.reports.claims.amounts import Amount
from ansinh.reports.claims.claim import (
    Bar,
    Change,
    ClaimKind,
    Comparison,
    Count,
    Level,
    Measure,
    Order,
    Predicate,
    Ranking,
    Reaching,
    Share,
    Trend,
    Way,
    Years,
)
from ansinh.reports.claims.lexicon import Word
from ansinh.reports.claims.sentence import Token
from ansinh.reports.claims.subjects import Subject, measure_named
from ansinh.reports.claims.times import Since, Time


@dataclass(frozen=True)
class Said:
    """A predicate as read. ``strong``: a claim even where its subject is unknown. ``measures``, ``units``, ``period``:
    where the predicate itself names them."""

    kind: ClaimKind
    predicate: Predicate
    negated: bool = False
    strong: bool = False
    measures: tuple[Measure, ...] = ()
    units: tuple[Unit, ...] = ()
    period: Time | None = None
    doubt: Message | None = None


Tokens = Sequence[Token]
Reads = Callable[[Tokens, Subject], Iterator[Said]]

_MOVES = {Word.RISE: Way.UP, Word.FALL: Way.DOWN}
_TRENDS = {Word.RISING: Way.UP, Word.RISING_MONTHS: Way.UP, Word.FALLING: Way.DOWN, Word.STABLE: Way.LEVEL}
_ORDERS = {
    Word.LEADING: Order.BEST,
    Word.PLACED: Order.BEST,
    Word.LAST: Order.WORST,
    Word.HIGHEST: Order.HIGHEST,
    Word.LOWEST: Order.LOWEST,
}


def shape_at(codes: str, position: int) -> tuple[re.Match[str] | None, Reads | None]:
    if codes[position] not in _BEGINS_A_SHAPE:
        return None, None
    for pattern, read in _SHAPES:
        if match := pattern.match(codes, position):
            return match, read
    return None, None


def with_tail(said: Said, after: Tokens) -> Said:
    """What stands right behind a predicate may say when and where, or narrow it."""
    words = [one.word for one in after]
    first, second, *_rest = (*words, None, None)
    behind = next((one for one in after if one.word is not Word.RESTRICTS), None)
    if first is Word.MODAL or (first is Word.BE and second in _UNKNOWN):
        return replace(said, doubt=said.doubt or _("what follows “{word}” is not understood", word=after[0].text))
    if first in _MEASURES and not said.measures:
        return replace(said, doubt=said.doubt or _("the words “{words}” are not understood", words=after[0].written))
    if first in (Word.YEARS, Word.EVERY_YEAR) and not of_several(said):
        return replace(said, doubt=said.doubt or _("several times are named"))
    if first is Word.PERIOD and second in _BOUNDARIES:
        return replace(said, period=after[0].time)
    if behind is not None and behind.word is Word.PERIOD and first is Word.RESTRICTS:
        several = sum(1 for one in after if one.word is Word.PERIOD) > 1
        return replace(
            said, period=behind.time, doubt=said.doubt or (_("several times are named") if several else None)
        )
    if behind is not None and behind.word in (Word.EVERY_MONTH, Word.EVERY_YEAR) and first is Word.RESTRICTS:
        return replace(said, doubt=_("several times are named"))
    if behind is None or (behind is not after[0] and behind.word in _BOUNDARIES):
        return said
    if behind.word is Word.UNIT and not said.units and (first is Word.RESTRICTS or second in _BOUNDARIES):
        return replace(said, units=behind.units)
    if behind.word in (*_UNKNOWN, *_SOME_UNITS):
        return replace(said, doubt=said.doubt or _("the words “{words}” are not understood", words=behind.text))
    if behind.word is Word.BEYOND:
        return replace(said, doubt=_("the unit named is none of the report's"))
    return said


_BOUNDARIES = (None, Word.COMMA, Word.SEMICOLON, Word.CLOSE, Word.AND, Word.REASON, Word.COLON)
_MEASURES = (Word.INDICATOR, Word.SCHEME, Word.BARE_RATE, Word.WORK)
_SOME_UNITS = (Word.SHARE, Word.SEVERAL, Word.PARTS)
_UNKNOWN = (Word.UNKNOWN, Word.NAME, Word.TOPIC, Word.NUMBER)


def of_several(said: Said) -> bool:
    """Whether it speaks of each of several years or months."""
    predicate = said.predicate
    return isinstance(predicate, Trend) or (isinstance(predicate, Reaching) and predicate.of_years)


def _negated(tokens: Tokens) -> bool:
    return tokens[0].word is Word.NEGATION


def _first(tokens: Tokens, *words: Word) -> Token | None:
    return next((one for one in tokens if one.word in words), None)


def _amounts(tokens: Tokens) -> tuple[Amount, ...]:
    return tuple(one.amount for one in tokens if one.amount)


def _quantified(said: Said, subject: Subject) -> Said:
    """What is said of so many of the units."""
    predicate = said.predicate
    if subject.share is None or not isinstance(predicate, (Change, Reaching, Level)):
        return said
    share, (number, of) = subject.share
    count = Count(share, predicate, number if share is Share.COUNTED else None, of, subject.open_whole)
    return replace(said, kind=ClaimKind.COUNT, predicate=count)


def _trend(tokens: Tokens, subject: Subject) -> Iterator[Said]:
    token = next(one for one in tokens if one.word in _TRENDS)
    by_month = token.word is Word.RISING_MONTHS or subject.by_month or _first(tokens, Word.EVERY_MONTH) is not None
    spans = [one.time.years for one in tokens if one.time and one.time.years]
    years = spans[0] if spans else subject.years or _years_told(tokens) or _from_before(subject)
    trend = Trend(_TRENDS[token.word], years, by_month)
    doubt = _within_a_year(trend, tokens, subject)
    unclear = next((one.time for one in tokens if one.word is Word.YEARS and one.time and not one.time.years), None)
    yield Said(ClaimKind.TREND, trend, _negated(tokens), strong=True, period=unclear, doubt=doubt)
    if _first(tokens, Word.TO):
        yield from _from_to(tokens, subject)


def _within_a_year(trend: Trend, tokens: Tokens, subject: Subject) -> Message | None:
    """ "Năm 2014, số người tham gia tăng dần": within the year, or until then."""
    period = subject.period.period if subject.period else None
    over_years = subject.every_year or _first(tokens, Word.EVERY_YEAR) or any("năm" in one.written for one in tokens)
    if period is None or trend.years != Years() or over_years or period != Period.year(period.year_number):
        return None
    return _("it is open which period is meant")


def _years_told(tokens: Tokens) -> Years | None:
    """ "tăng dần, từ 212 người (năm 2016) lên 726 người (năm 2018)" """
    told = [one.time.period.year_number for one in tokens if one.time and one.time.period]
    return Years(told[0], told[-1]) if len(told) > 1 and told[0] < told[-1] else None


def _from_before(subject: Subject) -> Years:
    """ "Từ cuối năm 2013 đến ngày 30/6/2017" """
    before, now = subject.before and subject.before.period, subject.period and subject.period.period
    return Years(before.year_number, now.year_number) if before and now and before < now else Years()


def _change(tokens: Tokens, subject: Subject) -> Iterator[Said]:
    verb = next(one for one in tokens if one.word in _MOVES)
    subject.last_way = _MOVES[verb.word]
    yield _moved(tokens, subject, _negated(tokens))


def _another_change(tokens: Tokens, subject: Subject) -> Iterator[Said]:
    """ "tăng 148 người so với cùng kỳ, 203 người so với cuối năm 2015" """
    if subject.last_way is not None:
        yield _moved(tokens, subject, negated=False)


def _moved(tokens: Tokens, subject: Subject, negated: bool) -> Said:
    since = next((one.since for one in tokens if one.since), subject.since)
    other_ways = {_MOVES[one.word] for one in tokens if one.word in _MOVES}
    way = subject.last_way or Way.UP
    change = Change(way, since.base if since else None, _amounts(tokens), since.year if since else None)
    mixed = _("it says both more and less") if len(other_ways) > 1 else None
    said = Said(ClaimKind.CHANGE, change, negated, strong=since is not None, doubt=mixed)
    return _quantified(said, subject)


def _from_to(tokens: Tokens, subject: Subject) -> Iterator[Said]:
    """ "tăng từ 3.115 người (năm 2013) lên 3.320 người": two levels; when the first was may stand before."""
    end, years = _index(tokens, Word.TO), subject.years or Years()
    first = _time_in(tokens[:end]) or subject.before or _year_of(years.first)
    last = _time_in(tokens[end:]) or _year_of(years.last) or subject.period
    if first and first.period:
        yield Said(ClaimKind.LEVEL, Level(_amounts(tokens[:end])[0]), period=first)
        subject.since = _since_end_of(first)
    yield Said(ClaimKind.LEVEL, Level(_amounts(tokens[end:])[0]), period=last)
    subject.period = last


def _time_in(tokens: Tokens) -> Time | None:
    return next((one.time for one in tokens if one.time), None)


def _year_of(year: int | None) -> Time | None:
    return Time(1, Period.year(year)) if year else None


def _since_end_of(time: Time) -> Since | None:
    period = time.period
    if period is None or (period.end.month, period.end.day) != (12, 31):
        return None
    return Since(1, end_of_year(period.year_number))


def _by_change(tokens: Tokens, subject: Subject) -> Iterator[Said]:
    """ "tăng cao nhất là Hà Tĩnh (8,9%)": by its change, in per cent or not."""
    units = next((one.units for one in tokens if one.units), ())
    doubt = _("ranks by how much figures changed are not among the report's figures")
    yield Said(ClaimKind.RANKING, Ranking(Order.HIGHEST, units=units[:1]), units=units, doubt=doubt)


def _nothing(tokens: Tokens, subject: Subject) -> Iterator[Said]:
    """ "tăng 5 bậc": read, and no claim about a figure."""
    yield from ()


def _plan(tokens: Tokens) -> tuple[tuple[Measure, ...], bool, Message | None]:
    """The indicator that the plan names, whether the year's is meant for certain, and what is doubtful of it."""
    token = _first(tokens, Word.PLAN, Word.OTHER_PLAN, Word.TARGET)
    if token is None:
        return (), False, None
    if token.word is Word.OTHER_PLAN:
        return (), True, _("there are no figures of the plan that is meant")
    named = (Measure(catalogue()[token.text]),) if token.text in catalogue().indicators else ()
    return named, bool(re.search(r"\bnăm\b|giao", token.written)), None


def _reaching(tokens: Tokens, subject: Subject, reaching: Reaching, *, strong: bool = False) -> Said:
    measures, certain, doubt = _plan(tokens)
    reaching = replace(reaching, of_months=subject.by_month or _first(tokens, Word.EVERY_MONTH) is not None)
    if subject.every_year or (reaching.between is not None and subject.years is not None):
        reaching = replace(reaching, of_years=True, years=subject.years or Years())
    if reaching.bar is Bar.THRESHOLD:
        measures, certain = _with_threshold(), True
    if measures and subject.differs_from(measures):
        doubt = doubt or _("the plan or threshold named is that of another indicator")
    said = Said(
        ClaimKind.REACHING,
        replace(reaching, of_the_year=certain),
        _negated(tokens),
        strong=strong,
        measures=_reached_by(subject, measures),
        doubt=doubt,
    )
    return _quantified(said, subject)


def _reached_by(subject: Subject, named: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """What the plan names, unless the subject is that already, or the clause is about something else."""
    same = {one.indicator.id for one in subject.resolved()} == {one.indicator.id for one in named}
    return () if same or (subject.resolved() and subject.differs_from(named)) else named


def _with_threshold() -> tuple[Measure, ...]:
    """What is measured against the month's bar."""
    counted = [one.formula.indicator for one in catalogue().indicators.values() if isinstance(one.formula, CountOf)]
    formulas = [catalogue()[name].formula for name in counted]
    ratios = [one for one in formulas if isinstance(one, Ratio)]
    return tuple(Measure(catalogue()[ratio.numerator.indicator]) for ratio in ratios)


def _threshold(tokens: Tokens, subject: Subject) -> Iterator[Said]:
    amounts = _amounts(tokens)
    strictly = _first(tokens, Word.OVER, Word.HIGHER) is not None
    subject.rate_said = True
    said = _reaching(
        tokens, subject, Reaching(Bar.THRESHOLD, strictly=strictly, bar_said=(*amounts, None)[0]), strong=True
    )
    yield from _of_listed(said, tokens)


def _beside_threshold(tokens: Tokens, subject: Subject) -> Iterator[Said]:
    """ "cao hơn 0,45 điểm phần trăm so với tỷ lệ thu của tháng (36%)" """
    before = [one.amount for one in tokens[: _index(tokens, Word.THRESHOLD)] if one.amount]
    after = [one.amount for one in tokens[_index(tokens, Word.THRESHOLD) :] if one.amount]
    higher = _first(tokens, Word.HIGHER) is not None
    reaching = Reaching(
        Bar.THRESHOLD, at_least=higher, strictly=higher, over=(*before, None)[0], bar_said=(*after, None)[0]
    )
    yield _reaching(tokens, subject, reaching, strong=True)


def _index(tokens: Tokens, word: Word) -> int:
    return next(index for index, one in enumerate(tokens) if one.word is word)


def _of_listed(said: Said, tokens: Tokens) -> Iterator[Said]:
    """ "Các đơn vị chưa đạt tỷ lệ thu của tháng là: Quảng Bình (35,0%), Phú Yên (34,9%)": each of them."""
    listed = [one for one in tokens if one.word is Word.UNIT]
    if not listed:
        yield said
    for unit, after in zip(tokens, (*tokens[2:], *tokens[:2]), strict=False):
        if unit.word is Word.UNIT:
            yield replace(said, units=unit.units)
            if after.amount and len(unit.units) == 1:
                yield Said(ClaimKind.LEVEL, Level(after.amount), measures=said.measures, units=unit.units)


def _between(tokens: Tokens, subject: Subject) -> Iterator[Said]:
    """ "vượt kế hoạch từ 3-7%" """
    between = next((one.between for one in tokens if one.between), None)
    amounts = _amounts(tokens)
    if between is None and len(amounts) > 1:
        between = (amounts[0], amounts[1])
    dated = _first(tokens, Word.PERIOD) is not None
    said = _reaching(tokens, subject, Reaching(Bar.PLAN, between=between, of_years=dated), strong=True)
    yield said


def _over(tokens: Tokens, subject: Subject) -> Iterator[Said]:
    amounts = _amounts(tokens)
    falls = _first(tokens, Word.FALL, Word.LOWER) is not None
    over = amounts[0] if amounts else None
    reaching = Reaching(Bar.PLAN, strictly=True, over=over, at_least=not falls)
    yield _reaching(tokens, subject, reaching, strong=over is not None)


def _reached(tokens: Tokens, subject: Subject) -> Iterator[Said]:
    amounts = _amounts(tokens)
    or_over = _first(tokens, Word.REACH_OR_OVER) is not None
    share = amounts[0] if amounts else None
    if share and share.unit.base is not BaseUnit.PERCENT:
        yield _quantified(Said(ClaimKind.LEVEL, Level(share), _negated(tokens)), subject)
        return
    yield _reaching(tokens, subject, Reaching(Bar.PLAN, share=share, or_over=or_over), strong=share is not None)


def _level(tokens: Tokens, subject: Subject) -> Iterator[Said]:
    amount = _amounts(tokens)[0]
    named = _first(tokens, Word.INDICATOR, Word.SCHEME, Word.COLLECTED)
    measures = (measure_named(named),) if named else ()
    said = Said(ClaimKind.LEVEL, Level(amount), _negated(tokens), measures=measures)
    yield _quantified(said, subject)


def _persons(tokens: Tokens, subject: Subject) -> Iterator[Said]:
    """ "có 3.320 người tham gia BHXH bắt buộc" """
    if _amounts(tokens)[0].unit.base is BaseUnit.PERSON:
        doubt = _("they may be only some of them") if subject.partly else None
        yield from (replace(one, doubt=doubt) for one in _level(tokens, subject))
    else:
        yield from _level(tokens[:-1], subject)
        subject.note(tokens[-1], None)


def _coverage(tokens: Tokens, subject: Subject) -> Iterator[Said]:
    """ "hơn 81,08% dân số tham gia BHYT" """
    covered = _first(tokens, Word.SCHEME, Word.INDICATOR)
    measures = subject.resolved() if covered is None else (measure_named(covered),)
    names = {one.indicator.id for one in measures}
    if not names <= {"participants_bhyt", "bhyt_coverage"}:
        return
    measure = Measure(catalogue()["bhyt_coverage"])
    yield Said(ClaimKind.COVERAGE, Level(_amounts(tokens)[0]), _negated(tokens), measures=(measure,))


def _of_unit(tokens: Tokens, subject: Subject) -> Iterator[Said]:
    """ "Quảng Ngãi (41,1%)" """
    changed = subject.last_kind is ClaimKind.CHANGE  # then the number may be the change
    subject.note(tokens[0], None)
    if not changed:
        amount = _amounts(tokens)[0]
        is_share = subject.rate_said and amount.unit.base is BaseUnit.PERCENT
        measures = tuple(_share_of_plan(one) for one in subject.resolved()) if is_share else ()
        yield Said(ClaimKind.LEVEL, Level(amount), measures=measures, units=tokens[0].units)


def _share_of_plan(measure: Measure) -> Measure:
    """What is per cent of a number of persons, or of money, right after a rate was named."""
    return measure if measure.indicator.unit is BaseUnit.PERCENT else replace(measure, of_plan=True)


def _ranking(tokens: Tokens, subject: Subject) -> Iterator[Said]:
    word = next(one for one in tokens if one.word in _ORDERS)
    listed = [one for one in tokens if one.word is Word.UNIT]
    named = _first(tokens, *_MEASURES, Word.PLAN)
    measures = _object(named, subject)
    place, of = word.numbers or (1, None)
    units = tuple(one.units[0] for one in listed if len(one.units) == 1)
    if not listed and subject.units and len(subject.units) == 1:
        units = subject.units
    if not units or len(units) < len(listed):
        return
    ranking = Ranking(_ORDERS[word.word], place, of, units)
    beyond = _("the unit named is none of the report's") if _first(tokens, Word.BEYOND) else None
    yield Said(ClaimKind.RANKING, ranking, _negated(tokens), measures=measures, units=units[:1], doubt=beyond)
    for unit, after in zip(tokens, tokens[2:], strict=False):
        if unit.word is Word.UNIT and after.amount and len(unit.units) == 1:
            yield Said(ClaimKind.LEVEL, Level(after.amount), measures=measures, units=unit.units)


def _object(named: Token | None, subject: Subject) -> tuple[Measure, ...]:
    """ "dẫn đầu về tỷ lệ thu so với kế hoạch" """
    if named is None or (named.word is Word.PLAN and named.text not in catalogue().indicators):
        return tuple(replace(one, of_plan=True) for one in subject.resolved()) if named else ()
    measure = measure_named(named)
    return (replace(measure, of_plan=measure.of_plan or named.word is Word.PLAN),)


def _comparison(tokens: Tokens, subject: Subject) -> Iterator[Said]:
    other = tokens[-1].units
    way = Way.UP if _first(tokens, Word.HIGHER) else Way.DOWN
    mine = [unit for unit in subject.named_units() if unit != subject.own]
    if len(other) == 1 and len(mine) == 1:
        yield Said(ClaimKind.COMPARISON, Comparison(other[0], way), _negated(tokens))


_MORE = "(?:[w,]?[8kv]{0,3}Nt?)?"  # "(tương ứng tăng 6,07%)"
_UNITS = "[L:]{1,3}U(?:wNt)?(?:[,d]{0,2}U(?:wNt)?)*"
_DATED = "(?:w?Dt?)?"
_SHAPES: tuple[tuple[re.Pattern[str], Reads], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (f"n?[rlsh][yiDY]*(?:,?EN{_DATED}GN{_DATED})?", _trend),
        ("n?[kv]z", _nothing),
        (f"n?[kv][56](?:{_UNITS}|9U(?:wNt)?(?:[,d]{{0,2}}U(?:wNt)?)*)?", _by_change),
        (f"[kv]EN{_DATED}GN{_DATED}", _from_to),
        (f"V[PM]?EN{_DATED}GN{_DATED}", _between),
        (f"n?[ALQF]EN{_DATED}GN{_DATED}", _nothing),
        (f"n?[34567][WIJ%!PbcCDq]*(?:{_UNITS})?", _ranking),
        ("n?[gj]N?U", _comparison),
        (f"n?[QVAF]H(?:w?Nt?)?(?:{_UNITS})?", _threshold),
        ("n?[gj]N?H(?:wNt)?", _beside_threshold),
        ("n?[gj]N?[PM]", _over),
        ("n?[QVO][PM]?R[PM]?", _between),
        ("n?O,?[PpM]?N?", _over),
        ("n?V(?:N[PpM]?|[PpM]N?)", _over),
        ("n?[kv]N?[PpM]", _over),
        ("n?[AL]?NS[Wc]?8?[JI]?", _coverage),
        ("n?[QFALT]N[PpM]", _reached),
        ("n?[FAQ][PpM]N?", _reached),
        ("n?FN", _reached),
        ("n?[kv][DB]*LN", _change),
        (f"n?[kv](?:N{_MORE})?D?B?(?:w[8kv]{{0,2}}Nt)?", _change),
        (f"N{_MORE}B", _another_change),
        ("[LA]?N[JI](?![kvrlAFQOVLd,]{0,2}[kvrlAFQOV])", _persons),
        ("n?[LAu]N", _level),
        ("TN", _level),
        ("[IJ]:N", _level),
        ("UwNt", _of_unit),
    )
)
_BEGINS_A_SHAPE = frozenset("nrlsh34567gjQVAFOkvLTNIJUu")  # what any of them can begin with, to be quick
