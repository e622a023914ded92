#pragma once
// The block kernel: exact, vectorised, with one version for each instruction set. Inside of the stage.

#include <string>
#include <vector>

#include "container_tco/batch/batch_columns.hpp"
#include "container_tco/batch/fargate_table.hpp"

namespace container_tco {

/// The versions of the kernel. All give the same bits.
enum class InstructionSet {
  automatic,  ///< The best that this processor runs.
  portable,   ///< What every processor of the platform runs.
  x86_64_v3,  ///< AVX2
  x86_64_v4   ///< AVX-512, with vectors of 256 bits.
};
std::string to_string(InstructionSet set);  ///< "x86-64-v3"

/// Those that this build has and this processor runs, `portable` first.
std::vector<InstructionSet> available_instruction_sets();

namespace detail {

/// Prices all rows, block by block. False when every row is surely without an error, so that nobody need read the
/// errors again. Throws InvalidInputError for a set that is not available.
bool run_fargate_kernel(const FargateTable& table, const BatchColumns& columns, const FargateColumns& out,
                        InstructionSet set);

}  // namespace detail

}  // namespace container_tco
