"""Rows and groups that cost more than 63 bits of 10^-10 hold: 922 million, in won two thirds of a million USD."""

import csv
import json
from decimal import Decimal
from fractions import Fraction

import container_tco as tco
import pyarrow
import pyarrow.parquet
import pytest
from batch_rows import batch, write_csv

# One unit of the prices is so many won.
RATE = "1390.7"
WON = {"schema_version": "1", "name": "won", "currency": {"code": "KRW", "rate": RATE, "as_of": "2026-11-01"}}
HEADER = ["service", "team", "region", "vcpu", "memory_gib", "task_count"]
COUNTS = {"search": 4_000_000, "shop": 1, "mail": 9_999_999, "chat": 3_000_000}
# 16 × 0.04048 + 120 × 0.004445 USD, us-east-1, for 730 hours.
TASK_USD = (16 * Fraction("0.04048") + 120 * Fraction("0.004445")) * 730


def in_digits(amount):
    """Ten digits after the point, half to even."""
    return Decimal(round(amount * 10**10)).scaleb(-10)


def rows():
    return [[name, "blue", "us-east-1", "16", "120", str(count)] for name, count in COUNTS.items()]


def table():
    columns = zip(*rows(), strict=True)
    return pyarrow.table({name: list(values) for name, values in zip(HEADER, columns, strict=True)})


@pytest.mark.parametrize("terms", [None, WON])
def test_amounts_are_those_of_the_price_page(terms):
    rate = Fraction(RATE) if terms else Fraction(1)
    answer = tco.batch_compare(table(), contract=terms, group_by="team", labels="service")
    made = answer.to_arrow()
    expected = [in_digits(TASK_USD * count * rate) for count in COUNTS.values()]
    assert made["error"].to_pylist() == [None] * len(COUNTS)
    assert made["ecs_fargate_infrastructure"].to_pylist() == expected
    assert made["ecs_fargate_infrastructure"].type == pyarrow.decimal128(28, 10)
    for side in ("ecs_fargate", "ecs_ec2"):
        parts = [made[f"{side}_{part}"].to_pylist() for part in ("infrastructure", "labour", "total")]
        for infrastructure, labour, total in zip(*parts, strict=True):
            assert abs(infrastructure + labour - total) <= Decimal("1e-10")
    fargate, ec2 = (made[f"{side}_total"].to_pylist() for side in ("ecs_fargate", "ecs_ec2"))
    assert made["winner"].to_pylist() == [
        "ecs-fargate" if left < right else "ecs-ec2" for left, right in zip(fargate, ec2, strict=True)
    ]
    savings = made["saving"].to_pylist()
    for saving, left, right in zip(savings, fargate, ec2, strict=True):
        assert abs(saving - abs(left - right)) <= Decimal("1e-10")
    (group,) = answer.summary.groups.to_arrow().to_pylist()
    assert group["ecs_fargate_infrastructure"] == sum(expected)
    assert group["saving"] == sum(savings)
    assert [row["saving"] for row in answer.summary.top_savings.to_arrow().to_pylist()] == sorted(savings, reverse=True)


def test_a_row_is_its_single_comparison():
    request = tco.Resources(cpu=tco.Cpu.from_vcpu(16), memory=tco.Bytes.from_gib(120))
    task = tco.Task(request=request, fargate_request=request)
    service = tco.Service(name="row 0", task=task, demand=tco.ConstantDemand(count=9_999_999))
    single = tco.compare(
        tco.Workload(name="rows", services=[service]),
        region="us-east-1",
        deployments=("ecs-fargate", "ecs-ec2"),
        provisioning="single_type",
    )
    made = tco.batch_compare(table()).to_arrow().to_pylist()[2]
    for estimate in single.estimates:
        name = estimate.deployment.name.replace("-", "_")
        assert made[f"{name}_total"] == in_digits(Fraction(estimate.total))
    assert made["winner"] == single.best.deployment.name


@pytest.mark.parametrize("terms", [None, WON])
def test_groups_hold_what_their_rows_cost(terms):
    rate = Fraction(RATE) if terms else Fraction(1)
    groups = tco.batch_compare_groups(table(), pack_by="team", contract=terms, deployments="ecs-fargate")
    (group,) = groups.to_arrow().to_pylist()
    assert group["error"] is None
    assert group["ecs_fargate_infrastructure"] == in_digits(TASK_USD * sum(COUNTS.values()) * rate)
    (summed,) = groups.summary.groups.to_arrow().to_pylist()
    assert summed["ecs_fargate_infrastructure"] == group["ecs_fargate_infrastructure"]


def test_the_command_writes_such_amounts(tmp_path):
    source = write_csv(tmp_path / "rows.csv", rows(), HEADER)
    contract = tmp_path / "won.json"
    contract.write_text(json.dumps(WON))
    for name in ("out.parquet", "out.csv"):
        result = batch(source, "-o", tmp_path / name, "--contract", contract, "--label", "service")
        assert result.exit_code == 0, result.output
    made = pyarrow.parquet.read_table(tmp_path / "out.parquet")
    expected = [in_digits(TASK_USD * count * Fraction(RATE)) for count in COUNTS.values()]
    assert made["ecs_fargate_infrastructure"].to_pylist() == expected
    with open(tmp_path / "out.csv", encoding="utf-8", newline="") as file:
        cells = [row["ecs_fargate_infrastructure"] for row in csv.DictReader(file)]
    assert cells == [str(amount) for amount in expected]


def test_a_summary_that_is_continued_keeps_them():
    first = tco.RowComparer(group_by="team", labels="service")
    first.compare(table())
    second = tco.RowComparer(group_by="team", labels="service")
    summary = first.summary
    second.continue_after(groups=summary.groups, top_savings=summary.top_savings, errors=summary.errors)
    assert second.summary.to_text() == summary.to_text()
    assert second.summary.top_savings.to_arrow() == summary.top_savings.to_arrow()
