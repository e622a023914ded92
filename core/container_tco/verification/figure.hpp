#pragma once
// What a reference of a worked example stands for. Not part of the library's interface.

#include <string>
#include <vector>

#include "container_tco/comparison/comparison.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/estimate.hpp"
#include "container_tco/verification/expression.hpp"

namespace container_tco {

struct Figure {
  Rational value;
  std::vector<Rational> addends;  ///< What `round_lines_then_sum` rounds one by one; empty when it is no sum.
  std::string text;               ///< Set for words; `value` then means nothing.

  static Figure number(Rational value) { return {std::move(value), {}, {}}; }
  static Figure word(std::string text) { return {Rational(), {}, std::move(text)}; }
  static Figure sum(std::vector<Rational> addends);
  bool is_word() const { return !text.empty(); }
};

/// "total", "infrastructure", "labour", "labour_hours", "verdict", "hosts", "category/<category>", "service/<service>",
/// "line/<id>", "quantity/<line id>", "unit_price/<line id>", "tasks/<service>", "task_hours/<service>",
/// "vcpu/<service>", "memory_gib/<service>", "pool/<name>/hosts", "pool/<name>/instance_type",
/// "pool/<name>/fill_fraction", "pool/<name>/lower_bound". Throws InvalidInputError for any other name, and for money
/// of an estimate that is impossible or incomplete.
Figure estimate_figure(const Estimate& estimate, const std::string& name);

/// "best", or "<deployment>/<name of an estimate's figure>", or "break_even/<input>/<hosts deployment>/<Fargate
/// deployment>".
Figure comparison_figure(const Comparison& comparison, const std::string& name);

/// "vcpu", "cpu_units", "memory_gib", "memory_mib", "ephemeral_storage_gib", "billed_ephemeral_storage_gib".
Figure fargate_size_figure(const FargateTask& task, const std::string& name);

/// "vcpu", "memory_mib", "memory_gib", "network_slots".
Figure host_capacity_figure(const HostCapacity& capacity, const std::string& name);

/// Throws InvalidInputError for `name`, with the nearest of `known`.
[[noreturn]] void refuse_reference(const std::string& name, const std::vector<std::string>& known);

/// The part of `path` up to its first '/', and what follows it.
struct SplitReference {
  std::string head;
  std::string rest;
};
SplitReference split_reference(const std::string& path);

}  // namespace container_tco
