#include "container_tco/pricebook/management_fee.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "error_text.hpp"
#include "made_prices.hpp"

namespace management_fee_test {

using namespace container_tco;

namespace {

constexpr auto ecs = HostManagement::ecs_managed_instances;
constexpr auto eks = HostManagement::eks_auto_mode;

ManagementFee fee(HostManagement management, const std::string& type, const std::string& date,
                  const std::string& region = "us-east-1", const std::vector<PriceRow>& rows = {}) {
  // Types that no book has, at AWS's prices for g6e, t4g, m7g, m7i, m5, c6a and g6.
  static const PriceBook base = book_with({made_row("ec2/linux/on_demand/g99.48xlarge", "us-east-1", "30.13118"),
                                           made_row("ec2/linux/on_demand/t99.medium", "us-east-1", "0.0336"),
                                           made_row("ec2/linux/on_demand/m98.large", "us-east-1", "0.0816"),
                                           made_row("ec2/linux/on_demand/m99.large", "us-east-1", "0.1008"),
                                           made_row("ec2/linux/on_demand/m99.large", "ap-northeast-1", "0.1302"),
                                           made_row("ec2/linux/on_demand/m97.large", "us-east-1", "0.096"),
                                           made_row("ec2/linux/on_demand/c99.2xlarge", "us-east-1", "0.306"),
                                           made_row("ec2/linux/on_demand/g99.xlarge", "ap-northeast-1", "1.1672")});
  return management_fee(base.with_prices(rows), made_fee_rules(), management, type, region, date);
}

std::string amount(const ManagementFee& found) { return found.price.money.amount().to_text(); }

}  // namespace

TEST_CASE("the rule gives the fees that AWS published") {
  CHECK(amount(fee(ecs, "g99.48xlarge", "2026-06-30")) == "3.615744");  // M3
  CHECK(amount(fee(eks, "t99.medium", "2026-11-25")) == "0.00403");     // M5
  CHECK(amount(fee(eks, "m98.large", "2026-11-25")) == "0.00979");
  CHECK(amount(fee(eks, "m99.large", "2026-11-25")) == "0.0121");
  CHECK(amount(fee(eks, "m99.large", "2026-11-25", "ap-northeast-1")) == "0.01562");
  CHECK(amount(fee(eks, "g99.xlarge", "2026-11-25", "ap-northeast-1")) == "0.09104");
  CHECK(amount(fee(eks, "m97.large", "2026-11-25")) == "0.01152");    // EKS Auto Mode example, 0.096 + 0.01152
  CHECK(amount(fee(ecs, "c99.2xlarge", "2026-11-25")) == "0.03672");  // the ECS page
}

TEST_CASE("a fee by the rule calls itself an estimate and says from what") {
  const ManagementFee found = fee(eks, "m99.large", "2026-11-25");
  CHECK(found.basis == RateBasis::estimate);
  CHECK(found.derivation ==
        "estimate: 12 % of the Linux on-demand price 0.1008 (since 2024-12-01), rounded to 5 digits");
  CHECK(found.price_key == "ec2/linux/on_demand/m99.large");
  CHECK(contains(found.provenance.note, "rows of 2025-10"));
}

TEST_CASE("a published row wins as long as its rule holds") {
  const PriceRow row = made_row("ecs/managed_instances/m99.large", "us-east-1", "0.0123", "Hours", "2025-10-28");
  const ManagementFee found = fee(ecs, "m99.large", "2026-11-25", "us-east-1", {row});
  CHECK(found.basis == RateBasis::published);
  CHECK(amount(found) == "0.0123");
}

TEST_CASE("a published row of before a change of the rule is scaled, and says so") {
  // 0.14006 × 0.65 = 0.091039
  const PriceRow row = made_row("eks/auto_mode/g99.xlarge", "ap-northeast-1", "0.14006", "Hours", "2025-10-28");
  CHECK(amount(fee(eks, "g99.xlarge", "2026-06-30", "ap-northeast-1", {row})) == "0.14006");
  const ManagementFee cut = fee(eks, "g99.xlarge", "2026-07-01", "ap-northeast-1", {row});
  CHECK(amount(cut) == "0.09104");
  CHECK(cut.basis == RateBasis::derived);
  CHECK(contains(cut.derivation, "published 0.14006 (2025-10-28) × 0.65, the change of 2026-07-01"));
  // Trainium: × 0.4
  const PriceRow trainium = made_row("eks/auto_mode/trn99.2xlarge", "us-east-1", "0.16125", "Hours", "2025-10-28");
  CHECK(amount(fee(eks, "trn99.2xlarge", "2026-07-01", "us-east-1", {trainium})) == "0.0645");
}

TEST_CASE("a row of after the change is not cut again") {
  const PriceRow row = made_row("eks/auto_mode/g99.xlarge", "us-east-1", "0.06277", "Hours", "2026-08-01");
  CHECK(amount(fee(eks, "g99.xlarge", "2026-11-25", "us-east-1", {row})) == "0.06277");
}

TEST_CASE("an own fee without a date is taken as it stands") {
  const PriceRow row = made_row("eks/auto_mode/g99.xlarge", "us-east-1", "0.05", "Hours", "");
  CHECK(amount(fee(eks, "g99.xlarge", "2026-11-25", "us-east-1", {row})) == "0.05");
}

TEST_CASE("the series of a type is the letters that it begins with") {
  CHECK(instance_series("g6e.xlarge") == "g");
  CHECK(instance_series("gr6.4xlarge") == "gr");
  CHECK(instance_series("trn1n.32xlarge") == "trn");
  CHECK(instance_series("p4d.24xlarge") == "p");
  CHECK(instance_series("") == "");
}

TEST_CASE("a fee needs a date, a service that exists then, and a price") {
  CHECK(contains(error_text<InvalidInputError>([] { fee(eks, "m97.large", "yesterday"); }), "ISO date"));
  CHECK(contains(error_text<InvalidInputError>([] { fee(eks, "m97.large", "2026-02-30"); }), "ISO date"));
  CHECK(contains(error_text<InvalidInputError>([] { fee(ecs, "m97.large", "2025-09-29"); }), "2025-09-30 or later"));
  CHECK(contains(error_text<PriceNotFoundError>([] { fee(eks, "m97.huge", "2026-11-25"); }), "m97.huge"));
}

TEST_CASE("a table of fees refuses a share that is none") {
  const auto parse = [] {
    parse_management_fees(R"({"schema_version": "1", "provenance": {"a": {"source": "s", "as_of": "2026",
      "confidence": "derived"}}, "rows": [{"fee": "eks/auto_mode", "fraction_of_on_demand": "12", "digits": 5,
      "effective_from": "2026-01-01", "provenance": "a"}]})",
                          "t");
  };
  CHECK(contains(error_text<ParseError>(parse), "above 0 and below 1"));
}

}  // namespace management_fee_test
