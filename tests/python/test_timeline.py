"""Demand over time: billed tasks and hosts, a day as a table, Spot as a range."""

import csv
import io
import json
import re
from decimal import Decimal
from fractions import Fraction

import container_tco as tco
import pytest
from click.testing import CliRunner
from container_tco.cli import program

SCENARIO = {
    "schema_version": "1",
    "name": "shop",
    "services": [{"name": "web", "count": 4, "vcpu": "0.5", "memory_gib": "1"}],
}
DAY = [2] * 8 + [10] * 12 + [2] * 4


MIXED = "ec2@hosts:base=4:weight=0,fargate@FARGATE:weight=1"


def over_time(profile=DAY, **options):
    workload = tco.read_scenario(json.dumps(SCENARIO))
    return tco.timeline(workload, profile, region="us-east-1", instance_types="m5.large", zones=1, **options)


def test_a_constant_day_costs_what_fargate_charges_for_it():
    # 24 h × 10 × (0.5 × 0.04048 + 0.004445)
    assert over_time([10] * 24).totals["ecs-fargate"] == Decimal("5.9244")


def test_a_day_can_be_followed():
    answer = over_time()
    table = answer.day()
    assert [row.wanted for row in table.rows] == DAY
    assert table.rows[7].standby == 8
    assert sum(row["fargate_cost"] for row in answer.day_rows()) == pytest.approx(answer.totals["ecs-fargate"])
    assert list(answer.to_pandas(day=0)["wanted"]) == DAY
    assert len(answer.to_pandas()) == 48


def compute_of(estimate):
    lines = [line for line in estimate.lines if line.id.startswith(("compute/", "storage/"))]
    return sum(tco.to_decimal(line.cost.amount) for line in lines)


@pytest.mark.parametrize(
    ("deployment", "options"),
    [
        ("ecs-strategy", {"capacity_strategy": MIXED}),
        ("ecs-strategy", {"capacity_strategy": "fargate:base=2:weight=1,fargate-spot:weight=3"}),
        ("ecs-fargate-spot", {"spot_on_demand_base_percent": 25}),
    ],
)
def test_constant_demand_in_parts_costs_what_compare_says(deployment, options):
    workload = tco.read_scenario(json.dumps(SCENARIO))
    shared = {"region": "us-east-1", "instance_types": "m5.large", "zones": 1, "deployments": deployment} | options
    over = tco.timeline(workload, [4] * 730, **shared)
    (estimate,) = tco.compare(workload, **shared).estimates
    assert over.totals[deployment] == compute_of(estimate)
    assert list(over.part_totals[deployment]) == [part.name for part in estimate.parts]
    assert sum(over.part_totals[deployment].values()) == over.totals[deployment]


@pytest.mark.parametrize(
    ("deployment", "options"),
    [
        ("ecs-fargate", {}),
        ("ecs-ec2", {}),
        ("eks-fargate", {}),
        ("eks-ec2", {}),
        ("ecs-managed-instances", {}),
        ("ecs-strategy", {"capacity_strategy": MIXED}),
        ("ecs-fargate-spot", {"spot_on_demand_base_percent": 25}),
    ],
)
@pytest.mark.parametrize("egress", ["nat_gateway", "vpc_endpoints", "public_subnets"])
def test_constant_demand_takes_of_the_network_what_compare_says(deployment, options, egress):
    usage = {"image_gb": "0.4", "releases_per_month": 3}
    scenario = SCENARIO | {
        "services": [SCENARIO["services"][0] | {"usage": usage}, {**SCENARIO["services"][0], "name": "side"}],
        "surroundings": {"egress": egress},
    }
    workload = tco.read_scenario(json.dumps(scenario))
    shared = {"region": "us-east-1", "instance_types": "m5.large", "zones": 1, "deployments": deployment} | options
    made = tco.timeline(workload, {"web": [4] * 730}, **shared)[deployment]
    (estimate,) = tco.compare(workload, **shared).estimates
    # A price with tiers has a line for each: "network/image_pulls/tier1". What rollouts add has a purpose.
    names = ("network/image_pulls", "network/public_ipv4")
    lines = [line for line in estimate.lines if line.id.startswith(names) and not line.purpose]
    expected = {line.price_key: Fraction(tco.to_decimal(line.cost.amount)) for line in lines}
    assert expected or (deployment, egress) == ("eks-fargate", "public_subnets")
    billed = {
        used.price_key: Fraction(tco.to_decimal(used.unit_price.amount)) * sum(map(Fraction, used.hours))
        for used in made.billed_usage()
        if used.price_key.startswith(("nat/", "vpc/"))
    }
    assert billed == expected


