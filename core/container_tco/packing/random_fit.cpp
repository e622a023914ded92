#include "container_tco/packing/random_fit.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <utility>

namespace container_tco::detail {
namespace {

struct RandomHost {
  PackAmounts free{};
  std::map<std::size_t, std::int64_t> held;  ///< Copies by shape.
};

bool has_room(const PackInput& input, const RandomHost& host, std::size_t shape) {
  const PackShape& wanted = input.shapes[shape];
  if (copies_that_fit(wanted, host.free, 1) == 0) return false;
  for (const auto& [other, copies] : host.held) {
    if (other == shape && (wanted.one_per_host || copies >= wanted.most_per_host)) return false;
    if (are_apart(input, other, shape)) return false;
  }
  return true;
}

PackedHosts packed(const PackInput& input, const RandomHost& host) {
  PackedHosts result;
  result.count = 1;
  for (const auto& [shape, copies] : host.held) result.placements.push_back({input.shapes[shape].item, copies});
  std::sort(result.placements.begin(), result.placements.end(),
            [](const Placement& a, const Placement& b) { return a.item < b.item; });
  result.used = input.daemons + Resources{Cpu::from_ticks(input.capacity[cpu_at] - host.free[cpu_at]),
                                          Bytes::from_bytes(input.capacity[memory_at] - host.free[memory_at]),
                                          input.capacity[gpus_at] - host.free[gpus_at]};
  return result;
}

}  // namespace

std::vector<PackedHosts> place_at_random(const PackInput& input, const std::vector<std::int64_t>& counts,
                                         std::uint64_t seed) {
  std::vector<std::size_t> copies;
  for (std::size_t s = 0; s < counts.size(); ++s) {
    copies.insert(copies.end(), static_cast<std::size_t>(counts[s]), s);
  }
  // Not std::shuffle, whose result differs between standard libraries.
  std::mt19937_64 random(seed);
  for (std::size_t i = copies.size(); i > 1; --i) std::swap(copies[i - 1], copies[random() % i]);
  std::vector<RandomHost> hosts;
  std::vector<std::size_t> fitting;
  for (const std::size_t shape : copies) {
    fitting.clear();
    for (std::size_t h = 0; h < hosts.size(); ++h) {
      if (has_room(input, hosts[h], shape)) fitting.push_back(h);
    }
    if (fitting.empty()) {
      fitting.push_back(hosts.size());
      hosts.push_back({input.capacity, {}});
    }
    RandomHost& host = hosts[fitting[random() % fitting.size()]];
    for (std::size_t r = 0; r < pack_resource_count; ++r) host.free[r] -= input.shapes[shape].need[r];
    ++host.held[shape];
  }
  std::vector<PackedHosts> result;
  for (const RandomHost& host : hosts) result.push_back(packed(input, host));
  return result;
}

}  // namespace container_tco::detail
