"""Spark sessions: on this machine, and on a cluster of a master and two workers."""

from collections.abc import Iterator

import pytest
from pyspark.sql import SparkSession

from ansinh.registers.engines.spark import spark_session
from tests.spark.cluster import Cluster, running_cluster

# Short statements: compiling them well takes longer than running them.
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
SETTINGS = {
    "spark.driver.extraJavaOptions": QUICK,
    "spark.executor.extraJavaOptions": QUICK,
    "spark.executor.memory": "512m",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


@pytest.fixture(scope="module")
def on_this_machine() -> Iterator[SparkSession]:
    with spark_session("local[2]", memory="1g", settings=SETTINGS) as session:
        yield session


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with running_cluster(tmp_path_factory.mktemp("cluster")) as running:
        yield running
    assert not running.is_running()


@pytest.fixture(scope="module")
def on_cluster(cluster: Cluster) -> Iterator[SparkSession]:
    with spark_session(cluster.master, memory="1g", settings=SETTINGS) as session:
        yield session
