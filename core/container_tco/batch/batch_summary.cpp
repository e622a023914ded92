#include "container_tco/batch/batch_summary.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "container_tco/arrow/cell_text.hpp"
#include "container_tco/arrow/name_index.hpp"
#include "container_tco/batch/currency_codes.hpp"
#include "container_tco/batch/result_table.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

constexpr std::uint8_t no_currency = 255;
constexpr std::size_t most_top = 10'000;
constexpr int sum_precision = 38;

std::vector<ColumnView> columns_named(const RecordBatch& input, const std::vector<std::string>& names) {
  std::vector<ColumnView> columns;
  for (const std::string& name : names) columns.push_back(input.column(name));
  return columns;
}

std::vector<std::string> cells(const std::vector<ColumnView>& columns, std::size_t row) {
  std::vector<std::string> texts;
  for (const ColumnView& column : columns) {
    const auto at = static_cast<std::int64_t>(row);
    texts.push_back(column.is_valid(at) ? cell_text(column, at) : std::string());
  }
  return texts;
}

/// The number of every row's text: the same text has the same number. Nulls are as empty text.
std::vector<std::uint32_t> numbered(const ColumnView& column, NameIndex& index, std::size_t rows) {
  std::vector<std::uint32_t> codes(rows);
  if (column.type.is_text() || column.type.is_dictionary()) {
    index.add(TextColumn::of(column), codes);
    for (std::uint32_t& code : codes) {
      if (code == NameIndex::none) code = index.add("");
    }
    return codes;
  }
  for (std::size_t row = 0; row < rows; ++row) codes[row] = index.add(cells({column}, row).front());
  return codes;
}

void add_row(const CompareBatch& batch, std::size_t row, GroupSums& sums) {
  ++sums.rows;
  if (batch.errors[row] != 0) ++sums.bad_rows;
  for (std::size_t d = 0; d < batch.deployments.size(); ++d) {
    const DeploymentColumns& from = batch.deployments[d];
    if (from.errors[row] != 0) continue;
    DeploymentSums& to = sums.deployments[d];
    ++to.rows;
    to.infrastructure += from.infrastructure[row];
    to.labour += from.labour[row];
    to.total += from.totals[row];
  }
  if (batch.winners[row] == no_winner) return;
  ++sums.deployments[batch.winners[row]].wins;
  sums.cheapest += batch.deployments[batch.winners[row]].totals[row];
  if (batch.savings[row] != no_amount) sums.saving += batch.savings[row];
}

/// Columns of text and whole numbers, filled row by row.
class TableMaker {
 public:
  void add_texts(const std::string& name, const std::vector<std::string>& texts) {
    TextBuffer buffer;
    for (const std::string& text : texts) buffer.append(text);
    add(name, TableColumn::of_texts(std::move(buffer)));
  }
  void add_counts(const std::string& name, std::vector<std::int64_t> counts) {
    add(name, TableColumn::of_integers(std::move(counts)));
  }
  void add_amounts(const std::string& name, std::vector<Int128> amounts) {
    add(name, TableColumn::of_decimals(std::move(amounts), sum_precision, amount_digits));
  }
  Table finish(std::size_t rows) {
    return Table(std::move(fields_), {{static_cast<std::int64_t>(rows), std::move(columns_)}});
  }

 private:
  void add(const std::string& name, TableColumn column) {
    fields_.push_back({name, column.type()});
    columns_.push_back(std::move(column));
  }

  std::vector<TableField> fields_;
  std::vector<TableColumn> columns_;
};

}  // namespace

GroupSums& GroupSums::operator+=(const GroupSums& other) {
  rows += other.rows;
  bad_rows += other.bad_rows;
  cheapest += other.cheapest;
  saving += other.saving;
  deployments.resize(std::max(deployments.size(), other.deployments.size()));
  for (std::size_t d = 0; d < other.deployments.size(); ++d) {
    deployments[d].rows += other.deployments[d].rows;
    deployments[d].wins += other.deployments[d].wins;
    deployments[d].infrastructure += other.deployments[d].infrastructure;
    deployments[d].labour += other.deployments[d].labour;
    deployments[d].total += other.deployments[d].total;
  }
  return *this;
}

