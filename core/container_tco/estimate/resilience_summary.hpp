#pragma once
// What an estimate holds besides the tasks that it was asked for, in figures.

#include <cstdint>
#include <optional>
#include <string>

#include "container_tco/quantity/money.hpp"

namespace container_tco {

/// Zero where nothing is held. What it costs stands in the lines with a purpose.
struct Resilience {
  /// One sentence, the same for every deployment of a comparison.
  std::string availability_target;
  std::int64_t zone_loss_tasks = 0;  ///< Copies beyond the stated ones.
  std::int64_t zone_loss_hosts = 0;  ///< Hosts beyond those of a plan without these copies; may be below zero.
  /// Infrastructure with these copies less that without, whether or not lines of their own show it.
  std::optional<Money> zone_loss_cost = {};
  Rational rollout_task_hours;      ///< Of extra copies on Fargate, in the period.
  std::int64_t rollout_hosts = 0;   ///< Added at one time at the most, or standing ready.
  Rational rollout_host_hours;      ///< Of hosts that are added for a while or stand ready, in the period.
  Rational replacement_host_hours;  ///< Of hosts beside those that replace them, in the period.
  /// vCPU in flight on Fargate at the most (rule F26): what the quota has to allow. Nothing without Fargate tasks.
  std::optional<Rational> fargate_peak_vcpu = {};
};

}  // namespace container_tco
