"""Bills against the other side: which months count, what both sides share, units, discounts and commitments."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import container_tco as tco
import pyarrow as pa
import pytest

TASK = "arn:aws:ecs:us-east-1:123456789012:task/shop/0123456789abcdef"
VCPU = "USE1-Fargate-vCPU-Hours:perCPU"
MEMORY = "USE1-Fargate-GB-Hours"
ACCOUNT = "line_item_usage_account_id"
FEBRUARY = ("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z")


def usd(amount: str) -> tco.Money:
    return tco.Money(amount, "USD")


def cur(usage_type: str, quantity: str, cost: str, **changes: str) -> dict[str, str]:
    """A row of a Cost and Usage Report: a task in all of February 2026 (672 hours), unless changed."""
    row = {
        "line_item_product_code": "AmazonECS",
        "line_item_usage_type": usage_type,
        "line_item_line_item_type": "Usage",
        "line_item_usage_start_date": FEBRUARY[0],
        "line_item_usage_end_date": FEBRUARY[1],
        "line_item_resource_id": TASK,
        "line_item_usage_amount": quantity,
        "line_item_unblended_cost": cost,
        "line_item_currency_code": "USD",
        "product_region_code": "us-east-1",
    }
    return row | changes


def task(hours: int = 672, **changes: str) -> list[dict[str, str]]:
    """One task of 1 vCPU and 2 GB at list prices of us-east-1, 0.04048 and 0.004445."""
    vcpu, memory = hours * Decimal("0.04048"), 2 * hours * Decimal("0.004445")
    return [cur(VCPU, str(hours), str(vcpu), **changes), cur(MEMORY, str(2 * hours), str(memory), **changes)]


def in_month(start: str, end: str) -> dict[str, str]:
    return {
        "line_item_usage_start_date": f"{start}-01T00:00:00Z",
        "line_item_usage_end_date": f"{end}-01T00:00:00Z",
    }


def focus(**changes: str) -> dict[str, str]:
    """A row of FOCUS: 672 vCPU-hours of the same task, 672 × 0.04048 = 27.20256."""
    row = {
        "ChargeCategory": "Usage",
        "ChargeClass": "",
        "BillingCurrency": "USD",
        "x_UsageType": VCPU,
        "x_ServiceCode": "AmazonECS",
        "RegionId": "us-east-1",
        "ChargePeriodStart": FEBRUARY[0],
        "ChargePeriodEnd": FEBRUARY[1],
        "ResourceId": TASK,
        "PricingQuantity": "672",
        "PricingUnit": "vCPU-Hours",
        "ConsumedQuantity": "672",
        "ConsumedUnit": "vCPU-Hours",
        "BilledCost": "27.20256",
        "EffectiveCost": "27.20256",
    }
    return row | changes


def focus_memory() -> dict[str, str]:
    amounts = dict.fromkeys(("PricingQuantity", "ConsumedQuantity"), "1344")
    costs = dict.fromkeys(("BilledCost", "EffectiveCost"), "5.97408")
    return focus(x_UsageType=MEMORY, PricingUnit="GB-Hours", ConsumedUnit="GB-Hours", **amounts, **costs)


def read(rows: list[dict[str, str]], **options: Any) -> tco.MeasuredBill:
    names = dict.fromkeys(name for row in rows for name in row)
    return tco.read_bill(pa.Table.from_pylist([{name: row.get(name, "") for name in names} for row in rows]), **options)


def side_of(bill: tco.MeasuredBill) -> tco.OtherSide:
    (side,) = bill.other_side()
    return side


def test_late_rows_do_not_stretch_the_period() -> None:
    """Corrections and zero rows of earlier months are on the bill, and in no comparison."""
    plain = side_of(read([focus(), focus_memory()]))
    assert (plain.period, plain.hours) == ("2026-02 (672 h)", 672)
    assert plain.actual == usd("33.17664")  # 27.20256 + 5.97408
    late = {"ChargePeriodStart": "2025-08-01T00:00:00Z", "ChargePeriodEnd": "2025-08-01T01:00:00Z"}
    costs = dict.fromkeys(("BilledCost", "EffectiveCost"), "-0.04048")
    correction = focus(ChargeClass="Correction", PricingQuantity="-1", **costs, **late)
    bill = read([focus(), focus_memory(), correction])
    side = side_of(bill)
    assert (side.actual, side.estimated, side.labour) == (plain.actual, plain.estimated, plain.labour)
    assert bill.totals[0].billed == usd("33.13616")  # The bill itself has it: 33.17664 − 0.04048.
    assert any("1 row of tasks" in note and "2025-08" in note for note in bill.notes)
    nothing = focus(PricingQuantity="0", BilledCost="0", EffectiveCost="0", **late)
    assert side_of(read([focus(), focus_memory(), nothing])).estimated == plain.estimated


def test_a_correction_of_the_month_itself_counts_and_makes_no_peak() -> None:
    costs = dict.fromkeys(("BilledCost", "EffectiveCost"), "-0.04048")
    late = focus(ChargeClass="Correction", PricingQuantity="-1", **costs)
    side = side_of(read([focus(), focus_memory(), late]))
    assert side.actual == usd("33.13616") and side.hours == 672


def test_months_apart_are_added_up_without_the_gap() -> None:
    months = [*task(744, **in_month("2026-01", "2026-02")), *task(720, **in_month("2026-11", "2026-12"))]
    bill = read(months)
    side = side_of(bill)
    assert side.hours == 1464 and side.period == "2026-01, 2026-11 (1464 h)"
    assert [month.name for month in bill.bill.months] == ["2026-01", "2026-11"]
    assert all(month.is_whole for month in bill.bill.months)
    assert side.actual == usd("72.27768")  # 1464 × (0.04048 + 2 × 0.004445) = 1464 × 0.04937
    assert side.answer is not None
    ran = side.answer.comparison.find("ecs-fargate")
    assert ran is not None and ran.infrastructure_exact == side.actual


def test_a_row_over_two_months_belongs_to_both() -> None:
    times = {"line_item_usage_start_date": "2026-01-31T12:00:00Z", "line_item_usage_end_date": "2026-02-01T12:00:00Z"}
    months = read(task(24, **times)).bill.months
    assert [(month.name, month.end_utc_seconds - month.start_utc_seconds) for month in months] == [
        ("2026-01", 12 * 3600),
        ("2026-02", 12 * 3600),
    ]


POD = "arn:aws:eks:us-east-1:123456789012:pod/cl/ns/x"
CLUSTER = {"line_item_product_code": "AmazonEKS", "line_item_resource_id": "arn:aws:eks:us-east-1:1:cluster/cl"}


def test_the_control_plane_is_in_neither_side() -> None:
    rows = task(line_item_product_code="AmazonEKS", line_item_resource_id=POD)
    without = side_of(read(rows))
    side = side_of(read([*rows, cur("USE1-AmazonEKS-Hours:perCluster", "672", "67.2", **CLUSTER)]))
    assert side.actual == without.actual == usd("33.17664")
    assert side.shared == usd("67.2")  # 672 h × 0.10
    assert side.answer is not None and side.estimated is not None and side.difference is not None
    whole = side.answer.comparison.find("eks-ec2")
    assert whole is not None and side.estimated + usd("67.2") == whole.infrastructure_exact
    # Like against like: with the cluster fee on both sides the difference is the same.
    assert side.difference == whole.infrastructure_exact - (side.actual + usd("67.2"))


def split(name: str, pod: str, vcpu: str, memory: str, cost: str, **changes: str) -> list[dict[str, str]]:
    """Rows of split cost allocation of a pod that ran all of February on i-1."""
    made = []
    for usage_type, used in (("USE1-EKS-EC2-vCPU-Hours", vcpu), ("USE1-EKS-EC2-GB-Hours", memory)):
        made.append(
            cur(
                usage_type,
                "0",
                "0",
                line_item_product_code="AmazonEKS",
                line_item_resource_id=f"arn:aws:eks:us-east-1:123456789012:pod/cl/{pod}/uid",
                split_line_item_parent_resource_id="i-1",
                split_line_item_reserved_usage=used,
                split_line_item_actual_usage=used,
                split_line_item_split_cost=cost,
                split_line_item_unused_cost="0",
                resource_tags_aws_eks_deployment=name,
            )
            | changes
        )
    return made


def test_add_ons_of_the_cluster_count_once() -> None:
    web = split("web", "ns/web-1", "1344", "2688", "25")
    alone = side_of(read(web))
    for name, pod in (
        ("coredns", "kube-system/coredns-1"),
        ("", "kube-system/coredns-1"),
        ("aws-node", "kube-system/a"),
    ):
        side = side_of(read([*web, *split(name, pod, "67.2", "47.04", "1")]))
        assert side.actual == usd("52")  # 2 × 25 + 2 × 1: its pods cost what they cost where they ran.
        assert side.estimated == alone.estimated
        assert side.answer is not None
        assert any(one.id == "bill_cluster_add_ons" for one in side.answer.assumptions)


def test_services_of_one_name_in_two_clusters_are_two() -> None:
    lab = {"line_item_resource_id": "arn:aws:eks:us-east-1:123456789012:pod/lab/ns/web-1/uid"}
    small = split("web", "ns/web-1", "336", "1344", "8")  # 672 h of 0.5 vCPU and 2 GB
    large = split("web", "ns/web-1", "2688", "5376", "50", **lab)  # 672 h of 4 vCPU and 8 GB
    bill = read([*small, *large])
    found = bill.by_service.to_arrow().to_pylist()
    assert [(row["service"], row["cluster"], row["task_vcpu"], row["task_gib"]) for row in found] == [
        ("cl/web", "cl", Decimal("0.5"), 2),
        ("lab/web", "lab", 4, 8),
    ]
    side = side_of(bill)
    assert side.actual == usd("116")  # 2 × 8 + 2 × 50
    assert side.answer is not None
    fargate = side.answer.comparison.find("eks-fargate")
    assert fargate is not None
    # What EKS adds to a pod makes 3 GB of 2 and 9 of 8:
    # 672 h × (0.5 × 0.04048 + 3 × 0.004445 + 4 × 0.04048 + 9 × 0.004445)
    pods = [line.cost for line in fargate.lines if "/web/" in line.id and line.category == tco.CostCategory.compute]
    assert sum(cost.rounded(10) for cost in pods) == Decimal("158.256")


def test_accounts_tell_services_apart_also_as_numbers() -> None:
    rows = [row for account in (111, 222) for row in task(**{ACCOUNT: str(account)})]
    for row in rows:
        row["resource_tags_aws_ecs_service_name"] = "web"
    assert read(rows).by_service.to_arrow()["service"].to_pylist() == ["111/web", "222/web"]
    made = pa.Table.from_pylist([row | {ACCOUNT: int(row[ACCOUNT])} for row in rows])
    assert tco.read_bill(made).by_service.to_arrow()["account"].to_pylist() == ["111", "222"]


INSTANCE = {
    "line_item_product_code": "AmazonEC2",
    "line_item_operation": "RunInstances",
    "line_item_resource_id": "i-1",
}
DISK = {"line_item_product_code": "AmazonEC2", "line_item_resource_id": "vol-1"}


def test_fees_and_disks_of_hosts_are_what_they_cost() -> None:
    web = split("web", "ns/web-1", "1344", "2688", "25")
    instance = cur("BoxUsage:m5.large", "672", "64.512", **INSTANCE)
    fee = cur("EKS-Auto:m5.large-management-hours", "672", "7.74", **CLUSTER)
    disk = cur("EBS:VolumeUsage.gp3", "20", "1.6", **DISK)
    snapshot = cur("EBS:SnapshotUsage", "20", "1", **DISK)
    side = side_of(read([*web, instance, fee, disk, snapshot]))
    assert side.actual == usd("59.34")  # 50 + 7.74 + 1.6
    assert any("no other instances" in note for note in side.notes)
    other = cur("BoxUsage:m5.large", "672", "64.512", **(INSTANCE | {"line_item_resource_id": "i-2"}))
    side = side_of(read([*web, instance, other, fee, disk]))
    assert side.actual == usd("57.74")  # Whose disk it is nobody knows.
    assert any("other instances ran there" in note for note in side.notes)


def test_labour_stands_on_both_sides() -> None:
    side = side_of(read(task()))
    assert side.answer is not None
    costs = {one.deployment.name: one for one in side.answer.comparison.estimates}
    assert side.labour_where_it_ran == costs["ecs-fargate"].labour_exact
    assert side.labour == costs["ecs-ec2"].labour_exact
    assert side.difference is not None and side.labour is not None and side.labour_where_it_ran is not None
    assert side.difference_with_labour == side.difference + side.labour - side.labour_where_it_ran


def test_units_are_converted_or_named() -> None:
    seconds = focus(PricingQuantity="2419200", PricingUnit="vCPU-Seconds")  # 672 × 3600
    memory = focus_memory()
    bill = read([seconds, memory])
    assert bill.costs.lines[0].model == usd("27.20256")
    (service,) = bill.bill.services
    assert service.vcpu_hours == 672 and service.largest_task_vcpu == 1 and service.peak_vcpu == 1
    assert side_of(bill).estimated == side_of(read([focus(), memory])).estimated
    unknown = read([focus(PricingUnit="Furlongs"), memory])
    (line,) = [row for row in unknown.rows() if row["role"] == "fargate_vcpu"]
    assert (line["no_price"], line["model"], line["unit"]) == ("unit Furlongs", "", "")
    assert any("Furlongs" in note for note in unknown.notes)
    assert "0 vCPU-hours" in unknown.workloads[0].left_out[0]


def test_notes_steer_no_terminal() -> None:
    bill = read([focus(PricingUnit="\u202eFurlongs"), focus_memory()])
    assert any("Furlongs" in note for note in bill.notes)
    assert "\u202e" not in bill.to_text() and "\u202e" not in bill.to_html()


def test_what_was_consumed_stands_in_for_an_empty_amount() -> None:
    consumed = focus(PricingQuantity="", PricingUnit="", ConsumedQuantity="2419200", ConsumedUnit="Seconds")
    assert read([consumed]).costs.lines[0].model == usd("27.20256")
    hours = {name: value for name, value in focus().items() if not name.startswith("Pricing")}
    assert read([hours]).costs.lines[0].model == usd("27.20256")


def test_throughput_in_gibps_and_in_mibps() -> None:
    """0.04 a MiBps-month in us-east-1: 125 above what is free cost 5."""
    disks = {"line_item_product_code": "AmazonEC2", "line_item_resource_id": "vol-1"}
    for quantity, unit in (("125", "MiBps-Mo"), (str(Decimal(125) / 1024), "GiBps-mo"), (str(Decimal(125) / 1024), "")):
        bill = read([cur("EBS:VolumeP-Throughput.gp3", quantity, "5", pricing_unit=unit, **disks)])
        assert bill.costs.lines[0].model == usd("5"), unit


def test_discounts_keep_the_role_of_their_usage() -> None:
    discount = cur(VCPU, "672", "-2.72", line_item_line_item_type="EdpDiscount")
    bill = read([*task(), discount])
    total = bill.costs.totals[0]
    assert total.not_container == usd("0") and total.effective == usd("30.45664")  # 33.17664 − 2.72
    assert total.model == usd("33.17664") and total.difference == usd("2.72")
    assert side_of(bill).actual == usd("30.45664")
    assert bill.bill.services[0].vcpu_hours == 672
    # Without a resource it belongs to no service, and to what all of them cost.
    bill = read([*task(), discount | {"line_item_resource_id": ""}])
    assert side_of(bill).actual == usd("30.45664") and not bill.workloads[0].left_out


def test_costs_are_net_where_the_bill_has_them_net() -> None:
    """Discounts are in net costs, so that rows of discounts add nothing there."""
    rows = [row | {"line_item_net_unblended_cost": net} for row, net in zip(task(), ("24.48", "5.37"), strict=True)]
    discount = cur(VCPU, "0", "-3.32", line_item_line_item_type="EdpDiscount")
    bill = read([*rows, discount])
    assert bill.totals[0].billed == bill.totals[0].effective == usd("29.85")  # 24.48 + 5.37
    assert any("net of discounts" in note for note in bill.notes)
    covered = cur(
        VCPU,
        "672",
        "27.20256",
        line_item_line_item_type="SavingsPlanCoveredUsage",
        savings_plan_savings_plan_effective_cost="20",
        savings_plan_net_savings_plan_effective_cost="18",
    )
    assert read([covered]).totals[0].effective == usd("18")
    pod = split("web", "ns/web-1", "672", "1344", "25", split_line_item_net_split_cost="20")
    assert read(pod).bill.services[0].effective == usd("40")


def test_savings_plans_pay_for_what_they_cover() -> None:
    covered = [
        row | {"line_item_line_item_type": "SavingsPlanCoveredUsage", "savings_plan_savings_plan_effective_cost": cost}
        for row, cost in zip(task(), ("20", "4"), strict=True)
    ]
    negation = {"line_item_line_item_type": "SavingsPlanNegation", "line_item_resource_id": ""}
    bill = read([*covered, cur(VCPU, "0", "-27.20256", **negation), cur(MEMORY, "0", "-5.97408", **negation)])
    (service,) = bill.bill.services
    assert (service.billed, service.effective) == (usd("0"), usd("24"))
    assert bill.totals[0].container_billed == bill.totals[0].billed == usd("0")
    assert side_of(bill).actual == usd("24")


@pytest.mark.parametrize(
    ("reserved", "used", "said", "expected"),
    [("0", "0.5", "0.5", "0.5"), ("0", "0.5", "", "0.5"), ("0.25", "0.5", "", "0.5"), ("0.75", "0.5", "", "0.75")],
)
def test_tasks_had_the_greater_of_what_they_reserved_and_used(
    reserved: str, used: str, said: str, expected: str
) -> None:
    amounts = {
        "split_line_item_reserved_usage": reserved,
        "split_line_item_actual_usage": used,
        "split_line_item_split_usage": said,
    }
    bill = read(split("web", "ns/web-1", "", "", "1", **amounts))
    assert bill.bill.services[0].vcpu_hours == Decimal(expected)
    assert bill.rows()[0]["quantity"] == expected


@pytest.mark.parametrize("column", ["resource_tags_user_team", "resource_tags_team", "resourceTags/user:team"])
def test_columns_of_tags_name_services(column: str) -> None:
    rows = [row | {column: "payments"} for row in task()]
    bill = read(rows, service_tag="team")
    assert [service.name for service in bill.bill.services] == ["payments"]
    assert not any("tag" in note for note in bill.notes)
    assert any("no row of a task has the tag nosuchtag" in note for note in read(rows, service_tag="nosuchtag").notes)


def test_the_same_months_in_two_formats_are_named(tmp_path: Any) -> None:
    import csv

    paths = []
    for name, rows in (("cur.csv", task()), ("focus.csv", [focus()])):
        paths.append(tmp_path / name)
        with open(paths[-1], "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    assert any("2026-02" in note and "twice" in note for note in tco.read_bill(paths).notes)
    assert not any("twice" in note for note in tco.read_bill(paths[:1]).notes)


def test_missing_columns_are_named_as_their_format_does() -> None:
    row = {name: value for name, value in focus().items() if name not in ("BillingCurrency", "x_ServiceCode")}
    with pytest.raises(tco.InvalidInputError) as raised:
        read([row])
    text = str(raised.value)
    assert "no column BillingCurrency" in text and "no column x_ServiceCode or ServiceName" in text
    assert "Nearest to BillingCurrency: " in text and "Nearest to x_ServiceCode: " in text
