"""`plan`: items in, the cheapest hosts of a region out. Only the hosts: no workload, load balancers or labour."""

from __future__ import annotations

import decimal
import os
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from container_tco import _core
from container_tco._core import (
    Assumption,
    BillingPeriod,
    Contract,
    ControlPlane,
    Deployment,
    FleetReportOptions,
    Gap,
    HostOptions,
    HostPlanOptions,
    InvalidInputError,
    LineItem,
    Money,
    PlanOptions,
    PriceBook,
    PricedFleet,
    ReportFormat,
    ReportOptions,
    Rounding,
    Summation,
    parse_architecture,
    parse_operating_system,
    printable,
    to_decimal,
)
from container_tco.fleet_plan import FleetPlan
from container_tco.host_plans import Hosts, candidates_beside, host_plan
from container_tco.options import Exact, Names, billing_period, candidate_filter, names, report_options, text
from container_tco.pack_rows import Rows
from container_tco.packing import Zones, fleet_options, read_items, relocated, zone_list
from container_tco.prices import contract_of, price_book_of


class PricedFleetPlan(FleetPlan):
    """A fleet of instances: what runs where, what it costs in the period, and how cheap any mix could be at the best.

    Weights are the cost of one host in the period, cut to millionths; amounts are exact.
    """

    def __init__(self, priced: PricedFleet, report: ReportOptions, zone_names: list[str]) -> None:
        """Made by plan."""
        super().__init__(priced.fleet, FleetReportOptions(weight_unit=priced.weight_unit, zone_names=zone_names))
        self.priced = priced
        self._report = report

    def _render(self, format: ReportFormat) -> str:
        return _core.render(self.priced, format, self._report, self._shown.zone_names)

    @property
    def total(self) -> decimal.Decimal:
        """What the hosts cost in the period, root disks included. Raises InvalidInputError if a price is missing."""
        total: decimal.Decimal = to_decimal(self.priced.total.amount)
        return total

    @property
    def total_exact(self) -> Money:
        """The same, exact also where no decimal ends."""
        return self.priced.total

    @property
    def currency(self) -> str:
        """Of every amount."""
        return self.priced.currency

    @property
    def lower_bound(self) -> decimal.Decimal:
        """No mix of these types that holds all that fits costs less. Raises InvalidInputError if a price is missing."""
        bound = self.priced.lower_bound
        least: decimal.Decimal = to_decimal((self.priced.total if bound is None else bound).amount)
        return least

    @property
    def gap(self) -> decimal.Decimal | Fraction | None:
        """(total − lower bound) / lower bound; None where it says nothing."""
        return self.priced.gap

    @property
    def is_complete(self) -> bool:
        """Every item has a host, and every host a price."""
        return self.priced.is_complete

    @property
    def lines(self) -> list[LineItem]:
        """Quantity × unit price = cost, with the source of the price."""
        return self.priced.lines

    @property
    def assumptions(self) -> list[Assumption]:
        """What was taken for granted."""
        return self.priced.assumptions

    @property
    def gaps(self) -> list[Gap]:
        """Prices that are missing, and what to do."""
        return self.priced.gaps


