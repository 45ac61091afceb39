"""A real cluster on this machine: a master and two workers of the installed Spark, on loopback, for one test run."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pyspark

from ansinh.registers.engines.spark.java import java_home

LOOPBACK = "127.0.0.1"
WORKERS = 2
PATIENCE = 60  # seconds
SPARK_CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"
SMALL = {
    "SPARK_DAEMON_MEMORY": "256m",
    "SPARK_LOCAL_IP": LOOPBACK,
    "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",  # it would listen on a fixed port
    "SPARK_DAEMON_JAVA_OPTS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


@dataclass(frozen=True)
class Cluster:
    """``page``: where the master tells its state. ``groups``: of processes, one a daemon with what it started."""

    master: str
    page: str
    worker_pages: tuple[str, ...]
    groups: list[int] = field(default_factory=list)

    def state(self) -> dict[str, Any]:
        return _read(self.page)

    def executors_of_workers(self) -> list[int]:
        """How many executors each worker runs now."""
        return [len(_read(page)["executors"]) for page in self.worker_pages]

    def is_running(self) -> bool:
        return any(_is_running(group) for group in self.groups)


@contextmanager
def running_cluster(scratch: Path) -> Iterator[Cluster]:
    port, page_port, *worker_ports = free_ports(2 + WORKERS)
    cluster = Cluster(
        f"spark://{LOOPBACK}:{port}", _page(page_port), tuple(_page(worker_port) for worker_port in worker_ports)
    )
    java = scratch / "java"
    java.mkdir()
    environment = os.environ | SMALL | {"JAVA_HOME": str(java_home(java)), "SPARK_WORKER_DIR": str(scratch)}
    with ExitStack() as all_stopped:

        def start(name: str, *arguments: object) -> None:
            cluster.groups.append(all_stopped.enter_context(_daemon(name, environment, *arguments)))

        start("master.Master", "--port", port, "--webui-port", page_port)
        _wait(lambda: cluster.state()["status"] == "ALIVE")
        for worker_port in worker_ports:
            start("worker.Worker", "--cores", 1, "--memory", "1g", "--webui-port", worker_port, cluster.master)
        _wait(lambda: cluster.state()["aliveworkers"] == WORKERS)
        yield cluster


@contextmanager
def _daemon(name: str, environment: dict[str, str], *arguments: object) -> Iterator[int]:
    """Its group of processes, of which none is left at the end: also the executors that a worker started."""
    line = [SPARK_CLASS, f"org.apache.spark.deploy.{name}", "--host", LOOPBACK, *arguments]
    process = subprocess.Popen(
        [str(part) for part in line],
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process.pid
    finally:
        _end(process, signal.SIGTERM)
        _end(process, signal.SIGKILL)


def _end(process: "subprocess.Popen[bytes]", how: signal.Signals) -> None:
    if _is_running(process.pid):
        os.killpg(process.pid, how)
    until = time.monotonic() + 10
    while _is_running(process.pid) and time.monotonic() < until:
        process.poll()
        time.sleep(0.05)


def _is_running(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def free_ports(number: int) -> list[int]:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(number)]
        for one in sockets:
            one.bind((LOOPBACK, 0))
        return [one.getsockname()[1] for one in sockets]


def _page(port: int) -> str:
    return f"http://{LOOPBACK}:{port}/json/"


def _read(page: str) -> dict[str, Any]:
    with urlopen(page, timeout=PATIENCE) as answer:  # noqa: S310 - a page of this machine
        return dict(json.load(answer))


def _wait(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(URLError, ConnectionError):  # its page is not there yet
            if is_so():
                return
        time.sleep(0.1)
    raise TimeoutError("the cluster did not come up")
