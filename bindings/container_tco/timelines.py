"""`timeline`: what tasks and hosts are billed for while demand changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from container_tco import _core
from container_tco._core import (
    DayPart,
    DayRow,
    DayTable,
    Deployment,
    InterruptionOptions,
    InvalidInputError,
    LaunchMoment,
    LowBaseHigh,
    PriceBook,
    ProfileDemand,
    SpotRange,
    TaskProfile,
    Timeline,
    TimelineOptions,
    Workload,
    parse_launch_moment,
)
from container_tco.answer import data_frame
from container_tco.comparison import deployments_named, estimate_options
from container_tco.options import Exact, text, whole_number
from container_tco.price_age import warn_of_old_prices
from container_tco.prices import price_book_of
from container_tco.usage_profile import UsageProfile

if TYPE_CHECKING:
    import decimal

    import pandas

Profile: TypeAlias = "ProfileDemand | TaskProfile | Iterable[int]"
"""A demand over time such as `weekly_schedule` makes, or the tasks of each hour of a span that repeats."""

_SECONDS = (
    "provisioning_seconds", "pull_seconds", "start_seconds", "stop_seconds", "host_boot_seconds",
    "host_warmup_seconds", "host_scale_in_seconds", "service_launches_per_minute", "min_host_step", "max_host_step",
    "max_levels",
)  # fmt: skip


class TimelineAnswer:
    """The same demand on each deployment. Amounts are Decimal."""

    def __init__(self, timelines: Iterable[Timeline], book: PriceBook) -> None:
        """Made by `timeline`."""
        self._timelines = {made.deployment.name: made for made in timelines}
        self._book = book

    def __getitem__(self, deployment: str) -> Timeline:
        """Return one deployment over time. Raises InvalidInputError for one that was not asked for."""
        if deployment not in self._timelines:
            raise InvalidInputError(
                "deployment", _core.printable(str(deployment)), " or ".join(self._timelines), "Name it in deployments"
            )
        return self._timelines[deployment]

    def __repr__(self) -> str:
        """Each deployment with its total."""
        return "<TimelineAnswer: " + ", ".join(repr(one) for one in self._timelines.values()) + ">"

    @property
    def timelines(self) -> list[Timeline]:
        """One for each deployment, in the order in which they were asked for."""
        return list(self._timelines.values())

    @property
    def totals(self) -> dict[str, decimal.Decimal]:
        """By deployment: the compute of the whole span."""
        return {name: made.total for name, made in self._timelines.items()}

    def usage_profile(self, *deployments: str) -> UsageProfile:
        """Return the billed usage of these deployments, hour by hour, for `apply_commitments` and `optimal_commitment`.

        Several are taken to run side by side; all that were asked for, unless some are named.
        """
        chosen = [self[name] for name in deployments or self._timelines]
        return UsageProfile.of_core(_core.usage_profile(chosen), region=chosen[0].region, prices=self._book)

    @property
    def part_totals(self) -> dict[str, dict[str, decimal.Decimal]]:
        """By deployment in several parts: of each part by its name the compute of the whole span."""
        return {
            name: {part.name: _core.to_decimal(part.total.amount) for part in made.parts}
            for name, made in self._timelines.items()
            if made.parts
        }

    def day(self, day: int = 0, service: str | None = None, *, deployment: str | None = None) -> DayTable:
        """Return one day of one service, day 0 being the first; the first service unless it is named.

        deployment: shown alone, on Fargate, on hosts or in parts on both. Without it the first deployment on Fargate
            stands beside the first on hosts; one that was asked for alone is shown alone.

        Raises InvalidInputError for a day, service or deployment that is not there.
        """
        first = next(iter(self._timelines.values()))
        name = text("service", service) if service is not None else first.services[0].tasks.service
        on_hosts: Any = next((made for made in self._timelines.values() if made.hosts), None)
        on_fargate: Any = next((made for made in self._timelines.values() if not made.hosts), None)
        if deployment is not None or len(self._timelines) == 1:
            on_hosts = on_fargate = first if deployment is None else self[deployment]
        return _core.day_table(name, whole_number("day", day), on_fargate, on_hosts)

    def day_rows(
        self, day: int = 0, service: str | None = None, *, deployment: str | None = None
    ) -> list[dict[str, Any]]:
        """Return the same as one dict a step; what is of a part has a name such as "cost/FARGATE"."""
        return [day_row(row) for row in self.day(day, service, deployment=deployment).rows]

    def to_pandas(
        self, day: int | None = None, service: str | None = None, *, deployment: str | None = None
    ) -> pandas.DataFrame:
        """Return one row a step and deployment, or those of a day of one service. Needs pandas."""
        return data_frame(self.rows() if day is None else self.day_rows(day, service, deployment=deployment))

    def rows(self) -> list[dict[str, Any]]:
        """Return one dict a step and deployment."""
        return [row for made in self._timelines.values() for row in _steps(made)]

    def spot_range(
        self, deployment: str, *, redone_seconds: Exact = 60, fallback_hours: tuple[Exact, Exact, Exact] | None = None
    ) -> SpotRange:
        """Return what interruptions of Spot may cost: low, base and high.

        redone_seconds: work of each task that an interruption has it do again.
        fallback_hours: low, base, high: how long capacity is bought on demand instead.
        """
        fallback = None
        if fallback_hours is not None:
            low, base, high = fallback_hours
            fallback = LowBaseHigh(low=low, base=base, high=high)
        options = InterruptionOptions(redone_seconds=redone_seconds, fallback_hours=fallback)
        return _core.spot_range(self[deployment], self._book, options)


def timeline(
    workload: Workload,
    profiles: Mapping[str, Profile] | Profile | None = None,
    *,
    deployments: Iterable[str | Deployment] | str = ("ecs-fargate", "ecs-ec2"),
    launch_moment: LaunchMoment | str = "early",
    ramp_tasks_per_minute: Exact = 0,
    how: Mapping[str, int] | None = None,
    **options: Any,
) -> TimelineAnswer:
    """Bill tasks and hosts step by step while the demand of `workload` changes.

    profiles: by service: a demand over time (`weekly_schedule`, `hourly_profile` …), or whole numbers of tasks, one an
        hour, of a span that repeats. One alone is that of the only service. Services that are not named run as their
        own demand says; none need be named when a demand says enough.
    deployments: names such as "ecs-fargate", "ecs-ec2", "ecs-ec2-spot". "ecs-strategy", and Spot with an on-demand
        base, split the tasks of each step among their parts as `compare` splits copies.
    launch_moment: "early": tasks start early enough to serve when they are wanted; "late": demand waits.
    ramp_tasks_per_minute: a rise that nobody knows beforehand: tasks stand by for it all the time.
    how: whole numbers in place of the bundled table: pull_seconds, start_seconds, stop_seconds, host_boot_seconds,
        host_warmup_seconds, host_scale_in_seconds, min_host_step, max_host_step, max_levels …
    options: what `compare` takes: region, prices, zones, instance_types, capacity_strategy …

    Raises InvalidInputError, InfeasibleError, PriceNotFoundError, and TypeError for a float.
    """
    book = price_book_of(options.pop("prices", None))
    wanted = deployments_named(deployments)
    if not wanted:
        raise InvalidInputError("deployments", "none", "at least one")
    settings = dict(how or {})
    for name, value in settings.items():
        if name not in _SECONDS:
            raise InvalidInputError("how", _core.printable(str(name)), ", ".join(_SECONDS))
        whole_number(name, value)
    if isinstance(launch_moment, str):
        launch_moment = parse_launch_moment(launch_moment)
    steps = TimelineOptions(launch_moment=launch_moment, ramp_tasks_per_minute=ramp_tasks_per_minute, **settings)
    made_options = estimate_options(prices=book, **options)
    by_service = _by_service(workload, profiles)
    made = [_core.timeline(workload, by_service, one, book, made_options, steps) for one in wanted]
    warn_of_old_prices(book, [one.peak for one in made], made_options.as_of)
    return TimelineAnswer(made, book)


def _by_service(workload: Workload, profiles: Mapping[str, Profile] | Profile | None) -> dict[str, TaskProfile]:
    if profiles is None:
        return {}
    if isinstance(profiles, Mapping):
        return {text("profiles", name): _profile(profile) for name, profile in profiles.items()}
    services = [service.name for service in workload.services if not service.is_daemon]
    if len(services) != 1:
        raise InvalidInputError(
            "profiles", "one profile", f"one by name for some of the {len(services)} services",
            "Give a dict: {'web': profile}",
        )  # fmt: skip
    return {services[0]: _profile(profiles)}


def _profile(given: Profile) -> TaskProfile:
    if isinstance(given, ProfileDemand):
        return given.profile
    if isinstance(given, TaskProfile):
        return given
    return TaskProfile(counts=[whole_number("profile", count) for count in given])


def day_row(row: DayRow) -> dict[str, Any]:
    """Return a step as a dict; amounts are Decimal."""
    return {
        "start": utc_text(row.start_utc_seconds), "wanted": row.wanted, "standby": row.standby,
        "task_hours": _core.to_decimal(row.task_hours),
        "unserved_task_hours": _core.to_decimal(row.unserved_task_hours),
        "hosts_needed": row.hosts_needed, "hosts_running": row.hosts_running,
        "host_hours": _core.to_decimal(row.host_hours),
        "booting_host_hours": _core.to_decimal(row.booting_host_hours),
        "idle_host_hours": _core.to_decimal(row.idle_host_hours),
        "fargate_cost": None if row.fargate_cost is None else _core.to_decimal(row.fargate_cost.amount),
        "hosts_cost": None if row.hosts_cost is None else _core.to_decimal(row.hosts_cost.amount),
        **_of_parts(row.parts),
    }  # fmt: skip


def _of_parts(parts: list[DayPart]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    names = [part.name for part in parts]
    for part in parts:
        # Two deployments may both have an on-demand base.
        name = part.name if names.count(part.name) == 1 else f"{part.deployment}/{part.name}"
        name = _core.printable(name)
        columns[f"wanted/{name}"] = part.wanted
        columns[f"task_hours/{name}"] = _core.to_decimal(part.task_hours)
        columns[f"hosts_running/{name}"] = part.hosts_running
        columns[f"host_hours/{name}"] = _core.to_decimal(part.host_hours)
        columns[f"cost/{name}"] = _core.to_decimal(part.cost.amount)
    return columns


def utc_text(seconds: int) -> str:
    """Return seconds since 1970 as "2026-11-26T08:00:00Z"."""
    import datetime

    start = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)
    return f"{start.isoformat()}Z"


def _steps(made: Timeline) -> list[dict[str, Any]]:
    name = made.deployment.name
    return [
        {
            "deployment": name,
            "start": utc_text(made.start_utc_seconds + step * made.step_seconds),
            "wanted": sum(service.tasks.wanted[step] for service in made.services),
            "standby": sum(service.tasks.standby[step] for service in made.services),
            "hosts_running": sum(hosts.running[step] for hosts in made.hosts),
            "cost": _core.to_decimal(made.cost_of_step(step).amount),
            "currency": made.currency,
        }
        for step in range(made.steps)
    ]
