"""The summary of rows of several files, which says of the best of them in which file they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from container_tco.batch import Summary
from container_tco.table import Table


class FileSummary(Summary):
    """What the rows of files come to. Of several files `top_savings` has two more columns, behind the others.

    `input_file` is the file of a row, `input_row` its index there, from 0 without the header.
    """

    def __init__(self, summary: Summary, names: Sequence[str], starts: Mapping[int, int]) -> None:
        """Made by `batch_compare_files`: the names of files, and the index over all of the first row of each."""
        super().__init__(summary._core)
        self._names = list(names)
        self._starts = sorted((start, file) for file, start in starts.items())

    @property
    def top_savings(self) -> Table:
        """As those of `Summary`, with their places in several files."""
        table = super().top_savings
        if len(self._names) < 2 or not self._starts:
            return table
        made: Any = pa.table(table)
        places = [self._place(row) for row in made["row"].to_pylist()]
        return Table(
            made.append_column("input_file", pa.array([name for name, _ in places], pa.string())).append_column(
                "input_row", pa.array([row for _, row in places], pa.int64())
            )
        )

    def merge(self, other: Summary) -> None:
        """As that of `Summary`; rows of both then stand in no file that is known."""
        super().merge(other)
        self._starts = []

    def _place(self, row: int) -> tuple[str, int]:
        start, file = self._starts[bisect_right(self._starts, (row, len(self._names))) - 1]
        return self._names[file], row - start


__all__ = ["FileSummary"]
