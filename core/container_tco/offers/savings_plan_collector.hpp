#pragma once
// Takes the plans and rates of a Savings Plan offer file, and keeps the rates that the selection table names.

#include <string>
#include <string_view>
#include <unordered_map>

#include "container_tco/offers/collected_prices.hpp"
#include "container_tco/offers/region_index.hpp"

namespace container_tco::detail {

struct PublishedPlan {
  std::string sku;
  std::string family;   ///< "ComputeSavingsPlans" or "EC2InstanceSavingsPlans"
  std::string term;     ///< "1yr"
  std::string payment;  ///< "No Upfront"

  void clear() {
    for (std::string* text : {&sku, &family, &term, &payment}) text->clear();
  }
};

struct PublishedRate {
  std::string plan_sku;
  std::string rate_code;
  std::string service;
  std::string usage_type;
  std::string operation;
  std::string region_code;
  PublishedPrice price;

  void clear() {
    for (std::string* text : {&rate_code, &service, &usage_type, &operation, &region_code}) text->clear();
    price.clear();
  }
};

class SavingsPlanCollector {
 public:
  SavingsPlanCollector(OfferFile& file, CollectedPrices& prices, const RegionIndex& regions)
      : file_(file), prices_(prices), regions_(regions) {}

  /// Whether a plan may come again, as in a CSV file that repeats it in each row.
  enum class Repeated { refuse, compare };
  /// Throws InputFault for a plan that came before, or came before as another one.
  void add_plan(const PublishedPlan& plan, Repeated repeated);
  /// Throws InputFault for figures that are no numbers.
  void add_rate(const PublishedRate& rate);
  std::string region_code;  ///< Of the document; for rates that do not say.

  /// Throws InputFault when the file holds plans, but none that covers compute.
  void finish() const;

 private:
  void add_selected(const SelectionRule& rule, const PublishedRate& rate, const std::string& plan, const Region& region,
                    std::string_view variable);

  OfferFile& file_;
  CollectedPrices& prices_;
  const RegionIndex& regions_;
  /// SKU to "compute/1yr/no_upfront"; empty for plans of other kinds.
  std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> plans_;
  std::string other_family_;
};

/// "compute/1yr/no_upfront"; empty for a plan of another kind.
std::string plan_path(const PublishedPlan& plan);

}  // namespace container_tco::detail
