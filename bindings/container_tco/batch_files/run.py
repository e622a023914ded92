"""Rows of files through a comparer into a file: read, compared and written at the same time, in bounded memory."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import pyarrow as pa

from container_tco._core import InvalidInputError
from container_tco.batch import RowComparer, Summary
from container_tco.batch_files.columns import OutputColumns
from container_tco.batch_files.file_summary import FileSummary
from container_tco.batch_files.inputs import STANDARD_INPUT, find_inputs, format_of
from container_tco.batch_files.output_format import output_format
from container_tco.batch_files.reading import InputTable, Place
from container_tco.batch_files.unfinished import RowGroupFormat, UnfinishedOutput, raise_with_remedy

Progress = Callable[[int, int], None]
"""Called with the bytes read, about, and the rows compared so far, both with those of an earlier run."""

T = TypeVar("T")


@dataclass(frozen=True)
class RunOptions:
    """How files are compared; `batch_compare_files` says what each means."""

    only_results: bool = False
    prefix: str = ""
    stops_at_bad_row: bool = False
    row_group_rows: int = 262_144
    restart: bool = False


class FileBatch:
    """One run: made, then `run` once."""

    def __init__(self, sources: list[str], output: str, comparer: RowComparer, options: RunOptions) -> None:
        """Look at every file; nothing is written yet. Raises as batch_compare_files does."""
        self._comparer = comparer
        self._options = options
        _require_at_least_one("row_group_rows", options.row_group_rows)
        format_of(output)
        self.output = output
        self.files = find_inputs(sources, output)
        self.kept_rows = 0
        """Rows that are complete after `run` has failed."""
        self._format: RowGroupFormat
        self._table = InputTable(self.files, comparer.columns_read if options.only_results else None)
        try:
            self._prepare()
        except BaseException:
            self._table.close()
            raise

    def _prepare(self) -> None:
        schema_in, comparer, options = self._table.schema, self._comparer, self._options
        self._columns = OutputColumns(schema_in, comparer, options.only_results, options.prefix)
        schema = self._columns.schema
        # Without a row: what is wrong with the columns is said before anything is written.
        # With all columns, so that one that is missing is seen beside those that are there.
        types = {field.name: field.type for field in schema_in}
        empty = pa.schema([(name, types.get(name, pa.null())) for name in self._table.all_columns]).empty_table()
        self.metadata: dict[str, str] = comparer.compare(empty).metadata
        """What results tell of themselves: prices, period, assumptions."""
        self._format = output_format(self.output, schema, self.metadata)

    @property
    def bytes(self) -> int | None:
        """Of all files; None when one of them is standard input."""
        return None if self._reads_standard_input else sum(file.size for file in self.files)

    @property
    def _reads_standard_input(self) -> bool:
        return any(file.path == STANDARD_INPUT for file in self.files)

    def run(
        self, progress: Progress = lambda _bytes, _rows: None, on_continue: Callable[[int], None] = lambda _rows: None
    ) -> Summary:
        """Compare all rows. `on_continue` is called with the rows that an earlier run left, if there are some."""
        with contextlib.closing(self._table):
            output = UnfinishedOutput(self.output, self._identity(), restart=self._options.restart)
            starts = self._run_into(output, progress, on_continue)
        return FileSummary(self._comparer.summary, [file.name for file in self.files], starts)

    def _run_into(
        self, output: UnfinishedOutput, progress: Progress, on_continue: Callable[[int], None]
    ) -> dict[int, int]:
        """Return how many rows of other files stand before the first one of each."""
        try:
            if output.is_continued:
                self._comparer.continue_after(**output.checkpoint.summary)
                on_continue(output.checkpoint.rows)
            with ThreadPoolExecutor(1, "write") as writing:
                groups = _RowGroups(output, self._format, self._options.row_group_rows, writing)
                self._compare_all(groups, progress)
                groups.finish(self._comparer)
            output.finish(self._format)
            return groups.starts
        except BaseException as error:
            self.kept_rows = output.abandon()
            raise_with_remedy(error, self.kept_rows)
            raise

    def _compare_all(self, groups: _RowGroups, progress: Progress) -> None:
        with contextlib.closing(self._table.batches(groups.next)) as read, contextlib.closing(_ahead(read)) as batches:
            for placed in batches:
                begin = 0
                while begin < placed.batch.num_rows:
                    part = placed.batch.slice(begin, groups.room)
                    place = Place(placed.place.file, placed.place.row + begin)
                    begin += part.num_rows
                    results = self._compared(part, place)
                    groups.add(self._columns.joined(part, results), place, self._comparer)
                progress(placed.bytes_read, groups.rows)

    def _compared(self, part: pa.RecordBatch, place: Place) -> pa.Table:
        results = pa.table(self._comparer.compare(part))
        if self._options.stops_at_bad_row and results["error"].null_count < results.num_rows:
            row = results["error"].is_valid().to_pylist().index(True)
            text = results["error_text"][row].as_py()
            is_told = results["error"][row].as_py() == "malformed_row"  # Which says itself where it stands.
            where = "" if is_told else f"{self.files[place.file].name}, row {place.row + row + 1}: "
            raise InvalidInputError(f"{where}{text}")
        return results

    def _identity(self) -> dict[str, Any] | None:
        """What another run must be alike in to go on with this one; None when none can."""
        if self._reads_standard_input:
            return None
        options = self._options
        return {
            "inputs": [file.identity for file in self.files],
            "columns": [[field.name, str(field.type)] for field in self._table.schema],
            **self._comparer.identity,
            "output": [format_of(self.output).name, options.only_results, options.prefix, options.row_group_rows],
        }


def _require_at_least_one(name: str, value: int) -> None:
    if value < 1:
        raise InvalidInputError(name, str(value), "at least 1")


class _RowGroups:
    """Rows of the output gathered into row groups, of which one is written while the next one is made."""

    def __init__(
        self, output: UnfinishedOutput, format: RowGroupFormat, group_rows: int, writing: ThreadPoolExecutor
    ) -> None:
        self.rows = output.checkpoint.rows
        self.next = output.checkpoint.next
        self.starts = dict(output.checkpoint.starts)
        self.room = group_rows
        self._output = output
        self._format = format
        self._group_rows = group_rows
        self._writing = writing
        self._gathered: list[pa.Table] = []
        self._pending: Future[None] | None = None

    def add(self, table: pa.Table, place: Place, comparer: RowComparer) -> None:
        """Take rows, at most `room`, whose first stands at `place` in the inputs."""
        self._gathered.append(table)
        self.starts.setdefault(place.file, self.rows - place.row)
        self.rows += table.num_rows
        self.room -= table.num_rows
        self.next = Place(place.file, place.row + table.num_rows)
        if self.room == 0:
            self._write(comparer.summary)

    def finish(self, comparer: RowComparer) -> None:
        """Write what is left, and wait until all is written."""
        if self._gathered:
            self._write(comparer.summary)
        self._wait()

    def _write(self, summary: Summary) -> None:
        self._wait()
        table = pa.concat_tables(self._gathered)
        self._pending = self._writing.submit(
            self._output.write, self._format, table, self.next, summary, dict(self.starts)
        )
        self._gathered = []
        self.room = self._group_rows

    def _wait(self) -> None:
        if self._pending is not None:
            self._pending.result()
            self._pending = None


def _ahead(batches: Iterator[T]) -> Generator[T, None, None]:
    """Yield what `batches` does, with the next one being read meanwhile."""
    with ThreadPoolExecutor(1, "read") as reading:
        following = reading.submit(next, batches, None)
        while (batch := following.result()) is not None:
            following = reading.submit(next, batches, None)
            yield batch
