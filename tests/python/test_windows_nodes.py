"""Windows nodes of EKS, beside the Linux nodes that their cluster needs."""

import json
from fractions import Fraction

import container_tco as tco
import pytest
from container_tco import _core
from workloads import scenario

HOURS = 730
WINDOWS_HOUR, LINUX_HOUR = Fraction("0.188"), Fraction("0.096")  # m5.large in us-east-1, AWS price list of 2026-09.
SERVICE = {"name": "site", "count": 4, "vcpu": "1", "memory_gib": "2.5", "operating_system": "windows"}


def windows_workload(**members):
    return tco.read_scenario(json.dumps(scenario(services=[{**SERVICE, **members}])))


def hosts_by_pool(estimate):
    return {pool.name.split("/")[0]: (pool.hosts, pool.instance_type) for pool in estimate.pools}


def compute_cost(estimate):
    lines = [line for line in estimate.lines if line.category == _core.CostCategory.compute]
    return sum(Fraction(str(line.cost.amount)) for line in lines)


@pytest.mark.parametrize("provisioning", ["mixed", "single_type"])
def test_windows_pods_have_nodes_of_their_own_and_coredns_has_linux_nodes(provisioning):
    # m5.large for Windows: 2 vCPU and 5,943 MiB, so two pods of 1 vCPU and 2.5 GiB; four pods over two zones fill one
    # node each. The two pods of CoreDNS share a Linux node.
    (estimate,) = tco.compare(
        windows_workload(),
        region="us-east-1",
        deployments="eks-ec2",
        instance_types="m5.large",
        provisioning=provisioning,
    ).estimates
    assert hosts_by_pool(estimate) == {"windows": (2, "m5.large"), "linux": (1, "m5.large")}
    assert compute_cost(estimate) == HOURS * (2 * WINDOWS_HOUR + LINUX_HOUR)


def test_pods_of_a_windows_node_share_the_addresses_of_one_interface():
    # An interface of m5.large has 10 addresses, one of them the node's: 9 pods a node, whatever their size.
    small = windows_workload(count=20, vcpu="0.05", memory_gib="0.1")
    answer = tco.compare(
        small, region="us-east-1", deployments="eks-ec2", instance_types="m5.large", zones=1, run_cluster_services=False
    )
    assert hosts_by_pool(answer.estimates[0]) == {"windows": (3, "m5.large")}


def test_auto_mode_has_no_windows_nodes():
    (estimate,) = tco.compare(windows_workload(), region="us-east-1", deployments="eks-auto-mode").estimates
    assert not estimate.is_feasible
    assert [finding.reason for finding in estimate.feasibility.findings] == ["AWS looks after Linux hosts only."]


def test_auto_mode_takes_no_windows_pods_of_a_manifest(tmp_path):
    manifest = tmp_path / "site.yaml"
    manifest.write_text(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: site}\nspec:\n  selector: {matchLabels: {app: site}}\n"
        "  template:\n    metadata: {labels: {app: site}}\n    spec:\n      nodeSelector: {kubernetes.io/os: windows}\n"
        "      containers: [{name: site, image: site, resources: {requests: {cpu: '1', memory: 2Gi}}}]\n",
        encoding="utf-8",
    )
    workload = tco.read_kubernetes(manifest)
    answer = tco.compare(workload, region="us-east-1", deployments="eks-auto-mode,eks-ec2,eks-fargate")
    assert [estimate.deployment.name for estimate in answer.estimates if estimate.is_feasible] == ["eks-ec2"]


def test_a_plan_takes_windows_hosts_of_eks():
    items = [{"id": "site", "vcpu": "1", "memory_gib": "2.5", "count": 4, "network_slots": 1}]
    plan = tco.plan(
        items, region="us-east-1", instance_types="m5.large", zones=1, control_plane="eks", operating_system="windows"
    )
    assert plan.new_hosts == {"m5.large": 2}
