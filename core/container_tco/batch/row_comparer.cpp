#include "container_tco/batch/row_comparer.hpp"

#include <algorithm>
#include <utility>

#include "container_tco/batch/result_table.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

// Larger batches give their memory back: they may be the only ones.
constexpr std::size_t most_rows_kept = std::size_t{1} << 20;

void require_names(const std::string& what, const std::vector<std::string>& names, std::size_t count) {
  if (names.size() == count) return;
  throw InvalidInputError("names of " + what, std::to_string(names.size()),
                          std::to_string(count) + ", as many as there are");
}

}  // namespace

RowComparer::RowComparer(const PriceBook& book, CompareBatchOptions options, RowComparerOptions rows)
    : table_(book, for_rows_of_any_region(std::move(options), book)),
      options_(std::move(rows)),
      summary_(deployment_names(table_.options()), options_.summary) {
  require_names("candidate_filters", options_.candidate_filters, table_.options().candidate_filters.size());
  require_names("labour_profiles", options_.labour_profiles, table_.options().labour_profiles.size());
}

std::vector<TableField> RowComparer::fields() const { return result_fields(table_.options().deployments); }

RowReader RowComparer::reader(const TableSchema& schema) const {
  RowReading reading = row_reading(table_.options(), options_.column_names, options_.region);
  reading.candidate_filters = options_.candidate_filters;
  reading.labour_profiles = options_.labour_profiles;
  return RowReader(schema, std::move(reading));
}

TableMetadata RowComparer::metadata(const RowReader& reader) const {
  return result_metadata(table_, reader.assumptions());
}

CompareBatch RowComparer::take_batch() {
  const std::lock_guard lock(mutex_);
  if (batches_.empty()) return {};
  CompareBatch taken = std::move(batches_.back());
  batches_.pop_back();
  return taken;
}

void RowComparer::keep_batch(CompareBatch batch) {
  if (batch.errors.size() > most_rows_kept) return;
  const std::lock_guard lock(mutex_);
  batches_.push_back(std::move(batch));
}

TableChunk RowComparer::compare(const RecordBatch& batch, const RowReader& reader) {
  const ReadRows rows = reader.read(batch);
  CompareBatch compared = take_batch();
  batch_compare(rows.columns(), table_, compared);
  const RowCurrencies currencies = row_currencies(compared, rows, table_);
  add_to_summary(batch, rows, compared, currencies, reader);
  TableChunk chunk = result_chunk(compared, rows, reader, currencies);
  keep_batch(std::move(compared));
  return chunk;
}

void RowComparer::add_to_summary(const RecordBatch& batch, const ReadRows& rows, const CompareBatch& compared,
                                 const RowCurrencies& currencies, const RowReader& reader) {
  const std::lock_guard lock(mutex_);
  if (options_.on_error == OnRowError::stop && compared.totals.bad() > 0) {
    const auto bad =
        std::find_if(compared.errors.begin(), compared.errors.end(), [](auto error) { return error != 0; });
    const auto row = static_cast<std::size_t>(bad - compared.errors.begin());
    const auto error = static_cast<RowError>(*bad);
    const std::int64_t number = rows_before_ + static_cast<std::int64_t>(row) + 1;
    throw InvalidInputError("row " + std::to_string(number), to_string(error), "a row without errors",
                            error_text(rows, row, error, reader));
  }
  summary_.add(batch, compared, currencies, rows_before_);
  rows_before_ += batch.row_count();
}

Table RowComparer::compare(RecordStream& stream) {
  const RowReader rows = reader(stream.schema());
  std::vector<TableChunk> chunks;
  while (const std::optional<RecordBatch> batch = stream.next()) chunks.push_back(compare(*batch, rows));
  return Table(fields(), std::move(chunks), metadata(rows));
}

void RowComparer::continue_after(const Table& groups, const Table& top_savings, const Table& errors) {
  const std::lock_guard lock(mutex_);
  if (rows_before_ != 0) throw InvalidInputError("summary to continue", "one after rows were compared", "one before");
  summary_ = BatchSummary::of_tables(deployment_names(table_.options()), options_.summary, groups, top_savings, errors);
  rows_before_ = static_cast<std::int64_t>(summary_.totals().rows);
}

BatchSummary RowComparer::summary() const {
  const std::lock_guard lock(mutex_);
  return summary_;
}

}  // namespace container_tco
