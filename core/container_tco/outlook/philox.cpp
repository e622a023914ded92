#include "container_tco/outlook/philox.hpp"

namespace container_tco {
namespace {

constexpr std::uint32_t multiplier_0 = 0xD2511F53;
constexpr std::uint32_t multiplier_1 = 0xCD9E8D57;
constexpr std::uint32_t weyl_0 = 0x9E3779B9;
constexpr std::uint32_t weyl_1 = 0xBB67AE85;
constexpr int rounds = 10;

std::uint32_t high_half(std::uint64_t product) { return static_cast<std::uint32_t>(product >> 32); }
std::uint32_t low_half(std::uint64_t product) { return static_cast<std::uint32_t>(product); }

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < rounds; ++round) {
    const std::uint64_t product_0 = std::uint64_t{multiplier_0} * counter[0];
    const std::uint64_t product_1 = std::uint64_t{multiplier_1} * counter[2];
    counter = {high_half(product_1) ^ counter[1] ^ key[0], low_half(product_1),
               high_half(product_0) ^ counter[3] ^ key[1], low_half(product_0)};
    key[0] += weyl_0;
    key[1] += weyl_1;
  }
  return counter;
}

double uniform_draw(std::uint64_t seed, std::uint32_t variable, std::uint64_t draw) {
  const std::array<std::uint32_t, 4> words =
      philox4x32({low_half(draw), high_half(draw), variable, 0}, {low_half(seed), high_half(seed)});
  constexpr double unit = 1.0 / 9007199254740992.0;  // 2^-53
  const std::uint64_t bits = (std::uint64_t{words[0]} << 21) ^ (words[1] >> 11);
  return (static_cast<double>(bits) + 0.5) * unit;
}

}  // namespace container_tco
