"""Small random registers and questions: few persons, communes and days, so that all that can meet does meet."""

from datetime import date, timedelta

from hypothesis import strategies as st

from ansinh.registers.questions import Coverage, Dimension, Lapses, Movement, Outlook, Question, Row, Uninsured
from ansinh.registers.records import OPEN_END, SCHEMES, Register, Resident, Scheme, Sex, Spell, Status
from tests.unit.registers.identities import Cast

DAYS = (date(2026, 6, 30), date(2026, 7, 15), date(2026, 8, 31))  # of the list and two changes
COMMUNES = ("31117", "31120", "79001")
GROUPS = ("", "GD", "TE", "DN")
IDS = [31_200_000_001 + number for number in range(5)]
NUMBERS = [3_100_000_001 + number for number in range(5)]
CAST = Cast(IDS, NUMBERS)
WHO = CAST.identities(nobody=True)
BIRTHS = [date(1960, 2, 29), date(2011, 6, 30), date(2020, 7, 1), date(2020, 8, 31), date(2026, 7, 10)]
FIRST_DAY, DAYS_LONG = date(2025, 1, 1), 900


def days() -> st.SearchStrategy[date]:
    return st.integers(0, DAYS_LONG).map(lambda number: FIRST_DAY + timedelta(days=number))


@st.composite
def residents(draw: st.DrawFn, statuses: tuple[Status, ...]) -> Resident:
    group = draw(st.sampled_from(GROUPS))
    person_id, bhxh_no = draw(WHO)
    return Resident(
        commune=draw(st.sampled_from(COMMUNES)),
        household=draw(st.sampled_from(("", "H1", "H2"))),
        person_id=person_id,
        bhxh_no=bhxh_no,
        name=draw(st.sampled_from(("", "Lê Thị Ánh", "Trần Văn Bình"))),
        birth=draw(st.none() | st.sampled_from(BIRTHS)),
        sex=draw(st.sampled_from(Sex)),
        group=group,
        evidence=draw(st.sampled_from(("", "HN-12/2026"))) if group else "",
        status=draw(st.sampled_from(statuses)),
    )


@st.composite
def spells(draw: st.DrawFn, near: tuple[date, ...] = DAYS) -> Spell:
    """Many begin or end close to the registers' days, or where another one ends."""
    close = st.sampled_from(near).flatmap(lambda day: st.integers(-2, 2).map(lambda step: day + timedelta(days=step)))
    first = draw(days() | close)
    person_id, bhxh_no = draw(WHO)
    last = draw(st.just(OPEN_END) | days() | close | st.integers(0, 400).map(lambda long: first + timedelta(days=long)))
    return Spell(
        scheme=draw(st.sampled_from((Scheme.BHYT, *SCHEMES))),
        valid_from=first,
        valid_to=max(first, last),
        person_id=person_id,
        bhxh_no=bhxh_no,
        group=draw(st.sampled_from(GROUPS)),
        benefit=draw(st.sampled_from((None, 1, 4))),
        issued_in=draw(st.sampled_from(("", "01", "92"))),
    )


@st.composite
def registers(draw: st.DrawFn, most_changes: int = 2, least_changes: int = 0) -> Register:
    statuses = (Status.RESIDENT, Status.RESIDENT, Status.DIED)
    register = Register(
        DAYS[0],
        tuple(draw(st.lists(residents(statuses), max_size=8))),
        tuple(draw(st.lists(spells(), max_size=10))),
    )
    for day in DAYS[1 : 1 + draw(st.integers(least_changes, most_changes))]:
        register = Register(
            day,
            tuple(draw(st.lists(CAST.residents_again(register, residents(tuple(Status))), max_size=4))),
            tuple(draw(st.lists(CAST.spells_again(register, spells()), max_size=4))),
            before=register,
        )
    return register


def asked_on(as_of: date) -> st.SearchStrategy[date]:
    """The register's day, ends of months, and other days ahead."""
    ends = st.sampled_from([date(2026, 8, 31), date(2026, 9, 30), date(2026, 12, 31), date(2027, 6, 30)])
    return st.just(as_of) | ends | st.integers(0, 500).map(lambda number: as_of + timedelta(days=number))


def coverages(as_of: date) -> st.SearchStrategy[Coverage]:
    return st.builds(
        Coverage,
        at=asked_on(as_of),
        schemes=st.lists(st.sampled_from(Scheme), min_size=1, unique=True).map(tuple),
        by=st.lists(st.sampled_from(Dimension), unique=True).map(tuple),
        ages=st.sampled_from(((0,), (0, 6, 15, 60), (0, 1, 18))),
        communes=communes(),
    )


def communes() -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(COMMUNES), max_size=2)


def questions(as_of: date, of: tuple[str, ...] = COMMUNES) -> st.SearchStrategy[list[Question[Row]]]:
    """One of each kind that one register answers; ``of``: its communes."""
    scheme = st.sampled_from(Scheme)
    uninsured = st.builds(Uninsured, commune=st.sampled_from(of), at=asked_on(as_of), scheme=scheme)
    lapses = st.builds(
        Lapses, start=asked_on(as_of), weeks=st.sampled_from((1, 13, 60)), scheme=scheme, communes=communes()
    )
    outlook = st.builds(
        Outlook, start=asked_on(as_of), days=st.sampled_from((0, 1, 90, 400)), scheme=scheme, communes=communes()
    )
    return st.tuples(coverages(as_of), uninsured, lapses, outlook).map(list)


def movements() -> st.SearchStrategy[Movement]:
    by = st.sampled_from([(), (Dimension.COMMUNE,), (Dimension.GROUP,), (Dimension.GROUP, Dimension.COMMUNE)])
    return st.builds(Movement, scheme=st.sampled_from(Scheme), by=by)
