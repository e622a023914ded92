#pragma once
// Seeded random input of `pack`: the same on every machine.

#include <cstdint>
#include <random>
#include <vector>

#include "container_tco/packing/pack.hpp"

namespace container_tco {

struct PackInstance {
  std::vector<PackItem> items;
  PackHost host;
  PackOptions options;
};

/// Up to `most_items` items of up to `most_count` copies; zero sizes, shared names, daemons, GPUs, slots and several
/// zones occur.
PackInstance random_instance(std::uint64_t seed, std::int64_t most_items, std::int64_t most_count);

/// A whole number of [from, to], by the same arithmetic on every standard library.
std::int64_t draw(std::mt19937_64& random, std::int64_t from, std::int64_t to);

}  // namespace container_tco
