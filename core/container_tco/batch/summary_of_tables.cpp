#include <algorithm>
#include <utility>

#include "container_tco/arrow/scaled_column.hpp"
#include "container_tco/arrow/text_column.hpp"
#include "container_tco/batch/batch_summary.hpp"
#include "container_tco/batch/result_table.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

[[noreturn]] void refuse(const std::string& column, const std::string& found) {
  throw InvalidInputError("summary to continue, column " + printable(column), found, "what a summary of batches has",
                          "Begin anew.");
}

/// The columns of a table by name.
class Cells {
 public:
  explicit Cells(const Table& table) : table_(table.in_one_chunk()) {}

  std::size_t rows() const { return static_cast<std::size_t>(table_.row_count()); }

  std::vector<std::string> texts(const std::string& name) const {
    std::vector<std::string> texts(rows());
    if (texts.empty()) return texts;
    const TextColumn read = TextColumn::of(column(name));
    for (std::size_t row = 0; row < texts.size(); ++row) {
      if (!read.is_valid(static_cast<std::int64_t>(row))) refuse(name, "a null");
      texts[row] = read.value(static_cast<std::int64_t>(row));
    }
    return texts;
  }
  /// Nothing where there is a null.
  std::vector<std::optional<std::string>> texts_or_nulls(const std::string& name) const {
    std::vector<std::optional<std::string>> texts(rows());
    if (texts.empty()) return texts;
    const TextColumn read = TextColumn::of(column(name));
    for (std::size_t row = 0; row < texts.size(); ++row) {
      const auto at = static_cast<std::int64_t>(row);
      if (read.is_valid(at)) texts[row] = std::string(read.value(at));
    }
    return texts;
  }
  std::vector<Int128> amounts(const std::string& name) const { return numbers<Int128>(name, amount_digits); }
  /// Not negative.
  std::vector<std::int64_t> counts(const std::string& name) const {
    std::vector<std::int64_t> counts = numbers<std::int64_t>(name, 0);
    for (const std::int64_t count : counts) {
      if (count < 0) refuse(name, std::to_string(count));
    }
    return counts;
  }

 private:
  ColumnView column(const std::string& name) const {
    const auto& fields = table_.fields();
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.name == name; });
    if (found == fields.end()) refuse(name, "no such column");
    return table_.chunks().front().columns[static_cast<std::size_t>(found - fields.begin())].view(name);
  }

  template <typename T>
  std::vector<T> numbers(const std::string& name, int digits) const {
    if (rows() == 0) return {};
    ScaledColumn<T> read = read_scaled<T>(column(name), digits, FloatInput::refused);
    for (const RowState state : read.states) {
      if (state != RowState::value) refuse(name, "what is no number");
    }
    return std::move(read.values);
  }

  Table table_;
};

std::size_t error_named(const std::string& name) {
  for (std::size_t i = 1; i < row_error_count; ++i) {
    if (to_string(static_cast<RowError>(i)) == name) return i;
  }
  refuse("error", "'" + printable(name) + "'");
}

void read_deployment(const Cells& cells, const std::string& prefix, std::size_t index, std::vector<GroupSums>& sums) {
  const auto infrastructure = cells.amounts(prefix + "infrastructure");
  const auto labour = cells.amounts(prefix + "labour");
  const auto totals = cells.amounts(prefix + "total");
  const auto rows = cells.counts(prefix + "rows");
  const auto wins = cells.counts(prefix + "wins");
  for (std::size_t row = 0; row < sums.size(); ++row) {
    sums[row].deployments[index] = {rows[row], wins[row], infrastructure[row], labour[row], totals[row]};
  }
}

