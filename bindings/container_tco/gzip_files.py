"""Files with gzip around them."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from container_tco._core import ParseError, printable


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Raise ParseError where gzip inside is damaged."""
    try:
        yield
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        found = printable(str(error), 200)
        raise ParseError(f"{name}: expected gzip, found one that is damaged, cut off or none: {found}") from None
