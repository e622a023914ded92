#include "container_tco/packing/pattern_table.hpp"

#include <algorithm>

namespace container_tco::detail {
namespace {

constexpr std::int64_t most = std::int64_t{1} << 60;
constexpr double table_limit = 0x1p30;

}  // namespace

std::int64_t saturated_product(std::int64_t a, std::int64_t b) {
  if (a == 0 || b == 0) return 0;
  return a > most / b ? most : a * b;
}

PatternTable::PatternTable(const FleetInput& input, const std::vector<char>& compatible, GridSteps steps,
                           const PackAmounts& size, PatternLimits limits)
    : input_(input), steps_(steps), limits_(limits) {
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    const FleetShape& shape = input.shapes[s];
    most_gpus_ += shape.need[gpus_at] * shape.count;
    if (compatible[s] == 0) continue;
    const Entry entry{s,
                      shape.need[cpu_at] / steps.cpu,
                      shape.need[memory_at] / steps.memory,
                      shape.need[gpus_at],
                      !shape.names.empty() || shape.count == 1,
                      0};
    if (entry.cpu > size[cpu_at] / steps.cpu || entry.memory > size[memory_at] / steps.memory ||
        entry.gpus > size[gpus_at])
      continue;
    entries_.push_back(entry);
  }
  const auto once = std::stable_partition(entries_.begin(), entries_.end(), [](const Entry& e) { return !e.once; });
  first_once_ = static_cast<std::size_t>(once - entries_.begin());
}

std::int64_t PatternTable::work() const {
  return static_cast<std::int64_t>(best_.size()) * static_cast<std::int64_t>(entries_.size());
}

PatternTable::Cell PatternTable::cell_of(const PackAmounts& free) const {
  return {std::min(free[gpus_at], most_gpus_), free[cpu_at] / steps_.cpu, free[memory_at] / steps_.memory};
}

namespace {

/// to[m] = max(to[m], from[m] + value) on two rows that do not overlap: compilers make vector code of it.
void raise_row(std::int32_t* __restrict to, const std::int32_t* __restrict from, std::int64_t cells,
               std::int32_t value) {
  for (std::int64_t m = 0; m < cells; ++m) {
    const std::int32_t other = from[m] + value;
    to[m] = to[m] > other ? to[m] : other;
  }
}

/// The same, and notes where it was raised.
void raise_row_noting(std::int32_t* __restrict to, const std::int32_t* __restrict from, std::uint8_t* __restrict taken,
                      std::int64_t cells, std::int32_t value) {
  for (std::int64_t m = 0; m < cells; ++m) {
    const std::int32_t other = from[m] + value;
    taken[m] = to[m] < other ? 1 : 0;
    to[m] = to[m] > other ? to[m] : other;
  }
}

}  // namespace

void PatternTable::add_repeatedly(const Entry& entry) {
  const std::int64_t cells = height_ - entry.memory + 1;
  for (std::int64_t g = entry.gpus; g <= depth_; ++g) {
    for (std::int64_t c = entry.cpu; c <= width_; ++c) {
      std::int32_t* to = &best_[index({g, c, entry.memory})];
      const std::int32_t* from = &best_[index({g - entry.gpus, c - entry.cpu, 0})];
      if (entry.cpu > 0 || entry.gpus > 0) {
        raise_row(to, from, cells, entry.value);
      } else {
        for (std::int64_t m = 0; m < cells; ++m) to[m] = std::max(to[m], from[m] + entry.value);
      }
    }
  }
}

void PatternTable::add_once(const Entry& entry, std::uint8_t* taken) {
  const std::int64_t cells = height_ - entry.memory + 1;
  for (std::int64_t g = depth_; g >= entry.gpus; --g) {
    for (std::int64_t c = width_; c >= entry.cpu; --c) {
      std::int32_t* to = &best_[index({g, c, entry.memory})];
      const std::int32_t* from = &best_[index({g - entry.gpus, c - entry.cpu, 0})];
      std::uint8_t* noted = taken + index({g, c, entry.memory});
      if (entry.cpu > 0 || entry.gpus > 0) {
        raise_row_noting(to, from, noted, cells, entry.value);
      } else {
        for (std::int64_t m = cells - 1; m >= 0; --m) {
          noted[m] = to[m] < from[m] + entry.value ? 1 : 0;
          to[m] = std::max(to[m], from[m] + entry.value);
        }
      }
    }
  }
}

