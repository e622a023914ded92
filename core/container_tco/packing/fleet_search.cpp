#include "container_tco/packing/fleet_search.hpp"

#include <algorithm>
#include <utility>

namespace container_tco::detail {
namespace {

constexpr std::size_t sequences_per_step = 3;
constexpr std::size_t random_types_per_step = 4;
constexpr std::size_t most_hosts_per_step = 9;
/// At first many at once, which improves a rough plan faster: for this many steps per host.
constexpr std::size_t most_hosts_at_first = 16;
constexpr std::size_t first_steps_per_host = 2;
constexpr std::size_t most_found = 1200;
constexpr int most_exchanges = 12;
constexpr double near_best = 0.99;
/// Values of a step differ by up to this share, so that the same hosts are not filled alike again. More of it chooses
/// hosts that waste more than it: small ones, which lose more to daemons and rounding.
constexpr double noise = 0.003;
/// Of so many hosts the one that wastes most is taken apart.
constexpr int hosts_to_pick_from = 3;
/// Types whose best content from all of a zone is worth nearly as much per weight as that of the best type.
constexpr std::size_t most_promising = 12;
constexpr double least_promise = 0.95;
/// Prices are asked for anew each time that so much is left of what there was, down to so many shapes.
constexpr double reprice_share = 0.75;
constexpr std::size_t fewest_to_reprice = 200;
/// Of a larger bag only so many shapes are looked at for one host: a sample of all sizes.
constexpr std::size_t most_candidates = 500;

}  // namespace

FleetSearch::FleetSearch(const FleetInput& input, std::vector<double> values, std::vector<FleetPattern> patterns,
                         std::uint64_t seed)
    : input_(input),
      values_(std::move(values)),
      noisy_(values_),
      patterns_(std::move(patterns)),
      scale_(pack_resource_count, 0.0),
      sequences_(sequences_per_step),
      random_(seed) {
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    double total = 0;
    for (const FleetShape& shape : input.shapes) {
      total += static_cast<double>(shape.need[r]) * static_cast<double>(shape.count);
    }
    scale_[r] = total > 0 ? 1.0 / total : 0.0;
  }
}

double FleetSearch::value_of(const FleetHost& host) const {
  double value = 0;
  for (const HeldCopies& held : host.held) value += noisy_[held.shape] * static_cast<double>(held.copies);
  return value;
}

void FleetSearch::choose_candidates(const FleetBag& bag) {
  const std::size_t size = bag.shapes.size();
  if (size <= most_candidates) {
    candidates_ = bag.shapes;
    return;
  }
  candidates_.clear();
  const std::size_t first = random_.below(size);
  for (std::size_t i = 0; i < most_candidates; ++i) {
    candidates_.push_back(bag.shapes[(first + i * size / most_candidates) % size]);
  }
}

void FleetSearch::make_sequences() {
  std::vector<std::pair<double, std::size_t>> sized;
  for (std::vector<std::size_t>& sequence : sequences_) {
    const double tilt = random_.fraction();
    sized.clear();
    for (const std::size_t s : candidates_) {
      const PackAmounts& need = input_.shapes[s].need;
      double size = static_cast<double>(need[0]) * scale_[0] * tilt;
      size += static_cast<double>(need[1]) * scale_[1] * (1 - tilt);
      size += static_cast<double>(need[2]) * scale_[2] + static_cast<double>(need[3]) * scale_[3] * 0.25;
      sized.emplace_back(-size * (0.7 + 0.6 * random_.fraction()), s);
    }
    std::sort(sized.begin(), sized.end());
    sequence.clear();
    for (const auto& [size, s] : sized) sequence.push_back(s);
  }
}

void FleetSearch::offer(FleetHost host, const FleetBudget& budget, Candidate& best) {
  if (host.held.empty()) return;
  shrink(input_, budget, host);
  const double gain = value_of(host) / static_cast<double>(input_.types[host.type].weight);
  if (!best.host.held.empty() && gain <= best.gain) return;
  best.gain = gain;
  best.host = std::move(host);
}

