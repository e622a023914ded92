"""`container-tco batch` and input that is no good: one message, an exit code, and no half file."""

import gzip
import json
import os
import random

import container_tco as tco
import pytest
from batch_rows import HEADER, batch, some_rows, unfinished, write_csv

pa = pytest.importorskip("pyarrow")
polars = pytest.importorskip("polars")
pq = pytest.importorskip("pyarrow.parquet")

GOOD = "region,vcpu,memory_gib\nus-east-1,1,2\n"
LONG = GOOD + "us-east-1,1,2\n" * 99_999
GARBAGE = random.Random(1).randbytes(3_000_000)
TABLE = {"region": ["us-east-1"] * 2000, "vcpu": [1.0] * 2000, "memory_gib": list(range(1, 2001))}


def parquet_bytes(columns=None, **options):
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns or TABLE), sink, **options)
    return sink.getvalue().to_pybytes()


def twice():
    return parquet_bytes(pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["vcpu", "vcpu"]))


BAD_FILES = [
    ("in.csv", "", "in.csv: expected a header and rows, found nothing"),
    ("in.csv", "\n \n\n", "expected a header and rows, found nothing"),
    ("in.csv", "region,vcpu\nus-east-1,1\n", "memory_gib or memory_mib"),
    ("in.csv", "region,vcpu,vcpu\nus-east-1,1,2\n", "in.csv: expected columns that differ, found 'vcpu' twice"),
    ("in.csv", GOOD + "us-east-1,1\n" * 101, "in.csv, row 102: expected 3 cells as in the header, found 2"),
    ("in.csv", GOOD + '"us-east-1,1,2\n' + "us-east-1,1,2\n" * 400_000, "in.csv, row 2: expected 3 cells"),
    ("in.csv", GOOD + 'us-east-1,1,"2\n' + "us-east-1,1,2\n" * 400_000, "row 2: expected the quotation mark to be"),
    ("in.csv", GOOD + 'us-east-1,1,"2\nus-east-1,1,2\n', "in.csv, row 2: expected the quotation mark to be closed"),
    ("in.csv", GOOD + 'us-east-1,"1,2\nus-east-1,1,2\n', "in.csv, row 2: expected 3 cells"),
    ("in.csv", GOOD + "x" * 9_000_000, "expected rows of at most"),
    ("in.csv", "x" * 9_000_000, "expected CSV with lines of text"),
    ("in.csv", GARBAGE, "in.csv: expected"),
    ("in.csv", LONG.encode() + GARBAGE, f"in.csv, row 100001: expected UTF-8 text, found byte 0x{GARBAGE[0]:02x}"),
    ("in.csv", LONG.encode() + b"us-east-1,\xff,2\n", "in.csv, row 100001: expected UTF-8 text, found byte 0xff"),
    ("in.csv", GOOD.encode() + b"us-east-1,\xff,2\n", "expected UTF-8 text, found byte 0xff at byte 47"),
    ("in.csv", GOOD.encode("utf-16"), "expected UTF-8 text, found UTF-16"),
    ("in.csv", "region,v\xe9cpu\n".encode("latin-1"), "expected UTF-8 text, found byte 0xe9"),
    ("in.csv.gz", GOOD, "in.csv.gz: expected gzip"),
    ("in.csv.gz", gzip.compress(LONG.encode())[:-100], "expected gzip, found one that is damaged, cut off or none"),
    ("in.parquet", b"", "in.parquet: expected a Parquet file, found nothing"),
    ("in.parquet", GARBAGE, "in.parquet: expected a Parquet file, found one that is damaged"),
    ("in.parquet", parquet_bytes()[:3000], "in.parquet: expected a Parquet file, found one that is damaged, cut off"),
    ("in.parquet", parquet_bytes()[:3000] + parquet_bytes()[5000:], "in.parquet: expected a Parquet file"),
    ("in.parquet", twice(), "found 'vcpu' twice"),
    ("in.parquet", parquet_bytes({"region": [1], "vcpu": [1], "memory_gib": [1]}), "region"),
    ("in.jsonl", "", "in.jsonl: expected rows, found none"),
    ("in.jsonl", "{}\n{}\n", "in.jsonl: expected rows, found none"),
    ("in.jsonl", "[1]\n", "in.jsonl, line 1: expected a JSON object, found"),
    ("in.jsonl", '{"region": \n', "in.jsonl, line 1: expected a JSON object, found otherwise"),
    ("in.jsonl", "[" * 500_000, "in.jsonl, line 1: expected a JSON object, found otherwise"),
    ("in.jsonl", '{"a": "' + "x" * 2_000_000, "in.jsonl, line 1: expected at most 1048576 bytes"),
    ("in.jsonl", GARBAGE, "in.jsonl, line 1: expected"),
    ("in.txt", GOOD, "expected the suffix .csv"),
    ("in.parquet.gz", GOOD, "expected the suffix .csv"),
]


