"""Runs that are killed, interrupted or out of room: no half file, and the next one goes on to the same result."""

import errno
import json
import os
import resource
import signal
import time
from pathlib import Path

import container_tco as tco
import pytest
from batch_rows import (
    batch,
    complete_rows,
    kill_several_times,
    some_rows,
    start_batch,
    stop_behind,
    unfinished,
    write_csv,
)

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
from container_tco.batch_files.reading import Place  # noqa: E402
from container_tco.batch_files.unfinished import UnfinishedOutput  # noqa: E402

ROOT = Path(__file__).parents[2]
ROWS = 6000
GROUP = 250


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    """Files of the same columns: CSV, Parquet in several row groups, JSON Lines of which some are malformed."""
    folder = tmp_path_factory.mktemp("inputs")
    rows = some_rows(ROWS)
    write_csv(folder / "1.csv", rows[:2500])
    names = ["service", "team", "region", "vcpu", "memory_gib", "task_count"]
    table = pa.table({name: [row[i] for row in rows[2500:4500]] for i, name in enumerate(names)})
    pq.write_table(table, folder / "2.parquet", row_group_size=700)
    lines = [json.dumps(dict(zip(names, row, strict=True))) for row in rows[4500:]]
    lines[1::7] = ["{"] * len(lines[1::7])
    (folder / "3.jsonl").write_text("\n".join(lines))
    return [folder / "1.csv", folder / "2.parquet", folder / "3.jsonl"]


def command(inputs, folder, suffix):
    options = ["--row-group-rows", GROUP, "--group-by", "team", "--label", "service", "--top", "7", "--no-progress"]
    return [*inputs, "-o", folder / f"out.{suffix}", "--summary", folder / "summary.md", *options]


@pytest.fixture(scope="module")
def unbroken(inputs, tmp_path_factory):
    """What a run in one go writes, by suffix."""
    made = {}
    for suffix in ("parquet", "csv", "csv.gz", "jsonl"):
        folder = tmp_path_factory.mktemp("unbroken")
        assert batch(*command(inputs, folder, suffix)).exit_code == 4
        made[suffix] = ((folder / f"out.{suffix}").read_bytes(), (folder / "summary.md").read_text())
    return made


@pytest.mark.parametrize("suffix", ["parquet", "csv", "csv.gz", "jsonl"])
def test_a_run_that_is_killed_several_times_ends_like_one_that_is_not(inputs, unbroken, tmp_path, suffix):
    words = command(inputs, tmp_path, suffix)
    output = tmp_path / f"out.{suffix}"
    reached = kill_several_times(words, output, (1, 1000, 2400, 2600, 5000))
    assert 5000 <= reached[-1] < ROWS
    last = batch(*words)
    assert last.exit_code == 4
    assert f"going on behind {reached[-1]:,} rows" in last.stderr
    assert (output.read_bytes(), (tmp_path / "summary.md").read_text()) == unbroken[suffix]
    assert not unfinished(output).exists()


def test_bytes_behind_the_last_complete_row_group_are_thrown_away(inputs, unbroken, tmp_path):
    words = command(inputs, tmp_path, "csv")
    output = tmp_path / "out.csv"
    stop_behind(start_batch(*words), output, 1000, signal.SIGKILL)
    with open(unfinished(output) / "data", "ab") as file:
        file.write(b'"half a row')
    assert batch(*words).exit_code == 4
    assert output.read_bytes() == unbroken["csv"][0]


def test_data_that_is_gone_or_too_short_begins_anew(inputs, unbroken, tmp_path):
    words = command(inputs, tmp_path, "csv")
    output = tmp_path / "out.csv"
    for change in (lambda path: path.unlink(), lambda path: path.write_bytes(b"x")):
        stop_behind(start_batch(*words), output, 1000, signal.SIGKILL)
        change(unfinished(output) / "data")
        result = batch(*words)
        assert "going on" not in result.stderr
        assert (output.read_bytes(), (tmp_path / "summary.md").read_text()) == unbroken["csv"]


def test_control_c_keeps_what_is_complete(inputs, unbroken, tmp_path):
    words = command(inputs, tmp_path, "parquet")
    output = tmp_path / "out.parquet"
    code, told = stop_behind(start_batch(*words), output, 1000, signal.SIGINT)
    assert code == 130
    assert "rows are complete and kept; the same command goes on behind them" in told
    assert told.endswith("container-tco: interrupted\n")
    assert not output.exists()
    assert batch(*words).exit_code == 4
    assert (output.read_bytes(), (tmp_path / "summary.md").read_text()) == unbroken["parquet"]


