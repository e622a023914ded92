#include "container_tco/batch/fargate_table.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "container_tco/batch/batch_columns.hpp"
#include "container_tco/batch/whole_scale.hpp"
#include "container_tco/costing/fargate_costs.hpp"
#include "container_tco/costing/price_keys.hpp"
#include "container_tco/demand/civil_time.hpp"
#include "container_tco/error.hpp"
#include "container_tco/sizing/fargate_storage.hpp"

namespace container_tco {

using detail::FargateLookups;

/// The prices of one region and platform, as the book has them.
struct FargateTable::Group {
  OperatingSystem operating_system = OperatingSystem::linux_os;
  RowError fault = RowError::none;
  std::optional<FargateRates> rates = {};
  std::optional<Rational> storage_gib_hour = {};
};

namespace {

constexpr OperatingSystem systems[] = {OperatingSystem::linux_os, OperatingSystem::windows_os};
constexpr Architecture architectures[] = {Architecture::x86_64, Architecture::arm64};
constexpr std::int32_t most_gib_of_any_task = 255;  // That a byte holds.
// Quarters of a vCPU and halves of a GiB at prices of ten digits, which all published ones have.
constexpr std::int64_t usual_scale = 4 * amounts_per_unit;

bool precedes(const FargateSize& a, const FargateSize& b) {
  return a.cpu_units != b.cpu_units ? a.cpu_units < b.cpu_units : a.memory_mib < b.memory_mib;
}

std::vector<FargateSize> all_sizes() {
  std::vector<FargateSize> sizes;
  for (const OperatingSystem system : systems) {
    for (const FargateSize& size : fargate_sizes(system, ControlPlane::ecs)) sizes.push_back(size);
  }
  std::sort(sizes.begin(), sizes.end(), precedes);
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  if (sizes.size() >= detail::no_size) throw InternalError("fewer Fargate sizes than a byte table holds");
  return sizes;
}

// Whole steps of `amount`.
std::size_t steps_of(std::int64_t amount, std::int64_t step, std::int64_t most) {
  if (amount % step != 0 || amount / step >= most) throw InternalError("Fargate sizes on the grid of the batch table");
  return static_cast<std::size_t>(amount / step);
}

// For each number of steps the first of `values` that holds it; their number where none does.
template <std::size_t count>
void fill_classes(std::array<std::uint8_t, count>& classes, const std::vector<std::size_t>& values) {
  for (std::size_t steps = 0; steps < count; ++steps) {
    const auto found = std::lower_bound(values.begin(), values.end(), steps);
    classes[steps] = static_cast<std::uint8_t>(found - values.begin());
  }
}

std::vector<std::size_t> distinct(std::vector<std::size_t> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

std::optional<Rational> find_amount(const PriceBook& book, const std::string& key, const std::string& region) {
  const PriceRow* row = book.find_price(key, region);
  if (row == nullptr) return std::nullopt;
  return row->unit_price().money.amount();
}

std::optional<FargateStorage> storage_of(std::int32_t gib) {
  try {
    return fargate_storage(Bytes::from_gib(gib), ControlPlane::ecs);
  } catch (const InfeasibleError&) {
    return std::nullopt;
  }
}

bool is_in(const PriceBook& book, const std::string& region) {
  return std::any_of(book.regions().begin(), book.regions().end(),
                     [&](const Region& known) { return known.code == region; });
}

}  // namespace

FargateTable::FargateTable(const PriceBook& book, std::vector<std::string> regions, Purchase purchase)
    : regions_(std::move(regions)), sizes_(all_sizes()) {
  require_range("regions of a batch", static_cast<std::int64_t>(regions_.size()), 0, most_batch_regions);
  std::vector<Group> groups;
  for (std::size_t region = 0; region < regions_.size(); ++region) {
    for (const OperatingSystem system : systems) {
      for (const Architecture architecture : architectures) {
        groups.push_back(read_group(book, region, system, architecture, purchase));
      }
    }
  }
  groups.push_back({.fault = RowError::unknown_region});
  for (const Group& each : groups) faults_.push_back(each.fault);
  set_classes();
  set_storage();
  set_scale(groups);
  set_prices(groups);
  set_cells(groups);
  places_ = detail::places_of(lookups_);
}

std::size_t FargateTable::group(std::size_t region, OperatingSystem operating_system, Architecture architecture) const {
  return region * detail::platforms_per_region + static_cast<std::size_t>(operating_system) * 2 +
         static_cast<std::size_t>(architecture);
}

FargateTable::Group FargateTable::read_group(const PriceBook& book, std::size_t region,
                                             OperatingSystem operating_system, Architecture architecture,
                                             Purchase purchase) const {
  Group group{.operating_system = operating_system};
  const std::string& name = regions_[region];
  if (!is_in(book, name)) {
    group.fault = RowError::unknown_region;
    return group;
  }
  if (operating_system == OperatingSystem::windows_os && architecture == Architecture::arm64) {
    group.fault = RowError::not_offered_by_fargate;  // Rule F5.
    return group;
  }
  try {
    group.rates = fargate_rates(book, name, ControlPlane::ecs, operating_system, architecture, nullptr, purchase);
  } catch (const PriceNotFoundError&) {
    group.fault = RowError::price_not_found;
  }
  group.storage_gib_hour = find_amount(book, ephemeral_storage_key, name);
  return group;
}

void FargateTable::set_classes() {
  std::vector<std::size_t> cpu;
  std::vector<std::size_t> memory;
  for (std::size_t i = 0; i < sizes_.size(); ++i) {
    const FargateSize& size = sizes_[i];
    cpu.push_back(steps_of(size.amount().cpu.ticks(), detail::ticks_per_step, detail::most_cpu_steps));
    memory.push_back(
        steps_of(size.amount().memory.bytes(), std::int64_t{1} << detail::memory_step_bits, detail::most_memory_steps));
    lookups_.vcpu_milli[i] = static_cast<std::int32_t>(Cpu::from_units(size.cpu_units).milli());
    lookups_.memory_mib[i] = static_cast<std::int32_t>(size.memory_mib);
  }
  const std::vector<std::size_t> cpu_values = distinct(cpu);
  const std::vector<std::size_t> memory_values = distinct(memory);
  if (memory_values.size() >= detail::size_stride) throw InternalError("fewer memory sizes than a cell row holds");
  fill_classes(lookups_.cpu_class, cpu_values);
  fill_classes(lookups_.memory_class, memory_values);
  lookups_.cpu_classes = static_cast<std::uint32_t>(cpu_values.size() + 1);
}

// What is billed above the included storage grows by the GiB, which is what the kernel counts on.
void FargateTable::set_storage() {
  for (std::int32_t gib = 1; gib <= most_gib_of_any_task; ++gib) {
    std::optional<FargateStorage> storage = storage_of(gib);
    if (!storage) return;
    const std::int64_t billed = storage->billed.gib().ceil();
    if (billed == 0) lookups_.included_gib = gib;
    if (billed != gib - lookups_.included_gib) throw InternalError("ephemeral storage that is billed by the GiB");
    lookups_.most_gib = gib;
  }
  throw InternalError("ephemeral storage of less than 256 GiB");
}

void FargateTable::set_scale(const std::vector<Group>& groups) {
  WholeScale scale(usual_scale);
  bool is_whole = true;
  for (const Group& group : groups) {
    if (group.storage_gib_hour) is_whole = is_whole && scale.include(*group.storage_gib_hour);
    if (!group.rates) continue;
    for (const FargateSize& size : sizes_) {
      if (group.operating_system == OperatingSystem::windows_os && !group.rates->licence_vcpu_hour) continue;
      is_whole = is_whole && scale.include(hourly_cost(size, group.operating_system, *group.rates).amount());
    }
  }
  if (!is_whole) {
    throw InvalidInputError("Fargate prices", "more digits than 63 bits hold", "prices of at most 15 decimals",
                            "Round the prices of the overlay");
  }
  scale_ = scale.factor();
  divisor_ = scale_ / amounts_per_unit * seconds_per_hour;
}

void FargateTable::set_prices(const std::vector<Group>& groups) {
  const WholeScale scale(scale_);
  lookups_.prices.assign(groups.size() * detail::size_stride, 0);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const auto units = [&](const Rational& amount) {
      const std::optional<std::int64_t> whole = scale.units(amount);
      if (!whole) throw InvalidInputError("Fargate price", amount.to_text(), "at most 200,000,000 an hour");
      return *whole;
    };
    lookups_.storage_prices.push_back(groups[g].storage_gib_hour ? units(*groups[g].storage_gib_hour)
                                                                 : detail::no_storage_price);
    lookups_.prices[g * detail::size_stride + detail::no_size] = detail::no_price;
    if (!groups[g].rates) continue;
    for (std::size_t i = 0; i < sizes_.size(); ++i) {
      lookups_.prices[g * detail::size_stride + i] =
          units(hourly_cost(sizes_[i], groups[g].operating_system, *groups[g].rates).amount());
    }
  }
}

void FargateTable::set_cells(const std::vector<Group>& groups) {
  for (std::size_t g = 0; g < groups.size(); ++g) {
    lookups_.cells_of_group.push_back(place_of(
        groups[g].rates ? cells_for(g, groups[g].operating_system)
                        : std::vector<std::uint8_t>(lookups_.cpu_classes * detail::size_stride, detail::no_size)));
  }
}

// Most groups share their cells, so that few sets of them are kept.
std::uint32_t FargateTable::place_of(const std::vector<std::uint8_t>& cells) {
  std::vector<std::uint8_t>& all = lookups_.cells;
  for (std::size_t first = 0; first < all.size(); first += cells.size()) {
    if (std::equal(cells.begin(), cells.end(), all.begin() + static_cast<std::ptrdiff_t>(first))) {
      return static_cast<std::uint32_t>(first);
    }
  }
  all.insert(all.end(), cells.begin(), cells.end());
  return static_cast<std::uint32_t>(all.size() - cells.size());
}

// The cheapest size that holds each class of CPU and memory; of equally dear ones the smaller, as in size_fargate_task.
std::vector<std::uint8_t> FargateTable::cells_for(std::size_t group, OperatingSystem operating_system) const {
  const std::vector<FargateSize> sold = fargate_sizes(operating_system, ControlPlane::ecs);
  const std::int64_t* prices = &lookups_.prices[group * detail::size_stride];
  std::vector<std::uint8_t> cells(lookups_.cpu_classes * detail::size_stride, detail::no_size);
  for (std::size_t i = 0; i < sizes_.size(); ++i) {
    if (std::find(sold.begin(), sold.end(), sizes_[i]) == sold.end()) continue;
    const Resources amount = sizes_[i].amount();
    const std::size_t cpu = lookups_.cpu_class[static_cast<std::size_t>(amount.cpu.ticks() / detail::ticks_per_step)];
    const std::size_t memory =
        lookups_.memory_class[static_cast<std::size_t>(amount.memory.bytes() >> detail::memory_step_bits)];
    for (std::size_t c = 0; c <= cpu; ++c) {
      for (std::size_t m = 0; m <= memory; ++m) {
        std::uint8_t& cell = cells[c * detail::size_stride + m];
        if (cell == detail::no_size || prices[i] < prices[cell]) cell = static_cast<std::uint8_t>(i);
      }
    }
  }
  return cells;
}

}  // namespace container_tco
