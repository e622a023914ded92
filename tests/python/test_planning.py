"""`plan`: items in, the cheapest hosts of a region out, by arithmetic that fits in a comment."""

import json
from decimal import Decimal

import container_tco as tco
import pytest
from click.testing import CliRunner
from container_tco.cli import program

# An m5.large of ECS has 2 vCPU and, when the kernel takes nothing, 8 GiB.
PLAIN = {
    "region": "us-east-1",
    "control_plane": "ecs",
    "families": "m5",
    "zones": 1,
    "host_setup": tco.HostOptions(memory_overhead_fraction=0),
}
TASKS = [tco.Item("web", 2, 8, count=5)]
# m5.2xlarge + m5.large: (0.384 + 0.096) × 730 h = 350.40, and two disks of 30 GiB × $0.08 = 4.80.
COST = Decimal("355.2")


def checked(*arguments, **options):
    plan = tco.plan(*arguments, **options)
    assert plan.verify() == []
    assert plan.check_bound() == []
    return plan


# Five tasks of 2 vCPU and 8 GiB. m5.large holds one: 5 × 0.096 × 730 h = 350.40, and five disks of $2.40. m5.4xlarge
# has 64 GiB and holds all: 0.768 × 730 h = 560.64, and one disk.
@pytest.mark.parametrize(
    ("sizes", "hosts", "cost"),
    [
        ({"max_vcpu": 2}, {"m5.large": 5}, "362.4"),
        ({"max_memory_gib": "8"}, {"m5.large": 5}, "362.4"),
        ({"min_memory_gib": 64, "max_vcpu": 16}, {"m5.4xlarge": 1}, "563.04"),
        ({"min_vcpu": 16, "max_vcpu": 16}, {"m5.4xlarge": 1}, "563.04"),
    ],
)
def test_hosts_keep_to_the_sizes_that_are_given(sizes, hosts, cost):
    plan = checked(TASKS, **PLAIN, **sizes)
    assert plan.new_hosts == hosts
    assert plan.total == Decimal(cost)


def test_the_command_takes_sizes_of_hosts(tmp_path):
    (tmp_path / "tasks.csv").write_text("id,vcpu,memory_gib,count\nweb,1.5,4,5\n", encoding="utf-8")
    command = ["pack", str(tmp_path / "tasks.csv"), "--region", "us-east-1", "--control-plane", "ecs", "--zones", "1"]
    sizes = ["--families", "m5", "--min-vcpu", "2", "--max-vcpu", "2", "--max-memory", "8", "--min-memory", "8"]
    done = CliRunner().invoke(program, [*command, *sizes, "--format", "json"])
    assert done.exit_code == 0, done.stderr
    assert "m5.large" in done.stdout
    assert "m5.xlarge" not in done.stdout
    refused = CliRunner().invoke(program, ["pack", str(tmp_path / "tasks.csv"), "--max-vcpu", "2"])
    assert refused.exit_code == 2
    assert "a region is needed with --max-vcpu" in refused.stderr


# Rule S18: a target capacity belongs to capacity providers of Auto Scaling groups on ECS.
def test_a_target_capacity_goes_with_hosts_of_the_team_on_ecs_only():
    checked(TASKS, **PLAIN, target_capacity_percent=90)
    for deployment in ("eks-ec2", "eks-auto-mode", "ecs-managed-instances"):
        with pytest.raises(tco.InvalidInputError, match=f"100 on {deployment}"):
            tco.plan(TASKS, region="us-east-1", deployment=deployment, target_capacity_percent=90)


def test_graviton1_and_hpc_types_are_planned_only_when_named():
    one = [tco.Item("web", "0.5", "0.5")]
    plan = tco.plan(one, region="us-east-1", architectures="arm64", zones=1)
    assert not [name for name in plan.new_hosts if name.startswith("a1.")]
    named = tco.plan(one, region="us-east-1", architectures="arm64", zones=1, families="a1")
    assert set(named.new_hosts) <= {"a1.medium", "a1.large"}


def test_the_cheapest_mix_costs_what_the_price_page_says():
    plan = checked(TASKS, **PLAIN)
    assert plan.new_hosts == {"m5.2xlarge": 1, "m5.large": 1}
    assert plan.total == COST
    assert plan.total_exact == tco.Money("355.2", "USD")
    assert plan.lower_bound <= plan.total
    assert sum(line.cost.amount for line in plan.lines) == plan.total
    assert plan.is_complete
    assert plan.currency == "USD"


def test_a_plan_shows_its_cost_in_every_format():
    plan = checked(TASKS, **PLAIN)
    for text in (plan.to_text(), plan.to_markdown(), plan.to_html()):
        assert "$355.20" in text
        assert "m5.2xlarge" in text
    document = plan.to_dict()
    assert document["total"] == "355.2"
    assert document["kind"] == "priced_fleet_plan"
    assert document["plan"]["input"]["items"][0]["id"] == "web"
    assert "m5.large" in plan.to_csv()


def test_one_type_costs_no_less():
    mixed = checked(TASKS, **PLAIN)
    assert checked(TASKS, **PLAIN, max_types=1).total >= mixed.total


def test_pods_take_an_address_each_on_eks():
    # An m5.large runs 29 pods, two of which are daemons in the network of the host (rule K3).
    pods = [tco.Item("tiny", "0.001", "0.001", count=100)]
    plan = checked(pods, region="us-east-1", instance_types="m5.large", zones=1)
    assert plan.packed.items[0].network_slots == 1
    assert plan.host_count >= 4
    assert {daemon.id for daemon in plan.packed.options.daemons} >= {"aws-node", "kube-proxy"}


