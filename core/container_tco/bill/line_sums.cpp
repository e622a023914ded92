#include "container_tco/bill/line_sums.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "container_tco/bill/repeated_rows.hpp"
#include "container_tco/demand/civil_time.hpp"
#include "container_tco/error.hpp"

namespace container_tco::detail {
namespace {

Currency currency_of(const BillBatch& batch, std::int64_t row, const BillColumns& columns) {
  const std::string_view code = batch.currency.at(row);
  const bool is_code =
      code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (is_code) return Currency::parse(code);
  throw InvalidInputError(
      "column '" + printable(columns.name("currency")) + "', row " + std::to_string(batch.place.first_row + row + 1),
      printable(std::string(code.substr(0, 40))), "a currency such as USD");
}

BillPurchase purchase_of(std::string_view charge_type, std::string_view pricing, const KnownUsage& usage,
                         const BillColumns& columns) {
  if (usage.is_spot || columns.is_spot_pricing(pricing)) return BillPurchase::spot;
  const bool is_committed = columns.is_committed(charge_type) || columns.is_committed_pricing(pricing);
  return is_committed ? BillPurchase::committed : BillPurchase::on_demand;
}

bool precedes(const BillLine& a, const BillLine& b) {
  const auto texts = [](const BillLine& line) {
    return std::tie(line.role, line.region, line.service, line.usage_type, line.description, line.operation,
                    line.charge_type, line.purchase, line.month);
  };
  if (texts(a) != texts(b)) return texts(a) < texts(b);
  return a.billed.currency().code() < b.billed.currency().code();
}

/// Amounts without a unit are in that of the price, as AWS publishes it. Split cost allocation has amounts of its own.
void set_unit(LineSum& sum, std::string_view unit) {
  if (is_hosted(sum.line.role)) return;
  sum.factor.times = sum.usage.per_published_unit;
  if (unit.empty() || !sum.line.unit || !sum.has_usage()) return;
  if (const auto factor = find_unit_factor(*sum.line.unit, unit)) {
    sum.factor = *factor;
    return;
  }
  sum.is_unit_known = false;
  sum.line.unit.reset();
  sum.line.price_key.clear();
  sum.line.no_price = "unit " + printable(std::string(unit.substr(0, 40)));
}

}  // namespace

void LineSums::note_month(std::optional<std::int64_t> start) {
  if (start == start_) return;
  start_ = start;
  month_ = start ? civil_text(*start).substr(0, 7) : "";
}

LineSum LineSums::made(const BillBatch& batch, std::int64_t row, const BillColumns& columns) const {
  LineSum sum;
  sum.number = sums_.size();
  sum.currency = currency_of(batch, row, columns);
  BillLine& line = sum.line;
  line.service = batch.service.at(row);
  line.usage_type = batch.usage_type.at(row);
  line.operation = batch.operation.at(row);
  if (line.usage_type.empty()) line.description = batch.description.at(row);
  line.charge_type = batch.charge_type.at(row);
  line.month = month_;
  sum.usage = usages_.find({line.service, line.usage_type, line.operation, line.description, batch.region.at(row)});
  line.region = sum.usage.region;
  line.purchase = purchase_of(line.charge_type, batch.pricing.at(row), sum.usage, columns);
  sum.is_discount = columns.is_discount(line.charge_type);
  sum.is_refund = columns.is_refund(line.charge_type);
  sum.is_offset = columns.is_offset(line.charge_type);
  sum.is_offsetting = columns.is_offsetting(line.charge_type);
  const bool counts = columns.is_usage(line.charge_type) || !sum.has_usage();
  if (!counts || columns.is_unused(batch.commitment_status.at(row))) sum.usage.role = BillRole::other;
  line.role = sum.usage.role;
  if (line.role == BillRole::other) return sum;
  line.price_key = sum.usage.key;
  line.no_price = sum.usage.no_price;
  line.instance_type = sum.usage.instance_type;
  line.unit = sum.usage.unit;
  set_unit(sum, batch.amount(row).unit);
  return sum;
}

LineSum& LineSums::of(const BillBatch& batch, std::int64_t row, const BillColumns& columns, const RowPeriod& period) {
  note_month(period.start);
  const std::string_view usage_type = batch.usage_type.at(row);
  key_.clear();
  for (const std::string_view part :
       {batch.service.at(row), usage_type, batch.operation.at(row),
        usage_type.empty() ? batch.description.at(row) : std::string_view(), batch.region.at(row),
        batch.charge_type.at(row), batch.pricing.at(row), batch.commitment_status.at(row), batch.currency.at(row),
        std::string_view(month_), batch.amount(row).unit}) {
    key_ += part;
    key_ += '\0';
  }
  const auto found = index_.find(key_);
  if (found != index_.end()) return sums_[found->second];
  sums_.push_back(made(batch, row, columns));
  // Without what an export may write in another way: descriptions and units.
  RowHash hash;
  hash.add(columns.format()).add(usage_type).add(batch.operation.at(row)).add(batch.region.at(row));
  sums_.back().hash = hash.add(batch.charge_type.at(row)).add(batch.pricing.at(row)).value();
  index_.emplace(key_, sums_.size() - 1);
  return sums_.back();
}

std::vector<BillLine> LineSums::finish() {
  std::vector<BillLine> lines;
  for (const LineSum& sum : sums_) {
    BillLine line = sum.line;
    line.quantity = sum.quantity.value() * Rational::ratio(sum.factor.times, sum.factor.divided_by);
    line.billed = Money(sum.billed.value(), sum.currency);
    line.effective = Money(sum.effective.value(), sum.currency);
    if (sum.has_list) line.list = Money(sum.list.value(), sum.currency);
    lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end(), precedes);
  return lines;
}

std::vector<BillTotal> LineSums::totals() const {
  std::map<std::string, BillTotal> by_currency;
  for (const LineSum& sum : sums_) {
    const Money zero = Money::zero(sum.currency);
    BillTotal& total =
        by_currency.try_emplace(sum.currency.code(), BillTotal{sum.currency, zero, zero, zero, zero}).first->second;
    const Money billed(sum.billed.value(), sum.currency);
    const Money effective(sum.effective.value(), sum.currency);
    total.billed += billed;
    total.effective += effective;
    if (sum.line.role == BillRole::other) continue;
    total.container_billed += billed;
    total.container_effective += effective;
  }
  std::vector<BillTotal> totals;
  for (auto& [code, total] : by_currency) totals.push_back(std::move(total));
  return totals;
}

bool LineSums::used_descriptions() const {
  return std::any_of(sums_.begin(), sums_.end(), [](const LineSum& sum) {
    return sum.line.role != BillRole::other && sum.usage.is_by_description;
  });
}

}  // namespace container_tco::detail
