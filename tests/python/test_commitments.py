"""Commitments over time in Python: AWS's five scenarios, the optimum by trying all, bad input by its place."""

import json
import random
from decimal import Decimal
from fractions import Fraction

import container_tco as tco
import pytest
from container_tco import _core

VCPU = "fargate/ecs/linux/x86_64/vcpu"
LARGE = "ec2/linux/on_demand/m5.large"
REGION = "us-east-1"

# The hour of AWS's guide (docs.aws.amazon.com/savingsplans/latest/userguide/sp-applying.html): amount, on demand,
# Compute Savings Plan.
GUIDE = {
    "r5.4xlarge": ("4", "1.00", "0.70"),
    "fargate vcpu": ("400", "0.04", "0.03"),
    "fargate memory": ("1600", "0.004", "0.003"),
    "m5.24xlarge windows": ("1", "10.00", "8.20"),
    "lambda duration": ("1500000", "0.000015", "0.00001275"),
    "lambda requests": ("1", "0.20", "0.20"),
}


def guide_hour():
    return tco.UsageProfile(
        {key: [amount] for key, (amount, _, _) in GUIDE.items()},
        list_prices={key: price for key, (_, price, _) in GUIDE.items()},
    )


def plan(limit, rates, kind=_core.CommitmentKind.compute_savings_plan, name="compute"):
    keys = list(GUIDE)
    covers = [_core.Coverage(usage=keys.index(key), rate=rate, consumes=rate, size=0) for key, rate in rates.items()]
    return _core.HeldCommitment(offer=_core.CommitmentOffer(name=name, kind=kind, covers=covers), limit=limit)


def compute_plan(limit):
    return plan(limit, {key: rate for key, (_, _, rate) in GUIDE.items()})


def reserved(count):
    covers = [_core.Coverage(usage=0, rate="0.55", consumes=1, size=32)]
    offer = _core.CommitmentOffer(
        name="reserved", kind=_core.CommitmentKind.reserved, price_per_hour="0.55", covers=covers
    )
    return _core.HeldCommitment(offer=offer, limit=count)


R5 = plan("3.00", {"r5.4xlarge": "0.60"}, _core.CommitmentKind.ec2_instance_savings_plan, "r5")


@pytest.mark.parametrize(
    ("commitments", "on_demand", "unused", "cost"),
    [
        ([compute_plan("50.00")], Decimal(0), [Decimal("2.875")], Decimal(50)),
        ([compute_plan("2.00")], Fraction(3937, 70), [Decimal(0)], Fraction(4077, 70)),  # 55.10 + 8/7
        ([compute_plan("19.60")], Decimal("32.70"), [Decimal(0)], Decimal("52.30")),
        # 2 × 0.70 + 4.80 + 12.00 = 18.20; two reservations at 0.55.
        ([compute_plan("18.20"), reserved(2)], Decimal("32.70"), [0, 0], Decimal("52.00")),
        # 4 × 0.60 = 2.40 of 3.00; 4.80 + 12.00 = 16.80.
        ([compute_plan("16.80"), R5], Decimal("32.70"), [0, Decimal("0.60")], Decimal("52.50")),
    ],
)
def test_the_five_scenarios_of_the_guide(commitments, on_demand, unused, cost):
    profile = guide_hour()
    assert profile.on_demand_cost == Decimal("59.10")
    applied = tco.apply_commitments(profile, commitments)
    assert applied.core.on_demand_cost == on_demand
    assert [use.unused for use in applied.core.commitments] == unused
    assert applied.cost == cost


def stairs(column):
    return tco.UsageProfile({"a": column}, list_prices={"a": 1})


def offer_at(rate):
    return _core.CommitmentOffer(name="plan", covers=[_core.Coverage(usage=0, rate=rate, consumes=rate, size=0)])


