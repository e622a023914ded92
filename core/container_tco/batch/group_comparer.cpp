#include "container_tco/batch/group_comparer.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <set>

#include "container_tco/arrow/cell_text.hpp"
#include "container_tco/arrow/text_column.hpp"
#include "container_tco/batch/compare_state.hpp"
#include "container_tco/batch/group_result.hpp"
#include "container_tco/batch/result_table.hpp"
#include "container_tco/batch/row_ranges.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

CompareBatchOptions checked(CompareBatchOptions options, const PriceBook& book) {
  if (options.candidate_filters.size() > 1 || options.labour_profiles.size() > 1) {
    throw InvalidInputError("candidate_filters and labour_profiles", "several",
                            "at most one of each, as rows that share hosts share their constraints");
  }
  options.rows_share_hosts = true;
  return for_rows_of_any_region(std::move(options), book);
}

// A dictionary may have nulls among its texts, too.
std::optional<std::string> text_or_null(const ColumnView& column, std::int64_t row) {
  if (!column.is_valid(row)) return std::nullopt;
  std::string text = cell_text(column, row);
  const bool may_be_null = text.empty() && column.dictionary != nullptr;
  if (may_be_null && !TextColumn::of(column).is_valid(row)) return std::nullopt;
  return text;
}

template <typename Key>
void require_costs(const std::vector<const Key*>& keys, const std::vector<GroupResult>& results,
                   const std::vector<std::optional<std::string>>& texts) {
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (results[i].error == RowError::none) continue;
    std::string name;
    for (const auto& part : keys[i]->first) name += part ? "'" + printable(*part) + "' " : "null ";
    throw InvalidInputError("group " + name + "in " + keys[i]->second, to_string(results[i].error),
                            "a group without errors", texts[i].value_or(""));
  }
}

}  // namespace

GroupComparer::GroupComparer(const PriceBook& book, CompareBatchOptions options, std::vector<std::string> pack_by,
                             RowColumnNames column_names, std::string region, SummaryOptions summary)
    : table_(book, checked(options, book)),
      pack_by_(std::move(pack_by)),
      column_names_(std::move(column_names)),
      region_(std::move(region)),
      on_error_(options.on_error),
      summary_(std::move(summary)) {
  if (pack_by_.empty()) throw InvalidInputError("pack_by", "no column", "the columns that tell which rows share hosts");
  std::set<std::string> taken = {"region",     "rows",     "bad_rows", "tasks", "error",
                                 "error_text", "currency", "winner",   "saving"};
  for (const std::string& name : pack_by_) {
    const bool is_of_result =
        std::any_of(table_.options().deployments.begin(), table_.options().deployments.end(),
                    [&](const Deployment& deployment) { return name.starts_with(column_prefix(deployment) + "_"); });
    if (taken.insert(name).second && !is_of_result) continue;
    throw InvalidInputError("pack_by", name, "columns that differ, and that no result has",
                            "The region tells groups apart in any case");
  }
  summary_.labels = pack_by_;
  summary_.labels.emplace_back("region");
  for (const std::string& name : summary_.group_by) {
    if (std::find(summary_.labels.begin(), summary_.labels.end(), name) != summary_.labels.end()) continue;
    throw InvalidInputError("group_by of groups", printable(name), join_alternatives(summary_.labels),
                            "Rows of a group may differ in other columns: pack by it, too");
  }
  BatchSummary(deployment_names(table_.options()), summary_);  // Throws for what it cannot be.
}

void GroupComparer::begin_source(std::string source) {
  source_ = std::move(source);
  rows_before_source_ = rows_before_;
}

void GroupComparer::add(RecordStream& stream) {
  const RowReader rows = reader(stream.schema());
  while (const std::optional<RecordBatch> batch = stream.next()) add(*batch, rows);
}

void GroupComparer::add(const RecordBatch& batch) { add(batch, reader(batch.schema())); }

RowReader GroupComparer::reader(const TableSchema& schema) const {
  return RowReader(schema, row_reading(table_.options(), column_names_, region_));
}

void GroupComparer::add(const RecordBatch& batch, const RowReader& reader) {
  assumptions_ = reader.assumptions();
  const ReadRows rows = reader.read(batch);
  const BatchColumns columns = rows.columns();
  std::vector<ColumnView> keys;
  for (const std::string& name : pack_by_) keys.push_back(batch.column(name));
  for (std::size_t row = 0; row < rows.size(); ++row) {
    Key key;
    for (const ColumnView& column : keys) key.first.push_back(text_or_null(column, static_cast<std::int64_t>(row)));
    const auto error = static_cast<RowError>(rows.errors[row]);
    if (error != RowError::unknown_region) key.second = table_.options().regions[rows.regions[row]];
    add_row(rows, columns, row, reader, groups_[key]);
  }
  rows_before_ += batch.row_count();
}

