"""Bills on disk as tables of Arrow: CSV and Parquet, plain or gzip, row group by row group."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from container_tco._core import ParseError, printable
from container_tco.documents import files_below, files_matching, is_glob, shown_name
from container_tco.optional_libraries import library

if TYPE_CHECKING:
    import pyarrow

_NULLS = ["", "NULL", "null"]
_PARQUET = (".parquet", ".pq")
_SUFFIXES = tuple(suffix + gzip for suffix in (".csv", *_PARQUET) for gzip in ("", ".gz"))


def bill_paths(source: str | os.PathLike[str]) -> list[str]:
    """Return the files that a path, folder or glob stands for. Raises FileNotFoundError when there is none."""
    name = os.fspath(source)
    if os.path.isdir(name):
        found = list(files_below(name, _SUFFIXES))
    elif is_glob(name):
        found = files_matching(name)
    else:
        found = [name] if os.path.exists(name) else []
    if not found:
        raise FileNotFoundError(2, "no such file, and no .csv, .csv.gz or .parquet file in it", name)
    return found


def bill_stream(path: str) -> Any:
    """Return a stream of the rows of a file. Texts of a CSV stay as they are written, so that no amount is rounded.

    Raises OSError, ParseError for what is no CSV or Parquet, and ImportError without pyarrow.
    """
    pyarrow = _arrow("pyarrow")
    try:
        if path.lower().endswith(_PARQUET):
            file = _arrow("pyarrow.parquet").ParquetFile(path)
            batches = (_plain(pyarrow.table(batch)) for batch in file.iter_batches())
            schema = _plain(pyarrow.table(file.schema_arrow.empty_table())).schema
        else:
            reader = _csv_reader(path)
            batches, schema = (pyarrow.table(batch) for batch in reader), reader.schema
    except pyarrow.ArrowInvalid as error:
        raise _unreadable(path, error) from None
    return pyarrow.RecordBatchReader.from_batches(schema, _checked(path, batches))


def plain_table(table: Any) -> Any:
    """Return a table without columns of maps and structs: they become JSON text, as the tags of CUR 2.0."""
    if type(table).__module__.partition(".")[0] == "pyarrow" and hasattr(table, "schema"):
        pyarrow = _arrow("pyarrow")
        if isinstance(table, (pyarrow.Table, pyarrow.RecordBatch)):
            return _plain(pyarrow.table(table))
    return table


def _csv_reader(path: str) -> Any:
    arrow_csv, pyarrow = _arrow("pyarrow.csv"), _arrow("pyarrow")
    with pyarrow.input_stream(path, compression="detect") as file:
        names = _header(path, file)
    options = arrow_csv.ConvertOptions(
        column_types=dict.fromkeys(names, pyarrow.string()), null_values=_NULLS, strings_can_be_null=True
    )
    parse = arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=True)
    return arrow_csv.open_csv(
        pyarrow.input_stream(path, compression="detect"), convert_options=options, parse_options=parse
    )


def _header(path: str, file: Any) -> list[str]:
    text = file.read(1 << 20).decode("utf-8-sig", errors="replace")
    if not text.strip():
        raise ParseError(f"{shown_name(path)}: expected a bill, found an empty file. Was the export cut off?")
    return next(csv.reader(iter(text.splitlines(keepends=True))), [])


def _checked(path: str, tables: Iterator[pyarrow.Table]) -> Iterator[pyarrow.RecordBatch]:
    """The batches; what Arrow cannot parse is an error with the name of the file."""
    invalid = _arrow("pyarrow").ArrowInvalid
    try:
        for table in tables:
            yield from table.to_batches()
    except invalid as error:
        raise _unreadable(path, error) from None


def _unreadable(path: str, error: Exception) -> ParseError:
    reason = printable(str(error).strip().splitlines()[0][:160])
    return ParseError(f"{shown_name(path)}: expected a complete CSV or Parquet file, found otherwise: {reason}")


def _plain(table: pyarrow.Table) -> pyarrow.Table:
    pyarrow = _arrow("pyarrow")
    for index, field in enumerate(table.schema):
        if pyarrow.types.is_map(field.type) or pyarrow.types.is_struct(field.type):
            texts = [None if value is None else _json(value) for value in table.column(index).to_pylist()]
            table = table.set_column(index, field.name, pyarrow.array(texts, pyarrow.string()))
    return table


def _json(value: Any) -> str:
    return json.dumps(dict(value), default=str, ensure_ascii=False)


def _arrow(name: str) -> Any:
    return library("reading bills from files", name)
