"""What documents say of hosts and deployments: network modes, volumes, labels of groups, regions and single hosts."""

import json

import container_tco as tco
import pytest
from workloads import scenario, task_definition, write_json

POD = """
apiVersion: apps/v1
kind: Deployment
metadata: {{name: web}}
spec:
  replicas: 4
  template:
    spec:
      {selector}
      containers:
      - name: web
        image: nginx
        resources: {{requests: {{cpu: "1", memory: 2Gi}}}}
"""


def estimate_of(service, deployment, **options):
    workload = tco.read_scenario(json.dumps(scenario(services=[service])))
    return tco.compare(workload, region="us-east-1", deployments=deployment, **options).estimates[0]


def pods(folder, selector, deployment="eks-ec2", **options):
    """Four pods with a line of their own in the template."""
    path = folder / "web.yaml"
    path.write_text(POD.format(selector=selector), encoding="utf-8")
    answer = tco.compare(tco.read_kubernetes(path), deployments=deployment, **options)
    return answer.estimates[0]


def reasons(estimate):
    return " ".join(finding.reason for finding in estimate.feasibility.findings)


def hosts_of(estimate):
    return {pool.instance_type: pool.hosts for pool in estimate.pools}


def test_tasks_of_managed_instances_have_interfaces_of_their_own():
    # Rules M4, X61: modes awsvpc and host only. Rule S12: a c6a.large carries 10 tasks with trunking, so 60 need 6.
    tiny = {"name": "tiny", "count": 60, "vcpu": "0.03125", "memory_gib": "0.0625"}
    for mode in ("bridge", "awsvpc"):
        service = {**tiny, "network_mode": mode}
        estimate = estimate_of(service, "ecs-managed-instances", zones=1, instance_types="c6a.large")
        assert hosts_of(estimate) == {"c6a.large": 6}
    in_network_of_host = {**tiny, "network_mode": "host"}
    assert hosts_of(estimate_of(in_network_of_host, "ecs-managed-instances", zones=1, instance_types="c6a.large")) == {
        "c6a.large": 1
    }


@pytest.mark.parametrize(("deployment", "most"), [("ecs-ec2", 31), ("ecs-managed-instances", 30)])
def test_hosts_that_aws_looks_after_have_two_volumes(deployment, most):
    # An m7i.2xlarge attaches 32 volumes; one is the root, or two are the system and the data of Bottlerocket (M10).
    service = {"name": "db", "count": most, "vcpu": "0.03125", "memory_gib": "0.0625", "attached_volumes": 1}
    options = {"zones": 1, "instance_types": "m7i.2xlarge"}
    assert hosts_of(estimate_of(service, deployment, **options)) == {"m7i.2xlarge": 1}
    assert hosts_of(estimate_of({**service, "count": most + 1}, deployment, **options)) == {"m7i.2xlarge": 2}


def test_volumes_limit_what_a_rollout_and_a_further_task_find():
    # An m5.4xlarge with trunking attaches 27 − 1 − 1 = 25 volumes: 25 tasks fill it, and a new one holds 25.
    service = {
        "name": "db",
        "count": 25,
        "vcpu": "0.25",
        "memory_gib": "0.5",
        "attached_volumes": 1,
        "rollout": {"strategy": "rolling", "maximum_percent": 200, "minimum_healthy_percent": 100},
        "usage": {"releases_per_month": 4},
    }
    workload = tco.read_scenario(json.dumps(scenario(services=[service])))
    answer = tco.compare(
        workload, region="us-east-1", deployments="ecs-ec2", zones=1, instance_types="m5.4xlarge", families="m5"
    )
    assert hosts_of(answer.estimates[0]) == {"m5.4xlarge": 1}
    assert answer.estimates[0].resilience.rollout_hosts == 1
    (cost,) = answer.marginal_costs("ecs-ec2")
    assert (cost.free_copies, cost.copies_per_step) == (0, 25)


def test_zones_of_other_regions_are_none_here(tmp_path):
    zones = "[us-east-1a, us-east-1b, eu-west-1a]"
    selector = (
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: "
        f"[{{matchExpressions: [{{key: topology.kubernetes.io/zone, operator: In, values: {zones}}}]}}]}}}}}}"
    )
    named = {one.id: one.text for one in pods(tmp_path, selector, region="eu-west-1").assumptions}
    assert "us-east-1a" not in str(named)
    assert "eu-west-1a" in str(named)


def test_a_region_is_a_fact_and_no_label_to_set(tmp_path):
    here = pods(tmp_path, "nodeSelector: {topology.kubernetes.io/region: eu-west-1}", region="eu-west-1")
    assert here.is_complete
    assert not any(one.id.startswith("host_labels") for one in here.assumptions)
    elsewhere = pods(tmp_path, "nodeSelector: {topology.kubernetes.io/region: eu-west-1}", region="us-east-1")
    assert not elsewhere.is_feasible
    assert "hosts are priced in us-east-1" in reasons(elsewhere)


@pytest.mark.parametrize("label", ["kubernetes.io/hostname: ip-10-0-1-5", "topology.k8s.aws/zone-id: use1-az1"])
def test_single_hosts_and_zone_ids_are_not_made_up(tmp_path, label):
    estimate = pods(tmp_path, f"nodeSelector: {{{label}}}", region="us-east-1")
    assert not estimate.is_feasible
    assert "this library does not know its values" in reasons(estimate)


@pytest.mark.parametrize("key", ["eks.amazonaws.com/nodegroup", "karpenter.sh/nodepool"])
def test_hosts_of_a_group_bear_its_name(tmp_path, key):
    hosts = {
        "schema_version": "1",
        "groups": [
            {"name": "web", "candidates": {"families": ["m7i"]}},
            {"name": "other", "candidates": {"families": ["c7i"]}},
        ],
    }
    path = write_json(tmp_path / "hosts.json", hosts)
    web = pods(tmp_path, f"nodeSelector: {{{key}: web}}", region="eu-west-1", hosts=path)
    assert web.is_complete
    types = {pool.instance_type.split(".")[0] for pool in web.pools for item in pool.items if item.id == "web"}
    assert types == {"m7i"}
    none = pods(tmp_path, f"nodeSelector: {{{key}: third}}", region="eu-west-1", hosts=path)
    assert f"{key}=third" in reasons(none)


def test_a_strategy_with_fargate_spot_is_not_sent_to_fargate_spot(tmp_path):
    service = {
        "serviceName": "web",
        "taskDefinition": "web",
        "desiredCount": 10,
        "capacityProviderStrategy": [
            {"capacityProvider": "FARGATE", "base": 5, "weight": 1},
            {"capacityProvider": "FARGATE_SPOT", "weight": 1},
        ],
    }
    definition = write_json(tmp_path / "web.json", task_definition())
    services = write_json(tmp_path / "services.json", {"services": [service]})
    workload = tco.read_ecs(definition, services=services)
    mixed, plain = tco.compare(workload, region="us-east-1", deployments=["ecs-strategy", "ecs-fargate"]).estimates
    assert {pool.deployment.name for pool in mixed.parts} == {"ecs-fargate", "ecs-fargate-spot"}
    assert "Fargate Spot" not in reasons(mixed)
    assert "Fargate Spot" in reasons(plain)
