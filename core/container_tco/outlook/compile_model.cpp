#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include "container_tco/error.hpp"
#include "container_tco/outlook/cost_model.hpp"
#include "container_tco/outlook/line_terms.hpp"
#include "container_tco/workload/task_count.hpp"

namespace container_tco {
namespace {

const Rational& most_scale() {
  static const Rational scale(1000);
  return scale;
}

std::vector<Rational> checked_scales(std::vector<Rational> scales) {
  for (const Rational& scale : scales) {
    if (scale > Rational(0) && scale <= most_scale()) continue;
    throw InvalidInputError("scales", scale.to_text(), "above 0 and at most 1000");
  }
  scales.push_back(Rational(1));
  std::sort(scales.begin(), scales.end());
  scales.erase(std::unique(scales.begin(), scales.end()), scales.end());
  return scales;
}

Workload scaled(const Workload& workload, const Rational& scale) {
  Workload result = workload;
  for (Service& service : result.services) {
    if (service.is_daemon) continue;
    set_task_count(service, (Rational(peak_count(service.demand)) * scale).ceil());
  }
  return result;
}

// Index of the slot by the name that products use.
std::size_t slot_of(const CostModel& model, const std::string& name) {
  if (name == "spot_above") return model.spot_above_slot();
  if (name == "spot_below") return model.spot_below_slot();
  return model.input(name);
}

// The products of all scale points of one deployment, by what they multiply.
class TermTable {
 public:
  explicit TermTable(std::size_t scales) : scales_(scales) {}
  void add(const detail::Product& product, std::size_t scale) {
    std::vector<std::string> inputs = product.inputs;
    std::sort(inputs.begin(), inputs.end());
    auto [found, is_new] = sums_.try_emplace({product.category, inputs}, std::vector<Rational>(scales_));
    found->second[scale] += product.coefficient;
  }
  std::vector<CostTerm> terms(const CostModel& model) const {
    std::vector<CostTerm> terms;
    for (const auto& [key, coefficients] : sums_) {
      CostTerm term{key.first, {}, coefficients};
      for (const std::string& name : key.second) term.slots.push_back(slot_of(model, name));
      std::sort(term.slots.begin(), term.slots.end());
      terms.push_back(std::move(term));
    }
    return terms;
  }

