"""Mixed fleets from Python and the command: node groups, kept hosts, limits, and the certificate."""

import json
import random
from decimal import Decimal

import container_tco as tco
import jsonschema
import pytest
from click.testing import CliRunner
from container_tco import _core
from container_tco.cli import program
from workloads import scenario, write_json

SERVICES = [
    {"name": "large", "count": 1, "vcpu": "15", "memory_gib": "40"},
    {"name": "small", "count": 6, "vcpu": "0.5", "memory_gib": "1"},
]
HOSTS = {
    "schema_version": "1",
    "groups": [
        {"name": "general", "candidates": {"families": ["m5"], "max_vcpu": 16}},
        {"name": "batch", "labels": {"pool": "batch"}, "taints": ["dedicated=batch:NoSchedule"], "max_hosts": 2},
    ],
    "kept": [{"instance_type": "m5.large", "group": "general", "by_zone": [1]}],
    "max_types": 3,
    "headroom_percent": 5,
}


def workload(**members):
    return tco.read_scenario(json.dumps(scenario(**{"services": SERVICES, **members})))


def run(*arguments):
    return CliRunner(catch_exceptions=False).invoke(program, [str(argument) for argument in arguments])


def test_a_fleet_comes_with_a_certificate_that_can_be_checked():
    answer = tco.compare(workload(), region="us-east-1", deployments="ecs-ec2", strong_bound=True)
    (estimate,) = answer.estimates
    (fleet,) = estimate.fleets
    assert _core.verify_fleet_plan(fleet.plan, fleet.items, fleet.types, fleet.options) == []
    assert _core.check_bound(fleet.plan.fast_bound, fleet.items, fleet.types, fleet.options) == []
    assert fleet.plan.strong_bound is not None
    assert fleet.lower_bound <= fleet.cost
    assert sum(pool.hosts for pool in estimate.pools) == fleet.host_count
    assert {pool.fleet for pool in estimate.pools} == {"linux"}


def test_an_explanation_holds_what_it_takes_to_plan_and_to_prove_anew(tmp_path):
    source = write_json(tmp_path / "scenario.json", scenario(services=SERVICES))
    shown = run(
        "explain", source, "--region", "us-east-1", "--deployment", "eks-ec2", "--strong-bound", "--format", "json",
        "--quiet",
    )  # fmt: skip
    assert shown.exit_code == 0, shown.stderr
    explained = json.loads(shown.stdout)
    (fleet,) = explained["fleets"]
    (planned,) = explained["fleet_plans"]
    plan = planned["plan"]
    assert planned["fleet"] == fleet["name"] == "linux"
    assert Decimal(plan["total_weight"]) == Decimal(fleet["weight"]) / 10**6
    assert [hosts["count"] for hosts in plan["hosts"]] == [hosts["count"] for hosts in fleet["hosts"]]
    assert len(plan["fast_bound"]["types"]) == len(plan["input"]["types"])
    again = run("pack", write_json(tmp_path / "input.json", plan["input"]), "--format", "json", "--quiet")
    assert again.exit_code == 0, again.stderr
    packed = json.loads(again.stdout)
    for member in ("total_weight", "lower_bound", "gap", "host_count"):
        assert packed[member] == plan[member], member


def test_a_mix_costs_no_more_than_single_types():
    mixed = tco.compare(workload(), region="us-east-1", deployments="ecs-ec2,eks-ec2")
    single = tco.compare(workload(), region="us-east-1", deployments="ecs-ec2,eks-ec2", provisioning="single_type")
    totals = {estimate.deployment.name: estimate.total for estimate in single.estimates}
    for estimate in mixed.estimates:
        assert estimate.total <= totals[estimate.deployment.name]


def test_the_report_says_how_far_from_the_cheapest_the_fleet_is():
    text = tco.compare(workload(), region="us-east-1").explain("ecs-ec2").to_text()
    assert "Fleet linux" in text
    assert "the cheapest possible" in " ".join(text.split())


def test_the_json_has_bounds_and_hosts_of_fleets():
    answer = tco.compare(workload(), region="us-east-1", deployments="ecs-ec2")
    (estimate,) = json.loads(answer.to_json())["estimates"]
    (fleet,) = estimate["fleets"]
    assert fleet["fast_bound"]["weight"] <= fleet["weight"]
    (planned,) = answer.estimates[0].fleets
    assert fleet["every_way_tried"] == planned.plan.every_way_tried
    assert planned.bound_by == planned.plan.bound_by
    assert sum(hosts["count"] for hosts in fleet["hosts"]) == fleet["host_count"]


