#include "container_tco/comparison/comparison.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "container_tco/comparison/break_even_search.hpp"
#include "container_tco/comparison/capacity_warnings.hpp"
#include "container_tco/comparison/claim.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/part.hpp"

namespace container_tco {
namespace {

using Search = std::optional<BreakEven> (*)(const detail::PairedEstimates&);
constexpr std::array<std::pair<const char*, Search>, 3> searches = {{
    {"labour_hours", detail::labour_hours_break_even},
    {"node_fill", detail::node_fill_break_even},
    {"task_count", detail::task_count_break_even},
}};

// What runs as its strategies say is compared with what they could be instead.
std::vector<Deployment> default_deployments(const Workload& workload, const EstimateOptions& options) {
  std::vector<Deployment> result = Deployment::uninterrupted();
  if (names_strategies(workload, options)) result.push_back(Deployment::parse("ecs-strategy"));
  return result;
}

std::vector<Deployment> without_repeats(const std::vector<Deployment>& deployments) {
  std::vector<Deployment> result;
  for (const Deployment& deployment : deployments) {
    if (std::find(result.begin(), result.end(), deployment) == result.end()) result.push_back(deployment);
  }
  return result;
}

// 0 complete, 1 incomplete, 2 impossible.
int standing(const Estimate& estimate) {
  if (!estimate.is_feasible()) return 2;
  return estimate.is_complete() ? 0 : 1;
}

void rank(std::vector<Estimate>& estimates) {
  struct Key {
    int standing;
    Rational total;
    std::string name;
  };
  const auto key_of = [](const Estimate& estimate) {
    const int place = standing(estimate);
    // What is not complete has no total to be ranked by.
    return Key{place, place == 0 ? estimate.total().amount() : Rational(), estimate.deployment.name()};
  };
  std::sort(estimates.begin(), estimates.end(), [&](const Estimate& a, const Estimate& b) {
    const Key left = key_of(a);
    const Key right = key_of(b);
    return std::tie(left.standing, left.total, left.name) < std::tie(right.standing, right.total, right.name);
  });
}

std::vector<Claim> make_claims(const Comparison& comparison) {
  std::vector<Claim> claims;
  for (const ControlPlane control_plane : {ControlPlane::ecs, ControlPlane::eks}) {
    const Estimate* hosts = comparison.find(Deployment{control_plane, DataPlane::ec2}.name());
    const Estimate* fargate = comparison.find(Deployment{control_plane, DataPlane::fargate}.name());
    if (hosts != nullptr && fargate != nullptr) claims.push_back(detail::make_claim(*hosts, *fargate));
  }
  return claims;
}

}  // namespace

std::vector<Estimate> Comparison::by_infrastructure() const {
  std::vector<Estimate> complete;
  std::copy_if(estimates.begin(), estimates.end(), std::back_inserter(complete),
               [](const Estimate& estimate) { return estimate.is_complete(); });
  std::sort(complete.begin(), complete.end(), [](const Estimate& a, const Estimate& b) {
    const Money left = a.infrastructure();
    const Money right = b.infrastructure();
    return left != right ? left < right : a.deployment.name() < b.deployment.name();
  });
  return complete;
}

const Estimate* Comparison::best() const {
  return !estimates.empty() && estimates.front().is_complete() ? &estimates.front() : nullptr;
}

const Estimate* Comparison::find(const std::string& deployment) const {
  for (const Estimate& estimate : estimates) {
    if (estimate.deployment.name() == deployment) return &estimate;
  }
  return nullptr;
}

std::vector<BreakEven> Comparison::break_even(const std::string& input) const {
  std::vector<std::string> inputs;
  for (const auto& [name, search] : searches) inputs.emplace_back(name);
  if (std::find(inputs.begin(), inputs.end(), input) == inputs.end()) {
    throw InvalidInputError("break_even", input, join_alternatives(inputs));
  }
  std::vector<BreakEven> result;
  std::copy_if(break_evens.begin(), break_evens.end(), std::back_inserter(result),
               [&](const BreakEven& break_even) { return break_even.input == input; });
  return result;
}

Comparison compare(const Workload& workload, const PriceBook& book, const EstimateOptions& options,
                   const std::vector<Deployment>& deployments) {
  Comparison comparison;
  comparison.workload = workload.name;
  comparison.region = options.region;
  comparison.period = options.period;
  comparison.options = options;
  comparison.price_book_version = book.version();
  comparison.price_book_digest = book.digest();
  HostCatalogue catalogue;
  for (const Deployment& deployment :
       without_repeats(deployments.empty() ? default_deployments(workload, options) : deployments)) {
    comparison.estimates.push_back(estimate(workload, deployment, book, options, catalogue));
  }
  rank(comparison.estimates);
  comparison.claims = make_claims(comparison);
  for (const Claim& claim : comparison.claims) {
    if (claim.verdict == ClaimVerdict::undecided) continue;
    const detail::PairedEstimates pair{
        workload, book, options, *comparison.find(claim.hosts_deployment), *comparison.find(claim.fargate_deployment),
        catalogue};
    for (const auto& [name, search] : searches) {
      if (std::optional<BreakEven> found = search(pair)) comparison.break_evens.push_back(std::move(*found));
    }
  }
  comparison.capacity_warnings = detail::capacity_warnings(workload, book, comparison.estimates);
  return comparison;
}

}  // namespace container_tco
