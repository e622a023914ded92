"""Rows of items and host types: from dicts, records and tables, with the place of each for messages."""

from __future__ import annotations

import dataclasses
import operator
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeAlias, TypeVar

from container_tco import _core
from container_tco._core import Bytes, Cpu, InvalidInputError, Resources, nearest_names, printable
from container_tco.options import names

Rows: TypeAlias = "Iterable[Any]"
"""Mappings, records, or a table that has to_dict("records"), to_dicts() or to_pylist(): pandas, Polars, Arrow."""

T = TypeVar("T")

_CPU = {"vcpu": 1, "cpu_milli": 1000, "cpu_units": 1024}
_MEMORY = {"memory_gib": 1, "memory_mib": 1024, "memory_bytes": 1 << 30}
_SYNONYMS = {"gpu_count": "gpus"}


class PlacedRows(list[Any]):
    """Rows that know where they stand in a file."""

    def __init__(self, rows: Iterable[Any], places: Sequence[str]) -> None:
        """`places` has one text for each row."""
        super().__init__(rows)
        self.places = places


def place_of(rows: object, kind: str, index: int) -> str:
    """Return where a row stands: "items.csv, line 5", or "items[3]"."""
    return rows.places[index] if isinstance(rows, PlacedRows) else f"{kind}[{index}]"


def place_of_field(row: str, field: str) -> str:
    """Return where a field of a row stands: "items.csv, line 5, vcpu", "items[3].vcpu"."""
    return f"{row}, {field}" if re.search(r"line \d+$", row) else f"{row}.{field}"


def table_rows(table: Rows, kind: str) -> Rows:
    """Return the rows of a table, or `table` itself if it is rows already. Raises TypeError."""
    if isinstance(table, (str, bytes, Mapping)) or (dataclasses.is_dataclass(table) and not isinstance(table, type)):
        raise TypeError(f"{kind}: expected a list of rows or a table, found {table!r:.80}")
    if hasattr(table, "to_pylist"):  # Arrow
        return table.to_pylist()  # type: ignore[no-any-return]
    if hasattr(table, "to_dicts"):  # Polars
        return table.to_dicts()  # type: ignore[no-any-return]
    if hasattr(table, "to_dict") and hasattr(table, "columns"):  # pandas
        return table.to_dict("records")  # type: ignore[no-any-return]
    if not isinstance(table, Iterable):
        raise TypeError(f"{kind}: expected a list of rows or a table, found {table!r:.80}")
    return table


def as_mapping(row: Any, where: str) -> Mapping[str, Any]:
    """Return a row by the names of its fields. Raises TypeError."""
    if isinstance(row, Mapping):
        return row
    if dataclasses.is_dataclass(row) and not isinstance(row, type):
        return {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}
    if hasattr(row, "_asdict"):
        return dict(row._asdict())
    if hasattr(row, "keys") and hasattr(row, "__getitem__"):  # A row of a database
        return {name: row[name] for name in row.keys()}  # noqa: SIM118
    raise TypeError(f"{where}: expected an object with named fields, found {row!r:.80}")


