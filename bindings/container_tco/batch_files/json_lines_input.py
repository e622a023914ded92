"""Rows of JSON Lines. Numbers stay the text that they are, so that 0.1 is a tenth."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from container_tco._core import ParseError, printable
from container_tco.batch_files.inputs import InputFile
from container_tco.batch_files.malformed_rows import MOST_IN_A_ROW, with_marks
from container_tco.batch_files.text_input import MAX_LINE_BYTES, TextStream
from container_tco.gzip_files import readable

BATCH_ROWS = 65_536
_BATCH_BYTES = 32 * MAX_LINE_BYTES
_SPACE = " \t\r\n"

_Row = dict[str, Any] | ParseError
"""What is wrong where the line is malformed."""


class _RepeatedMember(ValueError):
    pass


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in members if names.count(name) > 1)
        raise _RepeatedMember(twice)
    return members


_decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_members)


class JsonLinesRows:
    """The rows of one file of objects, one a line. Its columns are the members of its first rows.

    A line that is no object, is cut off or too long, has a member twice or one that the first rows lack is a malformed
    row. Lists and objects inside of a row stay the text that they are.
    Raises OSError, and ParseError for a file without any object and for too many malformed rows behind one another.
    """

    def __init__(self, file: InputFile, text: TextStream) -> None:
        """Read the first rows."""
        self._name = file.name
        self._text = text
        self._line_number = 0
        self._problems: list[ParseError] = []
        self._members: set[str] = set()
        self._sampled = 0
        self._first = self._next_rows()
        members: dict[str, None] = {}
        for row in self._first:
            members.update(dict.fromkeys(() if isinstance(row, ParseError) else row))
        if self._problems and len(self._problems) == len(self._first):
            raise self._problems[0]
        self._members = set(members)
        self._sampled = len(self._first)
        self.schema = pa.schema([(_valid(member), pa.string()) for member in members])

    def batches(self, columns: list[str], first_row: int) -> Iterator[tuple[pa.RecordBatch, int]]:
        """Yield the rows from `first_row` on with the bytes of the file that they end at, about."""
        rows, done = self._first, 0
        self._first = []
        while rows:
            begin = max(0, first_row - done)
            done += len(rows)
            if begin < len(rows):
                yield _batch(rows[begin:], columns), self._text.bytes_read()
            rows = self._next_rows()

    def close(self) -> None:
        """Let go of the file."""
        self._text.close()

    def _next_rows(self) -> list[_Row]:
        while True:
            with readable(self._name):
                lines = self._next_lines()
            rows = self._rows_of(lines)
            if rows or not lines:
                return rows

    def _rows_of(self, lines: list[bytes]) -> list[_Row]:
        rows = _objects_of(lines)
        if rows is not None:
            rows = [_with_inner_texts(row, line) for row, line in zip(rows, lines, strict=True)]
        if rows is None or (self._sampled and not all(row.keys() <= self._members for row in rows)):
            return self._rows_one_by_one(lines)
        self._line_number += len(lines)
        self._problems = []
        return [*rows]

    def _next_lines(self) -> list[bytes]:
        lines: list[bytes] = []
        size = 0
        while len(lines) < BATCH_ROWS and size < _BATCH_BYTES:
            line = self._text.stream.readline(MAX_LINE_BYTES + 1)
            if not line:
                break
            lines.append(line)
            size += len(line)
            if len(line) > MAX_LINE_BYTES:
                self._skip_line(line)
        return lines

    def _rows_one_by_one(self, lines: list[bytes]) -> list[_Row]:
        rows = []
        for line in lines:
            self._line_number += 1
            if not line.isspace():
                rows.append(self._row(line))
        return rows

    def _row(self, line: bytes) -> _Row:
        try:
            row = self._object(line)
        except ParseError as error:
            self._problems.append(error)
            if len(self._problems) > MOST_IN_A_ROW:
                raise self._problems[0] from None
            return error
        self._problems = []
        return row

    def _object(self, line: bytes) -> dict[str, Any]:
        if len(line) > MAX_LINE_BYTES:
            raise self._problem(f"expected at most {MAX_LINE_BYTES} bytes, found more")
        try:
            text = line.decode("utf-8-sig" if self._line_number == 1 else "utf-8").strip(_SPACE)
            row, end = _decoder.raw_decode(text)
            if end != len(text):
                raise ValueError(f"Extra data: character {end + 1}")
        except UnicodeDecodeError as error:
            raise self._problem(f"expected UTF-8 text, found byte 0x{line[error.start]:02x}") from None
        except _RepeatedMember as error:
            raise self._problem(f"expected members that differ, found '{printable(str(error))}' twice") from None
        except (ValueError, RecursionError) as error:
            raise self._problem(f"expected a JSON object, found otherwise: {printable(str(error), 200)}") from None
        if not isinstance(row, dict):
            raise self._problem(f"expected a JSON object, found {printable(json.dumps(row), 200)}")
        if self._sampled and not row.keys() <= self._members:
            member = printable(min(row.keys() - self._members))
            raise self._problem(
                f"expected the members of the first {self._sampled} rows, found also '{member}'. State it in the first "
                f"row, if only as null"
            )
        return _with_inner_texts(row, line)

    def _problem(self, text: str) -> ParseError:
        return ParseError(f"{self._name}, line {self._line_number}: {text}")

    def _skip_line(self, line: bytes) -> None:
        while line and not line.endswith(b"\n"):
            line = self._text.stream.readline(MAX_LINE_BYTES)


def _objects_of(lines: list[bytes]) -> list[dict[str, Any]] | None:
    """Every line as an object by one call of the parser; None where a line is no object, or not one alone.

    Between the lines stands a text that none of them can hold, as it was drawn just before: where it comes out behind
    every object, each of these is a line.
    """
    mark = secrets.token_hex(16)
    try:
        text = f',"{mark}",'.join(line.decode() for line in lines)
        made = _decoder.decode(f"[{text}]")
    except (ValueError, RecursionError):
        return None
    rows: list[dict[str, Any]] = made[::2]
    is_each_alone = len(made) == max(2 * len(lines) - 1, 0) and made[1::2] == [mark] * (len(rows) - 1)
    return rows if is_each_alone and all(type(row) is dict for row in rows) else None


def _with_inner_texts(row: dict[str, Any], line: bytes) -> dict[str, Any]:
    """With lists and objects inside of the row as the texts that they are in its line: 1.10 stays so."""
    if not any(type(value) is dict or type(value) is list for value in row.values()):
        return row
    text = line.decode("utf-8-sig")
    at = text.index("{") + 1
    made: dict[str, Any] = {}
    for name, value in row.items():
        # The line has been read: what is here is the name, the colon, the value, and a comma or the end.
        _, at = _decoder.raw_decode(text, _behind_space(text, at))
        begin = _behind_space(text, _behind_space(text, at) + 1)
        _, at = _decoder.raw_decode(text, begin)
        made[name] = text[begin:at] if isinstance(value, dict | list) else value
        at = _behind_space(text, at) + 1
    return made


def _behind_space(text: str, at: int) -> int:
    while text[at] in _SPACE:
        at += 1
    return at


def _batch(rows: list[_Row], columns: list[str]) -> pa.RecordBatch:
    problems = [str(row) if isinstance(row, ParseError) else None for row in rows]
    objects = [None if isinstance(row, ParseError) else row for row in rows]
    try:
        made = pa.array(objects, pa.struct([(column, pa.string()) for column in columns])).flatten()
    except (pa.ArrowException, TypeError, UnicodeError):
        made = [_texts([None if row is None else row.get(column) for row in objects]) for column in columns]
    batch = pa.RecordBatch.from_arrays(made, names=columns)
    return with_marks(batch, problems) if None in objects else batch


def _texts(values: list[Any]) -> pa.StringArray:
    try:
        return pa.array(values, pa.string())
    except (pa.ArrowException, TypeError, UnicodeError):
        return pa.array([_text(value) for value in values], pa.string())


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value if value is None else _valid(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _valid(json.dumps(value, ensure_ascii=False))


def _valid(text: str) -> str:
    """Half of a surrogate pair is no character."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
