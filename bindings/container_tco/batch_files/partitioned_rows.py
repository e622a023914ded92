"""Rows of a file with the columns that stand in the names of its folders."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyarrow as pa

from container_tco._core import malformed_row_column
from container_tco.batch_files.partitions import Partitions

if TYPE_CHECKING:
    from container_tco.batch_files.reading import Rows


class PartitionedRows:
    """The rows of a file with the columns of its folders behind its own. A column that it has itself is that one."""

    def __init__(self, rows: Rows, partitions: Partitions) -> None:
        """`rows` are open."""
        self._rows = rows
        self._values = {name: value for name, value in partitions if name not in rows.schema.names}
        own = [pa.field(name, pa.string()) for name in self._values]
        self.schema: pa.Schema = pa.schema([*rows.schema, *own])

    def batches(self, columns: list[str], first_row: int) -> Iterator[tuple[pa.RecordBatch, int]]:
        """Yield the rows from `first_row` on with the bytes of the file that they end at, about."""
        for batch, end in self._rows.batches([name for name in columns if name not in self._values], first_row):
            marks = [malformed_row_column] if malformed_row_column in batch.schema.names else []
            names = [*columns, *marks]
            yield pa.RecordBatch.from_arrays([self._column(batch, name) for name in names], names=names), end

    def _column(self, batch: pa.RecordBatch, name: str) -> pa.Array:
        if name not in self._values:
            return batch.column(name)
        return pa.repeat(pa.scalar(self._values[name], pa.string()), batch.num_rows)

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()
