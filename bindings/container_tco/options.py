"""From keyword arguments and the `options` of a scenario to what the core expects."""

from __future__ import annotations

import decimal
import fractions
import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeAlias, cast

from container_tco._core import (
    Architecture,
    BillingPeriod,
    CandidateFilter,
    CapacityShare,
    ExchangeRate,
    HostOptions,
    InputDocument,
    InvalidInputError,
    LabourLevel,
    Money,
    NodeProvisioner,
    ReportOptions,
    RolloutCapacity,
    nearest_names,
    parse_capacity_strategy,
    parse_labour_level,
    parse_node_provisioner,
    parse_rollout_capacity,
    parse_rounding,
    parse_summation,
    printable,
)

Exact: TypeAlias = "decimal.Decimal | fractions.Fraction | int | str"
"""A number without rounding. A float is refused."""
Names: TypeAlias = "str | Iterable[str]"
"""Several names, or one text with commas between them."""

KINDS: dict[str, type | tuple[type, ...]] = {
    "a text": str,
    "a whole number": int,
    "true or false": bool,
    "a decimal, best as a text": (str, int, decimal.Decimal),
    "a list of texts": list,
}

# The members of `options` in a scenario: the argument of `compare` that each sets, and what it must be.
MEMBERS: dict[str, dict[str, tuple[str, str]]] = {
    "": {
        "region": ("region", "a text"),
        "period": ("period", "a decimal, best as a text"),
        "kubernetes_version": ("kubernetes_version", "a text"),
        "as_of": ("as_of", "a text"),
        "deployments": ("deployments", "a list of texts"),
        "rounding": ("rounding", "a text"),
        "summation": ("summation", "a text"),
        "digits": ("digits", "a whole number"),
        "capacity_strategy": ("capacity_strategy", "a text"),
        "architectures": ("architectures", "a list of texts"),
    },
    "spot": {
        "min_types": ("spot_min_types", "a whole number"),
        "on_demand_base_percent": ("spot_on_demand_base_percent", "a whole number"),
        "on_demand_base_count": ("spot_on_demand_base_count", "a whole number"),
    },
    "resilience": {
        "survive_zone_loss": ("survive_zone_loss", "true or false"),
        "rollout_minutes": ("rollout_minutes", "a decimal, best as a text"),
        "rollout_capacity": ("rollout_capacity", "a text"),
        "rollouts_at_once": ("rollouts_at_once", "true or false"),
        "host_minutes": ("host_minutes", "a decimal, best as a text"),
        "host_replacements_per_month": ("host_replacements_per_month", "a decimal, best as a text"),
        "replacement_minutes": ("replacement_minutes", "a decimal, best as a text"),
    },
    "hosts": {
        "zones": ("zones", "a whole number"),
        "min_hosts": ("min_hosts", "a whole number"),
        "target_capacity_percent": ("target_capacity_percent", "a whole number"),
        "measured_fill_fraction": ("measured_fill_fraction", "a decimal, best as a text"),
        "min_hosts_per_zone": ("min_hosts_per_zone", "a whole number"),
        "max_hosts": ("max_hosts", "a whole number"),
        "max_types": ("max_types", "a whole number"),
        "headroom_percent": ("headroom_percent", "a whole number"),
        "survive_host_loss": ("survive_host_loss", "true or false"),
        "min_vcpu": ("min_vcpu", "a whole number"),
        "max_vcpu": ("max_vcpu", "a whole number"),
        "min_memory_gib": ("min_memory_gib", "a decimal, best as a text"),
        "max_memory_gib": ("max_memory_gib", "a decimal, best as a text"),
        "provisioning": ("provisioning", "a text"),
        "fleet_iterations": ("fleet_iterations", "a whole number"),
        "strong_bound": ("strong_bound", "true or false"),
        "instance_types": ("instance_types", "a list of texts"),
        "families": ("families", "a list of texts"),
        "exclude": ("exclude", "a list of texts"),
        "burstable": ("burstable", "true or false"),
        "bare_metal": ("bare_metal", "true or false"),
        "current_generation_only": ("current_generation_only", "true or false"),
        "node_provisioner": ("node_provisioner", "a text"),
        "run_cluster_services": ("run_cluster_services", "true or false"),
    },
    "hosts.setup": {
        "memory_overhead_fraction": ("memory_overhead_fraction", "a decimal, best as a text"),
        "ecs_reserved_memory_mib": ("ecs_reserved_memory_mib", "a whole number"),
        "eni_trunking": ("eni_trunking", "true or false"),
        "prefix_delegation": ("prefix_delegation", "true or false"),
        "custom_networking": ("custom_networking", "true or false"),
        "max_pods": ("max_pods", "a whole number"),
        "root_disk_gib": ("root_disk_gib", "a whole number"),
        "managed_volume_gib": ("managed_volume_gib", "a whole number"),
    },
    "labour": {
        "level": ("labour_level", "a text"),
        "country": ("labour_country", "a text"),
        "hourly_rate": ("hourly_rate", "a decimal, best as a text"),
        "ec2_hours_per_month": ("ec2_hours_per_month", "a decimal, best as a text"),
        "fargate_hours_per_month": ("fargate_hours_per_month", "a decimal, best as a text"),
        "managed_hours_per_month": ("managed_hours_per_month", "a decimal, best as a text"),
    },
}


