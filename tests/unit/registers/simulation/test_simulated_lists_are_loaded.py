"""What the loader finds wrong in a simulated list is what was put in, and nothing else."""

from collections.abc import Mapping
from typing import Any

import pytest

from ansinh.registers.loading import Codes, Limits, Loaded, Source, load
from ansinh.registers.simulation.communes import list_of_63
from ansinh.registers.snapshots.store import Registers


@pytest.fixture(scope="module")
def loaded(simulating, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    digits = simulating.rows(
        """SELECT "group", list(DISTINCT benefit) FROM spells WHERE scheme = 'bhyt' AND bhxh_no NOT IN
        (SELECT bhxh_no FROM truth WHERE kind = 'wrong_benefit') GROUP BY 1"""
    )
    return load(
        Registers(tmp_path_factory.mktemp("registers")),
        [Source(simulating.simulated.directory / name, name) for name in ("residents", "spells")],
        as_of=simulating.areas.day,
        areas=simulating.areas,
        codes=Codes(
            {group: frozenset(found) for group, found in digits}, frozenset(f"{one:0>3}" for one in list_of_63())
        ),
        limits=Limits(memory_gb=2.0),
    )


def _counted(loaded: Loaded, what: str, register: str) -> Mapping[str, int]:
    counts: Any = loaded.counts[what]
    return counts[register]


def test_lines_are_rejected_for_the_errors_put_in_only(simulating, loaded: Loaded) -> None:
    put_in = simulating.simulated.errors
    assert _counted(loaded, "rejected", "residents") == {
        "repeated": put_in["repeated_line"] + put_in["two_communes"],
        "unknown_commune": put_in["unknown_commune"],
    }
    assert _counted(loaded, "rejected", "spells") == {"ends_before_begins": put_in["dates_swapped"]}


def test_warnings_are_about_the_errors_put_in_only(simulating, loaded: Loaded) -> None:
    put_in = simulating.simulated.errors
    assert _counted(loaded, "warnings", "residents") == {"id_sex": put_in["wrong_sex"]}
    assert _counted(loaded, "warnings", "spells") == {"benefit_not_allowed": put_in["wrong_benefit"]}


def test_everybody_else_is_a_resident(simulating, loaded: Loaded) -> None:
    put_in = simulating.simulated.errors
    assert loaded.counts["residents"] == 60_000 - put_in["unknown_commune"] - put_in["died_with_card"]
