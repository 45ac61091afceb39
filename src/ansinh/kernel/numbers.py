"""Numbers as Vietnamese and English write them: printed, and read without guessing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction

from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Language, Message, current_language
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import DONG, DisplayUnit, UnitError, display_unit
from ansinh.kernel.names import fold

MISSING = "–"

_AMPLE = Context(prec=200, rounding=ROUND_HALF_UP, traps=[InvalidOperation])
_TO_VIETNAMESE = str.maketrans(",.", ".,")


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Round to so many decimals, ties away from zero, whatever the ambient decimal context."""
    return value.quantize(Decimal((0, (1,), -decimals)), context=_AMPLE)


def format_number(
    value: Decimal | None, decimals: int, language: Language | None = None, *, signed: bool = False
) -> str:
    """10.101,8 in Vietnamese, 10,101.8 in English; zero takes no sign."""
    if value is None:
        return MISSING
    rounded = round_half_up(value, decimals)
    if rounded.is_zero():
        rounded, signed = rounded.copy_abs(), False
    english = f"{rounded:{'+' if signed else ''},f}"
    return english if (language or current_language()) == "en" else english.translate(_TO_VIETNAMESE)


def format_percent(
    value: Decimal | None, decimals: int = 2, language: Language | None = None, *, signed: bool = False
) -> str:
    """36,45%: no space before the sign."""
    return MISSING if value is None else format_number(value, decimals, language, signed=signed) + "%"


def format_count(count: int, language: Language | None = None) -> str:
    """A count in formal text: Vietnamese writes 04 for 4."""
    if (language or current_language()) == "vi" and 0 < count < 10:
        return f"{count:02}"
    return format_number(Decimal(count), 0, language)


def format_share(part: int, whole: int) -> str:
    """5/9: so many of so many units."""
    return f"{part}/{whole}"


def format_quantity(
    value: Decimal | None,
    unit: DisplayUnit,
    decimals: int,
    language: Language | None = None,
    *,
    signed: bool = False,
) -> str:
    """A value of the base unit, written in a display unit: 10.101,8 tỷ đồng, 70.649 người, 36,45%."""
    if value is None:
        return MISSING
    number = format_number(unit.from_base(value), decimals, language, signed=signed)
    return f"{number}{unit.separator}{unit.text(language)}"


class Hedge(StrEnum):
    """How exactly a figure is claimed; the value is kept with the figure."""

    EXACT = "exact"
    OVER = "over"
    UNDER = "under"
    NEARLY = "nearly"
    ABOUT = "about"
    ESTIMATED = "estimated"
    AT_LEAST = "at_least"

    def text(self, language: Language | None = None) -> str:
        """The word to print before the number."""
        vietnamese, english = _HEDGE_WORDS[self]
        return english if (language or current_language()) == "en" else vietnamese


_HEDGE_WORDS = {
    Hedge.EXACT: ("", ""),
    Hedge.OVER: ("hơn", "over"),
    Hedge.UNDER: ("dưới", "under"),
    Hedge.NEARLY: ("gần", "nearly"),
    Hedge.ABOUT: ("khoảng", "about"),
    Hedge.ESTIMATED: ("ước", "an estimated"),
    Hedge.AT_LEAST: ("ít nhất", "at least"),
}
_OTHER_HEDGE_WORDS = {
    Hedge.OVER: ("trên", ">", "more than"),
    Hedge.UNDER: ("<", "less than"),
    Hedge.ABOUT: ("xấp xỉ", "trên dưới", "~", "≈"),
    Hedge.ESTIMATED: ("ước đạt", "ước khoảng", "ước tính", "estimated"),
    Hedge.AT_LEAST: ("tối thiểu", "không dưới", "≥", ">="),
}
_HEDGES = {
    fold(word): hedge
    for hedge, words in _HEDGE_WORDS.items()
    for word in (*words, *_OTHER_HEDGE_WORDS.get(hedge, ()))
    if word
}


