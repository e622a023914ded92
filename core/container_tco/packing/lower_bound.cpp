#include "container_tco/packing/lower_bound.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace container_tco::detail {
namespace {

// Any subset of thresholds or shapes gives a valid bound; these keep hostile input from costing quadratic time.
constexpr std::size_t most_thresholds = 64;
constexpr std::size_t most_clique_shapes = 64;
constexpr std::int64_t most_divisions = 12;

std::int64_t quotient_up(std::int64_t a, std::int64_t b) { return a / b + (a % b == 0 ? 0 : 1); }

/// Collects bounds; says when no better one is possible.
class BoundSearch {
 public:
  BoundSearch(const PackInput& input, const std::vector<std::int64_t>& counts, std::int64_t known_hosts)
      : input_(input), counts_(counts), known_hosts_(known_hosts) {
    for (std::size_t s = 0; s < counts.size(); ++s) {
      if (counts[s] > 0) shapes_.push_back(s);
    }
  }

  LowerBound run() {
    by_sums();
    if (!is_tight()) by_copies_per_host();
    if (!is_tight()) by_names();
    if (!is_tight()) by_cliques();
    for (std::size_t r = 0; r < pack_resource_count && !is_tight(); ++r) by_large_items(r);
    for (std::size_t r = 0; r < pack_resource_count && !is_tight(); ++r) by_whole_shares(r);
    return best_;
  }

 private:
  bool is_tight() const { return best_.hosts >= known_hosts_; }
  bool raise(std::int64_t hosts) {
    if (hosts <= best_.hosts) return false;
    best_.hosts = hosts;
    return true;
  }
  void raise(std::int64_t hosts, const std::string& by) {
    if (raise(hosts)) best_.by = by;
  }
  std::int64_t need(std::size_t shape, std::size_t resource) const { return input_.shapes[shape].need[resource]; }
  std::int64_t hosts_alone(std::size_t shape) const {
    const std::int64_t count = counts_[shape];
    return quotient_up(count, copies_that_fit(input_.shapes[shape], input_.capacity, count));
  }

  void by_sums();
  void by_copies_per_host();
  void by_names();
  void by_cliques();
  void by_large_items(std::size_t resource);
  std::int64_t bound_at_threshold(std::size_t resource, std::int64_t threshold) const;
  void by_whole_shares(std::size_t resource);
  bool never_meet(std::size_t a, std::size_t b) const;

  const PackInput& input_;
  const std::vector<std::int64_t>& counts_;
  const std::int64_t known_hosts_;
  std::vector<std::size_t> shapes_;  ///< Those with copies.
  LowerBound best_{0, "nothing to place"};
};

// n hosts offer n times a host's capacity, and every copy takes its need from it: n >= sum of needs / capacity.
void BoundSearch::by_sums() {
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    std::int64_t sum = 0;
    for (const std::size_t s : shapes_) sum += need(s, r) * counts_[s];
    if (sum > 0) raise(quotient_up(sum, input_.capacity[r]), pack_resource_names[r]);
  }
}

// No host holds more copies of one shape than an empty host does.
void BoundSearch::by_copies_per_host() {
  for (const std::size_t s : shapes_) {
    if (raise(hosts_alone(s))) best_.by = "copies per host";
  }
}

// A host holds one carrier of a name, so there are at least as many hosts as carriers.
void BoundSearch::by_names() {
  for (const PackName& name : input_.names) {
    std::int64_t carriers = 0;
    for (const std::size_t s : name.shapes) carriers += counts_[s];
    if (raise(carriers)) best_.by = "exclusive: " + name.name;
  }
}

bool BoundSearch::never_meet(std::size_t a, std::size_t b) const {
  if (are_apart(input_, a, b)) return true;
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    if (need(a, r) > input_.capacity[r] - need(b, r)) return true;
  }
  return false;
}

