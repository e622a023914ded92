"""Commitments over time: what they cover, and how much of one to buy."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from container_tco import _core
from container_tco._core import (
    Commitment,
    CommitmentKind,
    CommitmentMix,
    CommitmentOffer,
    CommittedRate,
    Contract,
    CurvePiece,
    HeldCommitment,
    InvalidInputError,
    OptimalAmount,
    UsageApplication,
    parse_offering_class,
    parse_payment_option,
    to_decimal,
)
from container_tco.answer import data_frame
from container_tco.options import Exact, Names, names, text
from container_tco.usage_profile import UsageProfile

if TYPE_CHECKING:
    import pandas

Owned: TypeAlias = "Contract | Iterable[Commitment | HeldCommitment]"
"""Commitments that are paid for already: those of a contract, or a list of them."""

PLANS = {
    "compute": CommitmentKind.compute_savings_plan,
    "ec2-instance": CommitmentKind.ec2_instance_savings_plan,
    "reserved": CommitmentKind.reserved,
}
_TERMS = {"1yr": 1, "3yr": 3, "1": 1, "3": 3}


class AppliedCommitments:
    """Commitments applied to a profile hour by hour. `core` has everything, exactly."""

    def __init__(self, core: UsageApplication) -> None:
        """Made by apply_commitments."""
        self.core = core

    @property
    def cost(self) -> Any:
        """Of the commitments and of what they leave on demand; exact."""
        return self.core.cost

    @property
    def saving(self) -> Any:
        """Against all usage on demand."""
        return self.core.saving

    @property
    def never_covered(self) -> list[str]:
        """The kinds that none of the commitments covers."""
        return self.core.never_covered

    @property
    def notes(self) -> list[str]:
        """Warnings and assumptions, one sentence each."""
        return [note.text for note in self.core.notes]

    def commitments(self) -> list[dict[str, Any]]:
        """Return one row a commitment: what of it was used and what was lost."""
        return [
            {
                "commitment": use.name,
                "committed": to_decimal(use.committed),
                "used": to_decimal(use.used),
                "unused": to_decimal(use.unused),
                "utilisation": to_decimal(use.utilisation),
                "cost": to_decimal(use.cost),
            }
            for use in self.core.commitments
        ]

    def rows(self) -> list[dict[str, Any]]:
        """Return one row a kind: what was covered, and what is left on demand."""
        return [
            {
                "key": kind.key,
                "amount": to_decimal(kind.amount),
                "covered": to_decimal(kind.covered),
                "uncovered": to_decimal(kind.uncovered),
                "coverage": to_decimal(kind.coverage),
                "on_demand_cost": to_decimal(kind.on_demand_cost),
                "can_be_covered": kind.can_be_covered,
            }
            for kind in self.core.kinds
        ]

    def to_pandas(self) -> pandas.DataFrame:
        """Return `rows()` as a DataFrame. Raises ImportError without pandas."""
        return data_frame(self.rows())

    def hours_to_pandas(self) -> pandas.DataFrame:
        """Return one row an hour: what is used of each commitment, and the charge on demand. Needs hourly=True."""
        names = [use.name for use in self.core.commitments]
        return data_frame(
            [
                {f"used of {name}": to_decimal(used) for name, used in zip(names, hour.used, strict=True)}
                | {"on_demand_cost": to_decimal(hour.on_demand_cost)}
                for hour in self.core.by_hour
            ]
        )

    def to_dict(self) -> dict[str, Any]:
        """Return all figures; amounts are Decimal."""
        return {
            "hours": self.core.hours,
            "cost": to_decimal(self.core.cost),
            "commitment_cost": to_decimal(self.core.commitment_cost),
            "on_demand_cost": to_decimal(self.core.on_demand_cost),
            "cost_without": to_decimal(self.core.cost_without),
            "saving": to_decimal(self.core.saving),
            "coverage": to_decimal(self.core.coverage),
            "commitments": self.commitments(),
            "kinds": self.rows(),
            "never_covered": self.never_covered,
            "notes": [{"id": note.id, "text": note.text, "source": note.source} for note in self.core.notes],
        }

    def to_json(self) -> str:
        """Return `to_dict()` as JSON; amounts are texts."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False, default=str)

    def __repr__(self) -> str:
        """In short."""
        return f"AppliedCommitments(cost={to_decimal(self.cost)}, saving={to_decimal(self.saving)})"


