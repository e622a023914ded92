"""`prices import`: AWS's own files into a price book."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from container_tco.cli.progress import no_progress_option, progress_bar
from container_tco.cli.sources import output_options
from container_tco.cli.writing import complain, table_text, write_output

if TYPE_CHECKING:
    from container_tco._core import OfferFile
    from container_tco.price_imports import PriceImport

MAX_REASONS_SHOWN = 12


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--into", metavar="DIR", help="The price book to write: new, or one that is brought up to date.")
@click.option("--region", "regions", multiple=True, metavar="REGION", help="Only this region; may be repeated.")
@click.option("--book-version", metavar="TEXT", help="Of the written book; the newest date in it unless given.")
@click.option("--dry-run", is_flag=True, help="Read and compare, but write nothing.")
@no_progress_option
@click.option("--format", "format", type=click.Choice(["table", "json", "csv"]), default="table")
@output_options
def import_command(
    files: tuple[str, ...],
    into: str | None,
    regions: tuple[str, ...],
    book_version: str | None,
    dry_run: bool,
    no_progress: bool,
    format: str,
    output: str | None,
    quiet: bool,
) -> int:
    """Take prices from the files that AWS publishes, plain or gzip.

    \b
    FILE is one of these; what it is, its content tells; "-" is standard input:
      a Price List offer file (JSON or CSV) of AmazonEC2, AmazonECS, AmazonEKS,
        AmazonECR, AWSELB, AmazonVPC, AmazonCloudWatch, AWSDataTransfer;
      a Savings Plans offer file (JSON or CSV);
      the output of `aws pricing get-products`;
      the output of `aws ec2 describe-spot-price-history`;
      the Fargate Spot feed of the pricing page.

    The rows are laid over the price book in DIR, or over the bundled one when DIR is new. The book in DIR is replaced
    at once, at the end: an import that fails or is interrupted leaves it as it was. What each file held goes to
    standard output.
    """
    from container_tco._core import PriceBook
    from container_tco.offer_files import size_on_disk
    from container_tco.price_imports import import_prices

    if not into and not dry_run:
        raise click.UsageError("a folder for the price book is needed: --into DIR (or --dry-run)")
    base = PriceBook.load(into) if into and os.path.exists(into) and os.listdir(into) else None
    with progress_bar(size_on_disk(list(files)), "reading", not (no_progress or quiet)) as bar:
        advance = bar.update if bar else lambda _bytes: None
        found = import_prices(*files, base=base, regions=list(regions), progress=advance)
    write_output(table_text([_summary(file) for file in found.result.files], format), output)
    if not quiet:
        _tell(found)
    if older := found.older_than_replaced:
        complain(f"{len(older)} prices are older than those they replace, such as {older[0].key} in {older[0].region}")
    if not found.result.prices and not found.result.spot:
        complain("nothing was written: no price of the files is one that the price book keeps")
        return 1
    if into and not dry_run:
        found.write(into, version=book_version)
        if not quiet:
            complain(f"written to {into}; use it with --price-book {into}")
    return 0


def _summary(file: OfferFile) -> dict[str, str]:
    return {
        "file": file.name, "kind": file.kind, "offer": file.offer, "version": file.version,
        "published": file.publication_date, "bytes": str(file.bytes_read), "products": str(file.products_seen),
        "taken": str(file.products_selected), "prices": str(file.prices_seen),
    }  # fmt: skip


def _tell(found: PriceImport) -> None:
    for file in found.result.files:
        for line in _left_out(file):
            complain(line)
    difference = found.difference
    new, changed = len(difference.added), len(difference.changed)
    complain(
        f"{len(found.result.prices)} prices: {new} new, {changed} changed, "
        f"{len(found.result.prices) - new - changed} as before; {len(found.result.spot)} Spot observations"
    )


def _left_out(file: OfferFile) -> Iterator[str]:
    reasons = sorted(file.skipped.items(), key=lambda item: (-item[1].count, item[0]))
    for reason, skipped in reasons[:MAX_REASONS_SHOWN]:
        yield f"{file.name}: left out {skipped.count:,} × {reason}, such as {skipped.example}"
    if len(reasons) > MAX_REASONS_SHOWN:
        yield f"{file.name}: and {len(reasons) - MAX_REASONS_SHOWN} more reasons"
    for warning in file.warnings:
        yield f"{file.name}: {warning}"
