"""Classes of values and their tones: steps of one hue that stay apart when they are printed in grey."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from ansinh.charts.specifications import DARK, INK
from ansinh.kernel.language import Language
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import format_number

CLASS_COLOURS = ("#dfe9f3", "#b4cbe2", "#7fa6cb", "#4678a9", DARK)  # even steps of grey
FIRST_DARK_CLASS = 3  # on this tone and darker ones, names are white


@dataclass(frozen=True)
class MapClasses:
    """Each bound is the lowest value of its class; values under the first bound make the lowest class."""

    title: str
    bounds: tuple[Decimal, ...]
    decimals: int = 0

    def __post_init__(self) -> None:
        if len(self.bounds) >= len(CLASS_COLOURS) or any(low >= high for low, high in pairwise(self.bounds)):
            raise ValueError(self.bounds)

    @property
    def colours(self) -> tuple[str, ...]:
        """The lightest and the darkest tone are always among them."""
        last = len(CLASS_COLOURS) - 1
        steps = max(len(self.bounds), 1)
        return tuple(CLASS_COLOURS[round(at * last / steps)] for at in range(len(self.bounds) + 1))

    def colour(self, value: Decimal | None) -> str | None:
        return None if value is None else self.colours[sum(value >= bound for bound in self.bounds)]

    def labels(self, language: Language) -> list[str]:
        """From the lowest class to the highest."""
        if not self.bounds:
            return [""]
        said = [format_number(bound, self.decimals, language) for bound in self.bounds]
        between = [_("{low} to under {high}", low=low, high=high) for low, high in pairwise(said)]
        ends = _("under {high}", high=said[0]), _("{low} and over", low=said[-1])
        return [message.text(language) for message in (ends[0], *between, ends[1])]


def ink_on(colour: str | None) -> str:
    return "white" if colour in CLASS_COLOURS[FIRST_DARK_CLASS:] else INK


def even_classes(title: str, values: Iterable[Decimal | None], decimals: int = 0) -> MapClasses:
    """Up to five classes; the inner ones have one width, a round number that can be written with these decimals."""
    known = [value for value in values if value is not None]
    if not known:
        return MapClasses(title, (), decimals)
    low, high = min(known), max(known)
    width = _round_number((high - low) / len(CLASS_COLOURS), smallest=Decimal(1).scaleb(-decimals))
    inner = len(CLASS_COLOURS) - 1
    first = ((low + high) / 2 / width - Decimal(inner - 1) / 2).to_integral_value()  # so that they lie in the middle
    bounds = [(first + step) * width for step in range(inner)]
    return MapClasses(title, tuple(bound for bound in bounds if low < bound <= high) or (low,), decimals)


def _round_number(wanted: Decimal, smallest: Decimal) -> Decimal:
    """The nearest to `wanted` of 1, 2, 5, 10, 20, 50 …, as the ratio tells."""
    if wanted <= smallest:
        return smallest
    power = Decimal(1).scaleb(wanted.adjusted())
    return min((power * digit for digit in (1, 2, 5, 10)), key=lambda number: max(number / wanted, wanted / number))
