"""A Spark on this machine with two Python workers, for tests and benchmarks. It needs Java 17."""

import contextlib
import os
import shutil
import sys

JAVA_IS_HERE = bool(shutil.which("java") or os.environ.get("JAVA_HOME"))


@contextlib.contextmanager
def local_spark(workers=2, **configuration):
    """A session; a task that fails is tried three times, as on a cluster. Workers run this very Python."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local[{workers},3]").appName("container_tco")
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.memory": "1g",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.showConsoleProgress": "false",
        **configuration,
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    try:
        yield session
    finally:
        session.stop()
