"""Files of rows in, a file of results out, in every format."""

import contextlib
import csv
import datetime
import gzip
import json
import os
import subprocess
import sys
from decimal import Decimal

import container_tco as tco
import pytest
from batch_rows import HEADER, batch, some_rows, unfinished, write_csv

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def rows_csv(tmp_path):
    return write_csv(tmp_path / "rows.csv", some_rows(50))


def records(path):
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_an_amount_by_hand(tmp_path):
    # Fargate in us-east-1: 0.04048 a vCPU-hour and 0.004445 a GiB-hour (https://aws.amazon.com/fargate/pricing/).
    # 6 tasks × 730 h × (0.5 × 0.04048 + 1 × 0.004445) = 4380 × 0.024685 = 108.1203
    write_csv(tmp_path / "in.csv", [["web", "a", "us-east-1", "0.5", "1", "6"]])
    assert batch(tmp_path / "in.csv", "-o", tmp_path / "out.csv").exit_code == 0
    assert records(tmp_path / "out.csv")[0]["ecs_fargate_infrastructure"] == "108.1203000000"


@pytest.mark.parametrize("suffix", ["csv", "csv.gz", "jsonl", "ndjson", "jsonl.gz", "parquet"])
def test_every_format_goes_in_and_out_alike(rows_csv, tmp_path, suffix):
    expected = tco.batch_compare(pa.table(dict(zip(HEADER, map(list, zip(*some_rows(50), strict=True)), strict=True))))
    written, back = tmp_path / f"out.{suffix}", tmp_path / "back.parquet"
    first = tco.batch_compare_files(rows_csv, written, row_group_rows=7)
    tco.batch_compare_files(written, back, prefix="again_", row_group_rows=11)
    table = pq.read_table(back)
    for name, column in zip(expected.column_names, expected.to_arrow().columns, strict=True):
        texts = [None if value is None else str(value) for value in column.to_pylist()]
        for shown in (name, f"again_{name}"):
            got = [None if value is None else str(value) for value in table[shown].to_pylist()]
            assert got == texts, shown
    assert (first.rows, first.bad_rows) == (50, expected.summary.bad_rows)
    assert first.groups.to_arrow() == expected.summary.groups.to_arrow()
    assert first.top_savings.to_arrow() == expected.summary.top_savings.to_arrow()
    assert first.errors.to_arrow() == expected.summary.errors.to_arrow()
    assert not unfinished(written).exists()


def test_the_best_rows_of_several_files_say_where_they_stand(tmp_path):
    # The same task in numbers that tell: what is saved grows with them, so that the order is that of the counts.
    counts = {"a.csv": [50, 10], "b.csv": [], "c.csv": [30, 70]}
    for name, tasks in counts.items():
        write_csv(tmp_path / name, [[f"s{count}", "t", "us-east-1", "1", "2", str(count)] for count in tasks])
    output, page = tmp_path / "out.parquet", tmp_path / "page.html"
    names = [tmp_path / name for name in counts]
    summary = tco.batch_compare_files(names, output, labels="service", row_group_rows=1)
    best = summary.top_savings.to_arrow().to_pylist()
    saved = {(os.path.basename(row["input_file"]), row["input_row"]): row["row"] for row in best}
    assert saved == {("a.csv", 0): 0, ("a.csv", 1): 1, ("c.csv", 0): 2, ("c.csv", 1): 3}
    for row in best:
        assert row["service"] == f"s{counts[os.path.basename(row['input_file'])][row['input_row']]}"
    assert batch(*names, "-o", tmp_path / "again.csv", "--label", "service", "--summary", page).exit_code == 0
    for text in ("<th>input_file</th><th>input_row</th>", f"{os.sep}c.csv</td><td>2</td>"):
        assert text in page.read_text()
    alone = tco.batch_compare_files(names[0], tmp_path / "alone.csv", labels="service")
    assert alone.top_savings.column_names == ["service", "row", "currency", "winner", "saving"]


