"""How long the package and the command take to start, as ratios to what they are measured against.

Every pair runs in turns, each in a process of its own; medians are printed.
Goals: `import container_tco` under 5 times `import json`; `container-tco --version` under 1.5 times `import click`.
"""

import statistics
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROUNDS = 21
COMMAND = str(Path(sysconfig.get_path("scripts")) / "container-tco")


def seconds(arguments: list[str]) -> float:
    """Wall time of one process."""
    start = time.perf_counter()
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def import_microseconds(module: str) -> float:
    """Time of the import statement alone, in a fresh interpreter."""
    code = f"import time; t = time.perf_counter(); import {module}; print((time.perf_counter() - t) * 1e6)"
    return float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)


def compare(name: str, ours: list[float], theirs: list[float], goal: float) -> None:
    """Prints the ratio of the medians."""
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"{name}: ratio {ratio:.2f} (goal: under {goal})")


def main() -> None:
    """Runs both measurements."""
    imports = [(import_microseconds("container_tco"), import_microseconds("json")) for _ in range(ROUNDS)]
    compare("import container_tco / import json", [a for a, _ in imports], [b for _, b in imports], 5)
    click = [sys.executable, "-c", "import click"]
    versions = [(seconds([COMMAND, "--version"]), seconds(click)) for _ in range(ROUNDS)]
    pair = 'container-tco --version / python -c "import click"'
    compare(pair, [a for a, _ in versions], [b for _, b in versions], 1.5)


if __name__ == "__main__":
    main()
