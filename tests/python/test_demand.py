"""Demand over time: calendars against zoneinfo, numbers against fractions, and every way to get it wrong."""

import datetime
import json
import math
import pickle
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import container_tco as tco
import pandas
import pytest
from container_tco import _core
from container_tco.time_zones import time_zone_of
from hypothesis import given, settings
from hypothesis import strategies as st

HOUR = datetime.timedelta(hours=1)
UTC = datetime.UTC


def moments(demand: tco.ProfileDemand) -> list[datetime.datetime]:
    start = datetime.datetime.fromtimestamp(demand.profile.start_utc_seconds, UTC)
    step = datetime.timedelta(seconds=demand.profile.step_seconds)
    return [start + i * step for i in range(len(demand.counts))]


def office_count(local: datetime.datetime) -> int:
    return 10 if local.weekday() < 5 and 8 <= local.hour < 20 else 2


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/New_York", "Asia/Seoul", "Australia/Lord_Howe", "UTC"])
def test_a_schedule_follows_the_clock_of_its_zone(name: str) -> None:
    demand = tco.weekly_schedule("weekdays 08–20: 10, else 2", time_zone=name, year=2026)
    zone = ZoneInfo(name)
    times = moments(demand)
    assert times[0].astimezone(zone).replace(tzinfo=None) == datetime.datetime(2026, 1, 1)
    step = datetime.timedelta(seconds=demand.profile.step_seconds)
    assert (times[-1] + step).astimezone(zone).replace(tzinfo=None) == datetime.datetime(2027, 1, 1)
    assert demand.counts == [office_count(time.astimezone(zone)) for time in times]
    assert demand.peak == 10
    assert demand.mean == Fraction(sum(demand.counts), len(demand.counts))
    assert demand.summary.levels == [2, 10]


def test_a_schedule_without_a_year_is_a_week() -> None:
    demand = tco.weekly_schedule("weekdays 08-20, else 2", busy_count=10, time_zone="Asia/Tokyo", year=2026, month=2)
    assert len(demand.counts) == 28 * 24
    week = tco.weekly_schedule("weekdays 08-20: 10, else 2", time_zone="+09:00")
    assert len(week.counts) == 168
    assert week.mean == Fraction(60 * 10 + 108 * 2, 168)
    assert week.profile.repeats
    # Korea had daylight saving until 1988, which says nothing about a week of today.
    assert tco.weekly_schedule("weekdays 08-20: 10, else 2", time_zone="Asia/Seoul").counts == week.counts
    with pytest.raises(tco.InvalidInputError, match="clocks change in Europe/Berlin"):
        tco.weekly_schedule("daily: 1", time_zone="Europe/Berlin")
    with pytest.raises(tco.InvalidInputError, match="month"):
        tco.weekly_schedule("daily: 1", month=2)


def test_errors_of_a_schedule_point_at_the_column() -> None:
    with pytest.raises(tco.ParseError, match=r"column 13: expected an hour from 0 to 24"):
        tco.weekly_schedule("weekdays 08-25: 10, else 2")


@pytest.mark.parametrize(
    "name", ["Europe/Berlin", "America/Sao_Paulo", "Africa/Casablanca", "Pacific/Apia", "Asia/Kolkata"]
)
def test_zones_are_those_of_zoneinfo(name: str) -> None:
    zone = time_zone_of(name)
    for transition in zone.transitions:
        for seconds in (transition.utc_seconds - 1, transition.utc_seconds):
            expected = datetime.datetime.fromtimestamp(seconds, ZoneInfo(name)).utcoffset()
            before = [t.offset_seconds for t in zone.transitions if t.utc_seconds <= seconds]
            assert datetime.timedelta(seconds=(before or [zone.offset_seconds])[-1]) == expected
    assert pickle.loads(pickle.dumps(zone)) == zone


