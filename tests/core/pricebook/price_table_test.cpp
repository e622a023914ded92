#include "container_tco/pricebook/price_table.hpp"

#include <doctest/doctest.h>

#include "broken_text.hpp"
#include "container_tco/error.hpp"
#include "container_tco/pricebook/region_table.hpp"

namespace price_table_test {

using namespace container_tco;

namespace {

const std::string price_table = R"({"schema_version": "1", "table": "t", "currency": "USD",
  "provenance": {"a": {"source": "page", "as_of": "2025", "confidence": "verified"}},
  "units": {"x/y": "GB", "x/deep/*": "Hours", "x/*": "GB"}, "tier_units": {"x/y": "GB a month"},
  "rows": [["us-east-1", "x/y", [[0, 10, "2"], [10, null, "1"]], "a"], ["us-east-1", "x/deep/z", "0.5", "a"]]})";

}  // namespace

TEST_CASE("a key takes the unit of the longest prefix, and tiers say what their bounds count") {
  const PriceTable table = PriceTable::parse(price_table, "t.json");
  CHECK(table.size() == 2);
  CHECK(table.find("x/deep/z", "us-east-1")->unit.name() == "Hours");
  CHECK(table.find("x/y", "us-east-1")->tier_unit == "GB a month");
  CHECK_FALSE(table.find("x/y", "us-east-2"));
}

