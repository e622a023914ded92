#pragma once
// Inside of comparison: what might be changed, before it is priced.

#include <string>
#include <vector>

#include "container_tco/comparison/cheaper_variants.hpp"

namespace container_tco::detail {

/// A workload and options to price, and what to say of them.
struct VariantIdea {
  std::string id;
  std::string change;
  std::string needs;
  std::string risk;
  Workload workload;
  EstimateOptions options;
};

/// What the variants start from. `now` is complete.
struct VariantBase {
  const Workload& workload;
  const PriceBook& book;
  const EstimateOptions& options;
  const Estimate& now;
};

/// An idea that changes nothing yet.
VariantIdea idea_of(const VariantBase& base, std::string id, std::string change, std::string needs, std::string risk);

/// For each service on Fargate the least cut of its request that reaches a cheaper size.
std::vector<VariantIdea> smaller_task_ideas(const VariantBase& base, const Rational& most_cut);
/// For services on hosts the least cut of their request by which a host of their type holds one task more of them.
std::vector<VariantIdea> denser_task_ideas(const VariantBase& base, const Rational& most_cut);
/// Other hosts: sizes, types, generations, burstable ones. Only what the options exclude now.
std::vector<VariantIdea> other_host_ideas(const VariantBase& base);
/// Arm images, fewer zones.
std::vector<VariantIdea> other_setup_ideas(const VariantBase& base);

}  // namespace container_tco::detail
