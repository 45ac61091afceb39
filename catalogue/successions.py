"""Which area took the place of which, from which day on."""

from collections.abc import Collection, Iterator

from catalogue.areas import PROVINCES_REFORMED
from catalogue.history import history_successions
from catalogue.sources import REFORM, Sources
from catalogue.tables import Area, Succession


def make_successions(areas: Collection[Area], sources: Sources) -> Iterator[Succession]:
    """Of provinces, communes and the island districts without communes; those of history.csv and transfers.csv.

    Other districts that were abolished have none: their communes have.
    """
    for old_code, new_code in sources.province_after.items():
        if not sources.goes_on(new_code):
            yield Succession(old_code, f"{new_code}@{REFORM}", REFORM, 1, PROVINCES_REFORMED)
    for old_code, new_code in sources.links:
        if new_code not in sources.unchanged:
            yield Succession(old_code, f"{new_code}@{REFORM}", REFORM, 1, sources.act_on(new_code))
    yield from history_successions(areas, sources.history, sources.transfers)