bool PatternTable::solve(const std::vector<std::int64_t>& values, const PackAmounts& reach) {
  const Cell size = cell_of(reach);
  depth_ = size.gpus;
  width_ = size.cpu;
  height_ = size.memory;
  double largest = 0;
  for (Entry& entry : entries_) {
    const std::int64_t value = values[entry.shape];
    if (static_cast<double>(value) > table_limit) return false;
    entry.value = static_cast<std::int32_t>(value);
    if (entry.is_tiny() || !holds(size, entry)) continue;
    // A host holds at most 1 of each axis, so no content is worth more than three times the best value per share.
    const double share = static_cast<double>(entry.cpu) / static_cast<double>(std::max<std::int64_t>(width_, 1)) +
                         static_cast<double>(entry.memory) / static_cast<double>(std::max<std::int64_t>(height_, 1)) +
                         static_cast<double>(entry.gpus) / static_cast<double>(std::max<std::int64_t>(depth_, 1));
    largest = std::max(largest, 3 * static_cast<double>(value) / share);
  }
  if (largest > table_limit) return false;
  const std::size_t cells = index(size) + 1;
  best_.assign(cells, 0);
  taken_.resize(cells * (entries_.size() - first_once_));
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (i == first_once_) repeated_ = best_;
    const Entry& entry = entries_[i];
    if (entry.value == 0 || entry.is_tiny() || !holds(size, entry)) continue;
    i < first_once_ ? add_repeatedly(entry) : add_once(entry, &taken_[(i - first_once_) * cells]);
  }
  if (first_once_ == entries_.size()) repeated_ = best_;
  return true;
}

bool PatternTable::has_tiny_value(const std::vector<std::int64_t>& values) const {
  return std::any_of(entries_.begin(), entries_.end(),
                     [&](const Entry& entry) { return entry.is_tiny() && values[entry.shape] > 0; });
}

std::int64_t PatternTable::bound(const FleetType& type) const {
  std::int64_t value = at(cell_of(type.capacity));
  for (const Entry& entry : entries_) {
    // What rounds down to nothing has no place in the table: as many as fit by themselves.
    if (!entry.is_tiny() || entry.value == 0) continue;
    const FleetShape& shape = input_.shapes[entry.shape];
    value += saturated_product(entry.value, fleet_copies_that_fit(shape, type.capacity, shape.count));
    value = std::min(value, most / 2);
  }
  return value;
}

FleetHost PatternTable::pattern(std::size_t type) const {
  FleetHost host;
  host.type = type;
  trace(host, cell_of(input_.types[type].capacity));
  return host;
}

FleetHost PatternTable::pattern_with(std::size_t type, std::size_t shape) const {
  FleetHost host;
  host.type = type;
  put(input_, host, shape, 1);
  trace(host, cell_of(free_of(input_, host)));
  return host;
}

std::int64_t PatternTable::rest_value(const FleetType& type, std::size_t shape) const {
  PackAmounts free = type.capacity;
  for (std::size_t r = 0; r < pack_resource_count; ++r) free[r] -= input_.shapes[shape].need[r];
  return at(cell_of(free));
}

/// What the table does not know of may be in the way: slots, names, sizes that were rounded down.
bool PatternTable::is_allowed(const FleetHost& host, std::size_t shape) const {
  return limits_ == PatternLimits::table || copies_that_fit(input_, host, shape, 1) > 0;
}

void PatternTable::trace(FleetHost& host, Cell from) const {
  for (std::size_t i = entries_.size(); i-- > first_once_;) {
    const Entry& entry = entries_[i];
    if (entry.value == 0 || entry.is_tiny() || !holds(from, entry)) continue;
    if (taken_[(i - first_once_) * best_.size() + index(from)] == 0) continue;
    if (is_allowed(host, entry.shape)) put(input_, host, entry.shape, 1);
    from = without(from, entry);
  }
  trace_repeated(host, from);
}

void PatternTable::trace_repeated(FleetHost& host, Cell from) const {
  const auto value_at = [&](const Cell& cell) { return repeated_[index(cell)]; };
  const auto lower = [&](std::int64_t Cell::* axis) {
    for (Cell less = from; less.*axis > 0; from = less) {
      --(less.*axis);
      if (value_at(less) != value_at(from)) return;
    }
  };
  while (value_at(from) > 0) {
    lower(&Cell::cpu);
    lower(&Cell::memory);
    lower(&Cell::gpus);
    const Entry* next = nullptr;
    for (std::size_t i = 0; i < first_once_ && next == nullptr; ++i) {
      const Entry& entry = entries_[i];
      if (entry.value == 0 || entry.is_tiny() || !holds(from, entry)) continue;
      if (value_at(without(from, entry)) + entry.value != value_at(from)) continue;
      if (is_allowed(host, entry.shape)) next = &entry;
    }
    if (next == nullptr) return;
    put(input_, host, next->shape, 1);
    from = without(from, *next);
  }
}

}  // namespace container_tco::detail
