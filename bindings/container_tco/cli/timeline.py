"""`timeline`: one day of a service, step by step, on Fargate and on hosts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from container_tco.cli.sources import (
    EXIT_INPUT_PROBLEMS,
    estimate_options,
    merged_options,
    open_price_book,
    output_options,
    price_options,
    read_sources,
    told_of_old_prices,
    workload_options,
)
from container_tco.cli.writing import complain, table_text, visible, write_output

if TYPE_CHECKING:
    from decimal import Decimal

    from container_tco import ProfileDemand
    from container_tco.timelines import TimelineAnswer


@click.command("timeline")
@workload_options
@click.option("--profile", "profile", metavar="FILE", help="Tasks over time: CSV or Parquet with count (and time).")
@click.option("--schedule", "schedule", metavar="TEXT", help='Of a week: "weekdays 08-20: 10, else 2".')
@click.option("--service", "service", metavar="NAME", help="Whose demand it is; needed with several services.")
@click.option("--day", type=click.IntRange(0), default=0, help="Day of the span (default 0, the first).")
@click.option("--every-step", is_flag=True, help="Rows of steps that are shorter than an hour, not one an hour.")
@click.option("--deployment", "deployments", multiple=True, metavar="NAME", help="Default ecs-fargate and ecs-ec2.")
@click.option("--launch", "launch_moment", type=click.Choice(["early", "late"]), default="early", show_default=True)
@click.option("--ramp", "ramp_tasks_per_minute", metavar="TASKS", default="0", help="Unforeseen rise a minute.")
@estimate_options
@price_options
@click.option("--format", "format", type=click.Choice(["table", "json", "csv"]), default="table")
@output_options
def timeline_command(
    inputs: tuple[str, ...],
    services: tuple[str, ...],
    usage: str | None,
    profile: str | None,
    schedule: str | None,
    service: str | None,
    day: int,
    every_step: bool,
    deployments: tuple[str, ...],
    launch_moment: str,
    ramp_tasks_per_minute: str,
    overlays: tuple[str, ...],
    price_book: str | None,
    format: str,
    output: str | None,
    quiet: bool,
    **given: Any,
) -> int:
    """Follow one day of a service: tasks wanted, billed and standing by, hosts, and what each hour costs.

    Its demand over time is that of the scenario or usage file, unless --profile or --schedule gives one. A deployment
    in several parts (ecs-strategy, Spot with an on-demand base) shows each of them by name.
    """
    import container_tco as tco

    result, options = read_sources(inputs, services, usage, quiet)
    options = merged_options(options, given)
    options.pop("deployments", None)
    demand = _demand(profile, schedule)
    book = open_price_book(price_book, overlays)
    with told_of_old_prices(quiet):
        answer = tco.timeline(
            result.workload,
            demand if service is None or demand is None else {service: demand},
            deployments=deployments or ("ecs-fargate", "ecs-ec2"),
            launch_moment=launch_moment,
            ramp_tasks_per_minute=ramp_tasks_per_minute,
            prices=book,
            **options,
        )
    rows = answer.day_rows(day, service, by_hour=not every_step)
    write_output(table_text([_shown(row, exact=format != "table") for row in rows], format), output)
    if not quiet:
        for line in _totals(answer):
            complain(line)
    return EXIT_INPUT_PROBLEMS if result.problems else 0


def _totals(answer: TimelineAnswer) -> Iterator[str]:
    for made in answer.timelines:
        name, currency = made.deployment.name, made.currency
        yield f"{name}: {made.total:.2f} {currency} in the whole span, for tasks and hosts"
        for part, total in answer.part_totals.get(name, {}).items():
            yield f"  of which {visible(part)}: {total:.2f} {currency}"
        if spot := _spot_costs(answer, name):
            low, base, high = spot
            yield f"  with interruptions of Spot: {base:.2f} {currency}, from {low:.2f} to {high:.2f}"


def _spot_costs(answer: TimelineAnswer, deployment: str) -> tuple[Decimal, Decimal, Decimal] | None:
    """Low, base and high; nothing where nothing runs on Spot."""
    from container_tco import InvalidInputError, to_decimal

    try:
        cost = answer.spot_range(deployment).cost
    except InvalidInputError:
        return None
    return to_decimal(cost.low.amount), to_decimal(cost.base.amount), to_decimal(cost.high.amount)


def _demand(profile: str | None, schedule: str | None) -> ProfileDemand | None:
    from container_tco import InvalidInputError, hourly_profile, weekly_schedule

    if profile is not None and schedule is not None:
        raise InvalidInputError("demand", "--profile and --schedule", "one of them")
    if profile is not None:
        return hourly_profile(profile)
    return None if schedule is None else weekly_schedule(schedule)


def _shown(row: dict[str, Any], exact: bool) -> dict[str, str]:
    return {name: _text(name, value, exact) for name, value in row.items()}


def _text(name: str, value: Any, exact: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, str | int):
        return str(value)
    return f"{value:f}" if exact else f"{value:.{4 if 'cost' in name.split('/')[0] else 3}f}"
