// How much faster 10,000 draws of a compiled comparison are than as many calls of `compare`, both timed in turns in
// this process. 20 comparisons are timed and scaled up to 10,000. The draws include compiling the model, scale points
// among it. Goal: a ratio of at least 200, and a median equal to the comparison to the cent where nothing is uncertain.

#include <algorithm>
#include <chrono>
#include <container_tco/container_tco.hpp>
#include <iostream>

#include "ten_services.hpp"
#include "timing.hpp"

namespace {

using container_tco::benchmarks::median;
using container_tco::benchmarks::milliseconds;

namespace tco = container_tco;

constexpr std::int64_t draws = 10'000;
constexpr int timed_comparisons = 20;

std::string cents(const tco::Money& amount) { return amount.amount().to_decimal(2, tco::Rounding::half_up); }

// How many deployments cost another amount of cents in the median than in the comparison.
int differing_medians(const tco::CostModel& model, const tco::Comparison& comparison) {
  tco::UncertaintyOptions nothing;
  nothing.table_ranges = false;
  int differing = 0;
  for (const tco::DeploymentRisk& risk : tco::uncertainty(model, nothing).deployments) {
    differing += cents(risk.p50) != cents(comparison.find(risk.deployment)->total()) ? 1 : 0;
  }
  return differing;
}

}  // namespace

int main() {
  const tco::Workload workload = tco::benchmarks::ten_services();
  const tco::PriceBook book = tco::PriceBook::bundled();
  tco::EstimateOptions options;
  options.region = "us-east-1";
  const tco::Comparison comparison = tco::compare(workload, book, options);  // Opens the tables, which is not measured.
  const std::vector<tco::Rational> scales = tco::scale_points(tco::Rational::ratio(3, 4), tco::Rational::ratio(3, 2));
  tco::UncertaintyOptions uncertain;
  uncertain.draws = draws;
  uncertain.inputs = {{"task_scale", tco::Distribution::pert(scales.front(), tco::Rational(1), scales.back())}};

  std::vector<double> comparing;
  std::vector<double> drawing;
  std::size_t checks = 0;
  for (int round = 0; round < timed_comparisons; ++round) {
    comparing.push_back(milliseconds([&] { checks += tco::compare(workload, book, options).estimates.size(); }));
    if (round % 4 != 0) continue;
    drawing.push_back(milliseconds([&] {
      const tco::CostModel model = tco::compile_model(workload, book, comparison, {scales});
      checks += tco::uncertainty(model, uncertain).deployments.size();
    }));
  }
  const double all_comparisons = median(comparing) * static_cast<double>(draws);
  std::cout << "one compare of ten services: " << median(comparing) << " ms (median of " << timed_comparisons
            << "); 10,000 of them, scaled: " << all_comparisons / 1000 << " s\n"
            << "compiling it at " << scales.size() << " task counts and drawing 10,000 times: " << median(drawing)
            << " ms\n"
            << "ratio: " << all_comparisons / median(drawing) << " (goal: at least 200)\n"
            << "medians that differ from compare by a cent or more where nothing is uncertain: "
            << differing_medians(tco::compile_model(workload, book, comparison), comparison) << " (goal: 0)\n"
            << "results looked at: " << checks << "\n";
  return 0;
}
