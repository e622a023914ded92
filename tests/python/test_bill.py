"""Bills through pyarrow, pandas and Polars, against sums by `fractions`; files that are none; hostile text."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
import os
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import container_tco as tco
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

SAMPLES = os.environ.get("CONTAINER_TCO_BILLS", "")
TASK = "arn:aws:ecs:us-east-1:123456789012:task/shop/0123456789abcdef"
NAMES = [
    "line_item_product_code",
    "line_item_usage_type",
    "line_item_operation",
    "line_item_usage_amount",
    "line_item_unblended_cost",
    "line_item_line_item_type",
    "line_item_currency_code",
    "line_item_usage_start_date",
    "line_item_usage_end_date",
    "line_item_resource_id",
]


def row(usage_type: str, quantity: str, cost: str, **changes: str) -> dict[str, str]:
    values = [
        "AmazonECS",
        usage_type,
        "",
        quantity,
        cost,
        "Usage",
        "USD",
        "2026-02-01T00:00:00Z",
        "2026-02-01T01:00:00Z",
        TASK,
    ]
    return dict(zip(NAMES, values, strict=True)) | changes


def fargate_rows() -> list[dict[str, str]]:
    """One task of 1 vCPU and 2 GB for an hour, at list prices; and what has nothing to do with containers."""
    return [
        row("USE1-Fargate-vCPU-Hours:perCPU", "1", "0.04048"),
        row("USE1-Fargate-GB-Hours", "2", "0.00889"),
        row("Requests-Tier1", "1000", "0.005", line_item_product_code="AmazonS3", line_item_resource_id="bucket"),
    ]


def csv_text(rows: list[dict[str, str]]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def table(rows: list[dict[str, str]]) -> pa.Table:
    return pa.Table.from_pylist(rows)


def test_a_csv_file_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    path.write_text(csv_text(fargate_rows()), encoding="utf-8")
    bill = tco.read_bill(path)
    lines = bill.lines.to_arrow().to_pylist()
    assert [line["role"] for line in lines] == ["fargate_vcpu", "fargate_memory", "other"]
    assert lines[0]["model_cost"] == Decimal("0.04048")
    assert lines[1]["difference"] == 0
    assert lines[2]["model_cost"] is None and lines[2]["no_price"] == "not container compute"
    total = bill.totals[0]
    assert total.billed.amount == Decimal("0.05437")  # 0.04048 + 0.00889 + 0.005
    assert sum(line["billed_cost"] for line in lines) == Decimal("0.05437")


def test_gzip_parquet_folders_and_tables_are_the_same_bill(tmp_path: Path) -> None:
    rows = fargate_rows()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "bill.csv.gz").write_bytes(gzip.compress(csv_text(rows).encode()))
    pq.write_table(table(rows), tmp_path / "bill.parquet")
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    sources: list[Any] = [
        tmp_path / "a",
        str(tmp_path / "*.parquet"),
        [tmp_path / "bill.parquet"],
        table(rows),
        pandas.DataFrame(rows),
        polars.DataFrame(rows),
    ]
    texts = {json.dumps(tco.read_bill(source).rows()) for source in sources}
    assert len(texts) == 1


def test_doubles_and_timestamps_as_aws_exports_them() -> None:
    costs = [0.1, 0.2, 1.2345678901234567e-05, -0.3, 4.35e-9]
    rows = [row("USE1-Fargate-GB-Hours", "1", "0")] * len(costs)
    made = table(rows).drop_columns(
        ["line_item_unblended_cost", "line_item_usage_start_date", "line_item_usage_end_date"]
    )
    start = datetime.datetime(2026, 2, 1, tzinfo=datetime.UTC)
    made = made.append_column("line_item_unblended_cost", pa.array(costs, pa.float64()))
    for name, hours in (("line_item_usage_start_date", 0), ("line_item_usage_end_date", 1)):
        times = [start + datetime.timedelta(hours=hours)] * len(costs)
        made = made.append_column(name, pa.array(times, pa.timestamp("ns", "UTC")))
    bill = tco.read_bill(made)
    assert Fraction(bill.totals[0].billed.amount) == sum(Fraction(repr(cost)) for cost in costs)
    assert bill.bill.hours == 1


def test_maps_of_tags_name_services() -> None:
    rows = fargate_rows()[:2]
    tags = pa.array([[("aws_ecs_servicename", "web")]] * 2, pa.map_(pa.string(), pa.string()))
    bill = tco.read_bill(table(rows).append_column("resource_tags", tags))
    assert bill.by_service.to_arrow().column("service").to_pylist() == ["web"]
    own = pa.array([[("user_application", "shop")]] * 2, pa.map_(pa.string(), pa.string()))
    bill = tco.read_bill(table(rows).append_column("resource_tags", own), service_tag="application")
    assert bill.by_service.to_arrow().column("service").to_pylist() == ["shop"]


def test_the_other_side() -> None:
    bill = tco.read_bill(table(fargate_rows()))
    (side,) = bill.other_side()
    assert (side.ran_on, side.other_side, side.region) == ("ecs-fargate", "ecs-ec2", "us-east-1")
    assert side.actual == tco.Money("0.04937", "USD")  # 0.04048 + 0.00889
    ran = side.answer.comparison.find("ecs-fargate")
    assert ran is not None and ran.infrastructure_exact == side.actual  # The model of where it ran is the bill.
    assert side.estimated is not None and side.difference == side.estimated - side.actual
    assert side.labour is not None and side.labour.amount > 0
    assert {one.id for one in side.answer.assumptions} >= {"bill_task_size"}
    answer = bill.compare(deployments=["ecs-fargate"])
    assert answer.estimates[0].infrastructure == Decimal("0.04937")


def test_several_regions_are_asked_for() -> None:
    rows = [
        *fargate_rows(),
        row("APN2-Fargate-vCPU-Hours:perCPU", "1", "0.04656"),
        row("APN2-Fargate-GB-Hours", "2", "0.01022"),
    ]
    bill = tco.read_bill(table(rows))
    with pytest.raises(tco.InvalidInputError, match="ap-northeast-2"):
        _ = bill.workload
    assert bill.compare("ap-northeast-2", deployments=["ecs-fargate"]).estimates[0].region == "ap-northeast-2"
    assert len(bill.other_side(deployments=["ecs-fargate"])) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "expected a header and rows, found nothing"),
        ("a,b\n1,2\n", "Export CUR 2.0 or FOCUS"),
        (csv_text(fargate_rows())[:-40], r"row 3: expected \d+ cells as in the header, found \d+ in line 4: .*cut off"),
        (
            csv_text(fargate_rows()).replace("0.00889", "0,00889"),
            r"row 2: expected \d+ cells .*, found \d+ in line 3",
        ),
        (csv_text(fargate_rows()).replace("0.00889", "NaN"), "row 2"),
        (csv_text(fargate_rows()).replace("line_item_usage_amount", "line_item_usage_amont"), "line_item_usage_amont"),
        (csv_text(fargate_rows()).splitlines()[0] + "\n", "no rows"),
    ],
)
def test_files_that_are_no_bill_say_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "bill.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(tco.Error, match=said) as raised:
        tco.read_bill(path)
    assert "bill" in str(raised.value)


FOCUS = {
    "ChargeCategory": "Usage",
    "BillingCurrency": "USD",
    "x_UsageType": "USE1-Fargate-GB-Hours",
    "x_ServiceCode": "AmazonECS",
    "ChargePeriodStart": "2026-02-01T00:00:00Z",
    "PricingQuantity": "2",
    "BilledCost": "0.00889",
    "EffectiveCost": "0.00889",
}


def legacy(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """With the names of legacy reports: lineItem/UsageType for line_item_usage_type."""
    words = {name: name.removeprefix("line_item_").replace("_", " ").title().replace(" ", "") for name in rows[0]}
    return [{f"lineItem/{words[name]}": value for name, value in row.items()} for row in rows]


@pytest.mark.parametrize("rows", [fargate_rows(), legacy(fargate_rows()), [FOCUS]], ids=["cur", "legacy", "focus"])
def test_columns_that_no_bill_needs_are_not_read(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    path = tmp_path / "bill.parquet"
    pairs = pa.array([[("a", "1")]] * len(rows), pa.map_(pa.string(), pa.string()))
    unused = {"bill_payer": pa.array(["1"] * len(rows)), "product": pairs, "nested": pa.array([{"a": 1}] * len(rows))}
    made = table(rows)
    for name, column in unused.items():
        made = made.append_column(name, column)
    pq.write_table(made, path)
    group = pq.read_metadata(path).row_group(0)
    content = bytearray(path.read_bytes())
    for chunk in (group.column(index) for index in range(group.num_columns)):
        if chunk.path_in_schema.split(".")[0] in unused:  # Whoever reads these finds no page.
            begin = chunk.dictionary_page_offset or chunk.data_page_offset
            content[begin : begin + chunk.total_compressed_size] = b"\xff" * chunk.total_compressed_size
    path.write_bytes(content)
    with pytest.raises(OSError):
        pq.read_table(path)
    assert tco.read_bill(path).rows() == tco.read_bill(table(rows)).rows()


def test_tags_keep_their_text(tmp_path: Path) -> None:
    names = ['shop "1"', "läden\\2", "\u2028", "null", None]
    tags = pa.array([[("aws_ecs_servicename", name)] for name in names] + [[], None], pa.map_(pa.string(), pa.string()))
    path = tmp_path / "bill.parquet"
    made = table([row("USE1-Fargate-GB-Hours", "1", "1")] * len(tags)).append_column("resource_tags", tags)
    pq.write_table(made, path, row_group_size=2)
    services = tco.read_bill(path).by_service.to_arrow().column("service").to_pylist()
    assert set(names[:4]) <= set(services)
    behind_the_first = tco.read_bill(made.slice(1)).by_service.to_arrow().column("service").to_pylist()
    assert set(behind_the_first) == set(services) - {names[0]}


def test_half_a_parquet_file(tmp_path: Path) -> None:
    path = tmp_path / "bill.parquet"
    pq.write_table(table(fargate_rows()), path)
    path.write_bytes(path.read_bytes()[:400])
    with pytest.raises(tco.ParseError, match="expected a Parquet file, found one that is damaged, cut off"):
        tco.read_bill(path)
    with pytest.raises(FileNotFoundError):
        tco.read_bill(tmp_path / "none.csv")
    with pytest.raises(TypeError):
        tco.read_bill(3)


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>\x1b[31m"
    rows = [
        row(
            "USE1-Fargate-GB-Hours",
            "1",
            "1",
            line_item_operation=evil,
            line_item_usage_type=f"BoxUsage:{evil}",
            line_item_product_code="AmazonEC2",
        )
    ]
    bill = tco.read_bill(table(rows))
    assert "<script>" not in bill._repr_html_()
    assert "\x1b" not in repr(bill) and "\x1b" not in bill._repr_html_()


def test_the_tables_of_usage_and_of_price_files_agree() -> None:
    """A usage type of a bill has the price key that an import of AWS's price files gives it."""
    core = Path(__file__).parents[2] / "core" / "container_tco"
    bill = json.loads((core / "bill" / "bill_usage.json").read_text(encoding="utf-8"))
    offers = json.loads((core / "offers" / "selection.json").read_text(encoding="utf-8"))
    published = {
        (offer, each["usage_type"], operation): each["key"]
        for each in offers["products"]
        for offer in each["offers"]
        for operation in each.get("operation", [""])
    }
    compared = 0
    for rule in bill["rules"]:
        if "key" not in rule or rule.get("spot"):
            continue
        for operation in rule.get("operations", [""]):
            keys = {
                published[found]
                for found in published
                if found[:2] == (rule["services"][0], rule["usage_type"]) and (not operation or found[2] == operation)
            }
            assert keys == {rule["key"]}, rule
            compared += 1
    assert compared > 20


