#include "container_tco/report/deployment_sections.hpp"

#include <string>
#include <utility>

namespace container_tco::detail {
namespace {

constexpr const char* spot_title = "How far Spot prices reach";

std::string reach_of(const Estimate& estimate, const Amounts& amounts) {
  return "between " + amounts.text(estimate.spot->low_total) + " and " + amounts.text(estimate.spot->high_total) +
         " with every Spot price at its lowest and at its highest observed";
}

}  // namespace

Section parts_section(const Estimate& estimate) {
  Section section{.title = "What runs where", .sentences = {}, .table = {}, .items = {}};
  if (estimate.parts.empty()) return section;
  Table table;
  table.columns = {{"part"}, {"capacity"}, {"tasks", ColumnKind::number}};
  for (const PartSummary& part : estimate.parts) {
    table.rows.push_back({part.name, part.deployment.name(), std::to_string(part.tasks)});
  }
  section.table = std::move(table);
  return section;
}

Section spot_section(const Estimate& estimate, const Amounts& amounts) {
  Section section{.title = spot_title, .sentences = {}, .table = {}, .items = {}};
  if (!estimate.spot) return section;
  if (estimate.is_complete()) section.sentences = {"The total lies " + reach_of(estimate, amounts) + "."};
  Table table;
  const std::string currency = " (" + estimate.currency.code() + ")";
  table.columns = {{"price"},
                   {"lowest" + currency, ColumnKind::number},
                   {"highest" + currency, ColumnKind::number},
                   {"interrupted in a month"},
                   {"observed"}};
  for (const SpotSource& source : estimate.spot->sources) {
    table.rows.push_back({source.price_key, amounts.grouped(source.low_cost), amounts.grouped(source.high_cost),
                          source.interruption_band.empty() ? "unknown" : source.interruption_band, source.observed_on});
  }
  section.table = std::move(table);
  return section;
}

Section spot_section(const Comparison& comparison, const Amounts& amounts) {
  Section section{.title = spot_title, .sentences = {}, .table = {}, .items = {}};
  for (const Estimate& estimate : comparison.estimates) {
    if (!estimate.spot || !estimate.is_complete()) continue;
    section.items.push_back(estimate.deployment.name() + " costs " + reach_of(estimate, amounts) + ".");
  }
  return section;
}

}  // namespace container_tco::detail
