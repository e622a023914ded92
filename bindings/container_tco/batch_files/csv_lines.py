"""The lines at which rows of a CSV file begin. The parser knows rows alone, and cells may hold line breaks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from container_tco.batch_files.inputs import STANDARD_INPUT, InputFile
from container_tco.batch_files.text_input import unzipped


class CsvLines:
    """Reads a file a second time, no further than to the last row asked for: it costs files with bad rows alone."""

    def __init__(self, file: InputFile, delimiter: str, skipped: int) -> None:
        """`skipped`: rows up to the header, with it."""
        self._file = file
        self._delimiter = delimiter
        self._skipped = skipped
        self._rows: Iterator[tuple[int, int]] | None = None
        self._next = 0

    def line_of(self, index: int, cells: int) -> int | None:
        """Return the line, from 1, of the row `index` (from 0) of so many cells.

        Rows are asked for in their order. None of standard input, and where the row is read otherwise here.
        """
        if self._rows is None:
            self._rows = self._read()
        for line, found in self._rows:
            self._next += 1
            if self._next > index:
                return line if found == cells else None
        return None

    def _read(self) -> Iterator[tuple[int, int]]:
        """Yield the line and the cells of every row; those of blank lines are none."""
        if self._file.path == STANDARD_INPUT:
            return
        with (
            open(self._file.path, "rb") as raw,
            io.TextIOWrapper(unzipped(raw, self._file), encoding="utf-8-sig", errors="replace", newline="") as text,
        ):
            rows = csv.reader(text, delimiter=self._delimiter)
            try:
                for _ in range(self._skipped):
                    next(rows)
                line = rows.line_num + 1
                for cells in rows:
                    if cells:
                        yield line, len(cells)
                    line = rows.line_num + 1
            except (csv.Error, OSError, EOFError, StopIteration):
                return


__all__ = ["CsvLines"]