void FleetSearch::exchange(const FleetBag& bag, FleetHost& host) {
  const FleetType& type = input_.types[host.type];
  PackAmounts free = free_of(input_, host);
  for (int round = 0; round < most_exchanges; ++round) {
    double best_gain = 0;
    std::size_t best_held = 0;
    std::size_t best_shape = 0;
    for (std::size_t h = 0; h < host.held.size(); ++h) {
      const std::size_t out = host.held[h].shape;
      const FleetShape& leaves = input_.shapes[out];
      if (!leaves.names.empty()) continue;
      PackAmounts room = free;
      for (std::size_t r = 0; r < pack_resource_count; ++r) room[r] += leaves.need[r];
      const double least = noisy_[out] + best_gain;
      for (const std::size_t s : candidates_) {
        const FleetShape& comes = input_.shapes[s];
        if (noisy_[s] <= least || comes.need[0] > room[0] || comes.need[1] > room[1]) continue;
        if (comes.need[2] > room[2] || comes.need[3] > room[3] || comes.need[4] > room[4]) continue;
        if (s == out || type.accepts[s] == 0 || comes.most_per_host != no_host_limit) continue;
        if (!comes.names.empty() || noisy_[s] - noisy_[out] <= best_gain) continue;
        std::int64_t held = 0;
        for (const HeldCopies& other : host.held) held += other.shape == s ? other.copies : 0;
        if (held >= bag.counts[s]) continue;
        best_gain = noisy_[s] - noisy_[out];
        best_held = h;
        best_shape = s;
      }
    }
    if (best_gain <= 0) return;
    const FleetShape& leaves = input_.shapes[host.held[best_held].shape];
    for (std::size_t r = 0; r < pack_resource_count; ++r) host.used[r] -= leaves.need[r];
    if (--host.held[best_held].copies == 0) host.held.erase(host.held.begin() + static_cast<std::ptrdiff_t>(best_held));
    put(input_, host, best_shape, 1);
    free = free_of(input_, host);
  }
}

void FleetSearch::try_types(const FleetBag& bag, const FleetBudget& budget, const std::vector<std::size_t>& types,
                            Candidate& best) {
  for (const std::size_t type : types) {
    if (!budget.allows(type)) continue;
    for (const std::vector<std::size_t>& sequence : sequences_) {
      FleetHost host;
      host.type = type;
      fill(input_, bag, sequence, host);
      // Only what comes near the best so far: exchanges take longer than filling.
      if (value_of(host) > near_best * best.gain * static_cast<double>(input_.types[type].weight)) exchange(bag, host);
      offer(std::move(host), budget, best);
    }
  }
}

void FleetSearch::try_patterns(const FleetBag& bag, const FleetBudget& budget, Candidate& best) {
  const FleetPattern* chosen = nullptr;
  double chosen_gain = 0;
  for (const FleetPattern& pattern : patterns_) {
    if (!budget.allows(pattern.type)) continue;
    double value = 0;
    for (const HeldCopies& held : pattern.held) {
      value += noisy_[held.shape] * static_cast<double>(std::min(held.copies, bag.counts[held.shape]));
    }
    const double gain = value / static_cast<double>(input_.types[pattern.type].weight);
    if (gain > chosen_gain) {
      chosen_gain = gain;
      chosen = &pattern;
    }
  }
  if (chosen == nullptr) return;
  FleetHost host;
  host.type = chosen->type;
  for (const HeldCopies& held : chosen->held) {
    const std::int64_t copies = std::min(held.copies, bag.counts[held.shape]);
    if (copies > 0) put(input_, host, held.shape, copies);
  }
  FleetBag rest = bag;
  rest.take(host);
  fill(input_, rest, sequences_.front(), host);
  offer(std::move(host), budget, best);
}

void FleetSearch::rank_types(const FleetBag& bag) {
  choose_candidates(bag);
  make_sequences();
  std::vector<std::pair<double, std::size_t>> gains;
  for (const std::size_t type : input_.open) {
    double most = 0;
    for (const std::vector<std::size_t>& sequence : sequences_) {
      FleetHost host;
      host.type = type;
      fill(input_, bag, sequence, host);
      most = std::max(most, value_of(host));
    }
    gains.emplace_back(-most / static_cast<double>(input_.types[type].weight), type);
  }
  std::sort(gains.begin(), gains.end());
  promising_.clear();
  for (const auto& [gain, type] : gains) {
    if (promising_.size() == most_promising || gain > gains.front().first * least_promise) break;
    promising_.push_back(type);
  }
}

std::vector<std::size_t> FleetSearch::sample_types() {
  if (input_.open.size() <= random_types_per_step + favourites_.size()) return input_.open;
  std::vector<std::size_t> types = favourites_;
  if (types.empty()) types = promising_;
  for (std::size_t i = 0; i < random_types_per_step; ++i) {
    const std::vector<std::size_t>& source = i % 2 == 0 && !promising_.empty() ? promising_ : input_.open;
    types.push_back(source[random_.below(source.size())]);
  }
  std::sort(types.begin(), types.end());
  types.erase(std::unique(types.begin(), types.end()), types.end());
  return types;
}

