"""The bundled book against itself, where AWS's own pricing has a rule: licences, fees, reservations, architectures."""

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from bundled_tables import BOOK, TABLES, TYPES, price_rows

VCPU = {row["instance_type"]: row["vcpu"] for row in TYPES}
YEARS = {"1yr": 1, "3yr": 3}
HOURS_A_YEAR = 8760
LICENCE_VCPU_HOUR = Decimal("0.046")
FLEX_LICENCE_VCPU_HOUR = Decimal("0.0437")  # 5 % less: 0.046 x 0.95
# Pairs of region and type, by family, whose licence has an amount of its own: burstable and old families, three of m8a.
LICENCES_OF_THEIR_OWN = {
    "c1": 18, "c3": 50, "c4": 5, "cc2": 1, "cr1": 4, "d2": 36, "g2": 16, "hs1": 1, "i2": 40, "i3": 22, "m1": 36,
    "m2": 27, "m3": 40, "m8a": 3, "r3": 52, "t1": 4, "t2": 119, "t3": 252, "t3a": 133,
}  # fmt: skip


def rounded(number, digits):
    return number.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def prices_of(kind):
    """(region, type) -> price of the keys that start so."""
    found = {place: price for place, price in BOOK.items() if place[1].startswith(kind)}
    return {(region, key.removeprefix(kind)): Decimal(price) for (region, key), price in found.items()}


LINUX = prices_of("ec2/linux/on_demand/")
WINDOWS = prices_of("ec2/windows/on_demand/")


def test_windows_costs_linux_and_a_licence_for_each_vcpu():
    plain, flex, other = Counter(), Counter(), Counter()
    for (region, name), price in WINDOWS.items():
        if (region, name) not in LINUX:
            continue
        licence = price - LINUX[region, name]
        assert licence > 0, (region, name)
        vcpu = VCPU[name]
        counter = {LICENCE_VCPU_HOUR * vcpu: plain, FLEX_LICENCE_VCPU_HOUR * vcpu: flex}.get(licence, other)
        counter[name.split(".")[0]] += 1
    assert other == LICENCES_OF_THEIR_OWN
    assert all(family.endswith("-flex") for family in flex)
    assert (plain.total(), flex.total(), other.total()) == (13_383, 726, 859)
    assert plain.total() > 15 * other.total()


def test_an_hour_of_windows_by_hand():
    # two vCPUs: 2 x 0.046 = 0.092, flex 2 x 0.0437 = 0.0874
    assert WINDOWS["us-east-1", "m5.large"] - LINUX["us-east-1", "m5.large"] == Decimal("0.092")
    assert WINDOWS["us-east-1", "m7i-flex.large"] - LINUX["us-east-1", "m7i-flex.large"] == Decimal("0.0874")


@pytest.mark.parametrize(
    ("region", "key", "fee", "hour"),
    [
        # 587 / 8760 = 0.0670091…, 1126 / 26280 = 0.0428462…
        ("af-south-1", "ec2/linux/reserved/standard/1yr/all_upfront/fee/c5.large", "587", "0.067009"),
        ("af-south-1", "ec2/linux/reserved/standard/3yr/all_upfront/fee/c5.large", "1126", "0.042846"),
        ("af-south-1", "ec2/windows/reserved/standard/1yr/all_upfront/fee/c5.large", "1393", "0.159018"),
        # 26.283219 × 8760 = 230,240.998…
        ("af-south-1", "ec2/linux/reserved/convertible/1yr/all_upfront/fee/x2iedn.32xlarge", "230241", "26.283219"),
    ],
)
def test_a_fee_over_its_hours_is_the_published_rate(region, key, fee, hour):
    assert BOOK[region, key] == fee
    hours = HOURS_A_YEAR * YEARS[key.split("/")[4]]
    assert rounded(Decimal(fee) / hours, 6) == Decimal(hour)


