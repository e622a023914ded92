// Money without rounding error: the quotient price × seconds / divisor is estimated in double, which is off by less
// than 1, and put right by its remainder, of which the low 32 bits are enough. See core/decisions for the bounds.

#include "container_tco/batch/fargate_kernel.hpp"

#include <algorithm>
#include <limits>

#include "container_tco/batch/fargate_row.hpp"
#include "container_tco/batch/fargate_stages.hpp"
#include "container_tco/error.hpp"

#if defined(__GNUC__) && defined(__x86_64__)
#define CONTAINER_TCO_X86_VERSIONS 1
#endif

namespace container_tco {
namespace {

using detail::FargateBlock;

// Bounds within which the estimate is off by less than 1: counts and seconds convert exactly, their product is exact,
// and the quotient has room for three roundings.
constexpr int whole_bits = 52;
constexpr double most_seconds = 0x1p52;
constexpr double most_quotient = 0x1p50;
constexpr std::int64_t most_price = std::int64_t{1} << 51;
// Its remainders, up to 1.5 divisors, must fit into 32 bits.
constexpr std::int64_t most_divisor = std::int64_t{1} << 30;

// Conversions by bits: plain casts between 64-bit integers and double are no vector instructions before AVX-512.
CONTAINER_TCO_IN_PLACE double to_double(std::int64_t below_2_52) {
  return std::bit_cast<double>(below_2_52 | 0x4330000000000000) - 0x1p52;
}

// Unsigned, as they may wrap: rows out of bounds run through the same instructions, and are put right afterwards.
CONTAINER_TCO_IN_PLACE std::uint64_t bits(std::int64_t a) { return static_cast<std::uint64_t>(a); }
CONTAINER_TCO_IN_PLACE std::uint64_t bits(double a) { return std::bit_cast<std::uint64_t>(a); }
CONTAINER_TCO_IN_PLACE std::uint64_t low_bits(std::uint64_t a) { return static_cast<std::uint32_t>(a); }

CONTAINER_TCO_IN_PLACE std::int64_t sign_extended(std::uint64_t low) {
  return static_cast<std::int64_t>((low_bits(low) ^ 0x80000000) - 0x80000000);
}

CONTAINER_TCO_IN_PLACE std::uint64_t is_negative(std::int64_t a) { return bits(a) >> 63; }

CONTAINER_TCO_IN_PLACE void cost_rows(const BatchColumns& columns, std::int64_t divisor, FargateBlock& block,
                                      std::int64_t* __restrict amounts) {
  const std::size_t count = columns.rows();
  const std::int64_t* __restrict counts = columns.task_counts.data();
  const std::int64_t* __restrict seconds = columns.task_seconds.data();
  const std::int64_t* __restrict prices = block.prices.data();
  std::int64_t* __restrict signs = block.signs.data();
  const double inverse = 1.0 / static_cast<double>(divisor);
  const std::int64_t half = divisor / 2;
  constexpr double rounder = 0x1.8p52;
  for (std::size_t i = 0; i < count; ++i) {
    const double task_seconds = to_double(counts[i]) * to_double(seconds[i]);
    const double estimate = task_seconds * to_double(prices[i]) * inverse;
    const std::uint64_t quotient = bits(estimate + rounder) - bits(rounder);
    const std::uint64_t dividend =
        low_bits(low_bits(bits(counts[i])) * low_bits(bits(seconds[i]))) * low_bits(bits(prices[i]));
    const std::int64_t rest = sign_extended(dividend - low_bits(quotient) * low_bits(bits(divisor)));
    const auto odd = static_cast<std::int64_t>(quotient & 1);
    amounts[i] = static_cast<std::int64_t>(quotient + is_negative(half - rest - odd) - is_negative(rest - odd + half));
    // Of these only the sign counts: negative when one is beyond its bound.
    signs[i] =
        static_cast<std::int64_t>((bits(most_seconds) - bits(task_seconds)) | (bits(most_quotient) - bits(estimate)) |
                                  (0 - ((bits(counts[i]) | bits(seconds[i])) >> whole_bits)));
  }
}

CONTAINER_TCO_IN_PLACE bool any_is_negative(const FargateBlock& block, std::size_t count) {
  std::int64_t all = 0;
  for (std::size_t i = 0; i < count; ++i) all |= block.signs[i];
  return all < 0;
}

// Not part of a version: few rows come here.
void correct_rows(const FargateTable& table, const BatchColumns& columns, const FargateBlock& block,
                  const FargateColumns& out) {
  for (std::size_t i = 0; i < columns.rows(); ++i) {
    if (block.faults[i] != 0 || block.signs[i] < 0) write_fargate_row(table, columns, i, out);
  }
}

CONTAINER_TCO_IN_PLACE void price_block(const FargateTable& table, const BatchColumns& columns,
                                        const FargateColumns& out, FargateBlock& block) {
  detail::index_rows(columns, table.regions().size(), block);
  bool any_left =
      detail::look_up_rows(table.lookups(), columns.rows(), block, out.vcpu_milli.data(), out.memory_mib.data());
  any_left |= detail::add_reader_errors(columns, block);
  cost_rows(columns, table.divisor(), block, out.amounts.data());
  any_left |= any_is_negative(block, columns.rows());
  std::fill(out.errors.begin(), out.errors.end(), std::uint8_t{0});
  if (any_left) correct_rows(table, columns, block, out);
}

using BlockKernel = void (*)(const FargateTable&, const BatchColumns&, const FargateColumns&, FargateBlock&);

void price_block_portable(const FargateTable& table, const BatchColumns& columns, const FargateColumns& out,
                          FargateBlock& block) {
  price_block(table, columns, out, block);
}

#if defined(CONTAINER_TCO_X86_VERSIONS)
[[gnu::target("arch=x86-64-v3")]] void price_block_v3(const FargateTable& table, const BatchColumns& columns,
                                                      const FargateColumns& out, FargateBlock& block) {
  price_block(table, columns, out, block);
}

[[gnu::target("arch=x86-64-v4,prefer-vector-width=256")]] void price_block_v4(const FargateTable& table,
                                                                              const BatchColumns& columns,
                                                                              const FargateColumns& out,
                                                                              FargateBlock& block) {
  price_block(table, columns, out, block);
}
#endif

BlockKernel kernel_for(InstructionSet set) {
  const std::vector<InstructionSet> sets = available_instruction_sets();
  if (set == InstructionSet::automatic) set = sets.back();
  if (std::find(sets.begin(), sets.end(), set) == sets.end()) {
    throw InvalidInputError("instruction set", to_string(set), "one that this processor and this build have",
                            "Leave it to be chosen automatically");
  }
#if defined(CONTAINER_TCO_X86_VERSIONS)
  if (set == InstructionSet::x86_64_v3) return price_block_v3;
  if (set == InstructionSet::x86_64_v4) return price_block_v4;
#endif
  return price_block_portable;
}

// Prices or a divisor beyond what the estimate allows: only made-up books have them.
bool is_beyond_estimate(const FargateTable& table) {
  const detail::FargateLookups& lookups = table.lookups();
  const std::int64_t dearest = *std::max_element(lookups.prices.begin(), lookups.prices.end());
  const std::int64_t storage = *std::max_element(lookups.storage_prices.begin(), lookups.storage_prices.end());
  return table.divisor() > most_divisor || dearest > most_price / 2 ||
         storage > most_price / 2 / detail::most_ephemeral_gib;
}

}  // namespace

std::string to_string(InstructionSet set) {
  switch (set) {
    case InstructionSet::automatic:
      return "automatic";
    case InstructionSet::portable:
      return "portable";
    case InstructionSet::x86_64_v3:
      return "x86-64-v3";
    case InstructionSet::x86_64_v4:
      return "x86-64-v4";
  }
  throw InternalError("an instruction set without a name");
}

std::vector<InstructionSet> available_instruction_sets() {
  std::vector<InstructionSet> sets = {InstructionSet::portable};
#if defined(CONTAINER_TCO_X86_VERSIONS)
  if (__builtin_cpu_supports("x86-64-v3")) sets.push_back(InstructionSet::x86_64_v3);
  if (__builtin_cpu_supports("x86-64-v4")) sets.push_back(InstructionSet::x86_64_v4);
#endif
  return sets;
}

void detail::run_fargate_kernel(const FargateTable& table, const BatchColumns& columns, const FargateColumns& out,
                                InstructionSet set) {
  const BlockKernel kernel = kernel_for(set);
  if (is_beyond_estimate(table)) {
    for (std::size_t i = 0; i < columns.rows(); ++i) write_fargate_row(table, columns, i, out);
    return;
  }
  FargateBlock block;
  for (std::size_t first = 0; first < columns.rows(); first += block_rows) {
    const std::size_t count = std::min(block_rows, columns.rows() - first);
    kernel(table, columns.slice(first, count), out.slice(first, count), block);
  }
}

}  // namespace container_tco
