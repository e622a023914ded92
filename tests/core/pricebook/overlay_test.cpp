#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/price_book.hpp"
#include "error_text.hpp"

namespace overlay_test {

using namespace container_tco;

namespace {

const char* const vcpu_key = "fargate/ecs/linux/x86_64/vcpu";

PriceRow vcpu_row(const char* price, const char* region = "us-east-1") {
  const Money money(Rational::parse(price), Currency::usd());
  return {vcpu_key, region, PricingUnit::parse("vCPU-Hours"), {{0, {}, money}}, {"contract", "2026-01", "user", ""}};
}

std::string list_of(const std::string& entry) { return R"({"prices": [)" + entry + "]}"; }

Rational amount(const PriceBook& book, const char* key, const char* region) {
  return book.price(key, region).unit_price().money.amount();
}

}  // namespace

TEST_CASE("an own price replaces the table's in its region only and keeps its provenance") {
  const PriceBook book = PriceBook::bundled().with_prices({vcpu_row("0.03")});
  CHECK(amount(book, vcpu_key, "us-east-1") == Rational::parse("0.03"));
  CHECK(book.price(vcpu_key, "us-east-1").provenance.source == "contract");
  CHECK(amount(book, vcpu_key, "us-east-2") == Rational::parse("0.04048"));
  CHECK(amount(PriceBook::bundled(), vcpu_key, "us-east-1") == Rational::parse("0.04048"));
}

TEST_CASE("a list of prices shows own rows in the place of the table's") {
  const PriceBook bundled = PriceBook::bundled();
  PriceRow added = vcpu_row("0.5");
  added.key = "fargate/ecs/linux/riscv/vcpu";
  const PriceBook book = bundled.with_prices({vcpu_row("0.03"), added});
  const std::vector<PriceRow> before = bundled.prices("fargate/ecs/linux/", "us-east-1");
  const std::vector<PriceRow> after = book.prices("fargate/ecs/linux/", "us-east-1");
  REQUIRE(after.size() == before.size() + 1);
  CHECK(after[2].key == added.key);  // between arm64 and x86_64
  CHECK(after.back().key == vcpu_key);
  CHECK(after.back().tiers.front().price.amount() == Rational::parse("0.03"));
}

TEST_CASE("own prices are candidates when a price is missing") {
  PriceRow added = vcpu_row("0.5");
  added.key = "fargate/ecs/linux/riscv/vcpu";
  const PriceBook book = PriceBook::bundled().with_prices({added});
  const auto in_other_region = [&] { book.price(added.key, "us-east-2"); };
  CHECK(contains(error_text<PriceNotFoundError>(in_other_region), "fargate/ecs/linux/riscv/vcpu in us-east-1"));
}

TEST_CASE("the digest changes exactly when the content does") {
  const PriceBook bundled = PriceBook::bundled();
  const PriceBook a = bundled.with_prices({vcpu_row("0.03")});
  const PriceBook b = bundled.with_prices({vcpu_row("0.031")});
  CHECK(a.digest() != bundled.digest());
  CHECK(a.digest() != b.digest());
  CHECK(a.digest() == bundled.with_prices({vcpu_row("0.030")}).digest());
  CHECK(a.digest() == b.with_prices({vcpu_row("0.03")}).digest());
  CHECK(bundled.with_prices({}).digest() == bundled.digest());
  CHECK(bundled.with_prices({bundled.price(vcpu_key, "us-east-1")}).digest() == bundled.digest());
  CHECK(a.with_prices({bundled.price(vcpu_key, "us-east-1")}).digest() == bundled.digest());

  const PriceRow first = vcpu_row("0.03");
  const PriceRow second = vcpu_row("0.03", "eu-west-1");
  CHECK(bundled.with_prices({first, second}).digest() == bundled.with_prices({second, first}).digest());
}

TEST_CASE("own rows that cannot be prices are refused") {
  const PriceBook book = PriceBook::bundled();
  const auto refuse = [&](PriceRow row) { return error_text<InvalidInputError>([&] { book.with_prices({row}); }); };
  CHECK(contains(refuse(vcpu_row("0")), "a price above zero"));
  CHECK(contains(refuse(vcpu_row("-1")), "a price above zero"));
  CHECK(contains(refuse(vcpu_row("1", "mars-1")), "region"));
  PriceRow row = vcpu_row("1");
  row.unit = PricingUnit::parse("Hours");
  CHECK(contains(refuse(row), "expected vCPU-Hours, found 'Hours'"));
  row = vcpu_row("1");
  row.key = "not a key";
  CHECK(contains(refuse(row), "a path such as"));
  row.key = vcpu_key;
  row.tiers.clear();
  CHECK(contains(refuse(row), "at least one price"));
}

TEST_CASE("two own rows for one thing are an error that names both") {
  const auto call = [] { PriceBook::bundled().with_prices({vcpu_row("1"), vcpu_row("2")}); };
  CHECK(contains(error_text<AmbiguousPriceError>(call), "row 1; row 2"));
}

TEST_CASE("an overlay may be a short list, whose currency is that of the region") {
  const std::vector<PriceRow> rows = PriceBook::parse_prices(list_of(
      R"({"key": "fargate/ecs/linux/x86_64/vcpu", "region": "us-east-1", "unit_price": 0.0300, "unit": "vcpu-hours"})"));
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].tiers.front().price == Money(Rational::parse("0.03"), Currency::usd()));
  CHECK(rows[0].unit.name() == "vCPU-Hours");
  CHECK(rows[0].provenance == Provenance{"user", "", "user", ""});
  CHECK(amount(PriceBook::bundled().with_prices(rows), vcpu_key, "us-east-1") == Rational::parse("0.03"));
}

