#include "container_tco/comparison/capacity_warnings.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>
#include <variant>

#include "container_tco/comparison/readable_number.hpp"
#include "container_tco/error.hpp"

namespace container_tco::detail {
namespace {

// Capacity that is bought is told apart from what is asked for when it is a quarter more.
const Rational& notable_excess() {
  static const Rational excess = Rational::ratio(5, 4);
  return excess;
}

// Warnings by text, each with the deployments that it concerns, in order of appearance.
class Warnings {
 public:
  void add(const std::string& deployment, const std::string& text) {
    for (auto& [known, deployments] : entries_) {
      if (known != text) continue;
      deployments += ", " + deployment;
      return;
    }
    entries_.emplace_back(text, deployment);
  }
  std::vector<std::string> sentences() const {
    std::vector<std::string> result;
    for (const auto& [text, deployments] : entries_) result.push_back(deployments + ": " + text);
    return result;
  }

 private:
  std::vector<std::pair<std::string, std::string>> entries_;
};

std::string hosts_text(std::int64_t hosts) { return counted(Rational(hosts), "host"); }

// Without end: many services of many tasks exceed 64 bits of bytes.
struct SumOfSizes {
  Rational vcpu;
  Rational gib;
  void add(const Resources& each, std::int64_t count) {
    vcpu += each.cpu.vcpu() * Rational(count);
    gib += each.memory.gib() * Rational(count);
  }
  std::string text() const { return readable_number(vcpu, 2) + " vCPU and " + readable_number(gib, 2) + " GiB"; }
};

// Hosts that were planned together: the pools of a fleet, or a pool by itself.
struct HostSet {
  std::string text;  ///< "pool linux/x86_64", "fleet linux"
  std::optional<Rational> measured_fill_fraction;
  bool is_planned = true;  ///< All pools have plans.
  std::int64_t hosts = 0;
  std::int64_t standby_hosts = 0;
  std::set<std::int64_t> zones;
  SumOfSizes requested;
  SumOfSizes room;

  /// The share of the room that tasks request, by the fuller resource.
  Rational fill() const {
    const auto share = [](const Rational& need, const Rational& space) {
      return space > Rational(0) ? need / space : Rational();
    };
    return max(share(requested.vcpu, room.vcpu), share(requested.gib, room.gib));
  }
  void add(const HostPool& pool) {
    measured_fill_fraction = pool.measured_fill_fraction;
    hosts += pool.hosts;
    requested.add(pool.requested, 1);
    room.add(pool.room_of_host(), pool.hosts);
    is_planned = is_planned && pool.plan.has_value();
    if (!pool.plan) return;
    standby_hosts += pool.plan->standby_hosts;
    for (const PackedHosts& group : pool.plan->hosts) zones.insert(group.zone);
  }
};

std::vector<HostSet> host_sets(const Estimate& estimate) {
  std::vector<HostSet> sets;
  for (const HostPool& pool : estimate.pools) {
    const std::string text = pool.fleet.empty() ? "pool " + pool.name : "fleet " + pool.fleet;
    auto set = std::find_if(sets.begin(), sets.end(), [&](const HostSet& known) { return known.text == text; });
    if (set == sets.end()) {
      sets.emplace_back();
      set = std::prev(sets.end());
      set->text = text;
    }
    set->add(pool);
  }
  return sets;
}

void warn_of_shared_cpu(const std::string& deployment, const HostPool& pool, const PriceBook& book,
                        Warnings& warnings) {
  const InstanceType& type = book.instance_type(pool.instance_type);
  if (!type.burstable) return;
  const std::string baseline = type.baseline_cpu_percent
                                   ? readable_number(*type.baseline_cpu_percent) + " % of each vCPU"
                                   : "a part of each vCPU";
  warnings.add(deployment,
               "Hosts of type " + type.name + " may use only " + baseline +
                   " for long; the rest is burst, paid apart and not counted here. Fargate has no such limit.");
}

void warn_of_fill(const std::string& deployment, const HostSet& set, Warnings& warnings) {
  if (set.measured_fill_fraction) {
    warnings.add(deployment, hosts_text(set.hosts) + " of " + set.text + " follow a measured fill of " +
                                 readable_percent(*set.measured_fill_fraction) +
                                 "; whether every task finds a place on them was not checked.");
    return;
  }
  const Rational fill = set.fill();
  if (fill > Rational(0) && Rational(1) / fill >= notable_excess()) {
    warnings.add(deployment, "Tasks request " + readable_percent(fill) + " of the room on " + hosts_text(set.hosts) +
                                 " of " + set.text + ". The rest is paid for and can be used.");
  }
}

std::string capitalised(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 32);
  return text;
}

void warn_of_redundancy(const std::string& deployment, const HostSet& set, Warnings& warnings) {
  if (set.hosts == 1) {
    warnings.add(deployment,
                 capitalised(set.text) + " is one host: all its tasks stop with it. Fargate tasks fail one by one.");
  } else if (set.is_planned && set.zones.size() == 1) {
    warnings.add(deployment, "All hosts of " + set.text + " stand in one zone; Fargate can spread tasks over zones.");
  }
  if (set.standby_hosts > 0) {
    warnings.add(deployment, hosts_text(set.standby_hosts) + " of " + set.text +
                                 " stand by for growth. Fargate has no such reserve and needs none.");
  }
}

// "a, b and 3 more".
std::string named(const std::vector<std::string>& names) {
  constexpr std::size_t most_names = 5;
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < most_names; ++i) text += (i > 0 ? ", " : "") + printable(names[i]);
  if (names.size() > most_names) text += " and " + std::to_string(names.size() - most_names) + " more";
  return text;
}