void GroupComparer::add_row(const ReadRows& rows, const BatchColumns& columns, std::size_t row, const RowReader& reader,
                            Group& group) {
  const std::int64_t number = rows_before_ + static_cast<std::int64_t>(row);
  ++group.rows;
  const RowError fault = table_.state().fault_of_row(columns, row);
  if (fault != RowError::none) {
    return mark(group, fault, number - rows_before_source_ + 1, error_text(rows, row, fault, reader));
  }
  group.tasks += columns.task_counts[row];
  if (!columns.deployment_masks.empty()) group.deployment_mask &= columns.deployment_masks[row];
  group.services.push_back(row_service(columns, row, table_.options(), "row " + std::to_string(number)));
}

void GroupComparer::mark(Group& group, RowError error, std::int64_t row, const std::string& text) const {
  const std::string before = source_.empty() ? "" : printable(source_) + ", ";
  if (on_error_ == OnRowError::stop) {
    throw InvalidInputError(before + "row " + std::to_string(row), to_string(error), "a row without errors", text);
  }
  if (group.bad_rows++ > 0) return;
  group.error = error;
  group.error_text = before + (before.empty() ? "Row " : "row ") + std::to_string(row) + ": " + text;
}

std::string GroupComparer::reason_of_no_cost_in_words(const Group& group, RowError error) const {
  const std::size_t count = table_.options().deployments.size();
  const std::uint32_t all = ~std::uint32_t(0) >> (32 - count);
  if ((group.deployment_mask & all) == 0) {
    return "The rows of the group ask for no deployment in common; pack by what they differ in, or ask for the same.";
  }
  if (error == RowError::no_deployment_priced) {
    return "No deployment has a cost for the group; the error of each deployment says why.";
  }
  return describe(error);
}

BatchSummary GroupComparer::summary_of(const Table& groups, const Table& top_savings, const Table& errors) const {
  return BatchSummary::of_tables(deployment_names(table_.options()), summary_, groups, top_savings, errors);
}

ComparedGroups GroupComparer::compare_some(std::size_t first, std::size_t count) const {
  first = std::min(first, groups_.size());
  count = std::min(count, groups_.size() - first);
  std::vector<const Group*> groups;
  std::vector<const Key*> keys;
  auto next = std::next(groups_.begin(), static_cast<std::ptrdiff_t>(first));
  for (std::size_t i = 0; i < count; ++i, ++next) {
    keys.push_back(&next->first);
    groups.push_back(&next->second);
  }
  std::vector<GroupResult> results(groups.size());
  // Groups differ in size by orders of magnitude, so that each thread takes the next one when it has done with one.
  std::atomic<std::size_t> next_group = 0;
  const std::size_t threads = thread_count(table_.options().threads, groups.size());
  for_row_ranges(threads, threads, 1, [&](std::size_t, std::size_t) {
    std::map<std::string, HostCatalogue> catalogues;
    for (std::size_t i = next_group++; i < groups.size(); i = next_group++) {
      if (groups[i]->error != RowError::none) continue;
      const std::string& region = keys[i]->second;
      results[i] = compare_group(groups[i]->services, region, groups[i]->deployment_mask, table_, catalogues[region]);
    }
  });
  std::vector<std::optional<std::string>> errors(groups.size());
  std::vector<std::optional<std::string>> error_texts(groups.size());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const bool has_bad_row = groups[i]->error != RowError::none;
    if (has_bad_row) results[i].error = groups[i]->error;
    if (results[i].error == RowError::none) continue;
    errors[i] = to_string(results[i].error);
    error_texts[i] = has_bad_row ? groups[i]->error_text : reason_of_no_cost_in_words(*groups[i], results[i].error);
  }
  if (on_error_ == OnRowError::stop) require_costs(keys, results, error_texts);
  TableMaker key_columns;
  TableMaker made;
  const auto of_all = [&](auto value_of) {
    std::vector<decltype(value_of(*groups.front()))> values;
    for (const Group* group : groups) values.push_back(value_of(*group));
    return values;
  };
  for (std::size_t i = 0; i <= pack_by_.size(); ++i) {
    std::vector<std::optional<std::string>> texts;
    for (const Key* key : keys) texts.push_back(i < pack_by_.size() ? key->first[i] : std::optional(key->second));
    key_columns.add_texts(summary_.labels[i], texts);
    made.add_texts(summary_.labels[i], texts);
  }
  made.add_counts("rows", of_all([](const Group& group) { return group.rows; }));
  made.add_counts("bad_rows", of_all([](const Group& group) { return group.bad_rows; }));
  made.add_counts("tasks", of_all([](const Group& group) { return group.tasks; }));
  made.add_texts("error", errors);
  made.add_texts("error_text", error_texts);
  add_group_results(results, table_.options(), made);
  return {made.finish(result_metadata(table_, assumptions_)),
          group_summary(results, static_cast<std::int64_t>(first), key_columns.finish(), table_.options(), summary_)};
}

}  // namespace container_tco
