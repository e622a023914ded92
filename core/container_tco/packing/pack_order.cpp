#include "container_tco/packing/pack_order.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace container_tco::detail {
namespace {

constexpr int share_bits = 40;

/// floor(need × 2^40 / capacity) by long division, as the product may need more than 64 bits. `need` <= `capacity`.
std::int64_t share_of(std::int64_t need, std::int64_t capacity) {
  if (need == 0) return 0;
  const std::uint64_t divisor = static_cast<std::uint64_t>(capacity);
  const int step = std::countl_zero(divisor);
  std::uint64_t rest = static_cast<std::uint64_t>(need);
  std::uint64_t share = 0;
  for (int bits = share_bits; bits > 0; bits -= step) {
    const int shift = std::min(bits, step);
    share = (share << shift) + (rest << shift) / divisor;
    rest = (rest << shift) % divisor;
  }
  return static_cast<std::int64_t>(share);
}

std::int64_t size_of(const PackShape& shape, const PackAmounts& capacity, PackOrder order) {
  if (order == PackOrder::cpu) return share_of(shape.need[cpu_at], capacity[cpu_at]);
  if (order == PackOrder::memory) return share_of(shape.need[memory_at], capacity[memory_at]);
  const std::int64_t name_share = shape.one_per_host ? std::int64_t{1} << share_bits : 0;
  std::int64_t largest = name_share;
  std::int64_t sum = name_share;
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    const std::int64_t share = share_of(shape.need[r], capacity[r]);
    largest = std::max(largest, share);
    sum += share;
  }
  return order == PackOrder::dominant_share ? largest : sum;
}

}  // namespace

std::vector<std::size_t> order_shapes(const PackInput& input, PackOrder order) {
  std::vector<std::int64_t> sizes;
  std::vector<std::size_t> sequence;
  sizes.reserve(input.shapes.size());
  sequence.reserve(input.shapes.size());
  for (const PackShape& shape : input.shapes) {
    sequence.push_back(sizes.size());
    sizes.push_back(size_of(shape, input.capacity, order));
  }
  std::sort(sequence.begin(), sequence.end(), [&](std::size_t a, std::size_t b) {
    if (sizes[a] != sizes[b]) return sizes[a] > sizes[b];
    const PackShape& left = input.shapes[a];
    const PackShape& right = input.shapes[b];
    if (left.need != right.need) return left.need > right.need;
    return left.id_rank < right.id_rank;
  });
  return sequence;
}

}  // namespace container_tco::detail