@pytest.mark.corpus
@pytest.mark.skipif(not SAMPLES, reason="CONTAINER_TCO_BILLS names a folder with bills")
def test_real_samples() -> None:
    read = {}
    for path in sorted(Path(SAMPLES).glob("*.csv")):
        try:
            bill = tco.read_bill(path)
        except tco.Error as error:
            read[path.name] = str(error)
            continue
        expected = sum(_costs(path), Fraction(0))
        assert sum(Fraction(total.billed.amount) for total in bill.totals) == expected, path.name
        read[path.name] = bill.bill.format
    assert sum(text == "cur" for text in read.values()) == 3
    assert sum(text == "focus" for text in read.values()) >= 1
    assert all("opencost" not in name or text not in ("cur", "focus") for name, text in read.items())


def _costs(path: Path) -> list[Fraction]:
    """An independent reading of the cost column."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    name = next(n for n in ("BilledCost", "lineItem/UnblendedCost", "line_item_unblended_cost") if n in rows[0])
    return [Fraction(each[name]) for each in rows]


def test_a_file_counts_once_however_it_is_named(tmp_path: Path) -> None:
    file = tmp_path / "bill.csv"
    with open(file, "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, NAMES)
        writer.writeheader()
        writer.writerows(fargate_rows())
    link = tmp_path / "link.csv"
    link.symlink_to(file)
    assert tco.read_bill([file, file, link, tmp_path]).totals[0].billed == tco.Money("0.05437", "USD")


def test_a_workload_that_cannot_be_priced_stops_no_other() -> None:
    rows = [
        *fargate_rows(),
        row("CNN1-Fargate-vCPU-Hours:perCPU", "1", "0.3", line_item_currency_code="CNY"),
        row("CNN1-Fargate-GB-Hours", "2", "0.1", line_item_currency_code="CNY"),
    ]
    sides = {side.region: side for side in tco.read_bill(table(rows)).other_side()}
    assert sides["us-east-1"].estimated is not None
    assert sides["cn-north-1"].answer is None and sides["cn-north-1"].difference is None
    assert "CNY" in sides["cn-north-1"].not_priced
    with pytest.raises(tco.CurrencyMismatchError):
        tco.read_bill(table(rows[3:])).other_side()


def test_compute_of_a_region_that_the_book_lacks_is_named() -> None:
    bill = tco.read_bill(table([*fargate_rows(), row("XXX1-Fargate-vCPU-Hours:perCPU", "1", "0.04")]))
    (line,) = [one for one in bill.rows() if one["usage_type"].startswith("XXX1")]
    assert (line["role"], line["model"]) == ("fargate_vcpu", "")
    assert line["no_price"] == "the price book has no region whose usage types begin with XXX1"


def test_empty_amounts_of_usage_are_named() -> None:
    rows = [*fargate_rows(), row("USE1-Fargate-GB-Hours", "", "0.1"), row("USE1-Fargate-GB-Hours", "1", "")]
    notes = tco.read_bill(table(rows)).notes
    assert "the cost is empty in 1 row of usage, and counts as 0" in notes
    assert "the amount of usage is empty in 1 row of usage, and counts as 0" in notes
    assert not any("empty" in note for note in tco.read_bill(table(fargate_rows())).notes)
