"""How long an answer holds and how sure it is, from Python and on the command line."""

import json
from decimal import Decimal
from fractions import Fraction

import container_tco as tco
import pytest
from click.testing import CliRunner
from container_tco import _core
from container_tco.cli import program
from workloads import write_json

# On m5.large (2 vCPU) 20 tasks of 1 vCPU need ten hosts, one more for every two tasks.
TASKS = {
    "schema_version": "1",
    "name": "outlook",
    "services": [{"name": "web", "count": 20, "vcpu": "1", "memory_gib": "2"}],
}


def compared(**options):
    arguments = {
        "region": "us-east-1",
        "deployments": "ecs-ec2,ecs-fargate",
        "instance_types": "m5.large",
        "hourly_rate": 50,
        "ec2_hours_per_month": 1,
        "fargate_hours_per_month": 2,
    } | options
    return tco.compare(tco.read_scenario(TASKS), **arguments)


@pytest.fixture(scope="module")
def answer():
    return compared()


def total(answer, deployment):
    return answer.comparison.find(deployment).total


def test_a_year_without_growth_is_twelve_months(answer):
    outlook = answer.years(1)
    for one in outlook.deployments:
        assert Fraction(one.nominal.amount) == 12 * Fraction(total(answer, one.deployment))
    rows = outlook.rows()
    assert len(rows) == 24
    assert rows[0]["total"] == total(answer, rows[0]["deployment"])
    assert len(outlook.to_pandas()) == 24


# Without the hire the hosts are the cheapest all the time.
def test_hiring_flips_the_ranking_in_its_month(answer):
    assert answer.best.deployment.name == "ecs-ec2"
    hire = _core.HiringStep(from_month=4, monthly_cost=_core.Money(5000, "USD"), deployments=["ecs-ec2"])
    outlook = answer.years(1, hiring=[hire])
    assert [(flip.month, flip.to_deployment) for flip in outlook.monthly_flips] == [(4, "ecs-fargate")]
    assert answer.years(1).monthly_flips == []


def test_growth_compounds(answer):
    rows = answer.years(1, growth_per_month="0.1").rows()
    assert [row["task_scale"] for row in rows][:3] == [1, Decimal("1.1"), Decimal("1.21")]


def test_a_certain_answer_is_what_compare_says(answer):
    result = answer.uncertainty()
    for row in result.rows():
        assert row["p10"] == row["p50"] == row["p90"] == total(answer, row["deployment"])
    assert result.summary.value_of_knowing_all.amount == 0


def test_growth_over_years_may_be_uncertain(answer):
    flat = answer.uncertainty(years=2)
    for row in flat.rows():
        assert row["p50"] == 24 * total(answer, row["deployment"])
    drawn = answer.uncertainty({"growth": (0, "0.1", "0.3")}, years=2, draws=500)
    for row, now in zip(drawn.rows(), flat.rows(), strict=True):
        assert row["p10"] > now["p50"] and row["p90"] > row["p10"]
    assert answer.sensitivity({"growth": (0, "0.3")}, years=2).rows()[0]["input"] == "growth"
    with pytest.raises(tco.InvalidInputError, match="task_scale"):
        answer.uncertainty({"task_scale": ("0.8", 1, 2)}, years=2)


def test_draws_depend_on_the_seed_alone(answer):
    ranges = {"hours/operations/hosts": (1, 6, 40), "task_scale": ("0.75", 1, "1.5")}
    once = answer.uncertainty(ranges, draws=2000, seed=3, threads=1).to_dict()
    assert answer.uncertainty(ranges, draws=2000, seed=3, threads=5).to_dict() == once
    assert answer.uncertainty(ranges, draws=2000, seed=4).to_dict()["deployments"] != once["deployments"]
    shares = [Fraction(one["probability_cheapest"]) for one in once["deployments"]]
    assert sum(shares) == 1


# Hosts' infrastructure + 50 h = Fargate's total.
def test_a_curve_solves_what_break_even_solves(answer):
    curve = answer.break_even_curve("hours_a_day", "labour_hours", x_range=(12, 24), y_range=(0, 1000), x_points=2)
    hosts = answer.comparison.find("ecs-ec2")
    expected = (Fraction(total(answer, "ecs-fargate")) - Fraction(hosts.infrastructure)) / 50
    at_24 = curve.points[-1]
    assert at_24.x == 24
    assert [Fraction(one.value) for one in at_24.crossings] == ([expected] if expected > 0 else [])
    assert curve.rows()[0]["hours_a_day"] == 12
    assert json.loads(curve.to_json())["y_tolerance"] == "0"


