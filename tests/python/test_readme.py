"""Every command and snippet of the README runs."""

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from local_spark import JAVA_IS_HERE

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("container-tco ")]


def test_the_readme_names_the_two_commands() -> None:
    lines = [line.split("#")[0].strip() for block in blocks("sh") for line in block.splitlines()]
    assert {"./run report", "./run test"} <= set(lines)
    assert os.access(ROOT / "run", os.X_OK)
    assert len(COMMANDS) >= 5


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_succeeds(command: str) -> None:
    path = sysconfig.get_path("scripts") + os.pathsep + os.environ["PATH"]
    done = subprocess.run(
        command, shell=True, cwd=ROOT, env={**os.environ, "PATH": path}, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() or " -o build/" in command


@pytest.mark.parametrize("snippet", blocks("python"))
def test_a_python_snippet_of_the_readme_runs(snippet: str) -> None:
    if "pyspark" in snippet and not JAVA_IS_HERE:
        pytest.skip("Spark needs Java 17")
    done = subprocess.run(
        [sys.executable, "-c", snippet],
        cwd=ROOT,
        env={**os.environ, "PYSPARK_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "ecs-" in done.stdout or "Total weight" in done.stdout


def test_the_cpp_snippet_is_the_consumer_that_ctest_builds_and_runs() -> None:
    assert blocks("cpp") == [(ROOT / "tests/consumer/app/main.cpp").read_text(encoding="utf-8")]


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#]+)\)", README))
def test_a_link_of_the_readme_leads_somewhere(target: str) -> None:
    assert target.startswith("https://") or (ROOT / target).exists()
