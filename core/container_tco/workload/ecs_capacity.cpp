#include "container_tco/workload/ecs_capacity.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "container_tco/workload/ecs_catalogue.hpp"
#include "container_tco/workload/input_limits.hpp"

namespace container_tco {
namespace {

// Providers may be named by their ARN, too.

std::optional<std::int64_t> read_target_capacity(const JsonCursor& group) {
  const std::optional<JsonCursor> scaling = group.find("managedScaling");
  if (!scaling || scaling->optional_text("status") == "DISABLED") return std::nullopt;
  return scaling->optional_integer("targetCapacity", 1, 100);
}

bool buys_spot(const JsonCursor& managed_instances) {
  const std::optional<JsonCursor> launch = managed_instances.find("instanceLaunchTemplate");
  return launch && launch->optional_text("capacityOptionType") == "SPOT";
}

std::optional<CapacityKind> aws_provider_kind(const std::string& name) {
  if (name == "FARGATE") return CapacityKind::fargate;
  if (name == "FARGATE_SPOT") return CapacityKind::fargate_spot;
  return std::nullopt;
}

CapacityShare read_share(const JsonCursor& item, const EcsCapacityProviders& providers,
                         std::vector<std::string>& unknown) {
  CapacityShare share;
  share.provider = name_of_arn(item.at("capacityProvider").text());
  if (share.provider.empty()) item.at("capacityProvider").fail("the name of a capacity provider");
  share.base = item.optional_integer("base", 0, max_strategy_base).value_or(0);
  share.weight = item.optional_integer("weight", 0, max_strategy_weight).value_or(0);
  const auto known = providers.find(share.provider);
  if (const auto kind = aws_provider_kind(share.provider)) {
    share.kind = *kind;
    share.is_spot = *kind == CapacityKind::fargate_spot;
  } else if (known != providers.end()) {
    share.kind = known->second.kind;
    share.is_spot = known->second.is_spot;
    share.target_capacity_percent = known->second.target_capacity_percent;
  } else {
    unknown.push_back(share.provider);
  }
  return share;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// ECS mixes no kinds, so that a provider without a document is of the kind of those beside it that have one.
void take_kind_of_known(EcsCapacityStrategy& strategy) {
  for (const CapacityShare& known : strategy.shares) {
    if (known.kind != CapacityKind::managed_instances) continue;
    for (CapacityShare& share : strategy.shares) {
      if (contains(strategy.unknown_providers, share.provider)) share.kind = CapacityKind::managed_instances;
    }
    return;
  }
}

}  // namespace

EcsCapacityProvider read_ecs_capacity_provider(const JsonCursor& document) {
  EcsCapacityProvider provider;
  provider.name = document.at("name").text();
  provider.file = document.file();
  const std::string type = document.optional_text("type").value_or("");
  if (const auto kind = aws_provider_kind(provider.name)) {
    provider.kind = *kind;
    provider.is_spot = *kind == CapacityKind::fargate_spot;
  } else if (const auto managed = document.find("managedInstancesProvider"); managed || type == "MANAGED_INSTANCES") {
    provider.kind = CapacityKind::managed_instances;
    provider.is_spot = managed && buys_spot(*managed);
  } else if (const auto group = document.find("autoScalingGroupProvider")) {
    provider.target_capacity_percent = read_target_capacity(*group);
  }
  return provider;
}

EcsCapacityStrategy read_ecs_capacity_strategy(const JsonCursor& owner, std::string_view member,
                                               const EcsCapacityProviders& providers) {
  EcsCapacityStrategy strategy;
  for (const JsonCursor& item : owner.items_of(member)) {
    strategy.shares.push_back(read_share(item, providers, strategy.unknown_providers));
  }
  take_kind_of_known(strategy);
  try {
    validate_strategy(strategy.shares, std::string(member));
  } catch (const InvalidInputError& error) {
    throw ParseError(owner.at(member).location(), error.allowed(), error.value(),
                     "ECS refuses such a strategy. Correct it, or give the tasks to several services");
  }
  return strategy;
}

}  // namespace container_tco