TEST_CASE("a short list may state currency, source and date") {
  const std::vector<PriceRow> rows = PriceBook::parse_prices(list_of(
      R"({"key": "a/b", "region": "cn-north-1", "unit_price": "1.5", "unit": "Hours", "currency": "CNY",
          "source": "offer", "as_of": "2026-02", "note": "net"})"));
  CHECK(rows[0].tiers.front().price.currency().code() == "CNY");
  CHECK(rows[0].provenance == Provenance{"offer", "2026-02", "user", "net"});
}

TEST_CASE("an overlay may be a price table") {
  const std::vector<PriceRow> rows = PriceBook::parse_prices(R"({
    "schema_version": "1", "table": "mine", "currency": "EUR", "units": {"a/*": "GB"},
    "provenance": {"x": {"source": "offer", "as_of": "2026", "confidence": "user"}},
    "rows": [["eu-west-1", "a/b", [[0, 10, "2"], [10, null, "1"]], "x"], ["eu-west-1", "a/c", "3", "x"]]})");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].is_tiered());
  CHECK(rows[1].unit_price().money == Money(3, Currency::parse("EUR")));
  CHECK(rows[1].provenance.source == "offer");
}

TEST_CASE("a broken overlay is an error that says where and what") {
  const std::string good = R"("key": "a/b", "region": "us-east-1", "unit": "GB")";
  const std::pair<std::string, const char*> cases[] = {
      {"", "an empty document"},
      {"[]", "expected an object"},
      {"{}", "a member 'prices'"},
      {R"({"prices": []})", "at least one entry"},
      {R"({"prices": [], "rows": []})", "Did you mean prices?"},
      {R"({"schema_version": "2", "prices": []})", "schema version '1'"},
      {list_of("{" + good + "}"), "$.prices[0]: expected a member 'unit_price'"},
      {list_of("{" + good + R"(, "unit_price": "0"})"), "$.prices[0].unit_price: expected a price above zero"},
      {list_of("{" + good + R"(, "unit_price": "ten"})"), "a decimal number"},
      {list_of("{" + good + R"(, "unit_price": "${PRICE}"})"), "template placeholder"},
      {list_of("{" + good + R"(, "unit_prise": "1"})"), "Did you mean unit_price?"},
      {list_of("{" + good + R"(, "unit_price": "1", "currency": "usd"})"), "an ISO 4217 code"},
      {list_of("{" + good + R"(, "unit_price": "1", "confidence": "sure"})"), "one of verified"},
      {list_of(R"({"key": "a", "region": "us-east-1", "unit": "GB", "unit_price": "1"})"), "a key such as"},
      {list_of(R"({"key": "a/b", "region": "cn-north-9", "unit": "GB", "unit_price": "1"})"), "a member 'currency'"},
      {list_of(R"({"key": "a/b", "region": "us-east-1", "unit": "", "unit_price": "1"})"), "printable characters"},
  };
  for (const auto& [text, part] : cases) {
    CAPTURE(text);
    const std::string message = error_text<ParseError>([&] { PriceBook::parse_prices(text, "own.json"); });
    CAPTURE(message);
    CHECK(contains(message, part));
    CHECK(message.starts_with("own.json"));
  }
  const std::string row = "{" + good + R"(, "unit_price": "1"})";
  const std::string message =
      error_text<AmbiguousPriceError>([&] { PriceBook::parse_prices(list_of(row + "," + row), "own.json"); });
  CHECK(contains(message, "own.json at $.prices[0]; own.json at $.prices[1]"));
}

}  // namespace overlay_test
