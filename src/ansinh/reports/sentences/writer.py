"""A passage as it is written: figures bound to their ids, names, times, lists; no two neighbours beginning alike."""

from collections import Counter
from collections.abc import Sequence

from ansinh.compare.bases import Base, BaseKind, accumulates
from ansinh.compare.printing import ABOUT_EQUAL
from ansinh.compare.series import Point
from ansinh.documents.tree import Constant, Figure, Inline, Text
from ansinh.indicators.catalogue import IndicatorDefinition, IndicatorType, Observed
from ansinh.kernel.language import Language, within_sentence
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period, Shape
from ansinh.places.models import Level, Unit, UnitKind
from ansinh.reports.content import ReportContent
from ansinh.reports.sentences.known import is_of_years, is_whole_year
from ansinh.reports.sentences.messages import Inlines, Named
from ansinh.reports.sentences.phrases import Phrasebook, Place, finished, merged, named, phrasebook, plain

BEGINNING = 4  # words in which neighbouring sentences are not alike
RUN = 4  # months in a row that are not told one by one
WHOLES = {"tỉnh": "province", "thành phố": "city"}  # by the designation of an area of this level


class Writer:
    """Writes one passage. What its last sentence was about, is not said again: the time, the course of a series, the
    subject."""

    def __init__(self, content: ReportContent, language: Language) -> None:
        self.content = content
        self.language: Language = language
        self.sentences: list[Inlines] = []
        self.paragraphs: list[Inlines] = []
        self.time_said = ""
        self.course_said = ""
        self.subject_said = ""
        self._book: Phrasebook = phrasebook(language)
        self._uses: Counter[str] = Counter()

    # Sentences

    def add(self, key: str, /, *, goes_on: bool = False, **places: Place) -> None:
        """In the wording whose turn it is, unless it begins like the sentence before. ``goes_on``: it is about what
        that one is about, and not understood without it."""
        count = self._book.wordings(key)
        turn = self._uses[key]
        self._uses[key] += 1
        wordings = [self._book.say(key, (turn + step) % count, **places) for step in range(count)]
        also = [self._book.say("also", step, sentence=wordings[0]) for step in range(self._book.wordings("also"))]
        sentences = [finished(wording) for wording in (*wordings, *also)]
        sentence = next(one for one in sentences if not self._begins_like_last(one))
        self.sentences.append(sentence)
        if goes_on and self.paragraphs:
            self.paragraphs[-1] = merged([*self.paragraphs[-1], Text(" "), *sentence])
        else:
            self.paragraphs.append(sentence)
        self.subject_said = ""

    def _begins_like_last(self, sentence: Inlines) -> bool:
        return bool(self.sentences) and _beginning(sentence) == _beginning(self.sentences[-1])

    def say(self, key: str, /, **places: Place) -> Inlines:
        """A clause, in the wording whose turn it is."""
        turn = self._uses[key]
        self._uses[key] += 1
        return self._book.say(key, turn % self._book.wordings(key), **places)

    def word(self, key: str) -> str:
        return plain(self._book.say(key))

    def joined(self, clauses: Sequence[Inlines], separator: str = ", ") -> Inlines:
        found: list[Inline] = []
        for place, clause in enumerate(clauses):
            found += [Text(separator)] if place else []
            found += clause
        return merged(found)

    def listed(self, items: Sequence[Inlines]) -> Inlines:
        """A, B và C; of items that have commas of their own: A; B; C."""
        if any("," in inline.text for item in items for inline in item if isinstance(inline, Text)):
            return self.joined(items, "; ")
        if len(items) < 2:
            return self.joined(items)
        return merged([*self.joined(items[:-1]), Text(self.word("and")), *items[-1]])

    # Figures

    def figure(self, figure: str) -> Inlines:
        return self._bound(figure, self.content.figures[figure].text(self.language))

    def size(self, figure: str) -> Inlines:
        """Of a change, without its sign: the verb says it."""
        return self._bound(figure, self.content.figures[figure].size(self.language))

    def number(self, figure: str) -> Inlines:
        return self._bound(figure, self.content.figures[figure].number(self.language))

    def _bound(self, figure: str, text: str) -> Inlines:
        """An estimate is "khoảng" in a sentence, where a table prints a sign; unless it says how exact it is itself."""
        quantity = self.content.figures[figure].quantity
        if not quantity.estimated:
            return (Figure(text, figure),)
        bare = Figure(text.removeprefix(ABOUT_EQUAL).strip(), figure)
        return (Text(self.word("roughly")), bare) if quantity.hedge is Hedge.EXACT else (bare,)

    # Names

    def noun(self, indicator: IndicatorDefinition) -> Inlines:
        key = f"nouns.{indicator.id}"
        own = self.word(key) if key in self._book else within_sentence(indicator.name.text(self.language))
        return named(own)

    def scheme(self, indicator: IndicatorDefinition) -> Inlines | None:
        key = f"schemes.{indicator.id}"
        return named(self.word(key)) if key in self._book else None

    def rate(self, indicator: IndicatorDefinition) -> Inlines:
        return named(self.word(f"rates.{indicator.id}"))

    def share_of(self, indicator: IndicatorDefinition) -> Inlines:
        key = f"shares.{indicator.id}"
        return (Text(self.word(key)),) if key in self._book else ()

    def this(self, indicator: IndicatorDefinition) -> Inlines:
        return self.say("this.ratio" if indicator.type is IndicatorType.RATIO else "this.other")

    @property
    def unit(self) -> Inlines:
        """toàn quốc; tỉnh Hà Tĩnh, and where the passage has named it toàn tỉnh"""
        unit = self.content.unit
        full = named(unit.text(self.language))
        if unit.kind != UnitKind.AREA:
            return full
        if unit.level == Level.COUNTRY:
            return self.say("whole.country")
        whole = WHOLES.get(unit.designation) if unit.level == Level.PROVINCE else None
        said = any(plain(full).casefold() in plain(one).casefold() for one in self.sentences)
        return self.say(f"whole.{whole}") if whole and said else full

    def name(self, unit: Unit) -> Inlines:
        """Of a part, among its like."""
        return named(unit.name if self.language == "vi" else unit.name_en)

    def names(self, units: Sequence[Named], *, as_list: bool = False) -> Inlines:
        """Hà Tĩnh (69,4%), Quảng Bình (61,1%) và …; as a list, with commas only."""
        items = [self.say("named", name=self.name(unit), figure=self.size(figure)) for unit, figure in units]
        return self.joined(items) if as_list else self.listed(items)

    def parts(self) -> Inlines:
        levels = {part.unit.level for part in self.content.parts}
        level = next(iter(levels)) if len(levels) == 1 else None
        told = {Level.PROVINCE, Level.DISTRICT, Level.COMMUNE}
        return self.say(f"parts.{level}" if level in told else "parts.other")

    def count(self, count: int) -> Inlines:
        return (Constant(str(count)),)

    # Times

    def when(self, indicator: IndicatorDefinition) -> Inlines:
        """trong 5 tháng đầu năm 2020, of what accumulates; tính đến ngày 31/5/2020, of a level."""
        period = self.content.period
        if indicator.observed is Observed.YEAR:
            return self.in_year(period.year_number)
        if not accumulates(indicator):
            return self.say("as_of", day=period.as_of.text(self.language))
        return self.during()

    def during(self) -> Inlines:
        run = self.content.period.year_to_date
        return self.say(f"during.{run.shape.name.lower()}", period=run.text(self.language))

    def base(self, base: Base, indicator: IndicatorDefinition) -> Inlines:
        match base.kind:
            case BaseKind.SAME_PERIOD:
                return self.same_period(indicator)
            case BaseKind.END_OF_YEAR:
                return self.say("base.end", year=str(base.year))
            case BaseKind.PREVIOUS_MONTH:
                return self.say("base.previous_month")
            case BaseKind.PREVIOUS_QUARTER:
                return self.say("base.previous_quarter")
        raise ValueError(f"{base} is not a time")

    def same_period(self, indicator: IndicatorDefinition) -> Inlines:
        """cùng kỳ năm 2019; of a whole year năm 2019 and, of a level, cuối năm 2019"""
        period = self.content.period
        year = period.year_number - 1
        if not is_whole_year(period):
            return self.say("base.same_period", year=str(year))
        return self.years([year]) if is_of_years(indicator) else self.ends([year])

    def years(self, years: Sequence[int]) -> Inlines:
        """năm 2016; các năm 2013, 2014 và 2016"""
        if len(years) == 1:
            return self.say("year", year=str(years[0]))
        return self.say("years", years=self.listed([(Text(str(year)),) for year in years]))

    def ends(self, years: Sequence[int]) -> Inlines:
        """cuối năm 2016; cuối các năm 2013, 2014 và 2016"""
        if len(years) == 1:
            return self.say("base.end", year=str(years[0]))
        return self.say("base.ends", years=self.listed([(Text(str(year)),) for year in years]))

    def in_year(self, year: int) -> Inlines:
        return self.say("in_year", year=str(year))

    def month(self, period: Period) -> Inlines:
        return self.say("month", month=self._month_name(period))

    def months(self, periods: Sequence[Period]) -> Inlines:
        """tháng 5; các tháng 1, 3 và 6 đến 9; các tháng từ tháng 6 đến tháng 9"""
        if len(periods) < 2:
            return self.joined([self.month(period) for period in periods])
        runs = _following(periods)
        if len(runs) == 1 and len(periods) >= RUN:
            return self.say("only_run", first=self._month_name(periods[0]), last=self._month_name(periods[-1]))
        return self.say("months", months=self.listed([one for run in runs for one in self._month_run(run)]))

    def _month_run(self, run: Sequence[Period]) -> list[Inlines]:
        if len(run) < RUN:
            return [(Text(self._month_name(period)),) for period in run]
        return [self.say("month_run", first=self._month_name(run[0]), last=self._month_name(run[-1]))]

    def _month_name(self, period: Period) -> str:
        """5; May"""
        return str(period.end.month) if self.language == "vi" else _month(period).text("en").partition(" ")[0]

    def through(self, period: Period) -> Inlines:
        """đến hết tháng 5, or where it does not end with a month tính đến ngày 15/5/2020"""
        if period.end != _month(period).end:
            return self.say("as_of", day=period.as_of.text(self.language))
        return self.say("through_month", month=self._month_name(period))

    def quarter(self, period: Period) -> Inlines:
        quarter = Period.quarter(period.end.year, (period.end.month + 2) // 3).text(self.language).split()
        return self.say("quarter", quarter=quarter[1] if self.language == "vi" else quarter[0])

    def at(self, indicator: IndicatorDefinition, point: Point) -> Inlines:
        """năm 2016, of what is counted over a year; vào cuối năm 2016, vào ngày 30/6/2017"""
        year = point.period.year_number
        if accumulates(indicator) or indicator.observed is Observed.YEAR:
            return self.in_year(year)
        if point.period.shape is Shape.YEAR:
            return self.say("at_end_of_year", year=str(year))
        return self.say("on_day", day=point.period.as_of.text(self.language))

    def span(self, first: Point, last: Point) -> Inlines:
        since = str(first.period.year_number)
        if (last.period.end.month, last.period.end.day) == (12, 31):
            return self.say("span", first=since, last=str(last.period.year_number))
        return self.say("span_to_day", first=since, day=last.period.as_of.text(self.language))

    def in_step(self, indicator: IndicatorDefinition, point: Point) -> Inlines:
        if accumulates(indicator) or point.period.shape is Shape.YEAR:
            return self.in_year(point.period.year_number)
        return self.say("by_day", day=point.period.as_of.text(self.language))


def _month(period: Period) -> Period:
    return Period.month(period.end.year, period.end.month)


def _following(periods: Sequence[Period]) -> list[list[Period]]:
    """Months in runs without a gap."""
    runs: list[list[Period]] = []
    for period in periods:
        if runs and runs[-1][-1].end.month == period.end.month - 1:
            runs[-1].append(period)
        else:
            runs.append([period])
    return runs


def _beginning(sentence: Inlines) -> list[str]:
    return plain(sentence).casefold().replace(",", "").split()[:BEGINNING]
