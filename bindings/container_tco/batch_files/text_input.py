"""Bytes of CSV and JSON Lines files, plain or gzip, from files and standard input."""

from __future__ import annotations

import codecs
import gzip
import io
import sys
from typing import BinaryIO, cast

from container_tco._core import ParseError
from container_tco.batch_files.inputs import STANDARD_INPUT, FileFormat, InputFile
from container_tco.gzip_files import readable

MAX_LINE_BYTES = 1 << 20
"""Of one row. Longer ones are no rows, and would fill the memory."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class TextStream:
    """A file or standard input whose beginning can be seen before it is read."""

    def __init__(self, file: InputFile) -> None:
        """Open it. Raises OSError."""
        self._raw: BinaryIO = sys.stdin.buffer if file.path == STANDARD_INPUT else open(file.path, "rb")  # noqa: SIM115
        self._is_own = file.path != STANDARD_INPUT
        content = unzipped(self._raw, file)
        try:
            with readable(file.name):
                self.head = content.read(MAX_LINE_BYTES)
            if self.head[:2] in _UTF16:
                raise ParseError(f"{file.name}: expected UTF-8 text, found UTF-16. Save it as UTF-8")
        except BaseException:
            self.close()
            raise
        self._chained = _Chained(self.head, content)
        self.stream = io.BufferedReader(self._chained, MAX_LINE_BYTES)

    def bytes_read(self) -> int:
        """Of the file as it is stored."""
        return self._raw.tell() if self._is_own else 0

    @property
    def quotation_marks(self) -> int:
        """In what was read so far."""
        return self._chained.quotation_marks

    def end_at_other_bytes(self) -> None:
        """From now on, end with the last whole line before a byte that is no UTF-8."""
        self._chained.checks_text = True

    @property
    def other_byte(self) -> int | None:
        """The byte that it ended at."""
        return self._chained.other_byte

    def close(self) -> None:
        """Let go of the file."""
        if self._is_own:
            self._raw.close()


def unzipped(raw: BinaryIO, file: InputFile) -> BinaryIO:
    """Return what the bytes of a file hold: of one by gzip its content."""
    is_gzip = file.format is not None and file.format.is_gzip
    return cast(BinaryIO, gzip.GzipFile(fileobj=raw, mode="rb")) if is_gzip else raw


class _Chained(io.RawIOBase):
    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = memoryview(head)
        self._rest = rest
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self.quotation_marks = 0
        self.checks_text = False
        self.other_byte: int | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        part = self._head[: len(buffer)] if len(self._head) else self._rest.read(len(buffer))
        self._head = self._head[len(part) :]
        content = self._text_of(bytes(part)) if self.checks_text else bytes(part)
        self.quotation_marks += content.count(b'"')
        buffer[: len(content)] = content
        return len(content)

    def _text_of(self, part: bytes) -> bytes:
        if self.other_byte is not None:
            return b""
        try:
            self._decoder.decode(part)
        except UnicodeDecodeError as error:
            self.other_byte = error.object[error.start]
            before = len(part) - (len(error.object) - error.start)
            return part[: part.rfind(b"\n", 0, max(before, 0)) + 1]
        return part


def format_of_content(head: bytes) -> FileFormat:
    """Return what standard input holds, by its first character."""
    start = head[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return FileFormat("jsonl" if start[:1] == b"{" else "csv")
