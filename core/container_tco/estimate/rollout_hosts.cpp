// Hosts that are there for rollouts: the extra copies use the room that is left, and hosts are added for the rest.

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "container_tco/costing/purpose_lines.hpp"
#include "container_tco/costing/wording.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/host_limits.hpp"
#include "container_tco/estimate/host_room.hpp"
#include "container_tco/estimate/pool_hours.hpp"
#include "container_tco/estimate/resilience_defaults.hpp"
#include "container_tco/estimate/rollout_costs.hpp"

namespace container_tco {
namespace {

constexpr std::size_t most_terms_shown = 5;

// Services that roll out together, so many times in the period.
struct Occasion {
  Rational times;
  Rational minutes;  // Of the longest of them.
  std::string times_text;
  std::vector<ExtraCopies> extra;
};

std::vector<ServiceRollout> rollouts_on_hosts(const Ledger& ledger, const Workload& workload, const HostRooms& rooms,
                                              const Rational& wave_minutes) {
  std::vector<ServiceRollout> rollouts;
  for (const Service& service : workload.services) {
    auto rollout = rollout_of(ledger, service, rooms.copies_of(service.name), wave_minutes);
    if (rollout && rollout->shape.extra > 0) rollouts.push_back(*std::move(rollout));
  }
  return rollouts;
}

std::vector<Occasion> one_after_the_other(const std::vector<ServiceRollout>& rollouts) {
  std::vector<Occasion> occasions;
  for (const ServiceRollout& rollout : rollouts) {
    if (!rollout.releases) continue;
    occasions.push_back({*rollout.releases,
                         rollout.shape.minutes,
                         printable(rollout.service->name) + ": " + rollout.releases_text,
                         {{rollout.service->name, rollout.shape.extra}}});
  }
  return occasions;
}

// Services with few releases take part in as many of the occasions as they have.
std::vector<Occasion> all_at_once(const std::vector<ServiceRollout>& rollouts) {
  std::set<Rational> numbers;
  for (const ServiceRollout& rollout : rollouts) {
    if (rollout.releases) numbers.insert(*rollout.releases);
  }
  std::vector<Occasion> occasions;
  Rational before;
  for (const Rational& number : numbers) {
    Occasion occasion{number - before, Rational(), "", {}};
    for (const ServiceRollout& rollout : rollouts) {
      if (!rollout.releases || *rollout.releases < number) continue;
      occasion.minutes = max(occasion.minutes, rollout.shape.minutes);
      occasion.extra.push_back({rollout.service->name, rollout.shape.extra});
    }
    occasion.times_text = exact_count(static_cast<std::int64_t>(occasion.extra.size()), "service") +
                          " together: " + exact_count(occasion.times, "release");
    before = number;
    if (!occasion.times.is_zero()) occasions.push_back(std::move(occasion));
  }
  return occasions;
}

std::int64_t count_of(const ExtraHosts& hosts) {
  std::int64_t count = 0;
  for (const auto& [pool, number] : hosts) count += number;
  return count;
}

// The derivation of a pool's hours: a few terms are shown.
class Terms {
 public:
  void add(const std::string& term) {
    if (++count_ > most_terms_shown) return;
    text_ += (text_.empty() ? "" : " + ") + term;
  }
  std::string text() const {
    return count_ > most_terms_shown ? text_ + " + " + std::to_string(count_ - most_terms_shown) + " more" : text_;
  }