def test_a_day_in_parts_names_them():
    answer = over_time(deployments="ecs-strategy", capacity_strategy=MIXED)
    rows = answer.day_rows()
    # Of 2 and of 10 tasks the first 4 are on hosts.
    assert [row["wanted/hosts"] for row in rows] == [2] * 8 + [4] * 12 + [2] * 4
    assert [row["wanted/FARGATE"] for row in rows] == [0] * 8 + [6] * 12 + [0] * 4
    assert [row["wanted"] for row in rows] == DAY
    for row in rows:
        assert row["cost/FARGATE"] == row["fargate_cost"]
        assert row["cost/hosts"] == row["hosts_cost"]
    totals = answer.part_totals["ecs-strategy"]
    assert sum(row["cost/FARGATE"] for row in rows) == pytest.approx(totals["FARGATE"])
    several = over_time(deployments=["ecs-fargate", "ecs-strategy"], capacity_strategy=MIXED)
    assert several.day_rows(deployment="ecs-strategy") == rows
    assert several.day_rows(deployment="ecs-fargate")[0]["hosts_cost"] is None
    assert several.part_totals.keys() == {"ecs-strategy"}
    with pytest.raises(tco.InvalidInputError):
        several.day_rows(deployment="ecs-ec2")


def test_bases_of_two_deployments_are_told_apart():
    answer = over_time(deployments=["ecs-fargate-spot", "ecs-ec2-spot"], spot_on_demand_base_count=1, spot_min_types=1)
    row = answer.day_rows()[12]
    assert row["wanted/ecs-fargate-spot/on-demand base"] == 1
    assert row["wanted/ecs-ec2-spot/on-demand base"] == 1
    assert row["wanted/ecs-ec2-spot/spot"] == 9


def test_assumptions_name_the_rows_of_the_system_that_runs():
    def rows_of(system):
        scenario = SCENARIO | {
            "services": [SCENARIO["services"][0] | {"operating_system": system, "vcpu": "1", "memory_gib": "2"}]
        }
        workload = tco.read_scenario(json.dumps(scenario))
        made = tco.timeline(workload, [4, 4], region="us-east-1", deployments="ecs-fargate")
        return {assumption.id for assumption in made["ecs-fargate"].assumptions}

    assert {"linux_start_seconds", "linux_pull_seconds_per_gb"} <= rows_of("linux")
    assert {"windows_start_seconds", "fargate_windows_provisioning_seconds"} <= rows_of("windows")
    assert not any("linux" in name for name in rows_of("windows"))
    assert not any("windows" in name for name in rows_of("linux"))


def test_short_runs_pay_the_minimum_over_time_and_on_average():
    demand = tco.cron_runs("cron(0/10 * * * ? *)", seconds_per_run=20, year=2026, month=2)
    assert len(demand.profile.runs) == 28 * 144
    assert demand.profile.runs[0] == tco.RunInterval(start_utc_seconds=1769904000, seconds=20, tasks=1)
    service = {name: value for name, value in SCENARIO["services"][0].items() if name != "count"}
    service["demand"] = {"cron": "cron(0/10 * * * ? *)", "seconds_per_run": 20, "year": 2026, "month": 2}
    workload = tco.read_scenario(json.dumps(SCENARIO | {"services": [service]}))
    made = tco.timeline(workload, region="us-east-1", deployments="ecs-fargate")
    (estimate,) = tco.compare(workload, region="us-east-1", period=672, deployments="ecs-fargate").estimates
    # 28 days × 144 runs × 60 s × (0.5 × 0.04048 + 0.004445) an hour
    assert made.totals["ecs-fargate"] == Decimal(28 * 144 * 60) / 3600 * Decimal("0.024685")
    assert made.totals["ecs-fargate"] == compute_of(estimate)
    assert "runs/web" in {assumption.id for assumption in made["ecs-fargate"].assumptions}


def test_options_are_made_without_an_answer():
    settings = {
        "region": "us-east-1",
        "zones": 3,
        "instance_types": "m5.large",
        "kubernetes_version": "1.33",
        "as_of": "2026-11-25",
    }
    options = tco.estimate_options(**settings)
    (estimate,) = tco.compare(tco.read_scenario(json.dumps(SCENARIO)), deployments="ecs-fargate", **settings).estimates
    assert options == estimate.options
    with pytest.raises(TypeError, match="zonez"):
        tco.estimate_options(region="us-east-1", zonez=3)
    with pytest.raises(TypeError, match="zones"):
        tco.estimate_options(region="us-east-1", zones="three")
    with pytest.raises(TypeError, match="deployments"):
        tco.estimate_options(region="us-east-1", deployments="ecs-ec2")


def test_usage_is_there_for_commitments():
    (column,) = over_time()["ecs-ec2"].billed_usage()
    assert column.price_key == "ec2/linux/on_demand/m5.large"
    assert len(column.hours) == 24


def test_spot_is_a_range():
    found = over_time(deployments="ecs-fargate-spot").spot_range("ecs-fargate-spot", redone_seconds=600)
    assert found.cost.low.amount < found.cost.base.amount < found.cost.high.amount


