#include <algorithm>
#include <utility>

#include "container_tco/comparison/break_even_search.hpp"

namespace container_tco::detail {
namespace {

// Hosts at less than this share full are not a plan that anybody compares.
const Rational& lowest_fill() {
  static const Rational fill = Rational::ratio(1, 256);
  return fill;
}

// The hosts' total as a function of their fill: a step curve that falls as the fill rises, with a step wherever a pool
// needs one host less.
class FillCurve {
 public:
  explicit FillCurve(const PairedEstimates& pair) : pair_(pair), options_(pair.options) {
    CandidateFilter& candidates = options_.hosts.candidates;
    candidates = {};
    candidates.burstable = true;
    candidates.bare_metal = true;
    for (const HostPool& pool : pair.hosts.pools) candidates.instance_types.push_back(pool.instance_type);
    // A measured fill leaves nothing to plan.
    options_.hosts.target_capacity_percent = 100;
    options_.hosts.strong_bound = false;
  }

  /// Nothing when the workload cannot be priced at this fill.
  std::optional<Side> cheaper_at(const Rational& fill) {
    ++values_priced_;
    if (pair_.hosts.fleets.empty()) {
      options_.hosts.measured_fill_fraction = fill;
    } else {
      options_.hosts.given_hosts = hosts_at(fill);
    }
    const Estimate hosts = estimate(pair_.workload, pair_.hosts.deployment, pair_.book, options_, pair_.catalogue);
    if (!hosts.is_complete()) return std::nullopt;
    return cheaper_side(hosts.total(), pair_.fargate.total());
  }

  std::int64_t values_priced() const { return values_priced_; }

 private:
  /// The mix of now, with as many hosts of each type as its tasks need at this fill. What holds no tasks stays.
  std::vector<GivenHosts> hosts_at(const Rational& fill) const {
    std::vector<GivenHosts> given;
    for (const HostPool& pool : pair_.hosts.pools) {
      const Rational full = pool.full_hosts();
      const std::int64_t hosts = full > Rational(0) ? (full / fill).ceil() : pool.hosts;
      given.push_back({pool.name, pool.operating_system, pool.instance_type, hosts});
    }
    return given;
  }

  const PairedEstimates& pair_;
  EstimateOptions options_;
  std::int64_t values_priced_ = 0;
};

struct FillBracket {
  Rational low;   ///< Fargate is cheaper here.
  Rational high;  ///< The hosts are here.
};

// As a measured fill is a share of the room beside daemons, needing n hosts begins at a fill of `full_hosts` / n.
// Narrows the bracket until no step of a pool that would fill `full_hosts` lies inside it.
bool narrow(FillCurve& curve, const Rational& full_hosts, FillBracket& bracket) {
  std::int64_t enough = (full_hosts / bracket.high).ceil();   // As many hosts begin at or below `high`.
  std::int64_t too_many = (full_hosts / bracket.low).ceil();  // As many are too dear.
  while (too_many - enough > 1) {
    const std::int64_t middle = enough + (too_many - enough) / 2;
    const Rational fill = full_hosts / Rational(middle);
    const std::optional<Side> cheaper = curve.cheaper_at(fill);
    if (!cheaper) return false;
    if (*cheaper == Side::hosts) {
      enough = middle;
      bracket.high = fill;
    } else {
      too_many = middle;
      bracket.low = fill;
    }
  }
  // The step to `enough` hosts itself may lie below `high`.
  const Rational step = full_hosts / Rational(enough);
  if (step <= bracket.low || step >= bracket.high) return true;
  const std::optional<Side> cheaper = curve.cheaper_at(step);
  if (!cheaper) return false;
  (*cheaper == Side::hosts ? bracket.high : bracket.low) = step;
  return true;
}

Rational mean_fill(const std::vector<HostPool>& pools) {
  Rational full;
  Rational hosts;
  for (const HostPool& pool : pools) {
    full += pool.full_hosts();
    hosts += Rational(pool.hosts);
  }
  return full / hosts;
}

std::vector<Rational> largest_first(const std::vector<HostPool>& pools) {
  std::vector<Rational> sizes;
  for (const HostPool& pool : pools) {
    if (pool.full_hosts() > Rational(0)) sizes.push_back(pool.full_hosts());
  }
  std::sort(sizes.begin(), sizes.end(), [](const Rational& a, const Rational& b) { return a > b; });
  return sizes;
}

bool can_be_asked(const Estimate& hosts) {
  const auto is_used = [](const HostPool& pool) { return pool.hosts > 0 && pool.full_hosts() > Rational(0); };
  // A fleet may have types that only stand by.
  if (!hosts.fleets.empty()) return std::any_of(hosts.pools.begin(), hosts.pools.end(), is_used);
  return !hosts.pools.empty() && std::all_of(hosts.pools.begin(), hosts.pools.end(), is_used);
}

}  // namespace

std::optional<BreakEven> node_fill_break_even(const PairedEstimates& pair) {
  if (!can_be_asked(pair.hosts)) return std::nullopt;
  FillCurve curve(pair);
  BreakEven result = empty_break_even(pair, "node_fill", "share");
  result.current = mean_fill(pair.hosts.pools);
  result.searched_from = lowest_fill();
  result.searched_to = Rational(1);
  result.cheaper_at_start = Side::fargate;
  FillBracket bracket{lowest_fill(), Rational(1)};
  const std::optional<Side> when_full = curve.cheaper_at(bracket.high);
  if (!when_full) return std::nullopt;
  if (*when_full == Side::fargate) {
    result.values_priced = curve.values_priced();
    return result;
  }
  const std::optional<Side> when_empty = curve.cheaper_at(bracket.low);
  if (!when_empty) return std::nullopt;
  result.cheaper_at_start = *when_empty;
  if (*when_empty == Side::fargate) {
    for (const Rational& size : largest_first(pair.hosts.pools)) {
      if (!narrow(curve, size, bracket)) return std::nullopt;
    }
    result.crossings.push_back({.value = bracket.high, .before = bracket.low, .exact = false});
  }
  result.values_priced = curve.values_priced();
  return result;
}

}  // namespace container_tco::detail
