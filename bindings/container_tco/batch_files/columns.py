"""The columns of the output: those of the input, then those of the result."""

from __future__ import annotations

import pyarrow as pa

from container_tco._core import InvalidInputError, printable
from container_tco.batch import RowComparer


class OutputColumns:
    """How rows of the input and their results become rows of the output."""

    def __init__(self, input_schema: pa.Schema, comparer: RowComparer, only_results: bool, prefix: str) -> None:
        """Raise InvalidInputError where the input has a column that is called as one of the result."""
        self._kept = [] if only_results else list(input_schema.names)
        results = pa.schema(comparer.empty_result)
        fields = [] if only_results else list(input_schema)
        for field in results:
            name = prefix + field.name
            if name in self._kept:
                raise InvalidInputError(
                    f"columns of the input: expected none that a result has, found '{printable(name)}'. Put something "
                    f"before the names of results with prefix (--prefix tco_), or keep only results (--only-results)"
                )
            fields.append(field.with_name(name))
        self.schema: pa.Schema = pa.schema(fields)

    def joined(self, batch: pa.RecordBatch, results: pa.Table) -> pa.Table:
        """Return the rows of the output for those of `batch`."""
        kept = [batch.column(name) for name in self._kept]
        return pa.Table.from_arrays([*kept, *results.columns], schema=self.schema)
