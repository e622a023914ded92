"""An output that is not complete yet: a folder beside it, which a later run can go on from."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, Protocol

import pyarrow as pa

from container_tco._core import InvalidInputError, printable
from container_tco.batch import Summary
from container_tco.batch_files.checkpoint import Checkpoint, summary_tables
from container_tco.batch_files.reading import Place
from container_tco.documents import shown_name
from container_tco.file_replacement import mode_of, require_folder

SUFFIX = ".unfinished"
SECONDS_BETWEEN_CHECKPOINTS = 5.0
"""At the least: a checkpoint waits for the disk."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""No room on the disk, in the quota, or under the limit of a file."""

_DATA = "data"
_CHECKPOINT = "checkpoint.json"
_WHOLE = "output"


class RowGroupFormat(Protocol):
    """How row groups become bytes that can stand behind one another."""

    def begin(self, file: BinaryIO) -> None:
        """Write what comes before the first row group."""

    def write(self, file: BinaryIO, table: pa.Table) -> None:
        """Write the rows of `table`."""

    def end(self, file: BinaryIO, ends: list[int]) -> None:
        """Write what comes behind the row groups that end at `ends`."""


class UnfinishedOutput:
    """The folder OUT.unfinished: `data`, the output so far, and `checkpoint.json`, what of it is complete.

    Where the output is made of `data` at the end, it stands beside it as `output` until it is complete. Row groups are
    written by one thread at a time.
    """

    def __init__(self, output: str, identity: dict[str, Any] | None, restart: bool) -> None:
        """Go on from the folder, or make it. Without an identity nothing is kept and nothing continued.

        Raises InvalidInputError when what is there was begun by another run or is being written, and OSError. Only
        `restart` throws away what another run left.
        """
        if os.path.exists(output) and not os.path.isfile(output):
            raise InvalidInputError(f"{shown_name(output)}: expected a file to write, found a folder or device")
        require_folder(output)
        self._output = os.path.realpath(output)
        self.folder = self._output + SUFFIX
        self._keeps = identity is not None
        self._identity = identity or {}
        os.makedirs(self.folder, exist_ok=True)
        # Not truncated before the lock is held: another run may be writing.
        descriptor = _for_the_owner_alone(self._path(_DATA), os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0))
        self._file = open(descriptor, "r+b", buffering=1 << 20)  # noqa: SIM115
        try:
            _lock(descriptor, shown_name(self.folder))
            self._require_own_file(descriptor)
            self.checkpoint = self._found(restart)
            if os.fstat(descriptor).st_size < self.checkpoint.size:
                self.checkpoint = Checkpoint(self._identity)
            self._file.truncate(self.checkpoint.size)
            self._file.seek(self.checkpoint.size)
        except BaseException:
            self._file.close()
            raise
        self._saved = self.checkpoint
        self._saved_at = time.monotonic()
        self._ends: list[tuple[Checkpoint, Summary]] = []
        """The last two ends of row groups; the earlier one is for a disk that has no room for the last."""

    @property
    def is_continued(self) -> bool:
        """Whether rows are there already."""
        return self.checkpoint.rows > 0

    @property
    def keeps(self) -> bool:
        """Whether a later run can go on from here."""
        return self._keeps

    def row_groups(self) -> Iterator[bytes]:
        """Yield each row group that is complete. Raises OSError."""
        ends = self.checkpoint.ends
        with self._named():
            self._file.seek(self.checkpoint.begin)
            for begin, end in zip([self.checkpoint.begin, *ends], ends, strict=False):
                yield self._file.read(end - begin)

    def write(
        self,
        format: RowGroupFormat,
        table: pa.Table,
        next: Place,
        summary: Summary | None,
        starts: dict[int, int] | None = None,
    ) -> None:
        """Write a row group; `next` is where the row behind it stands, `summary` and `starts` of all rows until then.

        Without an identity there is no need of a summary.
        """
        before = self.checkpoint
        with self._named():
            begin = before.begin if before.ends else self._begin(format)
            format.write(self._file, table)
            self._file.flush()
            ends = [*before.ends, self._file.tell()]
        self.checkpoint = Checkpoint(
            self._identity, before.rows + table.num_rows, next, ends, begin, starts=starts or {}
        )
        if not self._keeps or summary is None:
            return
        self._ends = [*self._ends[-1:], (self.checkpoint, summary)]
        # The first one at once: a disk that fills up within seconds keeps something, too.
        if self._saved.rows == 0 or time.monotonic() - self._saved_at >= SECONDS_BETWEEN_CHECKPOINTS:
            with self._named():
                self._save(self.checkpoint, summary)

    def _save(self, made: Checkpoint, summary: Summary) -> None:
        """Write down what is complete. Raises OSError; then what was written down before still holds."""
        complete = replace(made, summary=summary_tables(summary))
        new = self._path(_CHECKPOINT + ".new")
        os.fsync(self._file.fileno())
        try:
            with open(new, "w", encoding="utf-8") as file:
                file.write(complete.to_json())
                file.flush()
                os.fsync(file.fileno())
            os.replace(new, self._path(_CHECKPOINT))
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(new)
            raise
        self._saved = made
        self._saved_at = time.monotonic()

    def finish(self, format: RowGroupFormat) -> None:
        """Make it the output, complete, in place of what was there. Raises OSError."""
        with self._named():
            if not self.checkpoint.ends:
                self._begin(format)
            format.end(self._file, self.checkpoint.ends)
            self._file.flush()
            os.fsync(self._file.fileno())
        self._move(_DATA)

    def finish_with(self, format: RowGroupFormat, table: pa.Table) -> None:
        """Make `table` the output, written at once, where row groups were written to be read again. Raises OSError."""
        path = self._path(_WHOLE)
        try:
            with self._named(), open(path, "w+b", opener=_for_the_owner_alone) as file:
                format.begin(file)
                format.write(file, table)
                format.end(file, [file.tell()])
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(path)  # It takes room that what is kept may need.
            raise
        self._move(_WHOLE)

    def _move(self, name: str) -> None:
        os.chmod(self._path(name), mode_of(self._output))
        if os.name == "nt":  # Where no open file can be moved. Elsewhere the lock is held until it is.
            self._file.close()
        os.replace(self._path(name), self._output)
        self._file.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def abandon(self) -> int:
        """Leave what is complete for a later run and return its rows; leave nothing where none can go on.

        Raises nothing: a disk without room for what says how far it is complete gives that of the last row group.
        """
        for made, summary in reversed(self._ends):
            if made.rows <= self._saved.rows:
                break
            with contextlib.suppress(OSError):
                # Not by the file object: that would first write what it holds of a row group that is not complete.
                os.ftruncate(self._file.fileno(), made.size)
                self._save(made, summary)
                break
        with contextlib.suppress(OSError):
            self._close_at(self._saved.size)
        if self._saved.rows == 0:
            shutil.rmtree(self.folder, ignore_errors=True)
        return self._saved.rows

    def _close_at(self, size: int) -> None:
        """Close the file without what its object still holds and writes then. The lock is held until the end."""
        descriptor = os.dup(self._file.fileno())
        try:
            with contextlib.suppress(OSError):
                self._file.close()
            os.ftruncate(descriptor, size)
        finally:
            os.close(descriptor)

    def _require_own_file(self, descriptor: int) -> None:
        """The run that held the lock may have made the file its output meanwhile."""
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(descriptor), os.stat(self._path(_DATA))):
                return
        raise InvalidInputError(f"{shown_name(self._output)}: expected no other run that writes it, found one")

    @contextlib.contextmanager
    def _named(self) -> Iterator[None]:
        """Errors of writing that pass through pyarrow do not name the file."""
        try:
            yield
        except OSError as error:
            if error.errno is None or error.filename is not None:
                raise
            raise OSError(error.errno, os.strerror(error.errno), self.folder) from None

    def _path(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def _begin(self, format: RowGroupFormat) -> int:
        format.begin(self._file)
        self._file.flush()
        return self._file.tell()

    def _found(self, begins_anew: bool) -> Checkpoint:
        path = self._path(_CHECKPOINT)
        if begins_anew or not os.path.exists(path):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)
            return Checkpoint(self._identity)
        try:
            with open(path, encoding="utf-8") as file:
                found = Checkpoint.from_json(file.read())
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, pa.ArrowException) as error:
            raise self._refused(f"cannot be read ({type(error).__name__})") from None
        if not self._keeps:
            raise self._refused(f"holds {found.rows:,} rows of another")
        for difference in _differences(found.identity, self._identity):
            raise self._refused(f"was begun with {difference}")
        return found

    def _refused(self, reason: str) -> InvalidInputError:
        return InvalidInputError(
            f"{shown_name(self.folder)}: expected an unfinished output of this very run, found one that {reason}. Run "
            f"that again to go on with it, or throw it away with restart (--restart)"
        )


def raise_with_remedy(error: BaseException, kept_rows: int, rows: str = "rows") -> None:
    """Where `error` is about a disk that is full, raise it with what to do; `rows` is what they are called."""
    if isinstance(error, OSError) and error.errno in _FULL:
        kept = f"{kept_rows:,} {rows} are kept" if kept_rows else f"no {rows} are kept"
        text = f"{os.strerror(error.errno)}. Make room, then run the same again: {kept}"
        raise OSError(error.errno, text, error.filename) from None


def _differences(found: dict[str, Any], expected: dict[str, Any]) -> Iterator[str]:
    for name, value in expected.items():
        if found.get(name) != value:
            yield f"other {printable(name)}"


def _for_the_owner_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _lock(descriptor: int, name: str) -> None:
    """Until the file is closed or the process ends."""
    try:
        import fcntl
    except ModuleNotFoundError:  # Not on Windows.
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise InvalidInputError(f"{name}: expected no other run that writes the same output, found one") from None
