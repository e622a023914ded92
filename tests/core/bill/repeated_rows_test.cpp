#include "container_tco/bill/repeated_rows.hpp"

#include <doctest/doctest.h>

#include "bill_rows.hpp"
#include "container_tco/bill/read_bill.hpp"
#include "container_tco/error.hpp"

namespace repeated_rows_test {

using namespace container_tco;
using detail::RepeatedRows;
using detail::RowHash;

namespace {

/// Adds the rows `first` to `first` + `count` of an imagined export.
void read(RepeatedRows& rows, const std::string& name, std::int64_t first, std::int64_t count,
          bool names_resource = true) {
  rows.begin_source(name);
  for (std::int64_t row = first; row < first + count; ++row) rows.add(RowHash().add(row).value(), names_resource);
  rows.end_source();
}

std::uint64_t of_number(const std::string& text) { return RowHash().add(parse_decimal(text)).value(); }

}  // namespace

TEST_CASE("numbers are alike however they are written, and differ otherwise") {
  CHECK(of_number("1.50") == of_number("1.5"));
  CHECK(of_number("0.000") == of_number("0"));
  CHECK(of_number("1e1") == of_number("10"));
  CHECK(of_number("1.5") != of_number("15"));
  CHECK(of_number("-1.5") != of_number("1.5"));
  CHECK(RowHash().add(std::nullopt).value() != of_number("0"));
  CHECK(RowHash().add("a").add("b").value() != RowHash().add("b").add("a").value());
  CHECK(RowHash().add("ab").add("").value() != RowHash().add("a").add("b").value());
}

TEST_CASE("half of the rows of either file are too many, with and without a sample") {
  for (const std::size_t most_kept : {std::size_t{65'536}, std::size_t{500}}) {
    // The rows that two files of 10,000 share, and those that a long file shares with one of 1,000.
    const auto read_both = [&](std::int64_t first, std::int64_t count) {
      RepeatedRows rows(most_kept);
      read(rows, "a.csv", 0, 10'000);
      read(rows, "b.csv", first, count);
    };
    CHECK_NOTHROW(read_both(10'000, 10'000));
    CHECK_NOTHROW(read_both(8'000, 10'000));
    CHECK_THROWS_WITH_AS(read_both(0, 10'000), doctest::Contains("a.csv has them, too"), InvalidInputError);
    CHECK_THROWS_AS(read_both(3'000, 10'000), InvalidInputError);
    CHECK_THROWS_AS(read_both(0, 100'000), InvalidInputError);
    CHECK_THROWS_AS(read_both(4'000, 1'000), InvalidInputError);
  }
}

TEST_CASE("of many files the one is named that has the rows, too") {
  RepeatedRows rows(500);
  for (int file = 0; file < 20; ++file) read(rows, "part" + std::to_string(file), file * 1'000, 1'000);
  CHECK_THROWS_WITH_AS(read(rows, "again", 7'000, 1'000), doctest::Contains("part7 has them, too"), InvalidInputError);
}

TEST_CASE("rows without resources are only noted, and count once in their own file") {
  RepeatedRows rows;
  read(rows, "", 0, 10, false);
  rows.begin_source("b.csv");
  for (int turn = 0; turn < 5; ++turn) rows.add(RowHash().add(std::int64_t{100}).value(), true);
  rows.end_source();
  CHECK(rows.notes().empty());
  read(rows, "c.csv", 5, 10, false);
  REQUIRE(rows.notes().size() == 1);
  CHECK(rows.notes().front().find("table 1 and c.csv have rows alike") == 0);
}

TEST_CASE("a table that is read twice is refused, and one of other hours is not") {
  const auto hours = [](const std::string& day) {
    std::vector<TextRow> rows;
    for (int hour = 10; hour < 20; ++hour) {
      const std::string begin = "2026-02-" + day + "T" + std::to_string(hour) + ":00:00Z";
      const std::string end = "2026-02-" + day + "T" + std::to_string(hour + 1) + ":00:00Z";
      rows.push_back({"AmazonECS", "USE1-Fargate-vCPU-Hours:perCPU", "FargateTask", "1", "0.04048", "Usage", "USD",
                      begin, end, "arn:aws:ecs:us-east-1:1:task/shop/1", ""});
    }
    return stream_of(text_table(cur_names, rows));
  };
  BillReader reader(PriceBook::bundled());
  RecordStream first = hours("10");
  RecordStream second = hours("11");
  RecordStream again = hours("10");
  reader.add(first, "first");
  CHECK_NOTHROW(reader.add(second, "second"));
  CHECK_THROWS_WITH_AS(reader.add(again), doctest::Contains(". first has them, too"), InvalidInputError);
}

}  // namespace repeated_rows_test
