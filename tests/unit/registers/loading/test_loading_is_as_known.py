"""A loaded snapshot holds what the reference knows."""

import tempfile
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansinh.registers.loading import needs
from ansinh.registers.records import Register
from tests.unit.registers.laid_out import lay_out
from tests.unit.registers.loading.small_registers import counted, load_chain, registers, side_by_side

SLOW = settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def several(changes: int) -> st.SearchStrategy[Register]:
    return st.lists(registers(changes=changes), min_size=1, max_size=8).map(side_by_side)


def assert_as_plain_python(register: Register) -> None:
    with tempfile.TemporaryDirectory() as directory:
        loaded = load_chain(register, Path(directory)).chain()
        plain = lay_out(register, Path(directory) / "plain").chain()
        for table in ("status", "later", "counts", "gone", "spells"):
            assert counted(loaded, table) == counted(plain, table), table
        for link, same in zip(loaded, plain, strict=True):
            assert counted([link], "counts") == counted([same], "counts")


@SLOW
@given(several(changes=0))
def test_whole_list(register: Register) -> None:
    assert_as_plain_python(register)


@SLOW
@given(several(changes=2))
def test_whole_list_and_two_changes(register: Register) -> None:
    assert_as_plain_python(register)


@SLOW
@given(registers(changes=1))
def test_what_memory_holds_only_part_by_part(register: Register) -> None:
    with patch.object(needs, "_LINES_A_GB", 2):
        assert_as_plain_python(register)
