"""Results beside the columns of their table, as the adapters for Spark, DuckDB and Polars give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from container_tco._core import InvalidInputError, printable
from container_tco.options import Names, names


def kept_columns(columns: Sequence[str], results: Iterable[str], keep: Names | None) -> list[str]:
    """Return the columns of a table that stay beside its results: those named by `keep`, or all of them for None.

    Raises InvalidInputError for a column that is not there, and for names that would come twice. Letters count alike
    in upper and lower case, as they do in SQL.
    """
    kept = list(columns) if keep is None else names("keep", keep)
    for name in kept:
        if name not in columns:
            raise InvalidInputError(f"keep: expected columns of the table, found {_quoted([name])}")
    taken = {name.casefold() for name in results}
    twice = [name for name in kept if name.casefold() in taken]
    if twice:
        raise InvalidInputError(
            f"columns of the table: expected other names than those of results, found {_quoted(twice)}. Rename them "
            "before, or name the columns that shall stay by keep=[…]"
        )
    if len({name.casefold() for name in kept}) < len(kept):
        raise InvalidInputError(f"columns of the table: expected each name once, found {_quoted(kept)}")
    return kept


def refuse_options(options: Mapping[str, Any], names_: Iterable[str], remedy: str) -> None:
    """Raise InvalidInputError for options that an adapter cannot follow."""
    found = [name for name in names_ if name in options]
    if found:
        raise InvalidInputError(f"options: expected none of {', '.join(names_)}, found {_quoted(found)}. {remedy}")


def _quoted(found: Iterable[str]) -> str:
    return ", ".join(f"'{printable(name)}'" for name in found)
