"""How fast rows are priced on Fargate, as ratios to Polars and DuckDB on as many threads (float64).

The C++ benchmark writes its rows, look-up tables and answers (see batch_benchmark.py); both engines then do the same
work on the same rows: round up to a Fargate size, look up its price by region and architecture, add ephemeral storage,
multiply with count and seconds, and return amount, billed vCPU, billed memory and an error flag. Each engine has
several ways to look up, of which the fastest counts. Turns of all are interleaved; medians. Goal: at least 3 times
either, on one thread and on two.
"""

import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
from batch_benchmark import MEMORY_STEP, NO_SIZE, STRIDE, TICKS_PER_STEP, output_of_core, read

TURNS = 5
THREADS = (1, 2)
ROW_COLUMNS = ("regions", "architectures", "ticks", "bytes", "ephemeral", "counts", "seconds")


class Tables:
    """The look-up tables of the core as three flat ones: of CPU, of memory, and of sizes with their prices."""

    def __init__(self, columns):
        """Spread the cells over groups of region and architecture."""
        self.included_gib = int(columns["ephemeral_limits"][0])
        self.memory_classes = int(columns["memory_class"].max()) + 1
        self.cpu_classes = int(columns["cpu_class"].max()) + 1
        self.cpu = columns["cpu_class"].astype(np.int32) * self.memory_classes
        self.memory = columns["memory_class"].astype(np.int32)
        hour, storage = (columns[name] / columns["scale"][0] / 3600 for name in ("prices", "storage_prices"))
        places = np.arange(self.cpu_classes)[:, None] * STRIDE + np.arange(self.memory_classes)
        groups = columns["cells_of_group"]
        size = columns["cells"][groups[:, None, None] + places].reshape(len(groups), -1)
        self.per_group = size.shape[1]
        self.sizes = {
            "hour": hour[np.arange(len(groups))[:, None] * STRIDE + size].ravel(),
            "storage": np.repeat(storage, self.per_group),
            "vcpu": columns["vcpu_milli"][size].ravel() / 1000,
            "memory_mib": columns["memory_mib"][size].ravel(),
            "is_bad": (size == NO_SIZE).ravel(),
        }


