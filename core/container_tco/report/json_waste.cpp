#include "container_tco/report/json_parts.hpp"
#include "container_tco/report/waste_report.hpp"

namespace container_tco {
namespace {

using detail::exact_json;
using detail::text_list_json;

JsonValue amounts_json(const ResourceAmounts& amounts) {
  JsonValue json = JsonValue::object();
  json.add_member("vcpu", exact_json(amounts.vcpu));
  json.add_member("memory_gib", exact_json(amounts.memory_gib));
  json.add_member("gpu_count", exact_json(amounts.gpu_count));
  return json;
}

JsonValue shares_json(const std::vector<UseShare>& shares) {
  JsonValue list = JsonValue::array();
  for (const UseShare& share : shares) {
    JsonValue json = JsonValue::object();
    json.add_member("use", JsonValue::string(to_string(share.use)));
    json.add_member("name", JsonValue::string(share.name));
    json.add_member("amount", amounts_json(share.amount));
    json.add_member("cost", exact_json(share.cost));
    json.add_member("source", JsonValue::string(share.source));
    list.append(std::move(json));
  }
  return list;
}

JsonValue contents_json(const std::vector<HostContents>& contents, bool has_slots) {
  JsonValue list = JsonValue::array();
  for (const HostContents& hosts : contents) {
    JsonValue copies = JsonValue::array();
    for (const HostedCopies& hosted : hosts.copies) {
      JsonValue one = JsonValue::object();
      one.add_member("item", JsonValue::string(hosted.item));
      one.add_member("copies", JsonValue::integer(hosted.copies));
      copies.append(std::move(one));
    }
    JsonValue json = JsonValue::object();
    json.add_member("hosts", JsonValue::integer(hosts.hosts));
    json.add_member("copies", std::move(copies));
    json.add_member("free", amounts_json(exact_amounts(hosts.free)));
    json.add_member("free_slots", has_slots ? JsonValue::integer(hosts.free_slots) : JsonValue());
    json.add_member("limited_by", text_list_json(hosts.limited_by));
    list.append(std::move(json));
  }
  return list;
}

JsonValue pool_json(const PoolWaste& pool) {
  JsonValue json = JsonValue::object();
  json.add_member("pool", JsonValue::string(pool.pool));
  json.add_member("instance_type", JsonValue::string(pool.instance_type));
  json.add_member("hosts", JsonValue::integer(pool.hosts));
  json.add_member("advertised", amounts_json(pool.advertised));
  json.add_member("cost", exact_json(pool.cost));
  json.add_member("shares", shares_json(pool.shares));
  json.add_member("contents", contents_json(pool.contents, pool.has_slot_limit));
  return json;
}

JsonValue service_json(const FargateWaste& service) {
  JsonValue json = JsonValue::object();
  json.add_member("service", JsonValue::string(service.service));
  json.add_member("part", JsonValue::string(service.part));
  json.add_member("tasks", JsonValue::integer(service.tasks));
  json.add_member("requested", amounts_json(exact_amounts(service.requested)));
  json.add_member("billed", amounts_json(exact_amounts(service.billed)));
  json.add_member("rounding", amounts_json(exact_amounts(service.rounding)));
  json.add_member("rounding_cost_per_task", exact_json(service.rounding_cost_per_task));
  json.add_member("bought", amounts_json(service.bought));
  json.add_member("cost", exact_json(service.cost));
  json.add_member("shares", shares_json(service.shares));
  return json;
}

JsonValue marginal_costs_json(const std::vector<MarginalCost>& costs) {
  JsonValue list = JsonValue::array();
  for (const MarginalCost& cost : costs) {
    JsonValue json = JsonValue::object();
    json.add_member("service", JsonValue::string(cost.service));
    json.add_member("copies", JsonValue::integer(cost.copies));
    json.add_member("free_copies", JsonValue::integer(cost.free_copies));
    json.add_member("step_cost", exact_json(cost.step_cost));
    json.add_member("step_infrastructure", exact_json(cost.step_infrastructure));
    json.add_member("copies_per_step", JsonValue::integer(cost.copies_per_step));
    json.add_member("cost_per_copy", exact_json(cost.cost_per_copy()));
    json.add_member("hosts_before", text_list_json(cost.hosts_before));
    json.add_member("hosts_after", text_list_json(cost.hosts_after));
    json.add_member("no_step_because", JsonValue::string(cost.no_step_because));
    list.append(std::move(json));
  }
  return list;
}

JsonValue variants_json(const std::vector<CheaperVariant>& variants) {
  JsonValue list = JsonValue::array();
  for (const CheaperVariant& variant : variants) {
    JsonValue json = JsonValue::object();
    json.add_member("id", JsonValue::string(variant.id));
    json.add_member("change", JsonValue::string(variant.change));
    json.add_member("needs", JsonValue::string(variant.needs));
    json.add_member("risk", JsonValue::string(variant.risk));
    json.add_member("total_before", exact_json(variant.total_before));
    json.add_member("total_after", exact_json(variant.total_after));
    json.add_member("saving", exact_json(variant.saving()));
    json.add_member("plan_before", text_list_json(variant.plan_before));
    json.add_member("plan_after", text_list_json(variant.plan_after));
    list.append(std::move(json));
  }
  return list;
}

}  // namespace

JsonValue detail::waste_json(const Estimate& estimate) {
  if (!estimate.is_complete()) return {};
  const Waste waste = waste_of(estimate);
  JsonValue json = JsonValue::object();
  json.add_member("compute_cost", exact_json(waste.compute_cost));
  json.add_member("per_used_vcpu_hour", exact_json(waste.per_used_vcpu_hour));
  json.add_member("per_used_gib_hour", exact_json(waste.per_used_gib_hour));
  json.add_member("per_used_gpu_hour", exact_json(waste.per_used_gpu_hour));
  json.add_member("shares", shares_json(waste.shares));
  JsonValue pools = JsonValue::array();
  for (const PoolWaste& pool : waste.pools) pools.append(pool_json(pool));
  json.add_member("pools", std::move(pools));
  JsonValue services = JsonValue::array();
  for (const FargateWaste& service : waste.fargate) services.append(service_json(service));
  json.add_member("fargate", std::move(services));
  return json;
}

JsonValue to_json(const BillReview& review, const ReportOptions& options) {
  const Estimate& estimate = review.estimate;
  JsonValue json = JsonValue::object();
  json.add_member("schema_version", JsonValue::string("1"));
  json.add_member("kind", JsonValue::string("bill_review"));
  json.add_member("deployment", JsonValue::string(estimate.deployment.name()));
  json.add_member("region", JsonValue::string(estimate.region));
  json.add_member("period", detail::period_json(estimate.period));
  json.add_member("currency", JsonValue::string(estimate.currency.code()));
  json.add_member("price_book", detail::price_book_json(estimate.price_book_version, estimate.price_book_digest));
  json.add_member("shown_as", detail::rounding_json(options));
  json.add_member("options", detail::options_json(estimate.options));
  json.add_member("total", exact_json(estimate.total()));
  json.add_member("waste", detail::waste_json(estimate));
  json.add_member("marginal_costs", marginal_costs_json(review.marginal_costs));
  json.add_member("cheaper_variants", variants_json(review.cheaper_variants));
  return json;
}

}  // namespace container_tco
