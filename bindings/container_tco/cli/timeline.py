"""`timeline`: one day of a service, step by step, on Fargate and on hosts."""

from __future__ import annotations

import json
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
    workload_options,
)
from container_tco.cli.writing import complain, table_text, write_output

if TYPE_CHECKING:
    from container_tco import TaskProfile


@click.command("timeline")
@workload_options
@click.option("--profile", "profile", required=True, metavar="FILE", help="JSON: counts, step_seconds, start, repeats.")
@click.option("--service", "service", metavar="NAME", help="Whose demand it is; needed with several services.")
@click.option("--day", type=click.IntRange(0), default=0, help="Day of the span (default 0, the first).")
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
    profile: str,
    service: str | None,
    day: int,
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
    """Follow one day of a service: tasks wanted, billed and standing by, hosts, and what each step costs."""
    import container_tco as tco

    result, options = read_sources(inputs, services, usage, quiet)
    options = merged_options(options, given)
    options.pop("deployments", None)
    read = read_profile(profile)
    answer = tco.timeline(
        result.workload,
        read if service is None else {service: read},
        deployments=deployments or ("ecs-fargate", "ecs-ec2"),
        launch_moment=launch_moment,
        ramp_tasks_per_minute=ramp_tasks_per_minute,
        prices=open_price_book(price_book, overlays),
        **options,
    )
    rows = answer.day_rows(day, service)
    write_output(table_text([_shown(row, exact=format != "table") for row in rows], format), output)
    if not quiet:
        for made in answer.timelines:
            complain(f"{made.deployment.name}: {made.total:.2f} {made.currency} in the whole span, compute only")
    return EXIT_INPUT_PROBLEMS if result.problems else 0


def read_profile(path: str) -> TaskProfile:
    """Return the profile of a JSON file. Raises OSError, ParseError, InvalidInputError."""
    from container_tco import InvalidInputError, TaskProfile

    with open(path, encoding="utf-8") as file:
        try:
            read = json.load(file)
        except ValueError as error:
            raise InvalidInputError("profile", f"{path}: {error}", "a JSON object") from error
    known = {"counts", "step_seconds", "start_utc_seconds", "repeats", "schema_version"}
    if not isinstance(read, dict) or not isinstance(read.get("counts"), list) or set(read) - known:
        raise InvalidInputError("profile", path, "a JSON object with counts, and " + ", ".join(sorted(known)))
    read.pop("schema_version", None)
    try:
        return TaskProfile(**read)
    except TypeError as error:
        raise InvalidInputError("profile", path, "whole numbers, and true or false for repeats") from error


def _shown(row: dict[str, Any], exact: bool) -> dict[str, str]:
    return {name: _text(name, value, exact) for name, value in row.items()}


def _text(name: str, value: Any, exact: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, str | int):
        return str(value)
    return f"{value:f}" if exact else f"{value:.{4 if name.endswith('cost') else 3}f}"
