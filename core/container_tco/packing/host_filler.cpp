#include "container_tco/packing/host_filler.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <utility>

namespace container_tco::detail {
namespace {

/// Of a larger bag only so many shapes are looked at: a sample of all sizes.
constexpr std::size_t most_wares = 500;
/// Another sample is taken when less than this share of the last one is left.
constexpr double least_left = 0.75;
/// The first orders are by size and filled evenly, the next ones are filled as they come. The last is by value for
/// size: on a host of which only one resource is scarce it puts what wants little of that one.
constexpr std::size_t even_orders = 2;
constexpr std::size_t order_by_density = 3;
/// Of the size of something that asks for next to nothing, as a share of all.
constexpr double least_size = 1e-20;
constexpr int most_exchanges = 12;
/// Of a host with very many shapes only some may leave: so many pairs of what leaves and comes are looked at.
constexpr std::size_t most_pairs = 8000;
/// Only what comes this near to the best so far is improved: exchanges take longer than filling.
constexpr double near_best = 0.99;
/// Bits of a random number that vary a size, and their unit.
constexpr int noise_bits = 21;
constexpr std::size_t noises_per_number = 3;
constexpr double noise_unit = 0x1p-21;

/// `noise`: 0 to 1.
double varied_size(double size, double noise) { return size * (0.7 + 0.6 * noise); }

/// What a copy is worth for its size.
double varied_density(double value, double size, double noise) {
  return value / std::max(size, least_size) * (1 + 0.1 * noise);
}

bool fits(const PackAmounts& need, const PackAmounts& free) {
  return need[cpu_at] <= free[cpu_at] && need[memory_at] <= free[memory_at] && need[gpus_at] <= free[gpus_at] &&
         need[slots_at] <= free[slots_at] && need[volumes_at] <= free[volumes_at];
}

}  // namespace

HostFiller::HostFiller(const FleetInput& input) : input_(input) {
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    double total = 0;
    for (const FleetShape& shape : input.shapes) {
      total += static_cast<double>(shape.need[r]) * static_cast<double>(shape.count);
    }
    scale_[r] = total > 0 ? 1.0 / total : 0.0;
  }
}

void HostFiller::look_at(const FleetBag& bag, const std::vector<double>& values, FleetRandom& random, bool at_all) {
  const std::size_t size = bag.shapes.size();
  sees_all_ = at_all || size <= most_wares;
  seen_ = sees_all_ ? size : most_wares;
  const std::size_t first = sees_all_ ? 0 : random.below(size);
  wares_.clear();
  for (std::size_t i = 0; i < seen_; ++i) {
    const std::size_t s = bag.shapes[(first + i * size / seen_) % size];
    const FleetShape& shape = input_.shapes[s];
    wares_.push_back(
        {shape.need, bag.counts[s], values[s], s, !keeps_apart(shape) && shape.most_per_host == no_host_limit});
  }
  taken_.assign(seen_, 0);
  make_orders(random);
}

void HostFiller::make_order(std::size_t k, FleetRandom& random) {
  const double tilt = random.fraction();
  keys_.clear();
  work_ += static_cast<std::int64_t>(seen_);
  std::uint64_t bits = 0;
  for (std::size_t w = 0; w < seen_; ++w) {
    bits = w % noises_per_number == 0 ? random.bits() : bits >> noise_bits;
    const PackAmounts& need = wares_[w].need;
    if (wares_[w].count == 0) continue;
    double size = static_cast<double>(need[cpu_at]) * scale_[cpu_at] * tilt;
    size += static_cast<double>(need[memory_at]) * scale_[memory_at] * (1 - tilt);
    size += static_cast<double>(need[gpus_at]) * scale_[gpus_at] +
            static_cast<double>(need[slots_at]) * scale_[slots_at] * 0.25;
    const double noise = static_cast<double>(bits & ((std::uint64_t{1} << noise_bits) - 1)) * noise_unit;
    const double key = k == order_by_density ? varied_density(wares_[w].value, size, noise) : varied_size(size, noise);
    // Numbers above zero are in the order of their bits.
    const std::uint64_t high = std::bit_cast<std::uint32_t>(static_cast<float>(key));
    keys_.push_back(high << 32 | w);
  }
  std::sort(keys_.begin(), keys_.end(), std::greater<>());
  Order& order = orders_[k];
  order.clear();
  for (const std::uint64_t key : keys_) order.push_back(static_cast<std::uint32_t>(key));
}

