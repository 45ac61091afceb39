"""A loaded snapshot holds what the reference knows."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from ansinh.registers.records import Register
from tests.unit.registers.laid_out import lay_out
from tests.unit.registers.loading.small_registers import counted, load_chain, registers

SLOW = settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def assert_as_plain_python(register: Register) -> None:
    with tempfile.TemporaryDirectory() as directory:
        loaded = load_chain(register, Path(directory)).chain()
        plain = lay_out(register, Path(directory) / "plain").chain()
        for table in ("status", "later", "counts", "gone", "spells"):
            assert counted(loaded, table) == counted(plain, table), table
        for link, same in zip(loaded, plain, strict=True):
            assert counted([link], "counts") == counted([same], "counts")


@SLOW
@given(register=registers())
def test_whole_list(register: Register) -> None:
    assert_as_plain_python(register)


@SLOW
@given(register=registers(changes=2))
def test_whole_list_and_two_changes(register: Register) -> None:
    assert_as_plain_python(register)
