"""The rows of both registers while a snapshot is built: their columns, and what decides where a line is kept."""

from typing import Literal

from ansinh.registers.schema import WARNINGS, RegisterName
from ansinh.registers.snapshots.layout import LATER, NO_PREFIX, STATUS, Column

Kind = Literal["residents", "spells", "held", "held_later", "held_spells"]
"""Lines of the two registers; and of a change what is known of its persons: rows of status, later and spells."""

REJECTED = "rejected"
NUMBERS = "numbers"  # of whoever is known by the BHXH number alone, until it is known who holds it
LEAST_KEY = -(10**10)  # above it stand BHXH numbers, below it hashes

RESIDENT_LINE = {
    "person": "BIGINT",
    "bhxh_no": "BIGINT",
    "name": "VARCHAR",
    "birth": "DATE",
    "sex": "VARCHAR",
    "household": "VARCHAR",
    "commune": "VARCHAR",
    '"group"': "VARCHAR",
    "evidence": "VARCHAR",
    "status": "VARCHAR",
}
SPELL_LINE = {
    "person": "BIGINT",
    "scheme": "VARCHAR",
    "bhxh_no": "BIGINT",
    "card": "VARCHAR",
    '"group"': "VARCHAR",
    "benefit": "TINYINT",
    "valid_from": "DATE",
    "valid_to": "DATE",
    "issued_in": "VARCHAR",
}
_WHERE_FROM = {"warnings": "INTEGER", "source": "INTEGER", "line": "BIGINT"}
LINES: dict[RegisterName, dict[str, str]] = {
    "residents": RESIDENT_LINE | _WHERE_FROM,
    "spells": SPELL_LINE | _WHERE_FROM,
}


def _typed(columns: tuple[Column, ...]) -> dict[str, str]:
    return {f'"{column.name}"': column.type for column in columns}


COLUMNS: dict[Kind, dict[str, str]] = {
    "residents": LINES["residents"],
    "spells": SPELL_LINE,
    "held": {"province": "VARCHAR", "known_as": "BIGINT"} | _typed(STATUS),
    "held_later": {"province": "VARCHAR"} | _typed(LATER),
    "held_spells": SPELL_LINE | {"known_as": "BIGINT"},
}
"""``known_as``: the person until now: the number, of whom the ID is known from now on."""
REFUSED = {"refusal": "VARCHAR", "row": "VARCHAR", "source": "INTEGER", "line": "BIGINT"}

PREFIX_DIGIT = 10**9  # a personal ID is three digits of place, one of century and sex, two of year, six of serial
BUCKET = f"""CASE WHEN person > 0 THEN lpad((person // {PREFIX_DIGIT})::VARCHAR, 3, '0')
    WHEN person IS NULL THEN '{NUMBERS}' ELSE '{NO_PREFIX}' END"""
KEYLESS = f"""{LEAST_KEY} - 1 - (md5_number_lower(concat_ws(chr(31),
    name, coalesce(birth::VARCHAR, ''), sex, commune, household)) % 9000000000000000000)::BIGINT"""
"""The key of a line without ID and number: the same in every version, since a change must find it again."""


def warning(kind: str, condition: str) -> str:
    """The bit of a warning where the condition (never NULL) holds."""
    return f"CASE WHEN {condition} THEN {1 << list(WARNINGS).index(kind)} ELSE 0 END"


def refusal(reason: str, field: str, condition: str) -> str:
    """A branch of the CASE that says why a line is not taken."""
    return f"WHEN {condition} THEN '{reason} {field}'"
