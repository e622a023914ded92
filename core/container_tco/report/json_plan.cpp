#include "container_tco/report/json_parts.hpp"

namespace container_tco::detail {

JsonValue resources_json(const Resources& resources) {
  JsonValue json = JsonValue::object();
  json.add_member("vcpu", exact_json(resources.cpu.vcpu()));
  json.add_member("memory_gib", exact_json(resources.memory.gib()));
  json.add_member("gpu_count", JsonValue::integer(resources.gpu_count));
  return json;
}

namespace {

JsonValue capacity_parts_json(const std::vector<CapacityPart>& parts) {
  JsonValue list = JsonValue::array();
  for (const CapacityPart& part : parts) {
    JsonValue json = JsonValue::object();
    json.add_member("name", JsonValue::string(part.name));
    json.add_member("amount", resources_json(part.amount));
    json.add_member("source", JsonValue::string(part.source));
    list.append(std::move(json));
  }
  return list;
}

JsonValue items_json(const std::vector<PackItem>& items) {
  JsonValue list = JsonValue::array();
  for (const PackItem& item : items) {
    JsonValue json = JsonValue::object();
    json.add_member("id", JsonValue::string(item.id));
    json.add_member("request", resources_json(item.request));
    json.add_member("count", JsonValue::integer(item.count));
    json.add_member("network_slots", JsonValue::integer(item.network_slots));
    json.add_member("exclusive", text_list_json(item.exclusive));
    if (!item.apart_from.empty()) json.add_member("apart_from", text_list_json(item.apart_from));
    list.append(std::move(json));
  }
  return list;
}

JsonValue packed_hosts_json(const PackedHosts& hosts, const std::vector<PackItem>& items) {
  JsonValue json = JsonValue::object();
  json.add_member("zone", JsonValue::integer(hosts.zone));
  json.add_member("count", JsonValue::integer(hosts.count));
  JsonValue placements = JsonValue::array();
  for (const Placement& placement : hosts.placements) {
    JsonValue placed = JsonValue::object();
    placed.add_member("item", JsonValue::string(placement.item < items.size() ? items[placement.item].id : ""));
    placed.add_member("copies", JsonValue::integer(placement.copies));
    placements.append(std::move(placed));
  }
  json.add_member("placements", std::move(placements));
  json.add_member("used", resources_json(hosts.used));
  return json;
}

JsonValue plan_json(const HostPool& pool) {
  if (!pool.plan) return {};
  const PackingPlan& plan = *pool.plan;
  JsonValue json = JsonValue::object();
  JsonValue hosts = JsonValue::array();
  for (const PackedHosts& group : plan.hosts) hosts.append(packed_hosts_json(group, pool.items));
  json.add_member("hosts", std::move(hosts));
  json.add_member("host_count", JsonValue::integer(plan.host_count));
  json.add_member("standby_hosts", JsonValue::integer(plan.standby_hosts));
  // In a fleet the bound is one of money, over all pools.
  if (!pool.fleet.empty()) return json;
  json.add_member("lower_bound_hosts", JsonValue::integer(plan.lower_bound.hosts));
  json.add_member("lower_bound_by", JsonValue::string(plan.lower_bound.by));
  json.add_member("gap", exact_json(plan.gap()));
  return json;
}

JsonValue capacity_json(const HostCapacity& capacity) {
  JsonValue json = JsonValue::object();
  json.add_member("advertised", resources_json(capacity.advertised));
  json.add_member("deductions", capacity_parts_json(capacity.deductions));
  json.add_member("allocatable", resources_json(capacity.allocatable));
  json.add_member("network_slots", capacity.network_slots ? JsonValue::integer(*capacity.network_slots) : JsonValue());
  json.add_member("network_slots_source", JsonValue::string(capacity.network_slots_source));
  return json;
}

JsonValue runners_up_json(const std::vector<HostCandidate>& candidates) {
  JsonValue list = JsonValue::array();
  for (const HostCandidate& candidate : candidates) {
    JsonValue json = JsonValue::object();
    json.add_member("instance_type", JsonValue::string(candidate.instance_type));
    json.add_member("hosts", JsonValue::integer(candidate.hosts));
    json.add_member("cost", exact_json(candidate.monthly_cost));
    list.append(std::move(json));
  }
  return list;
}

}  // namespace

JsonValue fargate_json(const std::vector<FargatePurchase>& purchases) {
  JsonValue list = JsonValue::array();
  for (const FargatePurchase& purchase : purchases) {
    JsonValue json = JsonValue::object();
    json.add_member("service", JsonValue::string(purchase.service));
    json.add_member("part", JsonValue::string(purchase.part));
    json.add_member("is_spot", JsonValue::boolean(purchase.purchase == Purchase::spot));
    json.add_member("operating_system", JsonValue::string(to_string(purchase.operating_system)));
    json.add_member("architecture", JsonValue::string(to_string(purchase.architecture)));
    json.add_member("cpu_units", JsonValue::integer(purchase.task.size.cpu_units));
    json.add_member("memory_mib", JsonValue::integer(purchase.task.size.memory_mib));
    json.add_member("requested", resources_json(purchase.requested));
    json.add_member("parts", capacity_parts_json(purchase.task.parts));
    json.add_member("ephemeral_storage_gib", exact_json(purchase.task.ephemeral_storage.gib()));
    json.add_member("billed_ephemeral_storage_gib", exact_json(purchase.task.billed_ephemeral_storage.gib()));
    json.add_member("tasks", JsonValue::integer(purchase.tasks));
    json.add_member("task_hours", exact_json(purchase.task_hours));
    json.add_member("derivation", JsonValue::string(purchase.derivation));
    list.append(std::move(json));
  }
  return list;
}

JsonValue pools_json(const std::vector<HostPool>& pools) {
  JsonValue list = JsonValue::array();
  for (const HostPool& pool : pools) {
    JsonValue json = JsonValue::object();
    json.add_member("name", JsonValue::string(pool.name));
    json.add_member("part", JsonValue::string(pool.part));
    json.add_member("capacity_of", JsonValue::string(pool.deployment.name()));
    json.add_member("fleet", pool.fleet.empty() ? JsonValue() : JsonValue::string(pool.fleet));
    json.add_member("operating_system", JsonValue::string(to_string(pool.operating_system)));
    json.add_member("architecture", JsonValue::string(to_string(pool.architecture)));
    json.add_member("instance_type", JsonValue::string(pool.instance_type));
    json.add_member("hosts", JsonValue::integer(pool.hosts));
    json.add_member("capacity", capacity_json(pool.capacity));
    json.add_member("requested", resources_json(pool.requested));
    json.add_member("fill_fraction", exact_json(pool.fill_fraction()));
    json.add_member("measured_fill_fraction",
                    pool.measured_fill_fraction ? exact_json(*pool.measured_fill_fraction) : JsonValue());
    json.add_member("items", items_json(pool.items));
    json.add_member("daemons", items_json(pool.daemons));
    json.add_member("plan", plan_json(pool));
    json.add_member("candidates_considered", JsonValue::integer(pool.candidates_considered));
    json.add_member("runners_up", runners_up_json(pool.runners_up));
    list.append(std::move(json));
  }
  return list;
}

}  // namespace container_tco::detail