def test_what_fits_nowhere_and_an_empty_filter_are_reasons():
    plan = checked([tco.Item("huge", 400, 8)], **PLAIN)
    assert 'closest is "m5.24xlarge": needs 400 vCPU; the host offers 96 vCPU' in plan.unplaced[0].reason
    assert not plan.is_complete
    arm = checked([tco.Item("web", 1, 1)], **PLAIN, architectures="arm64")
    assert 'lacks the label "kubernetes.io/arch=arm64"' in arm.unplaced[0].reason


HOSTS = {
    "groups": [
        {"name": "general", "candidates": {"families": ["m5"], "max_vcpu": 2}},
        {
            "name": "batch",
            "candidates": {"instance_types": ["m5.xlarge"]},
            "labels": {"pool": "batch"},
            "taints": ["dedicated=batch:NoSchedule"],
        },
    ],
    "kept": [{"instance_type": "m5.2xlarge", "group": "general", "by_zone": [1]}],
    "setup": {"memory_overhead_fraction": "0"},
}
GROUPED = {"region": "us-east-1", "control_plane": "ecs", "zones": 1, "hosts": HOSTS}


def test_kept_hosts_are_filled_first_and_paid_for():
    # Four of five tasks on the m5.2xlarge that is there, one on a new m5.large: both are paid for, and nothing is
    # cheaper.
    plan = checked(TASKS, **GROUPED)
    assert plan.new_hosts == {"general/m5.large": 1}
    assert plan.total == COST
    assert plan.lower_bound == COST
    assert plan.gap == 0
    four = checked([tco.Item("web", 2, 8, count=4)], **GROUPED)
    # 0.384 × 730 h + 30 GiB × $0.08
    assert (four.new_hosts, four.total, four.lower_bound) == ({}, Decimal("282.72"), Decimal("282.72"))


def test_items_ask_for_the_labels_of_groups():
    # m5.xlarge: 0.192 × 730 h + 30 GiB × $0.08 = 142.56.
    batch = tco.Item("batch", 2, 8, count=2, labels="pool=batch", tolerations="dedicated=batch:NoSchedule")
    plan = checked([*TASKS, batch], **GROUPED)
    assert plan.new_hosts == {"batch/m5.xlarge": 1, "general/m5.large": 1}
    assert plan.total == COST + Decimal("142.56")
    text = plan.to_text()
    for amount in ("142.56", "72.48", "282.72"):
        assert amount in text
    untolerated = tco.plan([tco.Item("batch", 2, 8, labels="pool=batch")], **GROUPED)
    assert [left.id for left in untolerated.unplaced] == ["batch"]


def test_limits_of_groups_hold_and_unknown_groups_are_named():
    few = {**HOSTS, "groups": [{**HOSTS["groups"][0], "max_hosts": 1}]}
    plan = tco.plan(TASKS, **(GROUPED | {"hosts": few}))
    assert not plan.is_complete
    assert "max_hosts 1" in plan.unplaced[0].reason
    kept = tco.load_hosts(HOSTS).with_(groups=[])
    with pytest.raises(tco.InvalidInputError, match=r"kept hosts: .*'general'"):
        tco.plan(TASKS, **(GROUPED | {"hosts": kept}))


def test_the_command_takes_a_hosts_file(tmp_path):
    (tmp_path / "items.csv").write_text("id,vcpu,memory_gib,count\nweb,2,8,5\n")
    (tmp_path / "hosts.json").write_text(json.dumps(HOSTS))
    command = ["pack", str(tmp_path / "items.csv"), "--hosts", str(tmp_path / "hosts.json")]
    priced = [*command, "--region", "us-east-1", "--control-plane", "ecs", "--zones", "1", "--format", "json"]
    done = CliRunner(catch_exceptions=False).invoke(program, priced)
    assert done.exit_code == 0, done.stderr
    assert Decimal(json.loads(done.stdout)["total"]) == COST
    refused = CliRunner().invoke(program, command)
    assert refused.exit_code == 2
    assert "a region is needed with --hosts" in refused.stderr


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"region": "mars"}, tco.InvalidInputError, "region: .*'mars'"),
        ({"families": "m55"}, tco.InvalidInputError, "families"),
        ({"control_plane": "nomad"}, tco.InvalidInputError, "control_plane: expected ecs or eks"),
        ({"architectures": ""}, tco.InvalidInputError, "architectures"),
        ({"architectures": "mips"}, tco.InvalidInputError, "mips"),
        ({"period": 0}, tco.InvalidInputError, "hours"),
        ({"zones": 0}, tco.InvalidInputError, "zones"),
        ({"region": 5}, TypeError, "region"),
    ],
)
def test_bad_options_are_named(options, error, message):
    with pytest.raises(error, match=message):
        tco.plan(TASKS, **(PLAIN | options))


def test_a_bad_item_is_named_by_its_place():
    with pytest.raises(tco.InvalidInputError, match=r"items\[1\]\.id"):
        tco.plan([*TASKS, *TASKS], **PLAIN)


def test_the_command_prices_what_python_prices(tmp_path):
    (tmp_path / "items.csv").write_text("id,vcpu,memory_gib,count\nweb,2,7,5\n")
    arguments = ["pack", str(tmp_path / "items.csv"), "--region", "us-east-1", "--control-plane", "ecs"]
    result = CliRunner(catch_exceptions=False).invoke(program, [*arguments, "--families", "m5", "--format", "json"])
    assert result.exit_code == 0, result.stderr
    expected = tco.plan([tco.Item("web", 2, 7, count=5)], region="us-east-1", control_plane="ecs", families="m5")
    assert json.loads(result.stdout) == expected.to_dict()
    for wrong in (["--types", "t.csv", "--region", "us-east-1"], ["--families", "m5"]):
        assert CliRunner().invoke(program, ["pack", str(tmp_path / "items.csv"), *wrong]).exit_code == 2
