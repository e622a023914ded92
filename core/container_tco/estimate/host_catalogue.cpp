#include "container_tco/estimate/host_catalogue.hpp"

#include <limits>
#include <optional>

#include "container_tco/costing/host_costs.hpp"
#include "container_tco/estimate/candidates.hpp"
#include "container_tco/estimate/managed_host_notes.hpp"
#include "container_tco/sizing/host_accelerators.hpp"
#include "container_tco/sizing/managed_hosts.hpp"

namespace container_tco {
namespace {

std::string text_of(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += name + ",";
  return text + ";";
}

std::string text_of(const std::optional<std::int64_t>& limit) {
  return "/" + (limit ? std::to_string(*limit) : std::string());
}

// Everything that may differ between two requests of one comparison.
std::string key_of(const CandidateFilter& filter, std::int64_t zones, const HostRequest& request) {
  return to_string(request.operating_system) + "/" + to_string(request.architecture) + "/" +
         (request.accelerator ? to_string(*request.accelerator) : "") + "/" + request.deployment.name() + "/" +
         request.surcharge.amount().to_text() + "/" + text_of(filter.instance_types) + text_of(filter.families) +
         text_of(filter.exclude) + (filter.burstable ? "b" : "") + (filter.bare_metal ? "m" : "") +
         (filter.current_generation_only ? "c" : "") + text_of(filter.min_vcpu) + text_of(filter.max_vcpu) +
         text_of(filter.min_memory ? std::optional(filter.min_memory->bytes()) : std::nullopt) +
         text_of(filter.max_memory ? std::optional(filter.max_memory->bytes()) : std::nullopt) + text_of(zones);
}

// In millionths. A bound from below stays one when it is capped.
std::int64_t floor_of(const Money& cost) {
  return min(cost.amount() * Rational(weights_per_unit), Rational(std::numeric_limits<std::int64_t>::max())).floor();
}

std::vector<PricedHost> price_hosts(const PriceBook& book, const EstimateOptions& options, const HostRequest& request) {
  const Deployment& deployment = request.deployment;
  const bool is_managed = deployment.has_managed_hosts();
  const HostTerms terms = host_terms(deployment, options, book);
  const Contract* contract = options.contract ? &*options.contract : nullptr;
  std::vector<PricedHost> hosts;
  for (const InstanceType* type : candidate_types(book, options.hosts.candidates, request.architecture,
                                                  request.accelerator, options.hosts.zones)) {
    if (is_managed && !may_be_managed(*type, deployment.control_plane)) continue;
    const std::optional<Money> hourly =
        host_hour_price(book, contract, options.region, request.operating_system, type->name, terms);
    if (!hourly) continue;
    const Money per_host = *hourly * options.period.hours() + request.surcharge;
    HostCapacity capacity = host_capacity(*type, deployment.control_plane, request.operating_system,
                                          options.hosts.setup, deployment.host_operator);
    if (request.accelerator) set_accelerators(capacity, accelerators_of(*type, *request.accelerator));
    hosts.push_back({type, std::move(capacity), per_host, floor_of(per_host)});
  }
  return hosts;
}

}  // namespace

const std::vector<PricedHost>& HostCatalogue::hosts(const PriceBook& book, const EstimateOptions& options,
                                                    const HostRequest& request) {
  const std::string key = key_of(options.hosts.candidates, options.hosts.zones, request);
  const auto known = lists_.find(key);
  if (known != lists_.end()) return known->second;
  return lists_.emplace(key, price_hosts(book, options, request)).first->second;
}

}  // namespace container_tco
