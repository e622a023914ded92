"""What did the price change cost us: one workload under two price books."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from container_tco._core import Error, PriceBook, PriceChange, Workload, price_change
from container_tco.comparison import compare
from container_tco.prices import Path, load_prices


@dataclass(frozen=True)
class PriceImpact:
    """The effect of new prices on each deployment.

    changes: one for each deployment that both books can price, cheapest first; each unfolds into lines, and into the
        effect of the prices at the old plan and that of the new plan.
    left_out: why the others are not there, by name.
    """

    changes: list[PriceChange]
    left_out: dict[str, str] = field(default_factory=dict)


def price_impact(
    workload: Workload, *, before: PriceBook | Path, after: PriceBook | Path, **options: Any
) -> PriceImpact:
    """Price a workload under two price books.

    before, after: price books, or folders with one.
    options: those of `compare`, but for `prices`; `region` is needed.

    Raises what `compare` raises.
    """
    old, new = (book if isinstance(book, PriceBook) else load_prices(book) for book in (before, after))
    changes, left_out = [], {}
    for estimate in compare(workload, prices=old, **options).estimates:
        name = estimate.deployment.name
        if not estimate.is_complete:
            left_out[name] = "not possible, or not all of it priced, under the old prices"
            continue
        try:
            changes.append(price_change(workload, estimate.deployment, old, new, estimate.options))
        except Error as error:
            left_out[name] = str(error)
    return PriceImpact(changes, left_out)
