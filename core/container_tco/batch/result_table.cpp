#include "container_tco/batch/result_table.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>
#include <tuple>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

constexpr int vcpu_precision = 9;
constexpr int vcpu_digits = 3;

bool is_fargate(const Deployment& deployment) { return deployment.data_plane == DataPlane::fargate; }

ColumnType amount_type() { return decimal_type(amount_precision, amount_digits); }
ColumnType code_type(int bits) { return dictionary_type(bits, false); }

TableColumn amount_column(const AmountColumn& column) {
  const std::vector<std::int64_t>& amounts = column.narrow_amounts();
  std::vector<Int128> wide(amounts.size());
  Bitmap valid;
  if (std::find(amounts.begin(), amounts.end(), no_amount) != amounts.end()) {
    valid = Bitmap(static_cast<std::int64_t>(amounts.size()), true);
  }
  for (std::size_t row = 0; row < amounts.size(); ++row) {
    if (amounts[row] != no_amount) {
      wide[row] = amounts[row];
    } else {
      valid.set(static_cast<std::int64_t>(row), false);
    }
  }
  for (const auto& [row, amount] : column.wide_amounts()) wide[row] = amount;
  return TableColumn::of_decimals(std::move(wide), amount_precision, amount_digits, std::move(valid));
}

/// `is_valid(row)` for every row.
template <typename IsValid>
Bitmap bits(std::size_t rows, IsValid is_valid) {
  Bitmap valid(static_cast<std::int64_t>(rows), true);
  for (std::size_t row = 0; row < rows; ++row) {
    if (!is_valid(row)) valid.set(static_cast<std::int64_t>(row), false);
  }
  return valid;
}

TextBuffer texts_of(const std::vector<std::string>& names) {
  TextBuffer buffer;
  for (const std::string& name : names) buffer.append(name);
  return buffer;
}

/// Codes into `names`, null where `null` stands.
template <typename T>
TableColumn code_column(const std::vector<T>& codes, const std::vector<std::string>& names, T null) {
  std::vector<T> made(codes.size());
  for (std::size_t row = 0; row < codes.size(); ++row) made[row] = codes[row] == null ? T(0) : codes[row];
  return TableColumn::of_codes(std::move(made), texts_of(names),
                               bits(codes.size(), [&](std::size_t row) { return codes[row] != null; }));
}

/// Null for a row without an error.
TableColumn error_column(const std::vector<std::uint8_t>& errors) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < row_error_count; ++i) names.push_back(to_string(static_cast<RowError>(i)));
  return code_column<std::uint8_t>(errors, names, 0);
}

constexpr std::uint8_t no_value = row_value_count;

/// The column that a reader found to be wrong; none where the row was read, whatever is wrong with it then.
std::uint8_t value_at_fault(const ReadRows& rows, std::size_t row) {
  const std::uint8_t error = rows.errors[row];
  return error == 0 || error > static_cast<std::uint8_t>(RowError::unknown_option) ? no_value : rows.error_values[row];
}

std::string column_error_text(RowError error, std::uint8_t value, const std::string& found, const RowReader& reader) {
  const auto column = value == no_value ? std::nullopt : reader.column_of(static_cast<RowValue>(value));
  if (!column) return describe(error);
  return "Column " + printable(*column) + ": " + describe(error) + (found.empty() ? "" : " Found: '" + found + "'.");
}

TableColumn error_text_column(const CompareBatch& batch, const ReadRows& rows, const RowReader& reader) {
  constexpr std::size_t most_own_texts = 60'000;  // Which leaves room for one of each error and column.
  const std::string nothing;
  std::map<std::tuple<std::uint8_t, std::uint8_t, std::string_view>, std::uint16_t> codes;
  std::vector<std::string> texts;
  std::vector<std::uint16_t> made(rows.size(), no_type);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (batch.errors[row] == 0) continue;
    if (texts.size() < most_own_texts && rows.malformed.contains(row)) {
      made[row] = static_cast<std::uint16_t>(texts.size());
      texts.push_back(error_text(rows, row, static_cast<RowError>(batch.errors[row]), reader));
      continue;
    }
    const auto error = static_cast<RowError>(batch.errors[row]);
    const auto shown = rows.found.find(row);
    const bool is_shown = shown != rows.found.end() && rows.errors[row] != 0 && texts.size() < most_own_texts;
    const std::string& found = is_shown ? shown->second : nothing;
    const auto [at, is_new] = codes.try_emplace({batch.errors[row], value_at_fault(rows, row), found}, texts.size());
    if (is_new) texts.push_back(column_error_text(error, value_at_fault(rows, row), found, reader));
    made[row] = at->second;
  }
  return code_column<std::uint16_t>(made, texts, no_type);
}

TableColumn vcpu_column(const DeploymentColumns& deployment) {
  std::vector<Int128> milli(deployment.vcpu_milli.begin(), deployment.vcpu_milli.end());
  Bitmap valid = bits(milli.size(), [&](std::size_t row) { return milli[row] != 0; });
  return TableColumn::of_decimals(std::move(milli), vcpu_precision, vcpu_digits, std::move(valid));
}

