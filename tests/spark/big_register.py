"""A register of some thousand persons and the month after it, made by arithmetic: the same on each run."""

from datetime import date, timedelta

from ansinh.registers.records import OPEN_END, SCHEMES, Register, Resident, Scheme, Sex, Spell, Status

COMMUNES = ("01234", "04567", "31117", "31120", "92345")  # provinces 01, 04, 31 and 92
GROUPS = ("GD", "HS", "TE", "DN", "HN", "")
SEXES = tuple(Sex)
FIRST_ID = 1_000_000_000
DAY, MONTH_LATER = date(2026, 6, 30), date(2026, 7, 31)


def register(persons: int) -> Register:
    return Register(
        DAY,
        tuple(_resident(number) for number in range(persons)),
        tuple(spell for number in range(persons) for spell in _spells(number, DAY)),
    )


def month_later(before: Register) -> Register:
    """Every seventh person changed: moved, regrouped, left, died, renewed; some are new."""
    persons = len(before.residents)
    changed = [_resident(number, later=True) for number in range(0, persons, 7)]
    new = [_resident(number, later=True) for number in range(persons, persons + persons // 20)]
    renewed = [spell for number in range(0, persons, 11) for spell in _spells(number + 3, MONTH_LATER, number)]
    first = [spell for number in range(persons, persons + persons // 20) for spell in _spells(number, MONTH_LATER)]
    return Register(MONTH_LATER, tuple(changed + new), tuple(renewed + first), before)


def _resident(number: int, *, later: bool = False) -> Resident:
    status = list(Status)[number // 7 % 3] if later and number % 5 == 0 else Status.RESIDENT
    return Resident(
        commune=COMMUNES[(number // 4 + (number % 3 if later else 0)) % len(COMMUNES)],
        household=f"H{number // 4}",
        person_id=None if number % 50 == 9 else FIRST_ID + number,
        bhxh_no=FIRST_ID + number if number % 10 == 9 else None,
        name=f"Người {number}",
        birth=None if number % 97 == 0 else date(1940, 1, 1) + timedelta(days=number * 7919 % 31_600),
        sex=SEXES[number % len(SEXES)],
        group=GROUPS[(number + (number % 2 if later else 0)) % len(GROUPS)],
        status=status,
    )


def _spells(number: int, day: date, holder: int | None = None) -> list[Spell]:
    """None, one or several; some overlap, some follow each other, some have no end; of the person of that number."""
    holder = number if holder is None else holder
    return [
        Spell(
            scheme=Scheme.BHYT if nth < 2 else SCHEMES[number % len(SCHEMES)],
            valid_from=day - timedelta(days=(number * 31 + nth * 97) % 400 - 40),
            valid_to=OPEN_END if number % 41 == nth else day + timedelta(days=(number * 17 + nth * 61) % 420 - 30),
            person_id=FIRST_ID + holder,
            group=GROUPS[(number + nth) % len(GROUPS)],
            issued_in="79",
        )
        for nth in range(number % 4)
        if (number * 31 + nth * 97) % 400 - 40 + (number * 17 + nth * 61) % 420 - 30 >= 0
    ]
