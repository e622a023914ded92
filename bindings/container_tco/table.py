"""`Table`: columns in the form of Arrow, into and out of pandas, Polars, pyarrow and DuckDB without a copy by hand."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from container_tco import _core
from container_tco.optional_libraries import library

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

_SHOWN_ROWS = 20
_SHOWN_COLUMNS = 12
_SHOWN_CHARACTERS = 60


class Table:
    """A table that any library takes which speaks Arrow.

    `pyarrow.table(table)`, `polars.DataFrame(table)`, `pandas.DataFrame.from_arrow(table)` and
    `duckdb.sql("from table")` take it as it is; `to_arrow`, `to_polars` and `to_pandas` do the same from here.
    Amounts are decimals, never floats.
    """

    def __init__(self, source: Any) -> None:
        """`source`: a table that has `__arrow_c_stream__` or `__arrow_c_array__`: pandas 2.2, Polars 1, pyarrow 14,
        a DuckDB relation, or later versions. It is checked and copied.

        Strings in any form become string, decimals decimal128, dictionaries of strings get int32 indices. Raises
        InvalidInputError that names a column of another type, and TypeError for what is no table.
        """
        self._core: _core.Table = source if isinstance(source, _core.Table) else _core.Table.read(source)

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return self._core.row_count

    @property
    def column_names(self) -> list[str]:
        """The columns in their order."""
        return self._core.column_names

    @property
    def column_types(self) -> list[str]:
        """Their types as Arrow names them, such as "decimal128(28, 10)"."""
        return self._core.column_types

    @property
    def metadata(self) -> dict[str, str]:
        """What travels with the schema: currency, price book, digest."""
        return self._core.metadata

    def __len__(self) -> int:
        """How many rows there are."""
        return self.row_count

    def __arrow_c_schema__(self) -> object:
        """Return a PyCapsule with the schema."""
        return self._core.__arrow_c_schema__()

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]:
        """Return PyCapsules with the schema and all rows."""
        return self._core.__arrow_c_array__(requested_schema)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return a PyCapsule with a stream of the rows."""
        return self._core.__arrow_c_stream__(requested_schema)

    def to_arrow(self) -> pyarrow.Table:
        """Return a pyarrow.Table that shares the memory. Needs pyarrow."""
        table: pyarrow.Table = library("to_arrow", "pyarrow").table(self)
        return table

    def to_polars(self) -> polars.DataFrame:
        """Return a polars.DataFrame. Needs Polars."""
        frame: polars.DataFrame = library("to_polars", "polars").DataFrame(self)
        return frame

    def to_pandas(self) -> pandas.DataFrame:
        """Return a pandas.DataFrame of Arrow types, in which decimals stay exact. Needs pandas and pyarrow.

        Dictionaries become text: pandas cannot group by them.
        """
        arrow_type = library("to_pandas", "pandas").ArrowDtype
        pyarrow = library("to_pandas", "pyarrow")

        def frame_type(type_: Any) -> Any:
            return arrow_type(pyarrow.string() if pyarrow.types.is_dictionary(type_) else type_)

        frame: pandas.DataFrame = pyarrow.table(self).to_pandas(types_mapper=frame_type)
        return frame

    def __repr__(self) -> str:
        """As text: the first rows and the types."""
        names, rows = self._shown()
        lines = [[_cut(cell) for cell in row] for row in [names, self.column_types[: len(names)], *rows]]
        widths = [max(len(line[i]) for line in lines) for i in range(len(names))]
        padded = [[cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines]
        return "\n".join([self._size(), *("  ".join(line).rstrip() for line in padded)])

    def _repr_html_(self) -> str:
        """As HTML for a notebook; all text is escaped."""
        names, rows = self._shown()
        head = "".join(
            f"<th>{html.escape(_cut(name))}<br><small>{html.escape(type_)}</small></th>"
            for name, type_ in zip(names, self.column_types, strict=False)
        )
        body = "".join(f"<tr>{''.join(f'<td>{html.escape(_cut(cell))}</td>' for cell in row)}</tr>" for row in rows)
        return f"<table><caption>{self._size()}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _shown(self) -> tuple[list[str], list[list[str]]]:
        texts = self._core.cell_texts(_SHOWN_ROWS)
        rows = [["null" if cell is None else cell for cell in row[:_SHOWN_COLUMNS]] for row in texts]
        return self.column_names[:_SHOWN_COLUMNS], rows

    def _size(self) -> str:
        rows, columns = self.row_count, len(self.column_names)
        cut = [f"first {_SHOWN_ROWS} rows"] if rows > _SHOWN_ROWS else []
        cut += [f"first {_SHOWN_COLUMNS} columns"] if columns > _SHOWN_COLUMNS else []
        return f"Table of {rows:,} rows and {columns:,} columns" + (f" ({', '.join(cut)} shown)" if cut else "")


def _cut(text: str) -> str:
    """Return one line of limited width, without what moves a terminal's cursor."""
    shown = "".join(character if character.isprintable() else "�" for character in text[: _SHOWN_CHARACTERS + 1])
    return shown if len(shown) <= _SHOWN_CHARACTERS else shown[: _SHOWN_CHARACTERS - 1] + "…"


__all__ = ["Table"]
