"""What figures count, in which unit the ledger keeps them, and in which units they are written."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation
from enum import Enum

from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Language, current_language
from ansinh.kernel.language import message as _
from ansinh.kernel.names import fold

# Decimal rounds to the ambient precision without a word; here a result that does not fit is an error.
_EXACT = Context(prec=200, traps=[Inexact, InvalidOperation])


class UnitError(InputError):
    """The text is not a unit of measure."""

    def __init__(self, text: str) -> None:
        super().__init__(
            _("“{text}” is not a known unit of measure.", text=text),
            _("Write, for instance, đồng, triệu đồng, tỷ đồng, người, nghìn người, thẻ, lượt, % or điểm phần trăm."),
        )


class BaseUnit(Enum):
    """The units in which the ledger keeps figures."""

    VND = "vnd"
    PERSON = "person"
    CARD = "card"
    EMPLOYER = "employer"  # đơn vị sử dụng lao động
    VISIT = "visit"
    UNIT = "unit"  # places, offices, awards and whatever else is counted
    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage_point"
    POINT = "point"  # of a score

    @property
    def scale(self) -> int:
        """The number of decimals which the ledger keeps exactly."""
        return 0 if self.integral or self is BaseUnit.VND else 6

    @property
    def integral(self) -> bool:
        """Whether it is counted, so that a number of them cannot have decimals."""
        return self not in (BaseUnit.VND, BaseUnit.PERCENT, BaseUnit.PERCENTAGE_POINT, BaseUnit.POINT)

    def text(self, language: Language | None = None) -> str:
        vietnamese, english = _NAMES[self]
        return english if (language or current_language()) == "en" else vietnamese


_NAMES = {
    BaseUnit.VND: ("đồng", "VND"),
    BaseUnit.PERSON: ("người", "persons"),
    BaseUnit.CARD: ("thẻ", "cards"),
    BaseUnit.EMPLOYER: ("đơn vị", "employers"),
    BaseUnit.VISIT: ("lượt", "visits"),
    BaseUnit.UNIT: ("đơn vị", "units"),
    BaseUnit.PERCENT: ("%", "%"),
    BaseUnit.PERCENTAGE_POINT: ("điểm phần trăm", "percentage points"),
    BaseUnit.POINT: ("điểm", "points"),
}


@dataclass(frozen=True)
class DisplayUnit:
    """A unit in which figures are written: ``10 ** power_of_ten`` of the base unit, with its two names."""

    base: BaseUnit
    power_of_ten: int
    vi: str
    en: str

    def text(self, language: Language | None = None) -> str:
        return self.en if (language or current_language()) == "en" else self.vi

    @property
    def separator(self) -> str:
        """Between number and unit: 70.649 người, but 36,45%."""
        return "" if self.base is BaseUnit.PERCENT else " "

    def to_base(self, value: Decimal) -> Decimal:
        return _EXACT.multiply(value, Decimal(10**self.power_of_ten))

    def from_base(self, value: Decimal) -> Decimal:
        return _EXACT.divide(value, Decimal(10**self.power_of_ten))


def _base(base: BaseUnit) -> DisplayUnit:
    return DisplayUnit(base, 0, base.text("vi"), base.text("en"))


def _thousand(base: BaseUnit) -> DisplayUnit:
    return DisplayUnit(base, 3, f"nghìn {base.text('vi')}", f"thousand {base.text('en')}")


def _million(base: BaseUnit) -> DisplayUnit:
    return DisplayUnit(base, 6, f"triệu {base.text('vi')}", f"million {base.text('en')}")


DONG = _base(BaseUnit.VND)
THOUSAND_DONG = _thousand(BaseUnit.VND)
MILLION_DONG = _million(BaseUnit.VND)
BILLION_DONG = DisplayUnit(BaseUnit.VND, 9, "tỷ đồng", "billion VND")
PERSONS = _base(BaseUnit.PERSON)
THOUSAND_PERSONS = _thousand(BaseUnit.PERSON)
MILLION_PERSONS = _million(BaseUnit.PERSON)
CARDS = _base(BaseUnit.CARD)
THOUSAND_CARDS = _thousand(BaseUnit.CARD)
MILLION_CARDS = _million(BaseUnit.CARD)
VISITS = _base(BaseUnit.VISIT)
THOUSAND_VISITS = _thousand(BaseUnit.VISIT)
MILLION_VISITS = _million(BaseUnit.VISIT)
UNITS = _base(BaseUnit.UNIT)
COLLECTIVES = DisplayUnit(BaseUnit.UNIT, 0, "tập thể", "collectives")
INDIVIDUALS = DisplayUnit(BaseUnit.UNIT, 0, "cá nhân", "individuals")
EMPLOYERS = _base(BaseUnit.EMPLOYER)
PERCENT = _base(BaseUnit.PERCENT)
PERCENTAGE_POINTS = _base(BaseUnit.PERCENTAGE_POINT)
POINTS = _base(BaseUnit.POINT)

# Where one word names several units (“triệu” alone, “đơn vị”), the first is meant unless another is expected.
DISPLAY_UNITS = (
    *(DONG, THOUSAND_DONG, MILLION_DONG, BILLION_DONG),
    *(PERSONS, THOUSAND_PERSONS, MILLION_PERSONS),
    *(CARDS, THOUSAND_CARDS, MILLION_CARDS),
    *(VISITS, THOUSAND_VISITS, MILLION_VISITS),
    *(UNITS, COLLECTIVES, INDIVIDUALS, EMPLOYERS),
    *(PERCENT, PERCENTAGE_POINTS, POINTS),
)

_MULTIPLES = {
    3: ("nghìn", "ngàn", "1.000", "thousand"),
    6: ("triệu", "tr", "1.000.000", "million"),
    9: ("tỷ", "tỉ", "billion"),
}
_OTHER_NAMES = {
    BaseUnit.VND: ("đ", "vnđ"),
    BaseUnit.EMPLOYER: ("đơn vị sử dụng lao động", "đơn vị SDLĐ"),
    BaseUnit.PERCENT: ("phần trăm", "percent"),
    BaseUnit.PERCENTAGE_POINT: ("điểm %",),
}


def display_unit(text: str, expected: BaseUnit | None = None) -> DisplayUnit:
    """Find the unit that officers write like this; of units written alike, the one of the expected base unit."""
    units = _UNITS_BY_KEY.get(_key(text))
    if units is None:
        raise UnitError(text)
    return next((unit for unit in units if unit.base is expected), units[0])


def _key(text: str) -> str:
    """Whatever the case, the diacritics, the spaces and the dots: “Tr. đồng” and “tr.đồng” are the same."""
    return "".join(character for character in fold(text) if character not in " .,")


def _spellings(unit: DisplayUnit) -> Iterable[str]:
    yield from (unit.vi, unit.en)
    nouns = (*_NAMES[unit.base], *_OTHER_NAMES.get(unit.base, ()))
    if unit.power_of_ten == 0 and unit.vi in nouns:
        yield from nouns
    for multiple in _MULTIPLES.get(unit.power_of_ten, ()):
        yield from (f"{multiple} {noun}" for noun in nouns)
        if not multiple[0].isdigit():
            yield multiple


def _units_by_key() -> dict[str, list[DisplayUnit]]:
    found: dict[str, list[DisplayUnit]] = {}
    for unit in DISPLAY_UNITS:
        for key in {_key(spelling) for spelling in _spellings(unit)}:
            found.setdefault(key, []).append(unit)
    return found


_UNITS_BY_KEY = _units_by_key()
