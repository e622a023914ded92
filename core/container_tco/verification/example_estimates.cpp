#include "container_tco/verification/example_scope.hpp"

namespace container_tco {
namespace {

template <typename T>
const T& section(const Named<T>& named, const std::string& name, const std::string& singular,
                 const std::string& plural) {
  if (const T* found = find_named(named, name)) return *found;
  const auto spelled = [&](const std::string& known) { return known.empty() ? singular : plural + "/" + known; };
  std::vector<std::string> names;
  for (const auto& [known, value] : named) names.push_back(spelled(known));
  refuse_reference(spelled(name), names);
}

Money rate(const PriceBook& book, const std::string& key, const std::string& region) {
  const PriceRow& row = book.price(key, region);
  return Money(single_price(row), row.tiers.front().price.currency());
}

std::string fargate_key(const ExampleFargateSize& size) {
  const std::string plane = size.control_plane == ControlPlane::ecs ? "ecs" : "eks";
  return "fargate/" + plane + "/" + to_string(size.operating_system) + "/" + to_string(size.architecture) + "/";
}

FargateRates fargate_rates(const ExampleFargateSize& size, const PriceBook& book, const std::string& region) {
  const std::string key = fargate_key(size);
  FargateRates rates{rate(book, key + "vcpu", region), rate(book, key + "memory", region), std::nullopt};
  if (size.operating_system == OperatingSystem::windows_os) {
    rates.licence_vcpu_hour = rate(book, key + "licence", region);
  }
  return rates;
}

}  // namespace

Workload ExampleScope::workload_of(const ExampleEstimate& wanted) const {
  ReadResult read = read_workload(wanted.workload);
  if (!read.problems.empty()) {
    throw InvalidInputError("workload", read.problems.front().file + ": " + read.problems.front().message,
                            "documents that can be read");
  }
  return std::move(read.workload);
}

Figure ExampleScope::estimate_section(const std::string& name, const std::string& rest) {
  const ExampleEstimate& wanted = section(example_.estimates, name, "estimate", "estimates");
  auto found = estimates_.find(name);
  if (found == estimates_.end()) {
    Estimate made = estimate(workload_of(wanted), wanted.deployment.value(), overlaid_book(), wanted.options);
    found = estimates_.emplace(name, std::move(made)).first;
  }
  return estimate_figure(found->second, rest);
}

Figure ExampleScope::comparison_section(const std::string& rest) {
  if (!example_.comparison) refuse_reference("comparison/" + rest, {});
  const ExampleEstimate& wanted = *example_.comparison;
  if (!comparison_) comparison_ = compare(workload_of(wanted), overlaid_book(), wanted.options, wanted.deployments);
  return comparison_figure(*comparison_, rest);
}

Figure ExampleScope::size_section(const std::string& name, const std::string& rest) {
  const ExampleFargateSize& size = section(example_.fargate_sizes, name, "fargate_size", "fargate_sizes");
  Task task;
  task.operating_system = size.operating_system;
  task.architecture = size.architecture;
  task.request = size.request;
  task.fargate_request = size.request;
  task.ephemeral_storage = size.ephemeral_storage;
  const FargateRates rates = fargate_rates(size, overlaid_book(), example_.region);
  return fargate_size_figure(size_fargate_task(task, size.control_plane, rates, size.sidecars), rest);
}

Figure ExampleScope::host_section(const std::string& name, const std::string& rest) {
  const ExampleHostCapacity& host = section(example_.host_capacities, name, "host_capacity", "host_capacities");
  const InstanceType& type = book_.instance_type(host.instance_type);
  return host_capacity_figure(host_capacity(type, host.control_plane, host.operating_system, host.setup), rest);
}

}  // namespace container_tco
