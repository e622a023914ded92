"""Rows of CSV files. Every cell stays the text that it is: 0.10 is a tenth, and 007 is no 7."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pyarrow as pa
import pyarrow.csv

from container_tco._core import ParseError, printable
from container_tco.batch_files.csv_lines import CsvLines
from container_tco.batch_files.inputs import InputFile
from container_tco.batch_files.malformed_rows import MOST_IN_A_ROW, with_marks
from container_tco.batch_files.text_input import MAX_LINE_BYTES, TextStream
from container_tco.gzip_files import readable

_RAGGED = re.compile("Row #([0-9]+): Expected ([0-9]+) columns, got ([0-9]+): (.*)", re.DOTALL)
_BLOCK_BYTES = 4 * MAX_LINE_BYTES


class CsvRows:
    """The rows of one CSV file with a header. Raises OSError and ParseError."""

    def __init__(self, file: InputFile, text: TextStream) -> None:
        """Read the header."""
        self._file = file
        self._name = file.name
        self._text = text
        text.end_at_other_bytes()
        header, self._delimiter, self._skipped = _header(self._name, text.head)
        self.schema = pa.schema([(column, pa.string()) for column in header])

    def batches(self, columns: list[str], first_row: int) -> Iterator[tuple[pa.RecordBatch, int]]:
        """Yield the rows from `first_row` on with the bytes of the file that they end at, about."""
        last: pa.RecordBatch | None = None
        done = 0
        malformed = _MalformedRows(self._name, self._skipped, CsvLines(self._file, self._delimiter, self._skipped))
        kept = list(dict.fromkeys([*columns, self.schema.names[-1]]))
        try:
            with readable(self._name):
                for read in chain(self._reader(kept, malformed), [_no_rows(kept)]):
                    last = read if read.num_rows else last
                    batch = malformed.put_back(read.select(columns), done)
                    begin = max(0, first_row - done)
                    done += batch.num_rows
                    if begin < batch.num_rows:
                        yield batch.slice(begin), self._text.bytes_read()
        except pa.ArrowInvalid as error:
            raise self._explained(error, done) from None
        if self._text.other_byte is not None:
            raise ParseError(
                f"{self._name}, row {done + 1}: expected UTF-8 text, found byte 0x{self._text.other_byte:02x}. "
                f"Save it as UTF-8"
            )
        if last is not None and self._is_open_at_end(last):
            raise ParseError(f"{self._name}, row {done}: expected the quotation mark to be closed, found the end")

    def _is_open_at_end(self, last: pa.RecordBatch) -> bool:
        """Whether the last row ends in a quotation that nothing closes: it may hold all the rows behind it."""
        end: str | None = last.column(self.schema.names[-1])[-1].as_py()
        return self._text.quotation_marks % 2 == 1 and end is not None and "\n" in end

    def close(self) -> None:
        """Let go of the file."""
        self._text.close()

    def _reader(self, kept: list[str], malformed: _MalformedRows) -> Any:
        # Names and the rows before the first are given here, so that columns of pyarrow are those of the header read.
        names = self.schema.names
        return pyarrow.csv.open_csv(
            self._text.stream,
            read_options=pyarrow.csv.ReadOptions(
                use_threads=False, block_size=_BLOCK_BYTES, column_names=names, skip_rows_after_names=self._skipped
            ),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=self._delimiter, newlines_in_values=True, invalid_row_handler=malformed.take
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(kept, pa.string()),
                include_columns=kept,
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )

    def _explained(self, error: Exception, done: int) -> ParseError:
        if ragged := _RAGGED.search(str(error)):
            number, expected, found, text = ragged.groups()
            return ParseError(
                f"{self._name}, row {int(number) - self._skipped}: expected {expected} cells as in the header, found "
                f"{found}: {printable(text, 100)}"
            )
        where = f"{self._name}, after row {done}"
        if "straddling" in str(error):
            return ParseError(
                f"{where}: expected rows of at most {_BLOCK_BYTES} bytes, found a longer one; a quotation mark may be "
                f"open"
            )
        return ParseError(f"{where}: expected CSV, found otherwise: {printable(str(error), 200)}")


class _MalformedRows:
    """Rows of more or fewer cells than the header: left out by the parser, put back as rows of nulls that say so."""

    def __init__(self, name: str, skipped: int, lines: CsvLines) -> None:
        """`skipped`: rows up to the header, with it."""
        self._name = name
        self._lines = lines
        self._skipped = skipped
        self._rows: deque[tuple[int, str]] = deque()
        self._last = -1
        self._run = 0

    def take(self, row: pyarrow.csv.InvalidRow) -> str:
        """Leave the row out, or end the file: where a quotation swallows lines, and where nothing looks like rows."""
        index = row.number - self._skipped - 1
        self._run = self._run + 1 if self._last == index - 1 else 1
        self._last = index
        if self._run > MOST_IN_A_ROW or "\n" in row.text or "\r" in row.text:
            return "error"
        line = self._lines.line_of(index, row.actual_columns)
        where = "" if line is None else f" in line {line}"
        found = (
            f"expected {row.expected_columns} cells as in the header, found {row.actual_columns}{where}: "
            f"{printable(row.text, 80)}"
        )
        self._rows.append((index, f"{self._name}, row {index + 1}: {found}"))
        return "skip"

    def put_back(self, batch: pa.RecordBatch, first_row: int) -> pa.RecordBatch:
        """Return the rows of `batch`, which begin at `first_row`, with those left out before, among and behind them."""
        taken: list[int | None] = []
        problems: list[str | None] = []
        good = marked = 0
        while self._rows and (before := self._rows[0][0] - first_row - marked) <= batch.num_rows:
            taken.extend(range(good, before))
            problems.extend([None] * (before - good))
            taken.append(None)
            problems.append(self._rows.popleft()[1])
            good = before
            marked += 1
        if not marked:
            return batch
        taken.extend(range(good, batch.num_rows))
        problems.extend([None] * (batch.num_rows - good))
        return with_marks(batch.take(pa.array(taken, pa.int64())), problems)


def _no_rows(columns: list[str]) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array([], pa.string()) for _ in columns], names=columns)


def _header(name: str, head: bytes) -> tuple[list[str], str, int]:
    """Return the columns, the delimiter, and how many rows end with the header."""
    if not head.strip():
        raise ParseError(f"{name}: expected a header and rows, found nothing")
    is_all = len(head) < MAX_LINE_BYTES
    if b"\0" in head[:4096] or not (is_all or b"\n" in head or b"\r" in head):
        raise ParseError(f"{name}: expected CSV with lines of text, found other bytes")
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head, is_all)
    except UnicodeDecodeError as error:
        found = f"byte 0x{head[error.start]:02x} at byte {error.start}"
        raise ParseError(f"{name}: expected UTF-8 text, found {found}. Save it as UTF-8") from None
    first_line = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    try:
        for skipped, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
            if any(cell.strip() for cell in cells):
                return [cell.strip() for cell in cells], delimiter, skipped
    except csv.Error as error:
        raise ParseError(f"{name}: expected CSV with a header, found otherwise: {error}") from None
    raise ParseError(f"{name}: expected a header and rows, found nothing")
