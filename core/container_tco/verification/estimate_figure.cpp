#include "container_tco/verification/figure.hpp"

namespace container_tco {
namespace {

using LineFilter = bool (*)(const LineItem&, const std::string&);

Figure sum_of(const Estimate& estimate, LineFilter belongs, const std::string& name) {
  std::vector<Rational> costs;
  for (const LineItem& line : estimate.lines) {
    if (belongs(line, name)) costs.push_back(line.cost.amount());
  }
  return Figure::sum(std::move(costs));
}

std::string what_is_missing(const Estimate& estimate) {
  for (const Finding& finding : estimate.feasibility.findings) {
    if (finding.verdict == Verdict::impossible) return "impossible: " + finding.reason;
  }
  if (estimate.gaps.empty()) return "impossible";
  return "incomplete: " + estimate.gaps.front().what;
}

const LineItem& line_of(const Estimate& estimate, const std::string& id) {
  std::vector<std::string> ids;
  for (const LineItem& line : estimate.lines) {
    if (line.id == id) return line;
    ids.push_back(line.id);
  }
  refuse_reference(id, ids);
}

const FargatePurchase& purchase_of(const Estimate& estimate, const std::string& service) {
  std::vector<std::string> names;
  for (const FargatePurchase& purchase : estimate.fargate) {
    if (purchase.service == service) return purchase;
    names.push_back(purchase.service);
  }
  refuse_reference(service, names);
}

Figure category_figure(const Estimate& estimate, const std::string& name) {
  std::vector<std::string> categories;
  for (CostCategory category :
       {CostCategory::compute, CostCategory::control_plane, CostCategory::storage, CostCategory::registry,
        CostCategory::network, CostCategory::load_balancing, CostCategory::observability, CostCategory::labour,
        CostCategory::support, CostCategory::tax}) {
    categories.push_back(to_string(category));
    if (categories.back() != name) continue;
    return sum_of(
        estimate, [](const LineItem& line, const std::string& wanted) { return to_string(line.category) == wanted; },
        name);
  }
  refuse_reference(name, categories);
}

Figure service_figure(const Estimate& estimate, const std::string& name) {
  std::vector<std::string> services;
  for (const LineItem& line : estimate.lines) services.push_back(line.service);
  Figure figure =
      sum_of(estimate, [](const LineItem& line, const std::string& wanted) { return line.service == wanted; }, name);
  if (name.empty() || figure.addends.empty()) refuse_reference(name, services);
  return figure;
}

// The name of a single pool, or the beginning that pools of a fleet have in common: "linux/x86_64/hosts".
std::optional<Figure> hosts_below(const Estimate& estimate, const std::string& path) {
  constexpr std::string_view ending = "/hosts";
  if (!path.ends_with(ending)) return std::nullopt;
  const std::string beginning = path.substr(0, path.size() - ending.size()) + "/";
  std::int64_t hosts = 0;
  for (const HostPool& pool : estimate.pools) {
    if (!pool.fleet.empty() && pool.name.starts_with(beginning)) hosts += pool.hosts;
  }
  if (hosts == 0) return std::nullopt;
  return Figure::number(hosts);
}

// Pool names hold a '/' ("linux/x86_64"), so the property is what follows the last one.
Figure pool_figure(const Estimate& estimate, const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string property = slash == std::string::npos ? "" : path.substr(slash + 1);
  if (const std::optional<Figure> hosts = hosts_below(estimate, path)) return *hosts;
  std::vector<std::string> known;
  for (const HostPool& pool : estimate.pools) {
    for (const char* each : {"/hosts", "/instance_type", "/fill_fraction", "/lower_bound"}) {
      known.push_back(pool.name + each);
    }
    if (slash == std::string::npos || pool.name != path.substr(0, slash)) continue;
    if (property == "hosts") return Figure::number(pool.hosts);
    if (property == "instance_type") return Figure::word(pool.instance_type);
    if (property == "fill_fraction") return Figure::number(pool.fill_fraction());
    if (property == "lower_bound" && pool.plan && pool.fleet.empty())
      return Figure::number(pool.plan->lower_bound.hosts);
  }
  refuse_reference(path, known);
}

Figure fleet_figure(const Estimate& estimate, const std::string& path) {
  std::vector<std::string> known;
  for (const HostFleet& fleet : estimate.fleets) {
    for (const char* each : {"/hosts", "/cost", "/lower_bound"}) known.push_back(fleet.name + each);
    if (path == fleet.name + "/hosts") return Figure::number(fleet.plan.host_count);
    if (path == fleet.name + "/cost") return Figure::number(fleet.cost.amount());
    if (path == fleet.name + "/lower_bound") return Figure::number(fleet.lower_bound.amount());
  }
  refuse_reference(path, known);
}

Figure total_hosts(const Estimate& estimate) {
  std::int64_t hosts = 0;
  for (const HostPool& pool : estimate.pools) hosts += pool.hosts;
  return Figure::number(hosts);
}

Figure part_figure(const Estimate& estimate, const SplitReference& part) {
  if (part.head == "category") return category_figure(estimate, part.rest);
  if (part.head == "service") return service_figure(estimate, part.rest);
  if (part.head == "line") return Figure::number(line_of(estimate, part.rest).cost.amount());
  if (part.head == "quantity") return Figure::number(line_of(estimate, part.rest).quantity.value);
  if (part.head == "unit_price") return Figure::number(line_of(estimate, part.rest).unit_price.money.amount());
  if (part.head == "pool") return pool_figure(estimate, part.rest);
  if (part.head == "fleet") return fleet_figure(estimate, part.rest);
  if (part.head == "tasks") return Figure::number(purchase_of(estimate, part.rest).tasks);
  if (part.head == "task_hours") return Figure::number(purchase_of(estimate, part.rest).task_hours);
  if (part.head == "vcpu" || part.head == "memory_gib") {
    return fargate_size_figure(purchase_of(estimate, part.rest).task, part.head);
  }
  refuse_reference(part.head, {"total", "infrastructure", "labour", "labour_hours", "verdict", "hosts", "category/",
                               "service/", "line/", "quantity/", "unit_price/", "pool/", "fleet/", "tasks/",
                               "task_hours/", "vcpu/", "memory_gib/"});
}

}  // namespace

Figure estimate_figure(const Estimate& estimate, const std::string& name) {
  if (name == "verdict") return Figure::word(to_string(estimate.feasibility.verdict()));
  if (!estimate.is_complete()) {
    throw InvalidInputError("estimate " + estimate.deployment.name(), what_is_missing(estimate),
                            "an estimate that is complete", "Only `verdict` can be checked of it");
  }
  const auto any = [](const LineItem&, const std::string&) { return true; };
  if (name == "total") return sum_of(estimate, any, name);
  if (name == "infrastructure") {
    return sum_of(estimate, [](const LineItem& line, const std::string&) { return !line.is_labour(); }, name);
  }
  if (name == "labour") {
    return sum_of(estimate, [](const LineItem& line, const std::string&) { return line.is_labour(); }, name);
  }
  if (name == "labour_hours") return Figure::number(estimate.labour_hours);
  if (name == "hosts") return total_hosts(estimate);
  return part_figure(estimate, split_reference(name));
}

Figure comparison_figure(const Comparison& comparison, const std::string& name) {
  if (name == "best") {
    const Estimate* best = comparison.best();
    if (best == nullptr) throw InvalidInputError("comparison", "no complete estimate", "at least one");
    return Figure::word(best->deployment.name());
  }
  const SplitReference part = split_reference(name);
  if (const Estimate* estimate = comparison.find(part.head)) return estimate_figure(*estimate, part.rest);
  if (part.head != "break_even") {
    refuse_reference(name, {"best", "break_even/<input>/<hosts deployment>/<fargate deployment>", "ecs-fargate/total",
                            "ecs-ec2/total", "eks-fargate/total", "eks-ec2/total"});
  }
  std::vector<std::string> known;
  for (const BreakEven& found : comparison.break_evens) {
    known.push_back(found.input + "/" + found.hosts_deployment + "/" + found.fargate_deployment);
    if (known.back() != part.rest) continue;
    if (found.crossings.size() != 1) {
      throw InvalidInputError("break_even", std::to_string(found.crossings.size()) + " crossings", "exactly one");
    }
    return Figure::number(found.crossings.front().value);
  }
  refuse_reference(part.rest, known);
}

}  // namespace container_tco
