#include "container_tco/contract/contract_fields.hpp"
#include "container_tco/error.hpp"

namespace container_tco::detail {
namespace {

// The first parts of price keys (pricing/README.md).
const std::vector<std::string>& known_services() {
  static const std::vector<std::string> services = {
      "cloudwatch",      "ebs", "ec2", "ecr", "ecs", "eks", "elb", "fargate", "guardduty", "nat", "transfer",
      "transit_gateway", "vpc"};
  return services;
}

std::vector<std::string> read_scope(const JsonCursor& entry, const char* member, const std::vector<std::string>& known,
                                    const std::string& what) {
  std::vector<std::string> names;
  for (const JsonCursor& item : entry.items_of(member)) names.push_back(read_known(item, known, what));
  return names;
}

std::string read_key_pattern(const JsonCursor& value) {
  std::string path = value.text();
  if (path.ends_with('*')) path.back() = 'x';
  if (!is_price_key(path))
    value.fail("a price key such as 'fargate/ecs/linux/x86_64/vcpu', or a beginning such as 'fargate/ecs/*'");
  return value.text();
}

DiscountBase read_base(const JsonCursor& value) {
  for (const DiscountBase base : {DiscountBase::list, DiscountBase::contracted, DiscountBase::both}) {
    if (value.text() == to_string(base)) return base;
  }
  value.fail("list, contracted or both");
}

}  // namespace

Discount read_discount(const JsonCursor& entry, const PriceBook& book) {
  entry.expect_only({"name", "percent", "services", "families", "regions", "keys", "applies_to"});
  Discount discount;
  discount.name = read_name(entry.at("name"));
  discount.percent = read_percent(entry.at("percent"));
  discount.services =
      read_scope(entry, "services", known_services(), "a service, which is the first part of its price keys");
  if (entry.has("families")) {
    discount.families = read_scope(entry, "families", known_families(book), "a family of instance types such as 'm7g'");
  }
  discount.regions = read_scope(entry, "regions", known_regions(book), "a region of the price book");
  for (const JsonCursor& key : entry.items_of("keys")) discount.keys.push_back(read_key_pattern(key));
  if (const auto base = entry.find("applies_to")) discount.applies_to = read_base(*base);
  return discount;
}

}  // namespace container_tco::detail
