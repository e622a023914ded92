"""`compare`: the question, with everything it depends on as keyword arguments."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from container_tco import _core
from container_tco._core import (
    BillingPeriod,
    CandidateFilter,
    Contract,
    Deployment,
    EstimateOptions,
    ExchangeRate,
    HostOptions,
    HostPlanOptions,
    LabourLevel,
    LabourOptions,
    LabourProfile,
    Money,
    PriceBook,
    Rounding,
    Summation,
    Workload,
)
from container_tco.answer import Answer
from container_tco.options import (
    Exact,
    Names,
    billing_period,
    exchange_rate,
    flag,
    hourly_money,
    level_named,
    names,
    report_options,
    text,
    whole_number,
)
from container_tco.price_age import warn_of_old_prices
from container_tco.prices import load_contract, load_labour_profile, load_prices, price_book


def compare(
    workload: Workload,
    *,
    region: str,
    prices: PriceBook | str | os.PathLike[str] | None = None,
    contract: Contract | Mapping[str, Any] | str | os.PathLike[str] | None = None,
    period: BillingPeriod | Exact = 730,
    deployments: Iterable[str | Deployment] | str | None = None,
    labour_country: str = "US",
    labour_level: LabourLevel | str = "base",
    labour_profile: LabourProfile | Mapping[str, Any] | str | os.PathLike[str] | None = None,
    hourly_rate: Money | Exact | None = None,
    ec2_hours_per_month: Exact | None = None,
    fargate_hours_per_month: Exact | None = None,
    exchange_rates: Iterable[ExchangeRate | str] = (),
    zones: int = 2,
    min_hosts: int = 0,
    target_capacity_percent: int = 100,
    measured_fill_fraction: Exact | None = None,
    instance_types: Names = (),
    families: Names = (),
    exclude: Names = (),
    burstable: bool = False,
    bare_metal: bool = False,
    current_generation_only: bool = False,
    kubernetes_version: str = "",
    as_of: str = "",
    host_setup: HostOptions | None = None,
    digits: int = 2,
    rounding: Rounding | str = "half_up",
    summation: Summation | str = "sum_then_round",
) -> Answer:
    """Price a workload on EC2 and on Fargate, with the labour, and rank the deployments.

    region: AWS region code, such as "ap-northeast-2".
    prices: a price book, or the path of one or of a price table laid over the bundled book.
    contract: your own terms (discounts, negotiated prices, commitments, report currency, support, tax): what
        load_contract returns, or the path or dict that it takes. List prices without.
    period: hours (730 is the month of the AWS Pricing Calculator) or a calendar month, "2026-02".
    deployments: "ecs-ec2", "ecs-fargate", "eks-ec2", "eks-fargate"; all when None.
    labour_country, labour_level: which bundled rate, and "low", "base" or "high" hours.
    labour_profile: replaces the bundled activities and rates.
    hourly_rate: of every role; a bare number is in the currency of the region.
    ec2_hours_per_month, fargate_hours_per_month: replace the hours of all activities together.
    exchange_rates: of wages in another currency than the prices: "KRW=0.00072@2026-11-01".
    zones, min_hosts, target_capacity_percent: how hosts are spread and kept in reserve.
    measured_fill_fraction: share of the hosts' capacity that tasks request, (0, 1]; used instead of packing.
    instance_types, families, exclude: which hosts may be chosen; a list, or one text with commas.
    burstable, bare_metal, current_generation_only: more or fewer of them.
    kubernetes_version, as_of: of EKS clusters, such as "1.32", and the day on which its support counts, "2026-11-25":
        in extended support a surcharge comes on top.
    host_setup: trunking, prefix delegation and the like.
    digits, rounding, summation: how amounts are shown; results stay exact.

    Numbers are Decimal, int or str. Raises PriceNotFoundError, InvalidInputError, ParseError, OSError, and TypeError
    for a float. Warns once (StalePriceWarning) when prices behind the answer are older than 180 days.
    """
    if not isinstance(workload, Workload):
        raise TypeError(f"workload: expected a Workload (from read_ecs, read_workload …), found {workload!r:.80}")
    book = _book(prices)
    report = report_options(digits, rounding, summation)
    candidates = CandidateFilter(
        instance_types=names("instance_types", instance_types),
        families=names("families", families),
        exclude=names("exclude", exclude),
        current_generation_only=flag("current_generation_only", current_generation_only),
        burstable=flag("burstable", burstable),
        bare_metal=flag("bare_metal", bare_metal),
    )
    hosts = HostPlanOptions(
        candidates=candidates,
        setup=host_setup or HostOptions(),
        zones=whole_number("zones", zones),
        min_hosts=whole_number("min_hosts", min_hosts),
        target_capacity_percent=whole_number("target_capacity_percent", target_capacity_percent),
        measured_fill_fraction=measured_fill_fraction,
    )
    labour = LabourOptions(
        level=level_named(labour_level),
        country=text("labour_country", labour_country),
        hourly_rate=hourly_money(hourly_rate, book.region(text("region", region)).currency),
        ec2_hours_per_month=ec2_hours_per_month,
        fargate_hours_per_month=fargate_hours_per_month,
        profile=_profile(labour_profile),
        exchange_rates=[exchange_rate(rate) for rate in exchange_rates],
    )
    options = EstimateOptions(
        region=region,
        period=billing_period(period),
        hosts=hosts,
        labour=labour,
        kubernetes_version=text("kubernetes_version", kubernetes_version),
        as_of=text("as_of", as_of),
        contract=_contract(contract, book),
    )
    answer = Answer(_core.compare(workload, book, options, _deployments(deployments)), report)
    warn_of_old_prices(book, answer.estimates, as_of)
    return answer


def _book(prices: PriceBook | str | os.PathLike[str] | None) -> PriceBook:
    if prices is None:
        return price_book()
    return prices if isinstance(prices, PriceBook) else load_prices(prices)


def _contract(source: Contract | Mapping[str, Any] | str | os.PathLike[str] | None, book: PriceBook) -> Contract | None:
    return source if source is None or isinstance(source, Contract) else load_contract(source, book)


def _profile(source: LabourProfile | Mapping[str, Any] | str | os.PathLike[str] | None) -> LabourProfile | None:
    return source if source is None or isinstance(source, LabourProfile) else load_labour_profile(source)


def _deployments(listed: Iterable[str | Deployment] | str | None) -> list[Deployment]:
    if listed is None:
        return []
    parts = names("deployments", listed) if isinstance(listed, str) else listed
    return [part if isinstance(part, Deployment) else Deployment.parse(text("deployments", part)) for part in parts]
