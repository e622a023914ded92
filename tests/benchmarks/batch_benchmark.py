"""How fast rows are priced on Fargate, as ratios to NumPy (float64, best chunk) and to Python's Decimal.

The C++ benchmark runs first and writes its rows, prices and answers; NumPy and Decimal then do the same work on
the same rows, and must give the same amounts. Goals: at least 5 times NumPy, at least 400 times Decimal, on one thread.
"""

import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

import numpy as np

TURNS = 5
CHUNKS = (16_384, 65_536, 262_144)
DECIMAL_ROWS = 50_000
MEMORY_STEP = 1 << 29
TICKS_PER_STEP = 32_000
STRIDE = 128
TYPES = {"u1": np.uint8, "u2": np.uint16, "u4": np.uint32, "i4": np.int32, "i8": np.int64}


def read(folder):
    """Every column of `folder` by name."""
    return {path.stem: np.fromfile(path, TYPES[path.suffix[1:]]) for path in folder.iterdir()}


def price(columns, rows, hour, storage_hour, out):
    """One chunk in float64, with the look-ups of the core: its tables are the fastest way here, too."""
    cpu = columns["cpu_class"][(columns["ticks"][rows] + (TICKS_PER_STEP - 1)) // TICKS_PER_STEP]
    memory = columns["memory_class"][(columns["bytes"][rows] + (MEMORY_STEP - 1)) >> 29]
    group = columns["regions"][rows].astype(np.int64) * 4 + columns["architectures"][rows]
    size = columns["cells"][columns["cells_of_group"][group] + cpu.astype(np.int64) * STRIDE + memory]
    billed = np.maximum(columns["ephemeral"][rows] - 20, 0)
    each = hour[group * STRIDE + size] + billed * storage_hour[group]
    out[rows] = columns["counts"][rows].astype(np.float64) * columns["seconds"][rows] * each / 3600.0


def seconds_of_numpy(columns, chunk, out):
    """Time of one pass over all rows."""
    hour, storage_hour = (columns[name] / columns["scale"][0] for name in ("prices", "storage_prices"))
    start = time.perf_counter()
    for first in range(0, len(out), chunk):
        price(columns, slice(first, first + chunk), hour, storage_hour, out)
    return time.perf_counter() - start


def seconds_of_decimal(columns):
    """Time for the first rows with the prices of sizes at hand as Decimal, and the amounts."""
    names = ("ticks", "bytes", "regions", "architectures", "ephemeral", "counts", "seconds")
    rows = list(zip(*(columns[name][:DECIMAL_ROWS].tolist() for name in names), strict=True))
    scale = Decimal(int(columns["scale"][0]))
    hour, storage = ([Decimal(value) / scale for value in columns[n].tolist()] for n in ("prices", "storage_prices"))
    cells, cells_of_group, cpu_class, memory_class = (
        columns[name].tolist() for name in ("cells", "cells_of_group", "cpu_class", "memory_class")
    )
    digits = Decimal("1e-10")
    amounts = []
    start = time.perf_counter()
    for ticks, size_bytes, region, architecture, gib, count, seconds in rows:
        group = region * 4 + architecture
        cell = cpu_class[-(-ticks // TICKS_PER_STEP)] * STRIDE + memory_class[-(-size_bytes // MEMORY_STEP)]
        each = hour[group * STRIDE + cells[cells_of_group[group] + cell]] + max(gib - 20, 0) * storage[group]
        amounts.append((Decimal(count) * Decimal(seconds) * each / 3600).quantize(digits))
    return time.perf_counter() - start, amounts


def check(columns, out, amounts):
    """The same amounts: NumPy to its precision, Decimal to the last digit."""
    good = columns["errors"] == 0
    exact = columns["amounts"][good]
    if not np.allclose(out[good] * 1e10, exact, rtol=1e-12, atol=1):
        raise AssertionError("NumPy and the core differ")
    for row in np.flatnonzero(good[:DECIMAL_ROWS]):
        if int(amounts[row].scaleb(10)) != columns["amounts"][row]:
            raise AssertionError(f"Decimal and the core differ at row {row}")


def main():
    """Run the benchmark of the core named first, on so many rows."""
    binary, rows = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "10000000"
    with tempfile.TemporaryDirectory() as folder:
        speeds, ours, plain, exact_decimal = [], [], {chunk: [] for chunk in CHUNKS}, []
        for turn in range(TURNS):
            text = subprocess.run([binary, rows, folder], check=True, capture_output=True, text=True).stdout
            speeds = [float(found) for found in re.findall(r"exact ([\d.]+), on two", text)]
            ours.append(1 / max(speeds))  # Microseconds a row.
            if turn == 0:
                print(text, end="")
            columns = read(Path(folder))
            out = np.zeros(len(columns["counts"]))
            for chunk in CHUNKS:
                plain[chunk].append(seconds_of_numpy(columns, chunk, out) / len(out) * 1e6)
            took, amounts = seconds_of_decimal(columns)
            exact_decimal.append(took / DECIMAL_ROWS * 1e6)
            check(columns, out, amounts)
    mine = statistics.median(ours)
    best = min(statistics.median(times) for times in plain.values())
    decimal = statistics.median(exact_decimal)
    print(
        f"  against NumPy {np.__version__} (float64, best chunk): {best / mine:.1f} times faster (goal: 5)\n"
        f"  against Decimal of Python {platform.python_version()}: {decimal / mine:.0f} times faster (goal: 400)"
    )


if __name__ == "__main__":
    main()
