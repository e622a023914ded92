#pragma once
// The errors of a batch, counted. Inside of the stage.

#include <cstddef>
#include <cstdint>
#include <span>

#include "container_tco/batch/batch_fargate.hpp"

namespace container_tco {

/// How many rows have which error; fast where few have one. Throws InvalidInputError naming the first that has one,
/// counted from 1, when it shall stop there.
BatchTotals checked_totals(std::span<const std::uint8_t> errors, OnRowError on_error);
/// The same for so many rows, none of which has an error.
BatchTotals totals_without_errors(std::size_t rows);

}  // namespace container_tco
