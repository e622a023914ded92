"""Rows priced by contracts and by options of hosts: as the single comparison has them, and never silently without."""

import functools
import json
from decimal import ROUND_HALF_EVEN, Decimal

import container_tco as tco
import pyarrow
import pytest
from batch_rows import batch, write_csv
from contract_terms import savings_plan

WON = {"schema_version": "1", "name": "won", "currency": {"code": "KRW", "rate": "1390.7", "as_of": "2026-11-01"}}
DIGIT = Decimal("1e-10")


def rows(**changes):
    return pyarrow.table({"region": ["us-east-1"], "vcpu": ["1"], "memory_gib": ["2"], **changes})


def workload(*counts):
    request = tco.Resources(cpu=tco.Cpu.from_vcpu(1), memory=tco.Bytes.from_gib(2))
    task = tco.Task(request=request, fargate_request=request)
    services = [
        tco.Service(name=f"row {i}", task=task, demand=tco.ConstantDemand(count=count))
        for i, count in enumerate(counts)
    ]
    return tco.Workload(name="rows", services=services)


def total(answer, deployment):
    """Rounded as rows are."""
    (found,) = [one for one in answer.estimates if one.deployment.name == deployment]
    return found.total.quantize(DIGIT, ROUND_HALF_EVEN)


def test_amounts_are_named_in_the_currency_of_the_report():
    answer = tco.batch_compare(rows(), contract=WON, group_by="region")
    assert answer.to_arrow()["currency"].to_pylist() == ["KRW"]
    assert answer.summary.groups.to_arrow()["currency"].to_pylist() == ["KRW"]
    assert "$" not in answer.summary.to_text()
    groups = tco.batch_compare_groups(rows(team=["a"]), pack_by="team", contract=WON)
    assert groups.to_arrow()["currency"].to_pylist() == ["KRW"]


def test_rows_that_a_contract_cannot_convert_have_another_currency():
    table = rows(region=["us-east-1", "cn-north-1"], vcpu=["1", "1"], memory_gib=["2", "2"], team=["a", "b"])
    found = tco.batch_compare(table, contract=WON).to_arrow()["error"].to_pylist()
    assert found == [None, "currency_mismatch"]
    groups = tco.batch_compare_groups(table, pack_by="team", contract=WON).to_arrow()
    assert groups["error"].to_pylist() == [None, "currency_mismatch"]


@pytest.mark.parametrize("deployment", ["ecs-fargate", "ecs-ec2", "ecs-ec2-spot", "eks-ec2"])
def test_a_row_in_another_currency_stops_no_other(deployment):
    table = rows(region=["us-east-1", "cn-north-1"], vcpu=["1", "1"], memory_gib=["2", "2"])
    found = tco.batch_compare(table, deployments=deployment).to_arrow()["error"].to_pylist()
    assert found[0] is None
    assert found[1] in ("currency_mismatch", "price_not_found")


@pytest.mark.parametrize(
    "options",
    [
        {"rollout_capacity": "standing", "rollout_minutes": 10},
        {"rollout_capacity": "standing"},
        {"rollout_capacity": "none"},
        {"rollouts_at_once": True, "rollout_capacity": "standing"},
        {"host_minutes": 30, "host_replacements_per_month": 2},
        {"replacement_minutes": 30},
        {"survive_zone_loss": True},
        {"measured_fill_fraction": "0.5"},
        {"target_capacity_percent": 80},
        {"min_hosts": 5},
        {"zones": 3},
        {"spot_on_demand_base_percent": 50},
        {"spot_min_types": 3},
        {"architectures": "arm64"},
        {"kubernetes_version": "1.29", "as_of": "2026-11-25"},
        {"host_setup": tco.HostOptions(root_disk_gib=200, eni_trunking=False)},
        {"run_cluster_services": False},
        {"min_vcpu": 8},
        {"burstable": True},
    ],
    ids=str,
)
def test_no_option_is_left_out_of_a_row(options):
    names = ["ecs-fargate", "ecs-fargate-spot", "ecs-ec2"]
    found = tco.batch_compare(rows(task_count=[20]), deployments=names, **options).to_arrow()
    single = tco.compare(workload(20), region="us-east-1", deployments=names, provisioning="single_type", **options)
    for name in names:
        assert found[f"{name.replace('-', '_')}_total"].to_pylist() == [total(single, name)], name