class InPolars:
    """The rows as a data frame, priced by gathering or by joining."""

    def __init__(self, columns, tables):
        """Take the rows."""
        self.name = f"Polars {pl.__version__}"
        self.tables = tables
        self.rows = pl.DataFrame({name: columns[name] for name in ROW_COLUMNS}).rechunk()
        self.sizes = pl.DataFrame(tables.sizes)
        self.ways = {
            "gather": self.gathered,
            "gather, streaming": lambda: self.gathered("streaming"),
            "joins": self.joined,
        }

    @property
    def _steps(self):
        cpu_step = ((pl.col("ticks") + (TICKS_PER_STEP - 1)) // TICKS_PER_STEP).cast(pl.Int32)
        memory_step = ((pl.col("bytes") + (MEMORY_STEP - 1)) // MEMORY_STEP).cast(pl.Int32)
        return cpu_step, memory_step

    @property
    def _group(self):
        group = pl.col("regions").cast(pl.Int32) * 4 + pl.col("architectures").cast(pl.Int32)
        return group * self.tables.per_group

    def _results(self, of_size):
        gib = (pl.col("ephemeral") - self.tables.included_gib).clip(lower_bound=0).cast(pl.Float64)
        each = of_size["hour"] + gib * of_size["storage"]
        amount = pl.col("counts").cast(pl.Float64) * pl.col("seconds").cast(pl.Float64) * each
        return [amount.alias("amount"), *(of_size[name].alias(name) for name in ("vcpu", "memory_mib", "is_bad"))]

    def gathered(self, engine="in-memory"):
        """Look up by position."""
        cpu_step, memory_step = self._steps
        cpu, memory = (pl.lit(pl.Series(made)) for made in (self.tables.cpu, self.tables.memory))
        cell = cpu.gather(cpu_step) + memory.gather(memory_step)
        of_size = {name: pl.lit(self.sizes[name]).gather(pl.col("cell")) for name in self.sizes.columns}
        priced = self.rows.lazy().with_columns(cell=self._group + cell).select(self._results(of_size))
        return priced.collect(engine=engine)

    def joined(self):
        """Look up by key."""
        cpu_step, memory_step = self._steps
        cpu, memory, sizes = (
            pl.DataFrame(made | {key: np.arange(len(next(iter(made.values()))), dtype=np.int32)}).lazy()
            for key, made in (
                ("cpu_step", {"cpu": self.tables.cpu}),
                ("memory_step", {"memory": self.tables.memory}),
                ("cell", self.tables.sizes),
            )
        )
        return (
            self.rows.lazy()
            .with_columns(cpu_step=cpu_step, memory_step=memory_step)
            .join(cpu, on="cpu_step", how="left", maintain_order="left")
            .join(memory, on="memory_step", how="left", maintain_order="left")
            .with_columns(cell=self._group + pl.col("cpu") + pl.col("memory"))
            .join(sizes, on="cell", how="left", maintain_order="left")
            .select(self._results({name: pl.col(name) for name in self.sizes.columns}))
            .collect()
        )


class InDuckDb:
    """The rows as a table of DuckDB and as one of Arrow, priced by joins; results as Arrow."""

    def __init__(self, columns, tables, threads):
        """Take the rows."""
        self.name = f"DuckDB {duckdb.__version__}"
        self.tables = tables
        self.connection = duckdb.connect(config={"threads": threads})
        self.connection.register("arrow_rows", pa.table({name: columns[name] for name in ROW_COLUMNS}))
        self.connection.execute("create table own_rows as select * from arrow_rows")
        for name, made in (
            ("cpu", {"cpu": tables.cpu}),
            ("memory", {"memory": tables.memory}),
            ("sizes", tables.sizes),
        ):
            key = np.arange(len(next(iter(made.values()))), dtype=np.int32)
            self.connection.register("made", pa.table({"key": key} | made))
            self.connection.execute(f"create table {name} as select * from made")
        self.ways = {"joins": lambda: self.joined("own_rows"), "joins of Arrow": lambda: self.joined("arrow_rows")}

    def joined(self, rows):
        """Look up by key."""
        return self.connection.sql(
            f"""
            select counts::double * seconds::double
                     * (hour + greatest(ephemeral - {self.tables.included_gib}, 0)::double * storage) as amount,
                   vcpu, memory_mib, is_bad
            from {rows} as r
            join cpu on cpu.key = ((ticks + {TICKS_PER_STEP - 1}) // {TICKS_PER_STEP})::integer
            join memory on memory.key = ((bytes + {MEMORY_STEP - 1}) >> 29)::integer
            join sizes on sizes.key = (regions * 4 + architectures) * {self.tables.per_group} + cpu + memory
            """
        ).to_arrow_table()


def check(columns, engine, result):
    """The amounts of the core, to the precision of a double, and as many errors. Joins may give rows another order."""
    amounts, is_bad, vcpu = (np.asarray(result[name]) for name in ("amount", "is_bad", "vcpu"))
    exact = np.sort(columns["amounts"][columns["errors"] == 0]) / 1e10
    amounts = np.sort(amounts[~is_bad])
    if len(amounts) != len(exact) or not np.allclose(amounts, exact, rtol=1e-12, atol=1e-10):
        raise AssertionError(f"{engine.name} and the core differ")
    if not np.isin(vcpu[~is_bad], (0.25, 0.5, 1, 2, 4, 8, 16, 32)).all():
        raise AssertionError(f"{engine.name} has sizes that Fargate has not")


def speed_of_core(binary, rows, folder, threads):
    """Microseconds a row with the best instruction set, as the benchmark of the core prints it."""
    text = output_of_core(binary, rows, folder)
    pattern = r"exact ([\d.]+), on two" if threads == 1 else r"on two threads ([\d.]+); exact"
    return 1 / max(map(float, re.findall(pattern, text)))


def measure(binary, rows, threads):
    """Print the ratios on so many threads, which Polars must have been told before it began."""
    with tempfile.TemporaryDirectory() as folder:
        ours = [speed_of_core(binary, rows, folder, threads)]
        columns = read(Path(folder))
        tables = Tables(columns)
        engines = [InPolars(columns, tables), InDuckDb(columns, tables, threads)]
        theirs = {(engine.name, way): [] for engine in engines for way in engine.ways}
        for turn in range(TURNS + 1):
            for engine in engines:
                for way, run in engine.ways.items():
                    begin = time.perf_counter()
                    result = run()
                    seconds = time.perf_counter() - begin
                    if turn == 0:  # The first one also makes what is kept.
                        check(columns, engine, result)
                    else:
                        theirs[engine.name, way].append(seconds / int(rows) * 1e6)
                    del result
            ours.append(speed_of_core(binary, rows, folder, threads))
    mine = statistics.median(ours)
    versions = f"NumPy {np.__version__}, Python {platform.python_version()}"
    print(f"{int(rows):,} rows, threads: {threads}, {versions}: the core {1 / mine:.1f} million rows a second")
    for engine in engines:
        ways = {way: statistics.median(theirs[engine.name, way]) for way in engine.ways}
        best = min(ways, key=ways.get)
        others = ", ".join(f"{way} {1 / ways[way]:.1f} million a second" for way in ways)
        print(f"  against {engine.name}: {ways[best] / mine:.1f} times faster (goal: 3) than by {best}; {others}")


def main():
    """Run the benchmark of the core named first, on so many rows; a third argument is the number of threads."""
    binary, rows = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "10000000"
    if len(sys.argv) > 3:
        measure(binary, rows, int(sys.argv[3]))
        return
    for threads in THREADS:
        words = [sys.executable, __file__, binary, rows, str(threads)]
        subprocess.run(words, check=True, env={**os.environ, "POLARS_MAX_THREADS": str(threads)})


if __name__ == "__main__":
    main()