def plan(
    items: Rows,
    *,
    region: str,
    control_plane: str = "eks",
    deployment: Deployment | str | None = None,
    operating_system: str = "linux",
    architectures: Names = "x86_64",
    prices: PriceBook | str | os.PathLike[str] | None = None,
    contract: Contract | Mapping[str, Any] | str | os.PathLike[str] | None = None,
    period: BillingPeriod | Exact = 730,
    zones: Zones = 2,
    daemons: Rows = (),
    min_hosts_per_zone: int | None = None,
    min_hosts: int | None = None,
    max_hosts: int | None = None,
    max_types: int | None = None,
    headroom_percent: int | None = None,
    target_capacity_percent: int | None = None,
    survive_host_loss: bool | None = None,
    iteration_limit: int = 5_000,
    seed: int = 1,
    generate_columns: bool = True,
    strong_bound: bool | None = None,
    instance_types: Names = (),
    families: Names = (),
    exclude: Names = (),
    burstable: bool = False,
    bare_metal: bool = False,
    current_generation_only: bool = False,
    min_vcpu: int | None = None,
    max_vcpu: int | None = None,
    min_memory_gib: Exact | None = None,
    max_memory_gib: Exact | None = None,
    host_setup: HostOptions | None = None,
    hosts: Hosts | None = None,
    as_of: str = "",
    ignore_unknown: bool = False,
    digits: int = 2,
    rounding: Rounding | str = "half_up",
    summation: Summation | str = "sum_then_round",
) -> PricedFleetPlan:
    """Place items on the cheapest mix of instance types of a region.

    items: as of `pack`. Without `network_slots` a pod takes one on EKS and a task none on ECS. `labels` may be those
        that hosts have of their own: "kubernetes.io/arch=arm64", "node.kubernetes.io/instance-type=m7i.large".
    region: AWS region code, such as "ap-northeast-2".
    control_plane: "eks" or "ecs": whose agents, reservations and daemons are taken off every host.
    deployment: in place of `control_plane`, another way to have hosts: "eks-auto-mode", "ecs-managed-instances",
        "eks-ec2-spot" …; the fee for hosts that AWS looks after counts as of the day `as_of`.
    operating_system: "linux" or, on hosts of one's own, "windows".
    architectures: "x86_64", "arm64" or both: what the images run on.
    prices, contract, period: as of `compare`; of a contract its prices and discounts count.
    zones, daemons, min_hosts_per_zone, …, strong_bound, ignore_unknown: as of `pack`; limits that are None are those of
        `hosts`. A target capacity goes with hosts of the team on ECS only.
    instance_types, families, exclude, burstable, bare_metal, current_generation_only, min_vcpu, max_vcpu,
        min_memory_gib, max_memory_gib, host_setup: as of `compare`.
    hosts: node groups, hosts that are kept (paid for, and filled first), limits and setup, as of `compare`; arguments
        win. Items may ask for the labels of groups, and those of groups with taints must tolerate them.
    digits, rounding, summation: how amounts are shown; results stay exact.

    Raises InvalidInputError with the place of the row, and TypeError for a float.
    """
    book = price_book_of(prices)
    chosen = _deployment(control_plane, deployment)
    zone_names = zone_list(zones)
    slots = 1 if chosen.control_plane is ControlPlane.eks else 0
    base = host_plan(hosts)
    candidates = candidates_beside(
        base.candidates,
        candidate_filter(instance_types, families, exclude, current_generation_only, burstable, bare_metal),
        min_vcpu=min_vcpu,
        max_vcpu=max_vcpu,
        min_memory_gib=min_memory_gib,
        max_memory_gib=max_memory_gib,
    )
    options = PlanOptions(
        region=text("region", region),
        deployment=chosen,
        operating_system=parse_operating_system(text("operating_system", operating_system)),
        architectures=[parse_architecture(name) for name in names("architectures", architectures)],
        period=billing_period(period),
        candidates=candidates,
        setup=host_setup or base.setup,
        groups=base.groups,
        kept_hosts=base.kept_hosts,
        contract=contract_of(contract, book),
        as_of=text("as_of", as_of),
        fleet=fleet_options(
            zones=len(zone_names),
            daemons=read_items(daemons, "daemons", zone_names, ignore_unknown, slots),
            min_hosts_per_zone=_given(min_hosts_per_zone, base.min_hosts_per_zone),
            min_hosts=_given(min_hosts, base.min_hosts),
            max_hosts=_given(max_hosts, base.max_hosts),
            max_types=_given(max_types, base.max_types),
            headroom_percent=_given(headroom_percent, base.headroom_percent),
            target_capacity_percent=_given(target_capacity_percent, base.target_capacity_percent),
            survive_host_loss=_given(survive_host_loss, base.survive_host_loss),
            iteration_limit=iteration_limit,
            seed=seed,
            generate_columns=generate_columns,
            strong_bound=_given(strong_bound, base.strong_bound),
        ),
    )
    if not isinstance(zones, int):
        _require_named_zones(base, zone_names)
    report = report_options(digits, rounding, summation)
    try:
        priced = _core.plan(read_items(items, "items", zone_names, ignore_unknown, slots), book, options)
    except InvalidInputError as error:
        raise _relocated(error, items, daemons, options) from None
    return PricedFleetPlan(priced, report, [] if isinstance(zones, int) else zone_names)


def _given(value: Any, otherwise: Any) -> Any:
    return otherwise if value is None else value


def _require_named_zones(hosts: HostPlanOptions, zone_names: list[str]) -> None:
    for kept in hosts.kept_hosts:
        if len(kept.by_zone) > len(zone_names):
            raise InvalidInputError(
                f"hosts: expected kept hosts in at most {len(zone_names)} zones, as many as have names, found "
                f"{len(kept.by_zone)} of {printable(kept.instance_type)}"
            )


_GROUP = re.compile(r"groups\[(\d+)\]\.")


def _relocated(error: InvalidInputError, items: Rows, daemons: Rows, options: PlanOptions) -> InvalidInputError:
    """Return an error of the core that names the row, or the group of hosts, as the caller knows it."""
    found = _GROUP.match(str(error))
    if found is None:
        return relocated(error, {"items": items, "daemons": daemons, "types": ()})
    limited = [
        group
        for group in options.groups
        if group.operating_system == options.operating_system and (group.min_hosts or group.max_hosts is not None)
    ]
    name = limited[int(found[1])].name
    return InvalidInputError(f'hosts: group "{printable(name)}": {str(error)[found.end() :]}')


def _deployment(control_plane: str, deployment: Deployment | str | None) -> Deployment:
    if isinstance(deployment, Deployment):
        return deployment
    if deployment is not None:
        return Deployment.parse(text("deployment", deployment))
    if text("control_plane", control_plane) not in ("ecs", "eks"):
        raise InvalidInputError(f"control_plane: expected ecs or eks, found '{printable(control_plane)}'")
    return Deployment.parse(f"{control_plane}-ec2")
