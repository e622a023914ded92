"""A user's own terms, end to end, against arithmetic on fractions that shares nothing with the core."""

import json
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import container_tco as tco
import pytest
from container_tco import _core
from contract_terms import savings_plan

WORKLOAD = {
    "schema_version": "1",
    "name": "shop",
    "services": [{"name": "web", "vcpu": "1", "memory_gib": "2", "count": 4}],
}
HOURS = 730
ON_DEMAND = "fargate/ecs/linux/x86_64/"


def workload() -> tco.Workload:
    return tco.read_scenario(WORKLOAD)


def answer(contract: object = None, **more: object) -> tco.Answer:
    given: dict[str, object] = {"region": "us-east-1", "ec2_hours_per_month": 0, "fargate_hours_per_month": 0} | more
    return tco.compare(workload(), contract=contract, **given)


def fargate(contract: object = None, **more: object) -> tco.Estimate:
    return answer(contract, deployments=["ecs-fargate"], **more).estimates[0]


def price(part: str) -> Fraction:
    row = tco.price_book().price(ON_DEMAND + part, "us-east-1")
    return Fraction(str(row.unit_price().money.amount))


def amount(money: tco.Money) -> Fraction:
    return Fraction(str(money.amount))


def line(estimate: tco.Estimate, id: str) -> tco.LineItem:
    return next(one for one in estimate.lines if one.id == id)


def test_discounts_compound_in_their_order() -> None:
    terms = {
        "discounts": [
            {"name": "EDP", "percent": "9", "services": ["fargate"]},
            {"name": "vCPU", "percent": "12.5", "keys": [ON_DEMAND + "vcpu"]},
        ]
    }
    made = fargate(terms)
    vcpu = price("vcpu") * Fraction("0.91") * Fraction("0.875") * 4 * HOURS
    memory = price("memory") * Fraction("0.91") * 8 * HOURS
    assert amount(line(made, "compute/web/vcpu").cost) == vcpu
    assert amount(made.effective_cost) == vcpu + memory
    assert amount(made.list_cost) == (price("vcpu") * 4 + price("memory") * 8) * HOURS
    assert line(made, "compute/web/vcpu").price_basis is _core.PriceBasis.contracted
    assert "− 9 % EDP − 12.5 % vCPU = " in line(made, "compute/web/vcpu").price_derivation


def test_percents_add_up_on_request() -> None:
    terms = {"combine": "add", "discounts": [{"name": "a", "percent": 10}, {"name": "b", "percent": 20}]}
    whole = (price("vcpu") * 4 + price("memory") * 8) * HOURS
    assert amount(fargate(terms).effective_cost) == whole * Fraction(7, 10)


def test_list_price_without_a_contract() -> None:
    made = fargate()
    first = line(made, "compute/web/vcpu")
    assert first.price_basis is _core.PriceBasis.list
    assert first.contracted_unit_price is None
    assert first.price_derivation == ""
    assert first.list_unit_price == first.unit_price


def test_savings_plan_support_tax_and_currency_together() -> None:
    terms = {
        "commitments": [savings_plan("0.1")],
        "support": {"name": "Business", "percent": "10"},
        "tax": {"name": "VAT", "percent": "10"},
        "currency": {"code": "KRW", "rate": "1389.5", "as_of": "2026-11-01"},
    }
    made = fargate(terms)
    rates = {"vcpu": (Fraction("0.03"), 4), "memory": (Fraction("0.003"), 8)}
    left, hourly = Fraction("0.1"), Fraction("0.1")
    order = sorted(rates, key=lambda part: (-(1 - rates[part][0] / price(part)), rates[part][0]))
    for part in order:
        rate, units = rates[part]
        covered = min(Fraction(units), left / rate)
        left -= covered * rate
        hourly += (units - covered) * price(part)
    expected = hourly * HOURS * Fraction("1.1") * Fraction("1.1") * Fraction("1389.5")
    assert Fraction(made.total_exact.amount) == expected
    assert made.currency == "KRW"


def test_a_commitment_weighs_on_both_sides() -> None:
    terms = {
        "commitments": [
            {
                "kind": "reserved",
                "instance_type": "m5.large",
                "region": "us-east-1",
                "count": 2,
                "term": "1yr",
                "payment": "all_upfront",
                "upfront_fee": "876",
            }
        ]
    }
    plain, owned = answer(), answer(terms)
    by_name = {one.deployment.name: one for one in plain.estimates}
    added = Fraction(876, 8760) * 2 * HOURS
    for one in owned.estimates:
        if "fargate" in one.deployment.name:
            assert amount(one.total_exact) == amount(by_name[one.deployment.name].total_exact) + added
            assert amount(line(one, "commitment/1/unused").cost) == added
        assert any(assumption.id == "owned_commitments" for assumption in one.assumptions)


