"""The reference: plain Python over the lines as they were given. Slow, and written to be read."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import cast

from ansinh.registers.errors import NothingBeforeError, TooEarlyError
from ansinh.registers.known import Person, known_persons
from ansinh.registers.questions import (
    Coverage,
    CoverageRow,
    Dimension,
    LapseRow,
    Lapses,
    Movement,
    MovementRow,
    Outlook,
    OutlookRow,
    Question,
    Reason,
    Row,
    Uninsured,
    UninsuredRow,
    anniversary,
    in_order,
    monday,
)
from ansinh.registers.records import Register, Scheme, Sex, Status


class MemoryEngine:
    before: "MemoryEngine | None"

    def __init__(self, register: Register, before: Register | None = None) -> None:
        self.as_of = register.as_of
        known = known_persons(register)
        self.persons, self.gone = known.persons, known.gone
        self.before = MemoryEngine(before) if before else None

    def answer(self, question: Question[Row]) -> list[Row]:
        match question:
            case Coverage():
                self._refuse_before(question.at)
                rows: Iterator[tuple[object, ...]] = self._coverage(question)
            case Uninsured():
                self._refuse_before(question.at)
                rows = self._uninsured(question)
            case Lapses():
                self._refuse_before(question.start)
                rows = self._lapses(question)
            case Outlook():
                self._refuse_before(question.start)
                rows = self._outlook(question)
            case Movement():
                rows = self._movement(question)
            case _:
                raise TypeError(f"not a question to a register: {type(question).__name__}")
        return cast("list[Row]", sorted(rows, key=in_order))

    def _refuse_before(self, day: date) -> None:
        if day < self.as_of:
            raise TooEarlyError(day, self.as_of)

    def _coverage(self, question: Coverage) -> Iterator[CoverageRow]:
        residents: Counter[tuple[object, ...]] = Counter()
        insured: Counter[tuple[object, ...]] = Counter()
        for person in self.persons.values():
            if question.communes and person.line.commune not in question.communes:
                continue
            cell = tuple(_place(dimension, person, question) for dimension in Dimension)
            for scheme in question.schemes:
                residents[scheme, *cell] += 1
                insured[scheme, *cell] += person.is_insured(scheme, question.at)
        for key, count in residents.items():
            yield CoverageRow._make((*key, count, insured[key]))

    def _uninsured(self, question: Uninsured) -> Iterator[UninsuredRow]:
        for person in self.persons.values():
            line = person.line
            if line.commune != question.commune or person.is_insured(question.scheme, question.at):
                continue
            ended = [one for one in person.islands[question.scheme] if one.last < question.at]
            last_group = ended[-1].group if ended and question.scheme is Scheme.BHYT else ""
            yield UninsuredRow(
                household=line.household,
                person_id=line.person_id,
                bhxh_no=line.bhxh_no,
                name=line.name,
                birth=line.birth,
                sex=line.sex,
                group=person.group,
                evidence=line.evidence,
                reason=_reason(person.group, last_group) if ended else Reason.NEVER,
                lapsed_on=ended[-1].last if ended else None,
                last_group=last_group,
            )

    def _lapses(self, question: Lapses) -> Iterator[LapseRow]:
        ends = Counter(
            (person.line.commune, monday(island.last))
            for person in self.persons.values()
            if not question.communes or person.line.commune in question.communes
            for island in person.islands[question.scheme]
            if question.start <= island.last < question.end
        )
        return (LapseRow(commune, week, persons) for (commune, week), persons in ends.items())

    def _outlook(self, question: Outlook) -> Iterator[OutlookRow]:
        begun: Counter[tuple[str, Sex, date]] = Counter()
        ended: Counter[tuple[str, Sex, date]] = Counter()
        for person in self.persons.values():
            if question.communes and person.line.commune not in question.communes:
                continue
            for island in person.islands[question.scheme]:
                begun[person.line.commune, person.line.sex, island.first] += question.start < island.first
                ended[person.line.commune, person.line.sex, island.last] += question.start <= island.last
        for commune, sex, day in begun.keys() | ended.keys():
            row = OutlookRow(
                commune,
                sex,
                day,
                begun=begun[commune, sex, day] if day <= question.last else 0,
                ended=ended[commune, sex, day] if day < question.last else 0,
            )
            if row.begun or row.ended:
                yield row

    def _movement(self, question: Movement) -> Iterator[MovementRow]:
        before = self.before
        if before is None:
            raise NothingBeforeError
        counts: dict[tuple[str | None, str | None], Counter[str]] = defaultdict(Counter)
        for key in before.persons.keys() | self.persons.keys():
            old, new = before.persons.get(key), self.persons.get(key)
            was = old is not None and old.is_insured(question.scheme, before.as_of)
            now = new is not None and new.is_insured(question.scheme, self.as_of)
            if old and was:
                counts[_cell(old, question)]["insured_before"] += 1
            if new and now:
                counts[_cell(new, question)]["insured_after"] += 1
            if old and new and was and now:
                cause = _passage(_cell(old, question), _cell(new, question))
                if cause:
                    counts[_cell(old, question)][f"{cause}_out"] += 1
                    counts[_cell(new, question)][f"{cause}_in"] += 1
            elif old and was:
                gone = "died" if self.gone.get(key) is Status.DIED else "left"
                counts[_cell(old, question)]["lapsed" if new else gone] += 1
            elif new and now:
                is_newborn = new.line.birth is not None and new.line.birth > before.as_of
                come = "born" if is_newborn else "arrived"
                counts[_cell(new, question)]["joined" if old else come] += 1
        causes = MovementRow._fields[2:]
        for (commune, group), count in counts.items():
            yield MovementRow(commune, group, *(count[cause] for cause in causes))


def _place(dimension: Dimension, person: Person, question: Coverage) -> object:
    if dimension not in question.by:
        return None
    match dimension:
        case Dimension.COMMUNE:
            return person.line.commune
        case Dimension.GROUP:
            return person.group
        case Dimension.SEX:
            return person.line.sex
        case Dimension.AGE:
            return _band(person.line.birth, question)


def _band(birth: date | None, question: Coverage) -> int:
    if birth is None:
        return -1
    return max((age for age in question.ages if birth <= anniversary(question.at, age)), default=0)


def _reason(group: str, last_group: str) -> Reason:
    return Reason.CHANGED_GROUP if group and last_group and group != last_group else Reason.LAPSED


def _cell(person: Person, question: Movement) -> tuple[str | None, str | None]:
    return (
        person.line.commune if Dimension.COMMUNE in question.by else None,
        person.group if Dimension.GROUP in question.by else None,
    )


def _passage(old: tuple[str | None, str | None], new: tuple[str | None, str | None]) -> str:
    if old[0] != new[0]:
        return "moved"
    return "regrouped" if old != new else ""
