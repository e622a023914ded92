#include "container_tco/comparison/readable_number.hpp"
#include "container_tco/report/amounts.hpp"
#include "container_tco/report/packed_fleet_parts.hpp"
#include "container_tco/report/writers.hpp"

namespace container_tco {
namespace detail {
namespace {

std::string bound_sentence(const PackedFleet& fleet, const FleetReportOptions& options) {
  const FleetPlan& plan = fleet.plan;
  const std::string by = " (by " + plan.bound_by() + ")";
  const std::string all = "Total weight " + fleet_weight_text(options, plan.total_weight) + "; no plan" +
                          (plan.unplaced.empty() ? "" : " that places every item which fits on a host") +
                          " weighs less";
  const std::optional<Rational> gap = plan.gap();
  if (gap && gap->is_zero()) return all + by + ".";
  const std::string floor = all + " than " + fleet_weight_text(options, plan.lower_bound()) + by;
  if (!gap) return floor + ".";
  return floor + ", so this one is at most " + readable_number(*gap * Rational(100), 2) + " % above the best.";
}

Section types_section(const PackedFleet& fleet, const FleetReportOptions& options) {
  Section section{.title = "Host types", .sentences = {}, .table = {}, .items = {}};
  Table table;
  table.columns = {{"type"},
                   {"new hosts", ColumnKind::number},
                   {"existing", ColumnKind::number},
                   {"vCPU", ColumnKind::number},
                   {"GiB", ColumnKind::number},
                   {"CPU used", ColumnKind::number},
                   {"memory used", ColumnKind::number},
                   {"weight of one", ColumnKind::number},
                   {"weight", ColumnKind::number}};
  for (const FleetTypeUse& use : fleet_type_uses(fleet)) {
    const FleetHostType& type = fleet.types[use.type];
    const Resources& room = type.host.allocatable;
    const std::int64_t hosts = use.fresh + use.existing;
    table.rows.push_back({type.name, readable_number(Rational(use.fresh)), readable_number(Rational(use.existing)),
                          readable_number(room.cpu.vcpu(), 3), readable_number(room.memory.gib(), 3),
                          fill_text(use.used.cpu.ticks(), room.cpu.ticks(), hosts),
                          fill_text(use.used.memory.bytes(), room.memory.bytes(), hosts),
                          fleet_weight_text(options, type.weight),
                          full_text(Rational(type.weight) * Rational(use.fresh) * options.weight_unit)});
  }
  section.table = std::move(table);
  return section;
}

Section bounds_section(const PackedFleet& fleet, const FleetReportOptions& options) {
  Section section{.title = "Lower bounds", .sentences = {}, .table = {}, .items = {}};
  section.is_folded = true;
  Table table;
  table.columns = {{"bound"}, {"weight", ColumnKind::number}, {"by"}};
  const auto add = [&](const char* name, const FleetBound& bound) {
    table.rows.push_back({name, fleet_weight_text(options, bound.weight), bound.by});
  };
  add("fast", fleet.plan.fast_bound);
  if (fleet.plan.strong_bound) add("strong", *fleet.plan.strong_bound);
  section.table = std::move(table);
  return section;
}

}  // namespace

Document fleet_document(const PackedFleet& fleet, const FleetReportOptions& options) {
  require_own_plan(fleet);
  Document document;
  document.title = "Fleet plan";
  document.answer = {fleet_headline(fleet), bound_sentence(fleet, options)};
  for (std::string& sentence : fleet_shortcomings(fleet)) document.answer.push_back(std::move(sentence));
  document.facts = fleet_facts(fleet);
  document.facts.push_back("chosen among " + counted(Rational(static_cast<std::int64_t>(fleet.types.size())), "type"));
  document.add(types_section(fleet, options));
  document.add(fleet_unplaced_section(fleet));
  document.add(fleet_hosts_section(fleet, options));
  document.add(bounds_section(fleet, options));
  return document;
}

Table fleet_csv(const PackedFleet& fleet, const FleetReportOptions& options) {
  require_own_plan(fleet);
  Table table;
  table.columns = {{"host_type"},
                   {"zone"},
                   {"existing"},
                   {"hosts", ColumnKind::number},
                   {"item"},
                   {"copies_per_host", ColumnKind::number},
                   {"copies", ColumnKind::number},
                   {"reason"}};
  for (const FleetHosts& hosts : fleet.plan.hosts) {
    const auto row = [&](const std::string& item, std::int64_t copies) {
      table.rows.push_back({fleet.types[hosts.type].name, fleet_zone_name(options, hosts.zone),
                            hosts.existing ? "true" : "false", std::to_string(hosts.count), item,
                            std::to_string(copies), (Rational(copies) * Rational(hosts.count)).to_text(), ""});
    };
    for (const Placement& placement : hosts.placements) row(fleet.items[placement.item].id, placement.copies);
    if (hosts.placements.empty()) row("", 0);
  }
  for (const UnplacedItem& left : fleet.plan.unplaced) {
    table.rows.push_back({"", "", "", "0", fleet.items[left.item].id, "0", std::to_string(left.copies), left.reason});
  }
  return table;
}

}  // namespace detail

std::string render(const PackedFleet& fleet, ReportFormat format, const FleetReportOptions& options) {
  switch (format) {
    case ReportFormat::json:
      return to_json(fleet, options).dump() + "\n";
    case ReportFormat::csv:
      return detail::write_csv(detail::fleet_csv(fleet, options));
    case ReportFormat::markdown:
      return detail::write_markdown(detail::fleet_document(fleet, options));
    case ReportFormat::html:
      return detail::write_html(detail::fleet_document(fleet, options));
    case ReportFormat::table:
      break;
  }
  return detail::write_text(detail::fleet_document(fleet, options));
}

}  // namespace container_tco