def test_a_hosts_document_follows_its_schema_and_is_used(tmp_path):
    jsonschema.validate(HOSTS, tco.schema("hosts"))
    path = write_json(tmp_path / "hosts.json", HOSTS)
    for hosts in (HOSTS, path, tco.load_hosts(path)):
        answer = tco.compare(workload(), region="us-east-1", deployments="ecs-ec2", hosts=hosts)
        (estimate,) = answer.estimates
        assert estimate.is_complete
        assert all(pool.instance_type.startswith("m5.") for pool in estimate.pools)
        assert estimate.options.hosts.max_types == 3


def test_arguments_win_over_a_hosts_document():
    answer = tco.compare(
        workload(), region="us-east-1", deployments="ecs-ec2", hosts=HOSTS, max_types=1, headroom_percent=0
    )
    (estimate,) = answer.estimates
    assert estimate.options.hosts.max_types == 1
    assert estimate.options.hosts.headroom_percent == 0


def test_a_wrong_hosts_document_names_the_place():
    with pytest.raises(tco.ParseError, match=r"\$\.groups\[0\]\.max_hosts"):
        tco.load_hosts({"groups": [{"name": "a", "min_hosts": 2, "max_hosts": 1}]})


def test_limits_need_mixed_provisioning():
    with pytest.raises(tco.InvalidInputError, match="mixed"):
        tco.compare(workload(), region="us-east-1", max_types=1, provisioning="single_type")


def test_sizes_of_hosts_that_cannot_be_are_named():
    with pytest.raises(tco.InvalidInputError, match=r"min_memory_gib: .*'abc'"):
        tco.compare(workload(), region="us-east-1", min_memory_gib="abc")
    with pytest.raises(tco.InvalidInputError, match="max_vcpu"):
        tco.compare(workload(), region="us-east-1", min_vcpu=16, max_vcpu=8)


def test_the_command_takes_hosts_and_limits(tmp_path):
    source = write_json(tmp_path / "scenario.json", scenario(services=SERVICES))
    hosts = write_json(tmp_path / "hosts.json", HOSTS)
    result = run(
        "compare", source, "--region", "us-east-1", "--hosts", hosts, "--max-types", "2", "--format", "json", "--quiet"
    )
    assert result.exit_code == 0, result.stderr
    estimates = json.loads(result.stdout)["estimates"]
    assert any(estimate["fleets"] for estimate in estimates)
    shown = run("schema", "hosts")
    assert json.loads(shown.stdout)["$id"] == "hosts.schema.json"


def test_a_hosts_file_says_how_hosts_are_set_up():
    plain = tco.load_hosts({})
    assert not plain.setup.prefix_delegation
    assert plain.setup.eni_trunking
    given = tco.load_hosts(
        {
            "setup": {
                "prefix_delegation": True,
                "eni_trunking": False,
                "custom_networking": True,
                "max_pods": 40,
                "root_disk_gib": 50,
                "managed_volume_gib": 100,
                "ecs_reserved_memory_mib": 256,
                "memory_overhead_fraction": "0.025",
            }
        }
    ).setup
    assert (given.prefix_delegation, given.eni_trunking, given.custom_networking) == (True, False, True)
    assert (given.max_pods, given.root_disk_gib, given.managed_volume_gib) == (40, 50, 100)
    assert given.ecs_reserved_memory_mib == 256
    assert given.memory_overhead_fraction == Decimal("0.025")
    with pytest.raises(tco.ParseError, match=r"\$\.setup\.max_pods"):
        tco.load_hosts({"setup": {"max_pods": 0}})
    with pytest.raises(tco.ParseError, match=r"\$\.setup\.memory_overhead_fraction: .*0\.5"):
        tco.load_hosts({"setup": {"memory_overhead_fraction": "2.5"}})
    with pytest.raises(tco.ParseError, match="prefix_delegation"):
        tco.load_hosts({"setup": {"prefix_delegations": True}})


def test_prefixes_of_a_hosts_file_put_more_pods_on_a_node(tmp_path):
    # m5.large: 3 interfaces × 9 addresses + 2 = 29 pods, so that 200 need 7 nodes at the least. Of CPU, 200 × 50m = 10
    # vCPU, 6 nodes have enough: 1.93 each, less what AWS's own daemons take.
    small = [{"name": "small", "count": 200, "vcpu": "0.05", "memory_gib": "0.03"}]
    source = write_json(tmp_path / "scenario.json", scenario(services=small))
    document = {"candidates": {"instance_types": ["m5.large"]}}
    nodes = {}
    for prefixes in (False, True):
        hosts = write_json(tmp_path / "hosts.json", {**document, "setup": {"prefix_delegation": prefixes}})
        shown = run(
            "compare", source, "--region", "us-east-1", "--deployment", "eks-ec2", "--hosts", hosts, "--zones", "1",
            "--format", "json", "--quiet",
        )  # fmt: skip
        assert shown.exit_code == 0, shown.stderr
        (estimate,) = json.loads(shown.stdout)["estimates"]
        nodes[prefixes] = sum(pool["hosts"] for pool in estimate["pools"])
    assert nodes[False] >= 7
    assert nodes[True] == 6


