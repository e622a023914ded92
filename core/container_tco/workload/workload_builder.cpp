#include "container_tco/workload/workload_builder.hpp"

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/workload/name_list.hpp"
#include "container_tco/workload/rollout_assumption.hpp"

namespace container_tco {
namespace {

// The origin ends with " at " and a JSON path.
std::string file_of(const Service& service) {
  const std::size_t end = service.origin.rfind(" at ");
  return end == std::string::npos ? service.origin : service.origin.substr(0, end);
}

std::string base_name(const std::string& file) { return file.substr(file.find_last_of("/\\") + 1); }

bool is_empty(const Surroundings& s) {
  return !s.egress && !s.nat_gateways && !s.interface_endpoints && !s.application_load_balancers &&
         !s.alb_lcu_per_hour && !s.network_load_balancers && !s.nlb_lcu_per_hour && !s.inter_az_gb_per_month &&
         !s.image_versions_kept && !s.eks_extended_support;
}

}  // namespace

Assumption assume_one_task(const std::string& service_name) {
  return {"desired_count",
          "No document says how many tasks of \"" + printable(service_name) + "\" run: one is assumed.", "assumption"};
}

bool WorkloadBuilder::insert(Service& service, const std::string& name, const Place& place) {
  if (!names_.emplace(name, place).second) return false;
  service.name = name;
  result_.workload.services.push_back(std::move(service));
  return true;
}

const Service* WorkloadBuilder::add(Service service, const std::string& cluster) {
  const Place place{file_of(service), cluster};
  const std::string name = service.name;
  bool added = insert(service, name, place);
  if (!added) {
    const Place taken = names_.at(name);
    if (!cluster.empty() && cluster != taken.cluster) added = insert(service, name + " (" + cluster + ")", place);
    if (!added && place.file != taken.file) {
      added = insert(service, name + " (" + base_name(place.file) + ")", place);
    }
    if (!added) {
      report(place.file, service.origin + ": expected a service name of its own, found '" + printable(name) +
                             "' again (first in " + taken.file + "). Give it another name; it was left out");
    }
  }
  return added ? &result_.workload.services.back() : nullptr;
}

void WorkloadBuilder::assume(const Assumption& assumption) {
  if (assumed_.emplace(assumption.id, assumption.text).second) result_.workload.assumptions.push_back(assumption);
}

void WorkloadBuilder::ignore(const std::string& file, const std::string& what) {
  result_.ignored.push_back(file + ": " + what);
}

void WorkloadBuilder::report(const std::string& file, const std::string& message) {
  result_.problems.push_back({file, message});
}

void WorkloadBuilder::assume_totals_without_problems() {
  std::vector<std::string> files;
  for (const InputProblem& problem : result_.problems) {
    if (std::find(files.begin(), files.end(), problem.file) == files.end()) files.push_back(problem.file);
  }
  if (files.empty() || result_.workload.services.empty()) return;
  assume(
      {"inputs_not_used",
       "Inputs that could not be used, in whole or in part, so every total lacks what they hold: " + list_some(files),
       "assumption"});
}

ReadResult WorkloadBuilder::finish() && {
  assume_default_rollouts(result_.workload);
  return std::move(result_);
}

// A service whose name is taken gets another one, by which the others of its documents then call it.
void WorkloadBuilder::add_neighbours(std::vector<Service> services) {
  std::map<std::string, std::string> names;
  const std::size_t first = result_.workload.services.size();
  for (Service& service : services) {
    const std::string name = service.name;
    if (const Service* added = add(std::move(service))) names[name] = added->name;
  }
  for (std::size_t i = first; i < result_.workload.services.size(); ++i) {
    std::vector<std::string>& apart = result_.workload.services[i].apart_from;
    std::erase_if(apart, [&](const std::string& name) { return !names.contains(name); });
    for (std::string& name : apart) name = names.at(name);
  }
}

void WorkloadBuilder::join(ReadResult other, const std::string& file) {
  Workload& into = result_.workload;
  if (into.name.empty()) into.name = other.workload.name;
  add_neighbours(std::move(other.workload.services));
  for (const Assumption& assumption : other.workload.assumptions) assume(assumption);
  for (InputProblem& problem : other.problems) result_.problems.push_back(std::move(problem));
  for (std::string& ignored : other.ignored) result_.ignored.push_back(std::move(ignored));
  if (is_empty(other.workload.surroundings)) return;
  if (!is_empty(into.surroundings)) {
    report(file, file + ": expected surroundings in one scenario only, found them again. The first ones are used");
    return;
  }
  into.surroundings = std::move(other.workload.surroundings);
}

}  // namespace container_tco