TEST_CASE("a broken price table is an error that says where and what") {
  const std::string price = R"("0.5")";
  const std::string tiers = R"([[0, 10, "2"], [10, null, "1"]])";
  check_all(price_table,
            {{R"("schema_version": "1")", R"("schema_version": "2")", "schema version '1'"},
             {R"("schema_version": "1", )", "", "a member 'schema_version'"},
             {R"("table": "t")", R"("tabel": "t")", "Did you mean table?"},
             {R"("currency": "USD")", R"("currency": "US$")", "$.currency: expected an ISO 4217 code"},
             {R"("currency": "USD",)", "", "a member 'currency'"},
             {R"("confidence": "verified")", R"("confidence": "sure")", "$.provenance.a.confidence"},
             {R"("source": "page", )", "", "$.provenance.a: expected a member 'source'"},
             {R"("source": "page")", R"("source": "")", "text that is not empty"},
             {R"("x/deep/*": "Hours", "x/*": "GB")", R"("x/d/*": "GB")", "$.rows[1][1]: expected a key whose unit"},
             {R"("x/y": "GB", )", R"("X": "GB", )", "the unit of a key"},
             {R"("tier_units": {"x/y")", R"("tier_units": {"x/z")", "a key that stands in 'units'"},
             {price, "0.5", "$.rows[1][2]: expected a price as text"},
             {price, R"("0")", "$.rows[1][2]: expected a price above zero, found 0"},
             {price, R"("-0.5")", "a price above zero, found -0.5"},
             {price, R"("0.5 USD")", "a decimal such as"},
             {price, R"("NaN")", "a decimal such as"},
             {price, "null", "a price as text"},
             {price, "[]", "at least one price"},
             {price, R"({"a": "1"})", "a price as text"},
             {tiers, R"([[0, 10, "2"], [11, null, "1"]])", "$.rows[0][2]: expected tier 2 to begin at 10, found 11"},
             {tiers, R"([[0, 10, "2"], [9, null, "1"]])", "tier 2 to begin at 10"},
             {tiers, R"([[1, 10, "2"], [10, null, "1"]])", "tier 1 to begin at 0"},
             {tiers, R"([[0, 10, "2"], [10, 20, "1"]])", "the last tier without an end"},
             {tiers, R"([[0, null, "2"], [10, null, "1"]])", "an end of tier 1"},
             {tiers, R"([[0, 10, "2"], [10, null, "0"]])", "a price above zero"},
             {tiers, R"([[0, 10, "2"], [10, null]])", "$.rows[0][2][1]: expected an array of begin"},
             {tiers, R"([[0, 10, 2], [10, null, "1"]])", "$.rows[0][2][0][2]: expected a price as text"},
             {tiers, R"([[0, "ten", "2"], [10, null, "1"]])", "$.rows[0][2][0][1]: expected a number of units"},
             {R"("0.5", "a")", R"("0.5", "b")", "$.rows[1][3]: expected an id that stands in 'provenance'"},
             {R"("0.5", "a")", R"("0.5")", "$.rows[1]: expected an array of region"},
             {R"("x/deep/z")", "7", "$.rows[1][1]: expected text"},
             {R"("x/deep/z")", R"("x/Deep")", "$.rows[1][1]: expected a key such as"},
             {R"(["us-east-1", "x/deep/z")", R"(["US East", "x/deep/z")", "$.rows[1][0]: expected a region code"}},
            [](const std::string& text) { PriceTable::parse(text, "t.json"); });
}

TEST_CASE("two rows for one region and key are an error that names both") {
  const std::string text = replaced(price_table, {R"("x/deep/z")", R"("x/y")", ""});
  const std::string message = error_text<AmbiguousPriceError>([&] { PriceTable::parse(text, "t.json"); });
  CHECK(contains(message, "t.json at $.rows[0]; t.json at $.rows[1]"));
}

TEST_CASE("rows of a region that the book or the manifest does not allow are refused") {
  const RegionTable regions = RegionTable::parse(
      R"({"schema_version": "1", "rows": [{"region": "us-east-2", "name": "Ohio", "currency": "USD"}]})", "r.json");
  const auto parse = [](const PriceTableRules& rules) {
    return error_text<ParseError>([&] { PriceTable::parse(price_table, "t.json", rules); });
  };
  CHECK(contains(parse({&regions}), "a region of the price book, found 'us-east-1'. Nearest: us-east-2"));
  CHECK(contains(parse({nullptr, {"eu-west-1"}}), "the region eu-west-1, as the manifest says"));
}

namespace {

const std::string grid_table = R"({"schema_version": "1", "table": "t", "currency": "CNY",
  "provenance": {"a": {"source": "page", "as_of": "2025", "confidence": "verified"}},
  "units": {"x/fee/*": "Reservations", "x/hour/*": "Hours"},
  "grids": [{"region": "cn-north-1", "keys": ["x/fee/*", "x/hour/*"], "provenance": "a",
             "rows": [["m5.large", "587", "0.5"], ["m5.metal", null, "1.250"]]}]})";

}  // namespace

TEST_CASE("a grid holds one row of the book for each price in it") {
  const PriceTable table = PriceTable::parse(grid_table, "t.json");
  CHECK(table.size() == 3);
  const PriceRow* fee = table.find("x/fee/m5.large", "cn-north-1");
  REQUIRE(fee != nullptr);
  CHECK(fee->unit.name() == "Reservations");
  CHECK(fee->unit_price().money == Money(587, Currency::parse("CNY")));
  CHECK(fee->provenance.source == "page");
  CHECK(table.find("x/fee/m5.metal", "cn-north-1") == nullptr);
  CHECK(table.find("x/hour/m5.metal", "cn-north-1")->unit_price().money.amount() == Rational::parse("1.25"));
  CHECK(table.find("x/fee/m5.large", "cn-north-1") == fee);
}

TEST_CASE("a broken grid is an error that names row and column") {
  check_all(
      grid_table,
      {{R"("587")", "587", "$.grids[0].rows[0][1]: expected a price as text"},
       {R"("587")", R"("0")", "$.grids[0].rows[0][1]: expected a price above zero"},
       {R"("587")", R"("-1")", "a price above zero"},
       {R"("587")", R"("5,87")", "a decimal such as"},
       {R"("587")", R"([[0, null, "1"]])", "$.grids[0].rows[0][1]: expected a price as text"},
       {R"("587", "0.5")", R"("587")", "$.grids[0].rows[0]: expected an array of the rest of the key and 2 prices"},
       {R"(null, "1.250")", "null, null", "$.grids[0].rows[1]: expected at least one price"},
       {R"("m5.metal")", "5", "$.grids[0].rows[1][0]: expected text"},
       {R"("m5.metal")", R"("M5")", "$.grids[0].rows[1][0]: expected a key such as"},
       {R"("x/hour/*"], )", R"("y/hour/*"], )", "$.grids[0].rows[0][0]: expected a key whose unit"},
       {R"("x/hour/*"], )", R"("x/hour"], )", "$.grids[0].keys[1]: expected keys whose last part is '*'"},
       {R"("keys": ["x/fee/*", "x/hour/*"], )", "", "$.grids[0]: expected a member 'keys'"},
       {R"("provenance": "a",)", R"("provenance": "b",)", "$.grids[0].provenance: expected an id"},
       {R"("region": "cn-north-1")", R"("region": "Beijing 1")", "$.grids[0].region: expected a region code"},
       {R"([["m5.large", "587", "0.5"], ["m5.metal", null, "1.250"]])", "[]", "at least one entry"},
       {R"("grids")", R"("grid")", "Did you mean grids?"}},
      [](const std::string& text) { PriceTable::parse(text, "t.json"); });
  const std::string twice = replaced(grid_table, {R"("m5.metal", null)", R"("m5.large", null)", ""});
  const std::string message = error_text<AmbiguousPriceError>([&] { PriceTable::parse(twice, "t.json"); });
  CHECK(contains(message, "t.json at $.grids[0].rows[0]; t.json at $.grids[0].rows[1]"));
}

TEST_CASE("a key that the manifest does not give to the table is refused, in rows and in grids") {
  const PriceTableRules rules{nullptr, {}, {"x/fee/"}};
  const auto call = [&] { PriceTable::parse(grid_table, "t.json", rules); };
  CHECK(contains(error_text<ParseError>(call), "$.grids[0].rows[0][0]: expected a key that starts with x/fee/"));
  const auto row = [&] { PriceTable::parse(price_table, "t.json", rules); };
  CHECK(contains(error_text<ParseError>(row), "$.rows[0][1]: expected a key that starts with x/fee/"));
}

}  // namespace price_table_test
