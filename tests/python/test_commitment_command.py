"""`container-tco commitment`: hourly usage in, the cheapest commitment out."""

import csv
import gzip
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
        (f"{VCPU}\n-1\n", "bad.csv, line 2, fargate/ecs/linux/x86_64/vcpu: expected an amount of 0 or more"),
        (f"{VCPU}\nNaN\n", "NaN"),
        (f"{VCPU},lambda\n1,\n", "bad.csv, line 2, lambda: expected an amount of 0 or more"),
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


def test_json_and_parquet_are_the_same_as_csv(usage, tmp_path):
    expected = run(usage, *LAMBDA, "--format", "json").stdout
    rows = [{"hour": hour, VCPU: vcpu, "lambda": uses} for hour, vcpu, uses in ((0, 3, 10), (1, 3, 10), (2, 5, 0))]
    (tmp_path / "usage.json").write_text(json.dumps(rows))
    assert run(tmp_path / "usage.json", *LAMBDA, "--format", "json").stdout == expected
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "usage.jsonl").write_text(lines)
    assert run(tmp_path / "usage.jsonl", *LAMBDA, "--format", "json").stdout == expected
    for name, content in (("usage.csv.gz", USAGE), ("usage.json.gz", json.dumps(rows)), ("usage.ndjson.gz", lines)):
        (tmp_path / name).write_bytes(gzip.compress(content.encode()))
        assert run(tmp_path / name, *LAMBDA, "--format", "json").stdout == expected
    for content in (json.dumps(rows), lines):
        assert run("-", *LAMBDA, "--format", "json", stdin=content).stdout == expected
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    for name, kind in (("whole", pyarrow.int64()), ("exact", pyarrow.decimal128(22, 3)), ("text", pyarrow.string())):
        columns = {
            key: pyarrow.array([row[key] for row in rows]).cast(kind if key != "hour" else pyarrow.int32())
            for key in rows[0]
        }
        parquet.write_table(pyarrow.table(columns), tmp_path / f"{name}.parquet")
        assert run(tmp_path / f"{name}.parquet", *LAMBDA, "--format", "json").stdout == expected


def test_a_decimal_of_json_is_exact(tmp_path):
    # 0.1 + 0.2 of JSON, not of binary numbers: 0.3 vCPU-hours in two hours at 0.04048.
    (tmp_path / "usage.json").write_text(f'[{{"{VCPU}": 0.1}}, {{"{VCPU}": 0.2}}]')
    found = json.loads(run(tmp_path / "usage.json", "--format", "json").stdout)
    assert Decimal(found["cost_before"]) == Decimal("0.012144")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{}", "expected a list of hours"),
        ("[]", "expected a list of hours"),
        ("[3]", "at $[0]: expected an object"),
        ('[{"a": 1}, {"b": 1}]', "at $[1]: expected the member 'a'"),
        ('[{"a": 1}, {"a": 1, "b": 1}]', "at $[1]: expected the members of the first hour, found 'b' too"),
        ('[{"a": 1, "a": 2}]', "expected each member once"),
        ('[{"a": NaN}]', "expected a number, found NaN"),
        ('[{"a": null}]', "usage.json at $[0], a: expected an amount of 0 or more such as 0.5, found nothing"),
        ('[{"a": 1}, {"a": -1}]', "usage.json at $[1], a: expected an amount of 0 or more such as 0.5, found '-1'"),
        ('[{"a": 1}, {"a": true}]', "usage.json at $[1], a: expected an amount"),
        ('[{"a": 1}, {"a": [2]}]', "usage.json at $[1], a: expected an amount"),
        ('[{"a": 1}', "expected JSON"),
        ('[{"hour": 0, "a": 1}, {"hour": 2, "a": 1}]', "usage.json at $[1], hour: expected one hour after 0, found 2"),
    ],
)
def test_bad_json_is_refused_at_its_place(tmp_path, content, message):
    (tmp_path / "usage.json").write_text(content)
    result = run(tmp_path / "usage.json", "--list-price", "a=1")
    assert result.exit_code != 0
    assert message in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("usage.csv", "a\n1\nabc\n", "usage.csv, line 3, a: expected an amount of 0 or more such as 0.5, found 'abc'"),
        (
            "usage.csv",
            "hour,a\n0,1\n1,\n",
            "usage.csv, line 3, a: expected an amount of 0 or more such as 0.5, found n",
        ),
        (
            "usage.csv",
            'a,b\n"1,5",2\n',
            "usage.csv, line 2, a: expected an amount of 0 or more such as 0.5, found '1,5'",
        ),
        ("usage.csv", "a,b\n1\n", "usage.csv, line 2: expected 2 cells"),
        ("usage.csv", "hour,a\n0,1\n0,1\n", "usage.csv, line 3, hour: expected one hour after 0, found 0"),
        ("usage.csv", "hour,a\nnoon,1\n", "usage.csv, line 2, hour: expected a whole number or a time"),
        ("usage.jsonl", '{"a": 1}\n\n{"a": "x"}\n', "usage.jsonl, line 3, a: expected an amount"),
        ("usage.jsonl", '{"a": 1}\n[2]\n', "usage.jsonl, line 2: expected an object, found [2]"),
        ("usage.jsonl", '{"a": 1}\n{"a": 1\n', "usage.jsonl, line 2: expected JSON"),
        ("usage.jsonl", '{"a": 1}\n{"b": 1}\n', "usage.jsonl, line 2: expected the member 'a'"),
        ("usage.jsonl", " \n", "usage.jsonl: expected rows, found nothing"),
        ("usage.csv.gz", "a\n1\n", "usage.csv.gz: expected gzip"),
    ],
)
def test_bad_rows_are_refused_with_file_and_row(tmp_path, name, content, message):
    (tmp_path / name).write_text(content)
    result = run(tmp_path / name, "--list-price", "a=1", "--list-price", "b=1")
    assert result.exit_code != 0
    assert message in result.stderr


def test_bad_parquet_is_refused(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pyarrow.table({"a": [0.5, 1.0]}), tmp_path / "float.parquet")
    assert "found binary floating-point numbers" in run(tmp_path / "float.parquet", "--list-price", "a=1").stderr
    parquet.write_table(pyarrow.table({"a": pyarrow.array([1, None])}), tmp_path / "gap.parquet")
    assert "gap.parquet, row 2, a: expected an amount" in run(tmp_path / "gap.parquet", "--list-price", "a=1").stderr
    (tmp_path / "text.parquet").write_text("a\n1\n")
    assert "expected a Parquet file" in run(tmp_path / "text.parquet", "--list-price", "a=1").stderr
    assert run(tmp_path / "none.parquet", "--list-price", "a=1").exit_code != 0
