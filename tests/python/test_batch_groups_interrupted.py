"""Groups of rows packed by runs that are killed, interrupted or out of room: the next one goes on as with rows."""

import errno
import os
import resource
import signal

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

pytest.importorskip("pyarrow")
from container_tco.batch_files import packed_groups
from container_tco.batch_files.csv_output import CsvOutput

TEAMS = 40


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    """Two files of rows, some of them bad, whose teams stand in both."""
    folder = tmp_path_factory.mktemp("inputs")
    rows = [[row[0], f"team-{number % TEAMS}", *row[2:]] for number, row in enumerate(some_rows(300))]
    return [write_csv(folder / "1.csv", rows[:140]), write_csv(folder / "2.csv", rows[140:])]


def command(inputs, folder, suffix):
    options = ["--pack-by", "team", "--group-by", "region", "--top", "5", "--no-progress", "--threads", "1"]
    hosts = ["--families", "m7i,c7g"]
    return [*inputs, "-o", folder / f"out.{suffix}", "--summary", folder / "summary.md", *options, *hosts]


@pytest.fixture(scope="module")
def unbroken(inputs, tmp_path_factory):
    """What a run in one go writes, by suffix."""
    made = {}
    for suffix in ("parquet", "csv", "jsonl.gz"):
        folder = tmp_path_factory.mktemp("unbroken")
        assert batch(*command(inputs, folder, suffix)).exit_code == 4
        assert sorted(os.listdir(folder)) == [f"out.{suffix}", "summary.md"]
        made[suffix] = ((folder / f"out.{suffix}").read_bytes(), (folder / "summary.md").read_text())
    return made


@pytest.mark.parametrize("suffix", ["parquet", "csv", "jsonl.gz"])
def test_a_run_that_is_killed_several_times_ends_like_one_that_is_not(inputs, unbroken, tmp_path, suffix):
    words = command(inputs, tmp_path, suffix)
    output = tmp_path / f"out.{suffix}"
    reached = kill_several_times(words, output, (1, 20, 50))
    assert reached[-1] >= 50
    last = batch(*words)
    assert last.exit_code == 4
    assert f"going on behind {reached[-1]:,} groups that an interrupted run left complete" in last.stderr
    assert (output.read_bytes(), (tmp_path / "summary.md").read_text()) == unbroken[suffix]
    assert not unfinished(output).exists()


def test_control_c_keeps_groups_that_are_packed(inputs, unbroken, tmp_path):
    words = command(inputs, tmp_path, "csv")
    output = tmp_path / "out.csv"
    code, told = stop_behind(start_batch(*words), output, 10, signal.SIGINT)
    assert code == 130
    assert "groups are complete and kept; the same command goes on behind them" in told
    assert told.endswith("container-tco: interrupted\n")
    assert not output.exists()
    assert batch(*words).exit_code == 4
    assert (output.read_bytes(), (tmp_path / "summary.md").read_text()) == unbroken["csv"]


def test_a_full_disk_keeps_groups_that_are_packed(inputs, unbroken, tmp_path):
    words = command(inputs, tmp_path, "csv")
    output = tmp_path / "out.csv"

    def no_more_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    process = start_batch(*words, preexec_fn=no_more_room)
    told = process.communicate()[1]
    assert process.returncode == 1
    assert "out.csv.unfinished: File too large. Make room, then run the same again: " in told
    assert " groups are kept" in told
    assert "Traceback" not in told
    assert not output.exists()
    kept = complete_rows(output)
    assert 0 < kept < 3 * TEAMS
    last = batch(*words)
    assert f"going on behind {kept:,} groups" in last.stderr
    assert (output.read_bytes(), (tmp_path / "summary.md").read_text()) == unbroken["csv"]


def test_no_room_for_the_output_itself_keeps_all_groups(inputs, unbroken, tmp_path, monkeypatch):
    words = command(inputs, tmp_path, "csv")
    output = tmp_path / "out.csv"

    def full(_format, file, _table):
        file.write(b"half a row")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(CsvOutput, "write", full)
        result = batch(*words)
    groups = unbroken["csv"][0].count(b"\n") - 1  # A line is the header.
    assert (result.exit_code, f"{groups} groups are kept" in result.stderr) == (1, True), result.stderr
    assert sorted(os.listdir(unfinished(output))) == ["checkpoint.json", "data"]
    last = batch(*words)
    assert f"going on behind {groups} groups" in last.stderr
    assert output.read_bytes() == unbroken["csv"][0]


def test_other_runs_do_not_go_on_with_groups(inputs, tmp_path):
    own = [tmp_path / path.name for path in inputs]
    for source, target in zip(inputs, own, strict=True):
        target.write_bytes(source.read_bytes())
    words = command(own, tmp_path, "csv")
    output = tmp_path / "out.csv"
    stop_behind(start_batch(*words), output, 10, signal.SIGKILL)
    kept = complete_rows(output)
    for change, said in (
        (["--hours", "100"], "other options"),
        (["--top", "8"], "other options"),
        (["--pack-by", "vcpu"], "other pack_by"),
        (["--pack-by", "service"], "other columns"),
    ):
        result = batch(*words, *change)
        assert (result.exit_code, said in result.stderr) == (1, True), result.stderr
        assert complete_rows(output) == kept
    rows_alone = batch(*own, "-o", output, "--no-progress")
    assert (rows_alone.exit_code, "was begun with other" in rows_alone.stderr) == (1, True), rows_alone.stderr
    write_csv(own[0], some_rows(10))
    changed = batch(*words)
    assert (changed.exit_code, "other inputs" in changed.stderr) == (1, True), changed.stderr
    assert complete_rows(output) == kept
    anew = batch(*words, "--restart")
    assert anew.exit_code == 4
    assert "going on" not in anew.stderr


def test_kept_groups_that_cannot_be_read_are_refused(inputs, tmp_path):
    words = command(inputs, tmp_path, "csv")
    output = tmp_path / "out.csv"
    stop_behind(start_batch(*words), output, 10, signal.SIGKILL)
    data = unfinished(output) / "data"
    data.write_bytes(b"\xff" * data.stat().st_size)
    result = batch(*words)
    assert (result.exit_code, "found what cannot be read" in result.stderr) == (1, True), result.stderr
    assert "--restart" in result.stderr
    data.write_bytes(b"x")
    assert "going on" not in batch(*words).stderr


def test_a_call_goes_on_as_the_command_does(inputs, tmp_path, monkeypatch):
    """Sizes of parts make no difference, and the rows that come back are those of a run in one go."""
    options = {"pack_by": "team", "families": "m7i", "deployments": ["ecs-fargate", "ecs-ec2"], "threads": 1}
    whole = tco.batch_compare_group_files(inputs, tmp_path / "whole.csv", **options)

    class Stop(Exception):
        pass

    written = []

    def write(self, file, table):
        if len(written) == 3:
            raise Stop
        written.append(table.num_rows)
        plain_write(self, file, table)

    plain_write = packed_groups.PackedGroups.write
    with monkeypatch.context() as patched:
        patched.setattr(packed_groups.PackedGroups, "write", write)
        with pytest.raises(Stop):
            tco.batch_compare_group_files(inputs, tmp_path / "out.csv", **options)
    assert complete_rows(tmp_path / "out.csv") == sum(written)
    made = tco.batch_compare_group_files(inputs, tmp_path / "out.csv", **options)
    assert made.to_arrow().equals(whole.to_arrow())
    assert made.metadata == whole.metadata
    assert made.summary.to_text() == whole.summary.to_text()
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
