"""Rows of Parquet files."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from container_tco._core import ParseError, printable
from container_tco.batch_files.inputs import InputFile

BATCH_ROWS = 131_072
# Of each column of a row group, so that large row groups need no more memory than small ones.
_BUFFER_BYTES = 1 << 20


class ParquetRows:
    """The rows of one Parquet file. Raises OSError, and ParseError for what is none or is cut off."""

    def __init__(self, file: InputFile) -> None:
        """Open the file."""
        self._input = file
        try:
            self._file = pq.ParquetFile(file.path, pre_buffer=False, buffer_size=_BUFFER_BYTES)
        except (pa.ArrowException, OSError) as error:
            raise _explained(file, error) from None
        self.schema: pa.Schema = self._file.schema_arrow

    def batches(self, columns: list[str], first_row: int) -> Iterator[tuple[pa.RecordBatch, int]]:
        """Yield the rows from `first_row` on with the bytes of the file that they end at, about."""
        metadata = self._file.metadata
        groups: list[int] = []
        done = 0
        for group in range(metadata.num_row_groups):
            rows = metadata.row_group(group).num_rows
            if not groups and done + rows <= first_row:
                done += rows
            else:
                groups.append(group)
        try:
            for batch in self._file.iter_batches(BATCH_ROWS, row_groups=groups, columns=columns):
                begin = max(0, first_row - done)
                done += batch.num_rows
                if begin < batch.num_rows:
                    yield batch.slice(begin).select(columns), self._input.size * done // metadata.num_rows
        except (pa.ArrowException, OSError) as error:
            raise _explained(self._input, error) from None

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _explained(file: InputFile, error: Exception) -> Exception:
    if isinstance(error, OSError) and error.errno is not None:
        return OSError(error.errno, os.strerror(error.errno), file.path)
    if file.size == 0:
        return ParseError(f"{file.name}: expected a Parquet file, found nothing")
    found = printable(str(error), 200)
    return ParseError(f"{file.name}: expected a Parquet file, found one that is damaged, cut off or another: {found}")
