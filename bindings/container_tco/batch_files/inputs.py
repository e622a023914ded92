"""Which files go in, and what they are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from container_tco._core import InvalidInputError, printable
from container_tco.batch_files.partitions import Partitions, partitions_of
from container_tco.documents import HIDDEN_IN_DATA, files_below, files_matching, is_glob, shown_name

STANDARD_INPUT = "-"

_NAMES = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet", ".pq": "parquet"}
_GZIP = ".gz"
SUFFIXES = (*_NAMES, *(suffix + _GZIP for suffix in _NAMES if _NAMES[suffix] != "parquet"))
"""Of the files that are taken from a folder."""


@dataclass(frozen=True)
class FileFormat:
    """What a file is: "csv", "jsonl" or "parquet", and whether gzip is around it."""

    name: str
    is_gzip: bool = False


@dataclass(frozen=True)
class InputFile:
    """One file of rows as it was found. The format of standard input is found when it is read."""

    path: str
    format: FileFormat | None
    size: int = 0
    modified_ns: int = 0
    partitions: Partitions = ()

    @property
    def name(self) -> str:
        """For messages."""
        return "<stdin>" if self.path == STANDARD_INPUT else shown_name(self.path)

    @property
    def identity(self) -> list[Any]:
        """What another run must find again to go on with what this one left."""
        partitions = [list(pair) for pair in self.partitions]
        return [shown_name(os.path.realpath(self.path)), self.size, self.modified_ns, partitions]

    def require_unchanged(self) -> None:
        """Raise InvalidInputError when the file is another one by now. One that was deleted meanwhile was read."""
        if self.path == STANDARD_INPUT or not os.path.exists(self.path):
            return
        if _as_found(self.path, self.format, self.partitions) != self:
            raise InvalidInputError(f"{self.name}: expected a file that stays as it is, found it changed meanwhile")


def format_of(path: str) -> FileFormat:
    """Return what the suffix says. Raises InvalidInputError for another one."""
    stem, suffix = os.path.splitext(path.lower())
    is_gzip = suffix == _GZIP
    name = _NAMES.get(os.path.splitext(stem)[1] if is_gzip else suffix)
    if name is None or (is_gzip and name == "parquet"):
        raise InvalidInputError(
            f"{printable(shown_name(path), 300)}: expected the suffix .csv, .jsonl, .ndjson or .parquet "
            f"(.gz behind the first three), found '{printable(shown_name(os.path.splitext(path)[1]))}'"
        )
    return FileFormat(name, is_gzip)


def find_inputs(sources: Iterable[str | os.PathLike[str]], output: str) -> list[InputFile]:
    """Return the files of paths, folders, globs and "-", each once, without `output` and what is hidden in folders.

    Raises OSError for a path that does not exist, InvalidInputError where a folder or glob holds no file of rows.
    """
    found: dict[str, InputFile] = {}
    for source in sources:
        path = os.fspath(source)
        for file in _files_of(path, os.path.realpath(output)):
            if path == STANDARD_INPUT:
                found[file] = InputFile(file, None)
            else:
                found.setdefault(os.path.realpath(file), _as_found(file, format_of(file), partitions_of(file, path)))
    return list(found.values())


def _as_found(path: str, format: FileFormat | None, partitions: Partitions) -> InputFile:
    stat = os.stat(path)
    return InputFile(path, format, stat.st_size, stat.st_mtime_ns, partitions)


def _files_of(path: str, output: str) -> Iterator[str]:
    if path == STANDARD_INPUT:
        yield path
    elif os.path.isdir(path):
        yield from _some(path, files_below(path, SUFFIXES, HIDDEN_IN_DATA), output, f"{', '.join(SUFFIXES)} files")
    elif is_glob(path):
        yield from _some(path, files_matching(path), output, "files that match")
    elif os.path.realpath(path) == output:
        raise InvalidInputError(f"{shown_name(path)}: expected an output that is none of the inputs, found one of them")
    else:
        yield path


def _some(path: str, files: Iterable[str], output: str, expected: str) -> list[str]:
    kept = [file for file in files if os.path.realpath(file) != output]
    if not kept:
        raise InvalidInputError(f"{printable(shown_name(path), 300)}: expected {expected}, found none")
    return kept
