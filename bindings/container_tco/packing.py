"""`pack`: items and host types in, the lightest fleet that holds them out. Knows no prices."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from container_tco._core import (
    FleetGroup,
    FleetHostType,
    FleetItem,
    FleetOptions,
    FleetReportOptions,
    InvalidInputError,
    PackedFleet,
    PackHost,
    nearest_names,
    printable,
    to_decimal,
)
from container_tco.fleet_plan import FleetPlan
from container_tco.options import Exact, Names, flag, names, whole_number
from container_tco.pack_rows import Row, Rows, each_row, place_of, place_of_field

Zones: TypeAlias = "int | Names"
"""How many zones, or their names."""

MAX_WEIGHT = 10**15


@dataclass(frozen=True)
class Item:
    """`count` equal things to place, such as the tasks of a service or the pods of a deployment.

    id: unique.
    vcpu, memory_gib, gpus: of one copy; Decimal, int or str.
    network_slots: interfaces or pod addresses that one copy takes; none for `pack`, one a pod on EKS for `plan`.
    exclusive: names of which a host may hold one only: "port 80/tcp", "one per host: web".
    apart_from: ids of other items of which no copy shares a host with one of this; it holds both ways.
    max_copies_per_host: no limit when None.
    volumes: block volumes that one copy attaches to its host.
    labels: a host must carry all of them: "arch=arm64".
    tolerations: taints of hosts that it may be on all the same.
    zones: those it may be in; all when empty. Copies are dealt over them as evenly as can be.
    """

    id: str
    vcpu: Exact
    memory_gib: Exact
    count: int = 1
    gpus: int = 0
    network_slots: int | None = None
    exclusive: Names = ()
    max_copies_per_host: int | None = None
    volumes: int = 0
    labels: Names = ()
    tolerations: Names = ()
    zones: Iterable[int | str] = ()
    apart_from: Names = ()


@dataclass(frozen=True)
class HostType:
    """A type of host that can be had.

    name: unique.
    vcpu, memory_gib, gpus: what items may use of one host; Decimal, int or str.
    weight: of one new host, above zero: what the plan makes least. Decimal, int or str.
    network_slots, volumes: no limit when None.
    labels, taints: what items may require, and what they must tolerate.
    group: of the `groups` of `pack`; in none when empty.
    max_new_hosts: no limit when None.
    existing: hosts that are there already and weigh nothing: a number for one zone, a list by zone, or a mapping.
    """

    name: str
    vcpu: Exact
    memory_gib: Exact
    weight: Exact
    gpus: int = 0
    network_slots: int | None = None
    volumes: int | None = None
    labels: Names = ()
    taints: Names = ()
    group: str = ""
    max_new_hosts: int | None = None
    existing: int | Iterable[int] | Mapping[str, int] = 0


ITEM_FIELDS = [
    "id", "name", "vcpu", "cpu_milli", "cpu_units", "memory_gib", "memory_mib", "memory_bytes", "count", "gpus",
    "network_slots", "exclusive", "apart_from", "max_copies_per_host", "volumes", "labels", "tolerations", "zones",
]  # fmt: skip
TYPE_FIELDS = [
    "name", "vcpu", "cpu_milli", "cpu_units", "memory_gib", "memory_mib", "memory_bytes", "weight", "gpus",
    "network_slots", "volumes", "labels", "taints", "group", "max_new_hosts", "existing",
]  # fmt: skip


def pack(
    items: Rows,
    types: Rows,
    *,
    zones: Zones = 1,
    daemons: Rows = (),
    groups: Rows = (),
    min_hosts_per_zone: int = 0,
    min_hosts: int = 0,
    max_hosts: int | None = None,
    max_types: int | None = None,
    headroom_percent: int = 0,
    target_capacity_percent: int = 100,
    survive_host_loss: bool = False,
    iteration_limit: int = 5_000,
    seed: int = 1,
    generate_columns: bool = True,
    strong_bound: bool = False,
    ignore_unknown: bool = False,
) -> FleetPlan:
    """Place items on the mix of host types that weighs least.

    items: Item, dicts with its fields (also `name`, `cpu_milli`, `cpu_units`, `memory_mib`, `memory_bytes`), other
        records, or a pandas, Polars or Arrow table of such rows.
    types: HostType, or the same of its fields.
    zones: how many, or their names; items are dealt over them evenly, and each zone is packed by itself.
    daemons: items of which every host that they accept runs one.
    groups: dicts with `name`, `min_hosts` and `max_hosts`, for host types of that group together.
    min_hosts_per_zone, min_hosts, max_hosts, max_types: limits of the fleet; existing hosts count but for the last.
    headroom_percent: CPU and memory that every host keeps free, in percent of what its items take.
    target_capacity_percent: of every type there are at least hosts in use × 100 / percent.
    survive_host_loss: N+1, a spare in each zone for any one host of it.
    iteration_limit, seed: how long to search, and where to begin. There is no clock: same input, same plan.
    generate_columns: search by column generation too, where it pays.
    strong_bound: also prove the strong bound, which takes longer.
    ignore_unknown: accept rows with more fields than these.

    The order of the input does not matter. What cannot be placed is in `unplaced` with its reason, and raises nothing.
    Raises InvalidInputError with the place of the row, and TypeError for a float.
    """
    zone_names = zone_list(zones)
    rows = {"items": items, "types": types, "daemons": daemons, "groups": groups}
    core_items = read_items(items, "items", zone_names, ignore_unknown)
    core_types, weight_unit = read_types(types, zone_names, ignore_unknown)
    options = fleet_options(
        zones=len(zone_names),
        daemons=read_items(daemons, "daemons", zone_names, ignore_unknown),
        groups=[_read_group(Row(row, where)) for row, where in each_row(groups, "groups")],
        min_hosts_per_zone=min_hosts_per_zone,
        min_hosts=min_hosts,
        max_hosts=max_hosts,
        max_types=max_types,
        headroom_percent=headroom_percent,
        target_capacity_percent=target_capacity_percent,
        survive_host_loss=survive_host_loss,
        iteration_limit=iteration_limit,
        seed=seed,
        generate_columns=generate_columns,
        strong_bound=strong_bound,
    )
    try:
        packed = PackedFleet.of(core_items, core_types, options)
    except InvalidInputError as error:
        raise relocated(error, rows) from None
    shown = [] if isinstance(zones, int) else zone_names
    return FleetPlan(packed, FleetReportOptions(weight_unit=weight_unit, zone_names=shown))


def fleet_options(**given: Any) -> FleetOptions:
    """Return options after a check of their kinds. Raises TypeError, InvalidInputError."""
    for name in (
        "min_hosts_per_zone",
        "min_hosts",
        "headroom_percent",
        "target_capacity_percent",
        "iteration_limit",
        "seed",
    ):
        _expect_range(name, whole_number(name, given[name]))
    for name in ("max_hosts", "max_types"):
        if given[name] is not None:
            _expect_range(name, whole_number(name, given[name]))
    for name in ("survive_host_loss", "generate_columns", "strong_bound"):
        flag(name, given[name])
    return FleetOptions(**given)


def _expect_range(name: str, number: int) -> None:
    if not 0 <= number < 1 << 62:
        raise InvalidInputError(f"{name}: expected 0 or more, found '{str(number)[:80]}'")


def zone_list(zones: Zones) -> list[str]:
    """Return the names of the zones. Raises InvalidInputError, TypeError."""
    if isinstance(zones, int) and not isinstance(zones, bool):
        if not 1 <= zones <= 100:
            raise InvalidInputError(f"zones: expected 1 to 100, found '{zones}'")
        return [str(zone) for zone in range(zones)]
    if isinstance(zones, int):
        raise TypeError(f"zones: expected a number or a list of names, found {zones!r}")
    listed = names("zones", zones)
    if not 1 <= len(listed) <= 100 or len(set(listed)) < len(listed):
        raise InvalidInputError(f"zones: expected 1 to 100 names that differ, found '{printable(repr(listed))}'")
    return listed


def read_items(
    rows: Rows, kind: str, zones: list[str], ignore_unknown: bool, network_slots: int = 0
) -> list[FleetItem]:
    """Return items of the core; `network_slots` where a row has none. Raises InvalidInputError, TypeError."""
    numbers = {name: number for number, name in enumerate(zones)}
    return [
        row if isinstance(row, FleetItem) else _read_item(Row(row, where), numbers, ignore_unknown, network_slots)
        for row, where in each_row(rows, kind)
    ]


def _read_item(row: Row, zones: dict[str, int], ignore_unknown: bool, network_slots: int) -> FleetItem:
    item = FleetItem(
        id=row.name("id", "name"),
        request=row.resources(),
        count=row.number("count", 1),
        network_slots=row.number("network_slots", network_slots),
        exclusive=row.texts("exclusive"),
        apart_from=row.texts("apart_from"),
        max_copies_per_host=row.number("max_copies_per_host", None),
        volumes=row.number("volumes", 0),
        required_labels=row.texts("labels"),
        tolerated_taints=row.texts("tolerations"),
        zones=[_zone(row, name, zones) for name in _listed(row.take("zones", ()))],
    )
    row.finish(ITEM_FIELDS, ignore_unknown)
    return item


def _listed(value: Any) -> Iterable[Any]:
    if isinstance(value, str):
        return names("zones", value)
    return value if isinstance(value, Iterable) else [value]


def _zone(row: Row, name: Any, zones: dict[str, int]) -> int:
    text = name if isinstance(name, str) else str(row.whole("zones", name))
    if text not in zones:
        near = ", ".join(nearest_names(text, list(zones), 3))
        raise row.error("zones", "a zone of the fleet", text, f"Nearest: {near}")
    return zones[text]


def read_types(rows: Rows, zones: list[str], ignore_unknown: bool) -> tuple[list[FleetHostType], Fraction]:
    """Return host types of the core, and what a weight of one stands for. Raises InvalidInputError, TypeError."""
    read = [
        (row, Fraction(row.weight), where)
        if isinstance(row, FleetHostType)
        else (*_read_type(Row(row, where), zones, ignore_unknown), where)
        for row, where in each_row(rows, "types")
    ]
    scale = math.lcm(*(weight.denominator for _, weight, _ in read))
    types = []
    for made, weight, where in read:
        if weight * scale > MAX_WEIGHT:
            raise InvalidInputError(
                f"{where}: expected weights of at most 10^15 when all are counted in 1/{scale}, the finest part among "
                f"them, found '{printable(str(to_decimal(weight)))}'. Use a larger unit or fewer digits"
            )
        types.append(made.with_(weight=int(weight * scale)))
    return types, Fraction(1, scale)


def _read_type(row: Row, zones: list[str], ignore_unknown: bool) -> tuple[FleetHostType, Fraction]:
    weight_given = row.take("weight")
    if weight_given is None:
        raise row.error("weight", "the weight of one host", "none")
    weight = row.exact("weight", weight_given)
    if weight <= 0:
        raise row.error("weight", "a number above zero", str(weight_given))
    made = FleetHostType(
        name=row.name("name"),
        host=PackHost(
            allocatable=row.resources(),
            network_slots=row.number("network_slots", None),
            volumes=row.number("volumes", None),
        ),
        labels=row.texts("labels"),
        taints=row.texts("taints"),
        group=row.text("group"),
        max_new_hosts=row.number("max_new_hosts", None),
        existing=_existing(row, zones),
    )
    row.finish(TYPE_FIELDS, ignore_unknown)
    return made, weight


def _read_group(row: Row) -> FleetGroup:
    group = FleetGroup(
        name=row.name("name"), min_hosts=row.number("min_hosts", 0), max_hosts=row.number("max_hosts", None)
    )
    row.finish(["name", "min_hosts", "max_hosts"], False)
    return group


def _existing(row: Row, zones: list[str]) -> list[int]:
    value = row.take("existing", ())
    if isinstance(value, Mapping):
        numbers = {name: number for number, name in enumerate(zones)}
        counts = [0] * len(zones)
        for name, count in value.items():
            counts[_zone(row, name, numbers)] = row.whole("existing", count)
        return counts
    if isinstance(value, str):
        value = names("existing", value)
    if not isinstance(value, Iterable):
        count = row.whole("existing", value)
        if count != 0 and len(zones) > 1:
            raise row.error("existing", f"a number for each of the {len(zones)} zones", str(count))
        return [count] if count != 0 else []
    return [row.whole("existing", count) for count in value]


_ROW = re.compile(r"(items|types|daemons|groups)\[(\d+)\]\.?")


def relocated(error: InvalidInputError, rows: Mapping[str, Rows]) -> InvalidInputError:
    """Return an error of the core that names the row as the caller knows it."""
    found = _ROW.match(str(error))
    if found is None:
        return error
    place = place_of(rows[found[1]], found[1], int(found[2]))
    return InvalidInputError(place_of_field(place, str(error)[found.end() :]))


__all__ = ["HostType", "Item", "pack"]
