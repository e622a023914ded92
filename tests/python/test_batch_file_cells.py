"""Cells that pass through the command: bytes, and points in time that Python has no form for."""

import csv
import json

import pyarrow as pa
import pyarrow.parquet
import pytest
from batch_rows import batch

ROW = {"region": ["us-east-1"], "vcpu": ["1"], "memory_gib": ["2"]}


def run(tmp_path, output, **columns):
    """Return the file that the command writes for a row with these columns."""
    source = tmp_path / "in.parquet"
    pyarrow.parquet.write_table(pa.table({**ROW, **columns}), source)
    result = batch(source, "-o", tmp_path / output, "-q")
    assert result.exit_code == 0, result.stderr
    return tmp_path / output


def csv_cell(tmp_path, values):
    with open(run(tmp_path, "out.csv", other=values), encoding="utf-8", newline="") as file:
        return next(csv.DictReader(file))["other"]


def json_cell(tmp_path, values):
    def refuse(text):
        raise ValueError(f"no JSON: {text}")

    text = run(tmp_path, "out.jsonl", other=values).read_text(encoding="utf-8")
    return json.loads(text, parse_constant=refuse)["other"]


@pytest.mark.parametrize("type_", [pa.binary(), pa.large_binary(), pa.binary(4)], ids=str)
def test_bytes_are_as_safe_as_text(tmp_path, type_):
    assert csv_cell(tmp_path, pa.array([b"=1+1"], type_)) == "'=1+1"


def test_bytes_that_are_no_text_are_written_in_base_64(tmp_path):
    assert csv_cell(tmp_path, pa.array([b"\xff\xfe"])) == "base64://4="


# 253402300800 s after 1970 is the year 10000; 719528 days before it the year 0 begins.
ODD_TIMES = [
    (pa.array([253402300800], pa.timestamp("ms")), "1978-01-11T21:31:40.800000", "1978-01-11 21:31:40.800"),
    (pa.array([253402300800000], pa.timestamp("ms")), "10000-01-01T00:00:00", "10000-01-01 00:00:00.000"),
    (pa.array([-719528 * 86_400_000], pa.timestamp("ms")), "0000-01-01T00:00:00", "0000-01-01 00:00:00.000"),
    (pa.array([0], pa.timestamp("ms", "Mars/Base")), "1970-01-01T00:00:00+00:00", "1970-01-01 00:00:00.000Z"),
    (pa.array([1], pa.time64("ns")), "00:00:00.000000001", "00:00:00.000000001"),
    (pa.array([1], pa.timestamp("ns")), "1970-01-01T00:00:00.000000001", "1970-01-01 00:00:00.000000001"),
]


@pytest.mark.parametrize(("values", "in_json", "in_csv"), ODD_TIMES, ids=lambda value: str(value)[:30])
def test_times_keep_their_digits_in_every_year(tmp_path, values, in_json, in_csv):
    assert json_cell(tmp_path, values) == in_json
    assert csv_cell(tmp_path, values) == in_csv


def test_a_duration_out_of_the_range_of_python(tmp_path):
    assert json_cell(tmp_path, pa.array([2**62], pa.duration("s"))) == f"{2**62} s"
    assert csv_cell(tmp_path, pa.array([2**62], pa.duration("s"))) == str(2**62)


def test_a_date_out_of_the_range_of_arrow_is_no_remark(tmp_path):
    # 400 years of the calendar are 146,097 days.
    date = pa.array([146_097 * 14_000], pa.date32())
    assert csv_cell(tmp_path, date) == json_cell(tmp_path, date) == "5601970-01-01"


def test_numbers_in_lists_are_json(tmp_path):
    values = pa.array([[1.5, float("nan"), None, float("inf")]])
    assert json_cell(tmp_path, values) == [1.5, "nan", None, "inf"]
    assert json_cell(tmp_path, pa.array([{"a": float("nan"), "b": [{"c": 1.0}]}])) == {"a": "nan", "b": [{"c": 1.0}]}


def test_uuids_and_json_are_text(tmp_path):
    """As DuckDB writes them into Parquet: extension types. The text of a UUID is that of RFC 9562."""
    uuid = pa.ExtensionArray.from_storage(pa.uuid(), pa.array([bytes(range(16))], pa.binary(16)))
    assert csv_cell(tmp_path, uuid) == "00010203-0405-0607-0809-0a0b0c0d0e0f"
    assert csv_cell(tmp_path, pa.array([None], pa.uuid())) == ""
    document = pa.ExtensionArray.from_storage(pa.json_(pa.string()), pa.array(['{"a":1}']))
    assert csv_cell(tmp_path, document) == json_cell(tmp_path, document) == '{"a":1}'
    formula = pa.ExtensionArray.from_storage(pa.json_(pa.string()), pa.array(["=1+1"]))
    assert csv_cell(tmp_path, formula) == "'=1+1"


def test_what_csv_cannot_hold_is_refused_before_any_work(tmp_path):
    tensor = pa.ExtensionArray.from_storage(
        pa.fixed_shape_tensor(pa.int32(), [2]), pa.array([[1, 2]], pa.list_(pa.int32(), 2))
    )
    source = tmp_path / "in.parquet"
    pyarrow.parquet.write_table(pa.table({**ROW, "other": tensor}), source)
    result = batch(source, "-o", tmp_path / "out.csv", "-q")
    assert result.exit_code == 1
    assert "column 'other': expected values that CSV can hold" in result.stderr
    assert not (tmp_path / "out.csv").exists()


def test_blanks_around_cells_count_as_little_as_around_names(tmp_path):
    text = "region, vcpu, memory_gib, architecture\n{0}us-east-1{0},{0}1{0},{0}2{0},{0}arm64{0}\n"
    written = []
    for number, blank in enumerate(("", " ", "\t ")):
        source = tmp_path / f"{number}.csv"
        source.write_text(text.format(blank))
        result = batch(source, "-o", tmp_path / "out.csv", "-q", "--only-results")
        assert result.exit_code == 0, result.stderr
        written.append((tmp_path / "out.csv").read_bytes())
    assert len(set(written)) == 1


def test_a_task_without_cpu_is_an_error_of_its_row(tmp_path):
    """As a scenario refuses it; a size of Fargate would be a guess."""
    source = tmp_path / "in.csv"
    source.write_text("region,vcpu,memory_gib\nus-east-1,0,2\nus-east-1,1,0\nus-east-1,-1,2\nus-east-1,1,2\n")
    assert batch(source, "-o", tmp_path / "out.csv", "-q").exit_code == 4
    with open(tmp_path / "out.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["error"] for row in rows] == ["no_cpu", "no_memory", "negative_amount", ""]
    assert rows[0]["ecs_fargate_total"] == "" and "vcpu" in rows[0]["error_text"]


@pytest.mark.parametrize("options", [[], ["--only-results"]])
def test_a_missing_column_is_named_beside_all_that_are_there(tmp_path, options):
    source = tmp_path / "in.csv"
    source.write_text("Region,vCPU,memory_gib\nus-east-1,1,2\n")
    result = batch(source, "-o", tmp_path / "out.csv", *options)
    assert result.exit_code == 1
    assert "expected a column region, found 'Region, vCPU, memory_gib'" in result.stderr