@pytest.mark.parametrize("row_group_rows", [1, 7, 50, 1000])
def test_row_groups_do_not_change_what_is_in_them(rows_csv, tmp_path, row_group_rows):
    tco.batch_compare_files(rows_csv, tmp_path / "a.csv")
    tco.batch_compare_files(rows_csv, tmp_path / "b.csv", row_group_rows=row_group_rows, threads=2)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    tco.batch_compare_files(rows_csv, tmp_path / "c.parquet", row_group_rows=row_group_rows)
    metadata = pq.read_metadata(tmp_path / "c.parquet")
    sizes = [metadata.row_group(i).num_rows for i in range(metadata.num_row_groups)]
    assert (sum(sizes), max(sizes)) == (50, min(row_group_rows, 50))


def test_parquet_keeps_types_and_tells_the_prices(tmp_path):
    day = datetime.date(2026, 11, 26)
    table = pa.table(
        {
            "region": pa.array(["us-east-1", "us-east-1"]).dictionary_encode(),
            "vcpu": pa.array([Decimal("0.25"), None], pa.decimal128(9, 4)),
            "memory_mib": pa.array([512, 512], pa.int32()),
            "day": [day, None],
            "tags": [["a", "b"], None],
        }
    )
    pq.write_table(table, tmp_path / "in.parquet")
    tco.batch_compare_files(tmp_path / "in.parquet", tmp_path / "out.parquet")
    out = pq.read_table(tmp_path / "out.parquet")
    assert out.select(table.column_names).cast(table.schema) == table
    assert out["error"].to_pylist() == [None, "missing_value"]
    assert out["saving"].type == pa.decimal128(28, 10)
    assert out.schema.metadata[b"container_tco.price_book_digest"].decode() == tco.price_book().digest
    with pytest.raises(tco.InvalidInputError, match=r"tags.*expected values that CSV can hold"):
        tco.batch_compare_files(tmp_path / "in.parquet", tmp_path / "out.csv")
    tco.batch_compare_files(tmp_path / "in.parquet", tmp_path / "out.jsonl")
    first = json.loads((tmp_path / "out.jsonl").read_text().splitlines()[0])
    assert (first["vcpu"], first["day"], first["tags"]) == ("0.2500", "2026-11-26", ["a", "b"])


def test_other_readers_take_the_joined_parquet_file(rows_csv, tmp_path):
    out = tmp_path / "out.parquet"
    tco.batch_compare_files(rows_csv, out, row_group_rows=9)
    tco.batch_compare_files(rows_csv, tmp_path / "one.parquet")
    expected = pq.read_table(tmp_path / "one.parquet")["ecs_fargate_total"].to_pylist()
    duckdb = pytest.importorskip("duckdb")
    assert [row[0] for row in duckdb.sql(f"select ecs_fargate_total from '{out}'").fetchall()] == expected
    polars = pytest.importorskip("polars")
    assert polars.read_parquet(out)["ecs_fargate_total"].to_list() == expected
    assert pq.ParquetFile(out).read_row_group(3)["ecs_fargate_total"].to_pylist() == expected[27:36]


def test_only_values_that_repeat_get_a_dictionary(tmp_path):
    rows = 1000
    columns = {"region": ["us-east-1"] * rows, "vcpu": [1] * rows, "memory_gib": [2] * rows, "id": range(rows)}
    kinds = {
        "nothing": pa.nulls(rows),
        "view": pa.array(["a"] * rows, pa.string_view()),
        "tags": pa.array([[1]] * rows),
    }
    for more, expected in (({"nothing": kinds["nothing"], "view": kinds["view"]}, {"id"}), (kinds, set())):
        pq.write_table(pa.table(columns | more), tmp_path / "in.parquet")
        tco.batch_compare_files(tmp_path / "in.parquet", tmp_path / "out.parquet")
        group = pq.read_metadata(tmp_path / "out.parquet").row_group(0)
        plain = {
            column.path_in_schema
            for column in map(group.column, range(group.num_columns))
            if not column.has_dictionary_page and column.statistics is not None and column.statistics.has_min_max
        }
        assert plain == expected
        assert pq.read_table(tmp_path / "out.parquet")["id"].to_pylist() == list(range(rows))


