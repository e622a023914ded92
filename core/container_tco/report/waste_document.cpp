#include <algorithm>
#include <cstddef>
#include <utility>

#include "container_tco/comparison/readable_number.hpp"
#include "container_tco/report/documents.hpp"

namespace container_tco::detail {
namespace {

constexpr std::size_t most_rows_of_hosts = 20;
constexpr int digits_of_unit_prices = 5;

std::string number_text(const Rational& number) { return readable_number(number, 3); }
std::string exact_vcpu_text(const Cpu& cpu) { return number_text(cpu.vcpu()); }
std::string exact_gib_text(const Bytes& memory) { return number_text(memory.gib()); }

std::string unit_price_text(const Money& money, const Amounts& amounts) {
  ReportOptions options = amounts.options();
  options.digits = std::max(options.digits, digits_of_unit_prices);
  return Amounts(options).text(money);
}

Rational fraction_of(const Money& part, const Money& whole) {
  return whole.amount().is_zero() ? Rational() : part / whole;
}

// What a reader calls it.
std::string phrase(CapacityUse use) {
  switch (use) {
    case CapacityUse::used:
      return "tasks that run";
    case CapacityUse::idle:
      return "places for runs while none runs";
    case CapacityUse::daemons:
      return "daemons and sidecars";
    case CapacityUse::overhead:
      return "system overhead";
    case CapacityUse::standby:
      return "hosts that stand by";
    case CapacityUse::headroom:
      return "headroom";
    case CapacityUse::stranded:
      return "stranded room";
    case CapacityUse::rounding:
      return "rounding to Fargate sizes";
    case CapacityUse::billed_minimum:
      return "billed seconds in which nothing runs";
    case CapacityUse::changeover:
      return "rollouts and replaced hosts";
    case CapacityUse::unused_commitment:
      return "unused commitments";
    case CapacityUse::unattributed:
      return "other compute";
  }
  return to_string(use);
}

std::vector<std::string> sentences_on(const Waste& waste, const Amounts& amounts) {
  std::vector<std::string> sentences;
  const Money used = waste.cost_of(CapacityUse::used);
  sentences.push_back("Of " + amounts.text(waste.compute_cost) + " for compute, tasks use " + amounts.text(used) +
                      " (" + readable_percent(fraction_of(used, waste.compute_cost)) + ").");
  std::string prices;
  const auto add = [&](const std::optional<Money>& price, const char* unit) {
    if (!price) return;
    prices +=
        (prices.empty() ? "A used " : ", a used ") + std::string(unit) + " costs " + unit_price_text(*price, amounts);
  };
  add(waste.per_used_vcpu_hour, "vCPU-hour");
  add(waste.per_used_gib_hour, "GiB-hour");
  add(waste.per_used_gpu_hour, "GPU-hour");
  if (!prices.empty()) sentences.push_back(prices + ", with all that is not used spread over it.");
  if (!waste.pools.empty()) {
    sentences.push_back(
        "A host's price is shared 9 : 1 : 90 between a vCPU, a GiB and a GPU, as AWS's split cost allocation data "
        "does.");
  }
  return sentences;
}

std::vector<Cell> share_row(const std::string& where, const UseShare& share, const Waste& waste,
                            const Amounts& amounts) {
  return {where,
          share.name == to_string(share.use) ? phrase(share.use) : share.name,
          number_text(share.amount.vcpu),
          number_text(share.amount.memory_gib),
          amounts.grouped(share.cost),
          readable_percent(fraction_of(share.cost, waste.compute_cost)),
          share.source};
}

std::string place_of(const FargateWaste& service) {
  return service.part.empty() ? service.service : service.service + " (" + service.part + ")";
}

Section shares_section(const Waste& waste, const Amounts& amounts) {
  Section section{
      .title = "Where the money goes unused", .sentences = sentences_on(waste, amounts), .table = {}, .items = {}};
  Table table;
  table.columns = {{"where"},
                   {"what"},
                   {"vCPU", ColumnKind::number},
                   {"GiB", ColumnKind::number},
                   {"cost " + waste.compute_cost.currency().code(), ColumnKind::number},
                   {"of compute", ColumnKind::number},
                   {"from"}};
  for (const PoolWaste& pool : waste.pools) {
    const std::string where = pool.pool + " (" + std::to_string(pool.hosts) + " × " + pool.instance_type + ")";
    for (const UseShare& share : pool.shares) table.rows.push_back(share_row(where, share, waste, amounts));
  }
  for (const FargateWaste& service : waste.fargate) {
    for (const UseShare& share : service.shares) {
      table.rows.push_back(share_row(place_of(service), share, waste, amounts));
    }
  }
  for (const UseShare& share : waste.shares) {
    if (!share.amount.is_zero()) continue;
    table.rows.push_back(share_row("", share, waste, amounts));
  }
  section.table = std::move(table);
  return section;
}

std::string copies_text(const HostContents& contents) {
  if (contents.copies.empty()) return "nothing";
  std::string text;
  for (const HostedCopies& hosted : contents.copies) {
    text += (text.empty() ? "" : ", ") + std::to_string(hosted.copies) + " × " + hosted.item;
  }
  return text;
}

std::string limits_text(const HostContents& contents) {
  if (contents.copies.empty()) return "stands by";
  if (contents.free == Resources()) return "full";
  if (contents.limited_by.empty()) return "no task is left";
  std::string text;
  for (const std::string& limit : contents.limited_by) text += (text.empty() ? "" : ", ") + limit;
  return text;
}

Section hosts_section(const Waste& waste) {
  Section section{.title = "Room left on hosts", .sentences = {}, .table = {}, .items = {}};
  section.is_folded = true;
  Table table;
  table.columns = {{"hosts", ColumnKind::number},
                   {"type"},
                   {"each holds"},
                   {"free vCPU", ColumnKind::number},
                   {"free GiB", ColumnKind::number},
                   {"kept from use by"}};
  std::size_t left_out = 0;
  for (const PoolWaste& pool : waste.pools) {
    for (const HostContents& contents : pool.contents) {
      if (table.rows.size() == most_rows_of_hosts) {
        ++left_out;
        continue;
      }
      table.rows.push_back({std::to_string(contents.hosts), pool.instance_type, copies_text(contents),
                            exact_vcpu_text(contents.free.cpu), exact_gib_text(contents.free.memory),
                            limits_text(contents)});
    }
  }
  if (left_out > 0) section.items.push_back(std::to_string(left_out) + " more rows stand in the JSON output");
  section.table = std::move(table);
  return section;
}

Section rounding_section(const Waste& waste, const Amounts& amounts) {
  Section section{.title = "Rounding of each Fargate task", .sentences = {}, .table = {}, .items = {}};
  Table table;
  table.columns = {{"service"},
                   {"requested vCPU", ColumnKind::number},
                   {"GiB", ColumnKind::number},
                   {"billed vCPU", ColumnKind::number},
                   {"GiB", ColumnKind::number},
                   {"rounding vCPU", ColumnKind::number},
                   {"GiB", ColumnKind::number},
                   {"cost of rounding " + waste.compute_cost.currency().code(), ColumnKind::number}};
  for (const FargateWaste& service : waste.fargate) {
    table.rows.push_back({place_of(service), exact_vcpu_text(service.requested.cpu),
                          exact_gib_text(service.requested.memory), exact_vcpu_text(service.billed.cpu),
                          exact_gib_text(service.billed.memory), exact_vcpu_text(service.rounding.cpu),
                          exact_gib_text(service.rounding.memory), amounts.grouped(service.rounding_cost_per_task)});
  }
  section.table = std::move(table);
  return section;
}

}  // namespace

std::vector<Section> waste_sections(const Waste& waste, const Amounts& amounts) {
  std::vector<Section> sections{shares_section(waste, amounts)};
  if (!waste.fargate.empty()) sections.push_back(rounding_section(waste, amounts));
  if (!waste.pools.empty()) sections.push_back(hosts_section(waste));
  return sections;
}

Table waste_csv(const std::string& deployment, const Waste& waste, const Amounts& amounts) {
  Table table;
  table.columns = {{"deployment"},
                   {"where"},
                   {"use"},
                   {"name"},
                   {"vcpu", ColumnKind::number},
                   {"memory_gib", ColumnKind::number},
                   {"gpu_count", ColumnKind::number},
                   {"cost", ColumnKind::number},
                   {"cost_unrounded", ColumnKind::number},
                   {"currency"},
                   {"source"}};
  const auto add = [&](const std::string& where, const UseShare& share) {
    table.rows.push_back({deployment, where, to_string(share.use), share.name, full_decimal(share.amount.vcpu),
                          full_decimal(share.amount.memory_gib), full_decimal(share.amount.gpu_count),
                          amounts.plain(share.cost), full_decimal(share.cost.amount()), share.cost.currency().code(),
                          share.source});
  };
  for (const PoolWaste& pool : waste.pools) {
    for (const UseShare& share : pool.shares) add(pool.pool, share);
  }
  for (const FargateWaste& service : waste.fargate) {
    for (const UseShare& share : service.shares) add(place_of(service), share);
  }
  for (const UseShare& share : waste.shares) {
    if (share.amount.is_zero()) add("", share);
  }
  return table;
}

}  // namespace container_tco::detail