def test_the_optimum_its_regret_and_its_curve():
    # See optimal_commitment_test.cpp for the arithmetic.
    best = tco.optimal_commitment(stairs([3, 1, 5, 2, 4]), offer=offer_at("0.60"), falls_by="0.5")
    assert best.amount == Decimal("1.20")
    assert best.saving == 3
    assert best.utilisation == Decimal("0.9")
    assert best.coverage == Decimal("0.6")
    assert best.regret == Decimal("0.5")
    curve = best.cost_curve()
    assert [(piece.from_, piece.cost) for piece in curve][:3] == [
        (0, 15),
        (Decimal("0.6"), 13),
        (Decimal("1.2"), 12),
    ]
    assert json.loads(best.to_json())["regret"]["cost_kept"] == "6.5"
    assert list(best.to_pandas().columns) == ["amount", "cost"]


@pytest.mark.parametrize("seed", range(5))
def test_no_amount_on_a_fine_grid_is_cheaper(seed):
    choose = random.Random(seed)
    keys = ["a", "b", "c"]
    usage = {key: [choose.randint(0, 9) for _ in range(12)] for key in keys}
    prices = {key: Fraction(choose.randint(2, 9), 10) for key in keys}
    rates = {key: prices[key] * Fraction(choose.randint(5, 9), 10) for key in keys}
    covers = [
        _core.Coverage(usage=index, rate=rates[key], consumes=rates[key], size=0) for index, key in enumerate(keys)
    ]
    profile = tco.UsageProfile(usage, list_prices=prices)
    best = tco.optimal_commitment(profile, offer=_core.CommitmentOffer(name="plan", covers=covers))
    order = sorted(keys, key=lambda key: (rates[key] / prices[key], rates[key]))

    def cost(amount):
        total = Fraction(0)
        for hour in range(12):
            left = amount
            total += amount
            for key in order:
                covered = min(Fraction(usage[key][hour]), left / rates[key])
                left -= covered * rates[key]
                total += (usage[key][hour] - covered) * prices[key]
        return total

    found = Fraction(best.applied.cost)
    assert found == cost(Fraction(best.amount))
    assert all(found <= cost(Fraction(step, 40)) for step in range(1000))


def test_rates_come_from_the_book_with_their_source():
    profile = tco.UsageProfile({VCPU: [10] * 24, LARGE: [4] * 24}, region=REGION)
    best = tco.optimal_commitment(profile)
    figures = best.to_dict()
    assert figures["rates"][0]["rate"] == Decimal("0.032384")  # Rule F24.
    assert figures["rates"][0]["source"]
    assert best.applied.core.on_demand_cost == 0
    family = tco.optimal_commitment(profile, "ec2-instance", family="m5")
    assert [each["key"] for each in family.to_dict()["not_covered"]] == [VCPU]
    assert tco.optimal_commitment(profile, "reserved", instance_type="m5.large").amount == 4
    mix = tco.best_commitment_mix(profile)
    assert mix.gap == 0
    assert set(mix.amounts) == {"EC2 Instance Savings Plan m5 1yr no_upfront", "Compute Savings Plan 1yr no_upfront"}
    owned = [tco.Commitment(name="ours", commitment_per_hour="0.32384")]  # All ten vCPU, or the hosts first.
    assert tco.optimal_commitment(profile, owned=owned).amount < best.amount
    assert any("8760" in note for note in best.applied.notes)


def test_a_line_of_ones_own_has_its_price_and_its_rate():
    profile = tco.UsageProfile(
        {"lambda/gb_second": ["1500000"]}, region=REGION, list_prices={"lambda/gb_second": "0.000015"}
    )
    assert tco.optimal_commitment(profile).to_dict()["not_covered"][0]["key"] == "lambda/gb_second"
    best = tco.optimal_commitment(profile, rates={"lambda/gb_second": "0.00001275"})
    assert best.amount == Decimal("19.125")
    assert best.saving == Decimal("3.375")


def test_columns_of_numpy_pandas_and_text_are_the_same():
    numpy = pytest.importorskip("numpy")
    pandas = pytest.importorskip("pandas")
    expected = stairs(["3", "1", "5"]).on_demand_cost
    for column in (
        numpy.array([3, 1, 5]),
        numpy.array([3, 0, 1, 0, 5])[::2],
        numpy.array([3, 1, 5], dtype="uint64"),
        numpy.array([3, 1, 5], dtype="int8"),
        pandas.Series([3, 1, 5]),
        [Decimal(3), "1", 5],
    ):
        assert stairs(column).on_demand_cost == expected
    table = pandas.DataFrame({"hour": [0, 1, 2], "a": [3, 1, 5]})
    assert tco.UsageProfile(table, list_prices={"a": 1}).on_demand_cost == expected