class OptimalCommitment:
    """The exact cheapest amount of one commitment. `core` has everything, exactly."""

    def __init__(self, core: OptimalAmount, curve: Any) -> None:
        """Made by optimal_commitment."""
        self.core = core
        self._curve = curve

    @property
    def amount(self) -> Any:
        """Money an hour, or a number of Reserved Instances."""
        return self.core.amount

    @property
    def saving(self) -> Any:
        """Over all hours, against what is owned already."""
        return self.core.saving

    @property
    def utilisation(self) -> Any:
        """The share of the commitment that is used."""
        return self.core.use.utilisation

    @property
    def coverage(self) -> Any:
        """The share of what can be covered that is, by its value on demand."""
        return self.core.application.coverage

    @property
    def regret(self) -> Any:
        """What keeping the amount costs more than the best one if usage falls by `falls_by`; None unless asked for."""
        return self.core.regret.regret if self.core.regret else None

    @property
    def applied(self) -> AppliedCommitments:
        """What is covered with it."""
        return AppliedCommitments(self.core.application)

    def cost_curve(self, max_pieces: int = 400) -> list[CurvePiece]:
        """Return total cost by amount in straight pieces, at most so many; 0 for all."""
        return self._curve(max_pieces)  # type: ignore[no-any-return]

    def to_pandas(self, max_pieces: int = 400) -> pandas.DataFrame:
        """Return the cost curve as a DataFrame, to be drawn. Raises ImportError without pandas."""
        return data_frame(
            [{"amount": to_decimal(p.from_), "cost": to_decimal(p.cost)} for p in self.cost_curve(max_pieces)]
        )

    def to_dict(self) -> dict[str, Any]:
        """Return all figures; amounts are Decimal."""
        offer, regret = self.core.offer, self.core.regret
        kinds = [kind.key for kind in self.core.application.kinds]
        found = {
            "commitment": offer.name,
            "amount": to_decimal(self.core.amount),
            "saving": to_decimal(self.core.saving),
            "cost_before": to_decimal(self.core.cost_before),
            "utilisation": to_decimal(self.utilisation),
            "rates": [
                {
                    "key": kinds[rate.usage],
                    "rate": to_decimal(rate.rate),
                    "derivation": rate.derivation,
                    "source": rate.provenance.source,
                    "as_of": rate.provenance.as_of,
                }
                for rate in offer.rates
            ],
            "not_covered": [{"key": kinds[kind.usage], "reason": kind.reason} for kind in offer.not_covered],
        }
        if regret:
            found["regret"] = {
                "falls_by": to_decimal(regret.falls_by),
                "cost_kept": to_decimal(regret.cost_kept),
                "best_amount": to_decimal(regret.best_amount),
                "cost_best": to_decimal(regret.cost_best),
                "regret": to_decimal(regret.regret),
            }
        return found | {"applied": self.applied.to_dict()}

    def to_json(self) -> str:
        """Return `to_dict()` as JSON; amounts are texts."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False, default=str)

    def __repr__(self) -> str:
        """In short."""
        return f"OptimalCommitment({self.core.offer.name!r}, amount={to_decimal(self.amount)})"


class MixedCommitments:
    """Commitments chosen together: the mix that costs least. `core` has everything, exactly."""

    def __init__(self, core: CommitmentMix) -> None:
        """Made by best_commitment_mix."""
        self.core = core

    @property
    def amounts(self) -> dict[str, Any]:
        """By the name of each offer."""
        return {held.offer.name: held.limit for held in self.core.chosen}

    @property
    def saving(self) -> Any:
        """Over all hours, against what is owned already."""
        return self.core.saving

    @property
    def gap(self) -> Any:
        """No mix is cheaper by more than this; 0 proves the optimum."""
        return self.core.gap

    @property
    def is_proven(self) -> bool:
        """Whether no mix is cheaper: the gap is 0. False only when `max_parts` stopped the search."""
        return self.core.is_proven

    @property
    def applied(self) -> AppliedCommitments:
        """What is covered with them."""
        return AppliedCommitments(self.core.application)

    def to_dict(self) -> dict[str, Any]:
        """Return all figures; amounts are Decimal."""
        return {
            "amounts": {name: to_decimal(amount) for name, amount in self.amounts.items()},
            "saving": to_decimal(self.core.saving),
            "cost_before": to_decimal(self.core.cost_before),
            "lower_bound": to_decimal(self.core.lower_bound),
            "gap": to_decimal(self.core.gap),
            "is_proven": self.core.is_proven,
            "applied": self.applied.to_dict(),
        }

    def to_json(self) -> str:
        """Return `to_dict()` as JSON; amounts are texts."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False, default=str)

    def __repr__(self) -> str:
        """In short."""
        return f"MixedCommitments({len(self.core.chosen)} offers, gap={to_decimal(self.gap)})"


def apply_commitments(profile: UsageProfile, commitments: Owned, *, hourly: bool = False) -> AppliedCommitments:
    """Apply commitments to a profile, hour by hour in AWS's order; what an hour does not use is lost.

    hourly: keep a table of the hours too.

    Raises InvalidInputError, PriceNotFoundError.
    """
    return AppliedCommitments(_core.apply_commitments_over(profile.core, _held(profile, commitments), hourly))


