#include "container_tco/arrow/scaled_column.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "container_tco/error.hpp"
#include "hand_array.hpp"

namespace scaled_column_test {

using namespace container_tco;
using test::checked;
using test::hand_column;
using test::HandColumn;

namespace {

ColumnView floats(const std::vector<double>& values) {
  HandColumn column = hand_column("g", static_cast<std::int64_t>(values.size()));
  column.no_buffer().buffer(values);
  return checked(column);
}

HandColumn texts(const std::vector<std::string>& values) {
  HandColumn column = hand_column("u", static_cast<std::int64_t>(values.size()));
  std::vector<std::int32_t> offsets{0};
  std::string all;
  for (const std::string& value : values) {
    all += value;
    offsets.push_back(static_cast<std::int32_t>(all.size()));
  }
  column.no_buffer().buffer(offsets).text(all);
  return column;
}

constexpr ScaledReading ticks{128'000, PartialUnit::wrong, FloatInput::shortest_decimal};
constexpr ScaledReading bytes{1 << 30, PartialUnit::rounded_up, FloatInput::shortest_decimal};

std::string problem(const ScaledColumn<std::int64_t>& read) {
  REQUIRE(read.problems.size() == 1);
  CHECK(read.states.at(static_cast<std::size_t>(read.problems[0].row)) == RowState::wrong);
  return read.problems[0].message;
}

}  // namespace

TEST_CASE("decimal text becomes whole units") {
  const auto read = read_units<std::int64_t>(checked(texts({"0.25", "4", "1e-3", "0.250"})), ticks);
  CHECK(read.values == std::vector<std::int64_t>{32'000, 512'000, 128, 32'000});
  CHECK(read.problems.empty());
  // 0.1 GiB = 107,374,182.4 bytes
  CHECK(read_units<std::int64_t>(checked(texts({"0.1", "0.5", "-0.1"})), bytes).values ==
        std::vector<std::int64_t>{107'374'183, 536'870'912, -107'374'182});
}

TEST_CASE("rows that cannot be read are told and stop no other") {
  const auto read =
      read_units<std::int64_t>(checked(texts({"0.25", "four", "0.0000001", "1e30", "1e-70", "1"})), ticks);
  CHECK(read.values == std::vector<std::int64_t>{32'000, 0, 0, 0, 0, 128'000});
  CHECK(read.states == std::vector<RowState>{RowState::value, RowState::wrong, RowState::wrong, RowState::wrong,
                                             RowState::wrong, RowState::value});
  REQUIRE(read.problems.size() == 4);
  CHECK(read.problems[0].row == 1);
  CHECK(read.problems[0].message == "expected a decimal number such as 0.25, of at most 38 digits, found 'four'");
  CHECK(read.problems[1].message == "expected a multiple of 1/128000, found '0.0000001'");
  CHECK(read.problems[2].message.find("fits into 64 bits") != std::string::npos);
  CHECK(read.problems[3].message.find("multiple") != std::string::npos);
}

TEST_CASE("floats are the shortest decimal that prints them") {
  const double up = std::nextafter(0.25, 1.0);  // 0.25000000000000006, not a tick
  const auto read = read_units<std::int64_t>(floats({0.25, 0.1, 1e6, 0.001, up, std::nan(""), INFINITY}), ticks);
  CHECK(read.values == std::vector<std::int64_t>{32'000, 12'800, 128'000'000'000, 128, 0, 0, 0});
  REQUIRE(read.problems.size() == 3);
  CHECK(read.problems[0].message == "expected a multiple of 1/128000, found '0.25000000000000006'");
  CHECK(read.problems[1].message == "expected a finite number, found 'nan'");
  CHECK(read.problems[2].message == "expected a finite number, found 'inf'");
  // As Python's repr prints them: 0.3, 1234.5678, 1e-10, 123456789.125
  CHECK(read_scaled<std::int64_t>(floats({0.3, 1234.5678, 1e-10, 123456789.125, -0.0, 0.0009765625}), 10).values ==
        std::vector<std::int64_t>{3'000'000'000, 12'345'678'000'000, 1, 1'234'567'891'250'000'000, 0, 9'765'625});
  HandColumn narrow = hand_column("f", 2);
  narrow.no_buffer().buffer(std::vector<float>{0.1F, 16777216.0F});
  CHECK(read_scaled<std::int64_t>(checked(narrow), 1).values == std::vector<std::int64_t>{1, 167'772'160});
}

TEST_CASE("money refuses floats") {
  CHECK_THROWS_WITH_AS(read_scaled<std::int64_t>(floats({0.1}), 10, FloatInput::refused),
                       doctest::Contains("decimal128"), InvalidInputError);
}

TEST_CASE("whole numbers and decimals of any width") {
  HandColumn column = hand_column("L", 3);
  column.buffer(std::vector<std::uint8_t>{0b101});
  column.buffer(std::vector<std::uint64_t>{5, 6, std::numeric_limits<std::uint64_t>::max()});
  const auto wide = read_scaled<Int128>(checked(column), 18);
  CHECK(to_text(DecimalNumber{wide.values[2], 18}) == "18446744073709551615.000000000000000000");
  CHECK(wide.states == std::vector<RowState>{RowState::value, RowState::null, RowState::value});
  CHECK(problem(read_scaled<std::int64_t>(checked(column), 0)).find("18446744073709551615") != std::string::npos);
  column = hand_column("d:38,10", 3);
  column.no_buffer().buffer(std::vector<Int128>{2'500'000'000, -2'500'000'000, 1});
  const auto read = read_scaled<std::int64_t>(checked(column), 2);
  CHECK(read.values == std::vector<std::int64_t>{25, -25, 0});
  CHECK(problem(read) == "expected a multiple of 1/100, found '0.0000000001'");
  column = hand_column("d:9,-3,32", 1);  // 7 thousands
  column.no_buffer().buffer(std::vector<std::int32_t>{7});
  CHECK(read_scaled<std::int64_t>(checked(column), 1).values == std::vector<std::int64_t>{70'000});
  column = hand_column("d:76,0,256", 2);
  column.no_buffer().buffer(std::vector<Int128>{1, 1, 3, 0});
  CHECK(problem(read_scaled<std::int64_t>(checked(column), 0)).find("at most 38 digits") != std::string::npos);
}

TEST_CASE("the last value of 64 bits is read, the next is not") {
  const auto read = read_scaled<std::int64_t>(
      checked(texts({"9223372036854775807", "-9223372036854775808", "9223372036854775808", "92233720368547758.07"})),
      0);
  CHECK(read.values == std::vector<std::int64_t>{std::numeric_limits<std::int64_t>::max(),
                                                 std::numeric_limits<std::int64_t>::min(), 0, 0});
  CHECK(read.problems.size() == 2);
}

// 5^39 × 10^-39 = 2^-39, of which 2^40 units are 2: a number of 39 digits after the point that is whole.
TEST_CASE("many digits after the point are exact too") {
  const auto powers = checked(texts({"1818989403545856475830078125e-39", "1e-40", "0e-400", "1e-39", "-1e-300"}));
  const auto read = read_units<std::int64_t>(powers, {std::int64_t{1} << 40, PartialUnit::rounded_up, {}});
  CHECK(read.values == std::vector<std::int64_t>{2, 1, 0, 1, 0});
  CHECK(read.problems.empty());
  CHECK(read_units<std::int64_t>(powers, {std::int64_t{1} << 40, PartialUnit::wrong, {}}).problems.size() == 3);
}

TEST_CASE("a dictionary of decimal text is read by name") {
  HandColumn column = hand_column("C", 5);
  column.buffer(std::vector<std::uint8_t>{0b01111}).buffer(std::vector<std::uint8_t>{1, 0, 2, 1, 0});
  column.dictionary = std::make_shared<HandColumn>(texts({"0.5", "2", "x"}));
  const auto read = read_units<std::int64_t>(checked(column), ticks);
  CHECK(read.values == std::vector<std::int64_t>{256'000, 64'000, 0, 256'000, 0});
  CHECK(read.states.back() == RowState::null);
  CHECK(problem(read).find("'x'") != std::string::npos);
  // The same where the dictionary is longer than the column.
  column.length = 1;
  CHECK(read_units<std::int64_t>(checked(column), ticks).values == std::vector<std::int64_t>{256'000});
}

TEST_CASE("nulls have no value, and other types are refused") {
  CHECK(read_scaled<std::int64_t>(checked(hand_column("n", 2)), 0).states ==
        std::vector<RowState>{RowState::null, RowState::null});
  HandColumn column = hand_column("b", 1);
  column.no_buffer().buffer(std::vector<std::uint8_t>{1});
  CHECK_THROWS_WITH_AS(read_scaled<std::int64_t>(checked(column), 0), doctest::Contains("bool"), InvalidInputError);
  CHECK_THROWS_AS(read_units<std::int64_t>(checked(column), {0, {}, {}}), InvalidInputError);
}

}  // namespace scaled_column_test
