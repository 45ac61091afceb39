"""A register of two communes in two provinces, and a month later by what changed."""

from datetime import date

import pytest

from ansinh.registers.records import Register, Resident, Scheme, Sex, Spell, Status

CARD = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture(scope="session")
def june() -> Register:
    persons = range(1, 9)
    return Register(
        as_of=date(2026, 6, 30),
        residents=tuple(
            Resident("31117" if person < 6 else "92001", f"H{person // 3}", person, group="GD", sex=Sex.FEMALE)
            for person in persons
        ),
        spells=(
            *(Spell(Scheme.BHYT, *CARD, person_id=person, group="GD") for person in persons if person != 4),
            Spell(Scheme.BHYT, date(2025, 1, 1), date(2025, 12, 31), person_id=4, group="HS"),
            Spell(Scheme.COMPULSORY, date(2020, 1, 1), person_id=2),
        ),
    )


@pytest.fixture(scope="session")
def july(june: Register) -> Register:
    return Register(
        as_of=date(2026, 7, 31),
        residents=(
            Resident("92001", "H0", 1, group="GD", sex=Sex.FEMALE),
            Resident("31117", "H0", 2, status=Status.DIED),
            Resident("31117", "H9", 20, group="TE", birth=date(2026, 7, 3)),
        ),
        spells=(
            Spell(Scheme.BHYT, date(2026, 7, 3), date(2032, 7, 3), person_id=20, group="TE"),
            Spell(Scheme.BHYT, date(2026, 1, 1), date(2026, 7, 10), person_id=3, group="GD"),
        ),
        before=june,
    )
