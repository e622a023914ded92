"""The command: data on standard output, messages on standard error, exit codes, and no traceback ever."""

import csv
import io
import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import container_tco as tco
import pytest
from click.testing import CliRunner
from container_tco.cli import program
from workloads import scenario, task_definition, write_json

EXAMPLES = Path(__file__).parents[1] / "worked_examples"


def run(*arguments, stdin=None):
    return CliRunner(catch_exceptions=False).invoke(program, [str(argument) for argument in arguments], input=stdin)


def run_process(*arguments, **options):
    command = [sys.executable, "-m", "container_tco", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


@pytest.fixture
def scenario_file(tmp_path):
    return write_json(tmp_path / "scenario.json", scenario())


def test_compare_prints_a_table_and_nothing_else(scenario_file):
    result = run("compare", scenario_file, "--region", "us-east-1", "--quiet")
    assert result.exit_code == 0, result.stderr
    assert "ecs-fargate" in result.stdout
    assert result.stderr == ""


def test_old_prices_are_said_in_one_line(scenario_file):
    done = run_process("compare", scenario_file, "--region", "us-east-1")
    assert done.returncode == 0
    assert re.fullmatch(r"container-tco: \d+ prices are older than 180 days, the oldest .*\n", done.stderr)


def test_compare_equals_the_python_answer(scenario_file):
    result = run(
        "compare",
        scenario_file,
        "--region",
        "us-east-1",
        "--hours",
        "2026-02",
        "--hourly-rate",
        "80",
        "--format",
        "json",
    )
    answer = tco.compare(tco.read_workload(scenario_file), region="us-east-1", period="2026-02", hourly_rate=80)
    assert json.loads(result.stdout) == answer.to_dict()


@pytest.mark.parametrize("format", ["json", "csv", "md", "html", "table"])
def test_every_format(scenario_file, format):
    result = run("compare", scenario_file, "--region", "us-east-1", "--format", format)
    assert result.exit_code == 0
    assert "ecs-fargate" in result.stdout
    if format == "csv":
        assert len(list(csv.reader(io.StringIO(result.stdout)))) > 1


def test_the_format_follows_the_suffix_of_the_output(scenario_file, tmp_path):
    output = tmp_path / "report.md"
    result = run("compare", scenario_file, "--region", "us-east-1", "-o", output)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert output.read_text().startswith(
        tco.compare(tco.read_workload(scenario_file), region="us-east-1").to_markdown()[:20]
    )


def test_an_output_file_is_complete_or_untouched(scenario_file, tmp_path):
    output = tmp_path / "report.json"
    output.write_text("before")
    output.chmod(0o640)
    assert run("compare", scenario_file, "--region", "nowhere", "-o", output).exit_code == 1
    assert output.read_text() == "before"
    assert run("compare", scenario_file, "--region", "us-east-1", "-o", output).exit_code == 0
    assert json.loads(output.read_text())
    assert stat.S_IMODE(output.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.json", "scenario.json"]
    missing = run("compare", scenario_file, "--region", "us-east-1", "-o", tmp_path / "no" / "report.json")
    assert missing.exit_code == 1
    assert "folder" in missing.stderr


def test_flags_win_over_the_options_of_a_scenario(tmp_path):
    path = write_json(tmp_path / "s.json", scenario(options={"region": "eu-west-1", "period": "720"}))
    assert json.loads(run("compare", path, "--format", "json").stdout)["region"] == "eu-west-1"
    result = run("compare", path, "--format", "json", "--region", "us-east-1")
    answer = tco.compare(tco.read_workload(path), region="us-east-1", period=720)
    assert json.loads(result.stdout) == answer.to_dict()


def test_standard_input_and_yaml(scenario_file):
    assert run("compare", "-", "--region", "us-east-1", stdin=scenario_file.read_text()).exit_code == 0
    yaml = "schema_version: '1'\nservices: [{name: web, vcpu: 0.25, memory_gib: 0.5}]\n"
    assert run("compare", "-", "--region", "us-east-1", stdin=yaml).exit_code == 0


def test_a_bad_input_is_said_and_the_others_are_priced(scenario_file, tmp_path):
    (tmp_path / "broken.json").write_text("{")
    result = run("compare", tmp_path, "--region", "us-east-1", "--format", "json")
    assert result.exit_code == 4
    assert json.loads(result.stdout)
    assert "broken.json" in result.stderr


def test_nothing_to_price_is_an_error(tmp_path):
    (tmp_path / "broken.json").write_text("{")
    result = run("compare", tmp_path / "broken.json", "--region", "us-east-1")
    assert result.exit_code == 1
    assert "nothing to price" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["compare"],
        ["compare", "x.json", "--regoin", "us-east-1"],
        ["compare", "x.json", "--zones", "0"],
        ["compare", "x.json", "--format", "pdf"],
        ["explain", "x.json"],
        ["weather"],
        ["schema"],
    ],
)
def test_a_wrong_command_line_exits_with_2(arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == "" or "Usage" in result.stdout


def test_a_missing_region_is_a_wrong_command_line(scenario_file):
    result = run("compare", scenario_file)
    assert result.exit_code == 2
    assert "--region" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--region", "us-esat-1"], "us-east-1"),
        (["--region", "us-east-1", "--hours", "never"], "never"),
        (["--region", "us-east-1", "--hourly-rate", "a lot"], "a lot"),
        (["--region", "us-east-1", "--deployment", "ecs-fargat"], "ecs-fargate"),
        (["--region", "us-east-1", "--prices", "missing.json"], "missing.json"),
        (["--region", "us-east-1", "--price-book", "missing-folder"], "missing-folder"),
        (["--region", "us-east-1", "--labour", "missing.json"], "missing.json"),
    ],
)
def test_a_wrong_value_is_one_message(scenario_file, arguments, complaint):
    result = run("compare", scenario_file, *arguments)
    assert result.exit_code == 1
    assert complaint in result.stderr
    assert "Traceback" not in result.output
    assert "bug" not in result.stderr