// Shapes of which no two ever meet on a host use disjoint sets of hosts, so what each needs alone adds up. Which set of
// such shapes is looked at is free; this takes the shapes that need most hosts alone, from each of them on.
void BoundSearch::by_cliques() {
  std::vector<std::pair<std::int64_t, std::size_t>> heaviest;
  for (const std::size_t s : shapes_) heaviest.emplace_back(-hosts_alone(s), s);
  std::sort(heaviest.begin(), heaviest.end());
  if (heaviest.size() > most_clique_shapes) heaviest.resize(most_clique_shapes);
  std::vector<std::size_t> clique;
  for (std::size_t start = 0; start < heaviest.size(); ++start) {
    clique.assign(1, heaviest[start].second);
    std::int64_t hosts = -heaviest[start].first;
    for (const auto& [minus_hosts, shape] : heaviest) {
      const auto meets = [&, other = shape](std::size_t member) {
        return member == other || !never_meet(member, other);
      };
      if (std::any_of(clique.begin(), clique.end(), meets)) continue;
      clique.push_back(shape);
      hosts -= minus_hosts;
    }
    raise(hosts, "items that cannot share a host");
  }
}

// Martello and Toth's L2 (Discrete Applied Mathematics 28, 1990), for one resource of capacity C and a threshold
// t <= C/2. Copies above C/2 are alone among themselves: one host each. A copy above C - t leaves less than t, so what
// needs t to C/2 must go beside the other large ones, or on hosts of its own.
std::int64_t BoundSearch::bound_at_threshold(std::size_t resource, std::int64_t threshold) const {
  const std::int64_t capacity = input_.capacity[resource];
  const std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();
  std::int64_t large = 0;
  std::int64_t room = 0;
  std::int64_t middle = 0;
  for (const std::size_t s : shapes_) {
    const std::int64_t size = need(s, resource);
    if (size > capacity - size) {
      large += counts_[s];
      if (size > capacity - threshold) continue;
      const std::int64_t left = capacity - size;
      room = left > (no_limit - room) / counts_[s] ? no_limit : room + left * counts_[s];
    } else if (size >= threshold) {
      middle += size * counts_[s];
    }
  }
  return large + (middle > room ? quotient_up(middle - room, capacity) : 0);
}

void BoundSearch::by_large_items(std::size_t resource) {
  std::vector<std::int64_t> thresholds = {0};
  for (const std::size_t s : shapes_) {
    const std::int64_t size = need(s, resource);
    if (size > 0 && size <= input_.capacity[resource] - size) thresholds.push_back(size);
  }
  std::sort(thresholds.begin(), thresholds.end());
  thresholds.erase(std::unique(thresholds.begin(), thresholds.end()), thresholds.end());
  if (thresholds.size() > most_thresholds) thresholds.erase(thresholds.begin() + 1, thresholds.end() - most_thresholds);
  for (const std::int64_t threshold : thresholds) {
    if (raise(bound_at_threshold(resource, threshold))) {
      best_.by = std::string("items above half a host (") + pack_resource_names[resource] + ")";
    }
  }
}

// Fekete and Schepers' u(k) (Mathematical Programming 91, 2001): a copy that takes the share x weighs x when (k+1)x is
// whole, else floor((k+1)x) / k. No host holds more than a weight of 1, so there are at least as many hosts as weight.
// Proof: let W be the sum of x over the copies of a host with (k+1)x whole. If there are no others, the weight is W
// <= 1. Otherwise the others' sum of floor((k+1)x) is a whole number below (k+1)(1-W), itself whole, hence at most k -
// (k+1)W; divided by k and with W added that is 1 - W/k <= 1.
void BoundSearch::by_whole_shares(std::size_t resource) {
  const std::int64_t capacity = input_.capacity[resource];
  if (capacity == 0) return;
  for (std::int64_t k = 1; k <= most_divisions; ++k) {
    std::int64_t weight = 0;  // In 1 / k(k+1).
    for (const std::size_t s : shapes_) {
      const std::int64_t scaled = need(s, resource) * (k + 1);
      const std::int64_t whole = scaled / capacity;
      weight += whole * (scaled % capacity == 0 ? k : k + 1) * counts_[s];
    }
    if (raise(quotient_up(weight, k * (k + 1)))) {
      best_.by = std::string("whole copies per host (") + pack_resource_names[resource] + ")";
    }
  }
}

}  // namespace

LowerBound bound_zone(const PackInput& input, const std::vector<std::int64_t>& counts, std::int64_t known_hosts) {
  return BoundSearch(input, counts, known_hosts).run();
}

}  // namespace container_tco::detail