def test_every_reservation_is_a_whole_dollar_fee_below_on_demand():
    count = 0
    for (region, key), price in BOOK.items():
        parts = key.split("/")
        if "/reserved/" not in key or parts[6] != "fee":
            continue
        on_demand = LINUX if parts[1] == "linux" else WINDOWS
        assert price.isdecimal()
        effective = Fraction(price) / (HOURS_A_YEAR * YEARS[parts[4]])
        if (region, parts[7]) in on_demand:
            assert 0 < effective < Fraction(on_demand[region, parts[7]]), (region, key)
            count += 1
    assert count > 52_000


def test_a_windows_reservation_costs_more_than_the_same_of_linux():
    pairs = 0
    for (region, key), fee in BOOK.items():
        same_of_linux = BOOK.get((region, key.replace("ec2/windows/", "ec2/linux/")))
        if key.startswith("ec2/windows/reserved/") and "/fee/" in key and same_of_linux:
            assert int(fee) > int(same_of_linux), (region, key)
            pairs += 1
    assert pairs > 19_000


def test_no_effective_rate_stands_beside_a_fee():
    assert not any("/all_upfront/" in key and "/fee/" not in key for _, key in BOOK if "/reserved/" in key)


def fee_base(place, digits):
    """The on-demand price of which a fee is a part; ECS rounds it first."""
    return LINUX[place] if digits is None else rounded(LINUX[place], digits)


@pytest.mark.parametrize(
    ("key", "digits", "on_demand_digits", "exceptions"),
    [("eks/auto_mode/", 5, None, 58), ("ecs/managed_instances/", 6, 4, 0)],
)
def test_management_fees_of_2025_are_twelve_percent(key, digits, on_demand_digits, exceptions):
    fees = prices_of(key)
    differing = []
    for place, fee in fees.items():
        base = fee_base(place, on_demand_digits)
        if rounded(base * Decimal("0.12"), digits) != fee:
            differing.append(place)
    assert len(fees) > 13_000
    assert len(differing) == exceptions
    told = {
        (region, name.removeprefix(key))
        for path, table in TABLES.items()
        if path.startswith("fees/")
        for region, name, _, origin in price_rows(table)
        if name.startswith(key) and "not 12 %" in table["provenance"][origin]["note"]
    }
    assert told == set(differing)


@pytest.mark.parametrize(("series", "fraction"), [("g|gr", "0.078"), ("p|trn", "0.048")])
@pytest.mark.parametrize(
    ("key", "digits", "on_demand_digits"), [("eks/auto_mode/", 5, None), ("ecs/managed_instances/", 6, 4)]
)
def test_the_cut_fees_are_the_published_ones_less_35_or_60_percent(key, digits, on_demand_digits, series, fraction):
    left = Decimal(fraction) / Decimal("0.12")
    checked = 0
    for place, fee in prices_of(key).items():
        if not re.match(rf"(?:{series})[0-9]", place[1]):
            continue
        cut = rounded(fee_base(place, on_demand_digits) * Decimal(fraction), digits)
        # Both are rounded, the published fee and the new one: half a step each.
        assert abs(cut - fee * left) <= Decimal(1).scaleb(-digits), place
        checked += 1
    assert checked >= 28


def test_a_published_fee_after_the_cut():
    # g6.xlarge in Tokyo: 1.1672 x 0.078 = 0.0910416
    assert rounded(LINUX["ap-northeast-1", "g6.xlarge"] * Decimal("0.078"), 5) == Decimal("0.09104")


@pytest.mark.parametrize(
    ("region", "key", "fee"),
    [
        ("us-east-1", "eks/auto_mode/t4g.medium", "0.00403"),
        ("us-east-1", "eks/auto_mode/m7g.large", "0.00979"),
        ("us-east-1", "eks/auto_mode/m7i.large", "0.0121"),
        ("ap-northeast-1", "eks/auto_mode/m7i.large", "0.01562"),
        ("us-east-1", "ecs/managed_instances/c6a.2xlarge", "0.03672"),
        ("us-east-1", "ecs/managed_instances/g6e.48xlarge", "3.615744"),
    ],
)
def test_published_management_fees(region, key, fee):
    assert BOOK[region, key] == fee


