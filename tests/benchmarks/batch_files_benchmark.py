"""How fast `batch` takes Parquet to Parquet, as a ratio to pyarrow merely reading and writing the same columns.

Both run in processes of their own, in turns, on the same rows; medians and peak memory are printed. Goals: at least 0.6
times the speed of pyarrow; peak memory under 500 MB, and the same for ten times the rows.
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

# What is measured, each in a fresh process: it prints seconds and peak memory.
_MEASURED = """
import json, resource, sys, time
{setup}
begin = time.perf_counter()
{work}
seconds = time.perf_counter() - begin
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({{"seconds": seconds, "peak_mib": peak}}))
"""
OURS = _MEASURED.format(
    setup="import container_tco as tco, pyarrow.parquet, pyarrow.compute\ntco.price_book()",
    work="tco.batch_compare_files(sys.argv[1], sys.argv[2], only_results=sys.argv[3] == 'results')",
)
# The rows of our own output are what pyarrow reads and writes: the same columns in, the same columns out.
THEIRS = _MEASURED.format(
    setup="import pyarrow.parquet as pq",
    work="""
source = pq.ParquetFile(sys.argv[1], pre_buffer=False)
with pq.ParquetWriter(sys.argv[2], source.schema_arrow) as writer:
    for batch in source.iter_batches(131_072):
        writer.write_batch(batch, row_group_size=262_144)
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


def measure(folder, rows, kept):
    """Print the ratio for so many rows and return our peak memory in MiB."""
    source, out, copy = folder / "in.parquet", folder / "out.parquet", folder / "copy.parquet"
    write_rows(source, rows)
    ours, reading, copying = [], [], []
    for _ in range(TURNS):
        ours.append(measured(OURS, source, out, kept))
        reading.append(measured(THEIRS, source, copy))
        copying.append(measured(THEIRS, out, copy))
    seconds = {name: statistics.median(turn["seconds"] for turn in turns) for name, turns in
               (("ours", ours), ("input", reading), ("output", copying))}  # fmt: skip
    peak = statistics.median(turn["peak_mib"] for turn in ours)
    print(
        f"{rows:,} rows, output with {kept}: {rows / seconds['ours'] / 1e6:.2f} million rows a second, "
        f"{seconds['output'] / seconds['ours']:.2f} times the speed of pyarrow reading and writing the columns of the "
        f"output (goal: 0.6), {seconds['input'] / seconds['ours']:.2f} times that of the columns of the input; "
        f"peak {peak:.0f} MiB (goal: under 477, 500 MB)"
    )
    return peak


def main():
    """Measure all sizes, or those given as arguments."""
    sizes = [int(argument) for argument in sys.argv[1:]] or SIZES
    print(f"container_tco {__version__}, pyarrow {pa.__version__}, Python {platform.python_version()}")
    for kept in ("results", "all columns"):
        with tempfile.TemporaryDirectory() as folder:
            peaks = [measure(Path(folder), rows, kept) for rows in sizes]
        print(f"peak memory, largest / smallest over the sizes: {max(peaks) / min(peaks):.2f} (goal: about 1)")


if __name__ == "__main__":
    main()
