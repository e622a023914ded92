"""Terms of contracts for tests."""

from typing import Any


def savings_plan(commitment_per_hour: str) -> dict[str, Any]:
    """A Compute Savings Plan for so many dollars an hour, with rates for Fargate of ECS."""
    key = "fargate/ecs/linux/x86_64/"
    return {
        "kind": "compute_savings_plan",
        "name": "CSP",
        "commitment_per_hour": commitment_per_hour,
        "term": "1yr",
        "payment": "no_upfront",
        "rates": [
            {"key": f"{key}vcpu", "unit_price": "0.03"},
            {"key": f"{key}memory", "unit_price": "0.003"},
        ],
    }