def test_limits_that_leave_no_room_are_said(tmp_path):
    source = write_json(tmp_path / "scenario.json", scenario(services=SERVICES))
    result = run("explain", source, "--region", "us-east-1", "--deployment", "ecs-ec2", "--max-vcpu", "8", "--quiet")
    assert "large" in result.stdout
    assert "closest is" in result.stdout


DEPLOYMENT = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: %(name)s}
spec:
  replicas: 2
  template:
    spec:
      nodeSelector: {%(selector)s}
      containers:
        - {name: app, image: app:1, resources: {requests: {cpu: "1", memory: 2Gi}}}
"""


def test_one_type_keeps_to_the_node_selectors_of_a_manifest(tmp_path):
    path = tmp_path / "app.yaml"
    fast = DEPLOYMENT % {"name": "fast", "selector": "disktype: ssd"}
    compute = DEPLOYMENT % {"name": "compute", "selector": "karpenter.k8s.aws/instance-category: c"}
    path.write_text(fast + "---" + compute)
    chosen = {"provisioning": "single_type", "instance_types": "m5.xlarge,c5.2xlarge", "deployments": "eks-ec2"}
    (estimate,) = tco.compare(tco.read_kubernetes(path), region="us-east-1", **chosen).estimates
    assert {pool.name: pool.instance_type for pool in estimate.pools} == {
        "linux/x86_64 {disktype=ssd}": "m5.xlarge",
        "linux/x86_64 {karpenter.k8s.aws/instance-category=c}": "c5.2xlarge",
    }
    (refused,) = tco.compare(
        tco.read_kubernetes(path), region="us-east-1", **{**chosen, "instance_types": "m5.xlarge,m5.large"}
    ).estimates
    finding = next(one for one in refused.feasibility.findings if one.service == "compute")
    assert 'closest is m5.large: lacks "karpenter.k8s.aws/instance-category=c"' in finding.reason


def test_one_type_keeps_to_what_a_scenario_asks_of_hosts(tmp_path):
    wanted = {"allowed_instance_types": ["m5.2xlarge"], "allowed_zones": ["us-east-1a"]}
    services = [{"name": "web", "count": 3, "vcpu": "1", "memory_gib": "2", **wanted}]
    path = write_json(tmp_path / "scenario.json", scenario(services=services))
    result = run(
        *("compare", path, "--region", "us-east-1", "--deployment", "ecs-ec2", "--provisioning", "single_type"),
        *("--zones", 3, "--format", "json"),
    )
    assert result.exit_code == 0, result.stderr
    (pool,) = json.loads(result.stdout)["estimates"][0]["pools"]
    # Three vCPU in one zone fit on one host of eight, where three zones would take three.
    assert (pool["instance_type"], pool["hosts"]) == ("m5.2xlarge", 1)


def test_packing_on_a_single_type_looks_at_labels_taints_and_zones():
    only = tco.HostType("m5.large", 2, 8, weight=1, labels="pool=general", taints="dedicated")
    items = [
        tco.Item("fits", 1, 2, labels="pool=general", tolerations=["dedicated"], zones=["b"]),
        tco.Item("labelled", 1, 2, labels="pool=batch", tolerations=["dedicated"]),
        tco.Item("tainted", 1, 2, labels="pool=general"),
    ]
    plan = tco.pack(items, [only], zones="a,b")
    assert plan.new_hosts == {"m5.large": 1}
    reasons = {left.id: left.reason for left in plan.unplaced}
    assert 'closest is "m5.large": lacks the label "pool=batch"' in reasons["labelled"]
    assert 'closest is "m5.large": has the taint "dedicated"' in reasons["tainted"]


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_a_plan_by_default_is_no_dearer_than_one_of_few_steps_or_few_types(seed):
    draw = random.Random(seed)
    services = [
        {
            "name": f"s{i}",
            "count": draw.randint(1, 12),
            "vcpu": draw.choice(["0.25", "0.5", "1", "2", "4"]),
            "memory_gib": draw.choice(["0.5", "1", "2", "4", "8", "16"]),
            "network_mode": "bridge",  # How many interfaces a type has is of no account here.
        }
        for i in range(30)
    ]
    read = workload(services=services)

    def cost(**options):
        (estimate,) = tco.compare(read, region="us-east-1", deployments="ecs-ec2", **options).estimates
        return estimate.fleets[0].cost

    assert cost() <= cost(fleet_iterations=100)
    assert cost() <= cost(max_types=8)
