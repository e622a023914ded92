"""Files of hourly usage: CSV, JSON, JSON Lines and Parquet, as columns."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from container_tco import _core
from container_tco._core import InvalidInputError, ParseError, printable
from container_tco.documents import shown_name
from container_tco.optional_libraries import library
from container_tco.pack_files import load_rows
from container_tco.pack_rows import PlacedRows, place_of
from container_tco.prices import Path


@dataclass(frozen=True)
class UsageColumns:
    """The columns of a file, one value an hour."""

    name: str
    """Of the file, for messages."""
    columns: dict[str, list[Any]]
    places: Sequence[str]
    """Where the hours stand."""

    def placed(self, error: InvalidInputError | TypeError) -> Exception:
        """Return `error`, which a profile of these columns raised, with the file and, where it has one, its row."""
        for key, column in self.columns.items():
            for place, value in zip(self.places, column, strict=True):
                if key != "hour" and not _is_amount(value):
                    found = "nothing" if value is None or value == "" else f"'{printable(str(value), 80)}'"
                    return InvalidInputError(
                        f"{place}, {printable(key)}: expected an amount of 0 or more such as 0.5, found {found}. "
                        "Write 0 for no usage"
                    )
        if of_hour := re.match(r"hour of row ([0-9]+)", str(error)):
            return type(error)(f"{self.places[int(of_hour[1])]}, hour{str(error)[of_hour.end() :]}")
        return type(error)(f"{self.name}: {error}")


def load_usage_columns(path: Path) -> UsageColumns:
    """Return the columns of a file of usage, one row an hour.

    path: a CSV file with a header of keys; a JSON list, or JSON Lines, of objects with the same keys; each also
        with .gz; a Parquet file, told by its ending (.parquet or .pq). "-" is standard input, CSV or JSON.

    Raises OSError, ParseError, InvalidInputError for binary floating-point numbers, ImportError without pyarrow.
    """
    text = os.fspath(path)
    if os.path.splitext(text)[1].lower() in (".parquet", ".pq"):
        return _parquet_columns(text)
    rows = load_rows(path, "hours")
    keys = list(rows[0])
    for index, row in enumerate(rows):
        _expect_keys(row, keys, rows, index)
    name = "<stdin>" if text == "-" else shown_name(text)
    return UsageColumns(name, {key: [row[key] for row in rows] for key in keys}, rows.places)


def _expect_keys(row: dict[str, Any], keys: list[str], rows: PlacedRows, index: int) -> None:
    where = place_of(rows, "hours", index)
    for key in keys:
        if key not in row:
            raise ParseError(
                f"{where}: expected the member '{printable(key)}' of the first hour, found none. Write 0 for an hour "
                "without usage"
            )
    for key in row:
        if key not in keys:
            raise ParseError(f"{where}: expected the members of the first hour, found '{printable(key)}' too")


def _parquet_columns(path: str) -> UsageColumns:
    pyarrow = library("reading usage from Parquet", "pyarrow")
    from container_tco.batch_files.inputs import InputFile, format_of
    from container_tco.batch_files.parquet_input import ParquetRows

    file = InputFile(path, format_of(path), os.stat(path).st_size)
    rows = ParquetRows(file)
    try:
        names = rows.schema.names
        for field in rows.schema:
            _expect_exact(file.name, field, names, pyarrow)
        table = pyarrow.Table.from_batches([batch for batch, _ in rows.batches(names, 0)], rows.schema)
    finally:
        rows.close()
    if table.num_rows == 0:
        raise ParseError(f"{file.name}: expected rows, found none")
    places = [f"{file.name}, row {index + 1}" for index in range(table.num_rows)]
    return UsageColumns(file.name, {name: table.column(name).to_pylist() for name in names}, places)


def _expect_exact(file: str, field: Any, names: list[str], pyarrow: Any) -> None:
    if names.count(field.name) > 1:
        raise ParseError(f"{file}: expected columns that differ, found '{printable(field.name)}' twice")
    if pyarrow.types.is_floating(field.type):
        raise InvalidInputError(
            f"{file}, {printable(field.name)}: expected exact numbers, found binary floating-point numbers "
            f"({field.type}). Write whole numbers, decimal128 or texts"
        )


def _is_amount(value: Any) -> bool:
    try:
        return not isinstance(value, bool) and value is not None and _core.to_decimal(value) >= 0
    except (InvalidInputError, TypeError):
        return False
