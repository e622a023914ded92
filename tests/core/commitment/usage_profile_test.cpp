#include "container_tco/commitment/usage_profile.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "container_tco/error.hpp"

namespace usage_profile_test {

using namespace container_tco;

namespace {

Rational number(const char* text) { return Rational::parse_fraction(text); }

UsageProfile two_hours() {
  return {{{"a", "Hours", number("0.5")}, {"b", "GB", number("0.1")}},
          {make_usage_column("a", {number("1.5"), number("2")}), make_usage_column("b", {number("1/3"), number("0")})}};
}

}  // namespace

TEST_CASE("amounts become counts of their common quantum") {
  const UsageColumn column = make_usage_column("a", {number("1.5"), number("0.25"), number("1/3")});
  CHECK(column.quantum == number("1/12"));
  CHECK(column.counts == std::vector<std::int64_t>{18, 3, 4});
  CHECK(column.amount(2) == number("1/3"));
  CHECK(column.total() == number("25/12"));
}

TEST_CASE("a profile costs amount times price") {
  // 3.5 × 0.5 + 1/3 × 0.1
  CHECK(two_hours().on_demand_cost() == number("1.75") + number("1/30"));
  CHECK(scaled(two_hours(), number("0.8")).on_demand_cost() == (number("1.75") + number("1/30")) * number("0.8"));
}

TEST_CASE("a sum of counts may pass 63 bits") {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max() / 2;
  UsageColumn column{1, {most, most, most}};
  CHECK(column.total() == Rational(most) * Rational(3));
}

TEST_CASE("a profile with a hole, a negative or a doubled kind is refused and the place named") {
  UsageProfile ragged = two_hours();
  ragged.columns[1].counts.pop_back();
  CHECK_THROWS_WITH_AS(require_valid(ragged), doctest::Contains("usage of b"), InvalidInputError);
  CHECK_THROWS_WITH_AS(make_usage_column("a", {number("1"), number("-1")}), doctest::Contains("in hour 1"),
                       InvalidInputError);
  UsageProfile negative = two_hours();
  negative.columns[0].counts[1] = -3;
  CHECK_THROWS_WITH_AS(require_valid(negative), doctest::Contains("usage of a in hour 1"), InvalidInputError);
  UsageProfile doubled = two_hours();
  doubled.kinds[1].key = "a";
  CHECK_THROWS_WITH_AS(require_valid(doubled), doctest::Contains("each kind once"), InvalidInputError);
  UsageProfile nameless = two_hours();
  nameless.kinds[0].key = "";
  CHECK_THROWS_AS(require_valid(nameless), InvalidInputError);
  UsageProfile cheap = two_hours();
  cheap.kinds[0].list_price = Rational(-1);
  CHECK_THROWS_WITH_AS(require_valid(cheap), doctest::Contains("list price of a"), InvalidInputError);
  CHECK_THROWS_AS(require_valid(UsageProfile{}), InvalidInputError);
  CHECK_THROWS_WITH_AS(require_valid(UsageProfile{{{"a", "Hours", 1}}, {{1, {}}}}), doctest::Contains("no hour"),
                       InvalidInputError);
  CHECK_THROWS_AS(require_valid(UsageProfile{{{"a", "Hours", 1}}, {}}), InvalidInputError);
  CHECK_THROWS_AS(scaled(two_hours(), Rational(0)), InvalidInputError);
}

TEST_CASE("amounts without a common quantum of 62 bits are refused") {
  CHECK_THROWS_WITH_AS(make_usage_column("a", {number("1000000000000"), number("0.0000000000001")}),
                       doctest::Contains("18 digits"), InvalidInputError);
}

}  // namespace usage_profile_test
