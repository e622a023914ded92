"""How fast two Python workers of a local Spark compare rows, as a ratio to one, and what Spark costs for each row.

Both read the same cached rows in turns in one session; medians are printed. Goal: two workers 1.3 times one.
Run: .venv/bin/python tests/benchmarks/spark_benchmark.py [rows]
"""

import os
import platform
import statistics
import sys
import time
from pathlib import Path

import container_tco as tco
import pyarrow
import pyspark

sys.path.insert(0, str(Path(__file__).parents[1] / "python"))
from local_spark import JAVA_IS_HERE, local_spark

TURNS = 5
# The first starts the workers; meanwhile and after it the JVM compiles, on the very processors that are measured.
WARM_UP_TURNS = 3
ROWS_PER_BATCH = 10_000
COLUMNS = (
    "id",
    "element_at(array('us-east-1', 'eu-west-1', 'ap-northeast-2'), cast(id % 3 as int) + 1) as region",
    "cast((1 + id % 16) * 0.25 as decimal(9, 3)) as vcpu",
    "1 + id % 8 as memory_gib",
    "1 + id % 40 as task_count",
)


def seconds_of_spark(rows):
    """Time of comparing every row of a DataFrame and dropping the results."""
    start = time.perf_counter()
    tco.spark.cost(rows).write.format("noop").mode("overwrite").save()
    return time.perf_counter() - start


def seconds_without_spark(table):
    """Time of the same in this process, on one thread, in batches as Spark makes them."""
    comparer = tco.RowComparer(threads=1)
    start = time.perf_counter()
    for batch in table.to_batches(max_chunksize=ROWS_PER_BATCH):
        comparer.compare(batch)
    return time.perf_counter() - start


def main():
    """Run the benchmark on so many rows."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000
    if not JAVA_IS_HERE:
        print("Spark: not measured, it needs Java 17")
        return
    setting = {"spark.sql.execution.arrow.maxRecordsPerBatch": str(ROWS_PER_BATCH)}
    with local_spark(workers=2, **setting) as spark:
        rows = spark.range(0, count, numPartitions=2).selectExpr(*COLUMNS).persist()
        table = rows.toArrow()
        one, two, alone = [], [], []
        for turn in range(WARM_UP_TURNS + TURNS):
            times = seconds_of_spark(rows.coalesce(1)), seconds_of_spark(rows), seconds_without_spark(table)
            if turn >= WARM_UP_TURNS:
                for taken, seconds in zip((one, two, alone), times, strict=True):
                    taken.append(seconds)
    one, two, alone = (statistics.median(taken) for taken in (one, two, alone))
    print(
        f"Spark {pyspark.__version__}, pyarrow {pyarrow.__version__}, Python {platform.python_version()}, "
        f"container-tco {tco.__version__}, {os.cpu_count()} processors: {count:,} rows, {table.num_columns} columns, "
        f"{len(tco.RowComparer().columns)} results\n"
        f"  two workers against one: {one / two:.2f} times faster (goal: 1.3)\n"
        f"  one worker {one / count * 1e6:.2f} µs a row, two {two / count * 1e6:.2f}, without Spark "
        f"{alone / count * 1e6:.2f}: overhead of Spark {(one - alone) / count * 1e6:.2f} µs a row"
    )


if __name__ == "__main__":
    main()
