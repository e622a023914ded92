"""One file after the other as batches of the same columns."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from container_tco._core import InvalidInputError, ParseError, malformed_row_column, printable
from container_tco.batch_files.csv_input import CsvRows
from container_tco.batch_files.inputs import FileFormat, InputFile
from container_tco.batch_files.json_lines_input import JsonLinesRows
from container_tco.batch_files.parquet_input import ParquetRows
from container_tco.batch_files.partitioned_rows import PartitionedRows
from container_tco.batch_files.text_input import TextStream, format_of_content


class Rows(Protocol):
    """The rows of one file that is open."""

    schema: pa.Schema

    def batches(self, columns: list[str], first_row: int) -> Iterator[tuple[pa.RecordBatch, int]]:
        """Yield the rows from `first_row` on with the bytes of the file that they end at, about."""

    def close(self) -> None:
        """Let go of the file."""


@dataclass(frozen=True)
class Place:
    """Where in the inputs something stands: the file by its index, the row in it from 0."""

    file: int = 0
    row: int = 0


FIRST_ROW = Place()


@dataclass(frozen=True)
class PlacedBatch:
    """Rows, where the first of them stands, and how many bytes of all files are read with them, about."""

    batch: pa.RecordBatch
    place: Place
    bytes_read: int


def open_rows(file: InputFile) -> Rows:
    """Open a file. Raises OSError, and ParseError when it is not what its suffix says."""
    rows = _open_alone(file)
    return PartitionedRows(rows, file.partitions) if file.partitions else rows


def _open_alone(file: InputFile) -> Rows:
    if file.format is not None and file.format.name == "parquet":
        return ParquetRows(file)
    text = TextStream(file)
    try:
        format: FileFormat = file.format or format_of_content(text.head)
        return CsvRows(file, text) if format.name == "csv" else JsonLinesRows(file, text)
    except BaseException:
        text.close()
        raise


class InputTable:
    """All files as one table.

    Its columns are those of the first file that has any; of them `wanted`, or all. Files have the same columns in any
    order, and of the same types, unless only wanted ones are read: these may have other types.
    """

    def __init__(self, files: list[InputFile], wanted: Collection[str] | None) -> None:
        """Look at the columns of every file, but at JSON Lines and standard input only until there are some.

        Raises OSError, ParseError for a file that is not what its suffix says, and InvalidInputError for columns that
        differ or come up twice.
        """
        self._files = files
        self._wanted = wanted
        self._open: dict[int, Rows] = {}
        self.schema: pa.Schema = pa.schema([])
        self.all_columns: list[str] = []
        """Of the first file, also those that are not wanted."""
        self._first: InputFile | None = None
        try:
            self._look_at_all()
        except BaseException:
            self.close()
            raise

    def _look_at_all(self) -> None:
        for index, file in enumerate(self._files):
            is_read_once = file.format is None or file.format.name == "jsonl"
            if is_read_once and self._first is not None:
                continue
            rows = open_rows(file)
            if is_read_once:
                self._open[index] = rows
            else:
                rows.close()
            self._check(file, rows.schema)
        if self._first is None:
            name = self._files[0].name if self._files else "inputs"
            raise ParseError(f"{name}: expected rows, found none")

    def close(self) -> None:
        """Let go of the files that are open and not read yet."""
        for rows in self._open.values():
            rows.close()
        self._open.clear()

    def batches(self, first: Place) -> Generator[PlacedBatch, None, None]:
        """Yield the rows from `first` on. Raises as the constructor, and for a file that changes meanwhile."""
        before = sum(file.size for file in self._files[: first.file])
        for index in range(first.file, len(self._files)):
            file = self._files[index]
            rows = self._open.pop(index, None) or open_rows(file)
            try:
                self._check(file, rows.schema)
                at = first.row if index == first.file else 0
                for batch, bytes_read in rows.batches(self._columns_in(rows.schema), at):
                    yield PlacedBatch(self._aligned(batch), Place(index, at), before + bytes_read)
                    at += batch.num_rows
                file.require_unchanged()
            finally:
                rows.close()
            before += file.size

    def _columns_in(self, schema: pa.Schema) -> list[str]:
        names = set(schema.names)
        return [name for name in self.schema.names if name in names]

    def _aligned(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """With a column of nulls where objects of a whole file lack a member, and what marks malformed rows."""
        if batch.schema.names[: len(self.schema.names)] == self.schema.names:
            return batch
        columns = [
            batch.column(field.name) if field.name in batch.schema.names else pa.nulls(batch.num_rows, field.type)
            for field in self.schema
        ]
        names = self.schema.names
        if malformed_row_column in batch.schema.names:
            columns.append(batch.column(malformed_row_column))
            names = [*names, malformed_row_column]
        return pa.RecordBatch.from_arrays(columns, names=names)

    def _check(self, file: InputFile, schema: pa.Schema) -> None:
        names = schema.names
        for name in names:
            if names.count(name) > 1:
                raise InvalidInputError(f"{file.name}: expected columns that differ, found '{printable(name)}' twice")
        if self._wanted is not None:
            schema = pa.schema([field for field in schema if field.name in self._wanted])
        if self._first is None:
            if names:
                self._first, self.schema = file, schema
                self.all_columns = names
        elif file is not self._first and names:
            self._require_same(file, schema)

    def _require_same(self, file: InputFile, schema: pa.Schema) -> None:
        assert self._first is not None
        may_lack = file.format is None or file.format.name == "jsonl"
        lacking = set() if may_lack else set(self.schema.names) - set(schema.names)
        for found, other, names in (
            ("none", "one", lacking),
            ("one", "none", set(schema.names) - set(self.schema.names)),
        ):
            if names:
                raise InvalidInputError(
                    f"{file.name}: expected the columns of {self._first.name}, found {found} '{printable(min(names))}' "
                    f"where that has {other}. Give both the same columns, or compare them one by one"
                )
        for field in schema:
            expected = self.schema.field(field.name).type
            if self._wanted is None and field.type != expected:
                raise InvalidInputError(
                    f"{file.name}: expected the columns of {self._first.name}, found '{printable(field.name)}' as "
                    f"{field.type} where that has {expected}. Give both the same types, or leave the columns of "
                    f"the input out with only_results (--only-results)"
                )
