// Money without rounding error: the quotient price × seconds / divisor is estimated in double, off by less than a half.
// The nearest whole number to the estimate less a half is the rounded quotient or one less, and the remainder tells
// which. It is exact: by fused multiplication where the processor has it, else from its low 32 bits. See core/decisions
// for the bounds.

#include "container_tco/batch/fargate_kernel.hpp"

#include <algorithm>
#include <cmath>

#include "container_tco/batch/fargate_row.hpp"
#include "container_tco/batch/fargate_stages.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

using detail::FargateBlock;

// Bounds within which the estimate is off by less than a half: counts and seconds convert exactly, their product is
// exact, and the quotient has room for three roundings.
constexpr int whole_bits = 52;
constexpr double most_whole = 0x1p52;
constexpr int quotient_bits = 50;
constexpr std::uint64_t most_quotient = std::uint64_t{1} << quotient_bits;
constexpr std::int64_t most_price = std::int64_t{1} << 51;
// Its remainders, of less than 1.5 divisors, must fit into 32 bits.
constexpr std::int64_t most_divisor = std::int64_t{1} << 30;

// Conversions by bits: plain casts between 64-bit integers and double are no vector instructions before AVX-512.
CONTAINER_TCO_IN_PLACE double to_double(std::int64_t below_2_52) {
  return std::bit_cast<double>(below_2_52 | 0x4330000000000000) - 0x1p52;
}

// Unsigned, as they may wrap: rows out of bounds run through the same instructions, and are put right afterwards.
CONTAINER_TCO_IN_PLACE std::uint64_t bits(std::int64_t a) { return static_cast<std::uint64_t>(a); }
CONTAINER_TCO_IN_PLACE std::uint64_t bits(double a) { return std::bit_cast<std::uint64_t>(a); }
CONTAINER_TCO_IN_PLACE std::uint64_t low_bits(std::uint64_t a) { return static_cast<std::uint32_t>(a); }

// Added to a whole number below 2^51 it leaves it in the low bits.
constexpr double rounder = 0x1.8p52;
CONTAINER_TCO_IN_PLACE std::uint64_t whole(double rounded) { return bits(rounded) - bits(rounder); }

// The rounded quotient or one less, added to `rounder`, whose bits then count it; and the remainder that it leaves, in
// the order of its bits.
struct Candidate {
  double quotient = 0;
  std::uint64_t rest = 0;
};

// The constants of a division by an even number, so that its half is whole.
struct Division {
  double divisor;
  double inverse = 1.0 / divisor;
  double half = divisor / 2;
  // What is estimated is the quotient less a half, and a unit more: for no work it must not fall below -1/2.
  double less_half = 1 - half;
};

// What a fused product lacks for the exact one, a second one tells: both together are exact. The remainder is a double.
CONTAINER_TCO_IN_PLACE Candidate fused_candidate(double work, double price, const Division& by) {
  const double dividend = std::fma(work, price, by.less_half);
  const double missing = std::fma(work, price, -dividend);
  const double quotient = std::fma(dividend, by.inverse, rounder);
  return {quotient, bits(std::fma(rounder - quotient, by.divisor, dividend) + missing)};
}

// The remainder, an integer, from its low 32 bits.
CONTAINER_TCO_IN_PLACE Candidate plain_candidate(double work, double price, std::uint64_t low_work,
                                                 std::uint64_t low_price, const Division& by) {
  const double quotient = work * price * by.inverse - 0.5 + rounder;
  const std::uint64_t dividend = low_bits(low_work) * low_bits(low_price);
  const std::uint64_t rest = dividend - low_bits(whole(quotient)) * static_cast<std::uint64_t>(by.divisor);
  return {quotient, (low_bits(rest) ^ 0x80000000) - 0x80000000};
}

// What bounds the rows of a block: all bits of the counts, of the seconds and of the quotients.
struct BlockBounds {
  std::int64_t counts = 0;
  std::int64_t seconds = 0;
  std::uint64_t quotients = bits(rounder);
};

CONTAINER_TCO_IN_PLACE bool holds(const BlockBounds& all) {
  const bool has_room = all.quotients >> quotient_bits == bits(rounder) >> quotient_bits;
  return has_room && std::bit_width(bits(all.counts)) + std::bit_width(bits(all.seconds)) <= whole_bits;
}

template <bool is_fused>
CONTAINER_TCO_IN_PLACE BlockBounds cost_rows(const BatchColumns& columns, std::int64_t divisor,
                                             const FargateBlock& block, std::int64_t* __restrict amounts) {
  const std::size_t count = columns.rows();
  const std::int64_t* __restrict counts = columns.task_counts.data();
  const std::int64_t* __restrict seconds = columns.task_seconds.data();
  const std::int64_t* __restrict prices = block.prices.data();
  const Division by{static_cast<double>(divisor)};
  const std::uint64_t half = is_fused ? bits(by.half) : bits(divisor / 2);
  BlockBounds all;
  for (std::size_t i = 0; i < count; ++i) {
    all.counts |= counts[i];
    all.seconds |= seconds[i];
    const double work = to_double(counts[i]) * to_double(seconds[i]);
    const double price = to_double(prices[i]);
    const Candidate found =
        is_fused
            ? fused_candidate(work, price, by)
            : plain_candidate(work, price, low_bits(bits(counts[i])) * low_bits(bits(seconds[i])), bits(prices[i]), by);
    all.quotients |= bits(found.quotient);
    // Half to even: one more from half a divisor on for an odd quotient, from above it for an even one. As the bits of
    // doubles are in their order, the next one is enough. Plain instruction sets cannot compare 64 bits, and integers
    // so small can be told by a sign.
    const std::uint64_t rest = found.rest + (bits(found.quotient) & 1);
    const std::uint64_t up = is_fused ? std::uint64_t{static_cast<std::int64_t>(rest) > static_cast<std::int64_t>(half)}
                                      : (half - rest) >> 63;
    amounts[i] = static_cast<std::int64_t>(whole(found.quotient) + up);
  }
  return all;
}

