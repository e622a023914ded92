#include <pybind11/pybind11.h>

#include "container_tco/version.hpp"
#include "topics.hpp"

// Every bound object is immutable once it is made, so the module needs no global lock.
PYBIND11_MODULE(_core, module, pybind11::mod_gil_not_used()) {
  using namespace container_tco::bindings;
  module.doc() = "The C++ core of container_tco. Use it through the package container_tco.";
  module.attr("version") = container_tco::version;
  bind_error(module);
  bind_quantity(module);
  bind_arrow(module);
  bind_rollout(module);
  bind_demand(module);
  bind_workload(module);
  bind_pricebook(module);
  bind_price_derivations(module);
  bind_offers(module);
  bind_contract(module);
  bind_commitment(module);
  bind_feasibility(module);
  bind_sizing(module);
  bind_packing(module);
  bind_fleet(module);
  bind_costing(module);
  bind_deployments(module);
  bind_hosts(module);
  bind_resilience(module);
  bind_estimate(module);
  bind_batch(module);
  bind_timeline(module);
  bind_comparison(module);
  bind_price_change(module);
  bind_bill(module);
  bind_outlook(module);
  bind_report(module);
  bind_fleet_report(module);
  bind_priced_fleet(module);
  bind_waste(module);
  bind_verification(module);
}
