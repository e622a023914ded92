"""`prices show`: what the price book holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from container_tco.cli.sources import open_price_book, output_options, price_options
from container_tco.cli.writing import complain, table_text, write_output

if TYPE_CHECKING:
    from container_tco import PriceBook, PriceRow


@click.group("prices")
def prices_group() -> None:
    """The prices that answers are made of."""


@prices_group.command("show")
@click.option("--region", metavar="REGION", help="Only this region.")
@click.option("--key", "key_prefix", default="", metavar="PREFIX", help="Only keys that start so: fargate/ecs.")
@price_options
@click.option("--format", "format", type=click.Choice(["table", "json", "csv"]), default="table")
@output_options
def show_command(
    region: str | None,
    key_prefix: str,
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
    rows = [shown for row in book.prices(key_prefix, region) for shown in _rows_of(row)]
    if not rows:
        complain(_nothing_found(book, key_prefix, region))
        return 1
    write_output(table_text(rows, format), output)
    if not quiet:
        complain(f"{len(rows)} prices; price book {book.version}, {book.digest}")
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
