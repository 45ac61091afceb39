"""Keys of indicators and breakdowns in this database."""

from collections.abc import Mapping

from ansinh.indicators.models import Breakdown, Indicator


def indicator_keys() -> Mapping[str, int]:
    return dict(Indicator.objects.values_list("name", "id"))


def breakdown_keys() -> Mapping[str, int]:
    return dict(Breakdown.objects.values_list("name", "id"))
