"""Rows of a Polars frame compared, with the digits of `batch_compare`, eagerly or batch by batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from container_tco._core import InvalidInputError, OnRowError, printable
from container_tco.batch import RowComparer
from container_tco.options import Names
from container_tco.result_columns import kept_columns, refuse_options

if TYPE_CHECKING:
    import polars

Frame = TypeVar("Frame", "polars.DataFrame", "polars.LazyFrame")


def cost(frame: Frame, *, keep: Names | None = None, **options: Any) -> Frame:
    """Return `frame` with the results of `batch_compare` beside its columns: a DataFrame for a DataFrame, a LazyFrame
    for a LazyFrame, which the streaming engine runs in batches.

    frame: a row is one service of equal tasks; `batch_compare` says which columns count.
    keep: the columns that stay; all of them for None, none for an empty list.
    options: of `batch_compare`, but for `group_by`, `labels` and `top` (Polars sums). Where `on_error` is "stop", a
        LazyFrame shows the cells of a bad row in place of its number: Polars runs batches in any order.

    Needs Polars. Raises InvalidInputError for columns that are missing or of another type and for options that no
    estimate takes, of a LazyFrame too.
    """
    import polars

    if not isinstance(frame, (polars.DataFrame, polars.LazyFrame)):
        raise TypeError(f"polars.cost: expected a DataFrame or LazyFrame of Polars, found {type(frame).__name__}")
    refuse_options(options, ("group_by", "labels", "top"), "Sum the result up with group_by(…), or use batch_compare")
    comparer = RowComparer(**options)
    schema = frame.collect_schema()
    kept = kept_columns(schema.names(), comparer.columns, keep)
    read = comparer.columns_read

    def compared(batch: polars.DataFrame, comparer: RowComparer) -> polars.DataFrame:
        results = polars.DataFrame(comparer.compare(batch.select(name for name in batch.columns if name in read)))
        # Categories of one batch are not those of the next.
        results = results.with_columns(polars.col(polars.Categorical).cast(polars.String))
        return polars.concat([batch.select(kept), results], how="horizontal")

    if isinstance(frame, polars.DataFrame):
        return compared(frame, comparer)
    # Types are looked at where there is a row: here, one of nulls that no other comparer counts.
    marking = {**options, "on_error": "mark"}
    results = compared(polars.DataFrame(schema=schema).clear(1), RowComparer(**marking))
    stops = options.get("on_error") in ("stop", OnRowError.stop)
    used = RowComparer(**marking) if stops else comparer

    def compared_lazily(batch: polars.DataFrame) -> polars.DataFrame:
        made = compared(batch, used)
        errors = made.get_column("error")
        if stops and errors.null_count() < errors.len():
            row = errors.is_not_null().arg_max() or 0
            cells = ", ".join(f"{name} {batch[name][row]}" for name in batch.columns if name in read)
            raise InvalidInputError(
                f"a row with {printable(cells, 300)}: expected a row without errors, found '{errors[row]}'. "
                f"{made['error_text'][row]}"
            )
        return made

    # A filter on a result must not run before there is one.
    return frame.map_batches(
        compared_lazily,
        predicate_pushdown=False,
        projection_pushdown=False,
        slice_pushdown=True,
        schema=results.schema,
        streamable=True,
    )


__all__ = ["cost"]