# Rule S18: only hosts behind capacity providers of Auto Scaling groups have one. A host of 2 vCPU holds one task:
# twenty hosts, and 20 / 0.8 = 25 with it.
@pytest.mark.parametrize("deployment", ["ecs-ec2", "eks-ec2", "eks-auto-mode", "ecs-managed-instances"])
def test_rows_groups_and_timelines_know_whose_target_capacity_it_is(deployment):
    def totals(percent):
        shared = {
            "deployments": deployment,
            "instance_types": "m5.large",
            "target_capacity_percent": percent,
            "host_replacements_per_month": 0,
        }
        table = rows(task_count=[20], vcpu=["1.5"], cluster=["one"])
        column = f"{deployment.replace('-', '_')}_total"
        request = tco.Resources(cpu=tco.Cpu.from_vcpu("1.5"), memory=tco.Bytes.from_gib(2))
        task = tco.Task(request=request, fargate_request=request)
        service = tco.Service(name="web", task=task, demand=tco.ConstantDemand(count=20))
        one = tco.Workload(name="one", services=[service])
        answer = tco.compare(one, region="us-east-1", **shared)
        hosts = sum(pool.hosts for pool in answer.estimates[0].pools)
        return hosts, [
            tco.batch_compare(table, **shared).to_arrow()[column].to_pylist(),
            tco.batch_compare_groups(table, pack_by="cluster", **shared).to_arrow()[column].to_pylist(),
            tco.timeline(one, [20] * 24, region="us-east-1", **shared).totals[deployment],
            answer.estimates[0].total,
        ]

    plain_hosts, plain = totals(100)
    hosts, with_target = totals(80)
    assert plain_hosts == 20
    if deployment == "ecs-ec2":
        assert hosts == 25
        assert all(before != after for before, after in zip(plain, with_target, strict=True))
    else:
        assert hosts == 20
        assert plain == with_target


LIMITS = [
    {"headroom_percent": 30},
    {"survive_host_loss": True},
    {"max_types": 1},
    {"max_hosts": 40},
    {"min_hosts_per_zone": 3},
]


@pytest.mark.parametrize("options", LIMITS, ids=str)
def test_limits_of_mixed_fleets_hold_for_groups(options):
    table = rows(region=["us-east-1"] * 2, vcpu=["1"] * 2, memory_gib=["2"] * 2, task_count=[7, 30], team=["a", "a"])
    found = tco.batch_compare_groups(table, pack_by="team", **options).to_arrow()
    single = tco.compare(workload(7, 30), region="us-east-1", **options)
    assert found["ecs_ec2_total"].to_pylist() == [total(single, "ecs-ec2")]


@pytest.mark.parametrize(
    "options", [*LIMITS, {"provisioning": "mixed"}, {"strong_bound": True}, {"fleet_iterations": 10}], ids=str
)
def test_limits_of_mixed_fleets_are_refused_for_rows(options):
    with pytest.raises(tco.InvalidInputError, match=f"{next(iter(options))} of rows.*one type"):
        tco.batch_compare(rows(), **options)


def test_the_command_says_what_rows_cannot_have(tmp_path):
    file = write_csv(tmp_path / "in.csv", [["us-east-1", "1", "2"]], ["region", "vcpu", "memory_gib"])
    result = batch(file, "-o", tmp_path / "out.csv", "--provisioning", "mixed")
    assert result.exit_code != 0
    assert "provisioning of rows" in result.stderr


