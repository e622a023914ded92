#include "container_tco/batch/group_sums.hpp"

#include "container_tco/arrow/cell_text.hpp"
#include "container_tco/arrow/name_index.hpp"

namespace container_tco {
namespace {

/// One column to group by: its texts by number, and the number of every row.
struct NumberedColumn {
  NameIndex names;
  std::vector<std::uint32_t> codes;

  NumberedColumn(const ColumnView& column, std::size_t rows) : codes(rows) {
    if (column.type.is_text() || column.type.is_dictionary()) {
      names.add(TextColumn::of(column), codes);
    } else {
      for (std::size_t row = 0; row < rows; ++row) codes[row] = add(column, static_cast<std::int64_t>(row));
    }
  }

  std::optional<std::string> text(std::uint32_t code) const {
    return code == NameIndex::none ? std::nullopt : std::optional(names.names()[code]);
  }

 private:
  std::uint32_t add(const ColumnView& column, std::int64_t row) {
    return column.is_valid(row) ? names.add(cell_text(column, row)) : NameIndex::none;
  }
};

}  // namespace

DeploymentSums& DeploymentSums::operator+=(const DeploymentSums& other) {
  rows += other.rows;
  wins += other.wins;
  infrastructure += other.infrastructure;
  labour += other.labour;
  total += other.total;
  return *this;
}

void GroupSums::add(const CompareBatch& batch, std::size_t row) {
  ++rows;
  if (batch.errors[row] != 0) ++bad_rows;
  for (std::size_t d = 0; d < deployments.size(); ++d) {
    const DeploymentColumns& from = batch.deployments[d];
    if (from.errors[row] == 0) {
      deployments[d] += {1, 0, from.infrastructure[row], from.labour[row], from.totals[row]};
    }
  }
  const std::uint8_t winner = batch.winners[row];
  if (winner == no_winner) return;
  ++deployments[winner].wins;
  cheapest += batch.deployments[winner].totals[row];
  if (batch.savings.has(row)) saving += batch.savings[row];
}

GroupSums& GroupSums::operator+=(const GroupSums& other) {
  rows += other.rows;
  bad_rows += other.bad_rows;
  cheapest += other.cheapest;
  saving += other.saving;
  for (std::size_t d = 0; d < deployments.size(); ++d) deployments[d] += other.deployments[d];
  return *this;
}

GroupedSums group_rows(const RecordBatch& input, const std::vector<std::string>& group_by, const CompareBatch& batch,
                       const RowCurrencies& currencies) {
  const std::size_t rows = currencies.codes.size();
  const std::size_t deployments = batch.deployments.size();
  std::vector<NumberedColumn> columns;
  for (const std::string& name : group_by) columns.emplace_back(input.column(name), rows);
  // Rows are summed by numbers, so that the texts of a key are made once for each group.
  std::map<std::vector<std::uint32_t>, GroupSums> numbered;
  std::vector<std::uint32_t> key(columns.size() + 1);
  GroupSums* current = nullptr;
  for (std::size_t row = 0; row < rows; ++row) {
    bool is_same = current != nullptr && key.back() == currencies.codes[row];
    key.back() = currencies.codes[row];
    for (std::size_t i = 0; i < columns.size(); ++i) {
      is_same = is_same && key[i] == columns[i].codes[row];
      key[i] = columns[i].codes[row];
    }
    if (!is_same) current = &numbered.try_emplace(key, deployments).first->second;
    current->add(batch, row);
  }
  GroupedSums grouped;
  for (const auto& [numbers, sums] : numbered) {
    GroupKey texts;
    for (std::size_t i = 0; i < columns.size(); ++i) texts.push_back(columns[i].text(numbers[i]));
    texts.emplace_back(numbers.back() == RowCurrencies::none ? std::string() : currencies.names[numbers.back()]);
    grouped.try_emplace(std::move(texts), deployments).first->second += sums;
  }
  return grouped;
}

}  // namespace container_tco
