"""Rows for tests of batches, and the command on them."""

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from click.testing import CliRunner
from container_tco.cli import program

HEADER = ["service", "team", "region", "vcpu", "memory_gib", "task_count"]
REGIONS = ("us-east-1", "eu-west-1", "ap-northeast-2", "nowhere")
SIZES = (("0.25", "0.5"), ("0.1", "1.1"), ("1", "2"), ("4", "30"), ("16", "120"), ("-1", "2"), ("x", "1"))


def some_rows(count, seed=1):
    """Rows with some bad ones among them."""
    draw = random.Random(seed)
    rows = []
    for number in range(count):
        vcpu, memory = draw.choice(SIZES)
        region = draw.choices(REGIONS, (5, 5, 5, 1))[0]
        rows.append([f"service-{number}", f"team-{number % 3}", region, vcpu, memory, str(draw.randint(1, 40))])
    return rows


def write_csv(path, rows, header=HEADER):
    """Write the rows and return the path."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def batch(*arguments, stdin=None):
    """Run the command in this process."""
    words = ["batch", *map(str, arguments)]
    return CliRunner(catch_exceptions=False).invoke(program, words, input=stdin)


# The command as users have it, but that it reads little at a time, packs as few groups as it can at a time, and writes
# down what is complete behind every row group.
_IN_SMALL_STEPS = """
from container_tco.batch_files import csv_input, groups, json_lines_input, parquet_input, unfinished
groups.SECONDS_OF_A_PART = 0
csv_input._BLOCK_BYTES = 8192
parquet_input.BATCH_ROWS = json_lines_input.BATCH_ROWS = 100
unfinished.SECONDS_BETWEEN_CHECKPOINTS = 0
from container_tco.cli import main
main()
"""


def start_batch(*arguments, **options):
    """Start the command as a process of its own."""
    command = [sys.executable, "-c", _IN_SMALL_STEPS, "batch", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def unfinished(output):
    """The folder in which an unfinished output stands."""
    return Path(f"{os.fspath(output)}.unfinished")


def complete_rows(output):
    """How many rows, or groups, an unfinished output says are complete."""
    try:
        return json.loads((unfinished(output) / "checkpoint.json").read_text())["rows"]
    except FileNotFoundError:
        return 0


def stop_behind(process, output, rows, how):
    """Signal the process once so many rows are complete; return its exit code and what it said."""
    until = time.monotonic() + 60
    while process.poll() is None and complete_rows(output) < rows:
        assert time.monotonic() < until
        time.sleep(0.002)
    process.send_signal(how)
    told = process.communicate()[1]
    return process.returncode, told


def kill_several_times(words, output, counts):
    """Kill the command behind so many complete rows, again and again; return how many there were each time."""
    output.write_text("before")
    reached = []
    for count in counts:
        code, told = stop_behind(start_batch(*words), output, count, signal.SIGKILL)
        assert code == -signal.SIGKILL, told
        assert output.read_text() == "before"
        reached.append(complete_rows(output))
    assert reached == sorted(reached)
    return reached
