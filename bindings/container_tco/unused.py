"""What of a bill is unused, what one more copy costs, and what would cost less: as objects and as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

from container_tco import _core
from container_tco._core import (
    BillReview,
    CheaperVariant,
    Estimate,
    FargateWaste,
    MarginalCost,
    Money,
    ReportOptions,
    UseShare,
    Waste,
)
from container_tco.answer import Rendered, data_frame

if TYPE_CHECKING:
    import pandas

T = TypeVar("T")


class Records(Sequence[T]):
    """Results in their order, and the same as rows."""

    def __init__(self, records: Iterable[T], row: Callable[[T], dict[str, Any]]) -> None:
        """Made by the methods of Answer."""
        self._records = list(records)
        self._row = row

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        """Return one record, or a list of them."""
        return self._records[index]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._records)

    def __iter__(self) -> Iterator[T]:
        """In their order."""
        return iter(self._records)

    def __repr__(self) -> str:
        """As a list."""
        return repr(self._records)

    def rows(self) -> list[dict[str, Any]]:
        """Return one dict a record. Amounts are Decimal."""
        return [self._row(record) for record in self._records]

    def to_pandas(self) -> pandas.DataFrame:
        """Return one row a record. Amounts are Decimal. Needs pandas."""
        return data_frame(self.rows())


class WasteShares(Records[tuple[str, UseShare]]):
    """Where each share of a deployment's compute cost goes: pairs of a pool or service, and the share."""

    def __init__(self, waste: Waste) -> None:
        """Made by Answer.waste."""
        parts = [(pool.pool, share) for pool in waste.pools for share in pool.shares]
        parts += [(_place(service), share) for service in waste.fargate for share in service.shares]
        parts += [("", share) for share in waste.shares if share.use in _WITHOUT_PLACE]
        super().__init__(parts, _share_row)
        self._waste = waste

    @property
    def summary(self) -> Waste:
        """The whole result: sums by use, effective prices, hosts by what they hold, rounding of each task."""
        return self._waste


class Review(Rendered):
    """One deployment looked at for what could cost less."""

    _subject: BillReview

    def __init__(self, review: BillReview, report: ReportOptions) -> None:
        """Made by Answer.review."""
        self._subject = review
        self._report = report

    @property
    def estimate(self) -> Estimate:
        """The deployment as it is."""
        return self._subject.estimate

    @property
    def waste(self) -> WasteShares:
        """What becomes of all that is paid for compute."""
        return WasteShares(self._subject.waste)

    @property
    def marginal_costs(self) -> Records[MarginalCost]:
        """What one more copy of each service costs."""
        return Records(self._subject.marginal_costs, _marginal_row)

    @property
    def cheaper_variants(self) -> Records[CheaperVariant]:
        """Changes that cost less, by saving; may be empty."""
        return Records(self._subject.cheaper_variants, _variant_row)


_WITHOUT_PLACE = {
    _core.CapacityUse.changeover,
    _core.CapacityUse.unused_commitment,
    _core.CapacityUse.unattributed,
}


def _place(service: FargateWaste) -> str:
    return f"{service.service} ({service.part})" if service.part else service.service


def _decimal(money: Money | None) -> Any:
    return None if money is None else _core.to_decimal(money.amount)


def _share_row(placed: tuple[str, UseShare]) -> dict[str, Any]:
    where, share = placed
    return {
        "where": where,
        "use": share.use.name,
        "name": share.name,
        "vcpu": _core.to_decimal(share.amount.vcpu),
        "memory_gib": _core.to_decimal(share.amount.memory_gib),
        "gpu_count": _core.to_decimal(share.amount.gpu_count),
        "cost": _decimal(share.cost),
        "currency": share.cost.currency,
        "source": share.source,
    }


def _marginal_row(cost: MarginalCost) -> dict[str, Any]:
    return {
        "service": cost.service,
        "copies": cost.copies,
        "free_copies": cost.free_copies,
        "step_cost": _decimal(cost.step_cost),
        "step_infrastructure": _decimal(cost.step_infrastructure),
        "copies_per_step": cost.copies_per_step,
        "cost_per_copy": _decimal(cost.cost_per_copy),
        "hosts_before": ", ".join(cost.hosts_before),
        "hosts_after": ", ".join(cost.hosts_after),
        "no_step_because": cost.no_step_because,
    }


def _variant_row(variant: CheaperVariant) -> dict[str, Any]:
    return {
        "id": variant.id,
        "change": variant.change,
        "saving": _decimal(variant.saving),
        "total_before": _decimal(variant.total_before),
        "total_after": _decimal(variant.total_after),
        "plan_before": ", ".join(variant.plan_before),
        "plan_after": ", ".join(variant.plan_after),
        "needs": variant.needs,
        "risk": variant.risk,
    }


def marginal_costs(costs: Iterable[MarginalCost]) -> Records[MarginalCost]:
    """Return the costs with rows."""
    return Records(costs, _marginal_row)


def cheaper_variants(variants: Iterable[CheaperVariant]) -> Records[CheaperVariant]:
    """Return the variants with rows."""
    return Records(variants, _variant_row)