def test_zones_may_be_names_offsets_or_objects() -> None:
    assert time_zone_of(ZoneInfo("Asia/Seoul")).name == "Asia/Seoul"
    assert time_zone_of(datetime.timezone(9 * HOUR)).offset_seconds == 9 * 3600
    assert time_zone_of(UTC).name == "UTC"
    assert time_zone_of("-03:30").offset_seconds == -12600
    with pytest.raises(tco.InvalidInputError, match="Nearest: Asia/Seoul"):
        time_zone_of("Asia/Soul")
    with pytest.raises(tco.InvalidInputError):
        time_zone_of("../../etc/passwd")
    with pytest.raises(tco.InvalidInputError, match="a span for which"):
        tco.weekly_schedule("daily: 1", time_zone="Europe/Berlin", year=2150)


def test_arrays_of_hours() -> None:
    numpy = pytest.importorskip("numpy")
    counts = list(range(168))
    for source in (counts, tuple(counts), numpy.arange(168), pandas.Series(counts, dtype="float64")):
        assert tco.hourly_profile(source).counts == counts
    year = tco.hourly_profile([3] * 8760, year=2026, time_zone="Europe/Berlin")
    assert len(year.counts) == 8760
    leap = tco.hourly_profile([3] * 8784, year=2028)
    assert leap.mean == 3


@pytest.mark.parametrize("rows", [0, 1, 167, 8759, 8761, 8784])
def test_a_profile_of_another_length_is_refused(rows: int) -> None:
    with pytest.raises(tco.InvalidInputError, match="8760"):
        tco.hourly_profile([1] * rows, year=2026)


@pytest.mark.parametrize("value", [math.nan, math.inf, 2.5, -1, 10_000_001, None, "two", "", True, 1e300])
def test_a_bad_count_is_refused_with_its_row(value: object) -> None:
    counts: list[object] = [1] * 168
    counts[41] = value
    with pytest.raises(tco.InvalidInputError, match="row 42"):
        tco.hourly_profile(counts)


def test_what_is_no_profile_is_refused() -> None:
    for source in (7, b"1,2", {"count": 1}):
        with pytest.raises(TypeError):
            tco.hourly_profile(source)
    with pytest.raises(tco.InvalidInputError, match="'count'"):
        tco.hourly_profile([{"tasks": 1}])
    with pytest.raises(tco.InvalidInputError, match=r"\.csv or \.parquet"):
        tco.hourly_profile("profile.xlsx")
    with pytest.raises(OSError):
        tco.hourly_profile("missing.csv")


def dated(times: list[str]) -> list[dict[str, object]]:
    return [{"time": time, "count": i + 1} for i, time in enumerate(times)]


def test_rows_with_times() -> None:
    index = pandas.date_range("2026-03-29", periods=23, freq="h", tz="Europe/Berlin")
    series = pandas.Series(range(23), index=index)
    demand = tco.hourly_profile(series, time_zone="Europe/Berlin", repeats=False)
    assert demand.counts == list(range(23))
    assert demand.profile.start_utc_seconds == datetime.datetime(2026, 3, 28, 23, tzinfo=UTC).timestamp()
    assert not demand.profile.repeats
    frame = demand.to_pandas()
    assert list(frame.columns) == ["time", "count"]
    assert list(frame["count"]) == demand.counts
    assert [time.isoformat() for time in frame["time"]] == [time.isoformat() for time in index]


@pytest.mark.parametrize(
    ("times", "zone", "message"),
    [
        (["2026-01-01T00:00Z", "2026-01-01T01:00Z", "2026-01-01T03:00Z"], None, "row 3.*missing"),
        (["2026-01-01T00:00Z", "2026-01-01T01:00Z", "2026-01-01T01:00Z"], None, "row 3.*repeated"),
        (["2026-01-01T01:00Z", "2026-01-01T00:00Z"], None, "row 2.*sorted"),
        (["2026-01-01T00:00Z", "2026-01-01T10:00+09:00"], None, "row 2.*offset of row 1"),
        (["2026-01-01T00:00Z", "2026-01-01T01:00"], None, "row 2.*with an offset"),
        (["2026-01-01T00:00", "2026-01-01T01:00"], None, "row 1.*with an offset"),
        (["2026-03-29T01:00", "2026-03-29T02:00"], "Europe/Berlin", "row 2.*skips"),
        (["2026-01-01T00:00Z", "NaT"], None, "row 2"),
    ],
)
def test_bad_times_are_refused_with_their_row(times: list[str], zone: str | None, message: str) -> None:
    with pytest.raises(tco.InvalidInputError, match=message):
        tco.hourly_profile(dated(times), time_zone=zone)


