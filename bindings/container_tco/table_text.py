"""A table as CSV that spreadsheets can open: no cell is run as a formula, and no digit is lost."""

from __future__ import annotations

import csv
import io

from container_tco.spreadsheets import safe_cell
from container_tco.table import Table


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
