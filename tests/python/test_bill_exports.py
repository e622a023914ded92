"""Exports as they lie in folders and data frames: what is no bill, versions, tags alike, columns of nulls."""

from __future__ import annotations

import csv
from pathlib import Path

import container_tco as tco
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_bill_sides import MEMORY, VCPU, cur, in_month, side_of, task, usd


def write(file: Path, rows: list[dict[str, str]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(file, "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_what_spark_hides_and_the_status_table_are_no_bills(tmp_path: Path) -> None:
    write(tmp_path / "year=2026" / "month=2" / "bill.csv", task())
    for hidden in ("_temporary/0/part.csv", "_bill.csv", ".bill.csv"):
        write(tmp_path / hidden, task())
    write(tmp_path / "cost_and_usage_data_status" / "status.csv", [{"status": "ready"}])
    assert tco.read_bill(tmp_path).totals[0].billed == usd("33.17664")  # Once: 27.20256 + 5.97408.
    assert tco.read_bill(tmp_path / "_temporary").totals[0].billed == usd("33.17664")


@pytest.mark.parametrize(
    ("month", "versions"),
    [
        ("BILLING_PERIOD=2026-02", ("2026-02-10T000000Z-aaa", "2026-02-20T000000Z-bbb")),
        ("20260201-20260301", ("0a1b2c3d-0000-0000-0000-000000000001", "0a1b2c3d-0000-0000-0000-000000000002")),
    ],
)
def test_versions_of_one_month_are_not_added_up(tmp_path: Path, month: str, versions: tuple[str, str]) -> None:
    for version in versions:
        write(tmp_path / "data" / month / version / "exp-00001.csv", task())
    with pytest.raises(tco.InvalidInputError, match=f"{month}: expected one version.*{versions[0]}.*{versions[1]}"):
        tco.read_bill(tmp_path / "data")
    with pytest.raises(tco.InvalidInputError, match="which would count twice"):
        tco.read_bill([tmp_path / "data" / month / version for version in versions])
    one = tco.read_bill(tmp_path / "data" / month / versions[1])
    assert one.totals[0].billed == usd("33.17664")


def test_parts_and_months_of_one_version_are_added_up(tmp_path: Path) -> None:
    other = {"line_item_resource_id": "arn:aws:ecs:us-east-1:123456789012:task/shop/fedcba9876543210"}
    version = tmp_path / "BILLING_PERIOD=2026-02" / "2026-02-10T000000Z-aaa"
    write(version / "exp-00001.csv", task())
    write(version / "exp-00002.csv", task(**other))
    march = in_month("2026-03", "2026-04")
    write(tmp_path / "BILLING_PERIOD=2026-03" / "2026-03-10T000000Z-bbb" / "exp-00001.csv", task(**march))
    bill = tco.read_bill(tmp_path)
    assert bill.totals[0].billed == usd("99.52992")  # 3 × 33.17664
    assert not any("twice" in note for note in bill.notes)


def days(first: int, last: int, resource: str | None = None) -> list[dict[str, str]]:
    """A task of 1 vCPU and 2 GB day by day in February: 24 h × 0.04048 = 0.97152, 48 h × 0.004445 = 0.21336."""
    rows = []
    for day in range(first, last + 1):
        changes = {
            "line_item_usage_start_date": f"2026-02-{day:02}T00:00:00Z",
            "line_item_usage_end_date": f"2026-02-{day + 1:02}T00:00:00Z",
        }
        if resource is not None:
            changes["line_item_resource_id"] = resource
        rows += [cur(VCPU, "24", "0.97152", **changes), cur(MEMORY, "48", "0.21336", **changes)]
    return rows


def test_an_export_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    """Copied into another folder, in another format and order, or exported before the month was over."""
    write(tmp_path / "once" / "bill.csv", days(1, 27))
    legacy = {"line_item_usage_amount": "lineItem/UsageAmount", "line_item_resource_id": "lineItem/ResourceId"}
    renamed = [{legacy.get(name, name): value for name, value in row.items()} for row in reversed(days(1, 27))]
    padded = [{name: value + "0" * value.startswith("0.") for name, value in row.items()} for row in renamed]
    write(tmp_path / "again" / "bill.csv", padded)
    (tmp_path / "parquet").mkdir()
    floats = [row | {"line_item_unblended_cost": float(row["line_item_unblended_cost"])} for row in days(1, 27)]
    pq.write_table(pa.Table.from_pylist(floats), tmp_path / "parquet" / "bill.parquet")
    write(tmp_path / "early" / "bill.csv", days(1, 9))
    for other in ("again/bill.csv", "parquet/bill.parquet", "early/bill.csv"):
        with pytest.raises(tco.InvalidInputError, match="expected rows that no other file has") as raised:
            tco.read_bill([tmp_path / "once", tmp_path / other])
        assert f"{Path(other).name}: rows of container usage: " in str(raised.value)
        assert "bill.csv has them, too, so that they would count twice: name one export" in str(raised.value)
    # 27 × (0.97152 + 0.21336) = 31.99176
    assert tco.read_bill(tmp_path / "once").totals[0].billed == usd("31.99176")


def test_files_that_share_few_rows_are_added_up(tmp_path: Path) -> None:
    """A day in both of two weeks, as where exports are cut in local time: named by nobody, and no export twice."""
    write(tmp_path / "1.csv", days(1, 7))
    write(tmp_path / "2.csv", days(7, 13))
    assert tco.read_bill(tmp_path).totals[0].billed == usd("16.58832")  # 14 × 1.18488


def test_rows_alike_that_name_no_resource_are_noted(tmp_path: Path) -> None:
    """Two teams may each have run such a task."""
    write(tmp_path / "a.csv", days(1, 7, ""))
    write(tmp_path / "b.csv", days(1, 7, ""))
    bill = tco.read_bill(tmp_path)
    assert bill.totals[0].billed == usd("16.58832")
    (note,) = [note for note in bill.notes if "twice" in note]
    assert "a.csv and " in note and "b.csv have rows alike in times, amounts and costs" in note
    write(tmp_path / "b.csv", days(8, 14, ""))
    assert not any("twice" in note for note in tco.read_bill(tmp_path).notes)


def test_malformed_rows_are_told_with_their_line(tmp_path: Path) -> None:
    """Row 2 begins in line 4, as a cell of row 1 holds a line break."""
    vcpu, memory = task()
    rows = [vcpu | {"line_item_operation": "Fargate\nTask"}, memory | {"line_item_operation": ""}]
    write(tmp_path / "bill.csv", rows)
    text = (tmp_path / "bill.csv").read_text(encoding="utf-8")
    (tmp_path / "bill.csv").write_text(text.replace(MEMORY, f"{MEMORY},x"), encoding="utf-8")
    cells = len(rows[0])
    told = rf"bill.csv, row 2: expected {cells} cells as in the header, found {cells + 1} in line 4: "
    with pytest.raises(tco.ParseError, match=told):
        tco.read_bill(tmp_path / "bill.csv")


def test_tags_that_differ_in_case_alone(tmp_path: Path) -> None:
    tags = {"resourceTags/user:team": "a", "resourceTags/user:Team": "b"}
    rows = [row | tags for row in task()]
    write(tmp_path / "bill.csv", rows)
    assert tco.read_bill(tmp_path / "bill.csv").totals[0].billed == usd("33.17664")
    with pytest.raises(tco.InvalidInputError, match=r"'resourceTags/user:team' and 'resourceTags/user:Team'"):
        tco.read_bill(tmp_path / "bill.csv", service_tag="team")
    twice = [row | {"lineItem/UsageAmount": row["line_item_usage_amount"]} for row in rows]
    write(tmp_path / "twice.csv", twice)
    with pytest.raises(tco.InvalidInputError, match=r"line_item_usage_amount.*lineItem/UsageAmount"):
        tco.read_bill(tmp_path / "twice.csv")


@pytest.mark.parametrize("type_", [pa.null(), pa.float64(), pa.int64(), pa.bool_()], ids=str)
def test_columns_of_nulls_have_any_type(type_: pa.DataType) -> None:
    """pandas reads an empty column as floats."""
    table = pa.Table.from_pylist(task())
    for name in ("line_item_operation", "reservation_reservation_a_r_n", "pricing_unit", "reservation_effective_cost"):
        table = table.append_column(name, pa.nulls(table.num_rows, type_))
    assert tco.read_bill(table).totals[0].billed == usd("33.17664")


def test_a_column_of_text_with_numbers_is_refused() -> None:
    table = pa.Table.from_pylist(task()).append_column("line_item_operation", pa.array([None, 1.5]))
    with pytest.raises(tco.InvalidInputError, match="column 'line_item_operation': expected text, found 'float64'"):
        tco.read_bill(table)


def test_refunds_lower_the_cost_and_no_usage() -> None:
    """Two tasks of 33.17664, of which AWS gives one back: 66.35328 − 33.17664."""
    costs = ((VCPU, "672", "-27.20256"), (MEMORY, "1344", "-5.97408"))
    refund = [cur(kind, quantity, cost, line_item_line_item_type="Refund") for kind, quantity, cost in costs]
    other = {"line_item_resource_id": "arn:aws:ecs:us-east-1:123456789012:task/shop/fedcba9876543210"}
    for named in ({}, {"line_item_resource_id": ""}):
        rows = [*task(), *task(**other), *(row | named for row in refund)]
        bill = tco.read_bill(pa.Table.from_pylist(rows))
        total = bill.costs.totals[0]
        assert (total.not_container, total.effective, total.model) == (usd("0"), usd("33.17664"), usd("66.35328"))
        assert side_of(bill).actual == usd("33.17664")
        assert sum(one.vcpu_hours for one in bill.bill.services) == 1344
    # Net costs have no refunds in them.
    net = [row | {"line_item_net_unblended_cost": row["line_item_unblended_cost"]} for row in task()]
    net += [row | {"line_item_net_unblended_cost": ""} for row in refund]
    assert tco.read_bill(pa.Table.from_pylist(net)).totals[0].billed == usd("0")
