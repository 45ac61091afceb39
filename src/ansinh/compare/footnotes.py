"""What must be said beside figures of times with other boundaries."""

from collections.abc import Iterable

from ansinh.compare.bases import SAME_PERIOD
from ansinh.compare.boundaries import View
from ansinh.compare.calc import Quantity
from ansinh.compare.reads import Comparison
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import short_date
from ansinh.places.errors import Listed


def footnotes(comparisons: Iterable[Comparison], view: View) -> list[Message]:
    """Each once, in the order of the comparisons."""
    found: dict[str, Message] = {}
    for comparison in comparisons:
        for note in _notes(comparison, view):
            found.setdefault(note.text("en"), note)
    return list(found.values())


def _notes(comparison: Comparison, view: View) -> list[Message]:
    notes = []
    if comparison.like is not None:
        notes.append(_of_like(comparison))
    if comparison.boundaries is not None:
        notes.append(_of_boundaries(comparison, view))
    if any(quantity.estimated for quantity in _quantities(comparison)):
        notes.append(
            _(
                "≈ estimated; in brackets, or instead of a figure, the range in which the exact one lies for certain. "
                "A divided unit counts by the share of its registered population, else by equal parts or the number of "
                "communes; "
                "what was merged is not taken apart."
            )
        )
    return notes


def _of_boundaries(comparison: Comparison, view: View) -> Message:
    if comparison.boundaries is None:
        raise ValueError("the boundaries did not change")
    day = short_date(comparison.boundaries.day)
    if comparison.boundaries.now:
        return _("The figures since {day} are re-based on the boundaries of before.", day=day)
    if view is View.REPORTED:
        return _(
            "The boundaries changed on {day}: the figures of the two times are of different territories, each as the "
            "unit of that name reported it.",
            day=day,
        )
    if comparison.base == SAME_PERIOD:
        return _("The figures of the same period are re-based on the administrative units as of {day}.", day=day)
    return _("The figures of earlier times are re-based on the administrative units as of {day}.", day=day)


def _of_like(comparison: Comparison) -> Message:
    like = comparison.like or ()
    if not like:
        return _("No part of the unit kept its boundaries: nothing is alike {base}.", base=comparison.base)
    return _(
        "Like for like {base}: only parts whose boundaries did not change ({count}): {units}.",
        base=comparison.base,
        count=len(like),
        units=Listed(like),
    )


def _quantities(comparison: Comparison) -> Iterable[Quantity]:
    return (comparison.value, comparison.against, comparison.change)
