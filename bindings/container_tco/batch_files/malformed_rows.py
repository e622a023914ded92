"""Rows that cannot be read as rows: they stay where they stand, without a value and marked, and the others go on."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from container_tco._core import malformed_row_column

MOST_IN_A_ROW = 100
"""More of them behind one another are no rows but another kind of file."""


def with_marks(batch: pa.RecordBatch, problems: Sequence[str | None]) -> pa.RecordBatch:
    """Return `batch` with the column that tells the comparer which rows are malformed: where, and what is wrong."""
    marks = pa.array(problems, pa.string())
    return pa.RecordBatch.from_arrays([*batch.columns, marks], names=[*batch.schema.names, malformed_row_column])
