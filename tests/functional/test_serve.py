"""`ansinh serve` answers from several processes, stops when told to, and refuses to start where it is unsafe."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import Program

SETTING, CONFLICT = 3, 7
PATIENCE = 60  # seconds; machines are shared
NAME = "Nguyen-Thi-Hoa"


@pytest.fixture
def port() -> int:
    """A free one."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def served(program: Program, port: int, *options: object) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        program.line("serve", "--port", port, *options),
        env=program.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        wait_until(lambda: ask(port, "/healthz")[0] == 200 or process.poll() is not None)
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_until(done: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < until
        time.sleep(0.1)


def ask(port: int, path: str, **headers: str) -> tuple[int, str]:
    """Status 0: nobody listens."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 (this machine)
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except OSError:
        return 0, ""


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_says_where_and_stops_when_told_to(program: Program, port: int, told: signal.Signals) -> None:
    with served(program, port, "--workers", 2) as process:
        assert ask(port, "/readyz") == (200, '{"status": "ready"}')
        assert "ansinh_submissions" in ask(port, "/metrics")[1]
        process.send_signal(told)
        out, _err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}/" in out
    assert ask(port, "/healthz")[0] == 0


def test_the_first_start_makes_a_ledger_and_a_key_that_only_its_owner_reads(program: Program, port: int) -> None:
    with served(program, port, "--workers", 1) as process:
        os.killpg(process.pid, signal.SIGTERM)
        out, err = process.communicate(timeout=PATIENCE)
    key = program.home / "secret-key"
    assert key.stat().st_mode & 0o077 == 0
    assert len(key.read_text()) >= 50
    assert key.read_text() not in out + err
    assert "ansinh setup --administrator" in err
    kept = key.read_text()
    with served(program, port, "--workers", 1):
        assert key.read_text() == kept


def test_its_log_is_json_without_what_was_asked_for(program: Program, port: int) -> None:
    program("setup")
    with served(program, port, "--workers", 1) as process:
        ask(port, f"/readyz?q={NAME}", Referer=f"http://x/?q={NAME}")
        ask(port, f"/{NAME}")
        process.terminate()
        _out, err = process.communicate(timeout=PATIENCE)
    lines = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
    assert {"time", "level", "logger", "message"} <= lines[0].keys()
    assert NAME not in err


def test_a_port_that_is_taken_is_named_with_a_remedy(program: Program, port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        err = program("serve", "--port", port, code=CONFLICT).err
    assert str(port) in err
    assert f"--port {port + 1}" in err


def test_an_address_of_another_machine_is_refused(program: Program) -> None:
    run = Program(program.home, program.environment | {"ANSINH_HOSTS": "x.example", "ANSINH_HTTPS": "yes"})
    assert "192.0.2.1" in run("serve", "--host", "192.0.2.1", code=SETTING).err


@pytest.mark.parametrize(
    ("options", "variables", "missing"),
    [
        (("--host", "0.0.0.0"), {}, "ANSINH_HOSTS"),  # noqa: S104
        (("--host", "0.0.0.0"), {"ANSINH_HTTPS": "yes"}, "ANSINH_HOSTS"),  # noqa: S104
        (("--host", "0.0.0.0"), {"ANSINH_HOSTS": "a.example"}, "ANSINH_HTTPS"),  # noqa: S104
        (("--host", "::"), {}, "ANSINH_HOSTS"),
        (("--plain-http", "--host", "0.0.0.0"), {}, "ANSINH_HOSTS"),  # noqa: S104
        ((), {"ANSINH_HOSTS": "a.example"}, "ANSINH_HTTPS"),
    ],
)
def test_what_others_would_reach_needs_names_and_https(
    program: Program, options: tuple[str, ...], variables: dict[str, str], missing: str
) -> None:
    run = Program(program.home, program.environment | variables)("serve", *options, code=SETTING)
    assert missing in run.err
    assert not program.home.exists()


@pytest.mark.parametrize("mode", [0o644, 0o640])
def test_a_key_that_others_can_read_is_refused(program: Program, port: int, mode: int) -> None:
    program("setup")
    key = program.home / "secret-key"
    key.write_text("k3y" * 20)
    key.chmod(mode)
    err = program("serve", "--port", port, code=SETTING).err
    assert str(key) in err
    assert "k3yk3y" not in err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ANSINH_SECRET_KEY", "sh0rt"),
        ("ANSINH_SECRET_KEY", "a" * 60),
        ("ANSINH_HTTPS", "perhaps"),
        ("ANSINH_HOSTS", "https://a.example"),
        ("ANSINH_HOSTS", "*"),
        ("ANSINH_HOSTS", "a.example:8000"),
    ],
)
def test_a_wrong_setting_of_the_server_is_refused_by_name(program: Program, name: str, value: str) -> None:
    err = Program(program.home, program.environment | {name: value})("submissions", code=SETTING).err
    assert name in err
    if name.endswith("KEY"):
        assert value not in err


def test_the_key_is_never_listed(program: Program, tmp_path: Path) -> None:
    key = "".join(f"{number:x}" for number in range(60))
    run = Program(program.home, program.environment | {"ANSINH_SECRET_KEY": key})
    assert key not in run("settings").out


def test_a_demonstration_is_served_to_this_machine_only(program: Program) -> None:
    program.home.mkdir(parents=True)
    (program.home / "demonstration").touch()
    answer = program("serve", "--host", "0.0.0.0", "--plain-http", language="en", code=6)  # noqa: S104
    assert "it is served to this machine only" in answer.err
