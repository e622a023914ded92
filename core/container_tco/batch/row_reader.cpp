#include "container_tco/batch/row_reader.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "container_tco/arrow/cell_text.hpp"
#include "container_tco/arrow/text_column.hpp"
#include "container_tco/batch/read_texts.hpp"
#include "container_tco/error.hpp"
#include "container_tco/quantity/resources.hpp"

namespace container_tco {
namespace {

constexpr std::uint32_t every_deployment = ~std::uint32_t(0);
constexpr std::size_t most_value_length = 80;  // Of a value in a message, in characters.
constexpr std::size_t most_value_bytes = 400;  // That these may have.

RowError error_of(ValueProblem problem) {
  switch (problem) {
    case ValueProblem::not_a_number:
      return RowError::not_a_number;
    case ValueProblem::too_large:
      return RowError::out_of_range;
    default:
      return RowError::unreadable_value;
  }
}

/// What a null means: no value where there has to be one.
bool may_be_null(RowValue value) { return value == RowValue::ephemeral_storage; }

/// The values of a column as they stand there, for messages.
class ValueTexts {
 public:
  explicit ValueTexts(const ColumnView& column) : column_(column) {
    if (column.type.is_text()) texts_ = TextColumn::of(column);
  }
  std::string at(std::size_t row) const {
    const auto place = static_cast<std::int64_t>(row);
    if (!texts_) return cell_text(column_, place);
    return texts_->is_valid(place) ? std::string(texts_->value(place)) : std::string();
  }