def test_the_guides_second_scenario() -> None:
    usages = [("4", "1.00", "0.70"), ("400", "0.04", "0.03"), ("1600", "0.004", "0.003"), ("1", "10.00", "8.20")]
    found = _core.apply_commitments(
        [_core.HourlyUsage(amount=units, list_price=listed) for units, listed, _ in usages],
        [
            _core.HourlyCommitment(
                kind=_core.CommitmentKind.compute_savings_plan,
                limit=2,
                covers=[
                    _core.Coverage(usage=index, rate=rate, consumes=rate) for index, (_, _, rate) in enumerate(usages)
                ],
            )
        ],
    )
    assert [(part.usage, Fraction(part.amount)) for part in found.covered] == [(0, Fraction(20, 7))]
    assert Fraction(found.uncovered[0]) == Fraction(8, 7)


def test_the_contract_shows_in_every_format() -> None:
    terms = {"name": "EDP 2026", "discounts": [{"name": "<b>=EDP|", "percent": "9"}]}
    shown = answer(terms).explain("ecs-fargate")
    assert "at list prices" in shown.to_text()
    assert "contracted" in shown.to_markdown()
    assert "<b>=EDP" not in shown.to_html()
    header, first, *_ = shown.to_csv().splitlines()
    assert header.endswith(
        "price_basis,price_derivation,list_unit_price,contracted_unit_price,list_cost,contracted_cost"
    )
    assert "contracted" in first
    document = shown.to_dict()
    assert document["contract"]["name"] == "EDP 2026"
    assert Fraction(document["totals"]["list_cost"]) * Fraction("0.91") == Fraction(
        document["totals"]["effective_cost"]
    )
    assert answer().explain("ecs-fargate").to_dict()["contract"] is None
    assert "price_basis" not in answer().explain("ecs-fargate").to_csv()


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"discounts": [{"name": "a", "percent": "5", "services": ["fargat"]}]}, "fargate"),
        ({"discounts": [{"name": "a", "percent": "5", "families": ["m7gg"]}]}, "m7g"),
        ({"discounts": [{"name": "a", "percent": "101"}]}, "$.discounts[0].percent"),
        ({"discount": []}, "discounts"),
    ],
)
def test_mistakes_are_named_with_their_place(terms: dict[str, object], said: str) -> None:
    with pytest.raises(tco.ParseError) as raised:
        tco.load_contract(terms)
    assert said in str(raised.value)


def test_files_and_dicts_give_the_same_terms(tmp_path: Path) -> None:
    terms = {"discounts": [{"name": "EDP", "percent": "9"}]}
    path = tmp_path / "contract.json"
    path.write_text(json.dumps(terms), encoding="utf-8")
    assert tco.load_contract(path) == tco.load_contract(terms)
    assert fargate(path).total == fargate(tco.load_contract(terms)).total
    with pytest.raises(OSError, match="nowhere"):
        tco.load_contract(tmp_path / "nowhere.json")


def test_the_schema_accepts_what_the_reader_does() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = tco.schema("contract")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(
        {
            "prices": [{"key": "a/b", "region": "us-east-1", "unit_price": "1", "unit": "Hours"}],
            "discounts": [{"name": "EDP", "percent": "9", "keys": ["fargate/*"]}],
            "commitments": [
                {
                    "kind": "ec2_instance_savings_plan",
                    "family": "m5",
                    "region": "us-east-1",
                    "commitment_per_hour": "1",
                    "term": "3yr",
                    "payment": "all_upfront",
                }
            ],
            "support": {"percent": "3"},
        },
        schema,
    )


def test_the_command_takes_a_contract(tmp_path: Path) -> None:
    contract = tmp_path / "contract.json"
    contract.write_text(json.dumps({"discounts": [{"name": "EDP", "percent": "50"}]}), encoding="utf-8")
    scenario = tmp_path / "scenario.json"
    scenario.write_text(json.dumps(WORKLOAD), encoding="utf-8")

    def total(*more: str) -> Decimal:
        command = [sys.executable, "-m", "container_tco", "compare", str(scenario), "--region", "us-east-1", "-q"]
        command += ["--deployment", "ecs-fargate", "--format", "json", *more]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
        return Decimal(json.loads(done.stdout)["estimates"][0]["totals"]["infrastructure"])

    assert total("--contract", str(contract)) * 2 == total()
