#include "container_tco/packing/fleet_host.hpp"

#include <algorithm>

namespace container_tco::detail {

bool keeps_apart(const FleetShape& shape) { return !shape.names.empty() || !shape.apart.empty(); }

bool are_apart(const FleetInput& input, std::size_t a, std::size_t b) {
  const std::vector<std::size_t>& names = input.shapes[a].names;
  const std::vector<std::size_t>& others = input.shapes[b].names;
  for (std::size_t i = 0, j = 0; i < names.size() && j < others.size();) {
    if (names[i] == others[j]) return true;
    ++(names[i] < others[j] ? i : j);
  }
  return input.shapes[a].apart.contains(b);
}

void FleetBag::add(std::size_t shape, std::int64_t copies) {
  if (copies == 0) return;
  if (counts[shape] == 0) shapes.push_back(shape);
  counts[shape] += copies;
}

void FleetBag::add(const FleetHost& host) {
  for (const HeldCopies& held : host.held) add(held.shape, held.copies);
}

void FleetBag::take(const FleetHost& host) {
  for (const HeldCopies& held : host.held) counts[held.shape] -= held.copies;
  std::erase_if(shapes, [&](std::size_t s) { return counts[s] == 0; });
}

void FleetBudget::take(std::size_t type, std::int64_t count) {
  if (new_by_type[type] != no_host_limit) new_by_type[type] -= count;
  if (hosts != no_host_limit) hosts -= count;
  if (new_by_group.empty()) return;
  std::int64_t& of_group = new_by_group[group_of[type]];
  if (of_group != no_host_limit) of_group -= count;
}

std::int64_t weight_of(const FleetInput& input, const FleetHost& host) {
  return host.existing ? 0 : input.types[host.type].weight * host.count;
}

std::int64_t weight_of(const FleetInput& input, const std::vector<FleetHost>& hosts) {
  std::int64_t sum = 0;
  for (const FleetHost& host : hosts) sum += weight_of(input, host);
  return sum;
}

std::int64_t host_count(const std::vector<FleetHost>& hosts) {
  std::int64_t count = 0;
  for (const FleetHost& host : hosts) count += host.count;
  return count;
}

PackAmounts free_of(const FleetInput& input, const FleetHost& host) {
  PackAmounts free = input.types[host.type].capacity;
  for (std::size_t r = 0; r < pack_resource_count; ++r) free[r] -= host.used[r];
  return free;
}

std::int64_t copies_that_fit(const FleetInput& input, const FleetHost& host, std::size_t shape, std::int64_t limit) {
  if (input.types[host.type].accepts[shape] == 0) return 0;
  const FleetShape& wanted = input.shapes[shape];
  std::int64_t copies = fleet_copies_that_fit(wanted, free_of(input, host), limit);
  if (copies > 0 && wanted.most_per_host != no_host_limit) {
    for (const HeldCopies& held : host.held) {
      if (held.shape == shape) copies = std::min(copies, std::max<std::int64_t>(0, wanted.most_per_host - held.copies));
    }
  }
  if (copies == 0 || !keeps_apart(wanted)) return copies;
  for (const HeldCopies& held : host.held) {
    if (are_apart(input, held.shape, shape)) return 0;
  }
  return copies;
}

bool may_join(const FleetInput& input, const FleetHost& host, std::size_t shape) {
  const FleetShape& wanted = input.shapes[shape];
  return std::none_of(host.held.begin(), host.held.end(), [&](const HeldCopies& held) {
    const bool is_full = held.shape == shape && held.copies >= wanted.most_per_host;
    return is_full || are_apart(input, held.shape, shape);
  });
}

void put(const FleetInput& input, FleetHost& host, std::size_t shape, std::int64_t copies) {
  for (std::size_t r = 0; r < pack_resource_count; ++r) host.used[r] += input.shapes[shape].need[r] * copies;
  for (HeldCopies& held : host.held) {
    if (held.shape != shape) continue;
    held.copies += copies;
    return;
  }
  host.held.push_back({shape, copies});
}

bool type_holds(const FleetInput& input, std::size_t type, const FleetHost& host) {
  const FleetType& candidate = input.types[type];
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    if (host.used[r] > candidate.capacity[r]) return false;
  }
  return std::all_of(host.held.begin(), host.held.end(),
                     [&](const HeldCopies& held) { return candidate.accepts[held.shape] != 0; });
}

void shrink(const FleetInput& input, const FleetBudget& budget, FleetHost& host) {
  if (host.existing) return;
  for (const std::size_t type : input.open) {
    if (input.types[type].weight >= input.types[host.type].weight) return;
    if (budget.allows(type) && type_holds(input, type, host)) {
      host.type = type;
      return;
    }
  }
}

void fill(const FleetInput& input, const FleetBag& bag, const std::vector<std::size_t>& sequence, FleetHost& host) {
  const FleetType& type = input.types[host.type];
  PackAmounts free = free_of(input, host);
  const bool was_empty = host.held.empty();
  for (const std::size_t shape : sequence) {
    const FleetShape& wanted = input.shapes[shape];
    if (wanted.need[cpu_at] > free[cpu_at] || wanted.need[memory_at] > free[memory_at] || type.accepts[shape] == 0)
      continue;
    std::int64_t copies = 0;
    if (!keeps_apart(wanted) && (was_empty || wanted.most_per_host == no_host_limit)) {
      copies = fleet_copies_that_fit(wanted, free, bag.counts[shape]);
    } else {
      copies = copies_that_fit(input, host, shape, bag.counts[shape]);
    }
    if (copies == 0) continue;
    for (std::size_t r = 0; r < pack_resource_count; ++r) free[r] -= wanted.need[r] * copies;
    if (was_empty) {
      // Each shape comes once, so that there is no entry to look for.
      for (std::size_t r = 0; r < pack_resource_count; ++r) host.used[r] += wanted.need[r] * copies;
      host.held.push_back({shape, copies});
    } else {
      put(input, host, shape, copies);
    }
  }
}

}  // namespace container_tco::detail
