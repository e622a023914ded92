#include "container_tco/batch/group_result.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include "container_tco/arrow/export.hpp"
#include "container_tco/batch/labour_shares.hpp"
#include "container_tco/batch/result_table.hpp"
#include "container_tco/batch/row_currencies.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/estimate.hpp"

namespace container_tco {
namespace {

std::string types_text(const Estimate& estimate) {
  std::map<std::string, std::int64_t> hosts;
  for (const HostPool& pool : estimate.pools) hosts[pool.instance_type] += pool.hosts;
  std::string text;
  for (const auto& [type, count] : hosts) {
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " × " + type;
  }
  return text;
}

GroupCosts costs_of(const Estimate& estimate, const FleetShare& share) {
  if (!estimate.is_feasible()) return {RowError::impossible};
  if (!estimate.is_complete()) return {RowError::incomplete};
  const RationalCosts sums = shared_costs(estimate, share);
  const auto infrastructure = amount_of(sums.infrastructure);
  const auto labour = amount_of(sums.labour);
  const auto total = amount_of(sums.total());
  if (!infrastructure || !labour || !total) return {RowError::amount_too_large};
  GroupCosts costs{RowError::none, *infrastructure, *labour, *total, sums.total(), 0, types_text(estimate)};
  for (const HostPool& pool : estimate.pools) costs.instances += pool.hosts;
  return costs;
}

GroupCosts try_estimate(const Workload& workload, const Deployment& deployment, const EstimateOptions& own,
                        const CompareTable& table, HostCatalogue& catalogue) {
  try {
    return costs_of(estimate(workload, deployment, table.book(), own, catalogue), table.options().share);
  } catch (const Error&) {
    return {error_of_caught()};
  }
}

std::vector<std::size_t> rank(const std::vector<GroupCosts>& costs, const std::vector<std::string>& names) {
  std::vector<std::size_t> order;
  for (std::size_t d = 0; d < costs.size(); ++d) {
    if (costs[d].error == RowError::none) order.push_back(d);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const Rational& left = costs[a].exact_total;
    const Rational& right = costs[b].exact_total;
    return left != right ? left < right : names[a] < names[b];
  });
  return order;
}

/// Of a group that several deployments have costs for.
Int128 saving_of(const GroupResult& result) {
  const GroupCosts& winner = result.costs[result.ranked[0]];
  const GroupCosts& second = result.costs[result.ranked[1]];
  return amount_of(second.exact_total - winner.exact_total).value();
}

CompareBatch without_costs(const CompareBatchOptions& options, std::size_t groups) {
  CompareBatch batch;
  for (const Deployment& deployment : options.deployments) {
    DeploymentColumns columns{deployment, {}, {}, {}, {}, {}, {}, {}, {}};
    columns.errors.resize(groups);
    for (auto* amounts : {&columns.infrastructure, &columns.labour, &columns.totals}) amounts->assign_none(groups);
    batch.deployments.push_back(std::move(columns));
  }
  batch.errors.resize(groups);
  batch.winners.assign(groups, no_winner);
  batch.savings.assign_none(groups);
  return batch;
}

void set_costs(const GroupCosts& costs, std::size_t row, DeploymentColumns& columns) {
  columns.errors[row] = static_cast<std::uint8_t>(costs.error);
  if (costs.error != RowError::none) return;
  columns.infrastructure.set(row, costs.infrastructure);
  columns.labour.set(row, costs.labour);
  columns.totals.set(row, costs.total);
}

/// The place of `currency` among `names`, which gets it.
std::uint8_t code_of(const std::string& currency, std::vector<std::string>& names) {
  const auto found = std::find(names.begin(), names.end(), currency);
  const auto code = static_cast<std::uint8_t>(found - names.begin());
  if (found == names.end()) names.push_back(currency);
  return code;
}

}  // namespace

GroupResult compare_group(const std::vector<Service>& services, const std::string& region, std::uint32_t deployments,
                          const CompareTable& table, HostCatalogue& catalogue) {
  Workload workload;
  workload.name = "group";
  workload.services = services;
  workload.surroundings.egress = table.options().egress;
  EstimateOptions own = table.options().estimate;
  own.region = region;
  if (!table.options().candidate_filters.empty()) own.hosts.candidates = table.options().candidate_filters.front();
  if (!table.options().labour_profiles.empty()) own.labour = table.options().labour_profiles.front();
  GroupResult result;
  const Region& place = table.book().region(region);
  result.currency = result_currency(table.options(), place);
  const bool is_other = is_other_currency(table.options(), place);
  for (std::size_t d = 0; d < table.options().deployments.size(); ++d) {
    const bool is_requested = (deployments >> d & 1) != 0;
    if (is_requested && is_other) {
      result.costs.push_back({RowError::currency_mismatch});
      continue;
    }
    result.costs.push_back(is_requested ? try_estimate(workload, table.options().deployments[d], own, table, catalogue)
                                        : GroupCosts{});
  }
  result.ranked = rank(result.costs, deployment_names(table.options()));
  if (result.ranked.empty()) {
    std::vector<RowError> errors;
    for (const GroupCosts& each : result.costs) errors.push_back(each.error);
    result.error = reason_of_no_cost(errors);
  }
  return result;
}