 private:
  std::size_t scales_;
  std::map<std::pair<CostCategory, std::vector<std::string>>, std::vector<Rational>> sums_;
};

struct Source {
  const Workload& workload;
  const PriceBook& book;
  const Comparison& comparison;
  const detail::LabourRows& rows;
  std::set<std::string> all_day_services;
};

std::optional<Rational> mean_fill(const Estimate& estimate) {
  Rational full;
  Rational hosts;
  for (const HostPool& pool : estimate.pools) {
    full += pool.full_hosts();
    hosts += Rational(pool.hosts);
  }
  if (full.is_zero() || hosts.is_zero()) return std::nullopt;
  return full / hosts;
}

DeploymentModel frame_of(const Estimate& estimate) {
  const Rational months = estimate.period.months();
  return {.name = estimate.deployment.name(),
          .control_plane = estimate.deployment.control_plane,
          .uses_hosts = !estimate.pools.empty(),
          .labour_hours = estimate.labour_hours / months,
          .labour_cost = estimate.labour().amount() / months,
          .fill_fraction = mean_fill(estimate),
          .terms = {}};
}

// "web: its copies must spread over 12 zones, and the largest region has 6"
std::string why_not(const Estimate& estimate) {
  for (const Finding& finding : estimate.feasibility.findings) {
    if (finding.verdict != Verdict::impossible) continue;
    return (finding.service.empty() ? "" : printable(finding.service) + ": ") + finding.reason;
  }
  return estimate.gaps.empty() ? "" : estimate.gaps.front().what;
}

Estimate complete_at(const Source& source, const Estimate& now, const Rational& scale, HostCatalogue& catalogue) {
  Estimate result =
      estimate(scaled(source.workload, scale), now.deployment, source.book, source.comparison.options, catalogue);
  if (!result.is_complete()) {
    throw InvalidInputError("scales", scale.to_text(), "scales at which " + now.deployment.name() + " can be priced",
                            why_not(result));
  }
  return result;
}

TermTable table_of(const Source& source, const Estimate& now, HostCatalogue& catalogue, CostModel& model) {
  TermTable table(model.scales.size());
  for (std::size_t i = 0; i < model.scales.size(); ++i) {
    const bool is_now = model.scales[i] == Rational(1);
    const Estimate priced = is_now ? now : complete_at(source, now, model.scales[i], catalogue);
    const detail::LineContext context{priced, source.rows, source.all_day_services, detail::charges_factor(priced)};
    for (const LineItem& line : priced.lines) {
      for (const detail::Product& product : detail::products_of(line, context, model)) table.add(product, i);
    }
  }
  return table;
}

void count_tasks(const Workload& workload, CostModel& model, std::set<std::string>& all_day) {
  for (const Service& service : workload.services) {
    if (service.is_daemon) continue;
    model.current_tasks += Rational(peak_count(service.demand));
    if (std::holds_alternative<ConstantDemand>(service.demand)) all_day.insert(service.name);
  }
}

std::vector<Assumption> model_assumptions(const CostModel& model) {
  std::vector<Assumption> found = {
      {"model_hosts", "Hosts stay when tasks run for fewer hours a day; a share of a host costs a share of it",
       "assumption"},
      {"model_charges", "Support and tax move in proportion to the AWS charges that they are worked out on",
       "assumption"}};
  if (model.scales.size() > 1) {
    found.push_back({"model_scales",
                     "Between two of the task counts that were priced, hosts cost as at the larger one and Fargate in "
                     "proportion",
                     "assumption"});
  }
  if (model.has_input("spot_level")) {
    found.push_back({"model_spot", "The prices of all Spot capacity move together", "assumption"});
  }
  return found;
}

}  // namespace

std::vector<Rational> scale_points(const Rational& least, const Rational& most) {
  if (least <= Rational(0) || least > Rational(1) || most < Rational(1) || most > most_scale()) {
    throw InvalidInputError("scales",
                            least.to_decimal(6, Rounding::half_up) + " to " + most.to_decimal(6, Rounding::half_up),
                            "a range above 0 and up to 1000 with 1 in it");
  }
  constexpr std::int64_t steps = 8;
  std::vector<Rational> points{Rational(1)};
  for (Rational base(1); points.back() < most; base *= Rational(2)) {
    for (std::int64_t i = 1; i <= steps && points.back() < most; ++i)
      points.push_back(base * Rational::ratio(steps + i, steps));
  }
  for (Rational base(1); points.front() > least; base /= Rational(2)) {
    for (std::int64_t i = 1; i <= steps && points.front() > least; ++i) {
      points.insert(points.begin(), base * Rational::ratio(2 * steps - i, 2 * steps));
    }
  }
  return points;
}

CostModel compile_model(const Workload& workload, const PriceBook& book, const Comparison& comparison,
                        const ModelOptions& options) {
  if (comparison.best() == nullptr) {
    throw InvalidInputError("comparison", "no complete deployment", "at least one deployment that can be priced");
  }
  CostModel model;
  model.workload = comparison.workload;
  model.region = comparison.region;
  model.period = comparison.period;
  model.currency = comparison.best()->currency;
  model.scales = checked_scales(options.scales);
  if (comparison.options.contract) model.commitments = comparison.options.contract->commitments;
  detail::add_general_inputs(model);
  const detail::LabourRows rows(book, comparison.options.labour);
  Source source{workload, book, comparison, rows, {}};
  count_tasks(workload, model, source.all_day_services);
  HostCatalogue catalogue;
  std::vector<TermTable> tables;
  for (const Estimate& estimate : comparison.estimates) {
    if (!estimate.is_complete()) continue;
    model.deployments.push_back(frame_of(estimate));
    tables.push_back(table_of(source, estimate, catalogue, model));
  }
  for (std::size_t i = 0; i < tables.size(); ++i) model.deployments[i].terms = tables[i].terms(model);
  model.assumptions = model_assumptions(model);
  return model;
}

}  // namespace container_tco
