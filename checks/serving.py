"""The web application in a process of its own, on a ledger of the demonstration."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAM = str(Path(sys.executable).with_name("ansinh"))
PATIENCE = 60.0  # seconds until the server answers, on a busy machine


def environment(home: Path) -> dict[str, str]:
    """Of a program on the ledger in ``home``, whatever this process was told."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(("ANSINH_", "DATABASE_URL"))}
    return others | {"ANSINH_HOME": str(home)}


def make_demonstration(home: Path) -> None:
    """About ten seconds. Raises CalledProcessError."""
    subprocess.run([PROGRAM, "demo"], env=environment(home), check=True, capture_output=True)


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Gives the server's address; what it says lies in ``server.log`` beside the ledger."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [PROGRAM, "serve", "--port", str(port), "--workers", "1"]
    with (home / "server.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(command, env=environment(home), stdout=log, stderr=log)
        try:
            await_answer(f"{address}/account/login/", server, Path(log.name))
            yield address
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def await_answer(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Raises RuntimeError, with what the server said, where it ends or does not answer in time."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 (an address of our own)
            return
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer:\n{log.read_text(encoding='utf-8')}")
