"""The program started with a wrong setting says which, exits with the code for settings, and shows no password."""

from pathlib import Path

import pytest

from tests.conftest import Program, Run

WRONG, UNUSABLE, UNREACHABLE = 3, 4, 8
SECRET = "s3cr3t"


def run_with(program: Program, code: int, **variables: str) -> Run:
    run = Program(program.home, program.environment | variables)(
        "submissions", code=code, language=variables.get("ANSINH_LANG", "vi")
    )
    assert SECRET not in run.out + run.err
    assert "Traceback" not in run.err
    return run


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ANSINH_LANG", "fr"),
        ("DATABASE_URL", f"mysql://an:{SECRET}@host/so"),
        ("DATABASE_URL", f"nonsense-{SECRET}"),
        ("ANSINH_HOEM", "/srv"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(program: Program, name: str, value: str) -> None:
    assert name in run_with(program, WRONG, **{name: value}).err
    assert not program.home.exists()


def test_a_home_that_is_a_file_is_refused(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    assert "ANSINH_HOME" in run_with(program, WRONG, ANSINH_HOME=str(path)).err


def test_a_home_that_cannot_be_made_is_refused(program: Program, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    home = tmp_path / "file" / "below"
    assert str(home) in run_with(program, UNUSABLE, ANSINH_HOME=str(home)).err


def test_a_database_that_does_not_answer_is_said_not_to(program: Program) -> None:
    run_with(program, UNREACHABLE, DATABASE_URL=f"postgresql://an:{SECRET}@127.0.0.1:1/so")


def test_the_settings_are_listed_without_the_password(program: Program) -> None:
    address = f"postgresql://an:{SECRET}@127.0.0.1:1/so"
    listed = Program(program.home, program.environment | {"DATABASE_URL": address})("settings").out
    assert "127.0.0.1" in listed
    assert SECRET not in listed
