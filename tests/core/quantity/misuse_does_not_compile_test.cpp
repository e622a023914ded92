#include <doctest/doctest.h>

#include <string>

#include "container_tco/quantity/money.hpp"
#include "container_tco/quantity/resources.hpp"

namespace misuse_does_not_compile_test {

using namespace container_tco;

namespace {

template <typename A, typename B>
concept Addable = requires(A a, B b) { a + b; };
template <typename A, typename B>
concept Multipliable = requires(A a, B b) { a * b; };
template <typename A, typename B>
concept Comparable = requires(A a, B b) { a < b; };

}  // namespace

// Each line names a mistake; the build of this file fails when one of them starts to compile.
static_assert(!std::is_constructible_v<Rational, double>, "a binary float is not an amount");
static_assert(!std::is_constructible_v<Rational, float>);
static_assert(!std::is_constructible_v<Rational, bool>);
static_assert(!std::is_constructible_v<Rational, char>);
static_assert(!std::is_convertible_v<std::string, Rational>, "text is parsed on purpose, never by accident");
static_assert(!std::is_constructible_v<Money, Rational>, "an amount without a currency is not money");
static_assert(!std::is_default_constructible_v<Money>);
static_assert(!std::is_constructible_v<Money, double, Currency>);
static_assert(!Addable<Money, Rational>, "money plus a number");
static_assert(!Addable<Money, UnitPrice>, "money plus a price");
static_assert(!Multipliable<Money, Money>, "money times money");
static_assert(!Multipliable<Money, double>);
static_assert(!Multipliable<UnitPrice, Rational>, "a price times a number without a unit");
static_assert(!Multipliable<Quantity, Money>);
static_assert(!Addable<Cpu, Bytes>, "CPU plus memory");
static_assert(!Comparable<Cpu, Bytes>);
static_assert(!std::is_constructible_v<Cpu, int>, "a CPU amount names its unit");
static_assert(!std::is_constructible_v<Bytes, int>);
static_assert(!std::is_convertible_v<std::string, PricingUnit>);
// The counterparts, so that the concepts above are known to be able to succeed.
static_assert(Addable<Money, Money> && Multipliable<Money, Rational> && Multipliable<Quantity, UnitPrice>);
static_assert(Addable<Cpu, Cpu> && Comparable<Cpu, Cpu> && Addable<Bytes, Bytes>);

TEST_CASE("what the compiler refuses stays refused") { CHECK(Addable<Money, Money>); }

}  // namespace misuse_does_not_compile_test