 private:
  const ColumnView& column_;
  std::optional<TextColumn> texts_;
};

/// Writes a column of numbers; a value that `T` cannot hold makes its row bad.
template <typename T>
void write_amounts(const ColumnView& column, const ScaledReading& reading, RowValue value, std::vector<T>& out,
                   ReadRows& rows) {
  const ScaledColumn<std::int64_t> read = read_units<std::int64_t>(column, reading);
  std::optional<ValueTexts> texts;
  const auto refuse = [&](std::size_t row, RowError error) {
    if (!texts) texts.emplace(column);
    rows.set_error(row, error, value, texts->at(row));
  };
  for (const RowProblem& problem : read.problems) {
    refuse(static_cast<std::size_t>(problem.row), error_of(problem.problem));
  }
  for (std::size_t row = 0; row < read.values.size(); ++row) {
    const std::int64_t amount = read.values[row];
    if (read.states[row] == RowState::null && !may_be_null(value)) {
      rows.set_error(row, RowError::missing_value, value);
    } else if (amount < 0) {
      refuse(row, RowError::negative_amount);
    } else if (amount == 0 && value == RowValue::cpu && read.states[row] == RowState::value) {
      refuse(row, RowError::no_cpu);
    } else if (amount == 0 && value == RowValue::memory && read.states[row] == RowState::value) {
      refuse(row, RowError::no_memory);
    } else if (amount > std::numeric_limits<T>::max()) {
      refuse(row, RowError::out_of_range);
    } else {
      out[row] = static_cast<T>(amount);
    }
  }
}

/// A type that can hold no value is told without rows, but floats may be what stands for nulls alone.
bool has_no_value(const ColumnView& column) {
  for (std::int64_t row = 0; row < column.length; ++row) {
    if (column.is_valid(row)) return false;
  }
  return column.length > 0 || column.type.kind == TypeKind::binary_floating_point;
}

/// The place of `name` among `names`.
std::optional<std::uint16_t> place_of(const std::vector<std::string>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::uint16_t>(found - names.begin());
}

/// The same; the first for an empty name.
std::optional<std::uint16_t> choice_of(const std::vector<std::string>& names, std::string_view name) {
  return name.empty() ? std::uint16_t(0) : place_of(names, name);
}

}  // namespace

RowReading row_reading(const CompareBatchOptions& options, RowColumnNames column_names, std::string region) {
  RowReading reading;
  reading.column_names = std::move(column_names);
  reading.regions = options.regions;
  reading.region = std::move(region);
  reading.period_seconds = options.estimate.period.seconds().floor();
  reading.deployments = deployment_names(options);
  for (std::size_t d = 0; d < options.deployments.size(); ++d) {
    const Deployment& deployment = options.deployments[d];
    const bool is_either = deployment.data_plane == DataPlane::by_strategy;
    if (is_either || !deployment.is_spot()) reading.on_demand_deployments |= std::uint32_t(1) << d;
    if (is_either || deployment.is_spot()) reading.spot_deployments |= std::uint32_t(1) << d;
  }
  return reading;
}

ReadRows::ReadRows(std::size_t rows)
    : regions(rows),
      architectures(rows),
      operating_systems(rows),
      cpu_ticks(rows),
      memory_bytes(rows),
      ephemeral_bytes(rows),
      task_counts(rows, 1),
      task_seconds(rows),
      errors(rows),
      error_values(rows) {}

BatchColumns ReadRows::columns() const {
  return {regions,      architectures,    operating_systems, cpu_ticks,
          memory_bytes, ephemeral_bytes,  task_counts,       task_seconds,
          errors,       deployment_masks, candidate_filters, labour_profiles};
}

void ReadRows::set_error(std::size_t row, RowError error, RowValue value, std::string_view text) {
  if (errors[row] != 0) return;
  if (!text.empty() && found.size() < most_values_shown) {
    found.emplace(row, printable(std::string(text.substr(0, most_value_bytes)), most_value_length));
  }
  errors[row] = static_cast<std::uint8_t>(error);
  error_values[row] = static_cast<std::uint8_t>(value);
}

RowReader::RowReader(const TableSchema& schema, RowReading reading) : reading_(std::move(reading)) {
  find_sources(schema);
  require_sources(schema);
  note_assumptions();
}

void RowReader::find_sources(const TableSchema& schema) {
  malformed_ = schema.find(malformed_row_column);
  std::size_t renamed = 0;
  for (const RowColumn& column : row_columns()) {
    const auto other = reading_.column_names.find(column.name);
    const bool is_renamed = other != reading_.column_names.end();
    renamed += is_renamed ? 1 : 0;
    const auto index = is_renamed ? std::optional(schema.index_of(other->second)) : schema.find(column.name);
    if (!index) continue;
    std::optional<Source>& source = sources_[static_cast<std::size_t>(column.value)];
    if (source) {
      throw InvalidInputError("columns of the table", std::string(source->column->name) + " and " + column.name,
                              "one of both, as they tell the same", "Drop or rename one of them.");
    }
    source = Source{*index, &column};
  }
  if (renamed == reading_.column_names.size()) return;
  for (const auto& [name, theirs] : reading_.column_names) {
    const auto is_it = [&name = name](const RowColumn& column) { return name == column.name; };
    if (std::none_of(row_columns().begin(), row_columns().end(), is_it)) {
      std::vector<std::string> known;
      for (const RowColumn& column : row_columns()) known.emplace_back(column.name);
      throw InvalidInputError("name of a column", name, join_alternatives(nearest_names(name, known, 3)));
    }
  }
}

void RowReader::require_sources(const TableSchema& schema) const {
  if (!source(RowValue::region) && reading_.region.empty()) {
    throw InvalidInputError("columns of the table", column_list(schema), "a column region",
                            "Add it, say which column has it, or state one region for all rows.");
  }
  for (const RowValue value : {RowValue::cpu, RowValue::memory}) {
    if (source(value)) continue;
    throw InvalidInputError("columns of the table", column_list(schema), "a column " + row_column_names(value),
                            "Add it, or say which column has it.");
  }
}

void RowReader::note_assumptions() {
  const auto note = [&](RowValue value, const std::string& text) {
    if (!source(value)) assumptions_.push_back("no column " + row_column_names(value) + ": " + text);
  };
  if (!source(RowValue::region)) note(RowValue::region, reading_.region + " in every row");
  note(RowValue::architecture, "x86_64 in every row");
  note(RowValue::operating_system, "linux in every row");
  note(RowValue::ephemeral_storage, "what the platform gives in every row");
  note(RowValue::task_count, "one task in every row");
  note(RowValue::task_seconds, "every task runs all the period");
}

std::optional<std::string> RowReader::column_of(RowValue value) const {
  if (!source(value)) return std::nullopt;
  const std::string name = source(value)->column->name;
  const auto other = reading_.column_names.find(name);
  return other == reading_.column_names.end() ? name : other->second;
}

ColumnView RowReader::values(const RecordBatch& batch, RowValue value) const {
  const Source& from = *source(value);
  const TableField& field = batch.schema().fields().at(from.index);
  if (field.type.kind == TypeKind::unsupported) {
    ColumnView column;
    column.name = field.name;
    column.type = field.type;
    refuse_type(column, from.column->units_per_one == 0 ? "text" : "numbers: whole numbers, decimals, floats or text");
  }
  ColumnView column = batch.column(from.index);
  if (!has_no_value(column)) return column;
  column.type = null_type();  // Of any type: pandas makes floats of what is all null.
  column.dictionary = nullptr;
  return column;
}

ReadRows RowReader::read(const RecordBatch& batch) const {
  ReadRows rows(static_cast<std::size_t>(batch.row_count()));
  mark_malformed(batch, rows);
  read_regions(batch, rows);
  read_platforms(batch, rows);
  read_amounts(batch, rows);
  read_choices(batch, rows);
  return rows;
}

void RowReader::mark_malformed(const RecordBatch& batch, ReadRows& rows) const {
  if (!malformed_) return;
  const TextColumn marks = TextColumn::of(batch.column(*malformed_));
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (!marks.is_valid(static_cast<std::int64_t>(row))) continue;
    rows.set_error(row, RowError::malformed_row, RowValue::region);
    rows.malformed[row] = marks.value(static_cast<std::int64_t>(row));
  }
}

