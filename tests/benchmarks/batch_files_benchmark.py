"""How fast `batch` takes Parquet to Parquet, as a ratio to pyarrow merely reading and writing the same columns.

Both run in processes of their own, in turns, on the same rows; medians and peak memory are printed. Goals: at least 0.6
times the speed of pyarrow; peak memory under 500 MB, and the same for ten times the rows. Run with numbers of rows as
arguments, such as 10000000 100000000: the rows are made once for each, in pieces, in the folder for temporary files.
"""

import json
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from container_tco import __version__

TURNS = 3
CHUNK_ROWS = 1_000_000
SIZES = (1_000_000, 10_000_000)

MANY_ROWS = 50_000_000  # Of which one turn is enough.

# What is measured, each in a fresh process: it prints seconds, those of the processors, and peak memory.
_MEASURED = """
import json, resource, sys, time
{setup}
took = {{}}
def timed(name, action):
    begin, begin_cpu = time.perf_counter(), time.process_time()
    result = action()
    took[name] = took.get(name, 0) + time.perf_counter() - begin
    took["cpu_" + name] = took.get("cpu_" + name, 0) + time.process_time() - begin_cpu
    return result
{work}
took["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(took))
"""
OURS = _MEASURED.format(
    setup="import container_tco as tco, pyarrow.parquet, pyarrow.compute\ntco.price_book()",
    work="""
only = sys.argv[3] == "results"
timed("all", lambda: tco.batch_compare_files(sys.argv[1], sys.argv[2], only_results=only))
""",
)
# pyarrow reads and writes the rows of our own output, and reads those of the input.
THEIRS = _MEASURED.format(
    setup="import pyarrow.parquet as pq",
    work="""
source = pq.ParquetFile(sys.argv[1], pre_buffer=False)
batches = source.iter_batches(131_072)
writer = pq.ParquetWriter(sys.argv[2], source.schema_arrow)
while (batch := timed("read", lambda: next(batches, None))) is not None:
    timed("write", lambda: writer.write_batch(batch, row_group_size=262_144))
timed("write", writer.close)
""",
)


def write_rows(path, rows):
    """Rows of 24 regions, sizes, counts and seconds; a service each."""
    draw = np.random.default_rng(1)
    regions = pa.array(["us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-northeast-1", "ap-northeast-2"])
    writer = None
    for first in range(0, rows, CHUNK_ROWS):
        count = min(CHUNK_ROWS, rows - first)
        columns = {
            "service": pa.array(np.arange(first, first + count) % 50_000, pa.int32()),
            "region": regions.take(pa.array(draw.integers(0, len(regions), count))),
            "vcpu": pa.array(draw.integers(1, 16, count) / 4),
            "memory_gib": pa.array(draw.integers(1, 60, count) / 2),
            "task_count": pa.array(draw.integers(1, 200, count), pa.int32()),
            "task_seconds": pa.array(draw.integers(60, 2_628_000, count), pa.int32()),
        }
        table = pa.table(columns)
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    writer.close()


def measured(script, *arguments):
    """Run one of the two in a process of its own."""
    words = [sys.executable, "-c", script, *map(str, arguments)]
    return json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


def measure(folder, source, kept):
    """Print the ratios for the rows of `source` and return our peak memory in MiB."""
    out, copy = folder / "out.parquet", folder / "copy.parquet"
    rows = pq.read_metadata(source).num_rows
    turns = []
    for _ in range(1 if rows >= MANY_ROWS else TURNS):
        ours = measured(OURS, source, out, kept)
        of_input = measured(THEIRS, source, copy)
        of_output = measured(THEIRS, out, copy)
        copy.unlink()
        turns.append(
            {"rate": rows / ours["all"] / 1e6, "peak": ours["peak_mib"]}
            | {
                f"{cpu}{name}": (of[f"{cpu}read"] + of_output[f"{cpu}write"]) / ours[f"{cpu}all"]
                for cpu in ("", "cpu_")
                for name, of in (("same", of_output), ("through", of_input))
            }
        )
    out.unlink()
    median = {name: statistics.median(turn[name] for turn in turns) for name in turns[0]}
    print(
        f"{rows:,} rows, output with {kept}: {median['rate']:.2f} million rows a second, peak {median['peak']:.0f} MiB "
        f"(goal: under 477, 500 MB)\n"
        f"  times the speed of pyarrow reading and writing the columns of the output: {median['same']:.2f}, goal 0.6, "
        f"by time of processors {median['cpu_same']:.2f}\n"
        f"  times that of it reading the input and writing the output: {median['through']:.2f}, "
        f"by time of processors {median['cpu_through']:.2f}",
        flush=True,
    )
    return median["peak"]


def main():
    """Measure all sizes, or those given as arguments."""
    sizes = [int(argument) for argument in sys.argv[1:]] or SIZES
    print(f"container_tco {__version__}, pyarrow {pa.__version__}, Python {platform.python_version()}")
    kinds = ("results", "all columns")
    peaks = {kept: [] for kept in kinds}
    for rows in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_rows(folder / "in.parquet", rows)
            for kept in kinds:
                peaks[kept].append(measure(folder, folder / "in.parquet", kept))
    for kept, of_sizes in peaks.items():
        ratio = max(of_sizes) / min(of_sizes)
        print(f"peak memory with {kept}, largest / smallest over the sizes: {ratio:.2f} (goal: about 1)")


if __name__ == "__main__":
    main()