@pytest.mark.parametrize(
    ("column", "error", "message"),
    [
        ([1, 0.5], TypeError, "a in hour 1.*exact"),
        ([1, float("nan")], TypeError, "a in hour 1"),
        ([1, None], tco.InvalidInputError, "a in hour 1.*nothing"),
        ([1, Decimal("NaN")], tco.InvalidInputError, "NaN"),
        ([1, -1], tco.InvalidInputError, "a in hour 1"),
        ([], tco.InvalidInputError, "at least one hour"),
        ("12", TypeError, "one amount an hour"),
    ],
)
def test_amounts_that_are_none_are_refused(column, error, message):
    with pytest.raises(error, match=message):
        stairs(column)


def test_arrays_of_floats_are_refused_with_a_hint():
    numpy = pytest.importorskip("numpy")
    with pytest.raises(TypeError, match=r"usage of a.*binary floating-point"):
        stairs(numpy.array([1.0, numpy.nan]))
    with pytest.raises(tco.InvalidInputError, match="a in hour 1"):
        stairs(numpy.array([1, -1]))


@pytest.mark.parametrize(
    "hours",
    [
        ["0", "2"],
        ["1", "1"],
        ["1", "0"],
        ["2026-01-01T00:00Z", "2026-01-01T02:00Z"],
        ["2026-01-01T01:00Z", "2026-01-01T00:00Z"],
        ["2026-01-01T00:00Z", "2026-01-01T01:00"],
        ["monday", "tuesday"],
    ],
)
def test_hours_with_gaps_repeats_disorder_or_mixed_zones_are_refused(hours):
    with pytest.raises(tco.InvalidInputError, match="hour"):
        tco.UsageProfile({"hour": hours, "a": [1, 1]}, list_prices={"a": 1})


def test_the_hour_of_the_clock_change_counts_once():
    hours = ["2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00"]
    assert tco.UsageProfile({"hour": hours, "a": [1, 1]}, list_prices={"a": 1}).hours == 2


def test_what_does_not_fit_is_named():
    with pytest.raises(tco.InvalidInputError, match="usage of b"):
        tco.UsageProfile({"a": [1, 1], "b": [1]}, list_prices={"a": 1, "b": 1})
    with pytest.raises(tco.PriceNotFoundError, match=r"m5\.large"):
        tco.UsageProfile({"ec2/linux/on_demand/m5.larg": [1]}, region=REGION)
    with pytest.raises(tco.InvalidInputError, match="region"):
        tco.UsageProfile({VCPU: [1]})
    with pytest.raises(tco.InvalidInputError, match="list_prices"):
        tco.UsageProfile({"a": [1]}, list_prices={"a": 1, "b": 1})
    with pytest.raises(TypeError, match="mapping"):
        tco.UsageProfile([1, 2])
    with pytest.raises(tco.InvalidInputError, match="plan"):
        tco.optimal_commitment(tco.UsageProfile({VCPU: [1]}, region=REGION), "all")
    with pytest.raises(tco.InvalidInputError, match="term"):
        tco.optimal_commitment(tco.UsageProfile({VCPU: [1]}, region=REGION), term="2yr")
    with pytest.raises(tco.InvalidInputError, match="falls"):
        tco.optimal_commitment(stairs([1]), offer=offer_at("0.5"), falls_by=1)
    with pytest.raises(TypeError, match="exact number"):
        tco.optimal_commitment(stairs([1]), offer=offer_at("0.5"), falls_by=0.2)
    with pytest.raises(TypeError, match="commitments"):
        tco.apply_commitments(stairs([1]), ["compute"])


def test_hours_on_request():
    applied = tco.apply_commitments(
        stairs([2, 5]), [_core.HeldCommitment(offer=offer_at("0.5"), limit="1.5")], hourly=True
    )
    table = applied.hours_to_pandas()
    assert table["used of plan"].tolist() == [Decimal(1), Decimal("1.5")]
    assert table["on_demand_cost"].tolist() == [0, 2]
    assert applied.to_pandas()["covered"].tolist() == [5]