def scenario_options(documents: Iterable[InputDocument]) -> dict[str, Any]:
    """Return what the `options` of scenarios among the documents set, as keyword arguments of `compare`.

    Later documents win. Raises InvalidInputError for a member that is unknown or of another kind.
    """
    found: dict[str, Any] = {}
    for document in documents:
        try:
            content = json.loads(document.text, parse_float=decimal.Decimal)
        except (ValueError, RecursionError):
            continue  # The reader of the workload says what is wrong with it.
        if isinstance(content, dict) and "services" in content and content.get("options") is not None:
            _read_members(content["options"], "", document.name, found)
    return found


def _read_members(value: object, group: str, file: str, found: dict[str, Any]) -> None:
    path = ".".join(["$.options", group] if group else ["$.options"])
    prefix = f"{group}." if group else ""
    below = [name.removeprefix(prefix) for name in MEMBERS if name.startswith(prefix) and name != group]
    subgroups = [name for name in below if "." not in name]
    for name, member in members_of(value, [*MEMBERS[group], *subgroups], f"{file} at {path}").items():
        if name in subgroups:
            _read_members(member, prefix + name, file, found)
        else:
            argument, kind = MEMBERS[group][name]
            expect_kind(member, kind, f"{file} at {path}.{name}")
            _set_argument(found, argument, group, member)


def members_of(value: object, known: Collection[str] | None, where: str) -> Mapping[str, Any]:
    """Return an object as it is. Raises InvalidInputError for no object, and for a member that is none of `known`."""
    if not isinstance(value, Mapping):
        raise InvalidInputError(f"{where}: expected an object, found {printable(repr(value))}")
    for name in value:
        if known is not None and name not in known:
            nearest = ", ".join(nearest_names(str(name), [*known], 3))
            raise InvalidInputError(
                f"{where}: expected a known member, found '{printable(str(name))}'; nearest: {nearest}"
            )
    return value


def _set_argument(found: dict[str, Any], argument: str, group: str, member: Any) -> None:
    if group == "hosts.setup":
        found["host_setup"] = found.get("host_setup", HostOptions()).with_(**{argument: member})
    else:
        found[argument] = member


def expect_kind(value: object, kind: str, where: str) -> None:
    """Raise InvalidInputError that says where, unless `value` is of the kind, one of KINDS."""
    is_right = isinstance(value, KINDS[kind]) and (kind == "true or false" or not isinstance(value, bool))
    if isinstance(value, list):
        is_right = is_right and all(isinstance(item, str) for item in value)
    if not is_right:
        raise InvalidInputError(f"{where}: expected {kind}, found {printable(json.dumps(value, default=str))}")


def text(name: str, value: object) -> str:
    """Return `value` if it is a str. Raises TypeError that names the argument."""
    if not isinstance(value, str):
        raise TypeError(f"{name}: expected a str, found {value!r}")
    return value


