"""Numbers across the border are exact, in both directions, and of exact kinds only."""

import decimal
import sys
from decimal import Decimal
from fractions import Fraction

import container_tco as tco
import pytest
from container_tco import _core
from hypothesis import given
from hypothesis import strategies as st

EXACT = st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=10**6)


def amount_of(number):
    return tco.Money(number, "USD").amount


@given(st.decimals(allow_nan=False, allow_infinity=False, places=12, min_value=-(10**15), max_value=10**15))
def test_a_decimal_comes_back_as_it_went(number):
    back = amount_of(number)
    assert isinstance(back, Decimal)
    assert back == number
    assert "E" not in str(tco.Money(number, "USD"))


@given(EXACT)
def test_any_fraction_comes_back_with_its_value(number):
    assert Fraction(amount_of(number)) == number


@given(EXACT, EXACT)
def test_sums_and_differences_are_those_of_fractions(a, b):
    left, right = tco.Money(a, "USD"), tco.Money(b, "USD")
    assert Fraction((left + right).amount) == a + b
    assert Fraction((left - right).amount) == a - b
    assert Fraction((-left).amount) == -a


@given(EXACT, EXACT)
def test_products_and_ratios_are_those_of_fractions(a, b):
    assert Fraction((tco.Money(a, "USD") * b).amount) == a * b
    assert Fraction((b * tco.Money(a, "USD")).amount) == a * b
    if b != 0:
        assert Fraction((tco.Money(a, "USD") / b).amount) == a / b
        assert Fraction(tco.Money(a, "USD") / tco.Money(b, "USD")) == a / b


@given(EXACT, EXACT)
def test_order_is_that_of_fractions(a, b):
    left, right = tco.Money(a, "USD"), tco.Money(b, "USD")
    assert (left < right, left <= right, left == right, left >= right, left > right) == (
        a < b,
        a <= b,
        a == b,
        a >= b,
        a > b,
    )
    assert a != b or hash(left) == hash(right)


@given(EXACT, st.integers(0, 10))
def test_rounding_is_that_of_decimal(number, digits):
    exact = number.limit_denominator(1000)
    money = tco.Money(exact, "USD")
    with decimal.localcontext(prec=60):
        quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
        step = Decimal(1).scaleb(-digits)
        assert money.rounded(digits, tco.Rounding.half_up) == quotient.quantize(step, decimal.ROUND_HALF_UP)
        assert money.rounded(digits, tco.Rounding.half_even) == quotient.quantize(step, decimal.ROUND_HALF_EVEN)
        assert money.rounded(digits, tco.Rounding.floor) == quotient.quantize(step, decimal.ROUND_FLOOR)


@pytest.mark.parametrize(
    ("given", "exact"),
    [
        ("0.0464", Decimal("0.0464")),
        (Decimal("0.0464"), Decimal("0.0464")),
        (Decimal("1E+3"), Decimal(1000)),
        (7, Decimal(7)),
        (Fraction(1, 8), Decimal("0.125")),
        (Fraction(1, 3), Fraction(1, 3)),
        (-(10**30), Decimal(-(10**30))),
    ],
)
def test_exact_kinds_are_accepted(given, exact):
    back = amount_of(given)
    assert back == exact
    assert type(back) is type(exact)


@pytest.mark.parametrize("number", [0.1, 2.0, float("nan"), True, False, 1j])
def test_inexact_kinds_are_refused_with_a_hint(number):
    with pytest.raises(TypeError, match="Decimal"):
        amount_of(number)


def test_numpy_floats_are_refused_and_integers_accepted():
    numpy = pytest.importorskip("numpy")
    for number in (numpy.float64(0.1), numpy.float32(0.1)):
        with pytest.raises(TypeError, match="exact"):
            amount_of(number)
    assert amount_of(numpy.int64(3)) == 3


@pytest.mark.parametrize(
    "number", [Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), "NaN", "inf", "", "1,5", "0x10", "1/3"]
)
def test_what_is_no_number_is_refused(number):
    with pytest.raises(ValueError, match="expected"):
        amount_of(number)


@pytest.mark.parametrize("number", [None, [], {}, b"1", object()])
def test_other_kinds_are_type_errors(number):
    with pytest.raises(TypeError):
        amount_of(number)


@pytest.mark.parametrize(
    "number",
    ["9" * 100000, "1e999999999", 10**5000, Decimal("1e-500"), "\ud800", "١٢"],
    ids=["digits", "exponent", "int", "small", "surrogate", "arabic"],
)
def test_absurd_numbers_are_refused_quickly(number):
    with pytest.raises(ValueError):
        amount_of(number)


def test_the_callers_decimal_context_is_left_alone():
    with decimal.localcontext(prec=3) as context:
        context.clear_flags()  # The context is a copy of one that other tests have worked in.
        context.traps[decimal.Inexact] = True
        assert amount_of("0.0123456789") == Decimal("0.0123456789")
        assert decimal.getcontext().prec == 3
        assert not context.flags[decimal.Inexact]


def test_totals_that_never_end_are_rounded_at_ten_digits():
    assert _core.to_decimal(Fraction(2, 3)) == Decimal("0.6666666667")
    assert _core.to_decimal("0.00000000000001") == Decimal("0.00000000000001")


def test_numbers_leak_no_references():
    before = sys.getrefcount(Decimal)
    for _ in range(1000):
        amount_of("0.1")
    assert sys.getrefcount(Decimal) - before < 100
