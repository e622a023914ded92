#include "container_tco/bill/read_bill.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "container_tco/bill/effective_cost.hpp"
#include "container_tco/bill/instance_note.hpp"
#include "container_tco/bill/line_sums.hpp"
#include "container_tco/bill/repeated_rows.hpp"
#include "container_tco/bill/service_sums.hpp"
#include "container_tco/bill/usage_months.hpp"
#include "container_tco/error.hpp"

namespace container_tco {

using detail::BillBatch;
using detail::BillColumns;
using detail::LineSum;

struct BillReader::State {
  State(const PriceBook& prices, const BillOptions& options)
      : book(prices), lines(prices), service_tag(options.service_tag), services(options.service_tag) {}

  void add(const BillBatch& batch, const BillColumns& columns, const detail::EffectiveCosts& effective);
  void add_row(const BillBatch& batch, std::int64_t row, const BillColumns& columns,
               const detail::EffectiveCosts& effective_costs);
  void add_to_repeated(const BillBatch& batch, std::int64_t row, std::uint64_t line_hash,
                       const detail::RowPeriod& period, const std::optional<DecimalNumber>& quantity,
                       const DecimalNumber& billed);
  void note_missing(const BillColumns& columns);
  std::vector<std::string> notes() const;

  PriceBook book;
  detail::LineSums lines;
  std::string service_tag;
  detail::ServiceSums services;
  std::set<std::string> formats;
  std::map<std::string, std::string> missing;  // Columns of the effective cost, by charge type.
  std::vector<DecimalNumber> effective_terms;  // Of one row after the other, in one place of memory.
  std::int64_t row_count = 0;
  std::int64_t headers = 0;
  std::int64_t without_cost = 0;      // Rows of usage whose cell is empty.
  std::int64_t without_quantity = 0;  // The same, of what runs containers.
  bool has_net_costs = false;
  std::set<std::string> units;               // That are not known.
  detail::UsageMonths months_without_tasks;  // Of instances, clusters and disks.
  std::map<std::string, detail::UsageMonths> months_of_formats;
  detail::RepeatedRows repeated;
};

namespace {

bool has_charge_type(const std::vector<BillLine>& lines, const std::string& charge_type) {
  return std::any_of(lines.begin(), lines.end(), [&](const BillLine& line) { return line.charge_type == charge_type; });
}

/// "2026-02, 2026-03": months with usage in files of several formats.
std::string shared_months(const std::map<std::string, detail::UsageMonths>& formats) {
  std::set<std::string> seen;
  std::string shared;
  for (const auto& [format, months] : formats) {
    for (const BillMonth& month : months.finish()) {
      if (!seen.insert(month.name).second) shared += (shared.empty() ? "" : ", ") + month.name;
    }
  }
  return shared;
}

std::string places(std::int64_t count) { return std::to_string(count) + (count == 1 ? " place" : " places"); }

}  // namespace

void BillReader::State::add_row(const BillBatch& batch, std::int64_t row, const BillColumns& columns,
                                const detail::EffectiveCosts& effective_costs) {
  const detail::RowPeriod period = batch.period(row);
  LineSum& sum = lines.of(batch, row, columns, period);
  const std::optional<DecimalNumber> stated = batch.billed(row, sum.is_discount);
  const DecimalNumber billed = stated.value_or(DecimalNumber{});
  effective_costs.read(row, sum.line.charge_type, billed, effective_terms);
  const std::optional<DecimalNumber> list = batch.list_cost.at(row);
  sum.billed.add(billed);
  for (const DecimalNumber& term : effective_terms) sum.effective.add(term);
  if (list) sum.list.add(*list);
  sum.has_list = sum.has_list && list.has_value();
  // Split cost allocation has amounts of its own.
  const bool is_hosted = container_tco::is_hosted(sum.line.role);
  const std::optional<DecimalNumber> quantity = !sum.has_usage() ? std::nullopt
                                                : is_hosted      ? batch.hosted_amount(row)
                                                                 : batch.amount(row).number;
  if (quantity) sum.quantity.add(*quantity);
  if (sum.line.charge_type == "Usage" && !is_hosted) {
    without_cost += stated ? 0 : 1;
    without_quantity += quantity || sum.line.role == BillRole::other ? 0 : 1;
  }
  ++sum.line.row_count;
  if (sum.line.role == BillRole::other) return;
  add_to_repeated(batch, row, sum.hash, period, quantity, billed);
  if (!sum.is_unit_known) units.insert(sum.line.no_price);
  if (quantity && quantity->mantissa > 0 && !batch.is_correction(row)) {
    months_without_tasks.add(period);
    months_of_formats[columns.format()].add(period);
  }
  services.add(batch, row, sum, period, billed, effective_terms);
}

void BillReader::State::add_to_repeated(const BillBatch& batch, std::int64_t row, std::uint64_t line_hash,
                                        const detail::RowPeriod& period, const std::optional<DecimalNumber>& quantity,
                                        const DecimalNumber& billed) {
  const std::string_view resource = batch.resource.at(row);
  detail::RowHash hash(line_hash);
  hash.add(resource).add(batch.parent_resource.at(row)).add(batch.account.at(row));
  hash.add(period.start.value_or(-1)).add(period.end.value_or(-1)).add(quantity).add(billed);
  repeated.add(hash.value(), !resource.empty());
}

void BillReader::State::add(const BillBatch& batch, const BillColumns& columns,
                            const detail::EffectiveCosts& effective) {
  // Where files were joined as text, their headers stand among the rows.
  const std::string& currency = columns.name("currency");
  const std::string& charge_type = columns.name("charge_type");
  for (std::int64_t row = 0; row < batch.row_count; ++row) {
    if (batch.currency.at(row) == currency && batch.charge_type.at(row) == charge_type) {
      ++headers;
    } else {
      add_row(batch, row, columns, effective);
    }
  }
}

void BillReader::State::note_missing(const BillColumns& columns) {
  if (columns.index("effective_cost")) return;
  for (const detail::EffectiveCostRule& rule : columns.effective_costs()) {
    for (const std::vector<std::string>* fields : {&rule.plus, &rule.minus}) {
      for (const std::string& field : *fields) {
        if (!columns.has(field)) missing.emplace(rule.charge_type, field);
      }
    }
  }
}

std::vector<std::string> BillReader::State::notes() const {
  std::vector<std::string> texts;
  if (has_net_costs) texts.push_back("costs are net of discounts, as the bill has columns for that");
  for (const std::string& unit : units) {
    texts.push_back("some rows are in the " + unit + ", which is not known for them: they have no price and no usage");
  }
  if (!service_tag.empty() && services.has_tasks() && !services.has_own_tag()) {
    texts.push_back("no row of a task has the tag " + printable(service_tag) + ": services are named as without it");
  }
  if (const std::string shared = shared_months(months_of_formats); !shared.empty()) {
    texts.push_back("files in the formats cur and focus both have usage of " + shared +
                    ": where they are of the same account it counts twice. Read one format alone");
  }
  texts.insert(texts.end(), repeated.notes().begin(), repeated.notes().end());
  return texts;
}

BillReader::BillReader(const PriceBook& book, const BillOptions& options)
    : state_(std::make_unique<State>(book, options)) {}
BillReader::~BillReader() = default;
BillReader::BillReader(BillReader&&) noexcept = default;

std::vector<std::string> BillReader::columns_read(const TableSchema& schema, const BillOptions& options) {
  return BillColumns::find(schema, options.service_tag).names();
}

void BillReader::add(RecordStream& stream, const std::string& source) {
  const BillColumns columns = BillColumns::find(stream.schema(), state_->service_tag);
  state_->has_net_costs = state_->has_net_costs || columns.index("net_billed_cost");
  state_->formats.insert(columns.format());
  state_->note_missing(columns);
  state_->repeated.begin_source(printable(source, 300));
  std::int64_t first_row = 0;
  while (const std::optional<RecordBatch> batch = stream.next()) {
    const detail::BatchPlace place{first_row};
    state_->add(BillBatch(*batch, columns, place), columns, detail::EffectiveCosts(*batch, columns, place));
    first_row += batch->row_count();
    state_->row_count += batch->row_count();
  }
  state_->repeated.end_source();
}

Bill BillReader::finish() {
  State& state = *state_;
  if (state.row_count - state.headers == 0) {
    throw InvalidInputError("bill", "no rows", "at least one row", "Was the export cut off? Export the bill again");
  }
  Bill bill;
  for (const std::string& format : state.formats) bill.format += (bill.format.empty() ? "" : " and ") + format;
  bill.row_count = state.row_count - state.headers;
  const bool has_tasks = !state.services.months().is_empty();
  bill.months = (has_tasks ? state.services.months() : state.months_without_tasks).finish();
  bill.lines = state.lines.finish();
  bill.services = state.services.finish(state.book);
  bill.regions_with_other_instances = state.services.regions_with_other_instances();
  bill.totals = state.lines.totals();
  if (state.headers > 0)
    bill.notes.push_back("the header stands among the rows in " + places(state.headers) + ", which were skipped");
  const auto note_empty = [&](const std::string& what, std::int64_t rows) {
    if (rows == 0) return;
    bill.notes.push_back("the " + what + " is empty in " + std::to_string(rows) + (rows == 1 ? " row" : " rows") +
                         " of usage, and counts as 0");
  };
  if (auto note = state.services.outside_note()) bill.notes.push_back(std::move(*note));
  if (auto note = detail::instance_note(bill)) bill.notes.push_back(std::move(*note));
  for (std::string& note : state.notes()) bill.notes.push_back(std::move(note));
  note_empty("cost", state.without_cost);
  note_empty("amount of usage", state.without_quantity);
  if (state.lines.used_descriptions()) {
    bill.notes.push_back("some rows have no usage type: what they pay for was told by their descriptions");
  }
  for (const auto& [charge_type, field] : state.missing) {
    if (!has_charge_type(bill.lines, charge_type)) continue;
    bill.notes.push_back("the bill has no column for " + field + ": of " + charge_type +
                         " rows the effective cost is taken to be the billed cost");
  }
  return bill;
}

Bill read_bill(RecordStream& stream, const PriceBook& book, const BillOptions& options) {
  BillReader reader(book, options);
  reader.add(stream);
  return reader.finish();
}

}  // namespace container_tco
