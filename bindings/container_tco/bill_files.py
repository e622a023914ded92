"""Bills on disk as tables of Arrow: CSV and Parquet, plain or gzip, row group by row group."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from container_tco._core import BillReader, InvalidInputError, ParseError, malformed_row_column, printable
from container_tco.documents import HIDDEN_IN_DATA, files_below, files_matching, is_glob, shown_name
from container_tco.optional_libraries import library

if TYPE_CHECKING:
    import pyarrow

    from container_tco.batch_files.reading import Rows

_PARQUET = (".parquet", ".pq")
# Folders of a month, and of one version of it.
_MONTH = re.compile(r"BILLING_PERIOD=\d{4}-\d{2}|\d{8}-\d{8}", re.IGNORECASE)
_VERSION = re.compile(r"\d{4}-\d{2}-\d{2}T.*|[0-9a-f]{8}-[0-9a-f-]{27}", re.IGNORECASE)
_SUFFIXES = (".csv", ".csv.gz", *_PARQUET)
# Of a legacy report for Athena: whether a month is complete, and no bill.
_STATUS_TABLE = "cost_and_usage_data_status"


def bill_paths(source: str | os.PathLike[str]) -> list[str]:
    """Return the files that a path, folder or glob stands for. Raises FileNotFoundError when there is none."""
    name = os.fspath(source)
    if os.path.isdir(name):
        below = files_below(name, _SUFFIXES, HIDDEN_IN_DATA)
        found = [path for path in below if _STATUS_TABLE not in os.path.relpath(path, name).split(os.sep)]
    elif is_glob(name):
        found = files_matching(name)
    else:
        found = [name] if os.path.exists(name) else []
    if not found:
        raise FileNotFoundError(2, "no such file, and no .csv, .csv.gz or .parquet file in it", name)
    return found


def require_one_version(paths: Iterable[str]) -> None:
    """Raise InvalidInputError where the paths are of several versions of the bill of one month.

    AWS keeps every version of an export in a folder of its own, each with the month from its beginning. Data Exports
    write BILLING_PERIOD=2026-02/2026-02-20T000000Z-<id>/…, legacy reports 20260201-20260301/<id>/….
    """
    versions: dict[str, str] = {}
    for path in paths:
        month, version = os.path.split(os.path.dirname(os.path.realpath(path)))
        if not _MONTH.fullmatch(os.path.basename(month)) or not _VERSION.fullmatch(os.path.basename(version)):
            continue
        first = versions.setdefault(month, version)
        if first != version:
            raise InvalidInputError(
                f"{printable(shown_name(month), 300)}: expected one version of the bill of a month, found "
                f"'{printable(shown_name(first))}' and '{printable(shown_name(version))}', which would count twice. "
                f"Name the folder of the one that counts"
            )


def add_file(reader: BillReader, path: str, service_tag: str = "") -> None:
    """Add the rows of a file, of which the columns are read that a bill has.

    Texts of a CSV stay as they are written, so that no amount is rounded. Raises OSError, ParseError for what is no CSV
    or Parquet, InvalidInputError for what is no bill, and ImportError without pyarrow.
    """
    pyarrow = _arrow("pyarrow")
    from container_tco.batch_files.inputs import FileFormat, InputFile
    from container_tco.batch_files.reading import open_rows

    name = path.lower()
    format = FileFormat("parquet") if name.endswith(_PARQUET) else FileFormat("csv", name.endswith(".gz"))
    rows = open_rows(InputFile(path, format, os.path.getsize(path)))
    failed: list[Exception] = []  # What is raised while a stream is read does not come through it.
    try:
        empty = _counting(rows.schema.empty_table(), service_tag)
        batches = _batches(rows, empty.column_names, failed)
        reader.add(pyarrow.RecordBatchReader.from_batches(empty.schema, batches), shown_name(path))
    except InvalidInputError as error:
        raise (failed[0] if failed else InvalidInputError(f"{printable(shown_name(path), 300)}: {error}")) from None
    finally:
        rows.close()


def _batches(rows: Rows, columns: list[str], failed: list[Exception]) -> Iterator[pyarrow.RecordBatch]:
    pyarrow = _arrow("pyarrow")
    try:
        for batch, _ in rows.batches(columns, 0):
            _require_whole_rows(batch)
            yield from _plain(pyarrow.table(batch)).to_batches()
    except (OSError, ParseError) as error:
        failed.append(error)
        raise


def _require_whole_rows(batch: pyarrow.RecordBatch) -> None:
    if malformed_row_column in batch.schema.names:
        told = batch.column(malformed_row_column).drop_null()[0].as_py()  # Which says itself where it stands.
        raise ParseError(f"{told} (was the export cut off?)")


def plain_table(table: Any, service_tag: str = "") -> Any:
    """Return a table of Arrow without columns that do not count, and with JSON text for the maps of tags."""
    if type(table).__module__.partition(".")[0] == "pyarrow" and hasattr(table, "schema"):
        pyarrow = _arrow("pyarrow")
        if isinstance(table, (pyarrow.Table, pyarrow.RecordBatch)):
            return _counting(pyarrow.table(table), service_tag)
    return table


def _counting(table: pyarrow.Table, service_tag: str) -> pyarrow.Table:
    """Return the columns that a bill is read from, without maps and structs."""
    return _plain(table.select(BillReader.columns_read(_plain(table.schema.empty_table()), service_tag)))


def _plain(table: pyarrow.Table) -> pyarrow.Table:
    pyarrow = _arrow("pyarrow")
    types = pyarrow.types
    for index, field in enumerate(table.schema):
        if types.is_map(field.type) and types.is_string(field.type.key_type) and types.is_string(field.type.item_type):
            texts = pyarrow.chunked_array(map(_json_of_maps, table.column(index).chunks), pyarrow.string())
        elif types.is_map(field.type) or types.is_struct(field.type):
            values = table.column(index).to_pylist()
            made = [None if value is None else json.dumps(dict(value), default=str) for value in values]
            texts = pyarrow.array(made, pyarrow.string())
        else:
            continue
        table = table.set_column(index, field.name, texts)
    return table


def _json_of_maps(maps: pyarrow.MapArray) -> pyarrow.StringArray:
    """Column by column, as bills have the tags of every row in them."""
    pyarrow, compute = _arrow("pyarrow"), _arrow("pyarrow.compute")
    pairs = compute.binary_join_element_wise(_json_of_texts(maps.keys), _json_of_texts(maps.items), ": ")
    joined = compute.binary_join(pyarrow.ListArray.from_arrays(maps.offsets, pairs), ", ")
    texts = compute.binary_join_element_wise("{", joined, "}", "")
    return compute.if_else(maps.is_null(), None, texts)


def _json_of_texts(texts: pyarrow.StringArray) -> pyarrow.StringArray:
    """Each different text once, as there are few."""
    pyarrow = _arrow("pyarrow")
    encoded = texts.dictionary_encode()
    made = pyarrow.array([json.dumps(text) for text in encoded.dictionary.to_pylist()], pyarrow.string())
    return made.take(encoded.indices).fill_null("null")


def _arrow(name: str) -> Any:
    return library("reading bills from files", name)