bool FleetSearch::place(FleetBag& bag, FleetBudget& budget, std::vector<FleetHost>& hosts, double most_weight) {
  double weight = 0;
  if (promising_.empty() && !bag.empty()) rank_types(bag);
  double next_reprice = -1;
  while (!bag.empty()) {
    double rest = 0;
    for (const std::size_t s : bag.shapes) rest += values_[s] * static_cast<double>(bag.counts[s]);
    if (weight + rest > most_weight) return false;
    if (reprice_ && next_reprice < 0) next_reprice = rest * reprice_share;
    if (reprice_ && rest < next_reprice && bag.shapes.size() >= fewest_to_reprice) {
      next_reprice = rest * reprice_share;
      noisy_ = values_ = reprice_(bag);
      rank_types(bag);
    }
    choose_candidates(bag);
    make_sequences();
    Candidate best;
    try_patterns(bag, budget, best);
    try_types(bag, budget, sample_types(), best);
    if (best.host.held.empty()) try_types(bag, budget, input_.open, best);
    if (best.host.held.empty() && candidates_.size() < bag.shapes.size()) {
      candidates_ = bag.shapes;
      make_sequences();
      try_types(bag, budget, input_.open, best);
    }
    if (best.host.held.empty()) return false;
    bag.take(best.host);
    budget.take(best.host.type, 1);
    weight += static_cast<double>(input_.types[best.host.type].weight);
    hosts.push_back(std::move(best.host));
  }
  return true;
}

std::size_t FleetSearch::pick(const std::vector<FleetHost>& hosts) {
  std::size_t chosen = random_.below(hosts.size());
  double worst = -1;
  for (int round = 0; round < hosts_to_pick_from; ++round) {
    const std::size_t at = random_.below(hosts.size());
    const double weight = static_cast<double>(input_.types[hosts[at].type].weight);
    const double waste = 1 - value_of(hosts[at]) / weight;
    if (waste > worst) {
      worst = waste;
      chosen = at;
    }
  }
  return chosen;
}

void FleetSearch::step(std::vector<FleetHost>& hosts, FleetBudget& budget, std::size_t most) {
  const std::size_t wanted = std::min(hosts.size(), 1 + random_.below(most));
  std::vector<std::size_t> places;
  for (std::size_t tries = 0; tries < 3 * wanted && places.size() < wanted; ++tries) {
    const std::size_t at = pick(hosts);
    if (std::find(places.begin(), places.end(), at) == places.end()) places.push_back(at);
  }
  FleetBag bag(input_.shapes.size());
  std::vector<FleetHost> fresh;
  std::int64_t before = 0;
  favourites_.clear();
  for (const std::size_t at : places) {
    FleetHost one = hosts[at];
    one.count = 1;
    before += weight_of(input_, one);
    bag.add(one);
    if (one.existing) {
      one.held.clear();
      one.used = {};
      fresh.push_back(std::move(one));
    } else {
      favourites_.push_back(one.type);
      budget.give_back(one.type, 1);
    }
  }
  const std::vector<std::size_t> touched = bag.shapes;
  for (const std::size_t s : touched) noisy_[s] *= 1 - noise + 2 * noise * random_.fraction();
  for (FleetHost& host : fresh) {
    candidates_ = bag.shapes;
    make_sequences();
    fill(input_, bag, sequences_.front(), host);
    bag.take(host);
  }
  // A little more, since the values are rounded.
  const bool is_placed = place(bag, budget, fresh, static_cast<double>(before) * (1 + 1e-9) + 1e-3);
  for (const std::size_t s : touched) noisy_[s] = values_[s];
  if (!is_placed || weight_of(input_, fresh) > before) {
    for (const FleetHost& host : fresh) {
      if (!host.existing) budget.give_back(host.type, 1);
    }
    for (const std::size_t at : places) {
      if (!hosts[at].existing) budget.take(hosts[at].type, 1);
    }
    return;
  }
  for (const std::size_t at : places) --hosts[at].count;
  std::erase_if(hosts, [](const FleetHost& host) { return host.count == 0; });
  for (FleetHost& host : fresh) {
    if (!host.existing) remember(host);
    hosts.push_back(std::move(host));
  }
}

void FleetSearch::remember(const FleetHost& host) {
  if (found_.size() < most_found) {
    found_.push_back(host);
  } else {
    found_[next_found_++ % most_found] = host;
  }
}

void FleetSearch::improve(std::vector<FleetHost>& hosts, FleetBudget& budget, std::int64_t steps, std::int64_t target) {
  if (steps == 0) return;
  FleetBag all(input_.shapes.size());
  for (const FleetHost& host : hosts) {
    for (const HeldCopies& held : host.held) all.add(held.shape, held.copies * host.count);
  }
  rank_types(all);
  const std::int64_t first = static_cast<std::int64_t>(hosts.size() * first_steps_per_host);
  for (std::int64_t done = 0; done < steps && !hosts.empty(); ++done) {
    if (done % 64 == 0 && weight_of(input_, hosts) <= target) return;
    step(hosts, budget, done < first ? most_hosts_at_first : most_hosts_per_step);
  }
}

}  // namespace container_tco::detail
