#include "container_tco/packing/fleet_search.hpp"

#include <algorithm>
#include <utility>

namespace container_tco::detail {
namespace {

constexpr std::size_t random_types_per_step = 2;
constexpr std::size_t most_hosts_per_step = 8;
/// At first many at once, which improves a rough plan faster: for this many steps per host.
constexpr std::size_t most_hosts_at_first = 16;
constexpr std::size_t first_steps_per_host = 2;
constexpr std::size_t most_found = 1200;
/// Values of a step differ by up to this share, so that the same hosts are not filled alike again. More of it chooses
/// hosts that waste more than it: small ones, which lose more to daemons and rounding.
constexpr double noise = 0.003;
/// Of so many hosts the one that wastes most is taken apart: of few, so that all have their turn, or of a part of all,
/// as the dice fall. A plan of many hosts loses most of what it loses in some of them.
constexpr std::size_t few_to_pick_from = 3;
constexpr std::size_t many_to_pick_from = 16;
constexpr std::size_t part_to_pick_from = 4;
/// Types whose best content from all of a zone is worth nearly as much per weight as that of the best type, or as their
/// weight: values that know of losses make tiny hosts seem worth more.
constexpr std::size_t most_promising = 20;
constexpr double least_promise = 0.95;
/// Prices are asked for anew each time that so much is left of what there was, down to so many shapes.
constexpr double reprice_share = 0.5;
constexpr std::size_t fewest_to_reprice = 200;

}  // namespace

FleetSearch::FleetSearch(const FleetInput& input, std::vector<double> values, std::vector<FleetPattern> patterns,
                         std::uint64_t seed)
    : input_(input),
      values_(std::move(values)),
      noisy_(values_),
      patterns_(std::move(patterns)),
      filler_(input),
      bag_(input.shapes.size()),
      random_(seed) {}

double FleetSearch::gain_of(const FleetHost& host) const {
  double value = 0;
  for (const HeldCopies& held : host.held) value += noisy_[held.shape] * static_cast<double>(held.copies);
  return value / static_cast<double>(input_.types[host.type].weight);
}

std::optional<FleetHost> FleetSearch::best_pattern(const FleetBag& bag, const FleetBudget& budget) {
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
  if (chosen == nullptr) return std::nullopt;
  FleetHost host;
  host.type = chosen->type;
  for (const HeldCopies& held : chosen->held) {
    const std::int64_t copies = std::min(held.copies, bag.counts[held.shape]);
    if (copies > 0) put(input_, host, held.shape, copies);
  }
  FleetBag rest = bag;
  rest.take(host);
  filler_.top_up(rest, host);
  shrink(input_, budget, host);
  return host;
}

void FleetSearch::rank_types() {
  std::vector<std::pair<double, std::size_t>> gains;
  for (const std::size_t type : input_.open) {
    gains.emplace_back(-filler_.most_value(type) / static_cast<double>(input_.types[type].weight), type);
  }
  std::sort(gains.begin(), gains.end());
  promising_.clear();
  for (const auto& [gain, type] : gains) {
    if (promising_.size() == most_promising || gain > std::max(gains.front().first, -1.0) * least_promise) break;
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

std::optional<FleetHost> FleetSearch::next_host(const FleetBag& bag, const FleetBudget& budget) {
  std::optional<FleetHost> pattern = best_pattern(bag, budget);
  const auto best_of = [&](const std::vector<std::size_t>& types) {
    filler_.begin(pattern ? gain_of(*pattern) : -1);
    for (const std::size_t type : types) {
      if (budget.allows(type)) filler_.try_type(type, budget);
    }
    std::optional<FleetHost> best = filler_.best();
    return best ? std::move(best) : pattern;
  };
  std::optional<FleetHost> host = best_of(sample_types());
  if (!host) host = best_of(input_.open);
  if (host || filler_.sees_all()) return host;
  filler_.look_at(bag, noisy_, random_, true);
  return best_of(input_.open);
}

bool FleetSearch::place(FleetBag& bag, FleetBudget& budget, std::vector<FleetHost>& hosts, double most_weight) {
  if (bag.empty()) return true;
  double weight = 0;
  double next_reprice = -1;
  filler_.look_at(bag, noisy_, random_);
  if (promising_.empty()) rank_types();
  while (!bag.empty()) {
    double rest = 0;
    for (const std::size_t s : bag.shapes) rest += values_[s] * static_cast<double>(bag.counts[s]);
    if (weight + rest > most_weight) return false;
    if (reprice_ && next_reprice < 0) next_reprice = rest * reprice_share;
    if (reprice_ && rest < next_reprice && bag.shapes.size() >= fewest_to_reprice) {
      next_reprice = rest * reprice_share;
      noisy_ = values_ = reprice_(bag);
      filler_.look_at(bag, noisy_, random_);
      rank_types();
    }
    std::optional<FleetHost> host = next_host(bag, budget);
    if (!host) return false;
    bag.take(*host);
    budget.take(host->type, 1);
    weight += static_cast<double>(input_.types[host->type].weight);
    hosts.push_back(std::move(*host));
    if (!filler_.keep_looking_at(bag, random_)) filler_.look_at(bag, noisy_, random_);
  }
  return true;
}

std::size_t FleetSearch::pick(const std::vector<FleetHost>& hosts) {
  std::size_t chosen = random_.below(hosts.size());
  double worst = -1;
  const std::size_t part = std::clamp(hosts.size() / part_to_pick_from, few_to_pick_from, many_to_pick_from);
  const std::size_t to_pick_from = random_.below(2) == 0 ? part : few_to_pick_from;
  for (std::size_t round = 0; round < to_pick_from; ++round) {
    const std::size_t at = random_.below(hosts.size());
    const double waste = 1 - gain_of(hosts[at]);
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
  FleetBag& bag = bag_;
  bag.clear();
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
    filler_.look_at(bag, noisy_, random_, true);
    filler_.top_up(bag, host);
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

void FleetSearch::improve(std::vector<FleetHost>& hosts, FleetBudget& budget, SearchLimits limits,
                          std::int64_t target) {
  if (limits.steps == 0) return;
  FleetBag all(input_.shapes.size());
  for (const FleetHost& host : hosts) {
    for (const HeldCopies& held : host.held) all.add(held.shape, held.copies * host.count);
  }
  if (all.empty()) return;
  filler_.look_at(all, noisy_, random_);
  rank_types();
  const std::int64_t first = static_cast<std::int64_t>(hosts.size() * first_steps_per_host);
  const std::int64_t most_work = filler_.work() + limits.work;
  for (std::int64_t done = 0; done < limits.steps && !hosts.empty() && filler_.work() < most_work; ++done) {
    if (done % 64 == 0 && weight_of(input_, hosts) <= target) return;
    step(hosts, budget, done < first ? most_hosts_at_first : most_hosts_per_step);
  }
}

}  // namespace container_tco::detail
