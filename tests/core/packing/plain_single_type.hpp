#pragma once
// The plain loop that TypeTable::cheapest must agree with: every type, whole numbers only, nothing skipped.

#include <algorithm>
#include <cstddef>
#include <vector>

#include "container_tco/packing/type_table.hpp"

/// A type as the loop needs it.
struct PlainType {
  std::int64_t amounts[4] = {};  ///< CPU ticks, memory bytes, GPUs, network slots.
  bool slots_known = false;
  std::int64_t weight = 0;
  std::size_t source = 0;  ///< Index into the list given.
};

/// The usable types by name, so that of equals the first found has the first name.
inline std::vector<PlainType> plain_types(const std::vector<container_tco::WeighedHost>& hosts) {
  std::vector<PlainType> types;
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    const container_tco::PackHost& host = hosts[i].host;
    const PlainType type = {{host.allocatable.cpu.ticks(), host.allocatable.memory.bytes(), host.allocatable.gpu_count,
                             host.network_slots.value_or(0)},
                            host.network_slots.has_value(),
                            hosts[i].weight,
                            i};
    if (std::all_of(type.amounts, type.amounts + 4, [](std::int64_t amount) { return amount >= 0; })) {
      types.push_back(type);
    }
  }
  std::sort(types.begin(), types.end(),
            [&](const PlainType& a, const PlainType& b) { return hosts[a.source].name < hosts[b.source].name; });
  return types;
}

/// Zone by zone: the first ones have one copy more than the others.
inline std::int64_t plain_hosts(const container_tco::EqualTasks& tasks, std::int64_t per_host) {
  std::int64_t hosts = 0;
  for (std::int64_t zone = 0; zone < tasks.zones; ++zone) {
    const std::int64_t copies = tasks.copies / tasks.zones + (zone < tasks.copies % tasks.zones ? 1 : 0);
    hosts += copies == 0 ? 0 : (copies - 1) / per_host + 1;
  }
  return hosts;
}

/// For valid rows.
inline container_tco::TypeChoice plain_cheapest(const std::vector<PlainType>& types,
                                                const container_tco::EqualTasks& tasks) {
  using container_tco::TypeOutcome;
  if (tasks.copies == 0 && tasks.min_hosts == 0) return {TypeOutcome::nothing_to_place};
  std::int64_t need[4] = {tasks.request.cpu.ticks(), tasks.request.memory.bytes(), tasks.request.gpu_count,
                          tasks.network_slots};
  if (tasks.copies == 0) std::fill(need, need + 4, 0);
  container_tco::TypeChoice best{TypeOutcome::fits_nowhere};
  for (const PlainType& type : types) {
    if (need[3] > 0 && !type.slots_known) continue;
    std::int64_t per_host = std::min(tasks.max_copies_per_host, std::max<std::int64_t>(tasks.copies, 1));
    for (int r = 0; r < 4; ++r) {
      if (need[r] > 0) per_host = std::min(per_host, type.amounts[r] / need[r]);
    }
    if (per_host == 0) continue;
    const std::int64_t hosts = std::max(tasks.min_hosts, plain_hosts(tasks, per_host));
    std::int64_t weight = 0;
    if (__builtin_mul_overflow(hosts, type.weight, &weight)) {
      if (best.outcome == TypeOutcome::fits_nowhere) best.outcome = TypeOutcome::too_heavy;
      continue;
    }
    if (best.outcome == TypeOutcome::chosen && (weight != best.weight ? weight > best.weight : hosts >= best.hosts)) {
      continue;
    }
    best = {TypeOutcome::chosen, type.source, hosts, weight};
  }
  return best;
}
