#include "container_tco/outlook/uncertainty.hpp"

#include <algorithm>
#include <numeric>
#include <thread>

#include "container_tco/error.hpp"
#include "container_tco/outlook/draw_inputs.hpp"
#include "container_tco/outlook/draw_kernel.hpp"

namespace container_tco {
namespace {

using detail::Int128;

constexpr std::int64_t most_draws = 10'000'000;
constexpr std::int64_t most_threads = 64;
constexpr std::size_t most_groups = 20;

// Draws and their costs, in the order of their numbers.
struct Sample {
  std::vector<std::size_t> varying;  ///< Into the uncertain inputs.
  std::vector<std::vector<std::int64_t>> draws;
  std::vector<std::vector<Int128>> costs;  ///< By draw, then deployment.
};

std::size_t threads_for(const UncertaintyOptions& options) {
  const std::int64_t asked =
      options.threads > 0 ? options.threads : static_cast<std::int64_t>(std::thread::hardware_concurrency());
  constexpr std::int64_t draws_worth_a_thread = 500;
  return static_cast<std::size_t>(
      std::clamp<std::int64_t>(std::min(asked, options.draws / draws_worth_a_thread), 1, most_threads));
}

void fill(Sample& sample, const detail::DrawSource& source, const detail::DrawKernel& kernel, std::size_t first,
          std::size_t end) {
  for (std::size_t i = first; i < end; ++i) {
    sample.draws[i] = source.draw(i);
    sample.costs[i] = kernel.costs(sample.draws[i]);
  }
}

// Overflow of an amount is thrown by whatever thread meets it, and must reach the caller.
void fill_in_parallel(Sample& sample, const detail::DrawSource& source, const detail::DrawKernel& kernel,
                      std::size_t thread_count) {
  std::vector<std::thread> threads;
  std::vector<std::exception_ptr> failures(thread_count);
  const std::size_t draws = sample.draws.size();
  for (std::size_t t = 0; t < thread_count; ++t) {
    threads.emplace_back([&, t] {
      try {
        fill(sample, source, kernel, draws * t / thread_count, draws * (t + 1) / thread_count);
      } catch (...) {
        failures[t] = std::current_exception();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

Sample draw_sample(const CostModel& model, const std::vector<UncertainInput>& inputs,
                   const UncertaintyOptions& options) {
  Sample sample;
  std::vector<UncertainInput> varying;
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i].distribution.is_certain()) continue;
    sample.varying.push_back(i);
    varying.push_back(inputs[i]);
    indices.push_back(model.input(inputs[i].input));
  }
  const detail::DrawSource source(model, varying, options.correlations, options.seed);
  const detail::DrawKernel kernel(model, indices);
  sample.draws.resize(static_cast<std::size_t>(options.draws));
  sample.costs.resize(sample.draws.size());
  fill_in_parallel(sample, source, kernel, threads_for(options));
  return sample;
}

Money mean_of(Int128 sum, std::int64_t count, const Currency& currency) {
  return Money(detail::to_rational(sum) / Rational(count), currency);
}

Int128 least(const std::vector<Int128>& numbers) { return *std::min_element(numbers.begin(), numbers.end()); }

std::vector<Int128> sums_of(const Sample& sample, const std::vector<std::size_t>& order, std::size_t first,
                            std::size_t end) {
  std::vector<Int128> sums(sample.costs[0].size(), 0);
  for (std::size_t i = first; i < end; ++i) {
    for (std::size_t d = 0; d < sums.size(); ++d) sums[d] += sample.costs[order[i]][d];
  }
  return sums;
}

std::vector<std::size_t> in_order(const Sample& sample) {
  std::vector<std::size_t> order(sample.draws.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

DeploymentRisk risk_of(const Sample& sample, std::size_t deployment, const CostModel& model) {
  const auto count = static_cast<std::int64_t>(sample.costs.size());
  std::vector<Int128> costs;
  Int128 sum = 0;
  Int128 regret = 0;
  std::int64_t wins = 0;
  for (const std::vector<Int128>& draw : sample.costs) {
    const auto best = std::min_element(draw.begin(), draw.end());
    costs.push_back(draw[deployment]);
    sum += draw[deployment];
    regret += draw[deployment] - *best;
    if (best == draw.begin() + static_cast<std::ptrdiff_t>(deployment)) ++wins;
  }
  std::sort(costs.begin(), costs.end());
  const auto percentile = [&](std::int64_t percent) {
    const std::int64_t place = (percent * count + 99) / 100;
    return Money(detail::to_rational(costs[static_cast<std::size_t>(place - 1)]), model.currency);
  };
  DeploymentRisk risk{.deployment = model.deployments[deployment].name,
                      .probability_cheapest = Rational::ratio(wins, count),
                      .mean = mean_of(sum, count, model.currency),
                      .p10 = percentile(10),
                      .p50 = percentile(50),
                      .p90 = percentile(90),
                      .expected_regret = mean_of(regret, count, model.currency),
                      .percentiles = {}};
  for (std::int64_t percent = 1; percent < 100; ++percent) risk.percentiles.push_back(percentile(percent));
  return risk;
}

Money value_of(const Sample& sample, std::size_t variable, const CostModel& model) {
  std::vector<std::size_t> order = in_order(sample);
  const Int128 without = least(sums_of(sample, order, 0, order.size()));
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return sample.draws[a][variable] < sample.draws[b][variable]; });
  const std::size_t groups = std::min(most_groups, order.size());
  Int128 with = 0;
  for (std::size_t g = 0; g < groups; ++g) {
    with += least(sums_of(sample, order, order.size() * g / groups, order.size() * (g + 1) / groups));
  }
  return mean_of(without - with, static_cast<std::int64_t>(order.size()), model.currency);
}

// Nothing is drawn: every draw would be the same, to the last digit.
DeploymentRisk certain_risk(const CostModel& model, std::size_t deployment, const std::vector<Rational>& totals) {
  const std::size_t best = index_of_least(totals);
  const Money cost(totals[deployment], model.currency);
  return {.deployment = model.deployments[deployment].name,
          .probability_cheapest = Rational(deployment == best ? 1 : 0),
          .mean = cost,
          .p10 = cost,
          .p50 = cost,
          .p90 = cost,
          .expected_regret = Money(totals[deployment] - totals[best], model.currency),
          .percentiles = std::vector<Money>(99, cost)};
}

std::vector<Assumption> assumptions_of(const CostModel& model, const UncertaintyOptions& options) {
  std::vector<Assumption> found = model.assumptions;
  if (options.table_ranges) {
    found.push_back({"uncertainty_ranges",
                     "Inputs with a range in the tables vary as PERT (Beta) distributions whose most likely value is "
                     "that of now",
                     "assumption"});
  }
  if (options.correlations.empty()) {
    found.push_back({"uncertainty_independent", "Uncertain inputs do not move together", "assumption"});
  }
  found.push_back({"uncertainty_bounds", "A normal distribution is cut off where its input ends", "assumption"});
  return found;
}

}  // namespace

Uncertainty uncertainty(const CostModel& model, const UncertaintyOptions& options) {
  require_range("draws", options.draws, 1, most_draws);
  require_range("threads", options.threads, 0, most_threads);
  Uncertainty result{.draws = options.draws,
                     .seed = options.seed,
                     .choice = {},
                     .deployments = {},
                     .inputs = detail::uncertain_inputs(model, options),
                     .correlations = options.correlations,
                     .values = {},
                     .value_of_knowing_all = Money::zero(model.currency),
                     .assumptions = assumptions_of(model, options)};
  const CostModel base = detail::settled(model, result.inputs);
  const Sample sample = draw_sample(base, result.inputs, options);
  const std::vector<Rational> totals = base.totals(base.base_values());
  for (std::size_t d = 0; d < base.deployments.size(); ++d) {
    result.deployments.push_back(sample.varying.empty() ? certain_risk(base, d, totals) : risk_of(sample, d, base));
  }
  std::vector<Rational> means;
  for (const DeploymentRisk& risk : result.deployments) means.push_back(risk.mean.amount());
  const DeploymentRisk& choice = result.deployments[index_of_least(means)];
  result.choice = choice.deployment;
  result.value_of_knowing_all = choice.expected_regret;
  for (std::size_t v = 0; v < sample.varying.size(); ++v) {
    const std::string& input = result.inputs[sample.varying[v]].input;
    result.values.push_back({input, base.inputs[base.input(input)].description, value_of(sample, v, base)});
  }
  std::stable_sort(result.values.begin(), result.values.end(),
                   [](const ValueOfKnowing& a, const ValueOfKnowing& b) { return a.value > b.value; });
  return result;
}

}  // namespace container_tco