void add_deployment(const DeploymentColumns& deployment, const CompareBatch& batch, std::vector<TableColumn>& columns) {
  columns.push_back(amount_column(deployment.infrastructure));
  columns.push_back(amount_column(deployment.labour));
  columns.push_back(amount_column(deployment.totals));
  columns.push_back(error_column(deployment.errors));
  if (is_fargate(deployment.deployment)) {
    columns.push_back(vcpu_column(deployment));
    columns.push_back(TableColumn::of_integers(deployment.memory_mib, bits(batch.errors.size(), [&](std::size_t row) {
                                                 return deployment.memory_mib[row] != 0;
                                               })));
  } else {
    columns.push_back(code_column(deployment.instance_types, *batch.instance_type_names, no_type));
    columns.push_back(TableColumn::of_integers(
        deployment.instances, bits(batch.errors.size(), [&](std::size_t row) { return deployment.errors[row] == 0; })));
  }
}

}  // namespace

std::string column_prefix(const Deployment& deployment) {
  std::string name = deployment.name();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::string error_text(const ReadRows& rows, std::size_t row, RowError error, const RowReader& reader) {
  const auto malformed = rows.malformed.find(row);
  if (malformed == rows.malformed.end()) {
    const auto found = rows.found.find(row);
    return column_error_text(error, value_at_fault(rows, row), found == rows.found.end() ? "" : found->second, reader);
  }
  return "The row cannot be read: " + malformed->second + "; correct it in the file.";
}

namespace {

/// What a contract charges by all usage together, of which a row alone has another amount than its share; may be empty.
std::string terms_of_all_rows(const CompareBatchOptions& options) {
  if (!options.estimate.contract) return "";
  const Contract& contract = *options.estimate.contract;
  std::vector<std::string> terms;
  if (!contract.commitments.empty()) terms.emplace_back("commitments");
  if (contract.support && !contract.support->minimum.is_zero()) terms.emplace_back("the least charge for support");
  if (contract.support && contract.support->tiers.size() > 1) terms.emplace_back("tiers of support");
  const bool has_tiers = std::any_of(contract.prices.begin(), contract.prices.end(), std::mem_fn(&PriceRow::is_tiered));
  if (has_tiers) terms.emplace_back("prices in tiers");
  std::string text;
  for (const std::string& term : terms) text += (text.empty() ? "" : ", ") + term;
  if (text.empty()) return text;
  const std::string row = options.rows_share_hosts ? "group" : "row";
  return text + " of the contract count in every " + row + " as if it were alone: sums over " + row +
         "s are not what all of them cost together";
}

}  // namespace

TableMetadata result_metadata(const CompareTable& table, const std::vector<std::string>& assumptions) {
  std::string together;
  for (const std::string& assumption : assumptions) together += (together.empty() ? "" : "; ") + assumption;
  TableMetadata told = {{"container_tco.price_book_version", table.book().version()},
                        {"container_tco.price_book_digest", table.book().digest()},
                        {"container_tco.period_hours", table.options().estimate.period.hours().to_text()},
                        {"container_tco.rounding", "half_even at 10^-10"},
                        {"container_tco.assumptions", together}};
  std::string warning = terms_of_all_rows(table.options());
  if (!warning.empty()) told.emplace_back("container_tco.warnings", std::move(warning));
  return told;
}

std::vector<TableField> result_fields(const std::vector<Deployment>& deployments) {
  std::vector<TableField> fields = {{"error", code_type(8)},
                                    {"error_text", code_type(16)},
                                    {"currency", code_type(8)},
                                    {"winner", code_type(8)},
                                    {"saving", amount_type()}};
  for (const Deployment& deployment : deployments) {
    const std::string prefix = column_prefix(deployment) + "_";
    for (const char* amount : {"infrastructure", "labour", "total"}) fields.push_back({prefix + amount, amount_type()});
    fields.push_back({prefix + "error", code_type(8)});
    if (is_fargate(deployment)) {
      fields.push_back({prefix + "vcpu", decimal_type(vcpu_precision, vcpu_digits)});
      fields.push_back({prefix + "memory_mib", integer_type(32, true)});
    } else {
      fields.push_back({prefix + "instance_type", code_type(16)});
      fields.push_back({prefix + "instances", integer_type(64, true)});
    }
  }
  return fields;
}

TableChunk result_chunk(const CompareBatch& batch, const ReadRows& rows, const RowReader& reader,
                        const RowCurrencies& currencies) {
  std::vector<std::string> deployments;
  for (const DeploymentColumns& deployment : batch.deployments) deployments.push_back(deployment.deployment.name());
  TableChunk chunk{static_cast<std::int64_t>(rows.size()), {}};
  chunk.columns.push_back(error_column(batch.errors));
  chunk.columns.push_back(error_text_column(batch, rows, reader));
  chunk.columns.push_back(code_column(currencies.codes, currencies.names, RowCurrencies::none));
  chunk.columns.push_back(code_column(batch.winners, deployments, no_winner));
  chunk.columns.push_back(amount_column(batch.savings));
  for (const DeploymentColumns& deployment : batch.deployments) add_deployment(deployment, batch, chunk.columns);
  return chunk;
}

}  // namespace container_tco
