"""Whose the figure is that a claim is about: gathered from left to right, as a sentence is read."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ansinh.indicators.catalogue import Direction, Ratio, catalogue
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.names import fold
from ansinh.kernel.periods import Period
from ansinh.places.models import Level, Unit
from ansinh.reports.claims.claim import ClaimKind, Measure, Share, Way, Years
from ansinh.reports.claims.lexicon import Word
from ansinh.reports.claims.sentence import Token
from ansinh.reports.claims.times import Since, Time

_ANY_WHOLE = ("dia ban", "toan don vi")
_COUNTRY = ("toan quoc", "ca nuoc")
_NOUNS = ("huyen", "tinh", "thanh pho", "cum", "quan", "thi xa", "xa", "phuong")


@dataclass(frozen=True)
class Context:
    """What a sentence may leave to the one before it, or to the heading."""

    measures: tuple[Measure, ...] = ()
    units: tuple[Unit, ...] | None = None
    period: Period | None = None


@dataclass
class Subject:
    """``units`` None: nobody was named, so the report's own unit; several: it is open which. ``doubt``: what was said
    that may narrow the figures."""

    context: Context
    own: Unit
    measures: list[Measure] = field(default_factory=list)
    units: tuple[Unit, ...] | None = None
    period: Time | None = None
    years: Years | None = None
    every_year: bool = False
    by_month: bool = False
    before: Time | None = None
    since: Since | None = None
    share: tuple[Share, tuple[int, int | None]] | None = None
    modal: bool = False
    plan_itself: bool = False
    foreign: bool = False
    start: int | None = None
    last_way: Way | None = None
    last_kind: ClaimKind | None = None
    unknown: list[str] = field(default_factory=list)
    doubt: Message | None = None
    _open: bool = False
    _claimed: bool = False
    _listing: bool = False  # a comma or an "và" was just read
    _of_plan: bool = False  # "tỷ lệ thực hiện kế hoạch" was just said: of what follows
    _after_period: bool = False
    several: bool = False
    partly: bool = False  # persons may be named of whom something else is said
    _unit_open: bool = False
    rate_said: bool = False  # shares of the plan are spoken of
    topic_left: bool = False  # what was spoken of before is no more, and nothing known is named instead
    open_whole: bool = False  # of the units counted

    def note(self, token: Token, following: Word | None) -> None:
        """A word that is part of no predicate."""
        match token.word:
            case Word.INDICATOR | Word.SCHEME | Word.COLLECTED | Word.BARE_RATE | Word.WORK:
                self._name_measure(token)
            case Word.COMMA | Word.SEMICOLON:
                self._end_clause(token.word)
                self._listing = True
                self._after_period = False
                return
            case Word.UNIT | Word.WHOLE | Word.BEYOND:
                self._name_unit(token)
            case Word.PERIOD | Word.YEARS | Word.EVERY_YEAR | Word.EVERY_MONTH | Word.BASE:
                self._name_time(token)
            case Word.ABOUT:
                self._open_topic(token, following)
            case Word.MODAL:
                self.modal = True
            case Word.NEGATION if following in (Word.INDICATOR, Word.SCHEME):
                self.doubt = self.doubt or _("what follows “{word}” is not understood", word=token.text)
            case Word.WITHIN:
                self.partly = True
            case Word.PLAN_RATE:
                self.measures = [replace(one, of_plan=True) for one in self.resolved()]
                self._of_plan, self._open = True, False
            case Word.SEVERAL:
                self.units, self.several = (), True
            case Word.IN_TURN:
                self.doubt = self.doubt or _("what stands “lần lượt” to each other is not followed")
            case Word.PLAN | Word.OTHER_PLAN | Word.TARGET if not self.measures or self._claimed:
                self.plan_itself = True
            case Word.FOREIGN:
                self.measures, self.foreign, self.start = [], True, token.start
            case Word.RESTRICTS if following in _NARROWS:
                self.doubt = self.doubt or _("what follows “{word}” is not understood", word=token.text)
            case Word.UNKNOWN | Word.NAME | Word.TOPIC | Word.NUMBER:
                self.unknown.append(token.text)
                self.partly = True
        if token.word not in _LIST:
            self._open = False
        self._after_period = token.word is Word.PERIOD
        self._listing = token.word is Word.AND
        self._unit_open = self._unit_open and token.word in (Word.UNIT, Word.AND)
        if token.word in _HOW_MANY:
            self._count_units()
            self.share = _HOW_MANY[token.word], token.numbers or (0, None)
            self.start = token.start if self.start is None else self.start

    def _open_topic(self, token: Token, following: Word | None) -> None:
        """ "Về …,": what was spoken of before is left, unless it is that again."""
        narrows = token.text.endswith("đối với")
        if following is Word.THIS or (narrows and following in (Word.UNIT, Word.WHOLE)):
            return
        if narrows and following in _NARROWS:
            self.doubt = self.doubt or _("what follows “{word}” is not understood", word=token.text)
        self.topic_left |= bool(self.resolved())
        self.context = replace(self.context, measures=())
        self.measures, self.foreign, self.plan_itself, self._claimed, self.start = [], False, False, False, None

    def _count_units(self) -> None:
        """Units are counted of the report's own unit, whoever led before; but not "Tại Quảng Ngãi, có 3 đơn vị"."""
        here = self.units is not None and not self._claimed
        before = self.context.units if self.units is None else self.units
        if not here and before is not None and len(before) == 1:
            self.open_whole = self.open_whole or before != (self.own,)
            self.units = (self.own,)

    def _name_measure(self, token: Token) -> None:
        measure = measure_named(token)
        measure = replace(measure, of_plan=measure.of_plan or self._of_plan)
        if self._open and not self._listing and measure.indicator.direction is Direction.NEUTRAL:
            self.doubt = self.doubt or _("the words “{words}” are not understood", words=token.written)
            return  # "số người tham gia BHYT so với dân số": what it is a share of
        if not self._open:
            self.measures, self.start = [], token.start
        self.measures.append(measure)
        self._open, self._claimed, self.plan_itself, self.foreign = True, False, False, False
        self.topic_left = False

    def _name_unit(self, token: Token) -> None:
        if token.word is Word.UNIT:
            self.several, self.share = self._unit_open, None
            self.units = () if self._unit_open else token.units
            self._unit_open = True
        elif (token.word is Word.WHOLE and self._is_own(token)) or (
            token.word is Word.BEYOND and self._is_country(token)
        ):
            self.units = (self.own,)
        else:
            self.units = ()
        self.start = token.start if self.start is None else self.start

    def _is_own(self, token: Token) -> bool:
        said = fold(token.text)
        return any(one in said for one in _ANY_WHOLE) or any(
            one in said and one in fold(f"{self.own.full_name} {self.own.designation}") for one in _NOUNS
        )

    def _is_country(self, token: Token) -> bool:
        """Not where one of its parts was just named: "của Hà Tĩnh so với cả nước"."""
        nobody_else = self._claimed or self.units in (None, (self.own,))
        return self.own.level == Level.COUNTRY and fold(token.text) in _COUNTRY and nobody_else

    def _name_time(self, token: Token) -> None:
        if token.since:
            self.since = token.since
        elif token.time and token.time.years:
            self.years = token.time.years
        elif token.time:
            self.before, self.period = (self.period if self._after_period else None), token.time
        self.every_year |= token.word is Word.EVERY_YEAR or (token.time is not None and token.time.each)
        self.by_month |= token.word is Word.EVERY_MONTH

    def _end_clause(self, mark: Word) -> None:
        """Prose before the subject, and after what was claimed, is nobody's concern."""
        if not self.measures or self._claimed:
            self.unknown = []
        self._of_plan = self._of_plan and self._open
        if mark is Word.SEMICOLON:
            self.unknown, self.doubt, self.plan_itself, self.last_kind = [], None, False, None
            self.since, self._open, self.rate_said = None, False, False
            self.partly, self._unit_open = False, False

    def claimed(self, named: Sequence[Measure]) -> None:
        """A predicate was read: what follows is another clause of the same subject, or of what the predicate named."""
        self._claimed, self._open, self._of_plan, self._unit_open = True, False, False, False
        self.unknown, self.start, self.share = [], None, None
        if named:
            self.measures, self.foreign, self.topic_left = list(named), False, False

    def resolved(self) -> tuple[Measure, ...]:
        """Its own indicators, or those of the context where nothing else was named."""
        if self.measures or self.foreign or self.unknown:
            return tuple(self.measures)
        return self.context.measures if len(self.context.measures) == 1 else ()

    def differs_from(self, measures: Sequence[Measure]) -> bool:
        """Whether the clause itself is about something else than these; what was claimed of is left behind."""
        named = {one.indicator.id for one in self.measures}
        return self.foreign or (bool(named) and not self._claimed and named != {one.indicator.id for one in measures})

    def named_units(self) -> tuple[Unit, ...]:
        """The report's own where nobody was named; none where somebody else was."""
        if self.units is not None:
            return self.units
        inherited = None if self.measures else self.context.units
        return (self.own,) if inherited is None else inherited

    def time(self) -> Time:
        """Without a period for the report's own."""
        if self.period is not None:
            return self.period
        return Time(0, self.context.period)

    def to_context(self) -> Context:
        measures = tuple(self.measures) or (() if self.foreign else self.context.measures)
        period = self.period.period if self.period else self.context.period
        return Context(measures, self.context.units if self.units is None else self.units, period)