// Services that differ on hosts for the same reason.
struct ServiceGroup {
  bool (*contains)(const Service&);
  const char* what;        ///< Stands before their names.
  const char* difference;  ///< Follows them.
};
constexpr ServiceGroup service_groups[] = {
    {[](const Service& service) { return service.is_daemon && service.daemon_as_sidecar; },
     "Daemons that run once on each host: ", ". On Fargate each is a sidecar of every task."},
    {[](const Service& service) { return service.is_daemon && !service.daemon_as_sidecar; },
     "Daemons that run once on each host: ", ". On Fargate they are left out."},
    {[](const Service& service) { return !service.is_daemon && std::holds_alternative<RunDemand>(service.demand); },
     "Runs from time to time: ",
     ". Hosts stand ready all the time for the most runs at once, and more would have to wait; Fargate is paid while a "
     "run lasts."},
    {[](const Service& service) { return !service.is_daemon && std::holds_alternative<ProfileDemand>(service.demand); },
     "Follows a demand over time: ",
     ". Hosts stand ready all the time for its peak; Fargate is paid for the tasks of each moment."},
    {[](const Service& service) { return !service.is_daemon && service.task.request.cpu == Cpu(); },
     "Tasks without a CPU reservation: ",
     ". On hosts they may use any CPU that is idle, on Fargate they have that of their task size."},
};

void warn_of_services(const std::string& deployment, const Workload& workload, Warnings& warnings) {
  for (const ServiceGroup& group : service_groups) {
    std::vector<std::string> names;
    for (const Service& service : workload.services) {
      if (group.contains(service) && (service.is_daemon || peak_count(service.demand) > 0))
        names.push_back(service.name);
    }
    if (!names.empty()) warnings.add(deployment, group.what + named(names) + group.difference);
  }
}

bool is_notably_more(const FargatePurchase& purchase) {
  const auto exceeds = [](std::int64_t bought, std::int64_t asked) {
    return asked > 0 && Rational::ratio(bought, asked) >= notable_excess();
  };
  return exceeds(Cpu::from_units(purchase.task.size.cpu_units).ticks(), purchase.requested.cpu.ticks()) ||
         exceeds(Bytes::from_mib(purchase.task.size.memory_mib).bytes(), purchase.requested.memory.bytes());
}

void warn_of_sizes(const std::string& deployment, const std::vector<FargatePurchase>& purchases, Warnings& warnings) {
  std::vector<std::string> names;
  SumOfSizes asked;
  SumOfSizes bought;
  for (const FargatePurchase& purchase : purchases) {
    if (!is_notably_more(purchase)) continue;
    names.push_back(purchase.service);
    asked.add(purchase.requested, purchase.tasks);
    bought.add({Cpu::from_units(purchase.task.size.cpu_units), Bytes::from_mib(purchase.task.size.memory_mib), 0},
               purchase.tasks);
  }
  if (names.empty()) return;
  warnings.add(deployment, "The sizes that Fargate sells give at least a quarter more than is asked for to " +
                               named(names) + ": " + bought.text() + " for " + asked.text() +
                               " in all. What is more is paid for and can be used.");
}

}  // namespace

std::vector<std::string> capacity_warnings(const Workload& workload, const PriceBook& book,
                                           const std::vector<Estimate>& estimates) {
  Warnings warnings;
  for (const Estimate& estimate : estimates) {
    if (!estimate.is_complete()) continue;
    const std::string deployment = estimate.deployment.name();
    for (const HostPool& pool : estimate.pools) warn_of_shared_cpu(deployment, pool, book, warnings);
    for (const HostSet& set : host_sets(estimate)) {
      warn_of_fill(deployment, set, warnings);
      warn_of_redundancy(deployment, set, warnings);
    }
    if (estimate.deployment.uses_hosts()) warn_of_services(deployment, workload, warnings);
    warn_of_sizes(deployment, estimate.fargate, warnings);
  }
  return warnings.sentences();
}

}  // namespace container_tco::detail
