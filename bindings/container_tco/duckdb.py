"""Rows of a DuckDB relation compared, with the digits of `batch_compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from container_tco.batch import RowComparer
from container_tco.options import Names
from container_tco.result_columns import kept_columns, refuse_options

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation


def cost(
    relation: DuckDBPyRelation | str,
    *,
    connection: DuckDBPyConnection | None = None,
    keep: Names | None = None,
    **options: Any,
) -> DuckDBPyRelation:
    """Return a relation of the columns of `relation` with the results of `batch_compare` beside them.

    The rows are compared at once and their results kept in memory; `RowComparer` takes batch by batch what is larger.

    relation: a row is one service of equal tasks; `batch_compare` says which columns count. Or the name of a table.
    connection: where the result can be joined, and where a name is looked up; the default one of DuckDB for None.
    keep: the columns that stay; all of them for None, none for an empty list.
    options: of `batch_compare`, but for `group_by`, `labels` and `top` (DuckDB sums).

    Needs duckdb and pyarrow. Raises InvalidInputError for columns that are missing or of another type and for options
    that no estimate takes.
    """
    import duckdb

    refuse_options(options, ("group_by", "labels", "top"), "Sum the result up in SQL, or use batch_compare")
    comparer = RowComparer(**options)
    connection = connection or duckdb.default_connection()
    if isinstance(relation, str):
        relation = connection.table(relation)
    kept = kept_columns(relation.columns, comparer.columns, keep)
    needed = {*kept, *comparer.columns_read}
    sent = relation.project(", ".join(_quoted(name) for name in relation.columns if name in needed))
    table = sent.to_arrow_table()
    results = comparer.compare(table).to_arrow()
    beside = table.select(kept)
    for name in results.column_names:
        beside = beside.append_column(name, results.column(name))
    return connection.from_arrow(beside)


def _quoted(name: str) -> str:
    return f'"{name.replace(chr(34), 2 * chr(34))}"'


__all__ = ["cost"]
