#include "container_tco/batch/batch_summary.hpp"

#include <limits>
#include <utility>

#include "container_tco/arrow/cell_text.hpp"
#include "container_tco/batch/result_table.hpp"
#include "container_tco/batch/table_maker.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

constexpr std::size_t most_top = 10'000;

std::vector<std::string> cells(const std::vector<ColumnView>& columns, std::size_t row) {
  std::vector<std::string> texts;
  for (const ColumnView& column : columns) texts.push_back(cell_text(column, static_cast<std::int64_t>(row)));
  return texts;
}

/// `value_of(key, sums)` of every group.
template <typename ValueOf>
auto of_each(const GroupedSums& groups, ValueOf value_of) {
  std::vector<decltype(value_of(GroupKey(), GroupSums()))> values;
  for (const auto& [key, sums] : groups) values.push_back(value_of(key, sums));
  return values;
}

void add_deployment(const GroupedSums& groups, std::size_t d, const std::string& prefix, TableMaker& table) {
  const auto of_all = [&]<typename T>(T DeploymentSums::* member) {
    return of_each(groups, [&](const GroupKey&, const GroupSums& sums) {
      return sums.deployments.empty() ? T(0) : sums.deployments[d].*member;
    });
  };
  table.add_amounts(prefix + "infrastructure", of_all(&DeploymentSums::infrastructure));
  table.add_amounts(prefix + "labour", of_all(&DeploymentSums::labour));
  table.add_amounts(prefix + "total", of_all(&DeploymentSums::total));
  table.add_counts(prefix + "rows", of_all(&DeploymentSums::rows));
  table.add_counts(prefix + "wins", of_all(&DeploymentSums::wins));
}

}  // namespace

BatchSummary::BatchSummary(std::vector<std::string> deployments, SummaryOptions options)
    : deployments_(std::move(deployments)), options_(std::move(options)), savers_(options_.top) {
  require_range("top", static_cast<std::int64_t>(options_.top), 0, most_top);
  require_range("most_groups", static_cast<std::int64_t>(options_.most_groups), 1,
                std::numeric_limits<std::int32_t>::max());
}

void BatchSummary::add(const RecordBatch& input, const CompareBatch& batch, const RowCurrencies& currencies,
                       std::int64_t first_row) {
  std::vector<ColumnView> labels;
  for (const std::string& name : options_.labels) labels.push_back(input.column(name));
  add_groups(group_rows(input, options_.group_by, batch, currencies));
  totals_ += batch.totals;
  for (std::size_t row = 0; row < batch.savings.size(); ++row) {
    if (!batch.savings.has(row)) continue;
    const std::string& currency = currencies.names[currencies.codes[row]];
    const std::int64_t at = first_row + static_cast<std::int64_t>(row);
    if (savers_.is_kept(currency, batch.savings[row], at)) {
      savers_.keep(currency, {batch.savings[row], at, batch.winners[row], cells(labels, row)});
    }
  }
}

void BatchSummary::require_room(const GroupedSums& more) const {
  std::size_t count = groups_.size();
  for (const auto& [key, sums] : more) count += groups_.contains(key) ? 0 : 1;
  if (count <= options_.most_groups) return;
  throw InvalidInputError("groups by " + join_alternatives(options_.group_by), std::to_string(count),
                          "at most " + std::to_string(options_.most_groups),
                          "Group by columns with fewer different values.");
}

void BatchSummary::add_groups(const GroupedSums& more) {
  require_room(more);
  for (const auto& [key, sums] : more) groups_.try_emplace(key, deployments_.size()).first->second += sums;
}

void BatchSummary::merge(const BatchSummary& other) {
  if (deployments_ != other.deployments_ || options_.group_by != other.options_.group_by ||
      options_.labels != other.options_.labels) {
    throw InvalidInputError("summary to merge", "one of other deployments, groups or labels", "one of the same");
  }
  add_groups(other.groups_);
  totals_ += other.totals_;
  savers_.merge(other.savers_);
}

Table BatchSummary::sums_table(const std::vector<std::string>& keys, const GroupedSums& groups) const {
  TableMaker table;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    table.add_texts(keys[i], of_each(groups, [i](const GroupKey& key, const GroupSums&) {
                      return key.empty() ? std::optional<std::string>("") : key[i];
                    }));
  }
  const auto of_all = [&](auto GroupSums::* member) {
    return of_each(groups, [member](const GroupKey&, const GroupSums& sums) { return sums.*member; });
  };
  table.add_counts("rows", of_all(&GroupSums::rows));
  table.add_counts("bad_rows", of_all(&GroupSums::bad_rows));
  table.add_amounts("cheapest", of_all(&GroupSums::cheapest));
  table.add_amounts("saving", of_all(&GroupSums::saving));
  for (std::size_t d = 0; d < deployments_.size(); ++d) {
    add_deployment(groups, d, column_prefix(Deployment::parse(deployments_[d])) + "_", table);
  }
  return table.finish();
}

Table BatchSummary::groups() const {
  std::vector<std::string> keys = options_.group_by;
  keys.emplace_back("currency");
  return sums_table(keys, groups_);
}

Table BatchSummary::currencies() const {
  GroupedSums sums;
  for (const auto& [key, group] : groups_) sums.try_emplace({key.back()}, deployments_.size()).first->second += group;
  return sums_table({"currency"}, sums);
}

Table BatchSummary::top_savings() const {
  std::vector<std::vector<std::string>> labels(options_.labels.size());
  std::vector<std::int64_t> rows;
  std::vector<std::string> currencies;
  std::vector<std::string> winners;
  std::vector<Int128> savings;
  for (const auto& [currency, savers] : savers_.by_currency()) {
    for (const SavingRow& saver : savers) {
      for (std::size_t i = 0; i < labels.size(); ++i) labels[i].push_back(saver.labels[i]);
      rows.push_back(saver.row);
      currencies.push_back(currency);
      winners.push_back(deployments_[saver.winner]);
      savings.push_back(saver.saving);
    }
  }
  TableMaker table;
  for (std::size_t i = 0; i < labels.size(); ++i) table.add_texts(options_.labels[i], labels[i]);
  table.add_counts("row", std::move(rows));
  table.add_texts("currency", currencies);
  table.add_texts("winner", winners);
  table.add_amounts("saving", std::move(savings));
  return table.finish();
}

Table BatchSummary::errors() const {
  std::vector<std::string> names;
  std::vector<std::string> meanings;
  std::vector<std::int64_t> counts;
  for (std::size_t i = 1; i < row_error_count; ++i) {
    if (totals_.by_error[i] == 0) continue;
    names.push_back(to_string(static_cast<RowError>(i)));
    meanings.push_back(describe(static_cast<RowError>(i)));
    counts.push_back(static_cast<std::int64_t>(totals_.by_error[i]));
  }
  TableMaker table;
  table.add_texts("error", names);
  table.add_counts("rows", std::move(counts));
  table.add_texts("meaning", meanings);
  return table.finish();
}

}  // namespace container_tco
