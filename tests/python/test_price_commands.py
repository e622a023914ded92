"""`prices import`, `diff`, `check`, `impact` and the age of prices: what a person types, and what it leaves behind."""

import difflib
import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import warnings
from decimal import Decimal
from pathlib import Path

import container_tco as tco
import pytest
from click.testing import CliRunner
from container_tco.cli import program
from workloads import scenario, write_json

DATA = Path(__file__).parents[1] / "core" / "offers" / "data"
ECS = DATA / "ecs.json"  # Fargate in us-east-1 at AWS's list prices
VCPU = "fargate/ecs/linux/x86_64/vcpu"


def run(*arguments, stdin=None):
    return CliRunner(catch_exceptions=False).invoke(program, [str(argument) for argument in arguments], input=stdin)


def dearer(path, target):
    """The same offer file with x86 vCPUs at twice the price."""
    text = ECS.read_text()
    assert text.count('"0.0404800000"') == 1
    target.write_text(text.replace('"0.0404800000"', '"0.0809600000"'))
    return target


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("books") / "book"
    assert run("prices", "import", ECS, "--into", folder, "--region", "us-east-1", "-q").exit_code == 0
    return folder


@pytest.fixture
def book(written, tmp_path):
    """A price book on disk with the prices of the file."""
    return shutil.copytree(written, tmp_path / "book")


