#include <algorithm>
#include <map>
#include <numeric>

#include "container_tco/comparison/readable_number.hpp"
#include "container_tco/error.hpp"
#include "container_tco/report/amounts.hpp"
#include "container_tco/report/grouped_texts.hpp"
#include "container_tco/report/packed_fleet_parts.hpp"

namespace container_tco::detail {
namespace {

// For people; CSV and JSON have everything.
constexpr std::size_t most_rows = 40;
constexpr std::size_t most_placed_names = 6;

std::int64_t copies_of(const std::vector<FleetItem>& items) {
  return std::accumulate(items.begin(), items.end(), std::int64_t{0},
                         [](std::int64_t sum, const FleetItem& item) { return sum + item.count; });
}

std::string placements_text(const PackedFleet& fleet, const FleetHosts& hosts) {
  if (hosts.placements.empty()) return hosts.existing ? "nothing" : "nothing: stands by";
  std::string text;
  for (std::size_t i = 0; i < std::min(hosts.placements.size(), most_placed_names); ++i) {
    const Placement& placement = hosts.placements[i];
    text += (i > 0 ? ", " : "") + fleet.items[placement.item].id;
    if (placement.copies != 1) text += " × " + std::to_string(placement.copies);
  }
  if (hosts.placements.size() > most_placed_names) {
    text += " and " + std::to_string(hosts.placements.size() - most_placed_names) + " more";
  }
  return text;
}

std::string share_text(const Rational& used, const Rational& all) {
  return readable_number(used, 2) + " of " + readable_number(all, 2);
}

void say_how_many(Section& section, std::size_t all, const std::string& what) {
  if (all <= most_rows) return;
  section.sentences.push_back("The first " + std::to_string(most_rows) + " of " +
                              counted(Rational(static_cast<std::int64_t>(all)), what) + "; CSV and JSON have all.");
}

}  // namespace

void require_own_plan(const PackedFleet& fleet) {
  const auto is_item = [&](std::size_t item) { return item < fleet.items.size(); };
  bool is_own = std::all_of(fleet.plan.unplaced.begin(), fleet.plan.unplaced.end(),
                            [&](const UnplacedItem& left) { return is_item(left.item); });
  for (const FleetHosts& hosts : fleet.plan.hosts) {
    is_own = is_own && hosts.type < fleet.types.size() &&
             std::all_of(
                 hosts.placements.begin(), hosts.placements.end(),
                 [&](const Placement& placement) { return is_item(placement.item); });
  }
  if (!is_own) throw InvalidInputError("plan", "an item or type that is not there", "a plan of these items and types");
}

std::vector<FleetTypeUse> fleet_type_uses(const PackedFleet& fleet) {
  std::map<std::string, FleetTypeUse> uses;
  for (const FleetHosts& hosts : fleet.plan.hosts) {
    FleetTypeUse& use = uses[fleet.types[hosts.type].name];
    use.type = hosts.type;
    (hosts.existing ? use.existing : use.fresh) += hosts.count;
    use.used = use.used + hosts.used * hosts.count;
  }
  std::vector<FleetTypeUse> list;
  for (const auto& [name, use] : uses) list.push_back(use);
  return list;
}

std::string fleet_zone_name(const FleetReportOptions& options, std::int64_t zone) {
  const auto place = static_cast<std::size_t>(zone);
  return place < options.zone_names.size() ? options.zone_names[place] : std::to_string(zone);
}

std::string fleet_weight_text(const FleetReportOptions& options, std::int64_t weight) {
  return full_text(Rational(weight) * options.weight_unit);
}

std::string copies_text(std::int64_t copies) {
  return readable_number(Rational(copies)) + (copies == 1 ? " copy" : " copies");
}

std::string fill_text(std::int64_t used, std::int64_t of_one, std::int64_t hosts) {
  if (of_one <= 0 || hosts <= 0) return {};
  return readable_percent(Rational(used) / (Rational(of_one) * Rational(hosts)));
}

std::string fleet_headline(const PackedFleet& fleet) {
  const std::int64_t copies = copies_of(fleet.items);
  if (copies == 0 && fleet.plan.host_count == 0) return "There is nothing to place.";
  std::int64_t left = 0;
  for (const UnplacedItem& item : fleet.plan.unplaced) left += item.copies;
  const std::size_t types = fleet_type_uses(fleet).size();
  std::string text = counted(Rational(fleet.plan.host_count), "host");
  if (types > 1) text += " of " + counted(Rational(static_cast<std::int64_t>(types)), "type");
  text += fleet.plan.host_count == 1 ? " holds " : " hold ";
  text += left == 0 ? copies_text(copies) : readable_number(Rational(copies - left)) + " of " + copies_text(copies);
  return text + " of " + counted(Rational(static_cast<std::int64_t>(fleet.items.size())), "item") + ".";
}

std::vector<std::string> fleet_shortcomings(const PackedFleet& fleet) {
  std::vector<std::string> sentences;
  if (!fleet.plan.unplaced.empty()) {
    sentences.push_back(counted(Rational(static_cast<std::int64_t>(fleet.plan.unplaced.size())), "item") +
                        " found no host" + (fleet.plan.left_out_by_limit ? ", some because of a limit." : "."));
  }
  if (!fleet.plan.stopped_by.empty()) {
    sentences.push_back("The search stopped at " + fleet.plan.stopped_by + "; a better plan is not ruled out.");
  }
  return sentences;
}

std::vector<std::string> fleet_facts(const PackedFleet& fleet) {
  const FleetOptions& options = fleet.options;
  std::vector<std::string> facts = {counted(Rational(options.zones), "zone")};
  if (options.min_hosts_per_zone > 0) {
    facts.push_back("at least " + counted(Rational(options.min_hosts_per_zone), "host") + " a zone");
  }
  if (options.min_hosts > 0) facts.push_back("at least " + counted(Rational(options.min_hosts), "host"));
  if (options.max_hosts) facts.push_back("at most " + counted(Rational(*options.max_hosts), "host"));
  if (options.max_types) facts.push_back("at most " + counted(Rational(*options.max_types), "new type"));
  if (options.headroom_percent > 0) facts.push_back("headroom " + std::to_string(options.headroom_percent) + " %");
  if (options.target_capacity_percent < 100) {
    facts.push_back("target capacity " + std::to_string(options.target_capacity_percent) + " %");
  }
  if (options.survive_host_loss) facts.push_back("a spare for any one host of a zone");
  if (!options.daemons.empty()) {
    facts.push_back(counted(Rational(static_cast<std::int64_t>(options.daemons.size())), "daemon"));
  }
  facts.push_back("seed " + std::to_string(options.seed));
  return facts;
}

Section fleet_hosts_section(const PackedFleet& fleet, const FleetReportOptions& options) {
  Section section{.title = "Hosts", .sentences = {}, .table = {}, .items = {}};
  Table table;
  table.columns = {{"hosts", ColumnKind::number}, {"type"}, {"each holds"}, {"vCPU"}, {"GiB"}};
  const bool has_zones = fleet.options.zones > 1;
  if (has_zones) table.columns.insert(table.columns.begin() + 2, {"zone"});
  for (std::size_t i = 0; i < std::min(fleet.plan.hosts.size(), most_rows); ++i) {
    const FleetHosts& hosts = fleet.plan.hosts[i];
    const FleetHostType& type = fleet.types[hosts.type];
    std::vector<Cell> row{readable_number(Rational(hosts.count)), type.name + (hosts.existing ? " (existing)" : ""),
                          placements_text(fleet, hosts),
                          share_text(hosts.used.cpu.vcpu(), type.host.allocatable.cpu.vcpu()),
                          share_text(hosts.used.memory.gib(), type.host.allocatable.memory.gib())};
    if (has_zones) row.insert(row.begin() + 2, fleet_zone_name(options, hosts.zone));
    table.rows.push_back(std::move(row));
  }
  section.table = std::move(table);
  say_how_many(section, fleet.plan.hosts.size(), "group");
  return section;
}

Section fleet_unplaced_section(const PackedFleet& fleet) {
  Section section{.title = "Not placed", .sentences = {}, .table = {}, .items = {}};
  for (std::size_t i = 0; i < std::min(fleet.plan.unplaced.size(), most_rows); ++i) {
    const UnplacedItem& left = fleet.plan.unplaced[i];
    section.items.push_back(sentence(fleet.items[left.item].id + ", " + copies_text(left.copies) + ": " + left.reason));
  }
  say_how_many(section, fleet.plan.unplaced.size(), "item");
  return section;
}

}  // namespace container_tco::detail
