"""What of a bill is unused, what one more copy costs and what would cost less, from Python and on the command line."""

import csv
import io
import json
from decimal import Decimal

import container_tco as tco
import pytest
from click.testing import CliRunner
from container_tco import _core
from container_tco.cli import program
from workloads import write_json

# Ten tasks of 0.5 vCPU and 1 GiB on m5.large (2 vCPU, 8 GiB) need three: 3 × 730 × 0.096 = 210.24. At 9 : 1 a host is
# 2 × 9 + 8 = 26 parts, 78 in all; tasks have 10 × (0.5 × 9 + 1) = 55 of them.
COMPUTE = Decimal("210.24")
TEN_TASKS = {
    "schema_version": "1",
    "name": "ten",
    "services": [{"name": "web", "count": 10, "vcpu": "0.5", "memory_gib": "1"}],
}


@pytest.fixture(scope="module")
def answer():
    return tco.compare(
        tco.read_scenario(TEN_TASKS),
        region="us-east-1",
        instance_types="m5.large",
        zones=1,
        provisioning="single_type",
        host_setup=tco.HostOptions(memory_overhead_fraction=0),
        ec2_hours_per_month=0,
        fargate_hours_per_month=0,
    )


def test_shares_add_up_and_unfold_into_rows(answer):
    shares = answer.waste("ecs-ec2")
    rows = shares.rows()
    assert {row["use"] for row in rows} == {"used", "stranded"}
    used = next(row for row in rows if row["use"] == "used")
    assert used["where"].startswith("linux/x86_64")
    assert (used["vcpu"], used["memory_gib"]) == (5, 10)
    assert used["cost"].quantize(Decimal("0.0001")) == (COMPUTE * 55 / 78).quantize(Decimal("0.0001"))
    total = _core.Money(0, "USD")
    for _, share in shares:
        total += share.cost
    assert total == shares.summary.compute_cost == _core.Money("210.24", "USD")
    assert shares.summary.cost_of(_core.CapacityUse.standby).amount == 0
    assert shares[0][1].use is _core.CapacityUse.used
    assert len(shares[:1]) == 1


def test_hosts_say_what_limits_them(answer):
    contents = answer.waste("ecs-ec2").summary.pools[0].contents
    assert [(one.hosts, one.limited_by) for one in contents] == [(2, ["CPU"]), (1, [])]


def test_waste_as_a_data_frame(answer):
    pytest.importorskip("pandas")
    frame = answer.waste("ecs-fargate").to_pandas()
    assert list(frame["use"]) == ["used"]
    assert frame["cost"].sum() == Decimal("0.5") * 7300 * Decimal("0.04048") + 7300 * Decimal("0.004445")


# The third host has room for two more; the third copy more takes a fourth host, with its disk of 30 GiB.
def test_one_more_copy_is_a_step_on_hosts_and_a_line_on_fargate(answer):
    (on_hosts,) = answer.marginal_costs("ecs-ec2").rows()
    assert (on_hosts["copies"], on_hosts["free_copies"], on_hosts["copies_per_step"]) == (10, 2, 4)
    assert on_hosts["step_cost"] == COMPUTE / 3 + 30 * Decimal("0.08")
    assert on_hosts["hosts_after"] == "4 × m5.large"
    (on_fargate,) = answer.marginal_costs("ecs-fargate")
    assert on_fargate.free_copies == 0
    assert on_fargate.step_cost == on_fargate.cost_per_copy == _core.Money("18.02005", "USD")


def test_variants_say_what_they_save_need_and_risk(answer):
    variants = answer.cheaper_variants("ecs-ec2")
    assert [row["saving"] for row in variants.rows()] == sorted((r["saving"] for r in variants.rows()), reverse=True)
    for variant in variants:
        assert variant.saving == variant.total_before - variant.total_after
        assert variant.needs
        assert variant.risk
    assert "arm64" in {variant.id for variant in variants}
    with pytest.raises(tco.InvalidInputError, match="most_request_cut"):
        answer.cheaper_variants("ecs-fargate", most_request_cut=1)


@pytest.mark.parametrize("reserve", [{"survive_host_loss": True}, {"target_capacity_percent": 50}])
def test_room_in_reserve_is_no_room_for_more_copies(reserve):
    # Four tasks fill an m5.large: ten need three hosts, with room for two more, and each further host holds four. The
    # host that stands by, or the half that a target capacity keeps free, holds none.
    options = {"region": "us-east-1", "deployments": "ecs-ec2", "instance_types": "m5.large", "zones": 1, **reserve}
    (cost,) = tco.compare(tco.read_scenario(TEN_TASKS), **options).marginal_costs("ecs-ec2")
    assert (cost.free_copies, cost.copies_per_step) == (2, 4)


def test_what_was_not_compared_is_said(answer):
    for method in (answer.waste, answer.marginal_costs, answer.cheaper_variants, answer.review):
        with pytest.raises(tco.InvalidInputError, match="expected one that was compared"):
            method("ecs-nowhere")


def test_a_review_shows_itself(answer):
    review = answer.review("ecs-ec2")
    assert "What would lower the bill" in str(review)
    assert "<table" in review.to_html()
    assert review.to_dict()["kind"] == "bill_review"
    assert review.estimate.total == answer.explain("ecs-ec2").estimate.total
    assert len(review.waste) == 2
    assert len(review.marginal_costs) == 1
    assert review.cheaper_variants[0].id == review.to_dict()["cheaper_variants"][0]["id"]


@pytest.mark.parametrize("format", ["table", "md", "html", "json", "csv"])
def test_the_command_writes_every_format(tmp_path, format):
    path = write_json(tmp_path / "scenario.json", TEN_TASKS)
    arguments = ["waste", str(path), "--region", "us-east-1", "--deployment", "ecs-fargate", "-q", "--format", format]
    result = CliRunner(catch_exceptions=False).invoke(program, arguments)
    assert result.exit_code == 0, result.stderr
    if format == "json":
        assert json.loads(result.stdout)["deployment"] == "ecs-fargate"
    elif format == "csv":
        assert [row["use"] for row in csv.DictReader(io.StringIO(result.stdout))] == ["used"]
    else:
        assert "One more copy" in result.stdout
