"""The format of an output, by its suffix."""

from __future__ import annotations

import pyarrow as pa

from container_tco.batch_files.csv_output import CsvOutput
from container_tco.batch_files.inputs import format_of
from container_tco.batch_files.json_lines_output import JsonLinesOutput
from container_tco.batch_files.parquet_output import ParquetOutput
from container_tco.batch_files.unfinished import RowGroupFormat


def output_format(output: str, schema: pa.Schema, metadata: dict[str, str]) -> RowGroupFormat:
    """Return how rows of `schema` are written to `output`; Parquet holds the metadata, too.

    Raises InvalidInputError for another suffix and for a column that the format cannot hold.
    """
    format = format_of(output)
    if format.name == "parquet":
        return ParquetOutput(schema.with_metadata(metadata))
    return (CsvOutput if format.name == "csv" else JsonLinesOutput)(schema, format.is_gzip)
