"""Claims in a text: sentence by sentence, each predicate with its subject."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period
from ansinh.places.models import Unit
from ansinh.reports.claims.claim import Claim, Measure
from ansinh.reports.claims.sections import Section, sections
from ansinh.reports.claims.sentence import Names, Token, read_words
from ansinh.reports.claims.shapes import Said, of_several, shape_at, with_tail
from ansinh.reports.claims.subjects import Context, Subject, heading_context
from ansinh.reports.claims.text import Prepared, prepare, sentences
from ansinh.reports.claims.times import Time


def find_claims(paragraphs: Sequence[str], own: Unit, parts: Sequence[Unit], now: Period) -> tuple[Claim, ...]:
    """``own``: the report's unit, with its parts; ``now``: its period."""
    names = Names([own, *parts])
    return tuple(claim for section in sections(paragraphs) for claim in _of_section(section, names, own, now))


def _of_section(section: Section, names: Names, own: Unit, now: Period) -> Iterator[Claim]:
    """The paragraphs under one heading; what is under a heading of plans claims nothing."""
    base = Context()
    if section.heading is not None:
        text = prepare(section.heading)
        for span in sentences(text.plain):
            base = heading_context(read_words(text, span, names, now), base)
    for index, paragraph, planned in section.paragraphs:
        if not planned:
            yield from _of_paragraph(index, paragraph, base, names, own, now)


def _of_paragraph(
    index: int, paragraph: str, context: Context, names: Names, own: Unit, now: Period
) -> Iterator[Claim]:
    text = prepare(paragraph)
    for span in sentences(text.plain):
        tokens = read_words(text, span, names, now)
        subject = Subject(context, own)
        for start, end, said in _predicates(tokens, subject):
            yield from _claims(said, subject, (index, text, start, end), now)
        context = subject.to_context()


def _predicates(tokens: Sequence[Token], subject: Subject) -> Iterator[tuple[int, int, Said]]:
    """Left to right: what is a predicate is given, what is none adds to the subject. The subject is as it was when
    the predicate was read, until the next is asked for."""
    codes = "".join(token.word.value for token in tokens)
    position = 0
    while position < len(tokens):
        match, read = shape_at(codes, position)
        if match is None or read is None:
            following = tokens[position + 1].word if position + 1 < len(tokens) else None
            subject.note(tokens[position], following)
            position += 1
            continue
        found = tokens[position : match.end()]
        named: tuple[Measure, ...] | None = None
        for said in read(found, subject):
            yield found[0].start, found[-1].end, with_tail(said, tokens[match.end() : match.end() + 5])
            named, subject.last_kind = said.measures, said.kind
        if named is None:  # nothing that can be judged; what it names is still what the rest is about
            for token, after in pairwise([*found, *tokens[match.end() : match.end() + 1]]):
                subject.note(token, after.word)
        else:
            subject.claimed(named)
        position = match.end()


def _claims(said: Said, subject: Subject, place: tuple[int, Prepared, int, int], now: Period) -> Iterator[Claim]:
    """One for each of the indicators that share the predicate."""
    period = said.period or subject.time()
    if subject.modal or subject.plan_itself or (period.period and period.period.year_number > now.year_number):
        return
    index, text, start, end = place
    measures = said.measures or subject.resolved()
    if not measures and not (said.strong or subject.topic_left):
        return
    span = text.span(start if subject.start is None else min(start, subject.start), end)
    units = said.units or subject.named_units()
    claim = Claim(
        paragraph=index,
        start=span.start,
        end=span.end,
        words=text.words(span),
        kind=said.kind,
        predicate=said.predicate,
        measure=None,
        unit=units[0] if len(units) == 1 else None,
        period=period.period,
        negated=said.negated,
        doubt=said.doubt or _doubt(said, subject, units, period),
    )
    for measure in measures:
        yield replace(claim, measure=measure)
    if not measures:
        yield replace(claim, doubt=claim.doubt or _no_measure(subject))


def _no_measure(subject: Subject) -> Message:
    if subject.topic_left:
        return _("the topic that the sentence opens is not understood")
    return _("no indicator that is known is named")


def _doubt(said: Said, subject: Subject, units: Sequence[Unit], period: Time) -> Message | None:
    if subject.doubt:
        return subject.doubt
    if subject.unknown:
        return _("the words “{words}” are not understood", words=" ".join(subject.unknown))
    if subject.several and not said.units:
        return _("it is open which units are meant")
    if len(units) != 1:
        return _("it is open which unit is meant") if units else _("the unit named is none of the report's")
    if not of_several(said) and not period.period and (subject.years or subject.every_year):
        return _("several times are named")
    if period.end and period.period is None:
        return _("it is open which period is meant")
    return None
