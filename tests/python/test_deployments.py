"""Deployments beside the first four: managed hosts, Spot, strategies, architectures."""

from __future__ import annotations

import json
from decimal import Decimal

import container_tco as tco
import pytest
from click.testing import CliRunner
from container_tco import _core
from container_tco.cli import program


def shop(count: int = 6, vcpu: str = "1", memory_gib: str = "2", gpu: int = 0) -> tco.Workload:
    scenario = {
        "schema_version": "1",
        "name": "shop",
        "services": [{"name": "web", "count": count, "vcpu": vcpu, "memory_gib": memory_gib, "gpu": gpu}],
    }
    return tco.read_scenario(json.dumps(scenario))


def test_names_and_defaults():
    names = [one.name for one in tco.Deployment.all()]
    assert len(names) == 12
    assert names == sorted(names)
    uninterrupted = {one.name for one in tco.Deployment.uninterrupted()}
    assert uninterrupted == {
        "ecs-ec2",
        "ecs-fargate",
        "ecs-managed-instances",
        "eks-auto-mode",
        "eks-ec2",
        "eks-fargate",
    }
    answer = tco.compare(shop(), region="us-east-1")
    assert {one.deployment.name for one in answer.estimates} == uninterrupted
    assert all(one.is_complete for one in answer.estimates)


def test_a_combination_that_nobody_sells_has_no_name():
    pods = _core.Deployment(
        control_plane=_core.ControlPlane.eks, data_plane=_core.DataPlane.fargate, purchase=_core.Purchase.spot
    )
    with pytest.raises(tco.InvalidInputError):
        _ = pods.name


# 1 vCPU and 2 GB for 730 h on Fargate Spot: 11.4750525 (rule F22); two on demand at 36.0401.
def test_spot_with_an_on_demand_base():
    answer = tco.compare(
        shop(),
        region="us-east-1",
        deployments="ecs-fargate-spot",
        spot_on_demand_base_count=2,
        fargate_hours_per_month=0,
    )
    estimate = answer.estimates[0]
    assert estimate.total == 2 * Decimal("36.0401") + 4 * Decimal("11.4750525")
    assert [(part.name, part.tasks) for part in estimate.parts] == [("on-demand base", 2), ("spot", 4)]
    assert estimate.spot.low_total.amount == estimate.total
    observed = [line for line in estimate.lines if line.price_basis is _core.PriceBasis.observed]
    assert observed and all(line.observed is not None for line in observed)


def test_ec2_spot_carries_its_spread_and_bands():
    answer = tco.compare(shop(count=12), region="us-east-1", deployments="ecs-ec2-spot,ecs-ec2")
    spot = answer.comparison.find("ecs-ec2-spot")
    assert len({pool.instance_type for pool in spot.pools}) >= 3
    assert spot.spot.low_total.amount <= spot.total <= spot.spot.high_total.amount
    assert all(source.interruption_band for source in spot.spot.sources)
    assert spot.infrastructure < answer.comparison.find("ecs-ec2").infrastructure
    document = json.loads(answer.to_json())
    assert next(one for one in document["estimates"] if one["deployment"] == "ecs-ec2-spot")["spot"]["sources"]
    assert "How far Spot prices reach" in answer.to_text()


def test_managed_hosts_name_their_fee():
    answer = tco.compare(shop(), region="us-east-1", deployments="ecs-managed-instances,eks-auto-mode")
    for estimate in answer.estimates:
        fees = [line for line in estimate.lines if line.id.endswith("/management_fee")]
        assert len(fees) == len(estimate.pools)
        assert all(pool.deployment == estimate.deployment for pool in estimate.pools)


# The lists of the user guides (2026) against the price maps of 2025-10, two sources of AWS: these alone had a fee and
# are not listed. The maps do not have what was added since.
@pytest.mark.parametrize(
    ("control_plane", "fee", "unlisted"),
    [("ecs", "ecs/managed_instances", {"i3"}), ("eks", "eks/auto_mode", {"a1", "g3", "g3s"})],
)
def test_aws_looks_after_the_families_that_it_publishes_fees_for(control_plane, fee, unlisted):
    rows = tco.price_book().prices(fee, None)
    priced = {row.key.removeprefix(fee + "/").split(".")[0] for row in rows}
    listed = set(_core.managed_hosts(getattr(_core.ControlPlane, control_plane)).families)
    assert priced - listed == unlisted
    assert len(priced & listed) > 80


# AWS charges 0.14006 an hour for this host until June 2026, and 0.09104 since: 12 % and 7.8 % of on-demand (rule M5).
@pytest.mark.parametrize(("day", "fee"), [("2026-06-30", "0.14006"), ("2026-07-01", "0.09104"), ("", "0.09104")])
def test_the_fee_of_gpu_hosts_is_that_of_the_day(day, fee):
    answer = tco.compare(
        shop(count=1, vcpu="3", memory_gib="8", gpu=1),
        region="ap-northeast-1",
        deployments="eks-auto-mode",
        instance_types="g6.xlarge",
        as_of=day,
        host_replacements_per_month=0,
    )
    (line,) = (one for one in answer.estimates[0].lines if one.id.endswith("/management_fee"))
    assert line.cost.amount == 730 * Decimal(fee)


