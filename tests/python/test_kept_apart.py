"""Services and items of which no copies share a host: anti-affinity between services."""

import json

import container_tco as tco
import pytest
from workloads import scenario

POD = """
apiVersion: apps/v1
kind: {kind}
metadata: {{name: {name}}}
spec:
  replicas: {count}
  selector: {{matchLabels: {{app: {name}}}}}
  template:
    metadata: {{labels: {{app: {name}}}}}
    spec:
      {affinity}
      containers:
      - name: c
        image: nginx
        resources: {{requests: {{cpu: 500m, memory: 1Gi}}}}
---
"""
APART = (
    "affinity: {{podAntiAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: "
    "[{{topologyKey: {key}, labelSelector: {{matchLabels: {{app: web}}}}}}]}}}}"
)
HOST = "kubernetes.io/hostname"


def pods(folder, key="", kind="Deployment", count=5):
    """Pods of "web", and of "batch", which keeps apart from them where there is a key."""
    text = POD.format(kind="Deployment", name="web", count=5, affinity="")
    text += POD.format(kind=kind, name="batch", count=count, affinity=APART.format(key=key) if key else "")
    path = folder / "pods.yaml"
    path.write_text(text, encoding="utf-8")
    return tco.read_kubernetes(path)


def contents(estimate):
    """What the hosts of an estimate hold, daemons aside: sets of names."""
    return [
        {pool.items[placement.item].id for placement in hosts.placements}
        for pool in estimate.pools
        for hosts in pool.plan.hosts
    ]


def estimate_of(read, **options):
    (estimate,) = tco.compare(read, region="us-east-1", deployments="eks-ec2", **options).estimates
    return estimate


@pytest.mark.parametrize("deployment", ["ecs-ec2-spot", "eks-ec2-spot", "ecs-managed-instances", "eks-auto-mode"])
@pytest.mark.parametrize("provisioning", ["mixed", "single_type"])
def test_services_keep_apart_on_every_kind_of_host(deployment, provisioning):
    read = tco.read_scenario(services(count=7, apart_from=["web"]))
    (estimate,) = tco.compare(
        read, region="us-east-1", deployments=deployment, zones=1, provisioning=provisioning, families="m7i"
    ).estimates
    assert estimate.is_complete
    held = contents(estimate)
    assert {"web"} <= set.union(*held)
    assert not any({"web", "batch"} <= names for names in held)


def test_services_keep_apart_from_those_of_their_own_file(tmp_path):
    other = {"name": "web", "count": 4, "vcpu": "1", "memory_gib": "2"}
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    first.write_text(json.dumps(scenario(services=[other])), encoding="utf-8")
    second.write_text(services(apart_from=["web"]), encoding="utf-8")
    read = tco.read_workload(first, second)
    assert {service.name: service.apart_from for service in read.services} == {
        "web": [],
        "web (b.json)": [],
        "batch": ["web (b.json)"],
    }


@pytest.mark.parametrize("provisioning", ["mixed", "single_type"])
def test_pods_that_keep_apart_share_no_host(tmp_path, provisioning):
    # Hosts of a single type are so large that they hold all, unless they must not.
    options = {"provisioning": provisioning, "zones": 1, "instance_types": "m7i.2xlarge"}
    together = estimate_of(pods(tmp_path), **options)
    apart = estimate_of(pods(tmp_path, HOST), **options)
    assert any({"web", "batch"} <= held for held in contents(together))
    assert not any({"web", "batch"} <= held for held in contents(apart))
    assert sum(pool.hosts for pool in together.pools) == 1
    assert sum(pool.hosts for pool in apart.pools) == 2
    assert not any(assumption.id == "other_pods" for assumption in apart.assumptions)


def test_a_further_pod_finds_no_room_beside_those_that_it_keeps_apart_from(tmp_path):
    answer = tco.compare(
        pods(tmp_path, HOST), region="us-east-1", deployments="eks-ec2", zones=1, instance_types="m7i.2xlarge"
    )
    # A host of 8 vCPU holds at most 15 pods of half a vCPU, and each of the two has 5 already.
    for cost in answer.marginal_costs("eks-ec2"):
        assert 5 < cost.free_copies <= 10


@pytest.mark.parametrize(("key", "kind"), [("topology.kubernetes.io/zone", "Deployment"), (HOST, "DaemonSet")])
def test_what_is_not_planned_for_is_named(tmp_path, key, kind):
    read = pods(tmp_path, key, kind)
    assert any(assumption.id == "other_pods" for assumption in read.assumptions)
    # What stands in other zones stands on other hosts.
    assert [service.apart_from for service in read.services] == [[], ["web"] if kind == "Deployment" else []]


def services(**changes):
    made = [{"name": name, "count": 4, "vcpu": "1", "memory_gib": "2"} for name in ("web", "batch")]
    made[1] = {name: value for name, value in (made[1] | changes).items() if value is not None}
    return json.dumps(scenario(services=made))


def test_scenarios_say_it_by_name():
    read = tco.read_scenario(services(apart_from=["web"]))
    (estimate,) = tco.compare(
        read, region="us-east-1", deployments="ecs-ec2", zones=1, instance_types="m7i.2xlarge"
    ).estimates
    assert not any({"web", "batch"} <= held for held in contents(estimate))


def test_a_service_alone_keeps_apart_from_nothing():
    read = tco.read_scenario(services(apart_from=["web"]))
    alone = read.with_(services=[read.services[1]])
    assert tco.compare(alone, region="us-east-1", deployments="ecs-ec2").estimates[0].is_complete


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"apart_from": ["wbe"]}, r"services\[1\]\.apart_from\[0\].*name of another service"),
        ({"apart_from": ["batch"]}, r"services\[1\]\.apart_from\[0\].*name of another service"),
        ({"apart_from": ["web"], "daemon": True, "count": None}, "daemon"),
        ({"apart_from": [3]}, r"apart_from\[0\]"),
        ({"apart_from": "web"}, "apart_from"),
    ],
)
def test_names_that_are_none_are_told(changes, expected):
    with pytest.raises(tco.ParseError, match=expected):
        tco.read_scenario(services(**changes))


def test_a_service_does_not_keep_apart_from_itself():
    read = tco.read_scenario(services())
    wrong = read.with_(services=[service.with_(apart_from=[service.name]) for service in read.services])
    with pytest.raises(tco.InvalidInputError, match="one_per_host"):
        tco.compare(wrong, region="us-east-1")


def test_items_of_documents_and_tables_keep_apart(tmp_path):
    types = [{"name": "t", "vcpu": 4, "memory_gib": 8, "weight": 5}]
    rows = [{"id": name, "vcpu": 2, "memory_gib": 1, "count": 3} for name in ("web", "batch")]
    assert tco.pack(rows, types).total_weight == 15
    rows[1]["apart_from"] = "web"
    plan = tco.pack(rows, types)
    assert plan.total_weight == 20
    assert plan.verify() == []
    file = tmp_path / "plan.json"
    file.write_text(plan.to_json(), encoding="utf-8")
    assert tco.pack(**tco.load_fleet(file)).to_json() == plan.to_json()
    with pytest.raises(tco.InvalidInputError, match=r"items\[0\]\.apart_from\[0\].*'web'"):
        tco.pack(rows[1:], types)