 private:
  std::size_t count_ = 0;
  std::string text_;
};

void add_temporary_hosts(Estimate& result, Ledger& ledger, const HostRooms& rooms,
                         const std::vector<Occasion>& occasions, const Rational& longer) {
  std::map<std::size_t, PoolHours> hours;
  std::map<std::size_t, Terms> terms;
  std::vector<ExtraHosts> added;
  for (const Occasion& occasion : occasions) {
    const ExtraHosts hosts = rooms.hosts_for(occasion.extra);
    added.push_back(hosts);
    result.resilience.rollout_hosts = std::max(result.resilience.rollout_hosts, count_of(hosts));
    const Rational minutes = max(occasion.minutes + longer, resilience_defaults().least_billed_host_minutes.value);
    for (const auto& [pool, count] : hosts) {
      hours[pool].hours += occasion.times * Rational(count) * minutes / Rational(60);
      terms[pool].add(occasion.times_text + " × " + exact_count(count, "host") + " × " + minutes.to_text() +
                      " min / 60");
    }
  }
  for (auto& [pool, of_pool] : hours) {
    of_pool.derivation = terms[pool].text();
    result.resilience.rollout_host_hours += of_pool.hours;
  }
  warn_beyond_limits(ledger, result, added, "During a rollout");
  add_pool_hours(ledger, result.pools, hours, purpose_rollout, "Hosts added during rollouts");
  ledger.assume("rollout_capacity",
                "Hosts are added while a rollout lasts, where the room on the others does not do: " +
                    exact_count(result.resilience.rollout_hosts, "host") + " at the most",
                "S20; assumption");
}

// The hosts of the largest rollout, whatever the releases: they are there all the time.
std::int64_t add_standing_hosts(Estimate& result, Ledger& ledger, const HostRooms& rooms,
                                const std::vector<ServiceRollout>& rollouts, bool at_once) {
  ExtraHosts most;
  std::vector<ExtraCopies> together;
  const auto keep_larger = [&](const ExtraHosts& hosts) {
    for (const auto& [pool, count] : hosts) most[pool] = std::max(most[pool], count);
  };
  for (const ServiceRollout& rollout : rollouts) {
    const ExtraCopies extra{rollout.service->name, rollout.shape.extra};
    if (at_once) {
      together.push_back(extra);
    } else {
      keep_larger(rooms.hosts_for({extra}));
    }
  }
  if (at_once) keep_larger(rooms.hosts_for(std::move(together)));
  std::map<std::size_t, PoolHours> hours;
  for (const auto& [pool, count] : most) {
    hours[pool] = {Rational(count) * ledger.period().hours(),
                   exact_count(count, "host") + " × " + ledger.period().hours().to_text() + " h"};
    result.resilience.rollout_host_hours += hours[pool].hours;
  }
  result.resilience.rollout_hosts = count_of(most);
  refuse_beyond_limits(result, most);
  add_pool_hours(ledger, result.pools, hours, purpose_rollout, "Hosts that stand ready for rollouts");
  ledger.assume("rollout_capacity",
                exact_count(count_of(most), "host") + " more than the tasks need stand ready for " +
                    (at_once ? "rollouts of all services at once" : "the largest rollout of each kind of host"),
                "user");
  return count_of(most);
}

}  // namespace

std::int64_t add_host_rollouts(Estimate& result, Ledger& ledger, const Workload& workload,
                               const ResilienceOptions& options) {
  if (result.pools.empty()) return 0;
  if (options.rollout_capacity == RolloutCapacity::none) {
    ledger.assume("rollout_capacity", "No host is held or added for rollouts: they wait for room on those that run",
                  "user");
    return 0;
  }
  if (options.rollout_capacity == RolloutCapacity::temporary && !has_known_releases(workload)) return 0;
  const HostRooms rooms(result.pools, hourly_costs(ledger, result.pools));
  const bool is_standing = options.rollout_capacity == RolloutCapacity::standing;
  const Rational minutes = is_standing ? Rational(1) : rollout_minutes(ledger, options);  // Of no use to what stands.
  const std::vector<ServiceRollout> rollouts = rollouts_on_hosts(ledger, workload, rooms, minutes);
  ledger.assume("rollout_order",
                options.rollouts_at_once ? "All services that are released roll out at once"
                                         : "Services roll out one after the other",
                options.rollouts_at_once ? "user" : "assumption");
  if (is_standing) return add_standing_hosts(result, ledger, rooms, rollouts, options.rollouts_at_once);
  const std::vector<Occasion> occasions =
      options.rollouts_at_once ? all_at_once(rollouts) : one_after_the_other(rollouts);
  add_temporary_hosts(result, ledger, rooms, occasions, host_minutes(ledger, options));
  return 0;
}

}  // namespace container_tco
