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
                           std::int64_t cpu, std::int64_t memory, PatternLimits limits)
    : input_(input), steps_(steps), limits_(limits), width_(cpu / steps.cpu), height_(memory / steps.memory) {
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    const FleetShape& shape = input.shapes[s];
    if (compatible[s] == 0) continue;
    const Entry entry{s, shape.need[0] / steps.cpu, shape.need[1] / steps.memory,
                      !shape.names.empty() || shape.count == 1, 0};
    if (entry.cpu <= width_ && entry.memory <= height_) entries_.push_back(entry);
  }
  const auto once = std::stable_partition(entries_.begin(), entries_.end(), [](const Entry& e) { return !e.once; });
  first_once_ = static_cast<std::size_t>(once - entries_.begin());
}

std::int64_t PatternTable::work() const {
  return (width_ + 1) * (height_ + 1) * static_cast<std::int64_t>(entries_.size());
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
  for (std::int64_t c = entry.cpu; c <= width_; ++c) {
    std::int32_t* to = row(c) + entry.memory;
    const std::int32_t* from = row(c - entry.cpu);
    if (entry.cpu > 0) {
      raise_row(to, from, cells, entry.value);
    } else {
      for (std::int64_t m = 0; m < cells; ++m) to[m] = std::max(to[m], from[m] + entry.value);
    }
  }
}

void PatternTable::add_once(const Entry& entry, std::uint8_t* taken) {
  for (std::int64_t c = width_; c >= entry.cpu; --c) {
    std::int32_t* to = row(c) + entry.memory;
    const std::int32_t* from = row(c - entry.cpu);
    std::uint8_t* noted = taken + cell(c, entry.memory);
    if (entry.cpu > 0) {
      raise_row_noting(to, from, noted, height_ - entry.memory + 1, entry.value);
    } else {
      for (std::int64_t m = height_ - entry.memory; m >= 0; --m) {
        noted[m] = to[m] < from[m] + entry.value ? 1 : 0;
        to[m] = std::max(to[m], from[m] + entry.value);
      }
    }
  }
}

bool PatternTable::solve(const std::vector<std::int64_t>& values) {
  double largest = 0;
  for (Entry& entry : entries_) {
    const std::int64_t value = values[entry.shape];
    if (static_cast<double>(value) > table_limit) return false;
    entry.value = static_cast<std::int32_t>(value);
    if (entry.cpu == 0 && entry.memory == 0) continue;
    // A host holds at most 1 of each axis, so no content is worth more than twice the best value per share.
    const double share = static_cast<double>(entry.cpu) / static_cast<double>(std::max<std::int64_t>(width_, 1)) +
                         static_cast<double>(entry.memory) / static_cast<double>(std::max<std::int64_t>(height_, 1));
    largest = std::max(largest, 2 * static_cast<double>(value) / share);
  }
  if (largest > table_limit) return false;
  const std::size_t cells = cell(width_, height_) + 1;
  best_.assign(cells, 0);
  taken_.resize(cells * (entries_.size() - first_once_));
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (i == first_once_) repeated_ = best_;
    const Entry& entry = entries_[i];
    if (entry.value == 0 || (entry.cpu == 0 && entry.memory == 0)) continue;
    i < first_once_ ? add_repeatedly(entry) : add_once(entry, &taken_[(i - first_once_) * cells]);
  }
  if (first_once_ == entries_.size()) repeated_ = best_;
  return true;
}

std::int64_t PatternTable::bound(const FleetType& type) const {
  std::int64_t value = at(type.capacity[0] / steps_.cpu, type.capacity[1] / steps_.memory);
  for (const Entry& entry : entries_) {
    // What rounds down to nothing has no place in the table: as many as fit by themselves.
    if (entry.cpu != 0 || entry.memory != 0 || entry.value == 0) continue;
    const FleetShape& shape = input_.shapes[entry.shape];
    value += saturated_product(entry.value, fleet_copies_that_fit(shape, type.capacity, shape.count));
    value = std::min(value, most / 2);
  }
  return value;
}

FleetHost PatternTable::pattern(std::size_t type) const {
  FleetHost host;
  host.type = type;
  trace(host, input_.types[type].capacity[0] / steps_.cpu, input_.types[type].capacity[1] / steps_.memory);
  return host;
}

FleetHost PatternTable::pattern_with(std::size_t type, std::size_t shape) const {
  FleetHost host;
  host.type = type;
  put(input_, host, shape, 1);
  const PackAmounts free = free_of(input_, host);
  trace(host, free[0] / steps_.cpu, free[1] / steps_.memory);
  return host;
}

std::int64_t PatternTable::rest_value(const FleetType& type, std::size_t shape) const {
  const PackAmounts& need = input_.shapes[shape].need;
  return at((type.capacity[0] - need[0]) / steps_.cpu, (type.capacity[1] - need[1]) / steps_.memory);
}

/// What the table does not know of may be in the way: slots, names, sizes that were rounded down.
bool PatternTable::is_allowed(const FleetHost& host, std::size_t shape) const {
  return limits_ == PatternLimits::table || copies_that_fit(input_, host, shape, 1) > 0;
}

void PatternTable::trace(FleetHost& host, std::int64_t c, std::int64_t m) const {
  for (std::size_t i = entries_.size(); i-- > first_once_;) {
    const Entry& entry = entries_[i];
    if (entry.value == 0 || entry.cpu > c || entry.memory > m || entry.cpu + entry.memory == 0) continue;
    if (taken_[(i - first_once_) * best_.size() + cell(c, m)] == 0) continue;
    if (is_allowed(host, entry.shape)) put(input_, host, entry.shape, 1);
    c -= entry.cpu;
    m -= entry.memory;
  }
  trace_repeated(host, c, m);
}

void PatternTable::trace_repeated(FleetHost& host, std::int64_t c, std::int64_t m) const {
  const auto value_at = [&](std::int64_t cpu, std::int64_t memory) { return repeated_[cell(cpu, memory)]; };
  while (value_at(c, m) > 0) {
    while (c > 0 && value_at(c - 1, m) == value_at(c, m)) --c;
    while (m > 0 && value_at(c, m - 1) == value_at(c, m)) --m;
    const Entry* next = nullptr;
    for (std::size_t i = 0; i < first_once_ && next == nullptr; ++i) {
      const Entry& entry = entries_[i];
      if (entry.value == 0 || entry.cpu > c || entry.memory > m || entry.cpu + entry.memory == 0) continue;
      if (value_at(c - entry.cpu, m - entry.memory) + entry.value != value_at(c, m)) continue;
      if (is_allowed(host, entry.shape)) next = &entry;
    }
    if (next == nullptr) return;
    put(input_, host, next->shape, 1);
    c -= next->cpu;
    m -= next->memory;
  }
}

}  // namespace container_tco::detail
