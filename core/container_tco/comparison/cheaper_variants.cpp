#include "container_tco/comparison/cheaper_variants.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "container_tco/comparison/plan_words.hpp"
#include "container_tco/comparison/variant_ideas.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

using detail::VariantIdea;

void require_valid(const VariantOptions& variants) {
  if (variants.most_request_cut > Rational(0) && variants.most_request_cut < Rational(1)) return;
  throw InvalidInputError("most_request_cut", variants.most_request_cut.to_text(), "a share above 0 and below 1");
}

std::vector<VariantIdea> all_ideas(const detail::VariantBase& base, const VariantOptions& variants) {
  std::vector<VariantIdea> ideas = detail::smaller_task_ideas(base, variants.most_request_cut);
  for (std::vector<VariantIdea> more : {detail::denser_task_ideas(base, variants.most_request_cut),
                                        detail::other_host_ideas(base), detail::other_setup_ideas(base)}) {
    std::move(more.begin(), more.end(), std::back_inserter(ideas));
  }
  return ideas;
}

}  // namespace

namespace detail {

VariantIdea idea_of(const VariantBase& base, std::string id, std::string change, std::string needs, std::string risk) {
  return {std::move(id), std::move(change), std::move(needs), std::move(risk), base.workload, base.options};
}

}  // namespace detail

std::vector<CheaperVariant> cheaper_variants(const Workload& workload, const Deployment& deployment,
                                             const PriceBook& book, const EstimateOptions& options,
                                             const VariantOptions& variants) {
  require_valid(variants);
  HostCatalogue catalogue;
  return cheaper_variants(workload, book, estimate(workload, deployment, book, options, catalogue), catalogue,
                          variants);
}

std::vector<CheaperVariant> cheaper_variants(const Workload& workload, const PriceBook& book, const Estimate& now,
                                             HostCatalogue& catalogue, const VariantOptions& variants) {
  require_valid(variants);
  const Deployment& deployment = now.deployment;
  const EstimateOptions& options = now.options;
  if (!now.is_complete()) {
    throw InvalidInputError("deployment", deployment.name() + ", of which the estimate is not complete",
                            "one with a complete estimate");
  }
  std::vector<CheaperVariant> cheaper;
  for (VariantIdea& idea : all_ideas({workload, book, options, now}, variants)) {
    const Estimate then = estimate(idea.workload, deployment, book, idea.options, catalogue);
    if (!then.is_complete() || !(then.total() < now.total())) continue;
    cheaper.push_back({.id = std::move(idea.id),
                       .change = std::move(idea.change),
                       .needs = std::move(idea.needs),
                       .risk = std::move(idea.risk),
                       .total_before = now.total(),
                       .total_after = then.total(),
                       .plan_before = detail::plan_in_words(now),
                       .plan_after = detail::plan_in_words(then)});
  }
  std::sort(cheaper.begin(), cheaper.end(), [](const CheaperVariant& a, const CheaperVariant& b) {
    const auto order = b.saving() <=> a.saving();
    return order != 0 ? order < 0 : a.id < b.id;
  });
  return cheaper;
}

}  // namespace container_tco
