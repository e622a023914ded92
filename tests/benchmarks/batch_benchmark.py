"""How fast rows are priced on Fargate, as ratios to NumPy (float64, best chunk) and to Python's Decimal.

The C++ benchmark runs first and writes its rows, prices, hosts and answers; NumPy and Decimal then do the same work on
the same rows, and must give the same amounts. Goals, on one thread: Fargate at least 5 times NumPy and 400 times
Decimal; a full comparison (Fargate, the cheapest of all types of the region, labour, the winner) 50 times NumPy.
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
COMPARED_ROWS = 20_000
COMPARED_AT_ONCE = 1_000
ZONES = 2
NO_TYPE = 65_535
TICKS_PER_CPU_UNIT = 125
MIB = 1 << 20
ROW_COLUMNS = {"regions", "architectures", "ticks", "bytes", "ephemeral", "counts", "seconds"}
TYPES = {"u1": np.uint8, "u2": np.uint16, "u4": np.uint32, "i4": np.int32, "i8": np.int64, "f8": np.float64}


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


def cheapest_hosts(columns, rows, hosts):
    """The cheapest of the types `hosts` for `rows` in float64: which it is, and what it costs."""
    ticks = -(-columns["ticks"][rows] // TICKS_PER_CPU_UNIT) * TICKS_PER_CPU_UNIT  # As ECS counts.
    size = -(-columns["bytes"][rows] // MIB) * MIB
    each = np.minimum(columns["host_ticks"][hosts] // ticks[:, None], columns["host_bytes"][hosts] // size[:, None])
    each = np.minimum(each, columns["host_slots"][hosts]).astype(np.float64)
    count = columns["counts"][rows].astype(np.float64)[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = np.ceil(np.ceil(count / ZONES) / each) + np.ceil(np.floor(count / ZONES) / each)
        costs = np.where(each > 0, needed * columns["host_costs"][hosts], np.inf)
    best = np.argmin(costs, axis=1)
    return columns["host_types"][hosts][best], costs[np.arange(len(rows)), best]


def compare(columns, fargate):
    """The first rows: totals on hosts of the cheapest type, and whether Fargate, priced already, costs less."""
    group = columns["regions"][:COMPARED_ROWS].astype(np.int64) * 2 + columns["architectures"][:COMPARED_ROWS]
    totals, chosen = np.empty(COMPARED_ROWS), np.empty(COMPARED_ROWS, np.int64)
    for of in np.unique(group):
        hosts = np.flatnonzero(columns["host_groups"] == of)
        rows = np.flatnonzero(group == of)
        for first in range(0, len(rows), COMPARED_AT_ONCE):
            part = rows[first : first + COMPARED_AT_ONCE]
            chosen[part], totals[part] = cheapest_hosts(columns, part, hosts)
    labour = columns["row_labour"].reshape(-1, 2)[group]
    storage = columns["counts"][:COMPARED_ROWS] * columns["ephemeral"][:COMPARED_ROWS] * columns["scratch"][group]
    totals += storage + labour[:, 1]
    return totals, chosen, fargate + labour[:, 0] <= totals


def seconds_of_comparison(columns):
    """Time for the first rows with Fargate among it; the answers must be those of the core."""
    fargate = np.zeros(COMPARED_ROWS)
    first = {name: column[:COMPARED_ROWS] for name, column in columns.items() if name in ROW_COLUMNS}
    start = time.perf_counter()
    seconds_of_numpy({**columns, **first}, COMPARED_ROWS, fargate)
    totals, chosen, wins = compare(columns, fargate)
    took = time.perf_counter() - start
    known = columns["chosen_types"][:COMPARED_ROWS] != NO_TYPE
    if not np.allclose(totals[known] * 1e10, columns["host_totals"][:COMPARED_ROWS][known], rtol=1e-12, atol=10):
        raise AssertionError("NumPy and the core differ in the cost of hosts")
    if (wins != (columns["winners"][:COMPARED_ROWS] == 0))[known].mean() > 1e-4:
        raise AssertionError("NumPy and the core differ in winners")
    if (chosen != columns["chosen_types"][:COMPARED_ROWS])[known].mean() > 0.02:  # Equal costs have other names.
        raise AssertionError("NumPy and the core differ in types")
    return took


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
        compared, compared_plain = [], []
        for turn in range(TURNS):
            text = subprocess.run([binary, rows, folder], check=True, capture_output=True, text=True).stdout
            speeds = [float(found) for found in re.findall(r"exact ([\d.]+), on two", text)]
            ours.append(1 / max(speeds))  # Microseconds a row.
            compared.append(1 / float(re.search(r"all types of a region: ([\d.]+)", text)[1]))
            if turn == 0:
                print(text, end="")
            columns = read(Path(folder))
            out = np.zeros(len(columns["counts"]))
            for chunk in CHUNKS:
                plain[chunk].append(seconds_of_numpy(columns, chunk, out) / len(out) * 1e6)
            compared_plain.append(seconds_of_comparison(columns) / COMPARED_ROWS * 1e6)
            took, amounts = seconds_of_decimal(columns)
            exact_decimal.append(took / DECIMAL_ROWS * 1e6)
            check(columns, out, amounts)
    mine = statistics.median(ours)
    best = min(statistics.median(times) for times in plain.values())
    decimal = statistics.median(exact_decimal)
    ratio = statistics.median(compared_plain) / statistics.median(compared)
    print(
        f"  full comparison against NumPy {np.__version__}: {ratio:.0f} times faster (goal: 50)\n"
        f"  against NumPy {np.__version__} (float64, best chunk): {best / mine:.1f} times faster (goal: 5)\n"
        f"  against Decimal of Python {platform.python_version()}: {decimal / mine:.0f} times faster (goal: 400)"
    )


if __name__ == "__main__":
    main()