def optimal_commitment(
    profile: UsageProfile,
    plan: str = "compute",
    *,
    term: str = "1yr",
    payment: str = "no_upfront",
    family: str = "",
    instance_type: str = "",
    operating_system: str = "linux",
    offering_class: str = "standard",
    rates: Mapping[str, Exact] | None = None,
    owned: Owned = (),
    falls_by: Exact | None = None,
    offer: CommitmentOffer | None = None,
) -> OptimalCommitment:
    """Find how much to commit to on top of what is owned: the exact least cost over all hours, smallest of equal ones.

    plan: "compute", "ec2-instance" (with `family`) or "reserved" (with `instance_type`).
    term, payment: "1yr" or "3yr"; "no_upfront", "partial_upfront" or "all_upfront".
    rates: what the Savings Plan charges, by key, in place of the book's; also for kinds of your own.
    falls_by: share by which usage may fall, for the regret: "0.2".
    offer: in place of all these, one made in code.

    Raises InvalidInputError, PriceNotFoundError.
    """
    if offer is None:
        terms = Commitment(
            kind=plan_named(plan),
            term_years=term_named(term),
            payment=parse_payment_option(text("payment", payment)),
            family=family,
            instance_type=instance_type,
            operating_system=operating_system,
            offering_class=parse_offering_class(text("offering_class", offering_class)),
            rates=[CommittedRate(key=key, unit_price=rate) for key, rate in (rates or {}).items()],
        )
        offer = _core.commitment_offer(profile.prices, profile.need_region(), terms, profile.core.kinds)
    held = _held(profile, owned)
    chosen = offer

    def curve(max_pieces: int) -> list[CurvePiece]:
        return _core.cost_curve(profile.core, chosen, held, max_pieces)

    return OptimalCommitment(_core.optimal_commitment(profile.core, chosen, held, falls_by), curve)


def best_commitment_mix(
    profile: UsageProfile,
    families: Names = (),
    *,
    term: str = "1yr",
    payment: str = "no_upfront",
    owned: Owned = (),
    max_parts: int = 200_000,
) -> MixedCommitments:
    """Find EC2 Instance Savings Plans and a Compute Savings Plan together: the mix that costs least, proven.

    families: of the EC2 Instance plans; unless given, all whose instances the profile has.
    max_parts: boxes and cells of amounts after which the search stops, with the best mix so far and its gap.

    Raises InvalidInputError, PriceNotFoundError.
    """
    region, years, paid = profile.need_region(), term_named(term), parse_payment_option(text("payment", payment))
    chosen = names("families", families) or _families_of(profile)
    terms = [
        Commitment(kind=CommitmentKind.ec2_instance_savings_plan, family=family, term_years=years, payment=paid)
        for family in chosen
    ]
    terms.append(Commitment(kind=CommitmentKind.compute_savings_plan, term_years=years, payment=paid))
    offers = [_core.commitment_offer(profile.prices, region, each, profile.core.kinds) for each in terms]
    return MixedCommitments(_core.best_mix(profile.core, offers, _held(profile, owned), max_parts))


def plan_named(plan: str) -> CommitmentKind:
    """Return the kind of commitment named "compute", "ec2-instance" or "reserved". Raises InvalidInputError."""
    if plan not in PLANS:
        raise InvalidInputError(f"plan: expected {', '.join(PLANS)}, found '{_core.printable(str(plan))}'")
    return PLANS[plan]


def term_named(term: str) -> int:
    """Return the years of "1yr" or "3yr". Raises InvalidInputError."""
    if str(term) not in _TERMS:
        raise InvalidInputError(f"term: expected 1yr or 3yr, found '{_core.printable(str(term))}'")
    return _TERMS[str(term)]


def _families_of(profile: UsageProfile) -> list[str]:
    families = []
    for key in profile.keys:
        if key.startswith("ec2/") and "/on_demand/" in key:
            family = key.rsplit("/", 1)[1].split(".")[0]
            if family not in families:
                families.append(family)
    return families


def _held(profile: UsageProfile, commitments: Owned) -> list[HeldCommitment]:
    listed = commitments.commitments if isinstance(commitments, Contract) else list(commitments)
    held = []
    for each in listed:
        if isinstance(each, HeldCommitment):
            held.append(each)
        elif isinstance(each, Commitment):
            held.append(_core.held_commitment(profile.prices, profile.need_region(), each, profile.core.kinds))
        else:
            raise TypeError(f"commitments: expected Commitment or HeldCommitment, found {each!r:.80}")
    return held
