"""`container-tco pack`: files in, a plan out, exit codes, and no traceback ever."""

import csv
import io
import json
import subprocess
import sys

import container_tco as tco
import pytest
from click.testing import CliRunner
from container_tco.cli import program

ITEMS = "id,vcpu,memory_gib,count\na,1,1,10\n"
TYPES = "name,vcpu,memory_gib,weight\nlarge,8,32,40\nsmall,2,8,12\n"
DOCUMENT = {
    "schema_version": "1",
    "items": [{"id": "a", "vcpu": "1", "memory_gib": "1", "count": 10}],
    "types": [
        {"name": "large", "vcpu": 8, "memory_gib": 32, "weight": 40},
        {"name": "small", "vcpu": 2, "memory_gib": 8, "weight": 12},
    ],
}


def run(*arguments, stdin=None):
    return CliRunner(catch_exceptions=False).invoke(program, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture
def files(tmp_path):
    (tmp_path / "items.csv").write_text(ITEMS)
    (tmp_path / "types.csv").write_text(TYPES)
    (tmp_path / "fleet.json").write_text(json.dumps(DOCUMENT))
    return tmp_path


def test_csv_json_yaml_and_standard_input_give_the_same_plan(files):
    expected = tco.pack(**tco.load_fleet(files / "fleet.json")).to_json()
    assert json.loads(expected)["total_weight"] == "52"
    yaml = "items:\n- {id: a, vcpu: 1, memory_gib: 1, count: 10}\n"
    (files / "items.yaml").write_text(yaml)
    (files / "items.json").write_text(json.dumps(DOCUMENT["items"]))
    (files / "semicolons.csv").write_text("\ufeff" + ITEMS.replace(",", ";").replace("\n", "\r\n") + "\r\n")
    for items in ("items.csv", "items.yaml", "items.json", "semicolons.csv"):
        result = run("pack", files / items, "--types", files / "types.csv", "--format", "json")
        assert (result.exit_code, result.stdout) == (0, expected), result.stderr
    result = run("pack", "-", "--types", files / "types.csv", "--format", "json", stdin=ITEMS)
    assert result.stdout == expected
    assert run("pack", "-", "--format", "json", stdin=json.dumps(DOCUMENT)).stdout == expected
    assert run("pack", "-", "--format", "json", stdin=expected).stdout == expected


@pytest.mark.parametrize("format", ["table", "json", "csv", "md", "html"])
def test_every_format(files, format):
    result = run("pack", files / "fleet.json", "--format", format)
    assert result.exit_code == 0
    assert "large" in result.stdout
    assert result.stderr == ""
    if format == "csv":
        rows = list(csv.DictReader(io.StringIO(result.stdout)))
        assert sum(int(row["copies"]) for row in rows) == 10


def test_flags_win_over_the_file(files):
    document = DOCUMENT | {"options": {"max_types": 1, "zones": 1}}
    (files / "limited.json").write_text(json.dumps(document))
    assert json.loads(run("pack", files / "limited.json", "--format", "json").stdout)["total_weight"] == "60"
    result = run("pack", files / "limited.json", "--max-types", "2", "--zones", "a,b", "--format", "json")
    plan = json.loads(result.stdout)
    assert {host["zone"] for host in plan["hosts"]} == {"a", "b"}
    assert plan["input"]["options"]["zones"] == ["a", "b"]


def test_what_finds_no_host_is_exit_code_4(files):
    (files / "items.csv").write_text(ITEMS + "big,9,1,1\n")
    result = run("pack", files / "items.csv", "--types", files / "types.csv")
    assert result.exit_code == 4
    assert 'closest is "large"' in result.stdout
    assert "1 item found no host" in result.stderr


def test_a_limit_is_said_unless_quiet(files):
    result = run("pack", files / "fleet.json", "--max-hosts", "1")
    assert result.exit_code == 4
    assert "stopped at max_hosts" in result.stderr
    assert "stopped" not in run("pack", files / "fleet.json", "--max-hosts", "1", "--quiet").stderr


BAD_FILES = [
    ("items.csv", "id,vcpu\n", "expected rows, found only a header"),
    ("items.csv", "", "expected rows, found nothing"),
    ("items.csv", "id,vcpu,memory_gib\na,1\n", "items.csv, line 2: expected 3 cells as in the header, found 2"),
    ("items.csv", "id,id,memory_gib\na,1,1\n", "line 1: expected columns that differ"),
    ("items.csv", "id,vcpu,memory_gib\n\na,x,1\n", "items.csv, line 3, vcpu: expected"),
    ("items.csv", "id,vcpu,memory_gib\na,1,1\na,1,1\n", "items.csv, line 3, id: expected ids that differ"),
    ("items.csv", "id,vcpu,memory_gib\na,1,1e9\n", "items.csv, line 2, memory_gib: expected"),
    ("items.csv", "id,vcpu,memory_gib,cuont\na,1,1,2\n", "items.csv, line 2: expected a known field, found 'cuont'"),
    ("items.csv", 'id,vcpu,memory_gib\n"a,1,1\n', "expected CSV, found otherwise"),
    ("items.csv", b"id,vcpu,memory_gib\n\xff,1,1\n", "expected UTF-8 text, found byte 0xff"),
    ("items.json", "{", "expected JSON"),
    ("items.json", "5", "expected a list of items or an object"),
    ("items.json", "[5]", "items.json at $[0]: expected an object, found 5"),
    ("items.json", '[{"id": "a", "vcpu": NaN, "memory_gib": 1}]', "expected a number, found NaN"),
    ("items.json", '[{"id": "a", "id": "b", "vcpu": 1, "memory_gib": 1}]', "expected each member once, found 'id'"),
    ("items.json", '[{"id": "a", "vcpu": 1e99, "memory_gib": 1}]', "items.json at $[0].vcpu: expected"),
    ("items.json", '{"items": 5}', "items.json at $.items: expected a list"),
    ("items.json", '{"itmes": []}', "nearest: items"),
    ("items.json", '{"types": []}', "expected the member 'items'"),
    ("items.json", '{"schema_version": "2", "items": []}', "schema_version: expected '1', found '2'"),
    ("items.json", '{"items": [], "options": {"seed": "x"}}', "$.options.seed: expected a whole number"),
    ("items.json", '{"items": [], "options": {"sede": 1}}', "nearest: seed"),
    ("items.json", "[" * 100_000, "expected"),
    ("items.json", "9" * 5000, "expected"),
    ("items.yaml", "a: [", "items.yaml"),
    ("items.yaml", "- {id: a}\n---\n- {id: b}\n", "expected one document, found 2"),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD_FILES)
def test_a_bad_file_is_one_message(files, name, content, message):
    (files / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    result = run("pack", files / name, "--types", files / "types.csv")
    assert result.exit_code == 1
    assert message in result.stderr
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    assert len(result.stderr) < 1000


def test_a_wrong_command_line_is_exit_code_2(files):
    for arguments in (
        ["pack"],
        ["pack", files / "items.csv"],
        ["pack", files / "fleet.json", "--zones"],
        ["pack", files / "fleet.json", "--max-types", "0"],
    ):
        assert run(*arguments).exit_code == 2


def test_missing_files_and_both_lists_twice_are_errors(files):
    assert "missing.csv" in run("pack", files / "missing.csv").stderr
    result = run("pack", files / "fleet.json", "--types", files / "fleet.json")
    assert (result.exit_code, "in both" in result.stderr) == (1, True)
    assert run("pack", files / "fleet.json", "--zones", "0").exit_code == 1


def test_hostile_text_does_not_reach_the_terminal(files):
    (files / "items.csv").write_text("id,vcpu,memory_gib\n<script>\x1b[31m,1,1\n\x1b]0;x,99,1\n")
    for format in ("table", "md", "html"):
        result = run("pack", files / "items.csv", "--types", files / "types.csv", "--format", format)
        assert result.exit_code == 4
        assert "\x1b" not in result.stdout + result.stderr
        assert "<script>" not in result.stdout or format == "table"


def test_real_pod_lists_need_only_their_columns_named(files):
    (files / "pods.csv").write_text("name,cpu_milli,memory_mib,qos\np-0,8000,30517,BE\np-1,2000,4096,LS\n")
    types = ["--types", files / "types.csv"]
    assert "--ignore-unknown" in run("pack", files / "pods.csv", *types).stderr
    assert run("pack", files / "pods.csv", *types, "--ignore-unknown").exit_code == 0


def test_the_schema_accepts_what_the_reader_does():
    jsonschema = pytest.importorskip("jsonschema")
    schema = tco.schema("pack")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(DOCUMENT, schema)
    jsonschema.validate(DOCUMENT["items"], schema)
    plan = tco.pack(DOCUMENT["items"], DOCUMENT["types"], zones="a,b", daemons=[tco.Item("d", 1, 1, labels="x")])
    jsonschema.validate(plan.to_dict()["input"], schema)
    for bad in ({}, {"items": [{"id": "a"}]}, {"items": [], "options": {"sede": 1}}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(bad, schema)


def test_the_command_runs_as_a_process(files):
    command = [sys.executable, "-m", "container_tco", "pack", str(files / "fleet.json"), "-o", str(files / "p.html")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "<title>Fleet plan</title>" in (files / "p.html").read_text()


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("id", [1], "a name"),
        ("vcpu", True, "a number"),
        ("vcpu", [1], "a number"),
        ("vcpu", {}, "a number"),
        ("gpus", 0.5, "a whole number"),
        ("count", 1.5, "a whole number"),
        ("exclusive", 5, "a name or a list of names"),
        ("tolerations", [5], "a name or a list of names"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_with_its_place(files, field, value, expected):
    item = DOCUMENT["items"][0] | {field: value}
    (files / "wrong.json").write_text(json.dumps(DOCUMENT | {"items": [item]}))
    result = run("pack", files / "wrong.json")
    assert result.exit_code != 0
    assert f"at $.items[0].{field}: expected {expected}, found {json.dumps(value)}" in result.stderr
    assert "This is a bug" not in result.stderr


def test_groups_with_a_region_are_refused_in_words(files):
    (files / "groups.json").write_text(json.dumps(DOCUMENT | {"groups": [{"name": "g", "max_hosts": 3}]}))
    result = run("pack", files / "groups.json", "--region", "us-east-1")
    assert result.exit_code == 2
    assert "`groups` limit the host types of --types" in result.stderr