// Rows out of bounds lose their price.
void mark_unbounded_rows(const BatchColumns& columns, std::int64_t divisor, FargateBlock& block) {
  const double inverse = 1.0 / static_cast<double>(divisor);
  for (std::size_t i = 0; i < columns.rows(); ++i) {
    const double count = static_cast<double>(columns.task_counts[i]);
    const double seconds = static_cast<double>(columns.task_seconds[i]);
    const double estimate = count * seconds * static_cast<double>(block.prices[i]) * inverse;
    const bool is_bounded = count >= 0 && count < most_whole && seconds >= 0 && seconds < most_whole &&
                            count * seconds <= most_whole && estimate <= static_cast<double>(most_quotient);
    if (!is_bounded) block.prices[i] = detail::no_price;
  }
}

void correct_rows(const FargateTable& table, const BatchColumns& columns, const FargateBlock& block,
                  const FargateColumns& out) {
  for (std::size_t i = 0; i < columns.rows(); ++i) {
    if (block.prices[i] < 0) write_fargate_row(table, columns, i, out);
  }
}

// Returns whether the plain way looked at any row: no other row can have an error.
template <bool is_fused>
CONTAINER_TCO_IN_PLACE bool price_block(const FargateTable& table, const BatchColumns& columns,
                                        const BatchColumns& next, const FargateColumns& out, FargateBlock& block) {
  detail::index_rows(columns, table, block);
  bool any_left = detail::look_up_rows(table.places(), next, block, out);
  any_left |= detail::add_reader_errors(columns, block);
  const BlockBounds bounds = cost_rows<is_fused>(columns, table.divisor(), block, out.amounts.data());
  std::fill(out.errors.begin(), out.errors.end(), std::uint8_t{0});
  // Neither of these is part of a version: few blocks come there.
  if (!holds(bounds)) {
    mark_unbounded_rows(columns, table.divisor(), block);
    any_left = true;
  }
  if (any_left) correct_rows(table, columns, block, out);
  return any_left;
}

using BlockKernel = bool (*)(const FargateTable&, const BatchColumns&, const BatchColumns&, const FargateColumns&,
                             FargateBlock&);

bool price_block_portable(const FargateTable& table, const BatchColumns& columns, const BatchColumns& next,
                          const FargateColumns& out, FargateBlock& block) {
  return price_block<false>(table, columns, next, out, block);
}

#if defined(CONTAINER_TCO_X86_VERSIONS)
[[gnu::target("arch=x86-64-v3")]] bool price_block_v3(const FargateTable& table, const BatchColumns& columns,
                                                      const BatchColumns& next, const FargateColumns& out,
                                                      FargateBlock& block) {
  return price_block<true>(table, columns, next, out, block);
}

[[gnu::target("arch=x86-64-v4,prefer-vector-width=256")]] bool price_block_v4(const FargateTable& table,
                                                                              const BatchColumns& columns,
                                                                              const BatchColumns& next,
                                                                              const FargateColumns& out,
                                                                              FargateBlock& block) {
  return price_block<true>(table, columns, next, out, block);
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

// Prices, a divisor or different orders of prices beyond what is foreseen: only made-up books have them.
bool is_beyond_estimate(const FargateTable& table) {
  const detail::FargatePlaces& places = table.places();
  return table.divisor() > most_divisor || places.sizes.size() > detail::most_size_rows << detail::size_row_bits ||
         places.dearest_size > most_price / 2 || places.dearest_gib > most_price / 2 / table.lookups().most_gib;
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

bool detail::run_fargate_kernel(const FargateTable& table, const BatchColumns& columns, const FargateColumns& out,
                                InstructionSet set) {
  const BlockKernel kernel = kernel_for(set);
  if (is_beyond_estimate(table)) {
    for (std::size_t i = 0; i < columns.rows(); ++i) write_fargate_row(table, columns, i, out);
    return true;
  }
  FargateBlock block;
  bool any_left = false;
  for (std::size_t first = 0; first < columns.rows(); first += block_rows) {
    const std::size_t count = std::min(block_rows, columns.rows() - first);
    const std::size_t end = first + count;
    const BatchColumns next = columns.slice(end, std::min(block_rows, columns.rows() - end));
    any_left |= kernel(table, columns.slice(first, count), next, out.slice(first, count), block);
  }
  return any_left;
}

}  // namespace container_tco
