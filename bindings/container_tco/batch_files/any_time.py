"""Dates, times and durations as text, also those that Python and Arrow have no form for."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

_UNITS = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}
_SECONDS_OF_DAY = 86_400
_DAYS_OF_ERA = 146_097
_DAYS_TO_1970 = 719_468


def texts_as_arrow_writes_them(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return points in time and durations as text. A zone that is not known here is written in UTC."""
    if pa.types.is_timestamp(column.type) and column.type.tz is not None:
        try:
            return _in_range(pc.cast(column, pa.string()), column)
        except pa.ArrowException:
            texts = texts_as_arrow_writes_them(pc.cast(column, pa.timestamp(column.type.unit)))
            return pc.binary_join_element_wise(texts, "Z", "")
    return _in_range(pc.cast(column, pa.string()), column)


def _in_range(texts: pa.ChunkedArray, column: pa.ChunkedArray) -> pa.ChunkedArray:
    is_other = pc.fill_null(pc.match_substring(texts, "out of range"), False)
    if not pc.any(is_other).as_py():
        return texts
    made = [
        text if not other else moment_text(value, " ")
        for text, other, value in zip(texts.to_pylist(), is_other.to_pylist(), column, strict=True)
    ]
    return pa.chunked_array([pa.array(made, pa.string())])


def moment_text(scalar: Any, between: str = "T") -> str:
    """Return a date, time, timestamp (in UTC) or duration with all its digits, of any year."""
    type_ = scalar.type
    value = scalar.value
    if pa.types.is_date32(type_):
        return _date(value)
    units = 1_000 if pa.types.is_date64(type_) else _UNITS[type_.unit]
    seconds, rest = divmod(value, units)
    fraction = f".{rest:0{len(str(units)) - 1}d}" if rest else ""
    if pa.types.is_duration(type_):
        return f"{seconds}{fraction} s" if value >= 0 else f"-{_absolute(-value, units)} s"
    days, seconds = divmod(seconds, _SECONDS_OF_DAY)
    time = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{fraction}"
    if pa.types.is_time(type_):
        return time
    if pa.types.is_date64(type_):
        return _date(days)
    zone = "+00:00" if type_.tz is not None else ""
    return f"{_date(days)}{between}{time}{zone}"


def _absolute(value: int, units: int) -> str:
    seconds, rest = divmod(value, units)
    return f"{seconds}.{rest:0{len(str(units)) - 1}d}" if rest else str(seconds)


def _date(days: int) -> str:
    """Of the Gregorian calendar, counted back before it began; `days` since 1970."""
    era, day = divmod(days + _DAYS_TO_1970, _DAYS_OF_ERA)
    year_of_era = (day - day // 1460 + day // 36_524 - day // 146_096) // 365
    day_of_year = day - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153  # Months from March, so that the leap day is the last one.
    month = shifted + 3 if shifted < 10 else shifted - 9
    year = year_of_era + era * 400 + (month <= 2)
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{day_of_year - (153 * shifted + 2) // 5 + 1:02d}"