def test_no_answer_is_an_error_with_a_report(tmp_path):
    giant = {"name": "giant", "count": 1, "vcpu": "5000", "memory_gib": "1"}
    file = write_json(tmp_path / "scenario.json", scenario(services=[giant]))
    result = run("compare", file, "--region", "us-east-1")
    assert result.exit_code == 1
    assert "no deployment can be ranked" in result.stderr
    assert "giant" in result.stdout


def test_an_unknown_labour_country_is_answered_with_the_known_ones(scenario_file):
    result = run("compare", scenario_file, "--region", "us-east-1", "--country", "Atlantis")
    assert result.exit_code == 1
    assert "KR" in result.stderr and "Atlantis" in result.stderr
    assert not result.stdout


def test_wages_of_another_currency_take_an_exchange_rate(scenario_file):
    arguments = ("compare", scenario_file, "--region", "ap-northeast-2", "--country", "KR")
    refused = run(*arguments)
    assert refused.exit_code == 1
    assert "--exchange-rate" in refused.stderr or "exchange rate" in refused.stderr
    assert run(*arguments, "--exchange-rate", "KRW=0.00072@2026-11-01").exit_code == 0
    wrong = run(*arguments, "--exchange-rate", "KRW:0.00072")
    assert wrong.exit_code == 1
    assert "KRW=0.00072@2026-11-01" in wrong.stderr


def test_an_html_file_is_a_whole_page(scenario_file, tmp_path):
    page = tmp_path / "report.html"
    assert run("compare", scenario_file, "--region", "us-east-1", "--output", page).exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert '<meta charset="utf-8">' in text
    assert "ecs-fargate" in text


def test_a_key_that_no_price_has_is_answered_with_the_nearest():
    result = run("prices", "show", "--region", "us-east-1", "--key", "fargat/ecs")
    assert result.exit_code == 1
    assert "fargate/ecs" in result.stderr
    assert not result.stdout


@pytest.mark.skipif(os.name != "posix", reason="pipes")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.json")
    write_json(tmp_path / "scenario.json", scenario())
    assert run("compare", tmp_path, "--region", "us-east-1").exit_code == 0


