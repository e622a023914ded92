"""Limits of hosts against extra capacity, options that exclude each other, and hosts that stand by, by name."""

import json

import container_tco as tco
import pytest
from container_tco import _core
from workloads import scenario

# Blue/green doubles the API for a while: no host of the plan has room for that.
RELEASED = [
    {
        "name": "web",
        "count": 10,
        "vcpu": "0.5",
        "memory_gib": "1",
        "usage": {"releases_per_month": "20"},
        "rollout": {"strategy": "rolling", "maximum_percent": 150, "minimum_healthy_percent": 100},
    },
    {
        "name": "api",
        "count": 3,
        "vcpu": "1",
        "memory_gib": "3",
        "usage": {"releases_per_month": "4"},
        "rollout": {"strategy": "blue_green", "bake_minutes": 30},
    },
]
WEB = {"name": "web", "count": 8, "vcpu": "1", "memory_gib": "2"}


def on(deployment, services, **options):
    workload = tco.read_scenario(json.dumps(scenario(services=services)))
    answer = tco.compare(workload, region="us-east-1", deployments=deployment, **options)
    return answer.estimates[0]


def hosts_of(estimate):
    return sum(pool.hosts for pool in estimate.pools)


def assumptions(estimate):
    return {one.id: one.text for one in estimate.assumptions}


def test_hosts_that_stand_ready_for_rollouts_keep_to_the_limit_of_hosts():
    free = on("ecs-ec2", RELEASED, rollout_capacity="standing")
    assert free.resilience.rollout_hosts > 0
    limit = hosts_of(free) + free.resilience.rollout_hosts
    assert on("ecs-ec2", RELEASED, rollout_capacity="standing", max_hosts=limit).is_complete
    beyond = on("ecs-ec2", RELEASED, rollout_capacity="standing", max_hosts=hosts_of(free))
    assert not beyond.is_feasible
    (finding,) = beyond.feasibility.findings
    assert finding.feature == "max_hosts"
    assert f"its limit of {hosts_of(free)} hosts" in finding.reason
    assert not beyond.lines


def test_hosts_beyond_the_limit_for_a_while_are_named():
    free = on("ecs-ec2", RELEASED)
    assert free.resilience.rollout_hosts > 0
    assert not [text for text in free.warnings if "max_hosts" in text]
    limited = on("ecs-ec2", RELEASED, max_hosts=hosts_of(free))
    assert limited.total == free.total
    (warning,) = (text for text in limited.warnings if "max_hosts" in text)
    assert warning.startswith(f"During a rollout the {hosts_of(free)} hosts of fleet linux")
    patched = on("ecs-ec2", [WEB], max_hosts=hosts_of(on("ecs-ec2", [WEB])), host_replacements_per_month=1)
    assert [text for text in patched.warnings if text.startswith("While a host is replaced")]


def test_a_node_group_keeps_to_its_limit_too():
    group = {"name": "web", "candidates": {"instance_types": ["m5.xlarge"]}, "max_hosts": 3}
    hosts = _core.parse_hosts(json.dumps({"schema_version": "1", "groups": [group]}).encode(), "hosts.json")
    service = {**WEB, "usage": {"releases_per_month": "4"}, "rollout": {"strategy": "blue_green"}}
    limited = on("ecs-ec2", [service], hosts=hosts)
    assert [text for text in limited.warnings if "node group web" in text and "its limit of 3 hosts" in text]
    standing = on("ecs-ec2", [service], hosts=hosts, rollout_capacity="standing")
    assert "node group web" in standing.feasibility.findings[0].reason


def test_options_that_would_be_ignored_are_refused():
    with pytest.raises(tco.InvalidInputError, match="target_capacity_percent"):
        on("ecs-ec2", [WEB], measured_fill_fraction="0.6", target_capacity_percent=80)
    with pytest.raises(tco.InvalidInputError, match="strong_bound"):
        on("ecs-ec2", [WEB], measured_fill_fraction="0.6", strong_bound=True)
    with pytest.raises(tco.InvalidInputError, match="strong_bound"):
        on("ecs-ec2", [WEB], provisioning="single_type", strong_bound=True)


def test_what_ifs_of_a_measured_fill_leave_these_options_out():
    workload = tco.read_scenario(json.dumps(scenario(services=[{**WEB, "placement": "random"}])))
    for options in ({"strong_bound": True}, {"target_capacity_percent": 80}):
        answer = tco.compare(workload, region="us-east-1", deployments="ecs-ec2,ecs-fargate", **options)
        assert [one for one in answer.comparison.break_evens if one.input == "node_fill"]


@pytest.mark.parametrize("provisioning", ["mixed", "single_type"])
def test_hosts_for_a_target_capacity_are_named(provisioning):
    plain = on("ecs-ec2", [WEB], provisioning=provisioning, instance_types="m5.large")
    assert not [name for name in assumptions(plain) if name.startswith("standby_hosts")]
    spare = on("ecs-ec2", [WEB], provisioning=provisioning, instance_types="m5.large", target_capacity_percent=80)
    more = hosts_of(spare) - hosts_of(plain)
    assert more > 0
    (text,) = (text for name, text in assumptions(spare).items() if name.startswith("standby_hosts"))
    assert text.startswith(f"{more} host")
    assert "a target capacity of 80 %" in text


def test_spares_for_the_loss_of_a_host_are_named():
    estimate = on("eks-ec2", [WEB], survive_host_loss=True)
    spares = sum(pool.plan.standby_hosts for pool in estimate.pools)
    assert spares == 2  # One in each of two zones.
    assert assumptions(estimate)["standby_hosts/linux"] == (
        "2 hosts of fleet linux hold no tasks and are paid for all the time: the loss of any one host (N+1)"
    )


def test_the_share_of_a_spot_type_is_said_as_it_is():
    few = on("ecs-ec2-spot", [WEB], instance_types="m5.large,c5.large")
    types = {}
    for pool in few.pools:
        types[pool.instance_type] = types.get(pool.instance_type, 0) + pool.hosts
    assert max(types.values()) > -(-hosts_of(few) // 3)
    assert "could not be kept to" in assumptions(few)["spot_types"]
    many = on("ecs-ec2-spot", [{**WEB, "count": 40}])
    assert assumptions(many)["spot_types"].startswith("No instance type stands for more than one in 3")


def test_a_windows_task_with_a_gpu_is_sent_to_no_place_without_windows():
    service = {"name": "w", "count": 2, "vcpu": "2", "memory_gib": "8", "operating_system": "windows", "gpu": 1}
    for deployment in ("ecs-ec2", "ecs-fargate"):
        (finding,) = (one for one in on(deployment, [service]).feasibility.findings if one.feature == "gpu")
        assert finding.verdict == _core.Verdict.impossible
        assert "Managed Instances" not in finding.remedy
        assert "Fargate has no GPUs" not in finding.reason or deployment == "ecs-fargate"
