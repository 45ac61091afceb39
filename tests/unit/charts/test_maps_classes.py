"""Classes of values: round bounds, tones that stay apart in grey, labels in the reader's numbers."""

from decimal import Decimal
from itertools import pairwise

import pytest

from ansinh.charts.maps import CLASS_COLOURS, MapClasses, even_classes


def test_tones_grow_darker_in_even_steps() -> None:
    greys = [
        sum(int(tone[at : at + 2], 16) * w for at, w in ((1, 0.3), (3, 0.59), (5, 0.11))) for tone in CLASS_COLOURS
    ]
    assert all(30 < light - dark < 60 for light, dark in pairwise(greys))


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        (("71", "97"), ("75", "80", "85", "90")),
        (("0", "100"), ("20", "40", "60", "80")),
        (("-5", "5"), ("-4", "-2", "0", "2")),
        (("80", "80"), ("80",)),
        (("80.1", "80.3"), ("80.2", "80.3")),
        ((), ()),
    ],
)
def test_even_classes_have_round_bounds(values: tuple[str, ...], bounds: tuple[str, ...]) -> None:
    classes = even_classes("", [*(Decimal(value) for value in values), None], decimals=1)
    assert classes.bounds == tuple(Decimal(bound) for bound in bounds)


def test_bounds_that_do_not_rise_are_refused() -> None:
    with pytest.raises(ValueError, match="75"):
        MapClasses("", (Decimal(75), Decimal(75)))


def test_class_labels_in_vietnamese_numbers() -> None:
    labels = MapClasses("", (Decimal("1234.5"), Decimal("2000")), decimals=1).labels("vi")
    assert any("1.234,5" in label for label in labels)
