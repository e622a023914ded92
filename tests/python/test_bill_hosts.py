"""Hosts of a bill: whose labour they take, what they are built of, their disks, and instances that are none."""

from __future__ import annotations

import container_tco as tco
import pytest
from test_bill_sides import CLUSTER, DISK, INSTANCE, cur, read, side_of, split, task, usd

ECS_FEE = "USE1-ECS-Managed-Instances:m6i.large-management-hours"
EKS_FEE = "USE1-EKS-Auto:m6i.large-management-hours"


def instance(identity: str, kind: str, cost: str, hours: str = "672") -> dict[str, str]:
    return cur(f"BoxUsage:{kind}", hours, cost, **(INSTANCE | {"line_item_resource_id": identity}))


def ecs_tasks(identity: str, number: str, hours: str = "672") -> list[dict[str, str]]:
    """Split cost allocation of a task of 1 vCPU and 2 GB of the service web, 20 for each of both."""
    changes = {
        "line_item_product_code": "AmazonECS",
        "line_item_resource_id": f"arn:aws:ecs:us-east-1:123456789012:task/shop/{number * 32}",
        "split_line_item_parent_resource_id": identity,
        "split_line_item_split_cost": "20",
        "split_line_item_unused_cost": "0",
        "resource_tags_aws_ecs_service_name": "web",
    }
    made = []
    for kind, factor in (("vCPU", 1), ("GB", 2)):
        used = str(int(hours) * factor)
        amounts = dict.fromkeys(("split_line_item_reserved_usage", "split_line_item_actual_usage"), used)
        made.append(cur(f"USE1-ECS-EC2-{kind}-Hours", "0", "0", **changes, **amounts))
    return made


def labour(bill: tco.MeasuredBill, deployment: str) -> tco.Money:
    return bill.compare(deployments=[deployment]).estimates[0].labour_exact


def test_hosts_that_aws_looks_after_have_the_labour_of_these() -> None:
    hosts = [instance("i-1", "m6i.large", "64.512"), *ecs_tasks("i-1", "1")]
    own, managed = read(hosts), read([*hosts, cur(ECS_FEE, "672", "7.74144")])
    assert side_of(own).ran_on == "ecs-ec2"
    side = side_of(managed)
    assert (side.ran_on, side.other_side) == ("ecs-managed-instances", "ecs-fargate")
    assert side.actual == usd("47.74144")  # 2 × 20 + 7.74144
    assert side.labour_where_it_ran == labour(managed, "ecs-managed-instances") != labour(own, "ecs-ec2")
    assert not side.notes
    pods = [instance("i-1", "m6i.large", "64.512"), *split("web", "ns/web-1", "672", "1344", "20")]
    side = side_of(read([*pods, cur(EKS_FEE, "672", "7.74", **CLUSTER)]))
    assert (side.ran_on, side.other_side) == ("eks-auto-mode", "eks-fargate")
    assert side.labour_where_it_ran == labour(read(pods), "eks-auto-mode")


@pytest.mark.parametrize(("managed", "ran_on"), [("168", "ecs-ec2"), ("1008", "ecs-managed-instances")])
def test_where_some_hosts_are_managed_most_hours_decide(managed: str, ran_on: str) -> None:
    """Of 1,344 hours of two instances."""
    hosts = [instance("i-1", "m6i.large", "64.512"), instance("i-2", "m6i.large", "64.512")]
    side = side_of(read([*hosts, *ecs_tasks("i-1", "1"), *ecs_tasks("i-2", "2"), cur(ECS_FEE, managed, "1")]))
    assert side.ran_on == ran_on
    assert any(f"{managed} hours, and 1344 hours" in note for note in side.notes)


@pytest.mark.parametrize(("hours", "expected"), [("672", "arm64"), ("336", "arm64"), ("673", "x86_64")])
def test_hosts_of_both_architectures_count_by_their_hours(hours: str, expected: str) -> None:
    """On m6g (arm64) 672 vCPU-hours; of as many the smaller name counts. In any order of rows."""
    hosts = [instance("i-arm", "m6g.large", "51.744"), instance("i-x86", "m6i.large", "64.512")]
    arm, x86 = ecs_tasks("i-arm", "1"), ecs_tasks("i-x86", "2", hours)
    found = [read(rows) for rows in ([*hosts, *arm, *x86], [*hosts, *x86, *arm], [*x86, *arm, *reversed(hosts)])]
    assert {bill.by_service.to_arrow().column("architecture")[0].as_py() for bill in found} == {expected}
    assert len({(side.estimated.amount, side.actual.amount) for side in map(side_of, found) if side.estimated}) == 1
    answer = side_of(found[0]).answer
    assert answer is not None
    (text,) = [one.text for one in answer.assumptions if one.id == "bill_architecture"]
    assert "arm64 and x86_64" in text and f"run on {expected}" in text


def test_volumes_of_every_kind_are_disks_of_hosts() -> None:
    """Prices of us-east-1: io2 0.125 and sc1 0.015 a GB-month; magnetic volumes (0.05) have none in the book."""
    hosts = [instance("i-1", "m6i.large", "64.512"), *ecs_tasks("i-1", "1")]
    volumes = {"gp3": "8", "io2": "12.5", "sc1": "1.5", "st1": "4.5", "piops": "12.5", "": "5"}
    rows = [
        cur("EBS:VolumeUsage" + (f".{kind}" if kind else ""), "100", cost, **DISK) for kind, cost in volumes.items()
    ]
    rows += [cur("USW2-EBS:VolumeUsage.io2", "100", "12.5", product_region_code="us-west-2", **DISK)]
    rows += [cur(f"EBS:VolumeP-IOPS.io2{tier}", "100", "6.5", **DISK) for tier in ("", ".tier2", ".tier3")]
    rows += [cur("EBS:VolumeIOUsage", "1000000", "0.05", pricing_unit="IOs", **DISK)]
    bill = read([*hosts, *rows])
    lines = {row["usage_type"]: row for row in bill.rows()}
    assert all(lines[row["line_item_usage_type"]]["role"] == "disk" for row in rows)
    assert lines["EBS:VolumeUsage.io2"]["model"] == "12.5" and lines["EBS:VolumeUsage.sc1"]["model"] == "1.5"
    assert lines["EBS:VolumeUsage"]["no_price"] == lines["EBS:VolumeIOUsage"]["no_price"] != ""
    assert lines["EBS:VolumeP-IOPS.io2.tier2"]["no_price"] != ""
    # 2 × 20 + 8 + 12.5 + 1.5 + 4.5 + 12.5 + 5 + 3 × 6.5 + 0.05, and nothing of us-west-2.
    assert side_of(bill).actual == usd("103.55")


def test_instances_that_are_no_hosts_are_named() -> None:
    base = instance("i-db", "x1e.32xlarge", "17934.336")
    notes = read([base, *task()]).notes
    (text,) = [note for note in notes if "instances" in note]
    assert "no rows of split cost allocation" in text and "ran no containers" in text
    assert "x1e.32xlarge in us-east-1 (17934.34 USD)" in text
    hosts = [instance("i-1", "m6i.large", "64.512"), *ecs_tasks("i-1", "1")]
    assert not any("instances" in note for note in read(hosts).notes)
    (text,) = [note for note in read([*hosts, base]).notes if "instances" in note]
    assert "names as a host" in text and "x1e.32xlarge" in text
