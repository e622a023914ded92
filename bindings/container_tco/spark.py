"""Rows of a Spark DataFrame compared on the workers of a cluster, with the digits of `batch_compare`."""

from __future__ import annotations

import functools
import hashlib
import pickle
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Any

from container_tco._core import InvalidInputError, OnRowError, printable
from container_tco._version import version
from container_tco.batch import RowComparer, on_row_error
from container_tco.optional_libraries import library
from container_tco.options import Names
from container_tco.result_columns import kept_columns, refuse_options

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame
    from pyspark.sql.types import DataType

_EMBEDDED_BYTES = 64 * 1024
_SHOWN_CHARACTERS = 60


def cost(df: DataFrame, *, keep: Names | None = None, on_error: OnRowError | str = "mark", **options: Any) -> DataFrame:
    """Return `df` with the results of `batch_compare` beside its columns. Lazy, as every DataFrame is.

    df: a row is one service of equal tasks; `batch_compare` says which columns count. Partitions, their order and the
        size of batches (`spark.sql.execution.arrow.maxRecordsPerBatch`) change no digit.
    keep: the columns that stay; all of them for None, none for an empty list. Only what stays or counts is sent to
        Python.
    on_error: "mark" gives a bad row an error and nulls, "stop" fails the job at one and shows it.
    options: of `batch_compare`, but for `group_by`, `labels`, `top` (Spark sums) and `threads` (one for each worker).

    Paths among them are read here. Options and prices travel to a worker process once, and each has one comparer. The
    bundled prices do not travel: the worker must have the same container-tco, and says so if not. Needs pyspark 4 and
    pyarrow. Raises InvalidInputError for columns that are missing or of another type and for options that no estimate
    takes or that cannot be pickled.
    """
    if not hasattr(df, "sparkSession"):
        raise TypeError(f"spark.cost: expected a DataFrame of Spark, found {type(df).__name__}")
    refuse_options(options, ("group_by", "labels", "top"), "Sum the result up with df.groupBy(…)")
    refuse_options(options, ("threads",), "A worker has one, and Spark as many workers as it has cores")
    stops = on_row_error(on_error) is OnRowError.stop
    comparer = RowComparer(threads=1, **options)
    results = comparer.columns
    kept = kept_columns(df.columns, results, keep)
    sent = [name for name in df.columns if name in {*kept, *comparer.columns_read}]
    _check_columns(comparer, df, sent)
    types = _types()
    schema = types.StructType([df.schema[name] for name in kept])
    for name, type_ in results.items():
        schema = schema.add(name, _spark_type(type_))
    shipped = _shipped(df, comparer)
    # By numbers, since mapInArrow takes the dot of a name for a way into a struct.
    numbered = df.select(*map(_quoted, sent)).toDF(*map(str, range(len(sent))))
    return numbered.mapInArrow(
        lambda batches: _results(shipped, kept, stops, (batch.rename_columns(sent) for batch in batches)), schema
    )


def _check_columns(comparer: RowComparer, df: DataFrame, sent: list[str]) -> None:
    """Let the driver say what the workers would say of these columns, before a job starts."""
    import pyarrow

    types = _types().StructType([df.schema[name] for name in sent])
    schema = df.sparkSession.createDataFrame([], types).toArrow().schema
    # Types are looked at where there is a row.
    comparer.compare(pyarrow.table([pyarrow.nulls(1, field.type) for field in schema], names=schema.names))


@dataclass(frozen=True)
class _Shipped:
    """A pickled comparer on its way, known by its digest: bytes, or a broadcast of them."""

    digest: str
    version: str
    content: Any = field(compare=False)

    def unpickled(self) -> RowComparer:
        if self.version != version:
            raise InvalidInputError(
                f"container-tco: expected the version of the driver, {self.version}, on every worker, found {version}. "
                "Ship the same wheel to all of them"
            )
        comparer: RowComparer = pickle.loads(self.content if isinstance(self.content, bytes) else self.content.value)
        return comparer


def _shipped(df: DataFrame, comparer: RowComparer) -> _Shipped:
    try:
        content = pickle.dumps(comparer)
    except (pickle.PicklingError, AttributeError, TypeError, RuntimeError) as error:
        raise InvalidInputError(
            f"options: expected values that can be pickled, for they travel to the workers, found: {error}"
        ) from error
    digest = hashlib.sha256(content).hexdigest()
    # Spark Connect has no broadcasts; there, the function carries the prices.
    if len(content) > _EMBEDDED_BYTES and hasattr(df.sparkSession, "sparkContext"):
        return _Shipped(digest, version, df.sparkSession.sparkContext.broadcast(content))
    return _Shipped(digest, version, content)


@functools.lru_cache(maxsize=4)
def _comparer(shipped: _Shipped) -> RowComparer:
    """Return the one of this process."""
    return shipped.unpickled()


def _results(
    shipped: _Shipped, kept: list[str], stops: bool, batches: Iterable[pyarrow.RecordBatch]
) -> Iterator[pyarrow.RecordBatch]:
    import pyarrow

    comparer = _comparer(shipped)
    for batch in batches:
        result = pyarrow.record_batch(comparer.compare(batch))
        if stops:
            _require_no_error(batch, result)
        plain = [_plain(column) for column in result.columns]
        columns = [batch.column(name) for name in kept] + plain
        yield pyarrow.RecordBatch.from_arrays(columns, names=[*kept, *result.schema.names])


def _plain(column: pyarrow.Array) -> pyarrow.Array:
    """Return `column` in a form that Spark reads: it knows no dictionaries."""
    import pyarrow

    return column.cast(pyarrow.string()) if pyarrow.types.is_dictionary(column.type) else column


def _require_no_error(batch: pyarrow.RecordBatch, result: pyarrow.RecordBatch) -> None:
    errors = result.column("error")
    if errors.null_count == len(errors):
        return
    row = next(i for i in range(len(errors)) if errors[i].is_valid)
    shown = ", ".join(f"{printable(name)}={_shown(batch.column(name)[row])}" for name in batch.schema.names)
    raise InvalidInputError(
        f"row of {shown}: expected a row without errors, found '{errors[row]}'. {result.column('error_text')[row]}"
    )


def _shown(value: pyarrow.Scalar) -> str:
    text = printable(str(value))
    return text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"


def _quoted(name: str) -> str:
    return f"`{name.replace('`', '``')}`"


def _spark_type(arrow_type: str) -> DataType:
    types = _types()
    if decimal := re.fullmatch(r"decimal128\((\d+), (\d+)\)", arrow_type):
        made: DataType = types.DecimalType(int(decimal[1]), int(decimal[2]))
        return made
    plain = {"int32": types.IntegerType, "int64": types.LongType, "string": types.StringType}
    made = plain["string" if arrow_type.startswith("dictionary<") else arrow_type]()
    return made


def _types() -> ModuleType:
    return library("spark.cost", "pyspark.sql.types")


__all__ = ["cost"]
