"""A column's values as text, the same from either database: as PostgreSQL's COPY writes them.

Rows are lines, values are parted by tabs, nothing is ``\\N``; times are of UTC and end in ``+00``, truth is ``t`` or
``f``, bytes are hexadecimal behind ``\\x``. SQLite makes the same text by the expressions below.
"""

import re
from collections.abc import Callable
from uuid import UUID

from django.db.models import Field, ForeignKey

Kept = str | int | bytes | None  # as SQLite stores it

NOTHING = r"\N"
_PLAIN = "CAST({0} AS TEXT)"
_TEXT = r"replace(replace(replace(replace({0}, '\', '\\'), char(9), '\t'), char(10), '\n'), char(13), '\r')"
_UUID = "substr({0},1,8)||'-'||substr({0},9,4)||'-'||substr({0},13,4)||'-'||substr({0},17,4)||'-'||substr({0},21)"
_OUT = {
    "BooleanField": "CASE {0} WHEN 1 THEN 't' WHEN 0 THEN 'f' END",
    "DateTimeField": "{0}||'+00'",
    "DateField": _PLAIN,
    "FloatField": _PLAIN,
    "UUIDField": _UUID,
    "BinaryField": r"'\\x'||lower(hex({0}))",
}
_OUT |= dict.fromkeys(
    (
        *("AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField", "SmallIntegerField"),
        *("PositiveIntegerField", "PositiveBigIntegerField", "PositiveSmallIntegerField"),
    ),
    _PLAIN,
)
_OUT |= dict.fromkeys(
    ("CharField", "TextField", "JSONField", "EmailField", "SlugField", "URLField", "GenericIPAddressField"), _TEXT
)
_IN: dict[str, Callable[[str], Kept]] = {
    "BooleanField": lambda text: int(text == "t"),
    "DateTimeField": lambda text: text.removesuffix("+00"),
    "UUIDField": lambda text: UUID(text).hex,
    "BinaryField": lambda text: bytes.fromhex(text.removeprefix(r"\x")),
}
_ESCAPED = re.compile(r"\\(.)")
_MEANT = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}


def kind(field: "Field[object, object]") -> str:
    """Of a reference: the kind of what it refers to."""
    while isinstance(field, ForeignKey):
        field = field.target_field
    return field.get_internal_type()


def is_known(field: "Field[object, object]") -> bool:
    return kind(field) in _OUT


def sqlite_text(field: "Field[object, object]", column: str) -> str:
    """The expression that gives this text; ``column``: its quoted name. Raises KeyError of a kind that is not known."""
    return f"ifnull({_OUT[kind(field)].format(column)},'{NOTHING}')"


def sqlite_value(field: "Field[object, object]") -> Callable[[str], Kept] | None:
    """Back from the text to what SQLite stores; None: it takes the text itself, as the column's affinity has it."""
    return _IN.get(kind(field))


def unescaped(text: str) -> str | None:
    """A value as it was before it was put into a line."""
    return None if text == NOTHING else _ESCAPED.sub(_meant, text)


def _meant(escape: "re.Match[str]") -> str:
    return _MEANT.get(escape[1], escape[1])