def test_numbers_in_csv_and_json_lines_are_exact(tmp_path):
    # 0.1 of a vCPU as a float is more than a tenth; as a text it is one. 30 digits are read, too.
    cells = ["0.1", "0.100000000000000000000000000000", "1e-1"]
    write_csv(tmp_path / "in.csv", [["a", "b", "us-east-1", cell, "1", "1"] for cell in cells])
    lines = [f'{{"region": "us-east-1", "vcpu": {cell}, "memory_gib": 1}}\n' for cell in cells]
    (tmp_path / "in.jsonl").write_text("".join(lines))
    for name in ("in.csv", "in.jsonl"):
        tco.batch_compare_files(tmp_path / name, tmp_path / "out.csv")
        rows = records(tmp_path / "out.csv")
        assert [row["vcpu"] for row in rows[:2]] == cells[:2]
        assert len({row["ecs_fargate_total"] for row in rows}) == 1


def test_small_and_negative_decimals_have_no_exponent(tmp_path):
    values = [Decimal("0.0000000001"), Decimal("0"), Decimal("-0.0000000002"), Decimal("-12.5"), None]
    same = {"region": ["us-east-1"] * 5, "vcpu": ["1"] * 5, "memory_gib": ["2"] * 5}
    table = pa.table(same | {"paid": pa.array(values, pa.decimal128(28, 10))})
    pq.write_table(table, tmp_path / "in.parquet")
    expected = ["0.0000000001", "0.0000000000", "-0.0000000002", "-12.5000000000"]
    tco.batch_compare_files(tmp_path / "in.parquet", tmp_path / "out.csv")
    assert [row["paid"] for row in records(tmp_path / "out.csv")] == [*expected, ""]
    tco.batch_compare_files(tmp_path / "in.parquet", tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    assert [json.loads(line)["paid"] for line in lines] == [*expected, None]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd", "-cmd", "@sum", "\tx", "\rx", "\nx", "＝1+1", "-1+1|calc", "=\n", "-1\n"]
)
def test_csv_output_has_no_formula(tmp_path, cell):
    write_csv(tmp_path / "in.csv", [[cell, "a", "us-east-1", "1", "2", "1"]], ["=service", *HEADER[1:]])
    tco.batch_compare_files(tmp_path / "in.csv", tmp_path / "out.csv")
    assert records(tmp_path / "out.csv")[0]["'=service"] == "'" + cell


@pytest.mark.parametrize("cell", ["-5", "+5", "-0.5e-3", "5", "a=b", "", "'=1"])
def test_csv_output_leaves_numbers_and_plain_text(tmp_path, cell):
    write_csv(tmp_path / "in.csv", [[cell, "a", "us-east-1", "1", "2", "1"]])
    tco.batch_compare_files(tmp_path / "in.csv", tmp_path / "out.csv")
    assert records(tmp_path / "out.csv")[0]["service"] == cell


def test_folders_globs_and_lists_are_read_in_order(tmp_path):
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    parts = [some_rows(5, seed) for seed in range(3)]
    write_csv(folder / "1.csv", parts[0])
    write_csv(folder / "2.csv", parts[1])
    write_csv(folder / "b" / "0.csv", parts[2])
    (folder / "_temporary").mkdir()  # Spark, Hive and pyarrow read nothing whose name begins so.
    for other in ("notes.txt", ".hidden.csv", "b/_part.csv", "_temporary/part.csv", "b/picture.png"):
        (folder / other).write_bytes(b"\x00\x01")
    expected = [row[0] for part in parts for row in part]
    out = folder / "out.csv"
    for _ in range(2):  # The second time the output is in the folder, too.
        tco.batch_compare_files(folder, out)
        assert [row["service"] for row in records(out)] == expected
    out.unlink()
    tco.batch_compare_files(f"{folder}/*.csv", tmp_path / "out.csv")
    assert [row["service"] for row in records(tmp_path / "out.csv")] == expected[:10]
    tco.batch_compare_files([folder / "2.csv", folder / "1.csv", folder / "2.csv"], tmp_path / "out.csv")
    assert [row["service"] for row in records(tmp_path / "out.csv")] == expected[5:10] + expected[:5]


