"""What follows from prices, as Python sees it; the figures are tested in C++."""

import json
from decimal import Decimal
from fractions import Fraction

import container_tco as tco
import pytest
from click.testing import CliRunner
from container_tco import _core
from container_tco.cli import program

DATE = "2026-11-25"


def book_with(*prices: tuple[str, str, str]) -> tco.PriceBook:
    """The bundled book with (key, unit, price) in us-east-1 on top."""
    rows = [{"key": key, "region": "us-east-1", "unit_price": price, "unit": unit} for key, unit, price in prices]
    return tco.price_book().with_prices(tco.PriceBook.parse_prices(json.dumps({"prices": rows})))


def shop(count: int) -> tco.Workload:
    service = {"name": "web", "count": count, "vcpu": "1", "memory_gib": "2"}
    return tco.read_scenario({"schema_version": "1", "name": "shop", "services": [service]})


def test_a_reserved_offer_divides_its_fee_exactly():
    book = book_with(("ec2/linux/reserved/standard/1yr/all_upfront/fee/m5.large", "Reservations", "494"))
    terms = _core.ReservedTerms(instance_type="m5.large", payment=_core.PaymentOption.all_upfront)
    offer = _core.reserved_offer(book, terms, "us-east-1")
    assert offer.effective_hourly.money.amount == Fraction(494, 8760)
    assert offer.basis is _core.RateBasis.derived
    assert offer.upfront_fee == tco.Money("494", "USD")
    assert offer.saving_fraction == 1 - Fraction(494, 8760) / Fraction("0.096")


def test_a_savings_plan_names_what_it_does_not_cover():
    terms = _core.SavingsPlanTerms()
    with pytest.raises(tco.InvalidInputError, match="ephemeral storage"):
        _core.savings_plan_rate(tco.price_book(), terms, "fargate/ecs/ephemeral_storage", "us-east-1")
    assert "Spot" in _core.savings_plan_exclusion(terms.plan, "ec2/linux/spot/m5.large")


def test_a_published_savings_plan_rate_is_taken():
    book = book_with(("savings_plan/compute/1yr/no_upfront/ec2/linux/m6a.xlarge", "Hours", "0.13965"))
    rate = _core.savings_plan_rate(book, _core.SavingsPlanTerms(), "ec2/linux/on_demand/m6a.xlarge", "us-east-1")
    assert rate.median.money.amount == Decimal("0.13965")
    assert not rate.is_range


def test_a_difference_lists_what_changed():
    book = book_with(("fargate/ecs/linux/x86_64/vcpu", "vCPU-Hours", "0.03036"), ("own/a", "Hours", "1"))
    found = _core.book_difference(tco.price_book(), book)
    assert [row.key for row in found.added] == ["own/a"]
    assert found.changed[0].change_fractions == [Fraction(-1, 4)]
    assert not found.is_empty
    assert _core.book_difference(tco.price_book(), tco.price_book(), key_prefix="fargate/", region="us-east-1").is_empty


def test_a_check_tells_prices_of_another_unit():
    found = _core.check_book(book_with(("ec2/linux/on_demand/m5.large", "Hours", "70.08")))
    assert any(finding.rule == "wrong_unit" and finding.key.endswith("m5.large") for finding in found)


def test_old_prices_are_told_apart_by_a_given_day():
    row = tco.price_book().price("ebs/gp3/storage", "us-east-1")
    assert [stale.key for stale in _core.stale_prices([row], DATE)] == ["ebs/gp3/storage"]
    assert _core.age_days("2026-05-12", DATE) == 197


def test_a_price_change_adds_up_and_is_json():
    workload = shop(count=2)
    after = book_with(("fargate/ecs/linux/x86_64/vcpu", "vCPU-Hours", "0.05"))
    deployment = tco.Deployment.parse("ecs-fargate")
    options = _core.EstimateOptions(region="us-east-1")
    change = _core.price_change(workload, deployment, tco.price_book(), after, options)
    # 2 tasks × 730 h × (0.05 − 0.04048)
    assert change.difference.amount == Decimal("13.8992")
    assert change.price_effect == change.difference
    document = json.loads(change.to_json())
    assert Fraction(document["difference"]) == sum(
        Fraction(line["price_effect"]) + Fraction(line["plan_effect"]) for line in document["lines"]
    )
    assert document["plan_changes"] == []


def control_plane(answer: tco.Answer) -> Decimal:
    lines = answer.estimates[0].lines
    return sum(line.cost.amount for line in lines if line.category is _core.CostCategory.control_plane)


def test_a_kubernetes_version_in_extended_support_costs_438_a_month():
    choice = {"region": "us-east-1", "deployments": "eks-fargate", "as_of": DATE}
    answer = tco.compare(shop(count=1), kubernetes_version="1.32", **choice)
    assert control_plane(answer) == 438
    assert control_plane(tco.compare(shop(count=1), kubernetes_version="1.35", **choice)) == 73
    assert answer.to_dict()["options"]["kubernetes_version"] == "1.32"


def test_the_command_and_a_scenario_name_the_version_too(tmp_path):
    service = {"name": "web", "count": 1, "vcpu": "1", "memory_gib": "2"}
    document = {"schema_version": "1", "name": "shop", "services": [service]}
    document["options"] = {"region": "us-east-1", "kubernetes_version": "1.35", "as_of": DATE}
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps(document))

    def cost(*flags: str) -> Fraction:
        arguments = ["compare", str(path), "--deployment", "eks-fargate", "--format", "json", *flags]
        result = CliRunner(catch_exceptions=False).invoke(program, arguments)
        assert result.exit_code == 0, result.stderr
        lines = json.loads(result.stdout)["estimates"][0]["lines"]
        return sum(Fraction(line["cost"]) for line in lines if line["category"] == "control_plane")

    assert cost() == 73
    assert cost("--kubernetes-version", "1.32") == 438
    assert cost("--kubernetes-version", "1.35", "--as-of", "2027-03-27") == 438


def test_a_kubernetes_version_needs_a_day():
    workload = shop(count=1)
    with pytest.raises(tco.InvalidInputError, match="as_of"):
        tco.compare(workload, region="us-east-1", kubernetes_version="1.32")
    with pytest.raises(tco.InvalidInputError, match="kubernetes_version"):
        tco.compare(workload, region="us-east-1", kubernetes_version="0.1", as_of=DATE)
