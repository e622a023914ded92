"""What rollouts, patches and lost zones take, from Python and from the command line."""

import json
from decimal import Decimal

import container_tco as tco
import pytest
from click.testing import CliRunner
from container_tco import _core
from container_tco.cli import program
from workloads import scenario, write_json

RATE = Decimal("0.04048")  # a vCPU-hour of Fargate, Linux, x86, us-east-1 (AWS's price page)


def run(*arguments):
    result = CliRunner(catch_exceptions=False).invoke(program, list(arguments))
    assert result.exit_code == 0, result.stderr
    return result.stdout


def web(**members):
    return {"name": "web", "count": 6, "vcpu": "0.5", "memory_gib": "1", **members}


def compared(service, **options):
    workload = tco.read_scenario(scenario(services=[service]))
    return tco.compare(workload, region="us-east-1", instance_types="m5.large", **options)


def cost(answer, deployment, line_id):
    lines = {line.id: line for line in answer.explain(deployment).lines}
    return _core.to_decimal(lines[line_id].cost.amount)


def test_a_rollout_doubles_the_tasks_for_its_minutes():
    answer = compared(web(usage={"releases_per_month": "4"}), rollout_minutes=30)
    # 4 releases × 6 tasks × 30 min = 12 task-hours of 0.5 vCPU
    assert cost(answer, "ecs-fargate", "compute/web/vcpu/rollout") == 12 * Decimal("0.5") * RATE
    fargate = next(one for one in answer.estimates if one.deployment.name == "ecs-fargate")
    assert fargate.resilience.rollout_task_hours == 12
    assert fargate.resilience.fargate_peak_vcpu == 6


def test_losing_a_zone_takes_half_as_many_tasks_more_in_three():
    answer = compared(web(), survive_zone_loss=True, zones=3)
    # 9 tasks, so that 6 are left without the fullest of three zones
    assert cost(answer, "ecs-fargate", "compute/web/vcpu/zone_loss") == 3 * 730 * Decimal("0.5") * RATE
    assert {one.resilience.zone_loss_tasks for one in answer.estimates} == {3}
    assert len({one.resilience.availability_target for one in answer.estimates}) == 1
    for one in answer.estimates:
        by_purpose = sum((line.cost.amount for line in one.lines if line.purpose), start=0)
        assert by_purpose == one.resilience_cost.amount


def test_results_say_with_which_options_they_came_about_and_can_be_repeated():
    options = {
        "survive_zone_loss": True,
        "rollout_capacity": "standing",
        "rollouts_at_once": True,
        "rollout_minutes": "12.5",
        "host_minutes": "7",
        "host_replacements_per_month": "2",
        "replacement_minutes": "45",
    }
    first = compared(web(), **options).to_dict()
    assert first["options"]["resilience"] == options
    repeated = scenario(options={"resilience": first["options"]["resilience"]})
    document = _core.InputDocument("s.json", json.dumps(repeated))
    again = compared(web(), **tco.scenario_options([document])).to_dict()
    assert again["estimates"] == first["estimates"]


def test_unknown_capacities_and_floats_are_refused():
    with pytest.raises(tco.InvalidInputError, match="temporary, standing or none"):
        compared(web(), rollout_capacity="some")
    with pytest.raises(TypeError):
        compared(web(), rollout_minutes=1.5)
    with pytest.raises(tco.InvalidInputError, match="rollout_minutes"):
        compared(web(), rollout_minutes=0)


def test_the_command_has_the_same_options(tmp_path):
    path = write_json(tmp_path / "scenario.json", scenario(services=[web(usage={"releases_per_month": "4"})]))
    flags = ["--region", "us-east-1", "--survive-zone-loss", "--zones", "3", "--host-replacements", "2"]
    found = json.loads(run("compare", str(path), "--format", "json", "--rollout-minutes", "30", *flags))
    resilience = {one["deployment"]: one["resilience"] for one in found["estimates"]}
    assert resilience["ecs-fargate"]["rollout_task_hours"] == "18"  # 4 × 9 tasks × 30 min
    assert Decimal(resilience["ecs-fargate"]["cost"]) > 0
    assert "Availability on every side: Every service keeps its stated number of tasks" in run(
        "compare", str(path), *flags
    )
