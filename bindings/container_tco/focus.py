"""Estimates in the shape of FOCUS 1.2, to stand beside the rows of a bill."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from container_tco import _core
from container_tco._core import Estimate, FocusOptions, PriceBook
from container_tco.prices import Path, price_book_of
from container_tco.table import Table

if TYPE_CHECKING:
    from container_tco.answer import Answer


def focus_rows(
    estimates: Answer | Iterable[Estimate],
    *,
    month: str = "",
    options: FocusOptions | None = None,
    prices: PriceBook | Path | None = None,
) -> Table:
    """Return a row for each line of each complete estimate, with the columns of FOCUS 1.2 and own ones ("x_").

    month: the charge period, such as "2026-12"; needed unless a calendar month was priced, and no other than that one.
    Estimates of other hours, such as 730, keep them (x_PeriodHours): price the month for its own. options: names of
    provider and account, scenario and date. Every row is marked as an estimate; labour is in rows of its own
    (x_CostType). `ListCost` is `ListUnitPrice` × `PricingQuantity` to the last digit. Raises InvalidInputError.
    """
    listed = list(estimates) if isinstance(estimates, Iterable) else estimates.estimates
    given = options or FocusOptions()
    if month:
        given = given.with_(month=month)
    return Table(_core.focus_rows(listed, price_book_of(prices), given))
