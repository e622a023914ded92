"""What several commands have in common: options, and reading inputs with their problems."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from container_tco.cli.resilience import RESILIENCE
from container_tco.cli.writing import complain

if TYPE_CHECKING:
    from container_tco import Answer, PriceBook, ReadResult

EXIT_INPUT_PROBLEMS = 4
MAX_IGNORED_SHOWN = 20

Command = TypeVar("Command", bound=Callable[..., Any])

_WORKLOAD = [
    click.argument("inputs", nargs=-1, required=True, metavar="INPUT..."),
    click.option(
        "--services", "services", multiple=True, metavar="FILE", help="More inputs, such as describe-services output."
    ),
    click.option("--usage", metavar="FILE", help="What you know on top, in the shape of a scenario."),
]
_PRICES = [
    click.option("--prices", "overlays", multiple=True, metavar="FILE", help="A price table over the bundled prices."),
    click.option("--price-book", metavar="DIR", help="A price book in place of the bundled one."),
]
CANDIDATES = [
    click.option("--families", metavar="LIST", help="Only these families: m7g,c7g."),
    click.option("--instance-types", metavar="LIST", help="Only these instance types."),
    click.option("--exclude", metavar="LIST", help="Not these types or families."),
    click.option("--burstable/--no-burstable", default=None, help="Allow T families."),
    click.option("--bare-metal/--no-bare-metal", default=None, help="Allow bare metal."),
    click.option("--current-generation-only/--any-generation", default=None, help="No older types."),
]
HOST_SIZES = [
    click.option("--min-vcpu", type=click.IntRange(1), help="Of a host."),
    click.option("--max-vcpu", type=click.IntRange(1), help="Of a host."),
    click.option("--min-memory", "min_memory_gib", metavar="GIB", help="Of a host."),
    click.option("--max-memory", "max_memory_gib", metavar="GIB", help="Of a host."),
]
_ESTIMATE = [
    click.option("--contract", metavar="FILE", help="Your own terms: discounts, commitments, currency, support, tax."),
    click.option("--region", metavar="REGION", help="AWS region, such as ap-northeast-2."),
    click.option("--hours", "period", metavar="HOURS", help="730 (default), a month (2026-02), a quarter (2026-Q1)."),
    click.option("--zones", type=click.IntRange(1), help="Zones that hosts spread over (default 2)."),
    click.option("--min-hosts", type=click.IntRange(0), help="At the least so many hosts."),
    click.option(
        "--target-capacity",
        "target_capacity_percent",
        type=click.IntRange(1, 100),
        metavar="PERCENT",
        help="Of capacity providers of Auto Scaling groups: ecs-ec2.",
    ),
    click.option("--fill", "measured_fill_fraction", metavar="SHARE", help="Measured fill of the hosts, above 0 to 1."),
    click.option("--hosts", metavar="FILE", help="Node groups, kept hosts, limits, setup (schema hosts)."),
    click.option("--min-hosts-per-zone", type=click.IntRange(0), help="Of mixed fleets."),
    click.option("--max-hosts", type=click.IntRange(0), help="Of each mixed fleet."),
    click.option("--max-types", type=click.IntRange(1), help="Different types among the new hosts of a fleet."),
    click.option("--headroom", "headroom_percent", type=click.IntRange(0, 1000), metavar="PERCENT", help="Kept free."),
    click.option("--survive-host-loss/--no-spare-hosts", default=None, help="N+1: hosts more in each zone."),
    *HOST_SIZES,
    click.option(
        "--provisioning", type=click.Choice(["mixed", "single_type"]), help="Mix instance types (default), or one type."
    ),
    click.option("--fleet-iterations", type=click.IntRange(0), help="Improvement steps for each mixed fleet."),
    click.option("--strong-bound/--fast-bound", default=None, help="Prove a stronger bound of mixed fleets."),
    *CANDIDATES,
    click.option("--kubernetes-version", metavar="VERSION", help="Of EKS clusters: 1.33; needs --as-of."),
    click.option(
        "--as-of",
        metavar="DATE",
        help="The day (ISO) whose Kubernetes support and fees for managed hosts count; "
        "the version of the prices when empty.",
    ),
    click.option("--country", "labour_country", metavar="CODE", help="Whose wages (default US)."),
    click.option("--labour-level", type=click.Choice(["low", "base", "high"]), help="Which hours (default base)."),
    click.option("--labour", "labour_profile", metavar="FILE", help="Your own labour profile."),
    click.option("--hourly-rate", metavar="AMOUNT", help="Loaded cost of an hour, for every role."),
    click.option(
        "--exchange-rate",
        "exchange_rates",
        multiple=True,
        callback=lambda _context, _parameter, given: given or None,
        metavar="CUR=RATE@DATE",
        help="Of wages in another currency: KRW=0.00072@2026-11-01; may be repeated.",
    ),
    click.option("--ec2-hours", "ec2_hours_per_month", metavar="HOURS", help="Labour a month on EC2."),
    click.option("--fargate-hours", "fargate_hours_per_month", metavar="HOURS", help="Labour a month on Fargate."),
    click.option(
        "--managed-hours", "managed_hours_per_month", metavar="HOURS", help="Labour a month on hosts run by AWS."
    ),
    click.option(
        "--node-provisioner",
        type=click.Choice(["managed_node_group", "self_managed", "karpenter"]),
        help="Who makes the nodes of EKS clusters.",
    ),
    click.option(
        "--architecture",
        "architectures",
        type=click.Choice(["arm64", "x86_64", "both"]),
        help="As if the images of Linux tasks were built for it.",
    ),
    click.option(
        "--capacity-strategy", metavar="LIST", help="Of ecs-strategy, for all services: ec2:base=4,fargate:weight=1."
    ),
    click.option(
        "--spot-min-types", type=click.IntRange(1, 20), help="Instance types that Spot hosts stand on (default 3)."
    ),
    click.option(
        "--spot-base-percent",
        "spot_on_demand_base_percent",
        type=click.IntRange(0, 100),
        metavar="PERCENT",
        help="Copies of each service that are on demand beside Spot.",
    ),
    click.option(
        "--spot-base-count",
        "spot_on_demand_base_count",
        type=click.IntRange(0),
        metavar="COUNT",
        help="At the least so many copies of each service on demand.",
    ),
]
_REPORT = [
    click.option("--digits", type=click.IntRange(0, 10), help="Digits after the point (default 2)."),
    click.option("--rounding", type=click.Choice(["half_up", "half_even", "floor"]), help="Default half_up."),
    click.option(
        "--summation",
        type=click.Choice(["sum_then_round", "round_lines_then_sum"]),
        help="Default sum_then_round; AWS's pages do the other.",
    ),
]
_OUTPUT = [
    click.option("-o", "--output", metavar="FILE", help="Write there, complete or not at all."),
    click.option("-q", "--quiet", is_flag=True, help="No notes on standard error; problems are still said."),
]


def with_options(options: list[Callable[[Any], Any]]) -> Callable[[Command], Command]:
    """Return a decorator that adds options to a command, in their order."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


