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


def test_daemons_of_the_cluster_start_on_nodes_with_taints():
    # kube-proxy and aws-node take 125m of 1.93 vCPU: two pods of 950m do not fit beside them, with taints or without.
    pods = [tco.Item("a", "0.95", "0.5", count=8, tolerations="k=v:NoSchedule")]
    for taints in ([], ["k=v:NoSchedule"]):
        group = {"name": "g", "taints": taints, "candidates": {"instance_types": ["m7i.large"]}}
        plan = checked(pods, region="us-east-1", zones=1, hosts={"groups": [group]})
        assert plan.new_hosts == {"g/m7i.large": 8}
        own = [tco.Item("kube-proxy", "0.5", "0.1")]
        with_own = checked(pods, region="us-east-1", zones=1, hosts={"groups": [group]}, daemons=own)
        assert {host.used.cpu.milli for host in with_own.hosts} == {950 + 25 + 500}


def test_what_only_kept_hosts_take_does_not_count_in_the_bound():
    # One m7i.large is there and takes one of twelve; no type that can be had is one.
    kept = {"kept": [{"instance_type": "m7i.large", "by_zone": [1]}]}
    bound = [tco.Item("bound", "1.5", 1, count=12, labels="node.kubernetes.io/instance-type=m7i.large")]
    plan = checked(bound, region="us-east-1", zones=1, hosts=kept, families="c7i")
    assert [left.copies for left in plan.unplaced] == [11]
    # 0.1008 × 730 h + 20 GiB × $0.08, and nothing beyond.
    assert plan.total == plan.lower_bound == Decimal("75.184")
    both = checked([*bound, tco.Item("free", 1, 2, count=4)], region="us-east-1", zones=1, hosts=kept, families="c7i")
    assert both.lower_bound <= both.total
    packed = tco.pack(
        [tco.Item("z", 1, 1, count=12, labels="z=1")],
        [
            tco.HostType("a", 2, 8, weight=100, labels="z=1", existing=[1], max_new_hosts=0),
            tco.HostType("b", 4, 8, weight=100),
        ],
    )
    assert packed.check_bound() == []
    assert packed.lower_bound == 0


def test_zones_of_kept_hosts_need_names():
    three = {"kept": [{"instance_type": "m5.large", "by_zone": [1, 1, 1]}]}
    with pytest.raises(tco.InvalidInputError, match=r"at most 2 zones, as many as have names, found 3 of m5\.large"):
        tco.plan(TASKS, **(PLAIN | {"zones": "a,b", "hosts": three}))
    plan = checked(TASKS, **(PLAIN | {"zones": 2, "hosts": three}))
    assert {host.zone for host in plan.hosts} == {"0", "1", "2"}


def test_arguments_win_over_the_hosts_file():
    given = {
        "headroom_percent": 300,
        "min_hosts": 9,
        "min_hosts_per_zone": 9,
        "survive_host_loss": True,
        "max_types": 1,
    }
    stated = checked(TASKS, **(PLAIN | {"hosts": given}))
    assert stated.priced.fleet.plan.host_count >= 9
    zero = {"headroom_percent": 0, "min_hosts": 0, "min_hosts_per_zone": 0, "survive_host_loss": False, "max_types": 9}
    assert checked(TASKS, **(PLAIN | {"hosts": given} | zero)).total == COST


def test_minima_that_no_type_can_meet_name_the_group():
    groups = [{"name": "first"}, {"name": "second", "min_hosts": 1, "candidates": {"min_vcpu": 9999}}]
    with pytest.raises(tco.InvalidInputError, match='hosts: group "second": min_hosts'):
        tco.plan(TASKS, **(PLAIN | {"hosts": {"groups": groups}}))
    with pytest.raises(TypeError, match="hosts: expected a path"):
        tco.plan(TASKS, **(PLAIN | {"hosts": 5}))
    negative = tco.load_hosts({"kept": [{"instance_type": "m5.large", "by_zone": [1]}]})
    negative = negative.with_(kept_hosts=[negative.kept_hosts[0].with_(by_zone=[-1])])
    with pytest.raises(tco.InvalidInputError, match=r"kept hosts: .*-1"):
        tco.plan(TASKS, **(PLAIN | {"hosts": negative}))


def test_the_costs_of_types_add_up_to_the_total():
    # Fees of AWS for looking after hosts are lines of their own.
    plan = tco.plan([tco.Item("a", "0.9", 2, count=2)], region="us-east-1", deployment="eks-auto-mode", zones=1)
    assert len(plan.new_hosts) == 1
    row = next(line for line in plan.to_markdown().splitlines() if line.startswith("| " + next(iter(plan.new_hosts))))
    assert row.rstrip(" |").split("|")[-1].strip() == f"{plan.total:.2f}"


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