void HostFiller::make_orders(FleetRandom& random) {
  for (std::size_t k = 0; k < order_count; ++k) make_order(k, random);
  by_value_.resize(seen_);
  for (std::size_t w = 0; w < seen_; ++w) by_value_[w] = static_cast<std::uint32_t>(w);
  std::sort(by_value_.begin(), by_value_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return wares_[a].value != wares_[b].value ? wares_[a].value > wares_[b].value : a < b;
  });
}

bool HostFiller::keep_looking_at(const FleetBag& bag, FleetRandom& random) {
  std::size_t left = 0;
  for (Ware& ware : wares_) {
    ware.count = bag.counts[ware.shape];
    left += ware.count > 0 ? 1 : 0;
  }
  if (!sees_all_ && static_cast<double>(left) < least_left * static_cast<double>(seen_)) return false;
  const auto is_gone = [&](std::uint32_t w) { return wares_[w].count == 0; };
  for (Order& order : orders_) std::erase_if(order, is_gone);
  make_order(next_order_++ % order_count, random);
  std::erase_if(by_value_, is_gone);
  return true;
}

std::int64_t HostFiller::copies_of(const Ware& ware, const Content& content) const {
  const FleetShape& shape = input_.shapes[ware.shape];
  const std::int64_t copies = fleet_copies_that_fit(shape, content.free, ware.count);
  if (copies == 0 || !keeps_apart(shape)) return copies;
  for (const auto& [other, held] : content.held) {
    if (are_apart(input_, wares_[other].shape, ware.shape)) return 0;
  }
  return copies;
}

void HostFiller::add(std::uint32_t w, Content& content) const {
  const Ware& ware = wares_[w];
  const std::int64_t copies = ware.is_plain && ware.count == 1 ? 1 : copies_of(ware, content);
  if (copies == 0) return;
  for (std::size_t r = 0; r < pack_resource_count; ++r) content.free[r] -= ware.need[r] * copies;
  content.value += ware.value * static_cast<double>(copies);
  content.held.emplace_back(w, copies);
}

void HostFiller::fill_in_order(std::size_t k, Content& content) {
  content.free = input_.types[content.type].capacity;
  content.held.clear();
  content.value = 0;
  work_ += static_cast<std::int64_t>(orders_[k].size());
  k < even_orders ? fill_evenly(orders_[k], content) : fill(orders_[k], content);
}

void HostFiller::fill(const Order& order, Content& content) const {
  const FleetType& type = input_.types[content.type];
  for (const std::uint32_t w : order) {
    const Ware& ware = wares_[w];
    if (fits(ware.need, content.free) && type.accepts[ware.shape] != 0) add(w, content);
  }
}

void HostFiller::fill_evenly(const Order& order, Content& content) {
  const FleetType& type = input_.types[content.type];
  const double cpu = 1.0 / static_cast<double>(std::max<std::int64_t>(1, type.capacity[cpu_at]));
  const double memory = 1.0 / static_cast<double>(std::max<std::int64_t>(1, type.capacity[memory_at]));
  skipped_.clear();
  // Above zero while more CPU than memory is free.
  double lean = 0;
  for (const std::uint32_t w : order) {
    const Ware& ware = wares_[w];
    if (!fits(ware.need, content.free) || type.accepts[ware.shape] == 0) continue;
    const double own =
        static_cast<double>(ware.need[cpu_at]) * cpu - static_cast<double>(ware.need[memory_at]) * memory;
    if (lean * own < 0) {
      skipped_.push_back(w);
      continue;
    }
    add(w, content);
    lean = static_cast<double>(content.free[cpu_at]) * cpu - static_cast<double>(content.free[memory_at]) * memory;
  }
  for (const std::uint32_t w : skipped_) {
    if (fits(wares_[w].need, content.free)) add(w, content);
  }
}

bool HostFiller::may_come(std::uint32_t w, const FleetType& type) const {
  const Ware& ware = wares_[w];
  return ware.is_plain && taken_[w] < ware.count && type.accepts[ware.shape] != 0;
}

void HostFiller::exchange(Content& content) {
  for (const auto& [w, copies] : content.held) taken_[w] = copies;
  for (int round = 0; round < most_exchanges; ++round) {
    if (!insert_one(content) && !exchange_one(content)) break;
  }
  for (const auto& [w, copies] : content.held) taken_[w] = 0;
}

/// The most valuable copy that fits beside the others: exchanges make room.
bool HostFiller::insert_one(Content& content) {
  for (const std::uint32_t w : by_value_) {
    const Ware& comes = wares_[w];
    if (!fits(comes.need, content.free) || !may_come(w, input_.types[content.type])) continue;
    for (std::size_t r = 0; r < pack_resource_count; ++r) content.free[r] -= comes.need[r];
    content.value += comes.value;
    note_one_more(w, content);
    return true;
  }
  return false;
}

