"""`compare`: the question, with everything it depends on as keyword arguments."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any, TypeAlias

from container_tco import _core
from container_tco._core import (
    Architecture,
    BillingPeriod,
    CapacityShare,
    Contract,
    Deployment,
    EstimateOptions,
    ExchangeRate,
    HostOptions,
    HostPlanOptions,
    InvalidInputError,
    LabourLevel,
    LabourOptions,
    LabourProfile,
    Money,
    NodeProvisioner,
    PriceBook,
    Provisioning,
    ResilienceOptions,
    RolloutCapacity,
    Rounding,
    SpotOptions,
    Summation,
    Workload,
    parse_provisioning,
)
from container_tco.answer import Answer
from container_tco.host_plans import Hosts, candidates_beside, host_plan, with_limits
from container_tco.options import (
    Exact,
    Names,
    architectures_named,
    billing_period,
    candidate_filter,
    capacity_shares,
    exchange_rate,
    flag,
    hourly_money,
    level_named,
    names,
    provisioner_named,
    report_options,
    rollout_capacity_named,
    text,
    whole_number,
)
from container_tco.price_age import warn_of_old_prices
from container_tco.prices import contract_of, load_labour_profile, price_book_of

Prices: TypeAlias = PriceBook | str | os.PathLike[str] | None
"""A price book, the path of one or of a price table over the bundled book; None is the bundled book."""


def compare(
    workload: Workload,
    *,
    region: str,
    prices: Prices = None,
    contract: Contract | Mapping[str, Any] | str | os.PathLike[str] | None = None,
    period: BillingPeriod | Exact = 730,
    deployments: Iterable[str | Deployment] | str | None = None,
    labour_country: str = "US",
    labour_level: LabourLevel | str = "base",
    labour_profile: LabourProfile | Mapping[str, Any] | str | os.PathLike[str] | None = None,
    hourly_rate: Money | Exact | None = None,
    ec2_hours_per_month: Exact | None = None,
    fargate_hours_per_month: Exact | None = None,
    managed_hours_per_month: Exact | None = None,
    exchange_rates: Iterable[ExchangeRate | str] = (),
    zones: int = 2,
    min_hosts: int = 0,
    target_capacity_percent: int = 100,
    measured_fill_fraction: Exact | None = None,
    hosts: Hosts | None = None,
    min_hosts_per_zone: int | None = None,
    max_hosts: int | None = None,
    max_types: int | None = None,
    headroom_percent: int | None = None,
    survive_host_loss: bool | None = None,
    min_vcpu: int | None = None,
    max_vcpu: int | None = None,
    min_memory_gib: Exact | None = None,
    max_memory_gib: Exact | None = None,
    provisioning: Provisioning | str = "mixed",
    fleet_iterations: int | None = None,
    strong_bound: bool = False,
    instance_types: Names = (),
    families: Names = (),
    exclude: Names = (),
    burstable: bool = False,
    bare_metal: bool = False,
    current_generation_only: bool = False,
    kubernetes_version: str = "",
    as_of: str = "",
    host_setup: HostOptions | None = None,
    node_provisioner: NodeProvisioner | str = "managed_node_group",
    run_cluster_services: bool = True,
    architectures: Names | Iterable[Architecture] = (),
    capacity_strategy: str | Iterable[CapacityShare] = (),
    spot_min_types: int = 3,
    spot_on_demand_base_percent: int = 0,
    spot_on_demand_base_count: int = 0,
    survive_zone_loss: bool = False,
    rollout_minutes: Exact | None = None,
    rollout_capacity: RolloutCapacity | str = "temporary",
    rollouts_at_once: bool = False,
    host_minutes: Exact | None = None,
    host_replacements_per_month: Exact | None = None,
    replacement_minutes: Exact | None = None,
    digits: int = 2,
    rounding: Rounding | str = "half_up",
    summation: Summation | str = "sum_then_round",
) -> Answer:
    """Price a workload on EC2 and on Fargate, with the labour, and rank the deployments.

    region: AWS region code, such as "ap-northeast-2".
    prices: a price book, or the path of one or of a price table laid over the bundled book.
    contract: your own terms (discounts, negotiated prices, commitments, report currency, support, tax): what
        load_contract returns, or the path or dict that it takes. List prices without.
    period: hours (730 is the month of the AWS Pricing Calculator), a month, "2026-02", or a quarter, "2026-Q1".
    deployments: names such as "ecs-ec2" and "eks-auto-mode" (all: Deployment.all()). None stands for those on which
        AWS takes no capacity back, with "ecs-strategy" where capacity provider strategies are named.
    labour_country, labour_level: which bundled rate, and "low", "base" or "high" hours.
    labour_profile: replaces the bundled activities and rates.
    hourly_rate: of every role; a bare number is in the currency of the region.
    ec2_hours_per_month, fargate_hours_per_month, managed_hours_per_month: replace the hours of all activities together,
        on hosts of the team, on Fargate, and on hosts that AWS looks after.
    exchange_rates: of wages in another currency than the prices: "KRW=0.00072@2026-11-01".
    zones, min_hosts, target_capacity_percent: how hosts are spread and kept in reserve. A target capacity is one of
        capacity providers of Auto Scaling groups on ECS: other hosts leave it alone and say so.
    measured_fill_fraction: share of the hosts' capacity that tasks request, (0, 1]; used instead of packing.
    hosts: node groups, kept hosts and limits: what load_hosts returns, or the path or dict that it takes. Arguments
        win.
    min_hosts_per_zone, max_hosts, max_types, headroom_percent, survive_host_loss: limits of mixed fleets, for each
        operating system; headroom is kept free in percent of what tasks request, and survive_host_loss is N+1.
    min_vcpu, max_vcpu, min_memory_gib, max_memory_gib: sizes of hosts that may be chosen.
    provisioning: "mixed" plans all hosts of an operating system on the cheapest mix of types, "single_type" takes one
        type for all tasks that ask for the same hosts (operating system, architecture, labels, types, zones).
    fleet_iterations, strong_bound: improvement steps for each mixed fleet, and whether to prove a stronger bound of
        what the cheapest possible fleet costs.
    instance_types, families, exclude: which hosts may be chosen; a list, or one text with commas.
    burstable, bare_metal, current_generation_only: more or fewer of them.
    kubernetes_version: of EKS clusters, such as "1.32": in extended support a surcharge comes on top.
    as_of: The day (ISO) whose Kubernetes support and fees for managed hosts count; the version of the prices when
        empty. Needed beside a Kubernetes version.
    host_setup: trunking, prefix delegation and the like.
    node_provisioner: of EKS: "managed_node_group", "self_managed" or "karpenter".
    run_cluster_services: whether the hosts also run what a Kubernetes cluster runs once, such as CoreDNS.
    architectures: "arm64", "x86_64" or "both": as if the images of Linux tasks were built for these.
    capacity_strategy: of "ecs-strategy", for every service: "ec2:base=4,fargate:weight=1", of the kinds
        ec2, ec2-spot, managed-instances, managed-instances-spot, fargate and fargate-spot.
    spot_min_types: instance types that Spot hosts stand on, at the least.
    spot_on_demand_base_percent, spot_on_demand_base_count: copies of each service that are on demand beside Spot.
    survive_zone_loss: every service runs so many copies, on every side, that its stated number is left when any one of
        the `zones` is lost.
    rollout_minutes, rollout_capacity, rollouts_at_once: how long old and new copies run beside each other in each wave
        of a rollout; whether hosts for them are added ("temporary"), always there ("standing") or not at all ("none");
        and whether services roll out together.
    host_minutes, host_replacements_per_month, replacement_minutes: how much longer an added host runs, how often hosts
        are replaced for patches, and for how long old and new host run beside each other.
    digits, rounding, summation: how amounts are shown; results stay exact.

    Numbers are Decimal, int or str. Raises PriceNotFoundError, InvalidInputError, ParseError, OSError, and TypeError
    for a float. Warns once (StalePriceWarning) when prices behind the answer are older than 180 days.
    """
    given = SimpleNamespace(**locals())
    if not isinstance(workload, Workload):
        raise TypeError(f"workload: expected a Workload (from read_ecs, read_workload …), found {workload!r:.80}")
    book = price_book_of(prices)
    report = report_options(digits, rounding, summation)
    options = _options(book, given)
    answer = Answer(_core.compare(workload, book, options, deployments_named(deployments)), report, workload, book)
    warn_of_old_prices(book, answer.estimates, as_of)
    return answer


def estimate_options(*, region: str, prices: Prices = None, **settings: Any) -> EstimateOptions:
    """Return the options that `compare` would price with, and price nothing.

    settings: what `compare` takes, but for the workload, the deployments and how amounts are shown.

    Raises what `compare` raises for them, and TypeError for a name that it does not take.
    """
    known = _default_settings()
    for name in settings:
        if name not in known:
            raise TypeError(f"estimate_options() got an unexpected keyword argument {name!r}")
    return _options(price_book_of(prices), SimpleNamespace(**known | settings, region=region))


def refuse_unknown(options: Mapping[str, Any]) -> None:
    """Raise InvalidInputError for a name that `estimate_options` does not take; it names the nearest ones."""
    known = _default_settings()
    for name in options:
        if name not in known:
            nearest = " or ".join(_core.nearest_names(name, [*known], 3))
            raise InvalidInputError(f"options: expected {nearest}, found '{_core.printable(name)}'")


def _default_settings() -> dict[str, Any]:
    others = ("workload", "region", "prices", "deployments", "digits", "rounding", "summation")
    parameters = inspect.signature(compare).parameters.values()
    return {one.name: one.default for one in parameters if one.name not in others}


def _options(book: PriceBook, given: SimpleNamespace) -> EstimateOptions:
    return EstimateOptions(
        region=given.region,
        period=billing_period(given.period),
        hosts=_host_plan(given),
        labour=_labour(book, given),
        kubernetes_version=text("kubernetes_version", given.kubernetes_version),
        as_of=text("as_of", given.as_of),
        contract=contract_of(given.contract, book),
        spot=SpotOptions(
            min_types=whole_number("spot_min_types", given.spot_min_types),
            on_demand_base_percent=whole_number("spot_on_demand_base_percent", given.spot_on_demand_base_percent),
            on_demand_base_count=whole_number("spot_on_demand_base_count", given.spot_on_demand_base_count),
        ),
        resilience=_resilience(given),
        capacity_strategy=capacity_shares(given.capacity_strategy),
        architectures=architectures_named(given.architectures),
    )


def _host_plan(given: SimpleNamespace) -> HostPlanOptions:
    base = host_plan(given.hosts)
    provisioning = given.provisioning
    candidates = candidates_beside(
        base.candidates,
        candidate_filter(
            given.instance_types,
            given.families,
            given.exclude,
            given.current_generation_only,
            given.burstable,
            given.bare_metal,
        ),
        min_vcpu=given.min_vcpu,
        max_vcpu=given.max_vcpu,
        min_memory_gib=given.min_memory_gib,
        max_memory_gib=given.max_memory_gib,
    )
    plan = base.with_(
        candidates=candidates,
        setup=given.host_setup or base.setup,
        zones=whole_number("zones", given.zones),
        min_hosts=whole_number("min_hosts", given.min_hosts) or base.min_hosts,
        target_capacity_percent=whole_number("target_capacity_percent", given.target_capacity_percent),
        measured_fill_fraction=given.measured_fill_fraction,
        node_provisioner=provisioner_named(given.node_provisioner),
        run_cluster_services=flag("run_cluster_services", given.run_cluster_services),
        provisioning=parse_provisioning(provisioning) if isinstance(provisioning, str) else provisioning,
        strong_bound=flag("strong_bound", given.strong_bound),
    )
    return with_limits(
        plan,
        min_hosts_per_zone=given.min_hosts_per_zone,
        max_hosts=given.max_hosts,
        max_types=given.max_types,
        headroom_percent=given.headroom_percent,
        survive_host_loss=given.survive_host_loss,
        fleet_iterations=given.fleet_iterations,
    )


def _labour(book: PriceBook, given: SimpleNamespace) -> LabourOptions:
    return LabourOptions(
        level=level_named(given.labour_level),
        country=text("labour_country", given.labour_country),
        hourly_rate=hourly_money(given.hourly_rate, book.region(text("region", given.region)).currency),
        ec2_hours_per_month=given.ec2_hours_per_month,
        fargate_hours_per_month=given.fargate_hours_per_month,
        managed_hours_per_month=given.managed_hours_per_month,
        profile=_profile(given.labour_profile),
        exchange_rates=[exchange_rate(rate) for rate in given.exchange_rates],
    )


def _resilience(given: SimpleNamespace) -> ResilienceOptions:
    return ResilienceOptions(
        survive_zone_loss=flag("survive_zone_loss", given.survive_zone_loss),
        rollout_minutes=given.rollout_minutes,
        rollout_capacity=rollout_capacity_named(given.rollout_capacity),
        rollouts_at_once=flag("rollouts_at_once", given.rollouts_at_once),
        host_minutes=given.host_minutes,
        host_replacements_per_month=given.host_replacements_per_month,
        replacement_minutes=given.replacement_minutes,
    )


def _profile(source: LabourProfile | Mapping[str, Any] | str | os.PathLike[str] | None) -> LabourProfile | None:
    return source if source is None or isinstance(source, LabourProfile) else load_labour_profile(source)


def deployments_named(listed: Iterable[str | Deployment] | str | None) -> list[Deployment]:
    """Return them parsed; none stand for none. Raises InvalidInputError for an unknown one."""
    if listed is None:
        return []
    parts = names("deployments", listed) if isinstance(listed, str) else listed
    return [part if isinstance(part, Deployment) else Deployment.parse(text("deployments", part)) for part in parts]
