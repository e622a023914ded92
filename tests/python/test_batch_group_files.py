"""Rows of files that share hosts: packed group by group, a row out for each."""

import csv
import os
from decimal import Decimal

import container_tco as tco
import pytest
from batch_rows import HEADER, batch, some_rows, write_csv

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

GOOD = [
    ["web", "a", "us-east-1", "1", "2", "6"],
    ["queue", "a", "us-east-1", "0.5", "1", "3"],
    ["web", "b", "eu-west-1", "1", "2", "4"],
]


def records(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_an_amount_by_hand(tmp_path):
    # Fargate in us-east-1: 0.04048 a vCPU-hour and 0.004445 a GiB-hour (https://aws.amazon.com/fargate/pricing/).
    # Team a: 730 h × (6 × (0.04048 + 2 × 0.004445) + 3 × (0.5 × 0.04048 + 0.004445)) = 730 × 0.370275 = 270.30075
    rows = write_csv(tmp_path / "in.csv", GOOD)
    result = batch(rows, "-o", tmp_path / "out.csv", "--pack-by", "team")
    assert result.exit_code == 0
    first, second = records(tmp_path / "out.csv")
    assert (first["team"], first["region"], first["rows"], first["tasks"]) == ("a", "us-east-1", "2", "9")
    assert first["ecs_fargate_infrastructure"] == "270.3007500000"
    assert (second["team"], second["region"], second["rows"]) == ("b", "eu-west-1", "1")
    assert sorted(os.listdir(tmp_path)) == ["in.csv", "out.csv"]


@pytest.mark.parametrize("suffix", ["csv", "jsonl.gz", "parquet"])
def test_files_give_what_a_table_gives(tmp_path, suffix):
    rows = some_rows(60)
    for part in range(3):
        write_csv(tmp_path / f"in{part}.csv", rows[part * 20 : part * 20 + 20])
    written = tmp_path / f"out.{suffix}"
    made = tco.batch_compare_group_files(tmp_path / "in*.csv", written, pack_by=["team"], groups_per_fleet=3)
    table = pa.table([pa.array(column) for column in zip(*rows, strict=True)], names=HEADER)
    expected = tco.batch_compare_groups(table, pack_by="team", groups_per_fleet=3).to_arrow()
    at = expected.column_names.index("error_text")  # That names the file and the row in it.
    assert made.to_arrow().remove_column(at).equals(expected.remove_column(at))
    if suffix == "parquet":
        found = pq.read_table(written)
        assert found.to_pylist() == made.to_arrow().to_pylist()
        assert found.schema.metadata[b"container_tco.price_book_digest"]
        assert b"every task runs all the period" in found.schema.metadata[b"container_tco.assumptions"]


def test_a_group_with_a_bad_row_has_its_error(tmp_path):
    rows = write_csv(tmp_path / "in.csv", [*GOOD, ["x", "b", "eu-west-1", "-1", "2", "1"]])
    result = batch(rows, "-o", tmp_path / "out.csv", "--pack-by", "team")
    assert result.exit_code == 4
    good, bad = records(tmp_path / "out.csv")
    assert good["error"] == "" and Decimal(good["ecs_ec2_total"]) > 0
    assert (bad["error"], bad["bad_rows"], bad["ecs_ec2_total"]) == ("negative_amount", "1", "")
    assert "1 of 2 groups have an error" in result.stderr


def test_stopping_at_a_bad_row_leaves_what_was_there(tmp_path):
    rows = write_csv(tmp_path / "in.csv", [*GOOD, ["x", "b", "eu-west-1", "-1", "2", "1"]])
    (tmp_path / "out.csv").write_text("before")
    result = batch(rows, "-o", tmp_path / "out.csv", "--pack-by", "team", "--on-error", "stop")
    assert result.exit_code == 1
    assert "negative" in result.stderr
    assert (tmp_path / "out.csv").read_text() == "before"
    assert sorted(os.listdir(tmp_path)) == ["in.csv", "out.csv"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--pack-by", "cluster"], "cluster"),
        (["--pack-by", "team", "--group-by", "service"], "group_by of groups"),
        (["--pack-by", "team", "--label", "service"], "--label is about rows that are compared one by one"),
        (["--pack-by", "team,team"], "pack_by"),
        (["--pack-by", "region"], "pack_by"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path, arguments, message):
    rows = write_csv(tmp_path / "in.csv", GOOD)
    result = batch(rows, "-o", tmp_path / "out.csv", *arguments)
    assert result.exit_code in (1, 2)
    assert message in result.stderr
    assert os.listdir(tmp_path) == ["in.csv"]


def test_hostile_names_of_groups_are_safe_in_a_spreadsheet(tmp_path):
    rows = write_csv(tmp_path / "in.csv", [["web", "=1+1", "us-east-1", "1", "2", "6"]])
    assert batch(rows, "-o", tmp_path / "out.csv", "--pack-by", "team").exit_code == 0
    assert records(tmp_path / "out.csv")[0]["team"] == "'=1+1"


def test_messages_name_the_file_and_the_row_in_it(tmp_path):
    write_csv(tmp_path / "a.csv", GOOD)
    write_csv(tmp_path / "b.csv", [["web", "b", "us-east-1", "1", "2", "1"], ["x", "c", "us-east-1", "x", "2", "1"]])
    assert batch(tmp_path / "*.csv", "-o", tmp_path / "out.csv", "--pack-by", "team", "-q").exit_code == 4
    (bad,) = [row for row in records(tmp_path / "out.csv") if row["error"]]
    assert f"{os.sep}b.csv, row 2: Column vcpu: " in bad["error_text"]
    stopped = batch(tmp_path / "[ab].csv", "-o", tmp_path / "stop.csv", "--pack-by", "team", "--on-error", "stop")
    assert "b.csv, row 2: " in stopped.stderr


@pytest.mark.parametrize("suffix", ["html", "md", "txt"])
def test_groups_have_a_summary(tmp_path, suffix):
    # Team a costs 270.30075 as above, team b in another region.
    rows = write_csv(tmp_path / "in.csv", [*GOOD, ["<b>", "c", "us-east-1", "x", "2", "1"]])
    summary = tmp_path / f"summary.{suffix}"
    words = ["--pack-by", "team", "--group-by", "region", "--top", "1", "--summary", summary, "-q"]
    assert batch(rows, "-o", tmp_path / "out.csv", *words).exit_code == 4
    text = summary.read_text()
    expected = ["3 groups, 1 with an error", "Top savings", "the cheapest of each group", "us-east-1", "eu-west-1"]
    assert all(one in text for one in expected), text
    assert ("Groups of rows compared" in text) == (suffix != "txt")
    assert ("price book digest" in text) and ("team" in text)
