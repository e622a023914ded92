#include "container_tco/verification/example_document.hpp"

namespace container_tco {
namespace {

constexpr std::size_t max_estimates = 50;

void read_hosts(const JsonCursor& cursor, HostPlanOptions& hosts) {
  cursor.expect_only({"instance_types", "families", "exclude", "current_generation_only", "burstable", "bare_metal",
                      "zones", "min_hosts", "target_capacity_percent", "measured_fill_fraction", "setup",
                      "provisioning", "fleet_iterations", "strong_bound"});
  CandidateFilter& filter = hosts.candidates;
  if (cursor.has("instance_types")) filter.instance_types = cursor.texts_of("instance_types");
  if (cursor.has("families")) filter.families = cursor.texts_of("families");
  if (cursor.has("exclude")) filter.exclude = cursor.texts_of("exclude");
  filter.current_generation_only =
      cursor.optional_boolean("current_generation_only").value_or(filter.current_generation_only);
  filter.burstable = cursor.optional_boolean("burstable").value_or(filter.burstable);
  filter.bare_metal = cursor.optional_boolean("bare_metal").value_or(filter.bare_metal);
  hosts.zones = cursor.optional_integer("zones", 1, 100).value_or(hosts.zones);
  hosts.min_hosts = cursor.optional_integer("min_hosts", 0, 1000000).value_or(hosts.min_hosts);
  hosts.target_capacity_percent =
      cursor.optional_integer("target_capacity_percent", 1, 100).value_or(hosts.target_capacity_percent);
  if (const auto fill = cursor.optional_decimal("measured_fill_fraction")) hosts.measured_fill_fraction = *fill;
  if (const auto kind = cursor.find("provisioning")) hosts.provisioning = parse_at(*kind, &parse_provisioning);
  hosts.fleet_iterations = cursor.optional_integer("fleet_iterations", 0, 10000000).value_or(hosts.fleet_iterations);
  hosts.strong_bound = cursor.optional_boolean("strong_bound").value_or(hosts.strong_bound);
  if (const auto setup = cursor.find("setup")) hosts.setup = read_host_setup(*setup);
}

void read_labour(const JsonCursor& cursor, LabourOptions& labour, const Currency& currency) {
  cursor.expect_only({"level", "country", "hourly_rate", "ec2_hours_per_month", "fargate_hours_per_month"});
  if (const auto level = cursor.find("level")) labour.level = parse_at(*level, &parse_labour_level);
  labour.country = cursor.optional_text("country").value_or(labour.country);
  if (const auto rate = cursor.find("hourly_rate")) labour.hourly_rate = Money(read_fraction(*rate), currency);
  if (const auto hours = cursor.find("ec2_hours_per_month")) labour.ec2_hours_per_month = read_fraction(*hours);
  if (const auto hours = cursor.find("fargate_hours_per_month")) labour.fargate_hours_per_month = read_fraction(*hours);
}

void read_resilience(const JsonCursor& cursor, ResilienceOptions& resilience) {
  cursor.expect_only({"survive_zone_loss", "rollout_minutes", "rollout_capacity", "rollouts_at_once", "host_minutes",
                      "host_replacements_per_month", "replacement_minutes"});
  const auto read_number = [&](const char* name, std::optional<Rational>& number) {
    if (const auto given = cursor.optional_decimal(name)) number = *given;
  };
  resilience.survive_zone_loss = cursor.optional_boolean("survive_zone_loss").value_or(resilience.survive_zone_loss);
  resilience.rollouts_at_once = cursor.optional_boolean("rollouts_at_once").value_or(resilience.rollouts_at_once);
  if (const auto capacity = cursor.find("rollout_capacity")) {
    resilience.rollout_capacity = parse_at(*capacity, &parse_rollout_capacity);
  }
  read_number("rollout_minutes", resilience.rollout_minutes);
  read_number("host_minutes", resilience.host_minutes);
  read_number("host_replacements_per_month", resilience.host_replacements_per_month);
  read_number("replacement_minutes", resilience.replacement_minutes);
}

std::vector<InputDocument> read_workload_documents(const JsonCursor& cursor) {
  std::vector<InputDocument> documents;
  const auto add = [&documents](const JsonCursor& document) {
    if (!document.value().is_object()) document.fail("a workload document: an object");
    if (document.has("options")) {
      document.at("options").fail("a workload without `options`", "Put them into the `options` of the example");
    }
    documents.push_back({document.file() + " " + document.path(), document.value().dump(-1)});
  };
  if (cursor.value().is_array()) {
    for (const JsonCursor& item : cursor.items()) add(item);
  } else {
    add(cursor);
  }
  if (documents.empty()) cursor.fail("at least one workload document");
  return documents;
}

// What an estimate says of its own, on top of `inherited`.
ExampleEstimate read_estimate(const JsonCursor& cursor, ExampleEstimate inherited, const Currency& currency) {
  inherited.where = cursor.location();
  if (const auto workload = cursor.find("workload")) inherited.workload = read_workload_documents(*workload);
  if (const auto deployment = cursor.find("deployment")) {
    inherited.deployment = parse_at(*deployment, &Deployment::parse);
  }
  for (const JsonCursor& item : cursor.items_of("deployments")) {
    inherited.deployments.push_back(parse_at(item, &Deployment::parse));
  }
  if (const auto region = cursor.optional_text("region")) inherited.options.region = *region;
  if (const auto period = cursor.find("period")) inherited.options.period = parse_at(*period, &BillingPeriod::parse);
  if (const auto options = cursor.find("options")) read_shared_options(*options, inherited.options, currency);
  if (inherited.workload.empty()) cursor.fail("a `workload`, here or in the example");
  return inherited;
}

}  // namespace

void read_shared_options(const JsonCursor& cursor, EstimateOptions& options, const Currency& currency) {
  cursor.expect_only({"hosts", "labour", "resilience", "kubernetes_version", "as_of"});
  options.kubernetes_version = cursor.optional_text("kubernetes_version").value_or(options.kubernetes_version);
  options.as_of = cursor.optional_text("as_of").value_or(options.as_of);
  if (const auto hosts = cursor.find("hosts")) read_hosts(*hosts, options.hosts);
  if (const auto resilience = cursor.find("resilience")) read_resilience(*resilience, options.resilience);
  if (const auto labour = cursor.find("labour")) read_labour(*labour, options.labour, currency);
}

HostOptions read_host_setup(const JsonCursor& cursor) {
  cursor.expect_only({"memory_overhead_fraction", "ecs_reserved_memory_mib", "eni_trunking", "prefix_delegation",
                      "custom_networking", "max_pods", "root_disk_gib"});
  HostOptions setup;
  setup.memory_overhead_fraction = cursor.optional_decimal("memory_overhead_fraction");
  setup.ecs_reserved_memory_mib = cursor.optional_integer("ecs_reserved_memory_mib", 0, 10000000).value_or(0);
  setup.eni_trunking = cursor.optional_boolean("eni_trunking").value_or(false);
  setup.prefix_delegation = cursor.optional_boolean("prefix_delegation").value_or(false);
  setup.custom_networking = cursor.optional_boolean("custom_networking").value_or(false);
  setup.max_pods = cursor.optional_integer("max_pods", 1, 100000);
  setup.root_disk_gib = cursor.optional_integer("root_disk_gib", 1, 65536);
  return setup;
}

void read_estimates(const JsonCursor& cursor, ExampleDocument& example) {
  ExampleEstimate shared;
  shared.options.region = example.region;
  shared.options.period = example.period;
  if (const auto workload = cursor.find("workload")) shared.workload = read_workload_documents(*workload);
  if (const auto options = cursor.find("options")) read_shared_options(*options, shared.options, example.currency);

  example.estimates = read_named<ExampleEstimate>(cursor, "", "estimates", [&](const JsonCursor& member) {
    member.expect_only({"workload", "deployment", "region", "period", "options"});
    ExampleEstimate estimate = read_estimate(member, shared, example.currency);
    if (!estimate.deployment) {
      if (!cursor.has("deployment")) member.fail("a `deployment`, here or in the example");
      estimate.deployment = parse_at(cursor.at("deployment"), &Deployment::parse);
    }
    return estimate;
  });
  if (example.estimates.size() > max_estimates) cursor.at("estimates").fail("at most 50 estimates");
  if (const auto member = cursor.find("comparison")) {
    member->expect_only({"workload", "deployments", "region", "period", "options"});
    example.comparison = read_estimate(*member, shared, example.currency);
  }
  const bool has_estimates = !example.estimates.empty() || example.comparison.has_value();
  if (shared.workload.empty() == cursor.has("deployment") && !has_estimates) {
    cursor.fail("`workload` and `deployment` together", "One without the other prices nothing");
  }
  if (cursor.has("deployment") && !shared.workload.empty()) {
    shared.deployment = parse_at(cursor.at("deployment"), &Deployment::parse);
    shared.where = cursor.location();
    example.estimates.emplace_back("", shared);
  }
}

}  // namespace container_tco
