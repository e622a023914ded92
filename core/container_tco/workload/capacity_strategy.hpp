#pragma once
// Capacity provider strategies of ECS (rules S21, S22, F21): on which capacity a service runs how many of its tasks.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace container_tco {

enum class CapacityKind { fargate, fargate_spot, auto_scaling_group, managed_instances };
std::string to_string(CapacityKind kind);

/// One capacity provider of a strategy.
struct CapacityShare {
  std::string provider;  ///< Its name, e.g. "FARGATE" or "arm-spot-hosts"
  CapacityKind kind = CapacityKind::auto_scaling_group;
  /// Bought as Spot: FARGATE_SPOT, and Managed Instances whose launch template says so. What an Auto Scaling group
  /// buys, its provider does not say.
  bool is_spot = false;
  std::int64_t base = 0;    ///< 0 to 100,000: so many tasks run here before weights count.
  std::int64_t weight = 0;  ///< 0 to 1,000
  /// Managed scaling of an Auto Scaling group: how full its hosts shall be (rule S18). Nothing when not given.
  std::optional<std::int64_t> target_capacity_percent;

  friend bool operator==(const CapacityShare&, const CapacityShare&) = default;
};

/// How many of `count` tasks run on each provider, in the order of `strategy`: its base first, then the rest by weight.
/// ECS does not publish how it rounds: whole shares first, then one each to the largest remainders, among equal ones in
/// the order given. Throws InvalidInputError as validate_strategy does, and for a negative count.
std::vector<std::int64_t> split_by_strategy(const std::vector<CapacityShare>& strategy, std::int64_t count);

/// Throws InvalidInputError unless a strategy, if it is not empty, has at most 20 providers, each once, one of them
/// with a base, numbers within bounds and a weight above 0, and mixes neither Fargate, nor Managed Instances, nor Auto
/// Scaling groups with one another. `field` names it in messages.
void validate_strategy(const std::vector<CapacityShare>& strategy, const std::string& field);

}  // namespace container_tco
