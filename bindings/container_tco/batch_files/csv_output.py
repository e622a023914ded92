"""Rows as CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

import base64
import gzip
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from container_tco._core import InvalidInputError, printable
from container_tco.batch_files.any_time import texts_as_arrow_writes_them
from container_tco.batch_files.fixed_decimals import fixed_notation
from container_tco.spreadsheets import FORMULA_START, PLAIN_NUMBER, safe_cell


class CsvOutput:
    """Writes row groups as CSV, plain or gzip.

    Decimals have all their digits and no exponent. Text that a spreadsheet would run (=, +, -, @, tab, line break at
    its beginning, and no number) gets an apostrophe before it. An empty text is "" and a null nothing. Bytes are
    written as the text that they are, or else as "base64:…".
    """

    def __init__(self, schema: pa.Schema, is_gzip: bool) -> None:
        """Raise InvalidInputError for a column that CSV cannot hold."""
        self._names = [safe_cell(name) for name in schema.names]
        self._is_gzip = is_gzip
        for field in schema:
            if not _fits_csv(field.type):
                raise InvalidInputError(
                    f"column '{printable(field.name)}': expected values that CSV can hold, found {field.type}. Write "
                    f".parquet or .jsonl, or leave it out with only_results (--only-results)"
                )

    def begin(self, file: BinaryIO) -> None:
        """Write the header."""
        empty = pa.table({name: pa.array([], pa.string()) for name in self._names})
        sink = pa.BufferOutputStream()
        pyarrow.csv.write_csv(empty, sink)
        self._write(file, sink.getvalue())

    def write(self, file: BinaryIO, table: pa.Table) -> None:
        """Write the rows of `table`."""
        plain = pa.Table.from_arrays([_plain(column) for column in table.columns], names=self._names)
        sink = pa.BufferOutputStream()
        pyarrow.csv.write_csv(plain, sink, pyarrow.csv.WriteOptions(include_header=False))
        self._write(file, sink.getvalue())

    def end(self, file: BinaryIO, ends: list[int]) -> None:
        """Nothing comes behind the last row."""

    def _write(self, file: BinaryIO, content: pa.Buffer) -> None:
        file.write(gzip.compress(content, mtime=0) if self._is_gzip else content)


def _fits_csv(type_: pa.DataType) -> bool:
    if pa.types.is_nested(_storage(type_)):
        return False
    try:
        column = _plain(pa.chunked_array([], type_))
        pyarrow.csv.write_csv(pa.table({"": column}), pa.BufferOutputStream())
    except pa.ArrowException:
        return False
    return True


def _storage(type_: pa.DataType) -> pa.DataType:
    return _storage(type_.storage_type) if isinstance(type_, pa.BaseExtensionType) else type_


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if isinstance(column.type, pa.BaseExtensionType):
        return _plain(_without_extension(column))
    if pa.types.is_dictionary(column.type):
        column = pc.cast(column, column.type.value_type)
    if pa.types.is_decimal(column.type):
        return fixed_notation(column)
    if _is_binary(column.type):
        return _without_formulas(_texts_of_bytes(column))
    if pa.types.is_temporal(column.type):
        return texts_as_arrow_writes_them(column)
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type) or column.type == pa.string_view():
        return _without_formulas(pc.cast(column, pa.large_string()))
    return column


def _without_extension(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return what an extension type keeps; of a UUID its text."""
    if column.type.extension_name == "arrow.uuid":
        return pa.chunked_array([[None if one is None else str(one) for one in column.to_pylist()]], pa.large_string())
    return pa.chunked_array([chunk.storage for chunk in column.chunks], column.type.storage_type)


def _is_binary(type_: pa.DataType) -> bool:
    types = pa.types
    return bool(
        types.is_binary(type_)
        or types.is_large_binary(type_)
        or types.is_fixed_size_binary(type_)
        or types.is_binary_view(type_)
    )


def _texts_of_bytes(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return bytes as the text that they are, and in base 64 where they are none."""
    try:
        return pc.cast(pc.cast(column, pa.large_binary()), pa.large_string())
    except pa.ArrowException:
        return pa.chunked_array([pa.array(map(_text_of_bytes, column.to_pylist()), pa.large_string())])


def _text_of_bytes(value: bytes | None) -> str | None:
    if value is None:
        return None
    try:
        return value.decode()
    except UnicodeDecodeError:
        return "base64:" + base64.b64encode(value).decode()


def _without_formulas(column: pa.ChunkedArray) -> pa.ChunkedArray:
    is_formula = pc.match_substring_regex(column, FORMULA_START)
    if not pc.any(is_formula).as_py():
        return column
    is_formula = pc.and_not(is_formula, pc.match_substring_regex(column, PLAIN_NUMBER))
    empty = pa.scalar("", pa.large_string())
    return pc.if_else(is_formula, pc.binary_join_element_wise(pa.scalar("'", pa.large_string()), column, empty), column)
