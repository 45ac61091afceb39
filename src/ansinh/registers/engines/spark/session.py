"""Where Spark runs: on this machine, or on a cluster that a master's address names."""

import os
import socket
import subprocess
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from py4j.protocol import Py4JError
from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkException
from pyspark.java_gateway import launch_gateway
from pyspark.sql import SparkSession

from ansinh.registers.engines.spark.errors import MasterUnreachableError, NoExecutorError, SparkNotStartedError
from ansinh.registers.engines.spark.java import java_home

THIS_MACHINE = "local[*]"
STANDALONE = "spark://"
LOOPBACK = "127.0.0.1"
LINES_SHOWN = 3
GIVEN_UP_AFTER = 60  # seconds: Spark's own time for a master that takes the call and says nothing

SETTINGS = {
    "spark.app.name": "ansinh",
    "spark.log.level": "ERROR",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",  # "group" is a column, as elsewhere in SQL
    "spark.ui.enabled": "false",  # it would show queries to whoever reaches the port
    "spark.ui.showConsoleProgress": "false",
}
JAVA_IS_TOLD = ("spark.driver.memory", "spark.driver.extra", "spark.jars")
"""How settings begin that must stand on Java's command line. What else stands there, every later session takes over."""
STARTED_WITH = {"stdout": subprocess.DEVNULL, "umask": 0o077}  # what is spilled to disk is for its owner only
ON_LOOPBACK = {"spark.driver.bindAddress": LOOPBACK, "spark.driver.host": LOOPBACK}


@contextmanager
def spark_session(
    master: str | None = None, *, memory: str = "2g", settings: Mapping[str, str] | None = None, wait_seconds: int = 60
) -> Iterator[SparkSession]:
    """A session that ends with the block. ``master``: ``spark://host:port``, ``yarn``, ``k8s://…``; None: this machine.

    ``memory``: of the driver; on this machine all work is done in it. ``settings``: any of Spark's own; some stand on
    Java's command line, so no password belongs there. Raises JavaMissingError, SparkNotStartedError,
    MasterUnreachableError and, of a cluster that lends no executor, NoExecutorError, the last two after so many seconds
    (but see GIVEN_UP_AFTER).
    """
    master = master or THIS_MACHINE
    if master.startswith(STANDALONE):
        _knock(master, wait_seconds)
    wanted = SETTINGS | (ON_LOOPBACK if _is_here(master) else {})
    wanted |= {"spark.master": master, "spark.driver.memory": memory, **(settings or {})}
    context = _context(wanted)
    try:
        if not master.startswith("local"):
            _await_executor(context, master, wait_seconds)
        yield SparkSession(context)
    finally:
        context.stop()


def _is_here(master: str) -> bool:
    return master.startswith(("local", f"{STANDALONE}{LOOPBACK}:", f"{STANDALONE}localhost:"))


def _knock(master: str, seconds: int) -> None:
    """Spark would try for a minute and then fail in words of its own."""
    for address in master.removeprefix(STANDALONE).split(","):
        host, _, port = address.rpartition(":")
        try:
            with socket.create_connection((host, int(port)), timeout=seconds):
                return
        except (OSError, ValueError, OverflowError):
            continue
    raise MasterUnreachableError(master, seconds)


def _context(wanted: Mapping[str, str]) -> SparkContext:
    conf = SparkConf().setAll(list(wanted.items()))
    told = {name: value for name, value in wanted.items() if name.startswith(JAVA_IS_TOLD)}
    gateway = SparkContext._gateway or _launched(SparkConf().setAll(list(told.items())))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # about a pandas that may be there and is not used
            return SparkContext(gateway=gateway, conf=conf)
    except (Py4JError, PySparkException) as refused:
        raise SparkNotStartedError(_first_line(refused)) from refused


def _first_line(error: Exception) -> str:
    """Without the stack of Java's calls."""
    in_java = getattr(error, "java_exception", None)
    return str(in_java.getMessage() if in_java else error).partition("\n")[0]


def _launched(conf: SparkConf) -> Any:
    """Java lives as long as this process. What it writes is kept from the terminal, and read only if it fails."""
    with (
        TemporaryFile("w+") as said,
        TemporaryDirectory(prefix="ansinh-java-") as scratch,
        _environment(JAVA_HOME=str(java_home(Path(scratch)))),
    ):
        try:
            return launch_gateway(conf, STARTED_WITH | {"stderr": said})  # type: ignore[no-untyped-call]
        except (PySparkException, OSError) as failed:
            said.seek(0)
            raise SparkNotStartedError("; ".join(said.read().splitlines()[-LINES_SHOWN:])) from failed


@contextmanager
def _environment(**variables: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _await_executor(context: SparkContext, master: str, seconds: int) -> None:
    if context.getConf().get("spark.dynamicAllocation.enabled") == "true":
        return  # executors come with the first question
    until = time.monotonic() + seconds
    while _executors(context, master) == 0:
        if time.monotonic() > until:
            raise NoExecutorError(master, seconds)
        time.sleep(0.1)


def _executors(context: SparkContext, master: str) -> int:
    """How many there are besides the driver. Raises MasterUnreachableError where Spark has given up the master."""
    try:
        return int(context._jsc.sc().getExecutorMemoryStatus().size()) - 1
    except Py4JError as stopped:
        raise MasterUnreachableError(master, GIVEN_UP_AFTER) from stopped
