"""Mistakes with money that the types refuse."""

import pickle
from decimal import Decimal

import container_tco as tco
import pytest
from container_tco import _core


def test_two_currencies_never_meet():
    dollars, euros = tco.Money("1", "USD"), tco.Money("0", "EUR")
    for operation in (
        lambda: dollars + euros,
        lambda: dollars - euros,
        lambda: dollars < euros,
        lambda: dollars / euros,
    ):
        with pytest.raises(tco.CurrencyMismatchError) as raised:
            operation()
        assert isinstance(raised.value, ArithmeticError)
        assert (raised.value.expected, raised.value.actual) == ("USD", "EUR")
    assert dollars != tco.Money("1", "EUR")


def test_money_and_numbers_do_not_mix():
    money = tco.Money("1", "USD")
    for operation in (
        lambda: money * money,
        lambda: money + 1,
        lambda: 1 + money,
        lambda: 1 / money,
        lambda: money < 1,
    ):
        with pytest.raises(TypeError):
            operation()
    assert money != 1
    with pytest.raises(TypeError, match=r"0\.5"):
        _ = money * 0.5
    with pytest.raises(ValueError, match="zero"):
        _ = money / 0


def test_a_quantity_is_priced_in_its_own_unit_only():
    hours, gigabytes = _core.Quantity("730", "Hours"), _core.Quantity("10", "GB")
    price = _core.UnitPrice(tco.Money("0.0464", "USD"), "Hrs")
    assert hours * price == tco.Money("33.872", "USD")  # 730 × 0.0464
    with pytest.raises(tco.UnitMismatchError) as raised:
        _ = gigabytes * price
    assert isinstance(raised.value, ArithmeticError)
    with pytest.raises(TypeError):
        _ = price * price


@pytest.mark.parametrize("code", ["usd", "US", "DOLLAR", "", "U$D", "\x00\x00\x00"])
def test_a_currency_is_three_capital_letters(code):
    with pytest.raises(tco.InvalidInputError):
        tco.Money("1", code)


def test_money_is_shown_in_fixed_notation_and_pickled():
    money = tco.Money("1e-10", "USD")
    assert str(money) == "0.0000000001 USD"
    assert repr(money) == "Money('0.0000000001', 'USD')"
    assert pickle.loads(pickle.dumps(money)) == money
    assert hash(tco.Money("1.50", "USD")) == hash(tco.Money("1.5", "USD"))


def test_rounded_is_half_up_unless_told_otherwise():
    money = tco.Money("16.425", "USD")  # 0.0225 × 730: AWS prints 16.43
    assert money.rounded() == Decimal("16.43")
    assert money.rounded(2, tco.Rounding.half_even) == Decimal("16.42")


@pytest.mark.parametrize("hours", [730.0, "0", "-1", "87601", "2026-13", "1999-01", "730h", ""])
def test_a_period_is_exact_and_in_range(hours):
    with pytest.raises((TypeError, ValueError)):
        tco.BillingPeriod.parse(hours) if isinstance(hours, str) else tco.BillingPeriod(hours)


def test_a_calendar_month_has_its_own_hours():
    assert tco.BillingPeriod.parse("2026-02").hours == 672  # 28 × 24
    assert tco.BillingPeriod.calendar_month(2024, 2).hours == 696  # 29 × 24
    assert tco.BillingPeriod().hours == 730
    assert tco.BillingPeriod(730) == tco.BillingPeriod.parse("730")


def test_a_quarter_is_its_three_months():
    document = {
        "schema_version": "1",
        "name": "shop",
        "services": [{"name": "web", "count": 6, "vcpu": "0.5", "memory_gib": "1", "ephemeral_storage_gib": "30"}],
    }
    workload = tco.read_scenario(document)

    def costs(period):
        answer = tco.compare(workload, region="us-east-1", period=period, deployments=["ecs-ec2", "ecs-fargate"])
        return {one.deployment.name: (one.infrastructure_exact, one.labour_exact) for one in answer.estimates}

    quarter, months = costs("2026-Q1"), [costs(f"2026-0{month}") for month in (1, 2, 3)]
    assert costs("2160") == quarter  # 31 + 28 + 31 days
    for name, (infrastructure, labour) in quarter.items():
        assert infrastructure == months[0][name][0] + months[1][name][0] + months[2][name][0]
        assert labour == months[0][name][1] + months[1][name][1] + months[2][name][1]
    period = tco.BillingPeriod.parse("2026-Q1")
    assert pickle.loads(pickle.dumps(period)) == period
    assert (period.hours, period.name) == (2160, "2026-Q1 (2160 h)")


def test_sizes_are_of_one_kind_and_in_range():
    assert tco.Cpu.from_units(256) == tco.Cpu.from_milli(250) == tco.Cpu.from_vcpu("0.25")
    assert tco.Bytes.from_mib(512) == tco.Bytes.from_gib("0.5")
    with pytest.raises(TypeError):
        _ = tco.Cpu.from_units(256) < tco.Bytes.from_mib(512)
    for call in (tco.Cpu.from_units, tco.Cpu.from_milli, tco.Bytes.from_mib, tco.Bytes.from_bytes):
        for number in (-1, 2**62):
            with pytest.raises(tco.InvalidInputError):
                call(number)
        for number in (2.5, Decimal("2.7"), "3"):
            with pytest.raises(TypeError):
                call(number)


def test_a_fractional_count_is_not_cut_to_a_whole_one():
    for count in (2.5, Decimal("2.7"), "2"):
        with pytest.raises(TypeError):
            tco.ConstantDemand(count=count)


@pytest.mark.parametrize("argument", ["hourly_rate", "ec2_hours_per_month", "period", "measured_fill_fraction"])
def test_compare_refuses_floats(argument):
    workload = tco.Workload()
    with pytest.raises(TypeError, match="Decimal"):
        tco.compare(workload, region="us-east-1", **{argument: 0.5})


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("zones", "2"),
        ("zones", True),
        ("burstable", 1),
        ("families", [1]),
        ("families", 5),
        ("digits", "2"),
        ("labour_country", 5),
        ("deployments", [5]),
    ],
)
def test_compare_names_the_argument_of_a_wrong_type(argument, value):
    with pytest.raises(TypeError, match=argument):
        tco.compare(tco.Workload(), region="us-east-1", **{argument: value})
