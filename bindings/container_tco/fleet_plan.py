"""What `pack` returns: a plan that shows itself, names its hosts and can be checked."""

from __future__ import annotations

import decimal
import functools
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from container_tco import _core
from container_tco._core import FleetReportOptions, PackedFleet, ReportFormat, Resources
from container_tco.answer import Rendered, data_frame

if TYPE_CHECKING:
    import pandas

Weight: TypeAlias = "int | decimal.Decimal | Fraction"
"""A whole number where all weights are, else a Decimal, or a Fraction where no Decimal is exact."""


@dataclass(frozen=True)
class HostGroup:
    """`count` hosts of a type and zone that hold the same.

    holds: copies on each host, by the id of the item; empty for hosts that stand by.
    used: CPU, memory and GPUs of each host, daemons included.
    existing: they were there already.
    """

    type: str
    zone: str
    count: int
    holds: dict[str, int] = field(default_factory=dict)
    used: Resources = field(default_factory=Resources)
    existing: bool = False


class PlacedCopies(NamedTuple):
    """Where copies of an item are: `copies_per_host` on each of the `host.count` hosts of the group."""

    host: HostGroup
    copies_per_host: int

    @property
    def copies(self) -> int:
        """All of them."""
        return self.copies_per_host * self.host.count


class Unplaced(NamedTuple):
    """An item that found no host, for how many copies, and why: the type that came closest, or the limit."""

    id: str
    copies: int
    reason: str


class FleetPlan(Rendered):
    """Where everything went, what it weighs, and how light any plan could be at the best.

    In a notebook it shows itself as a table. `packed` has the plan of the core with its certificates.
    """

    def __init__(self, packed: PackedFleet, shown: FleetReportOptions) -> None:
        """Made by pack."""
        self.packed = packed
        self._shown = shown
        self._plan = packed.plan

    def _render(self, format: ReportFormat) -> str:
        return _core.render(self.packed, format, self._shown)

    def _weight(self, weight: int) -> Weight:
        unit = Fraction(self._shown.weight_unit)
        exact = weight * unit
        if unit == 1:
            return weight
        shown = _core.to_decimal(exact)
        return shown if Fraction(shown) == exact else exact

    def _zone(self, zone: int) -> str:
        return self._shown.zone_names[zone] if self._shown.zone_names else str(zone)

    @functools.cached_property
    def hosts(self) -> list[HostGroup]:
        """Groups of equal hosts, by zone, existing ones last."""
        ids = [item.id for item in self.packed.items]
        type_names = [type.name for type in self.packed.types]
        return [
            HostGroup(
                type=type_names[hosts.type],
                zone=self._zone(hosts.zone),
                count=hosts.count,
                holds={ids[placement.item]: placement.copies for placement in hosts.placements},
                used=hosts.used,
                existing=hosts.existing,
            )
            for hosts in self._plan.hosts
        ]

    @property
    def host_count(self) -> int:
        """All hosts, existing ones and those that stand by included."""
        return self._plan.host_count

    @property
    def new_hosts(self) -> dict[str, int]:
        """New hosts by the name of their type."""
        counts: dict[str, int] = {}
        for group in self.hosts:
            if not group.existing:
                counts[group.type] = counts.get(group.type, 0) + group.count
        return dict(sorted(counts.items()))

    @functools.cached_property
    def placements(self) -> dict[str, list[PlacedCopies]]:
        """Where the copies of each item are, by its id; an empty list for one that found no host."""
        found: dict[str, list[PlacedCopies]] = {item.id: [] for item in self.packed.items}
        for group in self.hosts:
            for name, copies in group.holds.items():
                found[name].append(PlacedCopies(group, copies))
        return found

    @property
    def total_weight(self) -> Weight:
        """Of new hosts, in the unit of the weights that were given."""
        return self._weight(self._plan.total_weight)

    @property
    def lower_bound(self) -> Weight:
        """No plan that places every item which fits somewhere weighs less; `check_bound` repeats the proof."""
        return self._weight(self._plan.lower_bound)

    @property
    def gap(self) -> decimal.Decimal | Fraction | None:
        """(total weight − lower bound) / lower bound; None where a limit left items out or the bound is zero."""
        return self._plan.gap

    @property
    def unplaced(self) -> list[Unplaced]:
        """What found no host, with the reason."""
        items = self.packed.items
        return [Unplaced(items[left.item].id, left.copies, left.reason) for left in self._plan.unplaced]

    @property
    def is_complete(self) -> bool:
        """Nothing is unplaced."""
        return self._plan.is_complete

    @property
    def stopped_by(self) -> str:
        """The limit that cut the search short; empty when the plan is proven to be the lightest."""
        return self._plan.stopped_by

    @property
    def every_way_tried(self) -> bool:
        """Every way to place so few copies was tried, and none is lighter; `lower_bound` is the plan's own weight."""
        return self._plan.every_way_tried

    @property
    def bound_by(self) -> str:
        """By which argument `lower_bound` holds."""
        return self._plan.bound_by

    def verify(self) -> list[str]:
        """Check the plan by plain counting, apart from what made it; return what is wrong, an empty list if nothing."""
        return self.packed.verify()

    def check_bound(self) -> list[str]:
        """Repeat the proofs of the bounds; return what is wrong, an empty list if nothing."""
        return self.packed.check_bounds()

    def to_pandas(self) -> pandas.DataFrame:
        """Return one row for each item on each group of hosts. Needs pandas."""
        rows = [
            self._row(group, name, copies) for group in self.hosts for name, copies in (group.holds or {"": 0}).items()
        ]
        columns = ["host_type", "zone", "existing", "hosts", "item", "copies_per_host", "copies"]
        return data_frame(rows, columns)

    def _row(self, group: HostGroup, item: str, copies: int) -> dict[str, Any]:
        return {
            "host_type": group.type,
            "zone": group.zone,
            "existing": group.existing,
            "hosts": group.count,
            "item": item,
            "copies_per_host": copies,
            "copies": copies * group.count,
        }
