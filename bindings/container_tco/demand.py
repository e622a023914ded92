"""Demand over time: schedules, profiles, loads, runs and queues, as a service's `demand`."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from container_tco import _core
from container_tco._core import CalendarSpan, InvalidInputError, ProfileDemand, TimeZone, printable
from container_tco.answer import data_frame
from container_tco.demand_rows import count_rows, exact_loads
from container_tco.options import Exact
from container_tco.time_zones import time_zone_of

if TYPE_CHECKING:
    import pandas

Zone: TypeAlias = "str | datetime.tzinfo | TimeZone"
"""UTC, an offset such as "+09:00", a name of the IANA database, a tzinfo or a TimeZone."""


def weekly_schedule(
    text: str,
    *,
    time_zone: Zone = "UTC",
    year: int | None = None,
    month: int | None = None,
    busy_count: int | None = None,
) -> ProfileDemand:
    """Return the demand of a week in words, such as "weekdays 08-20: 10, else 2".

    text: rules of days and hours with a count each, parted by "," or ";", and "else" with a count. Days are weekdays,
    weekends, daily, or mon to sun; hours such as 08-20, 8:30-17:45, and 22-06 past midnight.
    time_zone: of the hours; with daylight saving a year is needed.
    year, month: for which it is made; without, it stands for any week.
    busy_count: of rules without a count.
    Raises ParseError that points at the column, and InvalidInputError.
    """
    zone = time_zone_of(time_zone)
    schedule = _core.parse_weekly_schedule(text, busy_count)
    return _demand(schedule, _span(zone, year, month), zone, f'weekly schedule "{printable(text, 200)}"')


def hourly_profile(
    source: Any,
    *,
    time_zone: Zone | None = None,
    year: int | None = None,
    month: int | None = None,
    step_seconds: int = 3600,
    repeats: bool = True,
) -> ProfileDemand:
    """Return the demand that an array, a CSV or a Parquet file states hour by hour, or in shorter steps.

    source: counts (a list, an array, a pandas Series), a table with the columns "count" and, if it has them, "time", or
    the path of a .csv or .parquet file with such columns.
    Without times, 168 counts are a week from Monday 00:00, and otherwise there must be one for each hour of the year or
    month, in the order of time. With times, these say the step, and each has an offset or none; those without are local
    times of `time_zone`.
    time_zone: UTC when it is needed and not given, except for local times, which need it.
    repeats: times only: the profile goes on from its beginning; otherwise it is all there is.
    Raises InvalidInputError with the row, OSError, and ImportError for Parquet without pyarrow.
    """
    rows = count_rows(source)
    where = f"profile of {printable(os.fspath(source))}" if isinstance(source, (str, os.PathLike)) else "hourly profile"
    zone = None if time_zone is None else time_zone_of(time_zone)
    if rows.times is None:
        zone = zone or TimeZone()
        form = _core.CountProfile(counts=rows.counts, step_seconds=step_seconds)
        return _demand(form, _span(zone, year, month), zone, where)
    if year is not None or month is not None:
        raise InvalidInputError("year: expected none, as the rows have times, found one")
    dated = [_core.DatedCount(time=time, count=count) for time, count in zip(rows.times, rows.counts, strict=True)]
    profile = _core.profile_of_rows(dated, zone, repeats)
    return ProfileDemand(profile=profile, description=where, time_zone=zone.name if zone else "UTC")


def target_tracking(
    load: Iterable[Exact],
    *,
    load_per_task: Exact,
    minimum: int = 1,
    maximum: int = 10_000_000,
    scale_out_cooldown_seconds: int = 300,
    scale_in_cooldown_seconds: int = 300,
    step_seconds: int = 3600,
    time_zone: Zone = "UTC",
    year: int | None = None,
    month: int | None = None,
) -> ProfileDemand:
    """Return the tasks that target tracking runs under a load: load / load_per_task, rounded up, held by cooldowns.

    load: for each step of a week from Monday 00:00, or of the year or month. Exact numbers; the floats of an array are
    taken at the value that they print.
    Raises InvalidInputError with the row.
    """
    zone = time_zone_of(time_zone)
    tracking = _core.TargetTracking(
        load_per_task=load_per_task,
        minimum=minimum,
        maximum=maximum,
        scale_out_cooldown_seconds=scale_out_cooldown_seconds,
        scale_in_cooldown_seconds=scale_in_cooldown_seconds,
    )
    curve = _core.LoadCurve(load=exact_loads(load), step_seconds=step_seconds, tracking=tracking)
    return _demand(curve, _span(zone, year, month), zone, "load with target tracking")


def cron_runs(
    schedule: str,
    *,
    seconds_per_run: int,
    year: int,
    month: int | None = None,
    tasks_per_run: int = 1,
    completions: int = 0,
    overlap: str = "allow",
    time_zone: Zone = "UTC",
) -> ProfileDemand:
    """Return the tasks of runs that a schedule starts.

    schedule: "cron(0 8 ? * MON-FRI *)" or "rate(15 minutes)" of EventBridge, the five fields of a Kubernetes CronJob,
    or "08:30" for every day.
    seconds_per_run: from the start of the image pull to the end, of each task.
    completions: tasks that a run works off, tasks_per_run at a time; 0: as many as start together.
    overlap: when a run is due while the one before is under way: "allow", "forbid" or "replace".
    Raises ParseError for the schedule, InvalidInputError.
    """
    zone = time_zone_of(time_zone)
    form = _core.CronRuns(
        schedule=_core.parse_cron(schedule),
        seconds_per_run=seconds_per_run,
        tasks_per_run=tasks_per_run,
        overlap=_core.parse_run_overlap(overlap),
        completions=completions,
    )
    return _demand(form, _span(zone, year, month), zone, f'cron schedule "{printable(schedule, 200)}"')


def queue_bursts(
    arrivals: str | Iterable[str],
    *,
    jobs_per_burst: int,
    seconds_per_job: int,
    concurrent: int,
    year: int,
    month: int | None = None,
    time_zone: Zone = "UTC",
) -> ProfileDemand:
    """Return the tasks that work off bursts of jobs, one job a task, first come first served.

    arrivals: one or more schedules as in cron_runs. concurrent: tasks at one time at the most.
    Raises ParseError for a schedule, InvalidInputError, also for a queue that would grow without end.
    """
    zone = time_zone_of(time_zone)
    schedules = [arrivals] if isinstance(arrivals, str) else list(arrivals)
    form = _core.QueueBursts(
        arrivals=[_core.parse_cron(schedule) for schedule in schedules],
        jobs_per_burst=jobs_per_burst,
        seconds_per_job=seconds_per_job,
        concurrent=concurrent,
    )
    return _demand(form, _span(zone, year, month), zone, f"queue bursts at {printable(', '.join(schedules), 200)}")


def profile_frame(demand: ProfileDemand) -> pandas.DataFrame:
    """Return one row a step with the columns "time" (local) and "count". Raises ImportError without pandas."""
    frame = data_frame([{"count": count} for count in demand.profile.counts], columns=["count"])
    import pandas

    times = pandas.date_range(
        pandas.Timestamp(demand.profile.start_utc_seconds, unit="s", tz="UTC"),
        periods=len(frame),
        freq=pandas.Timedelta(seconds=demand.profile.step_seconds),
    )
    frame.insert(0, "time", times.tz_convert(_pandas_zone(demand.time_zone)))
    return frame


def _pandas_zone(name: str) -> str | datetime.tzinfo:
    fixed = _core.fixed_time_zone(name)
    return name if fixed is None else datetime.timezone(datetime.timedelta(seconds=fixed.offset_seconds))


def _span(zone: TimeZone, year: int | None, month: int | None) -> CalendarSpan:
    if year is not None:
        return CalendarSpan.year(year) if month is None else CalendarSpan.month(year, month)
    if month is not None:
        raise InvalidInputError("month: expected a year with it, found none")
    if zone.transitions:
        raise InvalidInputError(f"year: expected one, as clocks change in {printable(zone.name)}, found none")
    return CalendarSpan.any_week()


def _demand(form: Any, span: CalendarSpan, zone: TimeZone, description: str) -> ProfileDemand:
    profile = _core.make_profile(form, span, zone)
    return ProfileDemand(profile=profile, description=f"{description}, {span.name}", time_zone=zone.name)
