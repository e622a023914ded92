#include <array>
#include <set>
#include <string>
#include <utility>

#include "container_tco/comparison/readable_number.hpp"
#include "container_tco/report/deployment_sections.hpp"
#include "container_tco/report/documents.hpp"
#include "container_tco/report/fleet_section.hpp"
#include "container_tco/report/grouped_texts.hpp"

namespace container_tco::detail {
namespace {

std::string vcpu_text(const Cpu& cpu) { return readable_number(cpu.vcpu(), 3); }
std::string gib_text(const Bytes& memory) { return readable_number(memory.gib(), 3); }

std::vector<std::string> answer_of(const Estimate& estimate, const Amounts& amounts) {
  const std::string name = estimate.deployment.name();
  if (!estimate.is_feasible()) return {name + " is impossible for this workload."};
  if (!estimate.is_complete()) return {name + " is incomplete, so no total is stated."};
  const ShownTotals shown = amounts.totals(estimate.lines, estimate.currency);
  return {name + " costs " + amounts.text(shown.total) + " in " + estimate.period.name() + ".",
          "Infrastructure " + amounts.text(shown.infrastructure) + ", labour " + amounts.text(shown.labour) + " for " +
              readable_number(estimate.labour_hours) + " hours."};
}

Section reasons_section(const Estimate& estimate) {
  return {.title = "Why it is not complete", .sentences = {}, .table = {}, .items = reasons_text(estimate)};
}

Section findings_section(const Estimate& estimate) {
  Section section{.title = "Limits to know", .sentences = {}, .table = {}, .items = {}};
  section.items = finding_texts(estimate.feasibility.findings, Verdict::warning);
  section.items.insert(section.items.end(), estimate.warnings.begin(), estimate.warnings.end());
  return section;
}

Section fargate_section(const Estimate& estimate) {
  Section section{.title = "Fargate sizes", .sentences = {}, .table = {}, .items = {}};
  Table table;
  table.columns = {{"service"},
                   {"part"},
                   {"vCPU", ColumnKind::number},
                   {"GiB", ColumnKind::number},
                   {"tasks", ColumnKind::number},
                   {"task-hours", ColumnKind::number},
                   {"from"}};
  for (const FargatePurchase& purchase : estimate.fargate) {
    const FargateSize& size = purchase.task.size;
    std::vector<Cell> bought{purchase.service,
                             "bought",
                             vcpu_text(Cpu::from_units(size.cpu_units)),
                             gib_text(Bytes::from_mib(size.memory_mib)),
                             std::to_string(purchase.tasks),
                             readable_number(purchase.task_hours, 3),
                             purchase.derivation};
    bought[0].is_strong = bought[1].is_strong = true;
    table.rows.push_back(std::move(bought));
    for (const CapacityPart& part : purchase.task.parts) {
      table.rows.push_back(
          {purchase.service, part.name, vcpu_text(part.amount.cpu), gib_text(part.amount.memory), "", "", part.source});
    }
  }
  section.table = std::move(table);
  return section;
}

void describe_plan(const HostPool& pool, Section& section) {
  const std::string hosts = counted(Rational(pool.hosts), "host") + " of type " + pool.instance_type;
  if (pool.measured_fill_fraction) {
    section.sentences.push_back(hosts + ", as a measured fill of " + readable_percent(*pool.measured_fill_fraction) +
                                " implies.");
  } else {
    section.sentences.push_back(hosts + "; tasks request " + readable_percent(pool.fill_fraction()) +
                                " of the room on them.");
  }
  if (!pool.plan || !pool.fleet.empty()) return;
  const LowerBound& bound = pool.plan->lower_bound;
  section.sentences.push_back(
      "No plan needs fewer than " + std::to_string(bound.hosts) + " (by " + bound.by + "); this one is at most " +
      readable_percent(pool.plan->gap()) + " above the best." +
      (pool.plan->standby_hosts > 0 ? " " + counted(Rational(pool.plan->standby_hosts), "host") + " stand by." : ""));
}

Table capacity_table(const HostPool& pool) {
  Table table;
  table.columns = {{"capacity of one host"}, {"vCPU", ColumnKind::number}, {"GiB", ColumnKind::number}, {"from"}};
  const auto add = [&](const std::string& name, const Resources& amount, const std::string& sign,
                       const std::string& source) {
    const auto shown = [&](const std::string& number) { return number == "0" ? number : sign + number; };
    table.rows.push_back({name, shown(vcpu_text(amount.cpu)), shown(gib_text(amount.memory)), source});
  };
  add("advertised", pool.capacity.advertised, "", "instance type");
  for (const CapacityPart& part : pool.capacity.deductions) add(part.name, part.amount, "-", part.source);
  add("allocatable", pool.capacity.allocatable, "", "");
  for (const PackItem& daemon : pool.daemons) add("daemon " + daemon.id, daemon.request, "-", "one on each host");
  for (std::size_t row : {std::size_t{0}, 1 + pool.capacity.deductions.size()}) table.rows[row][0].is_strong = true;
  return table;
}

Section pool_section(const HostPool& pool, const Amounts& amounts) {
  Section section{.title = "Pool " + pool.name, .sentences = {}, .table = capacity_table(pool), .items = {}};
  describe_plan(pool, section);
  if (pool.capacity.network_slots) {
    section.items.push_back("Network: at most " + std::to_string(*pool.capacity.network_slots) +
                            " tasks or pods a host (" + pool.capacity.network_slots_source + ")");
  }
  if (pool.fleet.empty()) {
    section.items.push_back("Chosen among " + counted(Rational(pool.candidates_considered), "instance type"));
  }
  for (const HostCandidate& candidate : pool.runners_up) {
    section.items.push_back("Next best: " + std::to_string(candidate.hosts) + " × " + candidate.instance_type + ", " +
                            amounts.text(candidate.monthly_cost));
  }
  return section;
}

// FOCUS's three costs, side by side: what the terms are worth.
Section contract_section(const Estimate& estimate, const Amounts& amounts) {
  Section section{.title = "List, contracted and effective cost", .sentences = {}, .table = {}, .items = {}};
  if (!estimate.options.contract || !estimate.is_complete()) return section;
  Table table;
  table.columns = {{"infrastructure"}, {"cost (" + estimate.currency.code() + ")", ColumnKind::number}};
  table.rows = {{"at list prices", amounts.grouped(estimate.list_cost())},
                {"at contracted prices, without commitments", amounts.grouped(estimate.contracted_cost())},
                {"effective, with commitments", amounts.grouped(estimate.effective_cost())}};
  section.table = std::move(table);
  section.sentences = {"Support and tax stand in all three as they are charged; labour in none."};
  return section;
}

// Beside a contract the table says which price each line used.
void add_basis_columns(Table& table, const Estimate& estimate) {
  if (!estimate.options.contract) return;
  table.columns.insert(table.columns.end() - 1, {{"list price", ColumnKind::number}, {"price used"}});
  for (std::size_t i = 0; i < estimate.lines.size(); ++i) {
    const LineItem& line = estimate.lines[i];
    const std::string list = line.list_unit_price ? full_text(line.list_unit_price->money.amount()) : "";
    const std::string basis = line.is_labour() ? "" : to_string(line.price_basis);
    std::vector<Cell>& row = table.rows[i];
    row.insert(row.end() - 1, {Cell(list), Cell(basis)});
  }
}

Section lines_section(const Estimate& estimate, const Amounts& amounts) {
  Section section{.title = "Lines", .sentences = {}, .table = {}, .items = {}};
  Table table;
  table.columns = {{"line"},
                   {"what"},
                   {"quantity", ColumnKind::number},
                   {"unit"},
                   {"unit price (" + estimate.currency.code() + ")", ColumnKind::number},
                   {"cost", ColumnKind::number}};
  for (const LineItem& line : estimate.lines) {
    table.rows.push_back({line.id, line.description, full_text(line.quantity.value), line.quantity.unit.name(),
                          full_text(line.unit_price.money.amount()), amounts.grouped(line.cost)});
  }
  add_basis_columns(table, estimate);
  if (estimate.is_complete()) {
    const ShownTotals shown = amounts.totals(estimate.lines, estimate.currency);
    for (const auto& [name, money] : {std::pair<const char*, Money>{"infrastructure", shown.infrastructure},
                                      {"labour", shown.labour},
                                      {"total", shown.total}}) {
      std::vector<Cell> row(table.columns.size());
      row.front().text = name;
      row.back().text = amounts.grouped(money);
      row.front().is_strong = row.back().is_strong = true;
      table.rows.push_back(std::move(row));
    }
  }
  section.table = std::move(table);
  return section;
}

Section derivations_section(const Estimate& estimate) {
  Section section{.title = "How quantities came about", .sentences = {}, .table = {}, .items = {}};
  section.is_folded = true;
  Table table;
  table.columns = {{"line"}, {"quantity from"}, {"price"}};
  for (const LineItem& line : estimate.lines) table.rows.push_back({line.id, line.derivation, line.price_key});
  if (estimate.options.contract) {
    section.title = "How quantities and prices came about";
    table.columns.push_back({"price from"});
    for (std::size_t i = 0; i < estimate.lines.size(); ++i) {
      table.rows[i].push_back(estimate.lines[i].price_derivation);
    }
  }
  section.table = std::move(table);
  return section;
}

// A price that several lines share stands here once.
Section sources_section(const Estimate& estimate) {
  Section section{.title = "Where prices come from", .sentences = {}, .table = {}, .items = {}};
  section.is_folded = true;
  Table table;
  table.columns = {{"price"}, {"source"}, {"as of"}, {"confidence"}, {"note"}};
  std::set<std::array<std::string, 5>> seen;
  for (const LineItem& line : estimate.lines) {
    const Provenance& from = line.provenance;
    if (!seen.insert({line.price_key, from.source, from.as_of, from.confidence, from.note}).second) continue;
    table.rows.push_back({line.price_key, from.source, from.as_of, from.confidence, from.note});
  }
  section.table = std::move(table);
  return section;
}

Section assumptions_section(const Estimate& estimate) {
  Section section{.title = "Assumptions", .sentences = {}, .table = {}, .items = {}};
  section.is_folded = true;
  section.items = assumption_texts(estimate.assumptions);
  return section;
}

}  // namespace

Document estimate_document(const Estimate& estimate, const Amounts& amounts) {
  Document document;
  document.title = "Estimate of " + estimate.deployment.name();
  document.answer = answer_of(estimate, amounts);
  document.facts =
      shared_facts(estimate.region, estimate.period, estimate.price_book_version, estimate.price_book_digest, amounts);
  const std::string& target = estimate.resilience.availability_target;
  if (!target.empty()) document.facts.push_back("Availability: " + target);
  for (std::string& fact : contract_facts(estimate.options.contract)) document.facts.push_back(std::move(fact));
  document.add(reasons_section(estimate));
  document.add(findings_section(estimate));
  document.add(parts_section(estimate));
  document.add(spot_section(estimate, amounts));
  document.add(fargate_section(estimate));
  for (const HostFleet& fleet : estimate.fleets) document.add(fleet_section(fleet, estimate.pools, amounts));
  for (const HostPool& pool : estimate.pools) document.add(pool_section(pool, amounts));
  if (estimate.is_complete()) {
    for (Section& section : waste_sections(waste_of(estimate), amounts)) document.add(std::move(section));
  }
  document.add(resilience_section(estimate, amounts));
  document.add(contract_section(estimate, amounts));
  document.add(lines_section(estimate, amounts));
  document.add({.title = "Not priced", .sentences = {}, .table = {}, .items = estimate.not_priced});
  document.add(derivations_section(estimate));
  document.add(sources_section(estimate));
  document.add(assumptions_section(estimate));
  return document;
}

Table lines_csv(const Estimate& estimate, const Amounts& amounts) {
  Table table;
  table.columns = {{"deployment"},
                   {"id"},
                   {"category"},
                   {"service"},
                   {"description"},
                   {"derivation"},
                   {"quantity", ColumnKind::number},
                   {"unit"},
                   {"unit_price", ColumnKind::number},
                   {"cost", ColumnKind::number},
                   {"cost_unrounded", ColumnKind::number},
                   {"currency"},
                   {"price_key"},
                   {"source"},
                   {"as_of"},
                   {"confidence"},
                   {"note"}};
  for (const LineItem& line : estimate.lines) {
    table.rows.push_back(
        {estimate.deployment.name(), line.id, to_string(line.category), line.service, line.description, line.derivation,
         full_decimal(line.quantity.value), line.quantity.unit.name(), full_decimal(line.unit_price.money.amount()),
         amounts.plain(line.cost), full_decimal(line.cost.amount()), line.cost.currency().code(), line.price_key,
         line.provenance.source, line.provenance.as_of, line.provenance.confidence, line.provenance.note});
  }
  if (!estimate.options.contract) return table;
  for (const char* name : {"price_basis", "price_derivation"}) table.columns.push_back({name});
  for (const char* name : {"list_unit_price", "contracted_unit_price", "list_cost", "contracted_cost"}) {
    table.columns.push_back({name, ColumnKind::number});
  }
  for (std::size_t i = 0; i < estimate.lines.size(); ++i) {
    const LineItem& line = estimate.lines[i];
    const auto price_text = [](const std::optional<UnitPrice>& price) {
      return price ? full_decimal(price->money.amount()) : std::string();
    };
    for (const std::string& text :
         {to_string(line.price_basis), line.price_derivation, price_text(line.list_unit_price),
          price_text(line.contracted_unit_price), full_decimal(line.list_cost().amount()),
          full_decimal(line.contracted_cost().amount())}) {
      table.rows[i].emplace_back(text);
    }
  }
  return table;
}

}  // namespace container_tco::detail
