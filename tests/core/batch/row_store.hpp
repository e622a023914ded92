#pragma once
// Rows of a batch with columns of their own, drawn at random or added one by one.

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "container_tco/batch/batch_columns.hpp"
#include "container_tco/quantity/resources.hpp"

struct RowStore {
  std::vector<std::uint16_t> regions;
  std::vector<std::uint8_t> architectures;
  std::vector<std::uint8_t> systems;
  std::vector<std::int64_t> ticks;
  std::vector<std::int64_t> bytes;
  std::vector<std::int64_t> ephemeral;  ///< Bytes.
  std::vector<std::int64_t> counts;
  std::vector<std::int64_t> seconds;
  std::vector<std::uint8_t> reader_errors;
  std::vector<std::uint32_t> masks;
  std::vector<std::uint16_t> filters;
  std::vector<std::uint16_t> profiles;

  std::size_t size() const { return regions.size(); }

  container_tco::BatchColumns columns() const {
    return {regions, architectures, systems,       ticks, bytes,   ephemeral,
            counts,  seconds,       reader_errors, masks, filters, profiles};
  }

  /// One x86_64 Linux task in region 0 for 730 hours; the caller changes what it likes.
  void add(std::int64_t cpu_units, std::int64_t mib, std::int64_t count = 1, std::int64_t task_seconds = 2'628'000) {
    regions.push_back(0);
    architectures.push_back(0);
    systems.push_back(0);
    ticks.push_back(container_tco::Cpu::from_units(cpu_units).ticks());
    bytes.push_back(container_tco::Bytes::from_mib(mib).bytes());
    ephemeral.push_back(0);
    counts.push_back(count);
    seconds.push_back(task_seconds);
  }
};

/// Between both, in steps whose length grows, so that every order of magnitude comes alike.
inline std::int64_t draw_wide(std::mt19937_64& random, std::int64_t least, std::int64_t most) {
  std::int64_t ceiling = most;
  for (int halvings = std::uniform_int_distribution<int>(0, 40)(random); halvings > 0 && ceiling / 2 > least;
       --halvings) {
    ceiling /= 2;
  }
  return std::uniform_int_distribution<std::int64_t>(least, ceiling)(random);
}

/// A default `T` in which `change` has set what a test is about.
template <typename T, typename Change>
T made(Change change) {
  T value;
  change(value);
  return value;
}