class NumberError(InputError):
    """The text is not a number, or not one that its unit admits."""


class AmbiguousNumberError(InputError):
    """The text can be read as two numbers; the user must say which."""

    def __init__(self, text: str, readings: tuple[Decimal, Decimal], unit: DisplayUnit | None = None) -> None:
        whole, decimal = readings
        super().__init__(
            _(
                "“{text}” can mean {whole} or {decimal} (with three decimals).",
                text=text,
                whole=str(whole),
                decimal=Printed(decimal, 3),
            ),
            # each of these forms can be read in one way only
            _(
                "Write {plain} or {grouped} for the first, {longer} for the second.",
                plain=str(whole),
                grouped=Printed(whole, 1),
                longer=Printed(decimal, 4),
            ),
        )
        # the whole number and the decimal one, of the base unit where the unit is known
        self.candidates = (unit.to_base(whole), unit.to_base(decimal)) if unit else readings


@dataclass(frozen=True)
class Printed:
    """A number within a message, printed in the message's language; with all its decimals if none are said."""

    value: Decimal
    decimals: int | None = None

    def text(self, language: Language | None = None) -> str:
        decimals = _decimals(self.value.normalize()) if self.decimals is None else self.decimals
        return format_number(self.value, decimals, language)


@dataclass(frozen=True)
class Written:
    """A figure as somebody wrote it: its value in the base unit, and how precisely it was given."""

    value: Decimal
    unit: DisplayUnit | None
    hedge: Hedge
    decimals: int
    """As written, of the display unit."""

    @property
    def interval(self) -> tuple[Fraction, Fraction]:
        """What rounds to it, in the base unit: from the first number up to, but without, the second.

        That is rounding only: the hedge is not taken into account.
        """
        power = self.unit.power_of_ten if self.unit else 0
        half = Fraction(10) ** (power - self.decimals) / 2
        value = Fraction(self.value)
        return value - half, value + half


def parse_number(text: str, *, integral: bool = False, decimals: int | None = None) -> Decimal:
    """Read a number written the Vietnamese or the English way; it keeps the decimals with which it was written.

    A single mark before three digits (10.101) may group or begin decimals. It groups where the number is integral (it
    counts something) or is known to be written with other than three decimals; otherwise AmbiguousNumberError.
    """
    return _only(text, _readings(fold(text)), integral=integral, decimals=decimals)


def parse_quantity(text: str, default_unit: DisplayUnit | None = None, *, decimals: int | None = None) -> Written:
    """Read a number with, if they are there, a hedge before it and a unit after it: hơn 10.101,8 tỷ đồng.

    ``decimals`` as for parse_number. The default unit is that of a number without one, and says what is meant by
    words that name several units (“đơn vị”, “triệu”).
    """
    hedge, rest = _without_hedge(fold(text))
    match = _QUANTITY.fullmatch(rest)
    if not match:
        raise NumberError(*_not_a_number(text))
    unit = _unit(text, match["unit"], default_unit)
    integral = unit is not None and unit.base.integral and unit.power_of_ten == 0
    if unit == DONG and decimals is None:
        decimals = 0  # nobody writes thousandths of a đồng
    number = _only(text, _readings(match["number"]), unit, integral=integral, decimals=decimals)
    value = unit.to_base(number) if unit else number
    if unit and unit.base.integral and value != value.to_integral_value():  # 1,2345 thousand persons
        raise NumberError(*_not_whole(text))
    return Written(value, unit, hedge, _decimals(number))


def parse_share(text: str) -> tuple[int, int]:
    """Read 5/9 or 5/9 tỉnh, thành phố."""
    match = _SHARE.fullmatch(fold(text))
    part, whole = (int(match[1]), int(match[2])) if match else (0, 0)
    if whole == 0 or part > whole:
        raise NumberError(
            _("“{text}” is not a share of units.", text=text),
            _("Write the part, a slash and the whole, like 5/9; the part is not greater than the whole."),
        )
    return part, whole


