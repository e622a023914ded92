"""`prices`: what the price book holds, and the commands that compare, check and renew it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from container_tco.cli.price_books import check_command, diff_command, impact_command
from container_tco.cli.price_import import import_command
from container_tco.cli.sources import open_price_book, output_options, price_options
from container_tco.cli.writing import complain, table_text, write_output

if TYPE_CHECKING:
    from container_tco import PriceBook, PriceRow
    from container_tco._core import SpotObservation


@click.group("prices")
def prices_group() -> None:
    """The prices that answers are made of."""


prices_group.add_command(diff_command)
prices_group.add_command(check_command)
prices_group.add_command(impact_command)
prices_group.add_command(import_command)


@prices_group.command("show")
@click.option("--region", metavar="REGION", help="Only this region.")
@click.option("--key", "key_prefix", default="", metavar="PREFIX", help="Only keys that start so: fargate/ecs.")
@click.option("--spot", is_flag=True, help="Observations of Spot, which are no prices.")
@price_options
@click.option("--format", "format", type=click.Choice(["table", "json", "csv"]), default="table")
@output_options
def show_command(
    region: str | None,
    key_prefix: str,
    spot: bool,
    overlays: tuple[str, ...],
    price_book: str | None,
    format: str,
    output: str | None,
    quiet: bool,
) -> int:
    """Show prices with their unit, date and source."""
    book = open_price_book(price_book, overlays)
    if region is not None:
        book.region(region)
    if spot:
        rows = [_observed(seen) for seen in book.spot_observations(key_prefix, region)]
    else:
        rows = [_as_charged(book, row) or shown for row in book.prices(key_prefix, region) for shown in _rows_of(row)]
    if not rows:
        complain(_nothing_found(book, key_prefix, region))
        return 1
    write_output(table_text(rows, format), output)
    if not quiet:
        kind = "observations, no prices" if spot else "prices"
        complain(f"{len(rows)} {kind}; price book {book.version}, {book.digest}")
    return 0


def _nothing_found(book: PriceBook, key_prefix: str, region: str | None) -> str:
    from container_tco._core import nearest_names

    depth = key_prefix.rstrip("/").count("/") + 1
    starts = sorted({"/".join(row.key.split("/")[:depth]) for row in book.prices("", region)})
    nearest = ", ".join(nearest_names(key_prefix.rstrip("/"), starts, 3))
    return f"key: expected the start of a price key, found '{key_prefix}', which no key starts with; nearest: {nearest}"


def _rows_of(row: PriceRow) -> list[dict[str, str]]:
    return [
        {
            "key": row.key,
            "region": row.region,
            "price": f"{tier.price.amount:f}" if hasattr(tier.price.amount, "as_tuple") else str(tier.price.amount),
            "currency": tier.price.currency,
            "unit": row.unit,
            "from_units": str(tier.begin) if row.is_tiered else "",
            "as_of": row.provenance.as_of,
            "confidence": row.provenance.confidence,
            "source": row.provenance.source,
        }
        for tier in row.tiers
    ]


def _as_charged(book: PriceBook, row: PriceRow) -> dict[str, str] | None:
    """Return the fee on the day of the book where its rule has changed since the day of the row."""
    from container_tco._core import HostManagement, RateBasis, management_fee

    managements = {
        "ecs/managed_instances": HostManagement.ecs_managed_instances,
        "eks/auto_mode": HostManagement.eks_auto_mode,
    }
    name, _, instance_type = row.key.rpartition("/")
    # Books of one's own may have a version that is no date: their rows are shown as they stand.
    if name not in managements or not _is_date(book.version):
        return None
    fee = management_fee(book, managements[name], instance_type, row.region, book.version)
    if fee.basis is not RateBasis.derived:
        return None
    return {
        **_rows_of(row)[0],
        "price": f"{fee.price.money.amount:f}",
        "confidence": fee.provenance.confidence,
        "source": f"{fee.derivation}; {fee.provenance.source}; {fee.provenance.note}",
    }


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _observed(seen: SpotObservation) -> dict[str, str]:
    prices = [(name, getattr(seen, name)) for name in ("average", "last", "minimum", "median", "maximum")]
    counts = [(name, getattr(seen, name)) for name in ("snapshots", "saving_percent")]
    return {
        "key": seen.key,
        "region": seen.region,
        **{name: "" if money is None else str(money.amount) for name, money in prices},
        "unit": seen.unit,
        **{name: "" if count is None else str(count) for name, count in counts},
        "interruptions": seen.interruption_band,
        "as_of": seen.provenance.as_of,
        "source": seen.provenance.source,
    }
