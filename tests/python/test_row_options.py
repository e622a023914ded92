"""What rows choose by name: purchase options, constraints on hosts, labour profiles."""

import csv
import json
from decimal import Decimal

import container_tco as tco
import jsonschema
import pyarrow
import pytest
from batch_rows import batch, write_csv

HEADER = ["region", "vcpu", "memory_gib", "task_count", "candidate_filter", "labour_profile"]


def table(**columns):
    count = len(next(iter(columns.values())))
    sizes = {"vcpu": [1] * count, "memory_gib": [2] * count, "task_count": [4] * count}
    return pyarrow.table({"region": ["us-east-1"] * count, **sizes, **columns})


def column(result, name):
    return result.to_arrow()[name].to_pylist()


def test_constraints_are_those_of_a_call_for_the_row_alone():
    result = tco.batch_compare(
        table(candidate_filter=["m5", "large", "", None]),
        candidate_filters={"any": {}, "m5": {"families": "m5"}, "large": {"min_vcpu": 16, "min_memory_gib": "64"}},
    )
    alone = [
        tco.batch_compare(table(vcpu=[1]), **options)
        for options in ({"families": "m5"}, {"min_vcpu": 16, "min_memory_gib": 64}, {}, {})
    ]
    for name in ("ecs_ec2_instance_type", "ecs_ec2_total"):
        assert column(result, name) == [column(one, name)[0] for one in alone]
    assert column(result, "ecs_ec2_instance_type")[0].startswith("m5.")


def test_they_come_on_top_of_the_options_of_the_call():
    rows = table(candidate_filter=["small", ""])
    result = tco.batch_compare(rows, families="c5", candidate_filters={"any": {}, "small": {"max_vcpu": 4}})
    assert all(name.startswith("c5.") for name in column(result, "ecs_ec2_instance_type"))


def test_wages_by_row():
    hours = {"ec2_hours_per_month": 10, "fargate_hours_per_month": 2}
    profiles = {"plain": {"hourly_rate": "60"}, "dear": {"hourly_rate": "90", "fargate_hours_per_month": "3.5"}}
    result = tco.batch_compare(table(labour_profile=[None, "dear"]), labour_profiles=profiles, **hours)
    # A period of 730 hours is one month: 10 h × 60, 10 h × 90; 2 h × 60, 3.5 h × 90.
    assert column(result, "ecs_ec2_labour") == [Decimal(600), Decimal(900)]
    assert column(result, "ecs_fargate_labour") == [Decimal(120), Decimal(315)]


def test_a_purchase_option_leaves_the_other_deployments_out():
    rows = table(purchase_option=["on_demand", "spot", None, "reserved"])
    result = tco.batch_compare(rows, deployments="ecs-fargate,ecs-fargate-spot")
    assert column(result, "error") == [None, None, None, "unknown_option"]
    assert column(result, "error_text")[3].startswith("Column purchase_option: ")
    both = tco.batch_compare(table(vcpu=[1]), deployments="ecs-fargate,ecs-fargate-spot")
    for name, kept in (("ecs_fargate_total", (0, 2)), ("ecs_fargate_spot_total", (1, 2))):
        amount = column(both, name)[0]
        assert column(result, name) == [amount if row in kept else None for row in range(4)]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"candidate_filters": {"a": {"familis": "m5"}}}, "candidate_filters: a: .*familis.*nearest: families"),
        ({"candidate_filters": {"a": {"zones": 3}}}, "candidate_filters: a: .*zones"),
        ({"candidate_filters": {"a": "m5"}}, "candidate_filters: a: expected an object, found 'm5'"),
        ({"labour_profiles": {"a": {"level": "huge"}}}, "labour_profiles: a: .*huge"),
        ({"labour_profiles": {"\x1b[2J": {"level": "huge"}}}, r"labour_profiles: \\x1b"),
    ],
)
def test_wrong_options_say_which(options, message):
    with pytest.raises(tco.InvalidInputError, match=message):
        tco.RowComparer(**options)


def test_a_float_is_refused():
    with pytest.raises(TypeError, match=r"labour_profiles: a: .*"):
        tco.RowComparer(labour_profiles={"a": {"ec2_hours_per_month": 1.5}})


def test_the_command_reads_them_from_a_file(tmp_path):
    content = {
        "candidate_filters": {"any": {}, "m5": {"families": ["m5"]}},
        "labour_profiles": {"x": {"country": "US"}},
    }
    (tmp_path / "options.json").write_text(json.dumps(content), encoding="utf-8")
    rows = [["us-east-1", "1", "2", "4", "m5", ""], ["eu-central-1", "1", "2", "4", "", "y"]]
    write_csv(tmp_path / "in.csv", rows, HEADER)
    done = batch(tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--row-options", tmp_path / "options.json")
    assert done.exit_code == 4, done.output
    with open(tmp_path / "out.csv", encoding="utf-8", newline="") as file:
        good, bad = csv.DictReader(file)
    assert good["ecs_ec2_instance_type"].startswith("m5.")
    assert bad["error"] == "unknown_option" and "Column labour_profile" in bad["error_text"]
    jsonschema.validate(content, tco.schema("row-options"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"candidate_filters": {"a": {"min_vcpu": "4"}}}', r"$.candidate_filters.a.min_vcpu: expected a whole number"),
        ('{"labour_profile": {}}', "expected a known member, found 'labour_profile'; nearest: labour_profiles"),
        ('{"labour_profiles": []}', "$.labour_profiles: expected an object"),
        ("[1]", "at $: expected an object"),
        ("", "expected a document, found nothing"),
        ('{"labour_profiles": {"a": ', "expected JSON"),
    ],
)
def test_a_wrong_file_says_where(tmp_path, content, message):
    (tmp_path / "options.json").write_text(content, encoding="utf-8")
    write_csv(tmp_path / "in.csv", [["us-east-1", "1", "2", "4", "", ""]], HEADER)
    done = batch(tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--row-options", tmp_path / "options.json")
    assert done.exit_code != 0 and message in done.output and "options.json" in done.output
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    "content",
    [{"labour_profiles": {"a": {"hours": 1}}}, {"candidate_filters": {"a": {"burstable": "yes"}}}, {"other": {}}],
)
def test_the_schema_refuses_what_the_reader_refuses(content):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, tco.schema("row-options"))
