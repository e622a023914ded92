#include "container_tco/pricebook/spot_table.hpp"

#include <doctest/doctest.h>

#include "broken_text.hpp"
#include "container_tco/error.hpp"
#include "container_tco/pricebook/price_book.hpp"

namespace spot_table_test {

using namespace container_tco;

namespace {

const std::string spot_table = R"({"schema_version": "1", "table": "t", "currency": "USD",
  "provenance": {"a": {"source": "page", "as_of": "2025", "confidence": "verified"},
                 "b": {"source": "advisor", "as_of": "2025", "confidence": "single_source"}},
  "units": {"ec2/linux/spot/*": "Hours"},
  "grids": [{"region": "us-east-1", "key": "ec2/linux/spot/*", "provenance": "a", "interruption_provenance": "b",
             "columns": ["average", "last", "snapshots", "saving_percent", "interruption_band"],
             "rows": [["c5.large", "0.0366", null, 8, -62, "5-10%"], ["c5.metal", null, "1.5", null, null, null]]}]})";

Money usd(const char* amount) { return {Rational::parse(amount), Currency::usd()}; }

SpotObservation observation(const char* price) {
  SpotObservation made{"ec2/linux/spot/m5.large", "us-east-1", PricingUnit::parse("Hours"), usd(price)};
  made.provenance = {"own", "2026", "user", ""};
  return made;
}

}  // namespace

TEST_CASE("a Spot table tells what was observed, and nothing where nothing was") {
  const SpotTable table = SpotTable::parse(spot_table, "t.json");
  const SpotObservation* row = table.find("ec2/linux/spot/c5.large", "us-east-1");
  REQUIRE(row != nullptr);
  CHECK(row->average == usd("0.0366"));
  CHECK_FALSE(row->last);
  CHECK_FALSE(row->median);
  CHECK(row->snapshots == 8);
  CHECK(row->saving_percent == -62);  // Spot may cost more than on-demand.
  CHECK(row->interruption_band == "5-10%");
  CHECK(row->provenance.source == "page");
  CHECK(row->interruption_provenance->source == "advisor");
  CHECK(table.find("ec2/linux/spot/c5.metal", "us-east-1")->last == usd("1.5"));
  CHECK(table.find("ec2/linux/spot/c5.metal", "us-east-2") == nullptr);
}

TEST_CASE("a broken Spot table is an error that says where and what") {
  check_all(spot_table,
            {{R"("0.0366")", "0.0366", "$.grids[0].rows[0][1]: expected a price as text"},
             {R"("0.0366")", R"("0")", "$.grids[0].rows[0][1]: expected a price above zero"},
             {R"("0.0366")", R"("cheap")", "a decimal such as"},
             {" 8,", " 8.5,", "$.grids[0].rows[0][3]: expected a whole number from 0"},
             {" 8,", " -8,", "a whole number from 0"},
             {"-62", "101", "$.grids[0].rows[0][4]: expected a whole number from -10000 to 100"},
             {R"("5-10%")", R"("rarely")", "$.grids[0].rows[0][5]: expected null or one of the bands <5%"},
             {R"(null, "1.5", null, null, null)", "null, null, null, null, null", "at least one figure"},
             {R"("c5.metal", null)", R"("c5.metal")", "$.grids[0].rows[1]: expected an array of the rest of the key"},
             {R"("c5.metal")", R"("c5.large")", "$.grids[0].rows[1][0]: expected each key of a region once"},
             {R"("last", "snap)", R"("latest", "snap)", "$.grids[0].columns[1]: expected one of the columns"},
             {R"("last", "snap)", R"("average", "snap)", "each column once"},
             {R"("provenance": "a")", R"("provenance": "c")", "an id that stands in 'provenance'"},
             {R"("key": "ec2/linux/spot/*")", R"("key": "ec2/linux/spot")", "a key whose last part is '*'"},
             {R"("units": {"ec2/linux)", R"("units": {"ec2/windows)", "a key whose unit stands in 'units'"}},
            [](const std::string& text) { SpotTable::parse(text, "t.json"); });
}

TEST_CASE("an observation is never a price") {
  const PriceBook book = PriceBook::bundled();
  const SpotObservation* row = book.find_spot("ec2/linux/spot/m5.large", "us-east-1");
  REQUIRE(row != nullptr);
  CHECK(book.find_price(row->key, row->region) == nullptr);
  CHECK_THROWS_AS(book.price(row->key, row->region), PriceNotFoundError);
  CHECK(book.prices("ec2/linux/spot/").empty());
  CHECK(book.with_spot({observation("0.01")}).find_price(row->key, row->region) == nullptr);
}

TEST_CASE("own observations take the place of the book's and change the digest") {
  const PriceBook bundled = PriceBook::bundled();
  const PriceBook book = bundled.with_spot({observation("0.01")});
  CHECK(book.find_spot("ec2/linux/spot/m5.large", "us-east-1")->average == usd("0.01"));
  CHECK(book.digest() != bundled.digest());
  CHECK(book.digest() != bundled.with_spot({observation("0.02")}).digest());
  const SpotObservation original = *bundled.find_spot("ec2/linux/spot/m5.large", "us-east-1");
  CHECK(book.with_spot({original}).digest() == bundled.digest());
  CHECK(book.spot_observations("ec2/linux/spot/", "us-east-1").size() ==
        bundled.spot_observations("ec2/linux/spot/", "us-east-1").size());
  const auto refuse = [&](SpotObservation row) {
    return error_text<InvalidInputError>([&] { bundled.with_spot({row}); });
  };
  CHECK(contains(refuse(observation("-1")), "a price above zero"));
  SpotObservation row = observation("1");
  row.unit = PricingUnit::parse("GB");
  CHECK(contains(refuse(row), "expected Hours"));
  row = observation("1");
  row.interruption_band = "rarely";
  CHECK(contains(refuse(row), "one of the bands"));
  row = observation("1");
  row.average = {};
  CHECK(contains(refuse(row), "at least one figure"));
}

}  // namespace spot_table_test