def test_curves_against_task_count_and_growth_are_made_with_default_ranges(answer):
    assert answer.break_even_curve("wage", "task_count", x_points=2).points
    assert answer.break_even_curve("labour_hours", "growth", x_points=2, years=1).y_tolerance > 0


def test_the_tornado_and_the_recommendation_tell_the_same(answer):
    ranges = {"hours/operations/hosts": (0, 6, 200)}
    swings = answer.sensitivity(ranges)
    assert swings.deciding == ["hours/operations/hosts"]
    assert swings.rows()[0]["flips"] is True
    advice = answer.recommendation(ranges, draws=1000)
    assert {row["topic"] for row in advice.rows()} == {"choice", "sureness", "change", "measure"}
    assert "Operations, hours as given" in str(advice)
    assert json.loads(advice.to_json())["choice"] in ("ecs-ec2", "ecs-fargate")
    assert json.loads(_core.recommendation_rules())["schema_version"] == "1"


@pytest.mark.parametrize(
    "ask",
    [
        lambda answer: answer.years(0),
        lambda answer: answer.years(6),
        lambda answer: answer.years(1, growth_per_year="NaN"),
        lambda answer: answer.years(1, current="ecs"),
        lambda answer: answer.years(1, seasonality=[1, 2]),
        lambda answer: answer.uncertainty({"hours/operations/hosts": (-1, 2, 3)}),
        lambda answer: answer.uncertainty({"hours/operations/hosts": (3, 2, 3)}),
        lambda answer: answer.uncertainty({"discount": ("0.5", 1, 2)}),
        lambda answer: answer.uncertainty({"hours": (1, 2, 3)}),
        lambda answer: answer.uncertainty({"discount": (0, 1)}),
        lambda answer: answer.uncertainty(draws=0),
        lambda answer: answer.uncertainty({"task_scale": (0, 1, 2)}),
        lambda answer: answer.sensitivity({"discount": (1, 0)}),
        lambda answer: answer.break_even_curve("wage", "wage"),
        lambda answer: answer.break_even_curve("wage", "nothing"),
    ],
)
def test_impossible_questions_are_refused(answer, ask):
    with pytest.raises(tco.InvalidInputError):
        ask(answer)


def test_floats_are_refused(answer):
    with pytest.raises(TypeError):
        answer.years(1, growth_per_year=0.1)


def test_the_command_writes_a_table_and_json(tmp_path):
    path = write_json(tmp_path / "scenario.json", TASKS)
    arguments = ["outlook", str(path), "--region", "us-east-1", "--families", "m5", "--draws", "500", "--years", "1"]
    done = CliRunner().invoke(program, [*arguments, "--growth", "0.2", "--current", "ecs-fargate"])
    assert done.exit_code == 0, done.output
    for title in ("Recommendation", "Over 12 months", "What decides", "in 500 draws (seed 1)"):
        assert title in done.stdout
    done = CliRunner().invoke(program, [*arguments, "--format", "json"])
    document = json.loads(done.stdout)
    assert document["uncertainty"]["draws"] == 500
    assert document["years"]["deployments"][0]["months"][0]["total"]["currency"] == "USD"
    assert document["recommendation"]["advice"]


def test_the_command_takes_ranges_and_a_growth_that_is_not_known(tmp_path):
    path = write_json(tmp_path / "scenario.json", TASKS)
    arguments = ["outlook", str(path), "--region", "us-east-1", "--families", "m5", "--draws", "500", "--years", "1"]
    done = CliRunner().invoke(program, [*arguments, "--range", "growth=0,0.1,0.4", "--format", "json"])
    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    assert "growth" in {one["input"] for one in document["uncertainty"]["inputs"]}
    assert "growth" in {one["input"] for one in document["sensitivity"]["swings"]}
    wrong = CliRunner().invoke(program, [*arguments, "--range", "growth=0.4"])
    assert wrong.exit_code == 2
    assert "INPUT=LOW,MODE,HIGH" in wrong.stderr


def test_the_command_explains_a_wrong_growth(tmp_path):
    path = write_json(tmp_path / "scenario.json", TASKS)
    done = CliRunner().invoke(program, ["outlook", str(path), "--region", "us-east-1", "--growth", "much"])
    assert done.exit_code == 1
    assert "much" in done.stderr
