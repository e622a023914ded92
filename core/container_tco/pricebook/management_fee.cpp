#include "container_tco/pricebook/management_fee.hpp"

#include <algorithm>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/calendar_date.hpp"
#include "container_tco/pricebook/percent_text.hpp"

namespace container_tco {
namespace {

using std::chrono::sys_days;

bool covers(const ManagementFeeRule& rule, const std::string& series) {
  return rule.series.empty() || std::find(rule.series.begin(), rule.series.end(), series) != rule.series.end();
}

// The youngest rule on `day`; of several of one day, that which names the series.
const ManagementFeeRule* rule_on(const std::vector<ManagementFeeRule>& rules, const std::string& fee,
                                 const std::string& series, sys_days day) {
  const ManagementFeeRule* best = nullptr;
  for (const ManagementFeeRule& rule : rules) {
    if (rule.fee != fee || !covers(rule, series) || *latest_day(rule.effective_from) > day) continue;
    // A rule for all series does not end a series' own.
    const auto rank = [](const ManagementFeeRule& r) { return std::pair(!r.series.empty(), r.effective_from); };
    if (best == nullptr || rank(*best) < rank(rule)) best = &rule;
  }
  return best;
}

const ManagementFeeRule& require_rule(const std::vector<ManagementFeeRule>& rules, const std::string& fee,
                                      const std::string& series, sys_days day) {
  if (const ManagementFeeRule* rule = rule_on(rules, fee, series, day)) return *rule;
  std::string first;
  for (const ManagementFeeRule& rule : rules) {
    if (rule.fee == fee && (first.empty() || rule.effective_from < first)) first = rule.effective_from;
  }
  if (first.empty()) throw PriceNotFoundError(fee, "the management fees of the price book", {});
  throw InvalidInputError("date", date_text(day), first + " or later, as " + fee + " begins then");
}

Money rounded(const Money& money, std::int64_t digits) {
  return Money(money.amount().rounded(static_cast<int>(digits), Rounding::half_up), money.currency());
}

std::string digits_text(std::int64_t digits) { return ", rounded to " + std::to_string(digits) + " digits"; }

void take_row(ManagementFee& fee, const PriceRow& row, const ManagementFeeRule* at_row, const ManagementFeeRule* now) {
  fee.price_key = row.key;
  fee.provenance = row.provenance;
  fee.price = row.unit_price();
  fee.basis = RateBasis::published;
  fee.derivation = "published (" + row.provenance.as_of + ")";
  if (at_row == nullptr || now == nullptr || at_row->fraction_of_on_demand == now->fraction_of_on_demand) return;
  const Rational factor = now->fraction_of_on_demand / at_row->fraction_of_on_demand;
  fee.derivation = "published " + fee.price.money.amount().to_text() + " (" + row.provenance.as_of + ") × " +
                   factor.to_text() + ", the change of " + now->effective_from + " from " +
                   detail::percent_text(at_row->fraction_of_on_demand) + " to " +
                   detail::percent_text(now->fraction_of_on_demand) + " of on-demand" + digits_text(now->digits);
  fee.price.money = rounded(fee.price.money * factor, now->digits);
  fee.basis = RateBasis::derived;
  fee.provenance.confidence = "derived";
  fee.provenance.note = "change: " + now->provenance.source;
}

void take_rule(ManagementFee& fee, const PriceBook& book, const ManagementFeeRule& rule) {
  const std::string key = "ec2/linux/on_demand/" + fee.instance_type;
  const auto& row = book.price(key, fee.region);
  UnitPrice base = row.unit_price();
  if (rule.on_demand_digits) base.money = rounded(base.money, *rule.on_demand_digits);
  fee.price_key = row.key;
  fee.provenance = row.provenance;
  fee.provenance.confidence = "derived";
  fee.provenance.note = "rule: " + rule.provenance.source;
  fee.basis = RateBasis::estimate;
  fee.derivation = "estimate: " + detail::percent_text(rule.fraction_of_on_demand) + " of the Linux on-demand price " +
                   base.money.amount().to_text() + " (since " + rule.effective_from + ")" + digits_text(rule.digits);
  fee.price = {rounded(base.money * rule.fraction_of_on_demand, rule.digits), base.unit};
}

}  // namespace

std::string to_string(HostManagement management) {
  return management == HostManagement::ecs_managed_instances ? "ecs/managed_instances" : "eks/auto_mode";
}

HostManagement parse_host_management(std::string_view text) {
  for (const HostManagement management : {HostManagement::ecs_managed_instances, HostManagement::eks_auto_mode}) {
    if (text == to_string(management)) return management;
  }
  throw InvalidInputError("host management", std::string(text), "ecs/managed_instances or eks/auto_mode");
}

ManagementFee management_fee(const PriceBook& book, const std::vector<ManagementFeeRule>& rules,
                             HostManagement management, const std::string& instance_type, const std::string& region,
                             const std::string& date) {
  const sys_days day = parse_date(date, "date");
  const std::string name = to_string(management);
  const std::string series = instance_series(instance_type);
  ManagementFee fee{management,
                    instance_type,
                    region,
                    date,
                    {Money::zero(book.region(region).currency), PricingUnit::parse("Hours")},
                    RateBasis::published,
                    "",
                    "",
                    {}};
  const auto row = book.find_price(name + "/" + instance_type, region);
  if (!row) {
    take_rule(fee, book, require_rule(rules, name, series, day));
    return fee;
  }
  const std::optional<sys_days> row_day = latest_day(row->provenance.as_of);
  // A row of one's own has no date and is taken as it stands.
  const ManagementFeeRule* at_row = row_day ? rule_on(rules, name, series, *row_day) : nullptr;
  take_row(fee, *row, at_row, rule_on(rules, name, series, day));
  return fee;
}

ManagementFee management_fee(const PriceBook& book, HostManagement management, const std::string& instance_type,
                             const std::string& region, const std::string& date) {
  return management_fee(book, book.management_fees(), management, instance_type, region, date);
}

}  // namespace container_tco
