"""How long the import of an AmazonEC2 offer file takes and what memory it needs, as ratios to Python's json.

Both do the same work in processes of their own, in turns, and must give the same rows; medians are printed.
Goals at 200 MB: at least 2 times faster, at most 1/30 of the peak memory, which does not grow with the file.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from make_offer_file import write_offer

HERE = Path(__file__).parent
SIZES = (50, 200, 800)
TURNS = {50: 5, 200: 5, 800: 1}


def run(script, path):
    """Run one import in a process of its own."""
    return json.loads(subprocess.run([sys.executable, HERE / script, path], check=True, capture_output=True).stdout)


def measure(megabytes, path):
    """Print the ratios for one size and return our peak memory in KiB."""
    write_offer(megabytes * 1_000_000, path)
    ours, theirs = [], []
    for _ in range(TURNS[megabytes]):
        ours.append(run("import_ours.py", path))
        theirs.append(run("import_reference.py", path))
        if ours[-1]["rows"] != theirs[-1]["rows"]:
            raise AssertionError("the two imports differ")
    seconds = [statistics.median(turn["seconds"] for turn in turns) for turns in (ours, theirs)]
    peak = [statistics.median(turn["peak_kib"] for turn in turns) for turns in (ours, theirs)]
    print(
        f"{megabytes} MB ({path.stat().st_size:,} bytes, {len(ours[0]['rows'])} rows): "
        f"{seconds[1] / seconds[0]:.2f} times faster (goal at 200: 2), "
        f"1/{peak[1] / peak[0]:.0f} of the memory (goal at 200: 1/30); ours {peak[0] / 1024:.1f} MiB"
    )
    return peak[0]


def main():
    """Measure all sizes, or those given as arguments."""
    sizes = [int(argument) for argument in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        peaks = [measure(megabytes, Path(folder) / "offer.json") for megabytes in sizes]
    print(f"peak memory, largest / smallest over the sizes: {max(peaks) / min(peaks):.2f} (goal: about 1)")


if __name__ == "__main__":
    main()