def test_the_cut_of_july_2026_is_a_rule_with_its_date():
    rules = TABLES["management_fees.json"]["rows"]
    cut = {(row["fee"], *row["series"]): row["fraction_of_on_demand"] for row in rows_from(rules, "2026-07-01")}
    # 12 % less 35 %, and 12 % less 60 %
    assert Decimal("0.12") * (1 - Decimal("0.35")) == Decimal("0.078")
    assert Decimal("0.12") * (1 - Decimal("0.60")) == Decimal("0.048")
    for fee in ("ecs/managed_instances", "eks/auto_mode"):
        assert cut[fee, "g", "gr"] == "0.078"
        assert cut[fee, "p", "trn"] == "0.048"


def rows_from(rules, day):
    return [row for row in rules if row["effective_from"] == day]


# ARM is 20 % below x86 nearly everywhere, rounded to five digits; three regions are a few last digits off.
LAST_DIGIT = Decimal("0.00001")
LAST_DIGITS_OFF = {"af-south-1": 4, "eu-south-1": 3, "sa-east-1": 4}
# (vCPU, memory) as published, and the ratio to x86 in whole percent.
ARM_OF_ITS_OWN = {
    "ap-south-1": ("0.02383", "0.00261", "0.56"),
    "ap-south-2": ("0.02383", "0.00261", "0.56"),
    "us-gov-east-1": ("0.0374304", "0.0040866", "0.77"),
    "us-gov-west-1": ("0.0374304", "0.0040866", "0.77"),
}


@pytest.mark.parametrize(("column", "dimension"), [(0, "vcpu"), (1, "memory")])
def test_arm_on_fargate_is_a_fifth_below_x86(column, dimension):
    regions = {region for region, key in BOOK if key == f"fargate/ecs/linux/arm64/{dimension}"}
    assert len(regions) == 36
    for region in regions:
        arm, x86 = (Decimal(BOOK[region, f"fargate/ecs/linux/{a}/{dimension}"]) for a in ("arm64", "x86_64"))
        if region in ARM_OF_ITS_OWN:
            assert str(arm) == ARM_OF_ITS_OWN[region][column]
            assert rounded(arm / x86, 2) == Decimal(ARM_OF_ITS_OWN[region][2])
        else:
            assert abs(arm - x86 * Decimal("0.8")) <= LAST_DIGIT * LAST_DIGITS_OFF.get(region, 1), region


def test_windows_on_fargate_is_fifteen_percent_above_linux():
    regions = {region for region, key in BOOK if key == "fargate/ecs/windows/x86_64/vcpu"}
    assert len(regions) == 34
    for region in regions:
        for dimension in ("vcpu", "memory"):
            windows = Decimal(BOOK[region, f"fargate/ecs/windows/x86_64/{dimension}"])
            linux = Decimal(BOOK[region, f"fargate/ecs/linux/x86_64/{dimension}"])
            assert abs(windows / linux - Decimal("1.15")) < Decimal("0.0001"), region


# Karpenter's generated list of 2026-07-20, us-east-1, read by hand.
JULY_2026 = {
    "t3.small": "0.0208", "t3.medium": "0.0416", "t3.large": "0.0832", "t2.medium": "0.0464", "t3a.2xlarge": "0.3008",
    "c5.xlarge": "0.17", "c5.2xlarge": "0.34", "c6i.large": "0.085", "c6a.2xlarge": "0.306", "m5.large": "0.096",
    "m5.xlarge": "0.192", "m5.2xlarge": "0.384", "m5.8xlarge": "1.536", "m7g.large": "0.0816", "m7g.xlarge": "0.1632",
    "r6a.4xlarge": "0.9072",
}  # fmt: skip


@pytest.mark.parametrize("name", JULY_2026)
def test_the_list_of_july_2026_is_the_bundled_one(name):
    assert LINUX["us-east-1", name] == Decimal(JULY_2026[name])
