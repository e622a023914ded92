"""`verify`: published examples, computed again."""

from __future__ import annotations

import glob
import os
from typing import TYPE_CHECKING

import click

from container_tco.cli.sources import open_price_book, output_options, price_options
from container_tco.cli.writing import complain, table_text, write_output

if TYPE_CHECKING:
    from container_tco import PriceBook
    from container_tco._core import ExampleResult


@click.command("verify")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@price_options
@click.option("--format", "format", type=click.Choice(["table", "json", "csv"]), default="table")
@output_options
def verify_command(
    paths: tuple[str, ...],
    overlays: tuple[str, ...],
    price_book: str | None,
    format: str,
    output: str | None,
    quiet: bool,
) -> int:
    """Compute published examples again and compare, figure by figure.

    PATH is a file of worked examples, or a folder of them. Exit code 1 when a figure or a file fails.
    """
    book = open_price_book(price_book, overlays)
    files = [file for path in paths for file in _files_of(path)]
    results = [result for file in files for result in _verify_file(file, book)]
    write_output(table_text([row for result in results for row in _rows_of(result)], format), output)
    failed = [result.id or result.file for result in results if not result.passed]
    if failed:
        complain(f"{len(failed)} of {len(results)} examples failed: {', '.join(failed)}")
    elif not quiet:
        complain(f"{len(results)} examples agree with what was published")
    return 1 if failed or not results else 0


def _files_of(path: str) -> list[str]:
    if not os.path.isdir(path):
        return [path]
    return sorted(glob.glob(os.path.join(glob.escape(path), "**", "*.json"), recursive=True))


def _verify_file(path: str, book: PriceBook) -> list[ExampleResult]:
    from container_tco._core import ExampleResult, ExampleVerdict, verify_examples
    from container_tco.prices import read_text

    try:
        return verify_examples(read_text(path), path, book)
    except OSError as error:
        reason = f"{path}: {error.strerror}"
        return [ExampleResult(id=os.path.basename(path), file=path, reason=reason, verdict=ExampleVerdict.error)]


def _rows_of(result: ExampleResult) -> list[dict[str, str]]:
    rows = [
        {
            "id": result.id,
            "figure": check.of,
            "published": check.published,
            "computed": check.computed,
            "verdict": check.verdict.name,
            "source": result.source,
            "note": check.note or result.reason,
        }
        for check in result.checks
    ]
    return rows or [
        {
            "id": result.id or os.path.basename(result.file),
            "figure": "",
            "published": "",
            "computed": "",
            "verdict": result.verdict.name,
            "source": result.source or result.file,
            "note": result.reason,
        }
    ]
