"""What of an unfinished output is complete, written down so that another run can go on from there."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from container_tco.batch import Summary
from container_tco.batch_files.reading import FIRST_ROW, Place

VERSION = "2"

SummaryTables = dict[str, pa.Table]


@dataclass(frozen=True)
class Checkpoint:
    """A moment between two row groups."""

    identity: dict[str, Any]
    """What a run that goes on must be alike in: inputs, options, prices, output."""
    rows: int = 0
    next: Place = FIRST_ROW
    """Of the first row that is not in the output."""
    ends: list[int] = field(default_factory=list)
    """Where row groups end in the output, in bytes."""
    begin: int = 0
    """Where the first one begins, in bytes."""
    summary: SummaryTables = field(default_factory=dict)
    """Of the rows in the output."""
    starts: dict[int, int] = field(default_factory=dict)
    """By file, of which rows are in the output: how many rows of others stand before its first one."""

    @property
    def size(self) -> int:
        """Bytes of the output that are complete."""
        return self.ends[-1] if self.ends else self.begin

    def to_json(self) -> str:
        """As the text that is written down."""
        return json.dumps(
            {
                "schema_version": VERSION,
                "identity": self.identity,
                "rows": self.rows,
                "next": {"file": self.next.file, "row": self.next.row},
                "begin": self.begin,
                "ends": self.ends,
                "starts": {str(file): start for file, start in self.starts.items()},
                "summary": {name: _to_text(table) for name, table in self.summary.items()},
            },
            indent=1,
        )

    @staticmethod
    def from_json(text: str) -> Checkpoint:
        """Read what to_json wrote. Raises ValueError, KeyError, TypeError or ArrowException for other text."""
        read = json.loads(text)
        if read["schema_version"] != VERSION:
            raise ValueError(f"schema_version {read['schema_version']}")
        next_row = Place(int(read["next"]["file"]), int(read["next"]["row"]))
        summary = {name: _from_text(table) for name, table in read["summary"].items()}
        ends = [int(end) for end in read["ends"]]
        starts = {int(file): int(start) for file, start in read["starts"].items()}
        return Checkpoint(read["identity"], int(read["rows"]), next_row, ends, int(read["begin"]), summary, starts)


def summary_tables(summary: Summary) -> SummaryTables:
    """Return the tables that RowComparer.continue_after takes."""
    return {name: pa.table(getattr(summary, name)) for name in ("groups", "top_savings", "errors")}


def _to_text(table: pa.Table) -> str:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return base64.b64encode(sink.getvalue()).decode()


def _from_text(text: str) -> pa.Table:
    return pa.ipc.open_stream(base64.b64decode(text, validate=True)).read_all()
