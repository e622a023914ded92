"""Rows that tests of batches share, and the single comparisons that they are held against."""

from decimal import ROUND_HALF_EVEN, Decimal

import container_tco as tco

DIGIT = Decimal("1e-10")
# Prices of the regions in China are in yuan, wages in dollars; no Fargate size has 200 vCPU, but hosts do.
UNPRICED = {"region": ["cn-north-1", "us-east-1", "us-east-1"], "vcpu": [1, 1, 200], "memory_gib": [2, 2, 4]}


def column(result, name):
    """A column of a result as Python values."""
    return result.to_arrow()[name].to_pylist()


def service(name, vcpu, gib, count):
    """A service that runs all the time."""
    request = tco.Resources(cpu=tco.Cpu.from_vcpu(vcpu), memory=tco.Bytes.from_gib(gib))
    task = tco.Task(request=request, fargate_request=request)
    return tco.Service(name=name, task=task, demand=tco.ConstantDemand(count=count))


def totals(services, region, **options):
    """What `compare` says, by deployment, rounded as rows are."""
    answer = tco.compare(tco.Workload(name="rows", services=services), region=region, **options)
    return {one.deployment.name: one.total.quantize(DIGIT, ROUND_HALF_EVEN) for one in answer.estimates}
