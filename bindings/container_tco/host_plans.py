"""How hosts are chosen: from a hosts file and keyword arguments to what the core expects."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any, TypeAlias

from container_tco._core import Bytes, CandidateFilter, HostPlanOptions, InvalidInputError, parse_hosts
from container_tco.documents import shown_name
from container_tco.options import Exact, flag, whole_number
from container_tco.prices import read_text

Hosts: TypeAlias = "HostPlanOptions | Mapping[str, Any] | str | os.PathLike[str]"
"""What load_hosts returns, or the path or dict that it takes."""


def load_hosts(source: Mapping[str, Any] | str | os.PathLike[str]) -> HostPlanOptions:
    """Return the node groups, kept hosts and limits in a file or dict (schema("hosts")). Raises OSError, ParseError."""
    if isinstance(source, Mapping):
        return parse_hosts(json.dumps(dict(source), default=str), "<dict>")
    name = os.fspath(source)
    return parse_hosts(read_text(name), shown_name(name))


def host_plan(source: Hosts | None) -> HostPlanOptions:
    """Return the options to start from. Raises as load_hosts does, and TypeError for anything else."""
    if source is None:
        return HostPlanOptions()
    if not isinstance(source, (HostPlanOptions, Mapping, str, os.PathLike)):
        raise TypeError(f"hosts: expected a path, a dict or what load_hosts returns, found {source!r}")
    return source if isinstance(source, HostPlanOptions) else load_hosts(source)


def with_limits(
    plan: HostPlanOptions,
    *,
    min_hosts_per_zone: int | None,
    max_hosts: int | None,
    max_types: int | None,
    headroom_percent: int | None,
    survive_host_loss: bool | None,
    fleet_iterations: int | None,
) -> HostPlanOptions:
    """Return the plan with those limits that are given."""
    numbers = {
        "min_hosts_per_zone": min_hosts_per_zone,
        "max_hosts": max_hosts,
        "max_types": max_types,
        "headroom_percent": headroom_percent,
        "fleet_iterations": fleet_iterations,
    }
    changes: dict[str, Any] = {
        name: whole_number(name, number) for name, number in numbers.items() if number is not None
    }
    if survive_host_loss is not None:
        changes["survive_host_loss"] = flag("survive_host_loss", survive_host_loss)
    return plan.with_(**changes) if changes else plan


def candidates_beside(
    base: CandidateFilter,
    given: CandidateFilter,
    *,
    min_vcpu: int | None,
    max_vcpu: int | None,
    min_memory_gib: Exact | None,
    max_memory_gib: Exact | None,
) -> CandidateFilter:
    """Return the given filter with those sizes of hosts that are given; `base` when neither says anything.

    Raises InvalidInputError, TypeError.
    """
    candidates = given.with_(
        min_vcpu=min_vcpu if min_vcpu is None else whole_number("min_vcpu", min_vcpu),
        max_vcpu=max_vcpu if max_vcpu is None else whole_number("max_vcpu", max_vcpu),
        min_memory=memory("min_memory_gib", min_memory_gib),
        max_memory=memory("max_memory_gib", max_memory_gib),
    )
    return base if candidates == CandidateFilter() else candidates


def memory(name: str, gib: Exact | None) -> Bytes | None:
    """Return so many GiB. Raises InvalidInputError that names the argument for less than nothing or no number."""
    if gib is None:
        return None
    try:
        size = Bytes.from_gib(gib)
    except InvalidInputError as error:
        raise InvalidInputError(f"{name}: {error}") from error
    if size < Bytes.from_gib(0):
        raise InvalidInputError(f"{name}: expected 0 or more, found {gib}")
    return size
