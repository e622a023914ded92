"""`container-tco commitment`: hourly usage in, the cheapest commitment out."""

import csv
import io
import json
from decimal import Decimal

import pytest
from click.testing import CliRunner
from container_tco.cli import program

VCPU = "fargate/ecs/linux/x86_64/vcpu"
USAGE = f"hour,{VCPU},lambda\n0,3,10\n1,3,10\n2,5,0\n"
LAMBDA = ("--list-price", "lambda=0.01")


def run(*arguments, stdin=None):
    return CliRunner(catch_exceptions=False).invoke(
        program, ["commitment", *map(str, arguments), "--region", "us-east-1"], input=stdin
    )


@pytest.fixture
def usage(tmp_path):
    (tmp_path / "usage.csv").write_text(USAGE)
    return tmp_path / "usage.csv"


def test_the_optimum_in_every_format(usage):
    # The plan saves 20 %: 0.032384 of 0.04048. Three vCPU run in each hour; two more in one of three, which is no gain.
    amount = Decimal("0.097152")  # 3 × 0.032384
    result = run(usage, *LAMBDA, "--format", "json", "--falls-by", "0.5")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert Decimal(found["amount"]) == amount
    assert Decimal(found["saving"]) == 9 * (Decimal("0.04048") - Decimal("0.032384"))
    assert found["applied"]["never_covered"] == ["lambda"]
    assert Decimal(found["regret"]["falls_by"]) == Decimal("0.5")
    rows = list(csv.DictReader(io.StringIO(run(usage, *LAMBDA, "--format", "csv").stdout)))
    assert Decimal(rows[0]["value"]) == amount
    table = run(usage, *LAMBDA)
    assert "0.0972" in table.stdout
    assert "not covered: lambda" in table.stdout
    assert "8760 h" in table.stderr  # The term outlasts the profile, on standard error.
    assert run(usage, *LAMBDA, "--quiet").stderr == ""


def test_own_rates_standard_input_and_a_mix(usage):
    result = run("-", *LAMBDA, "--rate", "lambda=0.008", "--format", "json", stdin=USAGE)
    assert json.loads(result.stdout)["applied"]["never_covered"] == []
    mix = run(usage, *LAMBDA, "--plan", "mix", "--format", "json")
    assert Decimal(json.loads(mix.stdout)["gap"]) == 0
    assert run(usage, *LAMBDA, "--plan", "mix", "--falls-by", "0.2").exit_code == 2


def test_owned_commitments_count_first(usage, tmp_path):
    contract = {
        "schema_version": "1",
        "name": "ours",
        "commitments": [
            {
                "kind": "compute_savings_plan",
                "name": "half",
                "commitment_per_hour": "0.05",
                "term": "1yr",
                "payment": "no_upfront",
            }
        ],
    }
    (tmp_path / "contract.json").write_text(json.dumps(contract))
    result = run(usage, *LAMBDA, "--owned", tmp_path / "contract.json", "--format", "json")
    assert Decimal(json.loads(result.stdout)["amount"]) == Decimal("0.047152")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{VCPU}\n-1\n", "in hour 0"),
        (f"{VCPU}\nNaN\n", "NaN"),
        (f"{VCPU},lambda\n1,\n", "usage of lambda in hour 0"),
        (f"hour,{VCPU}\n0,1\n2,1\n", "one hour after"),
        (f"{VCPU}\n1,2\n", "line 2"),
        ("fargate/ecs/linux/x86_64/vcpus\n1\n", VCPU),
    ],
)
def test_bad_input_is_one_message_with_its_place(tmp_path, text, message):
    (tmp_path / "bad.csv").write_text(text)
    options = LAMBDA if "lambda" in text else ()
    result = run(tmp_path / "bad.csv", *options)
    assert result.exit_code == 1
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_wrong_options(usage):
    assert run(usage, *LAMBDA, "--plan", "everything").exit_code == 2
    assert run(usage, "--list-price", "lambda").exit_code == 2
    assert run(usage, *LAMBDA, "--falls-by", "2").exit_code == 1
    assert run(usage, *LAMBDA, "--plan", "ec2-instance", "--family", "m55").exit_code == 1
