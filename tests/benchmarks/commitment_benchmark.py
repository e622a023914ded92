"""How long the optimal commitment for a year takes, as a ratio to a plain NumPy search over a fine grid.

8,760 hours × 20 kinds; the grid has 2,000 amounts. Both run in turns in one process; medians are printed.
Goals: at least 100 times faster, and never worse: the exact cost of our amount is at most that of the grid's best.
"""

import statistics
import sys
import time
from decimal import Decimal

import container_tco as tco
import numpy
from container_tco import _core

HOURS, KINDS, GRID, TURNS = 8760, 20, 2000, 5


def year(seed):
    """Usage with a daily rhythm and noise, prices and rates of 20 kinds."""
    generator = numpy.random.default_rng(seed)
    day = numpy.where((numpy.arange(HOURS) % 24 > 7) & (numpy.arange(HOURS) % 24 < 20), 3, 1)
    usage = {
        f"kind {i}": generator.integers(50, 150, HOURS) * day * int(generator.integers(1, 9)) for i in range(KINDS)
    }
    prices = [Decimal(int(generator.integers(200, 4000))).scaleb(-4) for _ in range(KINDS)]
    rates = [price * int(generator.integers(45, 90)) / 100 for price in prices]
    return usage, prices, rates


def grid_search(usage, prices, rates, order):
    """The cheapest of the grid: for each amount, what every hour covers kind after kind."""
    spend = numpy.array([usage[i] * rates[i] for i in order])
    ratio = numpy.array([prices[i] / rates[i] for i in order])[:, None]
    before = numpy.cumsum(spend, axis=0) - spend
    on_demand = float((spend * ratio).sum())
    best = (on_demand, 0.0)
    for amount in numpy.linspace(0, float(spend.sum(axis=0).max()), GRID):
        covered = numpy.clip(amount - before, 0, spend)
        best = min(best, (amount * HOURS + on_demand - float((covered * ratio).sum()), amount))
    return best[1]


def measure(seed):
    """Run both in turns and return the ratio of the medians."""
    usage, prices, rates = year(seed)
    keys = list(usage)
    profile = tco.UsageProfile(usage, list_prices=dict(zip(keys, prices, strict=True)))
    covers = [_core.Coverage(usage=i, rate=rate, consumes=rate, size=0) for i, rate in enumerate(rates)]
    offer = _core.CommitmentOffer(name="plan", covers=covers)
    order = sorted(range(KINDS), key=lambda i: (rates[i] / prices[i], rates[i]))
    columns = [usage[key] for key in keys]
    ours, theirs = [], []
    for _ in range(TURNS):
        start = time.perf_counter()
        best = tco.optimal_commitment(profile, offer=offer)
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        amount = grid_search(columns, [float(price) for price in prices], [float(rate) for rate in rates], order)
        theirs.append(time.perf_counter() - start)
    grid = tco.apply_commitments(profile, [_core.HeldCommitment(offer=offer, limit=Decimal(repr(float(amount))))])
    if best.applied.cost > grid.cost:
        raise AssertionError("the grid found a cheaper amount")
    ratio = statistics.median(theirs) / statistics.median(ours)
    print(
        f"seed {seed}: {ratio:.0f} times faster (goal: 100), cheaper than the grid by "
        f"{tco.to_decimal(grid.cost - best.applied.cost):.4f}; ours {statistics.median(ours) * 1000:.1f} ms"
    )
    return ratio


def main():
    """Measure three years."""
    print(
        f"optimal commitment, {HOURS:,} hours × {KINDS} kinds, against a grid of {GRID:,}: "
        f"Python {sys.version.split()[0]}, NumPy {numpy.__version__}"
    )
    for seed in (1, 2, 3):
        measure(seed)


if __name__ == "__main__":
    main()
