"""Invented countries whose units are merged, divided and renamed at several dates."""

from collections.abc import Collection
from datetime import date

from hypothesis import strategies as st

from ansinh.places.territory import Lifetime, Territories, steps

DAYS = (date(2019, 1, 1), date(2020, 1, 1), date(2025, 7, 1), date(2026, 4, 30))
BEFORE_ALL = date(2018, 6, 1)
MOMENTS = (BEFORE_ALL, *(date.fromordinal(day.toordinal() + 1) for day in DAYS))  # one in each era

Eras = list[set[int]]  # the units of each era


def territories(
    *rows: tuple[int, int, date, int], registered: Collection[int] = (), others: Collection[int] = ()
) -> Territories:
    """Units by number; each lives from the day it came into being to the day before it was succeeded. ``others``: that
    were never touched."""
    lifetimes: dict[int, Lifetime] = {}
    for old, new, day, _weight in rows:
        lifetimes.setdefault(old, (None, None))
        lifetimes.setdefault(new, (None, None))
        lifetimes[old] = (lifetimes[old][0], date.fromordinal(day.toordinal() - 1))
        lifetimes[new] = (day, lifetimes[new][1])
    lifetimes |= {unit: (None, None) for unit in others if unit not in lifetimes}
    return Territories(lifetimes, steps((*row, row[0] in registered, "") for row in rows))


@st.composite
def histories(draw: st.DrawFn) -> tuple[Territories, Eras]:
    """A country whose units are regrouped at up to four dates: merged, divided, renamed, or left alone. One that took
    in or gave up a part is a new unit too."""
    present = set(range(1, draw(st.integers(2, 8))))
    eras: Eras = [set(present)]
    rows: list[tuple[int, int, date, int]] = []
    fresh = 100
    for day in DAYS[: draw(st.integers(1, len(DAYS)))]:
        changing = sorted(draw(st.sets(st.sampled_from(sorted(present)), min_size=1)))
        new = list(range(fresh, fresh + draw(st.integers(1, len(changing) + 2))))
        fresh += len(new)
        ties = draw(st.sets(st.tuples(st.sampled_from(changing), st.sampled_from(new))))
        ties |= {(old, new[position % len(new)]) for position, old in enumerate(changing)}
        ties |= {(changing[position % len(changing)], one) for position, one in enumerate(new)}
        rows += [(old, one, day, draw(st.integers(1, 9))) for old, one in sorted(ties)]
        present = (present - set(changing)) | set(new)
        eras.append(set(present))
    return territories(*rows, others=present), eras
