"""The report's sentences: each number in them is a figure, bound to its id; nothing is said of a missing one.

The patterns are those of the press articles on which the system rests: of Emulation cluster IV (collections, units at
the threshold, leaders) and of Tương Dương (levels against the same period and the ends of years).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import Formatter

from ansinh.compare.bases import PREVIOUS_MONTH, SAME_PERIOD, Base, BaseKind
from ansinh.compare.calc import Ranked, laggards, leaders
from ansinh.documents.tree import Figure, Inline, Text
from ansinh.indicators.catalogue import Direction, IndicatorType, catalogue
from ansinh.kernel.language import Language, Message, current_language
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period, Shape, short_date
from ansinh.places.models import Level, Unit
from ansinh.reports.content import Line, ReportContent, in_order, part_id

NAMED_LEADERS = 4
NAMED_HIGHEST = 2  # of those at the threshold
NAMED_LAGGARDS = 1

Inlines = tuple[Inline, ...]

# What the figure is a share of, said after it.
SHARE_OF = {"bhyt_coverage": _("of the population")}


class Sentences:
    """Writes sentences about one report in one language."""

    def __init__(self, content: ReportContent, language: Language) -> None:
        self._content = content
        self._language: Language = language

    def of_whole(self) -> Iterator[Inlines]:
        """What the unit as a whole achieved, flows first: they are what a report opens with."""
        lines = in_order(self._content)
        yield from (self._level(line) for line in lines if line.value.known)
        yield from self._incomplete(lines)

    def of_parts(self) -> Iterator[Inlines]:
        """How many parts reach the threshold, who leads, who comes last."""
        for name in self._content.thresholds:
            sentence = self._at_threshold(name)
            if sentence:
                yield sentence
        for figure, ranked in self._content.rankings.items():
            if figure.partition(".")[0] not in self._content.thresholds:
                yield from self._leaders(figure, ranked)

    def years_without_data(self) -> Iterator[Inlines]:
        for year in self._content.years_without_data:
            yield self._say(_("There is no figure for the end of {year}.", year=year))

    def _level(self, line: Line) -> Inlines:
        name = line.indicator.id
        clauses = [self._opening(line)]
        if line.plan.known:
            clauses.append(self._against_plan(line))
        clauses += [self._change(name, base) for base in self._content.bases if self._can_say(name, base)]
        return self._sentence(clauses)

    def _opening(self, line: Line) -> Inlines:
        value = self._figure(line.indicator.id)
        unit = self._unit(self._content.unit)
        run = During(self._content.period.year_to_date)
        match line.indicator.type:
            case IndicatorType.FLOW if line.indicator.id == "collections":
                return self._say(_("{unit}, {period}: {value} collected", period=run, unit=unit), value=value)
            case IndicatorType.FLOW:
                pattern = _("{name} of {unit}, {period}: {value}", period=run, name=self._lower(line), unit=unit)
                return self._say(pattern, value=value)
            case IndicatorType.RATIO:
                share = SHARE_OF.get(line.indicator.id)
                name = line.indicator.name
                reached = _("{name} of {unit} is {value}", name=name, unit=unit)
                stands = _("{name} of {unit} stands at {value}", name=name, unit=unit)
                opening = self._say(stands if line.indicator.direction is Direction.LOWER else reached, value=value)
                return (*opening, Text(f" {share.text(self._language)}")) if share else opening
        day = short_date(self._content.period.end)
        return self._say(_("On {day}, {name}: {value}", day=day, name=self._lower(line)), value=value)

    def _against_plan(self, line: Line) -> Inlines:
        name = line.indicator.id
        if line.indicator.type is IndicatorType.RATIO:
            target = self._figure(f"{name}.target")
            return self._say(_("against a target of {target}"), target=target)
        return self._say(_("{percent} of the plan assigned"), percent=self._figure(f"{name}.vs_plan"))

    def _can_say(self, name: str, base: Base) -> bool:
        shown = self._content.figures.get(f"{name}.{base.id}")
        return shown is not None and shown.quantity.known

    def _change(self, name: str, base: Base) -> Inlines:
        since = self._since(base)
        if base == PREVIOUS_MONTH and f"{name}.month" in self._content.figures:
            return (
                *self._say(_("in the last month alone {value}, "), value=self._figure(f"{name}.month")),
                *self._moved(name, base, since),
            )
        return self._moved(name, base, since)

    def _moved(self, name: str, base: Base, since: Message) -> Inlines:
        change = self._content.figures[f"{name}.{base.id}"]
        if not change.rounded:
            about = _("about equal to {since}", since=since) if change.exact else _("equal to {since}", since=since)
            return self._say(about)
        rises = change.rounded > 0
        size = Figure(change.size(self._language), f"{name}.{base.id}")
        percent = self._content.figures.get(f"{name}.{base.id}_percent")
        if base == SAME_PERIOD and percent and percent.rounded:
            up = _("up {size} (that is, up {percent}) against {since}", since=since)
            down = _("down {size} (that is, down {percent}) against {since}", since=since)
            share = Figure(percent.size(self._language), f"{name}.{base.id}_percent")
            return self._say(up if rises else down, size=size, percent=share)
        up, down = _("up {size} against {since}", since=since), _("down {size} against {since}", since=since)
        return self._say(up if rises else down, size=size)

    def _since(self, base: Base) -> Message:
        match base.kind:
            case BaseKind.SAME_PERIOD:
                return _("the same period of {year}", year=self._content.period.year_number - 1)
            case BaseKind.END_OF_YEAR:
                return _("the end of {year}", year=base.year)
            case BaseKind.PREVIOUS_MONTH:
                return _("the month before")
            case BaseKind.PREVIOUS_QUARTER:
                return _("the quarter before")
        raise ValueError(f"{base} is not a time")

    def _incomplete(self, lines: Iterable[Line]) -> Iterator[Inlines]:
        """A total that cannot be given, because parts have not reported: said, never summed without them."""
        for line in lines:
            sums = [fact for fact in line.value.facts if not fact.complete]
            if not line.value.known and sums:
                yield self._say(
                    _(
                        "{name}: no total yet, {reported} of {expected} units have reported.",
                        name=line.indicator.name,
                        reported=sums[0].parts_reported,
                        expected=sums[0].parts_expected,
                    )
                )

    def _at_threshold(self, name: str) -> Inlines | None:
        threshold = self._content.thresholds[name]
        if threshold.count is None or not threshold.count.quantity.known:
            return None
        reaching = Figure(str(len(threshold.count.reaching)), f"{name}.units_at_threshold")
        units = Figure(str(len(threshold.count.items)), f"{name}.units")
        bar = self._figure(f"{name}.threshold")
        opening = self._say(
            _("{reaching}/{units} {kind} are at or over the month's rate ({bar})", kind=self._kind_of_parts()),
            reaching=reaching,
            units=units,
            bar=bar,
        )
        figure = f"{name}.vs_plan"
        ranked = self._content.rankings.get(figure, ())
        highest = [row for row in leaders(ranked, NAMED_HIGHEST) if row.item in threshold.count.reaching]
        if not highest:
            return self._sentence([opening])
        named = (
            *self._say(_("among them {count}/{units} stand high: ", count=len(highest)), units=units),
            *self._listed(figure, highest),
        )
        return self._sentence([opening, named])

    def _leaders(self, figure: str, ranked: Sequence[Ranked[Unit]]) -> Iterator[Inlines]:
        first = leaders(ranked, NAMED_LEADERS)
        last = [row for row in laggards(ranked, NAMED_LAGGARDS) if row not in first]
        if not first:
            return
        line = self._content.whole.lines[figure.partition(".")[0]]
        plan_ratio = catalogue().plan_of(line.indicator.id) if figure.endswith(".vs_plan") else None
        name = (
            _("{name} against the plan", name=within_sentence(line.indicator.short.text(self._language)))
            if plan_ratio
            else line.indicator.name
        )
        better_low = (plan_ratio or line.indicator).direction is Direction.LOWER
        best = (
            _("{name}: the lowest units are ", name=name)
            if better_low
            else _("{name}: the highest units are ", name=name)
        )
        clauses = (*self._say(best), *self._listed(figure, first))
        if last:
            worst = _("; the highest is ") if better_low else _("; the lowest is ")
            clauses = (*clauses, *self._say(worst), *self._listed(figure, last))
        yield self._capital((*clauses, Text(".")))

    def _listed(self, figure: str, rows: Sequence[Ranked[Unit]]) -> Inlines:
        """Hà Tĩnh (69,4%), Quảng Bình (61,1%)"""
        found: list[Inline] = []
        for position, row in enumerate(rows):
            found += [
                Text((", " if position else "") + self._name(row.item) + " ("),
                self._figure(part_id(row.item, figure)),
                Text(")"),
            ]
        return tuple(found)

    def _kind_of_parts(self) -> Message:
        levels = {part.unit.level for part in self._content.parts}
        if levels == {Level.PROVINCE}:
            return _("provinces and cities")
        if levels == {Level.COMMUNE}:
            return _("communes and wards")
        return _("units")

    def _figure(self, name: str) -> Figure:
        return Figure(self._content.figures[name].text(self._language), name)

    def _unit(self, unit: Unit) -> str:
        return unit.text(self._language)

    def _name(self, unit: Unit) -> str:
        return unit.name if self._language == "vi" else unit.name_en

    def _lower(self, line: Line) -> str:
        return within_sentence(line.indicator.name.text(self._language))

    def _say(self, pattern: Message, **figures: Figure) -> Inlines:
        """The pattern in the report's language; its remaining ``{places}`` are filled with bound figures."""
        marked = Message(pattern.id, {**pattern.values, **{name: f"{{{name}}}" for name in figures}})
        found: list[Inline] = []
        for literal, place, _spec, _conversion in Formatter().parse(marked.text(self._language)):
            if literal:
                found.append(Text(literal))
            if place:
                found.append(figures[place])
        return tuple(found)

    def _sentence(self, clauses: Sequence[Inlines]) -> Inlines:
        """Clauses joined by commas, a capital first, a full stop at the end."""
        found: list[Inline] = []
        for position, clause in enumerate(clauses):
            found += [Text(", ")] if position else []
            found += clause
        return self._capital((*found, Text(".")))

    def _capital(self, inlines: Inlines) -> Inlines:
        first, *rest = inlines
        if isinstance(first, Text):
            first = Text(first.text[:1].upper() + first.text[1:])
        return (first, *rest)


@dataclass(frozen=True)
class During:
    """A run of time within a sentence: "trong 5 tháng đầu năm 2020", but "từ đầu năm đến 15/5/2020"."""

    period: Period

    def text(self, language: Language | None = None) -> str:
        said = self.period.text(language)
        runs_by_itself = self.period.shape is Shape.TO_DATE
        return said if (language or current_language()) == "en" or runs_by_itself else f"trong {said}"


def within_sentence(name: str) -> str:
    """ "Số người …" becomes "số người …"; "BHXH …" stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def plain(sentence: Inlines) -> str:
    return "".join(inline.text for inline in sentence)
