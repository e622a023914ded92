#include "container_tco/offers/savings_plan_collector.hpp"

#include <algorithm>

#include "container_tco/error.hpp"

namespace container_tco::detail {
namespace {

std::string_view plan_name(std::string_view family) {
  if (family == "ComputeSavingsPlans") return "compute";
  if (family == "EC2InstanceSavingsPlans") return "ec2_instance";
  return {};
}

}  // namespace

std::string plan_path(const PublishedPlan& plan) {
  const std::string_view name = plan_name(plan.family);
  const std::string_view payment = payment_name(plan.payment);
  if (name.empty() || payment.empty() || (plan.term != "1yr" && plan.term != "3yr")) return {};
  return std::string(name) + "/" + plan.term + "/" + std::string(payment);
}

void SavingsPlanCollector::add_plan(const PublishedPlan& plan, Repeated repeated) {
  const std::string path = plan_path(plan);
  const auto [found, is_new] = plans_.emplace(plan.sku, path);
  if (!is_new) {
    if (repeated == Repeated::refuse) throw InputFault{"SKU " + printable(plan.sku) + " stands there twice"};
    if (found->second != path) throw InputFault{"SKU " + printable(plan.sku) + " is two different plans"};
    return;
  }
  ++file_.products_seen;
  if (path.empty()) {
    skip(file_, "plan of another kind", plan.sku);
    other_family_ = plan.family;
  } else {
    ++file_.products_selected;
  }
}

void SavingsPlanCollector::add_rate(const PublishedRate& rate) {
  const auto plan = plans_.find(rate.plan_sku);
  if (plan == plans_.end()) return skip(file_, "term without product", rate.plan_sku);
  if (plan->second.empty()) return skip(file_, "plan of another kind", rate.plan_sku);
  const std::string& code = rate.region_code.empty() ? region_code : rate.region_code;
  const Region* region = code.empty() ? regions_.find_by_usage_type(rate.usage_type) : regions_.find(code, "");
  if (!region) return skip(file_, "region not in the price book", rate.rate_code);
  if (!regions_.is_wanted(*region)) return skip(file_, "region not asked for", rate.rate_code);
  const auto name = regions_.name_of(rate.usage_type, *region);
  std::string_view refusal = "usage type";
  for (const SelectionRule& rule : Selection::bundled().savings_plan_rates) {
    const auto variable = name ? rule.usage_type.match(*name) : std::nullopt;
    if (!variable) continue;
    refusal = "service";
    if (std::find(rule.offers.begin(), rule.offers.end(), rate.service) == rule.offers.end()) continue;
    refusal = "operation";
    if (std::find(rule.operations.begin(), rule.operations.end(), rate.operation) == rule.operations.end()) continue;
    return add_selected(rule, rate, plan->second, *region, *variable);
  }
  skip(file_, refusal, rate.rate_code);
}

void SavingsPlanCollector::add_selected(const SelectionRule& rule, const PublishedRate& rate, const std::string& plan,
                                        const Region& region, std::string_view variable) {
  if (!rule.is_published_per(rate.price.unit)) {
    skip(file_, "unit", rate.rate_code);
    return file_.warnings.push_back(unit_warning("rate " + printable(rate.rate_code), rule, rate.price.unit));
  }
  const std::string key = with_value(with_value(rule.key, "{plan}", plan), rule.usage_type.placeholder, variable);
  if (!is_price_key(key)) return skip(file_, "usage type", rate.rate_code);
  prices_.add(rule, key, region, rate.rate_code, rate.rate_code, rate.price, rule.unit);
}

void SavingsPlanCollector::finish() const {
  if (file_.products_selected > 0 || other_family_.empty()) return;
  throw InputFault{
      "expected Savings Plans that cover EC2 or Fargate, found a file of " + printable(other_family_),
      "Fetch /savingsPlan/v1.0/aws/AWSComputeSavingsPlan/current/region_index.json and the file of your region in it"};
}

}  // namespace container_tco::detail