std::vector<GroupSums> read_sums(const Cells& cells, const std::vector<std::string>& deployments) {
  std::vector<GroupSums> sums(cells.rows(), GroupSums(deployments.size()));
  const auto rows = cells.counts("rows");
  const auto bad_rows = cells.counts("bad_rows");
  const auto cheapest = cells.amounts("cheapest");
  const auto saving = cells.amounts("saving");
  for (std::size_t row = 0; row < sums.size(); ++row) {
    sums[row].rows = rows[row];
    sums[row].bad_rows = bad_rows[row];
    sums[row].cheapest = cheapest[row];
    sums[row].saving = saving[row];
  }
  for (std::size_t d = 0; d < deployments.size(); ++d) {
    read_deployment(cells, column_prefix(Deployment::parse(deployments[d])) + "_", d, sums);
  }
  return sums;
}

/// By row: the texts of the columns `names`.
std::vector<std::vector<std::string>> texts_of(const Cells& cells, const std::vector<std::string>& names) {
  std::vector<std::vector<std::string>> keys(cells.rows());
  for (const std::string& name : names) {
    std::vector<std::string> texts = cells.texts(name);
    for (std::size_t row = 0; row < keys.size(); ++row) keys[row].push_back(std::move(texts[row]));
  }
  return keys;
}

/// By row: what it is grouped by, and its currency.
std::vector<GroupKey> keys_of(const Cells& cells, const std::vector<std::string>& group_by) {
  std::vector<GroupKey> keys(cells.rows());
  for (const std::string& name : group_by) {
    std::vector<std::optional<std::string>> texts = cells.texts_or_nulls(name);
    for (std::size_t row = 0; row < keys.size(); ++row) keys[row].push_back(std::move(texts[row]));
  }
  std::vector<std::string> currencies = cells.texts("currency");
  for (std::size_t row = 0; row < keys.size(); ++row) keys[row].emplace_back(std::move(currencies[row]));
  return keys;
}

/// `all` is the sum of all groups.
BatchTotals totals_of(const Cells& errors, const GroupSums& all) {
  const auto names = errors.texts("error");
  const auto counts = errors.counts("rows");
  BatchTotals totals;
  std::int64_t bad_rows = 0;
  for (std::size_t row = 0; row < errors.rows(); ++row) {
    totals.by_error[error_named(names[row])] += static_cast<std::size_t>(counts[row]);
    bad_rows += counts[row];
  }
  if (bad_rows != all.bad_rows || bad_rows > all.rows) refuse("rows", std::to_string(bad_rows) + " rows with errors");
  totals.rows = static_cast<std::size_t>(all.rows);
  totals.by_error[0] = static_cast<std::size_t>(all.rows - bad_rows);
  return totals;
}

}  // namespace

BatchSummary BatchSummary::of_tables(std::vector<std::string> deployments, SummaryOptions options, const Table& groups,
                                     const Table& top_savings, const Table& errors) {
  BatchSummary made(std::move(deployments), std::move(options));
  const Cells sums(groups);
  std::vector<GroupKey> keys = keys_of(sums, made.options_.group_by);
  std::vector<GroupSums> values = read_sums(sums, made.deployments_);
  GroupedSums grouped;
  GroupSums all(made.deployments_.size());
  for (std::size_t row = 0; row < keys.size(); ++row) {
    all += values[row];
    grouped.insert_or_assign(std::move(keys[row]), std::move(values[row]));
  }
  made.add_groups(grouped);
  made.totals_ = totals_of(Cells(errors), all);
  const Cells savers(top_savings);
  std::vector<std::vector<std::string>> labels = texts_of(savers, made.options_.labels);
  const auto rows = savers.counts("row");
  const auto currencies = savers.texts("currency");
  const auto winners = savers.texts("winner");
  const auto savings = savers.amounts("saving");
  for (std::size_t row = 0; row < savers.rows(); ++row) {
    const auto winner = std::find(made.deployments_.begin(), made.deployments_.end(), winners[row]);
    if (winner == made.deployments_.end()) refuse("winner", "'" + printable(winners[row]) + "'");
    made.savers_.keep(currencies[row],
                      {savings[row], rows[row], static_cast<std::uint8_t>(winner - made.deployments_.begin()),
                       std::move(labels[row])});
  }
  return made;
}

}  // namespace container_tco