void RowReader::read_regions(const RecordBatch& batch, ReadRows& rows) const {
  const auto number_of = [&](std::string_view name) { return place_of(reading_.regions, name); };
  if (!source(RowValue::region)) {
    const auto number = number_of(reading_.region);
    if (!number) {
      throw InvalidInputError("region", reading_.region,
                              join_alternatives(nearest_names(reading_.region, reading_.regions, 3)));
    }
    std::fill(rows.regions.begin(), rows.regions.end(), *number);
    return;
  }
  read_texts<std::uint16_t>(values(batch, RowValue::region), number_of,
                            {RowValue::region, RowError::unknown_region, RowError::missing_value}, rows.regions, rows);
}

void RowReader::read_platforms(const RecordBatch& batch, ReadRows& rows) const {
  const auto read = [&]<typename Parse>(RowValue value, RowError unknown, std::vector<std::uint8_t>& out, Parse parse) {
    if (!source(value)) return;
    const auto code_of = [&](std::string_view name) -> std::optional<std::uint8_t> {
      try {
        return static_cast<std::uint8_t>(parse(name));
      } catch (const InvalidInputError&) {
        return std::nullopt;
      }
    };
    read_texts<std::uint8_t>(values(batch, value), code_of, {value, unknown, RowError::missing_value}, out, rows);
  };
  read(RowValue::architecture, RowError::unknown_architecture, rows.architectures, parse_architecture);
  read(RowValue::operating_system, RowError::unknown_operating_system, rows.operating_systems, parse_operating_system);
}

void RowReader::read_amounts(const RecordBatch& batch, ReadRows& rows) const {
  const auto read = [&]<typename T>(RowValue value, std::vector<T>& out) {
    if (!source(value)) return;
    const RowColumn& column = *source(value)->column;
    const ScaledReading reading{column.units_per_one, column.partial_unit, FloatInput::shortest_decimal};
    write_amounts(values(batch, value), reading, value, out, rows);
  };
  read(RowValue::cpu, rows.cpu_ticks);
  read(RowValue::memory, rows.memory_bytes);
  read(RowValue::ephemeral_storage, rows.ephemeral_bytes);
  read(RowValue::task_count, rows.task_counts);
  read(RowValue::task_seconds, rows.task_seconds);
  if (!source(RowValue::task_seconds)) {
    std::fill(rows.task_seconds.begin(), rows.task_seconds.end(), reading_.period_seconds);
  }
}

void RowReader::read_choices(const RecordBatch& batch, ReadRows& rows) const {
  const auto read = [&]<typename T, typename Number>(RowValue value, std::vector<T>& out, T all, Number number_of) {
    if (!source(value)) return;
    out.assign(rows.size(), all);
    read_texts<T>(values(batch, value), number_of, {value, RowError::unknown_option, RowError::none}, out, rows);
  };
  read(RowValue::deployments, rows.deployment_masks, every_deployment,
       [&](std::string_view list) { return mask_of(list, reading_.deployments); });
  read_purchase_options(batch, rows);
  read(RowValue::candidate_filter, rows.candidate_filters, std::uint16_t(0),
       [&](std::string_view name) { return choice_of(reading_.candidate_filters, name); });
  read(RowValue::labour_profile, rows.labour_profiles, std::uint16_t(0),
       [&](std::string_view name) { return choice_of(reading_.labour_profiles, name); });
}

void RowReader::read_purchase_options(const RecordBatch& batch, ReadRows& rows) const {
  constexpr RowValue value = RowValue::purchase_option;
  if (!source(value)) return;
  const auto mask_of_name = [&](std::string_view name) -> std::optional<std::uint32_t> {
    if (name.empty()) return every_deployment;
    if (name == "on_demand") return reading_.on_demand_deployments;
    if (name == "spot") return reading_.spot_deployments;
    return std::nullopt;
  };
  std::vector<std::uint32_t> masks(rows.size(), every_deployment);
  read_texts<std::uint32_t>(values(batch, value), mask_of_name, {value, RowError::unknown_option, RowError::none},
                            masks, rows);
  if (rows.deployment_masks.empty()) rows.deployment_masks.assign(rows.size(), every_deployment);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rows.deployment_masks[row] &= masks[row];
    if (rows.deployment_masks[row] == 0) rows.set_error(row, RowError::unknown_option, value);
  }
}

}  // namespace container_tco
