"""Rows of a profile from arrays, tables and files, checked row by row."""

from __future__ import annotations

import csv
import math
import numbers
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from container_tco._core import InvalidInputError, printable
from container_tco.optional_libraries import library
from container_tco.options import Exact
from container_tco.pack_rows import table_rows


@dataclass(frozen=True)
class CountRows:
    """Counts, and the times at which they begin, if they are known."""

    counts: list[int]
    times: list[str] | None = None


def count_rows(source: Any) -> CountRows:
    """Return the rows of an array, a Series, a table or a file. Raises InvalidInputError with the row, OSError."""
    if isinstance(source, (str, os.PathLike)):
        return _table(_file_rows(os.fspath(source)))
    if isinstance(source, (bytes, Mapping)) or not (hasattr(source, "__iter__") or hasattr(source, "to_pylist")):
        raise TypeError(f"profile: expected counts, a table or a path, found {source!r:.80}")
    if hasattr(source, "columns") or hasattr(source, "column_names"):
        return _table(table_rows(source, "profile"))
    values = list(source.to_pylist() if hasattr(source, "to_pylist") else source)
    if values and isinstance(values[0], Mapping):
        return _table(values)
    index = getattr(source, "index", None)
    times = list(index) if index is not None and not callable(index) else []
    dated = bool(times) and hasattr(times[0], "isoformat")
    return CountRows(_counts(values), [_time(time) for time in times] if dated else None)


def exact_loads(values: Iterable[Any]) -> list[Exact]:
    """Return loads as exact numbers: a float is a measurement, and what it prints is taken.

    Raises InvalidInputError with the row for what is no finite number.
    """
    loads: list[Exact] = []
    for row, value in enumerate(values, 1):
        if isinstance(value, bool) or not (isinstance(value, (numbers.Number, str)) or hasattr(value, "as_tuple")):
            raise InvalidInputError(f"load row {row}: expected a number, found {value!r:.80}")
        if isinstance(value, (Fraction, str)) or hasattr(value, "as_tuple"):
            loads.append(value)
        elif isinstance(value, numbers.Integral):
            loads.append(int(value))
        elif math.isfinite(float(value)):
            loads.append(repr(float(value)))
        else:
            raise InvalidInputError(f"load row {row}: expected a finite number, found {value!r:.80}")
    return loads


def _file_rows(path: str) -> Iterable[Mapping[str, Any]]:
    suffix = os.path.splitext(path)[1].lower()
    if suffix == ".csv":
        with open(path, encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    if suffix in (".parquet", ".pq"):
        parquet = library("Parquet", "pyarrow.parquet")
        with open(path, "rb") as file:
            table: list[Mapping[str, Any]] = parquet.read_table(file).to_pylist()
            return table
    raise InvalidInputError(f"profile: expected a .csv or .parquet file, found '{printable(path)}'")


def _table(rows: Iterable[Mapping[str, Any]]) -> CountRows:
    rows = list(rows)
    columns = set(rows[0]) if rows else set()
    if "count" not in columns or not columns <= {"count", "time"}:
        found = ", ".join(sorted(printable(str(column)) for column in columns)) or "none"
        raise InvalidInputError(f"profile columns: expected 'count' and perhaps 'time', found {found}")
    counts = _counts([row["count"] for row in rows])
    return CountRows(counts, [_time(row["time"]) for row in rows] if "time" in columns else None)


def _time(value: Any) -> str:
    # Of a pandas NaT, too, which is no time then.
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _counts(values: Iterable[Any]) -> list[int]:
    return [_count(row, value) for row, value in enumerate(values, 1)]


def _count(row: int, value: Any) -> int:
    """Return a count; a float of a data frame that is whole is one."""
    found = value
    if isinstance(value, str):
        text = value.strip()
        found = int(text) if text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() else value
    if isinstance(found, numbers.Integral) and not isinstance(found, bool):
        return _within(row, int(found))
    if isinstance(found, numbers.Real) and not isinstance(found, bool) and math.isfinite(found):
        whole: Any = math.floor(found)
        if whole == found:
            return _within(row, whole)
    raise InvalidInputError(f"profile row {row}: expected a whole number of tasks, found {value!r:.80}")


def _within(row: int, count: int) -> int:
    if 0 <= count <= 10_000_000:
        return count
    raise InvalidInputError(f"profile row {row}: expected a count from 0 to 10000000, found {count!s:.80}")