@pytest.mark.parametrize("suffix", ["parquet", "csv", "jsonl"])
def test_a_full_disk_keeps_what_is_complete(inputs, unbroken, tmp_path, suffix):
    words = command(inputs, tmp_path, suffix)
    output = tmp_path / f"out.{suffix}"
    limit = len(unbroken[suffix][0]) // 2

    def no_more_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    process = start_batch(*words, preexec_fn=no_more_room)
    told = process.communicate()[1]
    assert process.returncode == 1
    assert f"out.{suffix}.unfinished: File too large. Make room, then run the same again: " in told
    assert "rows are complete and kept; the same command goes on behind them" in told
    assert "Traceback" not in told
    assert "unexpected" not in told
    assert not output.exists()
    kept = complete_rows(output)
    assert 0 < kept < ROWS
    last = batch(*words)
    assert f"going on behind {kept:,} rows" in last.stderr
    assert (output.read_bytes(), (tmp_path / "summary.md").read_text()) == unbroken[suffix]


class RowGroups:
    """A format of 100,000 bytes for each row group; the disk ends in the fourth."""

    BYTES = 100_000

    def begin(self, file):
        pass

    def write(self, file, table):
        is_last = table["n"][0].as_py() == 3
        file.write(b"x" * (self.BYTES // 2 if is_last else self.BYTES))
        if is_last:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(("room", "groups"), [(350_000, 3), (250_000, 2), (150_000, 1)])
def test_a_disk_that_fills_up_within_seconds_keeps_what_leaves_room_for_a_checkpoint(
    tmp_path, monkeypatch, room, groups
):
    def fsync(descriptor):
        if sum(path.stat().st_size for path in tmp_path.glob("out.unfinished/*")) > room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fsync)
    output = UnfinishedOutput(str(tmp_path / "out"), {}, restart=False)
    summary = tco.RowComparer().summary
    with pytest.raises(OSError, match="No space"):
        for number in range(4):
            output.write(RowGroups(), pa.table({"n": [number]}), Place(0, number + 1), summary)
    assert output.abandon() == groups
    assert (unfinished(tmp_path / "out") / "data").stat().st_size == groups * RowGroups.BYTES
    again = UnfinishedOutput(str(tmp_path / "out"), {}, restart=False)
    assert (again.checkpoint.rows, again.checkpoint.next) == (groups, Place(0, groups))
    again.abandon()


def test_other_options_inputs_or_prices_do_not_go_on(inputs, tmp_path):
    own = [tmp_path / path.name for path in inputs]
    for source, target in zip(inputs, own, strict=True):
        target.write_bytes(source.read_bytes())
    words = command(own, tmp_path, "csv")
    output = tmp_path / "out.csv"
    stop_behind(start_batch(*words), output, 1000, signal.SIGKILL)
    kept = complete_rows(output)
    prices = tmp_path / "prices.json"
    prices.write_text((ROOT / "pricing" / "fargate.json").read_text().replace('"0.04048"', '"0.05"'))
    for change, said in (
        (["--hours", "100"], "other options"),
        (["--only-results"], "other output"),
        (["--top", "8"], "other options"),
        (["--prices", prices], "other prices"),
    ):
        result = batch(*words, *change)
        assert (result.exit_code, said in result.stderr) == (1, True), result.stderr
        assert "--restart" in result.stderr
        assert complete_rows(output) == kept
    write_csv(own[0], some_rows(10))
    changed = batch(*words)
    assert (changed.exit_code, "other inputs" in changed.stderr) == (1, True), changed.stderr
    anew = batch(*words, "--restart")
    assert anew.exit_code == 4
    assert "going on" not in anew.stderr


def test_runs_that_keep_nothing_do_not_throw_away_what_another_left(inputs, unbroken, tmp_path):
    words = command(inputs, tmp_path, "csv")
    output = tmp_path / "out.csv"
    stop_behind(start_batch(*words), output, 1000, signal.SIGKILL)
    kept = complete_rows(output)
    small = write_csv(tmp_path / "small.csv", some_rows(3))
    for others, stdin, said in (
        ([small, "--pack-by", "team", "-q"], None, "was begun with other inputs"),
        ([*inputs, "--pack-by", "team", "-q"], None, "was begun with other"),
        (["-", "-q"], small.read_text(), f"holds {kept:,} rows of another"),
        (["-", "--pack-by", "team", "-q"], small.read_text(), f"holds {kept:,} rows of another"),
    ):
        result = batch(*others, "-o", output, stdin=stdin)
        assert (result.exit_code, said in result.stderr) == (1, True), result.stderr
        assert "--restart" in result.stderr
        assert complete_rows(output) == kept
    assert batch(*words).exit_code == 4
    assert output.read_bytes() == unbroken["csv"][0]
    stop_behind(start_batch(*command(inputs, tmp_path, "jsonl")), tmp_path / "out.jsonl", 1000, signal.SIGKILL)
    assert batch(small, "-o", tmp_path / "out.jsonl", "--pack-by", "team", "-q", "--restart").exit_code in (0, 4)
    assert not unfinished(tmp_path / "out.jsonl").exists()


def test_a_checkpoint_that_is_no_checkpoint_is_refused(inputs, tmp_path):
    words = command(inputs, tmp_path, "csv")
    output = tmp_path / "out.csv"
    unfinished(output).mkdir()
    (unfinished(output) / "data").write_bytes(b"x" * 100)
    for text in ("", "[]", "{}", '{"schema_version": "3"}', '{"schema_version": "2", "identity": []}', "[" * 100_000):
        (unfinished(output) / "checkpoint.json").write_text(text)
        result = batch(*words)
        assert (result.exit_code, "cannot be read" in result.stderr) == (1, True), result.stderr
        assert len(result.stderr.splitlines()) == 1
    assert batch(*words, "--restart").exit_code == 4


def stop_while_reading(process, output):
    """Stop a process as soon as it has written something, long before the end of a large input."""
    while complete_rows(output) == 0:
        assert process.poll() is None
        time.sleep(0.002)
    process.send_signal(signal.SIGSTOP)


def test_two_runs_do_not_write_the_same_output(tmp_path):
    words = command([write_csv(tmp_path / "in.csv", some_rows(20_000))], tmp_path, "csv")
    output = tmp_path / "out.csv"
    process = start_batch(*words)
    stop_while_reading(process, output)
    second = batch(*words)
    process.send_signal(signal.SIGCONT)
    assert second.exit_code == 1
    assert "expected no other run that writes the same output, found one" in second.stderr
    process.communicate()
    assert process.returncode == 4
    assert not unfinished(output).exists()


def test_an_input_that_is_deleted_while_it_is_read(inputs, tmp_path):
    own = [write_csv(tmp_path / "1.csv", some_rows(20_000)), tmp_path / "2.parquet"]
    own[1].write_bytes(inputs[1].read_bytes())
    process = start_batch(*command(own, tmp_path, "csv"))
    stop_while_reading(process, tmp_path / "out.csv")
    for path in own:
        path.unlink()
    process.send_signal(signal.SIGCONT)
    told = process.communicate()[1]
    # The first file is open and read to its end, the second one cannot be opened any more.
    assert process.returncode == 1
    assert "2.parquet: No such file or directory" in told
    assert "20,000 rows are complete and kept" in told


def test_an_input_that_changes_while_it_is_read(tmp_path):
    own = write_csv(tmp_path / "in.csv", some_rows(20_000))
    process = start_batch(*command([own], tmp_path, "csv"))
    stop_while_reading(process, tmp_path / "out.csv")
    with open(own, "a") as file:
        file.write("one more,t,us-east-1,1,2,3\n")
    process.send_signal(signal.SIGCONT)
    told = process.communicate()[1]
    assert process.returncode == 1
    assert "in.csv: expected a file that stays as it is, found it changed meanwhile" in told
    assert not (tmp_path / "out.csv").exists()


def test_a_summary_goes_on_from_its_tables():
    rows = some_rows(40)
    columns = {"region": 2, "vcpu": 3, "memory_gib": 4, "team": 1}
    table = pa.table({name: [row[i] for row in rows] for name, i in columns.items()})
    whole = tco.RowComparer(group_by="team", labels="team", top=5)
    whole.compare(table)
    for cut in (0, 1, 17, 40):
        first = tco.RowComparer(group_by="team", labels="team", top=5)
        first.compare(table.slice(0, cut))
        then = tco.RowComparer(group_by="team", labels="team", top=5)
        parts = {name: getattr(first.summary, name) for name in ("groups", "top_savings", "errors")}
        then.continue_after(**parts)
        then.compare(table.slice(cut))
        for name in (*parts, "currencies"):
            assert pa.table(getattr(then.summary, name)) == pa.table(getattr(whole.summary, name))
        assert (then.summary.rows, then.summary.bad_rows) == (whole.summary.rows, whole.summary.bad_rows)
    with pytest.raises(tco.InvalidInputError, match="before"):
        whole.continue_after(**parts)
    with pytest.raises(tco.InvalidInputError, match="no such column"):
        tco.RowComparer(group_by="region").continue_after(**parts)
    wrong = pa.table(parts["errors"]).set_column(0, "error", [["no such error"] * parts["errors"].row_count])
    with pytest.raises(tco.InvalidInputError, match="no such error"):
        tco.RowComparer(group_by="team", labels="team").continue_after(**(parts | {"errors": wrong}))


def test_columns_of_folders_make_another_run(tmp_path):
    """The same file has the column team below data, and not when it is named itself."""
    source = tmp_path / "data" / "team=a" / "part.csv"
    source.parent.mkdir(parents=True)
    write_csv(source, some_rows(ROWS))
    for suffix in ("csv", "parquet"):
        output = tmp_path / f"out.{suffix}"
        options = ["-o", output, "--row-group-rows", GROUP, "--no-progress"]
        stop_behind(start_batch(tmp_path / "data", *options), output, 500, signal.SIGKILL)
        refused = batch(source, *options)
        assert refused.exit_code == 1
        assert "was begun with other" in refused.stderr
        assert batch(tmp_path / "data", *options).exit_code == 4
