"""How fast rows are priced on Fargate, as ratios to NumPy (float64, best chunk) and to Python's Decimal.

The C++ benchmark runs first and writes its rows, prices, hosts and answers; NumPy and Decimal then do the same work on
the same rows, and must give the same amounts. Goals, on one thread: Fargate at least 5 times NumPy and 400 times
Decimal; a full comparison (Fargate, the cheapest of all types of the region, labour, the winner) 50 times NumPy.
"""

import os
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
COMPARED_ROWS = 200_000
COMPARED_AT_ONCE = 1_000
ZONES = 2
NO_TYPE = 65_535
TICKS_PER_CPU_UNIT = 125
MIB = 1 << 20
MOST_CPU_STEPS = 255
MOST_MEMORY_STEPS = 1023
NO_SIZE = 127
DIGITS = Decimal("1e-10")
AMOUNT_COLUMNS = ("ticks", "bytes", "ephemeral", "counts", "seconds")
PLACE_COLUMNS = ("regions", "architectures", "systems")
LOOKUPS = ("cpu_class", "memory_class", "cells", "cells_of_group", "vcpu_milli", "memory_mib")
TYPES = {"u1": np.uint8, "u2": np.uint16, "u4": np.uint32, "i4": np.int32, "i8": np.int64, "f8": np.float64}


def read(folder):
    """Every column of `folder` by name."""
    return {path.stem: np.fromfile(path, TYPES[path.suffix[1:]]) for path in folder.iterdir()}


