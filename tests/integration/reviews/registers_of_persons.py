"""Small registers for the tests, and the same counts in plain Python."""

from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import strategies as st

from ansinh.registers.known import known_persons
from ansinh.registers.reconciling import Area, Counted
from ansinh.registers.records import OPEN_END, Register, Resident, Scheme, Spell, Status
from tests.unit.registers.identities import Cast

DAY = date(2025, 12, 31)
HERE, THERE = "31237", "32014"  # xã Vĩnh Trinh (Cần Thơ), phường Lý Văn Lâm (Cà Mau)
CAST = Cast(
    [92185000001, 92190000002, 92085000003, 1185000004, 79200000005],
    [9212345671, 9212345672, 9212345673, 9212345674, 9212345675],
)


def counted_plainly(register: Register, at: date, scheme: Scheme, area: Area) -> Counted:
    """Person by person."""
    known = known_persons(register)
    counts = dict.fromkeys(Counted.__dataclass_fields__, 0)
    for key in known.persons.keys() | known.spells.keys():
        person = known.persons.get(key)
        is_local = person is not None and person.line.commune in area.communes
        valid = [
            one for one in known.spells.get(key, ()) if one.scheme is scheme and one.valid_from <= at <= one.valid_to
        ]
        own = [one for one in valid if (is_local if area.issuers is None else one.issued_in in area.issuers)]
        counts["cards"] += len(own)
        counts["holders"] += bool(own)
        counts["unlisted"] += bool(own) and person is None
        counts["living_elsewhere"] += bool(own) and person is not None and not is_local
        if is_local and valid and not own:
            counts["issued_elsewhere" if any(one.issued_in for one in valid) else "issued_somewhere"] += 1
    return Counted(**counts)


def _days(earliest: date, latest: date) -> st.SearchStrategy[date]:
    return st.dates(earliest, latest)


@st.composite
def residents(draw: st.DrawFn) -> Resident:
    person_id, bhxh_no = draw(CAST.identities(nobody=True))
    return Resident(
        commune=draw(st.sampled_from([HERE, THERE])),
        household=draw(st.sampled_from(["", "H1"])),
        person_id=person_id,
        bhxh_no=bhxh_no,
        name=draw(st.sampled_from(["An", "Bình"])),
        status=draw(st.sampled_from([Status.RESIDENT, Status.RESIDENT, Status.LEFT, Status.DIED])),
    )


@st.composite
def spells(draw: st.DrawFn) -> Spell:
    first = draw(_days(DAY - timedelta(400), DAY + timedelta(30)))
    last = draw(st.one_of(st.just(OPEN_END), _days(first, DAY + timedelta(400))))
    person_id, bhxh_no = draw(CAST.identities(nobody=False))
    scheme = draw(st.sampled_from([Scheme.BHYT, Scheme.BHYT, Scheme.VOLUNTARY]))
    return Spell(scheme, first, last, person_id, bhxh_no, issued_in=draw(st.sampled_from(["92", "93", "01", ""])))


@st.composite
def chains(draw: st.DrawFn) -> Register:
    """A whole list, and up to two changes of it, the last on the day."""
    changes = draw(st.integers(0, 2))
    register = Register(
        DAY - timedelta(30 * changes),
        tuple(draw(st.lists(residents(), max_size=6))),
        tuple(draw(st.lists(spells(), max_size=8))),
    )
    for place in reversed(range(changes)):
        register = Register(
            DAY - timedelta(30 * place),
            tuple(draw(st.lists(CAST.residents_again(register, residents()), max_size=6))),
            tuple(draw(st.lists(CAST.spells_again(register, spells()), max_size=8))),
            register,
        )
    return register


def people(commune: str, ids: Iterable[int]) -> tuple[Resident, ...]:
    return tuple(Resident(commune, person_id=one) for one in ids)


def spell(person: int, issued_in: str = "92", scheme: Scheme = Scheme.BHYT, last: date = OPEN_END) -> Spell:
    return Spell(scheme, DAY - timedelta(100), last, person, issued_in=issued_in)


WARD = "31120"  # phường Cái Khế, Cần Thơ
SMALL = Register(
    DAY,
    people(WARD, [1, 2, 3]) + people(HERE, [4, 5, 6, 7]) + people(THERE, [8]),
    (
        spell(1),
        spell(1, "93"),
        spell(2, "01"),
        spell(4),
        spell(5, ""),
        spell(8),
        spell(9),
        spell(6, last=DAY - timedelta(1)),
        spell(4, scheme=Scheme.COMPULSORY),
        spell(4, scheme=Scheme.UNEMPLOYMENT),
        spell(7, scheme=Scheme.VOLUNTARY),
    ),
)
"""Cần Thơ has 7 residents, 4 of them insured; of its 5 cards one is a second one, one of a resident of Cà Mau, one of
nobody; two residents are insured by others."""
