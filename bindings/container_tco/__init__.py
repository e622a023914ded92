"""Should these containers run on EC2 hosts that we look after, or on AWS Fargate, once the labour is counted?

    import container_tco as tco

    workload = tco.read_ecs("task-definition.json", services="services.json")
    answer = tco.compare(workload, region="ap-northeast-2")
    answer                       # deployments ranked, with and without labour
    answer.best.total            # a Decimal
    answer.explain("ecs-ec2")    # every line: quantity, unit price, cost, source

Money is exact: amounts go in as Decimal, int or str and come out as Decimal. A float is refused.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from container_tco._core import (
        Accelerator,
        AmbiguousPriceError,
        Architecture,
        Bill,
        BillCosts,
        BillingPeriod,
        BillLine,
        BillMonth,
        BillRole,
        BillWorkload,
        BookDifference,
        BreakEven,
        Bytes,
        CapacityKind,
        CapacityShare,
        Commitment,
        CommitmentOffer,
        CommittedRate,
        ConstantDemand,
        Contract,
        CopyShare,
        CostCategory,
        Cpu,
        CurrencyMismatchError,
        Deployment,
        Distribution,
        DistributionKind,
        Error,
        Estimate,
        ExchangeRate,
        FileError,
        FocusOptions,
        HeldCommitment,
        HiringStep,
        HostOptions,
        ImportResult,
        InfeasibleError,
        InputProblem,
        InternalError,
        InvalidInputError,
        KubernetesVersion,
        LabourProfile,
        LineItem,
        MeasuredAmounts,
        MeasuredService,
        MeasuredTask,
        Migration,
        Money,
        OfferImportError,
        OperatingSystem,
        ParseError,
        PlacementStrategy,
        PlannedPriceChange,
        PriceBook,
        PriceChange,
        PriceNotFoundError,
        PriceRow,
        ProfileDemand,
        ReadResult,
        Resources,
        Rollout,
        RolloutStrategy,
        Rounding,
        RunDemand,
        RunInterval,
        Service,
        ServiceUsage,
        SpotObservation,
        Summation,
        Surroundings,
        Task,
        TaskProfile,
        TimeZone,
        UnitMismatchError,
        Workload,
        book_difference,
        check_book,
        check_feasibility,
        kubernetes_support,
        management_fee,
        measured_task,
        reserved_offer,
        savings_plan_rate,
        split_by_strategy,
        to_decimal,
        verify_examples,
    )
    from container_tco._version import version as __version__
    from container_tco.answer import Answer, Explanation
    from container_tco.batch import BatchAnswer, RowComparer, batch_compare, batch_compare_groups
    from container_tco.batch_files import batch_compare_files, batch_compare_group_files
    from container_tco.bill import MeasuredBill, OtherSide, read_bill
    from container_tco.commitments import (
        AppliedCommitments,
        MixedCommitments,
        OptimalCommitment,
        apply_commitments,
        best_commitment_mix,
        optimal_commitment,
    )
    from container_tco.comparison import compare, estimate_options
    from container_tco.demand import cron_runs, hourly_profile, queue_bursts, target_tracking, weekly_schedule
    from container_tco.documents import load_documents
    from container_tco.fleet_plan import FleetPlan
    from container_tco.focus import focus_rows
    from container_tco.host_plans import load_hosts
    from container_tco.options import scenario_options
    from container_tco.pack_files import load_fleet
    from container_tco.packing import HostType, Item, pack
    from container_tco.planning import PricedFleetPlan, plan
    from container_tco.price_age import StalePriceWarning
    from container_tco.price_effects import PriceImpact, price_impact
    from container_tco.price_imports import PriceImport, import_prices
    from container_tco.prices import load_contract, load_labour_profile, load_prices, price_book
    from container_tco.reading import (
        UnreadableInputError,
        read_ecs,
        read_inputs,
        read_kubernetes,
        read_scenario,
        read_workload,
    )
    from container_tco.schemas import schema
    from container_tco.table import Table
    from container_tco.timelines import TimelineAnswer, timeline
    from container_tco.usage_profile import UsageProfile

__all__ = [
    "Accelerator",
    "AmbiguousPriceError",
    "Answer",
    "AppliedCommitments",
    "Architecture",
    "BatchAnswer",
    "Bill",
    "BillCosts",
    "BillLine",
    "BillMonth",
    "BillRole",
    "BillWorkload",
    "BillingPeriod",
    "BookDifference",
    "BreakEven",
    "Bytes",
    "CapacityKind",
    "CapacityShare",
    "Commitment",
    "CommitmentOffer",
    "CommittedRate",
    "ConstantDemand",
    "Contract",
    "CopyShare",
    "CostCategory",
    "Cpu",
    "CurrencyMismatchError",
    "Deployment",
    "Distribution",
    "DistributionKind",
    "Error",
    "Estimate",
    "ExchangeRate",
    "Explanation",
    "FileError",
    "FleetPlan",
    "FocusOptions",
    "HeldCommitment",
    "HiringStep",
    "HostOptions",
    "HostType",
    "ImportResult",
    "InfeasibleError",
    "InputProblem",
    "InternalError",
    "InvalidInputError",
    "Item",
    "KubernetesVersion",
    "LabourProfile",
    "LineItem",
    "MeasuredAmounts",
    "MeasuredBill",
    "MeasuredService",
    "MeasuredTask",
    "Migration",
    "MixedCommitments",
    "Money",
    "OfferImportError",
    "OperatingSystem",
    "OptimalCommitment",
    "OtherSide",
    "ParseError",
    "PlacementStrategy",
    "PlannedPriceChange",
    "PriceBook",
    "PriceChange",
    "PriceImpact",
    "PriceImport",
    "PriceNotFoundError",
    "PriceRow",
    "PricedFleetPlan",
    "ProfileDemand",
    "ReadResult",
    "Resources",
    "Rollout",
    "RolloutStrategy",
    "Rounding",
    "RowComparer",
    "RunDemand",
    "RunInterval",
    "Service",
    "ServiceUsage",
    "SpotObservation",
    "StalePriceWarning",
    "Summation",
    "Surroundings",
    "Table",
    "Task",
    "TaskProfile",
    "TimeZone",
    "TimelineAnswer",
    "UnitMismatchError",
    "UnreadableInputError",
    "UsageProfile",
    "Workload",
    "__version__",
    "apply_commitments",
    "batch_compare",
    "batch_compare_files",
    "batch_compare_group_files",
    "batch_compare_groups",
    "best_commitment_mix",
    "book_difference",
    "check_book",
    "check_feasibility",
    "compare",
    "cron_runs",
    "estimate_options",
    "focus_rows",
    "hourly_profile",
    "import_prices",
    "kubernetes_support",
    "load_contract",
    "load_documents",
    "load_fleet",
    "load_hosts",
    "load_labour_profile",
    "load_prices",
    "management_fee",
    "measured_task",
    "optimal_commitment",
    "pack",
    "plan",
    "price_book",
    "price_impact",
    "queue_bursts",
    "read_bill",
    "read_ecs",
    "read_inputs",
    "read_kubernetes",
    "read_scenario",
    "read_workload",
    "reserved_offer",
    "savings_plan_rate",
    "scenario_options",
    "schema",
    "split_by_strategy",
    "target_tracking",
    "timeline",
    "to_decimal",
    "verify_examples",
    "weekly_schedule",
]

_HOMES = {
    "Answer": "answer",
    "AppliedCommitments": "commitments",
    "BatchAnswer": "batch",
    "BillingPeriod": "pickling",
    "Explanation": "answer",
    "FleetPlan": "fleet_plan",
    "HostType": "packing",
    "Item": "packing",
    "MeasuredBill": "bill",
    "MixedCommitments": "commitments",
    "OptimalCommitment": "commitments",
    "OtherSide": "bill",
    "PriceBook": "pickling",
    "PriceImpact": "price_effects",
    "PriceImport": "price_imports",
    "PriceRow": "pickling",
    "PricedFleetPlan": "planning",
    "RowComparer": "batch",
    "StalePriceWarning": "price_age",
    "Table": "table",
    "TimelineAnswer": "timelines",
    "UnreadableInputError": "reading",
    "UsageProfile": "usage_profile",
    "__version__": "_version",
    "apply_commitments": "commitments",
    "batch_compare": "batch",
    "batch_compare_files": "batch_files",
    "batch_compare_group_files": "batch_files",
    "batch_compare_groups": "batch",
    "best_commitment_mix": "commitments",
    "compare": "comparison",
    "cron_runs": "demand",
    "estimate_options": "comparison",
    "focus_rows": "focus",
    "hourly_profile": "demand",
    "import_prices": "price_imports",
    "load_contract": "prices",
    "load_documents": "documents",
    "load_fleet": "pack_files",
    "load_hosts": "host_plans",
    "load_labour_profile": "prices",
    "load_prices": "prices",
    "optimal_commitment": "commitments",
    "pack": "packing",
    "plan": "planning",
    "price_book": "prices",
    "price_impact": "price_effects",
    "queue_bursts": "demand",
    "read_bill": "bill",
    "read_ecs": "reading",
    "read_inputs": "reading",
    "read_kubernetes": "reading",
    "read_scenario": "reading",
    "read_workload": "reading",
    "scenario_options": "options",
    "schema": "schemas",
    "target_tracking": "demand",
    "timeline": "timelines",
    "weekly_schedule": "demand",
}

# Adapters for other engines, as attributes without an import of their own: `container_tco.spark.cost(df)`.
_ADAPTERS = {"duckdb", "polars", "spark"}

_BUILD_HINT = (
    "container_tco._core, the compiled part of container_tco, is missing or does not fit this Python. "
    "Install the package with `pip install .` in a checkout (it needs a C++20 compiler), and start Python outside of "
    "the folder `bindings`, where the sources would hide the installed package"
)


def __getattr__(name: str) -> Any:
    # Names are loaded on first use, so that `container-tco --version` does not wait for the core.
    if name not in __all__ and name not in _ADAPTERS:
        raise AttributeError(f"module 'container_tco' has no attribute {name!r}")
    try:
        home = importlib.import_module(f"container_tco.{name if name in _ADAPTERS else _HOMES.get(name, '_core')}")
    except ModuleNotFoundError as error:
        if error.name in ("container_tco._core", "container_tco._version"):
            raise ImportError(_BUILD_HINT) from error
        raise
    value = home if name in _ADAPTERS else getattr(home, "version" if name == "__version__" else name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_ADAPTERS})