def test_a_row_of_more_or_fewer_cells_is_marked_where_it_stands(tmp_path):
    lines = ["us-east-1,1", "us-east-1,1,2", "us-east-1,1,2,3", "x", "", "us-east-1,1,2", "us-east-1"]
    (tmp_path / "in.csv").write_text("\n\nregion,vcpu,memory_gib\n" + "\n".join(lines) + "\n")
    result = batch(tmp_path / "in.csv", "-o", tmp_path / "out.jsonl", "--row-group-rows", "2")
    assert result.exit_code == 4
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    bad = "malformed_row"
    assert [row["error"] for row in rows] == [bad, None, bad, bad, None, bad]
    assert [row["region"] for row in rows] == [None, "us-east-1", None, None, "us-east-1", None]
    # Counted by hand over the lines above, rows without the header, which is line 3, and the blank line.
    texts = [row["error_text"].removeprefix("The row cannot be read: ") for row in rows if row["error_text"]]
    assert [text[text.index("in.csv") :] for text in texts] == [
        f"in.csv, row {row}: expected 3 cells as in the header, found {cells} in line {line}: {lines[line - 4]}; "
        f"correct it in the file."
        for row, cells, line in ((1, 2, 4), (3, 4, 6), (4, 1, 7), (6, 1, 10))
    ]
    assert rows[0]["winner"] is None and rows[1]["winner"] is not None
    assert "malformed_row" in result.stderr


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["in.csv", "in.csv.gz", "-"])
def test_rows_behind_breaks_in_cells_have_their_lines(tmp_path, name, end):
    # By hand: the header is line 1, the first row lines 2 to 4, a blank one 5, the second row 6 and 7, the third 8.
    lines = ["region,vcpu,memory_gib,note", 'us-east-1,1,2,"a', '""b""', 'c"', "", 'us-east-1,1,2,"', '"', "eu,1", ""]
    text = end.join(lines)
    if name == "-":
        result = batch("-", "-o", tmp_path / "out.jsonl", stdin=text)
    else:
        content = text.encode()
        (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
        result = batch(tmp_path / name, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 4
    last = json.loads((tmp_path / "out.jsonl").read_text().splitlines()[-1])["error_text"]
    where = "" if name == "-" else " in line 8"  # Standard input cannot be read again.
    assert f"row 3: expected 4 cells as in the header, found 2{where}: eu,1;" in last


def test_texts_of_errors_show_the_value_that_was_found(tmp_path):
    header = ["region", "vcpu", "memory_gib", "ephemeral_storage_gib", "task_count"]
    cases = {
        "vcpu": (["us-east-1", "one\tcore\x1b[31m", "2", "", "1"], "Found: 'one\\x09core\\x1b[31m'."),
        "memory_gib": (["us-east-1", "1", "-2", "", "1"], "Found: '-2'."),
        "region": (["mars-1", "1", "2", "", "1"], "Found: 'mars-1'."),
        "ephemeral_storage_gib": (["us-east-1", "1", "2", "é" * 5000, "1"], "Found: '" + "é" * 40 + "…'."),
        "task_count": (["us-east-1", "1", "2", "", "2.5"], "Found: '2.5'."),
    }
    path = write_csv(tmp_path / "in.csv", [row for row, _ in cases.values()], header)
    assert batch(path, "-o", tmp_path / "out.jsonl").exit_code == 4
    texts = [json.loads(line)["error_text"] for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    for (name, (_, found)), text in zip(cases.items(), texts, strict=True):
        assert text.startswith(f"Column {name}: ")
        assert text.endswith(found), text


def test_numbers_that_cannot_be_show_themselves():
    table = pa.table({"region": ["us-east-1"] * 3, "vcpu": [1.5, -0.25, float("nan")], "memory_mib": [0, 1, 2]})
    texts = tco.batch_compare(table).to_arrow()["error_text"].to_pylist()
    assert texts[0] == "Column memory_mib: The task asks for no memory; state its memory. Found: '0'."
    assert texts[1].startswith("Column vcpu: An amount is negative") and texts[1].endswith("Found: '-0.25'.")
    assert texts[2].startswith("Column vcpu: A value is NaN") and texts[2].endswith("Found: 'nan'.")


def test_what_no_column_is_to_blame_for_names_none():
    # No size of Fargate and no host has 3000 vCPU.
    table = {"region": ["us-east-1"], "vcpu": ["3000"], "memory_gib": ["1"]}
    (text,) = tco.batch_compare(pa.table(table)).to_arrow()["error_text"].to_pylist()
    assert not text.startswith("Column")


def test_stopping_at_a_row_of_fewer_cells_names_it(tmp_path):
    (tmp_path / "in.csv").write_text(GOOD + "us-east-1,1\n")
    result = batch(tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--on-error", "stop", "--no-progress")
    assert result.exit_code == 1
    assert result.stderr.count("in.csv, row 2: expected 3 cells as in the header, found 2") == 1
    assert "The row cannot be read: " in result.stderr
    assert os.listdir(tmp_path) == ["in.csv"]


def test_malformed_rows_do_not_move_others_when_a_run_goes_on(tmp_path):
    draw = random.Random(3)
    lines = [draw.choice(["us-east-1,1,2", "us-east-1,2,4", "us-east-1,1"]) for _ in range(3000)]
    (tmp_path / "in.csv").write_text("region,vcpu,memory_gib\n" + "\n".join(lines) + "\n")
    for name, rows in (("a.jsonl", 7), ("b.jsonl", 262_144)):
        tco.batch_compare_files(tmp_path / "in.csv", tmp_path / name, row_group_rows=rows)
    written = (tmp_path / "a.jsonl").read_text()
    assert written == (tmp_path / "b.jsonl").read_text()
    found = [json.loads(line)["vcpu"] for line in written.splitlines()]
    assert found == [line.split(",")[1] if line.count(",") == 2 else None for line in lines]


@pytest.mark.parametrize(("name", "content", "message"), BAD_FILES)
def test_a_bad_file_is_one_message(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    result = batch(tmp_path / name, "-o", tmp_path / "out.csv", "--no-progress")
    assert result.exit_code == 1
    assert message in result.stderr
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    assert len(result.stderr) < 1000
    assert os.listdir(tmp_path) == [name]


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_a_header_without_rows_gives_an_output_without_rows(tmp_path, suffix):
    (tmp_path / "in.csv").write_text("region,vcpu,memory_gib\n")
    result = batch(tmp_path / "in.csv", "-o", tmp_path / f"out.{suffix}")
    assert result.exit_code == 0, result.stderr
    assert "0 rows, 0 with an error" in result.stderr
    if suffix == "parquet":
        table = pq.read_table(tmp_path / "out.parquet")
        assert (table.num_rows, table.column_names[:4]) == (0, ["region", "vcpu", "memory_gib", "error"])
    elif suffix == "csv":
        assert (tmp_path / "out.csv").read_text().startswith('"region","vcpu","memory_gib","error"')
    else:
        assert (tmp_path / "out.jsonl").read_text() == ""


BAD_VALUES = [None, float("nan"), float("inf"), -float("inf"), -1.0, 1e300, 9e18, 0.0]


@pytest.mark.parametrize("column", ["vcpu", "memory_gib", "task_count"])
def test_bad_numbers_are_marked_and_the_others_go_on(tmp_path, column):
    count = len(BAD_VALUES) + 1
    columns = {"region": ["us-east-1"] * count, "vcpu": [1.0] * count, "memory_gib": [2.0] * count}
    columns |= {"task_count": [1.0] * count} | {column: [1.0, *BAD_VALUES]}
    pq.write_table(pa.table(columns), tmp_path / "in.parquet")
    result = batch(tmp_path / "in.parquet", "-o", tmp_path / "out.parquet", "--summary", tmp_path / "s.md")
    out = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert out[0]["error"] is None
    # No CPU is no request, which hosts and Fargate hold; anything else is an error with a text.
    bad = [row for row in out[1:] if row["error"]]
    assert len(bad) >= len(BAD_VALUES) - 1
    assert all(row["error_text"] and row["ecs_fargate_total"] is None and row["winner"] is None for row in bad)
    assert result.exit_code == 4
    assert f"{len(bad)} of {count} rows have an error: column error_text says why" in result.stderr
    assert "missing_value" in (tmp_path / "s.md").read_text().replace("\\", "")


def test_stop_names_file_and_row_and_keeps_what_is_complete(tmp_path):
    rows = [["s", "t", "us-east-1", "1", "2", "1"]] * 30
    write_csv(tmp_path / "1.csv", rows)
    write_csv(tmp_path / "2.csv", [*rows[:9], ["s", "t", "nowhere", "1", "2", "1"], *rows])
    command = [tmp_path / "1.csv", tmp_path / "2.csv", "-o", tmp_path / "out.csv", "--row-group-rows", "16"]
    result = batch(*command, "--on-error", "stop")
    assert result.exit_code == 1
    assert "2.csv, row 10: Column region: The region is not in the price book" in result.stderr
    assert "32 rows are complete and kept" in result.stderr
    assert not (tmp_path / "out.csv").exists()
    goes_on = batch(*command)
    assert "going on behind 32 rows" in goes_on.stderr
    assert (goes_on.exit_code, unfinished(tmp_path / "out.csv").exists()) == (4, False)
    assert batch(*command[:2], "-o", tmp_path / "whole.csv").exit_code == 4
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()


def mixed(tmp_path, first, second):
    for name, columns in (("1.parquet", first), ("2.parquet", second)):
        pq.write_table(pa.table(columns), tmp_path / name)
    return batch(f"{tmp_path}/*.parquet", "-o", tmp_path / "out.csv")


def test_mixed_schemas_are_an_error_before_anything_is_read(tmp_path):
    good = {"region": ["us-east-1"], "vcpu": [1], "memory_gib": [2]}
    more = mixed(tmp_path, good, good | {"extra\x1b[31m": [1]})
    assert more.exit_code == 1
    assert "2.parquet: expected the columns of" in more.stderr
    assert "found one 'extra" in more.stderr
    assert "\x1b" not in more.stderr
    less = mixed(tmp_path, good | {"extra": [1]}, good)
    assert "found none 'extra'" in less.stderr
    other = mixed(tmp_path, good, good | {"vcpu": [1.0]})
    assert "found 'vcpu' as double where" in other.stderr
    assert "has int64" in other.stderr
    assert "--only-results" in other.stderr


def json_line(**members):
    return json.dumps({"region": "us-east-1", "vcpu": 1, "memory_gib": 2} | members).encode()


MALFORMED_LINES = [
    b"[1]",
    b"nonsense",
    b'{"region": "us-east-1", "vcpu": 1',
    b'{"region": "us-east-1"}, {"region": "us-east-1"}',
    b'{"region": "us-east-1", "vcpu": 1, "memory_gib": "\xff"}',
    b'{"region": "' + b"x" * 3_000_000 + b'"}',
    b"\xef\xbb\xbf" + json_line(),  # The mark stands only at the beginning of a file.
    b"null",
    b"[" * 100_000,
]


def test_a_line_that_is_no_object_is_marked_where_it_stands(tmp_path):
    lines = [json_line(), b"", *MALFORMED_LINES, json_line(vcpu=2), b" \t\r", json_line()[:-1]]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    result = batch(tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl", "--row-group-rows", "2")
    assert result.exit_code == 4
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    bad = ["malformed_row"] * len(MALFORMED_LINES)
    assert [row["error"] for row in rows] == [None, *bad, None, "malformed_row"]
    assert [row["vcpu"] for row in rows] == ["1", *[None] * len(bad), "2", None]
    assert all((row["winner"] is None) == (row["error"] is not None) for row in rows)
    assert f"{len(rows)} rows, {len(bad) + 1} with an error" in result.stderr
    assert "malformed_row" in result.stderr
    stopped = batch(tmp_path / "in.jsonl", "-o", tmp_path / "stopped.jsonl", "--on-error", "stop")
    assert stopped.exit_code == 1
    assert "in.jsonl, line 3: expected a JSON object, found" in stopped.stderr  # Its second line is blank.


def test_json_lines_that_are_passed_through_stay_what_they_are(tmp_path):
    inner = '{"a":1.10,"id":7, "s":"}{"}'
    lines = [
        b'{"region":"us-east-1","vcpu":1,"memory_gib":2,"tags":null,"more":[1.0,2]}',
        b'{"region":"us-east-1","vcpu":1,"memory_gib":2,"tags" : ' + inner.encode() + b' , "more":1e0}',
        b'{"region":"us-east-1","vcpu":1,"memory_gib":2,"vcpu":4}',
        b'{"region":"us-east-1","vcpu":NaN,"memory_gib":2}',
        b'{"region":"us-east-1","vcpu":-Infinity,"memory_gib":2}',
    ]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    tco.batch_compare_files(tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["tags"] for row in rows] == [None, inner, None, None, None]
    assert [row["more"] for row in rows] == ["[1.0,2]", "1e0", None, None, None]
    assert [row["error"] for row in rows] == [None, None, "malformed_row", "not_a_number", "not_a_number"]
    assert "in.jsonl, line 3: expected members that differ, found 'vcpu' twice" in rows[2]["error_text"]


@pytest.mark.parametrize("value", [True, [1], {"a": 1}, "two", "\ud800", ""])
def test_a_member_of_another_type_is_an_error_of_its_row(tmp_path, value):
    (tmp_path / "in.jsonl").write_bytes(b"\n".join([json_line(), json_line(vcpu=value), b"{}", json_line()]))
    summary = tco.batch_compare_files(tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["error"] for row in rows] == [None, "unreadable_value", "missing_value", None]
    assert (rows[2]["region"], summary.bad_rows) == (None, 2)


def test_malformed_lines_do_not_move_others_when_a_run_goes_on(tmp_path):
    draw = random.Random(4)
    lines = [draw.choice([json_line(), json_line(vcpu=2), b"{", json_line(vcpu=[1])]) for _ in range(3000)]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join([json_line(), *lines]))
    for name, rows in (("a.jsonl", 7), ("b.jsonl", 262_144)):
        tco.batch_compare_files(tmp_path / "in.jsonl", tmp_path / name, row_group_rows=rows)
    written = (tmp_path / "a.jsonl").read_text()
    assert written == (tmp_path / "b.jsonl").read_text()
    errors = [json.loads(line)["error"] for line in written.splitlines()[1:]]
    named = {b"{": "malformed_row", json_line(vcpu=[1]): "unreadable_value"}
    assert errors == [named.get(line) for line in lines]


def test_lines_that_are_an_object_only_together_are_none(tmp_path, monkeypatch):
    import container_tco.batch_files.json_lines_input as json_lines

    monkeypatch.setattr(json_lines, "BATCH_ROWS", 4)
    together = [
        b'{"region": [{}',
        b"{}]}",
        json_line() + b", " + json_line(),
        json_line()[:-1] + b', "vcpu": [',
        b"1]}",
    ]
    lines = [json_line(), *together, *[b""] * 9, json_line(vcpu=2), *[b" "] * 9]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    tco.batch_compare_files(tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["error"] for row in rows] == [None, *["malformed_row"] * len(together), None]


def test_too_many_malformed_lines_behind_one_another_end_the_run(tmp_path):
    for count, exit_code in ((100, 4), (101, 1)):
        lines = [json_line(), *[b"{"] * count, json_line(), b"[]"]
        (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
        result = batch(tmp_path / "in.jsonl", "-o", tmp_path / "out.csv", "--no-progress")
        assert result.exit_code == exit_code
    assert "in.jsonl, line 2: expected a JSON object, found otherwise" in result.stderr


def test_a_file_lacking_members_keeps_its_marks(tmp_path):
    (tmp_path / "1.jsonl").write_bytes(json_line(team="a"))
    (tmp_path / "2.jsonl").write_bytes(json_line() + b"\n{\n" + json_line())
    tco.batch_compare_files([tmp_path / "1.jsonl", tmp_path / "2.jsonl"], tmp_path / "out.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["error"] for row in rows] == [None, None, "malformed_row", None]
    assert [row["team"] for row in rows] == ["a", None, None, None]


def test_a_member_that_comes_up_late_is_an_error_of_its_row(tmp_path, monkeypatch):
    import container_tco.batch_files.json_lines_input as json_lines

    monkeypatch.setattr(json_lines, "BATCH_ROWS", 2)
    lines = [json_line(), json_line(), json_line(), json_line(task_count=2), json_line()]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    tco.batch_compare_files(tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["error"] for row in rows] == [None, None, None, "malformed_row", None]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join([json_line()] * 2 + [json_line(task_count=2)] * 101))
    result = batch(tmp_path / "in.jsonl", "-o", tmp_path / "out.csv")
    assert result.exit_code == 1
    assert "line 3: expected the members of the first 2 rows, found also 'task_count'" in result.stderr


def test_paths_that_lead_nowhere(tmp_path):
    good = tmp_path / "in.csv"
    good.write_text(GOOD)
    (tmp_path / "empty").mkdir()
    for arguments, message in [
        ([tmp_path / "none.csv", "-o", tmp_path / "out.csv"], "none.csv: No such file or directory"),
        ([f"{tmp_path}/*.none", "-o", tmp_path / "out.csv"], "expected files that match, found none"),
        ([tmp_path / "empty", "-o", tmp_path / "out.csv"], ".parquet"),
        ([good, "-o", tmp_path / "none" / "out.csv"], "the folder of the output file does not exist"),
        ([good, "-o", tmp_path / "out.xlsx"], "expected the suffix"),
        ([good, "-o", good], "expected an output that is none of the inputs"),
        ([good, "-o", "/dev/null.csv/x.csv"], "does not exist"),
        ([good, "-o", tmp_path / "out.csv", "--summary", tmp_path / "none" / "s.md"], "does not exist"),
    ]:
        result = batch(*arguments)
        assert (result.exit_code, message in result.stderr) == (1, True), result.stderr
    (tmp_path / "folder.csv").mkdir()
    assert "found a folder or device" in batch(good, "-o", tmp_path / "folder.csv").stderr
    for arguments in (["-o", tmp_path / "out.csv"], [good], [good, "-o", "out.csv", "--summary", "s.pdf"]):
        assert batch(*arguments).exit_code == 2
    assert sorted(os.listdir(tmp_path)) == ["empty", "folder.csv", "in.csv"]


def test_standard_input_is_csv_or_json_lines(tmp_path):
    rows = some_rows(20)
    write_csv(tmp_path / "in.csv", rows)
    expected = tmp_path / "expected.csv"
    batch(tmp_path / "in.csv", "-o", expected)
    lines = "".join(json.dumps(dict(zip(HEADER, row, strict=True))) + "\n" for row in rows)
    for text in ((tmp_path / "in.csv").read_text(), lines):
        assert batch("-", "-o", tmp_path / "out.csv", stdin=text).exit_code == 4
        assert (tmp_path / "out.csv").read_bytes() == expected.read_bytes()
    assert batch("-", "-o", tmp_path / "out.csv", stdin="").exit_code == 1
    # What cannot be read again cannot be gone on with: nothing is left.
    result = batch("-", "-o", tmp_path / "out.csv", "--row-group-rows", "2", stdin=GOOD * 3 + "us-east-1\n" * 101)
    assert "found 1" in result.stderr
    assert not unfinished(tmp_path / "out.csv").exists()


def test_hostile_text_is_harmless_in_the_summary(tmp_path):
    hostile = ["<script>alert(1)</script>", "\x1b]0;x\x07", "| [x](http://x) |", "\u202egpj.exe"]
    rows = [[text, text, "us-east-1", "1", "2", "1"] for text in hostile]
    write_csv(tmp_path / "in.csv", rows)
    for suffix in ("html", "md", "txt"):
        summary = tmp_path / f"summary.{suffix}"
        options = ["--group-by", "team", "--label", "service", "--summary", summary]
        result = batch(tmp_path / "in.csv", "-o", tmp_path / "out.csv", *options)
        assert result.exit_code == 0, result.stderr
        shown = summary.read_text() + result.stderr
        assert not {"\x1b", "\x07"} & set(shown)
        if suffix == "html":
            assert "<script" not in summary.read_text()
        if suffix == "md":
            assert "| [x](http" not in summary.read_text()
            assert "<script" not in summary.read_text()


def test_options_that_no_row_can_have(tmp_path):
    (tmp_path / "in.csv").write_text(GOOD)
    with pytest.raises(tco.InvalidInputError, match="row_group_rows"):
        tco.batch_compare_files(tmp_path / "in.csv", tmp_path / "out.csv", row_group_rows=0)
    with pytest.raises(TypeError, match="threads"):
        tco.batch_compare_files(tmp_path / "in.csv", tmp_path / "out.csv", threads="2")
    with pytest.raises(tco.InvalidInputError, match="mark or stop"):
        tco.batch_compare_files(tmp_path / "in.csv", tmp_path / "out.csv", on_error="go on")
    assert os.listdir(tmp_path) == ["in.csv"]


def test_a_column_of_a_type_that_only_polars_knows_is_left_alone():
    frame = polars.DataFrame({"region": ["us-east-1"], "vcpu": ["1"], "memory_gib": ["2"], "other": [1]})
    frame = frame.with_columns(polars.col("other").cast(polars.Int128))
    assert tco.batch_compare(frame).to_arrow()["error"].to_pylist() == [None]
    with pytest.raises(tco.InvalidInputError, match=r"column 'other'.*Cast it before"):
        tco.batch_compare(frame, columns={"task_count": "other"})
