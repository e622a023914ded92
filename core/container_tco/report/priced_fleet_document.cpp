#include "container_tco/comparison/readable_number.hpp"
#include "container_tco/report/amounts.hpp"
#include "container_tco/report/documents.hpp"
#include "container_tco/report/grouped_texts.hpp"
#include "container_tco/report/packed_fleet_parts.hpp"
#include "container_tco/report/priced_fleet_report.hpp"
#include "container_tco/report/writers.hpp"

namespace container_tco {
namespace {

using namespace detail;

std::string cost_sentence(const PricedFleet& fleet, const Amounts& amounts) {
  if (!fleet.gaps.empty()) return "A price is missing, so no total is stated.";
  const ShownTotals shown = amounts.totals(fleet.lines, fleet.currency);
  return "They cost " + amounts.text(shown.total) + " in " + fleet.options.period.name() + ".";
}

std::vector<std::string> bound_sentences(const PricedFleet& fleet, const Amounts& amounts) {
  if (!fleet.lower_bound || fleet.fleet.plan.host_count == 0) return {};
  const std::optional<Rational> gap = fleet.gap();
  const std::string floor =
      "No mix of these types that holds all of it costs less than " + amounts.text(*fleet.lower_bound);
  if (!gap) return {floor + "."};
  if (fleet.fleet.plan.stopped_by.empty()) return {"No mix of these types is cheaper, to a millionth a host."};
  return {floor + ": this one is at most " + readable_number(*gap * Rational(100), 2) + " % above the cheapest."};
}

/// Cost of a type: all lines of its pool, disks and fees included. A type of a group ends like the type without one.
Money cost_of(const PricedFleet& fleet, const std::string& type) {
  Money sum = Money::zero(fleet.currency);
  for (const LineItem& line : fleet.lines) {
    for (const Architecture one : {Architecture::x86_64, Architecture::arm64}) {
      const std::string pool = "/" + to_string(fleet.options.operating_system) + "/" + to_string(one) + "/" + type;
      if (line.id.ends_with(pool) || line.id.find(pool + "/") != std::string::npos) sum += line.cost;
    }
  }
  return sum;
}

Section types_section(const PricedFleet& fleet, const Amounts& amounts) {
  Section section{.title = "Instance types", .sentences = {}, .table = {}, .items = {}};
  Table table;
  table.columns = {{"type"},
                   {"hosts", ColumnKind::number},
                   {"vCPU for items", ColumnKind::number},
                   {"GiB for items", ColumnKind::number},
                   {"CPU used", ColumnKind::number},
                   {"memory used", ColumnKind::number},
                   {"cost (" + fleet.currency.code() + ")", ColumnKind::number}};
  for (const FleetTypeUse& use : fleet_type_uses(fleet.fleet)) {
    const FleetHostType& type = fleet.fleet.types[use.type];
    const Resources& room = type.host.allocatable;
    const std::int64_t hosts = use.fresh + use.existing;
    table.rows.push_back(
        {type.name, readable_number(Rational(hosts)), readable_number(room.cpu.vcpu(), 3),
         readable_number(room.memory.gib(), 3), fill_text(use.used.cpu.ticks(), room.cpu.ticks(), hosts),
         fill_text(use.used.memory.bytes(), room.memory.bytes(), hosts), amounts.grouped(cost_of(fleet, type.name))});
  }
  section.table = std::move(table);
  return section;
}

Section gaps_section(const PricedFleet& fleet) {
  Section section{.title = "Prices that are missing", .sentences = {}, .table = {}, .items = {}};
  for (const Gap& gap : fleet.gaps) section.items.push_back(sentence(gap.what) + " " + sentence(gap.remedy));
  return section;
}

Section lines_section(const PricedFleet& fleet, const Amounts& amounts) {
  Section section{.title = "Lines", .sentences = {}, .table = {}, .items = {}};
  section.is_folded = true;
  Table table;
  table.columns = {{"what"},
                   {"quantity", ColumnKind::number},
                   {"unit"},
                   {"unit price (" + fleet.currency.code() + ")", ColumnKind::number},
                   {"cost", ColumnKind::number},
                   {"price"}};
  for (const LineItem& line : fleet.lines) {
    table.rows.push_back({line.description, full_text(line.quantity.value), line.quantity.unit.name(),
                          full_text(line.unit_price.money.amount()), amounts.grouped(line.cost), line.price_key});
  }
  section.table = std::move(table);
  return section;
}

Document document_of(const PricedFleet& fleet, const Amounts& amounts, const FleetReportOptions& shown) {
  require_own_plan(fleet.fleet);
  Document document;
  document.title = "Hosts for these items";
  document.answer = {fleet_headline(fleet.fleet)};
  if (fleet.fleet.plan.host_count > 0) document.answer.push_back(cost_sentence(fleet, amounts));
  for (std::string& text : bound_sentences(fleet, amounts)) document.answer.push_back(std::move(text));
  for (std::string& text : fleet_shortcomings(fleet.fleet)) document.answer.push_back(std::move(text));
  document.facts = shared_facts(fleet.options.region, fleet.options.period, fleet.price_book_version,
                                fleet.price_book_digest, amounts);
  document.facts.push_back("hosts of " + fleet.options.deployment.name());
  document.facts.push_back("chosen among " + counted(Rational(fleet.candidates_considered), "instance type"));
  for (std::string& text : fleet_facts(fleet.fleet)) document.facts.push_back(std::move(text));
  document.add(types_section(fleet, amounts));
  document.add(gaps_section(fleet));
  document.add(fleet_unplaced_section(fleet.fleet));
  document.add(fleet_hosts_section(fleet.fleet, shown));
  document.add(lines_section(fleet, amounts));
  document.add({.title = "Not priced", .sentences = {}, .table = {}, .items = fleet.not_priced});
  Section assumptions{.title = "Assumptions", .sentences = {}, .table = {}, .items = {}};
  assumptions.is_folded = true;
  assumptions.items = assumption_texts(fleet.assumptions);
  document.add(std::move(assumptions));
  return document;
}

}  // namespace

std::string render(const PricedFleet& fleet, ReportFormat format, const ReportOptions& options,
                   const std::vector<std::string>& zone_names) {
  const Amounts amounts(options);
  const FleetReportOptions shown{Rational(1), zone_names};
  switch (format) {
    case ReportFormat::json:
      return to_json(fleet, options, zone_names).dump() + "\n";
    case ReportFormat::csv:
      return write_csv(fleet_csv(fleet.fleet, shown));
    case ReportFormat::markdown:
      return write_markdown(document_of(fleet, amounts, shown));
    case ReportFormat::html:
      return write_html(document_of(fleet, amounts, shown));
    case ReportFormat::table:
      break;
  }
  return write_text(document_of(fleet, amounts, shown));
}

}  // namespace container_tco
