"""Time zones of the IANA database for the core, which reads no files: offsets and when they change."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterable

from container_tco._core import (
    InputDocument,
    InvalidInputError,
    OffsetTransition,
    TimeZone,
    fixed_time_zone,
    nearest_names,
    printable,
)

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""The years for which offsets are collected: earlier daylight saving says nothing about a week of today."""

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_DAY = 86400


def time_zone_of(zone: str | datetime.tzinfo | TimeZone) -> TimeZone:
    """Return a zone for the core.

    zone: "UTC", an offset such as "+09:00", a name such as "Asia/Seoul", a tzinfo or a TimeZone.
    Raises InvalidInputError that names the nearest for an unknown name.
    """
    if isinstance(zone, TimeZone):
        return zone
    if isinstance(zone, datetime.tzinfo):
        # "UTC+09:00" of datetime.timezone; a ZoneInfo has its key.
        zone = getattr(zone, "key", None) or str(zone.tzname(None)).removeprefix("UTC") or "UTC"
    return fixed_time_zone(zone) or _iana_zone(zone)


def zones_named_in(documents: Iterable[InputDocument]) -> list[TimeZone]:
    """Return the zones that documents name as a "time_zone", or as the "timeZone" of a CronJob.

    An unknown name is left to the reader.
    """
    names: set[str] = set()
    for document in documents:
        names.update(name.decode("utf-8", "replace") for name in _NAMED.findall(document.text))
    zones = []
    for name in sorted(names)[:100]:
        if fixed_time_zone(name) is None:
            try:
                zones.append(_iana_zone(name))
            except InvalidInputError:
                continue
    return zones


_NAMED = re.compile(rb'"time_?[zZ]one"\s*:\s*"([^"\\]{1,100})"')


@functools.lru_cache(maxsize=128)
def _iana_zone(name: str) -> TimeZone:
    import zoneinfo  # Slow, and needed for names only.

    try:
        zone = zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        nearest = ", ".join(nearest_names(name, sorted(zoneinfo.available_timezones()), 3))
        raise InvalidInputError(
            f"time zone: expected UTC, an offset such as +09:00 or a name of the IANA database, found "
            f"'{printable(name)}'" + (f". Nearest: {nearest}" if nearest else ". Install tzdata")
        ) from error
    # Local midnight at the start of a year is up to a day earlier or later in UTC.
    first = _seconds(datetime.datetime(FIRST_YEAR, 1, 1, tzinfo=datetime.UTC)) - _DAY
    last = _seconds(datetime.datetime(LAST_YEAR, 1, 1, tzinfo=datetime.UTC)) + _DAY
    start = _offset(zone, first)
    transitions = []
    offset = start
    for day in range(first, last, _DAY):
        if _offset(zone, day + _DAY) != offset:
            moment = _change_between(zone, day, day + _DAY)
            offset = _offset(zone, moment)
            transitions.append(OffsetTransition(utc_seconds=moment, offset_seconds=offset))
    return TimeZone(
        name=name, offset_seconds=start, transitions=transitions, known_from_utc=first, known_until_utc=last
    )


def _seconds(moment: datetime.datetime) -> int:
    return (moment - _EPOCH) // datetime.timedelta(seconds=1)


def _offset(zone: datetime.tzinfo, utc_seconds: int) -> int:
    moment = _EPOCH + datetime.timedelta(seconds=utc_seconds)
    offset = moment.astimezone(zone).utcoffset()
    return 0 if offset is None else offset // datetime.timedelta(seconds=1)


def _change_between(zone: datetime.tzinfo, before: int, after: int) -> int:
    offset = _offset(zone, before)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (middle, after) if _offset(zone, middle) == offset else (before, middle)
    return after