/// One copy on the host for one of the bag that is worth more, where that gains most.
bool HostFiller::exchange_one(Content& content) {
  const FleetType& type = input_.types[content.type];
  double best_gain = 0;
  std::size_t best_place = 0;
  std::uint32_t best_ware = 0;
  const std::size_t looked_at = std::min(content.held.size(), most_pairs / std::max<std::size_t>(by_value_.size(), 1));
  for (std::size_t h = 0; h < looked_at; ++h) {
    const Ware& leaves = wares_[content.held[h].first];
    if (!leaves.is_plain) continue;
    PackAmounts room = content.free;
    for (std::size_t r = 0; r < pack_resource_count; ++r) room[r] += leaves.need[r];
    for (const std::uint32_t w : by_value_) {
      const Ware& comes = wares_[w];
      ++work_;
      if (comes.value - leaves.value <= best_gain) break;
      if (!fits(comes.need, room) || !may_come(w, type)) continue;
      best_gain = comes.value - leaves.value;
      best_place = h;
      best_ware = w;
      break;
    }
  }
  if (best_gain <= 0) return false;
  auto& [out, copies] = content.held[best_place];
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    content.free[r] += wares_[out].need[r] - wares_[best_ware].need[r];
  }
  content.value += best_gain;
  --taken_[out];
  if (--copies == 0) content.held.erase(content.held.begin() + static_cast<std::ptrdiff_t>(best_place));
  note_one_more(best_ware, content);
  return true;
}

void HostFiller::note_one_more(std::uint32_t ware, Content& content) {
  if (++taken_[ware] == 1) {
    content.held.emplace_back(ware, 1);
  } else {
    for (auto& [w, count] : content.held) count += w == ware ? 1 : 0;
  }
}

void HostFiller::begin(double least_gain) {
  best_.held.clear();
  best_gain_ = least_gain;
}

void HostFiller::try_type(std::size_t type, const FleetBudget& budget) {
  for (std::size_t k = 0; k < order_count; ++k) {
    content_.type = type;
    fill_in_order(k, content_);
    const double weight = static_cast<double>(input_.types[type].weight);
    if (content_.value > near_best * best_gain_ * weight) exchange(content_);
    offer(content_, budget);
  }
}

/// Of types at which the content would be the best so far the lightest that holds it; else its own.
std::size_t HostFiller::lightest_for(const Content& content, const FleetBudget& budget) const {
  const FleetType& own = input_.types[content.type];
  PackAmounts used{};
  for (std::size_t r = 0; r < pack_resource_count; ++r) used[r] = own.capacity[r] - content.free[r];
  for (const std::size_t t : input_.open) {
    const FleetType& type = input_.types[t];
    if (type.weight >= own.weight || content.value <= best_gain_ * static_cast<double>(type.weight)) break;
    if (!fits(used, type.capacity) || !budget.allows(t)) continue;
    const bool takes_all = std::all_of(content.held.begin(), content.held.end(),
                                       [&](const auto& held) { return type.accepts[wares_[held.first].shape] != 0; });
    if (takes_all) return t;
  }
  return content.type;
}

void HostFiller::offer(Content& content, const FleetBudget& budget) {
  if (content.held.empty()) return;
  const std::size_t type = lightest_for(content, budget);
  const double gain = content.value / static_cast<double>(input_.types[type].weight);
  if (gain <= best_gain_) return;
  best_gain_ = gain;
  content.type = type;
  std::swap(content, best_);
}

std::optional<FleetHost> HostFiller::best() const {
  if (best_.held.empty()) return std::nullopt;
  FleetHost host;
  host.type = best_.type;
  for (const auto& [w, copies] : best_.held) {
    host.held.push_back({wares_[w].shape, copies});
    for (std::size_t r = 0; r < pack_resource_count; ++r) host.used[r] += wares_[w].need[r] * copies;
  }
  return host;
}

double HostFiller::most_value(std::size_t type) {
  double most = 0;
  for (std::size_t k = 0; k < order_count; ++k) {
    content_.type = type;
    fill_in_order(k, content_);
    most = std::max(most, content_.value);
  }
  return most;
}

void HostFiller::top_up(const FleetBag& bag, FleetHost& host) const {
  std::vector<std::size_t> sequence;
  for (const std::uint32_t w : orders_.front()) sequence.push_back(wares_[w].shape);
  detail::fill(input_, bag, sequence, host);
}

}  // namespace container_tco::detail