def whole_number(name: str, value: object) -> int:
    """Return `value` if it is an int. Raises TypeError that names the argument."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{name}: expected an int, found {value!r}")
    return value


def flag(name: str, value: object) -> bool:
    """Return `value` if it is a bool. Raises TypeError that names the argument."""
    if not isinstance(value, bool):
        raise TypeError(f"{name}: expected True or False, found {value!r}")
    return value


_EXCHANGE_RATE = re.compile(r"([A-Z]{3})=([0-9.]{1,40})@(\d{4}-\d{2}-\d{2})")


def exchange_rate(value: ExchangeRate | str) -> ExchangeRate:
    """Return a rate, also from "KRW=0.00072@2026-11-01": one KRW in the currency of the prices, on that day.

    Raises InvalidInputError for other text.
    """
    if isinstance(value, ExchangeRate):
        return value
    found = _EXCHANGE_RATE.fullmatch(value)
    if found is None:
        raise InvalidInputError(
            f"exchange rate: expected CUR=RATE@DATE such as KRW=0.00072@2026-11-01, found '{printable(str(value))}'"
        )
    return ExchangeRate(from_=found[1], rate=found[2], as_of=found[3])


def names(name: str, value: Names) -> list[str]:
    """Return a list of names; text is cut at its commas. Raises TypeError that names the argument."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    listed = list(value) if isinstance(value, Iterable) and not isinstance(value, Mapping) else [None]
    if not all(isinstance(part, str) for part in listed):
        raise TypeError(f"{name}: expected a list of names, found {value!r}")
    return [str(part) for part in listed]


def billing_period(value: BillingPeriod | Exact) -> BillingPeriod:
    """Return the period for 730 (hours), "2026-02" or "2026-Q1". Raises InvalidInputError, TypeError."""
    if isinstance(value, BillingPeriod):
        return value
    return BillingPeriod.parse(value) if isinstance(value, str) else BillingPeriod(value)


def level_named(value: LabourLevel | str) -> LabourLevel:
    """Return the level named "low", "base" or "high". Raises InvalidInputError."""
    return value if isinstance(value, LabourLevel) else parse_labour_level(value)


def provisioner_named(value: NodeProvisioner | str) -> NodeProvisioner:
    """Return the provisioner named "managed_node_group", "self_managed" or "karpenter". Raises InvalidInputError."""
    return value if isinstance(value, NodeProvisioner) else parse_node_provisioner(text("node_provisioner", value))


def candidate_filter(
    instance_types: Names,
    families: Names,
    exclude: Names,
    current_generation_only: bool,
    burstable: bool,
    bare_metal: bool,
) -> CandidateFilter:
    """Return the filter of instance types after a check of its kinds. Raises TypeError."""
    return CandidateFilter(
        instance_types=names("instance_types", instance_types),
        families=names("families", families),
        exclude=names("exclude", exclude),
        current_generation_only=flag("current_generation_only", current_generation_only),
        burstable=flag("burstable", burstable),
        bare_metal=flag("bare_metal", bare_metal),
    )


def architectures_named(value: Names | Iterable[Architecture]) -> list[Architecture]:
    """Return the architectures named; "both" is each of them. Raises InvalidInputError, TypeError."""
    if isinstance(value, str):
        listed = names("architectures", value)
    else:
        given = list(value)
        members = [one for one in given if isinstance(one, Architecture)]
        if len(members) == len(given):
            return members
        listed = names("architectures", cast("list[str]", given))
    known = {one.name: one for one in (Architecture.x86_64, Architecture.arm64)}
    if listed == ["both"]:
        return list(known.values())
    for name in listed:
        if name not in known:
            raise InvalidInputError(f"architectures: expected x86_64, arm64 or both, found '{printable(name)}'")
    return [known[name] for name in listed]


def capacity_shares(value: str | Iterable[CapacityShare]) -> list[CapacityShare]:
    """Return a strategy, also from "ec2:base=4,fargate:weight=1". Raises InvalidInputError."""
    return parse_capacity_strategy(value) if isinstance(value, str) else list(value)


def rollout_capacity_named(value: RolloutCapacity | str) -> RolloutCapacity:
    """Return the one named "temporary", "standing" or "none". Raises InvalidInputError."""
    return value if isinstance(value, RolloutCapacity) else parse_rollout_capacity(text("rollout_capacity", value))


def hourly_money(value: Money | Exact | None, currency: str) -> Money | None:
    """Return an hourly rate; a bare number is in `currency`."""
    return value if value is None or isinstance(value, Money) else Money(value, currency)


def report_options(digits: int, rounding: object, summation: object) -> ReportOptions:
    """Return how amounts are shown. Raises InvalidInputError for an unknown mode."""
    options = ReportOptions(digits=whole_number("digits", digits))
    if isinstance(rounding, str):
        rounding = parse_rounding(rounding)
    if isinstance(summation, str):
        summation = parse_summation(summation)
    return options.with_(rounding=rounding, summation=summation)