def files_of(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_import_writes_a_book_that_can_be_used(book):
    loaded = tco.load_prices(book)
    assert loaded.price(VCPU, "us-east-1").unit_price().money.amount == Decimal("0.04048")
    assert loaded.price(VCPU, "us-east-1").provenance.source.startswith("AWS Price List AmazonECS")
    # What the file is silent about is as it was.
    bundled = tco.price_book()
    assert loaded.price(VCPU, "eu-west-1") == bundled.price(VCPU, "eu-west-1")
    assert len(loaded.prices()) >= len(bundled.prices())


def test_an_import_changes_only_the_lines_that_it_is_about(book):
    pricing = Path(__file__).parents[2] / "pricing"
    for table in ("fargate.json", "fees/us-east-1.json"):
        before, after = ((folder / table).read_text().splitlines() for folder in (pricing, book))
        changed = [line[2:] for line in difflib.ndiff(before, after) if line[0] in "+-"]
        assert 0 < len(changed) < 40, table
        rows = [line for line in changed if line.lstrip().startswith("[")]
        assert all("us-east-1" in line or table.startswith("fees/") for line in rows)
    # Of many rows from one file, the origin stands there once; ephemeral storage has a note of its own.
    origins = json.loads((book / "fargate.json").read_text())["provenance"].values()
    assert len([origin for origin in origins if origin["source"].startswith("AWS Price List")]) == 2


def test_plain_gzip_and_standard_input_are_the_same(tmp_path):
    packed = tmp_path / "ecs.json.gz"
    packed.write_bytes(gzip.compress(ECS.read_bytes()))
    shown = [
        run("prices", "import", source, "--dry-run", "--format", "json", "-q", stdin=stdin)
        for source, stdin in ((ECS, None), (packed, None), ("-", ECS.read_bytes()))
    ]
    assert [result.exit_code for result in shown] == [0, 0, 0]
    rows = [json.loads(result.stdout)[0] for result in shown]
    assert rows[0]["offer"] == "AmazonECS"
    assert len({tuple(value for name, value in row.items() if name != "file") for row in rows}) == 1
    assert not (tmp_path / "book").exists()


def test_the_same_file_twice_changes_nothing(book):
    before = files_of(book)
    assert run("prices", "import", ECS, "--into", book, "--region", "us-east-1", "-q").exit_code == 0
    assert files_of(book) == before


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_file_leaves_the_old_book_untouched(book, tmp_path, share):
    before = files_of(book)
    cut = tmp_path / "cut.json"
    whole = dearer(ECS, tmp_path / "new.json").read_bytes()
    cut.write_bytes(whole[: int(len(whole) * share)])
    result = run("prices", "import", cut, "--into", book)
    assert result.exit_code == 1
    assert "cut.json" in result.stderr and "Nothing was taken" in result.stderr
    assert files_of(book) == before
    packed = tmp_path / "cut.json.gz"
    packed.write_bytes(gzip.compress(whole)[:-40])
    result = run("prices", "import", packed, "--into", book)
    assert result.exit_code == 1
    assert "cut.json.gz" in result.stderr and "cut off" in result.stderr
    assert files_of(book) == before


def test_contradictory_files_are_an_error_that_names_both(book, tmp_path):
    before = files_of(book)
    result = run("prices", "import", ECS, dearer(ECS, tmp_path / "new.json"), "--into", book)
    assert result.exit_code == 1
    assert "ecs.json" in result.stderr and "new.json" in result.stderr
    assert files_of(book) == before


@pytest.mark.slow
def test_an_interrupted_import_leaves_the_old_book_untouched(book, tmp_path):
    before = files_of(book)
    pipe = tmp_path / "endless.json"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "container_tco", "prices", "import", str(pipe), "--into", str(book)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    with open(pipe, "wb") as file:
        file.write(ECS.read_bytes()[:2000])
        file.flush()
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        try:
            _, errors = process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    assert process.returncode == 130, errors
    assert "Traceback" not in errors
    assert files_of(book) == before


def test_something_else_than_an_offer_file_is_named(tmp_path):
    page = tmp_path / "index.html"
    page.write_text("<!doctype html><title>403</title>")
    result = run("prices", "import", page, "--dry-run")
    assert result.exit_code == 1
    assert "index.html" in result.stderr and "Traceback" not in result.stderr
    assert run("prices", "import", ECS).exit_code == 2  # neither --into nor --dry-run
    assert run("prices", "import", tmp_path / "missing.json", "--dry-run").exit_code == 1


def test_older_prices_than_those_of_the_book_are_said(book, tmp_path):
    older = tmp_path / "older.json"
    older.write_text(re.sub(r'"publicationDate": *"2026', '"publicationDate": "2019', ECS.read_text()))
    result = run("prices", "import", older, "--into", book)
    assert "older than those they replace" in result.stderr


def test_diff_shows_old_new_and_percent(book, tmp_path):
    assert run("prices", "import", dearer(ECS, tmp_path / "new.json"), "--into", tmp_path / "new", "-q").exit_code == 0
    rows = json.loads(run("prices", "diff", book, tmp_path / "new", "--format", "json", "-q").stdout)
    assert [(row["change"], row["key"], row["before"], row["after"], row["percent"]) for row in rows] == [
        ("changed", VCPU, "0.04048", "0.08096", "+100.00")
    ]
    same = run("prices", "diff", book, book)
    assert same.stdout.strip() == "no difference"
    assert run("prices", "diff", "bundled", tmp_path / "nowhere").exit_code == 1


def test_impact_is_quantity_times_the_change_of_the_price(book, tmp_path):
    assert run("prices", "import", dearer(ECS, tmp_path / "new.json"), "--into", tmp_path / "new", "-q").exit_code == 0
    path = write_json(tmp_path / "s.json", scenario())
    workload = tco.read_workload(path)
    impact = tco.price_impact(
        workload, before=book, after=tmp_path / "new", region="us-east-1", deployments="ecs-fargate"
    )
    (change,) = impact.changes
    vcpu = [line for line in change.before.lines if line.price_key == VCPU]
    expected = sum(line.quantity.value for line in vcpu) * Decimal("0.04048")
    assert change.price_effect.amount == expected > 0
    assert change.plan_effect.amount == 0
    assert change.total_after.amount - change.total_before.amount == expected
    shown = run(
        "prices", "impact", book, tmp_path / "new", path, "--region", "us-east-1", "--deployment", "ecs-fargate"
    )
    assert shown.exit_code == 0
    assert f"{change.total_after.amount:.2f}" in shown.stdout


def test_the_bundled_book_has_neither_errors_nor_warnings():
    result = run("prices", "check", "--format", "json")
    assert result.exit_code == 0, result.stdout
    assert "0 errors, 0 warnings" in result.stderr
    assert json.loads(result.stdout) == []


def test_check_finds_a_price_by_the_second(tmp_path):
    wrong = tmp_path / "wrong.json"
    # 0.04048 / 3600, as the pricing page prints it
    wrong.write_text(ECS.read_text().replace('"0.0404800000"', '"0.0000112444"'))
    assert run("prices", "import", wrong, "--into", tmp_path / "book", "-q").exit_code == 0
    result = run("prices", "check", tmp_path / "book", "--format", "json")
    assert result.exit_code == 1
    assert any(row["severity"] == "error" and row["key"] == VCPU for row in json.loads(result.stdout))


def test_spot_is_shown_as_an_observation():
    result = run(
        "prices", "show", "--spot", "--region", "us-east-1", "--key", "ec2/linux/spot/m5.large", "--format", "json"
    )
    assert result.exit_code == 0
    assert "observations, no prices" in result.stderr
    (row,) = [row for row in json.loads(result.stdout) if row["key"] == "ec2/linux/spot/m5.large"]
    assert row["as_of"] == "2026-05-12"
    assert Decimal(row["minimum"]) <= Decimal(row["median"]) <= Decimal(row["maximum"])


def test_old_prices_warn_once_for_each_book():
    code = """
import warnings
import container_tco as tco
service = {"name": "web", "vcpu": "0.25", "memory_gib": "0.5"}
workload = tco.read_scenario({"schema_version": "1", "services": [service]})
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for _ in range(3):
        tco.compare(workload, region="us-east-1")
print([warning.category.__name__ for warning in caught])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['StalePriceWarning']"


def test_young_prices_do_not_warn(book):
    from container_tco.price_age import stale_prices_of

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        answer = tco.compare(tco.read_scenario(scenario()), region="us-east-1", prices=tco.load_prices(book))
    estimates = answer.estimates
    on_the_day = stale_prices_of(tco.load_prices(book), estimates, "2020-01-01")
    assert on_the_day == []
    later = {stale.key for stale in stale_prices_of(tco.load_prices(book), estimates, "2030-01-01")}
    assert VCPU in later