def test_times_and_a_year_are_one_too_many() -> None:
    with pytest.raises(tco.InvalidInputError, match="year"):
        tco.hourly_profile(dated(["2026-01-01T00:00Z", "2026-01-01T01:00Z"]), year=2026)


def test_csv_and_parquet(tmp_path: Path) -> None:
    csv = tmp_path / "profile.csv"
    csv.write_text("time,count\n2026-01-01T00:00Z,3\n2026-01-01T00:15Z,4\n", encoding="utf-8")
    demand = tco.hourly_profile(csv)
    assert (demand.counts, demand.profile.step_seconds) == ([3, 4], 900)
    csv.write_text("count\n" + "5\n" * 168, encoding="utf-8")
    assert tco.hourly_profile(str(csv)).counts == [5] * 168
    csv.write_text("count\n" + "5\n" * 41 + "nan\n" + "5\n" * 126, encoding="utf-8")
    with pytest.raises(tco.InvalidInputError, match="row 42"):
        tco.hourly_profile(csv)
    parquet = tmp_path / "profile.parquet"
    pytest.importorskip("pyarrow")
    times = pandas.date_range("2026-01-01", periods=3, freq="h", tz="UTC")
    pandas.DataFrame({"time": times, "count": [1, 2, 3]}).to_parquet(parquet, engine="pyarrow")
    assert tco.hourly_profile(parquet).counts == [1, 2, 3]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 10_000), min_size=168, max_size=168), st.integers(1, 500))
def test_tasks_without_cooldown_are_the_load_shared_and_rounded_up(load: list[int], per_task: int) -> None:
    demand = tco.target_tracking(load, load_per_task=Fraction(per_task, 7), minimum=2, maximum=900)
    assert demand.counts == [min(max(math.ceil(Fraction(value * 7, per_task)), 2), 900) for value in load]


def test_loads_are_exact_and_checked() -> None:
    # 0.1 + 0.2 prints 0.30000000000000004, which is what is taken.
    demand = tco.target_tracking([0.1 + 0.2] * 168, load_per_task="0.3")
    assert demand.peak == 2
    for bad in (math.nan, math.inf, None, -1):
        with pytest.raises(tco.InvalidInputError, match="row 2"):
            tco.target_tracking([1, bad] + [1] * 166, load_per_task=1)
    with pytest.raises(TypeError):
        tco.target_tracking([1] * 168, load_per_task=0.3)  # type: ignore[arg-type]


def test_cooldowns_hold_tasks() -> None:
    # Steps of a minute: 10 tasks, then 1. The scale-in to 5 holds for 120 s.
    load = [10, 5, 1, 1, 1] + [1] * (10080 - 5)
    demand = tco.target_tracking(
        load, load_per_task=1, step_seconds=60, scale_out_cooldown_seconds=0, scale_in_cooldown_seconds=120
    )
    assert demand.counts[:5] == [10, 5, 5, 1, 1]


