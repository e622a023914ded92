"""Rows of files that share hosts, packed group by group, into a file with a row for each."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa

from container_tco import _core
from container_tco.batch import BatchAnswer, GroupRows
from container_tco.batch_files.inputs import STANDARD_INPUT, find_inputs
from container_tco.batch_files.output_format import output_format
from container_tco.batch_files.packed_groups import PackedGroups, kept_groups
from container_tco.batch_files.reading import FIRST_ROW, InputTable
from container_tco.batch_files.unfinished import UnfinishedOutput, raise_with_remedy

SECONDS_OF_A_PART = 2.0
"""Of packing, about: so much is lost at the most when a run is killed before the next checkpoint is due."""

Progress = Callable[[int, int], None]


class FileGroups:
    """One run: made, then `run` once."""

    def __init__(self, sources: list[str], output: str, rows: GroupRows, restart: bool = False) -> None:
        """Look at every file; nothing is written yet. Raises as batch_compare_group_files does."""
        self._rows = rows
        self._output = output
        self._restart = restart
        self.kept_groups = 0
        """Groups that are complete after `run` has failed."""
        output_format(output, pa.schema([]), {})  # What is wrong with its name is said before anything is read.
        self._files = find_inputs(sources, output)
        self._table = InputTable(self._files, rows.columns_read)

    @property
    def bytes(self) -> int:
        """Of all files; 0 for standard input."""
        return sum(file.size for file in self._files)

    def run(
        self,
        on_read: Progress = lambda _bytes, _rows: None,
        on_packed: Progress = lambda _groups, _all: None,
        on_continue: Callable[[int], None] = lambda _groups: None,
    ) -> BatchAnswer:
        """Read all rows, compare every group, write the file, return its rows.

        on_read: called with the bytes and rows read so far. on_packed: with the groups packed so far, those of an
        earlier run among them, and all. on_continue: with the groups that an earlier run left, if there are some.
        """
        with contextlib.closing(self._table):
            # Before the work: what another run left there is not thrown away.
            output = UnfinishedOutput(self._output, self._identity(), self._restart)
            try:
                if output.is_continued:
                    on_continue(output.checkpoint.rows)
                self._read(on_read)
                return self._pack_into(output, on_packed)
            except BaseException as error:
                self.kept_groups = output.abandon()
                raise_with_remedy(error, self.kept_groups, "groups")
                raise

    def _read(self, on_read: Progress) -> None:
        read = 0
        file = None
        self._rows.add(_no_rows(self._table.schema))
        for placed in self._table.batches(FIRST_ROW):
            if file != placed.place.file:
                file = placed.place.file
                self._rows.begin_source(self._files[file].name)
            self._rows.add(placed.batch)
            read += placed.batch.num_rows
            on_read(placed.bytes_read, read)

    def _pack_into(self, output: UnfinishedOutput, on_packed: Progress) -> BatchAnswer:
        none = self._rows.compare_some(0, 0)
        schema = pa.table(none).schema
        parts = [schema.empty_table(), *kept_groups(output, schema)]
        summary = self._rows.summary_of(**output.checkpoint.summary) if output.is_continued else none.summary
        done = output.checkpoint.rows
        on_packed(done, self._rows.group_count)
        for part in self._parts_behind(done):
            parts.append(pa.table(part))
            # Not the other way round: that of before may still be written down.
            part.summary.merge(summary)
            summary = part.summary
            done += part.row_count
            if output.keeps:
                output.write(PackedGroups(), parts[-1], FIRST_ROW, summary)
            on_packed(done, self._rows.group_count)
        # In one piece, as pages of Parquet depend on where pieces end.
        groups = pa.concat_tables(parts).combine_chunks()
        output.finish_with(output_format(self._output, schema, none.metadata), groups)
        return BatchAnswer(_core.Table.read(groups, none.metadata), summary)

    def _parts_behind(self, done: int) -> Iterator[BatchAnswer]:
        """Yield what is not packed yet, in parts that take about the same time."""
        least = self._rows.threads or os.cpu_count() or 1
        size = least
        while done < self._rows.group_count:
            begin = time.monotonic()
            part = self._rows.compare_some(done, size)
            done += part.row_count
            seconds = time.monotonic() - begin
            yield part
            if seconds < SECONDS_OF_A_PART / 2:
                size *= 2
            elif seconds > SECONDS_OF_A_PART * 2:
                size = max(least, size // 2)

    def _identity(self) -> dict[str, Any] | None:
        """What another run must be alike in to go on with this one; None when none can."""
        if any(file.path == STANDARD_INPUT for file in self._files):
            return None
        return {
            "inputs": [file.identity for file in self._files],
            "columns": [[field.name, str(field.type)] for field in self._table.schema],
            **self._rows.identity,
        }


def _no_rows(schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in schema], schema=schema)
