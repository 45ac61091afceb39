"""Numbers in a claim: what they can mean, and whether a figure bears them out."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ansinh.compare.calc import Quantity
from ansinh.kernel.errors import InputError
from ansinh.kernel.measures import PERCENT, BaseUnit, DisplayUnit
from ansinh.kernel.numbers import AmbiguousNumberError, Hedge, Written, parse_quantity

HEDGES = (
    r"(?:ước (?:đạt|tính|khoảng)|trên dưới|không dưới|ít nhất|tối thiểu|xấp xỉ|khoảng|hơn|trên|gần|dưới|ước|chỉ|"
    r"chưa (?:đến|tới)|"
    r"số tiền|~|≈|>|<)"
)
NUMBER = r"(?<![\w.,/])[0-9]{1,15}(?:[.,][0-9]{1,9}){0,5}(?![0-9])"
UNITS = (
    r"(?:%|phần trăm|điểm phần trăm|điểm %|(?:(?:nghìn|ngàn|triệu|tr\.?|tỷ|tỉ) ?)?(?:đồng|vnđ|người|lao động|"
    r"đối tượng|thẻ|lượt(?: người)?|hồ sơ|đơn vị)|tỷ|tỉ)"
)
AMOUNT = re.compile(rf"(?P<hedge>(?:{HEDGES} ){{0,3}})(?P<number>{NUMBER}) ?(?P<unit>{UNITS})(?!\w)(?P<more> trở lên)?")
RANGE = re.compile(rf"(?:từ )?({NUMBER}) ?%? ?(?:-|đến) ?({NUMBER}) ?(?:%|phần trăm)(?!\w)")
_SAYS_NOTHING = re.compile(r"\b(?:chỉ|số tiền) ")
_NOT_UP_TO = re.compile(r"\bchưa (?:đến|tới)\b")
_SAME_UNIT = (("lao động", "người"), ("đối tượng", "người"), ("lượt người", "lượt"), ("hồ sơ", "lượt"))

NEAR = Fraction(5, 100)  # "khoảng", "gần": so far from the figure, nobody objects
FAR = Fraction(15, 100)  # and so far, everybody does

_LOWER_ENDS = (Hedge.OVER, Hedge.AT_LEAST)
_UPPER_ENDS = (Hedge.UNDER, Hedge.NEARLY)
_ONE_SIDED = (*_LOWER_ENDS, *_UPPER_ENDS)
_PRINTED_TO = {
    BaseUnit.PERCENT: Fraction(1, 100),
    BaseUnit.PERCENTAGE_POINT: Fraction(1, 100),
    BaseUnit.VND: Fraction(10**8),
}


@dataclass(frozen=True)
class Amount:
    """As written; two ``readings`` where the number can be read in two ways."""

    readings: tuple[Written, ...]

    @property
    def unit(self) -> DisplayUnit:
        return self.readings[0].unit or PERCENT


def read_amount(match: re.Match[str]) -> Amount | None:
    unit = match["unit"]
    for written, meant in _SAME_UNIT:
        unit = unit.replace(written, meant)
    hedge = _NOT_UP_TO.sub("dưới", _SAYS_NOTHING.sub("", match["hedge"]))
    text = f"{hedge}{match['number']} {unit}{match['more'] or ''}"
    return _read(text.replace("trở lên", "trở lên"))


def read_percentage(number: str) -> Amount | None:
    return _read(f"{number}%")


def _read(text: str) -> Amount | None:
    """Whatever is before "trên dưới 5.000 người" is its hedge; 10.101 is read in both ways where it can be."""
    try:
        return Amount((parse_quantity(text),))
    except AmbiguousNumberError as error:
        readings = (_readable(text, decimals) for decimals in (0, 3))
        found = tuple(one for one in readings if one is not None and one.value in error.candidates)
        return Amount(found) if found else None
    except InputError:
        return None


def _readable(text: str, decimals: int) -> Written | None:
    try:
        return parse_quantity(text, decimals=decimals)
    except InputError:
        return None


def borne_out(amount: Amount, quantity: Quantity) -> bool | None:
    """Whether the figure is what is written, in one of its readings; None where neither yes nor no is certain."""
    answers = {_one_borne_out(written, quantity) for written in _likely(amount, quantity)}
    if len(answers) > 1 and all(written.hedge in _ONE_SIDED for written in amount.readings):
        return None
    if True in answers:
        return True
    return None if None in answers else False


def _likely(amount: Amount, quantity: Quantity) -> tuple[Written, ...]:
    """Of "hơn 10.200 tỷ" the reading of the figure's own size: every large figure is more than 10,2."""
    if len(amount.readings) < 2 or not quantity.value:
        return amount.readings
    near = tuple(one for one in amount.readings if _of_the_size_of(abs(quantity.value), one))
    return near if near and all(one.hedge in _ONE_SIDED for one in amount.readings) else amount.readings


