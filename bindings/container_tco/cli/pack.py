"""`pack`: only the packing, with weights or with the prices of a region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from container_tco.cli.rendering import format_option, rendered
from container_tco.cli.sources import (
    CANDIDATES,
    EXIT_INPUT_PROBLEMS,
    HOST_SIZES,
    open_price_book,
    output_options,
    price_options,
    with_options,
)
from container_tco.cli.writing import complain, write_output

if TYPE_CHECKING:
    from container_tco import FleetPlan


def _zones(_context: click.Context, _parameter: click.Parameter, given: str | None) -> int | str | None:
    """Return a number of zones, or the text with their names."""
    return int(given) if given and given.isascii() and given.isdecimal() and len(given) < 10 else given


_FLEET = [
    click.option("--zones", metavar="N|NAMES", callback=_zones, help="How many zones, or their names: a,b,c."),
    click.option("--min-hosts-per-zone", type=click.IntRange(0), help="Existing ones count."),
    click.option("--min-hosts", type=click.IntRange(0), help="At the least so many hosts."),
    click.option("--max-hosts", type=click.IntRange(0), help="At the most so many, existing ones included."),
    click.option("--max-types", type=click.IntRange(1), help="At the most so many types of new hosts."),
    click.option("--headroom", "headroom_percent", type=click.IntRange(0, 1000), metavar="PERCENT", help="Kept free."),
    click.option(
        "--target-capacity",
        "target_capacity_percent",
        type=click.IntRange(1, 100),
        metavar="PERCENT",
        help="Of capacity providers, one for each type; with --region on ecs-ec2 only.",
    ),
    click.option("--survive-host-loss", is_flag=True, default=None, help="A spare in each zone for any host of it."),
    click.option("--iterations", "iteration_limit", type=click.IntRange(0), help="How long to search (default 5000)."),
    click.option("--seed", type=click.IntRange(0), help="Where the search begins (default 1)."),
    click.option("--strong-bound", is_flag=True, default=None, help="Prove the strong bound too; takes longer."),
]
_PRICED = [
    click.option("--region", metavar="REGION", help="At the prices of this AWS region, in place of --types."),
    click.option("--control-plane", type=click.Choice(["eks", "ecs"]), help="Whose hosts they are (default eks)."),
    click.option("--deployment", metavar="NAME", help="In place of --control-plane: eks-auto-mode, ecs-ec2-spot …"),
    click.option("--os", "operating_system", type=click.Choice(["linux", "windows"]), help="Default linux."),
    click.option(
        "--arch", "architectures", metavar="LIST", help="That images run on: x86_64 (default), arm64 or both."
    ),
    click.option("--hours", "period", metavar="HOURS", help="730 (default), a month (2026-02), a quarter (2026-Q1)."),
    click.option("--contract", metavar="FILE", help="Your own prices and discounts."),
    click.option("--hosts", metavar="FILE", help="Node groups, kept hosts, limits, setup (schema hosts)."),
    *CANDIDATES,
    *HOST_SIZES,
    click.option("--digits", type=click.IntRange(0, 10), help="Digits after the point (default 2)."),
]
_PRICED_NAMES = (
    "region", "deployment", "control_plane", "operating_system", "architectures", "period", "contract", "hosts",
    "families", "instance_types", "exclude", "burstable", "bare_metal", "current_generation_only", "min_vcpu",
    "max_vcpu", "min_memory_gib", "max_memory_gib", "digits",
)  # fmt: skip


@click.command("pack")
@click.argument("items", metavar="ITEMS")
@click.option("--types", metavar="FILE", help="The host types that can be had, unless ITEMS holds them.")
@with_options(_FLEET)
@with_options(_PRICED)
@price_options
@click.option("--ignore-unknown", is_flag=True, help="Accept columns that mean nothing here.")
@format_option
@output_options
def pack_command(
    items: str,
    types: str | None,
    overlays: tuple[str, ...],
    price_book: str | None,
    ignore_unknown: bool,
    format: str | None,
    output: str | None,
    quiet: bool,
    **given: Any,
) -> int:
    """Place items on the mix of hosts that weighs or costs least, with a proven bound.

    ITEMS is a CSV, JSON or YAML file (container-tco schema pack) with columns such as id, vcpu or cpu_milli,
    memory_gib or memory_mib, count; "-" is standard input. The host types have name, vcpu, memory_gib, weight; with
    --region they are the instance types of AWS. Exit code 4 when some items find no host.
    """
    import container_tco as tco

    given = {name: value for name, value in given.items() if value is not None}
    priced = {name: given.pop(name) for name in _PRICED_NAMES if name in given}
    if priced and "region" not in priced:
        raise click.UsageError(f"a region is needed with --{next(iter(priced)).replace('_', '-')}: --region REGION")
    if priced and types is not None:
        raise click.UsageError("expected --types or --region, found both")
    loaded = tco.load_fleet(items, types)
    if priced:
        loaded.pop("types", None)
        if loaded.pop("groups", None):
            raise click.UsageError(
                "`groups` limit the host types of --types; with --region those of a hosts file do: --hosts FILE"
            )
        book = open_price_book(price_book, overlays)
        plan: FleetPlan = tco.plan(**(loaded | given | priced), prices=book, ignore_unknown=ignore_unknown)
        return _write(plan, format, output, quiet)
    if "types" not in loaded:
        raise click.UsageError("host types are needed: --types FILE, `types` in a JSON document, or --region REGION")
    return _write(tco.pack(**(loaded | given), ignore_unknown=ignore_unknown), format, output, quiet)


def _write(plan: FleetPlan, format: str | None, output: str | None, quiet: bool) -> int:
    write_output(rendered(plan, format, output, "Fleet plan"), output)
    if plan.stopped_by and not quiet:
        complain(f"the search stopped at {plan.stopped_by}; a better plan is not ruled out")
    if plan.is_complete:
        return 0
    left = len(plan.unplaced)
    complain(f"{left} {'item' if left == 1 else 'items'} found no host: the plan says why")
    return EXIT_INPUT_PROBLEMS