def test_an_unknown_option_is_named_with_the_nearest_ones():
    for call in (tco.batch_compare, functools.partial(tco.batch_compare_groups, pack_by="vcpu")):
        with pytest.raises(tco.InvalidInputError, match=r"options: expected.*hourly_rate.*found 'hourly_rat'"):
            call(rows(), hourly_rat=1)


def test_what_is_no_frame_is_a_type_error():
    from container_tco import polars as tco_polars

    with pytest.raises(TypeError, match=r"polars\.cost: expected a DataFrame"):
        tco_polars.cost(5)


def test_a_null_is_a_group_of_its_own():
    table = rows(region=["us-east-1"] * 3, vcpu=["1"] * 3, memory_gib=["2"] * 3, team=pyarrow.array([None, "", None]))
    groups = tco.batch_compare(table, group_by="team").summary.groups.to_arrow()
    assert list(zip(groups["team"].to_pylist(), groups["rows"].to_pylist(), strict=True)) == [(None, 2), ("", 1)]
    packed = tco.batch_compare_groups(table, pack_by="team").to_arrow()
    assert list(zip(packed["team"].to_pylist(), packed["rows"].to_pylist(), strict=True)) == [(None, 2), ("", 1)]
    encoded = table.set_column(3, "team", table["team"].dictionary_encode())
    assert tco.batch_compare_groups(encoded, pack_by="team").to_arrow() == packed


def test_a_summary_with_a_null_is_continued():
    table = rows(team=pyarrow.array([None], pyarrow.string()))
    first = tco.RowComparer(group_by="team")
    first.compare(table)
    second = tco.RowComparer(group_by="team")
    sums = first.summary
    second.continue_after(groups=sums.groups, top_savings=sums.top_savings, errors=sums.errors)
    second.compare(table)
    groups = second.summary.groups.to_arrow()
    assert (groups["team"].to_pylist(), groups["rows"].to_pylist()) == ([None], [2])


# One task costs 730 h × (0.04048 + 2 × 0.004445) = 36.0401 a month.
@pytest.mark.parametrize(
    ("parts", "said", "expected"),
    [
        (
            {"support": {"name": "Business", "tiers": [{"percent": "10"}], "minimum": "100"}},
            "the least charge for support",
            "136.0401",
        ),
        (
            {"support": {"name": "Business", "tiers": [{"up_to": "10000", "percent": "10"}, {"percent": "7"}]}},
            "tiers of support",
            "39.64411",  # 36.0401 × 1.1
        ),
        ({"commitments": [savings_plan("1")]}, "commitments", "730"),  # A dollar an hour, of which it takes 0.036.
        ({"discounts": [{"name": "EDP", "percent": "9"}]}, "", "32.796491"),  # 36.0401 × 0.91
    ],
)
def test_what_a_contract_charges_by_all_usage_together_is_named(tmp_path, parts, said, expected):
    contract = {"schema_version": "1", "name": "ours", **parts}
    made = tco.batch_compare(rows(), contract=contract)
    assert made.to_arrow()["ecs_fargate_infrastructure"].to_pylist() == [Decimal(expected)]
    single = tco.compare(workload(1), region="us-east-1", contract=contract, deployments="ecs-fargate")
    assert single.estimates[0].infrastructure == Decimal(expected)
    text = f"{said} of the contract count in every row as if it were alone: sums over rows are not what all"
    assert made.metadata.get("container_tco.warnings", "").startswith(text if said else "")
    assert ("container_tco.warnings" in made.metadata) == bool(said)
    file = tmp_path / "contract.json"
    file.write_text(json.dumps(contract))
    (tmp_path / "in.csv").write_text("region,vcpu,memory_gib,team\nus-east-1,1,2,a\n")
    for more in ([], ["--pack-by", "team"]):
        result = batch(tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--contract", file, *more)
        assert result.exit_code == 0
        told = f"{said} of the contract count in every {'group' if more else 'row'} as if it were alone"
        assert (told in result.stderr) == bool(said), result.stderr
