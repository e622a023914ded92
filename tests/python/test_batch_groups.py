"""Groups of rows that are packed together: one workload each, and bad rows spoil no other group."""

from decimal import Decimal

import container_tco as tco
import pyarrow
import pytest
from row_answers import UNPRICED, column, service, totals


def test_groups_are_packed_together():
    rows = pyarrow.table(
        {
            "cluster": ["a", "a", "b", "a"],
            "region": ["us-east-1", "us-east-1", "us-east-1", "eu-west-1"],
            "vcpu": ["0.25", "0.5", "2", "1"],
            "memory_gib": ["0.5", "1", "4", "2"],
            "task_count": [4, 4, 2, 2],
        }
    )
    result = tco.batch_compare_groups(rows, pack_by="cluster", instance_types="m5.large", families="m5")
    made = result.to_arrow().to_pylist()
    assert [(row["cluster"], row["region"], row["rows"], row["tasks"]) for row in made] == [
        ("a", "eu-west-1", 1, 2),
        ("a", "us-east-1", 2, 8),
        ("b", "us-east-1", 1, 2),
    ]
    apart = tco.batch_compare(rows, families="m5").summary
    together = made[1]
    assert together["ecs_ec2_infrastructure"] < apart.groups.to_arrow().to_pylist()[0]["ecs_ec2_infrastructure"]
    # One cluster is the workload of its rows: the same as `compare` says.
    single = totals(
        [service("one", "0.25", "0.5", 4), service("two", "0.5", "1", 4)],
        "us-east-1",
        instance_types="m5.large",
        families="m5",
    )
    assert together["ecs_fargate_total"] == single["ecs-fargate"]
    assert together["ecs_ec2_total"] == single["ecs-ec2"]


def test_a_bad_row_makes_its_group_bad_and_no_other():
    rows = pyarrow.table(
        {
            "cluster": ["a", "a", "b"],
            "region": ["us-east-1", "us-east-1", "us-east-1"],
            "vcpu": ["1", "x", "1"],
            "memory_gib": ["2", "2", "2"],
        }
    )
    bad, good = tco.batch_compare_groups(rows, pack_by=["cluster"], families="m5").to_arrow().to_pylist()
    assert (bad["rows"], bad["bad_rows"], bad["error"]) == (2, 1, "unreadable_value")
    assert bad["error_text"].startswith("Row 2: Column vcpu: ")
    assert bad["ecs_ec2_total"] is None
    assert good["ecs_ec2_total"] is not None
    with pytest.raises(tco.InvalidInputError, match="row 2"):
        tco.batch_compare_groups(rows, pack_by="cluster", on_error="stop")
    with pytest.raises(tco.InvalidInputError, match="pack_by"):
        tco.batch_compare_groups(rows, pack_by=())
    with pytest.raises(tco.InvalidInputError, match="klaster"):
        tco.batch_compare_groups(rows, pack_by="klaster")


def test_a_group_that_no_deployment_has_a_price_for_has_an_error():
    rows = pyarrow.table(UNPRICED | {"team": ["a", "a", "b"]})
    groups = tco.batch_compare_groups(rows, pack_by="team").to_arrow().to_pylist()
    assert [(group["team"], group["region"], group["error"]) for group in groups] == [
        ("a", "cn-north-1", "no_deployment_priced"),
        ("a", "us-east-1", None),
        ("b", "us-east-1", "impossible"),
    ]
    assert all((group["error"] is None) == (group["error_text"] is None) for group in groups)
    assert all((group["error"] is None) == (group["currency"] is not None) for group in groups)
    with pytest.raises(tco.InvalidInputError, match="group 'a' in cn-north-1"):
        tco.batch_compare_groups(rows, pack_by="team", on_error="stop")


def test_groups_whose_rows_ask_for_different_deployments_say_so():
    rows = pyarrow.table(
        {
            "team": ["a", "a"],
            "region": ["us-east-1"] * 2,
            "vcpu": ["1"] * 2,
            "memory_gib": ["2"] * 2,
            "deployments": ["ecs-fargate", "ecs-ec2"],
        }
    )
    (group,) = tco.batch_compare_groups(rows, pack_by="team").to_arrow().to_pylist()
    assert group["error"] == "no_deployment_priced"
    assert group["error_text"].startswith("The rows of the group ask for no deployment in common")
    with pytest.raises(tco.InvalidInputError, match=r"group 'a'.*no deployment in common"):
        tco.batch_compare_groups(rows, pack_by="team", on_error="stop")


def test_the_summary_of_groups_adds_up():
    # Fargate in us-east-1: 0.04048 a vCPU-hour, 0.004445 a GiB-hour (https://aws.amazon.com/fargate/pricing/); 730 h.
    # a: 2 × (0.04048 + 2 × 0.004445) × 730 = 72.0802, b: 36.0401; c is bad. Together 108.1203.
    rows = pyarrow.table(
        {
            "team": ["a", "a", "b", "c"],
            "month": ["1", "1", "2", "2"],
            "region": ["us-east-1"] * 4,
            "vcpu": ["1", "1", "1", "x"],
            "memory_gib": ["2"] * 4,
        }
    )
    groups = tco.batch_compare_groups(rows, pack_by="team,month", group_by="month", top=1)
    summary = groups.summary
    assert (summary.rows, summary.bad_rows, summary.counts_groups) == (3, 1, True)
    found = {(row["month"], row["currency"]): row for row in summary.groups.to_arrow().to_pylist()}
    assert found["1", "USD"]["ecs_fargate_infrastructure"] == Decimal("72.0802")
    assert found["2", "USD"]["ecs_fargate_infrastructure"] == Decimal("36.0401")
    assert (found["2", ""]["rows"], found["2", ""]["bad_rows"]) == (1, 1)
    good = [row for row in groups.to_arrow().to_pylist() if row["error"] is None]
    (total,) = [row for row in summary.currencies.to_arrow().to_pylist() if row["currency"]]
    assert total["ecs_fargate_infrastructure"] == Decimal("108.1203")
    for name in ("ecs_ec2_total", "saving"):
        assert total[name] == sum(row[name] for row in good)
    assert total["cheapest"] == sum(min(row["ecs_ec2_total"], row["ecs_fargate_total"]) for row in good)
    (best,) = summary.top_savings.to_arrow().to_pylist()
    most = max(good, key=lambda row: row["saving"])
    assert (best["team"], best["region"], best["saving"]) == (most["team"], "us-east-1", most["saving"])
    assert column(summary.errors, "error") == ["unreadable_value"]
    text = str(summary)
    assert text.startswith("3 groups, 1 with an error")
    assert "the cheapest of each group" in text
    with pytest.raises(tco.InvalidInputError, match=r"group_by of groups.*found 'service'"):
        tco.batch_compare_groups(rows, pack_by="team", group_by="service")