def test_a_closed_standard_output_is_no_crash(scenario_file):
    command = f"exec '{sys.executable}' -m container_tco compare '{scenario_file}' --region us-east-1 >&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert "bug" not in done.stderr
    assert done.returncode == 0


def test_explain_prints_the_lines(scenario_file):
    result = run("explain", scenario_file, "--region", "us-east-1", "--deployment", "ecs-fargate")
    assert result.exit_code == 0
    assert "0.04048" in result.stdout


def test_explain_takes_task_definitions_and_services(tmp_path):
    definition = write_json(tmp_path / "td.json", task_definition())
    services = write_json(
        tmp_path / "services.json", {"services": [{"serviceName": "front", "taskDefinition": "web", "desiredCount": 4}]}
    )
    result = run(
        "explain",
        definition,
        "--services",
        services,
        "--region",
        "us-east-1",
        "--deployment",
        "ecs-fargate",
        "--format",
        "json",
    )
    assert result.exit_code == 0, result.stderr
    assert "front" in result.stdout


def test_feasibility_names_what_is_impossible(tmp_path):
    definition = task_definition()
    definition["containerDefinitions"][0]["privileged"] = True
    path = write_json(tmp_path / "td.json", definition)
    result = run("feasibility", path, "--deployment", "ecs-fargate", "--format", "json")
    found = json.loads(result.stdout)
    assert any(row["verdict"] == "impossible" and "privileged" in row["where"] for row in found)


def test_prices_show_filters_and_formats():
    result = run(
        "prices", "show", "--region", "us-east-1", "--key", "fargate/ecs/linux/x86_64", "--format", "json", "-q"
    )
    rows = {row["key"]: row for row in json.loads(result.stdout)}
    assert rows["fargate/ecs/linux/x86_64/vcpu"]["price"] == "0.04048"
    assert all(row["source"] and row["as_of"] for row in rows.values())
    assert result.stderr == ""
    assert run("prices", "show", "--region", "us-esat-1").exit_code == 1
    assert "vCPU-Hours" in run("prices", "show", "--region", "us-east-1", "--key", "fargate/").stdout


# Rules M3 and M5: 12 % of on-demand until June 2026, 7.8 % for the G series since. 30.1312 × 0.078 = 2.3502336.
@pytest.mark.parametrize(
    ("region", "key", "fee", "published"),
    [
        ("ap-northeast-1", "eks/auto_mode/g6.xlarge", "0.09104", "0.14006"),
        ("us-east-1", "ecs/managed_instances/g6e.48xlarge", "2.350234", "3.615744"),
    ],
)
def test_prices_show_the_fees_that_are_charged_now(region, key, fee, published):
    result = run("prices", "show", "--region", region, "--key", key, "--format", "json", "-q")
    (row,) = json.loads(result.stdout)
    assert (row["price"], row["confidence"]) == (fee, "derived")
    assert f"published {published} (2025-10" in row["source"]
    assert "2026-07-01" in row["source"]


def test_prices_show_leaves_fees_alone_whose_rule_holds():
    result = run(
        "prices", "show", "--region", "us-east-1", "--key", "eks/auto_mode/m7i.large", "--format", "json", "-q"
    )
    assert [row["price"] for row in json.loads(result.stdout)] == ["0.0121"]


@pytest.mark.parametrize("name", ["scenario", "price-table", "labour-profile", "worked-example", "feasibility-rules"])
def test_schema_prints_json(name):
    assert json.loads(run("schema", name).stdout) == tco.schema(name)


def test_schema_of_another_name_lists_the_names():
    result = run("schema", "scenarios")
    assert result.exit_code == 1
    assert "scenario" in result.stderr


def test_verify_agrees_with_the_published_examples():
    result = run("verify", EXAMPLES, "--format", "json")
    assert result.exit_code == 0, result.stderr
    rows = json.loads(result.stdout)
    assert len(rows) > 10
    assert {row["verdict"] for row in rows} <= {"match", "expected_mismatch"}


