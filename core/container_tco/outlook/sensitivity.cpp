#include "container_tco/outlook/sensitivity.hpp"

#include <algorithm>
#include <set>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

constexpr std::size_t most_deciding = 3;

Rational lead_of(const std::vector<Rational>& totals, std::size_t choice) {
  std::optional<Rational> other;
  for (std::size_t i = 0; i < totals.size(); ++i) {
    if (i != choice && (!other || totals[i] < *other)) other = totals[i];
  }
  return other ? *other - totals[choice] : Rational();
}

RangeEnd end_at(const CostModel& model, const std::string& input, const Rational& value, std::size_t choice) {
  std::vector<Rational> values = model.base_values();
  values[model.input(input)] = value;
  const std::vector<Rational> totals = model.totals(values);
  RangeEnd end{
      value, {}, Money(lead_of(totals, choice), model.currency), model.deployments[index_of_least(totals)].name};
  for (const Rational& total : totals) end.totals.emplace_back(total, model.currency);
  return end;
}

std::vector<InputRange> all_ranges(const CostModel& model, const std::vector<InputRange>& ranges) {
  std::vector<InputRange> all = ranges;
  std::set<std::string> named;
  for (const InputRange& range : ranges) {
    (void)model.input(range.input);
    if (!named.insert(range.input).second) throw InvalidInputError("ranges", range.input + " twice", "each input once");
    if (range.low > range.high) {
      throw InvalidInputError("range of " + range.input, range.low.to_text() + " to " + range.high.to_text(),
                              "low <= high");
    }
  }
  for (const ModelInput& input : model.inputs) {
    if (input.low && input.high && !named.contains(input.name)) all.push_back({input.name, *input.low, *input.high});
  }
  return all;
}

std::vector<std::string> deciding_of(std::vector<Swing> swings) {
  std::stable_sort(swings.begin(), swings.end(), [](const Swing& a, const Swing& b) { return a.flips && !b.flips; });
  std::vector<std::string> names;
  for (const Swing& swing : swings) {
    if (names.size() < most_deciding && !swing.swing.amount().is_zero()) names.push_back(swing.input);
  }
  return names;
}

}  // namespace

Sensitivity sensitivity(const CostModel& model, const std::vector<InputRange>& ranges) {
  const std::vector<Rational> now = model.totals(model.base_values());
  const std::size_t choice = index_of_least(now);
  Sensitivity result{model.deployments[choice].name, {}, Money(lead_of(now, choice), model.currency), {}, {}};
  for (const DeploymentModel& deployment : model.deployments) result.deployments.push_back(deployment.name);
  for (const InputRange& range : all_ranges(model, ranges)) {
    RangeEnd low = end_at(model, range.input, range.low, choice);
    RangeEnd high = end_at(model, range.input, range.high, choice);
    const Rational difference = high.lead.amount() - low.lead.amount();
    const bool flips = low.lead.amount().is_negative() || high.lead.amount().is_negative();
    const ModelInput& input = model.inputs[model.input(range.input)];
    result.swings.push_back({range.input, input.description, input.unit, std::move(low), std::move(high),
                             Money(max(difference, -difference), model.currency), flips});
  }
  std::sort(result.swings.begin(), result.swings.end(),
            [](const Swing& a, const Swing& b) { return a.swing != b.swing ? a.swing > b.swing : a.input < b.input; });
  result.deciding = deciding_of(result.swings);
  return result;
}

}  // namespace container_tco
