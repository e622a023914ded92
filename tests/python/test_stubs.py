"""The committed stub of the extension is what the extension says of itself, and the package is typed."""

import difflib
import runpy
import subprocess
import sys
from pathlib import Path

import container_tco
import pytest

ROOT = Path(__file__).parents[2]
STUB = ROOT / "bindings" / "container_tco" / "_core.pyi"


@pytest.mark.slow
def test_the_stub_is_up_to_date():
    pytest.importorskip("pybind11_stubgen")
    made = runpy.run_path(str(ROOT / "bindings" / "make_stub.py"))["stub_text"]().splitlines()
    kept = STUB.read_text(encoding="utf-8").splitlines()
    difference = "\n".join(difflib.unified_diff(kept, made, "committed", "generated", lineterm=""))
    assert not difference, f"write it anew: python bindings/make_stub.py\n{difference}"


def test_the_installed_package_is_marked_as_typed():
    installed = Path(container_tco.__file__).parent
    assert (installed / "py.typed").exists()
    assert (installed / "_core.pyi").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [["mypy", "bindings/container_tco"], ["ruff", "check", "bindings", "tests/python"]]
)
def test_the_package_is_clean(arguments):
    pytest.importorskip(arguments[0])
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