def test_verify_goes_on_after_a_bad_file_and_fails(tmp_path):
    good = (EXAMPLES / "w01.json").read_text()
    (tmp_path / "good.json").write_text(good)
    (tmp_path / "bad.json").write_text("{ broken")
    wrong = json.loads(good)
    wrong["id"] = "WRONG"
    wrong["checks"] = [{"of": "estimate/infrastructure", "published": "9.99"}]
    write_json(tmp_path / "wrong.json", wrong)
    result = run("verify", tmp_path, tmp_path / "missing.json", "--format", "json")
    assert result.exit_code == 1
    verdicts = {row["id"]: row["verdict"] for row in json.loads(result.stdout)}
    assert verdicts["W01"] == "match"
    assert verdicts["WRONG"] == "mismatch"
    assert "error" in verdicts.values()
    assert "WRONG" in result.stderr
    assert "missing.json" in result.stdout


def test_terminal_output_steers_no_terminal(tmp_path):
    hostile = scenario(services=[{"name": "a\x1b]0;owned\x07\u202eb", "vcpu": "0.25", "memory_gib": "0.5"}])
    path = write_json(tmp_path / "a.json", hostile)
    (tmp_path / "b\x1b[31m.json").write_text("{")
    for command in (["compare"], ["explain", "--deployment", "ecs-fargate"], ["feasibility"]):
        arguments = [*command, path, tmp_path] + ([] if command == ["feasibility"] else ["--region", "us-east-1"])
        result = run(*arguments)
        assert "\x1b" not in result.output
        assert "\x07" not in result.output
        assert "\x1b" not in result.stderr


def test_an_unexpected_exception_is_one_line(scenario_file, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("surprise")

    monkeypatch.setattr("container_tco.reading.read_loaded", fail)
    result = run("compare", scenario_file, "--region", "us-east-1")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "surprise" in result.stderr
    assert "report" in result.stderr


def test_an_interrupt_exits_with_130(scenario_file, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("container_tco.reading.read_loaded", interrupt)
    assert run("compare", scenario_file, "--region", "us-east-1").exit_code == 130


def test_the_module_is_the_command(scenario_file):
    done = run_process("compare", scenario_file, "--region", "us-east-1", "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)
    assert run_process("--version").stdout == f"container-tco {tco.__version__}\n"
    assert "compare" in run_process("--help").stdout


def test_output_in_an_ascii_locale_does_not_fail(scenario_file):
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = run_process("explain", scenario_file, "--region", "us-east-1", "--deployment", "ecs-ec2", env=environment)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="pipes")
def test_a_reader_that_goes_away_is_no_error_message():
    command = f"{sys.executable} -m container_tco prices show | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("key")
    assert "Broken" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is always full")
def test_a_full_disk_is_one_message():
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "container_tco", "schema", "scenario"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_control_c_while_waiting_for_input_is_quiet():
    command = [sys.executable, "-m", "container_tco", "compare", "-", "--region", "us-east-1"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A test run in the background of a shell inherits an ignored SIGINT, which Python would go on ignoring.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in errors


# How long it takes is measured in tests/benchmarks; here, what it must not wait for.
def test_version_loads_neither_the_core_nor_other_slow_modules():
    code = (
        "import sys; sys.argv = ['container-tco', '--version']\n"
        "from container_tco.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "click" in loaded and "container_tco.cli.program" in loaded
    assert not loaded & {"container_tco._core", "yaml", "decimal", "tempfile", "csv", "pandas"}


def test_explaining_an_impossible_deployment_fails_as_comparing_it_does(tmp_path):
    task = {
        "family": "gpu",
        "requiresCompatibilities": ["EC2"],
        "containerDefinitions": [
            {"name": "a", "image": "a", "cpu": 1024, "memory": 2048,
             "resourceRequirements": [{"type": "GPU", "value": "1"}]}
        ],
    }  # fmt: skip
    (tmp_path / "task.json").write_text(json.dumps(task))
    for command in ("compare", "explain"):
        result = run(command, tmp_path / "task.json", "--region", "us-east-1", "--deployment", "ecs-fargate")
        assert result.exit_code == 1
        assert result.stdout
        assert "the report says why" in result.stderr