BatchSummary::BatchSummary(std::vector<std::string> deployments, SummaryOptions options)
    : deployments_(std::move(deployments)), options_(std::move(options)) {
  require_range("top", static_cast<std::int64_t>(options_.top), 0, most_top);
  require_range("most_groups", static_cast<std::int64_t>(options_.most_groups), 1,
                std::numeric_limits<std::int32_t>::max());
}

void BatchSummary::add(const RecordBatch& input, const ReadRows& rows, const CompareBatch& batch,
                       const CompareTable& table, std::int64_t first_row) {
  const CurrencyCodes currencies(table);
  const auto currency_of = [&](std::size_t row) {
    return batch.errors[row] == 0 ? currencies.of_region(rows.regions[row]) : no_currency;
  };
  // Rows are summed by numbers; texts of keys are made once for each group of the batch.
  std::vector<NameIndex> names(options_.group_by.size());
  std::vector<std::vector<std::uint32_t>> codes;
  const std::vector<ColumnView> group_columns = columns_named(input, options_.group_by);
  for (std::size_t i = 0; i < group_columns.size(); ++i) {
    codes.push_back(numbered(group_columns[i], names[i], rows.size()));
  }
  const std::vector<ColumnView> label_columns = columns_named(input, options_.labels);
  std::map<std::vector<std::uint32_t>, GroupSums> sums;
  std::vector<std::uint32_t> key(codes.size() + 1);
  GroupSums* current = nullptr;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    bool is_same = current != nullptr && key.back() == currency_of(row);
    for (std::size_t i = 0; i < codes.size(); ++i) {
      is_same = is_same && key[i] == codes[i][row];
      key[i] = codes[i][row];
    }
    if (!is_same) {
      key.back() = currency_of(row);
      current = &sums[key];
      current->deployments.resize(deployments_.size());
    }
    add_row(batch, row, *current);
  }
  std::map<Key, GroupSums> grouped;
  for (auto& [numbers, group] : sums) {
    Key texts;
    for (std::size_t i = 0; i < codes.size(); ++i) texts.push_back(names[i].names()[numbers[i]]);
    texts.push_back(numbers.back() == no_currency ? "" : currencies.names()[numbers.back()]);
    grouped[std::move(texts)] += group;
  }
  require_room(grouped);
  for (const auto& [texts, group] : grouped) groups_[texts] += group;
  totals_ += batch.totals;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (batch.savings[row] == no_amount || batch.savings[row] == 0) continue;
    const std::string& currency = currencies.names()[currency_of(row)];
    const std::int64_t at = first_row + static_cast<std::int64_t>(row);
    if (is_kept(currency, batch.savings[row], at)) {
      keep_saver(currency, {batch.savings[row], at, batch.winners[row], cells(label_columns, row)});
    }
  }
}

void BatchSummary::require_room(const std::map<Key, GroupSums>& grouped) const {
  std::size_t count = groups_.size();
  for (const auto& [texts, group] : grouped) count += groups_.contains(texts) ? 0 : 1;
  if (count <= options_.most_groups) return;
  throw InvalidInputError("groups by " + join_alternatives(options_.group_by), std::to_string(count),
                          "at most " + std::to_string(options_.most_groups),
                          "Group by columns with fewer different values.");
}

bool BatchSummary::is_before(const Saver& a, const Saver& b) {
  return a.saving != b.saving ? a.saving > b.saving : a.row < b.row;
}

bool BatchSummary::is_kept(const std::string& currency, std::int64_t saving, std::int64_t row) const {
  if (options_.top == 0) return false;
  const auto known = savers_.find(currency);
  if (known == savers_.end() || known->second.size() < options_.top) return true;
  return is_before({saving, row, 0, {}}, known->second.back());
}

void BatchSummary::keep_saver(const std::string& currency, Saver saver) {
  std::vector<Saver>& best = savers_[currency];
  best.insert(std::upper_bound(best.begin(), best.end(), saver, is_before), std::move(saver));
  if (best.size() > options_.top) best.pop_back();
}