# Six hosts of 2 vCPU and 8 GiB, two of each type. The fee is 12 % of 0.096, 0.086 and 0.096 on Spot too (rules M3, M5).
@pytest.mark.parametrize("deployment", ["ecs-managed-instances-spot", "eks-auto-mode-spot"])
def test_managed_hosts_on_spot_keep_their_fee(deployment):
    answer = tco.compare(
        shop(memory_gib="6"),
        region="us-east-1",
        deployments=deployment,
        instance_types="m5.large,m5a.large,m6i.large",
        provisioning="single_type",
        zones=1,
        host_replacements_per_month=0,
    )
    estimate = answer.estimates[0]
    assert {pool.hosts for pool in estimate.pools} == {2}
    fees = [line.cost for line in estimate.lines if line.id.endswith("/management_fee")]
    assert sum(fee.amount for fee in fees) == 2 * 730 * Decimal("0.03336")
    observed = [line for line in estimate.lines if line.price_basis is _core.PriceBasis.observed]
    assert len(observed) == len(estimate.spot.sources) == 3
    assert estimate.spot.low_total.amount <= estimate.total <= estimate.spot.high_total.amount


def test_a_strategy_of_managed_instances_on_spot():
    strategy = "managed-instances:base=2,managed-instances-spot:weight=1"
    answer = tco.compare(shop(), region="us-east-1", deployments="ecs-strategy", capacity_strategy=strategy)
    parts = [(part.deployment.name, part.tasks) for part in answer.estimates[0].parts]
    assert parts == [("ecs-managed-instances", 2), ("ecs-managed-instances-spot", 4)]
    assert _core.strategy_text(_core.parse_capacity_strategy(strategy)).count("managed-instances-spot") == 1


def test_strategies_are_compared_where_they_are_named():
    answer = tco.compare(
        shop(), region="us-east-1", capacity_strategy="ec2:base=4,fargate:weight=1", instance_types="m7i.large"
    )
    strategy = answer.comparison.find("ecs-strategy")
    assert strategy.is_complete
    assert [(part.deployment.name, part.tasks) for part in strategy.parts] == [("ecs-ec2", 4), ("ecs-fargate", 2)]
    assert "What runs where" in answer.explain("ecs-strategy").to_text()


@pytest.mark.parametrize("wrong", ["lambda", "ec2:base=x", "ec2:base=1,fargate:base=1"])
def test_wrong_strategies_are_refused(wrong):
    with pytest.raises(tco.InvalidInputError):
        tco.compare(shop(), region="us-east-1", capacity_strategy=wrong)


def test_architectures_reprice_both_sides():
    totals = {}
    for architecture in ("x86_64", "arm64", "both"):
        answer = tco.compare(
            shop(), region="us-east-1", architectures=architecture, deployments="ecs-fargate", fargate_hours_per_month=0
        )
        totals[architecture] = answer.estimates[0].total
    assert totals["arm64"] == 6 * Decimal("28.835")
    assert totals["both"] == totals["arm64"] < totals["x86_64"]
    with pytest.raises(tco.InvalidInputError):
        tco.compare(shop(), region="us-east-1", architectures="sparc")


def test_the_options_of_a_result_read_back(tmp_path):
    given = {
        "capacity_strategy": "ec2:base=1:weight=0,fargate:base=0:weight=1",
        "architectures": ["arm64"],
        "spot": {"min_types": 2, "on_demand_base_percent": 25, "on_demand_base_count": 1},
        "hosts": {"node_provisioner": "karpenter", "setup": {"managed_volume_gib": 100}},
        "labour": {"managed_hours_per_month": "3"},
    }
    scenario = {"schema_version": "1", "name": "s", "options": {"region": "us-east-1", **given}, "services": []}
    read = tco.scenario_options([_core.InputDocument("s.json", json.dumps(scenario))])
    document = json.loads(tco.compare(shop(), **read).to_json())["options"]
    assert document["capacity_strategy"] == given["capacity_strategy"]
    assert document["architectures"] == given["architectures"]
    assert document["spot"] == given["spot"]
    assert document["hosts"]["node_provisioner"] == "karpenter"
    assert document["hosts"]["setup"]["managed_volume_gib"] == 100
    assert document["labour"]["managed_hours_per_month"] == "3"


def test_a_spot_mix_of_more_hosts_counts_where_it_keeps_to_its_shares():
    # Two hosts each of c6a.large and m5a.large hold six tasks of 1 vCPU and 3 GiB (at most 2 of 6 on a host), and no
    # type is more than 2 = ⌈4/3⌉ of 4 hosts. More types to choose from do not make it dearer.
    service = {"name": "a", "count": 6, "vcpu": "1", "memory_gib": "3", "network_mode": "bridge"}
    workload = tco.read_scenario(json.dumps({"schema_version": "1", "name": "s", "services": [service]}))
    options = {"region": "us-east-1", "deployments": "ecs-ec2-spot", "zones": 1}
    two = tco.compare(workload, **options, instance_types="c6a.large,m5a.large").estimates[0]
    four = tco.compare(workload, **options, instance_types="m5.xlarge,c6a.large,m5.2xlarge,m5a.large").estimates[0]
    assert {pool.instance_type: pool.hosts for pool in two.pools} == {"c6a.large": 2, "m5a.large": 2}
    assert four.infrastructure <= two.infrastructure
    assert four.fleets[0].lower_bound <= four.fleets[0].cost
    assert "Proven" not in tco.compare(workload, **options).explain("ecs-ec2-spot").to_markdown()


def test_the_command_takes_the_same(tmp_path):
    path = tmp_path / "shop.json"
    path.write_text(
        json.dumps(
            {
                "schema_version": "1",
                "name": "shop",
                "services": [{"name": "web", "count": 6, "vcpu": "1", "memory_gib": "2"}],
            }
        )
    )
    arguments = ["compare", str(path), "--region", "us-east-1", "--deployment", "ecs-fargate-spot", "--format", "json"]
    result = CliRunner().invoke(program, [*arguments, "--spot-base-count", "2", "--architecture", "arm64"])
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    assert document["estimates"][0]["parts"][0]["tasks"] == 2
    assert document["options"]["architectures"] == ["arm64"]
