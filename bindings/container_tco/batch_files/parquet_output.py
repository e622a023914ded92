"""Rows as Parquet."""

from __future__ import annotations

from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from container_tco.batch_files.parquet_footer import TAIL_BYTES, joined_footer

_SAMPLE_ROWS = 16_384
_MOST_DISTINCT = 0.9


class ParquetOutput:
    """Writes each row group as a Parquet file of its own behind the others, and at the end one footer for all.

    So a row group is complete as soon as it is written, and nothing is written twice.
    """

    def __init__(self, schema: pa.Schema) -> None:
        """Take the columns as they are."""
        self._schema = schema

    def begin(self, file: BinaryIO) -> None:
        """Nothing comes before the first row group."""

    def write(self, file: BinaryIO, table: pa.Table) -> None:
        """Write the rows of `table` as one row group."""
        table = table.replace_schema_metadata(self._schema.metadata)
        with pq.ParquetWriter(pa.PythonFile(file, "w"), table.schema, use_dictionary=_repeating(table)) as writer:
            if table.num_rows:
                writer.write_table(table.unify_dictionaries(), row_group_size=table.num_rows)

    def end(self, file: BinaryIO, ends: list[int]) -> None:
        """Write the footer for the row groups that end at `ends`."""
        if not ends:
            self.write(file, self._schema.empty_table())
            return
        segments = []
        for begin, end in zip([0, *ends], ends, strict=False):
            file.seek(end - TAIL_BYTES)
            length = int.from_bytes(file.read(4), "little")
            file.seek(end - TAIL_BYTES - length)
            segments.append((file.read(length), begin))
        file.seek(ends[-1])
        file.write(joined_footer(segments))


def _repeating(table: pa.Table) -> list[str] | bool:
    """Columns whose values repeat: a dictionary of values that do not takes time, and room that it then gives up."""
    if any(pa.types.is_nested(field.type) for field in table.schema):
        return True  # Names of nested columns are no paths.
    sample = table.slice(0, _SAMPLE_ROWS)
    return [
        name
        for name, column in zip(sample.column_names, sample.columns, strict=True)
        if not _is_counted(column.type) or pc.count_distinct(column).as_py() <= _MOST_DISTINCT * len(column)
    ]


def _is_counted(type: pa.DataType) -> bool:
    kinds = (
        pa.types.is_decimal,
        pa.types.is_integer,
        pa.types.is_floating,
        pa.types.is_string,
        pa.types.is_large_string,
    )
    return any(is_kind(type) for is_kind in kinds)