void BatchSummary::merge(const BatchSummary& other) {
  if (deployments_ != other.deployments_ || options_.group_by != other.options_.group_by ||
      options_.labels != other.options_.labels) {
    throw InvalidInputError("summary to merge", "one of other deployments, groups or labels", "one of the same");
  }
  require_room(other.groups_);
  for (const auto& [texts, group] : other.groups_) groups_[texts] += group;
  totals_ += other.totals_;
  for (const auto& [currency, savers] : other.savers_) {
    for (const Saver& saver : savers) {
      if (is_kept(currency, saver.saving, saver.row)) keep_saver(currency, saver);
    }
  }
}

std::map<std::string, GroupSums> BatchSummary::by_currency() const {
  std::map<std::string, GroupSums> sums;
  for (const auto& [texts, group] : groups_) sums[texts.back()] += group;
  return sums;
}

Table BatchSummary::groups() const {
  TableMaker made;
  const auto each = [&]<typename T>(T value_of) {
    std::vector<decltype(value_of(GroupSums{}))> values;
    for (const auto& [texts, group] : groups_) values.push_back(value_of(group));
    return values;
  };
  const auto count = [](std::size_t rows) { return static_cast<std::int64_t>(rows); };
  for (std::size_t i = 0; i <= options_.group_by.size(); ++i) {
    std::vector<std::string> column;
    for (const auto& [texts, group] : groups_) column.push_back(texts[i]);
    made.add_texts(i < options_.group_by.size() ? options_.group_by[i] : "currency", column);
  }
  made.add_counts("rows", each([&](const GroupSums& group) { return count(group.rows); }));
  made.add_counts("bad_rows", each([&](const GroupSums& group) { return count(group.bad_rows); }));
  made.add_amounts("cheapest", each([](const GroupSums& group) { return group.cheapest; }));
  made.add_amounts("saving", each([](const GroupSums& group) { return group.saving; }));
  for (std::size_t d = 0; d < deployments_.size(); ++d) {
    const std::string prefix = column_prefix(Deployment::parse(deployments_[d])) + "_";
    const auto amounts = [&](Int128 DeploymentSums::*member) {
      return each([d, member](const GroupSums& group) {
        return d < group.deployments.size() ? group.deployments[d].*member : Int128(0);
      });
    };
    const auto counts = [&](std::size_t DeploymentSums::*member) {
      return each([d, member, count](const GroupSums& group) {
        return d < group.deployments.size() ? count(group.deployments[d].*member) : std::int64_t(0);
      });
    };
    made.add_amounts(prefix + "infrastructure", amounts(&DeploymentSums::infrastructure));
    made.add_amounts(prefix + "labour", amounts(&DeploymentSums::labour));
    made.add_amounts(prefix + "total", amounts(&DeploymentSums::total));
    made.add_counts(prefix + "rows", counts(&DeploymentSums::rows));
    made.add_counts(prefix + "wins", counts(&DeploymentSums::wins));
  }
  return made.finish(groups_.size());
}

Table BatchSummary::top_savings() const {
  std::vector<std::vector<std::string>> labels(options_.labels.size());
  std::vector<std::int64_t> rows;
  std::vector<std::string> currencies;
  std::vector<std::string> winners;
  std::vector<Int128> savings;
  for (const auto& [currency, savers] : savers_) {
    for (const Saver& saver : savers) {
      for (std::size_t i = 0; i < labels.size(); ++i) labels[i].push_back(saver.labels[i]);
      rows.push_back(saver.row);
      currencies.push_back(currency);
      winners.push_back(deployments_[saver.winner]);
      savings.push_back(saver.saving);
    }
  }
  TableMaker made;
  for (std::size_t i = 0; i < labels.size(); ++i) made.add_texts(options_.labels[i], labels[i]);
  const std::size_t count = rows.size();
  made.add_counts("row", std::move(rows));
  made.add_texts("currency", currencies);
  made.add_texts("winner", winners);
  made.add_amounts("saving", std::move(savings));
  return made.finish(count);
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
  TableMaker made;
  made.add_texts("error", names);
  const std::size_t count = counts.size();
  made.add_counts("rows", std::move(counts));
  made.add_texts("meaning", meanings);
  return made.finish(count);
}

}  // namespace container_tco