@pytest.mark.parametrize(
    ("profile", "options"),
    [
        ([], {}),
        ([-1], {}),
        ({"wbe": [1]}, {}),
        ([1], {"launch_moment": "soon"}),
        ([1], {"how": {"pul_seconds": 3}}),
        ([1], {"ramp_tasks_per_minute": "-1"}),
        ([1], {"deployments": []}),
        ([1], {"deployments": "ecs-strategy"}),
    ],
)
def test_bad_input(profile, options):
    with pytest.raises(tco.InvalidInputError):
        over_time(profile, **options)


def test_a_float_is_no_number_of_tasks():
    with pytest.raises((TypeError, tco.InvalidInputError)):
        over_time([1.5])


def test_a_service_that_states_its_demand_needs_no_profile():
    service = SCENARIO["services"][0] | {"demand": {"schedule": "daily 08-20: 10, else 2"}}
    del service["count"]
    workload = tco.read_scenario(json.dumps(SCENARIO | {"services": [service]}))
    own = tco.timeline(workload, region="us-east-1", deployments="ecs-fargate")
    week = over_time(DAY * 7, deployments="ecs-fargate")
    assert own.totals == week.totals
    assert over_time(tco.weekly_schedule("daily 08-20: 10, else 2"), deployments="ecs-fargate").totals == week.totals


def test_billed_usage_is_what_commitments_cover():
    answer = over_time(DAY * 7)
    profile = answer.usage_profile("ecs-fargate")
    assert profile.hours == 168
    assert tco.to_decimal(profile.on_demand_cost) == answer.totals["ecs-fargate"]
    best = tco.optimal_commitment(profile, plan="compute", term="1yr", payment="no_upfront")
    # 2 tasks run at all hours: 2 × (0.5 × 0.032384 + 0.003556) is committed at the least.
    assert best.amount >= Decimal("0.039496")
    assert best.saving > 0
    assert len(answer.usage_profile().keys) == len(profile.keys) + 1


def run_timeline(folder, *options):
    (folder / "shop.json").write_text(json.dumps(SCENARIO))
    arguments = ["timeline", folder / "shop.json", "--region", "us-east-1", *options]
    return CliRunner().invoke(program, [str(argument) for argument in arguments])


def test_the_command_prints_the_day(tmp_path):
    (tmp_path / "week.csv").write_text("count\n" + "".join(f"{count}\n" for count in DAY * 7))
    done = run_timeline(tmp_path, "--profile", tmp_path / "week.csv", "--families", "m5", "--format", "json")
    assert done.exit_code == 0, done.stderr
    rows = json.loads(done.stdout)
    assert [int(row["wanted"]) for row in rows] == DAY
    assert Decimal(rows[0]["hosts_cost"]) > 0
    in_words = run_timeline(tmp_path, "--schedule", "daily 08-20: 10, else 2", "--families", "m5", "--format", "json")
    assert json.loads(in_words.stdout) == rows


def test_the_command_shows_parts_by_name(tmp_path):
    options = ("--schedule", "daily 08-20: 10, else 2", "--families", "m5", "--deployment", "ecs-strategy")
    done = run_timeline(tmp_path, *options, "--capacity-strategy", MIXED, "--format", "csv")
    assert done.exit_code == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [int(row["wanted/FARGATE"]) for row in rows] == [0] * 8 + [6] * 12 + [0] * 4
    assert Decimal(rows[0]["cost/hosts"]) == Decimal(rows[0]["hosts_cost"]) > 0
    assert "of which FARGATE: " in done.stderr
    assert "of which hosts: " in done.stderr


def test_the_command_says_what_interruptions_of_spot_may_cost(tmp_path):
    options = ("--schedule", "daily 08-20: 10, else 2", "--families", "m5", "--deployment")
    done = run_timeline(tmp_path, *options, "ecs-fargate-spot", "--deployment", "ecs-fargate")
    assert done.exit_code == 0, done.stderr
    spot, interrupted, fargate = done.stderr.splitlines()[-3:]
    base, low, high = (Decimal(amount) for amount in re.findall(r"[0-9]+\.[0-9]{2}", interrupted))
    assert interrupted.startswith("container-tco:   with interruptions of Spot: ")
    assert low <= base <= high
    assert low <= Decimal(re.findall(r"[0-9]+\.[0-9]{2}", spot)[0]) <= high
    assert fargate.startswith("container-tco: ecs-fargate: ")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "profile"),
        (("--schedule", "dialy 08-20: 10, else 2"), "dialy"),
        (("--schedule", "daily 08-20: 10, else 2", "--profile", "x.csv"), "one of them"),
        (("--profile", "missing.csv"), "missing.csv"),
    ],
)
def test_a_demand_that_is_none(tmp_path, options, said):
    done = run_timeline(tmp_path, *options)
    assert done.exit_code in (1, 2)
    assert said in done.stderr
