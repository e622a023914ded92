"""Rows as JSON Lines."""

from __future__ import annotations

import base64
import datetime
import gzip
import json
import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any, BinaryIO

import pyarrow as pa

from container_tco.batch_files.any_time import moment_text


class JsonLinesOutput:
    """Writes row groups as objects, one a line, plain or gzip. Decimals are texts, so that no reader rounds them."""

    def __init__(self, schema: pa.Schema, is_gzip: bool) -> None:
        """Take the columns as they are."""
        self._is_gzip = is_gzip

    def begin(self, file: BinaryIO) -> None:
        """Nothing comes before the first row."""

    def write(self, file: BinaryIO, table: pa.Table) -> None:
        """Write the rows of `table`."""
        columns = [_values(column) for column in table.columns]
        names = table.column_names
        encode = json.JSONEncoder(ensure_ascii=False, default=_as_text, separators=(",", ":")).encode
        lines = [encode(dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]
        content = "".join(f"{line}\n" for line in lines).encode()
        file.write(gzip.compress(content, mtime=0) if self._is_gzip else content)

    def end(self, file: BinaryIO, ends: list[int]) -> None:
        """Nothing comes behind the last row."""


def _values(column: pa.ChunkedArray) -> list[Any]:
    if _holds(column.type, _is_odd):
        return [_value(scalar) for scalar in column]
    values: list[Any] = column.to_pylist()
    if pa.types.is_floating(column.type):
        return [value if value is None or math.isfinite(value) else str(value) for value in values]
    return values


def _is_odd(type_: pa.DataType) -> bool:
    """Whether Python may lack a form for a value, or JSON for one inside of a list or struct."""
    return bool(pa.types.is_temporal(type_))


def _holds(type_: pa.DataType, is_it: Callable[[pa.DataType], bool]) -> bool:
    if pa.types.is_dictionary(type_):
        return _holds(type_.value_type, is_it)
    if not pa.types.is_nested(type_):
        return is_it(type_)
    inner = (type_.field(i).type for i in range(type_.num_fields))
    return any(_holds(one, is_it) or pa.types.is_floating(one) for one in inner)


def _value(scalar: Any) -> Any:
    if not scalar.is_valid:
        return None
    type_ = scalar.type
    if pa.types.is_dictionary(type_):
        return _value(scalar.value)
    if pa.types.is_map(type_):
        return [[_value(pair["key"]), _value(pair["value"])] for pair in scalar.values]
    if pa.types.is_struct(type_):
        return {field.name: _value(scalar[i]) for i, field in enumerate(type_)}
    if pa.types.is_nested(type_) and hasattr(scalar, "values"):
        return [_value(one) for one in scalar.values]
    if pa.types.is_floating(type_):
        number = scalar.as_py()
        return number if math.isfinite(number) else str(number)
    return _moment(scalar) if pa.types.is_temporal(type_) and hasattr(scalar, "value") else scalar.as_py()


def _moment(scalar: Any) -> Any:
    unit = getattr(scalar.type, "unit", "")
    if unit == "ns" and scalar.value % 1_000 != 0:
        return moment_text(scalar)
    try:
        return _as_text(scalar.as_py())
    except (ValueError, OverflowError, pa.ArrowException):
        return moment_text(scalar)


def _as_text(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)