_LIST = (Word.INDICATOR, Word.SCHEME, Word.BARE_RATE, Word.WORK, Word.AND)
_HOW_MANY = {
    Word.SHARE: Share.COUNTED,
    Word.ALL_OF: Share.ALL,
    Word.NONE_OF: Share.NONE,
    Word.MOST_OF: Share.MOST,
}
_NARROWS = (Word.UNKNOWN, Word.NAME, Word.TOPIC, Word.NUMBER)


_NAMES = (Word.INDICATOR, Word.SCHEME, Word.BARE_RATE, Word.WORK)


def measure_named(token: Token) -> Measure:
    """ "tỷ lệ thu so với kế hoạch" is how much of their plan collections are."""
    name = "collections" if token.word is Word.COLLECTED else token.text
    indicator = catalogue()[name]
    if token.word in (Word.BARE_RATE, Word.WORK):
        return Measure(indicator, of_plan=token.word is Word.BARE_RATE, bare=True)
    formula = indicator.formula
    if isinstance(formula, Ratio) and formula.denominator.target and formula.numerator.indicator:
        return Measure(catalogue()[formula.numerator.indicator], of_plan=True)
    return Measure(indicator, by_scheme=token.word is Word.SCHEME)


def heading_context(tokens: Sequence[Token], before: Context) -> Context:
    """Of a heading: its indicator, if it names just one."""
    named = [measure_named(one) for one in tokens if one.word in _NAMES]
    times = [one.time for one in tokens if one.time and one.time.period]
    period = times[0].period if len(times) == 1 else None
    return replace(before, measures=tuple(named[:1]) if len(named) == 1 else (), units=None, period=period)
