"""`container-tco bill` and `focus`: files in, rows out, exit codes, and no traceback ever."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from container_tco.cli import program

parquet = pytest.importorskip("pyarrow.parquet")

ROOT = Path(__file__).parents[2]
BILL = ROOT / "notebooks" / "shop" / "bill.csv"
SHOP = [ROOT / "notebooks" / "shop" / "task-definitions", ROOT / "notebooks" / "shop" / "services.json"]


def run(*arguments: Any) -> Result:
    return CliRunner(catch_exceptions=False).invoke(program, [str(argument) for argument in arguments])


def test_lines_in_every_format(tmp_path: Path) -> None:
    done = run("bill", BILL, "--format", "json")
    assert done.exit_code == 0
    rows = json.loads(done.stdout)
    # 4 × 336 + 2 × 672 = 2,688 vCPU-hours × 0.04048 = 108.81024.
    assert rows[0]["quantity"] == "2688" and rows[0]["model"] == "108.81024" and rows[0]["difference"] == "0"
    # + 5,376 GB-hours × 0.004445 + 71.904 for the instance + 8.8 for its disk + 11.5 of S3 − 5 of credit.
    assert sum(Decimal(row["billed"]) for row in rows) == Decimal("219.91056")
    table = list(csv.DictReader(io.StringIO(run("bill", BILL, "--format", "csv").stdout)))
    assert [row["billed"] for row in table] == [row["billed"] for row in rows]
    assert "fargate_vcpu" in run("bill", BILL).stdout
    page = tmp_path / "bill.html"
    assert run("bill", BILL, "--format", "html", "-o", page).exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_services_and_the_other_side() -> None:
    services = json.loads(run("bill", BILL, "--show", "services", "--format", "json").stdout)
    assert [(one["service"], one["size_basis"]) for one in services] == [("checkout", "seen"), ("storefront", "seen")]
    done = run("bill", BILL, "--show", "other-side", "--format", "json", "--hourly-rate", "100")
    assert done.exit_code == 0
    (side,) = json.loads(done.stdout)
    assert (side["ran_on"], side["other_side"], side["actual"]) == ("ecs-fargate", "ecs-ec2", "132.71")
    assert Decimal(side["difference"]) != 0 and "checkout: tasks of 1 vCPU / 2 GB" in side["assumed"]


def test_digits_count_in_every_view() -> None:
    # 2,688 vCPU-hours × 0.04048 = 108.81024; with 5,376 GB-hours × 0.004445 = 23.89632 that is 132.70656.
    assert "108.810" in run("bill", BILL, "--digits", "3").stdout
    (side,) = json.loads(run("bill", BILL, "--show", "other-side", "--digits", "5", "--format", "json").stdout)
    assert side["actual"] == "132.70656"
    # checkout 66.35328 = 33.17664 × 2 and storefront the same.
    for digits, expected in (("3", "66.353"), ("0", "66")):
        shown = run("bill", BILL, "--show", "services", "--digits", digits, "--format", "csv").stdout
        assert [one["effective_cost"] for one in csv.DictReader(io.StringIO(shown))] == [expected] * 2
    shown = run("bill", BILL, "--show", "services", "--format", "csv").stdout
    assert [one["effective_cost"] for one in csv.DictReader(io.StringIO(shown))] == ["66.35328"] * 2
    assert (side["period"], side["hours"]) == ("2026-02 (672 h)", "672")
    with_labour = Decimal(side["difference"]) + Decimal(side["labour"]) - Decimal(side["labour_where_it_ran"])
    assert abs(Decimal(side["difference_with_labour"]) - with_labour) <= Decimal("0.00002")


def test_services_that_cannot_be_priced_are_named(tmp_path: Path) -> None:
    lines = BILL.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not ("GB-Hours" in line and line.endswith("checkout"))]
    path = tmp_path / "bill.csv"
    path.write_text("\n".join(kept), encoding="utf-8")
    done = run("bill", path, "--show", "other-side")
    assert done.exit_code == 4
    assert "checkout" in done.stderr


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", 1), (b"a,b\n1,2\n", 1), (b"\xff\xfe\x00", 1), (b"PAR1", 1), (b"\x00" * 4096, 1)],
)
def test_what_is_no_bill_is_said_without_a_traceback(tmp_path: Path, content: bytes, code: int) -> None:
    for name in ("bill.csv", "bill.parquet", "bill.csv.gz"):
        path = tmp_path / name
        path.write_bytes(content)
        done = subprocess.run(
            [sys.executable, "-m", "container_tco", "bill", path], capture_output=True, text=True, check=False
        )
        assert done.returncode == code and done.stdout == ""
        assert "Traceback" not in done.stderr and "This is a bug" not in done.stderr
        assert done.stderr.startswith("container-tco: ")


def test_a_byte_order_mark_and_windows_lines_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    path.write_bytes(b"\xef\xbb\xbf" + BILL.read_bytes().replace(b"\n", b"\r\n"))
    assert run("bill", path, "--format", "json").stdout == run("bill", BILL, "--format", "json").stdout


def test_wrong_command_lines() -> None:
    assert run("bill").exit_code == 2
    assert run("bill", BILL, "--region", "eu-west-1").exit_code == 2
    assert run("bill", BILL, "--show", "services", "--format", "html").exit_code == 2
    assert run("bill", "no-such-file.csv").exit_code == 1
    assert run("focus", *SHOP, "--region", "eu-west-1").exit_code == 2
    done = run("focus", *SHOP, "--region", "eu-west-1", "--month", "never", "-q")
    assert done.exit_code == 1 and "2026-12" in done.stderr


def test_focus_rows_as_csv_and_parquet(tmp_path: Path) -> None:
    common = ["focus", *SHOP, "--region", "eu-west-1", "--month", "2026-12", "--deployment", "ecs-fargate", "-q"]
    rows = list(csv.DictReader(io.StringIO(run(*common, "--account", "1234").stdout)))
    assert rows and all(row["BillingAccountId"] == "1234" and row["x_IsEstimate"] == "true" for row in rows)
    path = tmp_path / "rows.parquet"
    assert run(*common, "-o", path).exit_code == 0
    read = parquet.read_table(path).to_pylist()
    assert [row["ListCost"] for row in read] == [Decimal(row["ListCost"]) for row in rows]
    assert run(*common, "--format", "parquet").exit_code == 2


def test_focus_prices_the_hours_of_its_month() -> None:
    common = ["focus", *SHOP, "--region", "eu-west-1", "--deployment", "ecs-fargate", "-q"]
    # December has 31 × 24 h, and what is billed by the hour grows from 730 h in proportion.
    own = list(csv.DictReader(io.StringIO(run(*common, "--month", "2026-12").stdout)))
    convention = list(csv.DictReader(io.StringIO(run(*common, "--month", "2026-12", "--hours", "730").stdout)))
    assert {row["x_PeriodHours"] for row in own} == {"744"}
    assert {row["x_PeriodHours"] for row in convention} == {"730"}

    def vcpu_hours(rows: list[dict[str, str]]) -> Decimal:
        return sum((Decimal(row["PricingQuantity"]) for row in rows if "vcpu" in row["x_LineId"]), Decimal(0))

    assert vcpu_hours(convention) > 0
    assert abs(vcpu_hours(own) / vcpu_hours(convention) - Decimal(744) / 730) < Decimal("1e-9")
    other = run(*common, "--month", "2026-12", "--hours", "2026-02")
    assert other.exit_code == 1
    assert "month: expected 2026-02, the month that was priced, found '2026-12'" in other.stderr


def test_focus_says_that_deployments_are_alternatives() -> None:
    two = ["--deployment", "ecs-fargate", "--deployment", "ecs-ec2"]
    done = run("focus", *SHOP, "--region", "eu-west-1", "--month", "2026-12", *two)
    assert "the rows are those of 2 alternatives: do not add them up" in done.stderr
    alone = run("focus", *SHOP, "--region", "eu-west-1", "--month", "2026-12", *two[:2])
    assert "alternatives" not in alone.stderr
    assert "alternatives" in run("focus", "--help").stdout
