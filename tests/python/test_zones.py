"""Copies that keep apart by zone: what-ifs that outgrow a region, and the loss of a zone."""

import json

import container_tco as tco
import pytest
from container_tco import _core
from workloads import scenario

ZK = {"name": "zk", "count": 3, "vcpu": "0.5", "memory_gib": "1", "max_copies_per_zone": 1}
WEB = {"name": "web", "count": 4, "vcpu": "0.5", "memory_gib": "1"}


def workload(*services):
    return tco.read_scenario(json.dumps(scenario(services=list(services))))


def on(deployment, *services, **options):
    answer = tco.compare(workload(*services), region="us-east-1", deployments=deployment, **options)
    return answer.estimates[0]


def left_without_a_zone(estimate):
    """Return the zones, and the fewest copies of each service that run outside of any one of them."""
    (fleet,) = estimate.fleets
    zones = range(fleet.options.zones)
    left = {}
    for zone in zones:
        copies = dict.fromkeys([item.id for item in fleet.items], 0)
        for hosts in fleet.plan.hosts:
            for placement in hosts.placements:
                if hosts.zone != zone:
                    copies[fleet.items[placement.item].id] += hosts.count * placement.copies
        left = {name: min(number, left.get(name, number)) for name, number in copies.items()}
    return len(zones), left


def assumptions(estimate):
    return {one.id: one.text for one in estimate.assumptions}


@pytest.mark.parametrize("copies", [1, 2])
def test_a_comparison_goes_as_far_as_copies_of_one_zone_each_can(copies):
    one = {**ZK, "count": 3 * copies, "max_copies_per_zone": copies}
    answer = tco.compare(workload(one, WEB), region="us-east-1", zones=3)
    assert answer.best.total > 0
    counts = [curve for curve in answer.comparison.break_evens if curve.input == "task_count"]
    # Six zones hold twice as many copies as three: the scan ends there.
    assert counts
    assert {curve.searched_to for curve in counts} == {2 * (3 * copies + 4)}


def test_what_needs_more_zones_than_a_region_has_runs_nowhere():
    answer = tco.compare(workload({**ZK, "count": 7}), region="us-east-1")
    for estimate in answer.estimates:
        (finding,) = (one for one in estimate.feasibility.findings if one.feature == "zones")
        assert "7 zones" in finding.reason
        assert not estimate.lines


def test_growth_beyond_the_zones_of_a_region_is_refused_with_its_cause():
    answer = tco.compare(workload(ZK, WEB), region="us-east-1", deployments="ecs-ec2,ecs-fargate")
    assert answer.years(years=1, growth_per_year="0.5").rows()
    with pytest.raises(tco.InvalidInputError, match="zk: its copies must spread over"):
        answer.years(years=3, growth_per_year=2)
    curve = answer.break_even_curve("task_count", "labour_hours")
    assert max(row["task_count"] for row in curve.rows()) == 14  # Twice the 7 tasks of now.


# With one copy in a zone, four in four zones keep three; the web then keeps four of six.
@pytest.mark.parametrize("zones", [2, 3, 4])
def test_one_copy_a_zone_takes_one_zone_more_to_lose_one(zones):
    estimate = on("ecs-ec2", ZK, WEB, zones=zones, survive_zone_loss=True)
    assert left_without_a_zone(estimate) == (4, {"zk": 3, "web": 4})
    assert estimate.resilience.zone_loss_tasks == 1 + 2
    assert "any one of 4 zones" in estimate.resilience.availability_target
    assert "4 zones" in assumptions(estimate)["zones"]
    assert ("zone_loss_zones" in assumptions(estimate)) == (zones < 4)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 6, 9])
@pytest.mark.parametrize("most", [1, 2, 3])
def test_copies_spread_over_the_fewest_zones_that_hold_them(count, most):
    estimate = on("ecs-ec2", {**ZK, "count": count, "max_copies_per_zone": most}, zones=2, survive_zone_loss=True)

    def least(zones):
        return next(n for n in range(count, 2 * count + 1) if n - -(-n // zones) >= count)

    # At most so many in each of the zones.
    zones = next(zones for zones in range(2, 100) if least(zones) <= most * zones)
    copies = least(zones)
    if -(-copies // most) > 6:
        assert not estimate.is_feasible
        return
    assert estimate.resilience.zone_loss_tasks == copies - count
    assert left_without_a_zone(estimate)[1]["zk"] >= count


def test_both_sides_name_the_zones_that_they_spread_over():
    answer = tco.compare(workload(ZK, WEB), region="us-east-1", zones=2, survive_zone_loss=True)
    assert {one.resilience.zone_loss_tasks for one in answer.estimates} == {3}
    text = " ".join(answer.to_text().split())
    assert "any one of 4 zones is lost" in text
    assert "any one of 2 zones" not in text


def test_kept_hosts_say_over_how_many_zones_hosts_spread():
    kept = {"schema_version": "1", "kept": [{"instance_type": "m5.large", "by_zone": [1, 1, 1]}]}
    hosts = _core.parse_hosts(json.dumps(kept).encode(), "hosts.json")
    estimate = on("ecs-ec2", WEB, zones=2, hosts=hosts)
    assert estimate.fleets[0].options.zones == 3
    assert "up to 3 zones" in assumptions(estimate)["zones"]
    assert "up to 2 zones" in assumptions(on("ecs-ec2", WEB, zones=2))["zones"]
