#include <doctest/doctest.h>

#include <algorithm>
#include <tuple>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/price_book.hpp"
#include "error_text.hpp"

namespace lookup_test {

using namespace container_tco;

TEST_CASE("a lookup of an exact key finds its row") {
  const PriceRow row = PriceBook::bundled().price("ec2/linux/on_demand/m5.large", "us-east-1");
  CHECK(row.key == "ec2/linux/on_demand/m5.large");
  CHECK(row.region == "us-east-1");
  CHECK(row.unit.name() == "Hours");
  CHECK_FALSE(row.is_tiered());
  CHECK(row.provenance.confidence == "verified");
}

TEST_CASE("a prefix of a key is not a key") {
  CHECK_FALSE(PriceBook::bundled().find_price("ec2/linux/on_demand/m5", "us-east-1"));
  CHECK_FALSE(PriceBook::bundled().find_price("", "us-east-1"));
}

TEST_CASE("a missing price is an error that names the nearest keys, never zero") {
  CHECK_FALSE(PriceBook::bundled().find_price("ec2/linux/on_demand/m5.larg", "us-east-1"));
  try {
    PriceBook::bundled().price("ec2/linux/on_demand/m5.larg", "us-east-1");
    FAIL("no error");
  } catch (const PriceNotFoundError& error) {
    CHECK(error.region() == "us-east-1");
    REQUIRE(error.candidates().size() == 5);
    CHECK(error.candidates().front() == "ec2/linux/on_demand/m5.large");
  }
}

TEST_CASE("a price that other regions have is an error that names the nearest of them") {
  // The provisioned tiers of EKS were published for N. Virginia only.
  try {
    PriceBook::bundled().price("eks/control_plane/provisioned_xl_surcharge", "us-east-2");
    FAIL("no error");
  } catch (const PriceNotFoundError& error) {
    CHECK(error.candidates() == std::vector<std::string>{"eks/control_plane/provisioned_xl_surcharge in us-east-1"});
  }
}

TEST_CASE("an unknown region is an error that names the nearest ones, in every lookup") {
  const PriceBook book = PriceBook::bundled();
  const auto text = [&](auto call) { return error_text<InvalidInputError>(call); };
  CHECK(contains(text([&] { book.price("a/b", "us-east1"); }), "us-east-1"));
  CHECK(contains(text([&] { book.find_price("a/b", "us-est-1"); }), "us-east-1"));
  CHECK(contains(text([&] { book.prices("", "ap-northeast2"); }), "ap-northeast-2"));
  CHECK(contains(text([&] { book.region(std::string("\0\xff", 2)); }), "\\x00"));
}

TEST_CASE("an unknown instance type is an error that names the nearest ones") {
  const std::string text = error_text<InvalidInputError>([] { PriceBook::bundled().instance_type("m5.lrge"); });
  CHECK(contains(text, "m5.large"));
}

TEST_CASE("rows of a prefix come by region and key, all of them and no others") {
  const PriceBook book = PriceBook::bundled();
  const std::vector<PriceRow> rows = book.prices("fargate/ecs/linux/");
  const auto name = [](const PriceRow& row) { return std::tie(row.region, row.key); };
  CHECK(std::is_sorted(rows.begin(), rows.end(), [&](const auto& a, const auto& b) { return name(a) < name(b); }));
  CHECK(rows.size() == 36 * 4);  // 36 regions; vCPU and memory for two architectures
  for (const PriceRow& row : rows) CHECK(row.key.starts_with("fargate/ecs/linux/"));

  const std::vector<PriceRow> seoul = book.prices("fargate/ecs/linux/", "ap-northeast-2");
  REQUIRE(seoul.size() == 4);
  CHECK(seoul.front().key == "fargate/ecs/linux/arm64/memory");
  CHECK(book.prices("no/such/", "us-east-1").empty());
}

}  // namespace lookup_test