def _of_the_size_of(value: Fraction, written: Written) -> bool:
    return value <= 10 * abs(Fraction(written.value)) <= 100 * value


def _one_borne_out(written: Written, quantity: Quantity) -> bool | None:
    ends = quantity.within
    if ends is None:
        return None
    if quantity.hedge is written.hedge and {_is_printed_as(written, end) for end in ends} == {True}:
        return True  # "hơn 0,1%" is how the report itself prints 0,06 of a source that says "hơn"
    if quantity.estimated and ends[0] <= Fraction(written.value) <= ends[1]:
        return True if quantity.value is not None and _agrees(written, quantity.value) else None
    answers = {_agrees(written, end) for end in ends}
    if len(answers) > 1:
        return None
    answer = answers.pop()
    exact = quantity.hedge in (Hedge.EXACT, written.hedge)
    return answer if answer or exact else None


def _agrees(written: Written, value: Fraction) -> bool | None:
    """Rounding to the decimals written is no difference."""
    low, high = written.interval
    power = written.unit.power_of_ten if written.unit else 0
    if _is_past(written, value):
        return None if _is_past_unseen(written, value, power) else False
    if low <= value <= high:
        return written.hedge in _ONE_SIDED or _rounds_to(written, value, power)
    match written.hedge:
        case Hedge.OVER | Hedge.AT_LEAST:
            return value > low
        case Hedge.UNDER:
            return value < high
        case Hedge.NEARLY:
            return False if value > high else _close(written.value, value)
        case Hedge.ABOUT | Hedge.ESTIMATED:
            return _close(written.value, value)
    return False


def _is_past(written: Written, value: Fraction) -> bool:
    """On the wrong side of the number: "trên 92%" of 91,61%. Nothing is rounded to the right one."""
    number = Fraction(written.value)
    return value < number if written.hedge in _LOWER_ENDS else written.hedge in _UPPER_ENDS and value > number


def _is_past_unseen(written: Written, value: Fraction, power: int) -> bool:
    """Whether the figure, as it is printed, is the number itself."""
    step = _PRINTED_TO.get(written.unit.base if written.unit else BaseUnit.PERCENT)
    if step is None:
        return False
    step = min(step, Fraction(10) ** (power - 1)) if power else step
    return abs(value - Fraction(written.value)) <= step / 2


def _is_printed_as(written: Written, value: Fraction) -> bool:
    return _rounds_to(written, value, written.unit.power_of_ten if written.unit else 0)


def _rounds_to(written: Written, value: Fraction, power: int) -> bool:
    """Half up: 0,5 is 1 to no decimals, and -0,5 is -1."""
    step = Fraction(10) ** (power - written.decimals)
    size = int(abs(value) / step + Fraction(1, 2)) * step
    return size == abs(Fraction(written.value))


def _close(written: Decimal, value: Fraction) -> bool | None:
    distance = abs(Fraction(written) - value)
    if distance <= NEAR * abs(value):
        return True
    return None if distance <= FAR * abs(value) else False


def same_unit(written: BaseUnit, counted: BaseUnit) -> bool:
    """ "đơn vị" are employers as well."""
    return written is counted or {written, counted} == {BaseUnit.UNIT, BaseUnit.EMPLOYER}
