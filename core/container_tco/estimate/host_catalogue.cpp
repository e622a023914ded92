#include "container_tco/estimate/host_catalogue.hpp"

#include <limits>

#include "container_tco/costing/host_costs.hpp"
#include "container_tco/estimate/candidates.hpp"

namespace container_tco {
namespace {

std::string text_of(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += name + ",";
  return text + ";";
}

// Everything that may differ between two requests of one comparison.
std::string key_of(const CandidateFilter& filter, const HostRequest& request) {
  return to_string(request.operating_system) + "/" + to_string(request.architecture) +
         (request.needs_gpu ? "/gpu/" : "/") + (request.control_plane == ControlPlane::ecs ? "ecs/" : "eks/") +
         request.surcharge.amount().to_text() + "/" + text_of(filter.instance_types) + text_of(filter.families) +
         text_of(filter.exclude) + (filter.burstable ? "b" : "") + (filter.bare_metal ? "m" : "") +
         (filter.current_generation_only ? "c" : "");
}

// In millionths. A bound from below stays one when it is capped.
std::int64_t floor_of(const Money& cost) {
  return min(cost.amount() * Rational(1000000), Rational(std::numeric_limits<std::int64_t>::max())).floor();
}

std::optional<Money> hourly_price(const PriceBook& book, const EstimateOptions& options, const std::string& key) {
  if (options.contract) {
    const auto price = find_contracted_price(book, *options.contract, key, options.region);
    if (!price) return std::nullopt;
    return contracted_unit_price(*price);
  }
  const PriceRow* row = book.find_price(key, options.region);
  if (row == nullptr) return std::nullopt;
  return row->unit_price().money;
}

std::vector<PricedHost> price_hosts(const PriceBook& book, const EstimateOptions& options, const HostRequest& request) {
  std::vector<PricedHost> hosts;
  for (const InstanceType* type :
       candidate_types(book, options.hosts.candidates, request.architecture, request.needs_gpu)) {
    const std::optional<Money> hourly =
        hourly_price(book, options, on_demand_key(request.operating_system, type->name));
    if (!hourly) continue;
    const Money per_host = *hourly * options.period.hours() + request.surcharge;
    hosts.push_back({type, host_capacity(*type, request.control_plane, request.operating_system, options.hosts.setup),
                     per_host, floor_of(per_host)});
  }
  return hosts;
}

}  // namespace

const std::vector<PricedHost>& HostCatalogue::hosts(const PriceBook& book, const EstimateOptions& options,
                                                    const HostRequest& request) {
  const std::string key = key_of(options.hosts.candidates, request);
  const auto known = lists_.find(key);
  if (known != lists_.end()) return known->second;
  return lists_.emplace(key, price_hosts(book, options, request)).first->second;
}

}  // namespace container_tco
