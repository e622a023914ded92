"""Files of hourly usage: CSV, JSON and Parquet, as columns."""

from __future__ import annotations

import os
from typing import Any

from container_tco._core import InvalidInputError, ParseError, printable
from container_tco.documents import shown_name
from container_tco.pack_files import load_rows
from container_tco.pack_rows import PlacedRows, place_of
from container_tco.prices import Path


def load_usage_columns(path: Path) -> dict[str, list[Any]]:
    """Return the columns of a file of usage, one row an hour.

    path: a CSV file with a header of keys; a JSON list of objects that all have the same keys; a Parquet file, told by
        its ending (.parquet or .pq). "-" is standard input, CSV or JSON.

    Raises OSError, ParseError, InvalidInputError for binary floating-point numbers, ImportError without pyarrow.
    """
    text = os.fspath(path)
    if os.path.splitext(text)[1].lower() in (".parquet", ".pq"):
        return _parquet_columns(text)
    rows = load_rows(path, "hours")
    keys = list(rows[0])
    for index, row in enumerate(rows):
        _expect_keys(row, keys, rows, index)
    return {key: [row[key] for row in rows] for key in keys}


def _expect_keys(row: dict[str, Any], keys: list[str], rows: PlacedRows, index: int) -> None:
    for key in keys:
        if key not in row:
            raise ParseError(
                f"{place_of(rows, 'hours', index)}: expected the member '{printable(key)}' of the first hour, found "
                "none. Write 0 for an hour without usage"
            )
    for key in row:
        if key not in keys:
            raise ParseError(
                f"{place_of(rows, 'hours', index)}: expected the members of the first hour, found "
                f"'{printable(key)}' too"
            )


def _parquet_columns(path: str) -> dict[str, list[Any]]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ImportError("Parquet needs pyarrow: pip install 'container-tco[parquet]'") from error
    name = shown_name(path)
    try:
        with open(path, "rb") as file:
            table = pyarrow.parquet.read_table(file)
    except pyarrow.ArrowException as error:
        raise ParseError(f"{name}: expected Parquet, found otherwise: {printable(str(error), 200)}") from None
    if table.num_rows == 0:
        raise ParseError(f"{name}: expected rows, found nothing")
    names = table.column_names
    for column in names:
        if names.count(column) > 1:
            raise ParseError(f"{name}: expected columns that differ, found '{printable(column)}' twice")
        if pyarrow.types.is_floating(table.schema.field(column).type):
            raise InvalidInputError(
                f"usage of {printable(column)}: expected exact numbers, found binary floating-point numbers in {name}. "
                "Write whole numbers, decimal128 or texts"
            )
    return {column: table.column(column).to_pylist() for column in names}