_DIGITS = "[0-9][0-9., ]{0,79}"  # longer is no figure, and would leave the precision in which figures are exact
_SIGNED = re.compile(rf"(?P<sign>[-−–+]?) ?(?P<digits>{_DIGITS})|\( ?(?P<in_parentheses>{_DIGITS})\)")
_QUANTITY = re.compile(rf"(?P<number>[-−–+]? ?{_DIGITS}|\( ?{_DIGITS}\)) ?(?P<unit>[^0-9., ].*)?")
_SHARE = re.compile("([0-9]{1,9}) ?/ ?([0-9]{1,9})(?: [^0-9/]*)?")
_HEDGED = re.compile(f"({'|'.join(map(re.escape, sorted(_HEDGES, key=len, reverse=True)))}) ?(.*)")
_OR_MORE = re.compile("(?:tu )?(.*) tro len")


def _convention(grouping: str, mark: str) -> re.Pattern[str]:
    """Digits grouped by threes with one and the same mark or not at all; a group does not begin with 0 alone."""
    grouped = f"(?!0[^0-9])[0-9]{{1,3}}(?P<mark>[{grouping}])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*"
    return re.compile(f"(?P<whole>{grouped}|[0-9]+)(?:[{mark}](?P<fraction>[0-9]+))?")


_CONVENTIONS = (_convention(". ", ","), _convention(", ", "."))  # Vietnamese, English


def _readings(text: str) -> list[Decimal]:
    """The one or two numbers that folded text can mean, the one with fewer decimals first; none if it is not one."""
    signed = _SIGNED.fullmatch(text)
    if not signed:
        return []
    sign = "-" if signed["in_parentheses"] or signed["sign"] in tuple("-−–") else ""
    digits = (signed["in_parentheses"] or signed["digits"]).strip()
    matches = [match for convention in _CONVENTIONS if (match := convention.fullmatch(digits))]
    numbers = {
        Decimal(sign + re.sub("[^0-9]", "", match["whole"]) + "." + (match["fraction"] or "")) for match in matches
    }
    return sorted(numbers, key=_decimals)


def _only(
    text: str, readings: Sequence[Decimal], unit: DisplayUnit | None = None, *, integral: bool, decimals: int | None
) -> Decimal:
    """The number that is meant, of those that can be; the text is for the errors."""
    if not readings:
        raise NumberError(*_not_a_number(text))
    if len(readings) == 1:
        if integral and _decimals(readings[0]):
            raise NumberError(*_not_whole(text))
        return readings[0]
    whole, decimal = readings
    if not integral and decimals is None:
        raise AmbiguousNumberError(text, (whole, decimal), unit)
    return whole if integral or decimals != 3 else decimal


def _without_hedge(folded: str) -> tuple[Hedge, str]:
    if match := _OR_MORE.fullmatch(folded):
        return Hedge.AT_LEAST, match[1]
    if match := _HEDGED.fullmatch(folded):
        return _HEDGES[match[1]], match[2]
    return Hedge.EXACT, folded


def _unit(text: str, written: str | None, default: DisplayUnit | None) -> DisplayUnit | None:
    if written is None:
        return default
    try:
        return display_unit(written, default.base if default else None)
    except UnitError as error:
        raise NumberError(_("“{text}” does not end in a known unit of measure.", text=text), error.remedy) from error


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _not_a_number(text: str) -> tuple[Message, Message]:
    return (
        _("“{text}” is not a number.", text=text),
        _("Write digits, the thousands grouped by threes or not at all, like 10.101,8 or 10101,8."),
    )


def _not_whole(text: str) -> tuple[Message, Message]:
    return (
        _("“{text}” is not a whole number, but what it counts is counted in whole numbers.", text=text),
        _("Write a whole number, or the unit that is meant, like nghìn người."),
    )
