#pragma once
// A model of one period made into one of several years, in which growth is an input like any other.

#include <cstdint>
#include <vector>

#include "container_tco/outlook/cost_model.hpp"

namespace container_tco {

/// The task scales that the months of such a model take: what the model of one period must cover.
/// Throws InvalidInputError like `horizon_model`.
std::vector<Rational> horizon_scales(std::int64_t years, const Rational& least_growth, const Rational& most_growth);

/// `model` over `years` years of twelve periods: costs are the sums of all months, undiscounted, and the input "growth"
/// (of all tasks, a share a year: 0.25; month 13 has 1.25 times month 1) stands in place of "task_scale". Priced at
/// every whole percent from `least_growth` to `most_growth`, and at none at all; between two of them hosts cost as at
/// the higher one, and Fargate in proportion. Throws InvalidInputError for a horizon other than 1 to 5 years, growth
/// out of −90 % to 1,000 % or from high to low, and task scales that `model` does not cover.
CostModel horizon_model(const CostModel& model, std::int64_t years, const Rational& least_growth,
                        const Rational& most_growth);

}  // namespace container_tco
