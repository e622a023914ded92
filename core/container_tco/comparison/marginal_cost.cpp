#include "container_tco/comparison/marginal_cost.hpp"

#include <cstdint>
#include <set>
#include <utility>

#include "container_tco/comparison/free_room.hpp"
#include "container_tco/comparison/plan_words.hpp"
#include "container_tco/costing/purpose_lines.hpp"
#include "container_tco/error.hpp"
#include "container_tco/workload/task_count.hpp"

namespace container_tco {
namespace {

// A service that would fit so often asks for next to nothing: the search ends there.
constexpr std::int64_t most_free_copies = 1 << 20;

// Compute at list prices: grows with the hosts, whatever commitments cover. What rollouts add for a while is no host
// that a further copy could run on.
Money listed_compute(const Estimate& estimate) {
  Money sum = Money::zero(estimate.currency);
  for (const LineItem& line : estimate.lines) {
    const bool is_standing = line.purpose.empty() || line.purpose == purpose_zone_loss;
    if (line.category == CostCategory::compute && is_standing) sum += line.list_cost();
  }
  return sum;
}

std::string why_not(const Estimate& estimate) {
  for (const Finding& finding : estimate.feasibility.findings) {
    if (finding.verdict == Verdict::impossible) return finding.reason;
  }
  return estimate.gaps.empty() ? "" : estimate.gaps.front().what;
}

// An estimate with so many copies more than stated of one service, and the options to pack it anew on its own types.
struct Grown {
  const Estimate& estimate;
  std::int64_t more;
  EstimateOptions options;
  Money listed;

  Grown(const Estimate& of, std::int64_t copies)
      : estimate(of), more(copies), options(of.options), listed(listed_compute(of)) {
    std::set<std::string> types;
    for (const HostPool& pool : of.pools) types.insert(pool.instance_type);
    options.hosts.candidates.instance_types = {types.begin(), types.end()};
  }
};

class MarginalSearch {
 public:
  MarginalSearch(const Workload& workload, const PriceBook& book, const Estimate& now, HostCatalogue& catalogue)
      : workload_(workload), book_(book), now_(now), catalogue_(catalogue) {
    if (!now_.is_complete()) {
      throw InvalidInputError("deployment", now.deployment.name() + ", of which the estimate is not complete",
                              "one with a complete estimate", why_not(now_));
    }
  }

  MarginalCost of(std::size_t service) {
    MarginalCost cost;
    cost.service = workload_.services[service].name;
    cost.copies = peak_count(workload_.services[service].demand);
    cost.free_copies = free_copies(service, Grown(now_, 0));
    const Estimate after =
        estimate(with_more(service, cost.free_copies + 1), now_.deployment, book_, now_.options, catalogue_);
    cost.hosts_before = detail::hosts_in_words(now_);
    if (!after.is_complete()) {
      cost.no_step_because = why_not(after);
      return cost;
    }
    cost.step_cost = after.total() - now_.total();
    cost.step_infrastructure = after.infrastructure() - now_.infrastructure();
    cost.hosts_after = detail::hosts_in_words(after);
    cost.copies_per_step = 1 + free_copies(service, Grown(after, cost.free_copies + 1));
    return cost;
  }

 private:
  Workload with_more(std::size_t service, std::int64_t copies) const {
    Workload more = workload_;
    Service& grown = more.services[service];
    set_task_count(grown, peak_count(grown.demand) + copies);
    return more;
  }

  bool fits(std::size_t service, const Grown& grown, std::int64_t copies) {
    const Estimate packed =
        estimate(with_more(service, grown.more + copies), now_.deployment, book_, grown.options, catalogue_);
    return packed.is_complete() && listed_compute(packed) <= grown.listed;
  }

  // Packing is a heuristic, so what it says of numbers in between may differ: the result fits, one more does not. Room
  // alone does not tell: some of it is held for hosts that may fail, or by a target capacity.
  std::int64_t free_copies(std::size_t service, const Grown& grown) {
    if (grown.estimate.pools.empty()) return 0;
    const std::int64_t counted = detail::copies_that_fit(grown.estimate, workload_.services[service].name);
    std::int64_t most = 0;
    std::int64_t too_many = 0;
    if (counted > 0) (fits(service, grown, counted) ? most : too_many) = counted;
    for (std::int64_t step = 1; too_many == 0; step *= 2) {
      if (most + step > most_free_copies) return most;
      (fits(service, grown, most + step) ? most : too_many) = most + step;
    }
    while (too_many - most > 1) {
      const std::int64_t middle = most + (too_many - most) / 2;
      (fits(service, grown, middle) ? most : too_many) = middle;
    }
    return most;
  }

  const Workload& workload_;
  const PriceBook& book_;
  const Estimate& now_;
  HostCatalogue& catalogue_;
};

}  // namespace

std::optional<Money> MarginalCost::cost_per_copy() const {
  if (!step_cost) return std::nullopt;
  return *step_cost / Rational(copies_per_step);
}

std::vector<MarginalCost> marginal_costs(const Workload& workload, const Deployment& deployment, const PriceBook& book,
                                         const EstimateOptions& options) {
  HostCatalogue catalogue;
  return marginal_costs(workload, book, estimate(workload, deployment, book, options, catalogue), catalogue);
}

std::vector<MarginalCost> marginal_costs(const Workload& workload, const PriceBook& book, const Estimate& now,
                                         HostCatalogue& catalogue) {
  MarginalSearch search(workload, book, now, catalogue);
  std::vector<MarginalCost> costs;
  for (std::size_t i = 0; i < workload.services.size(); ++i) {
    const Service& service = workload.services[i];
    if (!service.is_daemon && peak_count(service.demand) > 0) costs.push_back(search.of(i));
  }
  return costs;
}

}  // namespace container_tco
