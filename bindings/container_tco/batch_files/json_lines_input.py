"""Rows of JSON Lines. Numbers stay the text that they are, so that 0.1 is a tenth."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from container_tco._core import ParseError, printable
from container_tco.batch_files.inputs import InputFile
from container_tco.batch_files.text_input import MAX_LINE_BYTES, TextStream
from container_tco.gzip_files import readable

BATCH_ROWS = 65_536
_decode = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str).decode


class JsonLinesRows:
    """The rows of one file of objects, one a line. Its columns are the members of its first rows.

    Raises OSError and ParseError, also for a member that comes up only later.
    """

    def __init__(self, file: InputFile, text: TextStream) -> None:
        """Read the first rows."""
        self._name = file.name
        self._text = text
        self._lines = self._objects()
        self._first = list(itertools.islice(self._lines, BATCH_ROWS))
        members: dict[str, None] = {}
        for row in self._first:
            members.update(dict.fromkeys(row))
        self.schema = pa.schema([(_valid(member), pa.string()) for member in members])

    def batches(self, columns: list[str], first_row: int) -> Iterator[tuple[pa.RecordBatch, int]]:
        """Yield the rows from `first_row` on with the bytes of the file that they end at, about."""
        rows, done = self._first, 0
        self._first = []
        while rows:
            begin = max(0, first_row - done)
            done += len(rows)
            if begin < len(rows):
                yield self._batch(rows[begin:], columns), self._text.bytes_read()
            rows = list(itertools.islice(self._lines, BATCH_ROWS))

    def close(self) -> None:
        """Let go of the file."""
        self._text.close()

    def _batch(self, rows: list[dict[str, Any]], columns: list[str]) -> pa.RecordBatch:
        made = [pa.array([_text(row.get(column)) for row in rows], pa.string()) for column in columns]
        return pa.RecordBatch.from_arrays(made, names=columns)

    def _objects(self) -> Iterator[dict[str, Any]]:
        known: set[str] | None = None
        count = 0
        with readable(self._name):
            for number in itertools.count(1):
                line = self._text.stream.readline(MAX_LINE_BYTES + 1)
                if not line:
                    return
                if not line.strip():
                    continue
                row = self._object(line, number)
                count += 1
                if count > BATCH_ROWS:
                    known = known if known is not None else set(self.schema.names)
                    if not row.keys() <= known:
                        self._refuse_new_member(min(row.keys() - known), number)
                yield row

    def _object(self, line: bytes, number: int) -> dict[str, Any]:
        where = f"{self._name}, line {number}"
        if len(line) > MAX_LINE_BYTES:
            raise ParseError(f"{where}: expected at most {MAX_LINE_BYTES} bytes, found more")
        try:
            row = _decode(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except UnicodeDecodeError as error:
            raise ParseError(f"{where}: expected UTF-8 text, found byte 0x{line[error.start]:02x}") from None
        except (ValueError, RecursionError) as error:
            found = printable(str(error), 200)
            raise ParseError(f"{where}: expected a JSON object, found otherwise: {found}") from None
        if not isinstance(row, dict):
            raise ParseError(f"{where}: expected a JSON object, found {printable(json.dumps(row))}")
        return row

    def _refuse_new_member(self, member: str, number: int) -> None:
        raise ParseError(
            f"{self._name}, line {number}: expected the members of the first {BATCH_ROWS} rows, found also "
            f"'{printable(member)}'. State it in the first row, if only as null"
        )


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value if value is None else _valid(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _valid(json.dumps(value, ensure_ascii=False))


def _valid(text: str) -> str:
    """Half of a surrogate pair is no character."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