workload_options = with_options(_WORKLOAD)
price_options = with_options(_PRICES)
row_estimate_options = with_options([*_ESTIMATE, *RESILIENCE])
estimate_options = with_options([*_ESTIMATE, *RESILIENCE, *_REPORT])
output_options = with_options(_OUTPUT)


def open_price_book(price_book: str | None, overlays: tuple[str, ...]) -> PriceBook:
    """Return the price book of the options, overlays on top in their order."""
    import container_tco as tco

    book = tco.load_prices(price_book) if price_book else tco.price_book()
    for overlay in overlays:
        book = tco.load_prices(overlay, base=book)
    return book


def read_sources(
    inputs: tuple[str, ...], services: tuple[str, ...], usage: str | None, quiet: bool
) -> tuple[ReadResult, dict[str, Any]]:
    """Read the inputs, and the options of scenarios among them; say problems and, unless quiet, what was ignored."""
    import container_tco as tco
    from container_tco.reading import read_loaded

    loaded = tco.load_documents(*inputs, *services)
    result = read_loaded(loaded, usage=usage)
    for problem in result.problems:
        complain(f"not used: {problem.message}")
    if result.ignored and not quiet:
        shown = result.ignored[:MAX_IGNORED_SHOWN]
        more = len(result.ignored) - len(shown)
        complain(f"ignored, no cost of its own: {', '.join(shown)}" + (f" and {more} more" if more else ""))
    if not result.workload.services:
        raise click.ClickException("nothing to price: expected at least one service in the inputs, found none")
    return result, tco.scenario_options(loaded.documents)


def merged_options(options: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Return the options of a scenario, over which the flags in `given` win. Raises UsageError without a region."""
    merged = options | {name: value for name, value in given.items() if value is not None}
    if not merged.get("region"):
        raise click.UsageError("a region is needed: --region ap-northeast-2, or `region` in the options of a scenario")
    return merged


@contextlib.contextmanager
def told_of_old_prices(quiet: bool) -> Iterator[None]:
    """Say in one line if prices are old, unless quiet: after what is done inside."""
    import warnings

    import container_tco as tco

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", tco.StalePriceWarning)
        yield
    if not quiet:
        for warning in caught:
            complain(str(warning.message))


def make_answer(
    result: ReadResult, options: dict[str, Any], book: PriceBook, given: dict[str, Any], quiet: bool
) -> Answer:
    """Compare with the options of a scenario, over which `given` wins; unless quiet, say if prices are old."""
    import container_tco as tco

    options = merged_options(options, given)
    with told_of_old_prices(quiet):
        return tco.compare(result.workload, prices=book, **options)