def test_files_may_have_their_columns_in_another_order(tmp_path):
    write_csv(tmp_path / "1.csv", [["a", "t", "us-east-1", "1", "2", "3"]])
    write_csv(tmp_path / "2.csv", [["3", "2", "1", "us-east-1", "t", "b"]], HEADER[::-1])
    tco.batch_compare_files(f"{tmp_path}/?.csv", tmp_path / "out.csv")
    first, second = records(tmp_path / "out.csv")
    assert (first.pop("service"), second.pop("service")) == ("a", "b")
    assert first == second


def test_only_results_and_prefix(rows_csv, tmp_path):
    tco.batch_compare_files(rows_csv, tmp_path / "out.csv", only_results=True, prefix="tco_")
    row = records(tmp_path / "out.csv")[0]
    assert all(name.startswith("tco_") for name in row)
    assert "tco_ecs_ec2_total" in row


def test_names_of_results_in_the_input_are_an_error_with_a_remedy(tmp_path):
    write_csv(tmp_path / "in.csv", [["a", "b", "us-east-1", "1", "2", "1"]], ["winner", *HEADER[1:]])
    result = batch(tmp_path / "in.csv", "-o", tmp_path / "out.csv")
    assert result.exit_code == 1
    assert "found 'winner'" in result.stderr
    assert "--prefix" in result.stderr
    assert batch(tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--prefix", "x_").exit_code == 0


def test_types_may_differ_when_only_results_are_kept(tmp_path):
    for name, type_ in (("a", pa.int32()), ("b", pa.float64())):
        columns = {"region": ["us-east-1"], "vcpu": pa.array([1], type_), "memory_gib": [2], f"own_{name}": [1]}
        pq.write_table(pa.table(columns), tmp_path / f"{name}.parquet")
    sources = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    tco.batch_compare_files(sources, tmp_path / "out.csv", only_results=True)
    first, second = records(tmp_path / "out.csv")
    assert first == second


def test_an_output_is_replaced_with_its_rights(rows_csv, tmp_path):
    out = tmp_path / "out.csv"
    out.write_text("before")
    out.chmod(0o640)
    assert batch(rows_csv, "-o", out, "--region", "nowhere-1").exit_code == 1
    assert out.read_text() == "before"
    tco.batch_compare_files(rows_csv, out)
    assert out.stat().st_mode & 0o777 == 0o640
    assert len(records(out)) == 50


def test_a_link_stays_a_link(rows_csv, tmp_path):
    (tmp_path / "real").mkdir()
    out = tmp_path / "out.csv"
    out.symlink_to(tmp_path / "real" / "out.csv")
    tco.batch_compare_files(rows_csv, out)
    assert out.is_symlink()
    assert len(records(out)) == 50


def test_json_lines_may_lack_members_and_hold_other_kinds(tmp_path):
    lines = [
        {"region": "us-east-1", "vcpu": 1, "memory_gib": 2, "on": True, "half": "\ud800"},
        {"region": "us-east-1", "vcpu": 1, "memory_gib": 2, "tags": {"a": [1]}},
    ]
    (tmp_path / "in.jsonl").write_text("\ufeff" + "\n\n".join(map(json.dumps, lines)) + "\n")
    tco.batch_compare_files(tmp_path / "in.jsonl", tmp_path / "out.csv")
    first, second = records(tmp_path / "out.csv")
    assert (first["on"], first["half"], first["tags"]) == ("true", "?", "")
    assert (second["on"], second["tags"], second["winner"]) == ("", '{"a": [1]}', first["winner"])


def test_columns_are_renamed_and_missing_ones_named(tmp_path):
    write_csv(tmp_path / "in.csv", [["1", "2"]], ["cpus", "memory_gib"])
    missing = batch(tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--region", "us-east-1")
    assert missing.exit_code == 1
    assert "vcpu or cpu_units" in missing.stderr
    renamed = ["--region", "us-east-1", "--columns", "vcpu=cpus"]
    assert batch(tmp_path / "in.csv", "-o", tmp_path / "out.csv", *renamed).exit_code == 0
    assert batch(tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--columns", "vcpu").exit_code == 2
    absent = batch(tmp_path / "in.csv", "-o", tmp_path / "out.csv", *renamed, "--group-by", "team")
    assert (absent.exit_code, "team" in absent.stderr) == (1, True)
    assert sorted(os.listdir(tmp_path)) == ["in.csv", "out.csv"]


def test_without_pyarrow_the_remedy_is_said(rows_csv, tmp_path):
    program = "import sys; sys.modules['pyarrow'] = None; from container_tco.cli import main; main()"
    command = [sys.executable, "-c", program, "batch", str(rows_csv), "-o", str(tmp_path / "out.csv")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip().endswith("needs pyarrow: pip install 'container-tco[arrow]'")
    assert "unexpected" not in done.stderr


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs pseudo-terminals")
def test_progress_is_shown_on_a_terminal_only(rows_csv, tmp_path):
    command = [sys.executable, "-m", "container_tco", "batch", str(rows_csv), "-o", str(tmp_path / "out.csv")]
    for words, is_shown in (([], True), (["--no-progress"], False), (["--quiet"], False)):
        terminal, end = os.openpty()
        process = subprocess.Popen([*command, *words], stderr=end)
        os.close(end)
        told = b""
        with contextlib.suppress(OSError):  # The end of a terminal is an error on Linux.
            while part := os.read(terminal, 65536):
                told += part
        os.close(terminal)
        assert process.wait() == 4
        assert (b"comparing" in told, b"a second" in told) == (is_shown, is_shown)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "comparing" not in done.stderr


def test_folders_that_are_called_as_columns_are_columns(tmp_path):
    # As Hive and Spark name them; a null is __HIVE_DEFAULT_PARTITION__, and other signs are as in a URL.
    folders = {"year=2026/team=a%20b": "a b", "year=2027/team=__HIVE_DEFAULT_PARTITION__": None}
    for number, folder in enumerate(folders):
        (tmp_path / "rows" / folder).mkdir(parents=True)
        table = pa.table({"region": ["us-east-1"] * 2, "vcpu": [1, 2], "memory_gib": [2, 4]})
        pq.write_table(table, tmp_path / "rows" / folder / f"{number}.parquet")
    expected = [("2026", "a b")] * 2 + [("2027", None)] * 2
    for source in (tmp_path / "rows", tmp_path / "rows" / "*" / "*" / "*.parquet", f"{tmp_path}/r*/**/*.parquet"):
        summary = tco.batch_compare_files(source, tmp_path / "out.parquet", group_by="year")
        rows = pq.read_table(tmp_path / "out.parquet").to_pylist()
        assert [(row["year"], row["team"]) for row in rows] == expected
        assert summary.groups.to_arrow()["rows"].to_pylist() == [2, 2]
    tco.batch_compare_files(tmp_path / "rows", tmp_path / "only.parquet", only_results=True, group_by="team")
    assert "team" not in pq.read_table(tmp_path / "only.parquet").column_names
    (inner,) = (tmp_path / "rows" / "year=2026").rglob("*.parquet")
    tco.batch_compare_files(inner, tmp_path / "file.parquet")
    assert "year" not in pq.read_table(tmp_path / "file.parquet").column_names
