"""What an agency states in files beside its data: payer groups and thresholds that the program does not know."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings

from ansinh.registers.codes.groups import Group, group_list, group_list_with
from ansinh.registers.criteria.thresholds import Thresholds, thresholds, thresholds_with

GROUPS, THRESHOLDS = "groups.yaml", "thresholds.yaml"


def own_groups(day: date) -> Mapping[str, Group]:
    """Those of the day, by code."""
    own = settings.ENVIRONMENT.home / GROUPS
    return (group_list_with(own) if own.exists() else group_list()).on(day)


def own_thresholds() -> Thresholds:
    own = settings.ENVIRONMENT.home / THRESHOLDS
    return thresholds_with(own) if own.exists() else thresholds()
