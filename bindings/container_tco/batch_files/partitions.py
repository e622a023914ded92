"""Columns that stand in the names of folders, as Hive and Spark write them: year=2026/month=01/part.parquet."""

from __future__ import annotations

import glob
import os
import urllib.parse

Partitions = tuple[tuple[str, str | None], ...]
"""Names and values, the outermost folder first."""

# What Hive writes for a null, as an empty name is none of a folder.
_NULL = "__HIVE_DEFAULT_PARTITION__"


def partitions_of(file: str, source: str) -> Partitions:
    """Return the columns in the folders that were found on the way from `source`, a folder or glob, to `file`."""
    above = source.split(os.sep)
    if not os.path.isdir(source):
        above = above[: next((i for i, part in enumerate(above) if glob.has_magic(part)), len(above))]
    found: dict[str, str | None] = {}
    for folder in os.path.dirname(os.path.relpath(file, os.sep.join(above) or os.curdir)).split(os.sep):
        name, equals, value = folder.partition("=")
        if equals and name:
            found[urllib.parse.unquote(name)] = None if value == _NULL else urllib.parse.unquote(value)
    return tuple(found.items())
