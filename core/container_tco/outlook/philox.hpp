#pragma once
// Counter-based random numbers: what a draw is depends on its number and the seed alone, on any number of threads.

#include <array>
#include <cstdint>

namespace container_tco {

/// Philox4x32 with ten rounds (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3, SC 2011).
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

/// A number in (0, 1) for draw `draw` of variable `variable`: (53 random bits + 1/2) / 2^53.
double uniform_draw(std::uint64_t seed, std::uint32_t variable, std::uint64_t draw);

}  // namespace container_tco
