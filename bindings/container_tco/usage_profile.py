"""Usage hour by hour, from columns, tables and files."""

from __future__ import annotations

import datetime
import decimal
import numbers
from collections.abc import Iterable, Mapping
from typing import Any

from container_tco import _core
from container_tco._core import InvalidInputError, PriceBook, UsageKind, printable
from container_tco.options import Exact
from container_tco.prices import Path, price_book_of
from container_tco.usage_files import load_usage_columns

HOUR = "hour"
"""The column that may say which hour a row is."""


class UsageProfile:
    """How much of each kind was used, hour by hour: the same hours for all.

    usage: a mapping of price keys ("fargate/ecs/linux/x86_64/vcpu", "ec2/linux/on_demand/m5.large") or names of your
        own to columns, or a table of pandas or Polars with such columns. Amounts are whole numbers, Decimal, Fraction
        or str; floats are refused. A column "hour" may number the hours or give their times; it is checked and left
        out.
    region: whose on-demand prices the keys have.
    list_prices: prices on demand of one unit for names of your own ("lambda/gb_second"), or in place of the book's.
    prices: the price book; the bundled one unless given.

    Raises InvalidInputError that names column and hour, TypeError for floats, PriceNotFoundError with the nearest keys.
    """

    def __init__(
        self,
        usage: Any,
        *,
        region: str | None = None,
        list_prices: Mapping[str, Exact] | None = None,
        prices: PriceBook | Path | None = None,
    ) -> None:
        """Check and take over the columns."""
        columns = _columns_of(usage)
        _check_hours(columns.pop(HOUR, None))
        self.region: str | None = region
        self.prices = price_book_of(prices)
        kinds = _kinds_of(columns, self.prices, region, list_prices or {})
        self.core = _core.HourlyUsageProfile(kinds, [_amounts(key, column) for key, column in columns.items()])

    @classmethod
    def of_core(cls, core: _core.HourlyUsageProfile, *, region: str, prices: PriceBook) -> UsageProfile:
        """Wrap a profile of the core."""
        made = cls.__new__(cls)
        made.core, made.region, made.prices = core, region, prices
        return made

    @classmethod
    def from_file(cls, path: Path, **options: Any) -> UsageProfile:
        """Return the profile in a CSV, JSON, JSON Lines or Parquet file, one row an hour; "-" is standard input.

        path: a CSV file with a header of keys; a JSON list, or JSON Lines (.jsonl, .ndjson), of objects with the same
            keys; each also with .gz; or a file that ends in .parquet or .pq. options: as of UsageProfile.

        Raises OSError, ParseError, ImportError for Parquet without pyarrow, and what UsageProfile raises, with the file
        and the row.
        """
        usage = load_usage_columns(path)
        try:
            return cls(usage.columns, **options)
        except (InvalidInputError, TypeError) as error:
            raise usage.placed(error) from None

    @property
    def keys(self) -> list[str]:
        """Of the kinds, in the order of the columns."""
        return [kind.key for kind in self.core.kinds]

    @property
    def hours(self) -> int:
        """How many."""
        return self.core.hours

    @property
    def on_demand_cost(self) -> Any:
        """What all of it costs on demand: a Decimal, or a Fraction where no Decimal is exact."""
        return self.core.on_demand_cost

    def __repr__(self) -> str:
        """In short."""
        return f"UsageProfile({len(self.keys)} kinds, {self.hours} hours)"

    def need_region(self) -> str:
        """Return the region. Raises InvalidInputError without one."""
        if self.region is None:
            raise InvalidInputError("region: expected one for the prices of the book, found none. Write region=...")
        return self.region


def _columns_of(usage: Any) -> dict[str, Any]:
    names = usage.keys() if isinstance(usage, Mapping) else getattr(usage, "columns", None)
    if names is None or isinstance(usage, (str, bytes)):
        raise TypeError(f"usage: expected a mapping of keys to columns, or a table, found {usage!r:.80}")
    columns = {name: usage[name] for name in names}
    for name in columns:
        if not isinstance(name, str):
            raise TypeError(f"usage: expected price keys as names of columns, found {name!r:.80}")
    return columns


def _kinds_of(
    columns: Iterable[str], book: PriceBook, region: str | None, list_prices: Mapping[str, Exact]
) -> list[UsageKind]:
    kinds = []
    for key in columns:
        if key in list_prices:
            kinds.append(UsageKind(key=key, unit="", list_price=list_prices[key]))
        elif region is None:
            raise InvalidInputError(
                f"usage of {printable(key)}: expected a region, whose price it has, or its price in list_prices; "
                "found neither"
            )
        else:
            kinds += _core.usage_kinds(book, region, [key])
    for key in list_prices:
        if key not in columns:
            raise InvalidInputError(f"list_prices: expected the key of a column, found '{printable(str(key))}'")
    return kinds


def _amounts(key: str, column: Any) -> Any:
    kind = getattr(getattr(column, "dtype", None), "kind", "")
    if kind == "f":
        raise TypeError(
            f"usage of {printable(key)}: expected exact numbers, found binary floating-point numbers. "
            "Use whole numbers, Decimal or str, for example column.astype(str)"
        )
    if hasattr(column, "to_numpy") and kind in ("i", "u"):
        column = column.to_numpy()
    if kind == "i":
        return column.astype("int64")
    if isinstance(column, (str, bytes)) or not isinstance(column, Iterable):
        raise TypeError(f"usage of {printable(key)}: expected one amount an hour, found {column!r:.80}")
    amounts = [value.item() if kind == "u" else value for value in column]
    for hour, value in enumerate(amounts):
        if value is None or value == "":
            raise InvalidInputError(
                f"usage of {printable(key)} in hour {hour}: expected an amount, found nothing. Write 0 for no usage"
            )
        if isinstance(value, float):
            raise TypeError(
                f"usage of {printable(key)} in hour {hour}: expected an exact number, found the binary floating-point "
                f'number {value!r}. Write the digits as text, for example Decimal("0.5") or "0.5"'
            )
        if isinstance(value, bool) or not isinstance(value, (numbers.Rational, decimal.Decimal, str)):
            raise TypeError(f"usage of {printable(key)} in hour {hour}: expected an amount, found {value!r:.80}")
    return amounts


def _check_hours(column: Any) -> None:
    """Hours are numbered, or times that lie one hour apart: none missing, repeated or out of order."""
    if column is None:
        return
    hours = [_hour_of(value, index) for index, value in enumerate(column)]
    for index in range(1, len(hours)):
        before, after = hours[index - 1], hours[index]
        step = datetime.timedelta(hours=1) if isinstance(before, datetime.datetime) else 1
        try:
            is_next = after - before == step
        except TypeError:
            is_next = False
        if not is_next:
            raise InvalidInputError(
                f"hour of row {index}: expected one hour after {before}, found {after}. Hours must be in order, "
                "without gaps or repeats and in one time zone"
            )


def _hour_of(value: Any, index: int) -> Any:
    if isinstance(value, str):
        text = value.strip()
        if text.isdecimal():
            return int(text)
        try:
            value = datetime.datetime.fromisoformat(text)
        except ValueError:
            raise InvalidInputError(
                f"hour of row {index}: expected a whole number or a time such as 2026-01-01T00:00Z, found "
                f"'{printable(text)}'"
            ) from None
    if isinstance(value, datetime.datetime) and value.tzinfo is not None:
        return value.astimezone(datetime.UTC)
    return value
