"""Old prices are said once, not each time."""

from __future__ import annotations

import warnings
from collections.abc import Iterable

from container_tco._core import Estimate, PriceBook, PriceRow, StalePrice, stale_prices

MAX_AGE_DAYS = 180
"""From this age on a price is worth a warning."""

_warned: set[str] = set()


class StalePriceWarning(UserWarning):
    """Prices behind an answer are older than 180 days."""


def warn_of_old_prices(book: PriceBook, estimates: Iterable[Estimate], today: str = "") -> None:
    """Warn when prices behind the estimates are older than 180 days: once for each price book in a process.

    today: an ISO date; that of the system's clock unless given.
    """
    if book.digest in _warned:
        return
    stale = stale_prices_of(book, estimates, today)
    if stale:
        _warned.add(book.digest)
        warnings.warn(_sentence(stale), StalePriceWarning, stacklevel=3)


def stale_prices_of(book: PriceBook, estimates: Iterable[Estimate], today: str = "") -> list[StalePrice]:
    """Return the prices behind the estimates that are older than 180 days, oldest first."""
    return stale_prices(_used_rows(book, estimates), today or _system_date(), MAX_AGE_DAYS)


def _used_rows(book: PriceBook, estimates: Iterable[Estimate]) -> list[PriceRow]:
    used = {
        (estimate.region, line.price_key)
        for estimate in estimates
        for line in estimate.lines
        if not line.is_labour
    }  # fmt: skip
    rows = (book.find_price(key, region) for region, key in sorted(used))
    return [row for row in rows if row is not None]


def _system_date() -> str:
    import datetime

    return datetime.date.today().isoformat()


def _sentence(stale: list[StalePrice]) -> str:
    oldest = stale[0]
    count = "1 price is" if len(stale) == 1 else f"{len(stale)} prices are"
    return (
        f"{count} older than {MAX_AGE_DAYS} days, the oldest ({oldest.key} in {oldest.region}) of {oldest.as_of}. "
        "`container-tco prices import` brings newer ones from AWS's own files"
    )
