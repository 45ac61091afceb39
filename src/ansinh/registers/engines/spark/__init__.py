"""The same questions on Spark: on this machine or on a cluster.

Spark is an extra of the package. Whoever offers this engine imports this module when it is asked for; where pyspark is
not installed the import raises SparkMissingError.
"""

from ansinh.registers.engines.spark.errors import SparkMissingError

try:
    from ansinh.registers.engines.spark.engine import SparkEngine
    from ansinh.registers.engines.spark.session import spark_session
    from ansinh.registers.engines.spark.snapshots import open_snapshot
except ModuleNotFoundError as missing:
    if missing.name is None or missing.name.partition(".")[0] not in ("pyspark", "py4j"):
        raise
    raise SparkMissingError from missing

__all__ = ["SparkEngine", "open_snapshot", "spark_session"]
