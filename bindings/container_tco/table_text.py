"""A table as texts: row by row, and as CSV that spreadsheets can open, where no cell is run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from container_tco.spreadsheets import safe_cell
from container_tco.table import Table


def text_rows(table: Table, limit: int | None = None) -> Iterator[dict[str, str]]:
    """Yield the first `limit` rows, or all, as texts by column, not escaped; a null is empty."""
    for cells in table._core.cell_texts(table.row_count if limit is None else limit):
        yield dict(zip(table.column_names, (cell or "" for cell in cells), strict=True))


def csv_text(table: Table) -> str:
    """Return CSV with one header row; a null is an empty cell, and zeros at the end of decimals are left out."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([safe_cell(name) for name in table.column_names])
    is_decimal = [type_.startswith("decimal") for type_ in table.column_types]
    for row in table._core.cell_texts(table.row_count):
        writer.writerow(
            [
                "" if cell is None else _trimmed(cell) if decimal else safe_cell(cell)
                for cell, decimal in zip(row, is_decimal, strict=True)
            ]
        )
    return stream.getvalue()


def _trimmed(decimal: str) -> str:
    return decimal.rstrip("0").rstrip(".") if "." in decimal else decimal
