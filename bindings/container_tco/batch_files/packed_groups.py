"""Results of groups that are packed, written down until all are: streams of Arrow behind one another."""

from __future__ import annotations

from typing import BinaryIO

import pyarrow as pa

from container_tco._core import InvalidInputError
from container_tco.batch_files.unfinished import UnfinishedOutput
from container_tco.documents import shown_name


class PackedGroups:
    """How a part of the results is written down: with its types, so that it is read again as it was."""

    def begin(self, file: BinaryIO) -> None:
        """Nothing comes before the first part."""

    def write(self, file: BinaryIO, table: pa.Table) -> None:
        """Write the results of some groups."""
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
        file.write(sink.getvalue())

    def end(self, file: BinaryIO, ends: list[int]) -> None:
        """Nothing comes behind the last part."""


def kept_groups(output: UnfinishedOutput, schema: pa.Schema) -> list[pa.Table]:
    """Return the parts that an earlier run left complete. Raises OSError, and InvalidInputError for what is none."""
    written = list(output.row_groups())
    try:
        parts = [pa.ipc.open_stream(part).read_all() for part in written]
        if all(part.schema.equals(schema) for part in parts):
            return parts
        reason = "results of other columns"
    except (OSError, pa.ArrowException) as error:
        reason = f"what cannot be read ({type(error).__name__})"
    raise InvalidInputError(
        f"{shown_name(output.folder)}: expected groups that an interrupted run left complete, found {reason}. Throw it "
        f"away with restart (--restart)"
    )
