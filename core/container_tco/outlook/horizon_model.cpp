#include "container_tco/outlook/horizon_model.hpp"

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/outlook/growth_curve.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t months_of_year = 12;
constexpr int scale_digits = 18;

void check_range(std::int64_t years, const Rational& least, const Rational& most) {
  require_range("years", years, 1, most_years);
  if (least < Rational::parse("-0.9") || most > Rational(10) || least > most) {
    throw InvalidInputError("growth", least.to_text() + " to " + most.to_text(),
                            "shares a year from -0.9 to 10, the lower one first (0.25 for 25 %)");
  }
}

// Whole percents around the range, and none at all.
std::vector<Rational> growth_points(const Rational& least, const Rational& most) {
  const std::int64_t first = std::min<std::int64_t>((least * Rational(100)).floor(), 0);
  const std::int64_t last = std::max<std::int64_t>((most * Rational(100)).ceil(), 0);
  std::vector<Rational> points;
  for (std::int64_t percent = first; percent <= last; ++percent) points.push_back(Rational::ratio(percent, 100));
  return points;
}

std::vector<Rational> scales_of_months(std::int64_t years, const Rational& growth) {
  const Rational factor = Rational(1) + growth;
  const Rational monthly = twelfth_root(factor);
  std::vector<Rational> scales;
  Rational of_year(1);
  for (std::int64_t year = 0; year < years; ++year, of_year *= factor) {
    Rational scale = of_year;
    for (std::int64_t month = 0; month < months_of_year; ++month, scale *= monthly) {
      scales.push_back(scale.rounded(scale_digits, Rounding::half_even));
    }
  }
  return scales;
}

// How often each scale point counts over all months.
std::vector<Rational> summed_weights(const CostModel& model, const DeploymentModel& deployment,
                                     const std::vector<Rational>& scales) {
  std::vector<Rational> sums(model.scales.size());
  for (const Rational& scale : scales) {
    for (const ScaleWeight& part : model.weights(deployment, scale)) sums[part.scale] += part.weight;
  }
  return sums;
}

Rational sum_of(const std::vector<Rational>& coefficients, const std::vector<Rational>& weights) {
  Rational sum;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!weights[i].is_zero()) sum += coefficients[i] * weights[i];
  }
  return sum;
}

ModelInput growth_input(const std::vector<Rational>& points, std::int64_t years) {
  return {.name = "growth",
          .unit = "share a year",
          .description = "Growth of all tasks, over " + std::to_string(years) + " years",
          .base = {},
          .low = {},
          .high = {},
          .least = points.front(),
          .most = points.back(),
          .source = "definition"};
}

}  // namespace

std::vector<Rational> horizon_scales(std::int64_t years, const Rational& least_growth, const Rational& most_growth) {
  check_range(years, least_growth, most_growth);
  std::vector<Rational> scales;
  for (const Rational& growth : growth_points(least_growth, most_growth)) {
    const std::vector<Rational> months = scales_of_months(years, growth);
    scales.insert(scales.end(), months.begin(), months.end());
  }
  return scales;
}

CostModel horizon_model(const CostModel& model, std::int64_t years, const Rational& least_growth,
                        const Rational& most_growth) {
  check_range(years, least_growth, most_growth);
  CostModel result = model;
  result.scales = growth_points(least_growth, most_growth);
  result.scale_input = "growth";
  result.inputs[model.input(model.scale_input)] = growth_input(result.scales, years);
  std::vector<std::vector<Rational>> months;
  for (const Rational& growth : result.scales) months.push_back(scales_of_months(years, growth));
  for (std::size_t d = 0; d < result.deployments.size(); ++d) {
    std::vector<std::vector<Rational>> weights;
    for (const std::vector<Rational>& scales : months) {
      weights.push_back(summed_weights(model, model.deployments[d], scales));
    }
    for (CostTerm& term : result.deployments[d].terms) {
      std::vector<Rational> coefficients;
      for (const std::vector<Rational>& sums : weights) coefficients.push_back(sum_of(term.coefficients, sums));
      term.coefficients = std::move(coefficients);
    }
  }
  result.assumptions.push_back({"model_horizon",
                                "Amounts are those of " + std::to_string(years) +
                                    " years, undiscounted; between whole percents of growth hosts cost as at the "
                                    "higher one and Fargate in proportion",
                                "assumption"});
  return result;
}

}  // namespace container_tco
