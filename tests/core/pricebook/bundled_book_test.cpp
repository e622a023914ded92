#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "container_tco/json/json_value.hpp"
#include "container_tco/pricebook/manifest.hpp"
#include "container_tco/pricebook/price_book.hpp"

namespace bundled_book_test {

using namespace container_tco;

namespace {

std::string file_text(const std::string& path) {
  std::ifstream stream(std::string(CONTAINER_TCO_PRICING) + "/" + path, std::ios::binary);
  REQUIRE(stream.good());
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::size_t row_count_of(const std::string& path) {
  const JsonValue table = parse_json(file_text(path), path);
  std::size_t count = table.find("rows") == nullptr ? 0 : table.find("rows")->items().size();
  if (table.find("grids") == nullptr) return count;
  for (const JsonValue& grid : table.find("grids")->items()) {
    for (const JsonValue& row : grid.find("rows")->items()) {
      count += static_cast<std::size_t>(std::count_if(row.items().begin() + 1, row.items().end(),
                                                      [](const JsonValue& cell) { return !cell.is_null(); }));
    }
  }
  return count;
}

std::string amount(const std::string& key, const std::string& region) {
  return PriceBook::bundled().price(key, region).unit_price().money.amount().to_text();
}

}  // namespace

TEST_CASE("the bundled book names its version, origin and digest") {
  const PriceBook book = PriceBook::bundled();
  CHECK(book.origin() == "bundled");
  CHECK(book.version().size() == std::string("2026-11-22").size());
  CHECK(book.digest().size() == std::string("sha256:").size() + 64);
  CHECK(book.digest().starts_with("sha256:"));
}

TEST_CASE("every row of every bundled table comes out once and well formed") {
  std::size_t expected = 0;
  for (const TableEntry& entry : parse_manifest(file_text("price_book.json"), "price_book.json").tables) {
    if (entry.kind == TableKind::prices) expected += row_count_of(entry.path);
  }
  const PriceBook book = PriceBook::bundled();
  const std::vector<PriceRow> rows = book.prices("");
  CHECK(expected > 30000);
  CHECK(rows.size() == expected);
  std::set<std::pair<std::string, std::string>> names;
  for (const PriceRow& row : rows) {
    const bool is_well_formed = row.tiers.front().price.currency() == book.region(row.region).currency &&
                                !row.provenance.source.empty() && row.provenance.as_of.starts_with("20") &&
                                row.tier_unit.empty() == !row.is_tiered() && names.emplace(row.region, row.key).second;
    CHECK_NOTHROW(require_valid(row));
    if (!is_well_formed) FAIL_CHECK(row.region, " ", row.key);
  }
}

TEST_CASE("the bundled book has 36 regions, each with its own EC2 and Fargate prices") {
  const PriceBook book = PriceBook::bundled();
  std::size_t count = 0;
  for (const Region& region : book.regions()) {
    CAPTURE(region.code);
    if (region.is_zone() || region.currency.code() == "CNY") continue;
    ++count;
    CHECK(book.prices("ec2/linux/on_demand/", region.code).size() > 100);
    CHECK(book.find_price("fargate/ecs/linux/x86_64/vcpu", region.code));
  }
  CHECK(count == 36);
  // Rule P9: the prefix does not follow from the code.
  CHECK(book.region("ap-southeast-3").prefix == "APS4");
  CHECK(book.region("eu-west-1").prefix == "EU");
  CHECK(book.region("ap-northeast-2").name == "Asia Pacific (Seoul)");
}

TEST_CASE("prices are those that AWS publishes") {
  // Fargate: rule P11. EC2 on demand: the EC2 pricing pages of N. Virginia and Seoul.
  CHECK(amount("ec2/linux/on_demand/m5.large", "us-east-1") == "0.096");
  CHECK(amount("ec2/linux/on_demand/m5.large", "ap-northeast-2") == "0.118");
  CHECK(amount("fargate/ecs/linux/x86_64/vcpu", "us-east-1") == "0.04048");
  CHECK(amount("fargate/ecs/linux/x86_64/memory", "us-east-1") == "0.004445");
  CHECK(amount("fargate/ecs/linux/arm64/vcpu", "us-east-1") == "0.03238");
  CHECK(amount("fargate/ecs/linux/arm64/memory", "us-east-1") == "0.00356");
  CHECK(amount("fargate/ecs/windows/x86_64/licence", "us-east-1") == "0.046");
  CHECK(amount("fargate/ecs/ephemeral_storage", "us-east-1") == "0.000111");
  CHECK(amount("vpc/public_ipv4/in_use", "us-east-1") == "0.005");  // rule P18
  CHECK(amount("eks/control_plane/standard", "us-east-1") == "0.1");
}

TEST_CASE("zones and China have prices of their own, in the currency of the region") {
  const PriceBook book = PriceBook::bundled();
  const Region& zone = book.region("us-west-2-lax-1");
  CHECK(zone.kind == RegionKind::local_zone);
  CHECK(zone.parent == "us-west-2");
  CHECK_FALSE(book.prices("ec2/linux/on_demand/", zone.code).empty());
  CHECK(book.region("cn-north-1").currency.code() == "CNY");
  for (const PriceRow& row : book.prices("", "cn-north-1")) CHECK(row.tiers.front().price.currency().code() == "CNY");
  CHECK(book.kubernetes_versions().size() > 5);
}

TEST_CASE("units have one spelling") {
  const PriceBook book = PriceBook::bundled();
  CHECK(book.price("fargate/ecs/linux/x86_64/vcpu", "us-east-1").unit.name() == "vCPU-Hours");
  CHECK(book.price("ec2/windows/on_demand/m5.large", "us-east-1").unit.name() == "Hours");
  CHECK(book.price("ebs/gp3/storage", "us-east-1").unit.name() == "GB-Months");
}

TEST_CASE("internet egress falls in the published tiers and says what its bounds count") {
  // EC2 pricing page, data transfer out: 0.09 to 10 TB, 0.085 for the next 40, 0.07 for the next 100, then 0.05.
  const PriceRow row = PriceBook::bundled().price("transfer/internet_egress/gb", "us-east-1");
  REQUIRE(row.tiers.size() == 4);
  const char* const prices[] = {"0.09", "0.085", "0.07", "0.05"};
  const std::int64_t begins[] = {0, 10 * 1024, 50 * 1024, 150 * 1024};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(row.tiers[i].price.amount() == Rational::parse(prices[i]));
    CHECK(row.tiers[i].begin == Rational(begins[i]));
  }
  CHECK_FALSE(row.tiers[3].end);
  CHECK(row.tier_unit.starts_with("GB a month, binary"));
}

TEST_CASE("instance types are as AWS describes them") {
  const PriceBook book = PriceBook::bundled();
  CHECK(book.instance_types().size() > 1300);
  const InstanceType& m7g = book.instance_type("m7g.large");
  CHECK(m7g.family == "m7g");
  CHECK(m7g.size == "large");
  CHECK(m7g.vcpu == 2);
  CHECK(m7g.memory_mib == 8192);
  CHECK(m7g.architecture == Architecture::arm64);
  CHECK(m7g.max_enis == 3);
  CHECK(m7g.ipv4_per_eni == 10);
  CHECK(m7g.eni_max_pods == 29);  // rule K3: 3 * (10 - 1) + 2
  CHECK_FALSE(m7g.baseline_cpu_percent);
  const InstanceType& t3 = book.instance_type("t3.large");
  CHECK(t3.burstable);
  CHECK(t3.baseline_cpu_percent == Rational(30));
  CHECK(book.instance_type("p5.48xlarge").gpu_count == 8);
  CHECK(book.instance_type("inf2.48xlarge").neuron_device_count == 12);
  CHECK(book.instance_type("inf2.48xlarge").neuron_device_model == "inferentia2");
  CHECK(book.instance_type("dl2q.24xlarge").neuron_device_count == 0);  // Qualcomm's
  CHECK(book.instance_type("m5.metal").bare_metal);
}

TEST_CASE("the bundled labour table covers every deployment and prices its roles in the US") {
  const LabourProfile& labour = PriceBook::bundled().labour();
  std::set<std::string> us_roles;
  for (const LabourRate& rate : labour.rates) {
    CHECK(rate.hourly.amount() > Rational(0));
    if (rate.country == "US") us_roles.insert(rate.role);
  }
  std::set<std::string> deployments;
  for (const LabourActivity& activity : labour.activities) {
    CHECK(us_roles.contains(activity.role));
    CHECK_FALSE(activity.provenance.source.empty());
    deployments.insert(activity.deployments.begin(), activity.deployments.end());
  }
  // "ecs-strategy" is not among them: its services run on the others.
  CHECK(deployments == std::set<std::string>{"ecs-ec2", "ecs-ec2-spot", "ecs-fargate", "ecs-fargate-spot",
                                             "ecs-managed-instances", "eks-auto-mode", "eks-ec2", "eks-ec2-spot",
                                             "eks-fargate"});
}

TEST_CASE("the published formats are JSON") {
  CHECK(parse_json(price_table_schema()).find("$defs") != nullptr);
  CHECK(parse_json(labour_profile_schema()).find("$defs") != nullptr);
}

}  // namespace bundled_book_test
