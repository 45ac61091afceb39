"""What commands put down of persons while they run is within the registers' directory, and goes with them."""

import stat
from pathlib import Path

import pytest

from ansinh.cli.registers.files import FileThereError, private_file
from ansinh.cli.registers.temporary import temporary
from ansinh.registers.snapshots.store import Registers


@pytest.fixture
def store(tmp_path: Path) -> Registers:
    return Registers(tmp_path / "registers")


def test_only_this_user_may_enter_and_nothing_stays(store: Registers) -> None:
    with temporary(store) as directory:
        assert directory.parent == store.directory
        assert {stat.S_IMODE(one.stat().st_mode) for one in (directory, store.directory)} == {0o700}
        (directory / "list.parquet").write_text("a list")
        assert store.snapshots() == store.leftovers() == []
    assert list(store.directory.iterdir()) == []


def test_what_a_killed_command_left_goes_and_what_another_uses_stays(store: Registers) -> None:
    with temporary(store) as used:
        left = store.directory / ".temp-killed"
        left.mkdir()
        (left / "list.parquet").write_text("a list")
        with temporary(store):
            assert not left.exists()
            assert used.exists()


def test_after_an_error_nothing_stays(store: Registers) -> None:
    with pytest.raises(KeyboardInterrupt), temporary(store):
        raise KeyboardInterrupt
    assert list(store.directory.iterdir()) == []


def test_a_file_made_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    theirs = tmp_path / "list.csv"

    def write_ours() -> None:
        with private_file(theirs):
            theirs.write_text("theirs")

    with pytest.raises(FileThereError):
        write_ours()
    assert theirs.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [theirs]


def test_a_private_file_is_whole_and_only_its_owners(tmp_path: Path) -> None:
    with private_file(tmp_path / "list.csv") as stream:
        stream.write(b"ours")
    (file,) = tmp_path.iterdir()
    assert file.read_bytes() == b"ours"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
