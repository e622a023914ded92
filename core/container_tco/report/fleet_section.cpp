#include "container_tco/report/fleet_section.hpp"

#include "container_tco/comparison/readable_number.hpp"

namespace container_tco::detail {
namespace {

Table pools_table(const HostFleet& fleet, const std::vector<HostPool>& pools) {
  Table table;
  table.columns = {{"hosts", ColumnKind::number},
                   {"type"},
                   {"pool"},
                   {"requested of the room", ColumnKind::number},
                   {"stand by", ColumnKind::number}};
  for (const HostPool& pool : pools) {
    if (pool.fleet != fleet.name) continue;
    const std::int64_t standby = pool.plan ? pool.plan->standby_hosts : 0;
    table.rows.push_back({std::to_string(pool.hosts), pool.instance_type, pool.name,
                          readable_percent(pool.fill_fraction()), std::to_string(standby)});
  }
  return table;
}

}  // namespace

std::string gap_text(const HostFleet& fleet) {
  const std::optional<Rational> gap = fleet.gap();
  if (!gap) return "";
  if (gap->is_zero() || fleet.plan.total_weight == fleet.plan.lower_bound()) return "the cheapest possible";
  return "at most " + readable_percent(*gap) + " above the cheapest possible";
}

Section fleet_section(const HostFleet& fleet, const std::vector<HostPool>& pools, const Amounts& amounts) {
  Section section{.title = "Fleet " + fleet.name, .sentences = {}, .table = pools_table(fleet, pools), .items = {}};
  section.sentences.push_back(counted(Rational(fleet.plan.host_count), "host") + " for " + amounts.text(fleet.cost) +
                              ", with root disks, addresses and labour driven by hosts.");
  const std::string gap = gap_text(fleet);
  if (!gap.empty()) {
    section.sentences.push_back("No mix of the candidate types costs less than " + amounts.text(fleet.lower_bound) +
                                " (by " + fleet.plan.bound_by() + "): this one is " + gap + ".");
  }
  section.items.push_back("Chosen among " + counted(Rational(fleet.candidates_considered), "instance type"));
  section.items.push_back("Checked apart from the planner: every task placed once, no host over its room");
  section.items.push_back(fleet.plan.stopped_by.empty()
                              ? "Proven: no other way to fill hosts with the copies of each zone costs less"
                              : "The search ended at " + fleet.plan.stopped_by);
  return section;
}

}  // namespace container_tco::detail