class Row:
    """One row, whose fields are taken one by one; what is left over at the end is an error."""

    def __init__(self, row: Any, where: str) -> None:
        """`where` names the row for messages."""
        self._where = where
        given = as_mapping(row, where)
        # An empty cell of a table says nothing.
        self._left = {_SYNONYMS.get(name, name): value for name, value in given.items() if not _is_empty(value)}
        self._known = list(dict.fromkeys(_SYNONYMS.get(name, name) for name in given))

    def where(self, field: str) -> str:
        """Return the place of a field."""
        return place_of_field(self._where, field)

    def error(self, field: str, expected: str, found: object, remedy: str = "") -> InvalidInputError:
        """Return an error about a field."""
        shown = printable(found if isinstance(found, str) else repr(found))
        return InvalidInputError(f"{self.where(field)}: expected {expected}, found '{shown}'{remedy and '. '}{remedy}")

    def take(self, name: str, default: Any = None) -> Any:
        """Take the value of a field."""
        return self._left.pop(name, default)

    def name(self, *words: str) -> str:
        """Take a text that must be there, under one of several words."""
        word, value = self._one_of(words)
        if not isinstance(value, str):
            # Numbers are no names, but tables read names such as 1001 as whole numbers.
            value = str(self.whole(word, value))
        return value

    def resources(self) -> Resources:
        """Take CPU, memory and GPUs."""
        word, value = self._one_of(tuple(_CPU))
        cpu = self._amount(word, value, _CPU[word], Cpu.from_vcpu)
        word, value = self._one_of(tuple(_MEMORY))
        memory = self._amount(word, value, _MEMORY[word], Bytes.from_gib)
        return Resources(cpu=cpu, memory=memory, gpu_count=self.number("gpus", 0))

    def exact(self, field: str, value: Any) -> Fraction:
        """Return a number exactly. Raises InvalidInputError, and TypeError for a float."""
        try:
            if isinstance(value, Fraction):
                return value
            if isinstance(value, int) and not isinstance(value, bool):
                return Fraction(value)
            return Fraction(_core.to_decimal(value))
        except InvalidInputError as error:
            raise self._moved(field, error) from None
        except TypeError as error:
            raise self._inexact(field, value, error) from None

    def whole(self, field: str, value: Any) -> int:
        """Return a whole number, also from its digits. Raises InvalidInputError, and TypeError for a float."""
        if isinstance(value, str):
            if re.fullmatch(r"[+-]?[0-9]{1,18}", value.strip()):
                return int(value)
            raise self.error(field, "a whole number", value)
        if isinstance(value, bool) or not hasattr(value, "__index__"):
            raise self._inexact(field, value, None)
        number = operator.index(value)
        if not -(1 << 62) < number < 1 << 62:
            raise self.error(field, "a whole number of at most 18 digits", str(number)[:80])
        return number

    def number(self, name: str, default: T) -> int | T:
        """Take a whole number."""
        value = self.take(name)
        return default if value is None else self.whole(name, value)

    def texts(self, name: str) -> list[str]:
        """Take several names; text is cut at its commas."""
        return names(self.where(name), self.take(name, ()))

    def text(self, name: str) -> str:
        """Take a text that may be missing."""
        value = self.take(name, "")
        return value if isinstance(value, str) else str(self.whole(name, value))

    def finish(self, known: Sequence[str], ignore_unknown: bool) -> None:
        """Raise InvalidInputError if a field is left that nobody took."""
        if not self._left or ignore_unknown:
            return
        left = next(iter(self._left))
        near = ", ".join(nearest_names(str(left), list(known), 3))
        raise InvalidInputError(
            f"{self._where}: expected a known field, found '{printable(str(left))}'; nearest: {near}. "
            "Leave it out, or set ignore_unknown (--ignore-unknown)"
        )

    def _one_of(self, words: tuple[str, ...]) -> tuple[str, Any]:
        given = [word for word in words if word in self._left]
        if len(given) != 1:
            found = " and ".join(given) if given else "none"
            expected = " or ".join(words) if len(words) < 3 else f"one of {', '.join(words)}"
            raise InvalidInputError(f"{self._where}: expected {expected}, found {found}")
        return given[0], self._left.pop(given[0])

    def _amount(self, field: str, value: Any, per_unit: int, make: Any) -> Any:
        number = self.exact(field, value)
        try:
            return make(number / per_unit)
        except InvalidInputError as error:
            allowed = error.allowed if per_unit == 1 else f"{error.allowed} in such units"
            raise self.error(field, allowed, str(value)) from None

    def _moved(self, field: str, error: InvalidInputError) -> InvalidInputError:
        return self.error(field, error.allowed, error.value)

    def _inexact(self, field: str, value: Any, error: TypeError | None) -> TypeError:
        if error is not None and "exact number" not in str(error):
            return TypeError(f"{self.where(field)}: {error}")
        kind = "an exact number (int, str, Decimal)" if error is not None else "a whole number"
        return TypeError(
            f"{self.where(field)}: expected {kind}, found {value!r:.80} of type {type(value).__name__}. Write the "
            "digits as text, or count in whole cpu_milli and memory_mib; a table is read so with dtype=str"
        )


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def each_row(rows: Rows, kind: str) -> Iterator[tuple[Any, str]]:
    """Yield every row with its place."""
    for index, row in enumerate(table_rows(rows, kind)):
        yield row, place_of(rows, kind, index)
