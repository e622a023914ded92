"""Files that AWS publishes, opened for the core: plain or gzip, from disk or standard input, and counted."""

from __future__ import annotations

import errno
import gzip
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import IO, Protocol, cast

from container_tco.documents import shown_name

GZIP_MAGIC = b"\x1f\x8b"


class Readable(Protocol):
    """What the core reads a file through."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes; none at the end."""
        ...


class _Counted:
    """A binary stream that reports how many bytes of the file on disk have gone by."""

    def __init__(self, stream: IO[bytes], on_read: Callable[[int], None]) -> None:
        self._stream = stream
        self._on_read = on_read
        self._kept = b""

    def peek(self, size: int) -> bytes:
        self._kept += self._stream.read(size - len(self._kept))
        return self._kept[:size]

    def read(self, size: int = -1) -> bytes:
        if self._kept:
            data, self._kept = (self._kept, b"") if size < 0 else (self._kept[:size], self._kept[size:])
            if size < 0:
                data += self._stream.read()
        else:
            data = self._stream.read(size)
        self._on_read(len(data))
        return data


class _Unpacked:
    """The content of a gzip stream. Raises OSError that names the file when the stream is cut off or damaged."""

    def __init__(self, name: str, packed: _Counted) -> None:
        self._name = name
        # gzip wants a whole file object, of which it uses `read` only.
        self._stream = gzip.GzipFile(fileobj=cast(IO[bytes], packed))

    def read(self, size: int, /) -> bytes:
        try:
            return self._stream.read(size)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            reason = f"the gzip file is cut off or damaged ({error}). Fetch it again. Nothing was taken over"
            raise OSError(errno.EIO, reason, self._name) from error


@contextmanager
def opened(paths: list[str], on_read: Callable[[int], None]) -> Iterator[list[tuple[str, Readable]]]:
    """Open the files as (name for messages, stream); "-" is standard input. `on_read` gets bytes as they lie on disk.

    Raises OSError for a file that cannot be opened; reading raises it for a gzip file that is cut off.
    """
    with ExitStack() as stack:
        streams: list[tuple[str, Readable]] = []
        for path in paths:
            file = sys.stdin.buffer if path == "-" else stack.enter_context(open(path, "rb"))
            counted = _Counted(cast(IO[bytes], file), on_read)
            name = "<stdin>" if path == "-" else shown_name(path)
            is_packed = counted.peek(2) == GZIP_MAGIC
            streams.append((name, _Unpacked(name, counted) if is_packed else counted))
        yield streams


def size_on_disk(paths: list[str]) -> int | None:
    """Return the bytes of all files, or None when one of them has no size, such as standard input."""
    if any(path == "-" or not os.path.isfile(path) for path in paths):
        return None
    return sum(os.path.getsize(path) for path in paths)
