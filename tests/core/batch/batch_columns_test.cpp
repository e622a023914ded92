#include <doctest/doctest.h>

#include <set>
#include <stdexcept>

#include "container_tco/batch/row_ranges.hpp"
#include "container_tco/batch/split_amount.hpp"
#include "container_tco/batch/whole_scale.hpp"
#include "container_tco/error.hpp"
#include "row_store.hpp"

namespace batch_columns_test {

using namespace container_tco;

TEST_CASE("every error of a row has a name and a sentence of its own") {
  std::set<std::string> names;
  std::set<std::string> sentences;
  for (std::size_t i = 0; i < row_error_count; ++i) {
    names.insert(to_string(static_cast<RowError>(i)));
    sentences.insert(describe(static_cast<RowError>(i)));
  }
  CHECK(names.size() == row_error_count);
  CHECK(sentences.size() == row_error_count);
  CHECK(to_string(RowError::none) == "none");
  CHECK(to_string(RowError::incomplete) == "incomplete");
  CHECK_THROWS_AS(to_string(static_cast<RowError>(row_error_count)), InternalError);
}

TEST_CASE("totals count rows by what is wrong with them") {
  BatchTotals totals;
  totals.count(RowError::none);
  totals.count(RowError::unknown_region);
  BatchTotals others;
  others.count(RowError::unknown_region);
  totals += others;
  CHECK(totals.rows == 3);
  CHECK(totals.good() == 1);
  CHECK(totals.bad() == 2);
  CHECK(totals.by_error[static_cast<std::size_t>(RowError::unknown_region)] == 2);
}

TEST_CASE("columns of different lengths are refused by name") {
  RowStore rows;
  rows.add(256, 512);
  rows.add(256, 512);
  CHECK_NOTHROW(rows.columns().require_equal_lengths());
  rows.counts.pop_back();
  CHECK_THROWS_WITH_AS(rows.columns().require_equal_lengths(), doctest::Contains("task_counts"), InvalidInputError);
  rows.counts.push_back(1);
  rows.profiles.push_back(0);
  CHECK_THROWS_WITH_AS(rows.columns().require_equal_lengths(), doctest::Contains("labour_profiles"), InvalidInputError);
}

TEST_CASE("quotients are rounded half to even, and too large ones are told") {
  CHECK(divide_half_even(7, 2) == 4);
  CHECK(divide_half_even(5, 2) == 2);
  CHECK(divide_half_even(8, 3) == 3);
  CHECK(divide_half_even(7, 3) == 2);
  CHECK(divide_half_even(0, 3) == 0);
  const Wide most = std::numeric_limits<std::int64_t>::max();
  CHECK(divide_half_even(most * 3, 3) == most);
  CHECK_FALSE(divide_half_even(most * 3 + 3, 3).has_value());
  CHECK_FALSE(product(most * most, most).has_value());
}

TEST_CASE("split amounts add up, and round and differ half to even") {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const auto thirds = [](std::int64_t numerator) { return split(numerator, 3).value(); };
  CHECK(rounded(thirds(8), 3) == 3);                      // 2 2/3
  CHECK(rounded(*sum(thirds(4), thirds(4), 3), 3) == 3);  // 1 1/3 + 1 1/3 = 2 2/3
  CHECK(rounded(*sum(thirds(5), thirds(4), 3), 3) == 3);  // 1 2/3 + 1 1/3 = 3
  CHECK(rounded(split(5, 2).value(), 2) == 2);
  CHECK(rounded(split(7, 2).value(), 2) == 4);
  CHECK(split(Wide(most) * 3 + 2, 3)->whole == most);  // Beyond 63 bits before it is divided.
  CHECK(split(Wide(most) * 3 + 2, 3)->rest == 2);
  CHECK_FALSE(split(Wide(most) * 3 + 3, 3).has_value());
  CHECK_FALSE(rounded({most, 2}, 3).has_value());
  CHECK_FALSE(sum({most, 2}, {0, 1}, 3).has_value());
  CHECK_FALSE(sum({most, 0}, {1, 0}, 3).has_value());
  // 2 1/2 − 1/3 = 2 1/6; 2 1/2 − 1 2/3 = 5/6; 3 − 2/3 = 2 1/3; 3 1/2 − 1 = 2 1/2, 2 1/2 − 1 = 1 1/2.
  const SplitAmount halves{2, 1};
  CHECK(rounded_difference(halves, 2, thirds(1), 3) == 2);
  CHECK(rounded_difference(halves, 2, thirds(5), 3) == 1);
  CHECK(rounded_difference({3, 0}, 1, thirds(2), 3) == 2);
  CHECK(rounded_difference({3, 1}, 2, {1, 0}, 1) == 2);
  CHECK(rounded_difference(halves, 2, {1, 0}, 1) == 2);
  // 3 − 1 1/2 = 1 1/2 and 4 − 1 1/2 = 2 1/2, with the rest on the other side; 1 − 2/3 = 1/3.
  CHECK(rounded_difference({3, 0}, 1, {1, 1}, 2) == 2);
  CHECK(rounded_difference({4, 0}, 1, {1, 1}, 2) == 2);
  CHECK(rounded_difference({1, 0}, 1, thirds(2), 3) == 0);
  constexpr std::int64_t large = std::int64_t{1} << 61;  // Whose products need more than 64 bits.
  CHECK(rounded_difference({5, large / 2}, large, {3, 0}, 1) == 2);
  CHECK(rounded_difference({5, large / 2 + 1}, large, {3, 0}, 1) == 3);
  CHECK(rounded_difference({6, large / 2}, large, {3, 0}, 1) == 4);
  CHECK(rounded_difference({5, large / 2}, large, {3, large / 4}, large - 1) == 2);
  CHECK(rounded_difference({6, 0}, 1, {2, large / 2}, large) == 4);
  CHECK(rounded_difference({6, 0}, 1, {2, large / 2 + 1}, large) == 3);
}

TEST_CASE("a scale makes every number whole that it has seen") {
  WholeScale scale(4);
  CHECK(scale.include(Rational::parse("0.125")));
  CHECK(scale.factor() == 8);
  CHECK(scale.include(Rational::ratio(1, 3)));
  CHECK(scale.factor() == 24);
  CHECK(scale.units(Rational::ratio(5, 12)) == 10);
  CHECK_FALSE(scale.units(Rational::ratio(1, 5)).has_value());
  CHECK_FALSE(scale.include(Rational::parse("1e-19")));
  CHECK(scale.factor() == 24);
}

TEST_CASE("row ranges cover every row once, on any number of threads") {
  for (const std::size_t rows : {0U, 1U, 10U, 64U, 1001U}) {
    for (const std::size_t threads : {0U, 1U, 2U, 3U, 7U}) {
      std::vector<int> seen(rows);
      for_row_ranges(rows, threads, 10, [&](std::size_t first, std::size_t count) {
        CHECK(first % 10 == 0);
        for (std::size_t i = first; i < first + count; ++i) ++seen[i];
      });
      CHECK(seen == std::vector<int>(rows, 1));
    }
  }
}

TEST_CASE("the failure of the first range comes out of the threads") {
  const auto fail = [](std::size_t first, std::size_t) { throw std::runtime_error("at " + std::to_string(first)); };
  CHECK_THROWS_WITH(for_row_ranges(100, 4, 10, fail), "at 0");
}

}  // namespace batch_columns_test
