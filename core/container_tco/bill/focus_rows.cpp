#include "container_tco/bill/focus_rows.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "container_tco/bill/focus_columns.hpp"
#include "container_tco/bill/focus_commitment.hpp"
#include "container_tco/bill/focus_service.hpp"
#include "container_tco/demand/civil_time.hpp"
#include "container_tco/error.hpp"

namespace container_tco {

using detail::CellTable;

namespace {

struct MonthTexts {
  std::string start;
  std::string end;
};

std::string time_text(int year, int month) {
  const std::string two = (month < 10 ? "0" : "") + std::to_string(month);
  return std::to_string(year) + "-" + two + "-01T00:00:00Z";
}

/// "2026-02 (672 h)" begins with the month; "730 h" has none.
std::string month_of(const BillingPeriod& period) {
  const std::string& name = period.name();
  return name.size() > 7 && name[4] == '-' ? name.substr(0, 7) : "";
}

MonthTexts month_texts(const Estimate& estimate, const FocusOptions& options) {
  const std::string month = options.month.empty() ? month_of(estimate.period) : options.month;
  const auto day = parse_timestamp(month + "-01T00:00:00Z");
  if (month.size() != 7 || !day) {
    throw InvalidInputError("month", month.empty() ? "none" : printable(month), "a month such as 2026-12",
                            "FOCUS rows need a charge period: state the month, or price a calendar month");
  }
  const std::string priced = month_of(estimate.period);
  if (!priced.empty() && priced != month) {
    throw InvalidInputError("month", month, priced + ", the month that was priced",
                            "State that month, or price the hours of the other one");
  }
  const CivilTime time = civil_time(day->civil_seconds);
  const bool is_last = time.month == 12;
  return {time_text(time.year, time.month),
          time_text(is_last ? time.year + 1 : time.year, is_last ? 1 : time.month + 1)};
}

/// FOCUS wants ASCII in descriptions: signs that lines use get a likeness, any other character a question mark.
std::string ascii_text(std::string_view text) {
  constexpr std::pair<std::string_view, std::string_view> likenesses[] = {{"×", "x"},   {"−", "-"},  {"–", "-"},
                                                                          {"…", "..."}, {"→", "->"}, {"’", "'"}};
  std::string ascii;
  while (!text.empty()) {
    const bool is_ascii = static_cast<unsigned char>(text.front()) < 0x80;
    const auto likeness = std::find_if(std::begin(likenesses), std::end(likenesses),
                                       [&](const auto& each) { return text.starts_with(each.first); });
    if (likeness != std::end(likenesses)) {
      ascii += likeness->second;
      text.remove_prefix(likeness->first.size());
      continue;
    }
    ascii += is_ascii ? text.front() : '?';
    text.remove_prefix(1);
    // The other bytes of the character.
    while (!text.empty() && (static_cast<unsigned char>(text.front()) & 0xC0) == 0x80) text.remove_prefix(1);
  }
  return ascii;
}

std::string pricing_category(const LineItem& line) {
  if (line.is_labour()) return "Other";
  if (line.price_basis == PriceBasis::observed) return "Dynamic";
  return line.price_basis == PriceBasis::effective ? "Committed" : "Standard";
}

/// What the amounts of a row are made of, as they are written.
struct WrittenAmounts {
  Rational quantity, list, contracted, effective;
};

Rational written(const Rational& number) { return number.rounded(detail::focus_amount_digits, Rounding::half_even); }

WrittenAmounts amounts_of(const LineItem& line) {
  const UnitPrice& contracted = line.contracted_unit_price ? *line.contracted_unit_price
                                : line.list_unit_price     ? *line.list_unit_price
                                                           : line.unit_price;
  const UnitPrice& list = line.list_unit_price ? *line.list_unit_price : contracted;
  return {written(line.quantity.value), written(list.money.amount()), written(contracted.money.amount()),
          written(line.unit_price.money.amount())};
}

void set_amounts(CellTable& table, const LineItem& line, bool is_consumed) {
  if (line.category == CostCategory::tax) {
    for (const char* column : {"BilledCost", "EffectiveCost", "ListCost", "ContractedCost"}) {
      table.set(column, line.cost.amount());
    }
    return;
  }
  const WrittenAmounts amounts = amounts_of(line);
  table.set("PricingQuantity", amounts.quantity);
  table.set("PricingUnit", line.quantity.unit.name());
  if (is_consumed) {
    table.set("ConsumedQuantity", amounts.quantity);
    table.set("ConsumedUnit", line.quantity.unit.name());
  }
  table.set("ListUnitPrice", amounts.list);
  table.set("ListCost", amounts.list * amounts.quantity);
  table.set("ContractedUnitPrice", amounts.contracted);
  table.set("ContractedCost", amounts.contracted * amounts.quantity);
  table.set("EffectiveCost", amounts.effective * amounts.quantity);
  table.set("BilledCost", amounts.effective * amounts.quantity);
  table.set("PricingCategory", pricing_category(line));
  const std::string sku = line.price_key.empty() ? line.id : line.price_key;
  table.set("SkuId", sku);
  table.set("SkuMeter", sku);
}

void set_commitment(CellTable& table, const Estimate& estimate, const LineItem& line,
                    const detail::FocusCommitment& found) {
  const bool is_spend = found.category == "Spend";
  const WrittenAmounts amounts = amounts_of(line);
  table.set("CommitmentDiscountCategory", found.category);
  table.set("CommitmentDiscountId", found.id);
  table.set("CommitmentDiscountName", found.name);
  table.set("CommitmentDiscountType", found.type);
  table.set("CommitmentDiscountStatus", std::string(found.is_used ? "Used" : "Unused"));
  table.set("CommitmentDiscountQuantity", is_spend ? amounts.effective * amounts.quantity : amounts.quantity);
  table.set("CommitmentDiscountUnit", is_spend ? estimate.currency.code() : line.quantity.unit.name());
}

void set_charge(CellTable& table, const Estimate& estimate, const LineItem& line, const FocusOptions& options) {
  const bool is_tax = line.category == CostCategory::tax;
  const MonthTexts month = month_texts(estimate, options);
  for (const char* column : {"BillingPeriodStart", "ChargePeriodStart"}) table.set(column, month.start);
  for (const char* column : {"BillingPeriodEnd", "ChargePeriodEnd"}) table.set(column, month.end);
  table.set("BillingAccountId", options.billing_account_id);
  table.set("BillingAccountName", options.billing_account_name);
  table.set("BillingCurrency", estimate.currency.code());
  table.set("ChargeCategory", std::string(is_tax ? "Tax" : "Usage"));
  table.set("ChargeFrequency", std::string("Usage-Based"));
  table.set("ChargeDescription", ascii_text(line.description));
}

void set_service(CellTable& table, const Estimate& estimate, const LineItem& line, const std::string& region_name,
                 const FocusOptions& options) {
  const detail::FocusService& service = detail::focus_service(line);
  table.set("ServiceName", service.name);
  table.set("ServiceCategory", service.category);
  table.set("ServiceSubcategory", service.subcategory);
  table.set("ProviderName", line.is_labour() ? options.organisation : options.provider);
  table.set("PublisherName", line.is_labour() ? options.organisation : options.publisher);
  table.set("InvoiceIssuerName", line.is_labour() ? options.organisation : options.invoice_issuer);
  if (line.is_labour() || line.category == CostCategory::tax) return;
  table.set("RegionId", estimate.region);
  table.set("RegionName", region_name);
  table.set("SkuPriceId", (line.price_key.empty() ? line.id : line.price_key) + "/" + estimate.region);
}

void set_own(CellTable& table, const Estimate& estimate, const LineItem& line, const FocusOptions& options) {
  table.set_true("x_IsEstimate");
  table.set("x_CostType", std::string(line.is_labour() ? "Labor" : "Infrastructure"));
  table.set("x_Deployment", estimate.deployment.name());
  table.set("x_EstimateDate", options.estimate_date);
  table.set("x_LineId", line.id);
  table.set("x_PeriodHours", estimate.period.hours());
  table.set("x_PriceBasis", to_string(line.price_basis));
  table.set("x_PriceListVersion", estimate.price_book_version);
  table.set("x_PriceListDigest", estimate.price_book_digest);
  table.set("x_PriceSource", line.provenance.source);
  table.set("x_Confidence", line.provenance.confidence);
  table.set("x_ScenarioId", options.scenario);
  table.set("x_Service", line.service);
}

}  // namespace

Table focus_rows(const std::vector<Estimate>& estimates, const PriceBook& book, const FocusOptions& options) {
  for (const auto& [name, value] : {std::pair{"provider", options.provider},
                                    {"publisher", options.publisher},
                                    {"invoice_issuer", options.invoice_issuer},
                                    {"organisation", options.organisation},
                                    {"billing_account_id", options.billing_account_id}}) {
    if (value.empty()) throw InvalidInputError(name, "", "a name: FOCUS does not let it be null");
  }
  CellTable table(detail::focus_columns());
  for (const Estimate& estimate : estimates) {
    if (!estimate.is_complete()) continue;
    const std::string& region_name = book.region(estimate.region).name;
    for (const LineItem& line : estimate.lines) {
      table.begin_row();
      set_charge(table, estimate, line, options);
      set_service(table, estimate, line, region_name, options);
      const auto commitment = detail::focus_commitment(estimate, line);
      if (commitment) set_commitment(table, estimate, line, *commitment);
      set_amounts(table, line, !commitment || commitment->is_used);
      set_own(table, estimate, line, options);
    }
  }
  if (table.row_count() == 0) {
    throw InvalidInputError("estimates", "no complete one", "at least one complete estimate",
                            "See what is missing in the report of the comparison");
  }
  return std::move(table).finish({{"focus_version", "1.2"}, {"focus_note", "estimates, not invoiced charges"}});
}

}  // namespace container_tco
