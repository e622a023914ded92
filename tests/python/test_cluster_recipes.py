"""The recipes for Dask and Ray run, and give what `batch_compare` gives."""

import os
import re
import subprocess
import sys
from pathlib import Path

import container_tco as tco
import pytest

pa = pytest.importorskip("pyarrow")

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "notebooks" / "on_a_cluster.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^## (Dask|Ray)\n\n```python\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL))


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["Dask", "Ray"])
def test_a_recipe_gives_the_results_of_batch_compare(engine):
    pytest.importorskip(engine.lower())
    csv = pytest.importorskip("pyarrow.csv")
    done = subprocess.run(
        [sys.executable, "-c", RECIPES[engine]],
        cwd=ROOT,
        env={**os.environ, "RAY_USAGE_STATS_ENABLED": "0"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = csv.read_csv(ROOT / "notebooks/shop/pods.csv")
    expected = tco.batch_compare(rows, region="eu-west-1", columns={"task_count": "count"}).to_arrow()
    for service, winner, saving in zip(rows["id"], expected["winner"], expected["saving"], strict=True):
        (line,) = (line for line in re.split(r"\n|\), ", done.stdout) if re.search(rf"\b{service}\b", line))
        assert str(winner) in line
        assert str(saving) in line
