"""Rows as JSON Lines."""

from __future__ import annotations

import base64
import datetime
import gzip
import json
import math
from decimal import Decimal
from typing import Any, BinaryIO

import pyarrow as pa


class JsonLinesOutput:
    """Writes row groups as objects, one a line, plain or gzip. Decimals are texts, so that no reader rounds them."""

    def __init__(self, schema: pa.Schema, is_gzip: bool) -> None:
        """Take the columns as they are."""
        self._is_gzip = is_gzip

    def begin(self, file: BinaryIO) -> None:
        """Nothing comes before the first row."""

    def write(self, file: BinaryIO, table: pa.Table) -> None:
        """Write the rows of `table`."""
        columns = [column.to_pylist() for column in table.columns]
        for i, field in enumerate(table.schema):
            if pa.types.is_floating(field.type):
                columns[i] = [value if value is None or math.isfinite(value) else str(value) for value in columns[i]]
        names = table.column_names
        encode = json.JSONEncoder(ensure_ascii=False, default=_as_text, separators=(",", ":")).encode
        lines = [encode(dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]
        content = "".join(f"{line}\n" for line in lines).encode()
        file.write(gzip.compress(content, mtime=0) if self._is_gzip else content)

    def end(self, file: BinaryIO, ends: list[int]) -> None:
        """Nothing comes behind the last row."""


def _as_text(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)