BatchSummary group_summary(const std::vector<GroupResult>& results, std::int64_t first, Table keys,
                           const CompareBatchOptions& options, const SummaryOptions& summary) {
  CompareBatch batch = without_costs(options, results.size());
  RowCurrencies currencies{{}, std::vector<std::uint8_t>(results.size(), RowCurrencies::none)};
  for (std::size_t row = 0; row < results.size(); ++row) {
    const GroupResult& result = results[row];
    batch.errors[row] = static_cast<std::uint8_t>(result.error);
    batch.totals.count(result.error);
    for (std::size_t d = 0; d < options.deployments.size(); ++d) {
      const RowError unknown = result.error == RowError::none ? RowError::not_requested : result.error;
      set_costs(result.costs.empty() ? GroupCosts{unknown} : result.costs[d], row, batch.deployments[d]);
    }
    if (result.ranked.empty()) continue;
    batch.winners[row] = static_cast<std::uint8_t>(result.ranked.front());
    if (result.ranked.size() > 1) batch.savings.set(row, saving_of(result));
    currencies.codes[row] = code_of(result.currency, currencies.names);
  }
  BatchSummary made(deployment_names(options), summary);
  OwnedStream stream;
  export_stream(std::make_shared<const Table>(std::move(keys)), stream.get());
  RecordStream rows(std::move(stream));
  while (const std::optional<RecordBatch> input = rows.next()) made.add(*input, batch, currencies, first);
  return made;
}

void add_group_results(const std::vector<GroupResult>& results, const CompareBatchOptions& options, TableMaker& table) {
  const std::vector<std::string> names = deployment_names(options);
  const auto of_all = [&]<typename T>(T value_of) {
    std::vector<decltype(value_of(results.front()))> values;
    for (const GroupResult& result : results) values.push_back(value_of(result));
    return values;
  };
  using Text = std::optional<std::string>;
  using Amount = std::optional<Int128>;
  table.add_texts("currency", of_all([](const GroupResult& result) {
                    return result.ranked.empty() ? Text() : Text(result.currency);
                  }));
  table.add_texts("winner", of_all([&](const GroupResult& result) {
                    return result.ranked.empty() ? Text() : Text(names[result.ranked.front()]);
                  }));
  table.add_amounts("saving", of_all([](const GroupResult& result) {
                      return result.ranked.size() < 2 ? Amount() : Amount(saving_of(result));
                    }));
  for (std::size_t d = 0; d < names.size(); ++d) {
    const auto where_costed = [&](auto value_of) {
      return of_all([&, value_of](const GroupResult& result) {
        using Value = std::optional<decltype(value_of(result.costs[d]))>;
        const bool is_costed = !result.costs.empty() && result.costs[d].error == RowError::none;
        return is_costed ? Value(value_of(result.costs[d])) : Value();
      });
    };
    const std::string prefix = column_prefix(options.deployments[d]) + "_";
    table.add_amounts(prefix + "infrastructure",
                      where_costed([](const GroupCosts& costs) { return costs.infrastructure; }));
    table.add_amounts(prefix + "labour", where_costed([](const GroupCosts& costs) { return costs.labour; }));
    table.add_amounts(prefix + "total", where_costed([](const GroupCosts& costs) { return costs.total; }));
    table.add_texts(prefix + "error", of_all([&](const GroupResult& result) {
                      const bool is_good = result.costs.empty() || result.costs[d].error == RowError::none;
                      return is_good ? Text() : Text(to_string(result.costs[d].error));
                    }));
    if (options.deployments[d].data_plane == DataPlane::fargate) continue;
    table.add_counts(prefix + "instances", where_costed([](const GroupCosts& costs) { return costs.instances; }));
    table.add_texts(prefix + "instance_types",
                    where_costed([](const GroupCosts& costs) { return costs.instance_types; }));
  }
}

}  // namespace container_tco
