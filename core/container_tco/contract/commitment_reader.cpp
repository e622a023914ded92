#include "container_tco/contract/contract_fields.hpp"
#include "container_tco/error.hpp"

namespace container_tco::detail {
namespace {

// Texts whose parser throws InvalidInputError, with the place put to it.
template <typename Parse>
auto parsed(const JsonCursor& value, Parse parse) {
  try {
    return parse(value.text());
  } catch (const InvalidInputError& error) {
    value.fail(error.allowed());
  }
}

std::int64_t read_term(const JsonCursor& value) {
  if (value.text() == "1yr") return 1;
  if (value.text() == "3yr") return 3;
  value.fail("1yr or 3yr");
}

void read_reserved(Commitment& result, const JsonCursor& entry, const PriceBook& book) {
  entry.expect_only({"kind", "name", "instance_type", "operating_system", "region", "count", "term", "payment",
                     "offering_class", "upfront_fee", "hourly"});
  const JsonCursor type = entry.at("instance_type");
  std::vector<std::string> types;
  for (const InstanceType& known : book.instance_types()) types.push_back(known.name);
  result.instance_type = read_known(type, types, "an instance type of the price book");
  if (const auto system = entry.find("operating_system")) {
    result.operating_system =
        to_string(parsed(*system, [](const std::string& text) { return parse_operating_system(text); }));
  }
  result.region = read_known(entry.at("region"), known_regions(book), "a region of the price book");
  result.count = entry.at("count").integer(1, 1'000'000);
  if (const auto offering = entry.find("offering_class")) {
    result.offering_class = parsed(*offering, [](const std::string& text) { return parse_offering_class(text); });
  }
  if (const auto fee = entry.find("upfront_fee")) result.upfront_fee = read_amount(*fee);
  if (const auto hourly = entry.find("hourly")) result.hourly = read_amount(*hourly);
}

std::vector<CommittedRate> read_rates(const JsonCursor& entry) {
  std::vector<CommittedRate> rates;
  for (const JsonCursor& item : entry.items_of("rates")) {
    item.expect_only({"key", "unit_price"});
    const JsonCursor key = item.at("key");
    if (!is_price_key(key.text())) key.fail("a price key such as 'fargate/ecs/linux/x86_64/vcpu'");
    const JsonCursor price = item.at("unit_price");
    rates.push_back({key.text(), read_amount(price)});
    if (rates.back().unit_price.is_zero()) price.fail("a price above zero");
    for (std::size_t i = 0; i + 1 < rates.size(); ++i) {
      if (rates[i].key == key.text()) key.fail("each key once");
    }
  }
  return rates;
}

void read_savings_plan(Commitment& result, const JsonCursor& entry, const PriceBook& book) {
  if (result.kind == CommitmentKind::ec2_instance_savings_plan) {
    entry.expect_only({"kind", "name", "family", "region", "commitment_per_hour", "term", "payment", "rates"});
    result.family = read_known(entry.at("family"), known_families(book), "a family of instance types such as 'm7g'");
    result.region = read_known(entry.at("region"), known_regions(book), "a region of the price book");
  } else {
    entry.expect_only({"kind", "name", "commitment_per_hour", "term", "payment", "rates"});
  }
  const JsonCursor amount = entry.at("commitment_per_hour");
  result.commitment_per_hour = read_amount(amount);
  if (result.commitment_per_hour.is_zero()) amount.fail("an amount above zero");
  result.rates = read_rates(entry);
}

CommitmentKind read_kind(const JsonCursor& value) {
  std::vector<std::string> names;
  for (const CommitmentKind kind :
       {CommitmentKind::reserved, CommitmentKind::ec2_instance_savings_plan, CommitmentKind::compute_savings_plan}) {
    names.push_back(to_string(kind));
    if (value.text() == names.back()) return kind;
  }
  value.fail(join_alternatives(names), "Nearest: " + join_alternatives(nearest_names(value.text(), names, 1)));
}

}  // namespace

Commitment read_commitment(const JsonCursor& entry, const PriceBook& book) {
  Commitment result;
  result.kind = read_kind(entry.at("kind"));
  if (const auto name = entry.find("name")) result.name = read_name(*name);
  result.term_years = read_term(entry.at("term"));
  result.payment = parsed(entry.at("payment"), [](const std::string& text) { return parse_payment_option(text); });
  if (result.is_savings_plan()) {
    read_savings_plan(result, entry, book);
  } else {
    read_reserved(result, entry, book);
  }
  return result;
}

}  // namespace container_tco::detail