def price(columns, rows, tables, out):
    """One chunk in float64, with the look-ups of the core: its tables are the fastest way here, too.

    Like the core it takes no row on trust (NumPy reads a negative index from the other end), and its columns go out:
    amount, size and whether the row is bad.
    """
    ticks, size_bytes, ephemeral, counts, seconds = (columns[name][rows] for name in AMOUNT_COLUMNS)
    regions, architectures, systems = (columns[name][rows] for name in PLACE_COLUMNS)
    bad = (regions >= tables["regions"]) | (architectures > 1) | (systems > 1)
    group = np.where(bad, tables["none"], regions.astype(np.int64) * 4 + systems * 2 + architectures)
    bad |= (ticks < 0) | (size_bytes <= 0) | (ephemeral < 0) | (ephemeral > tables["most_gib"])
    bad |= (counts < 0) | (seconds < 0)
    cpu = columns["cpu_class"][np.clip(-(-ticks // TICKS_PER_STEP), 0, MOST_CPU_STEPS)]
    memory = columns["memory_class"][np.clip((size_bytes + (MEMORY_STEP - 1)) >> 29, 0, MOST_MEMORY_STEPS)]
    size = columns["cells"][columns["cells_of_group"][group] + cpu.astype(np.int64) * STRIDE + memory]
    billed = np.maximum(ephemeral - tables["included_gib"], 0)
    each = tables["hour"][group * STRIDE + size] + billed * tables["storage_hour"][group]
    out["amounts"][rows] = counts.astype(np.float64) * seconds * each / 3600.0
    out["vcpu_milli"][rows] = columns["vcpu_milli"][size]
    out["memory_mib"][rows] = columns["memory_mib"][size]
    out["errors"][rows] = bad | (size == NO_SIZE)


def price_trusted(columns, rows, tables, out):
    """The amount alone, of rows of which nothing can be wrong."""
    cpu = columns["cpu_class"][(columns["ticks"][rows] + (TICKS_PER_STEP - 1)) // TICKS_PER_STEP]
    memory = columns["memory_class"][(columns["bytes"][rows] + (MEMORY_STEP - 1)) >> 29]
    group = columns["regions"][rows].astype(np.int64) * 4 + columns["architectures"][rows]
    size = columns["cells"][columns["cells_of_group"][group] + cpu.astype(np.int64) * STRIDE + memory]
    billed = np.maximum(columns["ephemeral"][rows] - tables["included_gib"], 0)
    each = tables["hour"][group * STRIDE + size] + billed * tables["storage_hour"][group]
    out["amounts"][rows] = columns["counts"][rows].astype(np.float64) * columns["seconds"][rows] * each / 3600.0


def tables_of(columns):
    """What rows are multiplied with or compared to, in float64."""
    hour, storage_hour = (columns[name] / columns["scale"][0] for name in ("prices", "storage_prices"))
    included, most = columns["ephemeral_limits"]
    none = len(storage_hour) - 1
    return {
        "hour": hour,
        "storage_hour": storage_hour,
        "included_gib": included,
        "most_gib": most,
        "none": none,
        "regions": none // 4,
    }


def empty_results(rows):
    """Columns for the results of so many rows, in memory that the process has written to, as that of the core."""
    types = {"amounts": np.float64, "vcpu_milli": np.int32, "memory_mib": np.int32, "errors": np.bool_}
    return {name: np.ones(rows, kind) for name, kind in types.items()}


def seconds_of_numpy(pricing, columns, chunk, out):
    """Time of one pass of `pricing` over all rows."""
    tables = tables_of(columns)
    rows = len(out["amounts"])
    start = time.perf_counter()
    for first in range(0, rows, chunk):
        pricing(columns, slice(first, first + chunk), tables, out)
    return time.perf_counter() - start


def decimal_row(row, tables):
    """Amount, size and whether the row is bad, in Decimal."""
    ticks, size_bytes, gib, count, seconds, region, architecture, system = row
    bad_place = region >= tables["regions"] or architecture > 1 or system > 1
    if bad_place or min(ticks, gib, count, seconds) < 0 or size_bytes <= 0 or gib > tables["most_gib"]:
        return None, 0, 0, True
    group = region * 4 + system * 2 + architecture
    cpu = tables["cpu_class"][min(-(-ticks // TICKS_PER_STEP), MOST_CPU_STEPS)]
    memory = tables["memory_class"][min(-(-size_bytes // MEMORY_STEP), MOST_MEMORY_STEPS)]
    size = tables["cells"][tables["cells_of_group"][group] + cpu * STRIDE + memory]
    if size == NO_SIZE:
        return None, 0, 0, True
    each = tables["hour"][group * STRIDE + size] + max(gib - tables["included_gib"], 0) * tables["storage_hour"][group]
    amount = (Decimal(count) * Decimal(seconds) * each / 3600).quantize(DIGITS)
    return amount, tables["vcpu_milli"][size], tables["memory_mib"][size], False


def seconds_of_decimal(columns):
    """Time for the first rows with the prices of sizes at hand as Decimal, and the amounts."""
    rows = list(
        zip(*(columns[name][:DECIMAL_ROWS].tolist() for name in (*AMOUNT_COLUMNS, *PLACE_COLUMNS)), strict=True)
    )
    scale = Decimal(int(columns["scale"][0]))
    tables = {name: columns[name].tolist() for name in LOOKUPS}
    tables["hour"], tables["storage_hour"] = (
        [Decimal(value) / scale for value in columns[name].tolist()] for name in ("prices", "storage_prices")
    )
    tables["included_gib"], tables["most_gib"] = columns["ephemeral_limits"].tolist()
    tables["regions"] = len(tables["storage_hour"]) // 4
    start = time.perf_counter()
    results = [decimal_row(row, tables) for row in rows]
    return time.perf_counter() - start, results


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
    out = empty_results(COMPARED_ROWS)
    start = time.perf_counter()
    seconds_of_numpy(price, columns, COMPARED_ROWS, out)
    totals, chosen, wins = compare(columns, out["amounts"])
    took = time.perf_counter() - start
    known = columns["chosen_types"][:COMPARED_ROWS] != NO_TYPE
    if not np.allclose(totals[known] * 1e10, columns["host_totals"][:COMPARED_ROWS][known], rtol=1e-12, atol=10):
        raise AssertionError("NumPy and the core differ in the cost of hosts")
    if (wins != (columns["winners"][:COMPARED_ROWS] == 0))[known].mean() > 1e-4:
        raise AssertionError("NumPy and the core differ in winners")
    if (chosen != columns["chosen_types"][:COMPARED_ROWS])[known].mean() > 0.02:  # Equal costs have other names.
        raise AssertionError("NumPy and the core differ in types")
    return took


def check(columns, out, results):
    """The same results: amounts of NumPy to its precision, Decimal and all else to the last digit."""
    good = columns["errors"] == 0
    if not np.allclose(out["amounts"][good] * 1e10, columns["amounts"][good], rtol=1e-12, atol=1):
        raise AssertionError("NumPy and the core differ in amounts")
    if (out["errors"] == good).any():
        raise AssertionError("NumPy and the core differ in what is bad")
    if any((out[name][good] != columns[f"bought_{name}"][good]).any() for name in ("vcpu_milli", "memory_mib")):
        raise AssertionError("NumPy and the core differ in sizes")
    for row, (amount, vcpu, memory, bad) in enumerate(results):
        expected = (None, 0, 0, True)
        if good[row]:
            size = (columns["bought_vcpu_milli"][row], columns["bought_memory_mib"][row])
            expected = (Decimal(int(columns["amounts"][row])).scaleb(-10), *size, False)
        if (amount, vcpu, memory, bad) != expected:
            raise AssertionError(f"Decimal and the core differ at row {row}")


def output_of_core(binary, rows, folder):
    """Run the benchmark of the core and return what it printed.

    NumPy asks for huge pages for its columns, so that those of the core stand in huge pages, too.
    """
    huge_pages = {**os.environ, "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
    return subprocess.run([binary, rows, folder], check=True, capture_output=True, text=True, env=huge_pages).stdout


class Speeds:
    """Microseconds a row, a figure for each turn."""

    def __init__(self):
        self.ours, self.compared, self.compared_plain, self.exact_decimal = [], [], [], []
        self.plain = {(pricing, chunk): [] for pricing in (price, price_trusted) for chunk in CHUNKS}

    def run(self, binary, rows, folder):
        """One turn; returns what the benchmark of the core printed."""
        text = output_of_core(binary, rows, folder)
        self.ours.append(1 / max(float(found) for found in re.findall(r"exact ([\d.]+), on two", text)))
        self.compared.append(1 / float(re.search(r"all types of a region: ([\d.]+)", text)[1]))
        columns = read(Path(folder))
        count = len(columns["counts"])
        for (pricing, chunk), speeds in self.plain.items():
            out = empty_results(count)
            speeds.append(seconds_of_numpy(pricing, columns, chunk, out) / count * 1e6)
            if pricing is price:
                checked = out
        self.compared_plain.append(seconds_of_comparison(columns) / COMPARED_ROWS * 1e6)
        took, results = seconds_of_decimal(columns)
        self.exact_decimal.append(took / len(results) * 1e6)
        check(columns, checked, results)
        return text

    def best(self, pricing):
        """Of all chunks."""
        return min(statistics.median(times) for (of, _), times in self.plain.items() if of is pricing)


def main():
    """Run the benchmark of the core named first, on so many rows."""
    binary, rows = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "10000000"
    speeds = Speeds()
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(TURNS):
            text = speeds.run(binary, rows, folder)
            if turn == 0:
                print(text, end="")
    mine = statistics.median(speeds.ours)
    ratio = statistics.median(speeds.compared_plain) / statistics.median(speeds.compared)
    decimal = statistics.median(speeds.exact_decimal)
    print(
        f"  full comparison against NumPy {np.__version__}: {ratio:.0f} times faster (goal: 50)\n"
        f"  against NumPy {np.__version__} (float64, best chunk), same columns out: {speeds.best(price) / mine:.1f} "
        f"times faster (goal: 5); amounts alone, rows trusted: {speeds.best(price_trusted) / mine:.1f}\n"
        f"  against Decimal of Python {platform.python_version()}: {decimal / mine:.0f} times faster (goal: 400)"
    )


if __name__ == "__main__":
    main()
