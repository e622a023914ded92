"""The tables are what the rebuild writes, byte for byte; CONTAINER_TCO_FACTS names the files it reads."""

import os
import subprocess
import sys

import pytest
from bundled_tables import PRICING, SPOT_TABLES, TABLES, validator

FACTS = os.environ.get("CONTAINER_TCO_FACTS", "")


@pytest.mark.corpus
@pytest.mark.skipif(not FACTS, reason="CONTAINER_TCO_FACTS is not set")
def test_a_rebuild_writes_the_bundled_bytes(tmp_path):
    command = [sys.executable, str(PRICING / "rebuild"), "--facts", FACTS, "--out", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    written = {path.relative_to(tmp_path) for path in tmp_path.rglob("*.json")}
    assert len(written) == 163  # 116 of prices, 43 of Spot, 3 others, the manifest
    for path in written:
        assert (tmp_path / path).read_bytes() == (PRICING / path).read_bytes(), path


def test_files_are_utf_8_with_one_row_a_line():
    for path in ("ec2/us-east-1.json", "reserved/us-east-1.json", "spot/us-east-1.json", "regions.json"):
        data = (PRICING / path).read_bytes()
        assert data.endswith(b"}\n") and b"\r" not in data, path
        rows = len(TABLES[path].get("rows", [])) + sum(len(grid["rows"]) for grid in TABLES[path].get("grids", []))
        assert data.count(b"\n") >= rows, path


@pytest.mark.parametrize(
    "row",
    [
        ["c5.large", 587, "1126"],
        ["c5.large", "0", "1126"],
        ["c5.large", "5.87e2", None],
        ["c5.large"],
        [None, "587", "1126"],
    ],
)
def test_schema_refuses_a_bad_grid_row(row):
    table = TABLES["reserved/us-east-1.json"]
    grid = dict(table["grids"][0], rows=[row])
    assert not validator("price_table").is_valid(dict(table, grids=[grid]))


@pytest.mark.parametrize(
    "values",
    [
        [0.0366, "0.0341", "0.03", "0.036", "0.05", 8, 62, "5-10%"],
        ["0.0366", "0.0341", "0.03", "0.036", "0.05", "8", 62, "5-10%"],
        ["0.0366", "0.0341", "0.03", "0.036", "0.05", 8, 62, "often"],
        ["0.0366", "0.0341"],
    ],
)
def test_schema_refuses_a_bad_observation(values):
    table = SPOT_TABLES["spot/us-east-1.json"]
    good = ["0.0366", "0.0341", "0.03", "0.036", "0.05", 8, 62, "5-10%"]
    grids = [dict(table["grids"][0], rows=[["c5.large", *one]]) for one in (good, values)]
    assert validator("spot_table").is_valid(dict(table, grids=grids[:1]))
    assert not validator("spot_table").is_valid(dict(table, grids=grids[1:]))


def test_a_table_without_rows_and_grids_is_refused():
    table = {name: value for name, value in TABLES["network.json"].items() if name != "rows"}
    assert not validator("price_table").is_valid(table)