def test_cron_runs_and_queue_bursts() -> None:
    demand = tco.cron_runs("cron(0 8 ? * MON-FRI *)", seconds_per_run=1800, tasks_per_run=3, year=2026, month=2)
    assert demand.summary.task_hours == 20 * 3 * Fraction(1, 2)
    assert demand.peak == 3
    kubernetes = tco.cron_runs("0 2 * * *", seconds_per_run=60, year=2026, month=3, time_zone="Europe/Berlin")
    assert kubernetes.summary.task_hours == Fraction(30, 60)  # 02:00 is skipped on the 29th.
    burst = tco.queue_bursts("06:00", jobs_per_burst=10, seconds_per_job=1200, concurrent=4, year=2026)
    assert burst.summary.task_hours == 365 * 10 * Fraction(1, 3)
    assert burst.peak == 4
    with pytest.raises(tco.ParseError):
        tco.cron_runs("every day", seconds_per_run=60, year=2026)
    with pytest.raises(tco.InvalidInputError, match="allow, forbid or replace"):
        tco.cron_runs("@daily", seconds_per_run=60, year=2026, overlap="skip")
    with pytest.raises(tco.InvalidInputError, match="without end"):
        tco.queue_bursts("@hourly", jobs_per_burst=10, seconds_per_job=3600, concurrent=9, year=2026)


SERVICE = {"name": "web", "vcpu": 1, "memory_gib": 2}


def test_a_scenario_names_a_zone_of_the_database() -> None:
    demand = {"schedule": "weekdays 08-20: 10, else 2", "time_zone": "Asia/Seoul", "year": 2026}
    workload = tco.read_scenario({"schema_version": "1", "services": [{**SERVICE, "demand": demand}]})
    expected = tco.weekly_schedule("weekdays 08-20: 10, else 2", time_zone="Asia/Seoul", year=2026)
    assert workload.services[0].demand == expected
    demand["time_zone"] = "Asia/Soul"
    with pytest.raises(tco.ParseError, match="time_zone"):
        tco.read_scenario({"schema_version": "1", "services": [{**SERVICE, "demand": demand}]})


def test_the_schema_knows_demands() -> None:
    import jsonschema

    schema = json.loads(_core.scenario_schema())
    demands = [
        {"schedule": "daily: 1", "time_zone": "Asia/Seoul", "busy_count": 2},
        {"hourly_counts": [1] * 168},
        {"load": [1, "2.5"], "load_per_task": "0.5", "minimum": 0, "maximum": 5},
        {"cron": "@daily", "seconds_per_run": 60, "year": 2026, "overlap": "forbid"},
        {"arrivals": ["06:00"], "jobs_per_burst": 1, "seconds_per_job": 1, "concurrent": 1, "year": 2026},
    ]
    for demand in demands:
        jsonschema.validate({"schema_version": "1", "services": [{**SERVICE, "demand": demand}]}, schema)
    for bad in ({}, {"schedule": "daily: 1", "cron": "@daily"}, {"cron": "@daily", "seconds_per_run": 60}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"schema_version": "1", "services": [{**SERVICE, "demand": bad}]}, schema)


def test_fargate_is_billed_for_the_mean_of_a_demand() -> None:
    service = _core.Service(
        name="web",
        task=_core.Task(request=resources(), fargate_request=resources()),
        demand=tco.weekly_schedule("weekdays 08-20: 10, else 2"),
    )
    answer = tco.compare(tco.Workload(name="w", services=[service]), region="us-east-1", deployments=["ecs-fargate"])
    hours = {line.id: line.quantity.value for line in answer.best.lines}["compute/web/vcpu"]
    assert hours == Fraction(34, 7) * 730


def resources() -> _core.Resources:
    return tco.read_scenario({"schema_version": "1", "services": [SERVICE]}).services[0].task.request


def test_demands_are_values() -> None:
    demand = tco.weekly_schedule("daily: 1")
    assert pickle.loads(pickle.dumps(demand)) == demand
    assert demand.with_(description="x").description == "x"
    assert demand.to_pandas()["time"].iloc[0].isoformat() == "2024-01-01T00:00:00+00:00"


def test_a_run_may_work_off_more_tasks_than_start_together():
    # Five of ten minutes, two at a time, on each of 28 days: 28 × 5 / 6 hours.
    demand = tco.cron_runs("@daily", seconds_per_run=600, tasks_per_run=2, completions=5, year=2026, month=2)
    found = demand.summary
    assert found.task_hours == Fraction(28 * 5, 6)
    assert found.peak == 2
