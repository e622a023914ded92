#include "container_tco/bill/focus_rows.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "container_tco/arrow/decimal_column.hpp"
#include "container_tco/arrow/text_column.hpp"
#include "container_tco/error.hpp"

namespace focus_rows_test {

using namespace container_tco;

namespace {

Estimate fargate_estimate(const std::string& period, const std::string& name = "web") {
  Service service;
  service.name = name;
  service.task.request = {Cpu::from_units(512), Bytes::from_gib(1), 0};
  service.task.fargate_request = service.task.request;
  service.demand = ConstantDemand{2};
  Workload workload;
  workload.name = "shop";
  workload.services.push_back(service);
  EstimateOptions options;
  options.region = "us-east-1";
  options.period = BillingPeriod::parse(period);
  return estimate(workload, Deployment::parse("ecs-fargate"), PriceBook::bundled(), options);
}

ColumnView column(const Table& table, const std::string& name) {
  const auto& fields = table.fields();
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const TableField& f) { return f.name == name; });
  REQUIRE(found != fields.end());
  return table.chunks()[0].columns[static_cast<std::size_t>(found - fields.begin())].view(name);
}

std::string text(const Table& table, const std::string& name, std::int64_t row) {
  const ColumnView view = column(table, name);
  const TextColumn texts = TextColumn::of(view);
  return texts.is_valid(row) ? std::string(texts.value(row)) : "";
}

Rational number(const Table& table, const std::string& name, std::int64_t row) {
  const DecimalColumn decimals = DecimalColumn::of(column(table, name));
  REQUIRE(decimals.is_valid(row));
  return to_rational({decimals.value(row), decimals.scale()});
}

std::int64_t row_of(const Table& table, const std::string& line) {
  for (std::int64_t row = 0; row < table.row_count(); ++row) {
    if (text(table, "x_LineId", row) == line) return row;
  }
  FAIL("no row " << line);
  return -1;
}

}  // namespace

TEST_CASE("a line of an estimate becomes a row of FOCUS") {
  const Estimate estimated = fargate_estimate("2026-02");
  const Table table = focus_rows({estimated}, PriceBook::bundled(), {});
  CHECK(table.row_count() == static_cast<std::int64_t>(estimated.lines.size()));
  const std::int64_t row = row_of(table, "compute/web/vcpu");
  // 2 tasks × 0.5 vCPU × 672 h = 672 vCPU-hours × 0.04048 = 27.20256.
  CHECK(number(table, "PricingQuantity", row) == Rational(672));
  CHECK(number(table, "ListUnitPrice", row) == Rational::parse("0.04048"));
  for (const char* cost : {"ListCost", "ContractedCost", "EffectiveCost", "BilledCost"}) {
    CHECK(number(table, cost, row) == Rational::parse("27.20256"));
  }
  CHECK(text(table, "ChargePeriodStart", row) == "2026-02-01T00:00:00Z");
  CHECK(text(table, "BillingPeriodEnd", row) == "2026-03-01T00:00:00Z");
  CHECK(text(table, "ServiceName", row) == "Amazon Elastic Container Service");
  CHECK(text(table, "ServiceSubcategory", row) == "Containers");
  CHECK(text(table, "PricingUnit", row) == "vCPU-Hours");
  CHECK(text(table, "RegionName", row) == "US East (N. Virginia)");
  CHECK(text(table, "x_CostType", row) == "Infrastructure");
}

TEST_CASE("ListCost is ListUnitPrice times PricingQuantity in every row, to the last digit") {
  const Table table = focus_rows({fargate_estimate("720.1")}, PriceBook::bundled(), {.month = "2026-12"});
  for (std::int64_t row = 0; row < table.row_count(); ++row) {
    CHECK(number(table, "ListCost", row) ==
          number(table, "ListUnitPrice", row) * number(table, "PricingQuantity", row));
    CHECK(text(table, "BillingPeriodEnd", row) == "2027-01-01T00:00:00Z");
  }
}

TEST_CASE("labour stands apart, under the own organisation") {
  const Estimate estimated = fargate_estimate("730");
  const Table table = focus_rows({estimated}, PriceBook::bundled(), {.month = "2026-12", .organisation = "Shop Ltd"});
  std::int64_t labour = 0;
  for (std::int64_t row = 0; row < table.row_count(); ++row) {
    if (text(table, "x_CostType", row) != "Labor") continue;
    ++labour;
    CHECK(text(table, "ProviderName", row) == "Shop Ltd");
    CHECK(text(table, "ServiceCategory", row) == "Other");
    CHECK(text(table, "PricingCategory", row) == "Other");
  }
  CHECK(labour == std::count_if(estimated.lines.begin(), estimated.lines.end(),
                                [](const LineItem& line) { return line.is_labour(); }));
  CHECK(labour > 0);
}

TEST_CASE("what FOCUS does not let be null is asked for") {
  CHECK_THROWS_AS(focus_rows({fargate_estimate("730")}, PriceBook::bundled(), {}), InvalidInputError);
  CHECK_THROWS_AS(focus_rows({fargate_estimate("730")}, PriceBook::bundled(), {.month = "2026-13"}), InvalidInputError);
  CHECK_THROWS_AS(focus_rows({}, PriceBook::bundled(), {.month = "2026-12"}), InvalidInputError);
  CHECK_THROWS_AS(focus_rows({fargate_estimate("730")}, PriceBook::bundled(), {.month = "2026-12", .provider = ""}),
                  InvalidInputError);
}

TEST_CASE("descriptions are ASCII, and the service keeps its name") {
  const Table table = focus_rows({fargate_estimate("2026-02", "caf\u00e9 \u00d7 2")}, PriceBook::bundled(), {});
  bool seen = false;
  for (std::int64_t row = 0; row < table.row_count(); ++row) {
    const std::string description = text(table, "ChargeDescription", row);
    CHECK(std::all_of(description.begin(), description.end(), [](char c) { return c >= 0x20 && c < 0x7F; }));
    seen = seen ||
           (text(table, "x_Service", row) == "caf\u00e9 \u00d7 2" && description.find("caf? x 2") != std::string::npos);
  }
  CHECK(seen);
}

}  // namespace focus_rows_test
