"""Rows of files that share hosts, packed group by group, into a file with a row for each."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pyarrow as pa

from container_tco.batch import BatchAnswer, GroupRows
from container_tco.batch_files.inputs import find_inputs
from container_tco.batch_files.output_format import output_format
from container_tco.batch_files.reading import FIRST_ROW, InputTable
from container_tco.batch_files.unfinished import UnfinishedOutput, raise_with_remedy


class FileGroups:
    """One run: made, then `run` once."""

    def __init__(self, sources: list[str], output: str, rows: GroupRows, restart: bool = False) -> None:
        """Look at every file; nothing is written yet. Raises as batch_compare_group_files does."""
        self._rows = rows
        self._output = output
        self._restart = restart
        output_format(output, pa.schema([]), {})  # What is wrong with its name is said before anything is read.
        self._files = find_inputs(sources, output)
        self._table = InputTable(self._files, rows.columns_read)

    @property
    def bytes(self) -> int:
        """Of all files; 0 for standard input."""
        return sum(file.size for file in self._files)

    def run(self, progress: Callable[[int, int], None] = lambda _bytes, _rows: None) -> BatchAnswer:
        """Read all rows, compare every group, write the file, return its rows."""
        with contextlib.closing(self._table):
            # Before the work: what another run left there is not thrown away.
            output = UnfinishedOutput(self._output, None, self._restart)
            try:
                return self._run_into(output, progress)
            except BaseException as error:
                raise_with_remedy(error, output.abandon())
                raise

    def _run_into(self, output: UnfinishedOutput, progress: Callable[[int, int], None]) -> BatchAnswer:
        read = 0
        file = None
        self._rows.add(_no_rows(self._table.schema))
        for placed in self._table.batches(FIRST_ROW):
            if file != placed.place.file:
                file = placed.place.file
                self._rows.begin_source(self._files[file].name)
            self._rows.add(placed.batch)
            read += placed.batch.num_rows
            progress(placed.bytes_read, read)
        groups = self._rows.compare()
        table = pa.table(groups)
        format = output_format(self._output, table.schema, groups.metadata)
        output.write(format, table, FIRST_ROW, None)
        output.finish(format)
        return groups


def _no_rows(schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in schema], schema=schema)
